#include "live/journal.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/config_codec.h"
#include "live/journal_format.h"
#include "traces/base/out_file.h"

#define PATH_SIZE 4096

enum statement {
	INSERT_INPUT,
	INSERT_COMMIT,
	INSERT_SEGMENT,
	INSERT_SNAPSHOT,
	STATEMENT_COUNT
};

static const char *const statement_texts[STATEMENT_COUNT] = {
    "INSERT INTO inputs(seq,at_us,kind,payload,checksum) VALUES(?,?,?,?,?)",
    "INSERT INTO commits(last_seq,trail) VALUES(?,?)",
    "INSERT INTO segments(first_seq,behaviour_version,config_digest,config)"
    " VALUES(?,?,?,?)",
    "INSERT OR REPLACE INTO snapshots(last_seq,at_us,digest,trail,bytes)"
    " VALUES(?,?,?,?,?)",
};

struct journal {
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	char *path;
	struct journal_options options;
	uint64_t last_seq, snapshot_seq;
	uint32_t commits; /* in the open transaction */
	bool in_transaction;
	bool failed;
};

/* --- SQLite, with one error path ------------------------------------------ */

static int set_failed(struct journal *journal)
{
	journal->failed = true;
	return -1;
}

static int run_sql(struct journal *journal, const char *sql)
{
	if (sqlite3_exec(journal->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return set_failed(journal);
	return 0;
}

static int insert_row(struct journal *journal, sqlite3_stmt *statement)
{
	int status = sqlite3_step(statement);

	(void)sqlite3_reset(statement);
	return status == SQLITE_DONE ? 0 : set_failed(journal);
}

static int ensure_transaction(struct journal *journal)
{
	if (journal->failed)
		return -1;
	if (journal->in_transaction)
		return 0;
	journal->in_transaction = true;
	return run_sql(journal, "BEGIN IMMEDIATE");
}

static int end_transaction(struct journal *journal)
{
	if (!journal->in_transaction)
		return journal->failed ? -1 : 0;
	journal->in_transaction = false;
	journal->commits = 0;
	return run_sql(journal, "COMMIT");
}

/* --- the port ------------------------------------------------------------- */

static int port_record(void *context, const struct input *input)
{
	struct journal *journal = context;
	sqlite3_stmt *statement = journal->statements[INSERT_INPUT];
	struct journal_row row;

	if (ensure_transaction(journal) != 0)
		return -1;
	journal_row_of(input, &row);
	(void)sqlite3_bind_int64(statement, 1, row.seq);
	(void)sqlite3_bind_int64(statement, 2, row.at_us);
	(void)sqlite3_bind_int64(statement, 3, row.kind);
	(void)sqlite3_bind_blob(statement, 4, row.payload, sizeof row.payload,
				SQLITE_STATIC);
	(void)sqlite3_bind_int64(statement, 5, row.checksum);
	return insert_row(journal, statement);
}

static int port_commit(void *context, uint64_t last_seq, uint64_t trail)
{
	struct journal *journal = context;
	sqlite3_stmt *statement = journal->statements[INSERT_COMMIT];

	if (ensure_transaction(journal) != 0)
		return -1;
	(void)sqlite3_bind_int64(statement, 1, (sqlite3_int64)last_seq);
	(void)sqlite3_bind_int64(statement, 2, (sqlite3_int64)trail);
	if (insert_row(journal, statement) != 0)
		return -1;
	journal->last_seq = last_seq;
	if (++journal->commits < journal->options.commits_per_transaction)
		return 0;
	return end_transaction(journal);
}

static int save_snapshot(struct journal *journal, const struct engine *engine)
{
	sqlite3_stmt *statement = journal->statements[INSERT_SNAPSHOT];
	size_t size = engine_save_size_bytes(engine);
	uint8_t *bytes = malloc(size);
	int status = -1;

	if (bytes == NULL || ensure_transaction(journal) != 0 ||
	    engine_save(engine, bytes, size) != ENGINE_OK) {
		(void)set_failed(journal);
		goto out;
	}
	(void)sqlite3_bind_int64(statement, 1,
				 (sqlite3_int64)engine_next_seq(engine) - 1);
	(void)sqlite3_bind_int64(statement, 2, engine_now_us(engine));
	(void)sqlite3_bind_int64(statement, 3,
				 (sqlite3_int64)engine_digest(engine));
	(void)sqlite3_bind_int64(statement, 4,
				 (sqlite3_int64)engine_trail(engine));
	(void)sqlite3_bind_blob64(statement, 5, bytes, size, SQLITE_STATIC);
	status = insert_row(journal, statement);
	(void)sqlite3_clear_bindings(statement); /* bytes end here */
	if (status == 0 && journal->commits == 0)
		status = end_transaction(journal);
	journal->snapshot_seq = engine_next_seq(engine) - 1;
out:
	free(bytes);
	return status;
}

static int port_committed(void *context, const struct engine *engine)
{
	struct journal *journal = context;

	if (engine_next_seq(engine) - 1 - journal->snapshot_seq <
	    journal->options.inputs_per_snapshot)
		return 0;
	return save_snapshot(journal, engine);
}

/* Does the current segment have this configuration and program? */
static bool in_force(struct journal *journal, uint64_t wanted)
{
	sqlite3_stmt *statement = NULL;
	bool same = false;

	if (sqlite3_prepare_v2(journal->db,
			       "SELECT config_digest, behaviour_version"
			       " FROM segments ORDER BY rowid DESC LIMIT 1",
			       -1, &statement, NULL) != SQLITE_OK)
		(void)set_failed(journal);
	else if (sqlite3_step(statement) == SQLITE_ROW)
		same = (uint64_t)sqlite3_column_int64(statement, 0) == wanted &&
		       sqlite3_column_int64(statement, 1) ==
			   ENGINE_BEHAVIOUR_VERSION;
	(void)sqlite3_finalize(statement);
	return same;
}

static int insert_segment(struct journal *journal,
			  const struct engine_config *config)
{
	sqlite3_stmt *statement = journal->statements[INSERT_SEGMENT];
	size_t size = config_save_size_bytes(config);
	uint8_t *bytes = malloc(size);
	int status;

	if (bytes == NULL || !config_save(config, bytes, size)) {
		free(bytes);
		return set_failed(journal);
	}
	(void)sqlite3_bind_int64(statement, 1,
				 (sqlite3_int64)journal->last_seq + 1);
	(void)sqlite3_bind_int64(statement, 2, ENGINE_BEHAVIOUR_VERSION);
	(void)sqlite3_bind_int64(statement, 3,
				 (sqlite3_int64)config_digest(config));
	(void)sqlite3_bind_blob64(statement, 4, bytes, size, SQLITE_STATIC);
	status = insert_row(journal, statement);
	(void)sqlite3_clear_bindings(statement);
	free(bytes);
	return status;
}

/* A new segment begins with a snapshot, so that an engine of its configuration
 * can be built without any earlier input. */
static int port_begin(void *context, const struct engine_config *config,
		      const struct engine *engine)
{
	struct journal *journal = context;

	if (in_force(journal, config_digest(config)))
		return journal->failed ? -1 : 0;
	if (ensure_transaction(journal) != 0 ||
	    insert_segment(journal, config) != 0 ||
	    save_snapshot(journal, engine) != 0)
		return -1;
	return end_transaction(journal);
}

/* --- opening and closing -------------------------------------------------- */

static const char settings[] = "PRAGMA journal_mode=WAL;"
			       "PRAGMA synchronous=FULL;"
			       "PRAGMA foreign_keys=ON;";

static bool free_journal(struct journal *journal)
{
	bool good;

	for (int i = 0; i < STATEMENT_COUNT; i++)
		(void)sqlite3_finalize(journal->statements[i]);
	good = sqlite3_close(journal->db) == SQLITE_OK && !journal->failed;
	free(journal->path);
	free(journal);
	return good;
}

static void remove_files(const char *path)
{
	static const char *const files[] = {"", "-wal", "-shm", "-journal"};
	char name[PATH_SIZE + 16];

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		(void)snprintf(name, sizeof name, "%s%s", path, files[i]);
		(void)unlink(name);
	}
}

static bool prepare_all(struct journal *journal)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (sqlite3_prepare_v2(journal->db, statement_texts[i], -1,
				       &journal->statements[i],
				       NULL) != SQLITE_OK)
			return false;
	return true;
}

static bool open_port(const char *path, const struct journal_options *options,
		      bool fresh, uint64_t last_seq, struct journal_port *out,
		      struct error_text *error)
{
	struct journal *journal = calloc(1, sizeof *journal);

	if (journal == NULL || (journal->path = strdup(path)) == NULL) {
		free(journal);
		return error_set(error, "out of memory");
	}
	journal->options = *options;
	if (journal->options.inputs_per_snapshot == 0)
		journal->options.inputs_per_snapshot =
		    JOURNAL_INPUTS_PER_SNAPSHOT;
	journal->last_seq = journal->snapshot_seq = last_seq;
	if (sqlite3_open(path, &journal->db) != SQLITE_OK ||
	    run_sql(journal, settings) != 0 ||
	    (fresh && run_sql(journal, journal_schema) != 0) ||
	    !prepare_all(journal)) {
		(void)error_set(error, "%s: the journal cannot be opened: %s",
				path, sqlite3_errmsg(journal->db));
		(void)free_journal(journal);
		if (fresh) /* it would be in the way of the next one */
			remove_files(path);
		return false;
	}
	*out = (struct journal_port){.context = journal,
				     .begin = port_begin,
				     .record = port_record,
				     .commit = port_commit,
				     .committed = port_committed};
	return true;
}

/* Nothing was done about uncommitted inputs: they will be sent again. */
static int drop_uncommitted(struct journal *journal)
{
	return run_sql(journal,
		       "DELETE FROM inputs WHERE seq >"
		       " (SELECT coalesce(max(last_seq),0) FROM commits)");
}

bool journal_port_open(const char *path, const struct journal_options *options,
		       struct journal_port *out, struct error_text *error)
{
	struct out_target target;
	struct stat status;

	if (!out_target_find(path, &target, error))
		return false;
	if (target.kind != OUT_FRESH && target.kind != OUT_REGULAR)
		return error_set(error,
				 "%s: is no file; a journal needs one of its "
				 "own, name a new file",
				 path);
	if (stat(target.path, &status) == 0 && status.st_size != 0)
		return error_set(error,
				 "%s: exists already; a journal is never "
				 "overwritten, name a new file",
				 path);
	/* whoever removes it must not remove a link that leads to it */
	return open_port(target.path, options, true, 0, out, error);
}

bool journal_port_resume(const char *path,
			 const struct journal_options *options,
			 uint64_t last_seq, struct journal_port *out,
			 struct error_text *error)
{
	if (!open_port(path, options, false, last_seq, out, error))
		return false;
	if (drop_uncommitted(out->context) == 0)
		return true;
	return journal_port_close(out, error);
}

bool journal_port_finish(struct journal_port *port, struct error_text *error)
{
	struct journal *journal = port->context;

	if (journal->failed)
		(void)sqlite3_exec(journal->db, "ROLLBACK", NULL, NULL, NULL);
	else if (journal->in_transaction && drop_uncommitted(journal) == 0)
		(void)end_transaction(journal);
	if (journal->failed)
		(void)error_set(error, "%s: the journal is incomplete: %s",
				journal->path, sqlite3_errmsg(journal->db));
	return !journal->failed;
}

bool journal_port_close(struct journal_port *port, struct error_text *error)
{
	struct journal *journal = port->context;
	bool good;

	if (journal == NULL)
		return true;
	/* one file alone, and who reads it needs no place beside it */
	if (journal_port_finish(port, error))
		(void)sqlite3_exec(journal->db, "PRAGMA journal_mode=DELETE",
				   NULL, NULL, NULL);
	port->context = NULL;
	good = free_journal(journal);
	return good || error_set(error, "the journal could not be closed");
}

void journal_port_discard(struct journal_port *port)
{
	struct journal *journal = port->context;
	struct error_text ignored = {""}; /* the removed file may be broken */
	char path[PATH_SIZE];

	if (journal == NULL)
		return;
	(void)snprintf(path, sizeof path, "%s", journal->path);
	(void)journal_port_close(port, &ignored);
	remove_files(path);
}
