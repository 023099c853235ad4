#include "fit_habits.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit_search.h"

#define BFGS_MAX 80
#define NEWTON_MAX 3
#define ROUNDS 2	/* of hours and habits in turn */
#define SLOPE_ROUGH 0.5 /* enough between rounds */
#define SLOPE_FINE 0.1
#define GROWTH_DAYS_MIN 28
#define GROWTH_WORLDS_MIN 50 /* new ones, to tell whether they become more */
#define CURVATURE_STEP 0.2
#define STEP_MAX 5.0

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

/* --- the likelihood as GSL likes it --------------------------------------- */

static void take_theta(const struct habit_search *s, const gsl_vector *x,
		       double theta[CHAIN_PARAMETERS])
{
	size_t at = 0;

	memcpy(theta, s->theta, sizeof s->theta);
	for (int i = 0; i < CHAIN_PARAMETERS; i++)
		if (s->free[i])
			theta[i] = unit[i] * gsl_vector_get(x, at++);
}

/* The negative log-likelihood, kept inside the bounds by a quadratic wall. */
static double descend_habits(const gsl_vector *x, struct habit_search *s,
			     gsl_vector *gradient)
{
	double theta[CHAIN_PARAMETERS], slope[CHAIN_PARAMETERS], value;
	size_t at = 0;

	take_theta(s, x, theta);
	value = -chain_likelihood(&s->chain, s->space, theta,
				  gradient != NULL ? slope : NULL);
	for (int i = 0; i < CHAIN_PARAMETERS; i++) {
		double over = fabs(theta[i]) - HABIT_BOUND;

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
	return descend_habits(x, search, NULL);
}

static void slope_at(const gsl_vector *x, void *search, gsl_vector *gradient)
{
	(void)descend_habits(x, search, gradient);
}

static void both_at(const gsl_vector *x, void *search, double *value,
		    gsl_vector *gradient)
{
	*value = descend_habits(x, search, gradient);
}

static gsl_vector *free_theta(const struct habit_search *s)
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
static bool climb_habits(struct habit_search *s, double enough)
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
		take_theta(s, minimizer->x, theta);
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
static bool curvature(struct habit_search *s, gsl_matrix *out)
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
static void find_flattest(struct habit_search *s, const gsl_matrix *h)
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
static bool freeze_flattest(struct habit_search *s)
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

static void keep_covariance(struct habit_search *s, const gsl_matrix *inverse)
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
static double newton(struct habit_search *s, gsl_matrix *h, gsl_vector *x,
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
static bool step_up(struct habit_search *s)
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
			take_theta(s, x, theta);
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
static void polish(struct habit_search *s)
{
	do
		s->curved = step_up(s);
	while (!s->curved && freeze_flattest(s));
}

/* --- hours ---------------------------------------------------------------- */

void habit_normalise(double hours[HOURS])
{
	double sum = 0;

	for (int h = 0; h < HOURS; h++)
		sum += hours[h];
	for (int h = 0; h < HOURS; h++)
		hours[h] = sum > 0 ? hours[h] * HOURS / sum : 1;
}

/* As counted: where all begin. */
static void hours_as_counted(struct habit_search *s)
{
	for (int tier = 0; tier < TIERS; tier++)
		for (int type = 0; type < DAY_TYPES; type++) {
			double *hours = s->chain.hours[tier][type];

			for (int h = 0; h < HOURS; h++)
				hours[h] =
				    (double)
					s->chain.data->starts[tier][type][h];
			habit_normalise(hours);
		}
}

/* Starts over expected idle rate: the maximisation of one round. */
static void update_hours(struct habit_search *s)
{
	double slope[CHAIN_PARAMETERS];

	s->chain.collect = true;
	(void)chain_likelihood(&s->chain, s->space, s->theta, slope);
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
			habit_normalise(hours);
		}
}

/* --- the beginning -------------------------------------------------------- */

static double logit(double p)
{
	return log(p / (1 - p));
}

static void begin_habits(struct habit_search *s)
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

/* The growth of new worlds can be determined when there are enough of them. */
static void look_at_growth(struct habit_search *s)
{
	uint32_t days = s->chain.data->day_count;

	if (days < GROWTH_DAYS_MIN ||
	    exp(s->theta[CHAIN_NEW]) * days < GROWTH_WORLDS_MIN)
		return;
	s->free[CHAIN_GROWTH] = true;
	s->free_count++;
}

/* False: no memory. */
static bool search_habits(struct habit_search *s)
{
	for (int round = 0; round < ROUNDS; round++) {
		if (!climb_habits(s, SLOPE_ROUGH))
			return false;
		update_hours(s);
		if (round == 0)
			look_at_growth(s);
	}
	if (!climb_habits(s, SLOPE_FINE))
		return false;
	polish(s);
	return true;
}

bool fit_habits(const struct fit_data *data, const struct fit_options *options,
		struct fit *fit, struct error_text *error)
{
	struct habit_search *s = calloc(1, sizeof *s);
	bool good;

	if (s == NULL)
		return error_set(error, "out of memory");
	s->options = options;
	s->space = chain_space_alloc(data);
	s->chain.data = data;
	s->chain.dormant = options->dormant;
	s->chain.rate_law = options->rate_law;
	begin_habits(s);
	hours_as_counted(s);
	good = s->space != NULL && search_habits(s);
	if (good)
		fit_habits_note(s, fit);
	else
		(void)error_set(error, "out of memory");
	fit->sampled = data->sampled;
	chain_space_free(s->space);
	free(s);
	return good;
}
