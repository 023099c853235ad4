#include "log_files.h"

#include <dirent.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log_archive.h"
#include "log_names.h"
#include "log_scan.h"
#include "log_server.h"
#include "traces/base/array.h"
#include "traces/base/memory.h"

#define DEPTH_MAX 32 /* folders below the one that was named */

static bool is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* A pipe can be read only once, so not to see what is in it. */
bool log_files_is_regular(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

bool log_files_is_log(const char *path)
{
	const char *dot = strstr(log_name_last(path), ".log");

	if (is_folder(path) || (dot != NULL && log_name_ends_as_log(dot)))
		return true;
	if (log_name_is_archive(path) && log_files_is_regular(path))
		return log_archive_holds_log(path);
	return log_files_is_regular(path) && log_scan_sniff(path);
}

/* What its name tells about it; false: it is none of a server's. */
static bool name_file(const char *name, struct log_file *file)
{
	struct log_name read;
	bool named = log_name_read(name, &read);

	file->day = read.day;
	file->number = read.number;
	return named;
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

/* A server in the tree of their folders. */
struct indexed {
	const char *folder; /* the server's own */
	size_t index;
};

static int by_folder(const void *a, const void *b)
{
	const struct indexed *l = a, *r = b;

	return strcmp(l->folder, r->folder);
}

static bool append_server(struct log_servers *out, const char *folder)
{
	if (!ARRAY_ROOM(out->servers, out->capacity, out->count + 1))
		return false;
	out->servers[out->count] =
	    (struct log_server){.folder = strdup(folder)};
	if (out->servers[out->count].folder == NULL)
		return false;
	out->count++;
	return true;
}

/* The server of this folder, new if need be; NULL: no memory. */
static struct log_server *add_server(struct log_servers *out,
				     const char *folder)
{
	const struct indexed wanted = {folder, 0};
	struct indexed *made,
	    **found = tfind(&wanted, &out->by_folder, by_folder);

	if (found != NULL)
		return &out->servers[(*found)->index];
	if (!append_server(out, folder))
		return NULL;
	made = malloc(sizeof *made);
	if (made == NULL)
		return NULL;
	*made = (struct indexed){out->servers[out->count - 1].folder,
				 out->count - 1};
	if (tsearch(made, &out->by_folder, by_folder) == NULL) {
		free(made);
		return NULL;
	}
	return &out->servers[made->index];
}

bool log_files_enter(struct log_servers *out, const char *folder, bool of_file,
		     const struct log_file *file)
{
	struct log_server *server = add_server(out, folder);

	if (server != NULL)
		server->of_file = of_file;
	return server != NULL && add_file(server, file);
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
	tdestroy(servers->by_folder, free);
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

void log_files_leave_out(struct log_servers *servers, enum log_left kind,
			 const char *path)
{
	if (servers->left[kind].count++ == 0)
		servers->left[kind].first = memory_copy(path);
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
		log_files_leave_out(out, kind, path);
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
		      const struct log_file *file, struct log_servers *out)
{
	char *server = log_server_folder(folder, out->one_server ? NULL : name);
	bool good = server != NULL &&
		    log_files_enter(out, server,
				    name != NULL && !out->one_server, file);

	free(server);
	return good;
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
		log_files_leave_out(f->out, LEFT_DEEP, path);
		return true;
	}
	if (stat(path, &about) != 0)
		return error_set(f->error, "%s: cannot be read", path);
	if (!see_folder(f->out, &about, &first))
		return no_memory(f->error);
	if (first)
		return find_in(path, f->depth + 1, f->out, f->error);
	log_files_leave_out(f->out, LEFT_AGAIN, path);
	return true;
}

static bool find_entry(struct finding *f, const char *name, enum pass pass)
{
	char *path = join_path(f->folder, name);
	struct log_file file = {.path = path};
	bool good = path != NULL;
	enum found found =
	    good ? look_at(f->out, path, pass == PASS_LOGS) : FOUND_NOTHING;
	bool named = name_file(name, &file);

	if (pass == PASS_FOLDERS && found == FOUND_FOLDER) {
		good = find_below(f, path);
	} else if (pass == PASS_LOGS && named && found == FOUND_FILE) {
		good = enter_log(f->folder, NULL, &file, f->out);
		f->has_logs = true;
		path = good ? NULL : path;
	} else if (pass == PASS_OTHERS && !named && found == FOUND_FILE) {
		if (!f->has_logs && log_name_may_be_log(name) &&
		    log_scan_sniff(path)) {
			good = enter_log(f->folder, name, &file, f->out);
			path = good ? NULL : path;
		} else {
			f->out->skipped_files++;
			if (log_name_is_archive(path))
				log_files_leave_out(f->out, LEFT_PACKED, path);
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
	const char *part = log_name_last(path);
	struct log_file file = {.path = strdup(path)};
	bool named = name_file(part, &file);
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
	bool archive = log_name_is_archive(path);

	if (!archive && !is_folder(path))
		return find_one(path, servers, error);
	if (archive ? !log_archive_add(servers, path, error)
		    : !find_top(path, servers, error))
		return false;
	return servers->count > before ||
	       error_set(error,
			 "%s: no log is in this %s; logs are called "
			 "latest.log or 2024-11-08-1.log.gz",
			 path, archive ? "archive" : "folder");
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
	return !file->spooled && !log_files_is_regular(file->path);
}
