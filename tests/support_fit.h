/*
 * support_fit.h - fit(generate(p)) many times: do the intervals hold p?
 *
 * A known model, a number of seeds, and for each parameter how many of its 95 %
 * intervals held the truth.  The hours of all tiers are one line.
 */
#ifndef TESTS_SUPPORT_FIT_H
#define TESTS_SUPPORT_FIT_H

#include "traces/model/fit.h"

#define COVERED_MAX 64

struct covered {
	char name[FIT_NAME_SIZE];
	double truth, mean, mean_error; /* half widths / 1.96 */
	unsigned held, made;
};

struct coverage {
	struct covered parameters[COVERED_MAX];
	unsigned count;
	unsigned unclear;	   /* fits without a clear maximum */
	unsigned laws, laws_right; /* of lengths by tier, chosen by AIC */
	double worlds, sessions;   /* of a trace, mean */
};

/* A model with everything in it: new worlds, churn, revival, joins, holidays,
 * three tiers.  Released with generate_plan_release(). */
void fit_model(uint32_t living, struct generate_plan *out);

#define FIT_FROM_US                                                            \
	INT64_C(1709528400000000) /* 2024-03-04T05:00Z, a Monday               \
				   */

/* `out` begins as all zero; more seeds can be added to it. */
void fit_cover(const struct generate_plan *plan, unsigned days,
	       uint64_t first_seed, unsigned seeds, struct coverage *out);

void fit_print_coverage(const struct coverage *coverage);

/* Add the counts of `from` to `to`; means and errors do not add up. */
void fit_add_coverage(const struct coverage *from, struct coverage *to);
/* How often each held, nothing else. */
void fit_print_held(const struct coverage *coverage);

#endif /* TESTS_SUPPORT_FIT_H */
