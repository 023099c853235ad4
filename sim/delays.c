#include "sim/delays.h"

#include <stdlib.h>
#include <string.h>

#include "traces/base/array.h"

struct delay_clock { /* of an attempt */
	int64_t since_us;
	int64_t delay_us[DELAY_COUNT];
	int64_t wait_us; /* until it was placed first; -1: it was not */
	uint32_t row;	 /* the caller's */
	uint32_t world;	 /* a free clock: the next free one */
	uint8_t phase;	 /* enum delay */
};

/* Few worlds have an attempt under way, so clocks are taken and given back, and
 * what is close to all worlds is only the number of a clock. */
struct delays {
	struct delay_clock *clocks; /* [0] is no attempt's */
	size_t count, capacity;
	uint32_t first_free; /* 0: none */
	uint32_t *clock_of;  /* by world; 0: no attempt */
};

struct delays *delays_open(uint32_t world_count)
{
	struct delays *delays = calloc(1, sizeof *delays);

	if (delays == NULL)
		return NULL;
	delays->clock_of =
	    calloc((size_t)world_count + 1, sizeof *delays->clock_of);
	if (delays->clock_of == NULL ||
	    !ARRAY_ROOM(delays->clocks, delays->capacity, 1)) {
		delays_close(delays);
		return NULL;
	}
	delays->count = 1;
	return delays;
}

void delays_close(struct delays *delays)
{
	if (delays == NULL)
		return;
	free(delays->clocks);
	free(delays->clock_of);
	free(delays);
}

/* NULL: no attempt. */
static struct delay_clock *clock_of(const struct delays *delays, uint32_t world)
{
	uint32_t number = delays->clock_of[world];

	return number == 0 ? NULL : &delays->clocks[number];
}

static bool take_clock(struct delays *delays, uint32_t *number)
{
	if (delays->first_free != 0) {
		*number = delays->first_free;
		delays->first_free = delays->clocks[*number].world;
		return true;
	}
	if (!ARRAY_ROOM(delays->clocks, delays->capacity, delays->count + 1))
		return false;
	*number = (uint32_t)delays->count++;
	return true;
}

static void enter_phase(struct delay_clock *clock, uint8_t phase,
			int64_t now_us)
{
	clock->delay_us[clock->phase] += now_us - clock->since_us;
	clock->phase = phase;
	clock->since_us = now_us;
}

static void change_phase(const struct delays *delays, uint32_t world,
			 uint8_t phase, int64_t now_us)
{
	struct delay_clock *clock = clock_of(delays, world);

	if (clock != NULL)
		enter_phase(clock, phase, now_us);
}

bool delays_begin(struct delays *delays, uint32_t world, uint32_t row,
		  enum delay phase, int64_t now_us)
{
	uint32_t number = delays->clock_of[world];

	if (number == 0 && !take_clock(delays, &number))
		return false;
	delays->clocks[number] = (struct delay_clock){.since_us = now_us,
						      .wait_us = -1,
						      .phase = (uint8_t)phase,
						      .world = world,
						      .row = row};
	delays->clock_of[world] = number;
	return true;
}

uint32_t delays_row(const struct delays *delays, uint32_t world)
{
	const struct delay_clock *clock = clock_of(delays, world);

	return clock != NULL ? clock->row : 0;
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
	struct delay_clock *clock = clock_of(delays, world);

	if (clock == NULL)
		return;
	enter_phase(clock, DELAY_START_UP, now_us);
	if (clock->wait_us < 0)
		clock->wait_us = now_us - requested_us(clock, now_us);
	if (life != NULL && life->ready_us != TIME_NEVER_US)
		tell_boot_apart(clock, life, now_us);
}

bool delays_end(struct delays *delays, uint32_t world, int64_t now_us,
		struct delay_times *times)
{
	struct delay_clock *clock = clock_of(delays, world);

	if (clock == NULL)
		return false;
	enter_phase(clock, clock->phase, now_us);
	memcpy(times->delay_us, clock->delay_us, sizeof clock->delay_us);
	times->wait_us = clock->wait_us;
	times->last = (enum delay)clock->phase;
	clock->world = delays->first_free;
	delays->first_free = delays->clock_of[world];
	delays->clock_of[world] = 0;
	return true;
}

void delays_expect(const struct delays *delays, uint32_t world)
{
	__builtin_prefetch(&delays->clock_of[world], 1);
}
