/*
 * recorder.c - what happened, in O(1) memory per figure and per slot.
 *
 * Only what lies in the window counts: a start by its request, capacity by
 * time, money by the difference of two readings of the engine's books.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/kit/ledger.h"
#include "sim/attribution.h"
#include "sim/kpi.h"
#include "sim/record_why.h"
#include "sim/simulation.h"

#define GIB 1024.0
#define PATH_ALL PATH_COUNT

/* Levels whose time integral is a series; in MiB or worlds. */
enum level {
	LEVEL_DEMAND = 0,
	LEVEL_RUNNING,
	LEVEL_WAITING,
	LEVEL_DEDICATED,
	LEVEL_CLOUD,
	LEVEL_BOOTING,
	LEVEL_DRAINING,
	LEVEL_ACTIVE,
	LEVEL_QUEUE,
	LEVEL_LARGEST,
	LEVEL_COUNT
};

struct recorder {
	struct figures f;
	struct wait_histogram *waits[PATH_COUNT + 1];
	struct wait_histogram *ready;
	struct books at_from;
	bool in_window;
	bool touched; /* something changed since the gauges were read */
	double level[LEVEL_COUNT];
	double integral[LEVEL_COUNT]; /* of the current slot, x us */
	double used_integral;	      /* plan RAM x us over the window */
	double players, players_integral;
	int64_t integrated_us;
	uint32_t slot;
	size_t node_capacity, ledger_capacity, start_capacity;
	uint32_t *life_of; /* by node id: index into f.nodes + 1 */
	uint32_t life_capacity;
	size_t *row_of;		    /* by world: row of its open attempt + 1 */
	struct series_slot nowhere; /* for what lies outside: never read */
};

struct recorder *recorder_open(const struct simulation *sim)
{
	struct recorder *r = calloc(1, sizeof *r);
	int64_t slot_us = sim->options->slot_us;

	if (r == NULL)
		return NULL;
	for (int i = 0; i <= PATH_COUNT; i++)
		r->waits[i] = wait_histogram_create();
	r->ready = wait_histogram_create();
	if (slot_us > 0) {
		r->f.series_count =
		    (uint32_t)((sim->to_us - sim->from_us + slot_us - 1) /
			       slot_us);
		r->f.series = calloc(r->f.series_count, sizeof *r->f.series);
		for (uint32_t i = 0;
		     r->f.series != NULL && i < r->f.series_count; i++)
			r->f.series[i].from_us = sim->from_us + i * slot_us;
	}
	if (sim->options->detail)
		r->row_of = calloc((size_t)sim->trace->world_count + 1,
				   sizeof *r->row_of);
	return r;
}

void recorder_close(struct recorder *r)
{
	if (r == NULL)
		return;
	for (int i = 0; i <= PATH_COUNT; i++)
		wait_histogram_destroy(r->waits[i]);
	wait_histogram_destroy(r->ready);
	free(r->life_of);
	free(r->row_of);
	figures_release(&r->f);
	free(r);
}

uint64_t recorder_mask(const struct simulation *sim)
{
	uint64_t mask = record_why_mask(sim);
	static const enum notice_kind always[] = {
	    NOTICE_START_QUEUED,   NOTICE_START_REFUSED,
	    NOTICE_START_PLACED,   NOTICE_START_ABANDONED,
	    NOTICE_WORLD_ACTIVE,   NOTICE_RUN_ENDED,
	    NOTICE_WORLD_ARCHIVED, NOTICE_SLEEP_TIMER_CANCELLED,
	    NOTICE_NODE_STATE,	   NOTICE_WORLD_ROLLED_BACK,
	    NOTICE_GUARD,	   NOTICE_BALANCE_LOW,
	};

	for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
		mask |= UINT64_C(1) << always[i];
	if (sim->attribution != NULL)
		mask |= attribution_mask();
	if (sim->delays != NULL)
		mask |= UINT64_C(1) << NOTICE_WORLD_STATE;
	mask |= record_money_mask(sim);
	if (sim->options->detail)
		mask |= UINT64_C(1) << NOTICE_POSTED | UINT64_C(1)
							   << NOTICE_NODE_HOUR;
	return mask;
}

/* Room for one more element of an array that doubles. */
static bool grow(struct simulation *sim, void **array, size_t *capacity,
		 size_t count, size_t element)
{
	size_t wanted = *capacity == 0 ? 256 : 2 * *capacity;
	void *grown;

	if (count < *capacity)
		return true;
	grown = realloc(*array, wanted * element);
	if (grown == NULL) {
		sim->failed = true;
		return false;
	}
	*array = grown;
	*capacity = wanted;
	return true;
}

/* --- series --------------------------------------------------------------- */

static void close_slot(struct simulation *sim, struct recorder *r)
{
	struct series_slot *slot = &r->f.series[r->slot++];
	double us = (double)sim->options->slot_us;

	if (slot->from_us + sim->options->slot_us > sim->to_us)
		us = (double)(sim->to_us - slot->from_us);
	slot->demand_gb = r->integral[LEVEL_DEMAND] / us / GIB;
	slot->running_gb = r->integral[LEVEL_RUNNING] / us / GIB;
	slot->waiting_gb = r->integral[LEVEL_WAITING] / us / GIB;
	slot->dedicated_gb = r->integral[LEVEL_DEDICATED] / us / GIB;
	slot->cloud_gb = r->integral[LEVEL_CLOUD] / us / GIB;
	slot->booting_gb = r->integral[LEVEL_BOOTING] / us / GIB;
	slot->draining_gb = r->integral[LEVEL_DRAINING] / us / GIB;
	slot->active_worlds = r->integral[LEVEL_ACTIVE] / us;
	slot->waiting_worlds = r->integral[LEVEL_QUEUE] / us;
	slot->largest_free_gb = r->integral[LEVEL_LARGEST] / us / GIB;
	memset(r->integral, 0, sizeof r->integral);
}

static void integrate(struct simulation *sim, struct recorder *r, int64_t to_us)
{
	r->used_integral +=
	    r->level[LEVEL_RUNNING] * (double)(to_us - r->integrated_us);
	r->players_integral += r->players * (double)(to_us - r->integrated_us);
	while (r->f.series != NULL && r->integrated_us < to_us) {
		int64_t end_us =
		    r->f.series[r->slot].from_us + sim->options->slot_us;
		int64_t until_us = to_us < end_us ? to_us : end_us;

		for (int i = 0; i < LEVEL_COUNT; i++)
			r->integral[i] +=
			    r->level[i] * (double)(until_us - r->integrated_us);
		r->integrated_us = until_us;
		if (until_us == end_us || until_us == sim->to_us)
			close_slot(sim, r);
	}
	r->integrated_us = to_us;
}

static void read_levels(struct simulation *sim, struct recorder *r)
{
	struct engine_gauges g;
	double demand_gb = (double)sim->demand_mib / GIB;

	engine_read_gauges(sim->engine, &g);
	r->players = (double)sim->players;
	r->level[LEVEL_DEMAND] = (double)sim->demand_mib;
	r->level[LEVEL_RUNNING] = (double)g.running_mib;
	r->level[LEVEL_WAITING] = (double)g.waiting_mib;
	r->level[LEVEL_DEDICATED] = (double)g.sellable_mib[0];
	r->level[LEVEL_CLOUD] = (double)g.sellable_mib[1];
	r->level[LEVEL_BOOTING] = (double)g.booting_mib;
	r->level[LEVEL_DRAINING] = (double)g.draining_mib;
	r->level[LEVEL_ACTIVE] = g.worlds_active;
	r->level[LEVEL_QUEUE] = g.worlds_waiting;
	if (r->f.series != NULL)
		r->level[LEVEL_LARGEST] = engine_largest_start_mib(sim->engine);
	if (r->in_window && demand_gb > r->f.peak_demand_gb)
		r->f.peak_demand_gb = demand_gb;
	if (r->in_window && g.cloud_nodes > r->f.cloud_peak)
		r->f.cloud_peak = g.cloud_nodes;
}

void recorder_instant(struct simulation *sim)
{
	struct recorder *r = sim->recorder;

	if (!r->touched)
		return;
	r->touched = false;
	if (r->in_window)
		integrate(sim, r, sim->now_us);
	read_levels(sim, r);
}

void recorder_window_begins(struct simulation *sim)
{
	struct recorder *r = sim->recorder;

	engine_read_books(sim->engine, sim->from_us, &r->at_from);
	record_money_begins(sim, &r->at_from);
	if (sim->attribution != NULL)
		attribution_window_begins(sim);
	r->in_window = true;
	r->integrated_us = sim->from_us;
	read_levels(sim, r);
}

static struct series_slot *slot_now(struct simulation *sim)
{
	struct recorder *r = sim->recorder;

	if (!r->in_window || r->f.series == NULL)
		return &r->nowhere;
	return &r->f.series[(sim->now_us - sim->from_us) /
			    sim->options->slot_us];
}

/* --- starts --------------------------------------------------------------- */

void recorder_attempt(struct simulation *sim, struct visitor *visitor)
{
	struct recorder *r = sim->recorder;
	uint32_t world = (uint32_t)(visitor - sim->visitors);

	r->touched = true;
	if (!visitor->counted)
		return;
	r->f.attempts++;
	r->f.requested += visitor->attempts == 1;
	slot_now(sim)->starts++;
	if (sim->delays != NULL)
		delays_begin(sim, world);
	if (!sim->options->detail ||
	    !grow(sim, (void **)&r->f.starts, &r->start_capacity,
		  r->f.start_count, sizeof *r->f.starts))
		return;
	r->row_of[world] = r->f.start_count + 1;
	r->f.starts[r->f.start_count++] =
	    (struct start_row){.requested_us = sim->now_us,
			       .wait_us = -1,
			       .ready_us = -1,
			       .world = world,
			       .path = PATH_COUNT,
			       .end = START_PENDING,
			       .attempt = visitor->attempts};
}

struct start_row *recorder_row(struct simulation *sim, uint32_t world)
{
	struct recorder *r = sim->recorder;

	return r->row_of == NULL || r->row_of[world] == 0
		   ? NULL
		   : &r->f.starts[r->row_of[world] - 1];
}

void recorder_wait(struct simulation *sim, uint32_t world,
		   const struct visitor *visitor, const struct notice *notice)
{
	struct recorder *r = sim->recorder;
	int64_t wait_us = sim->now_us - visitor->requested_us;
	struct start_row *row = recorder_row(sim, world);

	if (!visitor->counted)
		return;
	wait_histogram_add(r->waits[PATH_ALL], wait_us);
	if (sim->attribution != NULL)
		attribution_wait(sim, world, wait_us);
	if (notice->kind == NOTICE_START_PLACED) {
		wait_histogram_add(r->waits[notice->detail], wait_us);
		r->f.woken_from_archive += notice->value == PATH_RESTORED;
		r->f.moved += notice->value == PATH_MOVED;
	}
	if (sim->delays != NULL && notice->kind != NOTICE_START_PLACED)
		delays_end(sim, world);
	if (row == NULL)
		return;
	row->wait_us = wait_us;
	row->node = notice->node.value;
	row->reason = notice->reason;
	if (notice->kind == NOTICE_START_PLACED)
		row->path = (uint8_t)notice->detail;
	else
		row->end = notice->kind == NOTICE_START_REFUSED
			       ? START_REFUSED
			       : START_ABANDONED;
}

void recorder_ready(struct simulation *sim, const struct visitor *visitor)
{
	struct recorder *r = sim->recorder;
	uint32_t world = (uint32_t)(visitor - sim->visitors);
	struct start_row *row = recorder_row(sim, world);
	int64_t ready_us = sim->now_us - visitor->requested_us;

	if (!visitor->counted)
		return;
	wait_histogram_add(r->ready, ready_us);
	if (sim->delays != NULL)
		delays_end(sim, world);
	if (row != NULL) {
		row->ready_us = ready_us;
		row->end = START_SERVED;
	}
}

void recorder_session_over(struct simulation *sim,
			   const struct visitor *visitor, enum start_end end)
{
	struct recorder *r = sim->recorder;

	r->touched = true;
	if (!visitor->counted)
		return;
	if (sim->attribution != NULL)
		attribution_session_over(
		    sim, (uint32_t)(visitor - sim->visitors), end);
	switch (end) {
	case START_SERVED:
		r->f.served++;
		break;
	case START_REFUSED:
		r->f.refused++;
		slot_now(sim)->refused++;
		break;
	case START_ABANDONED:
		r->f.abandoned++;
		slot_now(sim)->abandoned++;
		break;
	case START_PENDING:
		r->f.pending_at_end++;
		break;
	}
}

/* --- nodes, ledger -------------------------------------------------------- */

struct node_life *recorder_life(struct simulation *sim, uint32_t node)
{
	struct recorder *r = sim->recorder;

	if (!sim->options->detail && sim->delays == NULL)
		return NULL;
	if (node >= r->life_capacity) {
		uint32_t capacity = 2 * node + 64;
		uint32_t *grown = realloc(r->life_of, capacity * sizeof *grown);

		if (grown == NULL) {
			sim->failed = true;
			return NULL;
		}
		memset(grown + r->life_capacity, 0,
		       (capacity - r->life_capacity) * sizeof *grown);
		r->life_of = grown;
		r->life_capacity = capacity;
	}
	if (r->life_of[node] == 0) {
		if (!grow(sim, (void **)&r->f.nodes, &r->node_capacity,
			  r->f.node_count, sizeof *r->f.nodes))
			return NULL;
		r->f.nodes[r->f.node_count++] =
		    (struct node_life){.node = node,
				       .ordered_us = sim->now_us,
				       .ready_us = TIME_NEVER_US,
				       .drain_us = TIME_NEVER_US,
				       .gone_us = TIME_NEVER_US};
		r->life_of[node] = (uint32_t)r->f.node_count;
	}
	return &r->f.nodes[r->life_of[node] - 1];
}

static void node_state(struct simulation *sim, const struct notice *notice)
{
	struct recorder *r = sim->recorder;
	struct node_life *life = recorder_life(sim, notice->node.value);
	const struct sim_node *node = provider_node(sim, notice->node.value);
	bool counts = r->in_window;

	r->touched = true;
	if (life != NULL && node->exists)
		life->location = node->location;
	if (life != NULL && notice->value < NODE_TYPES_MAX) {
		life->type = (uint16_t)notice->value;
		life->sellable_mib =
		    config_sellable_mib(&sim->config, life->type);
	}
	switch ((enum node_state)notice->detail) {
	case NODE_ORDERED:
		r->f.vm_ordered += counts;
		slot_now(sim)->orders++;
		break;
	case NODE_READY:
		r->f.events += counts;
		if (life != NULL) {
			if (life->ready_us == TIME_NEVER_US)
				life->ready_us = sim->now_us;
			life->drain_us = TIME_NEVER_US;
		}
		break;
	case NODE_DRAINING:
		if (life != NULL)
			life->drain_us = sim->now_us;
		break;
	case NODE_GONE:
		if (life != NULL)
			life->gone_us = sim->now_us;
		if (notice->reason == REASON_SOLD_OUT) {
			r->f.vm_sold_out += counts;
			slot_now(sim)->sold_out++;
		} else {
			slot_now(sim)->destroyed++;
		}
		break;
	case NODE_DEAD:
		r->f.nodes_lost += counts;
		slot_now(sim)->nodes_lost++;
		if (life != NULL)
			life->lost = true;
		break;
	default: /* the other states leave no figure */
		break;
	}
}

void recorder_node_held(struct simulation *sim, uint32_t node,
			int64_t held_mib_us)
{
	struct node_life *life = recorder_life(sim, node);

	if (life != NULL)
		life->held_mib_us += held_mib_us;
}

static void posted(struct simulation *sim, const struct notice *notice)
{
	struct recorder *r = sim->recorder;

	if (!r->in_window ||
	    !grow(sim, (void **)&r->f.ledger, &r->ledger_capacity,
		  r->f.ledger_count, sizeof *r->f.ledger))
		return;
	r->f.ledger[r->f.ledger_count++] =
	    (struct ledger_row){.at_us = notice->at_us,
				.debit = notice->detail,
				.credit = (uint16_t)notice->value,
				.reason = notice->reason,
				.world = notice->world.value,
				.customer = notice->request,
				.amount_nano_eur = notice->amount_nano_eur};
}

static void node_hour(struct simulation *sim, const struct notice *notice)
{
	struct node_life *life = recorder_life(sim, notice->node.value);

	if (life == NULL || !sim->recorder->in_window)
		return;
	life->hours_billed++;
	life->cost_nano_eur += notice->amount_nano_eur;
}

void recorder_notice(struct simulation *sim, const struct notice *notice)
{
	struct recorder *r = sim->recorder;
	bool counts = r->in_window;

	if (sim->attribution != NULL)
		attribution_notice(sim, notice);
	if (sim->delays != NULL)
		delays_notice(sim, notice);
	if (counts)
		record_money_notice(sim, notice, &r->f.wallet);
	record_why_notice(sim, notice);
	switch ((enum notice_kind)notice->kind) {
	case NOTICE_START_PLACED: /* from now on it holds RAM */
		r->touched = true;
		break;
	case NOTICE_WORLD_ACTIVE:
		r->touched = true;
		r->f.events += counts;
		break;
	case NOTICE_RUN_ENDED:
		r->touched = true;
		r->f.events += counts;
		slot_now(sim)->stops++;
		if (notice->reason == REASON_NODE_LOST ||
		    notice->reason == REASON_CRASH)
			r->f.interrupted += counts;
		break;
	case NOTICE_WORLD_ARCHIVED:
		r->f.events += counts;
		r->f.archived += counts;
		break;
	case NOTICE_SLEEP_TIMER_CANCELLED:
		r->f.sleep_timers_cancelled += counts;
		break;
	case NOTICE_WORLD_ROLLED_BACK:
		if (counts) {
			r->f.worlds_lost += notice->detail;
			r->f.worlds_rescued += notice->detail == 0;
			r->f.play_minutes_lost +=
			    (double)notice->value / US_PER_MINUTE;
		}
		break;
	case NOTICE_NODE_STATE:
		node_state(sim, notice);
		break;
	case NOTICE_NODE_HOUR:
		node_hour(sim, notice);
		break;
	case NOTICE_POSTED:
		if (sim->options->detail)
			posted(sim, notice);
		break;
	case NOTICE_GUARD:
		r->f.guard_holds += counts && notice->value == 1;
		break;
	default: /* the waiting are the demand's */
		break;
	}
}

/* --- the end -------------------------------------------------------------- */

static struct wait_figures figures_of(const struct wait_histogram *histogram)
{
	return (struct wait_figures){
	    .count = wait_histogram_count(histogram),
	    .p50_us = wait_histogram_quantile_us(histogram, 0.5),
	    .p95_us = wait_histogram_quantile_us(histogram, 0.95),
	    .p99_us = wait_histogram_quantile_us(histogram, 0.99),
	    .max_us = wait_histogram_quantile_us(histogram, 1),
	};
}

static void close_open_sessions(struct simulation *sim)
{
	for (uint32_t world = 1; world <= sim->trace->world_count; world++) {
		const struct visitor *visitor = &sim->visitors[world];

		if (visitor->session != 0)
			recorder_session_over(sim, visitor,
					      visitor->served ? START_SERVED
							      : START_PENDING);
	}
}

/* The names outlive the trace, for those who write them down. */
static void keep_names(struct simulation *sim, struct figures *f)
{
	const struct trace *trace = sim->trace;

	f->world_names =
	    calloc((size_t)trace->world_count + 1, sizeof *f->world_names);
	f->account_names =
	    calloc((size_t)trace->account_count + 1, sizeof *f->account_names);
	if (f->world_names == NULL || f->account_names == NULL) {
		sim->failed = true;
		return;
	}
	for (; f->world_count < trace->world_count; f->world_count++) {
		const char *name = trace->worlds[f->world_count].name;

		f->world_names[f->world_count] =
		    strdup(name != NULL ? name : "");
	}
	for (; f->account_count < trace->account_count; f->account_count++)
		f->account_names[f->account_count] =
		    strdup(trace->accounts[f->account_count]);
}

void recorder_finish(struct simulation *sim, struct figures *out)
{
	struct recorder *r = sim->recorder;
	struct figures *f = &r->f;
	struct books at_to;

	integrate(sim, r, sim->to_us);
	r->in_window = false; /* what is counted now happened before */
	close_open_sessions(sim);
	engine_read_books(sim->engine, sim->to_us, &at_to);
	record_money_ends(sim, f, &at_to);
	books_subtract(&sim->config.book, &at_to, &r->at_from, &f->books);
	f->replication = sim->options->replication;
	f->parts = kpi_parts(sim->scenario);
	f->drawn = sim->drawn;
	f->trail = engine_trail(sim->engine);
	f->inputs = engine_next_seq(sim->engine) - 1;
	f->wait = figures_of(r->waits[PATH_ALL]);
	f->ready = figures_of(r->ready);
	for (int path = 0; path < PATH_COUNT; path++)
		f->by_path[path] = figures_of(r->waits[path]);
	f->events += (uint64_t)((sim->to_us - sim->begin_us) /
				    sim->config.policy.tick_us -
				(sim->from_us - sim->begin_us) /
				    sim->config.policy.tick_us);
	f->active_gb_hours = (double)f->books.active_mib_minutes / GIB / 60;
	f->player_hours =
	    sim->trace->has_players ? r->players_integral / US_PER_HOUR : -1;
	f->vm_hours_used = (double)f->books.cloud_used_us / US_PER_HOUR;
	f->paid_minutes_wasted =
	    (double)(f->books.cloud_alive_us - f->books.cloud_used_us +
		     f->books.cloud_wasted_us) /
	    US_PER_MINUTE;
	f->ram_used_mean =
	    r->used_integral / (double)(sim->to_us - sim->from_us) / GIB;
	if (sim->attribution != NULL)
		attribution_finish(sim, f);
	if (sim->delays != NULL)
		delays_finish(sim, f);
	record_why_finish(sim, f);
	if (sim->options->detail)
		keep_names(sim, f);
	*out = *f;
	*f = (struct figures){0};
}
