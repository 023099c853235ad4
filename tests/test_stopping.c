/*
 * test_stopping.c - intervals of differences hold what they say: with a fixed
 * number of pairs, with replications added until the interval is narrow, and
 * for several variants together.  Pairs are drawn from laws with known means.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "sim/stopping.h"
#include "traces/base/random.h"

#define TRIALS 1000
#define MOST 100000

/* The pair of a replication: luck that both share, and what each has alone.
 * The mean difference is `more`. */
struct world {
	double more, shared, alone;
	bool skewed; /* what they have alone is exponential, not normal */
};

static double own_luck(const struct world *world, gsl_rng *rng)
{
	return world->skewed ? world->alone * (gsl_ran_exponential(rng, 1) - 1)
			     : gsl_ran_gaussian(rng, world->alone);
}

static void draw_pair(const struct world *world, uint64_t trial, uint32_t r,
		      uint64_t variant, double *a, double *b)
{
	const struct random_key base = {.seed = trial,
					.replication = r,
					.purpose = RANDOM_TEST},
				other = {.seed = trial,
					 .replication = r,
					 .purpose = RANDOM_TEST,
					 .entity = 1 + variant};
	struct random_stream stream;
	double luck;

	random_open(&stream, &base);
	luck = 100 + gsl_ran_gaussian(&stream.rng, world->shared);
	*a = luck + own_luck(world, &stream.rng);
	random_open(&stream, &other);
	*b = luck + world->more + own_luck(world, &stream.rng);
}

static void add_upto(const struct world *world, uint64_t trial,
		     uint64_t variant, uint32_t from, uint32_t upto,
		     struct pairing *pairing)
{
	for (uint32_t r = from; r < upto; r++) {
		double a, b;

		draw_pair(world, trial, r, variant, &a, &b);
		pairing_add(pairing, a, b);
	}
}

static bool holds(const struct pairing *pairing, unsigned comparisons,
		  double truth)
{
	struct interval d = pairing_difference_of(pairing, true, comparisons);

	return d.low <= truth && truth <= d.high;
}

/* --- coverage ------------------------------------------------------------- */

/* The share of trials whose interval holds the truth; `replications` 0: as
 * many as stopping says. */
static double coverage(const struct world *world, uint32_t replications,
		       const struct width *width, double *mean_done)
{
	uint32_t held = 0;

	*mean_done = 0;
	for (uint64_t trial = 1; trial <= TRIALS; trial++) {
		struct pairing pairing = {.differs = false};
		uint32_t done = replications != 0
				    ? replications
				    : stopping_first(STOPPING_FIRST, MOST);

		add_upto(world, trial, 0, 0, done, &pairing);
		while (replications == 0 &&
		       stopping_judge(&pairing, true, 1, width) ==
			   NARROW_NOT_YET) {
			uint32_t next = stopping_next(done, MOST);

			assert_true(next > done);
			add_upto(world, trial, 0, done, next, &pairing);
			done = next;
		}
		held += holds(&pairing, 1, world->more);
		*mean_done += (double)done / TRIALS;
	}
	return (double)held / TRIALS;
}

static void
a_fixed_number_of_pairs_holds_the_truth_95_times_of_100(void **state)
{
	static const struct world worlds[] = {
	    {2, 10, 1, false}, {0, 10, 1, false}, {0.3, 3, 2, true}};
	double done;

	(void)state;
	for (size_t i = 0; i < sizeof worlds / sizeof worlds[0]; i++) {
		double share = coverage(&worlds[i], 20, NULL, &done);

		if (share < 0.93 || share > 0.97)
			fail_msg("world %zu: %.3f", i, share);
	}
}

/* Whether it has to stop at once, after a few looks or after many. */
static void stopping_when_narrow_holds_the_truth_92_times_of_100(void **state)
{
	static const struct width widths[] = {{1.2, false}, {0.7, false},
					      {0.5, false}, {0.35, false},
					      {0.2, false}, {0.003, true}};
	const struct world normal = {2, 10, 1, false};
	const struct world skewed = {2, 10, 1, true};

	(void)state;
	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
		double done, share = coverage(&normal, 0, &widths[i], &done);

		print_message("width %.3f: %.1f replications, %.1f %%\n",
			      widths[i].most, done, 100 * share);
		if (share < 0.92 || share > 0.98)
			fail_msg("width %zu: %.3f", i, share);
		share = coverage(&skewed, 0, &widths[i], &done);
		if (share < 0.92 || share > 0.98)
			fail_msg("skewed, width %zu: %.3f", i, share);
	}
}

/* Of five variants against one base all intervals hold at once: with the
 * correction 95 times of 100, without it far less often. */
static void intervals_of_a_family_hold_together(void **state)
{
	enum { VARIANTS = 5, PAIRS = 20 };
	const struct world world = {1, 10, 1, false};
	uint32_t together = 0, alone = 0;

	(void)state;
	for (uint64_t trial = 1; trial <= TRIALS; trial++) {
		bool corrected = true, single = true;

		for (uint64_t v = 0; v < VARIANTS; v++) {
			struct pairing pairing = {.differs = false};

			add_upto(&world, trial, v, 0, PAIRS, &pairing);
			corrected = corrected && holds(&pairing, VARIANTS, 1);
			single = single && holds(&pairing, 1, 1);
		}
		together += corrected;
		alone += single;
	}
	print_message("five together: %.1f %%, uncorrected %.1f %%\n",
		      100.0 * together / TRIALS, 100.0 * alone / TRIALS);
	assert_in_range(together, 0.93 * TRIALS, TRIALS);
	assert_in_range(alone, 0.60 * TRIALS, 0.90 * TRIALS);
}

/* --- the correction ------------------------------------------------------- */

static void one_comparison_is_not_corrected(void **state)
{
	(void)state;
	for (int f = 1; f < 50; f++) {
		assert_true(student_95_of(f, 1) == student_95(f));
		assert_true(student_95_of(f, 0) == student_95(f));
		assert_true(student_95_of(f, 2) > student_95(f));
	}
	/* 99 % with ten degrees of freedom, from a table of t */
	assert_true(fabs(student_95_of(10, 5) - 3.169273) < 1e-6);
	assert_true(fabs(gsl_cdf_tdist_P(student_95_of(7, 4), 7) - 0.99375) <
		    1e-9);
}

static void equal_pairs_have_no_width_and_do_not_differ(void **state)
{
	const struct width any = {1e-9, false};
	struct pairing pairing = {.differs = false};
	struct interval d;

	(void)state;
	for (int i = 0; i < STOPPING_FIRST; i++)
		pairing_add(&pairing, 3.7 * i, 3.7 * i);
	d = pairing_difference_of(&pairing, true, 3);
	assert_true(d.mean == 0 && d.low == 0 && d.high == 0 && !d.known);
	assert_false(pairing.differs);
	assert_int_equal(stopping_judge(&pairing, true, 3, &any),
			 NARROW_ENOUGH);
}

static void what_is_not_known_is_never_narrow(void **state)
{
	const struct width wide = {1e9, false};
	struct pairing unknown = {.differs = false}, over = unknown;

	(void)state;
	for (int i = 0; i < STOPPING_FIRST; i++) {
		pairing_add(&unknown, (double)NAN, i);
		pairing_add(&over, i, i == 3 ? HUGE_VAL : i);
	}
	assert_int_equal(stopping_judge(&unknown, true, 1, &wide),
			 NARROW_NEVER);
	assert_int_equal(stopping_judge(&over, true, 1, &wide), NARROW_NEVER);
}

/* --- widths and steps ----------------------------------------------------- */

static void widths_are_amounts_or_per_cent(void **state)
{
	static const char *const bad[] = {"",	 "%",	  "0",	 "0%", "-1",
					  "x",	 "1 %",	  "1%%", "1e", "nan",
					  "inf", "0x1p3", "1,5"};
	struct width width;

	(void)state;
	assert_true(width_read("1%", &width));
	assert_true(width.relative && fabs(width.most - 0.01) < 1e-15);
	assert_true(fabs(width_amount(&width, -250) - 2.5) < 1e-12);
	assert_true(width_read("0.5", &width));
	assert_false(width.relative);
	assert_true(fabs(width_amount(&width, -250) - 0.5) < 1e-15);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (width_read(bad[i], &width))
			fail_msg("\"%s\" is read", bad[i]);
}

static void looks_double_up_to_the_most(void **state)
{
	(void)state;
	assert_int_equal(stopping_first(1, 1000), 10);
	assert_int_equal(stopping_first(20, 1000), 20);
	assert_int_equal(stopping_first(20, 15), 15);
	assert_int_equal(stopping_next(20, 1000), 40);
	assert_int_equal(stopping_next(640, 1000), 1000);
	assert_int_equal(stopping_next(500, 1000), 1000);
	assert_int_equal(stopping_next(500, 1001), 1001);
	assert_int_equal(stopping_next(UINT32_MAX - 1, UINT32_MAX), UINT32_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_fixed_number_of_pairs_holds_the_truth_95_times_of_100),
	    cmocka_unit_test(
		stopping_when_narrow_holds_the_truth_92_times_of_100),
	    cmocka_unit_test(intervals_of_a_family_hold_together),
	    cmocka_unit_test(one_comparison_is_not_corrected),
	    cmocka_unit_test(equal_pairs_have_no_width_and_do_not_differ),
	    cmocka_unit_test(what_is_not_known_is_never_narrow),
	    cmocka_unit_test(widths_are_amounts_or_per_cent),
	    cmocka_unit_test(looks_double_up_to_the_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
