#include "store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_block.h"
#include "store_format.h"
#include "traces/base/sqlite_file.h"

struct store {
	char *path;
	sqlite3 *db;
	enum trace_players has_players;
	uint64_t session_count;
	uint32_t world_count;
	struct session block[STORE_BLOCK_SESSIONS];
};

static bool store_damaged(const struct store *s, struct error_text *error)
{
	(void)sqlite_file_unread(s->path, error);
	return error_set(
	    error, "%s: the trace store is damaged; import it again", s->path);
}

static bool read_one(const struct store *s, const char *sql, int64_t *out)
{
	sqlite3_stmt *query = NULL;
	bool good =
	    sqlite3_prepare_v2(s->db, sql, -1, &query, NULL) == SQLITE_OK &&
	    sqlite3_step(query) == SQLITE_ROW;

	if (good)
		*out = sqlite3_column_int64(query, 0);
	(void)sqlite3_finalize(query);
	return good;
}

static bool read_meta(struct store *s, struct error_text *error)
{
	int64_t id, format, players, sessions, worlds;

	if (!read_one(s, "PRAGMA application_id", &id) ||
	    id != STORE_APPLICATION_ID ||
	    !read_one(s, "PRAGMA user_version", &format)) {
		(void)sqlite_file_unread(s->path, error);
		return error_set(error,
				 "%s: not a trace store; `conductor traces "
				 "import` writes one",
				 s->path);
	}
	if (format != STORE_FORMAT && format != STORE_FORMAT_SECONDS)
		return error_set(error,
				 "%s: format %lld of the trace store; this "
				 "version reads %d",
				 s->path, (long long)format,
				 STORE_FORMAT_SECONDS);
	if (!read_one(s, "SELECT value FROM meta WHERE key='has_players'",
		      &players) ||
	    !read_one(s, "SELECT value FROM meta WHERE key='sessions'",
		      &sessions) ||
	    !read_one(s, "SELECT count(*) FROM worlds", &worlds) ||
	    worlds > UINT32_MAX - 1 ||
	    (players == TRACE_PLAYERS_SECONDS) !=
		(format == STORE_FORMAT_SECONDS))
		return store_damaged(s, error);
	s->has_players = players == TRACE_PLAYERS_SECONDS
			     ? TRACE_PLAYERS_SECONDS
			 : players != 0 ? TRACE_PLAYERS_COUNTED
					: TRACE_PLAYERS_UNKNOWN;
	s->session_count = (uint64_t)sessions;
	s->world_count = (uint32_t)worlds;
	return true;
}

struct store *store_open(const char *path, struct error_text *error)
{
	struct store *s = calloc(1, sizeof *s);

	if (s == NULL || (s->path = strdup(path)) == NULL) {
		(void)error_set(error, "%s: out of memory", path);
		goto failed;
	}
	if (sqlite_file_open(path, &s->db, error) != SQLITE_OK) {
		(void)error_set(error,
				"%s: cannot be read; give the path of a file "
				"that exists",
				path);
		goto failed;
	}
	if (read_meta(s, error))
		return s;
failed:
	store_close(s);
	return NULL;
}

void store_close(struct store *s)
{
	if (s == NULL)
		return;
	(void)sqlite3_close(s->db);
	free(s->path);
	free(s);
}

enum trace_players store_has_players(const struct store *s)
{
	return s->has_players;
}

uint64_t store_session_count(const struct store *s)
{
	return s->session_count;
}

bool store_is_named(const char *path)
{
	size_t length = strlen(path);

	return length > 3 && strcmp(path + length - 3, ".db") == 0;
}

static uint32_t known(sqlite3_stmt *query, int column, uint32_t otherwise)
{
	return sqlite3_column_type(query, column) == SQLITE_NULL
		   ? otherwise
		   : (uint32_t)sqlite3_column_int64(query, column);
}

bool store_read_worlds(struct store *s, const struct trace_defaults *defaults,
		       struct world_table *out, struct error_text *error)
{
	sqlite3_stmt *query = NULL;
	uint32_t expected = 0, number;
	bool good;

	good = sqlite3_prepare_v2(s->db,
				  "SELECT world, name, owner, ram_mib, "
				  "cpu_milli, disk_mib FROM worlds ORDER BY "
				  "world",
				  -1, &query, NULL) == SQLITE_OK;
	while (good && sqlite3_step(query) == SQLITE_ROW) {
		const struct session_row row = {
		    .world = sqlite_file_text(query, 1),
		    .owner = sqlite_file_text(query, 2),
		    .ram_mib = known(query, 3, 0),
		    .cpu_milli = known(query, 4, defaults->cpu_milli),
		    .disk_mib = known(query, 5, defaults->disk_mib),
		};

		good = sqlite3_column_int64(query, 0) == expected &&
		       world_table_enter(out, &row, s->path, &number, error) &&
		       number == expected++;
	}
	(void)sqlite3_finalize(query);
	return (good && expected == s->world_count) || store_damaged(s, error);
}

/* The sessions of one row of the query that touch the window. */
static bool read_block(struct store *s, sqlite3_stmt *query, int64_t from_us,
		       int64_t to_us, store_visitor *visit, void *context,
		       struct error_text *error)
{
	int64_t count = sqlite3_column_int64(query, 0);
	const void *bytes = sqlite3_column_blob(query, 1);
	int size = sqlite3_column_bytes(query, 1);

	if (count < 1 || count > STORE_BLOCK_SESSIONS || bytes == NULL ||
	    !store_block_decode(bytes, (size_t)size, (size_t)count,
				s->world_count, s->block))
		return store_damaged(s, error);
	for (int64_t i = 0; i < count; i++) {
		const struct session *session = &s->block[i];

		if (session->start_us < to_us && session->stop_us > from_us &&
		    !visit(context, session, error))
			return false;
	}
	return true;
}

bool store_read_sessions(struct store *s, int64_t from_us, int64_t to_us,
			 store_visitor *visit, void *context,
			 struct error_text *error)
{
	sqlite3_stmt *query = NULL;
	int status = SQLITE_DONE;
	bool good;

	good = sqlite3_prepare_v2(s->db,
				  "SELECT count, bytes FROM sessions WHERE "
				  "from_us < ?2 AND until_us > ?1 ORDER BY "
				  "block",
				  -1, &query, NULL) == SQLITE_OK;
	if (good) {
		(void)sqlite3_bind_int64(query, 1, from_us);
		(void)sqlite3_bind_int64(query, 2, to_us);
	}
	while (good && (status = sqlite3_step(query)) == SQLITE_ROW)
		good =
		    read_block(s, query, from_us, to_us, visit, context, error);
	(void)sqlite3_finalize(query);
	return (good && status == SQLITE_DONE) || store_damaged(s, error);
}
