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

/* It sleeps on this node, and the archive has it as well. */
static void find_archived(struct bench *bench, uint32_t world, uint32_t node)
{
	bench_register(bench, world, GIB / 2, true);
	assert_int_equal(
	    bench_feed(
		bench,
		(struct input){
		    .kind = INPUT_WORLD_FOUND,
		    .world_found = {{world}, {node}, bench->now_us, {0}}}),
	    DRIVE_OK);
}

/* More deletions than a step has commands, again: those that are left over come
 * before a start that was asked for in the same round. */
static void what_was_left_over_goes_before_what_is_new(void **state)
{
	const uint32_t worlds = 150;
	struct engine_config config = bench_config(worlds);
	uint64_t start = 0, last = 0;
	struct input inputs[2];
	struct command fence;
	struct bench bench;

	(void)state;
	config.policy.cloud_max = 0;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= worlds; world++)
		find_archived(&bench, world, 1 + world % 2);
	node_is_lost(&bench);
	for (uint32_t world = 2; world <= worlds; world += 2)
		delete_world(&bench, world);
	fence = bench_first(&bench, COMMAND_FENCE_NODE);
	inputs[1] = (struct input){
	    .kind = INPUT_COMMAND_FINISHED,
	    .command_finished = {.command = fence.id, .outcome = OUTCOME_DONE}};
	inputs[0] =
	    (struct input){.kind = INPUT_START_REQUESTED, .request = {{1}, 1}};
	assert_int_equal(drive(bench.engine, &bench.ports, bench.now_us, inputs,
			       2, bench.scratch),
			 DRIVE_OK);
	bench_until(&bench, bench.now_us + US_PER_SECOND);
	for (uint32_t i = 0; i < bench.command_count; i++)
		if (bench.commands[i].kind == COMMAND_START_WORLD)
			start = bench.commands[i].id.value;
		else if (bench.commands[i].kind == COMMAND_DELETE_ARCHIVE)
			last = bench.commands[i].id.value;
	assert_true(last != 0 && last < start);
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

/* --- what comes late ------------------------------------------------------ */

/* Worlds 1 to 3 have 40 GiB, of which a node takes one.  World `world`, which
 * the archive does not have, sleeps at home, and its upload is under way. */
static void open_with_upload(struct bench *bench, uint32_t world)
{
	struct engine_config config = bench_config(4);

	config.policy.scaling = SCALE_NONE;
	config.policy.sleep_window_us = US_PER_HOUR;
	config.machinery.box_count = 2;
	bench_open(bench, &config);
	for (uint32_t id = 1; id <= 3; id++)
		bench_register(bench, id, 40 * GIB, false);
	bench_start(bench, world, 1);
	bench_settle(bench);
	bench_stop(bench, world, 1);
	bench_settle(bench);
	minutes_pass(bench, 61);
	assert_int_equal(bench_state(bench, world), WORLD_ARCHIVING);
	assert_int_equal(bench_commands(bench, COMMAND_ARCHIVE_WORLD), 1);
}

/* Its upload is stale from now on, and it is deleted as soon as it has stopped;
 * what a deletion asks for is done. */
static void wakes_and_is_deleted(struct bench *bench, uint32_t world)
{
	bench_start(bench, world, 2);
	assert_int_equal(bench_commands(bench, COMMAND_CANCEL_TRANSFER), 1);
	bench_answer_first(bench, COMMAND_START_WORLD, OUTCOME_DONE);
	delete_world(bench, world);
	bench_answer_first(bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	assert_gone(bench, world);
	bench_answer_all(bench, COMMAND_DELETE_COPY, OUTCOME_DONE);
	bench_answer_all(bench, COMMAND_DELETE_ARCHIVE, OUTCOME_DONE);
}

static void assert_nothing_left(const struct bench *bench)
{
	assert_int_equal(bench->command_count, 0);
	assert_null(disks_left(bench->disks));
}

/* The engine does not count on it, but it is there. */
static void what_came_of_a_stale_upload_is_deleted_too(void **state)
{
	struct bench bench;
	struct command order;

	(void)state;
	open_with_upload(&bench, 2);
	bench_start(&bench, 2, 2);
	bench_answer_first(&bench, COMMAND_CANCEL_TRANSFER, OUTCOME_DONE);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	assert_false(bench_world(&bench, 2).has_archive);
	assert_true(disks_version(bench.disks, 2, 0) != 0);
	delete_world(&bench, 2);
	bench_answer_first(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	order = bench_first(&bench, COMMAND_DELETE_ARCHIVE);
	assert_int_equal(order.box, 1);
	assert_int_equal(order.epoch, bench_world(&bench, 2).epoch);
	bench_settle(&bench);
	assert_nothing_left(&bench);
	bench_close(&bench);
}

/* It is deleted a second time when it has come, and only then. */
static void a_stale_upload_may_come_after_the_deletion(void **state)
{
	struct bench bench;
	struct command order;

	(void)state;
	open_with_upload(&bench, 2);
	wakes_and_is_deleted(&bench, 2);
	bench_answer_first(&bench, COMMAND_CANCEL_TRANSFER, OUTCOME_DONE);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	order = bench_first(&bench, COMMAND_DELETE_ARCHIVE);
	assert_int_equal(order.box, 1);
	assert_int_equal(order.reason, REASON_DELETED);
	bench_settle(&bench);
	assert_nothing_left(&bench);
	bench_close(&bench);

	open_with_upload(&bench, 2);
	wakes_and_is_deleted(&bench, 2);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_CANCELLED);
	bench_settle(&bench);
	assert_nothing_left(&bench);
	bench_close(&bench);
}

/* The next world that has the id keeps what it has. */
static void a_stale_upload_may_come_when_its_id_is_given_again(void **state)
{
	struct bench bench;
	struct command order;

	(void)state;
	open_with_upload(&bench, 2);
	wakes_and_is_deleted(&bench, 2);
	bench_register(&bench, 2, 40 * GIB, true);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	order = bench_first(&bench, COMMAND_DELETE_ARCHIVE);
	assert_int_equal(order.generation, 0);
	assert_int_equal(bench_world(&bench, 2).generation, 1);
	bench_settle(&bench);
	assert_nothing_left(&bench);
	assert_true(disks_version(bench.disks, 2, 0) != 0);
	bench_close(&bench);
}

/* Nobody answered five times, and it came after all: its connection is taken
 * until then. */
static void
an_upload_that_was_given_up_may_come_after_the_deletion(void **state)
{
	struct bench bench;
	struct engine_gauges gauges;
	uint32_t home, other, i;

	(void)state;
	open_with_upload(&bench, 2);
	home = bench_world(&bench, 2).node.value;
	bench_start(&bench, 1, 1);
	bench_start(&bench, 3, 1);
	bench_answer_all(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	other = bench_world(&bench, 1).node.value == home ? 3 : 1;
	bench_start(&bench, 2, 2);
	bench_stop(&bench, other, 0);
	bench_answer_first(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 2), WORLD_MOVING);
	for (int minutes = 0;
	     minutes < 300 &&
	     bench_commands(&bench, COMMAND_CANCEL_TRANSFER) == 0;
	     minutes++)
		minutes_pass(&bench, 1);
	assert_int_equal(bench_count(&bench, NOTICE_START_REFUSED), 1);
	bench_assert_is(&bench, 2, WORLD_ARCHIVING, home);
	bench_until(&bench, bench.now_us);
	engine_read_gauges(bench.engine, &gauges);
	assert_int_equal(gauges.transfers, 3); /* one is the other's */
	i = bench.command_count - 1;
	delete_world(&bench, 2);
	/* the one that it waits for is the later */
	while (bench.commands[i].kind != COMMAND_ARCHIVE_WORLD ||
	       bench.commands[i].world.value != 2)
		i--;
	bench_answer(&bench, i, OUTCOME_DONE);
	assert_gone(&bench, 2);
	bench_answer_all(&bench, COMMAND_DELETE_ARCHIVE, OUTCOME_DONE);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_true(disks_version(bench.disks, 2, 0) != 0);
	bench_settle(&bench);
	assert_nothing_left(&bench);
	engine_read_gauges(bench.engine, &gauges);
	assert_int_equal(gauges.transfers, 0);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_number_of_stranded_worlds_can_be_deleted),
	    cmocka_unit_test(what_was_left_over_goes_before_what_is_new),
	    cmocka_unit_test(a_failed_first_start_ends_a_deleted_world),
	    cmocka_unit_test(a_lost_restore_ends_a_deleted_world),
	    cmocka_unit_test(what_came_of_a_stale_upload_is_deleted_too),
	    cmocka_unit_test(a_stale_upload_may_come_after_the_deletion),
	    cmocka_unit_test(
		a_stale_upload_may_come_when_its_id_is_given_again),
	    cmocka_unit_test(
		an_upload_that_was_given_up_may_come_after_the_deletion),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
