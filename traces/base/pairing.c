#include "pairing.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define ROUNDING 2e-9 /* EUR: a nano-euro at each end */

double student_95(double freedom)
{
	return gsl_cdf_tdist_Pinv(0.975, freedom);
}

double student_95_of(double freedom, unsigned comparisons)
{
	return comparisons <= 1
		   ? student_95(freedom)
		   : gsl_cdf_tdist_Pinv(1 - 0.025 / comparisons, freedom);
}

static void sample_add(struct sample *sample, double value)
{
	double off = value - sample->mean;

	sample->mean += off / ++sample->n;
	sample->squares += off * (value - sample->mean);
}

/* By more than the books round at both ends of the window. */
static bool are_apart(double a, double b)
{
	return (a < b || a > b) && !(fabs(a - b) <= ROUNDING);
}

void pairing_add(struct pairing *p, double a, double b)
{
	bool knows_a = !isnan(a), knows_b = !isnan(b);

	p->differs = p->differs || knows_a != knows_b || are_apart(a, b);
	p->a_over = p->a_over || isinf(a);
	p->b_over = p->b_over || isinf(b);
	if (isfinite(a))
		sample_add(&p->a, a);
	if (isfinite(b))
		sample_add(&p->b, b);
	if (isfinite(a) && isfinite(b))
		sample_add(&p->difference, b - a);
}

static double mean_of(const struct sample *sample, bool over)
{
	return over ? HUGE_VAL : sample->n > 0 ? sample->mean : (double)NAN;
}

double pairing_a(const struct pairing *pairing)
{
	return mean_of(&pairing->a, pairing->a_over);
}

double pairing_b(const struct pairing *pairing)
{
	return mean_of(&pairing->b, pairing->b_over);
}

/* Squared standard error of the mean. */
static double error_of(const struct sample *sample)
{
	return sample->squares / (sample->n - 1) / sample->n;
}

static struct interval interval_around(double mean, double half)
{
	return (struct interval){mean, mean - half, mean + half, half > 0};
}

static struct interval of_pairs(const struct sample *d, unsigned comparisons)
{
	if (d->n < 2 || d->squares <= 0)
		return interval_around(d->mean, 0);
	return interval_around(d->mean, student_95_of(d->n - 1, comparisons) *
					    sqrt(error_of(d)));
}

static struct interval of_two(const struct sample *a, const struct sample *b,
			      unsigned comparisons)
{
	double mean = b->mean - a->mean, x, y, freedom;

	if (a->n < 2 || b->n < 2)
		return interval_around(mean, 0);
	x = error_of(a);
	y = error_of(b);
	if (x + y <= 0)
		return interval_around(mean, 0);
	freedom = (x + y) * (x + y) / (x * x / (a->n - 1) + y * y / (b->n - 1));
	return interval_around(mean, student_95_of(freedom, comparisons) *
					 sqrt(x + y));
}

struct interval pairing_difference(const struct pairing *p, bool paired)
{
	return pairing_difference_of(p, paired, 1);
}

struct interval pairing_difference_of(const struct pairing *p, bool paired,
				      unsigned comparisons)
{
	struct interval out = paired && p->difference.n > 0
				  ? of_pairs(&p->difference, comparisons)
				  : of_two(&p->a, &p->b, comparisons);

	if (p->a.n <= 0 || p->b.n <= 0 || p->a_over || p->b_over)
		out.mean = (double)NAN;
	return out;
}
