#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_line.h"
#include "data_directory.h"
#include "scenario.h"

#define EXIT_USAGE 2
#define SUFFIX ".json"

static const char help[] =
    "Usage: conductor scenarios\n"
    "List the shipped scenarios: the name that `conductor sim` takes, and "
    "what\n"
    "it is.  Each file begins with a page that says what it asks.\n"
    "\n"
    "Example:\n"
    "  conductor scenarios\n";

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
		(void)fprintf(stderr, "conductor: %s\n", error.text);
		return false;
	}
	(void)printf("%-18s %s\n", name, scenario.title);
	scenario_release(&scenario);
	return true;
}

int cmd_scenarios(int argc, char **argv)
{
	struct dirent **files;
	int status = EXIT_SUCCESS;
	int count;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		(void)fputs(help, stdout);
		return EXIT_SUCCESS;
	}
	if (argc > 1) {
		(void)fputs("conductor: scenarios: takes no argument; see "
			    "`conductor scenarios --help`\n",
			    stderr);
		return EXIT_USAGE;
	}
	count = scandir(data_directory(), &files, is_scenario, by_name);
	if (count < 0) {
		(void)fprintf(stderr,
			      "conductor: %s: cannot be read; set "
			      "CONDUCTOR_DATA to the directory of the shipped "
			      "scenarios\n",
			      data_directory());
		return EXIT_FAILURE;
	}
	for (int i = 0; i < count; i++) {
		if (!print_line(files[i]->d_name))
			status = EXIT_FAILURE;
		free(files[i]);
	}
	free(files);
	return status;
}
