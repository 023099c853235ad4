/*
 * test_theory_full.c - the simulator against textbook queues: four models, two
 * laws of duration, five loads each, 20 seeds, every half-width at most 2 %.
 * A minute and a half of CPU optimised, some nine with sanitizers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "support_theory.h"

#define SEEDS 20

static struct theory_result results[THEORY_CASES];

static int run_all(void **state)
{
	const struct theory_size size = {
	    .seeds = SEEDS, .starts_factor = 1, .length_factor = 1};

	(void)state;
	if (!theory_run(&size, results))
		return -1;
	theory_print(results, 1);
	return 0;
}

static struct theory_verdict verdict_on(const struct theory_result *all,
					enum theory_model model, double factor)
{
	struct theory_verdict verdict = {0};

	for (unsigned i = 0; i < THEORY_CASES; i++)
		if (all[i].of.model == model)
			theory_add(&verdict, &all[i], factor);
	assert_int_equal(verdict.cases, 10);
	return verdict;
}

static void the_simulator_agrees_with_theory_within_two_percent(void **state)
{
	struct theory_verdict verdict = theory_sum(results, 1);

	(void)state;
	(void)printf("outside 99 %%: %u of %u, outside 99.99 %%: %u, "
		     "widest half-width %.2f %%\n",
		     verdict.outside_99, verdict.cases, verdict.outside_9999,
		     100 * verdict.widest);
	assert_int_equal(verdict.cases, THEORY_CASES);
	assert_true(verdict.widest <= 0.02);
	assert_true(verdict.outside_99 <= 2);
	assert_int_equal(verdict.outside_9999, 0);
	assert_true(theory_holds(&verdict));
}

static void each_model_refutes_a_theory_three_percent_off(void **state)
{
	static const double factors[] = {0.97, 1.03};

	(void)state;
	for (unsigned i = 0; i < 2; i++) {
		for (int model = THEORY_BLOCKING; model <= THEORY_LITTLE;
		     model++) {
			struct theory_verdict verdict = verdict_on(
			    results, (enum theory_model)model, factors[i]);

			(void)printf("theory x %.2f, model %d: %u of %u "
				     "outside 99 %%, %u outside 99.99 %%\n",
				     factors[i], model, verdict.outside_99,
				     verdict.cases, verdict.outside_9999);
			assert_false(theory_holds(&verdict));
		}
	}
}

/* The other way round: the theory is right and the simulated durations are
 * not.  Little's law holds for any durations. */
static void durations_three_percent_off_are_noticed(void **state)
{
	const struct theory_size size = {
	    .seeds = SEEDS, .starts_factor = 0.5, .length_factor = 1.03};
	static struct theory_result off[THEORY_CASES];
	struct theory_verdict verdict;

	(void)state;
	assert_true(theory_run(&size, off));
	theory_print(off, 1);
	for (int model = THEORY_BLOCKING; model <= THEORY_ACTIVE; model++) {
		verdict = verdict_on(off, (enum theory_model)model, 1);
		assert_false(theory_holds(&verdict));
	}
	verdict = verdict_on(off, THEORY_LITTLE, 1);
	assert_true(theory_holds(&verdict));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		the_simulator_agrees_with_theory_within_two_percent),
	    cmocka_unit_test(each_model_refutes_a_theory_three_percent_off),
	    cmocka_unit_test(durations_three_percent_off_are_noticed),
	};

	return cmocka_run_group_tests(tests, run_all, NULL);
}
