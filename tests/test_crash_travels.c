/*
 * test_crash_travels.c - the controller dies at every commit of a scripted day
 * on which a world is copied directly, another gets a second copy and wakes on
 * it, and a third is called home while its copy runs.  Each commit is lost once
 * and kept once; recovered from the snapshot and the journal, the day goes on,
 * and its commands, its notices and its state are those of the day without a
 * death.
 *
 * Nodes and people are outside: what they were asked they answer after a time
 * that depends on the kind of command alone, and what was not committed they
 * tell again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support_engine.h"
#include "traces/base/engine_heap.h"

#define GIB 1024u
#define WORLDS 4
#define HOME 1
#define BESIDE 2
#define FILLER 1  /* has most of its home */
#define LEAVER 2  /* moves directly */
#define SLEEPER 3 /* gets a second copy, and wakes on it */
#define CALLED 4  /* is called home */
#define DAY_S 3000
#define COMMANDS_MAX 128
#define INPUTS_MAX 1024
#define NOTICES_MAX 2048
#define SNAPSHOT_EVERY 7 /* commits */
#define NEVER UINT32_MAX

/* What goes on while a commit is made, by the commands and notices before. */
enum travel { DIRECT = 0, SECOND, RECALL, TRAVELS };

/* --- the day -------------------------------------------------------------- */

static const struct {
	int32_t at_s;
	uint32_t world;
	bool starts; /* else it stops */
} script[] = {{10, FILLER, true},     {20, LEAVER, true},
	      {100, CALLED, true},    {130, FILLER, false},
	      {200, LEAVER, false},   {210, CALLED, false},
	      {900, FILLER, true},    {910, SLEEPER, true},
	      {1800, SLEEPER, false}, {1810, FILLER, false}};

#define SCRIPT (sizeof script / sizeof script[0])

static struct engine_config config_of_day(void)
{
	struct engine_config config = bench_config(WORLDS);

	config.policy.cloud_max = 0;
	config.policy.direct_copy = true;
	config.policy.recall_moves = true;
	config.policy.second_copies = (struct second_copies){
	    .on = true, .after_us = 5 * US_PER_MINUTE, .budget = 1};
	return config;
}

static int64_t answer_after_us(const struct command *command)
{
	if (command->kind == COMMAND_COPY_WORLD)
		return 60 * US_PER_SECOND;
	return command->kind == COMMAND_START_WORLD ? 5 * US_PER_SECOND
						    : US_PER_SECOND;
}

struct told_input {
	int64_t at_us;
	struct input input;
};

struct day {
	struct engine_config config;
	struct engine *engine;
	struct drive_scratch *scratch;
	int64_t now_us;
	/* outside: what is to be told, in order of time; what was asked */
	struct told_input inputs[INPUTS_MAX];
	uint32_t input_count, input_next, round_inputs;
	struct command commands[COMMANDS_MAX]; /* by id, from 1 */
	/* the listener */
	struct notice notices[NOTICES_MAX];
	uint32_t notice_count;
	struct last_heard last;
	/* the journal */
	uint8_t *snapshot;
	size_t snapshot_size;
	struct input kept[INPUTS_MAX], round[DRIVE_INPUTS_PER_ROUND + 1];
	uint32_t kept_count, round_count;
	/* the death */
	uint32_t commits, dies_at;
	bool keeps;
	uint32_t commits_of[TRAVELS];
	bool goes_on[TRAVELS];
	uint64_t copy_of[TRAVELS]; /* its command */
};

static void tell(struct day *day, int64_t at_us, struct input input)
{
	uint32_t at = day->input_count++;

	assert_true(day->input_count <= INPUTS_MAX);
	while (at > day->input_next && day->inputs[at - 1].at_us > at_us) {
		day->inputs[at] = day->inputs[at - 1];
		at--;
	}
	day->inputs[at] = (struct told_input){at_us, input};
}

static void tell_of_worlds(struct day *day, uint32_t world, uint32_t ram_mib)
{
	tell(day, day->now_us,
	     (struct input){.kind = INPUT_WORLD_REGISTERED,
			    .world = {.world = {world},
				      .account = {1},
				      .ram_mib = ram_mib,
				      .cpu_milli = 100,
				      .disk_mib = 2 * GIB}});
	tell(day, day->now_us,
	     (struct input){.kind = INPUT_WORLD_FOUND,
			    .world_found = {.world = {world},
					    .node = {HOME},
					    .since_us = day->now_us}});
}

static void write_script(struct day *day)
{
	int64_t begin_us = day->now_us;

	for (uint32_t node = HOME; node <= BESIDE; node++)
		tell(day, begin_us,
		     (struct input){.kind = INPUT_NODE_HEARTBEAT,
				    .heartbeat = {{node}, TIME_NEVER_US, 0}});
	tell_of_worlds(day, FILLER, 40 * GIB);
	tell_of_worlds(day, LEAVER, 30 * GIB);
	tell_of_worlds(day, SLEEPER, 10 * GIB);
	tell_of_worlds(day, CALLED, 25 * GIB);
	for (size_t i = 0; i < SCRIPT; i++)
		tell(day, begin_us + script[i].at_s * US_PER_SECOND,
		     (struct input){.kind = script[i].starts
						? INPUT_START_REQUESTED
						: INPUT_STOP_REQUESTED,
				    .request = {.world = {script[i].world},
						.request = script[i].starts
							       ? (uint32_t)i + 1
							       : 0}});
	for (int32_t at_s = 7; at_s < DAY_S; at_s += 13)
		tell(day, begin_us + at_s * US_PER_SECOND,
		     (struct input){.kind = INPUT_NODE_HEARTBEAT,
				    .heartbeat = {{HOME}, TIME_NEVER_US, 0}});
}

/* --- ports ---------------------------------------------------------------- */

static int on_record(void *context, const struct input *input)
{
	struct day *day = context;

	day->round[day->round_count++] = *input;
	return 0;
}

static void keep_round(struct day *day)
{
	memcpy(&day->kept[day->kept_count], day->round,
	       day->round_count * sizeof *day->round);
	day->kept_count += day->round_count;
	assert_true(day->kept_count <= INPUTS_MAX - DRIVE_INPUTS_PER_ROUND - 1);
	day->input_next += day->round_inputs;
}

static int on_commit(void *context, uint64_t last_seq, uint64_t trail)
{
	struct day *day = context;

	(void)last_seq;
	(void)trail;
	for (int travel = 0; travel < TRAVELS; travel++)
		day->commits_of[travel] += day->goes_on[travel];
	if (day->commits++ == day->dies_at) {
		if (day->keeps)
			keep_round(day);
		return -1;
	}
	keep_round(day);
	return 0;
}

/* The same id twice has the effect of once. */
static void on_execute(void *context, const struct command *command)
{
	struct day *day = context;
	uint64_t id = command->id.value;

	assert_true(id < COMMANDS_MAX);
	if (day->commands[id].id.value != 0)
		return;
	day->commands[id] = *command;
	tell(day, command->issued_at_us + answer_after_us(command),
	     (struct input){.kind = INPUT_COMMAND_FINISHED,
			    .command_finished = {.command = command->id,
						 .outcome = OUTCOME_DONE}});
	if (command->kind == COMMAND_COPY_WORLD &&
	    command->world.value == LEAVER && day->copy_of[DIRECT] == 0) {
		day->goes_on[DIRECT] = true;
		day->copy_of[DIRECT] = id;
	} else if (command->kind == COMMAND_COPY_WORLD &&
		   command->world.value == SLEEPER &&
		   day->copy_of[SECOND] == 0) {
		day->goes_on[SECOND] = true;
		day->copy_of[SECOND] = id;
	} else if (command->kind == COMMAND_CANCEL_TRANSFER) {
		day->goes_on[RECALL] = true;
		day->copy_of[RECALL] = command->reference;
	}
}

static void on_notice(void *context, const struct notice *notice)
{
	struct day *day = context;

	if (!notice_is_new(&day->last, notice))
		return;
	assert_true(day->notice_count < NOTICES_MAX);
	day->notices[day->notice_count++] = *notice;
}

/* --- death and recovery --------------------------------------------------- */

static void take_snapshot(struct day *day)
{
	free(day->snapshot);
	day->snapshot_size = engine_save_size_bytes(day->engine);
	day->snapshot = malloc(day->snapshot_size);
	assert_non_null(day->snapshot);
	assert_int_equal(
	    engine_save(day->engine, day->snapshot, day->snapshot_size),
	    ENGINE_OK);
	day->kept_count = 0;
}

static void replay(struct day *day, const struct input *input)
{
	struct engine_output *output = &day->scratch->output;

	output->command_count = 0;
	output->notice_count = 0;
	output->explanations_left = DRIVE_EXPLANATIONS_PER_ROUND;
	assert_int_equal(engine_check(day->engine, input), ENGINE_OK);
	engine_step(day->engine, input, output);
	for (uint32_t i = 0; i < output->notice_count; i++)
		on_notice(day, &output->notices[i]);
}

static void recover(struct day *day)
{
	engine_destroy(day->engine);
	assert_int_equal(engine_load(&day->config, &engine_heap, day->snapshot,
				     day->snapshot_size, &day->engine),
			 ENGINE_OK);
	for (uint32_t i = 0; i < day->kept_count; i++)
		replay(day, &day->kept[i]);
	assert_null(engine_audit(day->engine));
	engine_each_pending_command(day->engine, on_execute, day);
}

/* --- the run -------------------------------------------------------------- */

/* The copy that a travel is about is answered: it is over after this round. */
static void look_for_ends(struct day *day, const struct input *inputs,
			  uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		for (int travel = 0; travel < TRAVELS; travel++)
			if (inputs[i].kind == INPUT_COMMAND_FINISHED &&
			    inputs[i].command_finished.command.value ==
				day->copy_of[travel])
				day->goes_on[travel] = false;
}

static void one_round(struct day *day)
{
	const struct driver_ports ports = {.context = day,
					   .record = on_record,
					   .commit = on_commit,
					   .execute = on_execute,
					   .notify = on_notice};
	struct input inputs[DRIVE_INPUTS_PER_ROUND];
	enum drive_status status;

	day->round_inputs = 0;
	day->round_count = 0;
	while (day->round_inputs < DRIVE_INPUTS_PER_ROUND &&
	       day->input_next + day->round_inputs < day->input_count &&
	       day->inputs[day->input_next + day->round_inputs].at_us <=
		   day->now_us) {
		inputs[day->round_inputs] =
		    day->inputs[day->input_next + day->round_inputs].input;
		day->round_inputs++;
	}
	status = drive(day->engine, &ports, day->now_us, inputs,
		       day->round_inputs, day->scratch);
	if (status == DRIVE_JOURNAL_FAILED) {
		recover(day);
		return;
	}
	assert_int_equal(status, DRIVE_OK);
	look_for_ends(day, inputs, day->round_inputs);
	if (day->commits % SNAPSHOT_EVERY == 0)
		take_snapshot(day);
}

static int64_t next_us(const struct day *day)
{
	int64_t at_us = engine_wake_at_us(day->engine);

	if (day->input_next < day->input_count &&
	    day->inputs[day->input_next].at_us < at_us)
		at_us = day->inputs[day->input_next].at_us;
	return at_us > day->now_us ? at_us : day->now_us;
}

static struct day *run_day(uint32_t dies_at, bool keeps)
{
	struct day *day = calloc(1, sizeof *day);
	int64_t end_us;

	assert_non_null(day);
	day->config = config_of_day();
	day->now_us = day->config.begin_us;
	day->dies_at = dies_at;
	day->keeps = keeps;
	end_us = day->now_us + DAY_S * US_PER_SECOND;
	day->scratch = malloc(sizeof *day->scratch);
	assert_non_null(day->scratch);
	drive_scratch_init(day->scratch, UINT64_MAX);
	assert_int_equal(
	    engine_create(&day->config, &engine_heap, &day->engine), ENGINE_OK);
	take_snapshot(day);
	write_script(day);
	while (day->now_us < end_us) {
		one_round(day);
		day->now_us = next_us(day);
	}
	return day;
}

static void end_day(struct day *day)
{
	engine_destroy(day->engine);
	free(day->snapshot);
	free(day->scratch);
	free(day);
}

/* --- the claim ------------------------------------------------------------ */

static void assert_same_commands(const struct day *a, const struct day *b)
{
	for (uint32_t id = 0; id < COMMANDS_MAX; id++) {
		uint64_t left[COMMAND_WORDS], right[COMMAND_WORDS];

		command_pack(&a->commands[id], left);
		command_pack(&b->commands[id], right);
		assert_memory_equal(left, right, sizeof left);
	}
}

static void assert_same_notices(const struct day *a, const struct day *b)
{
	assert_int_equal(a->notice_count, b->notice_count);
	for (uint32_t i = 0; i < a->notice_count; i++) {
		const struct notice *left = &a->notices[i];
		const struct notice *right = &b->notices[i];

		assert_int_equal(left->at_us, right->at_us);
		assert_int_equal(left->seq, right->seq);
		assert_int_equal(left->index, right->index);
		assert_int_equal(left->kind, right->kind);
		assert_int_equal(left->reason, right->reason);
		assert_int_equal(left->request, right->request);
		assert_int_equal(left->world.value, right->world.value);
		assert_int_equal(left->node.value, right->node.value);
	}
}

static uint32_t told(const struct day *day, enum copy_event event)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < day->notice_count; i++)
		count += day->notices[i].kind == NOTICE_SECOND_COPY &&
			 day->notices[i].world.value == SLEEPER &&
			 day->notices[i].second_copy.event == event;
	return count;
}

static bool was_called_home(const struct day *day)
{
	for (uint32_t i = 0; i < day->notice_count; i++)
		if (day->notices[i].kind == NOTICE_WORLD_STATE &&
		    day->notices[i].world.value == CALLED &&
		    day->notices[i].reason == REASON_HOME)
			return true;
	return false;
}

/* What the script is there for does happen, and takes its time. */
static void the_day_has_each_kind_of_travel(void **state)
{
	struct day *day = run_day(NEVER, false);

	(void)state;
	print_message("%u commits: %u while a world is copied directly, %u a "
		      "second copy is made, %u a move is called off\n",
		      day->commits, day->commits_of[DIRECT],
		      day->commits_of[SECOND], day->commits_of[RECALL]);
	for (int travel = 0; travel < TRAVELS; travel++)
		assert_true(day->commits_of[travel] > 2);
	assert_int_equal(day->commands[day->copy_of[DIRECT]].world.value,
			 LEAVER);
	assert_int_equal(day->commands[day->copy_of[RECALL]].world.value,
			 CALLED);
	assert_true(told(day, COPY_MADE) > 0);
	assert_true(told(day, COPY_USED) > 0);
	assert_true(told(day, COPY_REFRESHED) > 0);
	assert_true(was_called_home(day));
	end_day(day);
}

static void a_death_at_any_commit_changes_nothing(void **state)
{
	struct day *alive = run_day(NEVER, false);

	(void)state;
	for (uint32_t commit = 0; commit < alive->commits; commit++)
		for (int keeps = 0; keeps < 2; keeps++) {
			struct day *day = run_day(commit, keeps);

			assert_true(day->commits > alive->commits - 1);
			assert_same_commands(alive, day);
			assert_same_notices(alive, day);
			assert_int_equal(engine_trail(day->engine),
					 engine_trail(alive->engine));
			assert_int_equal(engine_digest(day->engine),
					 engine_digest(alive->engine));
			end_day(day);
		}
	end_day(alive);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_day_has_each_kind_of_travel),
	    cmocka_unit_test(a_death_at_any_commit_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
