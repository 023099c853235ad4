#include "scenarios/command_line.h"

#include <stdio.h>
#include <string.h>

#include "scenarios/data_directory.h"
#include "scenarios/generate_plan.h"
#include "scenarios/scenario.h"
#include "traces/base/cli.h"
#include "traces/commands.h"
#include "traces/store/store.h"

static const struct cli_command check_command = {
    .name = "check",
    .usage = "FILE...",
    .about =
	"Identify each file and check it: scenarios, price books, "
	"catalogues, models of demand (.json), sessions, counts and calendars "
	"(.csv, .csv.gz, .csv.zst), trace stores (.db), or an included "
	"scenario by name.  A scenario is checked together with the demand, "
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

static bool check_json(const char *path, demand_check *demand,
		       struct error_text *error)
{
	const struct scenario_options options = {
	    .data_dir = data_directory(),
	    .demand = demand,
	};
	struct scenario_file_facts facts;

	if (!scenario_read_file(path, &options, &facts, error))
		return false;
	(void)printf("%s: %s, sound: %s\n", path, facts.kind, facts.text);
	return true;
}

int cmd_check(int argc, char **argv, demand_check *demand)
{
	struct cli_words files = {argc, argv};
	int status;

	if (!cli_read(&check_command, NULL, 0, &files, &status))
		return status;
	for (int i = 0; i < files.count; i++) {
		const char *path = files.word[i];
		struct error_text error = {""};

		if (is_table(path) ? !traces_check_table(path, NULL, &error)
				   : !check_json(path, demand, &error))
			status = cli_failed(&error);
	}
	return status;
}
