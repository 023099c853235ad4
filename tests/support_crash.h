/*
 * support_crash.h - a controller that dies at chosen calls and comes back.
 *
 * Keeps a journal in memory (snapshots now and then, the inputs since), or the
 * real one on disk, and an undamaged engine, the shadow, that is fed exactly
 * the committed inputs.  Whenever the controller comes back, its state must be
 * the shadow's.
 */
#ifndef TESTS_SUPPORT_CRASH_H
#define TESTS_SUPPORT_CRASH_H

#include <stdbool.h>
#include <stdint.h>

#include "scenarios/scenario.h"

/* The Friday night with this seed, one replication. */
void crash_load_friday(uint64_t seed, struct scenario *out);

struct crash_trial {
	uint64_t seeds;		  /* 1 ... seeds */
	uint32_t deaths_per_seed; /* that are planned ... */
	uint32_t deaths_at_least; /* ... and that must take place in all */
	bool two_hours;		  /* of the night; else all of it */
	bool audit_every_input, on_disk;
};

/*
 * The whole claim of "crash and replay" for these seeds: with no downtime the
 * outcome is the one of the run that never died; with downtime the invariants
 * hold; and enough deaths did take place, some of each kind.  Fails
 * the running cmocka test otherwise.  Tells how many deaths of each kind.
 */
void crash_check(const struct crash_trial *trial);

#endif /* TESTS_SUPPORT_CRASH_H */
