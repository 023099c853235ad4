#include "store.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "store_block.h"
#include "store_format.h"
#include "traces/base/aside.h"

#define STRINGIFY(x) #x
#define TEXT_OF(x) STRINGIFY(x)

static const char schema[] =
    "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
    "PRAGMA application_id=" TEXT_OF(
	STORE_APPLICATION_ID) ";"
			      "PRAGMA user_version=" TEXT_OF(
				  STORE_FORMAT) ";"
						"CREATE TABLE meta(key TEXT "
						"PRIMARY KEY, value) WITHOUT "
						"ROWID;"
						"CREATE TABLE worlds(world "
						"INTEGER PRIMARY KEY, name "
						"TEXT NOT NULL,"
						" owner TEXT, ram_mib INT NOT "
						"NULL, cpu_milli INT, disk_mib "
						"INT);"
						"CREATE TABLE sessions(block "
						"INTEGER PRIMARY KEY, from_us "
						"INT NOT NULL,"
						" until_us INT NOT NULL, count "
						"INT NOT NULL, bytes BLOB NOT "
						"NULL);"
						"BEGIN;";

struct store_writer {
	struct aside aside;
	sqlite3 *db;
	sqlite3_stmt *insert_block;
	struct session block[STORE_BLOCK_SESSIONS];
	size_t filled;
	uint64_t count;
	unsigned char bytes[STORE_BLOCK_BYTES_MAX];
};

static bool store_failed(const struct store_writer *w, struct error_text *error)
{
	return error_set(error, "%s: cannot be written (%s)", w->aside.path,
			 w->db != NULL ? sqlite3_errmsg(w->db)
				       : "out of memory");
}

static bool prepare(const struct store_writer *w, const char *sql,
		    sqlite3_stmt **out, struct error_text *error)
{
	return sqlite3_prepare_v2(w->db, sql, -1, out, NULL) == SQLITE_OK ||
	       store_failed(w, error);
}

static bool run_once(const struct store_writer *w, sqlite3_stmt *statement,
		     struct error_text *error)
{
	return (sqlite3_step(statement) == SQLITE_DONE &&
		sqlite3_reset(statement) == SQLITE_OK) ||
	       store_failed(w, error);
}

struct store_writer *store_writer_open(const struct out_file *to,
				       struct error_text *error)
{
	const char *name;
	struct store_writer *w = calloc(1, sizeof *w);

	if (w == NULL) {
		(void)error_set(error, "%s: out of memory", to->path);
		return NULL;
	}
	if (!aside_open(&w->aside, to, error))
		goto failed;
	name = aside_name(&w->aside, error);
	if (name == NULL)
		goto failed;
	if (sqlite3_open_v2(name, &w->db, SQLITE_OPEN_READWRITE, NULL) !=
		SQLITE_OK ||
	    sqlite3_exec(w->db, schema, NULL, NULL, NULL) != SQLITE_OK) {
		(void)store_failed(w, error);
		goto failed;
	}
	if (prepare(w, "INSERT INTO sessions VALUES(NULL,?,?,?,?)",
		    &w->insert_block, error))
		return w;
failed:
	store_writer_close(w);
	return NULL;
}

void store_writer_close(struct store_writer *w)
{
	if (w == NULL)
		return;
	(void)sqlite3_finalize(w->insert_block);
	(void)sqlite3_close(w->db);
	aside_release(&w->aside);
	free(w);
}

static bool flush(struct store_writer *w, struct error_text *error)
{
	int64_t from_us = INT64_MAX, until_us = 0;
	size_t size;

	if (w->filled == 0)
		return true;
	for (size_t i = 0; i < w->filled; i++) {
		if (w->block[i].start_us < from_us)
			from_us = w->block[i].start_us;
		if (w->block[i].stop_us > until_us)
			until_us = w->block[i].stop_us;
	}
	size = store_block_encode(w->block, w->filled, w->bytes);
	(void)sqlite3_bind_int64(w->insert_block, 1, from_us);
	(void)sqlite3_bind_int64(w->insert_block, 2, until_us);
	(void)sqlite3_bind_int64(w->insert_block, 3, (int64_t)w->filled);
	(void)sqlite3_bind_blob(w->insert_block, 4, w->bytes, (int)size,
				SQLITE_STATIC);
	w->filled = 0;
	return run_once(w, w->insert_block, error);
}

bool store_writer_put(struct store_writer *w, const struct session *session,
		      struct error_text *error)
{
	w->block[w->filled++] = *session;
	w->count++;
	return w->filled < STORE_BLOCK_SESSIONS || flush(w, error);
}

static void bind_known(sqlite3_stmt *statement, int column, uint32_t value)
{
	if (value == STORE_UNKNOWN)
		(void)sqlite3_bind_null(statement, column);
	else
		(void)sqlite3_bind_int64(statement, column, value);
}

static bool write_worlds(struct store_writer *w,
			 const struct world_table *table,
			 struct error_text *error)
{
	sqlite3_stmt *insert;
	bool good = prepare(w, "INSERT INTO worlds VALUES(?,?,?,?,?,?)",
			    &insert, error);

	for (uint32_t i = 0; good && i < table->worlds.count; i++) {
		const struct table_facts *facts = &table->facts[i];
		const char *name = world_table_name(table, i);

		(void)sqlite3_bind_int64(insert, 1, i);
		(void)sqlite3_bind_text(insert, 2, name, -1, SQLITE_STATIC);
		if (facts->owner == WORLD_OWNS_ITSELF)
			(void)sqlite3_bind_null(insert, 3);
		else
			(void)sqlite3_bind_text(insert, 3,
						world_table_owner(table, i), -1,
						SQLITE_STATIC);
		bind_known(insert, 4, facts->ram_mib);
		bind_known(insert, 5, facts->cpu_milli);
		bind_known(insert, 6, facts->disk_mib);
		good = run_once(w, insert, error);
	}
	(void)sqlite3_finalize(insert);
	return good;
}

static bool write_meta(struct store_writer *w, enum trace_players has_players,
		       struct error_text *error)
{
	sqlite3_stmt *insert;
	bool good = prepare(w,
			    "INSERT INTO meta VALUES('has_players',?1),"
			    "('sessions',?2)",
			    &insert, error);

	if (good) {
		(void)sqlite3_bind_int(insert, 1, (int)has_players);
		(void)sqlite3_bind_int64(insert, 2, (int64_t)w->count);
		good = run_once(w, insert, error);
	}
	(void)sqlite3_finalize(insert);
	return good;
}

bool store_writer_finish(struct store_writer *w,
			 const struct world_table *worlds,
			 enum trace_players has_players,
			 struct error_text *error)
{
	static const char seconds[] =
	    "PRAGMA user_version=" TEXT_OF(STORE_FORMAT_SECONDS);

	if (!flush(w, error) || !write_worlds(w, worlds, error) ||
	    !write_meta(w, has_players, error))
		return false;
	if (has_players == TRACE_PLAYERS_SECONDS &&
	    sqlite3_exec(w->db, seconds, NULL, NULL, NULL) != SQLITE_OK)
		return store_failed(w, error);
	(void)sqlite3_finalize(w->insert_block);
	w->insert_block = NULL;
	if (sqlite3_exec(w->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_close(w->db) != SQLITE_OK)
		return store_failed(w, error);
	w->db = NULL;
	return aside_finish(&w->aside, error);
}
