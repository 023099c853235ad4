/*
 * sessions.h - player demand as data: worlds and the stretches in which they
 * are wanted.
 *
 * Owns the table of worlds and the sorted list of sessions.  Never decides
 * anything, never draws.  Instants are microseconds UTC, sizes MiB.
 */
#ifndef TRACES_SESSIONS_H
#define TRACES_SESSIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "session_rows.h"
#include "traces/base/error_text.h"

struct world_table;

/* One world of the trace.  Its index is its position in the table. */
struct trace_world {
	char *name;	    /* owned by the trace */
	uint64_t name_hash; /* FNV-1a 64 of the name: the key of random draws */
	uint32_t ram_mib;
	uint32_t cpu_milli;
	uint32_t disk_mib;
	uint32_t account; /* index into accounts */
	bool is_new; /* made in this trace: no data before its first start */
	int64_t slept_since_us; /* when the run begins; 0: it is archived */
};

struct session {
	int64_t start_us;
	int64_t stop_us; /* [start, stop); TRACE_STILL_RUNNING_US if unknown */
	uint32_t world;
	uint32_t players; /* or their seconds, as trace.has_players says; 0: it
			     does not */
};

struct trace {
	struct trace_world *worlds; /* sorted by name */
	uint32_t world_count;
	char **accounts; /* names; a world without owner is its own account */
	uint32_t account_count;
	struct session *sessions; /* sorted by start, then world name */
	size_t session_count;
	enum trace_players has_players; /* by the columns it has */
	uint64_t left; /* sessions of the source outside what was read */
};

/*
 * Read sessions.csv (also .gz and .zst): header `world,start,stop,ram_mb` and
 * optionally owner,cpu_milli,disk_mb,tier,players in any order.  Times RFC 3339
 * with offset, or epoch seconds with up to six decimals.  Sessions of a world
 * must not overlap; touching is fine.  `path` "-" is standard input.
 *
 * On success fills *out, which the caller releases with trace_release().  On
 * failure returns false, sets error to one line, leaves *out released.
 */
bool trace_read_sessions(const char *path,
			 const struct trace_defaults *defaults,
			 struct trace *out, struct error_text *error);

/* The same; of a trace store (store.h: *.db) only the sessions that touch
 * [from_us, to_us), and how many were left there.  A CSV is read whole. */
bool trace_read_window(const char *path, const struct trace_defaults *defaults,
		       int64_t from_us, int64_t to_us, struct trace *out,
		       struct error_text *error);
bool trace_read_rows(struct reader *reader,
		     const struct trace_defaults *defaults, struct trace *out,
		     struct error_text *error);

/* A run needs one: what `sim` refuses, `check` refuses.  `path` is named by its
 * last part. */
bool trace_holds_any(const struct trace *trace, const char *path,
		     struct error_text *error);

/* Say on stderr if worlds have less RAM than any server needs
 * (TRACE_RAM_SMALL_MIB): likely their plan is in GB. */
void trace_tell_small_ram(const struct trace *trace, const char *file);

/* Sort sessions and worlds into the canonical order and check overlaps; used by
 * every producer of a trace.  `what` names the source in error lines. */
bool trace_canonicalise(struct trace *trace, const char *what,
			struct error_text *error);

/* The table's names become the trace's worlds and accounts, in the order of
 * their numbers; the table keeps nothing of them.  False: no memory. */
bool trace_take_worlds(struct trace *trace, struct world_table *table);

void trace_release(struct trace *trace);

/*
 * What of a trace lies in a run over [from_us, to_us): sessions outside are
 * dropped, sessions across an edge are cut (and sessions that still run at the
 * end get stop_us = to_us).  Changes the list in place.  read = used + outside;
 * cut are those of the used that lost a part.
 */
struct trace_cut {
	uint64_t read, used, cut, outside;
};
struct trace_cut trace_cut_to(struct trace *trace, int64_t from_us,
			      int64_t to_us);

#endif /* TRACES_SESSIONS_H */
