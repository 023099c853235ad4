#include "engine/lives/reboots.h"

#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/lives/answers.h"
#include "engine/lives/recovery.h"
#include "engine/lives/stops.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/staging.h"
#include "engine/tables/worlds.h"

/* --- a node that booted anew ---------------------------------------------- */

/* It may have containers that run; NULL: there is no such node. */
static bool is_alive(const struct node *node)
{
	return node != NULL && node_is_up(node);
}

bool node_has_rebooted(const struct node *node, uint32_t boot)
{
	return boot != 0 && node->boot != 0 && boot != node->boot &&
	       is_alive(node);
}

/* What becomes of a command that the agent was carrying out; NONE: it goes on.
 */
static enum outcome outcome_of_reboot(enum command_kind kind)
{
	if (kind == COMMAND_START_WORLD || kind == COMMAND_ARCHIVE_WORLD ||
	    kind == COMMAND_RESTORE_WORLD || kind == COMMAND_COPY_WORLD)
		return OUTCOME_FAILED;
	return kind == COMMAND_STOP_WORLD ? OUTCOME_DONE : OUTCOME_NONE;
}

static void end_commands(struct engine *engine, uint32_t node)
{
	const struct pending_table *table = &engine->pending;

	for (int list = 0; list < PENDING_POSTPONED; list++) {
		uint32_t next;

		for (uint32_t at = table->head[list]; at != 0; at = next) {
			const struct command *command =
			    &table->entries[at - 1].command;
			enum outcome outcome =
			    outcome_of_reboot((enum command_kind)command->kind);

			next = table->entries[at - 1].next;
			if (command->node.value == node &&
			    outcome != OUTCOME_NONE)
				command_ended(engine, command->id.value,
					      outcome);
		}
	}
}

/* When did a run end that is gone?  After a reboot, at the last sign of life,
 * which may be the answer to its own start; one that an inventory misses, by
 * the gap if it began before that, else now. */
static int64_t run_end_us(const struct engine *engine,
			  const struct world *world, int64_t sign_us,
			  enum reason reason)
{
	if (reason == REASON_REBOOT)
		sign_us = max_i64(sign_us, world->since_us);
	return world->since_us <= sign_us ? min_i64(sign_us, engine->now_us)
					  : engine->now_us;
}

/* Of a node: all runs, or those that were not seen. */
static void end_runs(struct engine *engine, const struct node *node,
		     int64_t sign_us, bool all, enum reason reason)
{
	uint32_t next;

	for (uint32_t id = node->lists[LIST_RUNNING].head; id != 0; id = next) {
		const struct world *world = world_at(engine, id);

		next = engine->links[id].next;
		if (world->state == WORLD_ACTIVE &&
		    (all || !engine->cold[id].seen))
			container_exited(
			    engine, id,
			    run_end_us(engine, world, sign_us, reason), reason);
		engine->cold[id].seen = false;
	}
}

void node_rebooted(struct engine *engine, struct node *node)
{
	end_commands(engine, node->id);
	end_runs(engine, node, node_last_sign_us(engine, node), true,
		 REASON_REBOOT);
	raise_alert(engine, REASON_REBOOT, node->id, node->provider_ref);
}

/* --- inventories ---------------------------------------------------------- */

/* May a container of this world and epoch run on this node? */
static bool belongs(struct engine *engine, const struct node *node,
		    const struct inventory_item *item)
{
	const struct world *world = world_at(engine, item->world);

	return world->target == node_slot(engine, node) &&
	       world->epoch == item->epoch &&
	       (world->state == WORLD_STARTING ||
		world->state == WORLD_ACTIVE || world->state == WORLD_STOPPING);
}

static void mark_item(struct engine *engine, const struct node *node,
		      struct inventory_item *item)
{
	if (belongs(engine, node, item)) {
		engine->cold[item->world].seen = true;
	} else {
		item->stray = true;
		engine->inventory.strays++;
	}
}

void inventory_complete(struct engine *engine, struct node *node,
			uint32_t count, uint64_t sum)
{
	struct inventory *inventory = &engine->inventory;

	if (!staging_worlds_are(engine, node->id, count, sum)) {
		staging_forget(engine, node->id); /* some are missing */
		return;
	}
	for (uint32_t i = 0; i < inventory->count; i++)
		if (inventory->items[i].node == node->id &&
		    !inventory->items[i].stray)
			mark_item(engine, node, &inventory->items[i]);
	staging_forget(engine, node->id);
	/* what ran before a gap and is missing ended by its beginning */
	end_runs(engine, node, node->gap_us != 0 ? node->gap_us : TIME_NEVER_US,
		 false, REASON_MISSING);
	node->gap_us = 0;
	if (inventory->strays != 0)
		plan_soon(engine);
}

void strays_plan(struct engine *engine)
{
	struct inventory *inventory = &engine->inventory;

	for (uint32_t i = 0; i < inventory->count && inventory->strays != 0;) {
		const struct inventory_item *item = &inventory->items[i];

		if (!item->stray) {
			i++;
			continue;
		}
		if (!is_alive(node_find(engine, item->node))) {
			staging_remove(engine, i); /* it is fenced or gone */
			continue;
		}
		if (output_room(engine) == 0) {
			plan_when_room(engine);
			return;
		}
		pending_issue(engine, &(struct command){
					  .kind = COMMAND_STOP_WORLD,
					  .reason = REASON_STRAY,
					  .world = {item->world},
					  .node = {item->node},
					  .epoch = item->epoch,
				      });
		staging_remove(engine, i);
	}
}
