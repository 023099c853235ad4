#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_line.h"
#include "data_directory.h"
#include "scenario.h"
#include "shipped.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"

static const struct cli_command scenarios_command = {
    .name = "scenarios",
    .usage = "[OPTION]...",
    .about =
	"List the included scenarios: the name for `conductor sim`, and the "
	"title.  Each file begins with comments that state its question.",
    .example = "  conductor scenarios\n",
    .least = 0,
    .most = 0,
    .needs = "takes no argument",
};

static bool load(const char *name, struct scenario *scenario)
{
	const struct scenario_options options = {
	    .data_dir = data_directory(),
	};
	struct error_text error = {""};

	if (scenario_load(name, &options, scenario, &error))
		return true;
	(void)cli_failed(&error);
	return false;
}

/* One line, or one element of a list. */
static void show(const char *name, const struct scenario *scenario, cJSON *list)
{
	cJSON *item;

	if (list == NULL) {
		(void)printf("%-18s %s\n", name, scenario->title);
		return;
	}
	item = cJSON_CreateObject();
	(void)cJSON_AddStringToObject(item, "name", name);
	(void)cJSON_AddStringToObject(item, "title", scenario->title);
	(void)cJSON_AddStringToObject(item, "file", scenario->path);
	(void)cJSON_AddItemToArray(list, item);
}

int cmd_scenarios(int argc, char **argv)
{
	bool json = false;
	const struct cli_option options[] = {
	    {CLI_ROW_FLAG("json", &json,
			  "print JSON: name, title and file of each")},
	};
	struct cli_words words = {argc, argv};
	struct error_text error = {""};
	struct shipped shipped;
	struct scenario scenario;
	cJSON *list;
	int status;

	if (!cli_read(&scenarios_command, CLI_ROWS(options), &words, &status))
		return status;
	if (!shipped_list(data_directory(), &shipped)) {
		(void)error_set(&error,
				"%s: cannot be read; set CONDUCTOR_DATA to the "
				"directory of the shipped scenarios",
				data_directory());
		return cli_failed(&error);
	}
	list = json ? cJSON_CreateArray() : NULL;
	for (size_t i = 0; i < shipped.count; i++) {
		if (!load(shipped.names[i], &scenario)) {
			status = EXIT_FAILURE;
			continue;
		}
		show(shipped.names[i], &scenario, list);
		scenario_release(&scenario);
	}
	shipped_release(&shipped);
	if (json)
		json_out(list);
	return status;
}
