#include "engine/lives/rests.h"

#include "engine/engine.int.h"
#include "engine/lives/archive.h"
#include "engine/lives/deletes.h"
#include "engine/lives/second_copies.h"
#include "engine/lives/stops.h"
#include "engine/tables/output.h"
#include "engine/tables/waiting.h"
#include "engine/tables/worlds.h"

/* Asleep and not wanted: it leaves a draining node, or its window begins. */
static void stays_asleep(struct engine *engine, uint32_t id,
			 const struct node *node)
{
	if (node->state == NODE_DRAINING)
		archive_begin(engine, id, TRANSFER_DRAIN, REASON_DRAIN);
	else
		arm_sleep_timer(engine, id);
	if (engine->copies.of_world != NULL && node->state == NODE_READY &&
	    world_at(engine, id)->state == WORLD_SLEEPING)
		second_copy_wanted(engine, id);
}

static void goes_on(struct engine *engine, uint32_t id)
{
	const struct world *world = world_at(engine, id);
	struct node *node = world_node(engine, world);

	world_rested(engine, id);
	if ((world->flags & WORLD_DELETE_WANTED) != 0)
		world_leaves_all(engine, id);
	else if ((world->flags & WORLD_WANTED) != 0)
		start_enqueue(engine, id, REASON_DEMAND);
	else if (node != NULL)
		stays_asleep(engine, id, node);
	if (node != NULL)
		archive_relieve_disk(engine, node);
}

/* The most commands that a world at rest may ask for. */
static uint32_t commands_of(struct engine *engine, uint32_t id)
{
	const struct world *world = world_at(engine, id);
	const struct node *node = world_node(engine, world);

	if ((world->flags & WORLD_DELETE_WANTED) != 0)
		return 2 + second_copy_commands(engine);
	return node != NULL && node->state == NODE_DRAINING
		   ? 1 + second_copy_commands(engine)
		   : 0;
}

void rests_settle(struct engine *engine)
{
	while (engine->resting.head != 0) {
		uint32_t id = engine->resting.head;
		uint32_t commands = commands_of(engine, id);

		if (commands != 0 && output_room(engine) < commands) {
			plan_when_room(engine);
			return;
		}
		goes_on(engine, id);
	}
}
