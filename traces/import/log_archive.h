/*
 * log_archive.h - the logs in an archive, as if it were a folder.
 *
 * They come in any order, so they are copied, as they are packed in it, to one
 * temporary file without a name, which the list of servers owns.  As in a
 * folder, logs of other names count where no other logs are, if their text is
 * one.
 */
#ifndef TRACES_LOG_ARCHIVE_H
#define TRACES_LOG_ARCHIVE_H

#include <stdbool.h>

#include "log_files.h"

/* All logs of the archive into the list. */
bool log_archive_add(struct log_servers *out, const char *path,
		     struct error_text *error);

/* Does it seem to hold any? */
bool log_archive_holds_log(const char *path);

#endif /* TRACES_LOG_ARCHIVE_H */
