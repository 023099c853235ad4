/*
 * record_why.h - observer of decisions: which of the engine's are kept for
 * `conductor why`.
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

#include <stdbool.h>

struct simulation;

/* With more starts than this in the window decisions are kept only if asked
 * for. */
#define WHY_STARTS_MAX 10000

/* False and one line: a name is not known, or memory ran out. */
bool record_why_open(struct simulation *sim);

#endif /* SIM_RECORD_WHY_H */
