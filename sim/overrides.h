/*
 * overrides.h - keys of a scenario that a command line sets: --set KEY=VALUE,
 * and options that stand for one key.
 *
 * Owns the text of the keys; values are borrowed from the command line.
 */
#ifndef SIM_OVERRIDES_H
#define SIM_OVERRIDES_H

#include <stdbool.h>

#include "scenarios/scenario.h"

#define OVERRIDES_MAX 64
#define OVERRIDE_KEY_SIZE 256

struct overrides {
	struct scenario_override list[OVERRIDES_MAX];
	char keys[OVERRIDES_MAX][OVERRIDE_KEY_SIZE];
	unsigned count;
};

/* False: there are OVERRIDES_MAX already.  `key` is borrowed, too. */
bool overrides_add(struct overrides *overrides, const char *key,
		   const char *value);

/* "KEY=VALUE", as an option --set takes it (cli.h); `overrides` is a struct
 * overrides.  False also where it is not of that form. */
bool overrides_take(void *overrides, const char *text,
		    struct error_text *error);

#endif /* SIM_OVERRIDES_H */
