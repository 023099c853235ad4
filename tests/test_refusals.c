/*
 * test_refusals.c - each word of refusal.h has a bad input that is refused with
 * exactly this word, and leaves no trace.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_engine.h"

#define GIB 1024u
#define WORLDS 1000u
#define EUR NANO_EUR_PER_EUR

/* World 1 is in the archive, 2 plays, 3 is deleted, 4 has played and was
 * archived, 5 is too large for any disk.  Account 7 has paid ten euro in. */
#define RESTING 1
#define PLAYING 2
#define DELETED 3
#define AGAIN 4
#define LARGE 5
#define FRESH 9 /* not registered */
#define PREPAID 7
#define SOUND                                                                  \
	.account = {FRESH}, .ram_mib = GIB, .cpu_milli = 1000, .disk_mib = GIB

struct bad_input {
	enum refusal refusal;
	struct input input;
};

/* Of a world that can be registered but for what is said. */
#define REGISTERS(...)                                                         \
	{                                                                      \
		.kind = INPUT_WORLD_REGISTERED, .world = { __VA_ARGS__ }       \
	}
#define CHANGES(id)                                                            \
	{                                                                      \
		.kind = INPUT_WORLD_CHANGED, .world = {.world = {id}, SOUND }  \
	}
#define OPENS(id, of, bits)                                                    \
	{                                                                      \
		.kind = INPUT_ACCOUNT_OPENED, .account_opened = {              \
			.account = {id},                                       \
			.referrer = {of},                                      \
			.flags = bits                                          \
		}                                                              \
	}
#define PAYS(id, amount)                                                       \
	{                                                                      \
		.kind = INPUT_ACCOUNT_CREDITED, .account_credited = {          \
			{id},                                                  \
			amount                                                 \
		}                                                              \
	}

/* A world that is new here sleeps on a node, since so long. */
#define FINDS(id, on, ago_us)                                                  \
	{                                                                      \
		.kind = INPUT_WORLD_FOUND, .world_found = {                    \
			{id},                                                  \
			{on},                                                  \
			INT64_C(1731060000) * US_PER_SECOND + 1 - (ago_us),    \
			{0}                                                    \
		}                                                              \
	}

#define FINDS_BOTH(id, on, other)                                              \
	{                                                                      \
		.kind = INPUT_WORLD_FOUND, .world_found = {                    \
			.world = {id},                                         \
			.node = {on},                                          \
			.since_us = INT64_C(1731060000) * US_PER_SECOND,       \
			.copy = {other}                                        \
		}                                                              \
	}

static const struct bad_input bad_inputs[] = {
    {REFUSAL_UNKNOWN_KIND, {.kind = INPUT_NONE}},
    {REFUSAL_UNKNOWN_KIND, {.kind = INPUT_KIND_COUNT}},

    {REFUSAL_UNKNOWN_WORLD, REGISTERS(.world = {0}, SOUND)},
    {REFUSAL_UNKNOWN_WORLD, REGISTERS(.world = {WORLDS + 1}, SOUND)},
    {REFUSAL_UNKNOWN_WORLD, CHANGES(FRESH)},
    {REFUSAL_UNKNOWN_WORLD, CHANGES(DELETED)},
    {REFUSAL_UNKNOWN_WORLD,
     {.kind = INPUT_WORLD_DELETED, .world_deleted = {{DELETED}}}},
    {REFUSAL_UNKNOWN_WORLD,
     {.kind = INPUT_START_REQUESTED, .request = {{FRESH}, 1}}},
    {REFUSAL_UNKNOWN_WORLD,
     {.kind = INPUT_STOP_REQUESTED, .request = {{0}, 1}}},
    {REFUSAL_UNKNOWN_WORLD,
     {.kind = INPUT_PLAYERS_CHANGED, .players_changed = {{WORLDS + 1}, 1}}},
    {REFUSAL_UNKNOWN_WORLD,
     {.kind = INPUT_CONTAINER_EXITED, .container_exited = {.world = {FRESH}}}},

    {REFUSAL_KNOWN_WORLD, REGISTERS(.world = {PLAYING}, SOUND)},

    {REFUSAL_NOT_AT_REST, CHANGES(PLAYING)},

    {REFUSAL_BAD_FACTS,
     REGISTERS(.world = {FRESH}, .account = {FRESH})}, /* no RAM */
    {REFUSAL_BAD_FACTS,
     REGISTERS(.world = {FRESH}, .account = {FRESH}, .ram_mib = 1u << 21)},
    {REFUSAL_BAD_FACTS, REGISTERS(.world = {FRESH}, .account = {FRESH},
				  .ram_mib = GIB, .cpu_milli = UINT16_MAX + 1)},
    {REFUSAL_BAD_FACTS, REGISTERS(.world = {FRESH}, .has_archive = 2, SOUND)},

    {REFUSAL_UNKNOWN_ACCOUNT, REGISTERS(.world = {FRESH}, .ram_mib = GIB)},
    {REFUSAL_UNKNOWN_ACCOUNT, PAYS(0, EUR)},
    {REFUSAL_UNKNOWN_ACCOUNT, OPENS(WORLDS + 1, 0, 0)},

    {REFUSAL_ACCOUNT_IN_USE, OPENS(PREPAID, 0, OPENED_PREPAID)},
    {REFUSAL_ACCOUNT_IN_USE, OPENS(PLAYING, 0, OPENED_PREPAID)},

    {REFUSAL_BAD_FLAGS, OPENS(FRESH, 0, OPENED_FLAGS + 1)},

    {REFUSAL_BAD_REFERRER, OPENS(FRESH, FRESH, OPENED_PREPAID)},
    {REFUSAL_BAD_REFERRER, OPENS(FRESH, WORLDS + 1, OPENED_PREPAID)},

    {REFUSAL_AMOUNT_TOO_LARGE, PAYS(FRESH, 1000000 * EUR + 1)},
    {REFUSAL_AMOUNT_TOO_LARGE, PAYS(FRESH, -1000000 * EUR - 1)},

    {REFUSAL_MONEY_SPENT, PAYS(PREPAID, -10 * EUR - 1)},

    {REFUSAL_BAD_OUTCOME,
     {.kind = INPUT_COMMAND_FINISHED,
      .command_finished = {.outcome = OUTCOME_NONE}}},
    {REFUSAL_BAD_OUTCOME,
     {.kind = INPUT_COMMAND_FINISHED,
      .command_finished = {.outcome = OUTCOME_COUNT}}},

    {REFUSAL_BAD_GUARD,
     {.kind = INPUT_OPERATOR_RELEASED, .operator_released = {GUARD_NONE}}},
    {REFUSAL_BAD_GUARD,
     {.kind = INPUT_OPERATOR_RELEASED, .operator_released = {GUARD_COUNT}}},

    {REFUSAL_BAD_TIME, {.kind = INPUT_RESUMED, .resumed = {-1}}},

    /* the second type is rented by the hour */
    {REFUSAL_BAD_TYPE,
     {.kind = INPUT_DEDICATED_ADDED, .dedicated_added = {.type = 1}}},
    {REFUSAL_BAD_TYPE,
     {.kind = INPUT_DEDICATED_ADDED, .dedicated_added = {.type = 2}}},
    {REFUSAL_BAD_TYPE,
     {.kind = INPUT_DEDICATED_ADDED,
      .dedicated_added = {.location = UINT16_MAX + 1}}},
    {REFUSAL_AMOUNT_TOO_LARGE,
     {.kind = INPUT_DEDICATED_ADDED,
      .dedicated_added = {.month_nano_eur = -1}}},
    {REFUSAL_AMOUNT_TOO_LARGE,
     {.kind = INPUT_DEDICATED_ADDED,
      .dedicated_added = {.setup_nano_eur = 1000000 * EUR + 1}}},

    {REFUSAL_UNKNOWN_NODE,
     {.kind = INPUT_DEDICATED_REMOVED, .dedicated_removed = {{0}}}},
    {REFUSAL_UNKNOWN_NODE,
     {.kind = INPUT_DEDICATED_REMOVED, .dedicated_removed = {{33}}}},
    {REFUSAL_UNKNOWN_NODE,
     {.kind = INPUT_INVENTORY_WORLD, .inventory_world = {{33}, {1}, 1}}},
    {REFUSAL_UNKNOWN_NODE,
     {.kind = INPUT_INVENTORY_COMPLETE, .inventory_complete = {.node = {9}}}},
    {REFUSAL_UNKNOWN_WORLD,
     {.kind = INPUT_INVENTORY_WORLD, .inventory_world = {{1}, {0}, 1}}},
    {REFUSAL_UNKNOWN_WORLD,
     {.kind = INPUT_INVENTORY_WORLD,
      .inventory_world = {{1}, {WORLDS + 1}, 1}}},

    {REFUSAL_BAD_SETTING,
     {.kind = INPUT_SETTING_CHANGED, .setting_changed = {SETTING_NONE, 1}}},
    {REFUSAL_BAD_SETTING,
     {.kind = INPUT_SETTING_CHANGED, .setting_changed = {SETTING_COUNT, 1}}},
    {REFUSAL_BAD_SETTING,
     {.kind = INPUT_SETTING_CHANGED,
      .setting_changed = {SETTING_HIGH, PPM + 1}}},
    {REFUSAL_BAD_SETTING,
     {.kind = INPUT_SETTING_CHANGED, .setting_changed = {SETTING_HIGH, -1}}},

    {REFUSAL_UNKNOWN_WORLD, FINDS(FRESH, 1, 0)},
    {REFUSAL_UNKNOWN_WORLD, FINDS(DELETED, 1, 0)},
    {REFUSAL_NOT_AT_REST, FINDS(PLAYING, 1, 0)},
    {REFUSAL_NOT_AT_REST, FINDS(AGAIN, 1, 0)},
    {REFUSAL_BAD_TIME, FINDS(RESTING, 1, -1)},
    {REFUSAL_BAD_TIME, FINDS(RESTING, 1, 3660 * US_PER_DAY + 1)},
    {REFUSAL_BAD_PLACE, FINDS(RESTING, 0, 0)},
    {REFUSAL_BAD_PLACE, FINDS(RESTING, 33, 0)},
    {REFUSAL_BAD_PLACE, FINDS(LARGE, 1, 0)},
    {REFUSAL_BAD_PLACE, FINDS_BOTH(RESTING, 1, 1)},
    {REFUSAL_BAD_PLACE, FINDS_BOTH(RESTING, 1, 33)},

    {REFUSAL_INCOMPLETE,
     {.kind = INPUT_SETTINGS_COMPLETE, .settings_complete = {1, 0}}},
};

static bool seen[REFUSAL_COUNT];

/* --- the world ------------------------------------------------------------ */

static void take(struct bench *bench, struct input input)
{
	assert_int_equal(bench_feed(bench, input), DRIVE_OK);
}

static void open_small_world(struct bench *bench)
{
	struct engine_config config = bench_config(WORLDS);

	config.policy.sleep_window_us = 0;
	config.policy.second_copies = (struct second_copies){
	    .on = true, .after_us = US_PER_HOUR, .budget = 1};
	bench_open(bench, &config);
	for (uint32_t world = RESTING; world <= AGAIN; world++)
		bench_register(bench, world, GIB, false);
	bench_register_all_of(bench, LARGE, GIB, 0, 1000001);
	bench_start(bench, PLAYING, 1);
	bench_start(bench, AGAIN, 2);
	bench_settle(bench);
	bench_stop(bench, AGAIN, 2);
	bench_settle(bench);
	bench_until(bench, bench->now_us + 1); /* its window is over at once */
	bench_settle(bench);
	assert_int_equal(bench_state(bench, AGAIN), WORLD_ARCHIVED);
	take(bench, (struct input){.kind = INPUT_WORLD_DELETED,
				   .world_deleted = {{DELETED}}});
	take(bench, (struct input)OPENS(PREPAID, 0, OPENED_PREPAID));
	take(bench, (struct input)PAYS(PREPAID, 10 * EUR));
}

/* Is the input refused with this word, and is all as before? */
static void check_refused(const struct bench *bench, enum refusal refusal,
			  const struct input *input)
{
	uint64_t digest = engine_digest(bench->engine);
	uint64_t trail = engine_trail(bench->engine);

	assert_string_equal(refusal_name(engine_refuses(bench->engine, input)),
			    refusal_name(refusal));
	assert_int_equal(engine_check(bench->engine, input),
			 refusal == REFUSAL_OUT_OF_ORDER ? ENGINE_OUT_OF_ORDER
			 : refusal == REFUSAL_AT_LIMIT	 ? ENGINE_AT_LIMIT
						       : ENGINE_INVALID_INPUT);
	assert_int_equal(engine_digest(bench->engine), digest);
	assert_int_equal(engine_trail(bench->engine), trail);
	seen[refusal] = true;
}

/* The same of the driver, which knows when it is. */
static void check_driver_refuses(struct bench *bench,
				 const struct bad_input *bad)
{
	struct input input = bad->input;
	uint64_t digest = engine_digest(bench->engine);
	uint64_t notices = bench->notice_count;

	input.seq = engine_next_seq(bench->engine);
	input.at_us = bench->now_us;
	check_refused(bench, bad->refusal, &input);
	assert_int_equal(bench_feed(bench, input), DRIVE_REFUSED);
	assert_int_equal(engine_digest(bench->engine), digest);
	assert_int_equal(bench->notice_count, notices);
}

/* --- tests ---------------------------------------------------------------- */

static void bad_inputs_are_refused_with_their_word(void **state)
{
	struct bench bench;

	(void)state;
	open_small_world(&bench);
	for (size_t i = 0; i < sizeof bad_inputs / sizeof bad_inputs[0]; i++)
		check_driver_refuses(&bench, &bad_inputs[i]);
	bench_close(&bench);
}

static void inputs_come_one_after_the_other(void **state)
{
	struct input wake = {.kind = INPUT_WAKE};
	struct bench bench;

	(void)state;
	open_small_world(&bench);
	wake.at_us = engine_now_us(bench.engine);
	wake.seq = engine_next_seq(bench.engine) - 1; /* a second time */
	check_refused(&bench, REFUSAL_OUT_OF_ORDER, &wake);
	wake.seq = engine_next_seq(bench.engine) + 1; /* one is missing */
	check_refused(&bench, REFUSAL_OUT_OF_ORDER, &wake);
	wake.seq = engine_next_seq(bench.engine);
	assert_int_equal(engine_refuses(bench.engine, &wake), REFUSAL_NONE);
	wake.at_us--;
	check_refused(&bench, REFUSAL_OUT_OF_ORDER, &wake);
	bench_close(&bench);
}

/* The same inputs, put right, are taken. */
static void their_sound_neighbours_are_taken(void **state)
{
	struct bench bench;

	(void)state;
	open_small_world(&bench);
	take(&bench, (struct input)OPENS(FRESH, PREPAID, OPENED_FLAGS));
	take(&bench, (struct input)CHANGES(RESTING));
	take(&bench, (struct input)FINDS(RESTING, 2, 3660 * US_PER_DAY));
	take(&bench, (struct input)PAYS(PREPAID, -10 * EUR));
	take(&bench, (struct input)PAYS(RESTING, 1000000 * EUR));
	take(&bench, (struct input)PAYS(RESTING, -1000000 * EUR));
	take(&bench, (struct input)REGISTERS(.world = {WORLDS}, SOUND));
	take(&bench, (struct input)REGISTERS(.world = {DELETED}, SOUND));
	take(&bench, (struct input){.kind = INPUT_OPERATOR_RELEASED,
				    .operator_released = {GUARD_STOPS}});
	take(&bench, (struct input){.kind = INPUT_RESUMED, .resumed = {0}});
	seen[REFUSAL_NONE] = true;
	bench_close(&bench);
}

/* Every world plays and is stopped, and no stop is answered. */
static void people_are_refused_while_too_many_commands_are_out(void **state)
{
	struct engine_config config = bench_config(WORLDS);
	const struct bad_input one_more = {
	    REFUSAL_AT_LIMIT,
	    {.kind = INPUT_START_REQUESTED, .request = {{RESTING}, 1}}};
	struct bench bench;
	uint32_t world;

	(void)state;
	config.limits.commands_pending_max = 1024;
	config.machinery.ram_overhead_mib = 0;
	bench_open(&bench, &config);
	for (world = 1; world <= WORLDS; world++) {
		take(&bench, (struct input)REGISTERS(.world = {world},
						     .account = {world},
						     .ram_mib = 32));
		bench_start(&bench, world, 1);
		bench_settle(&bench);
	}
	for (world = 1; world <= 1024 - ENGINE_COMMANDS_PER_STEP; world++)
		take(&bench, (struct input){.kind = INPUT_STOP_REQUESTED,
					    .request = {{world}, 1}});
	take(&bench, (struct input){.kind = INPUT_STOP_REQUESTED,
				    .request = {{world}, 1}});
	check_driver_refuses(&bench, &one_more);
	/* one answer, and the next one is taken */
	bench_answer(&bench, 0, OUTCOME_DONE);
	take(&bench, one_more.input);
	bench_close(&bench);
}

static void there_are_no_more_nodes_than_the_limit(void **state)
{
	struct engine_config config = bench_config(4);
	const struct bad_input one_more = {REFUSAL_TOO_MANY_NODES,
					   {.kind = INPUT_DEDICATED_ADDED}};
	struct bench bench;

	(void)state;
	config.limits.nodes_max = 3;
	config.policy.cloud_max = 0;
	bench_open(&bench, &config);
	take(&bench, one_more.input);
	check_driver_refuses(&bench, &one_more);
	/* one goes, and the next may come */
	take(&bench, (struct input){.kind = INPUT_DEDICATED_REMOVED,
				    .dedicated_removed = {{3}}});
	take(&bench, one_more.input);
	bench_close(&bench);
}

static void every_word_was_seen(void **state)
{
	(void)state;
	for (int refusal = 0; refusal < REFUSAL_COUNT; refusal++)
		if (!seen[refusal])
			fail_msg("no input is refused as %s",
				 refusal_name((enum refusal)refusal));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bad_inputs_are_refused_with_their_word),
	    cmocka_unit_test(inputs_come_one_after_the_other),
	    cmocka_unit_test(their_sound_neighbours_are_taken),
	    cmocka_unit_test(
		people_are_refused_while_too_many_commands_are_out),
	    cmocka_unit_test(there_are_no_more_nodes_than_the_limit),
	    cmocka_unit_test(every_word_was_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
