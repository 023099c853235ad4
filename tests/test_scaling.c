/*
 * test_scaling.c - the cases that broke other people's autoscalers, and what
 * the rules watch.
 *
 * Two dedicated nodes that sell 60 GiB each, cloud nodes that sell 28 GiB.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/questions.h"
#include "support_engine.h"

#define GIB 1024u
#define WORLDS 64

static struct engine_config no_reserve(void)
{
	struct engine_config config = bench_config(WORLDS);

	config.policy.reserve_mib = 0;
	config.machinery.ram_overhead_mib = 0;
	return config;
}

static struct engine_config cloud_only(void)
{
	struct engine_config config = no_reserve();

	config.dedicated_count[0] = 0;
	return config;
}

static void minutes_pass(struct bench *bench, int64_t minutes)
{
	bench_until(bench, bench->now_us + minutes * US_PER_MINUTE);
}

/* Minute by minute, everything answered at once, nodes ready at once. */
static void calm_minutes(struct bench *bench, int64_t minutes)
{
	for (int64_t i = 0; i < minutes; i++) {
		bench_settle(bench);
		minutes_pass(bench, 1);
	}
	bench_settle(bench);
}

static void want(struct bench *bench, uint32_t first, uint32_t last,
		 uint32_t ram_mib)
{
	for (uint32_t world = first; world <= last; world++) {
		bench_register(bench, world, ram_mib, true);
		bench_start(bench, world, world);
	}
}

static void stop(struct bench *bench, uint32_t first, uint32_t last)
{
	for (uint32_t world = first; world <= last; world++)
		bench_stop(bench, world, 0);
}

static struct engine_gauges gauges(const struct bench *bench)
{
	struct engine_gauges g;

	engine_read_gauges(bench->engine, &g);
	return g;
}

static uint32_t entered(const struct bench *bench, enum node_state state)
{
	uint32_t count = 0;

	for (uint64_t i = 0; i < bench->notice_count; i++)
		count += bench->notices[i].kind == NOTICE_NODE_STATE &&
			 bench->notices[i].node_state.state == state;
	return count;
}

static struct input answer_to(struct command command)
{
	return (struct input){
	    .kind = INPUT_COMMAND_FINISHED,
	    .command_finished = {.command = command.id,
				 .outcome = OUTCOME_DONE,
				 .size_mib = command.size_mib}};
}

/* --- what is watched ------------------------------------------------------ */

/* 12 worlds of 4 cores; the dedicated nodes have 16 each, cloud nodes 8. */
static uint32_t orders_for_cpu(enum scaling_rule rule)
{
	struct engine_config config = no_reserve();
	struct bench bench;
	uint32_t orders;

	config.policy.scaling = rule;
	config.policy.orders_per_tick_max = COUNT_OFF;
	config.machinery.cpu_oversubscribe_ppm = 1000000;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 12; world++) {
		bench_register_all_of(&bench, world, GIB, 4000, 2048);
		bench_start(&bench, world, world);
	}
	minutes_pass(&bench, 2);
	orders = bench_commands(&bench, COMMAND_ORDER_NODE);
	bench_close(&bench);
	return orders;
}

static void cpu_is_watched(void **state)
{
	(void)state;
	assert_int_equal(orders_for_cpu(SCALE_FIT), 2);
	/* 48 cores are 90 % of 54: 32 and three nodes */
	assert_int_equal(orders_for_cpu(SCALE_THRESHOLD), 3);
	assert_int_equal(orders_for_cpu(SCALE_NONE), 0);
}

/* 12 worlds of 200,000 MiB; dedicated nodes hold 5 each, cloud nodes one. */
static uint32_t orders_for_disk(enum scaling_rule rule)
{
	struct engine_config config = no_reserve();
	struct bench bench;
	uint32_t orders;

	config.policy.scaling = rule;
	config.policy.orders_per_tick_max = COUNT_OFF;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 12; world++) {
		bench_register_all_of(&bench, world, GIB, 0, 200000);
		bench_start(&bench, world, world);
	}
	minutes_pass(&bench, 2);
	orders = bench_commands(&bench, COMMAND_ORDER_NODE);
	bench_close(&bench);
	return orders;
}

static void disk_is_watched(void **state)
{
	(void)state;
	assert_int_equal(orders_for_disk(SCALE_FIT), 2);
	/* 2.4 TB are 90 % of 2.67: 2 TB and three nodes */
	assert_int_equal(orders_for_disk(SCALE_THRESHOLD), 3);
	assert_int_equal(orders_for_disk(SCALE_NONE), 0);
}

/* Of three loads the largest decides whether a node is let go. */
static void a_node_needed_for_its_cpu_is_kept(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.policy.scaling = SCALE_THRESHOLD;
	config.machinery.cpu_oversubscribe_ppm = 1000000;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 4; world++) {
		bench_register_all_of(&bench, world, GIB, 3600, 2048);
		bench_start(&bench, world, world);
	}
	calm_minutes(&bench, 180);
	assert_int_equal(gauges(&bench).worlds_active, 4);
	assert_int_equal(entered(&bench, NODE_DRAINING), 0);
	bench_close(&bench);
}

/* The load is low for two nodes and high for one: letting one go would be
 * followed by an order. */
static void a_node_that_would_be_ordered_again_is_kept(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.policy.scaling = SCALE_THRESHOLD;
	config.policy.high_ppm = 800000;
	config.policy.low_ppm = 500000;
	bench_open(&bench, &config);
	want(&bench, 1, 1, 26 * GIB);
	calm_minutes(&bench, 10);
	assert_int_equal(gauges(&bench).nodes_ready, 2);
	calm_minutes(&bench, 180);
	assert_int_equal(entered(&bench, NODE_DRAINING), 0);
	bench_close(&bench);
}

/* Nothing could be ordered, so no plan was the largest of those that fit; when
 * nodes may be rented again, there is one, behind one that fits none. */
static void the_largest_plan_is_found_when_nodes_can_be_had(void **state)
{
	struct engine_config config = no_reserve();
	struct bench bench;

	(void)state;
	config.dedicated_count[0] = 1;
	config.policy.cloud_max = 0;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 50 * GIB, true);
	bench_register(&bench, 2, 20 * GIB, true);
	bench_start(&bench, 1, 1);
	bench_settle(&bench);
	minutes_pass(&bench, 2);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	bench_set(&bench, SETTING_CLOUD_MAX, 8);
	minutes_pass(&bench, 2);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	assert_int_equal(bench_last(&bench, NOTICE_SCALING)->scaling.need_mib,
			 20 * GIB);
	bench_close(&bench);
}

/* --- the cases ------------------------------------------------------------ */

static void case_an_idle_vm_is_not_destroyed_while_work_waits(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.policy.cloud_max = 2;
	bench_open(&bench, &config);
	want(&bench, 1, 2, 24 * GIB);
	calm_minutes(&bench, 3);
	assert_int_equal(gauges(&bench).worlds_active, 2);
	/* node 1 becomes idle while a third waits whom node 2 cannot take */
	want(&bench, 3, 3, 26 * GIB);
	minutes_pass(&bench, 5);
	assert_int_equal(bench_state(&bench, 3), WORLD_QUEUED);
	stop(&bench, 1, 1);
	calm_minutes(&bench, 120);
	assert_int_equal(bench_state(&bench, 3), WORLD_ACTIVE);
	assert_int_equal(entered(&bench, NODE_DESTROYING), 0);
	bench_close(&bench);
}

/* ... nor is one that had begun to leave before it was needed, under the rule
 * that does not look at sizes. */
static void case_a_draining_vm_is_not_destroyed_while_work_waits(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;
	uint32_t draining = 0;

	(void)state;
	config.policy.scaling = SCALE_THRESHOLD;
	config.policy.low_for_us = 10 * US_PER_MINUTE;
	bench_open(&bench, &config);
	want(&bench, 1, 4, 13 * GIB);
	calm_minutes(&bench, 3);
	stop(&bench, 2, 4);
	bench_settle(&bench);
	while (draining == 0) {
		minutes_pass(&bench, 1);
		bench_settle(&bench);
		draining = gauges(&bench).nodes_draining;
	}
	want(&bench, 5, 8, 26 * GIB);
	minutes_pass(&bench, 0); /* at once, not at the next tick */
	assert_int_equal(gauges(&bench).nodes_draining, 0);
	calm_minutes(&bench, 1);
	assert_int_equal(gauges(&bench).nodes_draining, 0);
	assert_int_equal(entered(&bench, NODE_DESTROYING), 0);
	bench_close(&bench);
}

/* ... but it is not kept for a start that came in the same round and has not
 * been looked at: most find room elsewhere. */
static void a_start_that_nobody_has_looked_at_keeps_no_node(void **state)
{
	struct engine_config config = cloud_only();
	struct input inputs[2];
	struct bench bench;

	(void)state;
	config.policy.scaling = SCALE_THRESHOLD;
	config.policy.low_for_us = 10 * US_PER_MINUTE;
	config.policy.destroy_from_us = 0;
	config.policy.destroy_until_us = US_PER_HOUR;
	bench_open(&bench, &config);
	bench_register(&bench, 5, GIB, true);
	want(&bench, 1, 4, 13 * GIB);
	calm_minutes(&bench, 3);
	stop(&bench, 2, 4);
	while (gauges(&bench).nodes_draining == 0) {
		bench_settle(&bench);
		minutes_pass(&bench, 1);
	}
	while (bench_commands(&bench, COMMAND_ARCHIVE_WORLD) > 1)
		bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 1);
	inputs[0] =
	    (struct input){.kind = INPUT_START_REQUESTED, .request = {{5}, 5}};
	inputs[1] = answer_to(bench_first(&bench, COMMAND_ARCHIVE_WORLD));
	assert_int_equal(drive(bench.engine, &bench.ports, bench.now_us, inputs,
			       2, bench.scratch),
			 DRIVE_OK);
	assert_int_equal(entered(&bench, NODE_DESTROYING), 1);
	assert_int_equal(bench_state(&bench, 5), WORLD_RESTORING);
	bench_close(&bench);
}

/* One world comes and goes every few minutes about the threshold. */
static void case_no_flapping_at_a_threshold(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.policy.scaling = SCALE_THRESHOLD;
	bench_open(&bench, &config);
	want(&bench, 1, 2, 12 * GIB);
	calm_minutes(&bench, 3);
	bench_register(&bench, 3, 2 * GIB, true);
	for (int i = 0; i < 60; i++) {
		bench_start(&bench, 3, 100 + (uint32_t)i);
		calm_minutes(&bench, 3);
		stop(&bench, 3, 3);
		calm_minutes(&bench, 3);
	}
	/* 24 of 28 GiB, now and then 26: one order more, and it stays */
	assert_int_equal(entered(&bench, NODE_ORDERED), 2);
	assert_int_equal(entered(&bench, NODE_DRAINING), 0);
	bench_close(&bench);
}

/* What runs on a draining node is still a load, and what that node could sell
 * is no room: the same free node does not justify drain after drain. */
static void case_a_drain_in_flight_is_counted(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	want(&bench, 1, 3, 20 * GIB);
	calm_minutes(&bench, 3);
	assert_int_equal(gauges(&bench).nodes_ready, 4);
	/* 60 GiB run: three nodes hold them, two would not */
	calm_minutes(&bench, 180);
	assert_int_equal(gauges(&bench).nodes_ready, 3);
	assert_int_equal(gauges(&bench).worlds_active, 3);
	bench_close(&bench);

	config.policy.scaling = SCALE_THRESHOLD;
	config.policy.low_ppm = 500000;
	bench_open(&bench, &config);
	want(&bench, 1, 3, 24 * GIB);
	calm_minutes(&bench, 3);
	stop(&bench, 1, 3);
	bench_settle(&bench);
	want(&bench, 11, 13, 12 * GIB); /* on each of three nodes one */
	calm_minutes(&bench, 180);
	/* 36 of 84 GiB is low; of 56 it is not, though 12 run elsewhere */
	assert_int_equal(gauges(&bench).nodes_ready, 2);
	assert_int_equal(gauges(&bench).nodes_draining, 1);
	bench_close(&bench);
}

static void case_a_drain_is_cancelled_when_demand_returns(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	want(&bench, 1, 3, 24 * GIB);
	calm_minutes(&bench, 3);
	stop(&bench, 1, 3);
	bench_settle(&bench);
	while (gauges(&bench).nodes_draining < 3)
		calm_minutes(&bench, 1);
	for (uint32_t world = 1; world <= 3; world++)
		bench_start(&bench, world, 10 + world);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	assert_int_equal(gauges(&bench).nodes_draining, 0);
	assert_int_equal(gauges(&bench).nodes_ready, 4);
	bench_close(&bench);
}

/* A node dies with four worlds, and all their players are back at once. */
static void case_one_node_is_replaced_by_one(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;
	uint32_t before;

	(void)state;
	bench_open(&bench, &config);
	want(&bench, 1, 4, 7 * GIB);
	calm_minutes(&bench, 3);
	before = entered(&bench, NODE_ORDERED);
	assert_int_equal(bench_node_state(&bench, 2), NODE_READY);
	assert_int_equal(gauges(&bench).nodes_ready, 2); /* one is for 7 GiB */
	bench_dies(&bench, 1);
	minutes_pass(&bench, 6);
	for (uint32_t world = 1; world <= 4; world++)
		bench_start(&bench, world, 10 + world);
	for (int minute = 0; minute < 10; minute++) {
		minutes_pass(&bench, 1); /* the order is on its way */
		bench_answer_all(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	}
	assert_int_equal(entered(&bench, NODE_ORDERED) - before, 1);
	calm_minutes(&bench, 10);
	assert_int_equal(gauges(&bench).worlds_active, 4);
	assert_int_equal(entered(&bench, NODE_ORDERED) - before, 1);
	bench_close(&bench);
}

/* Demand that comes and goes within the hour never costs more hours than
 * keeping the node would have. */
static void case_churn_costs_no_more_than_keeping_the_node(void **state)
{
	struct engine_config config = cloud_only();

	(void)state;
	for (int64_t half = 3; half <= 40; half += 7) {
		struct bench bench;
		struct books books;

		bench_open(&bench, &config);
		bench_register(&bench, 1, 26 * GIB, true);
		for (int i = 0; i < 12; i++) {
			bench_start(&bench, 1, 100 + (uint32_t)i);
			calm_minutes(&bench, half);
			stop(&bench, 1, 1);
			calm_minutes(&bench, half);
		}
		engine_read_books(bench.engine, bench.now_us, &books);
		/* two nodes: the world's, and room for one of its size */
		assert_true(books.cloud_hours_billed <=
			    2 * (12 * 2 * half / 60 + 1));
		bench_close(&bench);
	}
}

/* A destruction that is never answered, a node that never empties and a world
 * that fits no cloud node keep nobody else from anything. */
static void case_one_odd_node_stops_nothing(void **state)
{
	struct engine_config config = no_reserve();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 60, 58 * GIB, true);
	want(&bench, 50, 51, 58 * GIB);
	bench_settle(&bench);
	bench_start(&bench, 60, 60);
	want(&bench, 1, 3, 24 * GIB);
	calm_minutes(&bench, 3);
	assert_int_equal(gauges(&bench).worlds_active, 5);
	stop(&bench, 2, 3);
	bench_settle(&bench);
	for (int minute = 0; minute < 70; minute++) {
		minutes_pass(&bench, 1);
		for (uint32_t i = bench.command_count; i > 0; i--)
			if (bench.commands[i - 1].kind != COMMAND_DESTROY_NODE)
				bench_answer(&bench, i - 1, OUTCOME_DONE);
	}
	/* the third and fourth node leave, though the first of them hangs */
	assert_true(bench_commands(&bench, COMMAND_DESTROY_NODE) >= 2);
	/* and more are ordered when they are needed */
	want(&bench, 10, 11, 24 * GIB);
	minutes_pass(&bench, 2);
	assert_true(bench_commands(&bench, COMMAND_ORDER_NODE) >= 1);
	assert_int_equal(bench_state(&bench, 60), WORLD_QUEUED);
	bench_close(&bench);
}

/* Thirty sessions end in one instant: nothing is ordered, then or later. */
static void case_many_stops_at_once_order_nothing(void **state)
{
	const enum scaling_rule rules[] = {SCALE_FIT, SCALE_THRESHOLD};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct engine_config config = cloud_only();
		struct bench bench;
		uint32_t before;

		config.policy.scaling = rules[i];
		bench_open(&bench, &config);
		want(&bench, 1, 30, 6 * GIB);
		calm_minutes(&bench, 5);
		assert_int_equal(gauges(&bench).worlds_active, 30);
		before = entered(&bench, NODE_ORDERED);
		stop(&bench, 1, 30);
		calm_minutes(&bench, 400);
		assert_int_equal(entered(&bench, NODE_ORDERED), before);
		assert_true(gauges(&bench).cloud_nodes <= 2);
		bench_close(&bench);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cpu_is_watched),
	    cmocka_unit_test(disk_is_watched),
	    cmocka_unit_test(a_node_needed_for_its_cpu_is_kept),
	    cmocka_unit_test(a_node_that_would_be_ordered_again_is_kept),
	    cmocka_unit_test(the_largest_plan_is_found_when_nodes_can_be_had),
	    cmocka_unit_test(case_an_idle_vm_is_not_destroyed_while_work_waits),
	    cmocka_unit_test(
		case_a_draining_vm_is_not_destroyed_while_work_waits),
	    cmocka_unit_test(a_start_that_nobody_has_looked_at_keeps_no_node),
	    cmocka_unit_test(case_no_flapping_at_a_threshold),
	    cmocka_unit_test(case_a_drain_in_flight_is_counted),
	    cmocka_unit_test(case_a_drain_is_cancelled_when_demand_returns),
	    cmocka_unit_test(case_one_node_is_replaced_by_one),
	    cmocka_unit_test(case_churn_costs_no_more_than_keeping_the_node),
	    cmocka_unit_test(case_one_odd_node_stops_nothing),
	    cmocka_unit_test(case_many_stops_at_once_order_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
