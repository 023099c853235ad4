/*
 * fit.h - the model of generate.h from recorded sessions, with intervals.
 *
 * Habits, starts, churn, revival and new worlds are fitted together by maximum
 * likelihood: each world is a hidden Markov chain over playing days (plays,
 * rests, gone), the counts of a day of play are negative binomial, the rate of
 * the world is integrated out.  The worlds of the file are a superposition of
 * Poisson numbers of worlds that were there and of new ones; unseen worlds
 * count with the chance of not being seen (fit_chain.h).  Hours are fitted
 * between by expectation and maximisation (Dempster, Laird & Rubin 1977).
 * Session lengths: maximum likelihood by tier of Weibull, log-normal or gamma,
 * chosen by AIC (Akaike 1974).  Joins: starts of other worlds within minutes
 * beyond what the hours explain, interval by the jackknife over days.
 *
 * Intervals hold with 95 % confidence: from the observed information on the
 * scale of the logarithm or logit; Jeffreys' for shares and hours.
 *
 * What sessions cannot determine is an option: how many worlds are dormant,
 * the shift and the cut of lengths, which days are holidays.
 *
 * The caller releases the result with fit_release().
 */
#ifndef TRACES_FIT_H
#define TRACES_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "generate.h"

struct fit_options {
	struct local_clock clock;
	const struct holidays *holidays;	    /* NULL: none known */
	const char *calendar_file, *calendar_state; /* where they come from */
	int64_t from_us, to_us; /* 0: whole playing days of the trace */
	uint32_t dormant;
	double shift_s, max_s;	  /* of session lengths */
	enum rate_law rate_law;	  /* between worlds */
	enum law_kind length_law; /* LAW_FIXED: choose by AIC */
	uint64_t seed;		  /* of the tests of fit */
};

#define FIT_NAME_SIZE 48

/* One number of the model.  Names are the keys of the model's JSON. */
struct fit_parameter {
	char name[FIT_NAME_SIZE];
	double value, low, high; /* low and high NAN: undetermined */
};

#define FIT_PARAMETERS_MAX 256

/* How well a law fits. */
struct fit_test {
	char name[FIT_NAME_SIZE];
	double distance; /* Kolmogorov-Smirnov, or chi-square per degree */
	double p;	 /* of a larger one, were the law true; NAN: not made */
	uint64_t count;	 /* of observations */
};

#define FIT_TESTS_MAX 16

struct fit {
	struct generate_plan plan; /* without clock and holidays */
	struct fit_parameter parameters[FIT_PARAMETERS_MAX];
	uint32_t parameter_count;
	struct fit_test tests[FIT_TESTS_MAX];
	uint32_t test_count;
	int64_t from_us, to_us; /* the window: whole playing days */
	uint32_t days, worlds;
	uint64_t sessions;
	double log_likelihood; /* of habits and starts */
	double sampled;	       /* share of the worlds used for it */
	bool converged;
	bool sizes_known; /* the trace has them */
};

bool fit_sessions(const struct trace *trace, const struct fit_options *options,
		  struct fit *out, struct error_text *error);

const struct fit_parameter *fit_find(const struct fit *fit, const char *name);

/* Used by the parts of the fit: note a number, a test. */
void fit_note(struct fit *fit, const char *name, double value, double low,
	      double high);
void fit_note_test(struct fit *fit, const char *name, double distance, double p,
		   uint64_t count);

#endif /* TRACES_FIT_H */
