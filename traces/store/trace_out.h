/*
 * trace_out.h - where sessions go: a store when the name ends in .db, else CSV
 * (.gz, .zst, - for standard output).  Whole or not there.
 */
#ifndef TRACES_TRACE_OUT_H
#define TRACES_TRACE_OUT_H

#include <stdbool.h>

#include "sessions.h"
#include "sessions_csv.h"
#include "store.h"
#include "traces/base/error_text.h"
#include "traces/base/out_file.h"
#include "world_table.h"

struct trace_out {
	struct store_writer *store; /* one of the two */
	struct sessions_csv *csv;
	const struct world_table *worlds; /* borrowed until the end */
	enum trace_players has_players;
};

/* May they go there?  Before anything is read; leaves nothing. */
bool trace_out_check(const struct out_file *to, struct error_text *error);

bool trace_out_open(struct trace_out *out, const struct out_file *to,
		    const struct world_table *worlds,
		    enum trace_players has_players, enum csv_dialect dialect,
		    struct error_text *error);

/* A session_sink (stays.h) and a store_visitor; `context` is the trace_out. */
bool trace_out_put(void *context, const struct session *session,
		   struct error_text *error);
bool trace_out_finish(struct trace_out *out, struct error_text *error);
void trace_out_close(struct trace_out *out);

#endif /* TRACES_TRACE_OUT_H */
