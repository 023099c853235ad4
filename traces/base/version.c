#include "version.h"

#include <archive.h>
#include <cjson/cJSON.h>
#include <csv.h>
#include <gsl/gsl_version.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "cli.h"
#include "json_out.h"
#include "version_commit.h"

#define NUMBER_TEXT_OF(number) #number
#define NUMBER_TEXT(number) NUMBER_TEXT_OF(number)

static const struct cli_command version_command = {
    .name = "version",
    .usage = "[OPTION]...",
    .about = "Print the version of this program, the commit that it was built "
	     "from, and the versions of the libraries that it runs with.  "
	     "--version and -V are the same.",
    .example = "  conductor version --json\n",
    .least = 0,
    .most = 0,
    .needs = "takes no argument",
};

const char *version_number(void)
{
	return CONDUCTOR_VERSION;
}

const char *version_commit(void)
{
	return CONDUCTOR_COMMIT;
}

struct library {
	const char *name, *version;
};
#define LIBRARIES_MAX 16

static const char *libarchive_version(void)
{
	const char *text = archive_version_string(); /* "libarchive 3.6.2" */
	const char *space = strrchr(text, ' ');

	return space != NULL ? space + 1 : text;
}

static size_t list_libraries(struct library libraries[LIBRARIES_MAX])
{
	const struct library all[] = {
	    {"GSL", gsl_version},
	    {"SQLite", sqlite3_libversion()},
	    {"cJSON", cJSON_Version()},
	    {"libarchive", libarchive_version()},
	    {"libcsv", NUMBER_TEXT(CSV_MAJOR) "." NUMBER_TEXT(
			   CSV_MINOR) "." NUMBER_TEXT(CSV_RELEASE)},
	    {"zstd", ZSTD_versionString()},
	    {"zlib", zlibVersion()},
	};

	_Static_assert(sizeof all / sizeof *all <= LIBRARIES_MAX,
		       "room for each");
	memcpy(libraries, all, sizeof all);
	return sizeof all / sizeof *all;
}

static void print_json(const struct library *libraries, size_t count)
{
	cJSON *root = cJSON_CreateObject();
	cJSON *list;

	(void)cJSON_AddStringToObject(root, "version", CONDUCTOR_VERSION);
	(void)cJSON_AddStringToObject(root, "commit", CONDUCTOR_COMMIT);
	list = cJSON_AddObjectToObject(root, "libraries");
	for (size_t i = 0; i < count; i++)
		(void)cJSON_AddStringToObject(list, libraries[i].name,
					      libraries[i].version);
	json_out(root);
}

int cmd_version(int argc, char **argv)
{
	bool json = false;
	const struct cli_option options[] = {
	    {CLI_ROW_FLAG("json", &json, "print JSON")},
	};
	struct cli_words words = {argc, argv};
	struct library libraries[LIBRARIES_MAX];
	size_t count = list_libraries(libraries);
	int status;

	if (!cli_read(&version_command, CLI_ROWS(options), &words, &status))
		return status;
	if (json) {
		print_json(libraries, count);
		return EXIT_SUCCESS;
	}
	(void)printf("conductor %s\ncommit %s\n", CONDUCTOR_VERSION,
		     CONDUCTOR_COMMIT);
	for (size_t i = 0; i < count; i++)
		(void)printf("%s%s %s", i > 0 ? ", " : "", libraries[i].name,
			     libraries[i].version);
	(void)putchar('\n');
	return EXIT_SUCCESS;
}
