#include "import.h"
#include "reader.h"
#include "store.h"

bool import_sessions(struct import *import, struct reader *reader)
{
	static const struct trace_defaults unknown = {STORE_UNKNOWN,
						      STORE_UNKNOWN};
	const char *file = reader_name(reader);
	struct session_rows rows;
	struct session_row row;
	struct stretch stretch;

	if (!session_rows_open(&rows, reader, &unknown, import->error) ||
	    !import_takes_sessions(import, file, rows.has_players))
		return false;
	import->counts.lines++;
	while (session_rows_next(&rows, &row)) {
		if (!world_table_enter(&import->table, &row, file,
				       &stretch.world, import->error))
			return false;
		stretch.start_us = row.start_us;
		stretch.stop_us = row.stop_us;
		stretch.weight = row.players;
		if (!merge_put(import->sessions, &stretch, import->error))
			return false;
		import->counts.sessions_in++;
	}
	import->counts.lines += import->counts.sessions_in;
	import->counts.recognised = import->counts.sessions_in;
	return import->error->text[0] == '\0';
}
