/*
 * log_files.h - which files of a folder are the logs of which server.
 *
 * A folder that holds log files is a server; its name is that of the folder, or
 * of the one above when it is called "logs".  Rotated logs
 * (2024-11-08-1.log.gz) come by date and number, latest.log last.  Other files
 * (debug.log, crash reports) are counted and left alone.  Owns all names.
 */
#ifndef TRACES_LOG_FILES_H
#define TRACES_LOG_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "traces/base/error_text.h"

struct log_file {
	char *path;
	int64_t day; /* of its name, since 1970-01-01; -1: latest.log */
	uint32_t number;
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
};

/* Add everything under a folder, or a single file ("-": standard input),
 * whatever its name. */
bool log_files_add(struct log_servers *servers, const char *path,
		   struct error_text *error);

/* All are added: bring each server's files in order. */
void log_files_sort(struct log_servers *servers);
void log_files_release(struct log_servers *servers);

/* Is this the path of a folder or of a log? */
bool log_files_is_log(const char *path);

#endif /* TRACES_LOG_FILES_H */
