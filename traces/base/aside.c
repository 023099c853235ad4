#include "aside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "whole.h"

#define NAMES_MAX 1000
#define OPEN_MAX_AT_ONCE 8

/* The temporary files that are there; more are not remembered. */
static char *volatile unfinished[OPEN_MAX_AT_ONCE];

static void exchange(const char *from, char *to)
{
	for (size_t i = 0; i < OPEN_MAX_AT_ONCE; i++)
		if (unfinished[i] == from) {
			unfinished[i] = to;
			return;
		}
}

void aside_abandon(void)
{
	for (size_t i = 0; i < OPEN_MAX_AT_ONCE; i++)
		if (unfinished[i] != NULL)
			(void)unlink(unfinished[i]);
}

static bool cannot_write(const char *path, int why, struct error_text *error)
{
	if (why == ENOENT || why == ENOTDIR)
		return error_set(error,
				 "%s: cannot be written; give the path of a "
				 "file in a folder that exists",
				 path);
	return error_set(error, "%s: cannot be written: %s", path,
			 strerror(why));
}

/* What `to` is, and whether that may be written to. */
static bool find_target(const struct out_file *to, struct out_target *target,
			struct error_text *error)
{
	size_t size = strlen(to->path);

	if (!out_target_find(to->path, target, error))
		return false;
	if (target->kind == OUT_FOLDER ||
	    (target->kind == OUT_FRESH && to->path[size - 1] == '/'))
		return error_set(error,
				 "%s: cannot be written; give the path of a "
				 "file, not of a folder",
				 to->path);
	if (target->kind == OUT_REGULAR && !to->force)
		return error_set(error,
				 "%s: exists already; name a new file, or "
				 "replace it with --force",
				 to->path);
	return true;
}

/* Beside the target, under a short name of its own. */
static bool create_temporary(struct aside *aside,
			     const struct out_target *target,
			     struct error_text *error)
{
	const char *slash = strrchr(target->path, '/');
	int folder = slash != NULL ? (int)(slash + 1 - target->path) : 0;
	size_t size = (size_t)folder + 64;
	char *temporary;

	aside->fresh = target->kind == OUT_FRESH;
	aside->target = strdup(target->path);
	/* nothing to take away before it has a name */
	temporary = aside->target != NULL ? malloc(size) : NULL;
	if (temporary == NULL)
		return error_set(error, "%s: out of memory", aside->path);
	aside->temporary = temporary;
	for (unsigned i = 0; i < NAMES_MAX && aside->file < 0; i++) {
		(void)snprintf(aside->temporary, size,
			       "%.*s" ASIDE_PREFIX "%ld-%u", folder,
			       target->path, (long)getpid(), i);
		aside->file =
		    open(aside->temporary,
			 O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (aside->file < 0 && errno != EEXIST)
			break;
	}
	if (aside->file < 0) {
		int why = errno;

		free(aside->temporary); /* it is not ours */
		aside->temporary = NULL;
		return cannot_write(aside->path, why, error);
	}
	exchange(NULL, aside->temporary);
	/* who may read what is replaced is not for us to change */
	if (!aside->fresh)
		(void)fchmod(aside->file, target->mode & 0777);
	return true;
}

static bool open_aside(struct aside *aside, const struct out_file *to,
		       struct error_text *error)
{
	struct out_target target;

	*aside = (struct aside){.path = strdup(to->path), .file = -1};
	if (aside->path == NULL)
		return error_set(error, "%s: out of memory", to->path);
	if (!find_target(to, &target, error))
		return false;
	if (target.kind == OUT_FRESH || target.kind == OUT_REGULAR)
		return create_temporary(aside, &target, error);
	aside->file = target.kind == OUT_STREAM
			  ? fcntl(target.stream, F_DUPFD_CLOEXEC, 0)
			  : open(target.path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	return aside->file >= 0 || cannot_write(to->path, errno, error);
}

bool aside_open(struct aside *aside, const struct out_file *to,
		struct error_text *error)
{
	bool good = open_aside(aside, to, error);

	if (!good)
		aside_release(aside);
	return good;
}

bool aside_check(const struct out_file *to, struct error_text *error)
{
	struct out_target target;
	struct aside aside;
	bool good;

	if (!find_target(to, &target, error))
		return false;
	if (target.kind != OUT_FRESH && target.kind != OUT_REGULAR)
		return true;
	good = aside_open(&aside, to, error);
	if (good)
		aside_release(&aside);
	return good;
}

int aside_descriptor(struct aside *aside)
{
	int file = aside->file;

	aside->file = -1;
	return file;
}

FILE *aside_stream(struct aside *aside)
{
	FILE *stream = fdopen(aside->file, "wb");

	if (stream != NULL)
		aside->file = -1;
	return stream;
}

const char *aside_name(struct aside *aside, struct error_text *error)
{
	(void)close(aside_descriptor(aside));
	if (aside->target == NULL)
		(void)error_set(error,
				"%s: is no file; a store (.db) needs one of "
				"its own",
				aside->path);
	return aside->target != NULL ? aside->temporary : NULL;
}

/* Onto nothing, if nothing was there: who has come meanwhile stays.  Not every
 * file system can promise that. */
static bool put_in_place(const struct aside *aside)
{
	struct stat ignored;

	if (!aside->fresh)
		return rename(aside->temporary, aside->target) == 0;
	if (renameat2(AT_FDCWD, aside->temporary, AT_FDCWD, aside->target,
		      RENAME_NOREPLACE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	errno = EEXIST;
	return lstat(aside->target, &ignored) != 0 &&
	       rename(aside->temporary, aside->target) == 0;
}

bool aside_finish(struct aside *aside, struct error_text *error)
{
	if (aside->target == NULL)
		return true;
	if (!answer_is_whole(error))
		return false;
	if (!put_in_place(aside))
		return errno == EEXIST
			   ? error_set(error,
				       "%s: has been written by another "
				       "program meanwhile; name a new file",
				       aside->path)
			   : cannot_write(aside->path, errno, error);
	exchange(aside->temporary, NULL);
	free(aside->temporary);
	aside->temporary = NULL;
	return true;
}

bool aside_finish_stream(struct aside *aside, FILE *stream,
			 struct error_text *error)
{
	bool good = stream != NULL && ferror(stream) == 0;

	if (stream != NULL && fclose(stream) != 0)
		good = false;
	return good ? aside_finish(aside, error)
		    : error_set(error,
				"%s: cannot be written; is the disk full?",
				aside->path);
}

void aside_release(struct aside *aside)
{
	if (aside->path != NULL && aside->file >= 0)
		(void)close(aside->file);
	if (aside->temporary != NULL) {
		(void)unlink(aside->temporary);
		exchange(aside->temporary, NULL);
	}
	free(aside->temporary);
	free(aside->target);
	free(aside->path);
	*aside = (struct aside){.file = -1};
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
