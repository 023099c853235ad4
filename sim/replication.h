/*
 * replication.h - one replication of one scenario: the loop around drive().
 *
 * Owns the simulated world, the engine and their memory while it runs.  Decides
 * nothing: what runs where, when and for how much comes from the engine.
 */
#ifndef SIM_REPLICATION_H
#define SIM_REPLICATION_H

#include <stdatomic.h>
#include <stdbool.h>

#include "engine/drive.h"
#include "engine/journal_port.h"
#include "scenarios/scenario.h"
#include "sim/figures.h"

/* Where the notices go that are given again after a crash: those of the same
 * kinds as before, so that they have the same numbers. */
struct notice_listener {
	void *context;
	uint64_t mask; /* 1 << enum notice_kind */
	void (*hear)(void *context, const struct notice *notice);
};

/*
 * For tests of crashes: the controller dies while the world lives on.  It dies
 * when a journal call fails, or where dies() says so.
 */
struct death_port {
	void *context;
	/* Before a command is carried out: does the controller die here? */
	bool (*dies)(void *context, const struct command *command);
	/* What the journal brings back: an engine from the same allocator, and
	 * the notices of the inputs it was fed.  It acts again after *away_us.
	 * NULL: the test gives up. */
	struct engine *(*recover)(void *context,
				  const struct notice_listener *listener,
				  int64_t *away_us);
};

/* Which decisions are kept with the detail; record_why.h. */
enum why_kept { WHY_BY_SIZE = 0, WHY_ALL, WHY_NONE, WHY_ONLY };

struct replication_options {
	uint32_t replication;
	bool detail;	/* keep node lives, ledger and starts */
	bool offered;	/* find the peak of what is asked for: a sort */
	bool breakdown; /* tiers, customers, causes of waiting: O(worlds) */
	bool promise;	/* judge it: a clock for each start, record_starts.h */
	enum why_kept why;
	const char *why_only; /* WHY_ONLY: names of worlds and nodes, commas */
	bool digest;	      /* of the last state: a walk over all of it */
	int64_t slot_us;      /* length of a slot of the series */
	const struct journal_port *journal; /* or NULL */
	const struct death_port *deaths;    /* or NULL */
	uint32_t audit_every;	 /* inputs: check all invariants; 0: never */
	const atomic_bool *stop; /* or NULL: give up when set */
	atomic_uint *progress_permille; /* or NULL */
};

/*
 * Draw (or take) the trace, run the engine against the modelled world over
 * [from - warm_up, to) and fill in *out, which the caller releases with
 * figures_release().  `sessions` is the trace of a WORKLOAD_SESSIONS scenario,
 * already cut to the run and shared by all replications; NULL otherwise.  With
 * detail the figures name its worlds, so it must outlive them.
 */
bool replication_run(const struct scenario *scenario,
		     const struct trace *sessions,
		     const struct replication_options *options,
		     struct figures *out, struct error_text *error);

#endif /* SIM_REPLICATION_H */
