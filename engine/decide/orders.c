#include "engine/decide/orders.h"

#include "engine/engine.int.h"
#include "engine/money/rent.h"
#include "engine/tables/guards.h"
#include "engine/tables/nodes.h"
#include "engine/tables/offers.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"

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
		engine, rent_order_nano_eur(engine, type, engine->now_us)))
		return NULL;
	*why = REASON_NO_ROOM;
	node = node_create(engine, (uint32_t)offer);
	node_enter(engine, node, NODE_ORDERED, REASON_NO_ROOM);
	order_sent(engine, type);
	node->command = pending_issue(
	    engine, &(struct command){
			.kind = COMMAND_ORDER_NODE,
			.reason = REASON_NO_ROOM,
			.node = {node->id},
			.type = (uint16_t)type,
			.location = policy->offers[offer].location,
		    });
	return node;
}
