#include "sim/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/data_directory.h"
#include "sim/advice.h"
#include "sim/command_parts.h"
#include "sim/comparison.h"
#include "sim/overrides.h"
#include "sim/run.h"
#include "sim/run_directory.h"
#include "sim/run_name.h"
#include "sim/source.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"

static const struct cli_command sim_command = {
    .name = "sim",
    .usage = "SCENARIO [OPTION]...",
    .about = "Replay the demand of a scenario and report what it "
	     "earned.\n\nSCENARIO is a file, the name of an included one "
	     "(friday-night), or - for standard input.",
    .example = "  conductor sim friday-night --replications 5 --set "
	       "fleet.dedicated.0.count=11\n",
    .least = 0, /* what is needed is said below */
    .most = CLI_ANY,
};

struct arguments {
	const char *out, *journal;
	enum language language;
	struct source source;
	struct overrides overrides;
	struct run_options run;
	struct journal_port port;
	uint64_t jobs;
	enum csv_dialect csv;
	bool json, no_static, no_advice, force, fail_on_broken;
};

static bool take_why(void *context, const char *text, struct error_text *error)
{
	struct run_options *run = context;

	(void)error;
	run->why = text != NULL ? WHY_ONLY : WHY_ALL;
	run->why_only = text;
	return true;
}

static bool take_no_why(void *context, const char *text,
			struct error_text *error)
{
	struct run_options *run = context;

	(void)text;
	(void)error;
	run->why = WHY_NONE;
	run->why_only = NULL;
	return true;
}

static bool read_options(struct arguments *args, struct cli_words *words,
			 int *status)
{
	const struct cli_option options[] = {
	    {CLI_ROW_TEXT("sessions", "FILE", &args->source.options.sessions,
			  "replay these sessions instead (CSV, .gz, .zst), in "
			  "their own window if none lies in the scenario's")},
	    {CLI_ROW_OWN("seed", "N", command_take_seed, &args->overrides,
			 "seed of all random draws")},
	    {CLI_ROW_OWN("replications", "N", command_take_replications,
			 &args->overrides,
			 "how often the window is played, with other draws "
			 "each time")},
	    {CLI_ROW_WHOLE("jobs", "N", &args->jobs,
			   "threads (default: all cores)"),
	     .least = 1, .most = COMMAND_JOBS_MAX},
	    {CLI_ROW_OWN("set", "KEY=VALUE", overrides_take, &args->overrides,
			 "change one key; may be repeated"),
	     .expects = "KEY=VALUE"},
	    {CLI_ROW_TEXT("out", "DIR", &args->out,
			  "output directory (default: runs/NAME-SEED, and "
			  "whatever else is set)")},
	    {CLI_ROW_FLAG("force", &args->force,
			  "replace the run in DIR even if its files have been "
			  "changed; other files in it are kept")},
	    {CLI_ROW_TEXT("journal", "FILE", &args->journal,
			  "record every input (needs one replication)")},
	    {CLI_ROW_LANG(&args->language,
			  "language of table and page (default: en)")},
	    {CLI_ROW_CSV(&args->csv,
			 "series.csv and ledger.csv for programs, or for a "
			 "German spreadsheet (default: plain)")},
	    {CLI_ROW_FLAG("json", &args->json,
			  "print summary.json instead of the table")},
	    {CLI_ROW_FAIL_ON(&args->fail_on_broken)},
	    {CLI_ROW_FLAG("no-static", &args->no_static,
			  "do not simulate the static fleet")},
	    {CLI_ROW_FLAG("no-advice", &args->no_advice,
			  "do not simulate alternatives")},
	    {CLI_ROW_OWN(
		 "why", "NAME,...", take_why, &args->run,
		 "keep every decision for `conductor why`, or only those about "
		 "these worlds and nodes (w0123, node-12); default: every "
		 "decision, in runs with up to 10000 starts in the window"),
	     .value_optional = true},
	    {CLI_ROW_OWN("no-why", NULL, take_no_why, &args->run,
			 "keep no decisions")},
	};

	return cli_read(&sim_command, CLI_ROWS(options), words, status);
}

static bool read_arguments(int argc, char **argv, struct arguments *args,
			   int *status)
{
	struct cli_words words = {argc, argv};

	if (!read_options(args, &words, status))
		return false;
	args->run.with_static = !args->no_static;
	args->run.jobs = (uint32_t)args->jobs;
	args->source.options.overrides = args->overrides.list;
	args->source.options.override_count = args->overrides.count;
	args->source.options.data_dir = data_directory();
	args->source.name = words.word[0];
	if (words.count == 1)
		return true;
	*status = cli_wrong(&sim_command,
			    args->run.why == WHY_ALL
				? "exactly one scenario is needed; names for "
				  "--why follow a sign: --why=NAME"
				: "exactly one scenario is needed");
	return false;
}

/* A run that fails or is interrupted, or finds no place, leaves nothing: its
 * journal would be in the way of the same command. */
static bool close_journal(struct arguments *args, const struct sim_hooks *hooks,
			  bool ran, struct error_text *error)
{
	if (args->journal == NULL)
		return true;
	if (ran)
		return hooks->journal_close(&args->port, error);
	hooks->journal_discard(&args->port);
	return true;
}

/* What could be done otherwise: on the same draws, after the run. */
static bool advise(struct run *run, const struct arguments *args,
		   struct error_text *error)
{
	struct advice *advice = calloc(1, sizeof *advice);
	bool good;

	if (advice == NULL)
		return error_set(error, "out of memory");
	good = advice_run(run, &args->source, &args->run, advice, error);
	if (good)
		run->advice = advice_json(run, &args->source, advice);
	advice_release(advice);
	free(advice);
	return good;
}

static int run_and_write(const struct scenario *scenario,
			 struct arguments *args, const struct sim_hooks *hooks,
			 struct run_place *place, const char *command_line)
{
	struct error_text error = {""};
	struct run run = {0};
	int status = EXIT_SUCCESS;
	bool ran;

	if (args->journal != NULL) {
		args->run.with_static = false;
		args->run.journal = &args->port;
		if (!hooks->journal_open(args->journal, &args->port, &error))
			return command_failed(&error);
	}
	ran = run_scenario(scenario, &args->run, &run, &error);
	if (ran && !args->no_advice && args->journal == NULL)
		ran = advise(&run, args, &error);
	run.command_line = command_line;
	run.source = &args->source;
	run.csv = args->csv;
	ran = ran &&
	      (args->journal == NULL ||
	       hooks->journal_finish(&args->port, &error)) &&
	      run_directory_write(&run, place, &error);
	ran = close_journal(args, hooks, ran, &error) && ran;
	if (!ran)
		status = command_failed(&error);
	else if (args->json)
		json_out(summary_json(&run));
	else
		status =
		    hooks->report(place->path, args->language, args->force);
	if (status == EXIT_SUCCESS && args->fail_on_broken &&
	    promise_kept(&run) == PROMISE_BROKEN)
		status = cli_promise_broken();
	run_release(&run);
	return status;
}

/* Before it is simulated. */
static bool open_place(const struct arguments *args,
		       const struct scenario *scenario, struct run_place *place,
		       struct error_text *error)
{
	const struct run_identity identity = {
	    .argument =
		args->source.input != NULL ? "stdin" : args->source.name,
	    .name = scenario->name,
	    .seed = scenario->seed,
	    .overrides = args->overrides.list,
	    .override_count = args->overrides.count,
	    .sessions = args->source.options.sessions,
	    .why = args->run.why,
	    .why_only = args->run.why_only,
	    /* a journal is kept without them */
	    .with_static = args->run.with_static && args->journal == NULL,
	    .with_advice = !args->no_advice && args->journal == NULL,
	};
	char directory[RUN_NAME_SIZE];

	run_name(&identity, directory);
	return run_place_open(place, args->out != NULL ? args->out : directory,
			      args->force, error);
}

int cmd_sim(int argc, char **argv, const struct sim_hooks *hooks)
{
	struct arguments args = {0};
	struct scenario scenario;
	struct run_place place;
	struct error_text error = {""};
	char command_line[COMMAND_LINE_SIZE];
	int status;

	command_join(argc, argv, command_line);
	if (!read_arguments(argc, argv, &args, &status))
		return status;
	if (!source_load(&args.source, &scenario, &error)) {
		source_release(&args.source);
		return command_failed(&error);
	}
	if (args.source.has_sessions)
		args.run.sessions = &args.source.sessions;
	if (args.journal != NULL && scenario.replications != 1) {
		status =
		    cli_wrong(&sim_command, "--journal needs --replications 1");
		goto out;
	}
	if (!open_place(&args, &scenario, &place, &error)) {
		status = command_failed(&error);
		goto out;
	}
	args.run.stop = command_hear_stop();
	args.run.progress = isatty(STDERR_FILENO) != 0;
	status = run_and_write(&scenario, &args, hooks, &place, command_line);
	run_place_close(&place);
out:
	scenario_release(&scenario);
	source_release(&args.source);
	return status;
}
