/*
 * sqlite_file.h - opens SQLite files that others may have written.
 *
 * What is called a table must be one: a view in its place may compute for ever.
 * Owns nothing.
 */
#ifndef TRACES_SQLITE_FILE_H
#define TRACES_SQLITE_FILE_H

#include <sqlite3.h>

#include "error_text.h"

/* Opens a file for reading.  Returns SQLite's code; of a file that holds a view
 * or a virtual table the error says so, else it is left to the caller, who asks
 * *out for the message and closes it in any case. */
int sqlite_file_open(const char *path, sqlite3 **out, struct error_text *error);

#endif /* TRACES_SQLITE_FILE_H */
