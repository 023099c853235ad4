/*
 * varied.h - what chance decided in a run, in words: from the draws that were
 * made, so a law that is fixed or was never asked is not named.
 */
#ifndef SIM_VARIED_H
#define SIM_VARIED_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/run.h"

#define VARIED_SIZE 320

/* Are there several replications, and may they differ? */
bool run_varies(const struct run *run);

/* "boot times, patience", or "nothing varies: one run".  Returns `out`. */
char *run_varied(const struct run *run, char *out, size_t size);

#endif /* SIM_VARIED_H */
