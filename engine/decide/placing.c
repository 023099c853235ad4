#include "engine/decide/placing.h"

#include "engine/engine.int.h"
#include "engine/lives/archive.h"
#include "engine/lives/leases.h"
#include "engine/lives/second_copies.h"
#include "engine/lives/starts.h"
#include "engine/lives/travels.h"
#include "engine/questions/explain.h"
#include "engine/questions/placement.h"
#include "engine/tables/copies.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/transfers.h"
#include "engine/tables/waiting.h"
#include "engine/tables/worlds.h"

static void place_on(struct engine *engine, uint32_t id, struct node *node)
{
	struct world *world = world_at(engine, id);
	uint16_t slot = node_slot(engine, node);

	if ((world->flags & WORLD_HAS_DATA) == 0) {
		world->path = PATH_NEW;
		world_shift(engine, id, WORLD_STARTING, slot, slot,
			    REASON_DEMAND);
		start_issue(engine, id);
	} else if (world->node == slot || copy_current_on(engine, id) == slot) {
		if (world->transfers != 0) /* stale from now on */
			transfer_cancel(engine, transfer_of(engine, id));
		world->path = PATH_WARM;
		if (world->node == slot)
			world_shift(engine, id, WORLD_STARTING, slot, slot,
				    REASON_DEMAND);
		else
			second_copy_starts(engine, id);
		start_issue(engine, id);
	} else if (world->node == NO_SLOT) {
		world->path = PATH_RESTORED;
		world_shift(engine, id, WORLD_RESTORING, NO_SLOT, slot,
			    REASON_DEMAND);
		transfer_begin(engine, id, NO_SLOT, slot, TRANSFER_PLAYER,
			       false);
	} else if (travel_is_direct(engine, world)) {
		explain_world(engine, id, node, RULE_MOVE_DIRECT, REASON_MOVE);
		world->path = PATH_DIRECT;
		world_shift(engine, id, WORLD_MOVING, world->node, slot,
			    REASON_MOVE);
		transfer_begin(engine, id, world->node, slot, TRANSFER_PLAYER,
			       false);
	} else {
		explain_world(engine, id, node, RULE_MOVE, REASON_MOVE);
		world->path = PATH_MOVED;
		world_shift(engine, id, WORLD_MOVING, world->node, slot,
			    REASON_MOVE);
		if (world->transfers == 0)
			archive_move_away(engine, id);
	}
}

/* The first start at the end of a queue whose player is not notified yet. */
static uint32_t first_unnotified(struct engine *engine,
				 const struct list *queue)
{
	uint32_t first = 0;

	for (uint32_t id = queue->tail;
	     id != 0 && (world_at(engine, id)->flags & WORLD_NOTIFIED) == 0;
	     id = world_at(engine, id)->queue_prev)
		first = id;
	return first;
}

/* Starts of a class that find no room, before their players know: they may
 * wait, or the queue is full. */
static void notify_waiting(struct engine *engine, const struct list *queue)
{
	uint32_t next;

	for (uint32_t id = first_unnotified(engine, queue); id != 0;
	     id = next) {
		struct world *world = world_at(engine, id);

		next = world->queue_next;
		if (engine->waiting.notified <
		    engine->config.policy.queue_max) {
			world->flags |= WORLD_NOTIFIED;
			engine->waiting.notified++;
			engine->waiting.newly_notified = true;
			explain_start(engine, id, NULL, RULE_QUEUE,
				      REASON_NO_ROOM);
			start_notice(engine, NOTICE_START_QUEUED, id,
				     REASON_NO_ROOM);
		} else if (output_room(engine) >= 2) {
			world->flags &= (uint16_t)~WORLD_WANTED;
			start_refuse(engine, id, world->request, REASON_LIMIT);
			start_leaves_queue(engine, id, REASON_LIMIT);
		} else {
			plan_when_room(engine);
			return;
		}
	}
}

void placing_plan(struct engine *engine)
{
	struct waiting *waiting = &engine->waiting;
	uint64_t blocked = 0;

	while ((waiting->classes & ~blocked) != 0) {
		uint32_t id =
		    waiting_oldest(engine, waiting->classes & ~blocked);
		uint32_t class = waiting_class(world_at(engine, id));
		struct node *node;

		if (output_room(engine) < 2) {
			plan_when_room(engine); /* the rest in the next wake */
			return;
		}
		node = placement_choose(engine, world_at(engine, id));
		if (node == NULL) {
			blocked |= UINT64_C(1) << class;
			notify_waiting(engine, &waiting->queue[class]);
			continue;
		}
		explain_start(engine, id, node, RULE_NONE, REASON_DEMAND);
		start_dequeue(engine, id);
		place_on(engine, id, node);
	}
}
