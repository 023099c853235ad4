/*
 * test_determinism.c - the same night is the same night: on any number of
 * threads, in any order of the sessions file, through saving and loading, and
 * under a rule that never acts.
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

#include "sim/kpi.h"
#include "sim/run.h"
#include "sim/run_directory.h"
#include "support_crash.h"
#include "traces/base/engine_heap.h"

#define OVERRIDES_MAX 4
#define LINES 2000
#define SAVE_EVERY 100

/* The Friday night with a few keys set; a NULL key ends the list. */
static void load(const struct scenario_override *overrides,
		 const char *sessions, struct scenario *out)
{
	struct scenario_options options = {.data_dir = CONDUCTOR_SOURCE_DATA,
					   .overrides = overrides,
					   .sessions = sessions};
	struct error_text error = {""};

	while (overrides[options.override_count].key != NULL)
		options.override_count++;
	if (!scenario_load("friday-night", &options, out, &error))
		fail_msg("%s", error.text);
}

static void run(const struct scenario *scenario, uint32_t jobs, struct run *out)
{
	const struct run_options options = {.jobs = jobs, .with_static = true};
	struct error_text error = {""};

	if (!run_scenario(scenario, &options, out, &error))
		fail_msg("%s", error.text);
	out->command_line = "";
}

/* Everything but what the clock on the wall says. */
static char *summary_of(const struct run *run)
{
	static const char *const left_out[] = {
	    "wall_seconds", "load_seconds", "events_per_second", "peak_rss_mb"};
	cJSON *summary = summary_json(run);
	char *text;

	assert_non_null(summary);
	for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++) {
		assert_true(cJSON_HasObjectItem(summary, left_out[i]));
		cJSON_DeleteItemFromObjectCaseSensitive(summary, left_out[i]);
	}
	text = cJSON_Print(summary);
	cJSON_Delete(summary);
	assert_non_null(text);
	return text;
}

static void any_number_of_threads_gives_one_summary(void **state)
{
	static const struct scenario_override five[] = {{"replications", "5"},
							{NULL, NULL}};
	struct scenario scenario;
	struct run one, four;
	char *left, *right;

	(void)state;
	load(five, NULL, &scenario);
	run(&scenario, 1, &one);
	run(&scenario, 4, &four);
	left = summary_of(&one);
	right = summary_of(&four);
	assert_string_equal(left, right);
	assert_true(one.digest != 0);
	cJSON_free(left);
	cJSON_free(right);
	run_release(&one);
	run_release(&four);
	scenario_release(&scenario);
}

/* Bit for bit, every figure of every replication. */
static void same_figures(const struct run *a, const struct run *b)
{
	assert_int_equal(a->count, b->count);
	for (uint32_t i = 0; i < a->count; i++) {
		assert_int_equal(a->figures[i].trail, b->figures[i].trail);
		for (unsigned k = 0; k < kpi_count; k++) {
			double left = kpi_value(&kpis[k], &a->figures[i]);
			double right = kpi_value(&kpis[k], &b->figures[i]);

			if (memcmp(&left, &right, sizeof left) != 0)
				fail_msg("%s: %.17g and %.17g", kpis[k].key,
					 left, right);
		}
	}
}

static void a_guard_that_never_acts_changes_nothing(void **state)
{
	static const struct scenario_override off[] = {
	    {"replications", "3"},
	    {"guards.destroys_per_hour", "off"},
	    {NULL, NULL}};
	static const struct scenario_override idle[] = {
	    {"replications", "3"},
	    {"guards.destroys_per_hour", "99999"},
	    {NULL, NULL}};
	struct scenario without, with;
	struct run left, right;

	(void)state;
	load(off, NULL, &without);
	load(idle, NULL, &with);
	assert_true(without.engine.guards.destroys_per_hour !=
		    with.engine.guards.destroys_per_hour);
	run(&without, 2, &left);
	run(&with, 2, &right);
	same_figures(&left, &right);
	run_release(&left);
	run_release(&right);
	scenario_release(&without);
	scenario_release(&with);
}

/* --- the order of lines --------------------------------------------------- */

/* `order` says which line comes when. */
static void write_sessions(const char *path, const uint32_t *order)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	(void)fputs("world,start,stop,ram_mb\n", file);
	for (uint32_t i = 0; i < LINES; i++) {
		uint32_t line = order[i], world = line % 200;
		/* ten sessions a world, an hour and more apart */
		long start = 1731063600 + (long)(line / 200) * 5400 +
			     (long)(world * 7919 % 1800);

		(void)fprintf(file, "w%u,%ld,%ld,%u\n", world, start,
			      start + 600 + (long)(line * 104729 % 3000),
			      2048 * (1 + world % 4));
	}
	assert_int_equal(fclose(file), 0);
}

static uint64_t digest_of_file(const char *path)
{
	static const struct scenario_override one[] = {{"replications", "1"},
						       {NULL, NULL}};
	struct scenario scenario;
	struct run result;
	uint64_t digest;

	load(one, path, &scenario);
	run(&scenario, 1, &result);
	assert_int_equal(result.figures[0].sessions.read, LINES);
	digest = result.digest;
	run_release(&result);
	scenario_release(&scenario);
	return digest;
}

static void the_order_of_lines_does_not_matter(void **state)
{
	char path[] = "/tmp/conductor-shuffle-XXXXXX";
	int file = mkstemp(path);
	uint32_t order[LINES];
	uint64_t sorted, shuffled, draw = 1;

	(void)state;
	assert_true(file >= 0);
	(void)close(file);
	for (uint32_t i = 0; i < LINES; i++)
		order[i] = i;
	write_sessions(path, order);
	sorted = digest_of_file(path);
	for (uint32_t i = LINES - 1; i > 0; i--) { /* Durstenfeld 1964 */
		uint32_t other, kept = order[i];

		draw =
		    draw * UINT64_C(6364136223846793005) + 1442695040888963407;
		other = (uint32_t)((draw >> 33) % (i + 1));
		order[i] = order[other];
		order[other] = kept;
	}
	write_sessions(path, order);
	shuffled = digest_of_file(path);
	(void)unlink(path);
	assert_int_equal(sorted, shuffled);
}

/* --- save, load, continue ------------------------------------------------- */

struct twin {
	struct engine_config config;
	struct engine *engine; /* loaded from the other one's snapshot */
	struct drive_scratch *scratch;
	uint64_t saved_seq;
	uint32_t loads;
};

static int twin_load(struct twin *twin, const struct engine *engine)
{
	size_t size = engine_save_size_bytes(engine);
	uint8_t *bytes = malloc(size);

	assert_non_null(bytes);
	assert_int_equal(engine_save(engine, bytes, size), ENGINE_OK);
	engine_destroy(twin->engine);
	assert_int_equal(engine_load(&twin->config, &engine_heap, bytes, size,
				     &twin->engine),
			 ENGINE_OK);
	free(bytes);
	assert_int_equal(engine_digest(twin->engine), engine_digest(engine));
	twin->saved_seq = engine_next_seq(engine);
	twin->loads++;
	return 0;
}

static int twin_begin(void *context, const struct engine_config *config,
		      const struct engine *engine)
{
	struct twin *twin = context;

	twin->config = *config;
	return twin_load(twin, engine);
}

static int twin_record(void *context, const struct input *input)
{
	struct twin *twin = context;

	twin->scratch->output.command_count = 0;
	twin->scratch->output.notice_count = 0;
	assert_int_equal(engine_check(twin->engine, input), ENGINE_OK);
	engine_step(twin->engine, input, &twin->scratch->output);
	return 0;
}

static int twin_commit(void *context, uint64_t last_seq, uint64_t trail)
{
	const struct twin *twin = context;

	(void)last_seq;
	assert_int_equal(engine_trail(twin->engine), trail);
	return 0;
}

static int twin_committed(void *context, const struct engine *engine)
{
	struct twin *twin = context;

	if (engine_next_seq(engine) - twin->saved_seq < SAVE_EVERY)
		return 0;
	assert_int_equal(engine_digest(twin->engine), engine_digest(engine));
	return twin_load(twin, engine);
}

static void a_loaded_engine_goes_on_as_if_nothing_had_happened(void **state)
{
	struct twin twin = {.scratch = malloc(sizeof *twin.scratch)};
	const struct journal_port port = {.context = &twin,
					  .begin = twin_begin,
					  .record = twin_record,
					  .commit = twin_commit,
					  .committed = twin_committed};
	const struct replication_options options = {.journal = &port};
	struct error_text error = {""};
	struct scenario scenario;
	struct figures figures;

	(void)state;
	assert_non_null(twin.scratch);
	drive_scratch_init(twin.scratch, 0);
	crash_load_friday(1, &scenario);
	if (!replication_run(&scenario, NULL, &options, &figures, &error))
		fail_msg("%s", error.text);
	print_message("%u times saved and loaded in %llu inputs\n", twin.loads,
		      (unsigned long long)figures.inputs);
	assert_true(twin.loads > figures.inputs / SAVE_EVERY / 2);
	engine_destroy(twin.engine);
	free(twin.scratch);
	figures_release(&figures);
	scenario_release(&scenario);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_number_of_threads_gives_one_summary),
	    cmocka_unit_test(a_guard_that_never_acts_changes_nothing),
	    cmocka_unit_test(the_order_of_lines_does_not_matter),
	    cmocka_unit_test(
		a_loaded_engine_goes_on_as_if_nothing_had_happened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
