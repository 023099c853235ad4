#include "engine/lives/nodes_come.h"

#include "engine/engine.int.h"
#include "engine/money/rent.h"
#include "engine/tables/guards.h"
#include "engine/tables/nodes.h"
#include "engine/tables/offers.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"

/* The order is answered: what was set aside for it is free. */
static struct node *ordered_node(struct engine *engine,
				 const struct command *command)
{
	struct node *node = node_find(engine, command->node.value);

	if (node == NULL)
		return NULL;
	guard_gives_back_spend(
	    engine, rent_hour_nano_eur(engine, node->type, node->ordered_us));
	node->command = 0;
	return node;
}

void order_done(struct engine *engine, const struct command *command,
		const struct input *input)
{
	struct node *node = ordered_node(engine, command);

	if (node == NULL)
		return;
	node->provider_ref = input->command_finished.provider_ref;
	node_enter(engine, node, NODE_BOOTING, REASON_NONE);
	rent_begin(engine, node);
	node_arm_deadline(engine, node,
			  engine->now_us +
			      engine->config.machinery.boot_timeout_us);
	offer_accepted(engine, node->offer);
}

void order_fails(struct engine *engine, const struct command *command,
		 enum outcome outcome)
{
	struct node *node = ordered_node(engine, command);
	bool quota = outcome == OUTCOME_REFUSED;

	if (node == NULL)
		return;
	offer_sold_out(engine, node->offer, quota);
	if (quota)
		raise_alert(engine, REASON_QUOTA, node->id, node->offer);
	node_bury(engine, node, quota ? REASON_QUOTA : REASON_SOLD_OUT);
	order_again(engine); /* the next line of the list */
}

void heartbeat(struct engine *engine, struct node *node, int64_t next_by_us)
{
	int64_t timeout_us = engine->config.machinery.heartbeat_timeout_us;

	if (node->state == NODE_ORDERED)
		return; /* the answer to the order comes first; it talks again
			 */
	if (node->state == NODE_BOOTING && !node->dedicated)
		order_came(engine, node);
	if (node->state == NODE_DEAD && node->command == 0)
		node_enter(engine, node, NODE_BOOTING, REASON_NONE);
	if (node->state == NODE_BOOTING || node->state == NODE_SILENT) {
		node->ready_us = engine->now_us;
		node_enter(engine, node, NODE_READY, REASON_NONE);
		if (engine->waiting.count != 0)
			plan_soon(engine);
	}
	if (node->state == NODE_DEAD || node->state == NODE_DESTROYING ||
	    node->state == NODE_GONE)
		return;
	node_arm_deadline(engine, node,
			  next_by_us >= TIME_NEVER_US - timeout_us
			      ? TIME_NEVER_US
			      : next_by_us + timeout_us);
}

void resumed(struct engine *engine)
{
	int64_t timeout_us = engine->config.machinery.heartbeat_timeout_us;
	struct fleet *fleet = &engine->fleet;

	for (uint32_t slot = 0; slot <= fleet->mask; slot++) {
		struct node *node = &fleet->nodes[slot];

		if (node->id != 0 && node->deadline_us != TIME_NEVER_US &&
		    node->deadline_us < engine->now_us + timeout_us)
			node_arm_deadline(engine, node,
					  engine->now_us + timeout_us);
	}
}
