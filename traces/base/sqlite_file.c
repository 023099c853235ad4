#include "sqlite_file.h"

#include <stddef.h>

/* A file that is no database at all shows it at the caller's first query. */
static int refuse_views(const char *path, sqlite3 *db, struct error_text *error)
{
	sqlite3_stmt *odd = NULL;
	int status = SQLITE_OK;

	(void)sqlite3_prepare_v2(db,
				 "SELECT type, name FROM sqlite_master"
				 " WHERE type NOT IN ('table', 'index')"
				 " OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1",
				 -1, &odd, NULL);
	if (sqlite3_step(odd) == SQLITE_ROW) {
		(void)error_set(
		    error,
		    "%s: \"%s\" is a %s; what conductor writes has "
		    "plain tables only",
		    path, sqlite3_column_text(odd, 1),
		    sqlite3_column_text(odd, 0)[0] == 't'
			? "virtual table"
			: (const char *)sqlite3_column_text(odd, 0));
		status = SQLITE_NOTADB;
	}
	(void)sqlite3_finalize(odd);
	return status;
}

int sqlite_file_open(const char *path, sqlite3 **out, struct error_text *error)
{
	int status = sqlite3_open_v2(path, out, SQLITE_OPEN_READONLY, NULL);

	return status == SQLITE_OK ? refuse_views(path, *out, error) : status;
}
