#include "engine/lives/found.h"

#include "engine/engine.int.h"
#include "engine/lives/archive.h"
#include "engine/tables/copies.h"
#include "engine/tables/nodes.h"
#include "engine/tables/worlds.h"

void world_found(struct engine *engine, const struct input *input)
{
	uint32_t id = input->world_found.world.value;
	struct world *world = world_at(engine, id);
	struct node *node = node_find(engine, input->world_found.node.value);
	const struct node *copy =
	    node_find(engine, input->world_found.copy.value);

	world_data_change(engine, id);
	world->flags |= WORLD_HAS_DATA;
	if ((world->flags & WORLD_PREPAID) == 0)
		world->flags |= WORLD_SLEEP_BILLED;
	world->since_us = input->world_found.since_us;
	world_shift(engine, id, WORLD_SLEEPING, node_slot(engine, node),
		    NO_SLOT, REASON_NONE);
	if (copy != NULL)
		copy_put(engine, id, node_slot(engine, copy),
			 COPY_VERIFIED | COPY_CURRENT);
	/* second copies may have been where it lies */
	archive_relieve_disk(engine, node);
}
