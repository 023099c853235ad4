#include "law.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

static double draw_uncut(const struct law *law, const gsl_rng *rng)
{
	switch (law->kind) {
	case LAW_FIXED:
		break;
	case LAW_EXPONENTIAL:
		return gsl_ran_exponential(rng, law->a);
	case LAW_LOGNORMAL:
		return gsl_ran_lognormal(rng, log(law->a), law->b);
	case LAW_WEIBULL:
		return gsl_ran_weibull(rng, law->a, law->b);
	case LAW_UNIFORM:
		return gsl_ran_flat(rng, law->a, law->b);
	case LAW_GAMMA:
		return gsl_ran_gamma(rng, law->b, law->a);
	}
	return law->a;
}

double law_draw(const struct law *law, struct random_stream *stream)
{
	double x = draw_uncut(law, &stream->rng) + law->shift;

	if (law->max > 0 && x > law->max)
		return law->max;
	return x < LAW_LARGEST ? x : LAW_LARGEST;
}

static double mean_uncut(const struct law *law)
{
	switch (law->kind) {
	case LAW_FIXED:
	case LAW_EXPONENTIAL:
		break;
	case LAW_LOGNORMAL:
		return law->a * exp(law->b * law->b / 2);
	case LAW_WEIBULL:
		/* beyond, GSL calls it an error */
		return 1 + 1 / law->b < GSL_SF_GAMMA_XMAX
			   ? law->a * gsl_sf_gamma(1 + 1 / law->b)
			   : LAW_LARGEST;
	case LAW_UNIFORM:
		return (law->a + law->b) / 2;
	case LAW_GAMMA:
		return law->a * law->b;
	}
	return law->a;
}

double law_mean(const struct law *law)
{
	double mean = law->shift + mean_uncut(law);

	return mean < LAW_LARGEST ? mean : LAW_LARGEST;
}

static double median_uncut(const struct law *law)
{
	switch (law->kind) {
	case LAW_FIXED:
	case LAW_LOGNORMAL:
		break;
	case LAW_EXPONENTIAL:
		return gsl_cdf_exponential_Pinv(0.5, law->a);
	case LAW_WEIBULL:
		return gsl_cdf_weibull_Pinv(0.5, law->a, law->b);
	case LAW_UNIFORM:
		return (law->a + law->b) / 2;
	case LAW_GAMMA:
		return gsl_cdf_gamma_Pinv(0.5, law->b, law->a);
	}
	return law->a;
}

double law_median(const struct law *law)
{
	double x = median_uncut(law) + law->shift;

	return law->max > 0 && x > law->max ? law->max : x;
}

double law_cdf(const struct law *law, double x)
{
	if (law->max > 0 && x >= law->max)
		return 1;
	x -= law->shift;
	switch (law->kind) {
	case LAW_FIXED:
		return x >= law->a ? 1 : 0;
	case LAW_EXPONENTIAL:
		return x <= 0 ? 0 : gsl_cdf_exponential_P(x, law->a);
	case LAW_LOGNORMAL:
		return x <= 0 ? 0 : gsl_cdf_lognormal_P(x, log(law->a), law->b);
	case LAW_WEIBULL:
		return x <= 0 ? 0 : gsl_cdf_weibull_P(x, law->a, law->b);
	case LAW_UNIFORM:
		return x >= law->b ? 1 : gsl_cdf_flat_P(x, law->a, law->b);
	case LAW_GAMMA:
		return x <= 0 ? 0 : gsl_cdf_gamma_P(x, law->b, law->a);
	}
	return 0;
}

bool law_is_zero(const struct law *law)
{
	return law->kind == LAW_FIXED && law->a <= 0 && law->shift <= 0;
}
