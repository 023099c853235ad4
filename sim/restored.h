/*
 * restored.h - a run directory as a scenario again: what its command gave, as
 * summary.json keeps it.
 *
 * Owns the texts.  A scenario, price book or catalogue that has changed since
 * is refused: restored_check() compares every assumption of the run.
 */
#ifndef SIM_RESTORED_H
#define SIM_RESTORED_H

#include <cjson/cJSON.h>

#include "sim/overrides.h"
#include "sim/source.h"

struct restored {
	cJSON *summary;
	const char *directory, *name, *sessions; /* borrowed; NULL: none */
	struct overrides sets;
};

/* Is this a folder, and so no scenario? */
bool restored_is_folder(const char *path);

/* False with one line: it is no run directory, or its scenario cannot be had
 * again. */
bool restored_open(const char *directory, struct restored *out,
		   struct error_text *error);

/* Is this the scenario of the run? */
bool restored_check(const struct restored *run, const struct scenario *scenario,
		    struct error_text *error);

void restored_close(struct restored *run);

#endif /* SIM_RESTORED_H */
