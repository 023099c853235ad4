/*
 * sweep.h - the points of a design, played one after the other on the same
 * draws, and kept in a file.
 *
 * Point p belongs to shard p mod N.  A point that a rule of the scenario
 * forbids, or that cannot be simulated, is kept as refused, with the line that
 * says why.  Points are played in groups of a few seconds; a group is in the
 * work file or is not.  Neither threads nor groups change what is kept.
 *
 * Owns scenarios, demand and open files; what comes from the command line is
 * borrowed.
 */
#ifndef SIM_SWEEP_H
#define SIM_SWEEP_H

#include "sim/demands.h"
#include "sim/design.h"
#include "sim/overrides.h"
#include "sim/source.h"
#include "sim/sweep_file.h"
#include "sim/variants.h"

struct sweep {
	/* given */
	struct source source;
	struct overrides sets; /* --set, --seed, --replications */
	const char *vary[AXES_MAX];
	unsigned vary_count;
	uint64_t drawn;		/* points of a Latin hypercube; 0: the grid */
	uint64_t shard, shards; /* 1 ... of; 0: all in one */

	/* afterwards */
	struct scenario base;
	bool loaded;
	struct axis axes[AXES_MAX];
	unsigned axis_count;
	struct design design;
	struct variant_columns columns;
	struct demands demands;
	struct sweep_file head;
	uint64_t here;	  /* points of this shard */
	uint64_t before;  /* of them, played by an earlier run */
	uint64_t refused; /* of those that were played now */
	struct error_text first_refused;
};

/* Read the axes: the command line alone. */
bool sweep_read_axes(struct sweep *sweep, struct error_text *error);

/* Load the scenario, and see that there is something to play; nothing is
 * simulated.  The head says what will be. */
bool sweep_load(struct sweep *sweep, struct error_text *error);

/* Play what is not in the work file yet.  False: an error, or stopped; what was
 * kept stays. */
bool sweep_run(struct sweep *sweep, struct sweep_file *work,
	       struct run_options *options, struct error_text *error);

void sweep_release(struct sweep *sweep);

/* "2/3" of a shard; NULL: all in one. */
const char *sweep_shard_text(const struct sweep *sweep, char out[48]);

#endif /* SIM_SWEEP_H */
