#include "scenarios/data_directory.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* From the directory of the program; the build system knows them. */
static const char *const places[] = {CONDUCTOR_INSTALLED_DATA,
				     CONDUCTOR_SOURCE_DATA};
#define PLACE_COUNT (sizeof places / sizeof places[0])

/* The directory of the program that runs, with a slash at the end. */
static bool program_directory(char *out, size_t size)
{
	ssize_t length = readlink("/proc/self/exe", out, size - 1);
	char *slash;

	if (length <= 0)
		return false;
	out[length] = '\0';
	slash = strrchr(out, '/');
	if (slash == NULL)
		return false;
	slash[1] = '\0';
	return true;
}

const char *data_directory(void)
{
	static char found[PATH_MAX];
	const char *chosen = getenv("CONDUCTOR_DATA");
	char program[PATH_MAX], place[2 * PATH_MAX];

	if (chosen != NULL)
		return chosen;
	if (!program_directory(program, sizeof program))
		program[0] = '\0';
	for (size_t i = 0; i < PLACE_COUNT; i++) {
		(void)snprintf(place, sizeof place, "%s%s", program, places[i]);
		if (realpath(place, found) != NULL)
			return found;
	}
	return places[0]; /* not there; error lines say where it should be */
}
