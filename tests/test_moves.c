/*
 * test_moves.c - worlds that move from node to node: by a direct copy, with
 * every way in which that can end; called home again; and the room that nodes
 * keep for those who return.
 *
 * World LEAVER lies on node 1, which OTHER fills: it goes to node 2.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_engine.h"

#define GIB 1024u
#define WORLDS 60
#define LEAVER 1
#define OTHER 2
#define SECOND 3 /* moves, too */
#define HOME 1
#define TARGET 2

static struct engine_gauges gauges_of(const struct bench *bench)
{
	struct engine_gauges gauges;

	engine_read_gauges(bench->engine, &gauges);
	return gauges;
}

/* A world of this plan sleeps on this node. */
static void sleeps_on(struct bench *bench, uint32_t world, uint32_t ram_mib,
		      uint32_t node)
{
	bench_find(bench, world, ram_mib, node, 0);
}

static void plays_on(struct bench *bench, uint32_t world, uint32_t ram_mib,
		     uint32_t node)
{
	sleeps_on(bench, world, ram_mib, node);
	bench_want(bench, world);
	bench_answer_all(bench, COMMAND_START_WORLD, OUTCOME_DONE);
	bench_assert_is(bench, world, WORLD_ACTIVE, node);
}

/* Its run is over, and its RAM is free. */
static void stops(struct bench *bench, uint32_t world)
{
	bench_stop(bench, world, 0);
	bench_answer_all(bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	bench_until(bench, bench->now_us);
}

static struct engine_config moving_config(void)
{
	struct engine_config config = bench_config(WORLDS);

	config.policy.cloud_max = 0;
	config.policy.direct_copy = true;
	return config;
}

static void open_moving(struct bench *bench, const struct engine_config *config)
{
	bench_open(bench, config);
	plays_on(bench, OTHER, 40 * GIB, HOME);
	sleeps_on(bench, LEAVER, 20 * GIB, HOME);
	bench_want(bench, LEAVER);
	bench_assert_is(bench, LEAVER, WORLD_MOVING, HOME);
}

static enum start_path path_of(const struct bench *bench, uint32_t world)
{
	const struct notice *placed = bench_last(bench, NOTICE_START_PLACED);

	assert_non_null(placed);
	assert_int_equal(placed->world.value, world);
	return placed->start.data;
}

/* --- direct copies -------------------------------------------------------- */

static void a_copy_brings_it_and_only_then_its_home_forgets_it(void **state)
{
	struct engine_config config = moving_config();
	struct command copy, start, gone;
	struct bench bench;

	(void)state;
	open_moving(&bench, &config);
	copy = bench_first(&bench, COMMAND_COPY_WORLD);
	assert_int_equal(copy.world.value, LEAVER);
	assert_int_equal(copy.node.value, TARGET);
	assert_int_equal(copy.peer.value, HOME);
	assert_int_equal(copy.size_mib, 2048);
	assert_int_equal(copy.epoch, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, LEAVER, WORLD_STARTING, TARGET);
	gone = bench_first(&bench, COMMAND_DELETE_COPY);
	assert_int_equal(gone.node.value, HOME);
	assert_int_equal(gone.epoch, copy.epoch);
	start = bench_first(&bench, COMMAND_START_WORLD);
	assert_int_equal(start.node.value, TARGET);
	assert_true(start.epoch > copy.epoch);
	assert_int_equal(path_of(&bench, LEAVER), PATH_DIRECT);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 0);
	bench_settle(&bench);
	bench_assert_is(&bench, LEAVER, WORLD_ACTIVE, TARGET);
	assert_int_equal(gauges_of(&bench).transfers, 0);
	bench_close(&bench);
}

static void a_copy_that_fails_is_made_up_for_by_the_archive(void **state)
{
	static const enum outcome outcomes[] = {
	    OUTCOME_REFUSED, OUTCOME_NO_CAPACITY, OUTCOME_FAILED,
	    OUTCOME_CANCELLED};

	(void)state;
	for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
		struct engine_config config = moving_config();
		struct bench bench;

		open_moving(&bench, &config);
		bench_answer_first(&bench, COMMAND_COPY_WORLD, outcomes[i]);
		bench_until(&bench, bench.now_us);
		bench_assert_is(&bench, LEAVER, WORLD_MOVING, HOME);
		assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 0);
		bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
		bench_until(&bench, bench.now_us);
		bench_assert_is(&bench, LEAVER, WORLD_RESTORING, 0);
		bench_answer_first(&bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
		bench_assert_is(&bench, LEAVER, WORLD_STARTING, TARGET);
		assert_int_equal(path_of(&bench, LEAVER), PATH_MOVED);
		bench_close(&bench);
	}
}

/* It may still arrive: whatever comes of it goes. */
static void a_copy_that_is_never_answered_is_given_up(void **state)
{
	struct engine_config config = moving_config();
	struct command copy;
	struct bench bench;

	(void)state;
	open_moving(&bench, &config);
	copy = bench_first(&bench, COMMAND_COPY_WORLD);
	bench_until(&bench, bench.now_us + 6 * US_PER_HOUR);
	bench_assert_is(&bench, LEAVER, WORLD_SLEEPING, HOME);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->reason,
			 REASON_UNANSWERED);
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).node.value,
			 TARGET);
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).epoch,
			 copy.epoch);
	bench_close(&bench);
}

/* What the archive has already needs one way only. */
static void what_the_archive_has_comes_from_there(void **state)
{
	struct engine_config config = moving_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	bench_register(&bench, LEAVER, 20 * GIB, true);
	bench_want(&bench, LEAVER);
	bench_stop(&bench, LEAVER, 0); /* when it is here, nobody wants it */
	bench_answer_first(&bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_world(&bench, LEAVER).state, WORLD_SLEEPING);
	plays_on(&bench, OTHER, 50 * GIB,
		 bench_world(&bench, LEAVER).node.value);
	bench_want(&bench, LEAVER);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 0);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 1);
	bench_close(&bench);
}

static void a_player_who_gives_up_ends_even_a_copy_that_runs(void **state)
{
	struct engine_config config = moving_config();
	struct bench bench;
	uint64_t copy;

	(void)state;
	open_moving(&bench, &config);
	copy = bench_first(&bench, COMMAND_COPY_WORLD).id.value;
	bench_stop(&bench, LEAVER, LEAVER);
	bench_assert_is(&bench, LEAVER, WORLD_SLEEPING, HOME);
	assert_int_equal(bench_first(&bench, COMMAND_CANCEL_TRANSFER).reference,
			 copy);
	assert_int_equal(gauges_of(&bench).transfers, 1);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_CANCELLED);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 0);
	assert_int_equal(gauges_of(&bench).transfers, 0);
	bench_close(&bench);
}

/* Each link takes so many in each direction, called off or not. */
static void a_link_takes_so_many_copies(void **state)
{
	struct engine_config config = moving_config();
	struct bench bench;

	(void)state;
	config.machinery.link_copies = 1;
	open_moving(&bench, &config);
	sleeps_on(&bench, SECOND, 20 * GIB, HOME);
	bench_want(&bench, SECOND);
	bench_assert_is(&bench, SECOND, WORLD_MOVING, HOME);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 1);
	bench_stop(&bench, LEAVER, LEAVER);
	bench_until(&bench, bench.now_us + US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 1);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_CANCELLED);
	bench_until(&bench, bench.now_us);
	assert_int_equal(bench_first(&bench, COMMAND_COPY_WORLD).world.value,
			 SECOND);
	bench_close(&bench);
}

/* One whose ends are busy holds nobody up. */
static void a_copy_passes_those_whose_ends_are_busy(void **state)
{
	struct engine_config config = moving_config();
	struct bench bench;

	(void)state;
	config.machinery.link_copies = 1;
	config.dedicated_count[0] = 5;
	open_moving(&bench, &config);
	sleeps_on(&bench, SECOND, 20 * GIB, HOME);
	bench_want(&bench, SECOND); /* from 1, too: waits */
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 1);
	plays_on(&bench, 4, 50 * GIB, 4);
	sleeps_on(&bench, 5, 12 * GIB, 4);
	bench_want(&bench, 5);
	bench_assert_is(&bench, 5, WORLD_MOVING, 4);
	assert_int_equal(bench_commands(&bench, COMMAND_COPY_WORLD), 2);
	bench_close(&bench);
}

/* --- nodes that die ------------------------------------------------------- */

/* The other end answers by itself; no command asks it to. */
static void its_home_dies_while_it_is_copied(void **state)
{
	struct engine_config config = moving_config();
	struct bench bench;

	(void)state;
	for (int comes = 0; comes < 2; comes++) {
		open_moving(&bench, &config);
		bench_dies(&bench, HOME);
		bench_until(&bench, bench.now_us + 6 * US_PER_MINUTE);
		bench_assert_is(&bench, LEAVER, WORLD_STRANDED, HOME);
		assert_int_equal(
		    bench_commands(&bench, COMMAND_CANCEL_TRANSFER), 0);
		bench_answer_first(&bench, COMMAND_COPY_WORLD,
				   comes ? OUTCOME_DONE : OUTCOME_FAILED);
		bench_until(&bench, bench.now_us);
		if (comes) /* all that is left of it */
			bench_assert_is(&bench, LEAVER, WORLD_STARTING, TARGET);
		else
			bench_assert_is(&bench, LEAVER, WORLD_STRANDED, HOME);
		assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY),
				 0);
		assert_int_equal(gauges_of(&bench).transfers, 0);
		bench_close(&bench);
	}
}

static void its_target_dies_while_it_is_copied(void **state)
{
	struct engine_config config = moving_config();
	struct bench bench;

	(void)state;
	open_moving(&bench, &config);
	bench_dies(&bench, TARGET);
	bench_until(&bench, bench.now_us + 6 * US_PER_MINUTE);
	bench_assert_is(&bench, LEAVER, WORLD_QUEUED, HOME);
	stops(&bench, OTHER);
	bench_assert_is(&bench, LEAVER, WORLD_STARTING, HOME);
	bench_close(&bench);
}

/* Its copy had no connection yet, so nobody was asked. */
static void its_target_dies_before_it_is_copied(void **state)
{
	struct engine_config config = moving_config();
	struct bench bench;
	int64_t gone_us;

	(void)state;
	config.machinery.link_copies = 1;
	config.dedicated_count[0] = 3;
	open_moving(&bench, &config);
	sleeps_on(&bench, SECOND, 20 * GIB, HOME);
	bench_want(&bench, SECOND);
	bench_assert_is(&bench, SECOND, WORLD_MOVING, HOME);
	bench_until(&bench, bench.now_us + US_PER_SECOND);
	for (uint32_t node = 2; node <= 3; node++)
		if (node != bench_first(&bench, COMMAND_COPY_WORLD).node.value)
			(void)bench_feed(&bench,
					 (struct input){.kind = INPUT_NODE_GONE,
							.node_gone = {{node}}});
	gone_us = bench.now_us;
	bench_until(&bench, bench.now_us + 2);
	/* it has another place, and waits for the same link */
	assert_int_equal(gauges_of(&bench).transfers_waiting, 1);
	assert_int_equal(bench_last(&bench, NOTICE_WORLD_STATE)->world.value,
			 SECOND);
	assert_true(bench_last(&bench, NOTICE_WORLD_STATE)->at_us >= gone_us);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_until(&bench, bench.now_us);
	assert_int_equal(bench_first(&bench, COMMAND_COPY_WORLD).world.value,
			 SECOND);
	bench_close(&bench);
}

static void its_target_boots_anew(void **state)
{
	struct engine_config config = moving_config();
	struct bench bench;

	(void)state;
	open_moving(&bench, &config);
	for (uint32_t boot = 1; boot <= 2; boot++)
		(void)bench_feed(
		    &bench, (struct input){
				.kind = INPUT_NODE_HEARTBEAT,
				.heartbeat = {{TARGET}, TIME_NEVER_US, boot}});
	bench_until(&bench, bench.now_us);
	bench_assert_is(&bench, LEAVER, WORLD_MOVING, HOME);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 1);
	bench_close(&bench);
}

/* --- called home ---------------------------------------------------------- */

static struct engine_config recalling_config(void)
{
	struct engine_config config = moving_config();

	config.policy.recall_moves = true;
	return config;
}

static void assert_starts_at_home(const struct bench *bench)
{
	bench_assert_is(bench, LEAVER, WORLD_STARTING, HOME);
	assert_int_equal(path_of(bench, LEAVER), PATH_WARM);
	assert_int_equal(bench_first(bench, COMMAND_START_WORLD).node.value,
			 HOME);
}

static void a_move_goes_on_if_nobody_calls_it_home(void **state)
{
	struct engine_config config = moving_config();
	struct bench bench;

	(void)state;
	open_moving(&bench, &config);
	stops(&bench, OTHER);
	bench_assert_is(&bench, LEAVER, WORLD_MOVING, HOME);
	bench_close(&bench);
}

/* The copy that comes all the same is not the world's any more. */
static void a_copy_that_runs_is_called_off(void **state)
{
	struct engine_config config = recalling_config();
	struct command copy;
	struct bench bench;

	(void)state;
	open_moving(&bench, &config);
	copy = bench_first(&bench, COMMAND_COPY_WORLD);
	stops(&bench, OTHER);
	assert_starts_at_home(&bench);
	assert_int_equal(bench_first(&bench, COMMAND_CANCEL_TRANSFER).reference,
			 copy.id.value);
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, LEAVER, WORLD_ACTIVE, HOME);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 1);
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).node.value,
			 TARGET);
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).epoch,
			 copy.epoch);
	bench_close(&bench);
}

/* It has started at home since, and what it wrote there is lost with that. */
static void a_copy_from_before_its_last_start_saves_nothing(void **state)
{
	struct engine_config config = recalling_config();
	struct command copy;
	struct bench bench;

	(void)state;
	open_moving(&bench, &config);
	copy = bench_first(&bench, COMMAND_COPY_WORLD);
	stops(&bench, OTHER);
	assert_starts_at_home(&bench);
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	bench_dies(&bench, HOME);
	bench_until(&bench, bench.now_us + 6 * US_PER_MINUTE);
	bench_assert_is(&bench, LEAVER, WORLD_STRANDED, HOME);
	bench_answer_first(&bench, COMMAND_COPY_WORLD, OUTCOME_DONE);
	bench_assert_is(&bench, LEAVER, WORLD_STRANDED, HOME);
	assert_int_equal(bench_first(&bench, COMMAND_DELETE_COPY).epoch,
			 copy.epoch);
	bench_close(&bench);
}

static void a_copy_that_waits_is_no_more(void **state)
{
	struct engine_config config = recalling_config();
	struct bench bench;

	(void)state;
	config.machinery.link_copies = 1;
	bench_open(&bench, &config);
	plays_on(&bench, OTHER, 40 * GIB, HOME);
	sleeps_on(&bench, SECOND, 22 * GIB, HOME);
	bench_want(&bench, SECOND); /* has the link */
	sleeps_on(&bench, LEAVER, 20 * GIB, HOME);
	bench_want(&bench, LEAVER);
	assert_int_equal(gauges_of(&bench).transfers_waiting, 1);
	plays_on(&bench, 4, GIB, HOME);
	stops(&bench, OTHER); /* room for both */
	bench_assert_is(&bench, SECOND, WORLD_STARTING, HOME);
	assert_starts_at_home(&bench);
	assert_int_equal(gauges_of(&bench).transfers_waiting, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_CANCEL_TRANSFER), 1);
	bench_close(&bench);
}

/* Its end is not believed: a later upload is the one that counts. */
static void an_upload_that_runs_is_called_off(void **state)
{
	struct engine_config config = recalling_config();
	struct bench bench;

	(void)state;
	config.policy.direct_copy = false;
	open_moving(&bench, &config);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 1);
	stops(&bench, OTHER);
	assert_starts_at_home(&bench);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	assert_false(bench_world(&bench, LEAVER).archive_is_current);
	bench_assert_is(&bench, LEAVER, WORLD_STARTING, HOME);
	bench_close(&bench);
}

static void an_upload_that_is_to_be_tried_again_is_no_more(void **state)
{
	struct engine_config config = recalling_config();
	struct bench bench;

	(void)state;
	config.policy.direct_copy = false;
	open_moving(&bench, &config);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_FAILED);
	stops(&bench, OTHER);
	assert_starts_at_home(&bench);
	assert_int_equal(bench_commands(&bench, COMMAND_CANCEL_TRANSFER), 0);
	bench_until(&bench, bench.now_us + US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 0);
	assert_int_equal(gauges_of(&bench).transfers, 0);
	bench_close(&bench);
}

/* From then on only the archive has it. */
static void what_is_being_restored_is_not_called(void **state)
{
	struct engine_config config = recalling_config();
	struct bench bench;

	(void)state;
	config.policy.direct_copy = false;
	open_moving(&bench, &config);
	bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
	stops(&bench, OTHER);
	bench_assert_is(&bench, LEAVER, WORLD_RESTORING, 0);
	bench_close(&bench);
}

static void a_home_that_is_given_back_calls_nobody(void **state)
{
	struct engine_config config = recalling_config();
	struct bench bench;

	(void)state;
	open_moving(&bench, &config);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_DEDICATED_REMOVED,
						.dedicated_removed = {{HOME}}});
	stops(&bench, OTHER);
	bench_assert_is(&bench, LEAVER, WORLD_MOVING, HOME);
	bench_close(&bench);
}

/* One world leaves 1.75 GiB behind.  Sixteen that do not fit are looked at, so
 * the one behind them that would is not; then one of them has given up. */
static void those_who_have_left_longest_are_looked_at(void **state)
{
	struct engine_config config = recalling_config();
	const uint32_t last = 20, leaves = 21;
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	plays_on(&bench, OTHER, 58 * GIB, HOME);
	plays_on(&bench, leaves, GIB + GIB / 2, HOME);
	for (uint32_t world = 4; world < last; world++) {
		sleeps_on(&bench, world, 2 * GIB, HOME);
		bench_want(&bench, world);
	}
	sleeps_on(&bench, last, GIB, HOME);
	bench_want(&bench, last);
	stops(&bench, leaves);
	bench_assert_is(&bench, last, WORLD_MOVING, HOME);
	bench_stop(&bench, 4, 4);
	bench_want(&bench, leaves);
	bench_answer_all(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	stops(&bench, leaves);
	bench_assert_is(&bench, last, WORLD_STARTING, HOME);
	bench_assert_is(&bench, 5, WORLD_MOVING, HOME);
	bench_close(&bench);
}

/* The room is free, but the step has used up its commands: the next wake calls
 * the others.  Each call home takes two, and a step has 56 for plans. */
static void a_step_calls_as_many_as_it_can(void **state)
{
	struct engine_config config = recalling_config();
	struct bench bench;
	uint32_t home = 0;

	(void)state;
	bench_open(&bench, &config);
	plays_on(&bench, OTHER, 59 * GIB + GIB / 2, HOME);
	for (uint32_t world = 3; world <= WORLDS; world++) {
		sleeps_on(&bench, world, GIB / 2, HOME);
		bench_want(&bench, world);
		bench_assert_is(&bench, world, WORLD_MOVING, HOME);
	}
	stops(&bench, OTHER);
	for (uint32_t world = 3; world <= WORLDS; world++)
		home += bench_world(&bench, world).state == WORLD_STARTING;
	assert_int_equal(home, 28);
	bench_until(&bench, bench.now_us + 3);
	for (uint32_t world = 3; world <= WORLDS; world++)
		bench_assert_is(&bench, world, WORLD_STARTING, HOME);
	bench_close(&bench);
}

/* --- room to return ------------------------------------------------------- */

/* 12 GiB would fit on the dedicated node, but leave less than 30 on it. */
static void room_is_kept_for_those_who_return(void **state)
{
	struct engine_config config = bench_config(WORLDS);
	struct bench bench;

	(void)state;
	config.dedicated_count[0] = 1;
	config.policy.return_room_mib = 30 * GIB;
	config.policy.reserve_mib = 0;
	bench_open(&bench, &config);
	plays_on(&bench, OTHER, 20 * GIB, HOME);
	sleeps_on(&bench, LEAVER, 20 * GIB, HOME);
	/* no other place: it is taken all the same */
	bench_register(&bench, 4, 12 * GIB, false);
	bench_want(&bench, 4);
	bench_assert_is(&bench, 4, WORLD_STARTING, HOME);
	bench_settle(&bench);
	stops(&bench, 4);
	/* a cloud node is another place */
	bench_set(&bench, SETTING_RESERVE, 50 * GIB);
	bench_until(&bench, bench.now_us + US_PER_MINUTE);
	bench_settle(&bench);
	assert_int_equal(bench_node_state(&bench, 2), NODE_READY);
	bench_register(&bench, 5, 12 * GIB, false);
	bench_want(&bench, 5);
	bench_assert_is(&bench, 5, WORLD_STARTING, 2);
	/* and those who have data there come back */
	bench_want(&bench, 4);
	bench_assert_is(&bench, 4, WORLD_STARTING, HOME);
	bench_want(&bench, LEAVER);
	bench_assert_is(&bench, LEAVER, WORLD_STARTING, HOME);
	bench_close(&bench);
}

static void the_smallest_gap_leaves_that_room_too(void **state)
{
	struct engine_config config = bench_config(WORLDS);
	struct bench bench;

	(void)state;
	config.policy.placement = PLACE_BEST_FIT;
	config.policy.cloud_max = 0;
	bench_open(&bench, &config);
	plays_on(&bench, OTHER, 30 * GIB, HOME);
	bench_set(&bench, SETTING_RETURN_ROOM, 20 * GIB);
	bench_register(&bench, 4, 12 * GIB, false);
	bench_want(&bench, 4);
	bench_assert_is(&bench, 4, WORLD_STARTING, TARGET);
	bench_set(&bench, SETTING_RETURN_ROOM, 0);
	bench_register(&bench, 5, 12 * GIB, false);
	bench_want(&bench, 5);
	bench_assert_is(&bench, 5, WORLD_STARTING, HOME);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_copy_brings_it_and_only_then_its_home_forgets_it),
	    cmocka_unit_test(a_copy_that_fails_is_made_up_for_by_the_archive),
	    cmocka_unit_test(a_copy_that_is_never_answered_is_given_up),
	    cmocka_unit_test(what_the_archive_has_comes_from_there),
	    cmocka_unit_test(a_player_who_gives_up_ends_even_a_copy_that_runs),
	    cmocka_unit_test(a_link_takes_so_many_copies),
	    cmocka_unit_test(a_copy_passes_those_whose_ends_are_busy),
	    cmocka_unit_test(its_home_dies_while_it_is_copied),
	    cmocka_unit_test(its_target_dies_while_it_is_copied),
	    cmocka_unit_test(its_target_dies_before_it_is_copied),
	    cmocka_unit_test(its_target_boots_anew),
	    cmocka_unit_test(a_move_goes_on_if_nobody_calls_it_home),
	    cmocka_unit_test(a_copy_that_runs_is_called_off),
	    cmocka_unit_test(a_copy_from_before_its_last_start_saves_nothing),
	    cmocka_unit_test(a_copy_that_waits_is_no_more),
	    cmocka_unit_test(an_upload_that_runs_is_called_off),
	    cmocka_unit_test(an_upload_that_is_to_be_tried_again_is_no_more),
	    cmocka_unit_test(what_is_being_restored_is_not_called),
	    cmocka_unit_test(a_home_that_is_given_back_calls_nobody),
	    cmocka_unit_test(those_who_have_left_longest_are_looked_at),
	    cmocka_unit_test(a_step_calls_as_many_as_it_can),
	    cmocka_unit_test(room_is_kept_for_those_who_return),
	    cmocka_unit_test(the_smallest_gap_leaves_that_room_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
