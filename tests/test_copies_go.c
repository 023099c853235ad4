/*
 * test_copies_go.c - second copies that go again: for want of disk, with their
 * node, when their world moves; and that others are made in their place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_engine.h"

#define GIB 1024u
#define WORLDS 40
#define HOME 1
#define BESIDE 2
#define THIRD 3
#define SLEEPER 1
#define OTHER 2
#define LOOKED_AT 16	     /* as engine/lives/second_copies.c */
#define WAITING_LOOKED_AT 32 /* as engine/decide/copying.c */
#define AFTER_US (5 * US_PER_MINUTE)

static void passes(struct bench *bench, int64_t us)
{
	bench_until(bench, bench->now_us + us);
}

static void plays(struct bench *bench, uint32_t world)
{
	bench_want(bench, world);
	bench_answer_all(bench, COMMAND_START_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_world(bench, world).state, WORLD_ACTIVE);
}

/* Three nodes; 30 % of a disk are kept free of copies. */
static struct engine_config config_of_disks(uint32_t disk_gib)
{
	struct engine_config config = bench_config(WORLDS);

	config.dedicated_count[0] = 3;
	config.node_types[0].disk_mib = disk_gib * GIB;
	config.policy.cloud_max = 0;
	config.policy.direct_copy = true;
	config.policy.second_copies =
	    (struct second_copies){.on = true,
				   .after_us = AFTER_US,
				   .budget = 1,
				   .min_free_disk_ppm = 300000};
	return config;
}

static void remove_node(struct bench *bench, uint32_t node)
{
	(void)bench_feed(bench, (struct input){.kind = INPUT_DEDICATED_REMOVED,
					       .dedicated_removed = {{node}}});
	bench_until(bench, bench->now_us);
}

static void lose_node(struct bench *bench, uint32_t node)
{
	bench_dies(bench, node);
	passes(bench, 6 * US_PER_MINUTE);
}

/* Not answered yet: the copy of this world on that node. */
static bool is_deleted(const struct bench *bench, uint32_t world, uint32_t node)
{
	for (uint32_t i = 0; i < bench->command_count; i++)
		if (bench->commands[i].kind == COMMAND_DELETE_COPY &&
		    bench->commands[i].world.value == world &&
		    bench->commands[i].node.value == node)
			return true;
	return false;
}

/* Copies are made, one after the other; true: one of this world to that node
 * within an hour. */
static bool is_copied_to(struct bench *bench, uint32_t world, uint32_t node)
{
	for (int tries = 0; tries < 12; tries++) {
		passes(bench, AFTER_US + 1);
		for (uint32_t i = 0; i < bench->command_count; i++)
			if (bench->commands[i].kind == COMMAND_COPY_WORLD &&
			    bench->commands[i].world.value == world &&
			    bench->commands[i].node.value == node)
				return true;
		bench_answer_all(bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	}
	return false;
}

/* --- for want of disk ----------------------------------------------------- */

/* 10 GB of disk, 3 of them kept; every world has 2. */
static void the_oldest_copy_goes_when_disk_is_short(void **state)
{
	struct engine_config config = config_of_disks(10);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, 1, GIB, HOME, BESIDE);
	bench_find(&bench, 2, GIB, HOME, BESIDE);
	bench_find(&bench, 3, GIB, BESIDE, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	bench_find(&bench, 4, GIB, BESIDE, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 1);
	assert_true(is_deleted(&bench, 1, BESIDE));
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).reason,
			 REASON_DISK);
	bench_find(&bench, 5, GIB, BESIDE, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 2);
	assert_true(is_deleted(&bench, 2, BESIDE));
	/* no copy is left to go, and the sleepers may stay */
	bench_find(&bench, 6, GIB, BESIDE, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 2);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 0);
	assert_true(is_copied_to(&bench, 1, THIRD));
	bench_close(&bench);
}

static void exactly_what_is_to_be_kept_free_is_enough(void **state)
{
	struct engine_config config = config_of_disks(10);
	struct bench bench;

	(void)state;
	config.policy.second_copies.min_free_disk_ppm = 400000;
	bench_open(&bench, &config);
	bench_find(&bench, 1, GIB, HOME, BESIDE);
	bench_find(&bench, 2, GIB, BESIDE, 0);
	bench_find(&bench, 3, GIB, BESIDE, 0); /* 6 GB used, 4 free */
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	bench_find(&bench, 4, GIB, BESIDE, 0);
	assert_true(is_deleted(&bench, 1, BESIDE));
	bench_close(&bench);
}

/* Above 7 GB sleepers leave, too, but copies first. */
static void sleepers_leave_when_no_copy_is_left_to_go(void **state)
{
	struct engine_config config = config_of_disks(10);
	struct bench bench;

	(void)state;
	config.policy.disk_pressure_ppm = 700000;
	bench_open(&bench, &config);
	for (uint32_t world = 3; world <= 5; world++)
		bench_find(&bench, world, GIB, BESIDE, 0);
	bench_find(&bench, 1, GIB, HOME, BESIDE);
	bench_find(&bench, 2, GIB, HOME, BESIDE); /* the disk is full */
	plays(&bench, 3);
	bench_stop(&bench, 3, 0);
	bench_answer_all(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	for (uint32_t gone = 1; gone <= 2; gone++)
		assert_true(is_deleted(&bench, gone, BESIDE));
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 0);
	bench_find(&bench, 6, GIB, BESIDE, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 2);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 1);
	bench_close(&bench);
}

/* The copy of a stranded world is all that is left of it. */
static void what_is_stranded_keeps_its_copy(void **state)
{
	struct engine_config config = config_of_disks(10);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, 1, GIB, HOME, BESIDE);
	bench_find(&bench, 2, GIB, THIRD, BESIDE);
	lose_node(&bench, HOME);
	bench_assert_is(&bench, 1, WORLD_STRANDED, HOME);
	bench_find(&bench, 3, GIB, BESIDE, 0);
	bench_find(&bench, 4, GIB, BESIDE, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 1);
	assert_true(is_deleted(&bench, 2, BESIDE));
	bench_find(&bench, 5, GIB, BESIDE, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 1);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	bench_assert_is(&bench, 1, WORLD_SLEEPING, BESIDE);
	bench_close(&bench);
}

static void one_that_is_on_its_way_does_not_go(void **state)
{
	struct engine_config config = config_of_disks(10);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, 1, GIB, HOME, 0);
	passes(&bench, AFTER_US + 1);
	assert_int_equal(bench_first(&bench, COMMAND_COPY_WORLD).node.value,
			 BESIDE);
	for (uint32_t world = 2; world <= 5; world++)
		bench_find(&bench, world, GIB, BESIDE, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_close(&bench);
}

/* Of so many stranded ones and one that is spare, the last is looked at. */
static uint32_t deleted_behind(uint32_t stranded)
{
	struct engine_config config = config_of_disks(60);
	uint32_t world = 0, deleted;
	struct bench bench;

	config.node_types[0].disk_mib = 2 * GIB * (stranded + 3) * 10 / 7;
	bench_open(&bench, &config);
	while (world < stranded)
		bench_find(&bench, ++world, GIB, HOME, BESIDE);
	bench_find(&bench, ++world, GIB, THIRD, BESIDE);
	lose_node(&bench, HOME);
	for (int i = 0; i < 3; i++)
		bench_find(&bench, ++world, GIB, BESIDE, 0);
	deleted = bench_commands(&bench, COMMAND_DELETE_COPY);
	bench_close(&bench);
	return deleted;
}

static void only_the_first_few_are_looked_at(void **state)
{
	(void)state;
	assert_int_equal(deleted_behind(LOOKED_AT - 1), 1);
	assert_int_equal(deleted_behind(LOOKED_AT), 0);
}

/* --- and made ------------------------------------------------------------- */

/* So many sleepers wait at home, whose link takes one; the last waits at
 * another node: how many copies begin in one wake? */
static uint32_t begun_behind(uint32_t waiting)
{
	struct engine_config config = config_of_disks(1000);
	struct bench bench;
	uint32_t begun;

	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= waiting; world++)
		bench_find(&bench, world, GIB, HOME, 0);
	bench_find(&bench, waiting + 1, GIB, THIRD, 0);
	passes(&bench, AFTER_US);
	begun = bench_commands(&bench, COMMAND_COPY_WORLD);
	bench_close(&bench);
	return begun;
}

static void only_the_first_few_that_wait_are_looked_at(void **state)
{
	(void)state;
	assert_int_equal(begun_behind(WAITING_LOOKED_AT - 1), 2);
	assert_int_equal(begun_behind(WAITING_LOOKED_AT), 1);
}

/* --- with their node ------------------------------------------------------ */

static void another_is_made_when_its_node_is_given_back(void **state)
{
	struct engine_config config = config_of_disks(1000);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, GIB, HOME, BESIDE);
	remove_node(&bench, BESIDE);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	assert_true(is_copied_to(&bench, SLEEPER, THIRD));
	bench_close(&bench);
}

static void another_is_made_when_its_node_dies(void **state)
{
	struct engine_config config = config_of_disks(1000);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, GIB, HOME, BESIDE);
	lose_node(&bench, BESIDE);
	assert_true(is_copied_to(&bench, SLEEPER, THIRD));
	bench_close(&bench);
}

/* Nobody is asked to end it, and what arrives counts for nothing. */
static void one_that_is_made_there_is_forgotten(void **state)
{
	struct engine_config config = config_of_disks(1000);
	struct engine_gauges gauges;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, OTHER, GIB, BESIDE, 0);
	plays(&bench, OTHER); /* it keeps its node */
	bench_find(&bench, SLEEPER, GIB, HOME, 0);
	passes(&bench, AFTER_US + 1);
	while (bench_first(&bench, COMMAND_COPY_WORLD).node.value != BESIDE) {
		bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_FAILED);
		bench_find(&bench, ++bench.worlds, GIB, HOME, THIRD);
		passes(&bench, AFTER_US + 1);
	}
	remove_node(&bench, BESIDE);
	assert_int_equal(bench_node_state(&bench, BESIDE), NODE_DRAINING);
	assert_int_equal(bench_commands(&bench, COMMAND_CANCEL_TRANSFER), 0);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	assert_true(is_deleted(&bench, SLEEPER, BESIDE));
	assert_int_equal(bench_count(&bench, NOTICE_SECOND_COPY), 0);
	engine_read_gauges(bench.engine, &gauges);
	assert_int_equal(gauges.transfers, 0);
	assert_true(is_copied_to(&bench, SLEEPER, THIRD));
	bench_close(&bench);
}

/* A copy of a sleeper is on its way to the node that is returned. */
static uint32_t open_on_its_way(struct bench *bench)
{
	struct engine_config config = config_of_disks(1000);

	bench_open(bench, &config);
	bench_find(bench, SLEEPER, GIB, HOME, 0);
	passes(bench, AFTER_US + 1);
	return bench_first(bench, COMMAND_COPY_WORLD).node.value;
}

static void what_was_on_its_way_to_a_node_that_is_gone_is_nothing(void **state)
{
	struct bench bench;
	uint32_t node;

	(void)state;
	node = open_on_its_way(&bench);
	remove_node(&bench, node);
	assert_int_equal(bench_node_state(&bench, node), NODE_GONE);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_count(&bench, NOTICE_SECOND_COPY), 0);
	assert_true(
	    is_copied_to(&bench, SLEEPER, node == BESIDE ? THIRD : BESIDE));
	bench_close(&bench);
}

/* What leads to it keeps its place in the books, and nothing else does: nobody
 * waits for its next sign of life. */
static void a_node_that_is_gone_is_not_lost_as_well(void **state)
{
	struct bench bench;
	uint32_t node;

	(void)state;
	node = open_on_its_way(&bench);
	bench_dies(&bench, node);
	remove_node(&bench, node);
	assert_int_equal(bench_node_state(&bench, node), NODE_GONE);
	passes(&bench, 6 * US_PER_MINUTE);
	assert_int_equal(bench_node_state(&bench, node), NODE_GONE);
	assert_int_equal(bench_commands(&bench, COMMAND_RAISE_ALERT), 0);
	assert_int_equal(bench_commands(&bench, COMMAND_FENCE_NODE), 0);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_count(&bench, NOTICE_SECOND_COPY), 0);
	bench_close(&bench);
}

/* --- never answered ------------------------------------------------------- */

/* Whatever comes of it goes, and another is made. */
static void one_that_is_never_answered_is_given_up(void **state)
{
	struct engine_config config = config_of_disks(1000);
	struct command copy;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, GIB, HOME, 0);
	passes(&bench, AFTER_US + 1);
	copy = bench_first(&bench, COMMAND_COPY_WORLD);
	while (!is_deleted(&bench, SLEEPER, copy.node.value)) {
		assert_true(bench.now_us < copy.issued_at_us + 6 * US_PER_HOUR);
		passes(&bench, US_PER_MINUTE);
	}
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).epoch,
			 copy.epoch);
	assert_int_equal(bench_commands(&bench, COMMAND_RAISE_ALERT), 1);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, HOME);
	passes(&bench, AFTER_US + 1);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 2);
	bench_close(&bench);
}

/* What lay there before lies there still, and is kept. */
static void a_refresh_that_is_never_answered_leaves_the_older_copy(void **state)
{
	struct engine_config config = config_of_disks(1000);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, GIB, HOME, BESIDE);
	bench_find(&bench, OTHER, 10 * GIB, BESIDE, 0);
	plays(&bench, OTHER);
	plays(&bench, SLEEPER);
	bench_stop(&bench, SLEEPER, 0);
	bench_answer_all(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	passes(&bench, AFTER_US + 1);
	assert_int_equal(bench_first(&bench, COMMAND_COPY_WORLD).type,
			 COPY_REFRESH);
	while (bench_commands(&bench, COMMAND_RAISE_ALERT) == 0)
		passes(&bench, US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	lose_node(&bench, HOME);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, BESIDE);
	bench_close(&bench);
}

/* A refresh comes while its world is stranded: its copy's place is home. */
static void a_refresh_that_comes_last_makes_the_copy_home(void **state)
{
	struct engine_config config = config_of_disks(1000);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, GIB, HOME, BESIDE);
	bench_find(&bench, OTHER, 10 * GIB, BESIDE, 0);
	plays(&bench, OTHER);
	plays(&bench, SLEEPER);
	bench_stop(&bench, SLEEPER, 0);
	bench_answer_all(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	passes(&bench, AFTER_US + 1);
	lose_node(&bench, HOME);
	bench_assert_is(&bench, SLEEPER, WORLD_STRANDED, HOME);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, BESIDE);
	assert_null(engine_audit(bench.engine));
	assert_true(is_copied_to(&bench, SLEEPER, THIRD));
	bench_close(&bench);
}

/* --- when their world moves ----------------------------------------------- */

/* Its copy on the third node is old, and it moves beside. */
static void open_moving(struct bench *bench)
{
	struct engine_config config = config_of_disks(1000);

	bench_open(bench, &config);
	bench_find(bench, SLEEPER, 20 * GIB, HOME, THIRD);
	bench_find(bench, 3, 10 * GIB, THIRD, 0);
	plays(bench, 3);
	plays(bench, SLEEPER);
	bench_assert_is(bench, SLEEPER, WORLD_ACTIVE, HOME);
	bench_stop(bench, SLEEPER, 0);
	bench_answer_all(bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	bench_find(bench, OTHER, 50 * GIB, HOME, 0);
	plays(bench, OTHER);
	bench_want(bench, SLEEPER);
	bench_assert_is(bench, SLEEPER, WORLD_MOVING, HOME);
	assert_int_equal(bench_first(bench, COMMAND_COPY_WORLD).node.value,
			 BESIDE);
}

static void its_home_has_the_copy_from_now_on(void **state)
{
	struct bench bench;

	(void)state;
	open_moving(&bench);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_STARTING, BESIDE);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 1);
	assert_true(is_deleted(&bench, SLEEPER, THIRD));
	bench_close(&bench);
}

/* What a node that leaves has is of no use, so the older copy stays. */
static void a_home_that_leaves_has_no_copy(void **state)
{
	struct bench bench;

	(void)state;
	open_moving(&bench);
	remove_node(&bench, HOME);
	assert_int_equal(bench_node_state(&bench, HOME), NODE_DRAINING);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_STARTING, BESIDE);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 1);
	assert_true(is_deleted(&bench, SLEEPER, HOME));
	bench_close(&bench);
}

/* It wakes on its copy while it is archived from a node that is emptied. */
static void a_home_that_leaves_has_no_copy_of_what_woke(void **state)
{
	struct engine_config config = config_of_disks(1000);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, OTHER, GIB, HOME, 0);
	plays(&bench, OTHER); /* it keeps its node */
	bench_find(&bench, SLEEPER, GIB, HOME, BESIDE);
	passes(&bench, 49 * US_PER_HOUR);
	bench_assert_is(&bench, SLEEPER, WORLD_ARCHIVING, HOME);
	remove_node(&bench, HOME);
	bench_want(&bench, SLEEPER);
	bench_assert_is(&bench, SLEEPER, WORLD_STARTING, BESIDE);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_oldest_copy_goes_when_disk_is_short),
	    cmocka_unit_test(exactly_what_is_to_be_kept_free_is_enough),
	    cmocka_unit_test(sleepers_leave_when_no_copy_is_left_to_go),
	    cmocka_unit_test(what_is_stranded_keeps_its_copy),
	    cmocka_unit_test(one_that_is_on_its_way_does_not_go),
	    cmocka_unit_test(only_the_first_few_are_looked_at),
	    cmocka_unit_test(only_the_first_few_that_wait_are_looked_at),
	    cmocka_unit_test(another_is_made_when_its_node_is_given_back),
	    cmocka_unit_test(another_is_made_when_its_node_dies),
	    cmocka_unit_test(one_that_is_made_there_is_forgotten),
	    cmocka_unit_test(
		what_was_on_its_way_to_a_node_that_is_gone_is_nothing),
	    cmocka_unit_test(a_node_that_is_gone_is_not_lost_as_well),
	    cmocka_unit_test(one_that_is_never_answered_is_given_up),
	    cmocka_unit_test(
		a_refresh_that_is_never_answered_leaves_the_older_copy),
	    cmocka_unit_test(a_refresh_that_comes_last_makes_the_copy_home),
	    cmocka_unit_test(its_home_has_the_copy_from_now_on),
	    cmocka_unit_test(a_home_that_leaves_has_no_copy),
	    cmocka_unit_test(a_home_that_leaves_has_no_copy_of_what_woke),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
