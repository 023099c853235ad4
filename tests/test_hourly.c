/*
 * test_hourly.c - machines by the hour: what an order costs, how long it binds,
 * how many a day, how long each type may take, and a type rented both ways.
 *
 * Two dedicated machines of type WHOLE are rented by the month; the list of
 * offers begins with the same type by the hour: 0.30 EUR an hour and 5 EUR of
 * setup, an address for 0.0027 EUR.  Cloud nodes come after it.
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
#define WHOLE 0
#define CLOUD 1
#define CENT (NANO_EUR_PER_EUR / 100)
#define HOUR (30 * CENT)
#define SETUP (500 * CENT)
#define ADDRESS (27 * CENT / 100)

static struct engine_config hourly_config(void)
{
	struct engine_config config = bench_config(64);

	config.policy.reserve_mib = 0;
	config.machinery.ram_overhead_mib = 0;
	config.node_types[WHOLE].prices[0].hour_nano_eur = HOUR;
	config.node_types[WHOLE].prices[0].setup_nano_eur = SETUP;
	config.policy.offers[0] = (struct offer){WHOLE, 0};
	config.policy.offers[1] = (struct offer){CLOUD, 1};
	config.standing.ipv4_dedicated_hour_nano_eur = ADDRESS;
	return config;
}

/* ... and nothing is there yet. */
static struct engine_config empty_config(void)
{
	struct engine_config config = hourly_config();

	config.dedicated_count[WHOLE] = 0;
	return config;
}

static void minutes_pass(struct bench *bench, int64_t minutes)
{
	bench_until(bench, bench->now_us + minutes * US_PER_MINUTE);
}

/* A world that fills a machine of either type. */
static void want(struct bench *bench, uint32_t world)
{
	bench_register(bench, world, 28 * GIB, true);
	bench_want(bench, world);
}

static uint32_t orders_of(const struct bench *bench, uint16_t type)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < bench->command_count; i++)
		count += bench->commands[i].kind == COMMAND_ORDER_NODE &&
			 bench->commands[i].type == type;
	return count;
}

static struct books books_of(const struct bench *bench)
{
	struct books books;

	engine_read_books(bench->engine, bench->now_us, &books);
	return books;
}

/* The only node that is ordered comes up. */
static uint32_t comes_up(struct bench *bench)
{
	uint32_t node = bench_first(bench, COMMAND_ORDER_NODE).node.value;

	bench_answer_first(bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	bench_talks(bench, node);
	assert_int_equal(bench_node_state(bench, node), NODE_READY);
	return node;
}

/* --- what it costs -------------------------------------------------------- */

static void an_order_costs_its_setup_once(void **state)
{
	struct engine_config config = empty_config();
	struct bench bench;
	struct books books;

	(void)state;
	bench_open(&bench, &config);
	want(&bench, 1);
	assert_int_equal(orders_of(&bench, WHOLE), 1);
	assert_true(books_of(&bench).cloud_nano_eur == 0);
	(void)comes_up(&bench);
	books = books_of(&bench);
	assert_true(books.cloud_nano_eur == SETUP + HOUR);
	assert_true(books.network_nano_eur == ADDRESS);
	assert_true(books.dedicated_nano_eur == 0);
	assert_true(
	    bench_last(&bench, NOTICE_NODE_HOUR)->node_hour.amount_nano_eur ==
	    SETUP + HOUR + ADDRESS);
	bench_answer_all(&bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
	bench_answer_all(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	minutes_pass(&bench, 61);
	assert_true(books_of(&bench).cloud_nano_eur == SETUP + 2 * HOUR);
	assert_true(
	    bench_last(&bench, NOTICE_NODE_HOUR)->node_hour.amount_nano_eur ==
	    HOUR + ADDRESS);
	bench_close(&bench);
}

/* The setup fee is a part of what it takes to get a node ready. */
static void a_setup_fee_is_paid_for_the_boot(void **state)
{
	struct engine_config config = empty_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	want(&bench, 1);
	(void)comes_up(&bench);
	assert_true(books_of(&bench).idle_nano_eur[IDLE_BOOT] == SETUP);
	bench_close(&bench);
}

/* The guard sets aside exactly what an order costs at once. */
static void the_guard_sets_aside_all_that_is_due_at_once(void **state)
{
	(void)state;
	for (int64_t missing = 0; missing < 2; missing++) {
		struct engine_config config = empty_config();
		struct bench bench;

		config.policy.offer_count = 1;
		config.guards.spend_per_day_nano_eur =
		    2 * (SETUP + HOUR + ADDRESS) - missing;
		bench_open(&bench, &config);
		for (uint32_t world = 1; world <= 6; world++)
			want(&bench, world);
		assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE),
				 2 - missing);
		bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
		minutes_pass(&bench, 5);
		assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
		bench_close(&bench);
	}
}

/* --- how long it binds ---------------------------------------------------- */

static int64_t life_us(struct bench *bench, uint32_t node)
{
	struct node_view view;

	for (int left = 600;
	     left > 0 && bench_commands(bench, COMMAND_DESTROY_NODE) == 0;
	     left--)
		minutes_pass(bench, 1);
	assert_int_equal(bench_first(bench, COMMAND_DESTROY_NODE).node.value,
			 node);
	assert_true(
	    engine_read_node(bench->engine, (struct node_id){node}, &view));
	return bench->now_us - view.created_us;
}

/* It comes when nobody wants it any more: there is room on the other two. */
static uint32_t useless_node(struct bench *bench)
{
	for (uint32_t world = 1; world <= 5; world++)
		want(bench, world);
	for (uint32_t world = 1; world <= 5; world++)
		bench_stop(bench, world, world);
	return comes_up(bench);
}

/* In the last hour that is paid anyway, as any node in its first. */
static void it_is_given_back_in_the_last_hour_of_its_stay(void **state)
{
	const int64_t stays_us[] = {0, US_PER_HOUR, US_PER_HOUR + 1,
				    5 * US_PER_HOUR};
	const int64_t hours[] = {1, 1, 2, 5};

	(void)state;
	for (size_t i = 0; i < sizeof hours / sizeof hours[0]; i++) {
		struct engine_config config = hourly_config();
		struct bench bench;
		uint32_t node;

		config.node_types[WHOLE].min_stay_us = stays_us[i];
		bench_open(&bench, &config);
		bench.answered_at_once = UINT64_C(1) << COMMAND_RESTORE_WORLD |
					 UINT64_C(1) << COMMAND_ARCHIVE_WORLD |
					 UINT64_C(1) << COMMAND_START_WORLD |
					 UINT64_C(1) << COMMAND_STOP_WORLD;
		node = useless_node(&bench);
		assert_in_range(life_us(&bench, node),
				hours[i] * US_PER_HOUR - 10 * US_PER_MINUTE,
				hours[i] * US_PER_HOUR - 2 * US_PER_MINUTE);
		bench_answer_first(&bench, COMMAND_DESTROY_NODE, OUTCOME_DONE);
		assert_true(books_of(&bench).cloud_nano_eur ==
			    SETUP + hours[i] * HOUR);
		bench_close(&bench);
	}
}

static void a_threshold_drains_no_node_that_is_bound(void **state)
{
	struct engine_config config = empty_config();
	struct bench bench;
	uint32_t node;

	(void)state;
	config.policy.scaling = SCALE_THRESHOLD;
	config.policy.low_for_us = 5 * US_PER_MINUTE;
	config.policy.high_ppm = PPM;
	config.node_types[WHOLE].min_stay_us = 4 * US_PER_HOUR;
	bench_open(&bench, &config);
	want(&bench, 1);
	minutes_pass(&bench, 1);
	node = comes_up(&bench);
	minutes_pass(&bench, 1);
	bench_stop(&bench, 1, 1);
	bench_settle(&bench);
	minutes_pass(&bench, 170);
	assert_int_equal(bench_node_state(&bench, node), NODE_READY);
	minutes_pass(&bench, 30);
	assert_int_equal(bench_node_state(&bench, node), NODE_DRAINING);
	bench_close(&bench);
}

/* A node that is lost, or never comes, has cost its minimum. */
static void what_ends_early_has_cost_its_minimum(void **state)
{
	(void)state;
	for (int lost = 0; lost < 2; lost++) {
		struct engine_config config = empty_config();
		struct bench bench;
		uint32_t node;

		config.node_types[WHOLE].min_stay_us = 6 * US_PER_HOUR;
		bench_open(&bench, &config);
		want(&bench, 1);
		node = bench_first(&bench, COMMAND_ORDER_NODE).node.value;
		bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
		bench_stop(&bench, 1, 1);
		if (lost) {
			bench_talks(&bench, node);
			bench_dies(&bench, node);
			minutes_pass(&bench, 6);
			bench_answer_all(&bench, COMMAND_FENCE_NODE,
					 OUTCOME_DONE);
		}
		minutes_pass(&bench, 16);
		assert_true(books_of(&bench).cloud_nano_eur == SETUP + HOUR);
		bench_answer_first(&bench, COMMAND_DESTROY_NODE, OUTCOME_DONE);
		assert_int_equal(bench_node_state(&bench, node), NODE_GONE);
		assert_true(books_of(&bench).cloud_nano_eur ==
			    SETUP + 6 * HOUR);
		assert_true(books_of(&bench).cloud_hours_billed == 6);
		bench_close(&bench);
	}
}

/* --- how many a day ------------------------------------------------------- */

#define A_DAY 20

/* No offer but one, no tick that would look again by chance. */
static struct engine_config twenty_a_day(void)
{
	struct engine_config config = empty_config();

	config.policy.offer_count = 1;
	config.policy.cloud_max = 30;
	config.policy.tick_us = 31 * US_PER_HOUR;
	config.policy.orders_per_tick_max = COUNT_OFF;
	config.node_types[WHOLE].orders_per_day = A_DAY;
	config.node_types[WHOLE].ram_mib = 32 * GIB; /* one world each */
	return config;
}

static int64_t midnight_us(const struct bench *bench)
{
	return bench->now_us - bench->now_us % US_PER_DAY + US_PER_DAY;
}

static void the_order_too_many_waits_for_the_next_day(void **state)
{
	struct engine_config config = twenty_a_day();
	struct bench bench;
	int64_t turn_us;

	(void)state;
	bench_open(&bench, &config);
	turn_us = midnight_us(&bench);
	for (uint32_t world = 1; world <= A_DAY + 1; world++)
		want(&bench, world);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), A_DAY);
	bench_settle(&bench);
	bench_until(&bench, turn_us - 1);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	assert_int_equal(bench_state(&bench, A_DAY + 1), WORLD_QUEUED);
	bench_until(&bench, turn_us + 1);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	bench_close(&bench);
}

/* Sold out is ordered, too: a loop of failures does not go on for ever. */
static void an_order_that_failed_counts(void **state)
{
	struct engine_config config = twenty_a_day();
	uint32_t orders = 0;
	struct bench bench;
	int64_t turn_us;

	(void)state;
	config.policy.cool_down_us = US_PER_MINUTE;
	config.policy.tick_us = US_PER_MINUTE;
	bench_open(&bench, &config);
	turn_us = midnight_us(&bench);
	want(&bench, 1);
	while (bench.now_us < turn_us - US_PER_MINUTE) {
		orders += bench_commands(&bench, COMMAND_ORDER_NODE);
		bench_answer_all(&bench, COMMAND_ORDER_NODE,
				 OUTCOME_NO_CAPACITY);
		minutes_pass(&bench, 1);
	}
	assert_int_equal(orders, A_DAY);
	minutes_pass(&bench, 2);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	bench_close(&bench);
}

/* All locations of a type together; the next line of the list goes on. */
static void a_type_counts_at_all_its_locations(void **state)
{
	struct engine_config config = twenty_a_day();
	struct bench bench;

	(void)state;
	config.node_types[WHOLE].orders_per_day = 2;
	config.policy.offer_count = 3;
	config.policy.offers[0] = (struct offer){WHOLE, 0};
	config.policy.offers[1] = (struct offer){WHOLE, 1};
	config.policy.offers[2] = (struct offer){CLOUD, 0};
	bench_open(&bench, &config);
	want(&bench, 1);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	assert_int_equal(bench_first(&bench, COMMAND_ORDER_NODE).location, 1);
	want(&bench, 2);
	assert_int_equal(orders_of(&bench, WHOLE), 1);
	assert_int_equal(orders_of(&bench, CLOUD), 1);
	bench_close(&bench);
}

/* What was ordered is known after a crash. */
static void the_count_of_a_day_is_saved(void **state)
{
	struct engine_config config = twenty_a_day();
	struct engine *copy = NULL;
	struct bench bench;
	uint8_t *bytes;
	size_t size;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= A_DAY; world++)
		want(&bench, world);
	bench_settle(&bench);
	size = engine_save_size_bytes(bench.engine);
	bytes = malloc(size);
	assert_int_equal(engine_save(bench.engine, bytes, size), ENGINE_OK);
	assert_int_equal(engine_load(&config, &engine_heap, bytes, size, &copy),
			 ENGINE_OK);
	engine_destroy(bench.engine);
	bench.engine = copy;
	want(&bench, A_DAY + 1);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 0);
	free(bytes);
	bench_close(&bench);
}

/* Who asks is told why, and that is not that the quota is used up. */
static void a_full_day_is_told(void **state)
{
	struct engine_config config = twenty_a_day();
	const struct notice *said;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= A_DAY + 1; world++)
		want(&bench, world);
	said = bench_last(&bench, NOTICE_ALTERNATIVE);
	assert_int_equal(said->reason, REASON_DAY_FULL);
	said = bench_last(&bench, NOTICE_DECISION);
	assert_int_equal(said->decision.rule, RULE_NO_ORDER);
	assert_int_equal(said->reason, REASON_DAY_FULL);
	bench_close(&bench);
}

/* --- how long it may take ------------------------------------------------- */

static void each_type_has_its_time_to_come(void **state)
{
	struct engine_config config = empty_config();
	struct bench bench;

	(void)state;
	config.node_types[WHOLE].boot_timeout_us = 3 * US_PER_HOUR;
	config.node_types[WHOLE].orders_per_day = 1;
	bench_open(&bench, &config);
	want(&bench, 1);
	want(&bench, 2);
	want(&bench, 3);
	assert_int_equal(orders_of(&bench, WHOLE), 1);
	assert_int_equal(orders_of(&bench, CLOUD), 1);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	minutes_pass(&bench, 14);
	assert_int_equal(bench_node_state(&bench, 2), NODE_BOOTING);
	minutes_pass(&bench, 1); /* policy.boot_timeout */
	assert_int_equal(bench_node_state(&bench, 2), NODE_DESTROYING);
	minutes_pass(&bench, 164);
	assert_int_equal(bench_node_state(&bench, 1), NODE_BOOTING);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DESTROYING);
	bench_close(&bench);
}

/* --- both ways ------------------------------------------------------------ */

/* Nodes 1 and 2 by the month, 3 by the hour, all of one type. */
static void open_both_ways(struct bench *bench)
{
	struct engine_config config = hourly_config();

	bench_open(bench, &config);
	for (uint32_t world = 1; world <= 5; world++)
		want(bench, world);
	assert_int_equal(orders_of(bench, WHOLE), 1);
	assert_int_equal(comes_up(bench), 3);
	minutes_pass(bench, 1);
	bench_answer_all(bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
	bench_answer_all(bench, COMMAND_START_WORLD, OUTCOME_DONE);
}

static void a_type_is_rented_both_ways(void **state)
{
	struct engine_gauges gauges;
	struct node_view view;
	struct books books;
	struct bench bench;

	(void)state;
	open_both_ways(&bench);
	for (uint32_t id = 1; id <= 3; id++) {
		assert_true(engine_read_node(bench.engine, (struct node_id){id},
					     &view));
		assert_int_equal(view.type, WHOLE);
		assert_int_equal(view.dedicated, id <= 2);
	}
	engine_read_gauges(bench.engine, &gauges);
	assert_int_equal(gauges.cloud_nodes, 1);
	assert_true(gauges.sellable_mib[0] == 2 * gauges.sellable_mib[1]);
	books = books_of(&bench);
	assert_true(books.cloud_nano_eur == SETUP + HOUR);
	/* 73 EUR of two machines are 0.20 EUR an hour */
	assert_true(books.dedicated_nano_eur == 20 * CENT / 60);
	bench_close(&bench);
}

/* One by the month is fenced and comes back; one by the hour is destroyed, and
 * another ordered. */
static void what_breaks_is_repaired_only_by_the_month(void **state)
{
	struct bench bench;

	(void)state;
	open_both_ways(&bench);
	bench_dies(&bench, 1);
	bench_dies(&bench, 3);
	minutes_pass(&bench, 6);
	bench_answer_all(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	bench_until(&bench, bench.now_us + 1);
	assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE), 1);
	assert_int_equal(bench_first(&bench, COMMAND_DESTROY_NODE).node.value,
			 3);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DEAD);
	bench_talks(&bench, 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_READY);
	bench_answer_first(&bench, COMMAND_DESTROY_NODE, OUTCOME_DONE);
	bench_close(&bench);
}

/* The operator gives back what is rented by the month, nothing else. */
static void only_what_is_rented_by_the_month_is_removed(void **state)
{
	struct bench bench;

	(void)state;
	open_both_ways(&bench);
	assert_int_not_equal(
	    bench_feed(&bench, (struct input){.kind = INPUT_DEDICATED_REMOVED,
					      .dedicated_removed = {{3}}}),
	    DRIVE_OK);
	assert_int_equal(
	    bench_feed(&bench, (struct input){.kind = INPUT_DEDICATED_REMOVED,
					      .dedicated_removed = {{2}}}),
	    DRIVE_OK);
	bench_close(&bench);
}

/* One that is added by hand is rented by the month, offers or not. */
static void one_that_is_added_is_rented_by_the_month(void **state)
{
	struct engine_config config = hourly_config();
	struct node_view view;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	(void)bench_feed(
	    &bench, (struct input){.kind = INPUT_DEDICATED_ADDED,
				   .dedicated_added = {WHOLE, 0, 7, 0, 0}});
	assert_true(engine_read_node(bench.engine, (struct node_id){3}, &view));
	assert_true(view.dedicated);
	minutes_pass(&bench, 61);
	assert_true(books_of(&bench).cloud_nano_eur == 0);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_order_costs_its_setup_once),
	    cmocka_unit_test(a_setup_fee_is_paid_for_the_boot),
	    cmocka_unit_test(the_guard_sets_aside_all_that_is_due_at_once),
	    cmocka_unit_test(it_is_given_back_in_the_last_hour_of_its_stay),
	    cmocka_unit_test(a_threshold_drains_no_node_that_is_bound),
	    cmocka_unit_test(what_ends_early_has_cost_its_minimum),
	    cmocka_unit_test(the_order_too_many_waits_for_the_next_day),
	    cmocka_unit_test(an_order_that_failed_counts),
	    cmocka_unit_test(a_type_counts_at_all_its_locations),
	    cmocka_unit_test(the_count_of_a_day_is_saved),
	    cmocka_unit_test(a_full_day_is_told),
	    cmocka_unit_test(each_type_has_its_time_to_come),
	    cmocka_unit_test(a_type_is_rented_both_ways),
	    cmocka_unit_test(what_breaks_is_repaired_only_by_the_month),
	    cmocka_unit_test(only_what_is_rented_by_the_month_is_removed),
	    cmocka_unit_test(one_that_is_added_is_rented_by_the_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
