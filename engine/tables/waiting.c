#include "engine/tables/waiting.h"

#include "engine/engine.int.h"
#include "engine/kit/amounts.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/worlds.h"

uint32_t waiting_class(const struct world *world)
{
	uint32_t gib = (world->ram_mib + MIB_PER_GIB - 1) / MIB_PER_GIB;

	return gib < RAM_CLASSES ? gib : RAM_CLASSES - 1;
}

/* Data that lie on a node take their disk already. */
static struct amounts need_while_waiting(const struct engine *engine,
					 const struct world *world)
{
	struct amounts need = world_need(engine, world);

	if (world->node != NO_SLOT)
		need.disk_mib = 0;
	return need;
}

struct amounts starts_waiting(const struct engine *engine)
{
	const struct waiting *waiting = &engine->waiting;
	struct amounts all = {0};

	for (uint64_t left = waiting->classes; left != 0; left &= left - 1)
		amounts_add(&all, &waiting->needs[__builtin_ctzll(left)]);
	return all;
}

void start_enqueue(struct engine *engine, uint32_t id, enum reason reason)
{
	struct waiting *waiting = &engine->waiting;
	struct world *world = world_at(engine, id);
	uint32_t class = waiting_class(world);
	struct amounts need;

	world_shift(engine, id, WORLD_QUEUED, world->node, NO_SLOT, reason);
	world->waiting_order = ++waiting->order;
	queue_append(engine, &waiting->queue[class], id);
	waiting->classes |= UINT64_C(1) << class;
	waiting->count++;
	waiting->notified += (world->flags & WORLD_NOTIFIED) != 0;
	need = need_while_waiting(engine, world);
	amounts_add(&waiting->needs[class], &need);
	engine->idle.waiting = true;
	plan_soon(engine);
}

void start_dequeue(struct engine *engine, uint32_t id)
{
	struct waiting *waiting = &engine->waiting;
	const struct world *world = world_at(engine, id);
	uint32_t class = waiting_class(world);
	struct amounts need;

	queue_remove(engine, &waiting->queue[class], id);
	if (waiting->queue[class].head == 0)
		waiting->classes &= ~(UINT64_C(1) << class);
	waiting->count--;
	waiting->notified -= (world->flags & WORLD_NOTIFIED) != 0;
	need = need_while_waiting(engine, world);
	amounts_subtract(&waiting->needs[class], &need);
	engine->idle.waiting = waiting->count != 0;
}

void start_withdraw(struct engine *engine, uint32_t id)
{
	const struct list *queue =
	    &engine->waiting.queue[waiting_class(world_at(engine, id))];
	bool blocked = queue->head == id;

	start_dequeue(engine, id);
	if (blocked && queue->head != 0)
		plan_soon(engine);
}

/* The order number wraps; no start waits for half of all numbers. */
static bool came_before(const struct world *a, const struct world *b)
{
	return (int32_t)(a->waiting_order - b->waiting_order) < 0;
}

/* Of the heads of these classes, the one that has waited longest. */
uint32_t waiting_oldest(const struct engine *engine, uint64_t classes)
{
	uint32_t oldest = 0;

	for (; classes != 0; classes &= classes - 1) {
		int class = __builtin_ctzll(classes);
		uint32_t head = engine->waiting.queue[class].head;

		if (oldest == 0 ||
		    came_before(&engine->worlds[head], &engine->worlds[oldest]))
			oldest = head;
	}
	return oldest;
}

/* Does a start wait, and its player knows, that this node can hold once empty?
 */
bool node_is_waited_for(const struct engine *engine, const struct node *node)
{
	const struct waiting *waiting = &engine->waiting;
	struct amounts room = node_room(node);

	for (uint64_t left = waiting->classes; left != 0; left &= left - 1) {
		const struct world *head =
		    &engine->worlds[waiting->queue[__builtin_ctzll(left)].head];
		struct amounts need = world_need(engine, head);

		if ((head->flags & WORLD_NOTIFIED) != 0 &&
		    amounts_cover(&room, &need))
			return true;
	}
	return false;
}
