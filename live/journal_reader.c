#include "live/journal_reader.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "engine/config_codec.h"
#include "engine/engine.h"
#include "live/journal_format.h"
#include "traces/base/sqlite_file.h"

struct journal_reader {
	sqlite3 *db;
	sqlite3_stmt *entries, *snapshot_after, *segment_begins;
	char *path;
	uint64_t last_seq, expected_seq;
};

/* That no row was found is no reason where none could be read. */
static bool is_read(const struct journal_reader *reader,
		    struct error_text *error)
{
	return !sqlite_file_unread(reader->path, error);
}

static bool set_damaged(const struct journal_reader *reader,
			struct error_text *error, const char *what)
{
	return is_read(reader, error) &&
	       error_set(error, "%s: %s: %s", reader->path, what,
			 sqlite3_errmsg(reader->db));
}

static sqlite3_stmt *prepare_query_of(struct journal_reader *reader,
				      const char *sql)
{
	sqlite3_stmt *statement = NULL;

	return sqlite3_prepare_v2(reader->db, sql, -1, &statement, NULL) ==
		       SQLITE_OK
		   ? statement
		   : NULL;
}

/* The one number of a query; `otherwise` without a row. */
static int64_t query_number(struct journal_reader *reader, const char *sql,
			    int64_t otherwise)
{
	sqlite3_stmt *statement = prepare_query_of(reader, sql);

	if (statement != NULL && sqlite3_step(statement) == SQLITE_ROW)
		otherwise = sqlite3_column_int64(statement, 0);
	(void)sqlite3_finalize(statement);
	return otherwise;
}

bool journal_reader_open(const char *path, struct journal_reader **out,
			 struct error_text *error)
{
	struct journal_reader *reader = calloc(1, sizeof *reader);

	if (reader == NULL || (reader->path = strdup(path)) == NULL) {
		free(reader);
		return error_set(error, "out of memory");
	}
	if (sqlite_file_open(path, &reader->db, error) != SQLITE_OK) {
		(void)error_set(error, "%s: cannot be opened: %s", path,
				sqlite3_errmsg(reader->db));
	} else if (query_number(reader, "PRAGMA application_id", 0) !=
		   JOURNAL_APPLICATION_ID) {
		(void)is_read(reader, error);
		(void)error_set(error,
				"%s: is not a journal; `conductor sim "
				"--journal FILE` writes one",
				path);
	} else if (query_number(reader, "PRAGMA user_version", 0) !=
		   JOURNAL_FORMAT) {
		(void)is_read(reader, error);
		(void)error_set(
		    error,
		    "%s: journal format %lld; this program reads "
		    "format %d",
		    path,
		    (long long)query_number(reader, "PRAGMA user_version", 0),
		    JOURNAL_FORMAT);
	} else {
		reader->last_seq = (uint64_t)query_number(
		    reader, "SELECT max(last_seq) FROM commits", 0);
		reader->snapshot_after =
		    prepare_query_of(reader, "SELECT digest FROM snapshots"
					     " WHERE last_seq=?");
		reader->segment_begins = prepare_query_of(
		    reader, "SELECT 1 FROM segments WHERE first_seq=?");
		if (reader->snapshot_after == NULL ||
		    reader->segment_begins == NULL)
			(void)set_damaged(reader, error, "not readable");
	}
	if (error->text[0] != '\0') {
		journal_reader_close(reader);
		return false;
	}
	*out = reader;
	return true;
}

void journal_reader_close(struct journal_reader *reader)
{
	if (reader == NULL)
		return;
	(void)sqlite3_finalize(reader->entries);
	(void)sqlite3_finalize(reader->snapshot_after);
	(void)sqlite3_finalize(reader->segment_begins);
	(void)sqlite3_close(reader->db);
	free(reader->path);
	free(reader);
}

uint64_t journal_last_seq(const struct journal_reader *reader)
{
	return reader->last_seq;
}

bool journal_span(struct journal_reader *reader, int64_t *first_us,
		  int64_t *last_us)
{
	sqlite3_stmt *statement =
	    prepare_query_of(reader, "SELECT min(at_us),max(at_us) FROM inputs"
				     " WHERE seq<=?");
	bool found;

	(void)sqlite3_bind_int64(statement, 1, (sqlite3_int64)reader->last_seq);
	found = sqlite3_step(statement) == SQLITE_ROW &&
		sqlite3_column_type(statement, 0) != SQLITE_NULL;
	*first_us = sqlite3_column_int64(statement, 0);
	*last_us = sqlite3_column_int64(statement, 1);
	(void)sqlite3_finalize(statement);
	return found;
}

bool journal_is_whole(struct journal_reader *reader, uint64_t after_seq,
		      struct error_text *error)
{
	const uint64_t first =
	    (uint64_t)query_number(reader, "SELECT min(seq) FROM inputs", 0);
	const uint64_t last =
	    (uint64_t)query_number(reader, "SELECT max(seq) FROM inputs", 0);

	if (!is_read(reader, error))
		return false;
	if (first == 0 || reader->last_seq == 0)
		return error_set(error, "%s: holds no input that was committed",
				 reader->path);
	if (first <= after_seq)
		return error_set(error,
				 "%s: the snapshot before input %llu is "
				 "missing; the first there is comes after "
				 "input %llu",
				 reader->path, (unsigned long long)first,
				 (unsigned long long)after_seq);
	if (last > reader->last_seq)
		return error_set(error,
				 "%s: the commit of input %llu is missing; the "
				 "last there is belongs to input %llu",
				 reader->path, (unsigned long long)last,
				 (unsigned long long)reader->last_seq);
	return true;
}

static bool copy_snapshot(sqlite3_stmt *row, struct journal_snapshot *out)
{
	int size = sqlite3_column_bytes(row, 4);

	*out = (struct journal_snapshot){
	    .last_seq = (uint64_t)sqlite3_column_int64(row, 0),
	    .at_us = sqlite3_column_int64(row, 1),
	    .digest = (uint64_t)sqlite3_column_int64(row, 2),
	    .trail = (uint64_t)sqlite3_column_int64(row, 3),
	    .bytes = size > 0 ? malloc((size_t)size) : NULL,
	    .size_bytes = (size_t)size,
	};
	if (out->bytes == NULL)
		return false;
	memcpy(out->bytes, sqlite3_column_blob(row, 4), (size_t)size);
	return true;
}

bool journal_read_snapshot(struct journal_reader *reader, uint64_t last_seq,
			   int64_t at_us, struct journal_snapshot *out,
			   struct error_text *error)
{
	/* suitable ones first, the newest of them; else the oldest of all */
	sqlite3_stmt *statement = prepare_query_of(
	    reader, "SELECT last_seq,at_us,digest,trail,bytes,"
		    " (last_seq<=?1 AND at_us<?2) AS fits"
		    " FROM snapshots ORDER BY fits DESC,"
		    " CASE fits WHEN 1 THEN -last_seq ELSE last_seq END"
		    " LIMIT 1");
	bool good = false, found;

	if (statement == NULL)
		return set_damaged(reader, error, "snapshots cannot be read");
	(void)sqlite3_bind_int64(statement, 1, (sqlite3_int64)last_seq);
	(void)sqlite3_bind_int64(statement, 2, at_us);
	found = sqlite3_step(statement) == SQLITE_ROW;
	if (!is_read(reader, error))
		;
	else if (!found)
		(void)error_set(error,
				"%s: holds no snapshot; the run that wrote it "
				"never began",
				reader->path);
	else if (!copy_snapshot(statement, out))
		(void)error_set(error, "%s: the snapshot is empty",
				reader->path);
	else
		good = true;
	(void)sqlite3_finalize(statement);
	return good;
}

bool journal_snapshot_after(struct journal_reader *reader, uint64_t seq,
			    uint64_t *digest)
{
	bool found;

	(void)sqlite3_bind_int64(reader->snapshot_after, 1, (sqlite3_int64)seq);
	found = sqlite3_step(reader->snapshot_after) == SQLITE_ROW;
	if (found)
		*digest =
		    (uint64_t)sqlite3_column_int64(reader->snapshot_after, 0);
	(void)sqlite3_reset(reader->snapshot_after);
	return found;
}

bool journal_segment_begins(struct journal_reader *reader, uint64_t seq)
{
	bool found;

	(void)sqlite3_bind_int64(reader->segment_begins, 1, (sqlite3_int64)seq);
	found = sqlite3_step(reader->segment_begins) == SQLITE_ROW;
	(void)sqlite3_reset(reader->segment_begins);
	return found;
}

bool journal_read_config(struct journal_reader *reader, uint64_t seq,
			 struct engine_config *out, struct error_text *error)
{
	sqlite3_stmt *statement = prepare_query_of(
	    reader, "SELECT behaviour_version,config FROM segments"
		    " WHERE first_seq<=? ORDER BY first_seq DESC,"
		    " rowid DESC LIMIT 1");
	bool good = false, found;

	if (statement == NULL)
		return set_damaged(reader, error, "segments cannot be read");
	(void)sqlite3_bind_int64(statement, 1, (sqlite3_int64)seq + 1);
	found = sqlite3_step(statement) == SQLITE_ROW;
	if (!is_read(reader, error))
		;
	else if (!found)
		(void)error_set(error, "%s: no configuration for input %llu",
				reader->path, (unsigned long long)seq + 1);
	else if (sqlite3_column_int64(statement, 0) != ENGINE_BEHAVIOUR_VERSION)
		(void)error_set(error,
				"%s: written by engine behaviour %lld; this "
				"program has %d, use the one that wrote it",
				reader->path,
				(long long)sqlite3_column_int64(statement, 0),
				ENGINE_BEHAVIOUR_VERSION);
	else if (!config_load(sqlite3_column_blob(statement, 1),
			      (size_t)sqlite3_column_bytes(statement, 1), out))
		(void)error_set(error,
				"%s: the configuration of input %llu is "
				"damaged",
				reader->path, (unsigned long long)seq + 1);
	else
		good = true;
	(void)sqlite3_finalize(statement);
	return good;
}

bool journal_seek(struct journal_reader *reader, uint64_t after_seq,
		  struct error_text *error)
{
	(void)sqlite3_finalize(reader->entries);
	/* of a payload of another length nothing but that is read */
	reader->entries = prepare_query_of(
	    reader, "SELECT seq,at_us,kind,"
		    "CASE length(payload) WHEN ?3 THEN payload END,"
		    "checksum,trail FROM inputs"
		    " LEFT JOIN commits ON last_seq=seq"
		    " WHERE seq>?1 AND seq<=?2 ORDER BY seq");
	if (reader->entries == NULL)
		return set_damaged(reader, error, "inputs cannot be read");
	(void)sqlite3_bind_int64(reader->entries, 1, (sqlite3_int64)after_seq);
	(void)sqlite3_bind_int64(reader->entries, 2,
				 (sqlite3_int64)reader->last_seq);
	(void)sqlite3_bind_int64(reader->entries, 3,
				 sizeof((struct journal_row *)0)->payload);
	reader->expected_seq = after_seq + 1;
	return true;
}

static bool read_entry(const struct journal_reader *reader,
		       struct journal_entry *out)
{
	sqlite3_stmt *at = reader->entries;
	struct journal_row row = {
	    .seq = sqlite3_column_int64(at, 0),
	    .at_us = sqlite3_column_int64(at, 1),
	    .kind = sqlite3_column_int64(at, 2),
	    .checksum = sqlite3_column_int64(at, 4),
	};

	if (sqlite3_column_bytes(at, 3) != sizeof row.payload ||
	    (uint64_t)row.seq != reader->expected_seq)
		return false;
	memcpy(row.payload, sqlite3_column_blob(at, 3), sizeof row.payload);
	out->commits = sqlite3_column_type(at, 5) != SQLITE_NULL;
	out->trail = (uint64_t)sqlite3_column_int64(at, 5);
	return journal_row_read(&row, &out->input);
}

bool journal_next(struct journal_reader *reader, struct journal_entry *out,
		  struct error_text *error)
{
	int status = sqlite3_step(reader->entries);

	if (status == SQLITE_DONE && reader->expected_seq > reader->last_seq)
		return false;
	if (status != SQLITE_ROW || !read_entry(reader, out)) {
		(void)is_read(reader, error);
		return error_set(
		    error, "%s: input %llu of %llu is missing or damaged",
		    reader->path, (unsigned long long)reader->expected_seq,
		    (unsigned long long)reader->last_seq);
	}
	reader->expected_seq++;
	return true;
}
