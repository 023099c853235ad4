/*
 * reserve_plan.h - the plan in which a reserve is counted.
 *
 * policy.reactive.reserve_plan names a plan by its RAM; what such a world takes
 * besides follows from the demand: CPU from the mix, disk from the mean of the
 * worlds' sizes (uncut, at most the law's cut), because a world is brought to
 * where its data are not yet.  The default is the plan that is sold most: the
 * next starts are mostly of it, and for the largest one rule `fit` keeps a
 * place anyway.
 */
#ifndef SCENARIOS_RESERVE_PLAN_H
#define SCENARIOS_RESERVE_PLAN_H

#include "document.h"

/* Once demand is known.  False, and the error: no plan of the mix. */
bool reserve_plan_fill(const struct document *document,
		       struct scenario *scenario, struct error_text *error);

#endif /* SCENARIOS_RESERVE_PLAN_H */
