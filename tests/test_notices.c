/*
 * test_notices.c - every notice has a number that a replay repeats, so a
 * listener that keeps the last one takes each notice once across a crash.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/kit/arithmetic.h"
#include "live/journal.h"
#include "live/replay.h"
#include "sim/replication.h"
#include "support_place.h"
#include "traces/base/array.h"

#define PATH_SIZE 300
#define DEATHS 40
#define INPUTS_PER_SNAPSHOT 100

struct notices {
	struct notice *list;
	size_t count, capacity;
};

/* Two hours of a night in a journal, and all its notices as the controller
 * delivers them. */
struct night_files {
	char directory[64];
	char journal[PATH_SIZE];
	struct notices all;
};

static void keep(void *context, const struct notice *notice)
{
	struct notices *notices = context;

	assert_true(
	    ARRAY_ROOM(notices->list, notices->capacity, notices->count + 1));
	notices->list[notices->count++] = *notice;
}

static bool is_same(const struct notice *a, const struct notice *b)
{
	return a->seq == b->seq && a->index == b->index &&
	       a->at_us == b->at_us && a->kind == b->kind &&
	       a->reason == b->reason && a->request == b->request &&
	       a->world.value == b->world.value &&
	       a->node.value == b->node.value;
}

static bool explains(const struct notice *notice)
{
	return notice->kind == NOTICE_DECISION ||
	       notice->kind == NOTICE_ALTERNATIVE;
}

/* --- the night ------------------------------------------------------------ */

static void record_night(const struct night_files *place)
{
	static const struct journal_options how_to_write = {
	    .commits_per_transaction = 64,
	    .inputs_per_snapshot = INPUTS_PER_SNAPSHOT};
	struct journal_port port = {0};
	const struct replication_options how = {.journal = &port};
	struct error_text error = {""};
	struct scenario scenario;
	struct figures figures;

	load_evening("friday-night", 1, &scenario);
	if (!journal_port_open(place->journal, &how_to_write, &port, &error) ||
	    !replication_run(&scenario, NULL, &how, &figures, &error) ||
	    !journal_port_close(&port, &error))
		fail_msg("%s", error.text);
	figures_release(&figures);
	scenario_release(&scenario);
}

static void no_command(void *context, const struct command *command)
{
	(void)context;
	(void)command;
}

/* The rounds of the journal, driven once more; the wakes come of themselves. */
static void drive_night(struct replay *night, struct notices *notices)
{
	const struct driver_ports ports = {
	    .context = notices, .execute = no_command, .notify = keep};
	struct input inputs[DRIVE_INPUTS_PER_ROUND];
	struct error_text error = {""};
	struct journal_entry entry;
	uint32_t count = 0;

	drive_scratch_init(night->scratch, UINT64_MAX);
	while (journal_next(night->reader, &entry, &error)) {
		if (entry.input.kind != INPUT_WAKE)
			inputs[count++] = entry.input;
		if (!entry.commits)
			continue;
		assert_int_equal(drive(night->engine, &ports, entry.input.at_us,
				       inputs, count, night->scratch),
				 DRIVE_OK);
		assert_int_equal(engine_trail(night->engine), entry.trail);
		count = 0;
	}
	assert_string_equal(error.text, "");
}

/* From the newest snapshot before `from_us`, as a recovery begins. */
static void open_replay(const struct night_files *place, int64_t from_us,
			const struct replay_listener *listener,
			struct replay *replay)
{
	struct error_text error = {""};

	if (!replay_open(place->journal, from_us, listener, replay, &error))
		fail_msg("%s", error.text);
}

static int set_up(void **state)
{
	struct night_files *place = calloc(1, sizeof *place);
	struct replay night;

	assert_non_null(place);
	(void)snprintf(place->directory, sizeof place->directory,
		       "%s/conductor-notices-XXXXXX",
		       access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(place->directory));
	(void)snprintf(place->journal, sizeof place->journal, "%s/night.db",
		       place->directory);
	record_night(place);
	open_replay(place, INT64_MIN, NULL, &night);
	drive_night(&night, &place->all);
	replay_close(&night);
	assert_true(place->all.count > 1000);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct night_files *place = *state;
	char command[PATH_SIZE];

	(void)snprintf(command, sizeof command, "rm -rf '%s'",
		       place->directory);
	assert_int_equal(system(command), 0);
	free(place->all.list);
	free(place);
	return 0;
}

/* --- tests ---------------------------------------------------------------- */

static void notices_are_numbered_by_input_and_place(void **state)
{
	const struct night_files *place = *state;
	const struct notice *before = NULL;

	for (size_t i = 0; i < place->all.count; i++) {
		const struct notice *notice = &place->all.list[i];
		bool same_step = before != NULL && before->seq == notice->seq;

		assert_true(before == NULL || before->seq <= notice->seq);
		assert_int_equal(notice->index,
				 same_step ? before->index + 1 : 0);
		before = notice;
	}
}

/* A listener with its memory, and one without. */
struct listeners {
	struct last_heard last;
	struct notices taken;
	size_t heard;
};

static bool is_a_wait(enum world_state state)
{
	return state == WORLD_QUEUED || state == WORLD_MOVING ||
	       state == WORLD_RESTORING;
}

/* A world is queued, moves or is restored only for a start, which is told; and
 * what a start is told to wait for is the state of its world. */
static void a_start_hears_what_it_waits_for(void **state)
{
	const struct night_files *place = *state;
	const struct notice *list = place->all.list;
	size_t waits = 0, told = 0;

	for (size_t i = 0; i < place->all.count; i++) {
		if (list[i].kind == NOTICE_WORLD_STATE)
			waits += is_a_wait(list[i].world_state.state);
		if (list[i].kind != NOTICE_START_WAITS)
			continue;
		told += is_a_wait(list[i].world_state.state);
		assert_true(i > 0);
		assert_int_equal(list[i - 1].kind, NOTICE_WORLD_STATE);
		assert_int_equal(list[i - 1].world.value, list[i].world.value);
		assert_int_equal(list[i - 1].request, list[i].request);
		assert_int_equal(list[i - 1].world_state.state,
				 list[i].world_state.state);
		assert_int_not_equal(list[i].world_state.state, WORLD_STARTING);
		assert_int_not_equal(list[i].world_state.state, WORLD_ACTIVE);
	}
	assert_true(told > 0);
	assert_int_equal(told, waits);
}

static void hear(void *context, const struct notice *notice)
{
	struct listeners *listeners = context;

	listeners->heard++;
	if (notice_is_new(&listeners->last, notice))
		keep(&listeners->taken, notice);
}

/* The controller delivers `count` notices, dies, and is recovered.  Returns how
 * many notices a listener without a memory hears twice. */
static size_t die_after(const struct night_files *place, size_t count)
{
	struct listeners listeners = {.heard = 0};
	const struct replay_listener listener = {
	    .context = &listeners, .notice = hear, .notice_mask = UINT64_MAX};
	struct error_text error = {""};
	int64_t from_us = INT64_MIN;
	struct replay replay;

	for (size_t i = 0; i < count; i++) {
		hear(&listeners, &place->all.list[i]);
		from_us = place->all.list[i].at_us;
	}
	open_replay(place, from_us, &listener, &replay);
	if (!replay_until(&replay, INT64_MAX, &error))
		fail_msg("%s", error.text);
	replay_close(&replay);
	assert_int_equal(listeners.taken.count, place->all.count);
	for (size_t i = 0; i < place->all.count; i++)
		if (!is_same(&listeners.taken.list[i], &place->all.list[i]))
			fail_msg("death after %zu: notice %zu differs", count,
				 i);
	free(listeners.taken.list);
	return listeners.heard - listeners.taken.count;
}

static void a_listener_takes_each_notice_once_across_a_crash(void **state)
{
	const struct night_files *place = *state;
	size_t with_repeats = 0, within_a_step = 0;

	assert_int_equal(die_after(place, 0), 0);
	for (uint64_t i = 0; i < DEATHS; i++) {
		uint64_t draw = mix_word(11, i) >> 32;
		size_t count =
		    1 + (size_t)(draw * (place->all.count - 1) >> 32);

		with_repeats += die_after(place, count) > 0;
		within_a_step += place->all.list[count].index > 0;
	}
	print_message("%zu notices; of %d deaths %zu repeat some, %zu are "
		      "within a step\n",
		      place->all.count, DEATHS, with_repeats, within_a_step);
	assert_int_equal(with_repeats, DEATHS);
	assert_true(within_a_step > 0);
}

/* One explanation a step instead of all: the others keep their numbers. */
static void missing_explanations_shift_no_number(void **state)
{
	const struct night_files *place = *state;
	struct error_text error = {""};
	struct notices few = {NULL, 0, 0};
	struct journal_entry entry;
	struct replay night;
	size_t at = 0;

	open_replay(place, INT64_MIN, NULL, &night);
	drive_scratch_init(night.scratch, UINT64_MAX);
	while (journal_next(night.reader, &entry, &error)) {
		struct engine_output *output = &night.scratch->output;

		output->command_count = 0;
		output->notice_count = 0;
		output->explanations_left = 1;
		engine_step(night.engine, &entry.input, output);
		for (uint32_t i = 0; i < output->notice_count; i++)
			keep(&few, &output->notices[i]);
	}
	for (size_t i = 0; i < place->all.count; i++) {
		const struct notice *notice = &place->all.list[i];

		if (at < few.count && is_same(&few.list[at], notice))
			at++;
		else
			assert_true(explains(notice));
	}
	assert_int_equal(at, few.count);
	assert_true(few.count < place->all.count);
	free(few.list);
	replay_close(&night);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(notices_are_numbered_by_input_and_place),
	    cmocka_unit_test(a_start_hears_what_it_waits_for),
	    cmocka_unit_test(a_listener_takes_each_notice_once_across_a_crash),
	    cmocka_unit_test(missing_explanations_shift_no_number),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
