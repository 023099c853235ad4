/*
 * record_why.h - which decisions of the engine are kept for `conductor why`.
 *
 * Owns the decisions told in the window, of replication 0: all of them, or
 * those about the worlds and nodes that were asked for.  Listening changes
 * nothing of the run.  Costs 64 bytes a decision and a refused alternative, and
 * a walk over the fleet each, so by default big runs do without.
 *
 * A world that was asked for brings the orders of nodes with it, since it may
 * wait for one; a node brings the decisions in which it was refused.
 */
#ifndef SIM_RECORD_WHY_H
#define SIM_RECORD_WHY_H

#include "sim/simulation.h"

/* With more starts than this in the window nobody listens unless asked to. */
#define WHY_STARTS_MAX 10000

/* Sets sim->why, or leaves it NULL when nobody listens.  False and one line: a
 * name is not known, or memory ran out. */
bool record_why_open(struct simulation *sim);
void record_why_close(struct why *why);

uint64_t record_why_mask(const struct simulation *sim);
void record_why_notice(struct simulation *sim, const struct notice *notice);
/* What was kept now belongs to the figures. */
void record_why_finish(struct simulation *sim, struct figures *figures);

#endif /* SIM_RECORD_WHY_H */
