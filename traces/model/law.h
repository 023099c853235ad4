/*
 * law.h - a distribution as data: every latency, size and length of a scenario.
 *
 * Owns nothing.  Values carry the unit of the key that names the law (latencies
 * are seconds); draws are rounded by who uses them.
 */
#ifndef TRACES_LAW_H
#define TRACES_LAW_H

#include <stdbool.h>

#include "traces/base/random.h"

/* Draws are cut here: seconds of this size are still microseconds of 64 bits,
 * however many of them are added up. */
#define LAW_LARGEST 1e12

enum law_kind {
	LAW_FIXED = 0,	 /* a */
	LAW_EXPONENTIAL, /* mean a */
	LAW_LOGNORMAL,	 /* median a, sigma b (of the logarithm) */
	LAW_WEIBULL,	 /* scale a, shape b */
	LAW_UNIFORM,	 /* from a to b */
	LAW_GAMMA	 /* scale a, shape b */
};

struct law {
	enum law_kind kind;
	double a, b;
	double shift; /* added to the draw */
	double max;   /* cut here; 0: no cut */
};

/* A draw, and the mean of the uncut law plus shift; at most LAW_LARGEST. */
double law_draw(const struct law *law, struct random_stream *stream);
double law_mean(const struct law *law);
double law_median(const struct law *law); /* cut */
double law_cdf(const struct law *law, double x);
bool law_is_zero(const struct law *law); /* fixed 0: "switched off" */

#endif /* TRACES_LAW_H */
