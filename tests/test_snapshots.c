/*
 * test_snapshots.c - a fleet that has filled its tables goes on in larger ones,
 * and ids of deleted worlds are given again.  (test_swarm saves and loads in
 * any state; tests/upgrade.c loads under the next behaviour version.)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/questions.h"
#include "support_engine.h"
#include "traces/base/engine_heap.h"

#define GIB 1024u
#define WORLDS 60

static void minutes_pass(struct bench *bench, int64_t minutes)
{
	bench_until(bench, bench->now_us + minutes * US_PER_MINUTE);
}

static uint8_t *saved(const struct engine *engine, size_t *size)
{
	uint8_t *bytes;

	*size = engine_save_size_bytes(engine);
	bytes = malloc(*size);
	assert_non_null(bytes);
	assert_int_equal(engine_save(engine, bytes, *size), ENGINE_OK);
	return bytes;
}

/* The bench goes on with a copy under this configuration. */
static void move_house(struct bench *bench, const struct engine_config *config)
{
	struct engine *copy = NULL;
	size_t size;
	uint8_t *bytes = saved(bench->engine, &size);

	assert_int_equal(engine_load(config, &engine_heap, bytes, size, &copy),
			 ENGINE_OK);
	free(bytes);
	assert_null(engine_audit(copy));
	engine_destroy(bench->engine);
	bench->engine = copy;
	bench->config = *config;
	if (bench->accountant != NULL)
		accountant_close(bench->accountant); /* its books end here */
	bench->accountant = NULL;
}

/* Worlds in every stage, many nodes come and gone, commands under way. */
static void live_through_much(struct bench *bench)
{
	for (uint32_t world = 1; world <= WORLDS; world++)
		bench_register(bench, world, (1 + world % 8) * GIB, world % 3);
	for (int round = 0; round < 6; round++) {
		for (uint32_t world = 1 + (uint32_t)round % 3; world <= WORLDS;
		     world += 3)
			bench_start(bench, world, world);
		minutes_pass(bench, 1);
		bench_settle(bench);
		minutes_pass(bench, 45);
		for (uint32_t world = 1; world <= WORLDS; world += 2)
			bench_stop(bench, world, 0);
		bench_settle(bench);
		minutes_pass(bench, 70);
	}
	for (uint32_t world = 1; world <= WORLDS; world++)
		bench_start(bench, world, 100 + world);
	minutes_pass(bench, 1); /* nothing of it is answered */
}

static void assert_same_views(const struct engine *a, const struct engine *b,
			      int64_t at_us)
{
	struct books books[2];
	struct engine_gauges gauges[2];

	memset(books, 0, sizeof books);
	memset(gauges, 0, sizeof gauges);
	engine_read_books(a, at_us, &books[0]);
	engine_read_books(b, at_us, &books[1]);
	assert_memory_equal(&books[0], &books[1], sizeof books[0]);
	engine_read_gauges(a, &gauges[0]);
	engine_read_gauges(b, &gauges[1]);
	assert_memory_equal(&gauges[0], &gauges[1], sizeof gauges[0]);
	for (uint32_t world = 1; world <= WORLDS; world++) {
		struct world_view views[2];

		memset(views, 0, sizeof views);
		assert_true(
		    engine_read_world(a, (struct world_id){world}, &views[0]));
		assert_true(
		    engine_read_world(b, (struct world_id){world}, &views[1]));
		assert_int_equal(views[0].state, views[1].state);
		assert_int_equal(views[0].node.value, views[1].node.value);
		assert_int_equal(views[0].epoch, views[1].epoch);
	}
	assert_true(engine_trail(a) == engine_trail(b));
}

static struct engine_config ten_times(const struct engine_config *config)
{
	struct engine_config larger = *config;

	larger.limits.worlds_max *= 10;
	larger.limits.accounts_max *= 10;
	larger.limits.nodes_max *= 10;
	larger.limits.commands_pending_max *= 10;
	return larger;
}

static void a_full_fleet_goes_on_in_larger_tables(void **state)
{
	struct engine_config config = bench_config(WORLDS), larger;
	struct engine *copy = NULL;
	struct bench bench;
	uint8_t *bytes;
	size_t size;

	(void)state;
	config.policy.sleep_window_us = US_PER_HOUR;
	config.machinery.boxes[0].connections = 3;
	bench_open(&bench, &config);
	live_through_much(&bench);
	larger = ten_times(&config);
	bytes = saved(bench.engine, &size);
	assert_int_equal(engine_load(&larger, &engine_heap, bytes, size, &copy),
			 ENGINE_OK);
	free(bytes);
	assert_null(engine_audit(copy));
	assert_same_views(bench.engine, copy, bench.now_us);
	engine_destroy(copy);
	/* and lives: what was refused for want of ids is taken now */
	assert_int_equal(
	    bench_feed(&bench, (struct input){.kind = INPUT_WORLD_REGISTERED,
					      .world = {.world = {WORLDS + 1},
							.account = {1},
							.ram_mib = GIB}}),
	    DRIVE_REFUSED);
	move_house(&bench, &larger);
	bench_register(&bench, 10 * WORLDS, 2 * GIB, true);
	bench_start(&bench, 10 * WORLDS, 1);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 10 * WORLDS), WORLD_ACTIVE);
	for (uint32_t world = 1; world <= WORLDS; world++)
		bench_stop(&bench, world, 0);
	bench_stop(&bench, 10 * WORLDS, 0);
	for (int round = 0; round < 20; round++) {
		bench_settle(&bench);
		minutes_pass(&bench, 30);
	}
	for (uint32_t world = 1; world <= WORLDS; world++)
		assert_int_equal(bench_state(&bench, world), WORLD_ARCHIVED);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

static void smaller_tables_are_refused(void **state)
{
	struct engine_config config = bench_config(WORLDS);
	struct bench bench;
	uint8_t *bytes;
	size_t size;

	(void)state;
	bench_open(&bench, &config);
	bytes = saved(bench.engine, &size);
	for (int limit = 0; limit < 4; limit++) {
		struct engine_config smaller = config;
		struct engine *copy = NULL;

		smaller.limits.worlds_max -= limit == 0;
		smaller.limits.accounts_max -= limit == 1;
		smaller.limits.nodes_max -= limit == 2;
		smaller.limits.commands_pending_max -= limit == 3;
		assert_int_equal(
		    engine_load(&smaller, &engine_heap, bytes, size, &copy),
		    ENGINE_BAD_SNAPSHOT);
		assert_null(copy);
	}
	free(bytes);
	bench_close(&bench);
}

/* Settings that inputs have changed are state; the others are the operator's.
 */
static void changed_settings_survive_a_new_configuration(void **state)
{
	struct engine_config config = bench_config(WORLDS), other;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_set(&bench, SETTING_CLOUD_MAX, 5);
	other = config;
	other.policy.cloud_max = 2;
	other.policy.reserve_mib = 4711;
	move_house(&bench, &other);
	assert_int_equal(engine_read_setting(bench.engine, SETTING_CLOUD_MAX),
			 5);
	assert_int_equal(engine_read_setting(bench.engine, SETTING_RESERVE),
			 4711);
	bench_close(&bench);
}

static void the_id_of_a_deleted_world_is_given_again(void **state)
{
	struct engine_config config = bench_config(4);
	struct bench bench;
	struct world_view view;
	struct command old, fresh;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, true);
	bench_start(&bench, 1, 1);
	bench_settle(&bench);
	bench_stop(&bench, 1, 1);
	bench_settle(&bench);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{1}}});
	old = bench_first(&bench, COMMAND_DELETE_ARCHIVE);
	assert_int_equal(old.generation, 0);
	/* the order to delete the old one is still out */
	bench_register(&bench, 1, 6 * GIB, false);
	assert_true(
	    engine_read_world(bench.engine, (struct world_id){1}, &view));
	assert_int_equal(view.state, WORLD_ARCHIVED);
	assert_int_equal(view.generation, 1);
	assert_int_equal(view.ram_mib, 6 * GIB);
	assert_false(view.has_archive);
	bench_start(&bench, 1, 2);
	minutes_pass(&bench, 0);
	fresh = bench_first(&bench, COMMAND_START_WORLD);
	assert_int_equal(fresh.generation, 1);
	assert_true(fresh.epoch > old.epoch);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	/* the sleep timer of the old one is not that of the new one */
	bench_stop(&bench, 1, 2);
	bench_settle(&bench);
	minutes_pass(&bench, 47 * 60);
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	minutes_pass(&bench, 2 * 60);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVING);
	bench_close(&bench);
}

/* Its old timers are left to run out: they are told apart, and not added to. */
static void an_id_may_be_given_again_any_number_of_times(void **state)
{
	struct engine_config config = bench_config(1);
	struct bench bench;

	(void)state;
	config.limits.nodes_max = 2;
	bench_open(&bench, &config);
	for (uint32_t life = 1; life <= 400; life++) {
		struct input gone = {.kind = INPUT_PLAYERS_CHANGED,
				     .players_changed = {{1}, 0}};
		struct world_facts facts = {.world = {1},
					    .account = {1},
					    .ram_mib = 4 * GIB,
					    .idle_stop_s = 3600};

		assert_int_equal(
		    bench_feed(&bench,
			       (struct input){.kind = INPUT_WORLD_REGISTERED,
					      .world = facts}),
		    DRIVE_OK);
		bench_start(&bench, 1, life);
		bench_settle(&bench);
		assert_int_equal(bench_feed(&bench, gone), DRIVE_OK);
		bench_stop(&bench, 1, life);
		bench_settle(&bench);
		assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
		(void)bench_feed(&bench,
				 (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{1}}});
		bench_settle(&bench);
		assert_int_equal(bench_state(&bench, 1), WORLD_DELETED);
	}
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

/* Every customer owes afterwards what he owed before, up to the last. */
static void no_balance_is_lost(void **state)
{
	struct engine_config config = bench_config(3);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t id = 1; id <= 3; id++)
		(void)bench_feed(
		    &bench, (struct input){.kind = INPUT_ACCOUNT_CREDITED,
					   .account_credited = {{id}, 7 * id}});
	move_house(&bench, &config);
	for (uint32_t id = 1; id <= 3; id++)
		assert_int_equal(
		    engine_read_balance(bench.engine, (struct account_id){id}),
		    7 * id);
	bench_close(&bench);
}

/* A configuration that takes away what the fleet has is refused. */
static void a_box_that_is_in_use_cannot_be_taken_away(void **state)
{
	struct engine_config config = bench_config(4), fewer;
	struct engine *copy = NULL;
	struct bench bench;
	uint8_t *bytes;
	size_t size;

	(void)state;
	config.machinery.box_count = 2;
	bench_open(&bench, &config);
	bench_register(&bench, 2, 4 * GIB, true); /* in the second */
	bytes = saved(bench.engine, &size);
	fewer = config;
	fewer.machinery.box_count = 1;
	assert_int_equal(engine_load(&fewer, &engine_heap, bytes, size, &copy),
			 ENGINE_BAD_SNAPSHOT);
	assert_null(copy);
	free(bytes);
	bench_close(&bench);
}

static void an_index_that_a_setting_needs_is_not_left_out(void **state)
{
	struct engine_config config = bench_config(4), other;
	struct engine *copy = NULL;
	struct bench bench;
	uint8_t *bytes;
	size_t size;

	(void)state;
	config.policy.placement = PLACE_SESSION_END;
	bench_open(&bench, &config);
	bench_set(&bench, SETTING_PLACEMENT, PLACE_SESSION_END);
	bytes = saved(bench.engine, &size);
	other = config;
	other.policy.placement = PLACE_BEST_FIT;
	assert_int_equal(engine_load(&other, &engine_heap, bytes, size, &copy),
			 ENGINE_BAD_SNAPSHOT);
	free(bytes);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_full_fleet_goes_on_in_larger_tables),
	    cmocka_unit_test(smaller_tables_are_refused),
	    cmocka_unit_test(changed_settings_survive_a_new_configuration),
	    cmocka_unit_test(the_id_of_a_deleted_world_is_given_again),
	    cmocka_unit_test(an_id_may_be_given_again_any_number_of_times),
	    cmocka_unit_test(no_balance_is_lost),
	    cmocka_unit_test(a_box_that_is_in_use_cannot_be_taken_away),
	    cmocka_unit_test(an_index_that_a_setting_needs_is_not_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
