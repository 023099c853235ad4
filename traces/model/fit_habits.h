/*
 * fit_habits.h - habits, starts and hours: the maximum of fit_chain.h's
 * likelihood, and intervals from its curvature.  Private to traces/.
 */
#ifndef TRACES_FIT_HABITS_H
#define TRACES_FIT_HABITS_H

#include "fit.h"
#include "fit_data.h"

/* Fill fit->plan and note the parameters. */
bool fit_habits(const struct fit_data *data, const struct fit_options *options,
		struct fit *fit, struct error_text *error);

#endif /* TRACES_FIT_HABITS_H */
