#include "sim/statistics.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

struct interval interval_of(const double *values, size_t n)
{
	struct interval interval = {0};
	double squares = 0, half;

	for (size_t i = 0; i < n; i++)
		interval.mean += values[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		squares +=
		    (values[i] - interval.mean) * (values[i] - interval.mean);
	interval.low = interval.high = interval.mean;
	if (n < 2 || squares <= 0)
		return interval;
	half = gsl_cdf_tdist_Pinv(0.975, (double)(n - 1)) *
	       sqrt(squares / (double)(n - 1) / (double)n);
	interval.low -= half;
	interval.high += half;
	interval.known = true;
	return interval;
}

enum verdict verdict_of(const struct interval *difference, size_t n,
			bool more_is_better)
{
	/* one pair cannot tell; equal pairs differ by exactly zero */
	if (n < 2 || (difference->low <= 0 && difference->high >= 0))
		return VERDICT_NOISE;
	return (difference->mean > 0) == more_is_better ? VERDICT_BETTER
							: VERDICT_WORSE;
}

const char *verdict_name(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_NOISE:
		break;
	case VERDICT_BETTER:
		return "better";
	case VERDICT_WORSE:
		return "worse";
	}
	return "could be noise";
}
