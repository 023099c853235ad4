/*
 * test_theory.c - the simulator against textbook queues, in a small size; the
 * full precision is in long/test_theory_full.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_theory.h"

static struct theory_result results[THEORY_CASES];

static int run_all(void **state)
{
	const struct theory_size size = {
	    .seeds = 10, .starts_factor = 0.2, .length_factor = 1};

	(void)state;
	if (!theory_run(&size, results))
		return -1;
	theory_print(results, 1);
	return 0;
}

static void erlangs_formulas_give_published_values(void **state)
{
	(void)state;
	/* one server: a / (1 + a); the rest by the sum over the states */
	assert_float_equal(theory_erlang_b(1, 2), 2.0 / 3, 1e-12);
	assert_float_equal(theory_erlang_b(4, 2), 2.0 / 21, 1e-12);
	assert_float_equal(theory_erlang_c(1, 0.7), 0.7, 1e-12);
	assert_float_equal(theory_erlang_c(2, 1), 1.0 / 3, 1e-12);
}

static void the_simulator_agrees_with_theory(void **state)
{
	struct theory_verdict verdict = theory_sum(results, 1);

	(void)state;
	assert_int_equal(verdict.cases, THEORY_CASES);
	assert_true(verdict.widest < 0.10);
	assert_true(theory_holds(&verdict));
}

static void a_theory_three_percent_off_is_refuted(void **state)
{
	struct theory_verdict above = theory_sum(results, 1.03);
	struct theory_verdict below = theory_sum(results, 0.97);

	(void)state;
	assert_false(theory_holds(&above));
	assert_false(theory_holds(&below));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(erlangs_formulas_give_published_values),
	    cmocka_unit_test(the_simulator_agrees_with_theory),
	    cmocka_unit_test(a_theory_three_percent_off_is_refuted),
	};

	return cmocka_run_group_tests(tests, run_all, NULL);
}
