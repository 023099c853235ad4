#include "sim/command_line.h"

#include <getopt.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/data_directory.h"
#include "sim/overrides.h"
#include "sim/recorded.h"
#include "sim/run.h"
#include "sim/run_directory.h"
#include "traces/base/values.h"

#define TEXT_SIZE 4096
#define JOBS_MAX 1024
#define LANGUAGE_WORDS 128
#define EXIT_USAGE 2
#define EXIT_INTERRUPTED 130

static const char help[] =
    "Usage: conductor sim SCENARIO [OPTION]...\n"
    "Replay the demand of a scenario and report what it earned.\n"
    "\n"
    "SCENARIO is a file, or the name of a shipped one (friday-night).\n"
    "      --sessions FILE    replay these sessions instead (CSV, .gz, .zst)\n"
    "                         and, if none is in its window, in their own\n"
    "      --seed N           draw other luck\n"
    "      --replications N   independent nights\n"
    "      --jobs N           threads (default: all cores)\n"
    "      --set KEY=VALUE    change one key; may be repeated\n"
    "      --out DIR          where to write (default: runs/NAME-SEED)\n"
    "      --journal FILE     record every input (needs one replication)\n"
    "      --lang en|de       language of table and page (default: en)\n"
    "      --csv plain|excel  series.csv and ledger.csv for programs, or "
    "for a\n"
    "                         German spreadsheet (default: plain)\n"
    "      --json             print summary.json instead of the table\n"
    "      --no-static        leave the static fleet out\n"
    "      --why[=NAME,...]   keep every decision for `conductor why`, or "
    "those\n"
    "                         about these worlds and nodes (w0123, node-12);\n"
    "                         without it: up to 10000 starts in the window\n"
    "      --no-why           keep none\n"
    "      --help             this text\n"
    "\n"
    "Example:\n"
    "  conductor sim friday-night --replications 5 --set "
    "fleet.dedicated.0.count=11\n";

struct arguments {
	const char *scenario, *out, *journal, *language;
	struct scenario_options options;
	struct overrides overrides;
	struct run_options run;
	struct journal_port port;
	struct session_window window; /* of the sessions, if it counts */
	enum csv_dialect csv;
	bool json, help;
};

/* Set by a signal handler, read by the workers. */
static atomic_bool stop_requested;

static void on_signal(int number)
{
	(void)number;
	atomic_store(&stop_requested, true);
}

static int usage(const char *what)
{
	(void)fprintf(stderr,
		      "conductor: sim: %s; see `conductor sim --help`\n", what);
	return EXIT_USAGE;
}

static bool jobs_of(const char *text, uint32_t *jobs)
{
	uint64_t number;

	if (!value_whole(text, JOBS_MAX, &number) || number == 0)
		return false;
	*jobs = (uint32_t)number;
	return true;
}

/* An option with a value. */
static int parse_value(struct arguments *args, int option, const char *text)
{
	switch (option) {
	case 's':
		args->options.sessions = text;
		return 0;
	case 'e':
		return overrides_add(&args->overrides, "seed", text)
			   ? 0
			   : usage("too many --set");
	case 'r':
		return overrides_add(&args->overrides, "replications", text)
			   ? 0
			   : usage("too many --set");
	case 'j':
		return jobs_of(text, &args->run.jobs)
			   ? 0
			   : usage("--jobs takes a number from 1 to 1024");
	case 'k':
		return overrides_set(&args->overrides, text)
			   ? 0
			   : usage("--set takes KEY=VALUE");
	case 'o':
		args->out = text;
		return 0;
	case 'J':
		args->journal = text;
		return 0;
	case 'l':
		args->language = text;
		return 0;
	default: /* 'c' */
		return csv_dialect_named(text, &args->csv)
			   ? 0
			   : usage(CSV_DIALECT_ERROR);
	}
}

/* One whose value is optional or that takes none; false: it has a value. */
static bool take_flag(struct arguments *args, int option, const char *text)
{
	switch (option) {
	case 'n':
		args->json = true;
		return true;
	case 'S':
		args->run.with_static = false;
		return true;
	case 'w':
		args->run.why = text != NULL ? WHY_ONLY : WHY_ALL;
		args->run.why_only = text;
		return true;
	case 'W':
		args->run.why = WHY_NONE;
		args->run.why_only = NULL;
		return true;
	case 'h':
		args->help = true;
		return true;
	default:
		return false;
	}
}

static int unknown_option(const char *text)
{
	(void)fprintf(stderr,
		      "conductor: sim: unknown option or missing value: %s; "
		      "see `conductor sim --help`\n",
		      text);
	return EXIT_USAGE;
}

static int parse(int argc, char **argv, struct arguments *args)
{
	static const struct option options[] = {
	    {"sessions", required_argument, NULL, 's'},
	    {"seed", required_argument, NULL, 'e'},
	    {"replications", required_argument, NULL, 'r'},
	    {"jobs", required_argument, NULL, 'j'},
	    {"set", required_argument, NULL, 'k'},
	    {"out", required_argument, NULL, 'o'},
	    {"journal", required_argument, NULL, 'J'},
	    {"lang", required_argument, NULL, 'l'},
	    {"csv", required_argument, NULL, 'c'},
	    {"json", no_argument, NULL, 'n'},
	    {"no-static", no_argument, NULL, 'S'},
	    {"why", optional_argument, NULL, 'w'},
	    {"no-why", no_argument, NULL, 'W'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	int option, status = 0;

	args->run.with_static = true;
	args->language = "en";
	opterr = 0;
	optind = 1;
	while (status == 0 && !args->help &&
	       (option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == '?')
			return unknown_option(argv[optind - 1]);
		if (take_flag(args, option, optarg))
			continue;
		status = optarg != NULL ? parse_value(args, option, optarg)
					: unknown_option(argv[optind - 1]);
	}
	if (status != 0 || args->help)
		return status;
	if (optind != argc - 1)
		return usage(args->run.why == WHY_ALL
				 ? "exactly one scenario is needed; names for "
				   "--why follow a sign: --why=NAME"
				 : "exactly one scenario is needed");
	args->scenario = argv[optind];
	args->options.overrides = args->overrides.list;
	args->options.override_count = args->overrides.count;
	return 0;
}

/* The command as one could type it again. */
static void join(int argc, char **argv, char *out, size_t size)
{
	size_t used = (size_t)snprintf(out, size, "conductor");

	for (int i = 0; i < argc && used < size; i++) {
		bool quote = strpbrk(argv[i], " \t\"'$*?{}[]()<>|&;") != NULL;

		used += (size_t)snprintf(out + used, size - used,
					 quote ? " '%s'" : " %s", argv[i]);
	}
}

static int fail(const struct error_text *error)
{
	(void)fprintf(stderr, "conductor: %s\n", error->text);
	return atomic_load(&stop_requested) ? EXIT_INTERRUPTED : EXIT_FAILURE;
}

static int print_json(const struct run *run)
{
	cJSON *summary = summary_json(run);
	char *text = summary != NULL ? cJSON_Print(summary) : NULL;
	int status = text != NULL && puts(text) >= 0 ? 0 : EXIT_FAILURE;

	cJSON_free(text);
	cJSON_Delete(summary);
	return status;
}

/* A run that fails or is interrupted leaves nothing: its journal is not the
 * night's, and would be in the way of the same command. */
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

static int run_and_write(const struct scenario *scenario,
			 struct arguments *args, const struct sim_hooks *hooks,
			 const char *command_line)
{
	struct error_text error = {""};
	struct run run = {0};
	char directory[TEXT_SIZE];
	int status = EXIT_FAILURE;
	bool ran;

	if (args->journal != NULL) {
		args->run.with_static = false;
		args->run.journal = &args->port;
		if (!hooks->journal_open(args->journal, &args->port, &error))
			return fail(&error);
	}
	ran = run_scenario(scenario, &args->run, &run, &error);
	run.command_line = command_line;
	run.csv = args->csv;
	ran = close_journal(args, hooks, ran, &error) && ran;
	(void)snprintf(directory, sizeof directory, "runs/%s-%llu",
		       scenario->name, (unsigned long long)scenario->seed);
	if (args->out != NULL)
		(void)snprintf(directory, sizeof directory, "%s", args->out);
	if (!ran ||
	    !run_directory_write(&run, directory, hooks->is_run, &error))
		status = fail(&error);
	else
		status = args->json ? print_json(&run)
				    : hooks->report(directory, args->language);
	run_release(&run);
	return status;
}

static bool is_overridden(const struct arguments *args, const char *key)
{
	for (uint32_t i = 0; i < args->options.override_count; i++)
		if (strcmp(args->overrides.list[i].key, key) == 0)
			return true;
	return false;
}

/* Load the scenario.  Sessions of one's own often have other dates: when none
 * of them lies in the scenario's run, and its window is not set too, the window
 * follows from them.  They are read once. */
static bool load(struct arguments *args, struct scenario *scenario,
		 struct trace *sessions, struct error_text *error)
{
	bool found;

	if (!scenario_load(args->scenario, &args->options, scenario, error))
		return false;
	if (args->options.sessions == NULL || is_overridden(args, "window") ||
	    is_overridden(args, "window.from") ||
	    is_overridden(args, "window.to"))
		return true;
	found = recorded_read(scenario, sessions, error);
	args->run.sessions = sessions;
	if (found && recorded_in_window(sessions, scenario))
		return true;
	found = found && recorded_window(sessions, scenario->workload.path,
					 is_overridden(args, "window.warm_up")
					     ? scenario->warm_up_us
					     : 0,
					 &args->window, error);
	scenario_release(scenario);
	args->options.window = &args->window;
	if (found &&
	    scenario_load(args->scenario, &args->options, scenario, error))
		return true;
	trace_release(sessions);
	return false;
}

int cmd_sim(int argc, char **argv, const struct sim_hooks *hooks)
{
	struct arguments args = {0};
	struct scenario scenario;
	struct trace sessions = {0};
	struct error_text error = {""};
	struct sigaction action = {.sa_handler = on_signal};
	char command_line[TEXT_SIZE], wrong[LANGUAGE_WORDS];
	int status;

	join(argc, argv, command_line, sizeof command_line);
	status = parse(argc, argv, &args);
	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return 0;
	}
	if (hooks->language_error(args.language, wrong) != NULL)
		return usage(wrong);
	args.options.data_dir = data_directory();
	if (!load(&args, &scenario, &sessions, &error))
		return fail(&error);
	if (args.journal != NULL && scenario.replications != 1) {
		status = usage("--journal needs --replications 1");
		goto out;
	}
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
	args.run.stop = &stop_requested;
	args.run.progress = isatty(STDERR_FILENO) != 0;
	status = run_and_write(&scenario, &args, hooks, command_line);
out:
	trace_release(&sessions);
	scenario_release(&scenario);
	return status;
}
