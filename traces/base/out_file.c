#include "out_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "values.h"

#define LINKS_MAX 40 /* as the kernel follows */

static bool cannot_be_looked_at(const char *path, int why,
				struct error_text *error)
{
	return error_set(error, "%s: cannot be written: %s", path,
			 strerror(why));
}

/* The folder of an open descriptor's link: /proc/self/fd/1 leads to no path,
 * but to what is open.  -1: of another process; -2: no such link. */
static int stream_of(const char *path)
{
	static const char *const own[] = {"/dev/fd/", "/proc/self/fd/",
					  "/proc/thread-self/fd/"};
	uint64_t number;

	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		if (strncmp(path, own[i], strlen(own[i])) == 0 &&
		    value_whole(path + strlen(own[i]), INT_MAX, &number))
			return (int)number;
	return strncmp(path, "/proc/", 6) == 0 && strstr(path, "/fd/") != NULL
		   ? -1
		   : -2;
}

/* One link further. */
static bool follow_link(const char *given, char path[PATH_MAX],
			struct error_text *error)
{
	char to[PATH_MAX], joined[2 * PATH_MAX];
	const char *slash = strrchr(path, '/');
	ssize_t size = readlink(path, to, sizeof to - 1);
	int folder = 0;

	if (size < 0)
		return cannot_be_looked_at(given, errno, error);
	to[size] = '\0';
	if (to[0] != '/' && slash != NULL)
		folder = (int)(slash + 1 - path);
	(void)snprintf(joined, sizeof joined, "%.*s%s", folder, path, to);
	if (strlen(joined) >= PATH_MAX)
		return cannot_be_looked_at(given, ENAMETOOLONG, error);
	memcpy(path, joined, strlen(joined) + 1);
	return true;
}

static bool find_end(const char *given, struct out_target *out,
		     struct stat *facts, struct error_text *error)
{
	for (int links = 0; links <= LINKS_MAX; links++) {
		int stream = stream_of(out->path);

		if (stream >= -1) {
			out->kind = stream < 0 ? OUT_ELSEWHERE : OUT_STREAM;
			out->stream = stream;
			return true;
		}
		if (lstat(out->path, facts) != 0) {
			out->kind = OUT_FRESH;
			return errno == ENOENT ||
			       cannot_be_looked_at(given, errno, error);
		}
		if (!S_ISLNK(facts->st_mode)) {
			out->kind = S_ISREG(facts->st_mode)   ? OUT_REGULAR
				    : S_ISDIR(facts->st_mode) ? OUT_FOLDER
							      : OUT_ELSEWHERE;
			out->mode = facts->st_mode & 07777;
			return true;
		}
		if (!follow_link(given, out->path, error))
			return false;
	}
	return cannot_be_looked_at(given, ELOOP, error);
}

bool out_target_find(const char *path, struct out_target *out,
		     struct error_text *error)
{
	struct stat facts;

	*out = (struct out_target){.stream = -1};
	if (*path == '\0')
		return error_set(error,
				 "an empty path cannot be written; give the "
				 "path of a file");
	if (strlen(path) >= sizeof out->path)
		return error_set(error, "%.40s...: cannot be written: %s", path,
				 strerror(ENAMETOOLONG));
	memcpy(out->path, path, strlen(path) + 1);
	return find_end(path, out, &facts, error);
}
