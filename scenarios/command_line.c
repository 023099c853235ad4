#include "scenarios/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/generate_plan.h"
#include "scenarios/scenario.h"
#include "traces/commands.h"

#define EXIT_USAGE 2

static const char help[] =
    "Usage: conductor check FILE...\n"
    "Check scenarios, price books, catalogues (.json), sessions and\n"
    "counts (.csv, .csv.gz, .csv.zst).  Prints one line for the first fault of "
    "a file.\n"
    "\n"
    "Example:\n"
    "  conductor check my-friday.json sessions.csv\n";

const char *scenarios_directory(void)
{
	const char *chosen = getenv("CONDUCTOR_DATA");

	if (chosen != NULL)
		return chosen;
	return access(CONDUCTOR_INSTALLED_DATA "/friday-night.json", R_OK) == 0
		   ? CONDUCTOR_INSTALLED_DATA
		   : CONDUCTOR_SOURCE_DATA;
}

bool scenarios_load_model(const char *path, struct generate_plan *out,
			  struct error_text *error)
{
	const struct scenario_options options = {
	    .data_dir = scenarios_directory(),
	};

	return generate_plan_load(path, &options, out, error);
}

static bool is_table(const char *path)
{
	return strstr(path, ".csv") != NULL || strcmp(path, "-") == 0;
}

static bool check_json(const char *path, struct error_text *error)
{
	const struct scenario_options options = {
	    .data_dir = scenarios_directory(),
	};

	if (!scenario_check_file(path, &options, error))
		return false;
	(void)printf("%s: good\n", path);
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
