/*
 * worlds.c - the table of worlds: where each is, on which lists it stands.
 */
#include "check.h"
#include "state.h"

#include "lifecycle.h"

struct world *world_at(struct engine *engine, uint32_t id)
{
	return &engine->worlds[id];
}

struct node *world_node(struct engine *engine, const struct world *world)
{
	return world->node == NO_SLOT ? NULL
				      : &engine->fleet.nodes[world->node];
}

struct node *world_target(struct engine *engine, const struct world *world)
{
	return world->target == NO_SLOT ? NULL
					: &engine->fleet.nodes[world->target];
}

uint32_t world_need_mib(const struct engine *engine, const struct world *world)
{
	return world->ram_mib + engine->config.machinery.ram_overhead_mib;
}

void queue_append(struct engine *engine, struct list *list, uint32_t id)
{
	struct world *world = world_at(engine, id);

	world->queue_next = 0;
	world->queue_prev = list->tail;
	if (list->tail != 0)
		world_at(engine, list->tail)->queue_next = id;
	else
		list->head = id;
	list->tail = id;
}

void queue_remove(struct engine *engine, struct list *list, uint32_t id)
{
	struct world *world = world_at(engine, id);

	if (world->queue_prev != 0)
		world_at(engine, world->queue_prev)->queue_next =
		    world->queue_next;
	else
		list->head = world->queue_next;
	if (world->queue_next != 0)
		world_at(engine, world->queue_next)->queue_prev =
		    world->queue_prev;
	else
		list->tail = world->queue_prev;
	world->queue_next = 0;
	world->queue_prev = 0;
}

/* On which node, and on which of its lists, does the world stand? */
static struct node *standing(struct engine *engine, const struct world *world,
			     enum node_list *list)
{
	switch ((enum world_state)world->state) {
	case WORLD_RESTORING:
	case WORLD_STARTING:
	case WORLD_ACTIVE:
	case WORLD_STOPPING:
	case WORLD_RESTARTING:
		*list = LIST_RUNNING;
		return world_target(engine, world);
	case WORLD_SLEEPING:
	case WORLD_QUEUED:
	case WORLD_MOVING:
		*list = LIST_SLEEPING;
		return world_node(engine, world);
	case WORLD_ARCHIVING:
	case WORLD_STRANDED:
		*list = LIST_RESTING;
		return world_node(engine, world);
	case WORLD_ARCHIVED:
	case WORLD_DELETED:
	case WORLD_STATE_COUNT:
		break;
	}
	*list = LIST_RESTING;
	return NULL;
}

static void join(struct engine *engine, struct node *node, enum node_list which,
		 uint32_t id)
{
	struct list *list = &node->lists[which];
	struct world *world = world_at(engine, id);

	world->next = 0;
	world->prev = list->tail;
	if (list->tail != 0)
		world_at(engine, list->tail)->next = id;
	else
		list->head = id;
	list->tail = id;
	if (node->counts[which]++ == 0 && which == LIST_RUNNING &&
	    !node->dedicated)
		engine->idle.cloud_used++;
}

static void leave(struct engine *engine, struct node *node,
		  enum node_list which, uint32_t id)
{
	struct list *list = &node->lists[which];
	struct world *world = world_at(engine, id);

	if (world->prev != 0)
		world_at(engine, world->prev)->next = world->next;
	else
		list->head = world->next;
	if (world->next != 0)
		world_at(engine, world->next)->prev = world->prev;
	else
		list->tail = world->prev;
	if (--node->counts[which] == 0 && which == LIST_RUNNING &&
	    !node->dedicated)
		engine->idle.cloud_used--;
}

static void count_state(struct engine *engine, const struct world *world,
			int by)
{
	switch ((enum world_state)world->state) {
	case WORLD_STARTING:
		engine->starting += (uint32_t)by;
		engine->running_mib += (uint64_t)((int64_t)by * world->ram_mib);
		break;
	case WORLD_ACTIVE:
		engine->active += (uint32_t)by;
		engine->running_mib += (uint64_t)((int64_t)by * world->ram_mib);
		break;
	case WORLD_SLEEPING:
		engine->sleeping += (uint32_t)by;
		break;
	case WORLD_ARCHIVED:
	case WORLD_QUEUED:
	case WORLD_MOVING:
	case WORLD_RESTORING:
	case WORLD_STOPPING:
	case WORLD_ARCHIVING:
	case WORLD_RESTARTING:
	case WORLD_STRANDED:
	case WORLD_DELETED:
	case WORLD_STATE_COUNT:
		break;
	}
}

/* Disk is taken on the node that has the data and on the one that will. */
static void move_disk(struct engine *engine, const struct world *world,
		      uint16_t node, uint16_t target)
{
	struct node *nodes = engine->fleet.nodes;
	uint16_t incoming =
	    world->target != world->node ? world->target : NO_SLOT;

	if (world->node != NO_SLOT)
		nodes[world->node].disk_used_mib -= world->disk_mib;
	if (incoming != NO_SLOT)
		nodes[incoming].disk_used_mib -= world->disk_mib;
	if (node != NO_SLOT)
		nodes[node].disk_used_mib += world->disk_mib;
	if (target != NO_SLOT && target != node)
		nodes[target].disk_used_mib += world->disk_mib;
}

void world_shift(struct engine *engine, uint32_t id, enum world_state state,
		 uint16_t node, uint16_t target, enum reason reason)
{
	struct world *world = world_at(engine, id);
	struct node *old_target = world_target(engine, world);
	struct node *new_target =
	    target == NO_SLOT ? NULL : &engine->fleet.nodes[target];
	enum node_list old_list, new_list;
	struct node *old_stand = standing(engine, world, &old_list);
	struct node *new_stand;

	if (old_target != NULL && world->state == WORLD_MOVING)
		old_target->moving_in--;
	count_state(engine, world, -1);
	if (node != world->node || target != world->target)
		move_disk(engine, world, node, target);

	world_move(&world->state, state);
	world->node = node;
	world->target = target;

	new_stand = standing(engine, world, &new_list);
	if (old_stand != new_stand || old_list != new_list) {
		if (old_stand != NULL)
			leave(engine, old_stand, old_list, id);
		if (new_stand != NULL)
			join(engine, new_stand, new_list, id);
	}
	count_state(engine, world, 1);
	if (new_target != NULL && state == WORLD_MOVING)
		new_target->moving_in++;
	if (old_target != new_target) {
		if (old_target != NULL)
			node_give_ram(engine, old_target, world);
		if (new_target != NULL)
			node_take_ram(engine, new_target, world);
	}
	if (output_listens(engine, NOTICE_WORLD_STATE))
		output_notice(engine,
			      (struct notice){
				  .kind = NOTICE_WORLD_STATE,
				  .reason = (uint8_t)reason,
				  .detail = (uint16_t)state,
				  .request = world->request,
				  .world = {id},
				  .node = {node == NO_SLOT
					       ? 0
					       : engine->fleet.nodes[node].id},
			      });
}
