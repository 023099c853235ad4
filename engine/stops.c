/*
 * stops.c - from the end of a run to a sleeping world, and what wakes at the
 * end of its time.
 */
#include "arithmetic.h"
#include "check.h"
#include "state.h"

void world_issue_stop(struct engine *engine, uint32_t id, enum reason reason)
{
	struct world *world = world_at(engine, id);

	world_shift(engine, id, WORLD_STOPPING, world->node, world->target,
		    reason);
	world->command =
	    pending_issue(engine, (struct command){
				      .kind = COMMAND_STOP_WORLD,
				      .reason = (uint16_t)reason,
				      .world = {id},
				      .node = {world_target(engine, world)->id},
				      .epoch = world->epoch,
				  });
}

void world_stop(struct engine *engine, uint32_t id, enum reason reason)
{
	explain_world(engine, id, world_node(engine, world_at(engine, id)),
		      RULE_STOP, reason);
	meter_run_ended(engine, id, engine->now_us, reason);
	meter_sleep_begins(engine, id);
	world_issue_stop(engine, id, reason);
}

void stop_answered(struct engine *engine, uint32_t id, enum outcome outcome)
{
	(void)outcome; /* done, or refused because it does not run any more */
	world_falls_asleep(engine, id, REASON_DEMAND);
}

void container_exited(struct engine *engine, uint32_t id, enum reason reason)
{
	meter_run_ended(engine, id, engine->now_us, reason);
	meter_sleep_begins(engine, id);
	world_falls_asleep(engine, id, reason);
}

static int64_t sleep_deadline_us(const struct engine *engine,
				 const struct world *world)
{
	return world->since_us + engine->config.policy.sleep_window_us;
}

void arm_sleep_timer(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	if ((world->flags & WORLD_SLEEP_TIMER) != 0)
		return; /* one entry is enough: it looks again when due */
	world->flags |= WORLD_SLEEP_TIMER;
	CHECK(timers_push(
	    engine->timers,
	    (struct timer){sleep_deadline_us(engine, world), id, TIMER_SLEEP}));
}

void world_leaves_all(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	const struct node *node = world_node(engine, world);
	struct amounts need = world_need(engine, world);

	meter_sleep_ends(engine, id);
	if (node != NULL)
		pending_issue(engine, (struct command){
					  .kind = COMMAND_DELETE_COPY,
					  .reason = REASON_DELETED,
					  .world = {id},
					  .node = {node->id},
					  .epoch = world->epoch,
				      });
	if ((world->flags & WORLD_HAS_ARCHIVE) != 0)
		pending_issue(engine, (struct command){
					  .kind = COMMAND_DELETE_ARCHIVE,
					  .reason = REASON_DELETED,
					  .world = {id},
					  .epoch = world->epoch,
				      });
	world->flags &= WORLD_REGISTERED | WORLD_SLEEP_TIMER |
			WORLD_IDLE_TIMER | WORLD_PREPAID | WORLD_TOUCHED;
	world_shift(engine, id, WORLD_DELETED, NO_SLOT, NO_SLOT,
		    REASON_DELETED);
	plan_gone(engine, &need);
}

void world_falls_asleep(struct engine *engine, uint32_t id, enum reason reason)
{
	struct world *world = world_at(engine, id);
	/* while it is restored its data are where it was going to */
	uint16_t home =
	    world->state == WORLD_RESTORING ? world->target : world->node;

	world->command = 0;
	world->attempts = 0;
	if ((world->flags & WORLD_SLEEP_BILLED) == 0)
		meter_sleep_begins(engine, id);
	world_shift(engine, id, WORLD_SLEEPING, home, NO_SLOT, reason);
}

void sleep_timer_due(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	world->flags &= (uint16_t)~WORLD_SLEEP_TIMER;
	if (world->state != WORLD_SLEEPING)
		return;
	if (engine->now_us < sleep_deadline_us(engine, world))
		arm_sleep_timer(engine, id);
	else
		archive_begin(engine, id, TRANSFER_ROUTINE, REASON_WINDOW);
}

static void arm_idle_timer(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	const struct world_cold *cold = &engine->cold[id];

	if ((world->flags & WORLD_IDLE_TIMER) != 0)
		return;
	world->flags |= WORLD_IDLE_TIMER;
	CHECK(timers_push(engine->timers,
			  (struct timer){cold->idle_since_us +
					     cold->idle_stop_s * US_PER_SECOND,
					 id, TIMER_IDLE}));
}

void players_changed(struct engine *engine, uint32_t id, uint32_t players)
{
	struct world *world = world_at(engine, id);
	struct world_cold *cold = &engine->cold[id];

	if (world->state != WORLD_ACTIVE)
		return;
	if (players != 0) {
		world->flags &= (uint16_t)~WORLD_EMPTY;
		return;
	}
	if ((world->flags & WORLD_EMPTY) != 0)
		return; /* it was empty already: the clock runs on */
	world->flags |= WORLD_EMPTY;
	cold->idle_since_us = engine->now_us;
	if (cold->idle_stop_s != 0)
		arm_idle_timer(engine, id);
}

void idle_timer_due(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	const struct world_cold *cold = &engine->cold[id];

	world->flags &= (uint16_t)~WORLD_IDLE_TIMER;
	if (world->state != WORLD_ACTIVE || (world->flags & WORLD_EMPTY) == 0)
		return;
	if (engine->now_us <
	    cold->idle_since_us + cold->idle_stop_s * US_PER_SECOND)
		arm_idle_timer(engine, id);
	else
		world_stop(engine, id, REASON_IDLE);
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
