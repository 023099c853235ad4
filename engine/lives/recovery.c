#include "engine/lives/recovery.h"

#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/check.h"
#include "engine/lives/second_copies.h"
#include "engine/lives/travels.h"
#include "engine/money/meter.h"
#include "engine/money/rent.h"
#include "engine/questions/explain.h"
#include "engine/tables/copies.h"
#include "engine/tables/nodes.h"
#include "engine/tables/offers.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/sizes.h"
#include "engine/tables/transfers.h"
#include "engine/tables/waiting.h"
#include "engine/tables/worlds.h"

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
			if (command->kind == COMMAND_COPY_WORLD)
				travel_lost(engine, command);
			else if (command->kind == COMMAND_ARCHIVE_WORLD ||
				 command->kind == COMMAND_RESTORE_WORLD)
				transfer_ended(engine, transfer_of_command(
							   engine, command));
			pending_answered(engine, command->id.value);
		}
	}
}

/* The last sign of life: what was due after it and did not come is not billed.
 */
int64_t node_last_sign_us(const struct engine *engine, const struct node *node)
{
	return node->deadline_us == TIME_NEVER_US ? engine->now_us
						  : node->heard_us;
}

/* Verified, on another node or in the archive. */
static bool has_a_copy(struct engine *engine, uint32_t id)
{
	return (world_at(engine, id)->flags & WORLD_HAS_ARCHIVE) != 0 ||
	       copy_is(engine, id, COPY_VERIFIED);
}

static void strand_world(struct engine *engine, uint32_t id, uint16_t slot,
			 int64_t lost_us)
{
	struct world *world = world_at(engine, id);

	/* those that ran on the node are forgotten; a direct copy from there
	 * runs on the other one */
	second_copy_called_off(engine, id, false);
	if (world->transfers != 0)
		transfer_forgo(engine, transfer_of(engine, id));
	world->command = 0;
	if (world->state == WORLD_ACTIVE) {
		int64_t end_us = max_i64(lost_us, world->since_us);

		output_notice(
		    engine,
		    &(struct notice){
			.kind = NOTICE_WORLD_ROLLED_BACK,
			.reason = REASON_NODE_LOST,
			.world = {id},
			.rolled_back = {.play_us = end_us - world->since_us,
					.all_lost = !has_a_copy(engine, id)},
		    });
		meter_run_ended(engine, id, end_us, REASON_NODE_LOST);
		world->flags |= WORLD_CUT_OFF;
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
		start_withdraw(engine, id);
	world_shift(engine, id, WORLD_STRANDED, slot, NO_SLOT,
		    REASON_NODE_LOST);
}

/* Without a fence its worlds are free when its agent has let them run out. */
static void arm_lease(struct engine *engine, const struct node *node)
{
	if (node->lease_until_us != TIME_NEVER_US)
		CHECK(timers_push(engine->timers,
				  (struct timer){max_i64(node->lease_until_us,
							 engine->now_us),
						 node->id, TIMER_LEASE}));
}

/* It is dead: what it had is stranded until it is fenced, or its leases have
 * expired. */
static void node_lost(struct engine *engine, struct node *node)
{
	uint16_t slot = node_slot(engine, node);
	int64_t lost_us = node_last_sign_us(engine, node);

	explain_node(engine, node, RULE_NODE_LOST, REASON_NODE_LOST, 0, 0);
	forget_commands(engine, node->id);
	if (node->state != NODE_BOOTING)
		node_enter(engine, node, NODE_SILENT, REASON_NODE_LOST);
	node_enter(engine, node, NODE_DEAD, REASON_NODE_LOST);
	node->deadline_us = TIME_NEVER_US;
	second_copies_leave(engine, node);
	for (int list = 0; list < LIST_RESTING; list++) {
		uint32_t next;

		for (uint32_t id = node->lists[list].head; id != 0; id = next) {
			next = engine->links[id].next;
			strand_world(engine, id, slot, lost_us);
		}
	}
	for (uint32_t id = node->lists[LIST_RESTING].head; id != 0;
	     id = engine->links[id].next)
		if (world_at(engine, id)->state == WORLD_ARCHIVING)
			strand_world(engine, id, slot, lost_us);
	travels_lose_target(engine);
	raise_alert(engine, REASON_NODE_LOST, node->id, node->provider_ref);
	arm_lease(engine, node);
}

/* Of a rented node nothing is left that could be saved: the coming wake
 * destroys it, or a later one when the guard allows. */
static void condemn_node(struct engine *engine)
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
	condemn_node(engine);
	engine->scaling.order_again = true; /* another in its place */
}

void node_deadline_due(struct engine *engine, struct node *node)
{
	node->deadline_entries--;
	if (node->deadline_us == TIME_NEVER_US || node->state == NODE_GONE)
		return; /* nobody waits for it, or only what leads to it ends */
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
	    pending_issue(engine, &(struct command){
				      .kind = COMMAND_FENCE_NODE,
				      .reason = REASON_NODE_LOST,
				      .node = {node->id},
				      .reference = node->provider_ref,
				  });
}

/* --- what was lost -------------------------------------------------------- */

/* Its newest verified copy is what a world lives on from.  False: there is none
 * of data that are missed. */
static bool rescue_world(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	bool left = true;

	if (second_copy_rescues(engine, id))
		return true;
	if ((world->flags & WORLD_HAS_ARCHIVE) != 0) {
		world->flags |= WORLD_ARCHIVE_CURRENT;
	} else {
		left = (world->flags & WORLD_HAS_DATA) == 0 ||
		       (world->flags & WORLD_DELETE_WANTED) != 0;
		world->flags &= (uint16_t)~WORLD_HAS_DATA;
	}
	world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT, NO_SLOT,
		    REASON_NODE_LOST);
	return left;
}

/* One alert a node: what an operator does about it is the same for all. */
static void worlds_lost(struct engine *engine, const struct node *node,
			uint32_t ran, uint32_t slept)
{
	output_notice(engine, &(struct notice){
				  .kind = NOTICE_WORLDS_LOST,
				  .reason = REASON_LOST_DATA,
				  .node = {node->id},
				  .worlds_lost = {.ran = ran, .slept = slept},
			      });
	raise_alert(engine, REASON_LOST_DATA, node->id, ran + slept);
}

static void rescue_worlds(struct engine *engine, struct node *node)
{
	uint32_t ran = 0, slept = 0;

	while (node->lists[LIST_RESTING].head != 0) {
		uint32_t id = node->lists[LIST_RESTING].head;
		bool cut_off =
		    (world_at(engine, id)->flags & WORLD_CUT_OFF) != 0;

		world_at(engine, id)->flags &= (uint16_t)~WORLD_CUT_OFF;
		if (rescue_world(engine, id))
			continue;
		ran += cut_off;
		slept += !cut_off;
		explain_world(engine, id, node, RULE_LOST, REASON_LOST_DATA);
	}
	if (ran + slept != 0)
		worlds_lost(engine, node, ran, slept);
}

void node_ends(struct engine *engine, struct node *node)
{
	if (node->dedicated) {
		rent_dedicated_end(engine, node);
		node_bury(engine, node, REASON_REMOVED);
		sizes_survey(engine);
		return;
	}
	rent_end(engine, node);
	node_bury(engine, node, REASON_IDLE);
}

void fence_done(struct engine *engine, const struct command *command,
		const struct input *input)
{
	struct node *node = node_find(engine, command->node.value);

	(void)input;
	if (node == NULL)
		return;
	node->command = 0;
	rescue_worlds(engine, node);
	if (!node->dedicated)
		condemn_node(engine);
	else if (node->removed)
		node_ends(engine, node);
}

void lease_due(struct engine *engine, struct node *node)
{
	if (node->state != NODE_DEAD || node->command == 0 ||
	    engine->now_us < node->lease_until_us ||
	    node->lists[LIST_RESTING].head == 0)
		return;
	raise_alert(engine, REASON_LEASE, node->id, node->provider_ref);
	rescue_worlds(engine, node);
}

void destroy_done(struct engine *engine, const struct command *command,
		  const struct input *input)
{
	struct node *node = node_find(engine, command->node.value);

	(void)input;
	if (node != NULL)
		node_ends(engine, node);
}

void node_vanished(struct engine *engine, struct node *node)
{
	switch ((enum node_state)node->state) {
	case NODE_ORDERED:
	case NODE_DESTROYING:
		return; /* the answer that is awaited says what is true */
	case NODE_GONE: /* paid and left; its agent answers no more */
		forget_commands(engine, node->id);
		return;
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
	case NODE_STATE_COUNT:
		break;
	}
	rescue_worlds(engine, node);
	if (!node->dedicated || node->removed)
		node_ends(engine, node);
}
