/*
 * Swarm: the seed draws the configuration, the demand and the faults.  After
 * every input the whole state is compared with its definition; now and then it
 * is saved, loaded and must go on as if nothing had happened; and after the
 * storm comes calm, after which every world must have reached the archive.
 *
 * CONDUCTOR_SWARM_SEEDS=N runs N seeds, CONDUCTOR_SWARM_FIRST=S starts at S.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "scenarios/engine_heap.h"
#include "support_engine.h"

#define WORLDS 40

static uint64_t dice_state;

static uint32_t dice(uint32_t sides)
{
	dice_state ^= dice_state << 13;
	dice_state ^= dice_state >> 7;
	dice_state ^= dice_state << 17;
	return (uint32_t)(dice_state >> 33) % sides;
}

static struct engine_config drawn_config(void)
{
	static const uint32_t connections[] = {0, 1, 3, 10};
	struct engine_config config = bench_config(WORLDS);

	config.policy.placement = (enum placement_rule)dice(3);
	config.policy.scaling = (enum scaling_rule)dice(3);
	config.policy.dedicated_first = dice(2);
	config.policy.sleep_window_us =
	    (int64_t)(dice(4) * dice(60)) * US_PER_MINUTE;
	config.policy.queue_max = dice(4) == 0 ? 3 : COUNT_OFF;
	config.policy.cloud_max = dice(9);
	config.policy.reserve_mib = dice(3) * 16384;
	config.machinery.connections = connections[dice(4)];
	config.machinery.connections_for_restores =
	    config.machinery.connections > 2 ? dice(3) : 0;
	config.machinery.cpu_oversubscribe_ppm = dice(2) * 2000000;
	config.machinery.node_reserve_mib = dice(2) * 4096;
	config.dedicated_count[0] = dice(3);
	config.node_types[1].disk_mib = 2048 * (1 + dice(40));
	if (dice(3) == 0)
		config.guards.destroys_per_hour = 1 + dice(3);
	config.book.bill_from_request = dice(2);
	return config;
}

static void feed_demand(struct bench *bench)
{
	uint32_t world = 1 + dice(WORLDS);

	switch (dice(10)) {
	case 0:
		(void)bench_feed(
		    bench,
		    (struct input){.kind = INPUT_PLAYERS_CHANGED,
				   .players_changed = {{world}, dice(2)}});
		break;
	case 1:
	case 2:
	case 3:
		bench_stop(bench, world, 0);
		break;
	default:
		bench_start(bench, world, dice(1000));
		break;
	}
}

static void feed_answer(struct bench *bench, bool faults)
{
	uint32_t i;
	struct command command;
	enum outcome outcome = OUTCOME_DONE;

	if (bench->command_count == 0)
		return;
	i = dice(2) ? 0 : dice(bench->command_count);
	command = bench->commands[i];
	if (faults && dice(6) == 0)
		outcome = command.kind == COMMAND_ORDER_NODE
			      ? OUTCOME_NO_CAPACITY
			      : OUTCOME_FAILED;
	bench_answer(bench, i, outcome);
	if (command.kind == COMMAND_ORDER_NODE && outcome == OUTCOME_DONE)
		(void)bench_feed(
		    bench,
		    (struct input){.kind = INPUT_NODE_HEARTBEAT,
				   .heartbeat = {command.node, TIME_NEVER_US}});
}

static void feed_fault(struct bench *bench)
{
	uint32_t node = 1 + dice(30);
	struct node_view view;
	struct world_view world;
	uint32_t id = 1 + dice(WORLDS);

	switch (dice(4)) {
	case 0: /* falls silent now */
		(void)bench_feed(
		    bench,
		    (struct input){.kind = INPUT_NODE_HEARTBEAT,
				   .heartbeat = {{node}, bench->now_us}});
		break;
	case 1: /* comes back, or talks on */
		if (engine_read_node(bench->engine, (struct node_id){node},
				     &view) &&
		    view.state != NODE_ORDERED)
			(void)bench_feed(
			    bench, (struct input){
				       .kind = INPUT_NODE_HEARTBEAT,
				       .heartbeat = {{node}, TIME_NEVER_US}});
		break;
	case 2:
		if (dice(4) == 0)
			(void)bench_feed(bench,
					 (struct input){.kind = INPUT_NODE_GONE,
							.node_gone = {{node}}});
		break;
	default:
		if (engine_read_world(bench->engine, (struct world_id){id},
				      &world))
			(void)bench_feed(
			    bench,
			    (struct input){
				.kind = INPUT_CONTAINER_EXITED,
				.container_exited = {{id},
						     world.node,
						     world.epoch - dice(2),
						     137}});
		break;
	}
}

/* Save and load: equal digest, and the copy takes over. */
static void reincarnate(struct bench *bench)
{
	size_t size = engine_save_size_bytes(bench->engine);
	uint8_t *bytes = malloc(size);
	struct engine *copy = NULL;

	assert_int_equal(engine_save(bench->engine, bytes, size), ENGINE_OK);
	assert_int_equal(
	    engine_load(&bench->config, &engine_heap, bytes, size, &copy),
	    ENGINE_OK);
	assert_true(engine_digest(copy) == engine_digest(bench->engine));
	assert_null(engine_audit(copy));
	engine_destroy(bench->engine);
	bench->engine = copy;
	free(bytes);
}

static uint64_t storm(uint64_t seed, bool copies)
{
	struct bench bench;
	struct engine_config config;
	uint64_t trail;

	dice_state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	config = drawn_config();
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= WORLDS; world++)
		bench_register(&bench, world, 1024 * (1 + dice(16)), dice(2));
	for (int i = 0; i < 1500; i++) {
		uint32_t what = dice(100);

		if (what < 40)
			feed_demand(&bench);
		else if (what < 75)
			feed_answer(&bench, true);
		else if (what < 78)
			feed_fault(&bench);
		else
			bench_until(&bench, bench.now_us + (int64_t)dice(600) *
							       US_PER_SECOND);
		if (copies && i % 97 == 0)
			reincarnate(&bench);
	}
	/* calm: nodes talk, everything is answered, all stop */
	for (uint32_t node = 1; node < 200; node++) {
		struct node_view view;

		if (engine_read_node(bench.engine, (struct node_id){node},
				     &view) &&
		    view.state != NODE_ORDERED)
			(void)bench_feed(
			    &bench, (struct input){
					.kind = INPUT_NODE_HEARTBEAT,
					.heartbeat = {{node}, TIME_NEVER_US}});
	}
	for (uint32_t world = 1; world <= WORLDS; world++)
		bench_stop(&bench, world, 0);
	for (int round = 0; round < 300; round++) {
		bench_settle(&bench);
		bench_until(&bench, bench.now_us + 30 * US_PER_MINUTE);
	}
	bench_settle(&bench);
	for (uint32_t world = 1; world <= WORLDS; world++)
		assert_int_equal(bench_state(&bench, world), WORLD_ARCHIVED);
	assert_null(engine_audit(bench.engine));
	trail = engine_trail(bench.engine);
	bench_close(&bench);
	return trail;
}

static uint32_t number_from(const char *name, uint32_t otherwise)
{
	const char *text = getenv(name);

	return text != NULL ? (uint32_t)strtoul(text, NULL, 10) : otherwise;
}

static void invariants_hold_in_any_storm(void **state)
{
	uint32_t first = number_from("CONDUCTOR_SWARM_FIRST", 1);
	uint32_t seeds = number_from("CONDUCTOR_SWARM_SEEDS", 60);

	(void)state;
	for (uint32_t seed = first; seed < first + seeds; seed++) {
		if (getenv("CONDUCTOR_SWARM_VERBOSE") != NULL)
			(void)fprintf(stderr, "seed %u\n", seed);
		(void)storm(seed, true);
	}
}

static void copies_change_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1000; seed < 1010; seed++)
		assert_true(storm(seed, true) == storm(seed, false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(invariants_hold_in_any_storm),
	    cmocka_unit_test(copies_change_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
