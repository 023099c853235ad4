/*
 * bound.h - what the machines would have cost at least: the lower bound of a
 * planner who knows the night in advance.
 *
 * The planner meets the demand that was served: RAM and CPU of the worlds that
 * were active, from the notice that they are to the end of the run.  He may
 * move a world at any instant and in no time, cut it into pieces, order a
 * machine for the instant at which it is needed, and as many of them as he
 * likes, of every type that the scenario has or may order: by the month for
 * the whole run, or by started hours.  What it takes beside that (boots,
 * start-ups, transfers, setup fees and minimum stays of machines by the hour,
 * disk, sleepers) he has for nothing.
 *
 * So for each number k of machines by the month he owes their rent, and for
 * each instant t as many machines by the hour as close the gap,
 *
 *	n(t) = ceil((need(t) - k x month_size) / hour_size), at least 0,
 *
 * each of which is paid for a whole hour from the instant it begins.  That the
 * sum over k is a bound, and why it is tight, is proved in docs/model.md.  In
 * short: whatever a policy does, it has some k, its paid hours cover n(t) at
 * each t, and no cover has fewer hours than the one that begins each hour as
 * late as it can.
 *
 * Each resource gives a bound of its own; the larger one counts.  Of several
 * types a unit is the greatest common divisor of their sizes, at the lowest
 * price for so much: more freedom, so still a bound.
 *
 * Amounts are MiB and milli-CPU, instants us, money nano-euro.  Owns nothing;
 * the memory it takes is given back before it returns.
 */
#ifndef SIM_BOUND_H
#define SIM_BOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/config.h"

enum bound_resource { BOUND_RAM = 0, BOUND_CPU, BOUND_RESOURCES };

/* Needed from this instant on, until that of the next step. */
struct bound_step {
	int64_t at_us;
	int64_t need[BOUND_RESOURCES];
};

/* A machine whose hour was begun, and paid, before the first step. */
struct bound_gift {
	int64_t until_us;
	int64_t room[BOUND_RESOURCES];
};

struct bound_demand {
	const struct bound_step *steps; /* by time, one an instant */
	size_t count;
	const struct bound_gift *gifts; /* by their ends */
	size_t gift_count;
	int64_t to_us; /* of the last step; hours begin before it */
};

/* What a unit of a resource costs. */
struct bound_prices {
	int64_t month_size, hour_size; /* 0: cannot be had in this way */
	double month_nano_eur;	       /* for the whole window */
	double hour_nano_eur;	       /* for a started hour */
};

struct bound_terms {
	bool limits[BOUND_RESOURCES]; /* may it be short at all? */
	struct bound_prices of[BOUND_RESOURCES];
};

/* What a machine of this type can sell of it; of CPU 0: it is no limit. */
int64_t bound_room(const struct engine_config *config, uint32_t type,
		   enum bound_resource resource);

/* A machine of this type, by the month, over a part of the run: rent, address
 * and its share of the setup fee. */
double bound_month_nano_eur(const struct engine_config *config, uint32_t type,
			    int64_t from_us, int64_t to_us);

/* At the lowest prices that the configuration knows for this part of a run
 * that begins at config->begin_us. */
void bound_terms_of(const struct engine_config *config, int64_t from_us,
		    int64_t to_us, struct bound_terms *out);

/* The bound.  False: no memory. */
bool bound_least(const struct bound_demand *demand,
		 const struct bound_terms *terms, double *nano_eur);

#endif /* SIM_BOUND_H */
