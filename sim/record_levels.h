/*
 * record_levels.h - observer of levels: how much runs, waits, is rented and is
 * asked for, as means over time, and what happens in each slot.
 *
 * O(1) memory a slot.  Reads the engine's gauges when something that changes
 * them was heard of.  MiB and microseconds while it sums, GB in the figures.
 */
#ifndef SIM_RECORD_LEVELS_H
#define SIM_RECORD_LEVELS_H

#include <stdbool.h>

struct simulation;

/* False: out of memory. */
bool record_levels_open(struct simulation *sim);

#endif /* SIM_RECORD_LEVELS_H */
