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
	crash_check(&(struct crash_trial){
	    .seeds = 20, .deaths_per_seed = 560, .deaths_at_least = 10000});
}

static void the_journal_on_disk_survives_any_crash(void **state)
{
	(void)state;
	crash_check(&(struct crash_trial){.seeds = 24,
					  .deaths_per_seed = 100,
					  .deaths_at_least = 2000,
					  .two_hours = true,
					  .audit_every_input = true,
					  .on_disk = true});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_night_survives_any_crash),
	    cmocka_unit_test(the_journal_on_disk_survives_any_crash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
