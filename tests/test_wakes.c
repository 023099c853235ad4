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

#include "support_accounts.h"

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
		    (struct input){.kind = INPUT_NODE_HEARTBEAT,
				   .heartbeat = {.node = {*node},
						 .next_by_us = bench->now_us +
							       US_PER_MINUTE}});
	}
}

/* That it goes, and what was compared: the load of now, 0, and what the other
 * node can sell. */
static bool was_told_why(const struct bench *bench, uint32_t node)
{
	bool told = false;

	for (uint64_t i = 0; i < bench->notice_count; i++) {
		const struct notice *n = &bench->notices[i];

		told |= n->kind == NOTICE_DECISION && n->node.value == node &&
			n->decision.rule == RULE_RELEASE &&
			n->decision.need_mib == 0 &&
			n->decision.have_mib == 61440;
	}
	return told;
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
	assert_true(was_told_why(&bench, node));
	bench_until(&bench, bench.now_us + 20 * US_PER_MINUTE);
	assert_int_equal(bench_node_state(&bench, node), NODE_DESTROYING);
	assert_int_equal(bench_commands(&bench, COMMAND_FENCE_NODE), 0);
	bench_settle(&bench);
	assert_int_equal(bench_node_state(&bench, node), NODE_GONE);
	bench_close(&bench);
}

/* --- more at an instant than a step may do -------------------------------- */

#define MANY 100

static void a_millisecond_passes(struct bench *bench)
{
	bench_until(bench, bench->now_us + 1000);
}

/* What is left to a wake is settled, too. */
static void settle_all(struct bench *bench)
{
	for (int turn = 0; turn < 4; turn++) {
		bench_settle(bench);
		a_millisecond_passes(bench);
	}
}

static uint32_t count_in(const struct bench *bench, uint32_t first,
			 uint32_t last, enum world_state state)
{
	uint32_t count = 0;

	for (uint32_t world = first; world <= last; world++)
		count += bench_state(bench, world) == state;
	return count;
}

/* The same instant, in rounds of as many inputs as a driver may give. */
static void feed_all(struct bench *bench, enum input_kind kind, uint32_t worlds)
{
	for (uint32_t world = 1; world <= worlds;) {
		struct input inputs[DRIVE_INPUTS_PER_ROUND];
		uint32_t count = 0;

		while (world <= worlds && count < DRIVE_INPUTS_PER_ROUND)
			inputs[count++] = (struct input){
			    .kind = kind, .request = {{world++}, 0}};
		assert_int_equal(drive(bench->engine, &bench->ports,
				       bench->now_us, inputs, count,
				       bench->scratch),
				 DRIVE_OK);
	}
}

static void many_starts_at_an_instant_are_placed(void **state)
{
	struct engine_config config = one_node(MANY);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= MANY; world++)
		bench_register(&bench, world, 256, false);
	feed_all(&bench, INPUT_START_REQUESTED, MANY);
	a_millisecond_passes(&bench);
	assert_int_equal(bench_commands(&bench, COMMAND_START_WORLD), MANY);
	bench_close(&bench);
}

/* What other steps of a round asked for takes nothing from a step's room. */
static void a_step_has_its_room_whatever_its_round_asked_for(void **state)
{
	struct engine_config config = one_node(MANY);
	struct input inputs[DRIVE_INPUTS_PER_ROUND];
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= DRIVE_INPUTS_PER_ROUND; world++) {
		bench_register(&bench, world, 256, true);
		if (world <= 22)
			bench_start(&bench, world, 0);
	}
	bench_settle(&bench);
	for (uint32_t world = 1; world <= 22; world++)
		bench_stop(&bench, world, 0);
	bench_settle(&bench);
	assert_int_equal(count_in(&bench, 1, 22, WORLD_SLEEPING), 22);
	for (uint32_t i = 0; i < DRIVE_INPUTS_PER_ROUND; i++)
		inputs[i] = i < 22
				? (struct input){.kind = INPUT_WORLD_DELETED,
						 .world_deleted = {{i + 1}}}
				: (struct input){.kind = INPUT_START_REQUESTED,
						 .request = {{i + 1}, 0}};
	assert_int_equal(drive(bench.engine, &bench.ports, bench.now_us, inputs,
			       DRIVE_INPUTS_PER_ROUND, bench.scratch),
			 DRIVE_OK);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 22);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_ARCHIVE), 22);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 10);
	bench_close(&bench);
}

/* A rented node with MANY sleepers, the hour before it is given back. */
static void sleep_on_a_rented_node(struct bench *bench)
{
	struct engine_config config = one_node(MANY + 1);

	config.policy.scaling = SCALE_FIT;
	config.policy.reserve_mib = 0;
	bench_open(bench, &config);
	bench_register(bench, MANY + 1, 61440 - 256, false);
	bench_start(bench, MANY + 1, 0);
	bench_settle(bench);
	for (uint32_t world = 1; world <= MANY; world++)
		bench_register(bench, world, 24, false);
	feed_all(bench, INPUT_START_REQUESTED, MANY);
	settle_all(bench);
	assert_int_equal(count_in(bench, 1, MANY, WORLD_ACTIVE), MANY);
	feed_all(bench, INPUT_STOP_REQUESTED, MANY + 1);
	settle_all(bench);
	assert_int_equal(count_in(bench, 1, MANY, WORLD_SLEEPING), MANY);
}

static void many_sleepers_leave_a_draining_node(void **state)
{
	struct bench bench;

	(void)state;
	sleep_on_a_rented_node(&bench);
	while (bench_commands(&bench, COMMAND_ARCHIVE_WORLD) == 0)
		bench_until(&bench, engine_wake_at_us(bench.engine));
	a_millisecond_passes(&bench);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), MANY);
	bench_answer_all(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_int_equal(count_in(&bench, 1, MANY, WORLD_ARCHIVED), MANY);
	bench_close(&bench);
}

/* With data in the archive each deletion is a command. */
static void many_deletions_follow_a_fence(void **state)
{
	struct engine_config config = one_node(MANY);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= MANY; world++)
		bench_register(&bench, world, 256, true);
	feed_all(&bench, INPUT_START_REQUESTED, MANY);
	settle_all(&bench);
	bench_dies(&bench, 1);
	bench_until(&bench, bench.now_us + 5 * US_PER_MINUTE);
	assert_int_equal(count_in(&bench, 1, MANY, WORLD_STRANDED), MANY);
	feed_all(&bench, INPUT_WORLD_DELETED, MANY);
	bench_answer_first(&bench, COMMAND_FENCE_NODE, OUTCOME_DONE);
	a_millisecond_passes(&bench);
	assert_int_equal(count_in(&bench, 1, MANY, WORLD_DELETED), MANY);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_ARCHIVE), MANY);
	bench_close(&bench);
}

static void many_nodes_that_never_came_are_destroyed(void **state)
{
	struct engine_config config = bench_config(70);
	struct bench bench;

	(void)state;
	config.dedicated_count[0] = 0;
	config.limits.nodes_max = 100;
	config.policy.cloud_max = 70;
	config.policy.orders_per_tick_max = 70;
	config.guards.destroys_per_hour = 70; /* just enough */
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 70; world++)
		bench_register(&bench, world, 28 * 1024 - 256, false);
	feed_all(&bench, INPUT_START_REQUESTED, 70);
	bench_until(&bench, bench.now_us + 3 * US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 70);
	bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	bench_until(&bench, bench.now_us + 15 * US_PER_MINUTE);
	a_millisecond_passes(&bench);
	assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE), 70);
	assert_int_equal(bench_commands(&bench, COMMAND_RAISE_ALERT), 70);
	assert_int_equal(bench_count(&bench, NOTICE_GUARD), 0);
	bench_close(&bench);
}

/* One account, one balance, MANY worlds. */
static void all_worlds_of_an_account_stop_at_one_instant(void **state)
{
	struct engine_config config = one_node(MANY);
	struct bench bench;

	(void)state;
	config.prepaid = prepaid_config().prepaid;
	bench_open(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_PREPAID);
	(void)pay(&bench, 1, NANO_EUR_PER_EUR * 4);
	for (uint32_t world = 1; world <= MANY; world++)
		add_world(&bench, world, 1, 256);
	feed_all(&bench, INPUT_START_REQUESTED, MANY);
	settle_all(&bench);
	assert_int_equal(count_in(&bench, 1, MANY, WORLD_ACTIVE), MANY);
	while (bench_commands(&bench, COMMAND_STOP_WORLD) == 0)
		bench_until(&bench, engine_wake_at_us(bench.engine));
	assert_true(bench.now_us >= look(&bench, 1).stop_at_us);
	assert_true(bench.now_us <= look(&bench, 1).stop_at_us + US_PER_MINUTE);
	a_millisecond_passes(&bench);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), MANY);
	bench_close(&bench);
}

/* Each answer frees a connection, and the next one takes it at once. */
static void transfers_follow_each_other(void **state)
{
	struct engine_config config = one_node(MANY);
	struct bench bench;

	(void)state;
	config.machinery.boxes[0].connections = 3;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= MANY; world++)
		bench_register(&bench, world, 256, true);
	feed_all(&bench, INPUT_START_REQUESTED, MANY);
	a_millisecond_passes(&bench);
	for (uint32_t left = MANY; left > 0; left--) {
		assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD),
				 left < 3 ? left : 3);
		bench_answer_first(&bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
	}
	assert_int_equal(bench_commands(&bench, COMMAND_START_WORLD), MANY);
	bench_close(&bench);
}

/* Its first start leaves nothing behind, and its owner wants it no more. */
static void a_deletion_outlives_a_start_that_fails(void **state)
{
	struct engine_config config = one_node(1);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 1024, false);
	bench_start(&bench, 1, 0);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{1}}});
	assert_int_equal(bench_state(&bench, 1), WORLD_STARTING);
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_FAILED);
	assert_int_equal(bench_state(&bench, 1), WORLD_DELETED);
	bench_close(&bench);
}

/* The same on the way from the archive to a node that dies. */
static void a_deletion_outlives_the_node_it_was_going_to(void **state)
{
	struct engine_config config = one_node(1);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, 1, 1024, true);
	bench_start(&bench, 1, 0);
	assert_int_equal(bench_state(&bench, 1), WORLD_RESTORING);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{1}}});
	bench_dies(&bench, 1);
	bench_until(&bench, bench.now_us + 5 * US_PER_MINUTE);
	assert_int_equal(bench_state(&bench, 1), WORLD_DELETED);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_ARCHIVE), 1);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(those_behind_one_that_gave_up_are_tried),
	    cmocka_unit_test(a_node_that_is_destroyed_may_fall_silent),
	    cmocka_unit_test(many_starts_at_an_instant_are_placed),
	    cmocka_unit_test(a_step_has_its_room_whatever_its_round_asked_for),
	    cmocka_unit_test(many_sleepers_leave_a_draining_node),
	    cmocka_unit_test(many_deletions_follow_a_fence),
	    cmocka_unit_test(many_nodes_that_never_came_are_destroyed),
	    cmocka_unit_test(all_worlds_of_an_account_stop_at_one_instant),
	    cmocka_unit_test(transfers_follow_each_other),
	    cmocka_unit_test(a_deletion_outlives_a_start_that_fails),
	    cmocka_unit_test(a_deletion_outlives_the_node_it_was_going_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
