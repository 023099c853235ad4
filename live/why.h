/*
 * why.h - the decisions in a journal, recovered by replaying it.
 *
 * Fills the tables of a run.db that `conductor why` reads (decisions,
 * alternatives, starts, nodes, utc_offsets, meta; docs/formats.md) into a
 * database in memory, which the caller closes.  A journal has numbers, not
 * names: worlds and nodes are called by them, types of nodes by what they are.
 * Where the time of a start went is the world's to know, not the engine's: the
 * columns of `starts` that say so are NULL.
 */
#ifndef LIVE_WHY_H
#define LIVE_WHY_H

#include <sqlite3.h>
#include <stdbool.h>

#include "traces/base/error_text.h"

/* Memory: 64 bytes a decision and a refused alternative.  False and one line
 * when the journal cannot be read or does not replay as recorded. */
bool why_replay(const char *path, sqlite3 **out, struct error_text *error);

#endif /* LIVE_WHY_H */
