/*
 * fit_joins.h - how many starts bring that of another world within minutes.
 *
 * Pairs of starts of different worlds at a distance of up to NEAR minutes,
 * less what pairs at CONTROL minutes (which joins do not reach) let expect, are
 * joins.  How far the two expectations differ because demand rises and falls
 * within the hour is taken from the hour profile.  Interval: jackknife over
 * playing days (Tukey 1958).  Private to traces/.
 */
#ifndef TRACES_FIT_JOINS_H
#define TRACES_FIT_JOINS_H

#include "fit.h"

/* Fill plan.pull and plan.within_s, note them. */
bool fit_joins(const struct trace *trace, const struct fit_options *options,
	       struct fit *fit, struct error_text *error);

#endif /* TRACES_FIT_JOINS_H */
