/*
 * test_copy_figures.c - figures of second copies and of moves that were called
 * off, recomputed from what two hours of the Friday night asked of the nodes,
 * and what they answered; and what is lost with nodes that fail.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/drive.h"
#include "sim/kpi.h"
#include "sim/replication.h"
#include "support_place.h"
#include "traces/base/array.h"
#include "traces/base/engine_heap.h"

struct sums {
	double made, refreshed, gb, used, recalled;
};

/* What is known of a world: where it slept or ran last; 0: not known. */
struct known {
	uint32_t node;
	uint64_t start;	     /* command of its last start */
	uint32_t moves_from; /* 0: it does not move */
};

struct copy_command {
	uint64_t id;
	uint32_t size_mib;
	bool refreshes, player, called_off;
	uint32_t world, node;
};

struct night {
	struct scenario scenario;
	struct figures figures;
	struct engine_config config;
	struct input *inputs;
	size_t input_count, input_capacity;
	struct known *worlds;
	struct copy_command *copies;
	size_t copy_count, copy_capacity;
	struct sums sums;
};

/* --- the night ------------------------------------------------------------ */

static int begin(void *context, const struct engine_config *config,
		 const struct engine *engine)
{
	struct night *night = context;

	(void)engine;
	night->config = *config;
	return 0;
}

static int record(void *context, const struct input *input)
{
	struct night *night = context;

	assert_true(ARRAY_ROOM(night->inputs, night->input_capacity,
			       night->input_count + 1));
	night->inputs[night->input_count++] = *input;
	return 0;
}

static int commit(void *context, uint64_t last_seq, uint64_t trail)
{
	(void)context;
	(void)last_seq;
	(void)trail;
	return 0;
}

static int committed(void *context, const struct engine *engine)
{
	(void)context;
	(void)engine;
	return 0;
}

static void play(struct night *night)
{
	const struct journal_port port = {.context = night,
					  .begin = begin,
					  .record = record,
					  .commit = commit,
					  .committed = committed};
	const struct replication_options how = {.journal = &port};
	struct error_text error = {""};

	load_evening("friday-night", 2, &night->scenario);
	if (!replication_run(&night->scenario, NULL, &how, &night->figures,
			     &error))
		fail_msg("%s", error.text);
}

/* --- what was asked and answered ------------------------------------------ */

static bool in_window(const struct night *night, int64_t at_us)
{
	return at_us >= night->scenario.from_us &&
	       at_us < night->scenario.to_us;
}

static struct copy_command *copy_at(struct night *night, uint64_t id)
{
	for (size_t i = night->copy_count; i > 0; i--)
		if (night->copies[i - 1].id == id)
			return &night->copies[i - 1];
	return NULL;
}

static void starts(struct night *night, const struct command *command)
{
	struct known *world = &night->worlds[command->world.value];

	if (world->start == command->id.value)
		return; /* sent again */
	world->start = command->id.value;
	night->sums.used += in_window(night, command->issued_at_us) &&
			    world->node != 0 &&
			    world->node != command->node.value;
	world->node = command->node.value;
}

static void asked(struct night *night, const struct command *command)
{
	struct known *world = &night->worlds[command->world.value];
	struct copy_command *copy;

	if (command->kind == COMMAND_START_WORLD)
		starts(night, command);
	else if (command->kind == COMMAND_DELETE_COPY &&
		 world->node == command->node.value)
		world->node = 0;
	else if (command->kind == COMMAND_CANCEL_TRANSFER &&
		 (copy = copy_at(night, command->reference)) != NULL)
		copy->called_off = true;
	if ((command->kind != COMMAND_COPY_WORLD &&
	     command->kind != COMMAND_RESTORE_WORLD) ||
	    copy_at(night, command->id.value) != NULL)
		return;
	assert_true(ARRAY_ROOM(night->copies, night->copy_capacity,
			       night->copy_count + 1));
	night->copies[night->copy_count++] =
	    (struct copy_command){.id = command->id.value,
				  .size_mib = command->size_mib,
				  .refreshes = command->type == COPY_REFRESH,
				  .player = command->reason == REASON_DEMAND,
				  .world = command->world.value,
				  .node = command->node.value};
}

static void answered(struct night *night, const struct input *input)
{
	const struct copy_command *copy =
	    copy_at(night, input->command_finished.command.value);
	double share;

	if (copy == NULL || copy->called_off ||
	    input->command_finished.outcome != OUTCOME_DONE)
		return;
	if (copy->player) {
		night->worlds[copy->world].node = copy->node;
		return;
	}
	if (!in_window(night, input->at_us))
		return;
	share =
	    copy->refreshes ? night->scenario.world.link.changed_share : 1.0;
	night->sums.made += !copy->refreshes;
	night->sums.refreshed += copy->refreshes;
	night->sums.gb += copy->size_mib / 1024.0 * share;
}

/* A world that moves and starts where it was did not move after all. */
static void told(struct night *night, const struct notice *notice)
{
	struct known *world = &night->worlds[notice->world.value];

	if (notice->kind != NOTICE_WORLD_STATE)
		return;
	night->sums.recalled += in_window(night, notice->at_us) &&
				world->moves_from != 0 &&
				notice->world_state.state == WORLD_STARTING &&
				notice->node.value == world->moves_from;
	world->moves_from =
	    notice->world_state.state == WORLD_MOVING ? notice->node.value : 0;
}

static void recompute(struct night *night)
{
	struct drive_scratch *scratch = malloc(sizeof *scratch);
	struct engine_output *output = &scratch->output;
	struct engine *engine;

	assert_non_null(scratch);
	drive_scratch_init(scratch, UINT64_C(1) << NOTICE_WORLD_STATE);
	night->worlds = calloc(night->config.limits.worlds_max + (size_t)1,
			       sizeof *night->worlds);
	assert_non_null(night->worlds);
	assert_int_equal(engine_create(&night->config, &engine_heap, &engine),
			 ENGINE_OK);
	for (size_t i = 0; i < night->input_count; i++) {
		const struct input *input = &night->inputs[i];

		if (input->kind == INPUT_COMMAND_FINISHED)
			answered(night, input);
		if (input->kind == INPUT_WORLD_FOUND)
			night->worlds[input->world_found.world.value].node =
			    input->world_found.node.value;
		output->command_count = 0;
		output->notice_count = 0;
		engine_step(engine, input, output);
		for (uint32_t n = 0; n < output->notice_count; n++)
			told(night, &output->notices[n]);
		for (uint32_t c = 0; c < output->command_count; c++)
			asked(night, &output->commands[c]);
	}
	engine_destroy(engine);
	free(scratch);
}

/* --- the claim ------------------------------------------------------------ */

static void compare(const struct night *night, const char *key, double value)
{
	double figure = kpi_value(kpi_named(key), &night->figures);

	print_message("%s: %.6f, recomputed %.6f\n", key, figure, value);
	assert_true(value > 0);
	assert_float_equal(figure, value, 1e-6);
}

static void copies_and_recalls_follow_from_the_commands(void **state)
{
	struct night night = {.input_count = 0};

	(void)state;
	play(&night);
	recompute(&night);
	compare(&night, "copies.made", night.sums.made);
	compare(&night, "copies.refreshed", night.sums.refreshed);
	compare(&night, "copies.gb", night.sums.gb);
	compare(&night, "copies.used", night.sums.used);
	compare(&night, "worlds.recalled", night.sums.recalled);
	figures_release(&night.figures);
	scenario_release(&night.scenario);
	free(night.inputs);
	free(night.worlds);
	free(night.copies);
}

/* --- what is lost --------------------------------------------------------- */

/* Nodes fail within days, and nothing is archived in that time. */
static const char failing[] =
    "{\"name\":\"failing\",\"clock\":\"UTC\","
    "\"window\":{\"from\":\"2026-01-01T00:00:00Z\","
    "\"to\":\"2026-03-01T00:00:00Z\",\"warm_up\":\"0s\"},"
    "\"workload\":{\"sessions\":\"sessions.csv\",\"first_seen\":\"new\"},"
    "\"fleet\":{\"dedicated\":[{\"type\":\"BOX\",\"count\":2}]},"
    "\"prices\":{\"lists\":[{\"valid_from\":\"2024-01-01\","
    "\"active_gb_hour\":\"0.02 EUR\"}]},"
    "\"catalogue\":{\"locations\":[],\"types\":{\"BOX\":{"
    "\"kind\":\"dedicated\",\"ram\":\"64GB\",\"cpu_milli\":16000,"
    "\"disk\":\"1000GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"month\":\"73 EUR\"}]}}},"
    "\"policy\":{\"sleep_window\":\"3660d\","
    "\"reactive\":{\"rule\":\"none\"}},"
    "\"world\":{\"failures\":{\"dedicated_per_month\":\"90%\"}},"
    "\"demand\":{\"patience\":\"never\"}}";

/* Six worlds play once and sleep; the seventh plays until its node fails. */
static const char seven_sessions[] =
    "world,start,stop,ram_mb\n"
    "w1,2026-01-01T01:00:00Z,2026-01-01T01:30:00Z,4096\n"
    "w2,2026-01-01T02:00:00Z,2026-01-01T02:30:00Z,4096\n"
    "w3,2026-01-01T03:00:00Z,2026-01-01T03:30:00Z,4096\n"
    "w4,2026-01-01T04:00:00Z,2026-01-01T04:30:00Z,4096\n"
    "w5,2026-01-01T05:00:00Z,2026-01-01T05:30:00Z,4096\n"
    "w6,2026-01-01T06:00:00Z,2026-01-01T06:30:00Z,4096\n"
    "w7,2026-01-01T07:00:00Z,2026-02-28T23:00:00Z,4096\n";

static void sleepers_without_a_copy_are_counted_when_they_are_lost(void **state)
{
	static const struct scenario_override one[] = {{"replications", "1"},
						       {NULL, NULL}};
	const struct replication_options how = {.why = WHY_NONE};
	struct error_text error = {""};
	struct scenario scenario;
	struct figures figures;
	struct place place;
	struct trace trace;

	(void)state;
	place_make(&place, failing, seven_sessions);
	load_scenario(place.scenario, one, &scenario);
	if (!trace_read_sessions(place.sessions, &scenario.workload.defaults,
				 &trace, &error) ||
	    !replication_run(&scenario, &trace, &how, &figures, &error))
		fail_msg("%s", error.text);
	assert_int_equal(figures.lost_sleepers, 6);
	assert_int_equal(figures.worlds_lost, 1);
	figures_release(&figures);
	trace_release(&trace);
	scenario_release(&scenario);
	place_remove(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(copies_and_recalls_follow_from_the_commands),
	    cmocka_unit_test(
		sleepers_without_a_copy_are_counted_when_they_are_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
