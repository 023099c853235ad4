/*
 * sleepers.h - the worlds that sleep on nodes when a run begins.
 *
 * With `window.start: "sleepers"` a run does not begin with an empty fleet: a
 * world whose last session before it ended within the sleep window sleeps on a
 * dedicated node, since then; one that is played at that very instant was
 * stopped at it, so that it starts warm.  So a run need not be as long as its
 * sleep window before it shows what the window does.
 *
 * Which node, chance decides, by RAM: a state, no decision, and the same under
 * every policy.  A node's disk is filled to four fifths; who finds no node is
 * in the archive.  Owns nothing.
 */
#ifndef SIM_SLEEPERS_H
#define SIM_SLEEPERS_H

#include <stdbool.h>
#include <stdint.h>

#include "scenarios/scenario.h"
#include "traces/store/sessions.h"

struct simulation;

/* Stops from here on can have left a sleeper: the beginning of the run less
 * the sleep window; the beginning itself, if no sleepers are asked for. */
int64_t sleepers_from_us(const struct scenario *scenario);

/* Write into the trace who sleeps since when.  Before it is cut to the run. */
void sleepers_find(const struct scenario *scenario, struct trace *trace);

/* Tell the engine, in the order in which they fell asleep.  After nodes and
 * worlds.  False: out of memory. */
bool sleepers_tell(struct simulation *sim);

#endif /* SIM_SLEEPERS_H */
