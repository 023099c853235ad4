/*
 * conductor.c - the front door: one binary, subcommands, nothing else.
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/engine.h"
#include "live/command_line.h"
#include "live/journal.h"
#include "live/why.h"
#include "reports/command_line.h"
#include "reports/differences.h"
#include "reports/list.h"
#include "reports/plan.h"
#include "reports/quote.h"
#include "reports/sweep.h"
#include "scenarios/command_line.h"
#include "scenarios/words.h"
#include "sim/command_line.h"
#include "sim/compare_command.h"
#include "sim/plan_command.h"
#include "sim/quote_command.h"
#include "sim/run.h"
#include "sim/sweep_command.h"
#include "traces/base/aside.h"
#include "traces/base/cli_complete.h"
#include "traces/base/memory.h"
#include "traces/base/sqlite_file.h"
#include "traces/base/streams.h"
#include "traces/base/version.h"
#include "traces/base/whole.h"
#include "traces/commands.h"

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

static int report(const char *directory, enum language language, bool force)
{
	const struct report_options options = {.language = language,
					       .force = force};

	return report_run(directory, &options);
}

static int run_check(int argc, char **argv)
{
	return cmd_check(argc, argv, run_checks_demand);
}

static int run_sim(int argc, char **argv)
{
	const struct sim_hooks hooks = {
	    .journal_open = open_journal,
	    .journal_finish = journal_port_finish,
	    .journal_close = journal_port_close,
	    .journal_discard = journal_port_discard,
	    .report = report,
	};

	return cmd_sim(argc, argv, &hooks);
}

static int report_compared(const char *directory, enum language language,
			   bool force)
{
	return differences_report(directory, language, force, false);
}

static int run_compare(int argc, char **argv)
{
	const struct compare_hooks hooks = {.report = report_compared};

	return cmd_compare(argc, argv, &hooks);
}

static int run_sweep(int argc, char **argv)
{
	const struct sweep_hooks hooks = {.report = sweep_report};

	return cmd_sweep(argc, argv, &hooks);
}

static int report_planned(const char *directory, enum language language,
			  bool force)
{
	return plan_report(directory, language, force, false);
}

static int run_plan(int argc, char **argv)
{
	const struct plan_hooks hooks = {.report = report_planned};

	return cmd_plan(argc, argv, &hooks);
}

static int run_why(int argc, char **argv)
{
	const struct why_hooks hooks = {.replay = why_replay};

	return cmd_why(argc, argv, &hooks);
}

static int run_generate(int argc, char **argv)
{
	const struct traces_hooks hooks = {
	    .model_load = scenarios_load_model,
	};

	return traces_cmd_generate(argc, argv, &hooks);
}

static void print_quote(const cJSON *quote, enum language language)
{
	quote_print(quote, language, stdout);
}

static int run_quote(int argc, char **argv)
{
	const struct quote_hooks hooks = {
	    .print = print_quote,
	};

	return cmd_quote(argc, argv, &hooks);
}

/* Every command; their options are in tables of their own (cli.h), and help,
 * manual page and completion follow from both. */
static const struct cli_entry traces_entries[] = {
    {"import", "import logs and players' sessions as world sessions",
     traces_cmd_import, NULL},
    {"check", "check sessions and counts, line by line", traces_cmd_check,
     NULL},
    {"info", "show when, how long and how often players play", traces_cmd_info,
     NULL},
    {"fit", "fit a model of demand to sessions", traces_cmd_fit, NULL},
    {"generate", "generate sessions from a model", run_generate, NULL},
    {"export", "export sessions from a store", traces_cmd_export, NULL},
};
static const struct cli_group traces_group = {
    .name = "traces",
    CLI_ENTRIES(traces_entries),
    .more = "`conductor help traces COMMAND` shows more.\n"
	    "\n"
	    "Example:\n"
	    "  conductor traces import logs/ --zone Europe/Berlin "
	    "--ram 4GB -o sessions.csv\n",
};

static const struct cli_entry entries[] = {
    {"sim", "replay a night and report what it earned", run_sim, NULL},
    {"compare", "compare scenarios or variants on the same draws", run_compare,
     NULL},
    {"sweep", "play every combination of values; merge shards", run_sweep,
     NULL},
    {"plan", "find the cheapest fleet and rules that keep the promise",
     run_plan, NULL},
    {"init", "write a scenario of your own from sessions", cmd_init, NULL},
    {"report", "print the report of a run and rewrite its page", cmd_report,
     NULL},
    {"why", "explain the decisions about a world or a node", run_why, NULL},
    {"list", "list the customers, starts or nodes of a run", cmd_list, NULL},
    {"quote", "quote what a plan or a world costs its customer", run_quote,
     NULL},
    {"invoice", "print the invoices of a run and check their sum", cmd_invoice,
     NULL},
    {"replay", "replay a journal and verify it", cmd_replay, NULL},
    {"check", "identify files and check them", run_check, NULL},
    {"scenarios", "list the included scenarios", cmd_scenarios, NULL},
    {"machines", "list the machines that can be rented, and their prices",
     cmd_machines, NULL},
    {"schema", "print the JSON Schema or the reference of every key",
     cmd_schema, NULL},
    {"traces", "import, check, model and generate player demand", NULL,
     &traces_group},
    {"completion", "print what a shell needs to complete words", cmd_completion,
     NULL},
    {"version", "print versions of program, commit and libraries", cmd_version,
     NULL},
};
static const struct cli_group commands = {
    .name = "",
    CLI_ENTRIES(entries),
    .more = "`conductor help COMMAND` shows more, with an example; "
	    "`conductor --version`.\n"
	    "Help and errors are English; so are tables, unless --lang says "
	    "otherwise\n(LANG does not).\n"
	    "\n"
	    "Exit status: 0 done; 1 something is wrong with what was given, or "
	    "a check\nfailed; 2 the command line is not understood; 3 the "
	    "promise is broken, or a\nvariant worse, with --fail-on; 130 "
	    "interrupted.\n",
};

static int complete(int argc, char **argv)
{
	static const struct cli_kind_of_word kinds[] = {
	    {"SCENARIO", words_scenarios, true},
	    {"KEY=VALUE", words_keys, false},
	};
	static const struct cli_completion completion = {
	    .group = &commands,
	    .kinds = kinds,
	    .kind_count = sizeof kinds / sizeof *kinds,
	};

	return cli_complete(&completion, argc, argv);
}

static void write_text(const char *text)
{
	size_t length = strlen(text);

	while (length > 0) {
		ssize_t written = write(STDERR_FILENO, text, length);

		if (written <= 0)
			return;
		text += written;
		length -= (size_t)written;
	}
}

static void write_number(uint64_t number)
{
	char digits[24];
	size_t at = sizeof digits - 1;

	digits[at] = '\0';
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number != 0);
	write_text(digits + at);
}

/* A condition of the engine broke: say which and where, then die of it.  Only
 * write(2) and the record of this thread are touched. */
static void on_broken(int number)
{
	/* NOLINTNEXTLINE(bugprone-signal-handler) */
	const struct engine_broken *broken = engine_broken();

	if (broken != NULL) {
		write_text("conductor: internal error: ");
		write_text(broken->file);
		write_text(":");
		write_number((uint64_t)broken->line);
		write_text(": \"");
		write_text(broken->condition);
		write_text("\" does not hold at input ");
		write_number(broken->seq);
		write_text(", ");
		write_number((uint64_t)broken->at_us);
		write_text(" us; please report it with the journal\n");
	}
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

/* What was printed may lack something that nobody missed. */
static int end_whole(void)
{
	struct error_text error = {""};

	return answer_is_whole(&error) ? EXIT_SUCCESS : cli_failed(&error);
}

/* Interrupted: leave nothing unfinished, then die of it. */
static void on_stop(int number)
{
	/* unlink(2) and nothing else */
	/* NOLINTNEXTLINE(bugprone-signal-handler) */
	aside_abandon();
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

/* Who started us may have said that we shall not hear it. */
static void hear(int number)
{
	if (signal(number, on_stop) == SIG_IGN)
		(void)signal(number, SIG_IGN);
}

static int run_command(int argc, char **argv)
{
	char version[] = "version";
	int status;

	memory_watch();
	sqlite_file_watch();
	if (argc >= 2 && strcmp(argv[1], CLI_COMPLETE_WORD) == 0)
		return complete(argc - 2, argv + 2);
	if (argc >= 2 &&
	    (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0))
		argv[1] = version;
	status = cli_dispatch(&commands, argc, argv);
	return status == EXIT_SUCCESS ? end_whole() : status;
}

int main(int argc, char **argv)
{
	(void)signal(SIGILL, on_broken);
	(void)signal(SIGTRAP, on_broken);
	hear(SIGINT);
	hear(SIGTERM);
	hear(SIGHUP);
	streams_begin();
	return streams_end(run_command(argc, argv));
}
