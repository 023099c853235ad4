/*
 * statistics.h - what can be said of a figure over independent replications.
 *
 * Student's t (Gosset 1908) on replication means; paired on the differences
 * where two policies met the same draws.  Owns nothing.
 */
#ifndef SIM_STATISTICS_H
#define SIM_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>

struct interval {
	double mean, low, high; /* 95 %; low = high = mean unless known */
	bool known;		/* n >= 2 and the values differ */
};

struct interval interval_of(const double *values, size_t n);
/* Of what cannot be negative: Student's interval is symmetric and does not know
 * that.  The only place where an interval is cut. */
struct interval interval_not_negative(struct interval interval);

enum verdict {
	VERDICT_NONE = 0, /* one run: nothing can be said */
	VERDICT_NOISE,
	VERDICT_SAME, /* equal in every pair */
	VERDICT_BETTER,
	VERDICT_WORSE
};

/* Of a difference a - b over pairs that meet the same draws; `varies`: there
 * are several, and not all alike. */
enum verdict verdict_of(const struct interval *difference, bool varies,
			bool more_is_better);
/* NULL for VERDICT_NONE. */
const char *verdict_name(enum verdict verdict);
/* The same for programs: "noise", "same", "better", "worse". */
const char *verdict_code(enum verdict verdict);

#endif /* SIM_STATISTICS_H */
