#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/command_line.h"
#include "scenarios/data_directory.h"
#include "sim/command_line.h"
#include "sim/init_text.h"
#include "sim/offered.h"
#include "sim/own_trace.h"
#include "sim/recorded.h"
#include "sim/run.h"
#include "traces/base/aside.h"
#include "traces/base/cli.h"
#include "traces/base/memory.h"
#include "traces/base/plural.h"

#define SMALL_ARCHIVE_MIB (INT64_C(900) * MIB_PER_GIB)
#define WORLDS_MOST 10000000
#define SMALL_FLEET 3 /* of the smaller machine; else the larger one */

static const struct cli_command init_command = {
    .name = "init",
    .usage = "SESSIONS|MODEL.json [-o SCENARIO.json] [OPTION]...",
    .about = "Write a scenario of your own for these sessions, with comments: "
	     "title, window, clock, the worlds, a fleet that holds their peak. "
	     " `conductor sim` runs it at once; everything else is as in the "
	     "Friday night, until you write it into the file.\n\n"
	     "With a model of demand (`conductor traces fit`) it is a week of "
	     "as many worlds as you say, drawn anew in each replication.",
    .example = "  conductor init mine.csv\n"
	       "  conductor sim mine.json\n"
	       "  conductor init model.json --worlds 300 -o plan.json\n",
    .least = 1,
    .most = 1,
    .needs = "exactly one file of sessions, or model, is needed",
};

struct init_arguments {
	const char *demand; /* file of sessions, or model */
	bool is_model;
	uint64_t worlds; /* 0: as many as the model has */
	struct out_file out;
	char default_out[INIT_NAME_SIZE + sizeof ".json"];
	struct init_facts facts;
	struct zone_clock clock;
	char *absolute; /* path of the demand, if the scenario needs it */
	char *text;	/* of the scenario */
	size_t text_size;
};

static bool is_named_json(const char *path)
{
	size_t length = strlen(path), end = strlen(".json");

	return length > end && strcmp(path + length - end, ".json") == 0;
}

/* What the scenario and its file are called: as the sessions; a model is a
 * file of that name already. */
static bool name_output(struct init_arguments *args, int *status)
{
	const char *wrong = NULL;

	if (strcmp(args->demand, "-") == 0)
		wrong = "the scenario names the file of its sessions, so it "
			"cannot be standard input";
	else if (args->is_model && args->out.path == NULL)
		wrong = "a model needs the name of its scenario: -o plan.json";
	else if (!args->is_model && args->worlds > 0)
		wrong = "--worlds is for a model; sessions have theirs";
	else if (args->worlds > WORLDS_MOST)
		wrong = "--worlds: write at most 10000000";
	if (wrong != NULL) {
		*status = cli_wrong(&init_command, wrong);
		return false;
	}
	init_name(args->is_model && strcmp(args->out.path, "-") != 0
		      ? args->out.path
		      : args->demand,
		  args->facts.name);
	(void)snprintf(args->default_out, sizeof args->default_out, "%s.json",
		       args->facts.name);
	if (args->out.path == NULL)
		args->out.path = args->default_out;
	return true;
}

static bool read_init_arguments(int argc, char **argv,
				struct init_arguments *args, int *status)
{
	const struct cli_option options[] = {
	    {CLI_ROW_TEXT(
		 "out", "FILE", &args->out.path,
		 "the scenario (default: SESSIONS with .json, here); - for "
		 "standard output"),
	     .letter = 'o'},
	    {CLI_ROW_FORCE(&args->out.force)},
	    {CLI_ROW_WHOLE("worlds", "N", &args->worlds,
			   "worlds that are played, of a MODEL (default: as "
			   "many as it has)")},
	    {CLI_ROW_TEXT("clock", "ZONE", &args->facts.zone,
			  "the players' clock (Europe/Berlin)")},
	};
	struct cli_words words = {argc, argv};

	if (!cli_read(&init_command, CLI_ROWS(options), &words, status))
		return false;
	args->demand = words.word[0];
	args->is_model = is_named_json(args->demand);
	return name_output(args, status);
}

static bool to_output(const struct init_arguments *args)
{
	return strcmp(args->out.path, "-") == 0;
}

/* A scenario looks for its files beside itself: only one that is written here
 * may name them as the user did. */
static bool name_demand(struct init_arguments *args, struct error_text *error)
{
	args->facts.demand = args->demand;
	if (strchr(args->out.path, '/') == NULL)
		return true;
	args->absolute = realpath(args->demand, NULL);
	args->facts.demand = args->absolute;
	return args->absolute != NULL ||
	       error_set(error, "%s: cannot be opened; check the path",
			 args->demand);
}

/* With what the scenario takes for granted of worlds. */
static bool read_sessions(const struct init_arguments *args,
			  const struct scenario *base, struct trace *trace,
			  struct error_text *error)
{
	return trace_read_sessions(args->demand, &base->workload.defaults,
				   trace, error);
}

/* --- the text and what it says -------------------------------------------- */

static bool make_text(struct init_arguments *args, struct error_text *error)
{
	FILE *out;

	free(args->text);
	args->text = NULL;
	out = open_memstream(&args->text, &args->text_size);
	if (out != NULL) {
		init_write(&args->facts, out);
		if (fclose(out) == 0)
			return true;
	}
	return error_set(error, "out of memory");
}

static bool load_text(const struct init_arguments *args,
		      struct scenario *scenario, struct error_text *error)
{
	const struct scenario_options options = {
	    .data_dir = data_directory(),
	    .text = args->text,
	    .text_size = args->text_size,
	};

	return scenario_load("-", &options, scenario, error);
}

/* Which machines, and how many, hold the peak of the window?  The scenario says
 * what a machine sells. */
static bool choose_fleet(struct init_arguments *args, const struct trace *trace,
			 struct error_text *error)
{
	static const char *const types[] = {"AX41", "AX102"};
	struct init_facts *facts = &args->facts;
	uint32_t largest_mib = 0;
	bool good = true;

	for (uint32_t w = 0; w < trace->world_count; w++)
		if (trace->worlds[w].ram_mib > largest_mib)
			largest_mib = trace->worlds[w].ram_mib;
	for (size_t i = 0; i < 2 && good; i++) {
		struct scenario scenario;
		struct offered peak;
		uint32_t sold_mib;

		facts->machine = types[i];
		facts->machines = 1;
		if (!make_text(args, error) ||
		    !load_text(args, &scenario, error))
			return false;
		good = offered_peak(trace, &scenario, &peak) ||
		       error_set(error, "out of memory");
		facts->machines = offered_nodes(&scenario, 0, &peak);
		facts->peak_gb = (double)peak.ram_mib / MIB_PER_GIB;
		sold_mib = config_sellable_mib(&scenario.engine, 0);
		facts->machine_gb = (double)sold_mib / MIB_PER_GIB;
		scenario_release(&scenario);
		if (facts->machines == 0)
			facts->machines = 1;
		if (facts->machines <= SMALL_FLEET && largest_mib <= sold_mib)
			break;
	}
	return good;
}

static bool know_sessions(struct init_arguments *args,
			  const struct trace *trace, struct error_text *error)
{
	struct init_facts *facts = &args->facts;
	struct session_window window;

	if (!recorded_window(trace, args->demand, 0, &window, error))
		return false;
	facts->first_us = window.from_us;
	facts->last_us = window.to_us;
	facts->session_count = trace->session_count;
	facts->world_count = trace->world_count;
	init_window(facts);
	init_mix(facts, trace);
	return true;
}

/* How many play, and as many more of the others. */
static bool know_model(struct init_arguments *args, const struct scenario *base,
		       struct error_text *error)
{
	struct init_facts *facts = &args->facts;
	struct generate_plan plan;
	double times;

	if (!scenarios_load_model(args->demand, &plan, error))
		return false;
	facts->living = args->worlds > 0 ? (uint32_t)args->worlds : plan.living;
	times = plan.living > 0 ? (double)facts->living / plan.living : 1;
	facts->dormant =
	    (uint32_t)fmin(WORLDS_MOST, round(times * plan.dormant));
	facts->new_per_day = times * plan.new_per_day;
	generate_plan_release(&plan);
	init_week(facts, base->engine.prices_at_us);
	return facts->living > 0 ||
	       error_set(error,
			 "%s: no world is played; say how many: "
			 "--worlds 300",
			 args->demand);
}

/* The sessions of the first replication. */
static bool draw_sessions(struct init_arguments *args, struct trace *trace,
			  struct error_text *error)
{
	struct scenario scenario;
	struct trace_cut cut;
	bool good;

	args->facts.machine = "AX41";
	args->facts.machines = 1;
	if (!make_text(args, error) || !load_text(args, &scenario, error))
		return false;
	good = own_trace(&scenario, 0, trace, &cut, NULL, error);
	scenario_release(&scenario);
	return good;
}

/* The fleet, and what goes with it. */
static bool size_fleet(struct init_arguments *args, const struct trace *trace,
		       struct error_text *error)
{
	struct init_facts *facts = &args->facts;
	int64_t disk_mib = 0;

	for (uint32_t i = 0; i < trace->world_count; i++)
		disk_mib += trace->worlds[i].disk_mib;
	facts->small_archive = disk_mib <= SMALL_ARCHIVE_MIB;
	if (!choose_fleet(args, trace, error))
		return false;
	init_reserve(facts, trace);
	return make_text(args, error);
}

static bool gather(struct init_arguments *args, struct error_text *error)
{
	const struct scenario_options options = {.data_dir = data_directory()};
	struct scenario base;
	struct trace trace;
	bool good, read;

	if (!scenario_load(INIT_BASE, &options, &base, error))
		return false;
	args->facts.clock = &args->clock;
	args->facts.reserve_worlds = 1;
	read = args->is_model ? know_model(args, &base, error) &&
				    draw_sessions(args, &trace, error)
			      : read_sessions(args, &base, &trace, error);
	scenario_release(&base);
	if (!read)
		return false;
	good = (args->is_model || know_sessions(args, &trace, error)) &&
	       size_fleet(args, &trace, error);
	trace_release(&trace);
	return good;
}

/* What is written can be run: it is loaded as `sim` will, first. */
static bool try_text(const struct init_arguments *args,
		     struct error_text *error)
{
	struct scenario scenario;
	bool good;

	if (!load_text(args, &scenario, error))
		return false;
	good = run_checks_demand(&scenario, error);
	scenario_release(&scenario);
	return good;
}

static bool write_text(const struct init_arguments *args,
		       struct error_text *error)
{
	struct aside aside;
	FILE *file;
	bool good;

	if (to_output(args)) { /* its end is looked at later */
		(void)fwrite(args->text, 1, args->text_size, stdout);
		return true;
	}
	if (!aside_open(&aside, &args->out, error))
		return false;
	file = aside_stream(&aside);
	if (file != NULL)
		(void)fwrite(args->text, 1, args->text_size, file);
	good = aside_finish_stream(&aside, file, error);
	aside_release(&aside);
	return good;
}

static void tell(const struct init_arguments *args)
{
	const struct init_facts *f = &args->facts;
	char what[100];

	if (args->is_model)
		(void)snprintf(what, sizeof what, "a week of %u %s", f->living,
			       plural(f->living, "world", "worlds"));
	else
		(void)snprintf(what, sizeof what, "%llu %s of %u %s",
			       (unsigned long long)f->session_count,
			       plural(f->session_count, "session", "sessions"),
			       f->world_count,
			       plural(f->world_count, "world", "worlds"));
	(void)fprintf(stderr,
		      "written   %s: %s; at most %.4g GB at once, %u x %s\n"
		      "next      conductor sim %s\n",
		      args->out.path, what, f->peak_gb, f->machines, f->machine,
		      args->out.path);
}

int cmd_init(int argc, char **argv)
{
	struct init_arguments args = {.facts = {.zone = "Europe/Berlin"}};
	struct error_text error = {""};
	int status;
	bool good;

	if (!read_init_arguments(argc, argv, &args, &status))
		return status;
	good = (to_output(&args) || aside_check(&args.out, &error)) &&
	       name_demand(&args, &error) &&
	       zone_clock_open(&args.clock, args.facts.zone, &error) &&
	       gather(&args, &error) && try_text(&args, &error) &&
	       write_text(&args, &error);
	if (good && !to_output(&args))
		tell(&args);
	free(args.absolute);
	free(args.text);
	return good ? EXIT_SUCCESS : cli_failed(&error);
}
