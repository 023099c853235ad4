#include "engine/lives/deletes.h"

#include "engine/engine.int.h"
#include "engine/lives/second_copies.h"
#include "engine/lives/starts.h"
#include "engine/lives/stops.h"
#include "engine/money/meter.h"
#include "engine/tables/nodes.h"
#include "engine/tables/pending.h"
#include "engine/tables/sizes.h"
#include "engine/tables/worlds.h"

void world_leaves_all(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	const struct node *node = world_node(engine, world);
	struct amounts need = world_need(engine, world);

	meter_sleep_ends(engine, id);
	second_copy_called_off(engine, id, true);
	second_copy_delete(engine, id, REASON_DELETED);
	if (node != NULL)
		copy_delete_at_home(engine, id, REASON_DELETED);
	/* known there or not: an upload that was called off, given up or cut
	 * off with its node may have come all the same */
	archive_delete(engine, id, world->epoch, world->generation);
	world->flags &= WORLD_REGISTERED | WORLD_SLEEP_TIMER |
			WORLD_IDLE_TIMER | WORLD_PREPAID | WORLD_TOUCHED;
	world_shift(engine, id, WORLD_DELETED, NO_SLOT, NO_SLOT,
		    REASON_DELETED);
	size_gone(engine, &need);
}

void world_delete(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	world->flags |= WORLD_DELETE_WANTED;
	if (world->state == WORLD_ACTIVE)
		world_stop(engine, id, REASON_DELETED);
	else if ((world->flags & WORLD_WANTED) != 0)
		stop_requested(engine, id, world->request);
	world_rests(engine, id);
}
