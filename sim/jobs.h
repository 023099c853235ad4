/*
 * jobs.h - replications, of one scenario or of several, over a few threads.
 *
 * What comes out does not depend on how many threads there are.  Owns nothing.
 */
#ifndef SIM_JOBS_H
#define SIM_JOBS_H

#include <stdatomic.h>

#include "scenarios/scenario.h"
#include "sim/figures.h"
#include "sim/run.h"

struct job {
	const struct scenario *scenario;
	const struct trace *sessions; /* as in replication_run() */
	struct figures *figures;      /* to be filled in */
	uint32_t replication;
	bool breakdown; /* see struct replication_options */
	bool detail;	/* of the first replication, with all that is kept */
	bool offered;
	atomic_bool *lost; /* set where it fails; NULL: then all end */
};

/* Run them all.  `slot_us`: length of a slot of the series, 0: none is wanted.
 * Of `options` those of threads, progress, stop and, for a job with detail,
 * journal and why count.  False and one line when one failed, or all were
 * stopped; figures of those that ran are the caller's all the same. */
bool jobs_run(const struct job *jobs, uint32_t count,
	      const struct run_options *options, int64_t slot_us,
	      struct error_text *error);

/* Of a clock that only goes on. */
double jobs_now_s(void);

#endif /* SIM_JOBS_H */
