#include "fit_habits.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit_chain.h"
#include "fit_interval.h"

#define NORMAL_975 1.959963984540054
#define BOUND 11.0 /* beyond, a parameter is as good as 0 or infinite */
#define BFGS_MAX 80
#define NEWTON_MAX 3
#define ROUNDS 2	/* of hours and habits in turn */
#define SLOPE_ROUGH 0.5 /* enough between rounds */
#define SLOPE_FINE 0.1
#define GROWTH_DAYS_MIN 28
#define GROWTH_WORLDS_MIN 50 /* new ones, to tell whether they become more */
#define CURVATURE_STEP 0.2
#define STEP_MAX 5.0
#define HALVINGS 12
#define CHI_SQUARE_95 3.841458820694124

/* What a typical fit leaves open of each parameter: the search goes in steps of
 * these, so that no direction is steep. */
static const double unit[CHAIN_PARAMETERS] = {
    [CHAIN_PER_DAY] = 0.1,     [CHAIN_SPREAD] = 0.1,
    [CHAIN_DAY_SPREAD] = 0.1,  [CHAIN_SHARE] = 0.1,
    [CHAIN_PERSISTENCE] = 0.1, [CHAIN_CHURN] = 0.3,
    [CHAIN_REVIVAL] = 0.5,     [CHAIN_LIVING] = 0.1,
    [CHAIN_NEW] = 0.4,	       [CHAIN_GROWTH] = 0.3,
    [CHAIN_LEVEL] = 0.1,       [CHAIN_LEVEL + 1] = 0.1,
    [CHAIN_LEVEL + 2] = 0.1,   [CHAIN_LEVEL + 3] = 0.1,
    [CHAIN_LEVEL + 4] = 0.1,   [CHAIN_LEVEL + 5] = 0.1,
    [CHAIN_PUBLIC] = 0.2,      [CHAIN_SCHOOL] = 0.2,
};

struct search {
	struct chain chain;
	const struct fit_options *options;
	double theta[CHAIN_PARAMETERS];
	bool free[CHAIN_PARAMETERS];
	size_t free_count;
	double log_likelihood;
	double covariance[CHAIN_PARAMETERS][CHAIN_PARAMETERS];
	bool curved;		       /* the covariance is one */
	bool frozen[CHAIN_PARAMETERS]; /* the data do not hold it from 0 */
	int flattest;		       /* parameter of the least curvature */
};

/* --- the likelihood as GSL likes it --------------------------------------- */

static void take(const struct search *s, const gsl_vector *x,
		 double theta[CHAIN_PARAMETERS])
{
	size_t at = 0;

	memcpy(theta, s->theta, sizeof s->theta);
	for (int i = 0; i < CHAIN_PARAMETERS; i++)
		if (s->free[i])
			theta[i] = unit[i] * gsl_vector_get(x, at++);
}

/* The negative log-likelihood, kept inside the bounds by a quadratic wall. */
static double descend(const gsl_vector *x, struct search *s,
		      gsl_vector *gradient)
{
	double theta[CHAIN_PARAMETERS], slope[CHAIN_PARAMETERS], value;
	size_t at = 0;

	take(s, x, theta);
	value = -chain_likelihood(&s->chain, theta,
				  gradient != NULL ? slope : NULL);
	for (int i = 0; i < CHAIN_PARAMETERS; i++) {
		double over = fabs(theta[i]) - BOUND;

		if (!s->free[i])
			continue;
		if (over > 0)
			value += over * over;
		if (gradient != NULL)
			gsl_vector_set(
			    gradient, at,
			    unit[i] * (-slope[i] +
				       (over > 0 ? copysign(2 * over, theta[i])
						 : 0)));
		at++;
	}
	return value;
}

static double value_at(const gsl_vector *x, void *search)
{
	return descend(x, search, NULL);
}

static void slope_at(const gsl_vector *x, void *search, gsl_vector *gradient)
{
	(void)descend(x, search, gradient);
}

static void both_at(const gsl_vector *x, void *search, double *value,
		    gsl_vector *gradient)
{
	*value = descend(x, search, gradient);
}

static gsl_vector *free_theta(const struct search *s)
{
	gsl_vector *x = gsl_vector_alloc(s->free_count);
	size_t at = 0;

	for (int i = 0; i < CHAIN_PARAMETERS && x != NULL; i++)
		if (s->free[i])
			gsl_vector_set(x, at++, s->theta[i] / unit[i]);
	return x;
}

/* Broyden, Fletcher, Goldfarb, Shanno (Fletcher 1987), until the slope is
 * below `enough`. */
static bool climb(struct search *s, double enough)
{
	gsl_multimin_function_fdf target = {.f = value_at,
					    .df = slope_at,
					    .fdf = both_at,
					    .n = s->free_count,
					    .params = s};
	gsl_vector *x = free_theta(s);
	gsl_multimin_fdfminimizer *minimizer = gsl_multimin_fdfminimizer_alloc(
	    gsl_multimin_fdfminimizer_vector_bfgs2, s->free_count);
	double theta[CHAIN_PARAMETERS];
	bool good = x != NULL && minimizer != NULL;

	if (good)
		good = gsl_multimin_fdfminimizer_set(minimizer, &target, x, 0.5,
						     0.1) == 0;
	for (int i = 0; i < BFGS_MAX && good; i++) {
		if (gsl_multimin_fdfminimizer_iterate(minimizer) != 0 ||
		    gsl_multimin_test_gradient(minimizer->gradient, enough) ==
			GSL_SUCCESS)
			break;
	}
	if (good) {
		take(s, minimizer->x, theta);
		memcpy(s->theta, theta, sizeof theta);
		s->log_likelihood = -minimizer->f;
	}
	if (minimizer != NULL)
		gsl_multimin_fdfminimizer_free(minimizer);
	if (x != NULL)
		gsl_vector_free(x);
	return good;
}

/* Second slopes of the negative log-likelihood, by differences of the first. */
static bool curvature(struct search *s, gsl_matrix *out)
{
	size_t n = s->free_count;
	gsl_vector *x = free_theta(s);
	gsl_vector *below = gsl_vector_alloc(n), *above = gsl_vector_alloc(n);
	bool good = x != NULL && below != NULL && above != NULL;

	for (size_t i = 0; i < n && good; i++) {
		double at = gsl_vector_get(x, i);

		gsl_vector_set(x, i, at - CURVATURE_STEP);
		slope_at(x, s, below);
		gsl_vector_set(x, i, at + CURVATURE_STEP);
		slope_at(x, s, above);
		gsl_vector_set(x, i, at);
		gsl_vector_sub(above, below);
		gsl_vector_scale(above, 1 / (2 * CURVATURE_STEP));
		gsl_matrix_set_row(out, i, above);
	}
	for (size_t i = 0; i < n && good; i++)
		for (size_t j = 0; j < i; j++) {
			double mean = (gsl_matrix_get(out, i, j) +
				       gsl_matrix_get(out, j, i)) /
				      2;

			gsl_matrix_set(out, i, j, mean);
			gsl_matrix_set(out, j, i, mean);
		}
	if (x != NULL)
		gsl_vector_free(x);
	if (below != NULL)
		gsl_vector_free(below);
	if (above != NULL)
		gsl_vector_free(above);
	return good;
}

/* The parameter that the data tell least of. */
static void find_flattest(struct search *s, const gsl_matrix *h)
{
	double least = HUGE_VAL;
	size_t at = 0;

	for (int i = 0; i < CHAIN_PARAMETERS; i++) {
		double bend = s->free[i] ? gsl_matrix_get(h, at, at) : least;

		at += s->free[i];
		if (bend < least) {
			least = bend;
			s->flattest = i;
		}
	}
}

/* Leave it where it is.  The rest can be determined. */
static bool freeze_flattest(struct search *s)
{
	static const int may[] = {
	    CHAIN_REVIVAL,    CHAIN_CHURN,  CHAIN_NEW,	      CHAIN_GROWTH,
	    CHAIN_DAY_SPREAD, CHAIN_SPREAD, CHAIN_PERSISTENCE};

	for (size_t i = 0; i < sizeof may / sizeof *may; i++)
		if (may[i] == s->flattest && s->free[s->flattest]) {
			s->free[s->flattest] = false;
			s->frozen[s->flattest] = true;
			s->free_count--;
			return true;
		}
	return false;
}

/* The inverse of a symmetric matrix in its place; false when it is not positive
 * definite.  (GSL's Cholesky would end the program.) */
static bool invert(gsl_matrix *h)
{
	size_t n = h->size1;
	gsl_eigen_symmv_workspace *space = gsl_eigen_symmv_alloc(n);
	gsl_vector *values = gsl_vector_alloc(n);
	gsl_matrix *vectors = gsl_matrix_alloc(n, n);
	bool good = space != NULL && values != NULL && vectors != NULL &&
		    gsl_eigen_symmv(h, values, vectors, space) == 0 &&
		    gsl_vector_min(values) > 0;

	gsl_matrix_set_zero(h);
	for (size_t k = 0; k < n && good; k++) {
		gsl_vector_view v = gsl_matrix_column(vectors, k);

		(void)gsl_blas_dsyr(CblasLower, 1 / gsl_vector_get(values, k),
				    &v.vector, h);
	}
	for (size_t i = 0; i < n && good; i++)
		for (size_t j = 0; j < i; j++)
			gsl_matrix_set(h, j, i, gsl_matrix_get(h, i, j));
	if (space != NULL)
		gsl_eigen_symmv_free(space);
	if (values != NULL)
		gsl_vector_free(values);
	if (vectors != NULL)
		gsl_matrix_free(vectors);
	return good;
}

static void keep_covariance(struct search *s, const gsl_matrix *inverse)
{
	size_t at = 0;

	memset(s->covariance, 0, sizeof s->covariance);
	for (int i = 0; i < CHAIN_PARAMETERS; i++) {
		size_t beside = 0;

		for (int j = 0; j < CHAIN_PARAMETERS; j++)
			if (s->free[i] && s->free[j])
				s->covariance[i][j] =
				    unit[i] * unit[j] *
				    gsl_matrix_get(inverse, at, beside++);
		at += s->free[i];
	}
}

/* One step of Newton's method; the inverse of the curvature stays in `h`.
 * Returns the slope before it, or a negative number where the curvature is
 * none of a maximum. */
static double newton(struct search *s, gsl_matrix *h, gsl_vector *x,
		     gsl_vector *slope)
{
	gsl_vector *step = gsl_vector_alloc(s->free_count);
	double size = -1;

	if (step == NULL)
		return -1;
	slope_at(x, s, slope);
	if (!curvature(s, h)) {
		gsl_vector_free(step);
		return -1;
	}
	find_flattest(s, h);
	if (invert(h)) {
		size = gsl_blas_dnrm2(slope);
		(void)gsl_blas_dgemv(CblasNoTrans, 1, h, slope, 0, step);
		/* no further than trust in the quadratic goes */
		if (gsl_blas_dnrm2(step) > STEP_MAX)
			gsl_vector_scale(step, STEP_MAX / gsl_blas_dnrm2(step));
		gsl_vector_sub(x, step);
	}
	gsl_vector_free(step);
	return size;
}

/* A few steps; false when the curvature is none of a maximum. */
static bool step_up(struct search *s)
{
	gsl_matrix *h = gsl_matrix_alloc(s->free_count, s->free_count);
	gsl_vector *slope = gsl_vector_alloc(s->free_count);
	double theta[CHAIN_PARAMETERS], size = -1;

	for (int i = 0; i < NEWTON_MAX && h != NULL && slope != NULL; i++) {
		gsl_vector *x = free_theta(s);

		if (x == NULL)
			break;
		size = newton(s, h, x, slope);
		if (size >= 0) {
			take(s, x, theta);
			memcpy(s->theta, theta, sizeof theta);
			keep_covariance(s, h);
		}
		gsl_vector_free(x);
		if (size < SLOPE_FINE)
			break;
	}
	if (h != NULL)
		gsl_matrix_free(h);
	if (slope != NULL)
		gsl_vector_free(slope);
	return size >= 0;
}

/* The last steps, and the covariance; without what the data do not tell. */
static void polish(struct search *s)
{
	do
		s->curved = step_up(s);
	while (!s->curved && freeze_flattest(s));
}

/* --- hours ---------------------------------------------------------------- */

/* Mean 1; flat when there is nothing. */
static void normalise(double hours[HOURS])
{
	double sum = 0;

	for (int h = 0; h < HOURS; h++)
		sum += hours[h];
	for (int h = 0; h < HOURS; h++)
		hours[h] = sum > 0 ? hours[h] * HOURS / sum : 1;
}

/* As counted: where all begin. */
static void hours_as_counted(struct search *s)
{
	for (int tier = 0; tier < TIERS; tier++)
		for (int type = 0; type < DAY_TYPES; type++) {
			double *hours = s->chain.hours[tier][type];

			for (int h = 0; h < HOURS; h++)
				hours[h] =
				    (double)
					s->chain.data->starts[tier][type][h];
			normalise(hours);
		}
}

/* Starts over expected idle rate: the maximisation of one round. */
static bool update_hours(struct search *s)
{
	double slope[CHAIN_PARAMETERS];

	s->chain.collect = true;
	if (isnan(chain_likelihood(&s->chain, s->theta, slope)))
		return false;
	s->chain.collect = false;
	for (int tier = 0; tier < TIERS; tier++)
		for (int type = 0; type < DAY_TYPES; type++) {
			double *hours = s->chain.hours[tier][type];

			for (int h = 0; h < HOURS; h++) {
				double n =
				    (double)
					s->chain.data->starts[tier][type][h];
				double w = s->chain.weight[tier][type][h];

				hours[h] = w > 0 ? n / w : 0;
			}
			normalise(hours);
		}
	return true;
}

/* --- the beginning -------------------------------------------------------- */

static double logit(double p)
{
	return log(p / (1 - p));
}

static void begin(struct search *s)
{
	const struct fit_data *data = s->chain.data;
	double starts = 0, days = 0, late = 0;
	uint32_t in_tier[TIERS] = {0};

	for (uint32_t w = 0; w < data->world_count; w++) {
		const struct fit_world *world = &data->worlds[w];

		in_tier[world->tier]++;
		late += world->first_day < data->day_count &&
			world->first_day > data->day_count / 2;
		for (uint32_t m = 0; m < world->mark_count; m++) {
			starts += data->marks[world->mark + m].starts;
			days += data->marks[world->mark + m].starts > 0;
		}
	}
	for (int tier = 0; tier < TIERS; tier++)
		s->chain.tier_share[tier] =
		    (double)in_tier[tier] / data->world_count;
	s->theta[CHAIN_PER_DAY] = log(starts / days);
	s->theta[CHAIN_SPREAD] = log(0.7);
	s->theta[CHAIN_DAY_SPREAD] = log(0.6);
	s->theta[CHAIN_SHARE] = logit(0.4);
	s->theta[CHAIN_PERSISTENCE] = logit(0.5);
	s->theta[CHAIN_CHURN] = log(0.004);
	s->theta[CHAIN_REVIVAL] = log(0.001);
	s->theta[CHAIN_NEW] = log((late + 0.5) / data->day_count);
	s->theta[CHAIN_LIVING] = log(0.8 * data->world_count + 1);
	for (int i = 0; i < CHAIN_PARAMETERS; i++)
		s->free[i] = true;
	s->free[CHAIN_GROWTH] = false; /* see look_at_growth() */
	s->free[CHAIN_PUBLIC] = s->free[CHAIN_SCHOOL] = false;
	for (uint32_t d = 0; d < data->day_count; d++) {
		s->free[CHAIN_PUBLIC] |= data->days[d].kind == DAY_PUBLIC;
		s->free[CHAIN_SCHOOL] |= data->days[d].kind == DAY_SCHOOL;
	}
	for (int i = 0; i < CHAIN_PARAMETERS; i++)
		s->free_count += s->free[i];
}

/* --- what is noted -------------------------------------------------------- */

enum scale { SCALE_LOG, SCALE_LOGIT, SCALE_HAZARD, SCALE_GROWTH };

static double to_value(enum scale scale, double x)
{
	switch (scale) {
	case SCALE_LOG:
		return exp(x);
	case SCALE_LOGIT:
		return 1 / (1 + exp(-x));
	case SCALE_HAZARD: /* a day, to a share a month */
		return -expm1(-exp(x) * DAYS_PER_MONTH);
	case SCALE_GROWTH:
		return expm1(x);
	}
	return x;
}

/* On the scale of its interval: the level of a weekday relative to the mean of
 * the week, the rate of a mean day, all else as it is. */
static double derived(const double *theta, int parameter, int weekday)
{
	double sum = 1;

	for (int i = 0; i < WEEKDAYS - 1; i++)
		sum += exp(theta[CHAIN_LEVEL + i]);
	if (parameter == CHAIN_PER_DAY)
		return theta[CHAIN_PER_DAY] + log(sum / WEEKDAYS);
	if (parameter != CHAIN_LEVEL)
		return theta[parameter];
	return (weekday > 0 ? theta[CHAIN_LEVEL + weekday - 1] : 0) -
	       log(sum / WEEKDAYS);
}

/* Variance of it by the delta method. */
static double variance(const struct search *s, int parameter, int weekday)
{
	const double step = 1e-5;
	double slope[CHAIN_PARAMETERS], theta[CHAIN_PARAMETERS], sum = 0;

	memcpy(theta, s->theta, sizeof theta);
	for (int i = 0; i < CHAIN_PARAMETERS; i++) {
		theta[i] = s->theta[i] + step;
		slope[i] = derived(theta, parameter, weekday);
		theta[i] = s->theta[i] - step;
		slope[i] -= derived(theta, parameter, weekday);
		slope[i] /= 2 * step;
		theta[i] = s->theta[i];
	}
	for (int i = 0; i < CHAIN_PARAMETERS; i++)
		for (int j = 0; j < CHAIN_PARAMETERS; j++)
			sum += slope[i] * s->covariance[i][j] * slope[j];
	return sum;
}

/* How far a frozen parameter could be from nothing: until the likelihood, all
 * else held, falls by what 95 % allow. */
static double limit(struct search *s, int parameter)
{
	double theta[CHAIN_PARAMETERS], low, high = BOUND, best;

	memcpy(theta, s->theta, sizeof theta);
	best = chain_likelihood(&s->chain, theta, NULL);
	low = theta[parameter];
	for (int i = 0; i < HALVINGS; i++) {
		theta[parameter] = (low + high) / 2;
		if (chain_likelihood(&s->chain, theta, NULL) >
		    best - CHI_SQUARE_95 / 2)
			low = theta[parameter];
		else
			high = theta[parameter];
	}
	return high;
}

static double note(struct search *s, struct fit *fit, const char *name,
		   enum scale scale, int parameter, int weekday)
{
	double at = derived(s->theta, parameter, weekday);
	double v = variance(s, parameter, weekday);
	double value = to_value(scale, at), half;
	bool known = s->curved && v > 0 && s->free[parameter] &&
		     fabs(s->theta[parameter]) < BOUND;

	if (parameter == CHAIN_LIVING) {
		/* they are so many, not a Poisson number of that mean */
		v -= exp(-at);
		v = v > 0 ? v : 0;
		at -= log(s->chain.data->sampled);
		value = exp(at);
	}
	if (parameter == CHAIN_NEW) {
		at -= log(s->chain.data->sampled);
		value = exp(at);
	}
	if (s->frozen[parameter] && s->curved && parameter != CHAIN_GROWTH) {
		fit_note(fit, name, value, 0,
			 to_value(scale, limit(s, parameter)));
		return value;
	}
	half = NORMAL_975 * sqrt(v);
	fit_note(fit, name, value,
		 known ? to_value(scale, at - half) : (double)NAN,
		 known ? to_value(scale, at + half) : (double)NAN);
	return value;
}

static void note_all(struct search *s, struct fit *fit)
{
	struct generate_plan *plan = &fit->plan;
	char name[FIT_NAME_SIZE];

	plan->living = (uint32_t)lround(
	    note(s, fit, "worlds.living", SCALE_LOG, CHAIN_LIVING, 0));
	plan->dormant = s->options->dormant;
	plan->new_per_day =
	    note(s, fit, "worlds.new_per_day", SCALE_LOG, CHAIN_NEW, 0);
	plan->growth_per_month = note(s, fit, "worlds.growth_per_month",
				      SCALE_GROWTH, CHAIN_GROWTH, 0);
	plan->churn_per_month = note(s, fit, "worlds.churn_per_month",
				     SCALE_HAZARD, CHAIN_CHURN, 0);
	plan->revived_per_month = note(s, fit, "worlds.revived_per_month",
				       SCALE_HAZARD, CHAIN_REVIVAL, 0);
	plan->share = note(s, fit, "days.share", SCALE_LOGIT, CHAIN_SHARE, 0);
	plan->persistence =
	    note(s, fit, "days.persistence", SCALE_LOGIT, CHAIN_PERSISTENCE, 0);
	plan->per_day =
	    note(s, fit, "starts.per_day", SCALE_LOG, CHAIN_PER_DAY, 0);
	plan->spread =
	    note(s, fit, "starts.spread", SCALE_LOG, CHAIN_SPREAD, 0);
	plan->day_spread =
	    note(s, fit, "starts.day_spread", SCALE_LOG, CHAIN_DAY_SPREAD, 0);
	plan->rate_law = s->chain.rate_law;
	for (int day = 0; day < WEEKDAYS; day++) {
		(void)snprintf(name, sizeof name, "week.%d", day);
		plan->level[day] =
		    note(s, fit, name, SCALE_LOG, CHAIN_LEVEL, day);
	}
	plan->public_factor = plan->school_factor = 1;
	if (s->free[CHAIN_PUBLIC])
		plan->public_factor = note(s, fit, "calendar.public_factor",
					   SCALE_LOG, CHAIN_PUBLIC, 0);
	if (s->free[CHAIN_SCHOOL])
		plan->school_factor = note(s, fit, "calendar.school_factor",
					   SCALE_LOG, CHAIN_SCHOOL, 0);
	fit->log_likelihood = s->log_likelihood;
	fit->converged = s->curved;
}

/* Into the plan; a tier without a start follows the others. */
static void take_hours(const struct search *s, int tier, int type,
		       struct fit *fit)
{
	double *out = type == 0 ? fit->plan.tier[tier].weekday
				: fit->plan.tier[tier].weekend;
	double own = 0;

	for (int h = 0; h < HOURS; h++)
		own += (double)s->chain.data->starts[tier][type][h];
	for (int h = 0; h < HOURS; h++) {
		out[h] = s->chain.hours[tier][type][h];
		for (int other = 0; other < TIERS && !(own > 0); other++)
			out[h] += s->chain.tier_share[other] *
				  s->chain.hours[other][type][h];
	}
	normalise(out);
}

/* Jeffreys' interval of an hour's share of the starts (Brown, Cai & DasGupta
 * 2001), carried over to the profile. */
static void note_hours(const struct search *s, struct fit *fit)
{
	static const char *const types[DAY_TYPES] = {"weekday", "weekend"};

	for (int tier = 0; tier < TIERS; tier++)
		for (int type = 0; type < DAY_TYPES; type++) {
			const uint64_t *n = s->chain.data->starts[tier][type];
			const double *hours = s->chain.hours[tier][type];
			double sum = 0;

			for (int h = 0; h < HOURS; h++)
				sum += (double)n[h];
			for (int h = 0; h < HOURS && sum > 0; h++) {
				double low, high;
				double scale =
				    n[h] > 0 ? hours[h] * sum / (double)n[h]
					     : HOURS;
				char name[FIT_NAME_SIZE];

				(void)snprintf(
				    name, sizeof name, "tiers.%s.hours.%s.%d",
				    tier_name((enum tier)tier), types[type], h);
				share_interval((double)n[h], sum, &low, &high);
				fit_note(fit, name, hours[h], scale * low,
					 scale * high);
			}
			take_hours(s, tier, type, fit);
		}
}

/* The growth of new worlds can be determined when there are enough of them. */
static void look_at_growth(struct search *s)
{
	uint32_t days = s->chain.data->day_count;

	if (days < GROWTH_DAYS_MIN ||
	    exp(s->theta[CHAIN_NEW]) * days < GROWTH_WORLDS_MIN)
		return;
	s->free[CHAIN_GROWTH] = true;
	s->free_count++;
}

bool fit_habits(const struct fit_data *data, const struct fit_options *options,
		struct fit *fit, struct error_text *error)
{
	struct search *s = calloc(1, sizeof *s);
	bool good;

	if (s == NULL)
		return error_set(error, "out of memory");
	s->options = options;
	s->chain.data = data;
	s->chain.dormant = options->dormant;
	s->chain.rate_law = options->rate_law;
	begin(s);
	hours_as_counted(s);
	good = climb(s, SLOPE_ROUGH) && update_hours(s);
	look_at_growth(s);
	for (int round = 1; round < ROUNDS && good; round++)
		good = climb(s, SLOPE_ROUGH) && update_hours(s);
	good = good && climb(s, SLOPE_FINE);
	if (good) {
		polish(s);
		note_all(s, fit);
		note_hours(s, fit);
	} else {
		(void)error_set(error, "out of memory");
	}
	fit->sampled = data->sampled;
	free(s);
	return good;
}
