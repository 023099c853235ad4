/*
 * journal.h - the journal of inputs, written: SQLite in WAL mode.
 *
 * Owns the file while it is open.  Knows nothing about the meaning of inputs.
 * An input is in the journal once commit() has returned; with
 * commits_per_transaction 1 it then survives a power cut (synchronous=FULL).
 * Several commits may share a transaction where the world behind the engine
 * dies with the process, as in sim; live never does that.
 *
 * docs/formats.md describes the tables.  Instants are microseconds UTC.
 */
#ifndef LIVE_JOURNAL_H
#define LIVE_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/journal_port.h"
#include "traces/base/error_text.h"

#define JOURNAL_INPUTS_PER_SNAPSHOT 20000

struct journal_options {
	uint32_t commits_per_transaction; /* 1: durable at once */
	uint32_t inputs_per_snapshot;	  /* 0: JOURNAL_INPUTS_PER_SNAPSHOT */
};

/*
 * Begin a new journal at `path`, which must not exist or be an empty file: a
 * journal is never overwritten.  A link is followed.  On success *out writes to
 * it; end with journal_port_close().
 */
bool journal_port_open(const char *path, const struct journal_options *options,
		       struct journal_port *out, struct error_text *error);

/*
 * Continue the journal at `path`, whose last input is `last_seq`; recovery.h
 * calls this.  begin() then starts a new segment only if the configuration has
 * changed.
 */
bool journal_port_resume(const char *path,
			 const struct journal_options *options,
			 uint64_t last_seq, struct journal_port *out,
			 struct error_text *error);

/*
 * Write what is still grouped; inputs recorded since the last commit are
 * dropped, because nothing was done about them.  False, with the reason, if
 * anything since the beginning could not be written.  Nothing is recorded after
 * it; whoever wants a journal only beside something else discards it if that
 * fails, and else closes it.
 */
bool journal_port_finish(struct journal_port *port, struct error_text *error);

/* Finish and close. */
bool journal_port_close(struct journal_port *port, struct error_text *error);

/* Close a journal that is not worth keeping and remove its file. */
void journal_port_discard(struct journal_port *port);

#endif /* LIVE_JOURNAL_H */
