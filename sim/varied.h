/*
 * varied.h - what chance decided in a run, in words: from the draws that were
 * made, so a law that is fixed or was never asked is not named.
 */
#ifndef SIM_VARIED_H
#define SIM_VARIED_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "sim/run.h"

#define VARIED_SIZE 320

/* Did chance decide anything? */
bool run_draws(const struct run *run);

/* Are there several replications, and do they differ? */
bool run_varies(const struct run *run);

/* May differences to it be judged?  Not those of one run that chance decided.
 */
bool run_judges(const struct run *run);

/* "boot times, patience", or "nothing varies: one run".  Returns `out`. */
char *run_varied(const struct run *run, char *out, size_t size);

/* The same for programs: "boot", "patience", ..., and "same_sessions" where
 * demand did not vary.  Nothing is added when nothing varies. */
void run_varied_codes(const struct run *run, cJSON *list);

#endif /* SIM_VARIED_H */
