#include "sim/attribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/kit/ledger.h"
#include "engine/questions.h"
#include "sim/simulation.h"
#include "traces/base/engine_heap.h"

#define GIB 1024.0
#define GB_HOURS (GIB * (double)US_PER_HOUR) /* in MiB x us */

enum pool { POOL_DEDICATED = 0, POOL_CLOUD, POOLS };

/* One world, in the window. */
struct world_sums {
	int64_t gross_nano_eur;
	int64_t billed_mib_minutes;
	int64_t held_mib_us[POOLS]; /* starting and active, by kind of node */
	int64_t held_since_us;
	uint32_t held_on; /* node; 0: not running */
	uint32_t starts, unserved;
	uint32_t ram_mib; /* of its plan */
};

_Static_assert(sizeof(struct world_sums) <= 64, "a world is a cache line");

/* One customer, or one tier. */
struct account_sums {
	double gross, net, cost, billed_gb_hours, held_mib_us[POOLS];
	uint32_t worlds, starts, unserved;
	double disk_mib;
};

struct attribution {
	struct simulation *sim;
	struct world_sums *worlds; /* by world id */
	uint32_t world_count;
	struct wait_histogram *waits[TIERS];
};

static size_t sums_bytes(const struct attribution *a)
{
	return ((size_t)a->world_count + 1) * sizeof *a->worlds;
}

static enum tier tier_of_world(const struct attribution *a, uint32_t world)
{
	return tier_of(a->worlds[world].ram_mib);
}

/* --- what happens --------------------------------------------------------- */

/* The world stops to hold RAM; only what lies in the window counts. */
static void let_go(struct attribution *a, uint32_t id, int64_t now_us)
{
	const struct simulation *sim = a->sim;
	struct world_sums *world = &a->worlds[id];
	int64_t since_us = world->held_since_us;
	const struct machine *machine;
	struct node_life *life;
	int64_t held;

	if (world->held_on == 0)
		return;
	if (since_us < sim->from_us)
		since_us = sim->from_us;
	if (now_us > since_us) {
		machine = provider_machine(sim->provider, world->held_on);
		held = (now_us - since_us) * world->ram_mib;
		world->held_mib_us[sim->config.node_types[machine->type]
					   .dedicated
				       ? POOL_DEDICATED
				       : POOL_CLOUD] += held;
		life = node_lives_find(&sim->lives, world->held_on);
		if (life != NULL)
			life->held_mib_us += held;
	}
	world->held_on = 0;
}

static void earn_posting(struct attribution *a, const struct notice *notice)
{
	enum ledger_account credit = notice->posted.credit;

	if (a->sim->in_window && notice->world.value != 0 &&
	    (credit == LEDGER_ACTIVE || credit == LEDGER_SLEEP ||
	     credit == LEDGER_JOBS))
		a->worlds[notice->world.value].gross_nano_eur +=
		    notice->posted.amount_nano_eur;
}

static void attribution_notice(void *self, const struct notice *notice)
{
	struct attribution *a = self;
	uint32_t id = notice->world.value;
	struct world_sums *world = &a->worlds[id];

	switch ((enum notice_kind)notice->kind) {
	case NOTICE_START_PLACED:
		let_go(a, id, notice->at_us); /* a lost start begins anew */
		world->held_on = notice->node.value;
		world->held_since_us = notice->at_us;
		break;
	case NOTICE_RUN_ENDED:
		if (a->sim->in_window)
			world->billed_mib_minutes +=
			    notice->run_ended.minutes * world->ram_mib;
		let_go(a, id, notice->at_us);
		break;
	case NOTICE_START_ABANDONED:
	case NOTICE_START_REFUSED:
		let_go(a, id, notice->at_us);
		break;
	case NOTICE_POSTED:
		earn_posting(a, notice);
		break;
	default: /* not asked for */
		break;
	}
}

/* What the worlds have earned and is not posted. */
static void attribution_run_up(void *self, uint32_t id,
			       const struct unbilled *unbilled, int sign)
{
	struct attribution *a = self;
	struct world_sums *world = &a->worlds[id];

	for (uint32_t i = 0; i < unbilled->count; i++) {
		const struct bill_part *part = &unbilled->parts[i];

		world->gross_nano_eur += sign * part->amount_nano_eur;
		if (unbilled->kind == BILL_RUN)
			world->billed_mib_minutes +=
			    sign * part->quantity * world->ram_mib;
	}
}

static void attribution_waited(void *self, const struct attempt *attempt,
			       const struct notice *notice)
{
	struct attribution *a = self;

	(void)notice;
	if (attempt->counted)
		wait_histogram_add(a->waits[tier_of_world(a, attempt->world)],
				   a->sim->now_us - attempt->requested_us);
}

static void attribution_session_over(void *self, const struct attempt *attempt,
				     enum start_end end)
{
	struct attribution *a = self;
	struct world_sums *sums = &a->worlds[attempt->world];

	if (!attempt->counted)
		return;
	sums->starts++;
	sums->unserved += end == START_REFUSED || end == START_ABANDONED;
}

/* --- the end -------------------------------------------------------------- */

/* What is to be divided, and by what. */
struct shares {
	double gross, net;
	double cost[POOLS], common, storage; /* EUR */
	double held[POOLS], held_all, disk_mib;
};

static void add_world(const struct attribution *a, uint32_t id,
		      struct account_sums *to)
{
	const struct world_sums *world = &a->worlds[id];

	to->gross += (double)world->gross_nano_eur / 1e9;
	to->billed_gb_hours += (double)world->billed_mib_minutes / GIB / 60;
	for (int pool = 0; pool < POOLS; pool++)
		to->held_mib_us[pool] += (double)world->held_mib_us[pool];
	to->disk_mib += a->sim->trace->worlds[id - 1].disk_mib;
	to->starts += world->starts;
	to->unserved += world->unserved;
	to->worlds++;
}

static bool took_part(const struct account_sums *sums)
{
	return sums->starts > 0 || sums->gross > 0 ||
	       sums->held_mib_us[POOL_DEDICATED] > 0 ||
	       sums->held_mib_us[POOL_CLOUD] > 0;
}

static double share_of_cost(double what, double mine, double all)
{
	return all > 0 ? what * mine / all : 0;
}

/* A kind of node that nobody used is paid by those who used the other. */
static struct shares shares_of(const struct figures *f,
			       const struct account_sums *accounts,
			       uint32_t count)
{
	struct shares s = {
	    .net = (double)f->books.net_nano_eur / 1e9,
	    .cost = {(double)f->books.dedicated_nano_eur / 1e9,
		     (double)f->books.cloud_nano_eur / 1e9},
	    .common =
		(double)(f->books.network_nano_eur + f->books.other_nano_eur) /
		1e9,
	    .storage = (double)f->books.storage_nano_eur / 1e9,
	};

	for (uint32_t i = 0; i < count; i++) {
		if (!took_part(&accounts[i]))
			continue;
		s.gross += accounts[i].gross;
		s.disk_mib += accounts[i].disk_mib;
		for (int pool = 0; pool < POOLS; pool++)
			s.held[pool] += accounts[i].held_mib_us[pool];
	}
	s.held_all = s.held[POOL_DEDICATED] + s.held[POOL_CLOUD];
	for (int pool = 0; pool < POOLS; pool++) {
		if (s.held[pool] <= 0) {
			s.common += s.cost[pool];
			s.cost[pool] = 0;
		}
	}
	return s;
}

static void divide_costs(const struct shares *s, struct account_sums *sums)
{
	sums->net = share_of_cost(s->net, sums->gross, s->gross);
	sums->cost = share_of_cost(s->common,
				   sums->held_mib_us[POOL_DEDICATED] +
				       sums->held_mib_us[POOL_CLOUD],
				   s->held_all) +
		     share_of_cost(s->storage, sums->disk_mib, s->disk_mib);
	for (int pool = 0; pool < POOLS; pool++)
		sums->cost += share_of_cost(
		    s->cost[pool], sums->held_mib_us[pool], s->held[pool]);
}

static void fill_tiers(const struct attribution *a, const struct shares *s,
		       const struct account_sums *accounts, struct figures *f)
{
	const struct simulation *sim = a->sim;
	struct account_sums sums[TIERS] = {0};

	for (uint32_t id = 1; id <= a->world_count; id++)
		if (took_part(&accounts[sim->trace->worlds[id - 1].account]))
			add_world(a, id, &sums[tier_of_world(a, id)]);
	for (int tier = 0; tier < TIERS; tier++) {
		const struct wait_histogram *waits = a->waits[tier];
		struct tier_figures *to = &f->tiers[tier];

		divide_costs(s, &sums[tier]);
		to->starts = sums[tier].starts;
		to->unserved = sums[tier].starts == 0
				   ? (double)NAN
				   : (double)sums[tier].unserved /
					 (double)sums[tier].starts;
		to->gb_hours = sums[tier].billed_gb_hours;
		to->net_eur = sums[tier].net;
		to->cost_eur = sums[tier].cost;
		to->margin_eur = sums[tier].net - sums[tier].cost;
		to->wait_count = wait_histogram_count(waits);
		to->wait_p95_us = wait_histogram_quantile_us(waits, 0.95);
	}
}

/* By what the order goes, apart from the rows, which are large. */
struct margin {
	double eur;
	uint32_t account;
};

static int by_margin(const void *left, const void *right)
{
	const struct margin *a = left, *b = right;

	if (a->eur < b->eur || a->eur > b->eur)
		return a->eur < b->eur ? -1 : 1;
	return (a->account > b->account) - (a->account < b->account);
}

static struct customer_row row_of(const struct account_sums *sums,
				  uint32_t account)
{
	return (struct customer_row){
	    .account = account + 1,
	    .worlds = sums->worlds,
	    .starts = sums->starts,
	    .unserved = sums->unserved,
	    .billed_gb_hours = sums->billed_gb_hours,
	    .held_gb_hours = (sums->held_mib_us[POOL_DEDICATED] +
			      sums->held_mib_us[POOL_CLOUD]) /
			     GB_HOURS,
	    .cloud_gb_hours = sums->held_mib_us[POOL_CLOUD] / GB_HOURS,
	    .disk_gb = sums->disk_mib / GIB,
	    .net_eur = sums->net,
	    .cost_eur = sums->cost,
	};
}

/* Of those who took part, by margin, then by account.  NULL: out of memory. */
static struct customer_row *rows_of(const struct account_sums *accounts,
				    uint32_t account_count, uint32_t *count)
{
	size_t room = (size_t)account_count + 1;
	struct margin *order = malloc(room * sizeof *order);
	struct customer_row *rows = NULL;

	*count = 0;
	if (order == NULL)
		return NULL;
	for (uint32_t i = 0; i < account_count; i++)
		if (took_part(&accounts[i]))
			order[(*count)++] = (struct margin){
			    accounts[i].net - accounts[i].cost, i};
	qsort(order, *count, sizeof *order, by_margin);
	rows = malloc(((size_t)*count + 1) * sizeof *rows);
	for (uint32_t i = 0; rows != NULL && i < *count; i++)
		rows[i] = row_of(&accounts[order[i].account], order[i].account);
	free(order);
	return rows;
}

/* Sorted rows, cut into ten; an empty tenth knows nothing. */
static void fill_deciles(struct customer_row *rows, uint32_t count,
			 struct figures *f)
{
	for (int d = 0; d < DECILES; d++)
		f->deciles[d] = (struct decile_figures){
		    0, (double)NAN, (double)NAN, (double)NAN};
	for (uint32_t i = 0; i < count; i++) {
		uint32_t d = (uint32_t)((uint64_t)DECILES * i / count);
		struct decile_figures *to = &f->deciles[d];

		if (to->customers++ == 0)
			to->net_eur = to->cost_eur = 0;
		to->net_eur += rows[i].net_eur;
		to->cost_eur += rows[i].cost_eur;
		to->margin_eur = to->net_eur - to->cost_eur;
		rows[i].decile = (uint8_t)(d + 1);
		if (rows[i].net_eur < rows[i].cost_eur) {
			f->customers_losing++;
			f->customers_loss_eur +=
			    rows[i].cost_eur - rows[i].net_eur;
		}
	}
	f->customers = count;
}

static void attribution_finish(void *self)
{
	struct attribution *a = self;
	struct simulation *sim = a->sim;
	struct figures *f = sim->figures;
	const struct trace *trace = sim->trace;
	struct account_sums *accounts =
	    calloc((size_t)trace->account_count + 1, sizeof *accounts);
	struct customer_row *rows = NULL;
	struct shares shares;
	uint32_t count;

	if (accounts == NULL) {
		sim->failed = true;
		goto out;
	}
	for (uint32_t id = 1; id <= a->world_count; id++) {
		let_go(a, id, sim->to_us);
		add_world(a, id, &accounts[trace->worlds[id - 1].account]);
	}
	shares = shares_of(f, accounts, trace->account_count);
	for (uint32_t i = 0; i < trace->account_count; i++)
		if (took_part(&accounts[i]))
			divide_costs(&shares, &accounts[i]);
	fill_tiers(a, &shares, accounts, f);
	rows = rows_of(accounts, trace->account_count, &count);
	if (rows == NULL) {
		sim->failed = true;
		goto out;
	}
	fill_deciles(rows, count, f);
	if (sim->options->detail) {
		f->customer_rows = rows;
		rows = NULL;
	}
out:
	free(accounts);
	free(rows);
}

static void attribution_expect(const void *self, uint32_t world)
{
	const struct attribution *a = self;

	__builtin_prefetch(&a->worlds[world], 1);
}

static void attribution_close(void *self)
{
	struct attribution *a = self;

	for (int tier = 0; tier < TIERS; tier++)
		wait_histogram_destroy(a->waits[tier]);
	if (a->worlds != NULL)
		engine_heap.release(NULL, a->worlds, sums_bytes(a));
	free(a);
}

bool attribution_open(struct simulation *sim)
{
	struct attribution *a = calloc(1, sizeof *a);
	bool good;

	if (a == NULL)
		return false;
	a->sim = sim;
	a->world_count = sim->trace->world_count;
	a->worlds = engine_heap.allocate(NULL, sums_bytes(a));
	good = a->worlds != NULL;
	for (uint32_t id = 1; good && id <= a->world_count; id++)
		a->worlds[id].ram_mib = sim->trace->worlds[id - 1].ram_mib;
	for (int tier = 0; tier < TIERS; tier++) {
		a->waits[tier] = wait_histogram_create();
		good = good && a->waits[tier] != NULL;
	}
	observers_add(&sim->observers,
		      &(struct observer){
			  .self = a,
			  .mask = UINT64_C(1) << NOTICE_START_PLACED |
				  UINT64_C(1) << NOTICE_RUN_ENDED |
				  UINT64_C(1) << NOTICE_START_ABANDONED |
				  UINT64_C(1) << NOTICE_START_REFUSED |
				  UINT64_C(1) << NOTICE_POSTED,
			  .notice = attribution_notice,
			  .waited = attribution_waited,
			  .session_over = attribution_session_over,
			  .expect = attribution_expect,
			  .run_up = attribution_run_up,
			  .finish = attribution_finish,
			  .close = attribution_close,
		      });
	return good;
}
