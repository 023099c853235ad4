#include "engine/lives/stops.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/kit/timers.h"
#include "engine/lives/leases.h"
#include "engine/money/meter.h"
#include "engine/questions/explain.h"
#include "engine/tables/nodes.h"
#include "engine/tables/worlds.h"

void world_stop(struct engine *engine, uint32_t id, enum reason reason)
{
	explain_world(engine, id, world_node(engine, world_at(engine, id)),
		      RULE_STOP, reason);
	meter_run_ended(engine, id, engine->now_us, reason);
	meter_sleep_begins(engine, id);
	world_issue_stop(engine, id, reason);
}

void stop_done(struct engine *engine, const struct command *command,
	       const struct input *input)
{
	uint32_t id = command->world.value;

	(void)input; /* done, or refused because it does not run any more */
	if (world_at(engine, id)->command == command->id.value)
		world_falls_asleep(engine, id, REASON_DEMAND);
}

void container_exited(struct engine *engine, uint32_t id, int64_t end_us,
		      enum reason reason)
{
	meter_run_ended(engine, id, end_us, reason);
	meter_sleep_begins(engine, id);
	world_falls_asleep(engine, id, reason);
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

/* --- the end of its time -------------------------------------------------- */

int64_t sleep_deadline_us(const struct engine *engine,
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
	CHECK(
	    timers_push(engine->timers,
			(struct timer){max_i64(sleep_deadline_us(engine, world),
					       engine->now_us),
				       id, TIMER_SLEEP}));
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
