/*
 * idle.h - what paid capacity without a running world costs, by cause.
 *
 * Each node's hourly cost is split by RAM into what running worlds use and what
 * they do not, and the latter goes to the first cause that fits: boot, reserve
 * (the node's own part and the worlds' overhead), rounding (leaving, kept until
 * its paid hour ends), fragmentation (free while a start waits), night, slack.
 * Because the cause of free RAM is the same for the whole fleet at an instant,
 * only sums over the fleet are integrated: O(1) per event.
 *
 * Owns the integrals.  Knows nothing of nodes but the shares it is told.
 */
#ifndef ENGINE_KIT_IDLE_H
#define ENGINE_KIT_IDLE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/engine.h"
#include "engine/kit/arithmetic.h"
#include "engine/questions.h"

/* Nano-euro per hour of one node, by use; a node remembers what it told. */
struct idle_shares {
	int64_t boot, reserve, leaving, free, used;
};

struct idle_meter {
	int64_t now_us;
	struct idle_shares fleet; /* sums over all nodes */
	bool waiting, night;	  /* what free RAM means at this instant */
	uint32_t cloud_alive, cloud_used; /* cloud nodes: all, with a world */
	wide cost[IDLE_COUNT];		  /* nano-euro x microsecond / hour */
	wide used;
	int64_t cloud_alive_us, cloud_used_us;
	int64_t cloud_wasted_us; /* paid beyond the end of nodes */
};

/* Integrate up to `now_us`.  Call before anything changes at that instant. */
void idle_advance(struct idle_meter *meter, int64_t now_us);

/* A node's shares change from `old` to `new` at the meter's instant. */
void idle_change(struct idle_meter *meter, const struct idle_shares *old,
		 const struct idle_shares *new);

/* The setup fee of a node: a part of what it costs until it is ready. */
void idle_setup(struct idle_meter *meter, int64_t nano_eur);

/* Paid time that will never be used (the rest of an hour after a node was
 * given back): rate in nano-euro per hour. */
void idle_waste(struct idle_meter *meter, int64_t rate_nano_eur,
		int64_t duration_us);

#endif /* ENGINE_KIT_IDLE_H */
