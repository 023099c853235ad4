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

struct replication_options {
	uint32_t replication;
	bool detail;	 /* keep node lives, ledger and starts */
	int64_t slot_us; /* length of a slot of the series */
	const struct journal_port *journal; /* or NULL */
	const atomic_bool *stop;	    /* or NULL: give up when set */
	atomic_uint *progress_permille;	    /* or NULL */
};

/*
 * Draw (or take) the trace, run the engine against the modelled world over
 * [from - warm_up, to) and fill in *out, which the caller releases with
 * figures_release().  `sessions` is the trace of a WORKLOAD_SESSIONS scenario,
 * already cut to the run and shared by all replications; NULL otherwise.
 */
bool replication_run(const struct scenario *scenario,
		     const struct trace *sessions,
		     const struct replication_options *options,
		     struct figures *out, struct error_text *error);

#endif /* SIM_REPLICATION_H */
