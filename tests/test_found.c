/*
 * test_found.c - worlds that slept on a node before the engine knew of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_accounts.h"

#define GIB 1024u
#define DISK_MIB 2048u /* of a world of the bench */

static struct input found_on(const struct bench *bench, uint32_t world,
			     uint32_t node, int64_t ago_us)
{
	return (struct input){
	    .kind = INPUT_WORLD_FOUND,
	    .world_found = {{world}, {node}, bench->now_us - ago_us, {0}}};
}

static void find(struct bench *bench, uint32_t world, uint32_t node,
		 int64_t ago_us)
{
	assert_int_equal(
	    bench_feed(bench, found_on(bench, world, node, ago_us)), DRIVE_OK);
}

static struct world_view view_of(const struct bench *bench, uint32_t world)
{
	struct world_view view;

	assert_true(
	    engine_read_world(bench->engine, (struct world_id){world}, &view));
	return view;
}

static void it_starts_warm_where_it_lies(void **state)
{
	struct engine_config config = bench_config(2);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, true);
	find(&bench, 1, 2, US_PER_HOUR);
	assert_int_equal(view_of(&bench, 1).state, WORLD_SLEEPING);
	assert_int_equal(view_of(&bench, 1).node.value, 2);
	assert_int_equal(bench.command_count, 0);
	bench_start(&bench, 1, 1);
	bench_until(&bench, bench.now_us);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 0);
	assert_int_equal(bench_first(&bench, COMMAND_START_WORLD).node.value,
			 2);
	bench_close(&bench);
}

/* Its data are newer than what the archive has: they are uploaded when its
 * window ends, which began when it fell asleep. */
static void its_window_began_before(void **state)
{
	struct engine_config config = bench_config(2);
	struct bench bench;

	(void)state;
	config.policy.sleep_window_us = 2 * US_PER_HOUR;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, true);
	find(&bench, 1, 1, US_PER_HOUR);
	bench_until(&bench, bench.now_us + US_PER_HOUR - 1);
	assert_int_equal(view_of(&bench, 1).state, WORLD_SLEEPING);
	bench_until(&bench, bench.now_us + 2);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 1);
	bench_settle(&bench);
	assert_int_equal(view_of(&bench, 1).state, WORLD_ARCHIVED);
	/* and is on no node */
	assert_int_equal(bench_last(&bench, NOTICE_WORLD_STATE)->node.value, 0);
	bench_close(&bench);
}

/* What was ordered when it left would delete what is found. */
static void it_is_found_once(void **state)
{
	struct engine_config config = bench_config(2);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, true);
	find(&bench, 1, 1, 49 * US_PER_HOUR);
	bench_settle(&bench);
	assert_int_equal(view_of(&bench, 1).state, WORLD_ARCHIVED);
	assert_int_equal(bench_feed(&bench, found_on(&bench, 1, 1, 0)),
			 DRIVE_REFUSED);
	assert_int_equal(view_of(&bench, 1).state, WORLD_ARCHIVED);
	bench_close(&bench);
}

/* One whose window is over by now leaves at once. */
static void one_that_slept_too_long_leaves_at_once(void **state)
{
	struct engine_config config = bench_config(2);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, false);
	find(&bench, 1, 1, 49 * US_PER_HOUR);
	bench_until(&bench, bench.now_us);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 1);
	bench_close(&bench);
}

/* 2 GB for two hours, one of them before it was found, at 0.10 EUR a GB and 30
 * days; the accountant of the bench checks the books besides. */
static void its_stay_is_billed_from_its_beginning(void **state)
{
	struct engine_config config = bench_config(2);
	struct books books;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, true);
	find(&bench, 1, 1, US_PER_HOUR);
	bench_until(&bench, bench.now_us + US_PER_HOUR);
	engine_read_books(bench.engine, bench.now_us, &books);
	assert_int_equal(books.sleep_gross_nano_eur, 555556);
	bench_close(&bench);
}

/* Nothing was set aside for it: a balance never falls below zero. */
static void who_pays_in_advance_has_paid_for_it(void **state)
{
	struct engine_config config = prepaid_config();
	struct books books;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_PREPAID);
	bench_register(&bench, 1, 4 * GIB, true);
	find(&bench, 1, 1, US_PER_HOUR);
	bench_until(&bench, bench.now_us + US_PER_HOUR);
	engine_read_books(bench.engine, bench.now_us, &books);
	assert_int_equal(books.sleep_gross_nano_eur, 0);
	assert_int_equal(
	    engine_read_balance(bench.engine, (struct account_id){1}), 0);
	bench_close(&bench);
}

/* Nodes whose disks hold four worlds, at home or as second copies. */
static struct engine_config config_of_copies(uint32_t worlds)
{
	struct engine_config config = bench_config(worlds);

	config.policy.cloud_max = 0;
	config.policy.direct_copy = true;
	config.policy.second_copies = (struct second_copies){
	    .on = true, .after_us = US_PER_MINUTE, .budget = 4};
	config.node_types[0].disk_mib = 4 * DISK_MIB;
	config.policy.disk_pressure_ppm = 1000000;
	return config;
}

/* So many worlds are known; the first of them sleep on node 1, and each has a
 * second copy on another. */
static void copies_of(struct bench *bench, uint32_t known, uint32_t copied)
{
	for (uint32_t world = 1; world <= known; world++)
		bench_register(bench, world, 1 * GIB, true);
	for (uint32_t world = 1; world <= copied; world++)
		find(bench, world, 1, 0);
	bench_until(bench, bench->now_us + US_PER_MINUTE);
	bench_answer_all(bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
}

/* The disk of node 2 is full of second copies when a world is found there. */
static void second_copies_give_way_to_what_is_found(void **state)
{
	struct engine_config config = config_of_copies(6);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	copies_of(&bench, 6, 4);
	assert_int_equal(bench_feed(&bench, found_on(&bench, 5, 1, 0)),
			 DRIVE_REFUSED);
	find(&bench, 5, 2, 0);
	assert_int_equal(view_of(&bench, 5).state, WORLD_SLEEPING);
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).node.value,
			 2);
	bench_close(&bench);
}

/* Nodes 2 and 3 have two of them each; what is found fills node 2, where the
 * copy of a world of node 3 is said to lie as well. */
static void they_do_not_give_way_to_another_second_copy(void **state)
{
	struct engine_config config = config_of_copies(7);
	struct bench bench;
	struct input both;

	(void)state;
	config.dedicated_count[0] = 3;
	bench_open(&bench, &config);
	copies_of(&bench, 7, 4);
	find(&bench, 5, 2, 0);
	find(&bench, 6, 2, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	both = found_on(&bench, 7, 3, 0);
	both.world_found.copy.value = 2;
	assert_int_equal(bench_feed(&bench, both), DRIVE_REFUSED);
	both.world_found.copy.value = 0;
	assert_int_equal(bench_feed(&bench, both), DRIVE_OK);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	bench_close(&bench);
}

/* Three copies and a sleeper fill the disk of node 2.  What is found has all
 * that the copies can give, or a MiB more. */
static void they_give_as_much_as_they_have(void **state)
{
	const uint32_t copies_mib = 3 * DISK_MIB;
	struct engine_config config = config_of_copies(6);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	copies_of(&bench, 4, 3);
	find(&bench, 4, 2, 0);
	bench_register_all_of(&bench, 5, 1 * GIB, 0, copies_mib + 1);
	bench_register_all_of(&bench, 6, 1 * GIB, 0, copies_mib);
	assert_int_equal(bench_feed(&bench, found_on(&bench, 5, 2, 0)),
			 DRIVE_REFUSED);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	find(&bench, 6, 2, 0);
	assert_int_equal(view_of(&bench, 6).state, WORLD_SLEEPING);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 3);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(it_starts_warm_where_it_lies),
	    cmocka_unit_test(its_window_began_before),
	    cmocka_unit_test(it_is_found_once),
	    cmocka_unit_test(one_that_slept_too_long_leaves_at_once),
	    cmocka_unit_test(its_stay_is_billed_from_its_beginning),
	    cmocka_unit_test(who_pays_in_advance_has_paid_for_it),
	    cmocka_unit_test(second_copies_give_way_to_what_is_found),
	    cmocka_unit_test(they_do_not_give_way_to_another_second_copy),
	    cmocka_unit_test(they_give_as_much_as_they_have),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
