/*
 * starts.c - from a start request to an active world.
 *
 * Starts that wait stand in queues by size, so that a large world that fits
 * nowhere blocks only its like; among the heads the oldest comes first.
 */
#include "check.h"
#include "pricing.h"
#include "state.h"

#define START_ATTEMPTS_MAX 3

static void tell(struct engine *engine, enum notice_kind kind, uint32_t id,
		 enum reason reason)
{
	const struct world *world = world_at(engine, id);
	const struct node *target = world_target(engine, world);

	output_notice(
	    engine, (struct notice){
			.kind = (uint8_t)kind,
			.reason = (uint8_t)reason,
			.detail = world->flags & WORLD_WAITED ? PATH_QUEUED
							      : world->path,
			.request = world->request,
			.world = {id},
			.node = {target != NULL ? target->id : 0},
			/* no estimate of the wait yet */
			.value = kind == NOTICE_START_PLACED ? world->path : -1,
		    });
}

static uint32_t ram_class(const struct world *world)
{
	uint32_t gib = (world->ram_mib + MIB_PER_GIB - 1) / MIB_PER_GIB;

	return gib < RAM_CLASSES ? gib : RAM_CLASSES - 1;
}

static void refuse(struct engine *engine, uint32_t id, uint32_t request,
		   enum reason reason)
{
	explain_start(engine, id, NULL, RULE_REFUSE, reason);
	output_notice(engine, (struct notice){
				  .kind = NOTICE_START_REFUSED,
				  .reason = (uint8_t)reason,
				  .request = request,
				  .world = {id},
			      });
}

/* --- the queue ------------------------------------------------------------ */

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
	uint32_t class = ram_class(world);
	struct amounts need;

	world_shift(engine, id, WORLD_QUEUED, world->node, NO_SLOT, reason);
	world->waiting_order = ++waiting->order;
	queue_append(engine, &waiting->queue[class], id);
	waiting->classes |= UINT64_C(1) << class;
	waiting->count++;
	waiting->told += (world->flags & WORLD_WAITED) != 0;
	need = need_while_waiting(engine, world);
	amounts_add(&waiting->needs[class], &need);
	engine->idle.waiting = true;
	plan_soon(engine);
}

void start_dequeue(struct engine *engine, uint32_t id)
{
	struct waiting *waiting = &engine->waiting;
	const struct world *world = world_at(engine, id);
	uint32_t class = ram_class(world);
	struct amounts need;

	queue_remove(engine, &waiting->queue[class], id);
	if (waiting->queue[class].head == 0)
		waiting->classes &= ~(UINT64_C(1) << class);
	waiting->count--;
	waiting->told -= (world->flags & WORLD_WAITED) != 0;
	need = need_while_waiting(engine, world);
	amounts_subtract(&waiting->needs[class], &need);
	engine->idle.waiting = waiting->count != 0;
}

/* The order number wraps; nobody waits for half of all numbers. */
static bool came_before(const struct world *a, const struct world *b)
{
	return (int32_t)(a->waiting_order - b->waiting_order) < 0;
}

/* Of the heads of these classes, the one that has waited longest. */
static uint32_t oldest_head(const struct engine *engine, uint64_t classes)
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

/* --- requests ------------------------------------------------------------- */

void start_requested(struct engine *engine, uint32_t id, uint32_t request)
{
	struct world *world = world_at(engine, id);
	bool running =
	    world->state == WORLD_ACTIVE || world->state == WORLD_RESTARTING;
	struct amounts need = world_need(engine, world);

	ledger_expect(&engine->ledger, world->account);
	if ((world->flags & WORLD_DELETE_WANTED) != 0) {
		refuse(engine, id, request, REASON_DELETED);
		return;
	}
	if (running || (world->flags & WORLD_WANTED) != 0) {
		refuse(engine, id, request, REASON_RUNNING);
		return;
	}
	if (!plans_fit_types(engine, engine->types_to_be_had, &need)) {
		refuse(engine, id, request, REASON_TOO_LARGE);
		return;
	}
	if ((world->flags & WORLD_PREPAID) != 0) {
		enum reason reason = account_refuses(engine, id);

		if (reason != REASON_NONE) {
			refuse(engine, id, request, reason);
			return;
		}
		account_touch(engine, id);
	}
	world->flags |= WORLD_WANTED;
	world->flags &= (uint16_t) ~(WORLD_WAITED | WORLD_STOP_WANTED);
	world->request = request;
	world->attempts = 0;
	if (engine->config.book.bill_from_request)
		engine->cold[id].requested_us = engine->now_us;

	switch ((enum world_state)world->state) {
	case WORLD_ARCHIVED:
	case WORLD_SLEEPING:
		start_enqueue(engine, id, REASON_DEMAND);
		break;
	case WORLD_ARCHIVING:
		/* an upload under way goes on until it is known where the world
		 * starts: elsewhere, it is what brings it there */
		if (world->transfer == TRANSFER_QUEUED)
			transfer_cancel(engine, id);
		start_enqueue(engine, id, REASON_DEMAND);
		break;
	case WORLD_STARTING:
		/* an abandoned start that is not over: take it over */
		tell(engine, NOTICE_START_PLACED, id, REASON_DEMAND);
		break;
	case WORLD_MOVING:
	case WORLD_RESTORING:
	case WORLD_STOPPING:
	case WORLD_STRANDED:
		break; /* the answer that is awaited goes on from here */
	case WORLD_QUEUED:
	case WORLD_ACTIVE:
	case WORLD_RESTARTING:
	case WORLD_DELETED:
	case WORLD_STATE_COUNT:
		CHECK(false);
	}
}

/* Nobody waits for this world any more: back to where its data are. */
static void leave_queue(struct engine *engine, uint32_t id, enum reason reason)
{
	const struct world *world = world_at(engine, id);

	start_dequeue(engine, id);
	/* a first start that failed leaves nothing on its node */
	if (world->node == NO_SLOT || (world->flags & WORLD_HAS_DATA) == 0)
		world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT, NO_SLOT,
			    reason);
	else if (world->transfer == TRANSFER_RUNNING)
		world_shift(engine, id, WORLD_ARCHIVING, world->node, NO_SLOT,
			    reason);
	else
		world_falls_asleep(engine, id, reason);
}

/* The player gave up before the world was active. */
static void abandon(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	world->flags &= (uint16_t)~WORLD_WANTED;
	account_touch(engine, id);
	tell(engine, NOTICE_START_ABANDONED, id, REASON_ABANDONED);
	switch ((enum world_state)world->state) {
	case WORLD_QUEUED:
		leave_queue(engine, id, REASON_ABANDONED);
		break;
	case WORLD_MOVING:
		if (world->transfer == TRANSFER_QUEUED) {
			transfer_cancel(engine, id);
			world_falls_asleep(engine, id, REASON_ABANDONED);
		} else {
			world_shift(engine, id, WORLD_ARCHIVING, world->node,
				    NO_SLOT, REASON_ABANDONED);
		}
		break;
	case WORLD_RESTORING:
		if (world->transfer == TRANSFER_QUEUED) {
			transfer_cancel(engine, id);
			world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT,
				    NO_SLOT, REASON_ABANDONED);
		}
		break;
	case WORLD_STARTING:
		world->flags |= WORLD_STOP_WANTED;
		break;
	case WORLD_ARCHIVED:
	case WORLD_ACTIVE:
	case WORLD_STOPPING:
	case WORLD_SLEEPING:
	case WORLD_ARCHIVING:
	case WORLD_RESTARTING:
	case WORLD_STRANDED:
	case WORLD_DELETED:
	case WORLD_STATE_COUNT:
		break;
	}
}

void stop_requested(struct engine *engine, uint32_t id, uint32_t request)
{
	const struct world *world = world_at(engine, id);

	ledger_expect(&engine->ledger, world->account);
	if (request != 0 && request != world->request)
		return; /* of a start that is over */
	if (world->state == WORLD_ACTIVE)
		world_stop(engine, id, REASON_DEMAND);
	else if ((world->flags & WORLD_WANTED) != 0)
		abandon(engine, id);
}

/* --- placing -------------------------------------------------------------- */

void start_issue(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	world->epoch++;
	if ((world->flags & WORLD_SLEEP_TIMER) != 0 && world->path == PATH_WARM)
		output_notice(engine, (struct notice){
					  .kind = NOTICE_SLEEP_TIMER_CANCELLED,
					  .world = {id},
				      });
	tell(engine, NOTICE_START_PLACED, id, REASON_DEMAND);
	world->command =
	    pending_issue(engine, (struct command){
				      .kind = COMMAND_START_WORLD,
				      .reason = REASON_DEMAND,
				      .world = {id},
				      .node = {world_target(engine, world)->id},
				      .epoch = world->epoch,
				  });
}

static void place_on(struct engine *engine, uint32_t id, struct node *node)
{
	struct world *world = world_at(engine, id);
	uint16_t slot = node_slot(engine, node);

	if ((world->flags & WORLD_HAS_DATA) == 0) {
		world->path = PATH_NEW;
		world_shift(engine, id, WORLD_STARTING, slot, slot,
			    REASON_DEMAND);
		start_issue(engine, id);
	} else if (world->node == slot) {
		if (world->transfer == TRANSFER_RUNNING)
			transfer_cancel(engine, id); /* stale from now on */
		world->path = PATH_WARM;
		world_shift(engine, id, WORLD_STARTING, slot, slot,
			    REASON_DEMAND);
		start_issue(engine, id);
	} else if (world->node == NO_SLOT) {
		world->path = PATH_RESTORED;
		world_shift(engine, id, WORLD_RESTORING, NO_SLOT, slot,
			    REASON_DEMAND);
		transfer_enqueue(engine, id, TRANSFER_PLAYER);
	} else {
		explain_world(engine, id, node, RULE_MOVE, REASON_MOVE);
		world->path = PATH_MOVED;
		world_shift(engine, id, WORLD_MOVING, world->node, slot,
			    REASON_MOVE);
		if (world->transfer == TRANSFER_NONE)
			archive_move_away(engine, id);
	}
}

/* The first of those at the end of a queue who have not been told yet. */
static uint32_t first_untold(struct engine *engine, const struct list *queue)
{
	uint32_t first = 0;

	for (uint32_t id = queue->tail;
	     id != 0 && (world_at(engine, id)->flags & WORLD_WAITED) == 0;
	     id = world_at(engine, id)->queue_prev)
		first = id;
	return first;
}

/* Those of a class who find no room now and do not know it yet: they may wait,
 * or the queue is full. */
static void tell_waiting(struct engine *engine, const struct list *queue)
{
	uint32_t next;

	for (uint32_t id = first_untold(engine, queue); id != 0; id = next) {
		struct world *world = world_at(engine, id);

		next = world->queue_next;
		if (engine->waiting.told < engine->config.policy.queue_max) {
			world->flags |= WORLD_WAITED;
			engine->waiting.told++;
			engine->waiting.newly = true;
			explain_start(engine, id, NULL, RULE_QUEUE,
				      REASON_NO_ROOM);
			tell(engine, NOTICE_START_QUEUED, id, REASON_NO_ROOM);
		} else if (output_room(engine) >= 2) {
			world->flags &= (uint16_t)~WORLD_WANTED;
			refuse(engine, id, world->request, REASON_LIMIT);
			leave_queue(engine, id, REASON_LIMIT);
		} else {
			plan_soon(engine); /* the rest in the next wake */
			return;
		}
	}
}

void starts_plan(struct engine *engine)
{
	struct waiting *waiting = &engine->waiting;
	uint64_t blocked = 0;

	while ((waiting->classes & ~blocked) != 0) {
		uint32_t id = oldest_head(engine, waiting->classes & ~blocked);
		uint32_t class = ram_class(world_at(engine, id));
		struct node *node;

		if (output_room(engine) < 2) {
			plan_soon(engine); /* the rest in the next wake */
			return;
		}
		node = placement_choose(engine, world_at(engine, id));
		if (node == NULL) {
			blocked |= UINT64_C(1) << class;
			tell_waiting(engine, &waiting->queue[class]);
			continue;
		}
		explain_start(engine, id, node, RULE_NONE, REASON_DEMAND);
		start_dequeue(engine, id);
		place_on(engine, id, node);
	}
}

/* --- the answer ----------------------------------------------------------- */

static void becomes_active(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	meter_sleep_ends(engine, id);
	world->flags &=
	    (uint16_t) ~(WORLD_WANTED | WORLD_EMPTY | WORLD_ARCHIVE_CURRENT);
	world->flags |= WORLD_HAS_DATA;
	world->attempts = 0;
	world->since_us = engine->now_us;
	world_shift(engine, id, WORLD_ACTIVE, world->target, world->target,
		    REASON_DEMAND);
	tell(engine, NOTICE_WORLD_ACTIVE, id, REASON_DEMAND);
}

void start_answered(struct engine *engine, uint32_t id, enum outcome outcome)
{
	struct world *world = world_at(engine, id);
	bool wanted = (world->flags & WORLD_WANTED) != 0;

	if (outcome == OUTCOME_DONE && wanted) {
		becomes_active(engine, id);
	} else if (outcome == OUTCOME_DONE) {
		/* nobody waits any more: it ran, nothing is billed */
		world->flags &=
		    (uint16_t) ~(WORLD_STOP_WANTED | WORLD_ARCHIVE_CURRENT);
		world->flags |= WORLD_HAS_DATA;
		world_issue_stop(engine, id, REASON_ABANDONED);
	} else if (wanted && ++world->attempts < START_ATTEMPTS_MAX) {
		explain_world(engine, id, world_target(engine, world),
			      RULE_RETRY, REASON_RETRY);
		start_enqueue(engine, id, REASON_RETRY);
	} else {
		if (wanted)
			refuse(engine, id, world->request, REASON_CRASH);
		world->flags &= (uint16_t) ~(WORLD_WANTED | WORLD_STOP_WANTED);
		if ((world->flags & WORLD_HAS_DATA) == 0)
			world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT,
				    NO_SLOT, REASON_CRASH);
		else
			world_falls_asleep(engine, id, REASON_CRASH);
	}
}
