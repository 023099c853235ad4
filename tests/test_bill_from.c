/*
 * test_bill_from.c - what a run that starts at the request pays, and that
 * nobody pays for the time in which the world was not active.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/kit/pricing.h"
#include "engine/questions.h"
#include "support_engine.h"

#define RAM_MIB 3072 /* so that a minute costs a whole number of nano-euro */

/* Instants after the request, and the minutes that are billed. */
struct run {
	int64_t active_us, end_us;
	int64_t from_request, from_active;
};

static const struct run runs[] = {
    {0, US_PER_MINUTE, 1, 1},
    {1, US_PER_MINUTE, 0, 1},
    {1, US_PER_MINUTE + 1, 1, 1},
    {90 * US_PER_SECOND, 200 * US_PER_SECOND, 2, 2},
    {61 * US_PER_SECOND, 110 * US_PER_SECOND, 0, 1},
    {2 * US_PER_MINUTE, 5 * US_PER_MINUTE, 3, 3},
    {2 * US_PER_MINUTE - 1, 5 * US_PER_MINUTE, 3, 4},
    {2 * US_PER_MINUTE + 1, 5 * US_PER_MINUTE, 2, 3},
    {14 * US_PER_MINUTE, 14 * US_PER_MINUTE, 0, 0},
};

static void the_first_billed_minute_begins_while_active(void **state)
{
	const int64_t start_us = 1731085199999999;

	(void)state;
	for (int64_t active_us = 0; active_us < 4 * US_PER_MINUTE;
	     active_us += 7777777) {
		int64_t first_us =
		    pricing_first_minute_us(start_us, start_us + active_us);

		assert_int_equal((first_us - start_us) % US_PER_MINUTE, 0);
		assert_true(first_us >= start_us + active_us);
		assert_true(first_us - US_PER_MINUTE < start_us + active_us);
	}
}

/* One world, one run: requested, active after a wait, stopped. */
static void bill(const struct run *run, bool from_request, int64_t minutes)
{
	struct engine_config config = bench_config(1);
	int64_t gross, requested_us;
	struct bench bench;
	struct books running, ended;

	config.book.bill_from_request = from_request;
	bench_open(&bench, &config);
	bench.audit = true;
	bench_register(&bench, 1, RAM_MIB, false);
	requested_us = bench.now_us;
	bench_start(&bench, 1, 1);
	bench_until(&bench, requested_us + run->active_us);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	bench_until(&bench, requested_us + run->end_us);
	engine_read_books(bench.engine, bench.now_us, &running);
	bench_stop(&bench, 1, 1);
	engine_read_books(bench.engine, bench.now_us, &ended);

	gross =
	    minutes * RAM_MIB * config.book.prices[0].active_gb_hour_nano_eur;
	gross /= 60 * MIB_PER_GIB;
	assert_int_equal(ended.billed_minutes, minutes);
	assert_int_equal(ended.active_gross_nano_eur, gross);
	assert_int_equal(running.billed_minutes, minutes);
	assert_int_equal(running.active_gross_nano_eur, gross);
	bench_close(&bench);
}

static void only_minutes_that_begin_while_active_are_billed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
		bill(&runs[i], true, runs[i].from_request);
		bill(&runs[i], false, runs[i].from_active);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_first_billed_minute_begins_while_active),
	    cmocka_unit_test(only_minutes_that_begin_while_active_are_billed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
