#include "fit_setting.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NODE_FIRST (-6.6)
#define NODE_STEP 0.3

const int habit_parameters[HABIT_PARAMETERS] = {CHAIN_SHARE, CHAIN_PERSISTENCE,
						CHAIN_CHURN, CHAIN_REVIVAL};

bool setting_open(struct chain_setting *s, uint32_t day_count)
{
	bool good = true;

	*s = (struct chain_setting){0};
	s->factor = calloc(day_count, sizeof *s->factor);
	s->fresh_on = calloc(day_count, sizeof *s->fresh_on);
	for (int tier = 0; tier < TIERS; tier++) {
		s->full[tier] = calloc(day_count, sizeof *s->full[tier]);
		good = good && s->full[tier] != NULL;
	}
	return good && s->factor != NULL && s->fresh_on != NULL;
}

void setting_release(struct chain_setting *s)
{
	free(s->factor);
	free(s->fresh_on);
	for (int tier = 0; tier < TIERS; tier++)
		free(s->full[tier]);
}

static double log_density(enum rate_law law, double y, double cv)
{
	double v = log1p(cv * cv), k = 1 / (cv * cv);

	if (law == RATE_LOGNORMAL)
		return -(y + v / 2) * (y + v / 2) / (2 * v) - log(v) / 2;
	return k * log(k) - gsl_sf_lngamma(k) + k * y - k * exp(y);
}

static void weigh_nodes(enum rate_law law, double cv,
			double log_weight[RATE_NODES])
{
	double sum = 0;

	for (int q = 0; q < RATE_NODES; q++) {
		log_weight[q] =
		    log_density(law, NODE_FIRST + q * NODE_STEP, cv);
		sum += exp(log_weight[q]);
	}
	for (int q = 0; q < RATE_NODES; q++)
		log_weight[q] -= log(sum);
}

static void make_nodes(struct chain_setting *s, enum rate_law law)
{
	const double step = 1e-4;
	double at[RATE_NODES], below[RATE_NODES], above[RATE_NODES];

	weigh_nodes(law, s->spread, at);
	weigh_nodes(law, s->spread * exp(-step), below);
	weigh_nodes(law, s->spread * exp(step), above);
	for (int q = 0; q < RATE_NODES; q++)
		s->nodes[q] = (struct rate_node){
		    .rate = s->per_day * exp(NODE_FIRST + q * NODE_STEP),
		    .weight = exp(at[q]),
		    .weight_slope = (above[q] - below[q]) / (2 * step),
		};
}

static void matrix_of(double share, double persistence, double churn,
		      double revival, double out[HABITS][HABITS])
{
	/* hazards a day back to shares a month, so the rule exists once */
	const struct generate_plan plan = {
	    .share = share,
	    .persistence = persistence,
	    .churn_per_month = -expm1(-churn * DAYS_PER_MONTH),
	    .revived_per_month = -expm1(-revival * DAYS_PER_MONTH),
	};

	habit_matrix(&plan, out);
}

static double logistic(double x)
{
	return 1 / (1 + exp(-x));
}

/* The matrix at theta + step in one parameter. */
static void matrix_at(const double *theta, int parameter, double step,
		      double out[HABITS][HABITS])
{
	double t[CHAIN_PARAMETERS];

	memcpy(t, theta, sizeof t);
	t[parameter] += step;
	matrix_of(logistic(t[CHAIN_SHARE]), logistic(t[CHAIN_PERSISTENCE]),
		  exp(t[CHAIN_CHURN]), exp(t[CHAIN_REVIVAL]), out);
}

static void matrix_slope(const double *theta, int parameter,
			 double out[HABITS][HABITS])
{
	const double step = 1e-5;
	double below[HABITS][HABITS], above[HABITS][HABITS];

	matrix_at(theta, parameter, -step, below);
	matrix_at(theta, parameter, step, above);
	for (int i = 0; i < HABITS; i++)
		for (int j = 0; j < HABITS; j++)
			out[i][j] = (above[i][j] - below[i][j]) / (2 * step);
}

static double day_factor(const double *theta, const struct fit_day *day)
{
	double log_factor =
	    day->weekday > 0 ? theta[CHAIN_LEVEL + (int)day->weekday - 1] : 0;

	if (day->kind == DAY_PUBLIC)
		log_factor += theta[CHAIN_PUBLIC];
	if (day->kind == DAY_SCHOOL)
		log_factor += theta[CHAIN_SCHOOL];
	return exp(log_factor);
}

double setting_mass(const double hours[HOURS], const float idle[HOURS])
{
	double mass = 0;

	for (int h = 0; h < HOURS; h++)
		mass += hours[h] * (double)idle[h];
	return mass / HOURS;
}

void setting_make(struct chain_setting *s, const struct chain *chain,
		  const double theta[CHAIN_PARAMETERS])
{
	s->per_day = exp(theta[CHAIN_PER_DAY]);
	s->spread = exp(theta[CHAIN_SPREAD]);
	s->k = exp(-2 * theta[CHAIN_DAY_SPREAD]);
	s->share = logistic(theta[CHAIN_SHARE]);
	s->persistence = logistic(theta[CHAIN_PERSISTENCE]);
	s->living = exp(theta[CHAIN_LIVING]);
	s->fresh = exp(theta[CHAIN_NEW]);
	matrix_at(theta, CHAIN_SHARE, 0, s->chance);
	for (int b = 0; b < HABIT_PARAMETERS; b++)
		matrix_slope(theta, habit_parameters[b], s->slope[b]);
	make_nodes(s, chain->rate_law);
	for (uint32_t d = 0; d < chain->data->day_count; d++) {
		const struct fit_day *day = &chain->data->days[d];

		s->factor[d] = day_factor(theta, day);
		s->fresh_on[d] =
		    s->fresh * exp(theta[CHAIN_GROWTH] * d / DAYS_PER_MONTH);
		for (int tier = 0; tier < TIERS; tier++)
			s->full[tier][d] =
			    s->factor[d] *
			    setting_mass(chain->hours[tier][day->type],
					 day->full);
	}
}

struct day_weight day_weigh(double rate, double k, uint32_t n, double idle,
			    double factor)
{
	double x = rate * idle / k;
	double log_weight = n * log(rate * factor) - (n + k) * log1p(x);
	struct day_weight w = {
	    .by_rate = n - (n + k) * x / (1 + x),
	    .by_k = -log1p(x) + (n + k) * x / (k * (1 + x)),
	    .level = rate * (n + k) / (k + rate * idle),
	};

	for (uint32_t i = 1; i < n; i++) {
		log_weight += log1p(i / k);
		w.by_k -= i / (k * k + i * k);
	}
	w.by_k *= k;
	w.weight = exp(log_weight);
	return w;
}
