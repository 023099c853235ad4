/*
 * test_statistics.c - intervals against textbook values, quantiles against
 * sorting, laws against their own formulas, money as text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "engine/kit/arithmetic.h"
#include "sim/figures.h"
#include "sim/statistics.h"
#include "traces/base/money_text.h"
#include "traces/base/sense.h"
#include "traces/model/law.h"

static void near(double value, double expected, double tolerance)
{
	if (!(fabs(value - expected) <= tolerance))
		fail_msg("%.9g, not %.9g", value, expected);
}

/* --- Student's t ---------------------------------------------------------- */

static void intervals_are_students(void **state)
{
	/* Gosset's own example (1908): the gain in sleep by drug B */
	static const double sleep[] = {1.9, .8,	 1.1, .1,  -.1,
				       4.4, 5.5, 1.6, 4.6, 3.4};
	static const double two[] = {1, 3};
	struct interval i = interval_of(sleep, 10);

	(void)state;
	assert_true(i.known);
	near(i.mean, 2.33, 1e-12);
	near(i.high - i.mean, 2.262157 * 2.002249 / sqrt(10), 1e-4);
	near(i.mean - i.low, i.high - i.mean, 1e-12);
	i = interval_of(two, 2);
	near(i.high, 2 + 12.7062047, 1e-6); /* one degree of freedom */
}

static void one_value_has_no_interval(void **state)
{
	static const double same[] = {5, 5, 5};
	struct interval i = interval_of(same, 1);

	(void)state;
	assert_false(i.known);
	near(i.low, 5, 0);
	near(i.high, 5, 0);
	assert_false(interval_of(same, 3).known);
}

/* Equal values whose mean is not exactly theirs: 0.1 + ... + 0.1 is not 2. */
static void equal_values_have_no_interval_whatever_rounding_says(void **state)
{
	double same[20];
	struct interval i;

	(void)state;
	for (int n = 0; n < 20; n++)
		same[n] = 0.1;
	i = interval_of(same, 20);
	assert_false(i.known);
	assert_true(i.mean == 0.1 && i.low == 0.1 && i.high == 0.1);
	same[7] = 0.1 + 1e-12; /* that is a difference */
	assert_true(interval_of(same, 20).known);
}

static void
the_interval_of_a_nonnegative_figure_has_no_negative_bound(void **state)
{
	static const double rare[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
	struct interval i = interval_of(rare, 10);

	(void)state;
	assert_true(i.low < 0);
	i = interval_not_negative(i);
	assert_true(i.low == 0);
	assert_true(i.known && i.high > i.mean);
}

static enum judgement judge(const char *key, const struct interval *d,
			    bool varies)
{
	const struct pairing pairing = {.differs = d->known || d->mean > 0};

	return judge_difference(key, &pairing, d, varies);
}

static void a_verdict_needs_an_interval_without_zero(void **state)
{
	const struct interval above = {2, 1, 3, true};
	const struct interval below = {-2, -3, -1, true};
	const struct interval across = {1, -1, 3, true};
	const struct interval always = {2, 2, 2, false}; /* in every pair */
	const struct interval equal = {0, 0, 0, false};
	const struct interval unknown = {(double)NAN, (double)NAN, (double)NAN,
					 true};

	(void)state;
	assert_int_equal(judge("margin_eur", &above, true), JUDGED_BETTER);
	assert_int_equal(judge("cost_eur.total", &above, true), JUDGED_WORSE);
	assert_int_equal(judge("margin_eur", &below, true), JUDGED_WORSE);
	assert_int_equal(judge("starts.requested", &below, true), JUDGED_LESS);
	assert_int_equal(judge("margin_eur", &across, true), JUDGED_NOISE);
	assert_int_equal(judge("margin_eur", &always, true), JUDGED_BETTER);
	assert_int_equal(judge("margin_eur", &equal, true), JUDGED_SAME);
	assert_int_equal(judge("margin_eur", &above, false), JUDGED_ONE_RUN);
	assert_int_equal(judge("margin_eur", &unknown, true), JUDGED_UNKNOWN);
	assert_null(judgement_code(JUDGED_ONE_RUN));
	assert_string_equal(judgement_code(JUDGED_NOISE), "noise");
}

/* --- the histogram -------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
	const int64_t *l = a, *r = b;

	return *l < *r ? -1 : *l > *r;
}

static void quantiles_are_nearest_rank_to_one_part_in_512(void **state)
{
	enum { COUNT = 999 };
	static const double qs[] = {0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1};
	struct wait_histogram *histogram = wait_histogram_create();
	static int64_t values[COUNT];

	(void)state;
	assert_non_null(histogram);
	assert_int_equal(wait_histogram_quantile_us(histogram, 0.5), 0);
	for (uint64_t i = 0; i < COUNT; i++) { /* from 0 to half a day */
		values[i] = (int64_t)(mix_word(3, i) >> (29 + i % 35));
		wait_histogram_add(histogram, values[i]);
	}
	qsort(values, COUNT, sizeof values[0], ascending);
	assert_int_equal(wait_histogram_count(histogram), COUNT);
	for (size_t i = 0; i < sizeof qs / sizeof qs[0]; i++) {
		int64_t exact = values[(int)ceil(qs[i] * COUNT) - 1];
		int64_t told = wait_histogram_quantile_us(histogram, qs[i]);

		near((double)told, (double)exact, (double)exact / 512 + 1);
	}
	assert_int_equal(wait_histogram_quantile_us(histogram, 1),
			 values[COUNT - 1]);
	wait_histogram_destroy(histogram);
}

/* --- laws ----------------------------------------------------------------- */

static void draws_have_the_mean_and_the_distribution_of_their_law(void **state)
{
	enum { DRAWS = 40000 };
	static const struct law laws[] = {
	    {.kind = LAW_FIXED, .a = 3},
	    {.kind = LAW_EXPONENTIAL, .a = 5},
	    {.kind = LAW_LOGNORMAL, .a = 12, .b = 0.99},
	    {.kind = LAW_WEIBULL, .a = 80, .b = 0.69, .shift = 10},
	    {.kind = LAW_UNIFORM, .a = 2, .b = 6},
	    {.kind = LAW_GAMMA, .a = 2, .b = 3},
	};
	static double draws[DRAWS];

	(void)state;
	for (size_t l = 0; l < sizeof laws / sizeof laws[0]; l++) {
		const struct random_key key = {
		    .seed = 11, .purpose = RANDOM_TEST, .entity = l};
		struct random_stream stream;
		double sum = 0, squares = 0, mean, sigma, below = 0;
		double middle = law_mean(&laws[l]), half = 0;

		random_open(&stream, &key);
		for (int i = 0; i < DRAWS; i++) {
			draws[i] = law_draw(&laws[l], &stream);
			sum += draws[i];
			squares += draws[i] * draws[i];
			below += draws[i] <= middle;
			half += draws[i] <= law_median(&laws[l]);
		}
		mean = sum / DRAWS;
		sigma = sqrt(fmax(0, squares / DRAWS - mean * mean) / DRAWS);
		near(mean, middle, 4 * sigma + 1e-9);
		if (laws[l].kind == LAW_FIXED) {
			near(law_median(&laws[l]), middle, 0);
			continue;
		}
		near(half / DRAWS, 0.5, 4 * 0.5 / sqrt(DRAWS));
		near(below / DRAWS, law_cdf(&laws[l], middle),
		     4 * 0.5 / sqrt(DRAWS));
	}
}

/* GSL ends the program where a function of its own overflows. */
static void laws_at_their_edges_give_numbers(void **state)
{
	static const double as[] = {1e-9, 1, 1e12};
	static const double bs[] = {1e-9, 1e-3, 1, 1e3, 1e12};
	const struct random_key key = {.seed = 3, .purpose = RANDOM_TEST};
	struct random_stream stream;

	(void)state;
	random_open(&stream, &key);
	for (unsigned i = 0; i < sizeof as / sizeof as[0] * 5 * 6; i++) {
		const struct law law = {.kind = (enum law_kind)(i % 6),
					.a = as[i / 6 % 3],
					.b = bs[i / 18]};
		double mean = law_mean(&law), below;

		if (law.kind == LAW_UNIFORM && law.b < law.a)
			continue; /* no law */
		assert_true(mean >= 0 && mean <= LAW_LARGEST);
		assert_in_range(law_draw(&law, &stream), 0, LAW_LARGEST);
		below = law_cdf(&law, mean);
		assert_true(below >= 0 && below <= 1);
	}
}

static void a_law_is_cut_where_it_says(void **state)
{
	const struct law law = {
	    .kind = LAW_EXPONENTIAL, .a = 10, .shift = 1, .max = 12};
	const struct random_key key = {.seed = 2, .purpose = RANDOM_TEST};
	struct random_stream stream;
	int at_the_cut = 0;

	(void)state;
	random_open(&stream, &key);
	for (int i = 0; i < 2000; i++) {
		double draw = law_draw(&law, &stream);

		assert_true(draw >= 1 && draw <= 12);
		at_the_cut += draw >= 12;
	}
	near(law_median(&law), 1 + 10 * log(2), 1e-9);
	near(law_median(&(struct law){.a = 30, .shift = 1, .max = 12}), 12, 0);
	/* exp(-1.1) or exp(-1.2) of them, whichever way the shift counts */
	assert_in_range(at_the_cut, 500, 780);
}

/* A tail without end stays within what microseconds of 64 bits can say. */
static void no_draw_is_beyond_all_time(void **state)
{
	static const struct law laws[] = {
	    {.kind = LAW_WEIBULL, .a = 10, .b = 0.01},
	    {.kind = LAW_LOGNORMAL, .a = 1e9, .b = 100},
	    {.kind = LAW_EXPONENTIAL, .a = 1e12},
	    {.kind = LAW_FIXED, .a = 1e300, .shift = 1e300},
	    {.kind = LAW_UNIFORM, .a = 1e12, .b = 2e12},
	};

	(void)state;
	for (size_t l = 0; l < sizeof laws / sizeof laws[0]; l++) {
		const struct random_key key = {.seed = l,
					       .purpose = RANDOM_TEST};
		struct random_stream stream;
		int at_the_cut = 0;

		random_open(&stream, &key);
		for (int i = 0; i < 2000; i++) {
			double draw = law_draw(&laws[l], &stream);

			assert_true(draw >= 0 && draw <= LAW_LARGEST);
			at_the_cut += draw >= LAW_LARGEST;
		}
		assert_true(at_the_cut > 100);
	}
}

/* --- money as text -------------------------------------------------------- */

static void money_is_written_exactly(void **state)
{
	static const struct {
		int64_t nano_eur;
		const char *text;
	} cases[] = {
	    {0, "0.00"},
	    {1712400000000, "1712.40"},
	    {1, "0.000000001"},
	    {-3500000000, "-3.50"},
	    {-1, "-0.000000001"},
	    {100000000, "0.10"},
	    {123456789, "0.123456789"},
	    {INT64_MAX, "9223372036.854775807"},
	    {INT64_MIN, "-9223372036.854775808"},
	};
	char out[MONEY_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(money_text(cases[i].nano_eur, out),
				    cases[i].text);
}

static void a_promise_needs_its_whole_interval_on_one_side(void **state)
{
	static const struct {
		double low, mean, high;
		enum promise at_least, at_most; /* of 0.95 */
	} cases[] = {
	    {0.951, 0.96, 0.97, PROMISE_KEPT, PROMISE_BROKEN},
	    {0.95, 0.96, 0.97, PROMISE_KEPT, PROMISE_CLOSE},
	    {0.949, 0.96, 0.97, PROMISE_CLOSE, PROMISE_CLOSE},
	    {0.93, 0.94, 0.951, PROMISE_CLOSE, PROMISE_CLOSE},
	    {0.93, 0.94, 0.95, PROMISE_CLOSE, PROMISE_KEPT},
	    {0.93, 0.94, 0.949, PROMISE_BROKEN, PROMISE_KEPT},
	    {0.95, 0.95, 0.95, PROMISE_KEPT, PROMISE_KEPT}, /* no interval */
	    {0.949, 0.949, 0.949, PROMISE_BROKEN, PROMISE_KEPT},
	    {(double)NAN, (double)NAN, (double)NAN, PROMISE_NONE, PROMISE_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct interval interval = {
		    .mean = cases[i].mean,
		    .low = cases[i].low,
		    .high = cases[i].high,
		};

		assert_int_equal(promise_of(&interval, 0.95, true),
				 cases[i].at_least);
		assert_int_equal(promise_of(&interval, 0.95, false),
				 cases[i].at_most);
	}
	assert_null(promise_code(PROMISE_NONE));
	assert_string_equal(promise_code(PROMISE_CLOSE), "close");
}

static void what_is_over_stands_behind_all_waits(void **state)
{
	struct wait_histogram *waits = wait_histogram_create();

	(void)state;
	assert_non_null(waits);
	for (int i = 0; i < 19; i++)
		wait_histogram_add(waits, i);
	wait_histogram_add(waits, WAIT_OVER_US);
	assert_int_equal(wait_histogram_count(waits), 20);
	/* one of twenty is five per cent, and not more */
	assert_int_equal(wait_histogram_quantile_us(waits, 0.95), 18);
	assert_true(wait_histogram_quantile_us(waits, 0.96) == WAIT_OVER_US);
	assert_int_equal(wait_histogram_quantile_us(waits, 1), 18);
	wait_histogram_add(waits, WAIT_OVER_US);
	assert_true(wait_histogram_quantile_us(waits, 0.95) == WAIT_OVER_US);
	wait_histogram_destroy(waits);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(intervals_are_students),
	    cmocka_unit_test(one_value_has_no_interval),
	    cmocka_unit_test(
		equal_values_have_no_interval_whatever_rounding_says),
	    cmocka_unit_test(
		the_interval_of_a_nonnegative_figure_has_no_negative_bound),
	    cmocka_unit_test(a_verdict_needs_an_interval_without_zero),
	    cmocka_unit_test(a_promise_needs_its_whole_interval_on_one_side),
	    cmocka_unit_test(what_is_over_stands_behind_all_waits),
	    cmocka_unit_test(quantiles_are_nearest_rank_to_one_part_in_512),
	    cmocka_unit_test(
		draws_have_the_mean_and_the_distribution_of_their_law),
	    cmocka_unit_test(laws_at_their_edges_give_numbers),
	    cmocka_unit_test(a_law_is_cut_where_it_says),
	    cmocka_unit_test(no_draw_is_beyond_all_time),
	    cmocka_unit_test(money_is_written_exactly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
