#include "sim/delays.h"

#include <stdlib.h>
#include <string.h>

#include "traces/base/engine_heap.h"

#define NO_PHASE DELAY_COUNT

struct delay_clock { /* of a world's latest attempt */
	int64_t since_us;
	int64_t delay_us[DELAY_COUNT];
	int64_t unused;
};

_Static_assert(sizeof(struct delay_clock) == 64, "a clock is a cache line");

/* Most worlds have no attempt under way.  Their phases are close together, so
 * that what happens to them touches no clock. */
struct delays {
	struct delay_clock *clocks; /* by world */
	size_t bytes;
	uint8_t *phases; /* by world: enum delay, or NO_PHASE */
};

struct delays *delays_open(uint32_t world_count)
{
	struct delays *delays = calloc(1, sizeof *delays);
	size_t count = (size_t)world_count + 1;

	if (delays == NULL)
		return NULL;
	delays->bytes = count * sizeof *delays->clocks;
	delays->clocks = engine_heap.allocate(NULL, delays->bytes);
	delays->phases = malloc(count);
	if (delays->clocks == NULL || delays->phases == NULL) {
		delays_close(delays);
		return NULL;
	}
	memset(delays->phases, NO_PHASE, count);
	return delays;
}

void delays_close(struct delays *delays)
{
	if (delays == NULL)
		return;
	engine_heap.release(NULL, delays->clocks, delays->bytes);
	free(delays->phases);
	free(delays);
}

static bool has_attempt(const struct delays *delays, uint32_t world)
{
	return delays->phases[world] != NO_PHASE;
}

static void enter_phase(struct delays *delays, uint32_t world, uint8_t phase,
			int64_t now_us)
{
	struct delay_clock *clock = &delays->clocks[world];

	if (has_attempt(delays, world))
		clock->delay_us[delays->phases[world]] +=
		    now_us - clock->since_us;
	delays->phases[world] = phase;
	clock->since_us = now_us;
}

static void change_phase(struct delays *delays, uint32_t world, uint8_t phase,
			 int64_t now_us)
{
	if (has_attempt(delays, world))
		enter_phase(delays, world, phase, now_us);
}

void delays_begin(struct delays *delays, uint32_t world, int64_t now_us)
{
	delays->clocks[world] = (struct delay_clock){.since_us = now_us};
	delays->phases[world] = DELAY_SAVING;
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

void delays_state(struct delays *delays, uint32_t world, enum world_state state,
		  int64_t now_us)
{
	if (state != WORLD_ACTIVE)
		change_phase(delays, world, phase_of(state), now_us);
}

void delays_transfer(struct delays *delays, uint32_t world, int64_t now_us)
{
	change_phase(delays, world, DELAY_TRANSFER, now_us);
}

/* The phases add up to the time since the request. */
static int64_t requested_us(const struct delay_clock *clock, int64_t now_us)
{
	for (int i = 0; i < DELAY_COUNT; i++)
		now_us -= clock->delay_us[i];
	return now_us;
}

static void tell_boot_apart(struct delay_clock *clock,
			    const struct node_life *life, int64_t now_us)
{
	int64_t from_us = requested_us(clock, now_us);
	int64_t boot_us;

	if (life->ordered_us > from_us)
		from_us = life->ordered_us;
	boot_us = life->ready_us - from_us;
	if (boot_us > clock->delay_us[DELAY_ROOM])
		boot_us = clock->delay_us[DELAY_ROOM];
	if (boot_us <= 0)
		return; /* it was ready before the request */
	clock->delay_us[DELAY_ROOM] -= boot_us;
	clock->delay_us[DELAY_BOOT] += boot_us;
}

void delays_placed(struct delays *delays, uint32_t world,
		   const struct node_life *life, int64_t now_us)
{
	if (!has_attempt(delays, world))
		return;
	enter_phase(delays, world, DELAY_START_UP, now_us);
	if (life != NULL && life->ready_us != TIME_NEVER_US)
		tell_boot_apart(&delays->clocks[world], life, now_us);
}

const int64_t *delays_end(struct delays *delays, uint32_t world, int64_t now_us,
			  int64_t *wait_us)
{
	struct delay_clock *clock = &delays->clocks[world];

	enter_phase(delays, world, NO_PHASE, now_us);
	*wait_us = 0;
	for (int i = 0; i < DELAY_COUNT; i++)
		if (i != DELAY_START_UP)
			*wait_us += clock->delay_us[i];
	return clock->delay_us;
}

void delays_expect(const struct delays *delays, uint32_t world)
{
	__builtin_prefetch(&delays->clocks[world], 1);
}
