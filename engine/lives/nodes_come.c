#include "engine/lives/nodes_come.h"

#include "engine/engine.int.h"
#include "engine/money/rent.h"
#include "engine/tables/guards.h"
#include "engine/tables/nodes.h"
#include "engine/tables/offers.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/sizes.h"

/* The order is answered: what was set aside for it is free. */
static struct node *ordered_node(struct engine *engine,
				 const struct command *command)
{
	struct node *node = node_find(engine, command->node.value);

	if (node == NULL)
		return NULL;
	guard_gives_back_spend(
	    engine, rent_order_nano_eur(engine, node->type, node->ordered_us));
	node->command = 0;
	return node;
}

static int64_t boot_timeout_us(const struct engine *engine,
			       const struct node *node)
{
	int64_t own_us = engine->config.node_types[node->type].boot_timeout_us;

	return own_us != 0 ? own_us : engine->config.machinery.boot_timeout_us;
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
			  engine->now_us + boot_timeout_us(engine, node));
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

/* When silence is a gap: later than the last heartbeat said. */
static bool is_overdue(const struct engine *engine, const struct node *node)
{
	return node->deadline_us != TIME_NEVER_US &&
	       engine->now_us >
		   node->deadline_us -
		       engine->config.machinery.heartbeat_timeout_us;
}

static int64_t later_us(int64_t at_us, int64_t by_us)
{
	return at_us >= TIME_NEVER_US - by_us ? TIME_NEVER_US : at_us + by_us;
}

/* It lives: its next heartbeat is due, and the leases of its worlds run on. */
static void node_lives(struct engine *engine, struct node *node,
		       int64_t next_by_us)
{
	const struct machinery *machinery = &engine->config.machinery;
	int64_t deadline_us =
	    later_us(next_by_us, machinery->heartbeat_timeout_us);

	if (is_overdue(engine, node) && node->gap_us == 0)
		node->gap_us = node->heard_us;
	node->heard_us = engine->now_us;
	node->lease_until_us = later_us(deadline_us, machinery->lease_us);
	node_arm_deadline(engine, node, deadline_us);
}

void heartbeat(struct engine *engine, struct node *node, int64_t next_by_us,
	       uint32_t boot)
{
	if (node->state == NODE_ORDERED)
		return; /* the answer to the order comes first; it talks again
			 */
	if (boot != 0)
		node->boot = boot;
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
	node_lives(engine, node, next_by_us);
}

void resumed(struct engine *engine)
{
	int64_t timeout_us = engine->config.machinery.heartbeat_timeout_us;
	struct fleet *fleet = &engine->fleet;

	for (uint32_t slot = 0; slot <= fleet->mask; slot++) {
		struct node *node = &fleet->nodes[slot];

		if (node->id == 0 || node->deadline_us == TIME_NEVER_US)
			continue;
		if (node->gap_us == 0)
			node->gap_us = node->heard_us;
		node->heard_us = engine->now_us;
		if (node->deadline_us < engine->now_us + timeout_us)
			node_arm_deadline(engine, node,
					  engine->now_us + timeout_us);
	}
}

void dedicated_added(struct engine *engine, const struct input *input)
{
	uint32_t type = input->dedicated_added.type;
	struct node *node = node_create_dedicated(engine, type);

	node->location = (uint16_t)input->dedicated_added.location;
	node->provider_ref = input->dedicated_added.provider_ref;
	rent_dedicated_begin(engine, node,
			     input->dedicated_added.month_nano_eur,
			     input->dedicated_added.setup_nano_eur);
	node_enter(engine, node, NODE_BOOTING, REASON_DEMAND);
	sizes_survey(engine);
}
