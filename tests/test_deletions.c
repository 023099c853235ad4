/*
 * test_deletions.c - a customer deletes a world while it is on its way,
 * stranded or being restored: it ends deleted, its copies with it, whatever
 * happens to its node.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/questions.h"
#include "support_engine.h"

#define GIB 1024u

static void delete_world(struct bench *bench, uint32_t world)
{
	assert_int_equal(
	    bench_feed(bench, (struct input){.kind = INPUT_WORLD_DELETED,
					     .world_deleted = {{world}}}),
	    DRIVE_OK);
}

static void minutes_pass(struct bench *bench, int64_t minutes)
{
	bench_until(bench, bench->now_us + minutes * US_PER_MINUTE);
}

static struct engine_config one_node(uint32_t worlds)
{
	struct engine_config config = bench_config(worlds);

	config.dedicated_count[0] = 1;
	config.policy.cloud_max = 0;
	return config;
}

/* Node 1 dies; after the timeout it is to be fenced. */
static void node_is_lost(struct bench *bench)
{
	bench_dies(bench, 1);
	minutes_pass(bench, 6);
	assert_int_equal(bench_node_state(bench, 1), NODE_DEAD);
	assert_int_equal(bench_commands(bench, COMMAND_FENCE_NODE), 1);
}

static void assert_gone(const struct bench *bench, uint32_t world)
{
	struct world_view view;

	assert_true(
	    engine_read_world(bench->engine, (struct world_id){world}, &view));
	assert_int_equal(view.state, WORLD_DELETED);
	assert_false(view.has_archive);
}

/* More deletions than a step has commands wait for the answer to the fence. */
static void any_number_of_stranded_worlds_can_be_deleted(void **state)
{
	const uint32_t worlds = 75;
	struct engine_config config = one_node(worlds);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= worlds; world++) {
		bench_register(&bench, world, GIB / 2, true);
		bench_start(&bench, world, world);
	}
	bench_settle(&bench);
	for (uint32_t world = 1; world <= worlds; world++) {
		assert_int_equal(bench_state(&bench, world), WORLD_ACTIVE);
		bench_stop(&bench, world, world);
	}
	bench_settle(&bench);
	node_is_lost(&bench);
	for (uint32_t world = 1; world <= worlds; world++)
		delete_world(&bench, world);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	bench_until(&bench, bench.now_us + 10);
	for (uint32_t world = 1; world <= worlds; world++)
		assert_gone(&bench, world);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_ARCHIVE),
			 worlds);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

/* The first start of a world fails after its owner had it deleted. */
static void a_failed_first_start_ends_a_deleted_world(void **state)
{
	struct engine_config config = one_node(2);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, false);
	bench_start(&bench, 1, 1);
	minutes_pass(&bench, 0);
	assert_int_equal(bench_state(&bench, 1), WORLD_STARTING);
	delete_world(&bench, 1);
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_FAILED);
	assert_gone(&bench, 1);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

/* Its node dies while the data of a deleted world are on their way there. */
static void a_lost_restore_ends_a_deleted_world(void **state)
{
	struct engine_config config = one_node(2);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, true);
	bench_start(&bench, 1, 1);
	minutes_pass(&bench, 0);
	assert_int_equal(bench_state(&bench, 1), WORLD_RESTORING);
	delete_world(&bench, 1);
	node_is_lost(&bench);
	assert_gone(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_ARCHIVE), 1);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_number_of_stranded_worlds_can_be_deleted),
	    cmocka_unit_test(a_failed_first_start_ends_a_deleted_world),
	    cmocka_unit_test(a_lost_restore_ends_a_deleted_world),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
