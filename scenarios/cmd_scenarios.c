#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_line.h"
#include "data_directory.h"
#include "scenario.h"
#include "traces/base/cli.h"

#define SUFFIX ".json"

static const struct cli_command scenarios_command = {
    .name = "scenarios",
    .usage = "",
    .about =
	"List the included scenarios: the name for `conductor sim`, and the "
	"title.  Each file begins with comments that state its question.",
    .example = "  conductor scenarios\n",
    .least = 0,
    .most = 0,
    .needs = "takes no argument",
};

static int is_scenario(const struct dirent *entry)
{
	size_t size = strlen(entry->d_name);

	return size > strlen(SUFFIX) &&
	       strcmp(entry->d_name + size - strlen(SUFFIX), SUFFIX) == 0;
}

/* "friday-night" before "friday-night-raw": by the name without suffix. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	size_t size_a = strlen((*a)->d_name) - strlen(SUFFIX);
	size_t size_b = strlen((*b)->d_name) - strlen(SUFFIX);
	int order = memcmp((*a)->d_name, (*b)->d_name,
			   size_a < size_b ? size_a : size_b);

	return order ? order : size_a < size_b ? -1 : size_a > size_b;
}

static bool print_line(const char *file)
{
	const struct scenario_options options = {
	    .data_dir = data_directory(),
	};
	struct error_text error = {""};
	struct scenario scenario;
	char name[256];

	(void)snprintf(name, sizeof name, "%.*s",
		       (int)(strlen(file) - strlen(SUFFIX)), file);
	if (!scenario_load(name, &options, &scenario, &error)) {
		(void)cli_failed(&error);
		return false;
	}
	(void)printf("%-18s %s\n", name, scenario.title);
	scenario_release(&scenario);
	return true;
}

int cmd_scenarios(int argc, char **argv)
{
	struct cli_words words = {argc, argv};
	struct error_text error = {""};
	struct dirent **files;
	int count, status;

	if (!cli_read(&scenarios_command, NULL, 0, &words, &status))
		return status;
	count = scandir(data_directory(), &files, is_scenario, by_name);
	if (count < 0) {
		(void)error_set(&error,
				"%s: cannot be read; set CONDUCTOR_DATA to the "
				"directory of the shipped scenarios",
				data_directory());
		return cli_failed(&error);
	}
	for (int i = 0; i < count; i++) {
		if (!print_line(files[i]->d_name))
			status = EXIT_FAILURE;
		free(files[i]);
	}
	free(files);
	return status;
}
