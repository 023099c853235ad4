#include "sim/statistics.h"

#include <math.h>

struct interval interval_of(const double *values, size_t n)
{
	struct interval interval = {0};
	double least = n > 0 ? values[0] : 0, most = least;
	double squares = 0, half;

	for (size_t i = 0; i < n; i++) {
		interval.mean += values[i] / (double)n;
		least = fmin(least, values[i]);
		most = fmax(most, values[i]);
	}
	/* the variance of equal values may be a little above 0: rounding */
	if (n < 2 || least >= most)
		return (struct interval){
		    .mean = least, .low = least, .high = least};
	for (size_t i = 0; i < n; i++)
		squares +=
		    (values[i] - interval.mean) * (values[i] - interval.mean);
	half = student_95((double)(n - 1)) *
	       sqrt(squares / (double)(n - 1) / (double)n);
	interval.low = interval.mean - half;
	interval.high = interval.mean + half;
	interval.known = true;
	return interval;
}

struct interval interval_not_negative(struct interval interval)
{
	interval.low = fmax(interval.low, 0);
	return interval;
}

struct interval interval_at_most_one(struct interval interval)
{
	interval.high = fmin(interval.high, 1);
	return interval;
}

enum promise promise_of(const struct interval *interval, double limit,
			bool at_least)
{
	double worst = at_least ? interval->low : -interval->high;
	double best = at_least ? interval->high : -interval->low;
	double least = at_least ? limit : -limit;

	if (isnan(interval->mean))
		return PROMISE_NONE;
	if (worst >= least)
		return PROMISE_KEPT;
	return best < least ? PROMISE_BROKEN : PROMISE_CLOSE;
}

const char *promise_code(enum promise promise)
{
	switch (promise) {
	case PROMISE_NONE:
		break;
	case PROMISE_KEPT:
		return "kept";
	case PROMISE_CLOSE:
		return "close";
	case PROMISE_BROKEN:
		return "broken";
	}
	return NULL;
}
