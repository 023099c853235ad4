/*
 * conductor.c - the front door: one binary, subcommands, nothing else.
 */
#include <stdio.h>
#include <string.h>

#include "live/command_line.h"
#include "live/journal.h"
#include "live/why.h"
#include "reports/command_line.h"
#include "reports/list.h"
#include "reports/quote.h"
#include "reports/summary.h"
#include "scenarios/command_line.h"
#include "sim/command_line.h"
#include "sim/quote_command.h"
#include "traces/command_line.h"
#include "traces/commands.h"

#define EXIT_USAGE 2
#define SIM_COMMITS_PER_TRANSACTION 256

static bool open_journal(const char *path, struct journal_port *out,
			 struct error_text *error)
{
	/* sim's world dies with the process, so commits may be grouped */
	const struct journal_options options = {
	    .commits_per_transaction = SIM_COMMITS_PER_TRANSACTION,
	};

	return journal_port_open(path, &options, out, error);
}

static const char *wrong_language(const char *name, char *out)
{
	enum language language;

	return language_named(name, &language) ? NULL
					       : language_error(name, out);
}

static int report(const char *directory, const char *name)
{
	struct report_options options = {.language = LANGUAGE_EN};

	(void)language_named(name, &options.language);
	return report_run(directory, &options);
}

static int run_sim(int argc, char **argv)
{
	const struct sim_hooks hooks = {
	    .journal_open = open_journal,
	    .journal_close = journal_port_close,
	    .journal_discard = journal_port_discard,
	    .is_run = summary_is_run,
	    .language_error = wrong_language,
	    .report = report,
	};

	return cmd_sim(argc, argv, &hooks);
}

static int run_why(int argc, char **argv)
{
	const struct why_hooks hooks = {.replay = why_replay};

	return cmd_why(argc, argv, &hooks);
}

static int run_traces(int argc, char **argv)
{
	const struct traces_hooks hooks = {
	    .model_load = scenarios_load_model,
	};

	return cmd_traces(argc, argv, &hooks);
}

static void print_quote(const cJSON *quote, const char *name)
{
	enum language language = LANGUAGE_EN;

	(void)language_named(name, &language);
	quote_print(quote, language, stdout);
}

static int run_quote(int argc, char **argv)
{
	const struct quote_hooks hooks = {
	    .language_error = wrong_language,
	    .print = print_quote,
	};

	return cmd_quote(argc, argv, &hooks);
}

static const struct {
	const char *name, *purpose;
	int (*run)(int argc, char **argv);
} commands[] = {
    {"sim", "replay a night and report what it earned", run_sim},
    {"report", "print and write the report of a run again", cmd_report},
    {"why", "tell what was decided about a world or a node", run_why},
    {"list", "list customers, starts or nodes of a run", cmd_list},
    {"quote", "tell what a plan or a world costs its customer", run_quote},
    {"invoice", "print the invoices of a run, and that they add up",
     cmd_invoice},
    {"replay", "read a journal back and verify it", cmd_replay},
    {"check", "say what files are and whether they are sound", cmd_check},
    {"scenarios", "list the shipped scenarios", cmd_scenarios},
    {"schema", "print the JSON Schema or the reference of every key",
     cmd_schema},
    {"traces", "read, check and shape player demand", run_traces},
};
#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

static void usage(FILE *out)
{
	(void)fputs("Usage: conductor COMMAND [ARGUMENT]...\n\n", out);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		(void)fprintf(out, "  %-9s %s\n", commands[i].name,
			      commands[i].purpose);
	(void)fputs("\n`conductor COMMAND --help` tells more, with an example; "
		    "`conductor --version`.\n",
		    out);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		usage(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0) {
		usage(stdout);
		return 0;
	}
	if (strcmp(argv[1], "--version") == 0) {
		(void)puts("conductor " CONDUCTOR_VERSION);
		return 0;
	}
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	(void)fprintf(stderr,
		      "conductor: unknown command \"%s\"; see `conductor "
		      "--help`\n",
		      argv[1]);
	return EXIT_USAGE;
}
