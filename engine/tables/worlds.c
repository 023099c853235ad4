#include "engine/tables/worlds.h"

#include "engine/engine.int.h"
#include "engine/tables/copies.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"

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

struct amounts world_need(const struct engine *engine,
			  const struct world *world)
{
	return (struct amounts){.ram_mib = world_need_mib(engine, world),
				.cpu_milli = world->cpu_milli,
				.disk_mib = world->disk_mib};
}

void world_data_change(struct engine *engine, uint32_t id)
{
	world_at(engine, id)->flags &= (uint16_t)~WORLD_ARCHIVE_CURRENT;
	copy_ages(engine, id);
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

static bool is_at_rest(enum world_state state)
{
	return state == WORLD_ARCHIVED || state == WORLD_SLEEPING;
}

void world_rests(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	if ((world->flags & WORLD_RESTING) != 0 ||
	    !is_at_rest((enum world_state)world->state))
		return;
	world->flags |= WORLD_RESTING;
	queue_append(engine, &engine->resting, id);
}

void world_rested(struct engine *engine, uint32_t id)
{
	world_at(engine, id)->flags &= (uint16_t)~WORLD_RESTING;
	queue_remove(engine, &engine->resting, id);
}

void account_touch(struct engine *engine, uint32_t id)
{
	struct world *world = &engine->worlds[id];

	if ((world->flags & (WORLD_PREPAID | WORLD_TOUCHED)) != WORLD_PREPAID)
		return;
	world->flags |= WORLD_TOUCHED;
	engine->cold[id].touched_next = engine->touched;
	engine->touched = id;
}

/* What a world in each state takes of which node. */
enum place { PLACE_NOWHERE = 0, PLACE_ON_NODE, PLACE_ON_TARGET };

static const struct stand {
	uint8_t place;	/* enum place */
	uint8_t list;	/* enum node_list */
	uint8_t counts; /* its plan counts as running RAM */
} stands[WORLD_STATE_COUNT] = {
    [WORLD_RESTORING] = {PLACE_ON_TARGET, LIST_RUNNING, 0},
    [WORLD_STARTING] = {PLACE_ON_TARGET, LIST_RUNNING, 1},
    [WORLD_ACTIVE] = {PLACE_ON_TARGET, LIST_RUNNING, 1},
    [WORLD_STOPPING] = {PLACE_ON_TARGET, LIST_RUNNING, 0},
    [WORLD_RESTARTING] = {PLACE_ON_TARGET, LIST_RUNNING, 0},
    [WORLD_SLEEPING] = {PLACE_ON_NODE, LIST_SLEEPING, 0},
    [WORLD_QUEUED] = {PLACE_ON_NODE, LIST_SLEEPING, 0},
    [WORLD_MOVING] = {PLACE_ON_NODE, LIST_SLEEPING, 0},
    [WORLD_ARCHIVING] = {PLACE_ON_NODE, LIST_RESTING, 0},
    [WORLD_STRANDED] = {PLACE_ON_NODE, LIST_RESTING, 0},
    [WORLD_ARCHIVED] = {PLACE_NOWHERE, LIST_RESTING, 0},
    [WORLD_DELETED] = {PLACE_NOWHERE, LIST_RESTING, 0},
};

static uint16_t place_of(const struct stand *stand, const struct world *world)
{
	uint16_t slot =
	    stand->place == PLACE_ON_NODE ? world->node : world->target;

	return stand->place == PLACE_NOWHERE ? NO_SLOT : slot;
}

static void join_list(struct engine *engine, struct node *node,
		      enum node_list which, uint32_t id)
{
	struct list *list = &node->lists[which];

	engine->links[id] = (struct world_links){.prev = list->tail};
	if (list->tail != 0)
		engine->links[list->tail].next = id;
	else
		list->head = id;
	list->tail = id;
	if (node->counts[which]++ == 0 && which == LIST_RUNNING &&
	    !node->dedicated)
		engine->idle.cloud_used++;
}

static void leave_list(struct engine *engine, struct node *node,
		       enum node_list which, uint32_t id)
{
	struct list *list = &node->lists[which];
	struct world_links old = engine->links[id];

	if (old.prev != 0)
		engine->links[old.prev].next = old.next;
	else
		list->head = old.next;
	if (old.next != 0)
		engine->links[old.next].prev = old.prev;
	else
		list->tail = old.prev;
	if (--node->counts[which] == 0 && which == LIST_RUNNING &&
	    !node->dedicated)
		engine->idle.cloud_used--;
}

/* Disk is taken on the node that has the data and on the one that will. */
static void move_disk(struct engine *engine, const struct world *world,
		      uint16_t node, uint16_t target)
{
	struct node *nodes = engine->fleet.nodes;
	uint16_t incoming =
	    world->target != world->node ? world->target : NO_SLOT;

	if (world->node != NO_SLOT)
		node_change_disk(engine, &nodes[world->node], world->disk_mib,
				 -1);
	if (incoming != NO_SLOT)
		node_change_disk(engine, &nodes[incoming], world->disk_mib, -1);
	if (node != NO_SLOT)
		node_change_disk(engine, &nodes[node], world->disk_mib, 1);
	if (target != NO_SLOT && target != node)
		node_change_disk(engine, &nodes[target], world->disk_mib, 1);
}

/* RAM and CPU are taken where it runs or is about to. */
static void move_ram(struct engine *engine, const struct world *world,
		     uint16_t old_target, uint16_t target)
{
	struct node *nodes = engine->fleet.nodes;
	struct amounts need = world_need(engine, world);

	if (old_target != NO_SLOT)
		node_give(engine, &nodes[old_target], &need, world->ram_mib);
	if (target != NO_SLOT)
		node_take(engine, &nodes[target], &need, world->ram_mib,
			  engine->now_us + world->expected_s * US_PER_SECOND);
}

static void change_list(struct engine *engine, uint32_t id, uint16_t old_slot,
			enum node_list old_list, uint16_t slot,
			enum node_list list)
{
	struct node *nodes = engine->fleet.nodes;

	if (old_slot != NO_SLOT)
		leave_list(engine, &nodes[old_slot], old_list, id);
	if (slot != NO_SLOT)
		join_list(engine, &nodes[slot], list, id);
}

static void state_notice(struct engine *engine, uint32_t id,
			 enum notice_kind kind, enum reason reason)
{
	const struct world *world = world_at(engine, id);
	const struct node *node = world_node(engine, world);

	output_notice(engine, &(struct notice){
				  .kind = (uint8_t)kind,
				  .reason = (uint8_t)reason,
				  .request = world->request,
				  .world = {id},
				  .node = {node == NULL ? 0 : node->id},
				  .world_state = {world->state},
			      });
}

void world_shift(struct engine *engine, uint32_t id, enum world_state state,
		 uint16_t node, uint16_t target, enum reason reason)
{
	struct world *world = world_at(engine, id);
	struct node *nodes = engine->fleet.nodes;
	enum world_state old = (enum world_state)world->state;
	const struct stand *was = &stands[old], *is = &stands[state];
	uint16_t old_target = world->target, old_node = world->node;
	uint16_t old_slot = place_of(was, world), slot;

	if ((world->flags & WORLD_RESTING) != 0)
		world_rested(engine, id);
	if (old == WORLD_SLEEPING && engine->copies.of_world != NULL)
		copy_waits_no_more(engine, id);
	if (node != old_node || target != old_target)
		move_disk(engine, world, node, target);
	world_move(&world->state, state);
	world->node = node;
	world->target = target;
	engine->worlds_in[old]--;
	engine->worlds_in[state]++;
	if (is->counts != was->counts)
		engine->running_mib += (uint64_t)((int64_t)world->ram_mib *
						  (is->counts - was->counts));
	slot = place_of(is, world);
	if (slot != old_slot || is->list != was->list)
		change_list(engine, id, old_slot, (enum node_list)was->list,
			    slot, (enum node_list)is->list);
	if (old == WORLD_MOVING) {
		nodes[old_target].moving_in--;
		queue_remove(engine, &nodes[old_node].leaving, id);
	}
	if (state == WORLD_MOVING) {
		nodes[target].moving_in++;
		queue_append(engine, &nodes[node].leaving, id);
	}
	if (old_target != target)
		move_ram(engine, world, old_target, target);
	if (old_node != node && old_node != NO_SLOT &&
	    nodes[old_node].state == NODE_DRAINING)
		node_left(engine, &nodes[old_node]);
	account_touch(engine, id);
	if (is_at_rest(state)) {
		world->flags |= WORLD_RESTING;
		queue_append(engine, &engine->resting, id);
	}
	if (output_listens(engine, NOTICE_WORLD_STATE))
		state_notice(engine, id, NOTICE_WORLD_STATE, reason);
	/* of the other states, NOTICE_START_PLACED and NOTICE_WORLD_ACTIVE */
	if ((world->flags & WORLD_WANTED) != 0 && state != WORLD_STARTING &&
	    state != WORLD_ACTIVE && output_listens(engine, NOTICE_START_WAITS))
		state_notice(engine, id, NOTICE_START_WAITS, reason);
}
