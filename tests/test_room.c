/*
 * test_room.c - the table of commands without an answer is nearly full: what
 * still fits in is done, what does not waits, and an answer wakes it.
 *
 * The table has 1024 places, of which 128 are kept for what cannot wait.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_accounts.h"

#define GIB 1024u
#define WORLDS 40
#define SPARE WORLDS /* registered and deleted, again and again */
#define BALLAST 30   /* ... and the next: they run, to be stopped */
#define BALLASTS 4
#define PLACES (1024 - 128)

static struct engine_config small_table(void)
{
	struct engine_config config = bench_config(WORLDS);

	config.limits.commands_pending_max = 1024;
	config.dedicated_count[0] = 2;
	config.policy.scaling = SCALE_NONE;
	return config;
}

static void open_with_ballast(struct bench *bench,
			      const struct engine_config *config)
{
	bench_open(bench, config);
	for (uint32_t i = 0; i < BALLASTS; i++) {
		bench_register(bench, BALLAST + i, GIB, false);
		bench_start(bench, BALLAST + i, 0);
	}
	bench_settle(bench);
}

static void run(struct bench *bench, uint32_t world)
{
	bench_register(bench, world, GIB, false);
	bench_start(bench, world, 0);
	bench_settle(bench);
	assert_int_equal(bench_state(bench, world), WORLD_ACTIVE);
}

static void delete_world(struct bench *bench, uint32_t world)
{
	assert_int_equal(
	    bench_feed(bench, (struct input){.kind = INPUT_WORLD_DELETED,
					     .world_deleted = {{world}}}),
	    DRIVE_OK);
}

static int places_left(const struct bench *bench)
{
	struct engine_gauges gauges;

	engine_read_gauges(bench->engine, &gauges);
	return PLACES - (int)gauges.commands_pending;
}

/* So many places are left.  A deletion wants two; what a player asks for is
 * never refused, and fills the last ones. */
static void fill(struct bench *bench, int left)
{
	while (places_left(bench) > left && places_left(bench) > 1) {
		bench_register(bench, SPARE, GIB, true);
		delete_world(bench, SPARE);
		assert_int_equal(bench_state(bench, SPARE), WORLD_DELETED);
	}
	for (uint32_t i = 0; places_left(bench) > left; i++)
		bench_stop(bench, BALLAST + i, 0);
	assert_int_equal(places_left(bench), left);
}

static void one_is_answered(struct bench *bench)
{
	bench_answer_first(bench, COMMAND_DELETE_ARCHIVE, OUTCOME_DONE);
}

/* -------------------------------------------------------------------------- */

static void a_start_wants_two_places(void **state)
{
	struct engine_config config = small_table();
	struct bench bench;

	(void)state;
	for (int left = 0; left <= 2; left++) {
		open_with_ballast(&bench, &config);
		bench_register(&bench, 1, GIB, false);
		fill(&bench, left);
		bench_start(&bench, 1, 0);
		for (int answers = left; answers < 2; answers++) {
			assert_int_equal(bench_state(&bench, 1), WORLD_QUEUED);
			one_is_answered(&bench);
		}
		assert_int_equal(bench_state(&bench, 1), WORLD_STARTING);
		bench_close(&bench);
	}
}

static void a_deletion_wants_two_places(void **state)
{
	struct engine_config config = small_table();
	struct bench bench;

	(void)state;
	for (int left = 0; left <= 2; left++) {
		open_with_ballast(&bench, &config);
		bench_register(&bench, 1, GIB, true);
		fill(&bench, left);
		delete_world(&bench, 1);
		for (int answers = left; answers < 2; answers++) {
			assert_int_equal(bench_state(&bench, 1),
					 WORLD_ARCHIVED);
			one_is_answered(&bench);
		}
		assert_int_equal(bench_state(&bench, 1), WORLD_DELETED);
		bench_close(&bench);
	}
}

/* It falls asleep, is wanted, and needs no command to wait. */
static void a_start_may_wait_without_a_place(void **state)
{
	struct engine_config config = small_table();
	struct bench bench;

	(void)state;
	open_with_ballast(&bench, &config);
	run(&bench, 1);
	fill(&bench, 0);
	bench_stop(&bench, 1, 0);
	bench_start(&bench, 1, 0);
	assert_int_equal(bench_state(&bench, 1), WORLD_STOPPING);
	for (uint32_t i = bench.command_count; i > 0; i--)
		if (bench.commands[i - 1].kind == COMMAND_STOP_WORLD &&
		    bench.commands[i - 1].world.value == 1)
			bench_answer(&bench, i - 1, OUTCOME_DONE);
	assert_int_equal(places_left(&bench), 0);
	assert_int_equal(bench_state(&bench, 1), WORLD_QUEUED);
	bench_close(&bench);
}

static void remove_node_of(struct bench *bench, uint32_t world)
{
	struct world_view view;

	assert_true(
	    engine_read_world(bench->engine, (struct world_id){world}, &view));
	assert_int_equal(
	    bench_feed(bench, (struct input){.kind = INPUT_DEDICATED_REMOVED,
					     .dedicated_removed = {view.node}}),
	    DRIVE_OK);
}

/* One that sleeps when its node begins to drain. */
static void a_sleeper_leaves_with_two_places(void **state)
{
	struct engine_config config = small_table();
	struct bench bench;

	(void)state;
	for (int left = 0; left <= 2; left++) {
		open_with_ballast(&bench, &config);
		run(&bench, 1);
		bench_stop(&bench, 1, 0);
		bench_settle(&bench);
		fill(&bench, left);
		remove_node_of(&bench, 1);
		for (int answers = left; answers < 2; answers++) {
			assert_int_equal(bench_state(&bench, 1),
					 WORLD_SLEEPING);
			one_is_answered(&bench);
		}
		assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVING);
		bench_close(&bench);
	}
}

/* ... and when every MiB of it is taken. */
static void a_sleeper_leaves_a_full_node(void **state)
{
	struct engine_config config = small_table();
	struct world_view sleeper;
	struct node_view node;
	struct bench bench;

	(void)state;
	config.dedicated_count[0] = 1;
	open_with_ballast(&bench, &config);
	run(&bench, 1);
	bench_stop(&bench, 1, 0);
	bench_settle(&bench);
	assert_true(
	    engine_read_world(bench.engine, (struct world_id){1}, &sleeper));
	assert_true(engine_read_node(bench.engine, sleeper.node, &node));
	bench_register(&bench, 2,
		       node.sellable_mib - node.used_mib -
			   config.machinery.ram_overhead_mib,
		       false);
	bench_start(&bench, 2, 0);
	bench_settle(&bench);
	assert_true(engine_read_node(bench.engine, sleeper.node, &node));
	assert_int_equal(node.used_mib, node.sellable_mib);
	fill(&bench, 1);
	remove_node_of(&bench, 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	one_is_answered(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVING);
	bench_close(&bench);
}

/* One that falls asleep while its node drains: its upload needs one. */
static void a_latecomer_leaves_with_one_place(void **state)
{
	struct engine_config config = small_table();
	struct world_view view;
	struct bench bench;

	(void)state;
	for (int left = 0; left <= 1; left++) {
		open_with_ballast(&bench, &config);
		run(&bench, 1);
		remove_node_of(&bench, 1);
		fill(&bench, left);
		assert_true(engine_read_world(bench.engine,
					      (struct world_id){1}, &view));
		assert_int_equal(
		    bench_feed(&bench,
			       (struct input){.kind = INPUT_CONTAINER_EXITED,
					      .container_exited = {{1},
								   view.node,
								   view.epoch,
								   1}}),
		    DRIVE_OK);
		if (left == 0) {
			assert_int_equal(bench_state(&bench, 1),
					 WORLD_SLEEPING);
			one_is_answered(&bench);
		}
		assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVING);
		assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD),
				 1);
		bench_close(&bench);
	}
}

/* Placed with two places, a world waits for its data with the last one. */
static void transfers_begin_up_to_the_last_place(void **state)
{
	struct engine_config config = small_table();
	struct bench bench;

	(void)state;
	open_with_ballast(&bench, &config);
	fill(&bench, 2);
	for (uint32_t world = 1; world <= 3; world++)
		bench_register(&bench, world, GIB, true);
	bench_start(&bench, 1, 0);
	bench_start(&bench, 2, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 1);
	assert_int_equal(bench_state(&bench, 2), WORLD_QUEUED);
	one_is_answered(&bench);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 2);
	bench_close(&bench);
}

static void a_stray_is_stopped_with_the_last_place(void **state)
{
	struct engine_config config = small_table();
	struct bench bench;

	(void)state;
	for (int left = 0; left <= 1; left++) {
		uint32_t stops;

		open_with_ballast(&bench, &config);
		bench_register(&bench, 1, GIB, true);
		fill(&bench, left);
		stops = bench_commands(&bench, COMMAND_STOP_WORLD);
		(void)bench_feed(
		    &bench, (struct input){.kind = INPUT_INVENTORY_WORLD,
					   .inventory_world = {{1}, {1}, 7}});
		(void)bench_feed(
		    &bench, (struct input){.kind = INPUT_INVENTORY_COMPLETE,
					   .inventory_complete = {
					       {1}, 1, engine_sum(0, 1, 7)}});
		if (left == 0) {
			assert_int_equal(
			    bench_commands(&bench, COMMAND_STOP_WORLD), stops);
			one_is_answered(&bench);
		}
		assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD),
				 stops + 1);
		bench_close(&bench);
	}
}

/* An order leaves a place for what cannot wait. */
static void an_order_wants_two_places(void **state)
{
	struct engine_config config = small_table();
	struct bench bench;

	(void)state;
	config.policy.scaling = SCALE_FIT;
	config.policy.cloud_max = 0;
	for (int left = 1; left <= 2; left++) {
		open_with_ballast(&bench, &config);
		for (uint32_t world = 1; world <= 6; world++) {
			bench_register(&bench, world, (17 + world) * GIB,
				       false);
			bench_start(&bench, world, 0);
		}
		bench_settle(&bench);
		assert_int_equal(bench_state(&bench, 5), WORLD_QUEUED);
		assert_int_equal(bench_state(&bench, 6), WORLD_QUEUED);
		fill(&bench, left);
		bench_set(&bench, SETTING_CLOUD_MAX, 2);
		assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE),
				 (uint32_t)left - 1);
		if (left == 1)
			one_is_answered(&bench);
		assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
		bench_close(&bench);
	}
}

/* Whose money ends plays on until his stop finds a place, and pays nothing. */
static void money_ends_when_there_is_room(void **state)
{
	struct engine_config config = small_table();
	struct bench bench;
	struct account_view account;

	(void)state;
	config.prepaid = prepaid_config().prepaid;
	open_with_ballast(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_PREPAID);
	(void)pay(&bench, 1, NANO_EUR_PER_EUR);
	bench_register_all_of(&bench, 1, 20 * GIB, 0, 2048);
	bench_start(&bench, 1, 0);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	assert_true(engine_read_account(bench.engine, (struct account_id){1},
					&account));
	bench_until(&bench, account.stop_at_us - 1);
	fill(&bench, 7); /* a timer may ask for eight */
	bench_until(&bench, account.stop_at_us + US_PER_HOUR);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	one_is_answered(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_STOPPING);
	assert_true(engine_read_balance(bench.engine, (struct account_id){1}) >=
		    0);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_start_wants_two_places),
	    cmocka_unit_test(a_deletion_wants_two_places),
	    cmocka_unit_test(a_start_may_wait_without_a_place),
	    cmocka_unit_test(a_sleeper_leaves_with_two_places),
	    cmocka_unit_test(a_sleeper_leaves_a_full_node),
	    cmocka_unit_test(a_latecomer_leaves_with_one_place),
	    cmocka_unit_test(transfers_begin_up_to_the_last_place),
	    cmocka_unit_test(a_stray_is_stopped_with_the_last_place),
	    cmocka_unit_test(an_order_wants_two_places),
	    cmocka_unit_test(money_ends_when_there_is_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
