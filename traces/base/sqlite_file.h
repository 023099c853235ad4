/*
 * sqlite_file.h - opens SQLite files that others may have written.
 *
 * What is called a table must be one: a view in its place may compute for ever.
 * And a table that cannot be read to its end looks like a shorter one: SQLite
 * itself tells of damage, and the program asks once, before it ends.  Owns what
 * was told.
 */
#ifndef TRACES_SQLITE_FILE_H
#define TRACES_SQLITE_FILE_H

#include <sqlite3.h>

#include "error_text.h"

/* Listen to SQLite, before its first use. */
void sqlite_file_watch(void);
/* Was anything damaged that was read?  "" or what SQLite said of it first. */
const char *sqlite_file_damage(void);
/* Could anything not be read, or not be locked for reading?  What follows from
 * the rest is not true; call it before `error` is set to that. */
bool sqlite_file_unread(const char *path, struct error_text *error);

/* Opens a file for reading.  Returns SQLite's code; of a file that holds a view
 * or a virtual table the error says so, else it is left to the caller, who asks
 * *out for the message and closes it in any case. */
int sqlite_file_open(const char *path, sqlite3 **out, struct error_text *error);

/* The text of a column, until the next step; "" for none. */
const char *sqlite_file_text(sqlite3_stmt *row, int column);

#endif /* TRACES_SQLITE_FILE_H */
