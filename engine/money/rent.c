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

int64_t rent_hour_nano_eur(const struct engine *engine, uint32_t type,
			   int64_t at_us)
{
	return pricing_vintage(&engine->config, type, at_us)->hour_nano_eur +
	       engine->config.standing.ipv4_hour_nano_eur;
}

static void post_hour(struct engine *engine, struct node *node)
{
	const struct standing_costs *standing = &engine->config.standing;
	int32_t month = calendar_month(node->hour_begin_us);
	int64_t server, address;

	if (month != node->month) {
		node->month = month;
		node->month_paid_nano_eur = 0;
		node->ipv4_month_paid_nano_eur = 0;
	}
	server =
	    pricing_hour_nano_eur(node->hour_nano_eur, node->month_cap_nano_eur,
				  node->month_paid_nano_eur);
	address = pricing_hour_nano_eur(standing->ipv4_hour_nano_eur,
					standing->ipv4_cloud_month_nano_eur,
					node->ipv4_month_paid_nano_eur);
	node->month_paid_nano_eur += server;
	node->ipv4_month_paid_nano_eur += address;
	node->rate_nano_eur = server;
	engine->meters.cloud_hours++;
	post(engine, LEDGER_CLOUD, LEDGER_PROVIDER, 0, server, REASON_NONE);
	post(engine, LEDGER_NETWORK, LEDGER_PROVIDER, 0, address, REASON_NONE);
	guard_spent(engine, server + address);
	output_notice(engine,
		      (struct notice){
			  .kind = NOTICE_NODE_HOUR,
			  .node = {node->id},
			  .node_hour = {.hour = node->hours,
					.amount_nano_eur = server + address},
		      });
	node->hours++;
	node_refresh(engine, node);
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

	if (policy->scaling == SCALE_FIT)
		next_us =
		    min_i64(next_us,
			    next_in(age_us, policy->release_from_us,
				    policy->release_until_us, RELEASE_STEP_US));
	if (node->state == NODE_DRAINING || age_us < policy->destroy_from_us)
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
	node->month_cap_nano_eur = price->month_nano_eur;
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

/* An hour that would begin at the very end is not begun. */
void rent_end(struct engine *engine, struct node *node)
{
	while (rent_hour_age_us(engine, node) > US_PER_HOUR)
		next_hour(engine, node);
}

/* Sums over the dedicated nodes: their rent a month, their setup fees. */
static void dedicated_prices(const struct engine_config *config,
			     int64_t *month_nano_eur, int64_t *setup_nano_eur,
			     int64_t *count)
{
	*month_nano_eur = 0;
	*setup_nano_eur = 0;
	*count = 0;
	for (uint32_t type = 0; type < config->node_type_count; type++) {
		const struct provider_price *price =
		    pricing_vintage(config, type, config->begin_us);
		int64_t nodes = config->dedicated_count[type];

		*month_nano_eur += nodes * price->month_nano_eur;
		*setup_nano_eur += nodes * price->setup_nano_eur;
		*count += nodes;
	}
}

struct rents rent_accrued(const struct engine *engine, int64_t at_us)
{
	const struct standing_costs *standing = &engine->config.standing;
	int64_t elapsed_us = at_us - engine->config.begin_us;
	int64_t spread_us = standing->setup_months * RENT_MONTH_US;
	int64_t month, setup, count;
	struct rents rents;

	dedicated_prices(&engine->config, &month, &setup, &count);
	rents.dedicated_nano_eur = pricing_rent_nano_eur(month, elapsed_us);
	rents.storage_nano_eur =
	    pricing_rent_nano_eur(standing->storage_month_nano_eur, elapsed_us);
	rents.network_nano_eur = pricing_rent_nano_eur(
	    count * standing->ipv4_month_nano_eur, elapsed_us);
	rents.other_nano_eur =
	    pricing_rent_nano_eur(standing->other_month_nano_eur, elapsed_us);
	if (spread_us != 0) /* then they are paid off */
		rents.other_nano_eur += divide_half_even(
		    (wide)setup * min_i64(elapsed_us, spread_us), spread_us);
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
