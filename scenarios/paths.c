#include "paths.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "shipped.h"
#include "traces/base/memory.h"
#include "traces/base/nearest.h"

#define PATH_BYTES 4096
#define SUFFIX ".json"

static bool file_exists(const char *path)
{
	struct stat facts;

	return stat(path, &facts) == 0 && !S_ISDIR(facts.st_mode);
}

/* directory/name, NULL if too long or no such file. */
static char *existing(const char *directory, size_t size, const char *name)
{
	char path[PATH_BYTES];
	int length;

	if (size == 0)
		length = snprintf(path, sizeof path, "%s", name);
	else
		length = snprintf(path, sizeof path, "%.*s/%s", (int)size,
				  directory, name);
	if (length < 0 || length >= PATH_BYTES || !file_exists(path))
		return NULL;
	return memory_copy(path);
}

char *path_resolve(const char *name, const char *beside, const char *data_dir)
{
	const char *slash = beside ? strrchr(beside, '/') : NULL;
	size_t size = slash ? (size_t)(slash - beside) : 0;
	char *path;

	if (name[0] == '/')
		return existing("", 0, name);
	path = existing(beside, size, name);
	if (!path && data_dir)
		path = existing(data_dir, strlen(data_dir), name);
	return path;
}

/* Names the nearest of the shipped scenarios: NAME.json of the data directory.
 */
static void fail_scenario(const char *name, const char *data_dir,
			  struct error_text *error)
{
	struct shipped shipped = {NULL, 0};
	char bare[PATH_BYTES];
	size_t size;
	const char *nearest;

	(void)snprintf(bare, sizeof bare, "%s", name);
	size = strlen(bare);
	if (size > strlen(SUFFIX) &&
	    strcmp(bare + size - strlen(SUFFIX), SUFFIX) == 0)
		bare[size - strlen(SUFFIX)] = '\0';
	if (data_dir)
		(void)shipped_list(data_dir, &shipped);
	nearest = nearest_word(bare, (const char *const *)shipped.names,
			       shipped.count);
	if (nearest)
		(void)error_set(
		    error, "%.200s: no such scenario; nearest is \"%.64s\"",
		    name, nearest);
	else
		(void)error_set(error,
				"%.200s: no such scenario; give a file, or a "
				"name from %.200s",
				name,
				data_dir ? data_dir : "the data directory");
	shipped_release(&shipped);
}

char *path_of_scenario(const char *name, const char *data_dir,
		       struct error_text *error)
{
	char with_suffix[PATH_BYTES];
	char *path = existing("", 0, name);

	(void)snprintf(with_suffix, sizeof with_suffix, "%.1000s.json", name);
	if (!path && data_dir && !strchr(name, '/'))
		path = existing(data_dir, strlen(data_dir), with_suffix);
	if (!path && file_exists(with_suffix))
		(void)error_set(error,
				"%.200s: no such scenario; the file is "
				"\"%.200s\"",
				name, with_suffix);
	else if (!path)
		fail_scenario(name, data_dir, error);
	return path;
}
