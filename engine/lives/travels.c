#include "engine/lives/travels.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/lives/archive.h"
#include "engine/lives/leases.h"
#include "engine/lives/starts.h"
#include "engine/lives/stops.h"
#include "engine/questions/explain.h"
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

/* The copy that brought it to its target is over. */
static struct world *end_copy(struct engine *engine,
			      const struct command *command)
{
	struct world *world = world_at(engine, command->world.value);

	transfer_ended(engine, transfer_of_command(engine, command));
	CHECK(world->state == WORLD_MOVING);
	return world;
}

void travel_lost(struct engine *engine, const struct command *command)
{
	struct transfer *transfer = transfer_of_command(engine, command);

	if (transfer->phase == TRANSFER_CALLED_OFF) {
		transfer_ended(engine, transfer);
		return;
	}
	(void)end_copy(engine, command);
	start_enqueue(engine, command->world.value, REASON_NODE_LOST);
}

void travel_done(struct engine *engine, const struct command *command,
		 const struct input *input)
{
	uint32_t id = command->world.value;
	const struct world *world = end_copy(engine, command);

	(void)input;
	copy_delete_at_home(engine, id, REASON_MOVE);
	world_shift(engine, id, WORLD_STARTING, world->target, world->target,
		    REASON_MOVE);
	start_issue(engine, id);
}

void travel_fails(struct engine *engine, const struct command *command,
		  enum outcome outcome)
{
	uint32_t id = command->world.value;
	struct world *world = end_copy(engine, command);

	(void)outcome;
	explain_world(engine, id, world_target(engine, world), RULE_FALL_BACK,
		      REASON_MOVE);
	world->path = PATH_MOVED;
	archive_move_away(engine, id);
}

/* It may still come to an end there. */
bool travel_given_up(struct engine *engine, const struct command *command)
{
	uint32_t id = command->world.value;

	(void)end_copy(engine, command);
	copy_delete(engine, id, command->node, command->epoch,
		    REASON_UNANSWERED);
	start_give_up(engine, id, REASON_UNANSWERED);
	world_falls_asleep(engine, id, REASON_UNANSWERED);
	return true;
}

void travel_swept(struct engine *engine, const struct command *command)
{
	const struct node *node = node_find(engine, command->node.value);

	if (node != NULL && node_is_up(node))
		copy_delete(engine, command->world.value, command->node,
			    command->epoch, REASON_MOVE);
}
