#include "log_files.h"

#include <dirent.h>
#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log_scan.h"
#include "log_server.h"
#include "traces/base/array.h"
#include "traces/base/aside.h"
#include "traces/base/memory.h"
#include "traces/base/times.h"

#define DEPTH_MAX 32 /* folders below the one that was named */
#define DATE_LENGTH 10

static bool is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* A pipe can be read only once, so not to see what is in it. */
static bool is_regular(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISREG(about.st_mode);
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
	static const char *const ends[] = {".zip",     ".tar",	   ".tar.gz",
					   ".tgz",     ".tar.zst", ".tar.xz",
					   ".tar.bz2", ".7z",	   ".txz"};
	size_t length = strlen(last_part(path));

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t end = strlen(ends[i]);

		if (length > end &&
		    strcmp(last_part(path) + length - end, ends[i]) == 0)
			return true;
	}
	return false;
}

/* ".log", ".log.gz", and with a number as logrotate has it: ".log.1.gz" */
static bool is_rotated_end(const char *at)
{
	size_t digits;
	char plain[16];

	if (ends_as_log(at))
		return true;
	if (strncmp(at, ".log.", 5) != 0)
		return false;
	digits = strspn(at + 5, "0123456789");
	if (digits == 0 || digits > 6 || strlen(at + 5 + digits) > 4)
		return false;
	(void)snprintf(plain, sizeof plain, ".log%s", at + 5 + digits);
	return ends_as_log(plain);
}

/* "latest.log", "server.log", "2024-11-08-1.log.gz": what a server writes for
 * its owner. */
static bool read_name(const char *name, struct log_file *out)
{
	char *end;

	out->day = -1;
	out->number = 0;
	if ((strncmp(name, "latest", 6) == 0 ||
	     strncmp(name, "server", 6) == 0) &&
	    is_rotated_end(name + 6))
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

/* May it be a log under a name of its owner's?  Then its text tells. */
static bool may_be_log(const char *name)
{
	return strncmp(name, "debug", 5) != 0 &&
	       (strstr(name, ".log") != NULL || strstr(name, ".txt") != NULL);
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

	if (is_folder(path) || (dot != NULL && ends_as_log(dot)))
		return true;
	if (is_archive_name(path) && is_regular(path))
		return archive_holds_log(path);
	return is_regular(path) && log_scan_sniff(path);
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

/* The server of this folder, new if need be; NULL: no memory. */
static struct log_server *add_server(struct log_servers *out,
				     const char *folder)
{
	struct log_server *server;

	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->servers[i].folder, folder) == 0)
			return &out->servers[i];

	if (!ARRAY_ROOM(out->servers, out->capacity, out->count + 1))
		return NULL;
	server = &out->servers[out->count];
	*server = (struct log_server){.folder = strdup(folder)};
	if (server->folder == NULL)
		return NULL;
	out->count++;
	return server;
}

void log_files_release(struct log_servers *servers)
{
	for (size_t i = 0; i < servers->count; i++) {
		struct log_server *server = &servers->servers[i];

		for (size_t k = 0; k < server->count; k++)
			free(server->files[k].path);
		free(server->files);
		free(server->folder);
		free(server->name);
	}
	for (size_t i = 0; i < LEFT_KINDS; i++)
		free(servers->left[i].first);
	free(servers->servers);
	if (servers->has_spool)
		(void)close(servers->spool);
	*servers = (struct log_servers){0};
}

/* By the day and time of the first stamp, because a number says less: some
 * servers count down, and some write to a log after they have packed it.  What
 * has no day comes last. */
static int in_order(const void *a, const void *b)
{
	const struct log_file *l = a, *r = b;
	uint64_t left = (uint64_t)l->begins, right = (uint64_t)r->begins;

	if (left != right) /* -1 is the largest */
		return left < right ? -1 : 1;
	if (l->begins_us != r->begins_us)
		return l->begins_us < r->begins_us ? -1 : 1;
	if (l->number != r->number)
		return l->number < r->number ? -1 : 1;
	return strcmp(l->path, r->path);
}

/* --- folders -------------------------------------------------------------- */

const char *const log_left_texts[LEFT_KINDS] = {
    [LEFT_DEEP] = "folders too deep below the one that was given; give them, "
		  "too",
    [LEFT_AGAIN] = "folders to which a link leads once more",
    [LEFT_LINK] = "links that lead nowhere",
    [LEFT_SPECIAL] = "pipes, sockets or devices",
    [LEFT_PACKED] = "archives inside a folder or another archive; give them "
		    "alone",
    [LEFT_NO_FILES] = "links or devices in an archive",
};

static void leave_out(struct log_servers *out, enum log_left kind,
		      const char *path)
{
	if (out->left[kind].count++ == 0)
		out->left[kind].first = memory_copy(path);
}

struct seen_folder {
	dev_t device;
	ino_t inode;
};

static int compare_seen(const void *a, const void *b)
{
	const struct seen_folder *l = a, *r = b;

	if (l->device != r->device)
		return l->device < r->device ? -1 : 1;
	return l->inode < r->inode ? -1 : l->inode > r->inode;
}

/* Is it the first time?  *first is not set without memory. */
static bool see_folder(struct log_servers *out, const struct stat *about,
		       bool *first)
{
	struct seen_folder *folder = malloc(sizeof *folder);
	struct seen_folder **at;

	if (folder == NULL)
		return false;
	*folder = (struct seen_folder){about->st_dev, about->st_ino};
	at = tsearch(folder, &out->seen, compare_seen);
	*first = at != NULL && *at == folder;
	if (!*first)
		free(folder);
	return at != NULL;
}

enum found { FOUND_FILE = 0, FOUND_FOLDER, FOUND_NOTHING };

/* What is at a path; what is neither is told, once. */
static enum found look_at(struct log_servers *out, const char *path, bool tell)
{
	struct stat about;
	enum log_left kind = LEFT_SPECIAL;

	if (stat(path, &about) == 0) {
		if (S_ISDIR(about.st_mode))
			return FOUND_FOLDER;
		if (S_ISREG(about.st_mode))
			return FOUND_FILE;
	} else if (lstat(path, &about) == 0 && S_ISLNK(about.st_mode)) {
		kind = LEFT_LINK;
	} else {
		return FOUND_FILE; /* opening it will say why */
	}
	if (tell)
		leave_out(out, kind, path);
	return FOUND_NOTHING;
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

/* A log of this folder into its server.  A name of its owner's (NULL: of the
 * server's) is that of the server, too: alpha.log is not of bravo. */
static bool enter_log(const char *folder, const char *name,
		      struct log_file *file, struct log_servers *out)
{
	char *server = log_server_folder(folder, out->one_server ? NULL : name);
	struct log_server *to;

	if (server == NULL)
		return false;
	to = add_server(out, server);
	free(server);
	if (to != NULL)
		to->of_file = name != NULL && !out->one_server;
	return to != NULL && add_file(to, file);
}

static bool find_in(const char *folder, int depth, struct log_servers *out,
		    struct error_text *error);

/* What of a folder is looked at in turn: files that are named as servers name
 * their logs; if there are none, what may be one; and folders below, last,
 * because they may move the list of servers. */
enum pass { PASS_LOGS = 0, PASS_OTHERS, PASS_FOLDERS, PASSES };

struct finding {
	const char *folder;
	int depth;
	bool has_logs; /* so others are not looked at */
	struct log_servers *out;
	struct error_text *error;
};

/* A folder below; not a second time, because links can make a ring. */
static bool find_below(struct finding *f, const char *path)
{
	struct stat about;
	bool first;

	if (f->depth == DEPTH_MAX) {
		leave_out(f->out, LEFT_DEEP, path);
		return true;
	}
	if (stat(path, &about) != 0)
		return error_set(f->error, "%s: cannot be read", path);
	if (!see_folder(f->out, &about, &first))
		return no_memory(f->error);
	if (first)
		return find_in(path, f->depth + 1, f->out, f->error);
	leave_out(f->out, LEFT_AGAIN, path);
	return true;
}

static bool find_entry(struct finding *f, const char *name, enum pass pass)
{
	char *path = join_path(f->folder, name);
	struct log_file file = {.path = path};
	bool good = path != NULL;
	enum found found =
	    good ? look_at(f->out, path, pass == PASS_LOGS) : FOUND_NOTHING;
	bool named = read_name(name, &file);

	if (pass == PASS_FOLDERS && found == FOUND_FOLDER) {
		good = find_below(f, path);
	} else if (pass == PASS_LOGS && named && found == FOUND_FILE) {
		good = enter_log(f->folder, NULL, &file, f->out);
		f->has_logs = true;
		path = good ? NULL : path;
	} else if (pass == PASS_OTHERS && !named && found == FOUND_FILE) {
		if (!f->has_logs && may_be_log(name) && log_scan_sniff(path)) {
			good = enter_log(f->folder, name, &file, f->out);
			path = good ? NULL : path;
		} else {
			f->out->skipped_files++;
			if (is_archive_name(path))
				leave_out(f->out, LEFT_PACKED, path);
		}
	}
	free(path);
	return good || no_memory(f->error);
}

static bool find_entries(const char *folder, int depth, struct dirent **entries,
			 int count, struct log_servers *out,
			 struct error_text *error)
{
	struct finding finding = {
	    .folder = folder, .depth = depth, .out = out, .error = error};
	char *logs = join_path(folder, "logs");

	for (enum pass pass = 0; pass < PASSES; pass++) {
		/* a server's own logs are below */
		if (pass == PASS_OTHERS && logs != NULL && is_folder(logs))
			finding.has_logs = true;
		for (int i = 0; i < count; i++)
			if (!find_entry(&finding, entries[i]->d_name, pass)) {
				free(logs);
				return false;
			}
	}
	free(logs);
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

/* The folder that was named, and all below. */
static bool find_top(const char *path, struct log_servers *out,
		     struct error_text *error)
{
	struct stat about;
	bool first;
	bool good = stat(path, &about) != 0 || see_folder(out, &about, &first)
			? find_in(path, 0, out, error)
			: no_memory(error);

	tdestroy(out->seen, free);
	out->seen = NULL;
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
	const char *part = last_part(path);
	char folder[4096], *real, *inside, *server;
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
			       (int)(last_part(member) - member), member);
		clean_inside(inside + begin);
	}
	free(real);
	server = inside == NULL ? NULL : log_server_trim(inside);
	free(inside);
	return server;
}

static bool enter_member(const char *path, struct unpack *unpack,
			 const struct unpack_file *member,
			 struct log_servers *out, struct error_text *error)
{
	struct log_file file = {.changed_s = member->changed_s};
	struct log_server *server = NULL;
	char *folder;

	if (!read_name(last_part(member->name), &file)) {
		out->skipped_files++;
		if (is_archive_name(member->name))
			leave_out(out, LEFT_PACKED, member->name);
		return true;
	}
	if (!spool_file(out, unpack, &file, error))
		return false;
	folder = folder_in_archive(path, member->name);
	if (folder != NULL)
		server = add_server(out, folder);
	free(folder);
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
	const char *first;
	bool good = unpack != NULL;

	while (good && unpack_next(unpack, &member, error))
		good = enter_member(path, unpack, &member, out, error);
	if (unpack != NULL && unpack_passed(unpack, &first) > 0) {
		leave_out(out, LEFT_NO_FILES, first != NULL ? first : "?");
		out->left[LEFT_NO_FILES].count +=
		    unpack_passed(unpack, &first) - 1;
	}
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

/* A single log, whatever its name. */
static bool find_one(const char *path, struct log_servers *out,
		     struct error_text *error)
{
	const char *part = last_part(path);
	struct log_file file = {.path = strdup(path)};
	bool named = read_name(part, &file);
	char folder[4096], *real;

	(void)snprintf(folder, sizeof folder, "%.*s%s", (int)(part - path),
		       path, part == path ? "." : "");
	real = realpath(folder, NULL);
	if (real == NULL) {
		free(file.path);
		return error_set(error,
				 "%s: cannot be read; give the path of a file "
				 "that exists",
				 path);
	}
	free(real);
	if (file.path != NULL &&
	    enter_log(folder, named ? NULL : part, &file, out))
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
	if (!find_top(path, servers, error))
		return false;
	return servers->count > before ||
	       error_set(error,
			 "%s: no log is in this folder; logs are called "
			 "latest.log or 2024-11-08-1.log.gz",
			 path);
}

void log_files_sort(struct log_server *server)
{
	qsort(server->files, server->count, sizeof *server->files, in_order);
}

bool log_files_name(struct log_servers *servers, struct error_text *error)
{
	return log_servers_name(servers) || no_memory(error);
}

bool log_file_is_stream(const struct log_file *file)
{
	return !file->spooled && !is_regular(file->path);
}
