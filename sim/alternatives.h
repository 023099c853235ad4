/*
 * alternatives.h - a handful of changes to a scenario that a command line can
 * make, each a list of --set.
 */
#ifndef SIM_ALTERNATIVES_H
#define SIM_ALTERNATIVES_H

#include "scenarios/scenario.h"
#include "sim/run.h"

#define ALTERNATIVES_LISTED 24
#define ALTERNATIVE_SETS 3
#define ALTERNATIVE_VALUES 3

struct alternative {
	const char *code; /* reports/advice.c has the words */
	char values[ALTERNATIVE_VALUES][64]; /* the places in them */
	struct {
		char key[64], value[256];
	} set[ALTERNATIVE_SETS];
	unsigned set_count;
	bool is_static; /* run->fixed has its figures */
};

/* Those that the run's scenario leaves open; returns how many. */
unsigned alternatives_list(const struct run *run,
			   struct alternative out[ALTERNATIVES_LISTED]);

#endif /* SIM_ALTERNATIVES_H */
