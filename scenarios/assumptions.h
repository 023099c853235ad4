/*
 * assumptions.h - what was assumed: every key with its value and its source.
 */
#ifndef SCENARIOS_ASSUMPTIONS_H
#define SCENARIOS_ASSUMPTIONS_H

#include "document.h"

/* One line a key that takes part, in the order of the table. */
bool assumptions_fill(const struct document *document,
		      struct scenario *scenario, struct error_text *error);

#endif /* SCENARIOS_ASSUMPTIONS_H */
