#include "engine/tables/offers.h"

#include <string.h>

#include "engine/engine.int.h"
#include "engine/kit/amounts.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/calendar.h"
#include "engine/tables/output.h"

#define BOOT_PAUSE_DOUBLINGS_MAX 6

/* In doubt, and the one that is tried has not shown yet how it is. */
static bool is_being_tried(const struct engine *engine, uint32_t offer)
{
	const struct offer_state *state = &engine->scaling.offers[offer];

	return (state->sold_out && state->ordered != 0) ||
	       (state->boot_failures != 0 &&
		state->ordered + state->booting != 0);
}

static bool is_day_full(const struct engine *engine, uint32_t type, int64_t day)
{
	const struct scaling *scaling = &engine->scaling;
	uint32_t most = engine->config.node_types[type].orders_per_day;

	return most != 0 && scaling->orders_day == day &&
	       scaling->orders_of_type[type] >= most;
}

enum reason offer_refused(const struct engine *engine, uint32_t offer,
			  const struct amounts *need)
{
	const struct offer_state *state = &engine->scaling.offers[offer];
	uint32_t type = engine->config.policy.offers[offer].type;

	if (!amounts_cover(&engine->sizes.type_room[type], need))
		return REASON_TOO_LARGE;
	if (state->quota_reached)
		return REASON_QUOTA;
	if (is_day_full(engine, type, calendar_day(engine->now_us)))
		return REASON_DAY_FULL;
	if (state->cool_until_us > engine->now_us)
		return REASON_SOLD_OUT;
	return is_being_tried(engine, offer) ? REASON_RETRY : REASON_NONE;
}

static void count_from(struct scaling *scaling, int64_t day)
{
	if (scaling->orders_day == day)
		return;
	scaling->orders_day = day;
	memset(scaling->orders_of_type, 0, sizeof scaling->orders_of_type);
}

void order_sent(struct engine *engine, uint32_t type)
{
	struct scaling *scaling = &engine->scaling;

	count_from(scaling, calendar_day(engine->now_us));
	scaling->orders++;
	scaling->orders_of_type[type]++;
}

void orders_day_turns(struct engine *engine)
{
	struct scaling *scaling = &engine->scaling;

	for (uint32_t type = 0; type < engine->config.node_type_count; type++)
		if (is_day_full(engine, type, scaling->orders_day))
			order_again(engine);
	count_from(scaling, calendar_day(engine->now_us));
}

static void cool_down(const struct engine *engine, struct offer_state *state,
		      int64_t pause_us)
{
	/* not in this instant: an order that is refused at once would be sent
	 * without end */
	state->cool_until_us = max_i64(state->cool_until_us,
				       engine->now_us + max_i64(pause_us, 1));
}

void order_again(struct engine *engine)
{
	engine->scaling.order_again = true;
	plan_soon(engine);
}

void offer_sold_out(struct engine *engine, uint32_t offer, bool quota)
{
	struct offer_state *state = &engine->scaling.offers[offer];

	cool_down(engine, state, engine->config.policy.cool_down_us);
	state->sold_out = true;
	if (quota)
		state->quota_reached = true;
}

void offer_accepted(struct engine *engine, uint32_t offer)
{
	struct offer_state *state = &engine->scaling.offers[offer];
	bool was_sold_out = state->sold_out;

	state->sold_out = false;
	if (was_sold_out)
		order_again(engine); /* the rest waited for this answer */
}

void order_never_came(struct engine *engine, const struct node *node)
{
	struct offer_state *state = &engine->scaling.offers[node->offer];

	/* those that were ordered together fail together, and count once */
	if (state->boot_failures != 0 && state->cool_until_us > engine->now_us)
		return;
	cool_down(engine, state,
		  engine->config.policy.cool_down_us << state->boot_failures);
	if (state->boot_failures < BOOT_PAUSE_DOUBLINGS_MAX)
		state->boot_failures++;
}

void order_came(struct engine *engine, const struct node *node)
{
	engine->scaling.offers[node->offer].boot_failures = 0;
}
