#include "fit_interval.h"

#include <gsl/gsl_cdf.h>

#define HALVINGS 60

/* By halving, because GSL's inverse gives up on some arguments. */
static double beta_quantile(double p, double a, double b)
{
	double low = 0, high = 1;

	for (int i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;

		if (gsl_cdf_beta_P(middle, a, b) < p)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

void share_interval(double k, double n, double *low, double *high)
{
	*low = k > 0 ? beta_quantile(0.025, k + 0.5, n - k + 0.5) : 0;
	*high = k < n ? beta_quantile(0.975, k + 0.5, n - k + 0.5) : 1;
}
