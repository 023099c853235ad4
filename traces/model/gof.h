/*
 * gof.h - does the generator make what was recorded?
 *
 * GOF_RUNS traces are generated from the fitted model over the same window.
 * Each figure of the recorded trace is held against the same figure of all of
 * them pooled: the distance of Kolmogorov and Smirnov for lengths, re-open
 * times (from a stop to the next start of the world), starts of a day of play
 * and starts of a world, chi-square for the hours of the week.  p is the share
 * of traces (each generated one, and the recorded one) that lie at least as far
 * off: a parametric bootstrap without a new fit, so it rather says 'good'.
 *
 * Of more than GOF_NUMBERS lengths or gaps an even sample is compared.
 */
#ifndef TRACES_GOF_H
#define TRACES_GOF_H

#include "fit.h"

#define GOF_RUNS 39
#define GOF_NUMBERS 20000
#define GOF_SESSIONS_MAX 200000 /* of more than these no test is made */

/* Note the tests "generated lengths" and so on in `fit`. */
bool gof_generator(const struct trace *trace, const struct fit_options *options,
		   struct fit *fit, struct error_text *error);

#endif /* TRACES_GOF_H */
