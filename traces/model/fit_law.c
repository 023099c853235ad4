#include <gsl/gsl_multimin.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit_lengths.h"

#define NORMAL_975 1.959963984540054
#define LAWS 3
#define SIMPLEX_MAX 200
#define SIMPLEX_FINE 1e-5
#define CURVATURE_STEP 0.01

static const enum law_kind kinds[LAWS] = {LAW_WEIBULL, LAW_LOGNORMAL,
					  LAW_GAMMA};

/* Numbers above the shift, with what the likelihoods need of them. */
struct sample {
	const double *values; /* sorted, the shift taken off */
	size_t count, below;  /* all; those below the cut */
	double cut;	      /* the shift taken off; 0: none */
	double sum, sum_log;  /* of those below the cut */
	enum law_kind kind;
};

static double log_likelihood(const struct sample *s, double a, double b)
{
	double n = (double)s->below, sum = 0;
	const struct law law = {.kind = s->kind, .a = a, .b = b};

	switch (s->kind) {
	case LAW_WEIBULL:
		for (size_t i = 0; i < s->below; i++)
			sum -= pow(s->values[i] / a, b);
		sum += n * log(b / a) + (b - 1) * (s->sum_log - n * log(a));
		break;
	case LAW_LOGNORMAL:
		for (size_t i = 0; i < s->below; i++) {
			double z = log(s->values[i] / a) / b;

			sum -= z * z / 2;
		}
		sum -= n * log(b * sqrt(2 * M_PI)) + s->sum_log;
		break;
	case LAW_GAMMA:
		sum = (b - 1) * s->sum_log - s->sum / a -
		      n * (b * log(a) + gsl_sf_lngamma(b));
		break;
	case LAW_FIXED:
	case LAW_EXPONENTIAL:
	case LAW_UNIFORM:
		break;
	}
	if (s->below < s->count)
		sum += (double)(s->count - s->below) *
		       log(1 - law_cdf(&law, s->cut) + 1e-300);
	return sum;
}

static double descend_law(const gsl_vector *x, void *sample)
{
	double a = gsl_vector_get(x, 0), b = gsl_vector_get(x, 1);

	/* a wall where a law of numbers would overflow */
	if (fabs(a) > 30 || fabs(b) > 4.5)
		return 1e300;
	return -log_likelihood(sample, exp(a), exp(b));
}

/* Nelder and Mead (1965) over the logarithms. */
static bool climb_law(struct sample *s, double *log_a, double *log_b)
{
	gsl_multimin_function target = {.f = descend_law, .n = 2, .params = s};
	gsl_multimin_fminimizer *m = gsl_multimin_fminimizer_alloc(
	    gsl_multimin_fminimizer_nmsimplex2, 2);
	gsl_vector *x = gsl_vector_alloc(2), *step = gsl_vector_alloc(2);
	bool good = m != NULL && x != NULL && step != NULL;

	if (good) {
		gsl_vector_set(x, 0, *log_a);
		gsl_vector_set(x, 1, *log_b);
		gsl_vector_set_all(step, 0.2);
		good = gsl_multimin_fminimizer_set(m, &target, x, step) == 0;
	}
	for (int i = 0; i < SIMPLEX_MAX && good; i++)
		if (gsl_multimin_fminimizer_iterate(m) != 0 ||
		    gsl_multimin_fminimizer_size(m) < SIMPLEX_FINE)
			break;
	if (good) {
		*log_a = gsl_vector_get(m->x, 0);
		*log_b = gsl_vector_get(m->x, 1);
	}
	if (m != NULL)
		gsl_multimin_fminimizer_free(m);
	if (x != NULL)
		gsl_vector_free(x);
	if (step != NULL)
		gsl_vector_free(step);
	return good;
}

/* Where the search begins: by the moments of the logarithm. */
static void guess(const struct sample *s, double *log_a, double *log_b)
{
	double n = (double)s->below, mean = s->sum_log / n, v = 0;

	for (size_t i = 0; i < s->below; i++) {
		double d = log(s->values[i]) - mean;

		v += d * d / n;
	}
	v = fmax(v, 1e-4);
	*log_a = mean;
	*log_b = s->kind == LAW_LOGNORMAL ? log(v) / 2 : log(1.28 / sqrt(v));
	if (s->kind == LAW_GAMMA)
		*log_a = log(s->sum / n) - *log_b;
}

/* Standard errors of the logarithms, from the curvature. */
static void errors(const struct sample *s, double log_a, double log_b,
		   double *of_a, double *of_b)
{
	const double h = CURVATURE_STEP;
	double at[3][3], aa, bb, ab, determinant;

	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 3; j++)
			at[i][j] = log_likelihood(s, exp(log_a + (i - 1) * h),
						  exp(log_b + (j - 1) * h));
	aa = -(at[2][1] - 2 * at[1][1] + at[0][1]) / (h * h);
	bb = -(at[1][2] - 2 * at[1][1] + at[1][0]) / (h * h);
	ab = -(at[2][2] - at[2][0] - at[0][2] + at[0][0]) / (4 * h * h);
	determinant = aa * bb - ab * ab;
	*of_a = determinant > 0 ? sqrt(bb / determinant) : (double)NAN;
	*of_b = determinant > 0 ? sqrt(aa / determinant) : (double)NAN;
}

static bool fit_kind(struct sample *s, struct law_fit *out)
{
	double log_a, log_b, of_a, of_b;

	guess(s, &log_a, &log_b);
	if (!climb_law(s, &log_a, &log_b))
		return false;
	errors(s, log_a, log_b, &of_a, &of_b);
	out->law.kind = s->kind;
	out->law.a = exp(log_a);
	out->law.b = exp(log_b);
	out->a_low = exp(log_a - NORMAL_975 * of_a);
	out->a_high = exp(log_a + NORMAL_975 * of_a);
	out->b_low = exp(log_b - NORMAL_975 * of_b);
	out->b_high = exp(log_b + NORMAL_975 * of_b);
	return true;
}

static void measure(struct sample *s)
{
	s->below = 0;
	s->sum = s->sum_log = 0;
	for (size_t i = 0; i < s->count; i++) {
		if (s->cut > 0 && s->values[i] >= s->cut)
			break;
		s->sum += s->values[i];
		s->sum_log += log(s->values[i]);
		s->below++;
	}
}

/* The best of the laws, or the one of `kind`. */
static bool choose(struct sample *s, enum law_kind kind, struct law_fit *out)
{
	double aic[LAWS], best = HUGE_VAL;

	for (int i = 0; i < LAWS; i++) {
		struct law_fit one = *out;

		aic[i] = (double)NAN;
		if (kind != LAW_FIXED && kinds[i] != kind)
			continue;
		s->kind = kinds[i];
		if (!fit_kind(s, &one))
			return false;
		aic[i] = 4 - 2 * log_likelihood(s, one.law.a, one.law.b);
		if (aic[i] < best) {
			best = aic[i];
			*out = one;
		}
	}
	memcpy(out->aic, aic, sizeof aic);
	return best < HUGE_VAL;
}

double law_distance(const double *sorted, size_t count, const struct law *law)
{
	double worst = 0;

	for (size_t i = 0; i < count; i++) {
		double p = law_cdf(law, sorted[i]);

		if (law->max > 0 && sorted[i] >= law->max)
			break;
		worst = fmax(worst, fabs(p - (double)i / (double)count));
		worst = fmax(worst, fabs(p - (double)(i + 1) / (double)count));
	}
	return worst;
}

static int by_number(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

/* Share of drawn samples whose own fit lies further off than that of `values`
 * does. */
static double bootstrap(const struct sample *whole, const struct law_fit *fit,
			uint64_t seed)
{
	size_t count = whole->count < FIT_TESTED ? whole->count : FIT_TESTED;
	double *drawn = malloc(count * sizeof *drawn), distance;
	struct law law = fit->law;
	struct law_fit again = *fit;
	struct sample s = {.values = drawn,
			   .count = count,
			   .cut = whole->cut,
			   .kind = law.kind};
	int further = 0;

	if (drawn == NULL)
		return (double)NAN;
	law.shift = 0;
	law.max = whole->cut;
	again.law = law;
	for (size_t i = 0; i < count; i++)
		drawn[i] = whole->values[i * whole->count / count];
	measure(&s);
	(void)fit_kind(&s, &again);
	distance = law_distance(drawn, count, &again.law);
	for (int b = 0; b < FIT_BOOTSTRAPS; b++) {
		struct random_stream stream;

		random_open(&stream,
			    &(struct random_key){.seed = seed,
						 .purpose = RANDOM_FIT_TEST,
						 .index = (uint64_t)b});
		for (size_t i = 0; i < count; i++)
			drawn[i] = fmax(law_draw(&law, &stream), 1e-6);
		qsort(drawn, count, sizeof *drawn, by_number);
		measure(&s);
		(void)fit_kind(&s, &again);
		further += law_distance(drawn, count, &again.law) >= distance;
	}
	free(drawn);
	return (further + 1.0) / (FIT_BOOTSTRAPS + 1.0);
}

bool fit_law(double *values, size_t count, enum law_kind kind, double shift,
	     double max, uint64_t seed, struct law_fit *out)
{
	struct sample s = {
	    .values = values, .count = count, .cut = max > 0 ? max - shift : 0};

	*out = (struct law_fit){.law = {.shift = shift, .max = max}};
	if (count < FIT_LENGTHS_MIN)
		return false;
	for (size_t i = 0; i < count; i++)
		values[i] = fmax(values[i] - shift, 1e-6);
	qsort(values, count, sizeof *values, by_number);
	measure(&s);
	if (s.below < FIT_LENGTHS_MIN || !choose(&s, kind, out))
		return false;
	out->p = bootstrap(&s, out, seed);
	for (size_t i = 0; i < count; i++)
		values[i] += shift;
	out->distance = law_distance(values, count, &out->law);
	return true;
}
