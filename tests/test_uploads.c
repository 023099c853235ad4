/*
 * test_uploads.c - a world that is asked for while it is being archived.
 *
 * Its upload is stale if it wakes on its node, and needed if it starts on
 * another: then it must not be thrown away.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/questions.h"
#include "support_engine.h"

#define GIB 1024u

/* World 1 (40 GiB) sleeps on its node, and its upload is under way. */
static void open_with_upload(struct bench *bench)
{
	struct engine_config config = bench_config(16);

	config.policy.scaling = SCALE_NONE;
	config.policy.sleep_window_us = US_PER_HOUR;
	bench_open(bench, &config);
	for (uint32_t world = 1; world <= 6; world++)
		bench_register(bench, world, 40 * GIB, false);
	bench_start(bench, 1, 1);
	bench_settle(bench);
	bench_stop(bench, 1, 1);
	bench_settle(bench);
	bench_until(bench, bench->now_us + 61 * US_PER_MINUTE);
	assert_int_equal(bench_state(bench, 1), WORLD_ARCHIVING);
	assert_int_equal(bench_commands(bench, COMMAND_ARCHIVE_WORLD), 1);
}

static uint32_t node_of(const struct bench *bench, uint32_t world)
{
	struct world_view view;

	assert_true(
	    engine_read_world(bench->engine, (struct world_id){world}, &view));
	return view.node.value;
}

/* A world of 40 GiB runs on this node from now on. */
static void fill(struct bench *bench, uint32_t world)
{
	bench_start(bench, world, world);
	bench_answer_first(bench, COMMAND_START_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(bench, world), WORLD_ACTIVE);
}

static void a_stale_upload_is_called_off(void **state)
{
	struct bench bench;

	(void)state;
	open_with_upload(&bench);
	bench_start(&bench, 1, 2);
	assert_int_equal(bench_state(&bench, 1), WORLD_STARTING);
	assert_int_equal(bench_commands(&bench, COMMAND_CANCEL_TRANSFER), 1);
	assert_int_equal(bench_last(&bench, NOTICE_START_PLACED)->start.data,
			 PATH_WARM);
	bench_close(&bench);
}

static void a_needed_upload_goes_on(void **state)
{
	struct bench bench;
	uint32_t home;

	(void)state;
	open_with_upload(&bench);
	home = node_of(&bench, 1);
	fill(&bench, 2);
	fill(&bench, 3);
	/* free the other node again, so that only its own is full */
	bench_stop(&bench, node_of(&bench, 2) == home ? 3 : 2, 0);
	bench_answer_first(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	bench_start(&bench, 1, 2);
	assert_int_equal(bench_state(&bench, 1), WORLD_MOVING);
	assert_int_equal(bench_commands(&bench, COMMAND_CANCEL_TRANSFER), 0);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 1);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_RESTORING);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	assert_int_not_equal(node_of(&bench, 1), home);
	bench_close(&bench);
}

/* No room anywhere: it waits, the upload ends meanwhile, and it is moved
 * without a second one. */
static void an_upload_that_ends_while_its_world_waits_is_kept(void **state)
{
	struct bench bench;
	uint32_t home, other;

	(void)state;
	open_with_upload(&bench);
	home = node_of(&bench, 1);
	fill(&bench, 2);
	fill(&bench, 3);
	other = node_of(&bench, 2) == home ? 3 : 2;
	bench_start(&bench, 1, 2);
	assert_int_equal(bench_state(&bench, 1), WORLD_QUEUED);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_QUEUED);
	bench_stop(&bench, other, 0);
	bench_answer_first(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_RESTORING);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 0);
	bench_close(&bench);
}

/* Nobody waits any more: it goes on being archived. */
static void an_upload_outlives_a_start_that_is_given_up(void **state)
{
	struct bench bench;

	(void)state;
	open_with_upload(&bench);
	fill(&bench, 2);
	fill(&bench, 3);
	bench_start(&bench, 1, 2);
	bench_stop(&bench, 1, 2);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVING);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVED);
	bench_close(&bench);
}

/* Its node dies while it waits: the upload is lost, the world is not. */
static void a_waiting_world_survives_the_loss_of_its_upload(void **state)
{
	struct bench bench;
	uint32_t home;

	(void)state;
	open_with_upload(&bench);
	home = node_of(&bench, 1);
	fill(&bench, 2);
	fill(&bench, 3);
	bench_start(&bench, 1, 2);
	bench_dies(&bench, home);
	bench_until(&bench, bench.now_us + 6 * US_PER_MINUTE);
	assert_int_equal(bench_state(&bench, 1), WORLD_STRANDED);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 1);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_QUEUED);
	/* what the dead node says of it is not believed */
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_QUEUED);
	bench_close(&bench);
}

/* Worlds 1 and 3 are kept in the first box, world 2 in the second. */
static void each_box_has_its_own_connections(void **state)
{
	struct engine_config config = bench_config(3);
	struct bench bench;

	(void)state;
	config.machinery.box_count = 2;
	config.machinery.boxes[0].connections = 1;
	config.machinery.boxes[1].connections = 1;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 3; world++) {
		bench_register(&bench, world, 4 * GIB, true);
		bench_start(&bench, world, world);
	}
	bench_until(&bench, bench.now_us);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 2);
	assert_int_equal(bench.commands[0].world.value, 1);
	assert_int_equal(bench.commands[0].box, 0);
	assert_int_equal(bench.commands[1].world.value, 2);
	assert_int_equal(bench.commands[1].box, 1);
	/* the second box is free, the first is not: world 3 waits on */
	bench_answer(&bench, 1, OUTCOME_DONE);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 1);
	bench_answer(&bench, 0, OUTCOME_DONE);
	assert_int_equal(bench_first(&bench, COMMAND_RESTORE_WORLD).world.value,
			 3);
	bench_close(&bench);
}

/* Four worlds of 20,000 MiB on a disk of which half may be taken. */
static void open_crowded(struct bench *bench)
{
	struct engine_config config = bench_config(4);

	config.policy.scaling = SCALE_NONE;
	config.policy.disk_pressure_ppm = 500000;
	config.dedicated_count[0] = 1;
	config.node_types[0].disk_mib = 100000;
	bench_open(bench, &config);
	for (uint32_t world = 1; world <= 4; world++) {
		bench_register_all_of(bench, world, 4 * GIB, 0, 20000);
		bench_start(bench, world, 0);
	}
	bench_settle(bench);
	assert_int_equal(bench_state(bench, 4), WORLD_ACTIVE);
}

static void falls_asleep(struct bench *bench, uint32_t world)
{
	bench_stop(bench, world, 0);
	bench_answer_first(bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
}

/* The oldest sleeper makes room; what leaves already counts as gone. */
static void one_at_a_time_leaves_a_full_disk(void **state)
{
	struct bench bench;

	(void)state;
	open_crowded(&bench);
	falls_asleep(&bench, 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVING);
	falls_asleep(&bench, 2);
	assert_int_equal(bench_state(&bench, 2), WORLD_SLEEPING);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVED);
	falls_asleep(&bench, 3);
	assert_int_equal(bench_state(&bench, 2), WORLD_ARCHIVING);
	assert_int_equal(bench_state(&bench, 3), WORLD_SLEEPING);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	/* 40,000 MiB are no more than half */
	falls_asleep(&bench, 4);
	assert_int_equal(bench_state(&bench, 3), WORLD_SLEEPING);
	assert_int_equal(bench_state(&bench, 4), WORLD_SLEEPING);
	bench_close(&bench);
}

/* One that sleeps and is asked for is no sleeper: the next one leaves. */
static void who_waits_for_room_does_not_leave(void **state)
{
	struct bench bench;

	(void)state;
	open_crowded(&bench);
	bench_set(&bench, SETTING_DISK_PRESSURE, 800000); /* just as much */
	falls_asleep(&bench, 1);
	falls_asleep(&bench, 2);
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	bench_set(&bench, SETTING_DISK_PRESSURE, 500000);
	bench_start(&bench, 1, 0);
	assert_int_equal(bench_state(&bench, 1), WORLD_STARTING);
	falls_asleep(&bench, 3);
	assert_int_equal(bench_state(&bench, 2), WORLD_ARCHIVING);
	assert_int_equal(bench_state(&bench, 3), WORLD_SLEEPING);
	bench_close(&bench);
}

/* A move has queued for its upload; it does not queue again for the way back,
 * behind those who came meanwhile. */
static void the_second_half_of_a_move_comes_first(void **state)
{
	struct engine_config config = bench_config(8);
	struct bench bench;
	uint32_t home;

	(void)state;
	config.policy.scaling = SCALE_NONE;
	config.machinery.boxes[0].connections = 1;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 3; world++)
		bench_register(&bench, world, 40 * GIB, false);
	fill(&bench, 1);
	home = node_of(&bench, 1);
	bench_stop(&bench, 1, 0);
	bench_settle(&bench);
	fill(&bench, 2);
	fill(&bench, 3);
	bench_stop(&bench, node_of(&bench, 2) == home ? 3 : 2, 0);
	bench_answer_first(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	bench_start(&bench, 1, 0);
	assert_int_equal(bench_state(&bench, 1), WORLD_MOVING);
	for (uint32_t world = 4; world <= 5; world++) {
		bench_register(&bench, world, 4 * GIB, true);
		bench_start(&bench, world, 0);
		assert_int_equal(bench_state(&bench, world), WORLD_RESTORING);
	}
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 1);
	assert_int_equal(bench_first(&bench, COMMAND_RESTORE_WORLD).world.value,
			 1);
	bench_answer_first(&bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_first(&bench, COMMAND_RESTORE_WORLD).world.value,
			 4);
	bench_close(&bench);
}

/* The node it moves to is to be given back meanwhile: it goes there all the
 * same, for its place is there. */
static void a_move_goes_on_to_a_draining_node(void **state)
{
	struct bench bench;
	uint32_t home, target;

	(void)state;
	open_with_upload(&bench);
	home = node_of(&bench, 1);
	target = home == 1 ? 2 : 1;
	fill(&bench, 2);
	fill(&bench, 3);
	bench_stop(&bench, node_of(&bench, 2) == home ? 3 : 2, 0);
	bench_answer_first(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	bench_start(&bench, 1, 2);
	assert_int_equal(bench_state(&bench, 1), WORLD_MOVING);
	(void)bench_feed(&bench,
			 (struct input){.kind = INPUT_DEDICATED_REMOVED,
					.dedicated_removed = {{target}}});
	assert_int_equal(bench_node_state(&bench, target), NODE_DRAINING);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_RESTORING);
	assert_int_equal(bench_first(&bench, COMMAND_RESTORE_WORLD).node.value,
			 target);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_stale_upload_is_called_off),
	    cmocka_unit_test(a_needed_upload_goes_on),
	    cmocka_unit_test(an_upload_that_ends_while_its_world_waits_is_kept),
	    cmocka_unit_test(an_upload_outlives_a_start_that_is_given_up),
	    cmocka_unit_test(a_waiting_world_survives_the_loss_of_its_upload),
	    cmocka_unit_test(each_box_has_its_own_connections),
	    cmocka_unit_test(one_at_a_time_leaves_a_full_disk),
	    cmocka_unit_test(who_waits_for_room_does_not_leave),
	    cmocka_unit_test(the_second_half_of_a_move_comes_first),
	    cmocka_unit_test(a_move_goes_on_to_a_draining_node),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
