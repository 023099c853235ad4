#include "sim/record_levels.h"

#include <stdlib.h>
#include <string.h>

#include "engine/questions.h"
#include "sim/simulation.h"

#define GIB 1024.0

/* Levels whose time integral is a series; in MiB, worlds or shares. */
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
	LEVEL_ARCHIVE, /* share of the line in use */
	LEVEL_LINKS,
	LEVEL_COUNT
};

struct levels {
	struct simulation *sim;
	bool touched; /* something changed since the gauges were read */
	bool lines_touched;
	double level[LEVEL_COUNT];
	double integral[LEVEL_COUNT]; /* of the current slot, x us */
	double used_integral;	      /* plan RAM x us over the window */
	double players, players_integral;
	int64_t integrated_us;
	struct series_slot *slots; /* the figures' series; NULL: not asked for
				    */
	uint32_t slot;		   /* the current one */
	uint32_t counted;	   /* where what happens now is counted */
	int64_t counted_until_us;
	struct series_slot nowhere; /* for what lies outside: never read */
};

/* --- levels --------------------------------------------------------------- */

static void close_slot(struct levels *levels)
{
	const struct simulation *sim = levels->sim;
	struct series_slot *slot = &levels->slots[levels->slot++];
	const double *integral = levels->integral;
	double us = (double)sim->options->slot_us;

	if (slot->from_us + sim->options->slot_us > sim->to_us)
		us = (double)(sim->to_us - slot->from_us);
	slot->demand_gb = integral[LEVEL_DEMAND] / us / GIB;
	slot->running_gb = integral[LEVEL_RUNNING] / us / GIB;
	slot->waiting_gb = integral[LEVEL_WAITING] / us / GIB;
	slot->dedicated_gb = integral[LEVEL_DEDICATED] / us / GIB;
	slot->cloud_gb = integral[LEVEL_CLOUD] / us / GIB;
	slot->booting_gb = integral[LEVEL_BOOTING] / us / GIB;
	slot->draining_gb = integral[LEVEL_DRAINING] / us / GIB;
	slot->active_worlds = integral[LEVEL_ACTIVE] / us;
	slot->waiting_worlds = integral[LEVEL_QUEUE] / us;
	slot->largest_free_gb = integral[LEVEL_LARGEST] / us / GIB;
	slot->archive_use = integral[LEVEL_ARCHIVE] / us;
	slot->links_use = integral[LEVEL_LINKS] / us;
	memset(levels->integral, 0, sizeof levels->integral);
}

static void integrate_slots(struct levels *levels, int64_t to_us)
{
	const struct simulation *sim = levels->sim;
	int64_t at_us = levels->integrated_us;

	while (at_us < to_us) {
		int64_t end_us =
		    levels->slots[levels->slot].from_us + sim->options->slot_us;
		int64_t until_us = to_us < end_us ? to_us : end_us;

		for (int i = 0; i < LEVEL_COUNT; i++)
			levels->integral[i] +=
			    levels->level[i] * (double)(until_us - at_us);
		at_us = until_us;
		if (until_us == end_us || until_us == sim->to_us)
			close_slot(levels);
	}
}

static void integrate_levels(struct levels *levels, int64_t to_us)
{
	double us = (double)(to_us - levels->integrated_us);

	levels->used_integral += levels->level[LEVEL_RUNNING] * us;
	levels->players_integral += levels->players * us;
	if (levels->slots != NULL)
		integrate_slots(levels, to_us);
	levels->integrated_us = to_us;
}

/* What only the series shows. */
static void read_series(struct levels *levels, double demand_mib,
			const struct engine_gauges *g)
{
	levels->level[LEVEL_DEMAND] = demand_mib;
	levels->level[LEVEL_WAITING] = (double)g->waiting_mib;
	levels->level[LEVEL_DEDICATED] = (double)g->sellable_mib[0];
	levels->level[LEVEL_CLOUD] = (double)g->sellable_mib[1];
	levels->level[LEVEL_BOOTING] = (double)g->booting_mib;
	levels->level[LEVEL_DRAINING] = (double)g->draining_mib;
	levels->level[LEVEL_ACTIVE] = g->worlds_active;
	levels->level[LEVEL_QUEUE] = g->worlds_waiting;
	levels->level[LEVEL_LARGEST] =
	    engine_largest_start_mib(levels->sim->engine);
}

static void read_lines(struct levels *levels)
{
	const struct provider *provider = levels->sim->provider;

	levels->level[LEVEL_ARCHIVE] = provider_archive_use(provider);
	levels->level[LEVEL_LINKS] = provider_links_use(provider);
}

static void read_levels(struct levels *levels)
{
	const struct simulation *sim = levels->sim;
	double demand_mib = (double)demand_asked_mib(sim->demand);
	struct figures *f = sim->figures;
	struct engine_gauges g;

	engine_read_gauges(sim->engine, &g);
	levels->players = (double)demand_micro_players(sim->demand) / 1e6;
	levels->level[LEVEL_RUNNING] = (double)g.running_mib;
	if (levels->slots != NULL)
		read_series(levels, demand_mib, &g);
	if (sim->in_window && demand_mib / GIB > f->peak_demand_gb) {
		f->peak_demand_gb = demand_mib / GIB;
		f->peak_demand_us = sim->now_us;
	}
	if (sim->in_window && g.cloud_nodes > f->cloud_peak)
		f->cloud_peak = g.cloud_nodes;
}

static void levels_instant(void *self)
{
	struct levels *levels = self;

	if (!levels->touched && !levels->lines_touched)
		return;
	if (levels->sim->in_window)
		integrate_levels(levels, levels->sim->now_us);
	if (levels->lines_touched)
		read_lines(levels);
	if (levels->touched)
		read_levels(levels);
	levels->touched = levels->lines_touched = false;
}

static void levels_lines(void *self)
{
	struct levels *levels = self;

	levels->lines_touched = levels->slots != NULL;
}

static void levels_begin(void *self)
{
	struct levels *levels = self;

	levels->integrated_us = levels->sim->from_us;
	levels->counted_until_us =
	    levels->sim->from_us + levels->sim->options->slot_us;
	read_levels(levels);
	read_lines(levels);
}

/* --- what happens in a slot ----------------------------------------------- */

static struct series_slot *slot_now(struct levels *levels)
{
	const struct simulation *sim = levels->sim;

	if (!sim->in_window || levels->slots == NULL)
		return &levels->nowhere;
	/* the instant is not integrated yet, so the slot may be the next one */
	while (sim->now_us >= levels->counted_until_us) {
		levels->counted++;
		levels->counted_until_us += sim->options->slot_us;
	}
	return &levels->slots[levels->counted];
}

static void levels_attempt(void *self, const struct attempt *attempt)
{
	struct levels *levels = self;

	levels->touched = true;
	slot_now(levels)->starts += attempt->counted;
}

static void levels_session_over(void *self, const struct attempt *attempt,
				enum start_end end)
{
	struct levels *levels = self;

	levels->touched = true;
	if (!attempt->counted)
		return;
	if (end == START_REFUSED)
		slot_now(levels)->refused++;
	else if (end == START_ABANDONED)
		slot_now(levels)->abandoned++;
}

static void count_node(struct series_slot *slot, const struct notice *notice)
{
	switch (notice->node_state.state) {
	case NODE_ORDERED:
		slot->orders++;
		break;
	case NODE_GONE:
		slot->sold_out += notice->reason == REASON_SOLD_OUT;
		slot->destroyed += notice->reason != REASON_SOLD_OUT;
		break;
	case NODE_DEAD:
		slot->nodes_lost++;
		break;
	default: /* the other states are no count */
		break;
	}
}

static void levels_notice(void *self, const struct notice *notice)
{
	struct levels *levels = self;

	levels->touched = true;
	if (notice->kind == NOTICE_RUN_ENDED)
		slot_now(levels)->stops++;
	else if (notice->kind == NOTICE_NODE_STATE)
		count_node(slot_now(levels), notice);
}

/* --- the ends ------------------------------------------------------------- */

static void levels_finish(void *self)
{
	struct levels *levels = self;
	const struct simulation *sim = levels->sim;
	struct figures *f = sim->figures;

	integrate_levels(levels, sim->to_us);
	f->player_hours = sim->trace->has_players
			      ? levels->players_integral / US_PER_HOUR
			      : -1;
	f->ram_used_mean =
	    levels->used_integral / (double)(sim->to_us - sim->from_us) / GIB;
}

static bool open_slots(struct levels *levels)
{
	const struct simulation *sim = levels->sim;
	struct figures *f = sim->figures;
	int64_t slot_us = sim->options->slot_us;

	if (slot_us <= 0)
		return true;
	f->series_count =
	    (uint32_t)((sim->to_us - sim->from_us + slot_us - 1) / slot_us);
	f->series = calloc(f->series_count, sizeof *f->series);
	if (f->series == NULL)
		return false;
	for (uint32_t i = 0; i < f->series_count; i++)
		f->series[i].from_us = sim->from_us + i * slot_us;
	levels->slots = f->series;
	return true;
}

bool record_levels_open(struct simulation *sim)
{
	struct levels *levels = calloc(1, sizeof *levels);

	if (levels == NULL)
		return false;
	levels->sim = sim;
	observers_add(&sim->observers,
		      &(struct observer){
			  .self = levels,
			  .mask = UINT64_C(1) << NOTICE_START_PLACED |
				  UINT64_C(1) << NOTICE_WORLD_ACTIVE |
				  UINT64_C(1) << NOTICE_RUN_ENDED |
				  UINT64_C(1) << NOTICE_NODE_STATE,
			  .notice = levels_notice,
			  .attempt = levels_attempt,
			  .session_over = levels_session_over,
			  .lines = levels_lines,
			  .instant = levels_instant,
			  .window_begins = levels_begin,
			  .finish = levels_finish,
			  .close = free,
		      });
	return open_slots(levels);
}
