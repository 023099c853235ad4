#include "scenarios/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/data_directory.h"
#include "scenarios/generate_plan.h"
#include "scenarios/scenario.h"
#include "traces/commands.h"
#include "traces/store/store.h"

#define EXIT_USAGE 2

static const char help[] =
    "Usage: conductor check FILE...\n"
    "Say what each file is and that it is sound: scenarios, price books,\n"
    "catalogues, models of demand (.json), sessions, counts and calendars\n"
    "(.csv, .csv.gz, .csv.zst), trace stores (.db), or the name of a shipped\n"
    "scenario.  A scenario is read with the demand, prices and machines it\n"
    "names.  The first fault of a file is one line; the files after it are\n"
    "checked all the same.  Status 1 if any file has a fault.\n"
    "\n"
    "Example:\n"
    "  conductor check my-friday.json sessions.csv\n";

bool scenarios_load_model(const char *path, struct generate_plan *out,
			  struct error_text *error)
{
	const struct scenario_options options = {
	    .data_dir = data_directory(),
	};

	return generate_plan_load(path, &options, out, error);
}

static bool is_table(const char *path)
{
	return strstr(path, ".csv") != NULL || strcmp(path, "-") == 0 ||
	       store_is_named(path);
}

static bool check_json(const char *path, struct error_text *error)
{
	const struct scenario_options options = {
	    .data_dir = data_directory(),
	};
	struct scenario_file_facts facts;

	if (!scenario_read_file(path, &options, &facts, error))
		return false;
	(void)printf("%s: %s, sound: %s\n", path, facts.kind, facts.text);
	return true;
}

int cmd_check(int argc, char **argv)
{
	int status = EXIT_SUCCESS;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		(void)fputs(help, stdout);
		return EXIT_SUCCESS;
	}
	if (argc < 2 || (argv[1][0] == '-' && argv[1][1] != '\0')) {
		(void)fputs("conductor: check: at least one file is needed; "
			    "see `conductor check --help`\n",
			    stderr);
		return EXIT_USAGE;
	}
	for (int i = 1; i < argc; i++) {
		struct error_text error = {""};

		if (is_table(argv[i]) ? traces_check_table(argv[i], &error)
				      : check_json(argv[i], &error))
			continue;
		(void)fprintf(stderr, "conductor: %s\n", error.text);
		status = EXIT_FAILURE;
	}
	return status;
}
