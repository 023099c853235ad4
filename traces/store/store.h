/*
 * store.h - the trace store: a year of many worlds in one SQLite file.
 *
 * worlds(world, name, owner, ram_mib, cpu_milli, disk_mib): one row a world.
 * sessions(block, from_us, until_us, count, bytes): one row for some thousand
 * sessions (store_block.h), with the span of time they cover, so a window reads
 * only what it needs.  meta(key, value).  docs/formats.md has the details.
 *
 * A file is written aside and renamed: it is whole or not there.  Never merges
 * and never judges; who puts sessions has made sure that those of a world do
 * not overlap (merge.h).
 */
#ifndef TRACES_STORE_H
#define TRACES_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "sessions.h"
#include "traces/base/error_text.h"
#include "traces/base/out_file.h"
#include "world_table.h"

/* In a world table: the column was missing, the scenario's default holds. */
#define STORE_UNKNOWN UINT32_MAX

struct store_writer;

struct store_writer *store_writer_open(const struct out_file *to,
				       struct error_text *error);
bool store_writer_put(struct store_writer *writer,
		      const struct session *session, struct error_text *error);

/* Write the worlds and let the file appear under its name. */
bool store_writer_finish(struct store_writer *writer,
			 const struct world_table *worlds,
			 enum trace_players has_players,
			 struct error_text *error);

/* Also removes what was not finished. */
void store_writer_close(struct store_writer *writer);

struct store;

struct store *store_open(const char *path, struct error_text *error);
void store_close(struct store *store);
enum trace_players store_has_players(const struct store *store);
uint64_t store_session_count(const struct store *store);

/* Fill an empty table; numbers are those of the sessions. */
bool store_read_worlds(struct store *store,
		       const struct trace_defaults *defaults,
		       struct world_table *out, struct error_text *error);

/* Every session that touches [from_us, to_us). */
typedef bool store_visitor(void *context, const struct session *session,
			   struct error_text *error);
bool store_read_sessions(struct store *store, int64_t from_us, int64_t to_us,
			 store_visitor *visit, void *context,
			 struct error_text *error);

/* A trace of those that touch the window; see trace_read_window(). */
bool trace_read_store(const char *path, const struct trace_defaults *defaults,
		      int64_t from_us, int64_t to_us, struct trace *out,
		      struct error_text *error);

/* Is this the name of a store? */
bool store_is_named(const char *path);

#endif /* TRACES_STORE_H */
