/*
 * test_crash_many.c - 10,000 crashes over 20 Friday nights.
 * As test_crash.c, at more calls of every night.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_crash.h"

static void the_night_survives_any_crash(void **state)
{
	(void)state;
	crash_check_seeds(20, 520);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_night_survives_any_crash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
