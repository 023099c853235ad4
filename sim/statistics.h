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

#include "traces/base/pairing.h"

struct interval interval_of(const double *values, size_t n);
/* Of what cannot be negative, or is a share: Student's interval is symmetric
 * and does not know that.  The only places where an interval is cut. */
struct interval interval_not_negative(struct interval interval);
struct interval interval_at_most_one(struct interval interval);

enum promise {
	PROMISE_NONE = 0, /* there is nothing to judge */
	PROMISE_KEPT,
	PROMISE_CLOSE, /* the interval holds both: too close to call */
	PROMISE_BROKEN /* the worst comes last */
};

/* Is a figure at least (or at most) its limit?  The whole interval has to be on
 * one side of it; without one the value decides.  NAN: nothing to judge. */
enum promise promise_of(const struct interval *interval, double limit,
			bool at_least);
/* For programs: "kept", "broken", "close"; NULL for PROMISE_NONE. */
const char *promise_code(enum promise promise);

#endif /* SIM_STATISTICS_H */
