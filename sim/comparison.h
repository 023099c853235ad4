/*
 * comparison.h - the promise, and this run against the static fleet, as JSON.
 *
 * Replication i of both meets the same draws, so differences are paired.  Money
 * alone is no verdict: it stands beside how they serve.
 */
#ifndef SIM_COMPARISON_H
#define SIM_COMPARISON_H

#include <cjson/cJSON.h>

#include "sim/promise.h"
#include "sim/run.h"
#include "sim/statistics.h"

/* Was the scenario's promise kept by these figures (one a replication)?  Each
 * part stands with its interval and its verdict; `kept` is the worst of them,
 * null when nothing was requested, and is returned.  `scratch`: room for a
 * value a replication. */
enum promise promise_json(cJSON *promise, const struct run *run,
			  const struct figures *figures, double *scratch);

/* One part, as it was judged. */
void promise_part_json(cJSON *promise, const struct promised *part,
		       const struct interval *interval, enum promise verdict);

/* The same `kept`, of the run itself. */
enum promise promise_kept(const struct run *run);

/* The key static_fleet, or null. */
cJSON *static_fleet_json(const struct run *run, double *scratch);

#endif /* SIM_COMPARISON_H */
