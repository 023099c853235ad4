/*
 * fit_chain.h - the likelihood of habits and starts, and its gradient.
 *
 * A world is a hidden Markov chain (habit_matrix()).  On a day d on which it
 * plays, with n starts and idle time E = factor_d sum_h s_h idle_h / 24, its
 * weight is, up to what no parameter here changes,
 *     factor_d^n r^n prod_{i<n} (1 + i/k) (1 + r E / k)^-(n+k),
 * the negative binomial of a gamma level with k = 1 / day_spread^2; on other
 * days 1 without a start, 0 with one.  The rate r is integrated over a grid of
 * its logarithm (trapezoid rule).
 *
 * What enters on day 0 is `living` worlds in the habit's balance and `dormant`
 * ones gone; on day d, new_d worlds that play, with a first start at an hour
 * of the profile.  With the measure Lambda of a world's path under all of
 * these, the file's likelihood is that of a Poisson process of worlds, sum log
 * Lambda_w - living - dormant - sum new_d + Lambda(never seen). Scaled
 * forward-backward passes (Baum et al. 1970) give it and, by Fisher's identity,
 * its gradient.
 *
 * Private to traces/.
 */
#ifndef TRACES_FIT_CHAIN_H
#define TRACES_FIT_CHAIN_H

#include "fit_data.h"

/* The parameters, each on a scale without bounds. */
enum chain_parameter {
	CHAIN_PER_DAY = 0, /* log */
	CHAIN_SPREAD,	   /* log */
	CHAIN_DAY_SPREAD,  /* log */
	CHAIN_SHARE,	   /* logit */
	CHAIN_PERSISTENCE, /* logit */
	CHAIN_CHURN,	   /* log of the hazard a day */
	CHAIN_REVIVAL,	   /* log of the hazard a day */
	CHAIN_LIVING,	   /* log */
	CHAIN_NEW,	   /* log, worlds a day */
	CHAIN_GROWTH,	   /* log of the factor a month */
	CHAIN_LEVEL,	   /* log of Tuesday ... Sunday over Monday */
	CHAIN_PUBLIC = CHAIN_LEVEL + WEEKDAYS - 1, /* log */
	CHAIN_SCHOOL,				   /* log */
	CHAIN_PARAMETERS
};

struct chain {
	const struct fit_data *data;
	uint32_t dormant;
	enum rate_law rate_law;
	double hours[TIERS][DAY_TYPES][HOURS]; /* s, mean 1 */
	double tier_share[TIERS];	       /* of the worlds */
	/* what a pass leaves when asked: weights of the idle time by hour */
	bool collect;
	double weight[TIERS][DAY_TYPES][HOURS];
};

/* Room for evaluations over these data, one at a time.  NULL: no memory. */
struct chain_space;
struct chain_space *chain_space_alloc(const struct fit_data *data);
void chain_space_free(struct chain_space *space);

/* The log-likelihood, and its gradient when `gradient` is not NULL; `space` is
 * of the chain's data. */
double chain_likelihood(struct chain *chain, struct chain_space *space,
			const double theta[CHAIN_PARAMETERS],
			double gradient[CHAIN_PARAMETERS]);

#endif /* TRACES_FIT_CHAIN_H */
