/*
 * test_fleet.c - machines that come, go, boot anew or fall silent while the
 * engine runs, settings that change, and what their agents say: each a story
 * with its money.
 *
 * A dedicated node of bench_config() costs 73 EUR a month, 0.10 EUR an hour,
 * and 24 EUR once, spread over 24 months; an address 0.50 EUR a month.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "engine/questions.h"
#include "support_engine.h"
#include "traces/base/engine_heap.h"

#define GIB 1024u
#define ITEMS_MAX 4096 /* of all inventories at once */
#define EUR NANO_EUR_PER_EUR
#define CENT (EUR / 100)

static void minutes_pass(struct bench *bench, int64_t minutes)
{
	bench_until(bench, bench->now_us + minutes * US_PER_MINUTE);
}

static struct engine_config base_only(uint32_t nodes)
{
	struct engine_config config = bench_config(8);

	config.dedicated_count[0] = nodes;
	config.policy.cloud_max = 0;
	return config;
}

static struct books books_of(const struct bench *bench)
{
	struct books books;

	engine_read_books(bench->engine, bench->now_us, &books);
	return books;
}

static enum drive_status heartbeat(struct bench *bench, uint32_t node,
				   int64_t next_by_us, uint32_t boot)
{
	return bench_feed(
	    bench, (struct input){.kind = INPUT_NODE_HEARTBEAT,
				  .heartbeat = {{node}, next_by_us, boot}});
}

/* Every minute, for so many. */
static void talks_for(struct bench *bench, uint32_t node, int64_t minutes,
		      uint32_t boot)
{
	for (int64_t i = 0; i < minutes; i++) {
		assert_int_equal(
		    heartbeat(bench, node, bench->now_us + US_PER_MINUTE, boot),
		    DRIVE_OK);
		minutes_pass(bench, 1);
	}
}

/* World 1 runs on node 1. */
static void open_running(struct bench *bench,
			 const struct engine_config *config)
{
	bench_open(bench, config);
	bench_register(bench, 1, 4 * GIB, true);
	bench_start(bench, 1, 1);
	bench_settle(bench);
	assert_int_equal(bench_state(bench, 1), WORLD_ACTIVE);
}

/* --- dedicated nodes
 * ---------------------------------------------------------- */

static enum drive_status add_node(struct bench *bench, int64_t month_nano_eur,
				  int64_t setup_nano_eur)
{
	return bench_feed(
	    bench, (struct input){
		       .kind = INPUT_DEDICATED_ADDED,
		       .dedicated_added = {.type = 0,
					   .provider_ref = 4711,
					   .month_nano_eur = month_nano_eur,
					   .setup_nano_eur = setup_nano_eur}});
}

static enum drive_status remove_node(struct bench *bench, uint32_t node)
{
	return bench_feed(bench, (struct input){.kind = INPUT_DEDICATED_REMOVED,
						.dedicated_removed = {{node}}});
}

static void a_third_node_after_ten_days_costs_from_then_on(void **state)
{
	struct engine_config config = base_only(2);
	struct bench bench;
	struct node_view view;

	(void)state;
	bench_open(&bench, &config);
	minutes_pass(&bench, 10 * 24 * 60);
	assert_int_equal(books_of(&bench).dedicated_nano_eur, 48 * EUR);
	assert_int_equal(add_node(&bench, 146 * EUR, 48 * EUR), DRIVE_OK);
	assert_int_equal(engine_last_node(bench.engine).value, 3);
	assert_int_equal(engine_find_node(bench.engine, 4711).value, 3);
	/* nothing is backdated */
	assert_int_equal(books_of(&bench).dedicated_nano_eur, 48 * EUR);
	bench_talks(&bench, 3);
	assert_true(engine_read_node(bench.engine, (struct node_id){3}, &view));
	assert_int_equal(view.state, NODE_READY);
	minutes_pass(&bench, 10 * 24 * 60);
	/* twice 20 days at 2.40 EUR, once 10 days at 4.80 EUR */
	assert_int_equal(books_of(&bench).dedicated_nano_eur, (96 + 48) * EUR);
	/* three addresses, 50 node-days at 0.50 / 730 EUR an hour */
	assert_int_equal(books_of(&bench).network_nano_eur,
			 (50 * 24 * (EUR / 2) + 365) / 730);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

static void a_node_that_is_given_back_is_emptied_and_costs_no_more(void **state)
{
	struct engine_config config = base_only(2);
	struct bench bench;
	struct world_view world;
	uint32_t home, other;
	struct books gone, later;

	(void)state;
	open_running(&bench, &config);
	assert_true(
	    engine_read_world(bench.engine, (struct world_id){1}, &world));
	home = world.node.value;
	other = 3 - home;
	assert_int_equal(remove_node(&bench, home), DRIVE_OK);
	assert_int_equal(remove_node(&bench, home), DRIVE_REFUSED);
	minutes_pass(&bench, 60);
	/* the player is left in peace */
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	assert_int_equal(bench_node_state(&bench, home), NODE_DRAINING);
	bench_stop(&bench, 1, 1);
	bench_answer_first(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	minutes_pass(&bench, 1);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_node_state(&bench, home), NODE_GONE);
	assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE), 0);
	gone = books_of(&bench);
	minutes_pass(&bench, 24 * 60);
	later = books_of(&bench);
	assert_int_equal(later.dedicated_nano_eur - gone.dedicated_nano_eur,
			 240 * CENT);
	/* its setup fee is written off: 24 EUR, and a bit of the other's */
	assert_true(later.other_nano_eur >= 24 * EUR);
	assert_true(later.other_nano_eur < 24 * EUR + 5 * CENT);
	/* what needs room goes to the one that is left */
	bench_start(&bench, 1, 2);
	bench_settle(&bench);
	assert_true(
	    engine_read_world(bench.engine, (struct world_id){1}, &world));
	assert_int_equal(world.node.value, other);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

/* A draining node of the operator's is never called back for want of room. */
static void a_node_that_is_given_back_is_not_called_back(void **state)
{
	struct engine_config config = base_only(1);
	struct bench bench;

	(void)state;
	open_running(&bench, &config);
	assert_int_equal(remove_node(&bench, 1), DRIVE_OK);
	bench_register(&bench, 2, 4 * GIB, true);
	bench_start(&bench, 2, 2);
	minutes_pass(&bench, 5);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DRAINING);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->reason,
			 REASON_TOO_LARGE);
	bench_close(&bench);
}

static void a_node_that_never_came_or_is_dead_goes_at_once(void **state)
{
	struct engine_config config = base_only(1);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	assert_int_equal(add_node(&bench, 73 * EUR, 0), DRIVE_OK);
	assert_int_equal(remove_node(&bench, 2), DRIVE_OK);
	assert_int_equal(bench_node_state(&bench, 2), NODE_GONE);
	bench_dies(&bench, 1);
	minutes_pass(&bench, 6);
	assert_int_equal(remove_node(&bench, 1), DRIVE_OK);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DEAD);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	assert_int_equal(bench_node_state(&bench, 1), NODE_GONE);
	bench_close(&bench);
}

/* Neither has anything left that a fence could protect. */
static void a_node_that_is_given_back_and_vanishes_costs_no_more(void **state)
{
	struct engine_config config = base_only(2);
	struct bench bench;
	int64_t cost;

	(void)state;
	open_running(&bench, &config);
	for (uint32_t node = 1; node <= 2; node++) {
		if (node == 2) {
			bench_dies(&bench, node);
			minutes_pass(&bench, 6);
			assert_int_equal(bench_node_state(&bench, node),
					 NODE_DEAD);
		}
		assert_int_equal(remove_node(&bench, node), DRIVE_OK);
		(void)bench_feed(&bench, (struct input){.kind = INPUT_NODE_GONE,
							.node_gone = {{node}}});
		assert_int_equal(bench_node_state(&bench, node), NODE_GONE);
	}
	cost = books_of(&bench).dedicated_nano_eur;
	minutes_pass(&bench, 24 * 60);
	assert_int_equal(books_of(&bench).dedicated_nano_eur, cost);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

/* It is gone as it is: nobody is asked again for the fence. */
static void a_dead_node_that_vanishes_needs_no_fence(void **state)
{
	struct engine_config config = base_only(2);
	struct bench bench;
	uint32_t alerts;

	(void)state;
	open_running(&bench, &config);
	bench_dies(&bench, 1);
	minutes_pass(&bench, 6);
	assert_int_equal(bench_commands(&bench, COMMAND_FENCE_NODE), 1);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_NODE_GONE,
						.node_gone = {{1}}});
	minutes_pass(&bench, 0);
	alerts = bench_commands(&bench, COMMAND_RAISE_ALERT);
	minutes_pass(&bench, 24 * 60);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DEAD);
	assert_int_equal(bench_commands(&bench, COMMAND_RAISE_ALERT), alerts);
	bench_close(&bench);
}

/* A copy from it is still to be answered, so its number is not free yet. */
static void a_node_that_vanishes_twice_is_paid_once(void **state)
{
	struct engine_config config = base_only(2);
	struct input vanishes = {.kind = INPUT_NODE_GONE, .node_gone = {{1}}};
	struct bench bench;
	struct books once, twice;
	uint32_t alerts;

	(void)state;
	config.policy.direct_copy = true;
	config.policy.second_copies = (struct second_copies){
	    .on = true, .after_us = US_PER_MINUTE, .budget = 1};
	bench_open(&bench, &config);
	bench_find(&bench, 1, 1024, 1, 0);
	minutes_pass(&bench, 2);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 1);
	assert_int_equal(remove_node(&bench, 1), DRIVE_OK);
	(void)bench_feed(&bench, vanishes);
	assert_int_equal(bench_node_state(&bench, 1), NODE_GONE);
	once = books_of(&bench);
	alerts = bench_commands(&bench, COMMAND_RAISE_ALERT);
	(void)bench_feed(&bench, vanishes);
	twice = books_of(&bench);
	assert_int_equal(twice.dedicated_nano_eur, once.dedicated_nano_eur);
	assert_int_equal(twice.other_nano_eur, once.other_nano_eur);
	assert_int_equal(bench_commands(&bench, COMMAND_RAISE_ALERT), alerts);
	bench_close(&bench);
}

static bool is_known(const struct bench *bench, uint32_t node)
{
	struct node_view view;

	return engine_read_node(bench->engine, (struct node_id){node}, &view);
}

static void vanishes(struct bench *bench, uint32_t node)
{
	assert_int_equal(remove_node(bench, node), DRIVE_OK);
	(void)bench_feed(bench, (struct input){.kind = INPUT_NODE_GONE,
					       .node_gone = {{node}}});
}

/* A copy runs from node 1 to node 2: for a player who waits, or a sleeper's
 * second. */
static void open_copying(struct bench *bench, bool player)
{
	struct engine_config config = base_only(2);

	config.policy.direct_copy = true;
	config.policy.second_copies = (struct second_copies){
	    .on = !player, .after_us = US_PER_MINUTE, .budget = 1};
	bench_open(bench, &config);
	bench_find(bench, 1, 20 * GIB, 1, 0);
	if (player) {
		bench_find(bench, 2, 50 * GIB, 1, 0);
		bench_start(bench, 2, 2);
		bench_settle(bench);
		bench_start(bench, 1, 1);
	}
	minutes_pass(bench, 2);
	assert_int_equal(bench_first(bench, COMMAND_COPY_WORLD).node.value, 2);
}

/* Its number is free when nothing moves from it or to it any more. */
static void a_gone_node_is_known_until_its_last_copy_has_ended(void **state)
{
	struct bench bench;

	(void)state;
	for (int player = 0; player <= 1; player++) {
		open_copying(&bench, player != 0);
		vanishes(&bench, 1);
		assert_true(is_known(&bench, 1));
		bench_answer_all(&bench, COMMAND_COPY_WORLD, OUTCOME_FAILED);
		assert_false(is_known(&bench, 1));
		bench_close(&bench);
		open_copying(&bench, player != 0);
		vanishes(&bench, 2);
		minutes_pass(&bench, 0); /* who was to come goes elsewhere */
		assert_false(is_known(&bench, 2));
		bench_close(&bench);
	}
}

/* --- reboots, leases, inventories
 * --------------------------------------------- */

static void a_reboot_ends_its_runs_at_the_last_sign_of_life(void **state)
{
	struct engine_config config = base_only(1);
	struct bench bench;

	(void)state;
	open_running(&bench, &config);
	talks_for(&bench, 1, 10, 7);
	/* nothing for two minutes, less than makes a node dead */
	minutes_pass(&bench, 2);
	assert_int_equal(heartbeat(&bench, 1, TIME_NEVER_US, 8), DRIVE_OK);
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	assert_int_equal(bench_last(&bench, NOTICE_RUN_ENDED)->reason,
			 REASON_REBOOT);
	/* it was last heard at the beginning of the tenth minute */
	assert_int_equal(books_of(&bench).billed_minutes, 9);
	assert_int_equal(bench_node_state(&bench, 1), NODE_READY);
	/* the same boot number again is no reboot */
	bench_start(&bench, 1, 2);
	bench_settle(&bench);
	assert_int_equal(heartbeat(&bench, 1, TIME_NEVER_US, 8), DRIVE_OK);
	assert_int_equal(heartbeat(&bench, 1, TIME_NEVER_US, 0), DRIVE_OK);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	bench_close(&bench);
}

/* The answer to its start was the last sign of life. */
static void
a_run_that_began_since_the_last_heartbeat_costs_nothing(void **state)
{
	struct engine_config config = base_only(1);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	(void)heartbeat(&bench, 1, bench.now_us + US_PER_MINUTE, 7);
	minutes_pass(&bench, 1);
	bench_register(&bench, 1, 4 * GIB, true);
	bench_start(&bench, 1, 1);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	minutes_pass(&bench, 2);
	(void)heartbeat(&bench, 1, TIME_NEVER_US, 8);
	assert_int_equal(bench_last(&bench, NOTICE_RUN_ENDED)->reason,
			 REASON_REBOOT);
	assert_int_equal(books_of(&bench).billed_minutes, 0);
	bench_close(&bench);
}

/* What the agent was doing is not lost: it is begun anew. */
static void a_reboot_fails_what_was_under_way(void **state)
{
	struct engine_config config = base_only(1);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	(void)heartbeat(&bench, 1, TIME_NEVER_US, 1);
	bench_register(&bench, 1, 4 * GIB, false); /* starting */
	bench_register(&bench, 2, 4 * GIB, false); /* stopping */
	bench_register(&bench, 3, 4 * GIB, true);  /* restoring */
	bench_start(&bench, 2, 2);
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	bench_stop(&bench, 2, 2);
	bench_start(&bench, 1, 1);
	bench_start(&bench, 3, 3);
	minutes_pass(&bench, 0);
	(void)heartbeat(&bench, 1, TIME_NEVER_US, 2);
	assert_int_equal(bench_state(&bench, 1), WORLD_STARTING);
	assert_int_equal(bench_state(&bench, 2), WORLD_SLEEPING);
	assert_int_equal(bench_state(&bench, 3), WORLD_RESTORING);
	/* new commands; answers to the old ones are not believed */
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_STARTING);
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 2);
	bench_close(&bench);
}

static void an_expired_lease_sets_worlds_free_without_a_fence(void **state)
{
	struct engine_config config = base_only(2);
	struct bench bench;
	struct node_view view;
	struct world_view world;
	uint32_t home;

	(void)state;
	config.machinery.lease_us = 10 * US_PER_MINUTE;
	open_running(&bench, &config);
	assert_true(
	    engine_read_world(bench.engine, (struct world_id){1}, &world));
	home = world.node.value;
	talks_for(&bench, home, 30, 1);
	assert_true(
	    engine_read_node(bench.engine, (struct node_id){home}, &view));
	/* promised for now, dead 5 minutes later, 10 minutes more */
	assert_int_equal(view.lease_until_us,
			 bench.now_us + 15 * US_PER_MINUTE);
	minutes_pass(&bench, 6);
	assert_int_equal(bench_state(&bench, 1), WORLD_STRANDED);
	bench_start(&bench, 1, 2);
	minutes_pass(&bench, 8);
	/* the fence is not answered: it may still run there */
	assert_int_equal(bench_state(&bench, 1), WORLD_STRANDED);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 0);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_RESTORING);
	bench_answer_first(&bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	/* billed up to the last sign of life, and what runs now */
	assert_int_equal(books_of(&bench).billed_minutes, 29 + 0);
	minutes_pass(&bench, 10);
	assert_int_equal(books_of(&bench).billed_minutes, 29 + 10);
	/* the dead node is used again only when its fence is answered */
	bench_talks(&bench, home);
	assert_int_equal(bench_node_state(&bench, home), NODE_DEAD);
	bench_close(&bench);
}

static void a_start_carries_the_lease_that_heartbeats_renew(void **state)
{
	struct engine_config config = base_only(1);
	struct bench bench;
	struct command start;

	(void)state;
	config.machinery.lease_us = 10 * US_PER_MINUTE;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, false);
	(void)heartbeat(&bench, 1, bench.now_us + US_PER_MINUTE, 1);
	bench_start(&bench, 1, 1);
	start = bench_first(&bench, COMMAND_START_WORLD);
	assert_int_equal(start.reference, bench.now_us + 16 * US_PER_MINUTE);
	bench_close(&bench);
}

static enum drive_status item(struct bench *bench, uint32_t node,
			      uint32_t world, uint32_t epoch)
{
	return bench_feed(
	    bench, (struct input){.kind = INPUT_INVENTORY_WORLD,
				  .inventory_world = {{node}, {world}, epoch}});
}

static void complete(struct bench *bench, uint32_t node, uint32_t count,
		     uint64_t sum)
{
	assert_int_equal(
	    bench_feed(
		bench,
		(struct input){.kind = INPUT_INVENTORY_COMPLETE,
			       .inventory_complete = {{node}, count, sum}}),
	    DRIVE_OK);
}

static void
an_inventory_ends_what_is_missing_and_stops_what_is_stray(void **state)
{
	struct engine_config config = base_only(1);
	struct bench bench;
	struct world_view one, two;
	struct command stop;

	(void)state;
	open_running(&bench, &config);
	bench_register(&bench, 2, 4 * GIB, true);
	bench_start(&bench, 2, 2);
	bench_settle(&bench);
	talks_for(&bench, 1, 10, 1);
	minutes_pass(&bench, 3); /* silence */
	talks_for(&bench, 1, 1, 1);
	assert_true(
	    engine_read_world(bench.engine, (struct world_id){1}, &one));
	assert_true(
	    engine_read_world(bench.engine, (struct world_id){2}, &two));
	/* an item is lost: it tells nothing */
	(void)item(&bench, 1, 1, one.epoch);
	complete(&bench, 1, 2, engine_sum(0, 1, one.epoch));
	assert_int_equal(bench_state(&bench, 2), WORLD_ACTIVE);
	/* or another one came in its place */
	(void)item(&bench, 1, 1, one.epoch);
	complete(&bench, 1, 1, engine_sum(0, 2, two.epoch));
	assert_int_equal(bench_state(&bench, 2), WORLD_ACTIVE);
	/* world 1 runs, world 2 does not; an older run of it and a world that
	 * lies in the archive do */
	bench_register(&bench, 3, 4 * GIB, true);
	(void)item(&bench, 1, 1, one.epoch);
	(void)item(&bench, 1, 2, two.epoch - 1);
	(void)item(&bench, 1, 3, 5);
	complete(&bench, 1, 3,
		 engine_sum(
		     engine_sum(engine_sum(0, 1, one.epoch), 2, two.epoch - 1),
		     3, 5));
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	assert_int_equal(bench_state(&bench, 2), WORLD_SLEEPING);
	assert_int_equal(bench_last(&bench, NOTICE_RUN_ENDED)->reason,
			 REASON_MISSING);
	/* before the silence it was last heard in the tenth minute */
	assert_int_equal(books_of(&bench).billed_minutes, 9 + 14);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), 2);
	stop = bench_first(&bench, COMMAND_STOP_WORLD);
	assert_int_equal(stop.reason, REASON_STRAY);
	assert_int_equal(stop.world.value, 2);
	assert_int_equal(stop.epoch, two.epoch - 1);
	bench_answer_all(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 2), WORLD_SLEEPING);
	assert_int_equal(item(&bench, 9, 1, 1), DRIVE_REFUSED);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

static enum world_state after_reboot_of_draining(uint32_t boot)
{
	struct engine_config config = bench_config(4);
	struct bench bench;
	enum world_state state;

	bench_open(&bench, &config);
	(void)heartbeat(&bench, 1, TIME_NEVER_US, 7);
	(void)heartbeat(&bench, 2, TIME_NEVER_US, 7);
	bench_register(&bench, 1, 4 * GIB, false);
	bench_start(&bench, 1, 1);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	for (uint32_t node = 1; node <= 2; node++) {
		(void)bench_feed(&bench,
				 (struct input){.kind = INPUT_DEDICATED_REMOVED,
						.dedicated_removed = {{node}}});
		(void)heartbeat(&bench, node, TIME_NEVER_US, boot);
	}
	state = bench_state(&bench, 1);
	bench_close(&bench);
	return state;
}

/* What it ran ended, and what it saved leaves it, as it was to. */
static void a_draining_node_may_reboot(void **state)
{
	(void)state;
	assert_int_equal(after_reboot_of_draining(7), WORLD_ACTIVE);
	assert_int_equal(after_reboot_of_draining(8), WORLD_ARCHIVING);
}

/* What an earlier inventory listed, or one that another node is telling, says
 * nothing about this one. */
/* The controller itself was away for three minutes. */
static void what_is_missing_after_a_pause_ended_before_it(void **state)
{
	struct engine_config config = base_only(1);
	struct bench bench;

	(void)state;
	open_running(&bench, &config);
	talks_for(&bench, 1, 10, 1);
	minutes_pass(&bench, 3);
	assert_int_equal(
	    bench_feed(&bench, (struct input){.kind = INPUT_RESUMED,
					      .resumed = {3 * US_PER_MINUTE}}),
	    DRIVE_OK);
	talks_for(&bench, 1, 1, 1);
	complete(&bench, 1, 0, 0);
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	assert_int_equal(bench_last(&bench, NOTICE_RUN_ENDED)->reason,
			 REASON_MISSING);
	/* it was last heard at the beginning of the tenth minute */
	assert_int_equal(books_of(&bench).billed_minutes, 9);
	bench_close(&bench);
}

static void an_inventory_speaks_for_itself(void **state)
{
	struct engine_config config = bench_config(4);
	struct bench bench;
	struct world_view one, two, other;

	(void)state;
	config.dedicated_count[0] = 2;
	config.policy.placement = PLACE_LEAST_LOADED;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 3; world++) {
		bench_register(&bench, world, 4 * GIB, true);
		bench_start(&bench, world, world);
		bench_settle(&bench);
	}
	assert_true(
	    engine_read_world(bench.engine, (struct world_id){1}, &one));
	assert_true(
	    engine_read_world(bench.engine, (struct world_id){3}, &two));
	assert_true(
	    engine_read_world(bench.engine, (struct world_id){2}, &other));
	assert_int_equal(one.node.value, two.node.value);
	assert_int_not_equal(one.node.value, other.node.value);
	/* the other node has begun to tell when this one has finished */
	(void)item(&bench, other.node.value, 2, other.epoch);
	(void)item(&bench, one.node.value, 1, one.epoch);
	(void)item(&bench, one.node.value, 3, two.epoch);
	complete(&bench, one.node.value, 2,
		 engine_sum(engine_sum(0, 1, one.epoch), 3, two.epoch));
	complete(&bench, other.node.value, 1, engine_sum(0, 2, other.epoch));
	minutes_pass(&bench, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), 0);
	for (uint32_t world = 1; world <= 3; world++)
		assert_int_equal(bench_state(&bench, world), WORLD_ACTIVE);
	/* world 3 was in the last one, and is not in this one */
	(void)item(&bench, one.node.value, 1, one.epoch);
	(void)item(&bench, one.node.value, 3, two.epoch);
	complete(&bench, one.node.value, 2,
		 engine_sum(engine_sum(0, 1, one.epoch), 3, two.epoch));
	(void)item(&bench, one.node.value, 1, one.epoch);
	complete(&bench, one.node.value, 1, engine_sum(0, 1, one.epoch));
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	assert_int_equal(bench_state(&bench, 3), WORLD_SLEEPING);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

/* Whatever agents tell, a snapshot of it loads. */
static void an_inventory_without_end_is_saved(void **state)
{
	struct engine_config config = base_only(1);
	struct engine *copy = NULL;
	struct bench bench;
	uint8_t *bytes;
	size_t size;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t i = 0; i <= ITEMS_MAX; i++)
		(void)item(&bench, 1, 1, i);
	size = engine_save_size_bytes(bench.engine);
	bytes = malloc(size);
	assert_int_equal(engine_save(bench.engine, bytes, size), ENGINE_OK);
	assert_int_equal(
	    engine_load(&bench.config, &engine_heap, bytes, size, &copy),
	    ENGINE_OK);
	assert_true(engine_digest(copy) == engine_digest(bench.engine));
	engine_destroy(copy);
	free(bytes);
	bench_close(&bench);
}

static void a_stray_is_stopped(struct bench *bench)
{
	(void)item(bench, 1, 1, 1);
	complete(bench, 1, 1, engine_sum(0, 1, 1));
	assert_int_equal(bench_commands(bench, COMMAND_STOP_WORLD), 1);
	bench_answer_all(bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
}

/* Nothing of the old ones takes the room of the next. */
static void any_number_of_inventories_may_be_told(void **state)
{
	struct engine_config config = bench_config(2);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t i = 0; i < ITEMS_MAX; i++)
		complete(&bench, 1, 0, 0);
	a_stray_is_stopped(&bench);
	for (uint32_t i = 0; i < ITEMS_MAX; i++) {
		(void)item(&bench, 2, 1, 1);
		complete(&bench, 2, 2, 0); /* one was lost */
	}
	a_stray_is_stopped(&bench);
	bench_close(&bench);
}

/* More than a step has commands: the rest follows at once. */
static void a_hundred_strays_are_stopped(void **state)
{
	struct engine_config config = bench_config(200);
	struct bench bench;
	uint64_t sum = 0;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 100; world++) {
		(void)item(&bench, 1, world, 1);
		sum = engine_sum(sum, world, 1);
	}
	complete(&bench, 1, 100, sum);
	bench_until(&bench, bench.now_us + 10);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), 100);
	for (uint32_t world = 1; world <= 100; world++) { /* each, in turn */
		assert_int_equal(
		    bench_first(&bench, COMMAND_STOP_WORLD).world.value, world);
		bench_answer_first(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	}
	bench_close(&bench);
}

/* It dies between the step that stops the first of them and the next one: a
 * fence stops the rest. */
static void strays_of_a_dead_node_are_left_to_its_fence(void **state)
{
	struct engine_config config = bench_config(200);
	struct bench bench;
	uint32_t stops;
	uint64_t sum = 0;

	(void)state;
	bench_open(&bench, &config);
	bench_dies(&bench, 1);
	bench_until(&bench,
		    bench.now_us + config.machinery.heartbeat_timeout_us - 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_READY);
	for (uint32_t world = 1; world <= 100; world++) {
		(void)item(&bench, 1, world, 1);
		sum = engine_sum(sum, world, 1);
		bench_register(&bench, world, 4 * GIB, true);
	}
	complete(&bench, 1, 100, sum);
	stops = bench_commands(&bench, COMMAND_STOP_WORLD);
	assert_in_range(stops, 1, 99);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DEAD);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), stops);
	bench_close(&bench);
}

/* It was only cut off: it says hello when its worlds have been set free. */
static void a_fenced_node_that_talks_again_is_ready(void **state)
{
	struct engine_config config = base_only(1);
	struct bench bench;

	(void)state;
	open_running(&bench, &config);
	bench_dies(&bench, 1);
	minutes_pass(&bench, 6);
	bench_talks(&bench, 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DEAD);
	bench_answer_all(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DEAD);
	bench_talks(&bench, 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_READY);
	bench_close(&bench);
}

/* --- settings
 * ------------------------------------------------------------------ */

static void settings_change_together_or_not_at_all(void **state)
{
	struct engine_config config = base_only(1);
	struct bench bench;
	struct input from = {
	    .kind = INPUT_SETTING_CHANGED,
	    .setting_changed = {SETTING_RELEASE_FROM, 55 * US_PER_MINUTE}};
	struct input complete_all = {.kind = INPUT_SETTINGS_COMPLETE};

	(void)state;
	bench_open(&bench, &config);
	/* no such setting; a value that it cannot have */
	assert_int_equal(
	    bench_feed(&bench, (struct input){.kind = INPUT_SETTING_CHANGED,
					      .setting_changed = {999, 1}}),
	    DRIVE_REFUSED);
	assert_int_equal(
	    bench_feed(&bench,
		       (struct input){.kind = INPUT_SETTING_CHANGED,
				      .setting_changed = {SETTING_TICK, 0}}),
	    DRIVE_REFUSED);
	/* from after until: refused as a whole, until its other half comes */
	assert_int_equal(bench_feed(&bench, from), DRIVE_OK);
	complete_all.settings_complete.count = 1;
	complete_all.settings_complete.sum =
	    engine_sum(0, SETTING_RELEASE_FROM, (uint64_t)(55 * US_PER_MINUTE));
	assert_int_equal(bench_feed(&bench, complete_all), DRIVE_REFUSED);
	assert_int_equal(
	    engine_read_setting(bench.engine, SETTING_RELEASE_FROM),
	    30 * US_PER_MINUTE);
	from.setting_changed.setting = SETTING_RELEASE_UNTIL;
	from.setting_changed.value = 58 * US_PER_MINUTE;
	assert_int_equal(bench_feed(&bench, from), DRIVE_OK);
	complete_all.settings_complete.count = 2;
	complete_all.settings_complete.sum =
	    engine_sum(complete_all.settings_complete.sum,
		       SETTING_RELEASE_UNTIL, (uint64_t)(58 * US_PER_MINUTE));
	assert_int_equal(bench_feed(&bench, complete_all), DRIVE_OK);
	assert_int_equal(
	    engine_read_setting(bench.engine, SETTING_RELEASE_FROM),
	    55 * US_PER_MINUTE);
	/* 0: what was staged is forgotten */
	bench_set(&bench, SETTING_CLOUD_MAX, 3);
	from.setting_changed.setting = SETTING_CLOUD_MAX;
	from.setting_changed.value = 9;
	assert_int_equal(bench_feed(&bench, from), DRIVE_OK);
	complete_all.settings_complete.count = 0;
	assert_int_equal(bench_feed(&bench, complete_all), DRIVE_OK);
	assert_int_equal(engine_read_setting(bench.engine, SETTING_CLOUD_MAX),
			 3);
	bench_close(&bench);
}

static void a_setting_takes_effect_at_once(void **state)
{
	struct engine_config config = base_only(0);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, true);
	bench_start(&bench, 1, 1);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->reason,
			 REASON_TOO_LARGE); /* there is no node for it */
	bench_set(&bench, SETTING_CLOUD_MAX, 1);
	bench_start(&bench, 1, 2);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_third_node_after_ten_days_costs_from_then_on),
	    cmocka_unit_test(
		a_node_that_is_given_back_is_emptied_and_costs_no_more),
	    cmocka_unit_test(a_node_that_is_given_back_is_not_called_back),
	    cmocka_unit_test(a_node_that_never_came_or_is_dead_goes_at_once),
	    cmocka_unit_test(
		a_node_that_is_given_back_and_vanishes_costs_no_more),
	    cmocka_unit_test(a_dead_node_that_vanishes_needs_no_fence),
	    cmocka_unit_test(a_node_that_vanishes_twice_is_paid_once),
	    cmocka_unit_test(
		a_gone_node_is_known_until_its_last_copy_has_ended),
	    cmocka_unit_test(a_reboot_ends_its_runs_at_the_last_sign_of_life),
	    cmocka_unit_test(
		a_run_that_began_since_the_last_heartbeat_costs_nothing),
	    cmocka_unit_test(a_reboot_fails_what_was_under_way),
	    cmocka_unit_test(an_expired_lease_sets_worlds_free_without_a_fence),
	    cmocka_unit_test(a_start_carries_the_lease_that_heartbeats_renew),
	    cmocka_unit_test(
		an_inventory_ends_what_is_missing_and_stops_what_is_stray),
	    cmocka_unit_test(a_draining_node_may_reboot),
	    cmocka_unit_test(what_is_missing_after_a_pause_ended_before_it),
	    cmocka_unit_test(an_inventory_speaks_for_itself),
	    cmocka_unit_test(an_inventory_without_end_is_saved),
	    cmocka_unit_test(a_fenced_node_that_talks_again_is_ready),
	    cmocka_unit_test(any_number_of_inventories_may_be_told),
	    cmocka_unit_test(a_hundred_strays_are_stopped),
	    cmocka_unit_test(strays_of_a_dead_node_are_left_to_its_fence),
	    cmocka_unit_test(settings_change_together_or_not_at_all),
	    cmocka_unit_test(a_setting_takes_effect_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
