#include <stdio.h>
#include <sys/stat.h>

#include "reports/command_line.h"
#include "reports/why.h"
#include "traces/base/cli.h"
#include "traces/base/sqlite_file.h"

#define PATH_SIZE 4352

static const struct cli_command why_command = {
    .name = "why",
    .usage = "RUN_DIR|JOURNAL WORLD|NODE [TIME] [OPTION]...",
    .about =
	"Explain the decisions about a world or a node: the rule, its inputs, "
	"the rejected alternatives and the cost; and where the time of a start "
	"went.\n\nWORLD is a name, or a number if a journal is given; NODE is "
	"12 or node-12. TIME is on the clock of the run: "
	"20:17, 20:17:03, 2024-11-08T20:17; or RFC 3339 or epoch seconds. "
	" For a world, TIME selects the start that was under way then, or the "
	"last one before; for a node, the last decision before TIME and those "
	"of the ten minutes after it.",
    .notes = "Runs with up to 10000 starts in the window keep their decisions; "
	     "larger ones need `conductor sim --why=NAME`.",
    .example = "  conductor sim friday-night\n"
	       "  conductor why runs/friday-night-1 w01155 19:35\n",
    .least = 2,
    .most = 3,
    .needs = "a run or journal, a world or node, and perhaps a time are "
	     "needed",
};

struct why_arguments {
	struct why_question question;
	bool json;
};

static bool read_why_arguments(int argc, char **argv,
			       struct why_arguments *args, int *status)
{
	const struct cli_option options[] = {
	    {CLI_ROW_LANG(&args->question.language,
			  "language of the sentences (default: en)")},
	    {CLI_ROW_FLAG("json", &args->json,
			  "print JSON, with every input of a decision")},
	};
	struct cli_words words = {argc, argv};

	if (!cli_read(&why_command, CLI_ROWS(options), &words, status))
		return false;
	args->question.path = words.word[0];
	args->question.subject = words.word[1];
	args->question.time = words.word[2]; /* NULL at the end */
	return true;
}

static bool open_run(const char *directory, sqlite3 **out,
		     struct error_text *error)
{
	char path[PATH_SIZE];

	(void)snprintf(path, sizeof path, "%s/run.db", directory);
	if (sqlite_file_open(path, out, error) == SQLITE_OK &&
	    sqlite3_exec(*out, "SELECT 1 FROM meta, starts, nodes LIMIT 1",
			 NULL, NULL, NULL) == SQLITE_OK)
		return true;
	(void)sqlite_file_unread(path, error);
	if ((sqlite3_errcode(*out) & 0xff) == SQLITE_IOERR)
		return error_set(error, "%s: cannot be read: %s", path,
				 sqlite3_errmsg(*out));
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
	struct why_arguments args = {0};
	struct error_text error = {""};
	struct why why;
	sqlite3 *db = NULL;
	int status;
	bool good;

	if (!read_why_arguments(argc, argv, &args, &status))
		return status;
	good = open_tables(args.question.path, hooks, &db, &error);
	args.question.db = db;
	good = good && why_find(&args.question, &why, &error) &&
	       (args.json ? why_print_json(&why, stdout, &error)
			  : why_print(&why, stdout, &error));
	(void)sqlite3_close(db);
	return good ? 0 : cli_failed(&error);
}
