/*
 * support_gauges.h - the gauges once more, counted from the views.
 *
 * Knows only what engine/questions.h shows: every world and every node is read,
 * and what the engine keeps current is compared with their sums.  Owns nothing.
 */
#ifndef TESTS_SUPPORT_GAUGES_H
#define TESTS_SUPPORT_GAUGES_H

#include "engine/questions.h"

/* NULL, or which gauge is not what the views add up to.  `worlds` is the
 * largest id. */
const char *gauges_wrong(const struct engine *engine,
			 const struct engine_config *config, uint32_t worlds);

#endif /* TESTS_SUPPORT_GAUGES_H */
