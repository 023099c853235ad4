/*
 * fit_lengths.h - a law for positive numbers: Weibull, log-normal or gamma by
 * maximum likelihood, chosen by Akaike's criterion, and the test of it.
 * Private to traces/.
 *
 * Numbers are taken off a given shift; those at or beyond a given cut say only
 * that they are so large.  The test is Kolmogorov and Smirnov's distance of the
 * numbers below the cut; because the parameters come from the same numbers its
 * p-value is that of a parametric bootstrap (Lilliefors 1967, Stute et al.
 * 1993), on a sample of at most FIT_TESTED numbers.
 */
#ifndef TRACES_FIT_LENGTHS_H
#define TRACES_FIT_LENGTHS_H

#include "fit.h"

#define FIT_TESTED 1000
#define FIT_BOOTSTRAPS 99
#define FIT_LENGTHS_MIN 20

struct law_fit {
	struct law law; /* with the shift and the cut */
	double a_low, a_high, b_low, b_high;
	double aic[3]; /* of Weibull, log-normal, gamma; NAN: not tried */
	double distance, p;
};

/* `values` are sorted in place.  `kind` LAW_FIXED: choose.  False when there is
 * too little to fit, or no memory. */
bool fit_law(double *values, size_t count, enum law_kind kind, double shift,
	     double max, uint64_t seed, struct law_fit *out);

/* Distance of sorted numbers to a law, of those below the cut. */
double law_distance(const double *sorted, size_t count, const struct law *law);

/* Lengths by tier, RAM mix and sizes of the worlds: fill fit->plan, note
 * parameters and tests. */
bool fit_lengths(const struct trace *trace, const struct fit_options *options,
		 struct fit *fit, struct error_text *error);
bool fit_worlds(const struct trace *trace, const struct fit_options *options,
		struct fit *fit, struct error_text *error);

#endif /* TRACES_FIT_LENGTHS_H */
