/*
 * test_reserve.c - a reserve that is counted in worlds: what is a place, how
 * many are kept free, and that it is off unless it is asked for.
 *
 * Two dedicated nodes that sell 60 GiB each, cloud nodes that sell 28 GiB; the
 * reserve is counted in plans of 4 GiB, so an empty node has 15 places, and one
 * of the cloud 7.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "engine/engine.int.h"
#include "engine/questions.h"
#include "support_engine.h"
#include "traces/base/engine_heap.h"

#define GIB 1024u
#define WORLDS 64

/* 0: the reserve is 8 GiB of RAM. */
static struct engine_config reserving(uint32_t worlds)
{
	struct engine_config config = bench_config(WORLDS);

	config.policy.reserve_mib = 8 * GIB;
	config.policy.reserve_worlds = worlds;
	config.policy.reserve_plan = (struct plan_size){.ram_mib = 4 * GIB};
	config.policy.orders_per_tick_max = COUNT_OFF;
	config.machinery.ram_overhead_mib = 0;
	return config;
}

static void minutes_pass(struct bench *bench, int64_t minutes)
{
	bench_until(bench, bench->now_us + minutes * US_PER_MINUTE);
}

/* New worlds that need this much start, and all is answered. */
static void run_of(struct bench *bench, uint32_t first, uint32_t last,
		   uint32_t ram_mib, uint32_t cpu_milli, uint32_t disk_mib)
{
	for (uint32_t world = first; world <= last; world++) {
		bench_register_all_of(bench, world, ram_mib, cpu_milli,
				      disk_mib);
		bench_start(bench, world, world);
	}
	bench_settle(bench);
}

static void run(struct bench *bench, uint32_t first, uint32_t last,
		uint32_t ram_mib)
{
	run_of(bench, first, last, ram_mib, 0, 2048);
}

static uint32_t orders(const struct bench *bench)
{
	uint32_t count = 0;

	for (uint64_t i = 0; i < bench->notice_count; i++)
		count += bench->notices[i].kind == NOTICE_NODE_STATE &&
			 bench->notices[i].node_state.state == NODE_ORDERED;
	return count;
}

static const struct notice *last_rule(const struct bench *bench, enum rule rule)
{
	const struct notice *last = NULL;

	for (uint64_t i = 0; i < bench->notice_count; i++)
		if (bench->notices[i].kind == NOTICE_DECISION &&
		    bench->notices[i].decision.rule == rule)
			last = &bench->notices[i];
	return last;
}

/* --- what is a place ------------------------------------------------------ */

/* Crumbs of 3 GiB on each of ten nodes: 30 GiB are free, and a world of 4 GiB,
 * the first of its plan, is nowhere to be placed.  Its state right after its
 * start. */
static enum world_state start_among_crumbs(uint32_t reserve_worlds)
{
	struct engine_config config = reserving(reserve_worlds);
	enum world_state after;
	struct bench bench;

	config.dedicated_count[0] = 10;
	config.policy.reserve_mib = 24 * GIB;
	bench_open(&bench, &config);
	run(&bench, 1, 10, 57 * GIB);
	minutes_pass(&bench, 1);
	bench_settle(&bench);
	assert_int_equal(orders(&bench), reserve_worlds == 0 ? 0 : 1);
	bench_register(&bench, 11, 4 * GIB, false);
	bench_start(&bench, 11, 11);
	after = bench_state(&bench, 11);
	bench_close(&bench);
	return after;
}

static void crumbs_are_a_reserve_of_ram_and_no_place(void **state)
{
	(void)state;
	assert_int_equal(start_among_crumbs(0), WORLD_QUEUED);
	assert_int_equal(start_among_crumbs(2), WORLD_STARTING);
}

/* RAM is left on nodes that have sold all of their CPU, or whose disk is full:
 * orders that either reserve brings. */
static uint32_t orders_when_full(uint32_t reserve_worlds, uint32_t cpu_milli,
				 uint32_t disk_mib)
{
	struct engine_config config = reserving(reserve_worlds);
	struct bench bench;
	uint32_t count;

	config.machinery.cpu_oversubscribe_ppm = 1000000;
	config.policy.reserve_plan.cpu_milli = 1000;
	config.policy.reserve_plan.disk_mib = 2048;
	bench_open(&bench, &config);
	run_of(&bench, 1, 8, GIB, cpu_milli, disk_mib);
	minutes_pass(&bench, 1);
	count = orders(&bench);
	bench_close(&bench);
	return count;
}

static void a_node_without_cpu_or_disk_has_no_place(void **state)
{
	(void)state;
	/* four worlds a node, and a little is left of the CPU or the disk; the
	 * first node is for the next of the largest plan, if one can hold it */
	assert_int_equal(orders_when_full(0, 3800, 2048), 1);
	assert_int_equal(orders_when_full(8, 3800, 2048), 2);
	assert_int_equal(orders_when_full(0, 500, 249600), 0);
	assert_int_equal(orders_when_full(8, 500, 249600), 2);
	assert_int_equal(orders_when_full(8, 500, 2048), 0);
}

/* It is given to a stranger before he waits. */
static void room_kept_for_returns_is_a_place(void **state)
{
	struct engine_config config = reserving(30);
	struct bench bench;

	(void)state;
	config.policy.return_room_mib = 30 * GIB;
	config.policy.cloud_max = 0;
	bench_open(&bench, &config);
	minutes_pass(&bench, 1);
	assert_null(last_rule(&bench, RULE_NO_ORDER_WORLDS));
	run(&bench, 1, 30, 4 * GIB);
	for (uint32_t world = 1; world <= 30; world++)
		assert_int_equal(bench_state(&bench, world), WORLD_ACTIVE);
	minutes_pass(&bench, 1);
	assert_non_null(last_rule(&bench, RULE_NO_ORDER_WORLDS));
	bench_close(&bench);
}

/* --- how many ------------------------------------------------------------- */

static uint32_t orders_of_idle(uint32_t reserve_worlds, uint32_t running,
			       enum scaling_rule rule)
{
	struct engine_config config = reserving(reserve_worlds);
	struct bench bench;
	uint32_t count;

	config.policy.scaling = rule;
	bench_open(&bench, &config);
	if (running != 0)
		run(&bench, 1, running, 4 * GIB);
	minutes_pass(&bench, 1);
	count = orders(&bench);
	bench_close(&bench);
	return count;
}

static void exactly_so_many_places_are_enough(void **state)
{
	(void)state;
	assert_int_equal(orders_of_idle(30, 0, SCALE_FIT), 0);
	assert_int_equal(orders_of_idle(31, 0, SCALE_FIT), 1);
	assert_int_equal(orders_of_idle(37, 0, SCALE_FIT), 1);
	assert_int_equal(orders_of_idle(38, 0, SCALE_FIT), 2);
	assert_int_equal(orders_of_idle(29, 1, SCALE_FIT), 0);
	assert_int_equal(orders_of_idle(29, 2, SCALE_FIT), 1);
	/* 8 GiB of RAM would be free with 28 of them: not asked any more */
	assert_int_equal(orders_of_idle(1, 29, SCALE_FIT), 0);
	assert_int_equal(orders_of_idle(0, 29, SCALE_FIT), 1);
	/* other rules have no reserve */
	assert_int_equal(orders_of_idle(31, 0, SCALE_THRESHOLD), 0);
	assert_int_equal(orders_of_idle(31, 0, SCALE_NONE), 0);
}

/* The node that is ordered for a start of 28 GiB is full by it: its 7 places
 * are none of the reserve. */
static void a_start_that_waits_takes_the_places_it_needs(void **state)
{
	struct engine_config config = reserving(6);
	const struct notice *told;
	struct bench bench;

	(void)state;
	config.dedicated_count[0] = 0;
	config.policy.reserve_worlds = 1;
	bench_open(&bench, &config);
	minutes_pass(&bench, 1);
	bench_settle(&bench);
	assert_int_equal(orders(&bench), 1);
	run(&bench, 1, 1, 28 * GIB); /* on that one, and another for its like */
	minutes_pass(&bench, 1);
	bench_settle(&bench);
	assert_int_equal(orders(&bench), 2);
	bench_set(&bench, SETTING_RESERVE_WORLDS, 6);
	minutes_pass(&bench, 1);
	assert_int_equal(orders(&bench), 2); /* one empty node: 7 */
	bench_register(&bench, 2, 28 * GIB, true);
	bench_register(&bench, 3, 28 * GIB, true);
	bench_start(&bench, 2, 2);
	bench_start(&bench, 3, 3);
	minutes_pass(&bench, 1);
	/* for 3, as its size fits nowhere; and for six worlds beside it */
	assert_int_equal(orders(&bench), 4);
	told = last_rule(&bench, RULE_ORDER_WORLDS);
	assert_non_null(told);
	assert_int_equal(told->decision.extra, 4 * GIB);
	assert_int_equal(told->decision.have_mib, 7 * 4 * GIB);
	assert_int_equal(told->decision.need_mib, (6 + 7) * 4 * GIB);
	assert_int_equal(told->decision.amount_nano_eur, 222000000 + 800000);
	bench_close(&bench);
}

static void a_notice_says_how_many_there_are_and_should_be(void **state)
{
	struct engine_config config = reserving(31);
	const struct notice *scaling;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	minutes_pass(&bench, 1);
	scaling = bench_last(&bench, NOTICE_SCALING);
	assert_non_null(scaling);
	assert_int_equal(scaling->scaling.have_worlds, 30);
	assert_int_equal(scaling->scaling.need_worlds, 31);
	assert_int_equal(scaling->scaling.need_mib, 4 * GIB);
	bench_close(&bench);
	config.policy.reserve_worlds = 0;
	config.policy.reserve_mib = 121 * GIB;
	bench_open(&bench, &config);
	minutes_pass(&bench, 1);
	scaling = bench_last(&bench, NOTICE_SCALING);
	assert_non_null(scaling);
	assert_int_equal(scaling->scaling.have_worlds, 0);
	assert_int_equal(scaling->scaling.need_worlds, 0);
	bench_close(&bench);
}

/* No node that can be had has a place for such a world: none is ordered for it,
 * also not while a smaller one waits and brings its own. */
static void nothing_is_ordered_that_has_no_place(void **state)
{
	struct engine_config config = reserving(1);
	struct bench bench;

	(void)state;
	config.dedicated_count[0] = 0;
	config.policy.reserve_plan.ram_mib = 40 * GIB;
	bench_open(&bench, &config);
	minutes_pass(&bench, 3);
	assert_int_equal(orders(&bench), 0);
	assert_int_equal(last_rule(&bench, RULE_NO_ORDER_WORLDS)->reason,
			 REASON_TOO_LARGE);
	bench_register(&bench, 1, 4 * GIB, true);
	bench_start(&bench, 1, 1);
	minutes_pass(&bench, 3);
	assert_int_equal(orders(&bench), 1);
	bench_close(&bench);
}

/* --- giving back ---------------------------------------------------------- */

/* A node of the cloud runs one world of 8 GiB; the others are empty and have 30
 * places, of which it would need two.  Does it leave in its hour? */
static bool leaves(uint32_t reserve_worlds)
{
	struct engine_config config = reserving(1);
	const struct notice *told;
	struct bench bench;
	bool left;

	config.policy.reserve_mib = UINT32_MAX; /* not asked */
	bench_open(&bench, &config);
	run(&bench, 1, 2, 58 * GIB);
	minutes_pass(&bench, 1);
	bench_settle(&bench);
	run(&bench, 3, 3, 8 * GIB);
	bench_stop(&bench, 1, 0);
	bench_stop(&bench, 2, 0);
	bench_settle(&bench);
	bench_set(&bench, SETTING_RESERVE_WORLDS, reserve_worlds);
	assert_int_equal(bench_node_state(&bench, 3), NODE_READY);
	bench_until(&bench, bench.now_us + 40 * US_PER_MINUTE);
	assert_int_equal(orders(&bench), 1);
	left = bench_node_state(&bench, 3) == NODE_DRAINING;
	told = last_rule(&bench, left ? RULE_RELEASE_WORLDS : RULE_KEEP_WORLDS);
	assert_non_null(told);
	assert_int_equal(told->node.value, 3);
	assert_int_equal(told->decision.extra, 4 * GIB);
	assert_int_equal(told->decision.have_mib, 30 * 4 * GIB);
	assert_int_equal(told->decision.need_mib,
			 (reserve_worlds + 2) * 4 * GIB);
	assert_int_equal(told->decision.amount_nano_eur, 222000000 + 800000);
	bench_close(&bench);
	return left;
}

static void
a_node_leaves_if_the_others_have_its_worlds_and_the_reserve(void **state)
{
	(void)state;
	assert_true(leaves(28));
	assert_false(leaves(29));
}

/* What runs on a node that leaves may be back as well: the same free places do
 * not let one node go after the other. */
static void who_runs_on_a_leaving_node_is_counted(void **state)
{
	struct engine_config config = reserving(1);
	struct bench bench;
	uint32_t left = 0;

	(void)state;
	config.dedicated_count[0] = 1;
	bench_open(&bench, &config);
	run(&bench, 1, 1, 58 * GIB);
	minutes_pass(&bench, 1);
	bench_settle(&bench);
	run(&bench, 2, 3, 16 * GIB); /* a node each */
	bench_stop(&bench, 1, 0);
	bench_settle(&bench);
	/* 15 places; each of the two has four in use */
	bench_set(&bench, SETTING_RESERVE_WORLDS, 11);
	assert_int_equal(bench_world(&bench, 2).node.value, 2);
	assert_int_equal(bench_world(&bench, 3).node.value, 3);
	bench_until(&bench, bench.now_us + 49 * US_PER_MINUTE);
	left += bench_node_state(&bench, 2) == NODE_DRAINING;
	left += bench_node_state(&bench, 3) == NODE_DRAINING;
	assert_int_equal(left, 1);
	bench_close(&bench);
}

/* --- settings and snapshots ----------------------------------------------- */

static void a_reserve_in_worlds_needs_their_size(void **state)
{
	struct engine_config config = reserving(0);
	struct bench bench;

	(void)state;
	config.policy.reserve_plan = (struct plan_size){0};
	config.machinery.ram_overhead_mib = 256; /* alone no world */
	bench_open(&bench, &config);
	(void)bench_feed(
	    &bench,
	    (struct input){.kind = INPUT_SETTING_CHANGED,
			   .setting_changed = {SETTING_RESERVE_WORLDS, 1}});
	assert_int_equal(
	    bench_feed(&bench,
		       (struct input){
			   .kind = INPUT_SETTINGS_COMPLETE,
			   .settings_complete =
			       {1, engine_sum(0, SETTING_RESERVE_WORLDS, 1)}}),
	    DRIVE_REFUSED);
	bench_close(&bench);
}

static void it_is_counted_from_the_setting_on(void **state)
{
	struct engine_config config = reserving(0);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	minutes_pass(&bench, 1);
	assert_int_equal(bench.engine->fleet.places, 0);
	bench_set(&bench, SETTING_RESERVE_WORLDS, 31);
	assert_int_equal(bench.engine->fleet.places, 30);
	assert_int_equal(orders(&bench), 1);
	bench_set(&bench, SETTING_SCALING, SCALE_THRESHOLD);
	assert_int_equal(bench.engine->fleet.places, 0);
	bench_set(&bench, SETTING_SCALING, SCALE_FIT);
	assert_int_equal(bench.engine->fleet.places, 30);
	bench_set(&bench, SETTING_RESERVE_WORLDS, 0);
	assert_int_equal(bench.engine->fleet.places, 0);
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
}

/* Loaded under a configuration with another plan: counted in that one, or not
 * at all if it has none.  That they are counted is a setting. */
static void places_are_counted_anew_after_loading(void **state)
{
	struct engine_config config = reserving(0);
	struct engine *copy = NULL;
	struct bench bench;
	uint8_t *bytes;
	size_t size;

	(void)state;
	config.machinery.ram_overhead_mib = 256;
	bench_open(&bench, &config);
	bench_set(&bench, SETTING_RESERVE_WORLDS, 5);
	run(&bench, 1, 3, 4 * GIB);
	assert_int_equal(bench.engine->fleet.places, 12 + 13);
	size = engine_save_size_bytes(bench.engine);
	bytes = malloc(size);
	assert_non_null(bytes);
	assert_int_equal(engine_save(bench.engine, bytes, size), ENGINE_OK);
	for (uint32_t gib = 0; gib <= 8; gib += 4) {
		static const uint64_t places[] = {0, 12 + 13, 6 + 6};

		config.policy.reserve_plan.ram_mib = gib * GIB;
		assert_int_equal(
		    engine_load(&config, &engine_heap, bytes, size, &copy),
		    ENGINE_OK);
		/* 51.5 and 55.75 GiB are free */
		assert_int_equal(copy->fleet.places, places[gib / 4]);
		assert_null(engine_audit(copy));
		engine_destroy(copy);
	}
	free(bytes);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(crumbs_are_a_reserve_of_ram_and_no_place),
	    cmocka_unit_test(a_node_without_cpu_or_disk_has_no_place),
	    cmocka_unit_test(room_kept_for_returns_is_a_place),
	    cmocka_unit_test(exactly_so_many_places_are_enough),
	    cmocka_unit_test(a_start_that_waits_takes_the_places_it_needs),
	    cmocka_unit_test(a_notice_says_how_many_there_are_and_should_be),
	    cmocka_unit_test(nothing_is_ordered_that_has_no_place),
	    cmocka_unit_test(
		a_node_leaves_if_the_others_have_its_worlds_and_the_reserve),
	    cmocka_unit_test(who_runs_on_a_leaving_node_is_counted),
	    cmocka_unit_test(a_reserve_in_worlds_needs_their_size),
	    cmocka_unit_test(it_is_counted_from_the_setting_on),
	    cmocka_unit_test(places_are_counted_anew_after_loading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
