/*
 * record_bound.h - observer of what was served, over time, and of what the
 * machines would have cost for it at least (bound.h).
 *
 * Served is the RAM, with the overhead of a running world, and the CPU of the
 * worlds that are active.  Owns the list of its changes: 24 bytes for each
 * start and each stop in the window, until the run is over.  Registered after
 * the observer of money, whose books it reads.
 */
#ifndef SIM_RECORD_BOUND_H
#define SIM_RECORD_BOUND_H

#include <stdbool.h>

struct simulation;

/* False: out of memory. */
bool record_bound_open(struct simulation *sim);

#endif /* SIM_RECORD_BOUND_H */
