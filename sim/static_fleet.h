/*
 * static_fleet.h - the same demand on machines rented by the month alone: the
 * smallest number of them that keeps the promise.
 */
#ifndef SIM_STATIC_FLEET_H
#define SIM_STATIC_FLEET_H

#include "sim/run.h"

/* Is there one to compare the scenario with: dedicated machines, and others
 * that come and go?  *type: of the first dedicated group. */
bool static_fleet_exists(const struct scenario *scenario, uint16_t *type);

/* The scenario with that many machines of that type, and no others.  Borrows
 * everything. */
struct scenario static_fleet_of(const struct scenario *scenario, uint16_t type,
				uint32_t nodes);

/*
 * Find it and keep its figures in run->fixed.  A fleet keeps the promise if the
 * means over all replications do; intervals have no part in it, so that the
 * size does not grow where they are wide.  Where none does, the fleet for the
 * largest demand of any replication stands in, and run->fixed_keeps is false.
 */
bool static_fleet_run(struct run *run, const struct run_options *options,
		      struct error_text *error);

#endif /* SIM_STATIC_FLEET_H */
