/*
 * advice.h - what to do: alternatives to a run, simulated on the same draws.
 *
 * By successive halving: all get a few replications, the better ones more, and
 * those that are named all that the run has.  Their figures are then what the
 * command that stands beside them and `conductor report A B` give.
 */
#ifndef SIM_ADVICE_H
#define SIM_ADVICE_H

#include <cjson/cJSON.h>

#include "scenarios/scenario.h"
#include "sim/alternatives.h"
#include "sim/run.h"
#include "sim/statistics.h"
#include "sim/variants.h"

#define ADVICE_NAMED 3

enum advice_state {
	ADVICE_TRIED = 0,
	ADVICE_ONE_RUN, /* one replication cannot tell them from chance */
	ADVICE_NOTHING	/* nothing was asked for, or nothing can be changed */
};

/* An alternative and how it did. */
struct tried {
	struct alternative what;
	struct variant
	    variant; /* whole figures; borrowed: the static fleet's */
	/* over the replications that are done */
	enum promise promise;
	double shortfall;
	struct interval margin; /* alternative - run */
	int rank;		/* class; smaller is better */
};

/* A transfer that no fleet makes fast enough. */
struct too_slow {
	double share;	   /* of starts: their data took such a transfer */
	double gb;	   /* what takes the promised wait just so */
	double example_gb; /* the median of them, */
	double example_s;  /* ... and how long it takes by itself */
	double mb_per_second;
};

struct advice {
	enum advice_state state;
	struct tried list[ALTERNATIVES_LISTED]; /* the best first */
	unsigned count, named;
	bool helps; /* is the first one surely better? */
	bool kept;  /* does any of the list, or the run, keep the promise? */
	struct too_slow too_slow; /* share 0: it is not that */
};

/* Run the alternatives to a run of `source`; *out is released with
 * advice_release(), whatever comes. */
bool advice_run(const struct run *run, const struct source *source,
		const struct run_options *options, struct advice *out,
		struct error_text *error);
void advice_release(struct advice *advice);

/* The command that runs an alternative. */
char *advice_command(const struct source *source,
		     const struct alternative *alternative,
		     char out[VARIANT_COMMAND_SIZE]);

/* The key advice of summary.json. */
cJSON *advice_json(const struct run *run, const struct source *source,
		   const struct advice *advice);

#endif /* SIM_ADVICE_H */
