/*
 * Exactly at a bound and one beyond it: instants, and how much or how many.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/questions.h"
#include "support_engine.h"

#define WORLDS 12

static struct engine_config one_node(void)
{
	struct engine_config config = bench_config(WORLDS);

	config.dedicated_count[0] = 1;
	config.policy.scaling = SCALE_NONE;
	return config;
}

static struct engine_config cloud_only(void)
{
	struct engine_config config = bench_config(WORLDS);

	config.dedicated_count[0] = 0;
	config.policy.reserve_mib = 0;
	return config;
}

/* World 1 of this size runs on node 1. */
static void run_one(struct bench *bench, uint32_t ram_mib)
{
	bench_register(bench, 1, ram_mib, false);
	bench_start(bench, 1, 0);
	bench_settle(bench);
	assert_int_equal(bench_state(bench, 1), WORLD_ACTIVE);
}

/* --- instants ------------------------------------------------------------- */

static void a_sleep_window_ends_at_its_instant(void **state)
{
	struct engine_config config = one_node();
	struct bench bench;
	int64_t asleep_us;

	(void)state;
	bench_open(&bench, &config);
	run_one(&bench, 1024);
	bench_until(&bench, bench.now_us + US_PER_HOUR);
	asleep_us = bench.now_us;
	bench_stop(&bench, 1, 0);
	bench_settle(&bench);
	bench_until(&bench, asleep_us + config.policy.sleep_window_us - 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	bench_until(&bench, asleep_us + config.policy.sleep_window_us);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVING);
	bench_close(&bench);
}

/* Who comes back starts the window anew, with the timer of the first sleep. */
static void a_second_sleep_has_a_whole_window(void **state)
{
	struct engine_config config = one_node();
	struct bench bench;
	int64_t asleep_us;

	(void)state;
	bench_open(&bench, &config);
	run_one(&bench, 1024);
	bench_stop(&bench, 1, 0);
	bench_settle(&bench);
	bench_until(&bench, bench.now_us + 40 * US_PER_HOUR);
	bench_start(&bench, 1, 0);
	bench_settle(&bench);
	assert_int_equal(bench_count(&bench, NOTICE_SLEEP_TIMER_CANCELLED), 1);
	bench_stop(&bench, 1, 0);
	bench_settle(&bench);
	asleep_us = bench.now_us;
	bench_until(&bench, asleep_us + 48 * US_PER_HOUR - 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	bench_until(&bench, asleep_us + 48 * US_PER_HOUR);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVING);
	bench_close(&bench);
}

static void players(struct bench *bench, uint32_t count)
{
	(void)bench_feed(bench,
			 (struct input){.kind = INPUT_PLAYERS_CHANGED,
					.players_changed = {{1}, count}});
}

static void an_empty_world_stops_at_its_instant(void **state)
{
	struct engine_config config = one_node();
	struct bench bench;
	int64_t empty_us;

	(void)state;
	bench_open(&bench, &config);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_REGISTERED,
						.world = {.world = {1},
							  .account = {1},
							  .ram_mib = 1024,
							  .idle_stop_s = 600}});
	bench_start(&bench, 1, 0);
	bench_settle(&bench);
	players(&bench, 0);
	bench_until(&bench, bench.now_us + 5 * US_PER_MINUTE);
	players(&bench, 3);
	bench_until(&bench, bench.now_us + US_PER_MINUTE);
	players(&bench, 0);
	empty_us = bench.now_us;
	bench_until(&bench, empty_us + 7 * US_PER_MINUTE);
	players(&bench, 0); /* once more: the clock runs on */
	bench_until(&bench, empty_us + 10 * US_PER_MINUTE - 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	bench_until(&bench, empty_us + 10 * US_PER_MINUTE);
	assert_int_equal(bench_state(&bench, 1), WORLD_STOPPING);
	assert_int_equal(bench_last(&bench, NOTICE_RUN_ENDED)->reason,
			 REASON_IDLE);
	bench_close(&bench);
}

static void heard(struct bench *bench, int64_t next_by_us)
{
	(void)bench_feed(
	    bench, (struct input){
		       .kind = INPUT_NODE_HEARTBEAT,
		       .heartbeat = {.node = {1}, .next_by_us = next_by_us}});
}

static void a_node_is_dead_at_its_instant(void **state)
{
	struct engine_config config = one_node();
	struct bench bench;
	int64_t next_us;

	(void)state;
	bench_open(&bench, &config);
	run_one(&bench, 1024);
	next_us = bench.now_us + 10 * US_PER_MINUTE;
	heard(&bench, next_us - US_PER_MINUTE);
	bench_until(&bench, bench.now_us + 3 * US_PER_MINUTE);
	heard(&bench, next_us); /* later: the first deadline is of no matter */
	bench_until(&bench, next_us + 5 * US_PER_MINUTE - 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_READY);
	bench_until(&bench, next_us + 5 * US_PER_MINUTE);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DEAD);
	assert_int_equal(
	    bench_last(&bench, NOTICE_RUN_ENDED)->run_ended.minutes, 3);
	assert_int_equal(
	    bench_last(&bench, NOTICE_WORLD_ROLLED_BACK)->rolled_back.play_us,
	    3 * US_PER_MINUTE);
	assert_true(
	    bench_last(&bench, NOTICE_WORLD_ROLLED_BACK)->rolled_back.all_lost);
	bench_close(&bench);
}

/* While we were away nobody could be heard. */
static void a_controller_that_was_away_waits_once_more(void **state)
{
	struct engine_config config = one_node();
	struct bench bench;
	int64_t next_us;

	(void)state;
	bench_open(&bench, &config);
	run_one(&bench, 1024);
	next_us = bench.now_us + 10 * US_PER_MINUTE;
	heard(&bench, next_us);
	bench_until(&bench, next_us + 4 * US_PER_MINUTE);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_RESUMED,
						.resumed = {US_PER_HOUR}});
	bench_until(&bench, next_us + 9 * US_PER_MINUTE - 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_READY);
	bench_until(&bench, next_us + 9 * US_PER_MINUTE);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DEAD);
	bench_close(&bench);
}

/* World 1 waits for a node that was ordered. */
static void order_one(struct bench *bench)
{
	bench_register(bench, 1, 20 * 1024, false);
	bench_start(bench, 1, 0);
	assert_int_equal(bench_commands(bench, COMMAND_ORDER_NODE), 1);
}

static void a_boot_ends_at_its_instant(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	order_one(&bench);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	bench_until(&bench, bench.now_us + 15 * US_PER_MINUTE - 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_BOOTING);
	bench_until(&bench, bench.now_us + 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DESTROYING);
	bench_close(&bench);
}

/* Both offers are sold out.  The tick of the very minute asks again. */
static void a_cool_down_ends_at_its_instant(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;
	int64_t sold_out_us;

	(void)state;
	bench_open(&bench, &config);
	bench_until(&bench, bench.now_us + US_PER_MINUTE);
	sold_out_us = bench.now_us;
	order_one(&bench);
	for (int offer = 0; offer < 2; offer++)
		bench_answer_first(&bench, COMMAND_ORDER_NODE,
				   OUTCOME_NO_CAPACITY);
	bench_until(&bench, sold_out_us + 10 * US_PER_MINUTE - 1);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	bench_until(&bench, sold_out_us + 10 * US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	assert_int_equal(bench_first(&bench, COMMAND_ORDER_NODE).location, 0);
	bench_close(&bench);
}

/* However short the pause, it is one. */
static void no_offer_is_asked_twice_at_one_instant(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.policy.cool_down_us = 0;
	bench_open(&bench, &config);
	bench_until(&bench, bench.now_us + US_PER_MINUTE);
	order_one(&bench);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	bench_until(&bench, bench.now_us + US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	bench_close(&bench);
}

/* World 2 is the first of its size, world 1 the next. */
static void who_gives_up_makes_way_for_the_next(void **state)
{
	struct engine_config config = one_node();
	struct bench bench;

	(void)state;
	config.policy.return_room_mib = 0;
	bench_open(&bench, &config);
	bench_register(&bench, 3, 59700, false);
	bench_start(&bench, 3, 0);
	bench_settle(&bench);
	bench_register(&bench, 2, 2048, false);
	bench_register(&bench, 1, 1025, false);
	bench_start(&bench, 2, 0);
	bench_start(&bench, 1, 0);
	assert_int_equal(bench_state(&bench, 2), WORLD_QUEUED);
	assert_int_equal(bench_state(&bench, 1), WORLD_QUEUED);
	bench_stop(&bench, 2, 0);
	bench_until(&bench, bench.now_us);
	assert_int_equal(bench_state(&bench, 1), WORLD_STARTING);
	bench_close(&bench);
}

/* --- how much ------------------------------------------------------------- */

/* One world that takes all but `left_mib` runs; does another fit? */
static bool fits_beside(uint32_t left_mib, uint32_t ram_mib)
{
	struct engine_config config = one_node();
	struct bench bench;
	bool fits;

	bench_open(&bench, &config);
	run_one(&bench, 61440 - 256 - left_mib);
	bench_register(&bench, 2, ram_mib, false);
	bench_start(&bench, 2, 0);
	fits = bench_state(&bench, 2) == WORLD_STARTING;
	assert_true(fits || bench_state(&bench, 2) == WORLD_QUEUED);
	bench_close(&bench);
	return fits;
}

static void ram_is_sold_to_the_last_mib(void **state)
{
	(void)state;
	assert_true(fits_beside(1024 + 256, 1024));
	assert_false(fits_beside(1024 + 255, 1024));
	assert_true(fits_beside(257, 1));
	assert_false(fits_beside(256, 1));
}

static bool fits_by(uint32_t cpu_milli, uint32_t disk_mib)
{
	struct engine_config config = one_node();
	struct bench bench;
	bool fits;

	config.machinery.cpu_oversubscribe_ppm = 2000000;
	config.node_types[0].disk_mib = 10000;
	bench_open(&bench, &config);
	bench_register_all_of(&bench, 1, 1024, 20000, 6000);
	bench_start(&bench, 1, 0);
	bench_settle(&bench);
	bench_register_all_of(&bench, 2, 1024, cpu_milli, disk_mib);
	bench_start(&bench, 2, 0);
	fits = bench_state(&bench, 2) == WORLD_RESTORING;
	assert_true(fits || bench_state(&bench, 2) == WORLD_QUEUED);
	bench_close(&bench);
	return fits;
}

static void cpu_and_disk_are_sold_to_the_last(void **state)
{
	(void)state;
	assert_true(fits_by(12000, 4000));
	assert_false(fits_by(12001, 4000));
	assert_false(fits_by(12000, 4001));
}

/* What fits no node, however empty, is refused; what just fits is not. */
static void the_largest_plan_is_exact(void **state)
{
	struct engine_config config = one_node();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 61440 - 255, false);
	bench_start(&bench, 1, 7);
	assert_int_equal(bench_count(&bench, NOTICE_START_REFUSED), 1);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->reason,
			 REASON_TOO_LARGE);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->request, 7);
	bench_register(&bench, 2, 61440 - 256, false);
	bench_start(&bench, 2, 8);
	assert_int_equal(bench_state(&bench, 2), WORLD_STARTING);
	bench_close(&bench);
}

/* --- how many ------------------------------------------------------------- */

static void so_many_starts_may_wait(void **state)
{
	struct engine_config config = one_node();
	struct bench bench;

	(void)state;
	config.policy.queue_max = 3;
	bench_open(&bench, &config);
	run_one(&bench, 61440 - 256);
	for (uint32_t world = 2; world <= 5; world++) {
		bench_register(&bench, world, 1024, false);
		bench_start(&bench, world, world);
	}
	assert_int_equal(bench_count(&bench, NOTICE_START_QUEUED), 3);
	assert_int_equal(bench_count(&bench, NOTICE_START_REFUSED), 1);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->request, 5);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->reason,
			 REASON_LIMIT);
	assert_int_equal(bench_state(&bench, 5), WORLD_ARCHIVED);
	bench_stop(&bench, 3, 0); /* gives up: one may wait again */
	bench_start(&bench, 5, 6);
	assert_int_equal(bench_count(&bench, NOTICE_START_QUEUED), 4);
	bench_close(&bench);
}

/* Starts of so many sizes wait, none of which shares a node with another. */
static void sizes_wait(struct bench *bench, uint32_t count)
{
	for (uint32_t world = 1; world <= count; world++)
		bench_register(bench, world, (28 - world) * 1024, false);
	for (uint32_t world = 1; world <= count; world++)
		bench_start(bench, world, 0);
}

static void so_many_orders_are_given_at_a_tick(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	config.policy.orders_per_tick_max = 0;
	bench_open(&bench, &config);
	sizes_wait(&bench, 6);
	bench_until(&bench, bench.now_us + 5 * US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	bench_close(&bench);
	config.policy.orders_per_tick_max = 2;
	bench_open(&bench, &config);
	bench.config.policy.scaling = SCALE_FIT;
	sizes_wait(&bench, 1); /* the reflex orders for the first at once */
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	bench_close(&bench);
}

static void so_many_nodes_are_rented(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	for (uint32_t most = 0; most <= 3; most++) {
		struct engine_gauges gauges;

		config.policy.cloud_max = most;
		bench_open(&bench, &config);
		sizes_wait(&bench, 6);
		bench_until(&bench, bench.now_us + 4 * US_PER_MINUTE);
		assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE),
				 most);
		engine_read_gauges(bench.engine, &gauges);
		assert_int_equal(gauges.cloud_nodes, most);
		assert_int_equal(gauges.nodes_ordered, most);
		assert_int_equal(gauges.booting_mib, most * 28672);
		bench_close(&bench);
	}
	config.policy.cloud_max = 8;
	config.limits.nodes_max = 3;
	bench_open(&bench, &config);
	sizes_wait(&bench, 6);
	bench_until(&bench, bench.now_us + 4 * US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 3);
	bench_close(&bench);
}

static void the_gauges_say_how_it_is(void **state)
{
	struct engine_config config = one_node();
	struct engine_gauges gauges;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	run_one(&bench, 30000);
	for (uint32_t world = 2; world <= 5; world++)
		bench_register(&bench, world, 10000, world == 4);
	bench_start(&bench, 2, 0);
	bench_settle(&bench);
	bench_stop(&bench, 2, 0);
	bench_settle(&bench); /* asleep */
	bench_start(&bench, 3, 0);
	bench_start(&bench, 4, 0);
	bench_start(&bench, 5, 0);
	engine_read_gauges(bench.engine, &gauges);
	assert_int_equal(gauges.worlds_waiting, 0);
	assert_int_equal(gauges.worlds_starting, 2);
	assert_int_equal(gauges.worlds_active, 1);
	assert_int_equal(gauges.worlds_sleeping, 1);
	assert_int_equal(gauges.running_mib, 50000);
	assert_int_equal(gauges.transfers, 1);
	assert_int_equal(gauges.transfers_waiting, 0);
	assert_int_equal(gauges.commands_pending, 3);
	assert_int_equal(gauges.sellable_mib[0], 61440);
	assert_int_equal(gauges.sellable_mib[1], 0);
	assert_int_equal(gauges.nodes_ready, 1);
	assert_int_equal(gauges.waiting_mib, 0);
	bench_start(&bench, 2, 0);
	engine_read_gauges(bench.engine, &gauges);
	assert_int_equal(gauges.worlds_waiting, 1);
	assert_int_equal(gauges.waiting_mib, 10000);
	assert_int_equal(gauges.worlds_sleeping, 0);
	bench_close(&bench);
}

/* A start that fits nowhere blocks those of its size: up to a whole GiB. */
static void a_size_ends_at_a_whole_gib(void **state)
{
	struct engine_config config = one_node();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	run_one(&bench, 61440 - 256 - 1024 - 256);
	bench_register(&bench, 2, 1025, false);
	bench_register(&bench, 3, 1024, false);
	bench_start(&bench, 2, 0);
	bench_start(&bench, 3, 0);
	assert_int_equal(bench_state(&bench, 2), WORLD_QUEUED);
	assert_int_equal(bench_state(&bench, 3), WORLD_STARTING);
	bench_close(&bench);
}

/* The first command of this kind is lost; so long after it is sent again. */
static void is_sent_again(struct bench *bench, enum command_kind kind,
			  int64_t after_us)
{
	struct command lost = bench_first(bench, kind), again;
	int64_t until_us = bench->now_us + after_us;
	uint32_t i = 0;

	while (bench->commands[i].id.value != lost.id.value)
		i++;
	bench_lose(bench, i);
	bench_until(bench, until_us - 1);
	assert_int_equal(bench_commands(bench, kind), 0);
	bench_until(bench, until_us);
	again = bench_first(bench, kind);
	assert_int_equal(again.id.value, lost.id.value);
	assert_int_equal(again.issued_at_us, until_us);
}

static void what_is_not_answered_is_sent_again(void **state)
{
	struct engine_config config = one_node();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 1024, false);
	bench_register(&bench, 2, 1024, true);
	bench_start(&bench, 1, 0);
	is_sent_again(&bench, COMMAND_START_WORLD, 5 * US_PER_MINUTE);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{2}}});
	is_sent_again(&bench, COMMAND_DELETE_ARCHIVE, 10 * US_PER_MINUTE);
	bench_close(&bench);
}

/* A first hour of 0.222 EUR and its address for 0.0008. */
static void an_order_may_reach_the_cap_and_not_pass_it(void **state)
{
	struct engine_config config = cloud_only();
	struct bench bench;

	(void)state;
	for (int more = -1; more <= 0; more++) {
		for (int month = 0; month < 2; month++) {
			config.guards.spend_per_day_nano_eur =
			    month ? AMOUNT_OFF : 222800000 + more;
			config.guards.spend_per_month_nano_eur =
			    month ? 222800000 + more : AMOUNT_OFF;
			bench_open(&bench, &config);
			bench_register(&bench, 1, 20 * 1024, false);
			bench_start(&bench, 1, 0);
			assert_int_equal(
			    bench_commands(&bench, COMMAND_ORDER_NODE),
			    more == 0);
			assert_int_equal(bench_count(&bench, NOTICE_GUARD),
					 more != 0);
			bench_close(&bench);
		}
	}
}

/* Eight of the commands of a step are kept for direct answers; plans have the
 * others, starts as long as there are two, and what is left follows at once. */
static void a_step_plans_so_many_commands(void **state)
{
	const uint32_t most = ENGINE_COMMANDS_PER_STEP - 8 - 1;
	struct engine_config config = bench_config(most + 4);
	struct bench bench;

	(void)state;
	config.policy.scaling = SCALE_NONE;
	config.dedicated_count[0] = 0;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= most + 4; world++) {
		bench_register(&bench, world, 512, false);
		bench_start(&bench, world, 0);
	}
	assert_int_equal(
	    bench_feed(
		&bench,
		(struct input){.kind = INPUT_DEDICATED_ADDED,
			       .dedicated_added = {.provider_ref = 901}}),
	    DRIVE_OK);
	bench_talks(&bench, engine_last_node(bench.engine).value);
	assert_int_equal(bench_commands(&bench, COMMAND_START_WORLD), most);
	bench_until(&bench, bench.now_us + 1);
	assert_int_equal(bench_commands(&bench, COMMAND_START_WORLD), most + 4);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_sleep_window_ends_at_its_instant),
	    cmocka_unit_test(a_second_sleep_has_a_whole_window),
	    cmocka_unit_test(an_empty_world_stops_at_its_instant),
	    cmocka_unit_test(a_node_is_dead_at_its_instant),
	    cmocka_unit_test(a_controller_that_was_away_waits_once_more),
	    cmocka_unit_test(a_boot_ends_at_its_instant),
	    cmocka_unit_test(a_cool_down_ends_at_its_instant),
	    cmocka_unit_test(no_offer_is_asked_twice_at_one_instant),
	    cmocka_unit_test(who_gives_up_makes_way_for_the_next),
	    cmocka_unit_test(ram_is_sold_to_the_last_mib),
	    cmocka_unit_test(cpu_and_disk_are_sold_to_the_last),
	    cmocka_unit_test(the_largest_plan_is_exact),
	    cmocka_unit_test(so_many_starts_may_wait),
	    cmocka_unit_test(so_many_orders_are_given_at_a_tick),
	    cmocka_unit_test(so_many_nodes_are_rented),
	    cmocka_unit_test(the_gauges_say_how_it_is),
	    cmocka_unit_test(a_size_ends_at_a_whole_gib),
	    cmocka_unit_test(what_is_not_answered_is_sent_again),
	    cmocka_unit_test(a_step_plans_so_many_commands),
	    cmocka_unit_test(an_order_may_reach_the_cap_and_not_pass_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
