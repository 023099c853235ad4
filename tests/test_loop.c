/*
 * test_loop.c - the loop of a run ends, whatever happens in it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdatomic.h>
#include <string.h>

#include "sim/loop.h"
#include "sim/simulation.h"

/* A run that has come to this round of one instant. */
static bool next_round(uint64_t round, uint32_t worlds, atomic_bool *stop,
		       struct error_text *error)
{
	const struct replication_options options = {.stop = stop};
	const struct trace trace = {.world_count = worlds};
	struct simulation sim = {.options = &options,
				 .trace = &trace,
				 .error = error,
				 .rounds_here = round - 1};

	*error = (struct error_text){{0}};
	return loop_round(&sim);
}

static void time_does_not_stand_still(void **state)
{
	struct error_text error;

	(void)state;
	assert_false(next_round(100000, 0, NULL, &error));
	assert_non_null(strstr(error.text, "time stands still at 1970-01-01"));
	assert_false(next_round(100000 + 64 * 50, 50, NULL, &error));
	assert_non_null(strstr(error.text, "time stands still"));
}

/* ... and a signal ends it even where it does. */
static void a_signal_is_heard_within_an_instant(void **state)
{
	atomic_bool stop = true;
	struct error_text error;

	(void)state;
	assert_false(next_round(4096, 1000000, &stop, &error));
	assert_string_equal(error.text, "interrupted");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(time_does_not_stand_still),
	    cmocka_unit_test(a_signal_is_heard_within_an_instant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
