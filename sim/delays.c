/*
 * delays.c - where the time of a start goes.
 *
 * A clock per world is always in one phase; when the phase changes, the time
 * since the last change goes to that phase.  The phases of an attempt add up
 * to ready (or to its end, if it never became active), and without start-up to
 * its wait.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/lifecycle.h"
#include "sim/simulation.h"

#define NO_PHASE DELAY_COUNT

struct delay_clock { /* of a world's latest attempt */
	int64_t requested_us, since_us;
	int64_t delay_us[DELAY_COUNT];
	uint8_t phase; /* enum delay, or NO_PHASE */
};

struct delays {
	struct delay_clock *clocks;   /* by world */
	uint64_t late;		      /* waited longer than promised ... */
	int64_t late_us[DELAY_COUNT]; /* ... for what */
};

struct delays *delays_open(const struct simulation *sim)
{
	struct delays *delays = calloc(1, sizeof *delays);
	size_t count = (size_t)sim->trace->world_count + 1;

	if (delays == NULL)
		return NULL;
	delays->clocks = calloc(count, sizeof *delays->clocks);
	if (delays->clocks == NULL) {
		free(delays);
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		delays->clocks[i].phase = NO_PHASE;
	return delays;
}

void delays_close(struct delays *delays)
{
	if (delays != NULL)
		free(delays->clocks);
	free(delays);
}

static void change(struct simulation *sim, uint32_t world, uint8_t phase)
{
	struct delay_clock *clock = &sim->delays->clocks[world];

	if (clock->phase != NO_PHASE)
		clock->delay_us[clock->phase] += sim->now_us - clock->since_us;
	clock->phase = phase;
	clock->since_us = sim->now_us;
}

/* Does anybody wait for this world? */
static bool runs(const struct simulation *sim, uint32_t world)
{
	return sim->delays->clocks[world].phase != NO_PHASE;
}

void delays_begin(struct simulation *sim, uint32_t world)
{
	sim->delays->clocks[world] =
	    (struct delay_clock){.requested_us = sim->now_us,
				 .since_us = sim->now_us,
				 .phase = DELAY_SAVING};
}

void delays_end(struct simulation *sim, uint32_t world)
{
	struct delays *delays = sim->delays;
	const struct delay_clock *clock = &delays->clocks[world];
	struct start_row *row = recorder_row(sim, world);
	int64_t wait_us = 0;

	change(sim, world, NO_PHASE);
	for (int i = 0; i < DELAY_COUNT; i++)
		if (i != DELAY_START_UP)
			wait_us += clock->delay_us[i];
	if (row != NULL)
		memcpy(row->delay_us, clock->delay_us, sizeof row->delay_us);
	if ((double)wait_us <= sim->scenario->promise_wait_p95_s * 1e6)
		return;
	delays->late++;
	for (int i = 0; i < DELAY_COUNT; i++)
		delays->late_us[i] += clock->delay_us[i];
}

void delays_finish(const struct simulation *sim, struct figures *f)
{
	f->late = sim->delays->late;
	for (int i = 0; i < DELAY_COUNT; i++)
		f->late_hours[i] =
		    (double)sim->delays->late_us[i] / US_PER_HOUR;
}

void delays_transfer(struct simulation *sim, const struct command *command)
{
	if (runs(sim, command->world.value))
		change(sim, command->world.value, DELAY_TRANSFER);
}

static uint8_t phase_of(enum world_state state)
{
	switch (state) {
	case WORLD_QUEUED:
		return DELAY_ROOM;
	case WORLD_MOVING:
	case WORLD_RESTORING:
		return DELAY_LINE;
	case WORLD_STARTING:
		return DELAY_START_UP;
	default: /* its last run or its upload is not over */
		return DELAY_SAVING;
	}
}

/* Of the time without room, the part in which the node it came to was ordered
 * and not ready. */
static void part_of_boot(struct simulation *sim, const struct notice *notice)
{
	struct start_row *row = recorder_row(sim, notice->world.value);
	const struct node_life *life = recorder_life(sim, notice->node.value);
	int64_t boot_us;

	if (row == NULL || life == NULL || life->ready_us == TIME_NEVER_US)
		return;
	boot_us = life->ready_us - (life->ordered_us > row->requested_us
					? life->ordered_us
					: row->requested_us);
	if (boot_us > row->delay_us[DELAY_ROOM])
		boot_us = row->delay_us[DELAY_ROOM];
	if (boot_us <= 0)
		return;
	row->delay_us[DELAY_ROOM] -= boot_us;
	row->delay_us[DELAY_BOOT] += boot_us;
}

void delays_notice(struct simulation *sim, const struct notice *notice)
{
	uint32_t world = notice->world.value;

	switch ((enum notice_kind)notice->kind) {
	case NOTICE_WORLD_STATE:
		if (runs(sim, world) && notice->detail != WORLD_ACTIVE)
			change(sim, world,
			       phase_of((enum world_state)notice->detail));
		break;
	case NOTICE_START_PLACED:
		if (runs(sim, world)) {
			change(sim, world, DELAY_START_UP);
			part_of_boot(sim, notice);
		}
		break;
	default: /* the recorder tells when an attempt begins and ends */
		break;
	}
}
