#include "log_archive.h"

#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "log_names.h"
#include "log_scan.h"
#include "log_server.h"
#include "traces/base/array.h"
#include "traces/base/aside.h"

/* A log of its owner's name, until all of the archive is seen. */
struct candidate {
	struct log_file file;
	char *folder; /* that it is in */
	char *name;   /* there */
};

struct reading {
	const char *path;
	struct log_servers *out;
	struct candidate *candidates;
	size_t count, capacity;
	void *with_logs; /* folders of logs that servers named (tsearch) */
	struct error_text *error;
};

static bool no_memory(struct error_text *error)
{
	return error_set(error, "out of memory");
}

/* --- the spool ------------------------------------------------------------ */

static bool cannot_spool(struct error_text *error)
{
	return error_set(error,
			 "the temporary file for logs cannot be written (%s); "
			 "make room in $TMPDIR or /tmp",
			 strerror(errno));
}

static bool spool_bytes(struct log_servers *out, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t put =
		    pwrite(out->spool, bytes, size, (off_t)out->spool_size);

		if (put < 0 && errno != EINTR)
			return false;
		if (put < 0)
			continue;
		bytes += put;
		size -= (size_t)put;
		out->spool_size += put;
	}
	return true;
}

/* A file of an archive to the end of the spool. */
static bool spool_file(struct log_servers *out, struct unpack *unpack,
		       struct log_file *file, struct error_text *error)
{
	char bytes[16384];
	size_t got;

	if (!out->has_spool) {
		out->spool = aside_nameless();
		if (out->spool < 0)
			return cannot_spool(error);
		out->has_spool = true;
	}
	file->spooled = true;
	file->spool = out->spool;
	file->from = out->spool_size;
	do {
		if (!unpack_read(unpack, bytes, sizeof bytes, &got, error))
			return false;
		if (!spool_bytes(out, bytes, got))
			return cannot_spool(error);
	} while (got > 0);
	file->size = out->spool_size - file->from;
	return true;
}

/* The last file of the spool is no log. */
static void unspool_file(struct log_servers *out, const struct log_file *file)
{
	out->spool_size = file->from;
	/* what is left behind would only take room */
	if (ftruncate(out->spool, (off_t)file->from) != 0)
		errno = 0;
}

/* --- folders in it -------------------------------------------------------- */

/* "../" leads nowhere: what is in an archive stays in it. */
static void clean_inside(char *path)
{
	char *to = path, *part, *rest = NULL;

	for (part = strtok_r(path, "/", &rest); part != NULL;
	     part = strtok_r(NULL, "/", &rest)) {
		size_t size = strlen(part);

		if (strcmp(part, ".") == 0 || strcmp(part, "..") == 0)
			continue;
		memmove(to, part, size);
		to += size;
		*to++ = '/';
	}
	*to = '\0';
}

/* An archive is a folder called as it is without its end. */
static char *folder_in_archive(const char *path, const char *member)
{
	const char *part = log_name_last(path);
	char folder[4096], *real, *inside;
	size_t size;

	(void)snprintf(folder, sizeof folder, "%.*s%s", (int)(part - path),
		       path, part == path ? "." : "");
	real = realpath(folder, NULL);
	if (real == NULL)
		return NULL;
	size = strlen(real) + strlen(part) + strlen(member) + 4;
	inside = malloc(size);
	if (inside != NULL) {
		int begin = snprintf(inside, size, "%s/%.*s/", real,
				     (int)strcspn(part, "."), part);

		(void)snprintf(inside + begin, size - (size_t)begin, "%.*s/",
			       (int)(log_name_last(member) - member), member);
		clean_inside(inside + begin);
	}
	free(real);
	return inside;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Logs that servers named are in this folder; the one above it, if it is called
 * "logs", has none of other names either. */
static bool mark_folder(struct reading *r, const char *folder)
{
	static const char logs[] = "/logs/";
	size_t length = strlen(folder), end = sizeof logs - 1;

	for (int i = 0; i < 2; i++) {
		char *key = strndup(folder, length);
		char **at = key == NULL
				? NULL
				: (char **)tsearch(key, &r->with_logs, by_text);

		if (at == NULL || *at != key)
			free(key);
		if (at == NULL)
			return no_memory(r->error);
		if (length < end ||
		    strncmp(folder + length - end, logs, end) != 0)
			break;
		length -= end - 1;
	}
	return true;
}

/* --- its files ------------------------------------------------------------ */

static char *join_path(const char *folder, const char *name)
{
	char *path;

	return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

/* A log that its server has named. */
static bool enter_named(struct reading *r, struct log_file *file,
			const char *folder)
{
	char *server = log_server_trim(folder);
	bool good = server != NULL && mark_folder(r, folder) &&
		    log_files_enter(r->out, server, false, file);

	free(server);
	return good || no_memory(r->error);
}

static bool keep_candidate(struct reading *r, const struct log_file *file,
			   const char *folder, const char *name)
{
	struct candidate *candidate;

	if (!ARRAY_ROOM(r->candidates, r->capacity, r->count + 1))
		return no_memory(r->error);
	candidate = &r->candidates[r->count];
	*candidate = (struct candidate){
	    .file = *file, .folder = strdup(folder), .name = strdup(name)};
	if (candidate->folder == NULL || candidate->name == NULL) {
		free(candidate->folder);
		free(candidate->name);
		return no_memory(r->error);
	}
	r->count++;
	return true;
}

/* A file that may be a log of its owner's: its text tells, not its place. */
static bool look_at_other(struct reading *r, struct log_file *file,
			  const char *folder, const char *name, bool *kept)
{
	if (!log_scan_sniff_file(file)) {
		r->out->skipped_files++;
		unspool_file(r->out, file);
		return true;
	}
	*kept = keep_candidate(r, file, folder, name);
	return *kept;
}

static bool spool_member(struct reading *r, struct unpack *unpack,
			 const struct unpack_file *member,
			 const struct log_name *named)
{
	struct log_file file = {.changed_s = member->changed_s, .day = -1};
	char *folder = NULL;
	bool good, kept = false;

	if (named != NULL) {
		file.day = named->day;
		file.number = named->number;
	}
	good = spool_file(r->out, unpack, &file, r->error);
	if (good) {
		file.path = join_path(r->path, member->name);
		folder = folder_in_archive(r->path, member->name);
		good = (file.path != NULL && folder != NULL) ||
		       no_memory(r->error);
	}
	if (good && named != NULL)
		kept = good = enter_named(r, &file, folder);
	else if (good)
		good = look_at_other(r, &file, folder,
				     log_name_last(member->name), &kept);
	if (!kept)
		free(file.path);
	free(folder);
	return good;
}

static bool enter_member(struct reading *r, struct unpack *unpack,
			 const struct unpack_file *member)
{
	const char *name = log_name_last(member->name);
	struct log_name named;

	if (log_name_read(name, &named))
		return spool_member(r, unpack, member, &named);
	if (log_name_may_be_log(name) && *name != '.' &&
	    !log_name_is_archive(name))
		return spool_member(r, unpack, member, NULL);
	r->out->skipped_files++;
	if (log_name_is_archive(member->name))
		log_files_leave_out(r->out, LEFT_PACKED, member->name);
	return true;
}

/* Logs of other names are of servers that have no others. */
static bool enter_candidate(struct reading *r, struct candidate *candidate)
{
	const char *name = r->out->one_server ? NULL : candidate->name;
	char *server;
	bool good;

	if (tfind(candidate->folder, &r->with_logs, by_text) != NULL) {
		r->out->skipped_files++;
		return true;
	}
	server = log_server_own(candidate->folder, name);
	good = server != NULL &&
	       log_files_enter(r->out, server, name != NULL, &candidate->file);
	free(server);
	if (good)
		candidate->file.path = NULL;
	return good || no_memory(r->error);
}

static void release_reading(struct reading *r)
{
	for (size_t i = 0; i < r->count; i++) {
		free(r->candidates[i].file.path);
		free(r->candidates[i].folder);
		free(r->candidates[i].name);
	}
	free(r->candidates);
	tdestroy(r->with_logs, free);
}

static void say_passed(struct log_servers *out, const struct unpack *unpack)
{
	const char *first;
	uint64_t passed = unpack_passed(unpack, &first);

	if (passed == 0)
		return;
	log_files_leave_out(out, LEFT_NO_FILES, first != NULL ? first : "?");
	out->left[LEFT_NO_FILES].count += passed - 1;
}

bool log_archive_add(struct log_servers *out, const char *path,
		     struct error_text *error)
{
	struct reading r = {.path = path, .out = out, .error = error};
	struct unpack *unpack = unpack_open(path, error);
	struct unpack_file member;
	bool good = unpack != NULL;

	while (good && unpack_next(unpack, &member, error))
		good = enter_member(&r, unpack, &member);
	good = good && error->text[0] == '\0';
	if (unpack != NULL)
		say_passed(out, unpack);
	unpack_close(unpack);
	for (size_t i = 0; i < r.count && good; i++)
		good = enter_candidate(&r, &r.candidates[i]);
	release_reading(&r);
	return good;
}

/* What is packed once more cannot be looked into from here: its name has to do.
 */
static bool seems_log(struct unpack *unpack, const char *name)
{
	const char *dot = strstr(name, ".log.");
	struct log_name named;

	return log_name_read(name, &named) ||
	       (log_name_may_be_log(name) && *name != '.' &&
		((dot != NULL && log_name_ends_as_log(dot)) ||
		 log_scan_sniff_stream(unpack)));
}

bool log_archive_holds_log(const char *path)
{
	struct error_text ignored = {""};
	struct unpack *unpack = unpack_open(path, &ignored);
	struct unpack_file member;
	bool found = false;

	while (unpack != NULL && !found &&
	       unpack_next(unpack, &member, &ignored))
		found = seems_log(unpack, log_name_last(member.name));
	unpack_close(unpack);
	/* what cannot be read may hold one: who reads it as logs tells why */
	return found || ignored.text[0] != '\0';
}
