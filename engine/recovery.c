/*
 * recovery.c - nodes that stop talking, and the worlds they had.
 *
 * A node that is silent for too long is dead: it is fenced first (powered off),
 * and only when the fence is confirmed may its worlds live on elsewhere, from
 * their newest verified copy.  Runs end, and are billed, up to the instant of
 * death.  A rented node is destroyed after that, when the guard allows; the
 * worlds do not wait for it.  Whatever was given up and talks again before it
 * is destroyed is used again.
 */
#include "check.h"
#include "state.h"

void raise_alert(struct engine *engine, enum reason reason, uint32_t node,
		 uint64_t reference)
{
	pending_issue(engine, (struct command){
				  .kind = COMMAND_RAISE_ALERT,
				  .reason = (uint16_t)reason,
				  .node = {node},
				  .reference = reference,
			      });
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

/* What was asked of a dead node is never answered. */
static void forget_commands(struct engine *engine, uint32_t node_id)
{
	struct pending_table *table = &engine->pending;

	for (int list = 0; list < PENDING_LISTS; list++) {
		uint32_t next;

		for (uint32_t at = table->head[list]; at != 0; at = next) {
			const struct command *command =
			    &table->entries[at - 1].command;

			next = table->entries[at - 1].next;
			if (command->node.value != node_id ||
			    command->kind == COMMAND_RAISE_ALERT)
				continue;
			if (command->kind == COMMAND_ARCHIVE_WORLD ||
			    command->kind == COMMAND_RESTORE_WORLD)
				transfer_forget(engine, command);
			if (command->world.value != 0 &&
			    engine->worlds[command->world.value].command ==
				command->id.value)
				engine->worlds[command->world.value].command =
				    0;
			pending_answered(engine, command->id.value);
		}
	}
}

/* The last instant at which the node was known to be alive: what is due by then
 * and did not come is not billed. */
static int64_t lost_at_us(const struct engine *engine, const struct node *node)
{
	int64_t timeout_us = engine->config.machinery.heartbeat_timeout_us;

	return node->deadline_us == TIME_NEVER_US
		   ? engine->now_us
		   : min_i64(engine->now_us, node->deadline_us - timeout_us);
}

static void strand(struct engine *engine, uint32_t id, uint16_t slot,
		   int64_t lost_us)
{
	struct world *world = world_at(engine, id);

	if (world->transfer == TRANSFER_QUEUED)
		transfer_cancel(engine, id);
	world->transfer = TRANSFER_NONE;
	world->command = 0;
	if (world->state == WORLD_ACTIVE) {
		int64_t end_us = max_i64(lost_us, world->since_us);

		output_notice(engine, (struct notice){
					  .kind = NOTICE_WORLD_ROLLED_BACK,
					  .reason = REASON_NODE_LOST,
					  .detail = (world->flags &
						     WORLD_HAS_ARCHIVE) == 0,
					  .world = {id},
					  .value = end_us - world->since_us,
				      });
		meter_run_ended(engine, id, end_us, REASON_NODE_LOST);
	} else if (world->node == slot) {
		meter_sleep_ends(engine, id);
	}
	if (world->state == WORLD_RESTORING) {
		/* only its way here is lost: the archive still has it */
		world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT, NO_SLOT,
			    REASON_NODE_LOST);
		return;
	}
	if (world->state == WORLD_QUEUED)
		start_dequeue(engine, id);
	world_shift(engine, id, WORLD_STRANDED, slot, NO_SLOT,
		    REASON_NODE_LOST);
}

/* It is dead: what it had is stranded until it is fenced. */
static void node_lost(struct engine *engine, struct node *node)
{
	uint16_t slot = node_slot(engine, node);
	int64_t lost_us = lost_at_us(engine, node);

	explain_node(engine, node, RULE_NODE_LOST, REASON_NODE_LOST, 0, 0);
	forget_commands(engine, node->id);
	if (node->state != NODE_BOOTING)
		node_enter(engine, node, NODE_SILENT, REASON_NODE_LOST);
	node_enter(engine, node, NODE_DEAD, REASON_NODE_LOST);
	node->deadline_us = TIME_NEVER_US;
	for (int list = 0; list < LIST_RESTING; list++) {
		uint32_t next;

		for (uint32_t id = node->lists[list].head; id != 0; id = next) {
			next = engine->links[id].next;
			strand(engine, id, slot, lost_us);
		}
	}
	for (uint32_t id = node->lists[LIST_RESTING].head; id != 0;
	     id = engine->links[id].next)
		if (world_at(engine, id)->state == WORLD_ARCHIVING)
			strand(engine, id, slot, lost_us);
	raise_alert(engine, REASON_NODE_LOST, node->id, node->provider_ref);
}

/* Of a rented node nothing is left that could be saved: the coming wake
 * destroys it, or a later one when the guard allows. */
static void condemn(struct engine *engine)
{
	engine->condemned_unfinished = true;
	plan_soon(engine);
}

/* A rented node that was not ready in time: it has nothing that could be lost.
 */
static void never_came(struct engine *engine, struct node *node)
{
	explain_node(engine, node, RULE_NODE_NEVER_CAME, REASON_BOOT_TIMEOUT, 0,
		     0);
	node->deadline_us = TIME_NEVER_US;
	node_enter(engine, node, NODE_SILENT, REASON_BOOT_TIMEOUT);
	order_never_came(engine, node);
	raise_alert(engine, REASON_BOOT_TIMEOUT, node->id, node->provider_ref);
	condemn(engine);
	engine->scaling.order_again = true; /* another in its place */
}

void node_deadline_due(struct engine *engine, struct node *node)
{
	node->deadline_entries--;
	if (node->deadline_us == TIME_NEVER_US)
		return;
	if (engine->now_us < node->deadline_us) {
		if (node->deadline_entries == 0)
			node_arm_deadline(engine, node, node->deadline_us);
		return;
	}
	if (node->state == NODE_BOOTING) {
		never_came(engine, node);
		return;
	}
	node_lost(engine, node);
	node->command =
	    pending_issue(engine, (struct command){
				      .kind = COMMAND_FENCE_NODE,
				      .reason = REASON_NODE_LOST,
				      .node = {node->id},
				      .reference = node->provider_ref,
				  });
}

/* Its newest verified copy is what a world lives on from. */
static void rescue(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	if ((world->flags & WORLD_HAS_ARCHIVE) != 0)
		world->flags |= WORLD_ARCHIVE_CURRENT;
	else
		world->flags &= (uint16_t)~WORLD_HAS_DATA;
	world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT, NO_SLOT,
		    REASON_NODE_LOST);
}

static void rescue_all(struct engine *engine, struct node *node)
{
	while (node->lists[LIST_RESTING].head != 0)
		rescue(engine, node->lists[LIST_RESTING].head);
}

void fence_answered(struct engine *engine, struct node *node)
{
	node->command = 0;
	rescue_all(engine, node);
	if (!node->dedicated)
		condemn(engine);
}

void node_vanished(struct engine *engine, struct node *node)
{
	switch ((enum node_state)node->state) {
	case NODE_ORDERED:
	case NODE_DESTROYING:
		return; /* the answer that is awaited says what is true */
	case NODE_BOOTING:
		if (node->dedicated)
			node_lost(engine, node);
		else
			order_never_came(engine, node);
		break;
	case NODE_READY:
	case NODE_CORDONED:
	case NODE_DRAINING:
		node_lost(engine, node);
		break;
	case NODE_DEAD:
		forget_commands(engine, node->id); /* the fence */
		node->command = 0;
		break;
	case NODE_SILENT:
	case NODE_NONE:
	case NODE_GONE:
	case NODE_STATE_COUNT:
		break;
	}
	rescue_all(engine, node);
	if (!node->dedicated)
		destroy_answered(engine, node);
}
