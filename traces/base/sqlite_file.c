#include "sqlite_file.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "memory.h"

static char damage[256];
static atomic_int unread; /* SQLite's code; 0: all could be read */
static pthread_mutex_t damage_lock = PTHREAD_MUTEX_INITIALIZER;

static void note_damage(const char *message)
{
	(void)pthread_mutex_lock(&damage_lock);
	if (damage[0] == '\0')
		(void)snprintf(damage, sizeof damage, "%s", message);
	(void)pthread_mutex_unlock(&damage_lock);
}

/* Who writes hears of it, and what was read stays true. */
static bool is_of_writing(int code)
{
	return code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC ||
	       code == SQLITE_IOERR_DIR_FSYNC ||
	       code == SQLITE_IOERR_TRUNCATE || code == SQLITE_IOERR_DELETE ||
	       code == SQLITE_IOERR_DIR_CLOSE || code == SQLITE_IOERR_CLOSE;
}

static void heard(void *context, int code, const char *message)
{
	(void)context;
	if (is_of_writing(code))
		return;
	switch (code & 0xff) {
	case SQLITE_NOMEM:
		memory_ran_short();
		break;
	case SQLITE_CANTOPEN:
		atomic_store(&unread, code & 0xff);
		break;
	case SQLITE_IOERR:
		atomic_store(&unread, code & 0xff);
		note_damage("it could not be read (disk I/O error)");
		break;
	case SQLITE_CORRUPT: /* or a disk that cannot be read */
		atomic_store(&unread, code & 0xff);
		note_damage(message);
		break;
	default: /* the caller hears of it */
		break;
	}
}

void sqlite_file_watch(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_LOG, heard, NULL);
}

const char *sqlite_file_damage(void)
{
	return damage;
}

bool sqlite_file_unread(const char *path, struct error_text *error)
{
	int code = atomic_load(&unread);

	return code != 0 && !error_set(error, "%s: cannot be read: %s", path,
				       sqlite3_errstr(code));
}

const char *sqlite_file_text(sqlite3_stmt *row, int column)
{
	bool none = sqlite3_column_type(row, column) == SQLITE_NULL;
	const unsigned char *text = sqlite3_column_text(row, column);

	if (text == NULL && !none) /* of which SQLite's log hears nothing */
		memory_ran_short();
	return text != NULL ? (const char *)text : "";
}

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
		const char *type = sqlite_file_text(odd, 0);

		(void)error_set(error,
				"%s: \"%s\" is a %s; what conductor writes has "
				"plain tables only",
				path, sqlite_file_text(odd, 1),
				type[0] == 't' ? "virtual table" : type);
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
