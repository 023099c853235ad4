/*
 * log_files.h - which files of a folder are the logs of which server.
 *
 * A folder that holds log files is a server; so is the one above when it is
 * called "logs", and what is in "logs/archive" or in folders of dates belongs
 * to it (log_server.h).  In a folder, files are logs that are named as servers
 * name them (2024-11-08-1.log.gz, latest.log), or, if there is none, those
 * whose text is one.  Other files (debug.log, crash reports) are counted and
 * left alone.
 *
 * An archive (logs.zip, logs.tar.gz) is a folder, too (log_archive.h).  Owns
 * all names, and the temporary file with the logs of archives.
 */
#ifndef TRACES_LOG_FILES_H
#define TRACES_LOG_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "log_stamp.h"
#include "traces/base/error_text.h"
#include "traces/base/unpack.h"

struct log_file {
	char *path;  /* of the file, or of the archive and in it */
	int64_t day; /* of its name, since 1970-01-01; -1: latest.log */
	uint32_t number;
	bool spooled; /* was in an archive: */
	int spool;
	int64_t from, size; /* bytes there */
	int64_t changed_s;  /* -1: unknown */
	/* from a first look at it (log_scan.h), by whoever reads it: */
	int64_t begins;	   /* its first day, for their order; -1: not known */
	int64_t known_day; /* the same, where something but its stamps tells */
	int64_t begins_us; /* the time of day of its first stamp; -1 */
	enum date_order order;
};

struct log_server {
	char *folder;		/* a whole path: no other server has it */
	bool of_file;		/* whose last part is the name of a log */
	char *name;		/* of its world; NULL until all are named */
	struct log_file *files; /* in order */
	size_t count, capacity;
};

/* What a walk over folders leaves out, and says so. */
enum log_left {
	LEFT_DEEP = 0, /* folders too far below */
	LEFT_AGAIN,    /* folders that a link leads to again */
	LEFT_LINK,     /* links that lead nowhere, or to themselves */
	LEFT_SPECIAL,  /* pipes, sockets and devices: reading them may wait */
	LEFT_PACKED,   /* archives in a folder or in another archive */
	LEFT_NO_FILES, /* links and devices in an archive */
	LEFT_KINDS
};

struct log_left_out {
	uint64_t count;
	char *first; /* its path */
};

struct log_servers {
	struct log_server *servers; /* by path */
	size_t count, capacity;
	bool one_server; /* files of any name in a folder are of one */
	uint64_t skipped_files;
	struct log_left_out left[LEFT_KINDS];
	void *by_folder; /* the same, to find one (tsearch) */
	void *seen; /* folders of the walk, by device and inode (tsearch) */
	bool has_spool;
	int spool; /* logs of archives, one after the other */
	int64_t spool_size;
};

/* What was left out in such a way, as people call it. */
extern const char *const log_left_texts[LEFT_KINDS];

/* Add everything under a folder or in an archive, or a single file ("-":
 * standard input), whatever its name. */
bool log_files_add(struct log_servers *servers, const char *path,
		   struct error_text *error);

/* One log of the server in this folder, new if need be; takes over file->path.
 * `of_file`: the last part is the name of a log.  False: no memory. */
bool log_files_enter(struct log_servers *servers, const char *folder,
		     bool of_file, const struct log_file *file);

/* This is not read: say so at the end. */
void log_files_leave_out(struct log_servers *servers, enum log_left kind,
			 const char *path);

/* All are added: name the servers, so that no two have the same name. */
bool log_files_name(struct log_servers *servers, struct error_text *error);

/* `begins` of all files is known: bring them in order. */
void log_files_sort(struct log_server *server);
void log_files_release(struct log_servers *servers);

/* Is this the path of a folder, of a log, or of an archive with a log? */
bool log_files_is_log(const char *path);

/* Can it be read more than once? */
bool log_files_is_regular(const char *path);

/* A log's text. */
struct unpack *log_file_open(const struct log_file *file,
			     struct error_text *error);

/* Can it be read only once? */
bool log_file_is_stream(const struct log_file *file);

/* When it was changed last, in seconds since 1970.  False: unknown. */
bool log_file_changed_s(const struct log_file *file, int64_t *changed_s);

#endif /* TRACES_LOG_FILES_H */
