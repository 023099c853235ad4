/*
 * patience_text.h - how long players wait, in words that stand beside a table
 * of waits.
 */
#ifndef SIM_PATIENCE_TEXT_H
#define SIM_PATIENCE_TEXT_H

#include "scenarios/scenario.h"

#define PATIENCE_TEXT_SIZE 96

/* "never", "after 90 s", "exponential, mean 130 s".  Returns `out`. */
char *patience_text(const struct patience *patience,
		    char out[PATIENCE_TEXT_SIZE]);

#endif /* SIM_PATIENCE_TEXT_H */
