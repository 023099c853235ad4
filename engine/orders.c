/*
 * orders.c - renting cloud nodes: which to ask for, and what the answer means.
 *
 * The fallback list is read from its top: the first offer that is not cooling
 * down and whose nodes hold what the order is for.  An offer that has failed
 * is in doubt, and of an offer in doubt one node at a time is tried: until an
 * order is accepted, if it was sold out; until a node is ready, if one never
 * was.  Each boot in a row that fails doubles the pause before the next.
 */
#include "arithmetic.h"
#include "state.h"

#define BOOT_PAUSE_DOUBLINGS_MAX 6

/* In doubt, and the one that is tried has not shown yet how it is. */
static bool is_being_tried(const struct engine *engine, uint32_t offer)
{
	const struct offer_state *state = &engine->scaling.offers[offer];

	return (state->sold_out && state->ordered != 0) ||
	       (state->boot_failures != 0 &&
		state->ordered + state->booting != 0);
}

enum reason offer_refused(const struct engine *engine, uint32_t offer,
			  const struct amounts *need)
{
	const struct offer_state *state = &engine->scaling.offers[offer];
	uint32_t type = engine->config.policy.offers[offer].type;

	if (!amounts_cover(&engine->type_room[type], need))
		return REASON_TOO_LARGE;
	if (state->quota_reached)
		return REASON_QUOTA;
	if (state->cool_until_us > engine->now_us)
		return REASON_SOLD_OUT;
	return is_being_tried(engine, offer) ? REASON_RETRY : REASON_NONE;
}

/* The offer to order from, or -1 and why there is none. */
static int choose_offer(const struct engine *engine, const struct amounts *need,
			enum reason *why)
{
	*why = REASON_TOO_LARGE;
	for (uint32_t i = 0; i < engine->config.policy.offer_count; i++) {
		enum reason reason = offer_refused(engine, i, need);

		if (reason == REASON_NONE)
			return (int)i;
		if (reason != REASON_TOO_LARGE)
			*why = reason;
	}
	return -1;
}

struct node *node_order(struct engine *engine, const struct amounts *need,
			enum reason *why)
{
	const struct policy *policy = &engine->config.policy;
	int offer = choose_offer(engine, need, why);
	struct node *node;
	uint32_t type;

	if (offer < 0)
		return NULL;
	*why = REASON_LIMIT;
	if (engine->fleet.cloud >= policy->cloud_max ||
	    engine->fleet.alive >= engine->config.limits.nodes_max ||
	    output_room(engine) < 2)
		return NULL;
	*why = REASON_GUARD;
	type = policy->offers[offer].type;
	if (!guard_reserves_spend(
		engine, rent_hour_nano_eur(engine, type, engine->now_us)))
		return NULL;
	*why = REASON_NO_ROOM;
	node = node_create(engine, type, (uint32_t)offer);
	node_enter(engine, node, NODE_ORDERED, REASON_NO_ROOM);
	engine->scaling.orders++;
	node->command = pending_issue(
	    engine, (struct command){
			.kind = COMMAND_ORDER_NODE,
			.reason = REASON_NO_ROOM,
			.node = {node->id},
			.type = (uint16_t)type,
			.location = policy->offers[offer].location,
		    });
	return node;
}

static void cool_down(const struct engine *engine, struct offer_state *state,
		      int64_t pause_us)
{
	state->cool_until_us =
	    max_i64(state->cool_until_us, engine->now_us + pause_us);
}

static void order_again(struct engine *engine)
{
	engine->scaling.order_again = true;
	plan_soon(engine);
}

static void order_failed(struct engine *engine, struct node *node,
			 enum reason reason)
{
	struct offer_state *state = &engine->scaling.offers[node->offer];

	cool_down(engine, state, engine->config.policy.cool_down_us);
	state->sold_out = true;
	if (reason == REASON_QUOTA) {
		state->quota_reached = true;
		raise_alert(engine, REASON_QUOTA, node->id, node->offer);
	}
	node_bury(engine, node, reason);
	order_again(engine); /* the next line of the list, at once */
}

static void order_accepted(struct engine *engine, struct node *node,
			   uint64_t provider_ref)
{
	struct offer_state *state = &engine->scaling.offers[node->offer];
	bool was_sold_out = state->sold_out;

	node->provider_ref = provider_ref;
	node_enter(engine, node, NODE_BOOTING, REASON_NONE);
	rent_begin(engine, node);
	node_arm_deadline(engine, node,
			  engine->now_us +
			      engine->config.machinery.boot_timeout_us);
	state->sold_out = false;
	if (was_sold_out)
		order_again(engine); /* the rest waited for this answer */
}

void order_answered(struct engine *engine, struct node *node,
		    const struct input *input)
{
	guard_gives_back_spend(
	    engine, rent_hour_nano_eur(engine, node->type, node->ordered_us));
	node->command = 0;
	switch (input->command_finished.outcome) {
	case OUTCOME_DONE:
		order_accepted(engine, node,
			       input->command_finished.provider_ref);
		break;
	case OUTCOME_REFUSED:
		order_failed(engine, node, REASON_QUOTA);
		break;
	case OUTCOME_NO_CAPACITY:
	case OUTCOME_FAILED:
	case OUTCOME_CANCELLED:
		order_failed(engine, node, REASON_SOLD_OUT);
		break;
	case OUTCOME_NONE:
	case OUTCOME_UNKNOWN:
	case OUTCOME_COUNT:
		break;
	}
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
