/*
 * population.h - who the worlds of a drawn trace are: name, plan, size, and the
 * habit by which a world is played on some days and not on others.
 *
 * Used by both producers of drawn traces (counts.h, generate.h) and by fit.h,
 * so that each rule exists once.  Draws only from the keyed streams of
 * random.h; owns nothing.
 */
#ifndef TRACES_POPULATION_H
#define TRACES_POPULATION_H

#include <stdint.h>

#include "law.h"
#include "traces/base/tier.h"
#include "traces/store/sessions.h"

#define RAM_MIX_MAX 16
#define WORLD_NAME_SIZE 16

struct ram_share {
	uint32_t ram_mib;
	uint32_t share_ppm;
	uint32_t cpu_milli; /* 0: that of plans without their own */
};

/* "w00001" for index 0. */
void world_name(uint32_t index, char name[WORLD_NAME_SIZE]);
/* The entity of its draws: the hash of its name. */
uint64_t world_entity(uint32_t index);

/* Plan and size of the world, from its own stream.  `world` gets RAM, CPU and
 * disk, nothing else. */
struct population {
	const struct ram_share *ram_mix;
	uint32_t ram_mix_count;
	uint32_t cpu_milli; /* of plans without their own */
	const struct law *world_size_mib;
	uint64_t seed;
	uint32_t replication;
};
void population_describe(const struct population *population, uint32_t index,
			 struct trace_world *world);

/*
 * The habit: a two-state chain from playing day to playing day.  A world plays
 * on `share` of its days; `persistence` is the day-to-day correlation of 'plays
 * today'.  Chance to play today:
 *   after a day of play  share + persistence (1 - share),
 *   after a day without  share (1 - persistence).
 */
double habit_chance(double share, double persistence, bool played_yesterday);

#endif /* TRACES_POPULATION_H */
