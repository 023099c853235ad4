/*
 * test_guards.c - what the guards count, when they hold, and that nobody waits
 * for a guard who need not.
 *
 * An hour of a cloud node costs 0.222 EUR and its address 0.0008 EUR.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_engine.h"

#define GIB 1024u
#define CENT (NANO_EUR_PER_EUR / 100)

static struct engine_config cloud_only(void)
{
	struct engine_config config = bench_config(64);

	config.policy.reserve_mib = 0;
	config.dedicated_count[0] = 0;
	config.machinery.ram_overhead_mib = 0;
	return config;
}

static void minutes_pass(struct bench *bench, int64_t minutes)
{
	bench_until(bench, bench->now_us + minutes * US_PER_MINUTE);
}

static void want(struct bench *bench, uint32_t first, uint32_t last)
{
	for (uint32_t world = first; world <= last; world++) {
		bench_register(bench, world, 24 * GIB, true);
		bench_start(bench, world, world);
	}
	minutes_pass(bench, 1);
}

/* Nodes first ... last exist, are ready, and run one world each. */
static void nodes_run(struct bench *bench, uint32_t first, uint32_t last)
{
	want(bench, first, last);
	bench_answer_all(bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	for (uint32_t node = first; node <= last; node++)
		bench_talks(bench, node);
	minutes_pass(bench, 1);
	bench_answer_all(bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
	bench_answer_all(bench, COMMAND_START_WORLD, OUTCOME_DONE);
	for (uint32_t world = first; world <= last; world++)
		assert_int_equal(bench_state(bench, world), WORLD_ACTIVE);
}

static uint32_t holds(const struct bench *bench)
{
	return bench_count(bench, NOTICE_GUARD);
}

static void release(struct bench *bench, enum guard guard)
{
	(void)bench_feed(bench, (struct input){.kind = INPUT_OPERATOR_RELEASED,
					       .operator_released = {guard}});
}

/* --- destructions --------------------------------------------------------- */

static void nodes_that_never_come_count_as_destructions(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.guards.destroys_per_hour = 1;
	bench_open(&bench, &config);
	want(&bench, 1, 3);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	minutes_pass(&bench, 15);
	assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE), 1);
	assert_int_equal(holds(&bench), 1);
	assert_int_equal(bench_node_state(&bench, 2), NODE_SILENT);
	assert_int_equal(bench_node_state(&bench, 3), NODE_SILENT);
	/* the operator's word goes for as many again */
	release(&bench, GUARD_DESTROYS);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE), 2);
	release(&bench, GUARD_DESTROYS);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE), 3);
	bench_close(&bench);
}

static void a_late_node_is_used_while_its_destruction_is_held(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.guards.destroys_per_hour = 0;
	bench_open(&bench, &config);
	want(&bench, 1, 1);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	minutes_pass(&bench, 20);
	assert_int_equal(bench_node_state(&bench, 1), NODE_SILENT);
	bench_talks(&bench, 1);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_READY);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 1);
	bench_close(&bench);
}

/* Fencing suffices to rescue worlds; destroying the node can wait. */
static void worlds_are_rescued_while_a_destruction_is_held(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.guards.destroys_per_hour = 0;
	config.policy.reserve_mib = 20 * GIB; /* a second node is there */
	bench_open(&bench, &config);
	nodes_run(&bench, 1, 1);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	bench_talks(&bench, 2);
	bench_dies(&bench, 1);
	minutes_pass(&bench, 6);
	assert_int_equal(bench_state(&bench, 1), WORLD_STRANDED);
	assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE), 0);
	bench_start(&bench, 1, 7); /* its player is back at once */
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_RESTORING);
	assert_int_equal(bench_first(&bench, COMMAND_RESTORE_WORLD).node.value,
			 2);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DEAD);
	assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE), 0);
	assert_int_equal(holds(&bench), 1);
	bench_close(&bench);
}

static void a_dead_node_is_fenced_then_destroyed(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.guards.destroys_per_hour = 1;
	bench_open(&bench, &config);
	nodes_run(&bench, 1, 2);
	bench_dies(&bench, 1);
	bench_dies(&bench, 2);
	minutes_pass(&bench, 6);
	assert_int_equal(bench_commands(&bench, COMMAND_FENCE_NODE), 2);
	bench_answer_all(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE), 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVED);
	assert_int_equal(bench_state(&bench, 2), WORLD_ARCHIVED);
	/* the operator removed the other by hand */
	(void)bench_feed(&bench, (struct input){.kind = INPUT_NODE_GONE,
						.node_gone = {{2}}});
	assert_int_equal(bench_node_state(&bench, 2), NODE_GONE);
	bench_answer_first(&bench, COMMAND_DESTROY_NODE, OUTCOME_DONE);
	assert_int_equal(bench_node_state(&bench, 1), NODE_GONE);
	bench_close(&bench);
}

/* --- spending ------------------------------------------------------------- */

static void the_cap_counts_orders_before_their_answers(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.guards.spend_per_day_nano_eur = 30 * CENT;
	bench_open(&bench, &config);
	want(&bench, 1, 4);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	assert_int_equal(holds(&bench), 0); /* nothing is spent yet */
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	assert_int_equal(holds(&bench), 1);
	bench_close(&bench);
}

static void a_failed_order_costs_nothing(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.guards.spend_per_day_nano_eur = 30 * CENT;
	bench_open(&bench, &config);
	want(&bench, 1, 4);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	assert_int_equal(bench_first(&bench, COMMAND_ORDER_NODE).location, 1);
	assert_int_equal(holds(&bench), 0);
	bench_close(&bench);
}

/* Two hours of one node with its address leave no room for a second node. */
static void hours_of_running_nodes_and_addresses_count(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	/* three hours at 0.222 would fit, with addresses they do not */
	config.guards.spend_per_day_nano_eur = 3 * 222000000 + 1000000;
	bench_open(&bench, &config);
	/* a half of a node each: with the second, there is room for no third */
	bench_register(&bench, 1, 14 * GIB, true);
	bench_register(&bench, 2, 14 * GIB, true);
	minutes_pass(&bench, 1);
	bench_settle(&bench);
	bench_start(&bench, 1, 1);
	bench_settle(&bench);
	minutes_pass(&bench, 61);
	assert_int_equal(holds(&bench), 0);
	bench_start(&bench, 2, 2);
	minutes_pass(&bench, 1);
	bench_settle(&bench);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	assert_int_equal(holds(&bench), 1);
	/* the running node runs on, and its hours are counted */
	minutes_pass(&bench, 120);
	assert_int_equal(bench_node_state(&bench, 1), NODE_READY);
	/* another day, another budget */
	bench_until(&bench, bench.now_us + US_PER_DAY -
				bench.now_us % US_PER_DAY + US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	bench_close(&bench);
}

static void releasing_the_guard_grants_the_cap_once_more(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.guards.spend_per_day_nano_eur = 30 * CENT;
	bench_open(&bench, &config);
	want(&bench, 1, 4);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	minutes_pass(&bench, 5);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	release(&bench, GUARD_SPEND_DAY);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nodes_that_never_come_count_as_destructions),
	    cmocka_unit_test(a_late_node_is_used_while_its_destruction_is_held),
	    cmocka_unit_test(worlds_are_rescued_while_a_destruction_is_held),
	    cmocka_unit_test(a_dead_node_is_fenced_then_destroyed),
	    cmocka_unit_test(the_cap_counts_orders_before_their_answers),
	    cmocka_unit_test(a_failed_order_costs_nothing),
	    cmocka_unit_test(hours_of_running_nodes_and_addresses_count),
	    cmocka_unit_test(releasing_the_guard_grants_the_cap_once_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
