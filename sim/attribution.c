#include "sim/attribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/kit/ledger.h"
#include "engine/questions.h"
#include "sim/ranks.h"
#include "sim/simulation.h"
#include "traces/base/engine_heap.h"

#define GIB 1024.0
#define CUSTOMERS_AHEAD 8

/* One world, in the window. */
struct world_sums {
	_Alignas(64) int64_t gross_nano_eur;
	int64_t billed_mib_minutes;
	int64_t held_mib_us[POOLS]; /* starting and active, by kind of node */
	int64_t held_since_us;
	uint32_t held_on; /* node; 0: not running */
	uint32_t starts, unserved;
	/* of the trace, which is far from everybody: */
	uint32_t ram_mib, disk_mib; /* of its plan */
	uint32_t account;	    /* index into the trace's */
};

/* One that is fetched ahead is there as a whole. */
_Static_assert(sizeof(struct world_sums) == 64, "a world is a cache line");

struct attribution {
	struct simulation *sim;
	struct world_sums *worlds; /* by world id */
	uint32_t world_count;
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

/* The life says it as well as the machine, and is needed anyway. */
static enum node_pool pool_of(const struct simulation *sim, uint32_t node,
			      const struct node_life *life)
{
	bool dedicated = life != NULL
			     ? life->dedicated
			     : provider_machine(sim->provider, node)->dedicated;

	return dedicated ? POOL_DEDICATED : POOL_CLOUD;
}

/* The world stops to hold RAM; only what lies in the window counts. */
static void let_go(struct attribution *a, uint32_t id, int64_t now_us)
{
	const struct simulation *sim = a->sim;
	struct world_sums *world = &a->worlds[id];
	int64_t since_us = world->held_since_us;
	struct node_life *life;
	int64_t held;

	if (world->held_on == 0)
		return;
	if (since_us < sim->from_us)
		since_us = sim->from_us;
	if (now_us > since_us) {
		held = (now_us - since_us) * world->ram_mib;
		life = node_lives_find(&sim->lives, world->held_on);
		world->held_mib_us[pool_of(sim, world->held_on, life)] += held;
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
		      struct customer_sums *to)
{
	const struct world_sums *world = &a->worlds[id];

	to->gross += (double)world->gross_nano_eur / 1e9;
	to->billed_gb_hours += (double)world->billed_mib_minutes / GIB / 60;
	for (int pool = 0; pool < POOLS; pool++)
		to->held_mib_us[pool] += (double)world->held_mib_us[pool];
	to->disk_mib += world->disk_mib;
	to->starts += world->starts;
	to->unserved += world->unserved;
	to->worlds++;
}

static bool took_part(const struct customer_sums *sums)
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
			       const struct customer_sums *accounts,
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

static void divide_costs(const struct shares *s, struct customer_sums *sums)
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
		       const struct customer_sums *accounts, struct figures *f)
{
	struct customer_sums sums[TIERS] = {0};

	for (uint32_t id = 1; id <= a->world_count; id++)
		if (took_part(&accounts[a->worlds[id].account]))
			add_world(a, id, &sums[tier_of_world(a, id)]);
	for (int tier = 0; tier < TIERS; tier++) {
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
	}
}

/* Of those who took part.  NULL: out of memory. */
static struct customer_rank *ranks_of(const struct customer_sums *sums,
				      uint32_t account_count, uint32_t *count)
{
	size_t room = (size_t)account_count + 1;
	struct customer_rank *ranks = malloc(room * sizeof *ranks);

	*count = 0;
	for (uint32_t i = 0; ranks != NULL && i < account_count; i++)
		if (took_part(&sums[i]))
			ranks[(*count)++] = (struct customer_rank){
			    sums[i].net - sums[i].cost, i};
	return ranks;
}

/* Ranked customers, cut into ten; an empty tenth knows nothing. */
static void fill_deciles(const struct customer_sums *sums,
			 const struct customer_rank *ranks, uint32_t count,
			 struct figures *f)
{
	for (int d = 0; d < DECILES; d++)
		f->deciles[d] = (struct decile_figures){
		    0, (double)NAN, (double)NAN, (double)NAN};
	for (uint32_t i = 0; i < count; i++) {
		const struct customer_sums *of = &sums[ranks[i].account];
		struct decile_figures *to = &f->deciles[decile_of(i, count)];

		if (i + CUSTOMERS_AHEAD < count) /* they lie anywhere */
			__builtin_prefetch(
			    &sums[ranks[i + CUSTOMERS_AHEAD].account]);
		if (to->customers++ == 0)
			to->net_eur = to->cost_eur = 0;
		to->net_eur += of->net;
		to->cost_eur += of->cost;
		to->margin_eur = to->net_eur - to->cost_eur;
		if (of->net < of->cost) {
			f->customers_losing++;
			f->customers_loss_eur += of->cost - of->net;
		}
	}
	f->customers = count;
}

static bool fill_customers(struct figures *f, const struct customer_sums *sums,
			   uint32_t account_count)
{
	uint32_t count;

	f->ranks = ranks_of(sums, account_count, &count);
	if (f->ranks == NULL || !customers_rank(f->ranks, count))
		return false;
	fill_deciles(sums, f->ranks, count, f);
	return true;
}

static void attribution_finish(void *self)
{
	struct attribution *a = self;
	struct simulation *sim = a->sim;
	struct figures *f = sim->figures;
	const struct trace *trace = sim->trace;
	struct customer_sums *sums;
	struct shares shares;

	f->sums_count = trace->account_count + 1;
	f->sums = engine_heap.allocate(NULL, f->sums_count * sizeof *f->sums);
	sums = f->sums;
	if (sums == NULL) {
		sim->failed = true;
		return;
	}
	for (uint32_t id = 1; id <= a->world_count; id++) {
		let_go(a, id, sim->to_us);
		add_world(a, id, &sums[a->worlds[id].account]);
	}
	shares = shares_of(f, sums, trace->account_count);
	for (uint32_t i = 0; i < trace->account_count; i++)
		if (took_part(&sums[i]))
			divide_costs(&shares, &sums[i]);
	fill_tiers(a, &shares, sums, f);
	if (!fill_customers(f, sums, trace->account_count))
		sim->failed = true;
	if (!sim->options->detail)
		figures_drop_customers(f);
}

static void attribution_expect(const void *self, uint32_t world)
{
	const struct attribution *a = self;

	__builtin_prefetch(&a->worlds[world], 1);
}

static void attribution_close(void *self)
{
	struct attribution *a = self;

	if (a->worlds != NULL)
		engine_heap.release(NULL, a->worlds, sums_bytes(a));
	free(a);
}

static void describe_world(struct world_sums *sums,
			   const struct trace_world *world)
{
	sums->ram_mib = world->ram_mib;
	sums->disk_mib = world->disk_mib;
	sums->account = world->account;
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
		describe_world(&a->worlds[id], &sim->trace->worlds[id - 1]);
	observers_add(&sim->observers,
		      &(struct observer){
			  .self = a,
			  .mask = UINT64_C(1) << NOTICE_START_PLACED |
				  UINT64_C(1) << NOTICE_RUN_ENDED |
				  UINT64_C(1) << NOTICE_START_ABANDONED |
				  UINT64_C(1) << NOTICE_START_REFUSED |
				  UINT64_C(1) << NOTICE_POSTED,
			  .notice = attribution_notice,
			  .session_over = attribution_session_over,
			  .expect = attribution_expect,
			  .run_up = attribution_run_up,
			  .finish = attribution_finish,
			  .close = attribution_close,
		      });
	return good;
}
