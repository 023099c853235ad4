#include "engine/lives/travels.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/lives/archive.h"
#include "engine/lives/leases.h"
#include "engine/lives/second_copies.h"
#include "engine/lives/starts.h"
#include "engine/lives/stops.h"
#include "engine/money/meter.h"
#include "engine/questions/explain.h"
#include "engine/tables/copies.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/transfers.h"
#include "engine/tables/waiting.h"
#include "engine/tables/worlds.h"

/* What the archive has comes from there: it needs one way only.  An upload that
 * runs already goes on, and brings it. */
bool travel_is_direct(struct engine *engine, const struct world *world)
{
	return engine->config.policy.direct_copy && world->transfers == 0 &&
	       (world->flags & WORLD_ARCHIVE_CURRENT) == 0 &&
	       node_is_up(world_node(engine, world));
}

void travel_called_home(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	uint16_t home = world->node;

	explain_world(engine, id, world_node(engine, world), RULE_RECALL,
		      REASON_HOME);
	transfer_cancel(engine, transfer_of(engine, id));
	world->path = PATH_WARM;
	world_shift(engine, id, WORLD_STARTING, home, home, REASON_HOME);
	start_issue(engine, id);
}

void travel_has_no_target(struct engine *engine, uint32_t id)
{
	CHECK(world_at(engine, id)->state == WORLD_MOVING);
	transfer_cancel(engine, transfer_of(engine, id));
	start_enqueue(engine, id, REASON_NODE_LOST);
}

void travels_lose_target(struct engine *engine)
{
	const struct transfer_line *line =
	    &engine->transfers.lines[LINE_DIRECT];

	if (line->queue[TRANSFER_PLAYER].head != 0)
		plan_soon(engine);
}

/* The copy is over; true: it was to bring its world to another node, false: it
 * was a sleeper's second. */
static bool ends_move(struct engine *engine, const struct command *command)
{
	const struct world *world = world_at(engine, command->world.value);

	transfer_ended(engine, transfer_of_command(engine, command));
	CHECK(world->state == WORLD_MOVING || world->state == WORLD_SLEEPING);
	return world->state == WORLD_MOVING;
}

void travel_lost(struct engine *engine, const struct command *command)
{
	struct transfer *transfer = transfer_of_command(engine, command);

	if (transfer->phase == TRANSFER_CALLED_OFF)
		transfer_ended(engine, transfer);
	else if (ends_move(engine, command))
		start_enqueue(engine, command->world.value, REASON_NODE_LOST);
	else
		second_copy_fails(engine, command->world.value);
}

void travel_done(struct engine *engine, const struct command *command,
		 const struct input *input)
{
	uint32_t id = command->world.value;
	uint16_t home = world_at(engine, id)->node;

	(void)input;
	if (!ends_move(engine, command)) {
		second_copy_done(engine, id);
		return;
	}
	if (!second_copy_moves(engine, id))
		copy_delete(engine, id,
			    (struct node_id){engine->fleet.nodes[home].id},
			    world_at(engine, id)->epoch, REASON_MOVE);
	start_issue(engine, id);
}

void travel_fails(struct engine *engine, const struct command *command,
		  enum outcome outcome)
{
	uint32_t id = command->world.value;
	struct world *world = world_at(engine, id);

	(void)outcome;
	if (!ends_move(engine, command)) {
		second_copy_fails(engine, id);
		return;
	}
	explain_world(engine, id, world_target(engine, world), RULE_FALL_BACK,
		      REASON_MOVE);
	world->path = PATH_MOVED;
	archive_move_away(engine, id);
}

/* Its home was lost on the way: is it stranded, or has it been given up, with
 * nothing left anywhere? */
static bool has_no_home(const struct world *world)
{
	return world->state == WORLD_STRANDED ||
	       ((world->state == WORLD_ARCHIVED ||
		 world->state == WORLD_QUEUED) &&
		(world->flags & WORLD_HAS_DATA) == 0);
}

/* If nothing has started since, what has come is all that is left of its newest
 * data, and no one else can write them.  It lies there, whether or not the disk
 * has been promised to others meanwhile. */
static void save_lost(struct engine *engine, const struct command *command,
		      uint16_t slot)
{
	uint32_t id = command->world.value;
	struct world *world = world_at(engine, id);

	if (!has_no_home(world) || world->epoch != command->epoch ||
	    world->generation != command->generation)
		return;
	if (copy_is(engine, id, COPY_VERIFIED) &&
	    engine->copies.of_world[id].node == slot)
		copy_drop(engine, id);
	if (world->state == WORLD_QUEUED) {
		start_withdraw(engine, id);
		meter_sleep_begins(engine, id);
	}
	world->flags |= WORLD_HAS_DATA;
	world_shift(engine, id, WORLD_SLEEPING, slot, NO_SLOT, REASON_COPY);
}

/* Is there something of the world on this node that is kept?  What arrived only
 * replaced it by something newer, which is verified as well. */
static bool is_kept(const struct engine *engine, uint32_t id, uint16_t slot)
{
	return engine->worlds[id].node == slot ||
	       (copy_is(engine, id, COPY_VERIFIED) &&
		engine->copies.of_world[id].node == slot);
}

/* It may still come to an end there. */
bool travel_given_up(struct engine *engine, const struct command *command)
{
	const struct node *node = node_find(engine, command->node.value);
	uint32_t id = command->world.value;

	if (!ends_move(engine, command)) {
		second_copy_fails(engine, id);
		travel_swept(engine, command);
		return true;
	}
	/* an older copy of it that lies there must not go with it */
	if (node != NULL && !is_kept(engine, id, node_slot(engine, node)))
		copy_delete(engine, id, command->node, command->epoch,
			    REASON_UNANSWERED);
	start_give_up(engine, id, REASON_UNANSWERED);
	world_falls_asleep(engine, id, REASON_UNANSWERED);
	return true;
}

void travel_swept(struct engine *engine, const struct command *command)
{
	struct node *node = node_find(engine, command->node.value);
	uint32_t id = command->world.value;

	if (node == NULL || !node_is_up(node))
		return;
	save_lost(engine, command, node_slot(engine, node));
	if (world_at(engine, id)->generation != command->generation ||
	    !is_kept(engine, id, node_slot(engine, node)))
		copy_sweep(engine, command);
}
