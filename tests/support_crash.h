/*
 * support_crash.h - a controller that dies at chosen calls and comes back.
 *
 * Keeps a journal in memory: snapshots now and then, the inputs since, and an
 * undamaged engine that is fed exactly the committed inputs.  Whenever the
 * controller comes back, its state must be that engine's.
 */
#ifndef TESTS_SUPPORT_CRASH_H
#define TESTS_SUPPORT_CRASH_H

#include <stdbool.h>
#include <stdint.h>

#include "scenarios/scenario.h"
#include "sim/replication.h"

enum death {
	DEATH_AT_RECORD = 0,
	DEATH_BEFORE_COMMIT, /* the transaction is lost */
	DEATH_AFTER_COMMIT,  /* it is kept, but nobody was told */
	DEATH_AT_EXECUTE,
	DEATH_KINDS
};

struct crash_plan {
	uint64_t seed;
	uint32_t deaths;     /* how many */
	uint64_t calls;	     /* of a run without deaths: they spread over it */
	int64_t away_us_max; /* 0: back at once */
	uint32_t snapshot_every; /* inputs */
};

struct crash_report {
	uint32_t deaths[DEATH_KINDS];
	uint32_t recoveries;
	uint32_t wrong_states; /* must be 0 */
	uint64_t replayed;     /* inputs, in all recoveries */
	uint64_t calls;	       /* of record, commit and execute */
};

/* Run replication 0 of the scenario under the plan. */
bool crash_run(const struct scenario *scenario, const struct crash_plan *plan,
	       struct figures *figures, struct crash_report *report,
	       struct error_text *error);

/* The Friday night with this seed, one replication. */
void crash_load_friday(uint64_t seed, struct scenario *out);

/* The whole claim of "crash and replay" for one seed: with no downtime the
 * outcome is the one of the run that never died; with downtime the invariants
 * hold.  Fails the running cmocka test otherwise. */
void crash_check_seed(uint64_t seed, uint32_t deaths,
		      struct crash_report *total);

/* The same for seeds 1 ... seeds; tells how many deaths of each kind. */
void crash_check_seeds(uint64_t seeds, uint32_t deaths_per_seed);

#endif /* TESTS_SUPPORT_CRASH_H */
