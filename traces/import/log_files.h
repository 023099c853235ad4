/*
 * log_files.h - which files of a folder are the logs of which server.
 *
 * A folder that holds log files is a server; its name is that of the folder, or
 * of the one above when it is called "logs".  Rotated logs
 * (2024-11-08-1.log.gz) come by date and number, latest.log last.  Other files
 * (debug.log, crash reports) are counted and left alone.
 *
 * An archive (logs.zip, logs.tar.gz) is a folder, too.  Its logs are copied, as
 * they are packed in it, to one temporary file without a name, because they
 * come in any order.  Owns all names and that file.
 */
#ifndef TRACES_LOG_FILES_H
#define TRACES_LOG_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
};

struct log_server {
	char *name;
	struct log_file *files; /* in order */
	size_t count, capacity;
};

struct log_servers {
	struct log_server *servers; /* by path */
	size_t count, capacity;
	uint64_t skipped_files;
	bool has_spool;
	int spool; /* logs of archives, one after the other */
	int64_t spool_size;
};

/* Add everything under a folder or in an archive, or a single file ("-":
 * standard input), whatever its name. */
bool log_files_add(struct log_servers *servers, const char *path,
		   struct error_text *error);

/* All are added: bring each server's files in order. */
void log_files_sort(struct log_servers *servers);
void log_files_release(struct log_servers *servers);

/* Is this the path of a folder, of a log, or of an archive with a log? */
bool log_files_is_log(const char *path);

/* A log's text. */
struct unpack *log_file_open(const struct log_file *file,
			     struct error_text *error);

/* When it was changed last, in seconds since 1970.  False: unknown. */
bool log_file_changed_s(const struct log_file *file, int64_t *changed_s);

#endif /* TRACES_LOG_FILES_H */
