#include "sim/delays.h"

#include <stdlib.h>

#define NO_PHASE DELAY_COUNT

struct delay_clock { /* of a world's latest attempt */
	int64_t requested_us, since_us;
	int64_t delay_us[DELAY_COUNT];
	uint8_t phase; /* enum delay, or NO_PHASE */
};

struct delays {
	struct delay_clock *clocks; /* by world */
};

struct delays *delays_open(uint32_t world_count)
{
	struct delays *delays = calloc(1, sizeof *delays);
	size_t count = (size_t)world_count + 1;

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

static void enter_phase(struct delay_clock *clock, uint8_t phase,
			int64_t now_us)
{
	if (clock->phase != NO_PHASE)
		clock->delay_us[clock->phase] += now_us - clock->since_us;
	clock->phase = phase;
	clock->since_us = now_us;
}

static void change_phase(struct delays *delays, uint32_t world, uint8_t phase,
			 int64_t now_us)
{
	struct delay_clock *clock = &delays->clocks[world];

	if (clock->phase != NO_PHASE)
		enter_phase(clock, phase, now_us);
}

void delays_begin(struct delays *delays, uint32_t world, int64_t now_us)
{
	delays->clocks[world] = (struct delay_clock){
	    .requested_us = now_us, .since_us = now_us, .phase = DELAY_SAVING};
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

static void tell_boot_apart(struct delay_clock *clock,
			    const struct node_life *life)
{
	int64_t from_us = life->ordered_us > clock->requested_us
			      ? life->ordered_us
			      : clock->requested_us;
	int64_t boot_us = life->ready_us - from_us;

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
	struct delay_clock *clock = &delays->clocks[world];

	if (clock->phase == NO_PHASE)
		return;
	enter_phase(clock, DELAY_START_UP, now_us);
	if (life != NULL && life->ready_us != TIME_NEVER_US)
		tell_boot_apart(clock, life);
}

const int64_t *delays_end(struct delays *delays, uint32_t world, int64_t now_us,
			  int64_t *wait_us)
{
	struct delay_clock *clock = &delays->clocks[world];

	enter_phase(clock, NO_PHASE, now_us);
	*wait_us = 0;
	for (int i = 0; i < DELAY_COUNT; i++)
		if (i != DELAY_START_UP)
			*wait_us += clock->delay_us[i];
	return clock->delay_us;
}
