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
	double mean, low, high; /* 95 %; low = high = mean when n < 2 */
	bool known;		/* n >= 2 and the values differ */
};

struct interval interval_of(const double *values, size_t n);

enum verdict { VERDICT_NOISE = 0, VERDICT_BETTER, VERDICT_WORSE };

/* `more_is_better`: of a difference a - b. */
enum verdict verdict_of(const struct interval *difference, size_t n,
			bool more_is_better);
const char *verdict_name(enum verdict verdict);

#endif /* SIM_STATISTICS_H */
