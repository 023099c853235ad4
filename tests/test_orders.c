/*
 * test_orders.c - which node is rented, of whom, and what failures teach.
 *
 * Small fleets by hand: two dedicated nodes that sell 60 GiB each, cloud nodes
 * that sell 28 GiB, in two locations.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_engine.h"

#define GIB 1024u
#define SMALL 2 /* a type that sells 4 GiB */

/* No reserve: orders are for those who wait alone. */
static struct engine_config bare_config(void)
{
	struct engine_config config = bench_config(64);

	config.policy.reserve_mib = 0;
	config.dedicated_count[0] = 0;
	config.machinery.ram_overhead_mib = 0;
	return config;
}

/* ... and the first line of the list is too small for most. */
static struct engine_config two_sizes(void)
{
	struct engine_config config = bare_config();

	config.node_type_count = 3;
	config.node_types[SMALL] = config.node_types[1];
	config.node_types[SMALL].ram_mib = 8 * GIB;
	config.policy.offers[0].type = SMALL;
	return config;
}

static void wants(struct bench *bench, uint32_t world, uint32_t ram_mib)
{
	bench_register(bench, world, ram_mib, false);
	bench_start(bench, world, world);
}

static void minutes_pass(struct bench *bench, int64_t minutes)
{
	bench_until(bench, bench->now_us + minutes * US_PER_MINUTE);
}

/* An order is for a node that can hold the start it is for. */
static void an_order_is_for_a_node_that_can_hold_it(void **state)
{
	struct engine_config config = two_sizes();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	wants(&bench, 1, 24 * GIB);
	minutes_pass(&bench, 5);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	assert_int_equal(bench_first(&bench, COMMAND_ORDER_NODE).type, 1);
	bench_close(&bench);
}

static void many_worlds_of_a_size_rent_nodes_of_that_size(void **state)
{
	struct engine_config config = two_sizes();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 3; world++)
		wants(&bench, world, 24 * GIB);
	minutes_pass(&bench, 5);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 3);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(bench_first(&bench, COMMAND_ORDER_NODE).type,
				 1);
		bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	}
	bench_close(&bench);
}

/* While what it needs is sold out, nothing is rented that cannot hold it; who
 * needs less is not kept waiting by it. */
static void a_sold_out_size_neither_rents_nor_blocks_another(void **state)
{
	struct engine_config config = two_sizes();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	wants(&bench, 1, 24 * GIB);
	minutes_pass(&bench, 1);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	minutes_pass(&bench, 3);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	wants(&bench, 2, 2 * GIB);
	minutes_pass(&bench, 3);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	assert_int_equal(bench_first(&bench, COMMAND_ORDER_NODE).type, SMALL);
	bench_close(&bench);
}

/* Small nodes on their way do not add up to room for a large plan. */
static void the_largest_plan_needs_one_node_not_a_sum(void **state)
{
	struct engine_config config = two_sizes();
	struct bench bench;

	(void)state;
	config.policy.orders_per_tick_max = COUNT_OFF;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 7; world++)
		wants(&bench, world, 4 * GIB);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 7);
	bench_register(&bench, 20, 24 * GIB, false);
	minutes_pass(&bench, 2);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 8);
	assert_int_equal(bench.commands[7].type, 1);
	bench_close(&bench);
}

/* A plan that only a dedicated node holds is none of the cloud's business. */
static void a_plan_that_fits_no_cloud_node_rents_none(void **state)
{
	struct engine_config config = bench_config(64);
	struct bench bench;

	(void)state;
	config.policy.reserve_mib = 0;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 50 * GIB, false); /* runs */
	bench_register(&bench, 2, 50 * GIB, false); /* runs */
	bench_register(&bench, 3, 50 * GIB, false); /* waits, for ever */
	for (uint32_t world = 1; world <= 3; world++)
		bench_start(&bench, world, world);
	bench_answer_all(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	bench_until(&bench, bench.now_us + 5 * US_PER_HOUR);
	assert_int_equal(bench_state(&bench, 3), WORLD_QUEUED);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	bench_close(&bench);
}

/* ... and it does not keep a rented node from being given back. */
static void a_plan_that_fits_no_cloud_node_keeps_none(void **state)
{
	struct engine_config config = bench_config(64);
	struct bench bench;

	(void)state;
	config.policy.reserve_mib = 0;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 59 * GIB, false);
	for (uint32_t world = 2; world <= 5; world++)
		wants(&bench, world, 25 * GIB);
	bench_settle(&bench);
	minutes_pass(&bench, 2);
	bench_settle(&bench);
	assert_int_equal(bench_node_state(&bench, 3), NODE_READY);
	for (uint32_t world = 4; world <= 5; world++)
		bench_stop(&bench, world, world);
	bench_settle(&bench);
	minutes_pass(&bench, 62);
	bench_settle(&bench);
	assert_int_equal(bench_node_state(&bench, 3), NODE_GONE);
	bench_close(&bench);
}

/* When the large ones are gone, no room is kept for their size any more. */
static void case_a_raised_maximum_is_lowered_again(void **state)
{
	struct engine_config config = bare_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 24 * GIB, false);
	minutes_pass(&bench, 1);
	bench_settle(&bench);
	assert_int_equal(bench_node_state(&bench, 1), NODE_READY);
	bench_register(&bench, 2, 4 * GIB, false);
	wants(&bench, 3, 8 * GIB);
	bench_settle(&bench); /* on the node: 20 GiB are left */
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{1}}});
	minutes_pass(&bench, 5);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	bench_close(&bench);
}

/* Four orders fail at once; after the pause one is tried, and its answer brings
 * the rest. */
static void after_failed_orders_one_order_probes(void **state)
{
	struct engine_config config = bare_config();
	struct bench bench;

	(void)state;
	config.policy.offer_count = 1;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 4; world++)
		wants(&bench, world, 24 * GIB);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 4);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	minutes_pass(&bench, 8);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	minutes_pass(&bench, 5);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 3);
	bench_close(&bench);
}

/* Only we can have it raised: somebody is told, and the next line is tried. */
static void a_quota_that_is_reached_raises_an_alert(void **state)
{
	struct engine_config config = bare_config();
	struct command order;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	wants(&bench, 1, 24 * GIB);
	minutes_pass(&bench, 1);
	order = bench_first(&bench, COMMAND_ORDER_NODE);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	assert_int_equal(bench_commands(&bench, COMMAND_RAISE_ALERT), 0);
	minutes_pass(&bench, 1);
	order = bench_first(&bench, COMMAND_ORDER_NODE);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_REFUSED);
	assert_int_equal(bench_commands(&bench, COMMAND_RAISE_ALERT), 1);
	assert_int_equal(bench_first(&bench, COMMAND_RAISE_ALERT).reason,
			 REASON_QUOTA);
	assert_int_equal(bench_first(&bench, COMMAND_RAISE_ALERT).node.value,
			 order.node.value);
	bench_close(&bench);
}

static void two_sold_out_offers_are_tried_one_each(void **state)
{
	struct engine_config config = bare_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 4; world++)
		wants(&bench, world, 24 * GIB);
	minutes_pass(&bench, 1);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	assert_int_equal(bench_first(&bench, COMMAND_ORDER_NODE).location, 1);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	minutes_pass(&bench, 12);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 2);
	assert_int_equal(bench.commands[0].location, 0);
	assert_int_equal(bench.commands[1].location, 1);
	bench_close(&bench);
}

/* How long after a boot that failed the next order comes, in minutes. */
static int64_t pause_minutes(struct bench *bench)
{
	int64_t from_us = bench->now_us;

	while (bench_commands(bench, COMMAND_ORDER_NODE) == 0)
		minutes_pass(bench, 1);
	return (bench->now_us - from_us) / US_PER_MINUTE;
}

/* Nodes that never come are not ordered again and again. */
static void each_failed_boot_doubles_the_pause(void **state)
{
	const int64_t pauses[] = {10, 20, 40, 80};
	struct engine_config config = bare_config();
	struct bench bench;

	(void)state;
	config.policy.offer_count = 1;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 4; world++)
		wants(&bench, world, 24 * GIB);
	minutes_pass(&bench, 1);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	for (size_t i = 0; i < sizeof pauses / sizeof pauses[0]; i++) {
		minutes_pass(&bench, 15);
		assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE),
				 i == 0 ? 4 : 1);
		bench_answer_all(&bench, COMMAND_DESTROY_NODE, OUTCOME_DONE);
		assert_in_range(pause_minutes(&bench), pauses[i] - 1,
				pauses[i] + 1);
		/* one tries for all four */
		assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
		bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
		assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	}
	for (uint64_t i = 0; i < bench.notice_count; i++)
		assert_false(bench.notices[i].kind == NOTICE_NODE_STATE &&
			     bench.notices[i].node_state.state == NODE_DEAD);
	bench_close(&bench);
}

/* ... and one that does come ends the doubt. */
static void a_successful_boot_orders_the_rest(void **state)
{
	struct engine_config config = bare_config();
	struct bench bench;

	(void)state;
	config.policy.offer_count = 1;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 4; world++)
		wants(&bench, world, 24 * GIB);
	minutes_pass(&bench, 1);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	minutes_pass(&bench, 15);
	bench_answer_all(&bench, COMMAND_DESTROY_NODE, OUTCOME_DONE);
	(void)pause_minutes(&bench);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	bench_talks(&bench, 5);
	assert_int_equal(bench_node_state(&bench, 5), NODE_READY);
	minutes_pass(&bench, 2);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 3);
	bench_close(&bench);
}

/* A failed order orders the next; releasing nodes is left to the tick. */
static void a_failed_order_starts_no_drain(void **state)
{
	struct engine_config config = bare_config();
	struct bench bench;

	(void)state;
	config.policy.scaling = SCALE_THRESHOLD;
	config.policy.low_for_us = 90 * US_PER_SECOND;
	bench_open(&bench, &config);
	wants(&bench, 1, 26 * GIB);
	minutes_pass(&bench, 1);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	bench_talks(&bench, 1);
	bench_talks(&bench, 2);
	minutes_pass(&bench, 1);
	bench_settle(&bench);
	wants(&bench, 2, 26 * GIB);
	wants(&bench, 3, 26 * GIB);
	minutes_pass(&bench, 1);
	assert_true(bench_commands(&bench, COMMAND_ORDER_NODE) > 0);
	for (uint32_t world = 1; world <= 3; world++)
		bench_stop(&bench, world, world);
	bench_answer_all(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	minutes_pass(&bench, 1); /* low from here on */
	bench_until(&bench, bench.now_us + 100 * US_PER_SECOND);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	assert_int_equal(bench_node_state(&bench, 1), NODE_READY);
	assert_int_equal(bench_node_state(&bench, 2), NODE_READY);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_order_is_for_a_node_that_can_hold_it),
	    cmocka_unit_test(many_worlds_of_a_size_rent_nodes_of_that_size),
	    cmocka_unit_test(a_sold_out_size_neither_rents_nor_blocks_another),
	    cmocka_unit_test(the_largest_plan_needs_one_node_not_a_sum),
	    cmocka_unit_test(a_plan_that_fits_no_cloud_node_rents_none),
	    cmocka_unit_test(a_plan_that_fits_no_cloud_node_keeps_none),
	    cmocka_unit_test(case_a_raised_maximum_is_lowered_again),
	    cmocka_unit_test(after_failed_orders_one_order_probes),
	    cmocka_unit_test(a_quota_that_is_reached_raises_an_alert),
	    cmocka_unit_test(two_sold_out_offers_are_tried_one_each),
	    cmocka_unit_test(each_failed_boot_doubles_the_pause),
	    cmocka_unit_test(a_successful_boot_orders_the_rest),
	    cmocka_unit_test(a_failed_order_starts_no_drain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
