/*
 * run_name.h - the directory of a run that is not told where to go: the same
 * for the same command, another one whenever something else is run.
 *
 *     runs/friday-night-1
 *     runs/friday-night-1-fleet.dedicated.0.count=11,replications=50
 *
 * What does not change what is simulated and kept has no part in it: threads,
 * language, dialects, what is printed.
 */
#ifndef SIM_RUN_NAME_H
#define SIM_RUN_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "scenarios/scenario.h"
#include "sim/replication.h"

struct run_identity {
	const char *argument; /* the scenario as it was given */
	const char *name;     /* as it calls itself */
	uint64_t seed;
	const struct scenario_override *overrides; /* in their order */
	uint32_t override_count;
	const char *sessions; /* NULL: those of the scenario */
	enum why_kept why;
	const char *why_only; /* WHY_ONLY */
	bool with_static, with_advice;
};

#define RUN_NAME_SIZE 256 /* with "runs/"; a folder takes no longer name */

/* Whatever cannot stand in a name, or is too long for one, is cut, and a hash
 * of everything follows. */
void run_name(const struct run_identity *of, char out[RUN_NAME_SIZE]);

#endif /* SIM_RUN_NAME_H */
