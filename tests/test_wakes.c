/*
 * What cannot be done at once is done later, and the engine asks for the wake
 * itself: no start, upload or deletion waits for an unrelated event.  The bench
 * looks after every input whether something could be done; these stories give
 * it more to do at an instant than a step may do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_engine.h"

/* One dedicated node of 60 GiB to sell, and nothing else. */
static struct engine_config one_node(uint32_t worlds)
{
	struct engine_config config = bench_config(worlds);

	config.dedicated_count[0] = 1;
	config.policy.scaling = SCALE_NONE;
	return config;
}

/* Worlds of a size wait behind each other.  One that goes away without being
 * placed gives its place in front to one that may be smaller. */
static void those_behind_one_that_gave_up_are_tried(void **state)
{
	struct engine_config config = one_node(3);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 58 * 1024, false);
	bench_register(&bench, 2, 2048, false);
	bench_register(&bench, 3, 1500, false);
	bench_start(&bench, 1, 0);
	bench_start(&bench, 2, 0);
	bench_start(&bench, 3, 0);
	assert_int_equal(bench_state(&bench, 2), WORLD_QUEUED);
	assert_int_equal(bench_state(&bench, 3), WORLD_QUEUED);
	bench_stop(&bench, 2, 0);
	assert_int_equal(bench_state(&bench, 2), WORLD_ARCHIVED);
	assert_int_equal(bench_state(&bench, 3), WORLD_STARTING);
	bench_close(&bench);
}

/* A rented node that nobody needs, up to the command that destroys it. */
static void give_back_a_node(struct bench *bench, uint32_t *node)
{
	bench_register(bench, 1, 58 * 1024, false);
	bench_register(bench, 2, 8192, false);
	bench_start(bench, 1, 0);
	bench_start(bench, 2, 0);
	*node = bench_first(bench, COMMAND_ORDER_NODE).node.value;
	bench_settle(bench);
	assert_int_equal(bench_state(bench, 2), WORLD_ACTIVE);
	bench_until(bench, bench->now_us + 10 * US_PER_MINUTE);
	bench_stop(bench, 1, 0);
	bench_stop(bench, 2, 0);
	bench_settle(bench);
	while (bench_commands(bench, COMMAND_DESTROY_NODE) == 0) {
		bench_until(bench, bench->now_us + US_PER_MINUTE);
		if (bench_commands(bench, COMMAND_ARCHIVE_WORLD) != 0)
			bench_settle(bench);
		(void)bench_feed(
		    bench,
		    (struct input){
			.kind = INPUT_NODE_HEARTBEAT,
			.heartbeat = {{*node}, bench->now_us + US_PER_MINUTE}});
	}
}

static void a_node_that_is_destroyed_may_fall_silent(void **state)
{
	struct engine_config config = one_node(2);
	struct bench bench;
	uint32_t node;

	(void)state;
	config.policy.scaling = SCALE_FIT;
	config.policy.reserve_mib = 0;
	bench_open(&bench, &config);
	give_back_a_node(&bench, &node);
	bench_until(&bench, bench.now_us + 20 * US_PER_MINUTE);
	assert_int_equal(bench_node_state(&bench, node), NODE_DESTROYING);
	assert_int_equal(bench_commands(&bench, COMMAND_FENCE_NODE), 0);
	bench_settle(&bench);
	assert_int_equal(bench_node_state(&bench, node), NODE_GONE);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(those_behind_one_that_gave_up_are_tried),
	    cmocka_unit_test(a_node_that_is_destroyed_may_fall_silent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
