#include "log_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "traces/base/array.h"
#include "traces/base/aside.h"
#include "traces/base/times.h"

#define DEPTH_MAX 4 /* folders below the one that was named */
#define DATE_LENGTH 10

static bool is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* The end of a name after ".log": plain or packed. */
static bool ends_as_log(const char *at)
{
	static const char *const ends[] = {".log", ".log.gz", ".log.zst",
					   ".log.xz", ".log.bz2"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (strcmp(at, ends[i]) == 0)
			return true;
	return false;
}

/* By its name; what is in it is seen when it is read. */
static bool is_archive_name(const char *path)
{
	static const char *const ends[] = {".zip",    ".tar",	  ".tar.gz",
					   ".tgz",    ".tar.zst", ".tar.xz",
					   ".tar.bz2"};
	size_t length = strlen(last_part(path));

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t end = strlen(ends[i]);

		if (length > end &&
		    strcmp(last_part(path) + length - end, ends[i]) == 0)
			return true;
	}
	return false;
}

/* "latest.log", "2024-11-08-1.log.gz": what a server writes for its owner. */
static bool read_name(const char *name, struct log_file *out)
{
	char *end;

	out->day = -1;
	out->number = 0;
	if (strncmp(name, "latest", 6) == 0 && ends_as_log(name + 6))
		return true;
	if (!date_parse(name, &out->day))
		return false;
	name += DATE_LENGTH;
	if (name[0] == '-' && name[1] >= '0' && name[1] <= '9') {
		out->number = (uint32_t)strtoul(name + 1, &end, 10);
		name = end;
	}
	return ends_as_log(name);
}

static bool archive_holds_log(const char *path)
{
	struct error_text ignored = {""};
	struct unpack *unpack = unpack_open(path, &ignored);
	struct unpack_file member;
	struct log_file file;
	bool found = false;

	while (unpack != NULL && !found &&
	       unpack_next(unpack, &member, &ignored))
		found = read_name(last_part(member.name), &file);
	unpack_close(unpack);
	return found;
}

bool log_files_is_log(const char *path)
{
	const char *dot = strstr(last_part(path), ".log");

	return is_folder(path) || (dot != NULL && ends_as_log(dot)) ||
	       (is_archive_name(path) && archive_holds_log(path));
}

/* --- the lists ------------------------------------------------------------ */

static bool no_memory(struct error_text *error)
{
	return error_set(error, "out of memory");
}

/* Takes over file->path. */
static bool add_file(struct log_server *server, const struct log_file *file)
{
	if (!ARRAY_ROOM(server->files, server->capacity, server->count + 1))
		return false;
	server->files[server->count++] = *file;
	return true;
}

/* The server of this name, new if need be; NULL: no memory. */
static struct log_server *add_server(struct log_servers *out, const char *name)
{
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->servers[i].name, name) == 0)
			return &out->servers[i];

	if (!ARRAY_ROOM(out->servers, out->capacity, out->count + 1))
		return NULL;
	out->servers[out->count] = (struct log_server){.name = strdup(name)};
	if (out->servers[out->count].name == NULL)
		return NULL;
	return &out->servers[out->count++];
}

void log_files_release(struct log_servers *servers)
{
	for (size_t i = 0; i < servers->count; i++) {
		struct log_server *server = &servers->servers[i];

		for (size_t k = 0; k < server->count; k++)
			free(server->files[k].path);
		free(server->files);
		free(server->name);
	}
	free(servers->servers);
	if (servers->has_spool)
		(void)close(servers->spool);
	*servers = (struct log_servers){0};
}

/* latest.log after all others; else by date, number, name. */
static int in_order(const void *a, const void *b)
{
	const struct log_file *l = a, *r = b;
	uint64_t left = (uint64_t)l->day, right = (uint64_t)r->day;

	if (left != right) /* -1 is the largest */
		return left < right ? -1 : 1;
	if (l->number != r->number)
		return l->number < r->number ? -1 : 1;
	return strcmp(l->path, r->path);
}

/* --- folders -------------------------------------------------------------- */

/* "logs" says nothing: the folder above it is the server. */
static bool name_of_folder(const char *path, char *out, size_t size)
{
	char *real = realpath(path, NULL);
	char *slash;
	const char *name;

	if (real == NULL)
		return false;
	slash = strrchr(real, '/');
	if (slash != NULL && slash != real && strcmp(slash + 1, "logs") == 0) {
		*slash = '\0';
		slash = strrchr(real, '/');
	}
	name = slash != NULL && slash[1] != '\0' ? slash + 1 : "world";
	(void)snprintf(out, size, "%s", name);
	free(real);
	return true;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static char *join_path(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = malloc(size);

	if (path != NULL)
		(void)snprintf(path, size, "%s/%s", folder, name);
	return path;
}

/* A log of this folder: into its server, which the first one creates. */
static bool enter_log(const char *folder, struct log_file *file,
		      struct log_servers *out, struct log_server **server)
{
	char name[256];

	if (*server == NULL) {
		if (!name_of_folder(folder, name, sizeof name))
			return false;
		*server = add_server(out, name);
	}
	return *server != NULL && add_file(*server, file);
}

static bool find_in(const char *folder, int depth, struct log_servers *out,
		    struct error_text *error);

/* The folder's own logs first: folders below may move the list of servers. */
static bool find_entries(const char *folder, int depth, struct dirent **entries,
			 int count, struct log_servers *out,
			 struct error_text *error)
{
	struct log_server *server = NULL;

	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < count; i++) {
			char *path = join_path(folder, entries[i]->d_name);
			struct log_file file = {.path = path};
			bool below = path != NULL && is_folder(path);
			bool good = path != NULL;

			if (good && pass == 0 && !below &&
			    read_name(entries[i]->d_name, &file)) {
				good = enter_log(folder, &file, out, &server);
				path = good ? NULL : path;
			} else if (good && pass == 0 && !below) {
				out->skipped_files++;
			} else if (good && pass == 1 && below &&
				   depth < DEPTH_MAX) {
				good = find_in(path, depth + 1, out, error);
			}
			free(path);
			if (!good)
				return no_memory(error);
		}
	}
	return true;
}

static bool find_in(const char *folder, int depth, struct log_servers *out,
		    struct error_text *error)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_visible, alphasort);
	bool good;

	if (count < 0)
		return error_set(error,
				 "%s: cannot be read; give the path of a "
				 "folder that exists",
				 folder);
	good = find_entries(folder, depth, entries, count, out, error);
	for (int i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
	return good;
}

/* --- archives ------------------------------------------------------------- */

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
		ssize_t put = write(out->spool, bytes, size);

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

/* "survival/logs/latest.log": survival; without a folder that says something,
 * as the archive is called; and if that is logs.zip, the folder it is in. */
static void name_in_archive(const char *path, const char *member, char *out,
			    size_t size)
{
	const char *part = last_part(path), *end = last_part(member);
	char folder[4096];

	while (end > member) {
		const char *begin = end - 1; /* at its slash */

		while (begin > member && begin[-1] != '/')
			begin--;
		(void)snprintf(out, size, "%.*s", (int)(end - 1 - begin),
			       begin);
		if (*out != '\0' && strcmp(out, "logs") != 0 &&
		    strcmp(out, ".") != 0)
			return;
		end = begin;
	}
	(void)snprintf(out, size, "%.*s", (int)strcspn(part, "."), part);
	if (strcmp(out, "logs") != 0)
		return;
	(void)snprintf(folder, sizeof folder, "%.*s%s", (int)(part - path),
		       path, part == path ? "." : "");
	(void)name_of_folder(folder, out, size);
}

static bool enter_member(const char *path, struct unpack *unpack,
			 const struct unpack_file *member,
			 struct log_servers *out, struct error_text *error)
{
	struct log_file file = {.changed_s = member->changed_s};
	struct log_server *server;
	char name[256];

	if (!read_name(last_part(member->name), &file)) {
		out->skipped_files++;
		return true;
	}
	if (!spool_file(out, unpack, &file, error))
		return false;
	name_in_archive(path, member->name, name, sizeof name);
	server = add_server(out, name);
	file.path = join_path(path, member->name);
	if (server != NULL && file.path != NULL && add_file(server, &file))
		return true;
	free(file.path);
	return no_memory(error);
}

static bool find_in_archive(const char *path, struct log_servers *out,
			    struct error_text *error)
{
	struct unpack *unpack = unpack_open(path, error);
	struct unpack_file member;
	bool good = unpack != NULL;

	while (good && unpack_next(unpack, &member, error))
		good = enter_member(path, unpack, &member, out, error);
	unpack_close(unpack);
	return good && error->text[0] == '\0';
}

struct unpack *log_file_open(const struct log_file *file,
			     struct error_text *error)
{
	return file->spooled ? unpack_part(file->path, file->spool, file->from,
					   file->size, error)
			     : unpack_open(file->path, error);
}

bool log_file_changed_s(const struct log_file *file, int64_t *changed_s)
{
	struct stat about;

	if (file->spooled) {
		*changed_s = file->changed_s;
		return file->changed_s >= 0;
	}
	if (strcmp(file->path, "-") == 0 || stat(file->path, &about) != 0)
		return false; /* opening it will say why */
	*changed_s = about.st_mtime;
	return true;
}

/* --- single files --------------------------------------------------------- */

/* A single log: the folder it is in is the server. */
static bool find_one(const char *path, struct log_servers *out,
		     struct error_text *error)
{
	const char *part = last_part(path);
	struct log_file file = {.path = strdup(path)};
	struct log_server *server;
	char folder[4096], name[256] = "world";

	(void)read_name(part, &file);
	(void)snprintf(folder, sizeof folder, "%.*s%s", (int)(part - path),
		       path, part == path ? "." : "");
	if (strcmp(path, "-") != 0 &&
	    !name_of_folder(folder, name, sizeof name)) {
		free(file.path);
		return error_set(error,
				 "%s: cannot be read; give the path of a file "
				 "that exists",
				 path);
	}
	server = add_server(out, name);
	if (file.path != NULL && server != NULL && add_file(server, &file))
		return true;
	free(file.path);
	return no_memory(error);
}

bool log_files_add(struct log_servers *servers, const char *path,
		   struct error_text *error)
{
	size_t before = servers->count;

	if (is_archive_name(path))
		return find_in_archive(path, servers, error);
	if (!is_folder(path))
		return find_one(path, servers, error);
	if (!find_in(path, 0, servers, error))
		return false;
	return servers->count > before ||
	       error_set(error,
			 "%s: no log is in this folder; logs are called "
			 "latest.log or 2024-11-08-1.log.gz",
			 path);
}

void log_files_sort(struct log_servers *servers)
{
	for (size_t i = 0; i < servers->count; i++)
		qsort(servers->servers[i].files, servers->servers[i].count,
		      sizeof *servers->servers[i].files, in_order);
}
