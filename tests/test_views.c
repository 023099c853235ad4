/*
 * test_views.c - what a view shows of a world, in each of its states: what a
 * minute costs now, and whether it is wanted; and the books of a span.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/quote.h"
#include "support_engine.h"

#define GIB 1024u
/* 6 GiB at 0.02 EUR an hour; 2 GiB at 0.10 EUR for 30 days, rounded up */
#define ACTIVE_NANO_EUR 2000000
#define ASLEEP_NANO_EUR 4630

static struct world_view world_one(const struct bench *bench)
{
	struct world_view view;

	assert_true(
	    engine_read_world(bench->engine, (struct world_id){1}, &view));
	return view;
}

static void a_minute_costs_what_its_state_costs(void **state)
{
	struct engine_config config = bench_config(1);
	struct bench bench;

	(void)state;
	config.policy.sleep_window_us = US_PER_HOUR;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 6 * GIB, true);
	assert_int_equal(world_one(&bench).minute_nano_eur, 0);
	bench_start(&bench, 1, 1);
	bench_until(&bench, bench.now_us);
	assert_int_equal(world_one(&bench).state, WORLD_RESTORING);
	assert_int_equal(world_one(&bench).minute_nano_eur, 0);
	assert_true(world_one(&bench).wanted);
	bench_settle(&bench);
	assert_int_equal(world_one(&bench).minute_nano_eur, ACTIVE_NANO_EUR);
	assert_false(world_one(&bench).wanted);
	assert_false(world_one(&bench).archive_is_current);
	bench_stop(&bench, 1, 1);
	assert_int_equal(world_one(&bench).state, WORLD_STOPPING);
	assert_int_equal(world_one(&bench).minute_nano_eur, ASLEEP_NANO_EUR);
	bench_settle(&bench);
	assert_int_equal(world_one(&bench).minute_nano_eur, ASLEEP_NANO_EUR);
	/* the stay is paid up to the end of the window, wherever it is then */
	bench_until(&bench, bench.now_us + US_PER_HOUR - US_PER_MINUTE);
	assert_int_equal(world_one(&bench).minute_nano_eur, ASLEEP_NANO_EUR);
	bench_until(&bench, bench.now_us + US_PER_MINUTE);
	assert_int_equal(world_one(&bench).state, WORLD_ARCHIVING);
	assert_int_equal(world_one(&bench).minute_nano_eur, 0);
	bench_settle(&bench);
	assert_int_equal(world_one(&bench).state, WORLD_ARCHIVED);
	assert_int_equal(world_one(&bench).minute_nano_eur, 0);
	assert_true(world_one(&bench).archive_is_current);
	/* nor is it any more when it leaves before its window ends */
	bench_start(&bench, 1, 2);
	bench_settle(&bench);
	bench_stop(&bench, 1, 2);
	bench_settle(&bench);
	assert_int_equal(world_one(&bench).minute_nano_eur, ASLEEP_NANO_EUR);
	assert_int_equal(
	    bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
					      .world_deleted = {{1}}}),
	    DRIVE_OK);
	assert_int_equal(world_one(&bench).state, WORLD_DELETED);
	assert_int_equal(world_one(&bench).minute_nano_eur, 0);
	bench_close(&bench);
}

/* What follows from the gross is worked out of the difference: that of the
 * rounded taxes would be 1. */
static void the_taxes_of_a_span_are_those_of_its_revenue(void **state)
{
	struct price_book book = bench_config(1).book;
	struct books later = {.active_gross_nano_eur = 6, .vat_nano_eur = 1};
	struct books earlier = {.sleep_gross_nano_eur = 3}, span;

	(void)state;
	earlier.active_gross_nano_eur = 3;
	later.sleep_gross_nano_eur = 3;
	books_subtract(&book, &later, &earlier, &span);
	assert_int_equal(span.active_gross_nano_eur, 3);
	assert_int_equal(span.sleep_gross_nano_eur, 0);
	assert_int_equal(span.vat_nano_eur, quote_vat_nano_eur(&book, 3));
	assert_int_equal(span.vat_nano_eur, 0);
	assert_int_equal(span.net_nano_eur + span.payment_fees_nano_eur, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_minute_costs_what_its_state_costs),
	    cmocka_unit_test(the_taxes_of_a_span_are_those_of_its_revenue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
