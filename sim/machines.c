#include "sim/machines.h"

#include <stdlib.h>
#include <string.h>

#include "traces/base/array.h"
#include "traces/base/engine_heap.h"

static size_t containers_bytes(const struct machines *machines)
{
	return ((size_t)machines->world_count + 1) *
	       sizeof *machines->containers;
}

bool machines_open(struct machines *machines, uint32_t world_count)
{
	*machines = (struct machines){.world_count = world_count};
	machines->containers =
	    engine_heap.allocate(NULL, containers_bytes(machines));
	(void)machines_at(machines, 0);
	return machines->containers != NULL && machines->list != NULL;
}

void machines_close(struct machines *machines)
{
	free(machines->list);
	if (machines->containers != NULL)
		engine_heap.release(NULL, machines->containers,
				    containers_bytes(machines));
}

struct machine *machines_at(struct machines *machines, uint32_t node)
{
	size_t before = machines->capacity;

	if (!ARRAY_ROOM(machines->list, machines->capacity, (size_t)node + 1)) {
		machines->failed = true;
		return machines->list; /* no node's */
	}
	if (machines->capacity > before)
		memset(machines->list + before, 0,
		       (machines->capacity - before) * sizeof *machines->list);
	return &machines->list[node];
}

const struct machine *machines_see(const struct machines *machines,
				   uint32_t node)
{
	static const struct machine none;

	return node < machines->capacity ? &machines->list[node] : &none;
}

bool machines_run(struct machines *machines, uint32_t world, uint32_t node,
		  uint32_t *other)
{
	struct container *container = &machines->containers[world];
	const struct machine *old = machines_see(machines, container->runs_on);

	*other = container->runs_on;
	if (*other != 0 && old->up && old->boot == container->boot)
		return false;
	*container = (struct container){
	    .runs_on = node, .boot = machines_see(machines, node)->boot};
	return true;
}

void machines_stopped(struct machines *machines, uint32_t world)
{
	machines->containers[world].runs_on = 0;
}
