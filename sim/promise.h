/*
 * promise.h - what a scenario promises, and whether figures keep it.
 */
#ifndef SIM_PROMISE_H
#define SIM_PROMISE_H

#include "scenarios/scenario.h"
#include "sim/figures.h"
#include "sim/statistics.h"

enum promise_part {
	PROMISE_PART_WAIT = 0,
	PROMISE_PART_NO_ROOM,
	PROMISE_PART_UNSERVED,
	PROMISE_PART_COUNT
};

/* One thing that is promised. */
struct promised {
	const char *name, *key; /* in summary.json; of the figure */
	double limit;		/* below 0: it is not promised */
	bool at_least;
};
struct promised promise_part(const struct scenario *scenario,
			     enum promise_part part);

/* One part by its interval over the replications; *interval is set.  `scratch`:
 * room for a value a replication. */
enum promise promise_judge_part(const struct promised *part,
				const struct figures *figures, uint32_t count,
				double *scratch, struct interval *interval);
/* The same by the values that are known. */
enum promise promise_judge_known(const struct promised *part,
				 const double *values, uint32_t known,
				 struct interval *interval);
/* The worst of all. */
enum promise promise_judge(const struct scenario *scenario,
			   const struct figures *figures, uint32_t count,
			   double *scratch);

/* How far the means are on the wrong side, in parts of what is allowed, summed
 * over what is promised; 0: kept on average, or nothing was asked for. */
double promise_shortfall(const struct scenario *scenario,
			 const struct figures *figures, uint32_t count);

/* Is it broken on average over `all` replications whatever those after the
 * first `count` bring? */
bool promise_is_lost(const struct scenario *scenario,
		     const struct figures *figures, uint32_t count,
		     uint32_t all);

#endif /* SIM_PROMISE_H */
