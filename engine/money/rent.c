#include "engine/money/rent.h"

#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/calendar.h"
#include "engine/kit/check.h"
#include "engine/kit/pricing.h"
#include "engine/kit/timers.h"
#include "engine/money/postings.h"
#include "engine/tables/guards.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"

#define RELEASE_STEP_US (5 * US_PER_MINUTE)
#define DESTROY_STEP_US US_PER_MINUTE

int64_t rent_hour_age_us(const struct engine *engine, const struct node *node)
{
	return engine->now_us - node->hour_begin_us;
}

static int64_t address_hour_nano_eur(const struct engine *engine, uint32_t type)
{
	const struct standing_costs *standing = &engine->config.standing;

	return engine->config.node_types[type].dedicated
		   ? standing->ipv4_dedicated_hour_nano_eur
		   : standing->ipv4_hour_nano_eur;
}

static int64_t address_month_nano_eur(const struct engine *engine,
				      uint32_t type)
{
	const struct standing_costs *standing = &engine->config.standing;

	return engine->config.node_types[type].dedicated
		   ? standing->ipv4_month_nano_eur
		   : standing->ipv4_cloud_month_nano_eur;
}

int64_t rent_hour_nano_eur(const struct engine *engine, uint32_t type,
			   int64_t at_us)
{
	return pricing_vintage(&engine->config, type, at_us)->hour_nano_eur +
	       address_hour_nano_eur(engine, type);
}

int64_t rent_order_nano_eur(const struct engine *engine, uint32_t type,
			    int64_t at_us)
{
	return rent_hour_nano_eur(engine, type, at_us) +
	       pricing_vintage(&engine->config, type, at_us)->setup_nano_eur;
}

int64_t rent_next_hour_nano_eur(const struct engine *engine,
				const struct node *node)
{
	return node->dedicated ? 0
			       : node->hour_nano_eur +
				     address_hour_nano_eur(engine, node->type);
}

/* The started hours that are billed at least. */
static int64_t least_hours(const struct engine *engine, const struct node *node)
{
	int64_t stay_us = engine->config.node_types[node->type].min_stay_us;

	return max_i64(1, (stay_us + US_PER_HOUR - 1) / US_PER_HOUR);
}

bool rent_is_bound(const struct engine *engine, const struct node *node)
{
	return engine->now_us - node->created_us <
	       (least_hours(engine, node) - 1) * US_PER_HOUR;
}

/* What the hours that begin together cost. */
struct due {
	int64_t first, count;
	int64_t server_nano_eur, address_nano_eur;
};

static void charge_hour(struct engine *engine, struct node *node,
			struct due *due)
{
	int32_t month = calendar_month(node->hour_begin_us);
	int64_t server, address;

	if (month != node->month) {
		node->month = month;
		node->month_paid_nano_eur = 0;
		node->ipv4_month_paid_nano_eur = 0;
	}
	server =
	    pricing_hour_nano_eur(node->hour_nano_eur, node->month_nano_eur,
				  node->month_paid_nano_eur);
	address =
	    pricing_hour_nano_eur(address_hour_nano_eur(engine, node->type),
				  address_month_nano_eur(engine, node->type),
				  node->ipv4_month_paid_nano_eur);
	node->month_paid_nano_eur += server;
	node->ipv4_month_paid_nano_eur += address;
	node->rate_nano_eur = server;
	node->hours++;
	engine->meters.cloud_hours++;
	due->count++;
	due->server_nano_eur += server;
	due->address_nano_eur += address;
}

static void post_due(struct engine *engine, struct node *node,
		     const struct due *due)
{
	int64_t setup = due->first == 0 ? node->setup_nano_eur : 0;
	int64_t amount = due->server_nano_eur + due->address_nano_eur + setup;

	post(engine, LEDGER_CLOUD, LEDGER_PROVIDER, 0, due->server_nano_eur,
	     REASON_NONE);
	post(engine, LEDGER_NETWORK, LEDGER_PROVIDER, 0, due->address_nano_eur,
	     REASON_NONE);
	post(engine, LEDGER_CLOUD, LEDGER_PROVIDER, 0, setup, REASON_SETUP);
	idle_setup(&engine->idle, setup);
	guard_spent(engine, amount);
	output_notice(engine, &(struct notice){
				  .kind = NOTICE_NODE_HOUR,
				  .node = {node->id},
				  .node_hour = {.hour = due->first,
						.count = (uint32_t)due->count,
						.amount_nano_eur = amount},
			      });
	node_refresh(engine, node);
}

static void post_hour(struct engine *engine, struct node *node)
{
	struct due due = {.first = node->hours};

	charge_hour(engine, node, &due);
	post_due(engine, node, &due);
}

/* The smallest from + k x step after `age` that is not beyond `until`. */
static int64_t next_in(int64_t age_us, int64_t from_us, int64_t until_us,
		       int64_t step_us)
{
	int64_t next_us = from_us;

	if (age_us >= from_us)
		next_us += ((age_us - from_us) / step_us + 1) * step_us;
	return next_us <= until_us ? next_us : TIME_NEVER_US;
}

void rent_arm_phase(struct engine *engine, struct node *node)
{
	const struct policy *policy = &engine->config.policy;
	int64_t age_us = rent_hour_age_us(engine, node);
	int64_t next_us = US_PER_HOUR;
	bool bound = rent_is_bound(engine, node);

	if (policy->scaling == SCALE_FIT && !bound)
		next_us =
		    min_i64(next_us,
			    next_in(age_us, policy->release_from_us,
				    policy->release_until_us, RELEASE_STEP_US));
	if (!bound &&
	    (node->state == NODE_DRAINING || age_us < policy->destroy_from_us))
		next_us =
		    min_i64(next_us,
			    next_in(age_us, policy->destroy_from_us,
				    policy->destroy_until_us, DESTROY_STEP_US));
	node->phase_us = node->hour_begin_us + next_us;
	CHECK(
	    timers_push(engine->timers,
			(struct timer){node->phase_us, node->id, TIMER_PHASE}));
}

void rent_begin(struct engine *engine, struct node *node)
{
	const struct provider_price *price =
	    pricing_vintage(&engine->config, node->type, node->ordered_us);

	node->created_us = engine->now_us;
	node->hour_begin_us = engine->now_us;
	node->hour_nano_eur = price->hour_nano_eur;
	node->month_nano_eur = price->month_nano_eur;
	node->setup_nano_eur = price->setup_nano_eur;
	node->month = calendar_month(engine->now_us);
	engine->idle.cloud_alive++;
	post_hour(engine, node);
	rent_arm_phase(engine, node);
}

static void next_hour(struct engine *engine, struct node *node)
{
	node->hour_begin_us += US_PER_HOUR;
	post_hour(engine, node);
}

void rent_hours(struct engine *engine, struct node *node)
{
	while (rent_hour_age_us(engine, node) >= US_PER_HOUR)
		next_hour(engine, node);
}

/* An hour that would begin at the very end is not begun, unless it is owed. */
void rent_end(struct engine *engine, struct node *node)
{
	struct due due = {0};
	int64_t left_us;

	while (rent_hour_age_us(engine, node) > US_PER_HOUR)
		next_hour(engine, node);
	left_us = US_PER_HOUR - rent_hour_age_us(engine, node);
	if (left_us > 0)
		idle_waste(&engine->idle, node->rate_nano_eur, left_us);
	due.first = node->hours;
	while (node->hours < least_hours(engine, node)) {
		node->hour_begin_us += US_PER_HOUR;
		charge_hour(engine, node, &due);
		idle_waste(&engine->idle, node->rate_nano_eur, US_PER_HOUR);
	}
	if (due.count != 0)
		post_due(engine, node, &due);
}

/* --- dedicated nodes ------------------------------------------------------ */

void rent_dedicated_begin(struct engine *engine, struct node *node,
			  int64_t month_nano_eur, int64_t setup_nano_eur)
{
	node->created_us = engine->now_us;
	node->month_nano_eur = month_nano_eur;
	node->setup_nano_eur = setup_nano_eur;
	node->rate_nano_eur =
	    pricing_rent_nano_eur(month_nano_eur, US_PER_HOUR);
}

static int64_t spread_us(const struct engine *engine)
{
	return engine->config.standing.setup_months * RENT_MONTH_US;
}

/* What a node has cost by an instant; its setup fee is spread from its
 * beginning, and then paid off. */
static void add_dedicated(const struct engine *engine, const struct node *node,
			  int64_t at_us, struct dedicated_time *sum)
{
	int64_t elapsed_us = at_us - node->created_us;

	sum->rent += (wide)node->month_nano_eur * elapsed_us;
	sum->nodes += elapsed_us;
	sum->setup +=
	    (wide)node->setup_nano_eur * min_i64(elapsed_us, spread_us(engine));
}

void rent_dedicated_end(struct engine *engine, struct node *node)
{
	int64_t elapsed_us = engine->now_us - node->created_us;

	add_dedicated(engine, node, engine->now_us, &engine->meters.gone);
	/* what is left of its setup fee cannot be spread any further */
	engine->meters.gone.setup += (wide)node->setup_nano_eur *
				     max_i64(spread_us(engine) - elapsed_us, 0);
}

/* One rounding of the sum over all nodes, those that are gone, too. */
static struct dedicated_time dedicated_time(const struct engine *engine,
					    int64_t at_us)
{
	struct dedicated_time sum = engine->meters.gone;

	for (uint32_t slot = 0; slot <= engine->fleet.mask; slot++) {
		const struct node *node = &engine->fleet.nodes[slot];

		if (node->id != 0 && node->dedicated &&
		    node->state != NODE_GONE)
			add_dedicated(engine, node, at_us, &sum);
	}
	return sum;
}

struct rents rent_accrued(const struct engine *engine, int64_t at_us)
{
	const struct standing_costs *standing = &engine->config.standing;
	int64_t elapsed_us = at_us - engine->config.begin_us;
	struct dedicated_time time = dedicated_time(engine, at_us);
	struct rents rents;

	rents.dedicated_nano_eur = divide_half_even(time.rent, RENT_MONTH_US);
	rents.storage_nano_eur =
	    pricing_rent_nano_eur(standing->storage_month_nano_eur, elapsed_us);
	rents.network_nano_eur = divide_half_even(
	    time.nodes * standing->ipv4_month_nano_eur, RENT_MONTH_US);
	rents.other_nano_eur =
	    pricing_rent_nano_eur(standing->other_month_nano_eur, elapsed_us);
	if (spread_us(engine) != 0)
		rents.other_nano_eur +=
		    divide_half_even(time.setup, spread_us(engine));
	return rents;
}

void rent_post_day(struct engine *engine)
{
	struct meters *meters = &engine->meters;
	struct rents now = rent_accrued(engine, engine->now_us);
	const int64_t *balance = engine->ledger.balance_nano_eur;
	struct price_split split;

	post(engine, LEDGER_DEDICATED, LEDGER_PROVIDER, 0,
	     now.dedicated_nano_eur - meters->rents.dedicated_nano_eur,
	     REASON_NONE);
	post(engine, LEDGER_STORAGE, LEDGER_PROVIDER, 0,
	     now.storage_nano_eur - meters->rents.storage_nano_eur,
	     REASON_NONE);
	post(engine, LEDGER_NETWORK, LEDGER_PROVIDER, 0,
	     now.network_nano_eur - meters->rents.network_nano_eur,
	     REASON_NONE);
	post(engine, LEDGER_OTHER, LEDGER_PROVIDER, 0,
	     now.other_nano_eur - meters->rents.other_nano_eur, REASON_NONE);
	meters->rents = now;

	/* revenue accounts are credits: their balances are negative */
	split =
	    pricing_split(&engine->config.book,
			  -balance[LEDGER_ACTIVE] - balance[LEDGER_SLEEP] -
			      balance[LEDGER_JOBS] - balance[LEDGER_CREDITS]);
	post(engine, LEDGER_VAT, LEDGER_TAX_OFFICE, 0,
	     split.vat_nano_eur - balance[LEDGER_VAT], REASON_NONE);
	post(engine, LEDGER_FEES, LEDGER_PAYMENT_PROVIDER, 0,
	     split.fees_nano_eur - balance[LEDGER_FEES], REASON_NONE);
}
