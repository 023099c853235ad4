/*
 * test_copies.c - second copies of sleepers: when they are made, which of the
 * two a world wakes on, and what they are good for when a node leaves.
 *
 * World SLEEPER lies on node 1; node 2 is the only other one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "support_engine.h"
#include "traces/base/engine_heap.h"

#define GIB 1024u
#define WORLDS 8
#define SLEEPER 1
#define OTHER 2
#define HOME 1
#define BESIDE 2
#define AFTER_US (5 * US_PER_MINUTE)

static void plays(struct bench *bench, uint32_t world)
{
	bench_want(bench, world);
	bench_answer_all(bench, COMMAND_START_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_world(bench, world).state, WORLD_ACTIVE);
}

static void stops(struct bench *bench, uint32_t world)
{
	bench_stop(bench, world, 0);
	bench_answer_all(bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_world(bench, world).state, WORLD_SLEEPING);
}

static void passes(struct bench *bench, int64_t us)
{
	bench_until(bench, bench->now_us + us);
}

static struct engine_config copying_config(void)
{
	struct engine_config config = bench_config(WORLDS);

	config.policy.cloud_max = 0;
	config.policy.direct_copy = true;
	config.policy.second_copies = (struct second_copies){
	    .on = true, .after_us = AFTER_US, .budget = 1};
	return config;
}

/* It sleeps at home, and its copy is verified. */
static void open_copied(struct bench *bench)
{
	struct engine_config config = copying_config();

	bench_open(bench, &config);
	bench_find(bench, SLEEPER, 20 * GIB, HOME, BESIDE);
}

/* --- made ----------------------------------------------------------------- */

static void a_sleeper_is_copied_some_time_after_its_stop(void **state)
{
	struct engine_config config = copying_config();
	struct command copy;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, 20 * GIB, HOME, 0);
	plays(&bench, SLEEPER);
	stops(&bench, SLEEPER);
	passes(&bench, AFTER_US - 1);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 0);
	passes(&bench, 2);
	copy = bench_first(&bench, COMMAND_COPY_WORLD);
	assert_int_equal(copy.world.value, SLEEPER);
	assert_int_equal(copy.node.value, BESIDE);
	assert_int_equal(copy.peer.value, HOME);
	assert_int_equal(copy.type, COPY_FULL);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, HOME);
	passes(&bench, US_PER_HOUR);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 0);
	bench_close(&bench);
}

/* One that wakes needs none; its copy is called off. */
static void one_that_wakes_is_not_copied(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;
	uint64_t copy;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, 20 * GIB, HOME, 0);
	passes(&bench, AFTER_US - 1);
	plays(&bench, SLEEPER);
	passes(&bench, US_PER_HOUR);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 0);
	stops(&bench, SLEEPER);
	passes(&bench, AFTER_US + 1);
	copy = bench_first(&bench, COMMAND_COPY_WORLD).id.value;
	bench_want(&bench, SLEEPER);
	bench_assert_is(&bench, SLEEPER, WORLD_STARTING, HOME);
	assert_int_equal(bench_first(&bench, COMMAND_CANCEL_TRANSFER).reference,
			 copy);
	/* it came all the same */
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).node.value,
			 BESIDE);
	bench_close(&bench);
}

static void one_that_fails_is_tried_again(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, 20 * GIB, HOME, 0);
	passes(&bench, AFTER_US + 1);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_FAILED);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, HOME);
	passes(&bench, AFTER_US - 1);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 0);
	passes(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 1);
	bench_close(&bench);
}

static void a_link_makes_as_many_as_its_budget(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	config.policy.second_copies.budget = 2;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 5; world++)
		bench_find(&bench, world, GIB, HOME, 0);
	passes(&bench, AFTER_US + 1);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 2);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	passes(&bench, 2);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 2);
	assert_int_equal(bench.commands[bench.command_count - 1].world.value,
			 3);
	bench_close(&bench);
}

static void none_is_made_while_a_player_waits_for_the_link(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, OTHER, 50 * GIB, HOME, 0);
	plays(&bench, OTHER);
	bench_find(&bench, 3, 20 * GIB, HOME, 0);
	bench_want(&bench, 3); /* moves */
	bench_find(&bench, SLEEPER, GIB, HOME, 0);
	passes(&bench, AFTER_US + 1);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 1);
	assert_int_equal(bench_first(&bench, COMMAND_COPY_WORLD).world.value,
			 3);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	passes(&bench, 2);
	assert_int_equal(bench_first(&bench, COMMAND_COPY_WORLD).world.value,
			 SLEEPER);
	bench_close(&bench);
}

/* 2 of 10 GB are free when 80 % is kept: only one copy of 2 GB fits. */
static void part_of_each_disk_is_kept_free_of_them(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	config.node_types[0].disk_mib = 10 * GIB;
	config.policy.second_copies.budget = 4;
	config.policy.second_copies.min_free_disk_ppm = 800000;
	bench_open(&bench, &config);
	bench_find(&bench, 1, GIB, HOME, 0);
	bench_find(&bench, 2, GIB, HOME, 0);
	passes(&bench, AFTER_US + 1);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 1);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	passes(&bench, US_PER_HOUR);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 0);
	bench_close(&bench);
}

/* 8 of 10 GB are kept: a copy has the other two, and not a MiB more. */
static void not_a_mib_of_that_part_is_used(void **state)
{
	const uint32_t most_mib = 2 * GIB;
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	config.node_types[0].disk_mib = 10 * GIB;
	config.policy.second_copies.budget = 4;
	config.policy.second_copies.min_free_disk_ppm = 800000;
	for (uint32_t more_mib = 0; more_mib <= 1; more_mib++) {
		bench_open(&bench, &config);
		bench_register_all_of(&bench, SLEEPER, GIB, 0,
				      most_mib + more_mib);
		assert_int_equal(
		    bench_feed(&bench,
			       (struct input){.kind = INPUT_WORLD_FOUND,
					      .world_found = {{SLEEPER},
							      {HOME},
							      bench.now_us,
							      {0}}}),
		    DRIVE_OK);
		passes(&bench, 3 * AFTER_US);
		assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD),
				 1 - more_mib);
		bench_close(&bench);
	}
}

/* --- used ----------------------------------------------------------------- */

/* Home has room, but less; what it has becomes the copy, and is refreshed. */
static void a_world_wakes_on_the_better_of_the_two(void **state)
{
	struct command copy;
	struct bench bench;

	(void)state;
	open_copied(&bench);
	bench_find(&bench, OTHER, 10 * GIB, HOME, 0);
	plays(&bench, OTHER);
	plays(&bench, SLEEPER);
	bench_assert_is(&bench, SLEEPER, WORLD_ACTIVE, BESIDE);
	assert_int_equal(bench_last(&bench, NOTICE_START_PLACED)->start.data,
			 PATH_WARM);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	stops(&bench, SLEEPER);
	passes(&bench, AFTER_US + 1);
	copy = bench_first(&bench, COMMAND_COPY_WORLD);
	assert_int_equal(copy.node.value, HOME);
	assert_int_equal(copy.type, COPY_REFRESH);
	bench_close(&bench);
}

/* Its home is full, and what the other node has is old: it moves. */
static void a_stale_copy_is_never_started(void **state)
{
	struct bench bench;

	(void)state;
	open_copied(&bench);
	plays(&bench, SLEEPER);
	bench_assert_is(&bench, SLEEPER, WORLD_ACTIVE, HOME);
	stops(&bench, SLEEPER);
	bench_find(&bench, OTHER, 50 * GIB, HOME, 0);
	plays(&bench, OTHER);
	bench_want(&bench, SLEEPER);
	bench_assert_is(&bench, SLEEPER, WORLD_MOVING, HOME);
	/* only what has changed must be brought */
	assert_int_equal(bench_first(&bench, COMMAND_COPY_WORLD).type,
			 COPY_REFRESH);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_STARTING, BESIDE);
	/* and its home has the copy now */
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	bench_close(&bench);
}

/* An order to delete the old copy would stop the newer data as well. */
static void no_copy_is_deleted_where_its_world_is_going(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	config.node_types[0].disk_mib = 12 * GIB;
	config.policy.second_copies.min_free_disk_ppm = 500000;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, 20 * GIB, HOME, BESIDE);
	plays(&bench, SLEEPER);
	stops(&bench, SLEEPER);
	bench_find(&bench, OTHER, 50 * GIB, HOME, 0);
	plays(&bench, OTHER);
	bench_want(&bench, SLEEPER);
	bench_assert_is(&bench, SLEEPER, WORLD_MOVING, HOME);
	for (uint32_t world = OTHER + 1; world <= OTHER + 3; world++)
		bench_find(&bench, world, GIB, BESIDE, 0);
	passes(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_STARTING, BESIDE);
	bench_close(&bench);
}

static void remove_home(struct bench *bench)
{
	(void)bench_feed(bench, (struct input){.kind = INPUT_DEDICATED_REMOVED,
					       .dedicated_removed = {{HOME}}});
	bench_until(bench, bench->now_us);
}

static void it_leaves_a_draining_node_without_an_upload(void **state)
{
	struct bench bench;

	(void)state;
	open_copied(&bench);
	remove_home(&bench);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, BESIDE);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 0);
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).node.value,
			 HOME);
	assert_int_equal(bench_node_state(&bench, HOME), NODE_GONE);
	bench_close(&bench);
}

/* The copies on a node go with it, and do not keep it. */
static void copies_do_not_keep_their_node(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, 20 * GIB, BESIDE, HOME);
	remove_home(&bench);
	assert_int_equal(bench_node_state(&bench, HOME), NODE_GONE);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, BESIDE);
	bench_close(&bench);
}

static void lose_home(struct bench *bench)
{
	bench_dies(bench, HOME);
	passes(bench, 6 * US_PER_MINUTE);
}

static void a_sleeper_outlives_its_home(void **state)
{
	struct bench bench;

	(void)state;
	open_copied(&bench);
	lose_home(&bench);
	bench_assert_is(&bench, SLEEPER, WORLD_STRANDED, HOME);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, BESIDE);
	plays(&bench, SLEEPER);
	bench_close(&bench);
}

static void a_run_is_rolled_back_to_its_copy(void **state)
{
	struct bench bench;

	(void)state;
	open_copied(&bench);
	plays(&bench, SLEEPER);
	bench_assert_is(&bench, SLEEPER, WORLD_ACTIVE, HOME);
	passes(&bench, US_PER_HOUR);
	lose_home(&bench);
	assert_false(
	    bench_last(&bench, NOTICE_WORLD_ROLLED_BACK)->rolled_back.all_lost);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, BESIDE);
	bench_close(&bench);
}

/* A refresh that was called off and comes late, where the world lives now. */
static void what_comes_late_is_not_swept_from_its_home(void **state)
{
	struct bench bench;

	(void)state;
	open_copied(&bench);
	plays(&bench, SLEEPER);
	stops(&bench, SLEEPER);
	passes(&bench, AFTER_US + 1);
	assert_int_equal(bench_first(&bench, COMMAND_COPY_WORLD).type,
			 COPY_REFRESH);
	lose_home(&bench);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, BESIDE);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	plays(&bench, SLEEPER);
	bench_close(&bench);
}

/* --- lost ----------------------------------------------------------------- */

static uint32_t alerts_about(const struct bench *bench, enum reason reason)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < bench->command_count; i++)
		count += bench->commands[i].kind == COMMAND_RAISE_ALERT &&
			 bench->commands[i].reason == (uint16_t)reason;
	return count;
}

static uint32_t told_lost(const struct bench *bench, uint32_t world)
{
	uint32_t count = 0;

	assert_true(bench->notice_count <= TEST_NOTICES_MAX);
	for (uint64_t i = 0; i < bench->notice_count; i++)
		count += bench->notices[i].kind == NOTICE_DECISION &&
			 bench->notices[i].decision.rule == RULE_LOST &&
			 bench->notices[i].world.value == world &&
			 bench->notices[i].node.value == HOME;
	return count;
}

/* Two of the four have nothing anywhere else; one alert says how many. */
static void what_is_lost_for_good_is_told_once_a_node(void **state)
{
	struct engine_config config = copying_config();
	const struct notice *lost;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, GIB, HOME, 0);
	bench_find(&bench, OTHER, GIB, HOME, 0);
	plays(&bench, OTHER);
	bench_find(&bench, 3, GIB, HOME, BESIDE); /* has a copy */
	bench_find(&bench, 4, GIB, HOME, 0);	  /* nobody misses it */
	bench_register(&bench, 5, GIB, false);	  /* never had anything */
	lose_home(&bench);
	assert_int_equal(alerts_about(&bench, REASON_LOST_DATA), 0);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{4}}});
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_ARCHIVED, 0);
	lost = bench_last(&bench, NOTICE_WORLDS_LOST);
	assert_non_null(lost);
	assert_int_equal(bench_count(&bench, NOTICE_WORLDS_LOST), 1);
	assert_int_equal(lost->node.value, HOME);
	assert_int_equal(lost->worlds_lost.slept, 1);
	assert_int_equal(lost->worlds_lost.ran, 1);
	assert_int_equal(alerts_about(&bench, REASON_LOST_DATA), 1);
	for (uint32_t i = 0; i < bench.command_count; i++)
		if (bench.commands[i].reason == REASON_LOST_DATA) {
			assert_int_equal(bench.commands[i].node.value, HOME);
			assert_int_equal(bench.commands[i].reference, 2);
		}
	for (uint32_t world = 1; world <= 5; world++)
		assert_int_equal(told_lost(&bench, world), world <= 2);
	bench_close(&bench);
}

static void a_run_that_is_lost_is_told_as_well(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, OTHER, GIB, HOME, 0);
	plays(&bench, OTHER);
	lose_home(&bench);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	assert_int_equal(alerts_about(&bench, REASON_LOST_DATA), 1);
	assert_int_equal(
	    bench_last(&bench, NOTICE_WORLDS_LOST)->worlds_lost.ran, 1);
	/* it begins anew, and is lost as a sleeper the next time */
	plays(&bench, OTHER);
	bench_assert_is(&bench, OTHER, WORLD_ACTIVE, BESIDE);
	stops(&bench, OTHER);
	bench_dies(&bench, BESIDE);
	passes(&bench, 6 * US_PER_MINUTE);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	assert_int_equal(
	    bench_last(&bench, NOTICE_WORLDS_LOST)->worlds_lost.ran, 0);
	assert_int_equal(
	    bench_last(&bench, NOTICE_WORLDS_LOST)->worlds_lost.slept, 1);
	bench_close(&bench);
}

static void nothing_is_told_where_nothing_is_lost(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, GIB, HOME, BESIDE);
	bench_register(&bench, OTHER, 20 * GIB, false);
	bench_want(&bench, OTHER); /* new: it has nothing yet */
	bench_assert_is(&bench, OTHER, WORLD_STARTING, HOME);
	lose_home(&bench);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	assert_int_equal(bench_count(&bench, NOTICE_WORLDS_LOST), 0);
	assert_int_equal(alerts_about(&bench, REASON_LOST_DATA), 0);
	bench_close(&bench);
}

/* Its first copy is on its way when its home is lost for good. */
static void lose_all(struct bench *bench)
{
	struct engine_config config = copying_config();

	bench_open(bench, &config);
	bench->audit = true; /* and the accounts */
	bench_find(bench, SLEEPER, 20 * GIB, HOME, 0);
	passes(bench, AFTER_US + 1);
	lose_home(bench);
	bench_answer_first(bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	bench_assert_is(bench, SLEEPER, WORLD_ARCHIVED, 0);
	assert_int_equal(bench_count(bench, NOTICE_WORLDS_LOST), 1);
}

static void what_comes_last_saves_a_lost_world(void **state)
{
	struct bench bench;

	(void)state;
	lose_all(&bench);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, BESIDE);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	plays(&bench, SLEEPER);
	assert_int_equal(bench_last(&bench, NOTICE_START_PLACED)->start.data,
			 PATH_WARM);
	bench_close(&bench);
}

/* It is in the archive, and needs nothing that comes late. */
static void it_saves_none_that_is_not_lost(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, 20 * GIB, HOME, 0);
	passes(&bench, AFTER_US + 1);
	remove_home(&bench);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_ARCHIVED, 0);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_ARCHIVED, 0);
	assert_int_equal(bench.commands[bench.command_count - 1].kind,
			 COMMAND_DELETE_COPY);
	assert_int_equal(bench.commands[bench.command_count - 1].node.value,
			 BESIDE);
	bench_close(&bench);
}

static void it_saves_one_that_is_wanted_and_waits(void **state)
{
	struct bench bench;

	(void)state;
	lose_all(&bench);
	bench_find(&bench, OTHER, 50 * GIB, BESIDE, 0);
	plays(&bench, OTHER);
	bench_want(&bench, SLEEPER);
	bench_assert_is(&bench, SLEEPER, WORLD_QUEUED, 0);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_QUEUED, BESIDE);
	passes(&bench, US_PER_HOUR); /* it sleeps there, and is billed for it */
	stops(&bench, OTHER);
	passes(&bench, 1);
	bench_answer_all(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_ACTIVE, BESIDE);
	passes(&bench, US_PER_HOUR);
	stops(&bench, SLEEPER);
	bench_close(&bench);
}

/* The id was given again: nobody may get the data of the world before. */
static void it_saves_no_other_world_of_that_id(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, 20 * GIB, HOME, 0);
	passes(&bench, AFTER_US + 1);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{SLEEPER}}});
	bench_answer_all(&bench, COMMAND_DELETE_COPY, OUTCOME_DONE);
	bench_register(&bench, SLEEPER, 20 * GIB, false);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_ARCHIVED, 0);
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).node.value,
			 BESIDE);
	bench_close(&bench);
}

/* Another life has begun: nobody may come back from the old one. */
static void it_comes_too_late_for_a_world_that_began_anew(void **state)
{
	struct bench bench;

	(void)state;
	lose_all(&bench);
	plays(&bench, SLEEPER);
	bench_assert_is(&bench, SLEEPER, WORLD_ACTIVE, BESIDE);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_ACTIVE, BESIDE);
	bench_close(&bench);
}

/* --- told ----------------------------------------------------------------- */

static void assert_told(const struct bench *bench, enum copy_event event,
			uint32_t node)
{
	const struct notice *told = bench_last(bench, NOTICE_SECOND_COPY);

	assert_non_null(told);
	assert_int_equal(told->world.value, SLEEPER);
	assert_int_equal(told->node.value, node);
	assert_int_equal(told->second_copy.event, event);
	assert_int_equal(told->second_copy.size_mib, 2048);
}

static void what_becomes_of_a_copy_is_told(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_find(&bench, SLEEPER, 20 * GIB, HOME, 0);
	passes(&bench, AFTER_US + 1);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_count(&bench, NOTICE_SECOND_COPY), 1);
	assert_told(&bench, COPY_MADE, BESIDE);
	bench_find(&bench, OTHER, 10 * GIB, HOME, 0);
	plays(&bench, OTHER);
	plays(&bench, SLEEPER);
	assert_int_equal(bench_count(&bench, NOTICE_SECOND_COPY), 2);
	assert_told(&bench, COPY_USED, BESIDE);
	stops(&bench, SLEEPER);
	passes(&bench, AFTER_US + 1);
	bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_count(&bench, NOTICE_SECOND_COPY), 3);
	assert_told(&bench, COPY_REFRESHED, HOME);
	bench_close(&bench);
}

/* --- gone ----------------------------------------------------------------- */

/* Its move to where an older copy lies is never answered: what is on its way
 * there is not deleted, because the older one would go with it. */
static void a_move_given_up_spares_the_copy_that_lies_there(void **state)
{
	struct bench bench;

	(void)state;
	open_copied(&bench);
	plays(&bench, SLEEPER);
	stops(&bench, SLEEPER);
	bench_find(&bench, OTHER, 50 * GIB, HOME, 0);
	plays(&bench, OTHER);
	bench_want(&bench, SLEEPER);
	bench_assert_is(&bench, SLEEPER, WORLD_MOVING, HOME);
	assert_int_equal(bench_first(&bench, COMMAND_COPY_WORLD).node.value,
			 BESIDE);
	while (bench_world(&bench, SLEEPER).state == WORLD_MOVING)
		passes(&bench, US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	bench_dies(&bench, HOME);
	passes(&bench, 6 * US_PER_MINUTE);
	bench_answer_all(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_SLEEPING, BESIDE);
	bench_close(&bench);
}

static void the_archive_replaces_both(void **state)
{
	struct bench bench;

	(void)state;
	open_copied(&bench);
	passes(&bench, 49 * US_PER_HOUR);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, SLEEPER, WORLD_ARCHIVED, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 2);
	bench_close(&bench);
}

static void a_world_is_deleted_everywhere(void **state)
{
	struct bench bench;

	(void)state;
	open_copied(&bench);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{SLEEPER}}});
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 2);
	bench_close(&bench);
}

static enum engine_status load(const struct engine *engine,
			       const struct engine_config *config)
{
	size_t size = engine_save_size_bytes(engine);
	uint8_t *bytes = malloc(size);
	enum engine_status status;
	struct engine *back;

	assert_int_equal(engine_save(engine, bytes, size), ENGINE_OK);
	status = engine_load(config, &engine_heap, bytes, size, &back);
	if (status == ENGINE_OK)
		engine_destroy(back);
	free(bytes);
	return status;
}

/* Copies that a configuration knows nothing of would be lost on the disks. */
static void they_are_loaded_only_where_there_may_be_any(void **state)
{
	struct engine_config config = copying_config();
	struct bench bench;

	(void)state;
	open_copied(&bench);
	assert_int_equal(load(bench.engine, &config), ENGINE_OK);
	config.policy.second_copies.on = false;
	assert_int_equal(load(bench.engine, &config), ENGINE_BAD_SNAPSHOT);
	bench_close(&bench);
	bench_open(&bench, &config);
	config.policy.second_copies.on = true;
	assert_int_equal(load(bench.engine, &config), ENGINE_OK);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_sleeper_is_copied_some_time_after_its_stop),
	    cmocka_unit_test(one_that_wakes_is_not_copied),
	    cmocka_unit_test(one_that_fails_is_tried_again),
	    cmocka_unit_test(a_link_makes_as_many_as_its_budget),
	    cmocka_unit_test(none_is_made_while_a_player_waits_for_the_link),
	    cmocka_unit_test(part_of_each_disk_is_kept_free_of_them),
	    cmocka_unit_test(not_a_mib_of_that_part_is_used),
	    cmocka_unit_test(a_world_wakes_on_the_better_of_the_two),
	    cmocka_unit_test(a_stale_copy_is_never_started),
	    cmocka_unit_test(no_copy_is_deleted_where_its_world_is_going),
	    cmocka_unit_test(it_leaves_a_draining_node_without_an_upload),
	    cmocka_unit_test(copies_do_not_keep_their_node),
	    cmocka_unit_test(a_sleeper_outlives_its_home),
	    cmocka_unit_test(a_run_is_rolled_back_to_its_copy),
	    cmocka_unit_test(what_comes_late_is_not_swept_from_its_home),
	    cmocka_unit_test(what_is_lost_for_good_is_told_once_a_node),
	    cmocka_unit_test(a_run_that_is_lost_is_told_as_well),
	    cmocka_unit_test(nothing_is_told_where_nothing_is_lost),
	    cmocka_unit_test(it_saves_none_that_is_not_lost),
	    cmocka_unit_test(what_comes_last_saves_a_lost_world),
	    cmocka_unit_test(it_saves_one_that_is_wanted_and_waits),
	    cmocka_unit_test(it_saves_no_other_world_of_that_id),
	    cmocka_unit_test(it_comes_too_late_for_a_world_that_began_anew),
	    cmocka_unit_test(what_becomes_of_a_copy_is_told),
	    cmocka_unit_test(a_move_given_up_spares_the_copy_that_lies_there),
	    cmocka_unit_test(the_archive_replaces_both),
	    cmocka_unit_test(a_world_is_deleted_everywhere),
	    cmocka_unit_test(they_are_loaded_only_where_there_may_be_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
