/*
 * run.h - all replications of a scenario, and the same demand on a static
 * fleet.
 *
 * Owns the figures of every replication.  The outcome does not depend on how
 * many threads ran it.
 */
#ifndef SIM_RUN_H
#define SIM_RUN_H

#include <cjson/cJSON.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "scenarios/scenario.h"
#include "sim/figures.h"
#include "sim/replication.h"
#include "sim/source.h"
#include "traces/base/csv_row.h"

struct run {
	const struct scenario *scenario;
	struct figures *figures; /* one a replication */
	uint32_t count;
	uint64_t digest;       /* over the trails, in order */
	struct figures *fixed; /* the static fleet, or NULL */
	uint32_t fixed_nodes;
	uint16_t fixed_type;
	bool fixed_keeps;	      /* it is the smallest that keeps the
					 promise; else none was found that does */
	const struct trace *sessions; /* recorded ones, cut; or NULL */
	struct trace own_trace;	      /* the sessions, if they were read here */
	double wall_s, load_s;
	const char *command_line;
	const struct source *source; /* of the scenario; NULL: not known */
	enum csv_dialect csv;	     /* of series.csv and ledger.csv */
	const char *why_only;	     /* names to which decisions are confined */
	cJSON *advice; /* what to do (advice.h); NULL: not asked for */
};

struct run_options {
	uint32_t jobs; /* threads; 0: as many as there are cores */
	bool with_static;
	/* Read already, will be cut, must outlive the run; NULL: read them. */
	struct trace *sessions;
	const struct journal_port *journal; /* needs one replication */
	enum why_kept why;		    /* of the first replication */
	const char *why_only;		    /* WHY_ONLY */
	const atomic_bool *stop;
	bool progress; /* draw a bar on standard error */
	/* These are a part of more: so many were before, of at most so many; 0:
	 * they are all. */
	uint32_t before, of;
	double since_s; /* when that began, by jobs_now_s() */
};

/* Fill in *out, released with run_release().  False and one line on failure. */
bool run_scenario(const struct scenario *scenario,
		  const struct run_options *options, struct run *out,
		  struct error_text *error);

void run_release(struct run *run);

/* Would run_scenario() find the demand that it needs? */
bool run_checks_demand(const struct scenario *scenario,
		       struct error_text *error);

#endif /* SIM_RUN_H */
