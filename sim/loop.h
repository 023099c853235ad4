/*
 * loop.h - the run of a replication: from instant to instant, from round to
 * round.
 *
 * Feeds the engine what arrives and lets happen what is due.  Owns no state.
 */
#ifndef SIM_LOOP_H
#define SIM_LOOP_H

#include <stdbool.h>

struct simulation;

/* Feed what has arrived, then whatever wake is due.  What the notices and
 * answers of this round bring is collected for the next one.  False with the
 * error. */
bool loop_round(struct simulation *sim);

/* All instants from the first round to the end of the window. */
bool loop_run(struct simulation *sim);

#endif /* SIM_LOOP_H */
