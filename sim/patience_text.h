/*
 * patience_text.h - how long players wait, in words that stand beside a table
 * of waits.
 */
#ifndef SIM_PATIENCE_TEXT_H
#define SIM_PATIENCE_TEXT_H

#include <cjson/cJSON.h>

#include "scenarios/scenario.h"

#define PATIENCE_TEXT_SIZE 96

/* "never", "after 90 s", "after 130 s on average (exponential)".  Returns
 * `out`. */
char *patience_text(const struct patience *patience,
		    char out[PATIENCE_TEXT_SIZE]);

/* The same for programs: `kind` of law or "never", and its `seconds`: what
 * the words name. */
void patience_json(cJSON *home, const struct patience *patience);

#endif /* SIM_PATIENCE_TEXT_H */
