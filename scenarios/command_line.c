#include "scenarios/command_line.h"

#include <stdio.h>
#include <string.h>

#include "scenarios/data_directory.h"
#include "scenarios/generate_plan.h"
#include "scenarios/run_files.h"
#include "scenarios/scenario.h"
#include "traces/base/cli.h"
#include "traces/commands.h"
#include "traces/store/store.h"

static const struct cli_command check_command = {
    .name = "check",
    .usage = "FILE... [OPTION]...",
    .about =
	"Identify each file and check it: scenarios, price books, "
	"catalogues, models of demand (.json), sessions, counts and calendars "
	"(.csv, .csv.gz, .csv.zst), trace stores (.db), or an included "
	"scenario by name; a file of a run is named as such.  A scenario is "
	"checked together with the demand, "
	"prices and machines it names.  The first error of a file is one line; "
	"the remaining files are still checked.  The exit status is 1 if any "
	"file has an error.",
    .example = "  conductor check my-friday.json sessions.csv\n",
    .least = 1,
    .most = CLI_ANY,
    .needs = "at least one file is needed",
};

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

static bool check_file(const void *context, const char *path,
		       struct file_facts *out, struct error_text *error)
{
	const struct scenario_options *options = context;

	if (run_files_tell(path, out))
		return true;
	return is_table(path) ? traces_check_table(path, NULL, out, error)
			      : scenario_read_file(path, options, out, error);
}

int cmd_check(int argc, char **argv, demand_check *demand)
{
	bool json = false;
	const struct cli_option options[] = {FILE_FACTS_JSON(&json)};
	const struct scenario_options how = {
	    .data_dir = data_directory(),
	    .demand = demand,
	};
	struct cli_words files = {argc, argv};
	int status;

	if (!cli_read(&check_command, CLI_ROWS(options), &files, &status))
		return status;
	return file_facts_tell(&files, json, check_file, &how);
}
