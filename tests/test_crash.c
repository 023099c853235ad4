/*
 * test_crash.c - the controller dies at any call of record, commit and execute,
 * and nobody can tell.  long/test_crash_many.c does the same 10,000 times.
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
	crash_check_seeds(20, 25);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_night_survives_any_crash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
