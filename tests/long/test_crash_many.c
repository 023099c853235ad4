/*
 * test_crash_many.c - 10,000 crashes over 20 Friday nights.
 * As test_crash.c, at more calls of every night.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support_crash.h"

#define SEEDS 20
#define DEATHS_PER_SEED 520

static void the_night_survives_any_crash(void **state)
{
	struct crash_report total = {0};

	(void)state;
	for (uint64_t seed = 1; seed <= SEEDS; seed++)
		crash_check_seed(seed, DEATHS_PER_SEED, &total);
	print_message("%u recoveries: %u deaths at record, %u before and %u "
		      "after a commit, %u at execute\n",
		      total.recoveries, total.deaths[DEATH_AT_RECORD],
		      total.deaths[DEATH_BEFORE_COMMIT],
		      total.deaths[DEATH_AFTER_COMMIT],
		      total.deaths[DEATH_AT_EXECUTE]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_night_survives_any_crash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
