#include "aside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool aside_open(struct aside *aside, const char *path, struct error_text *error)
{
	size_t size = strlen(path) + 32;
	int file;

	*aside =
	    (struct aside){.path = strdup(path), .temporary = malloc(size)};
	if (aside->path == NULL || aside->temporary == NULL) {
		free(aside->temporary);
		aside->temporary = NULL;
		return error_set(error, "%s: out of memory", path);
	}
	(void)snprintf(aside->temporary, size, "%s.%ld.part", path,
		       (long)getpid());
	file = open(aside->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
		    0666);
	if (file < 0) {
		free(aside->temporary);
		aside->temporary = NULL;
		return error_set(error,
				 "%s: cannot be written; give the path of a "
				 "file in a folder that exists",
				 path);
	}
	return close(file) == 0;
}

bool aside_finish(struct aside *aside, struct error_text *error)
{
	if (rename(aside->temporary, aside->path) != 0)
		return error_set(error,
				 "%s: cannot be written; give the path of a "
				 "file, not of a folder",
				 aside->path);
	free(aside->temporary);
	aside->temporary = NULL;
	return true;
}

void aside_release(struct aside *aside)
{
	if (aside->temporary != NULL)
		(void)unlink(aside->temporary);
	free(aside->temporary);
	free(aside->path);
	*aside = (struct aside){0};
}

int aside_nameless(void)
{
	const char *folder = getenv("TMPDIR");
	char path[4096];
	int size, file;

	size = snprintf(path, sizeof path, "%s/conductor-XXXXXX",
			folder != NULL ? folder : "/tmp");
	if (size < 0 || (size_t)size >= sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	file = mkostemp(path, O_CLOEXEC);
	if (file >= 0)
		(void)unlink(path);
	return file;
}
