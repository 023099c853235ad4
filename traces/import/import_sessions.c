#include "import.h"
#include "traces/base/reader.h"
#include "traces/store/store.h"

/* Rows that are looked at together, and what ended them. */
struct batch {
	struct session_row rows[WORLD_TABLE_ROWS];
	size_t count;
	bool more; /* the file goes on */
};

/* As many rows as the reader keeps at once. */
static void read_batch(struct session_rows *rows, struct batch *batch)
{
	batch->count = 0;
	do {
		batch->more =
		    session_rows_next(rows, &batch->rows[batch->count]);
		batch->count += batch->more;
	} while (batch->more && batch->count < WORLD_TABLE_ROWS &&
		 reader_keeps(rows->reader));
}

static bool take_batch(struct import *import, const struct batch *batch,
		       const char *file)
{
	uint32_t worlds[WORLD_TABLE_ROWS];

	if (!world_table_enter_all(&import->table, batch->rows, batch->count,
				   file, worlds, import->error))
		return false;
	for (size_t i = 0; i < batch->count; i++)
		merge_expect(import->sessions, worlds[i]);
	for (size_t i = 0; i < batch->count; i++) {
		const struct session_row *row = &batch->rows[i];
		const struct stretch stretch = {
		    .start_us = row->start_us,
		    .stop_us = row->stop_us,
		    .world = worlds[i],
		    .weight = row->players,
		};

		if (!import_session(import, &stretch))
			return false;
	}
	import->counts.sessions_in += batch->count;
	import->counts.lines += batch->count;
	import->counts.recognised += batch->count;
	return true;
}

bool import_sessions(struct import *import, struct reader *reader)
{
	static const struct trace_defaults unknown = {STORE_UNKNOWN,
						      STORE_UNKNOWN};
	/* an error of a row comes after those of the rows before it */
	struct error_text row_error = {""};
	const char *file = reader_name(reader);
	struct session_rows rows;
	struct batch batch;

	if (!session_rows_open(&rows, reader, &unknown, import->error) ||
	    !import_takes_sessions(import, file, rows.has_players))
		return false;
	import->counts.lines++;
	import->counts.recognised++;
	rows.error = &row_error;
	do {
		read_batch(&rows, &batch);
		if (!take_batch(import, &batch, file))
			return false;
	} while (batch.more);
	return row_error.text[0] == '\0' ||
	       error_set(import->error, "%s", row_error.text);
}
