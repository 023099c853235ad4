#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "reports/command_line.h"
#include "reports/why.h"

#define EXIT_USAGE 2
#define PATH_SIZE 4352

static const char help[] =
    "Usage: conductor why RUN_DIR|JOURNAL WORLD|NODE [TIME] [OPTION]\n"
    "Tell what was decided about a world or a node, by which rule, from what,\n"
    "against what, and what it costs; and where the time of a start went.\n"
    "\n"
    "WORLD is its name, or its number if it is a journal; NODE is 12 or "
    "node-12.\n"
    "TIME is on the clock of the run: 20:17, 20:17:03, 2024-11-08T20:17; or "
    "RFC\n"
    "3339 or epoch seconds.  Of a world it tells the start that was under way\n"
    "then, or the last one before, until it was over; of a node what was "
    "decided\n"
    "last before it and in the ten minutes after it.\n"
    "\n"
    "      --lang en|de       language of the sentences (default: en)\n"
    "      --json             the same as JSON, with every input of a "
    "decision\n"
    "      --help             this text\n"
    "\n"
    "Example:\n"
    "  conductor sim friday-night\n"
    "  conductor why runs/friday-night-1 w01106 20:17\n"
    "\n"
    "Runs keep their decisions up to 10000 starts in the window, larger ones\n"
    "with `conductor sim --why=NAME`.\n";

struct arguments {
	struct why_question question;
	bool json, help;
};

static int usage(const char *what)
{
	(void)fprintf(stderr,
		      "conductor: why: %s; see `conductor why --help`\n", what);
	return EXIT_USAGE;
}

static int parse(int argc, char **argv, struct arguments *args)
{
	static const struct option options[] = {
	    {"lang", required_argument, NULL, 'l'},
	    {"json", no_argument, NULL, 'j'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	char unknown[LANGUAGE_ERROR_SIZE];
	int option;

	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'l':
			if (!language_named(optarg, &args->question.language))
				return usage(language_error(optarg, unknown));
			break;
		case 'j':
			args->json = true;
			break;
		case 'h':
			args->help = true;
			return 0;
		default:
			return usage("unknown option or missing value");
		}
	}
	if (argc - optind < 2 || argc - optind > 3)
		return usage("a run or journal, a world or node, and perhaps "
			     "a time are needed");
	args->question.path = argv[optind];
	args->question.subject = argv[optind + 1];
	args->question.time = argv[optind + 2]; /* NULL at the end */
	return 0;
}

static bool open_run(const char *directory, sqlite3 **out,
		     struct error_text *error)
{
	char path[PATH_SIZE];

	(void)snprintf(path, sizeof path, "%s/run.db", directory);
	if (sqlite3_open_v2(path, out, SQLITE_OPEN_READONLY, NULL) ==
		SQLITE_OK &&
	    sqlite3_exec(*out, "SELECT 1 FROM meta, starts, nodes LIMIT 1",
			 NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return error_set(error, "%s: is no run.db of a run (%s)", path,
			 sqlite3_errmsg(*out));
}

static bool open_tables(const char *path, const struct why_hooks *hooks,
			sqlite3 **out, struct error_text *error)
{
	struct stat facts;

	if (stat(path, &facts) != 0)
		return error_set(error,
				 "%s: there is no such run directory and no "
				 "such journal; `conductor sim` makes them",
				 path);
	return S_ISDIR(facts.st_mode) ? open_run(path, out, error)
				      : hooks->replay(path, out, error);
}

int cmd_why(int argc, char **argv, const struct why_hooks *hooks)
{
	struct arguments args = {0};
	struct error_text error = {""};
	struct why why;
	sqlite3 *db = NULL;
	int status = parse(argc, argv, &args);
	bool good;

	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return 0;
	}
	good = open_tables(args.question.path, hooks, &db, &error);
	args.question.db = db;
	good = good && why_find(&args.question, &why, &error) &&
	       (args.json ? why_print_json(&why, stdout, &error)
			  : why_print(&why, stdout, &error));
	if (!good)
		(void)fprintf(stderr, "conductor: %s\n", error.text);
	(void)sqlite3_close(db);
	return good ? 0 : EXIT_FAILURE;
}
