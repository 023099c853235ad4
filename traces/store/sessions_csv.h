/*
 * sessions_csv.h - sessions written as sessions.csv.
 *
 * Lines are sorted by start, then by the name of the world, so the same
 * sessions give the same file in whatever order they come.  Optional columns
 * are written when they have values.  Memory does not grow with the
 * sessions (sorter.h).  Instants are UTC.
 */
#ifndef TRACES_SESSIONS_CSV_H
#define TRACES_SESSIONS_CSV_H

#include <stdbool.h>

#include "sessions.h"
#include "traces/base/csv_row.h"
#include "traces/base/error_text.h"
#include "traces/base/out_file.h"
#include "world_table.h"

struct sessions_csv;

/* The table is borrowed until the end and holds all worlds already. */
struct sessions_csv *sessions_csv_open(const struct out_file *to,
				       const struct world_table *worlds,
				       enum trace_players has_players,
				       enum csv_dialect dialect,
				       struct error_text *error);
bool sessions_csv_put(struct sessions_csv *csv, const struct session *session,
		      struct error_text *error);

/* Sort, write, and let the file appear. */
bool sessions_csv_finish(struct sessions_csv *csv, struct error_text *error);

/* Also removes what was not finished. */
void sessions_csv_close(struct sessions_csv *csv);

#endif /* TRACES_SESSIONS_CSV_H */
