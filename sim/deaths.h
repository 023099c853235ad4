/*
 * deaths.h - the controller's crashes, as the modelled world sees them.
 *
 * The world keeps what the controller has not committed: answers and requests
 * stay on their way and arrive again, in order.  For tests; without a death
 * port the controller lives, unless its journal cannot be written.
 */
#ifndef SIM_DEATHS_H
#define SIM_DEATHS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/notice.h"

struct simulation;

struct deaths {
	struct last_heard heard; /* what comes again after a crash is no news */
	int64_t back_at_us; /* the controller is away until then; 0: it is not
			     */
	int64_t away_us;
	bool died;
};

/* The controller died: recover it, and let it carry out again what has no
 * answer yet, or be away for a while.  False with the error. */
bool deaths_revive(struct simulation *sim);

/* Is the controller away at this instant? */
static inline bool deaths_away(const struct deaths *deaths, int64_t now_us)
{
	return now_us < deaths->back_at_us;
}

/* Was it away, and is it to come back? */
static inline bool deaths_returns(const struct deaths *deaths)
{
	return deaths->back_at_us != 0;
}

/* It is back: the first thing it hears is for how long it was away.  False with
 * the error. */
bool deaths_come_back(struct simulation *sim);

#endif /* SIM_DEATHS_H */
