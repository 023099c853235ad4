/*
 * log_names.h - what the name of a file says: that it is a log of a server, one
 * of its owner's perhaps, or an archive.  Pure.
 */
#ifndef TRACES_LOG_NAMES_H
#define TRACES_LOG_NAMES_H

#include <stdbool.h>
#include <stdint.h>

struct log_name {
	int64_t day;	 /* since 1970-01-01; -1: latest.log */
	uint32_t number; /* of that day */
};

/* "latest.log", "server.log", "2024-11-08-1.log.gz": what a server writes for
 * its owner. */
bool log_name_read(const char *name, struct log_name *out);

/* May it be a log under a name of its owner's?  Then its text tells. */
bool log_name_may_be_log(const char *name);

/* The end of a name after ".log": plain or packed. */
bool log_name_ends_as_log(const char *at);

/* By its name; what is in it is seen when it is read. */
bool log_name_is_archive(const char *path);

/* The part behind the last slash. */
const char *log_name_last(const char *path);

#endif /* TRACES_LOG_NAMES_H */
