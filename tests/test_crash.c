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
	crash_check(&(struct crash_trial){
	    .seeds = 8, .deaths_per_seed = 30, .deaths_at_least = 200});
}

static void every_input_leaves_a_sound_state(void **state)
{
	(void)state;
	crash_check(&(struct crash_trial){.seeds = 2,
					  .deaths_per_seed = 30,
					  .deaths_at_least = 50,
					  .audit_every_input = true});
}

/* The log and the database are cut where SQLite was writing them. */
static void the_journal_on_disk_survives_any_crash(void **state)
{
	(void)state;
	crash_check(&(struct crash_trial){.seeds = 3,
					  .deaths_per_seed = 40,
					  .deaths_at_least = 100,
					  .two_hours = true,
					  .audit_every_input = true,
					  .on_disk = true});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_night_survives_any_crash),
	    cmocka_unit_test(every_input_leaves_a_sound_state),
	    cmocka_unit_test(the_journal_on_disk_survives_any_crash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
