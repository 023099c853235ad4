/*
 * stays.h - players' stays become world sessions.
 *
 * A stay is a player in a world from joining to leaving.  Stays of one player
 * that overlap are one.  A world runs from the first stay until no player has
 * been online for the idle stop; the session ends then, so it is longer than
 * its stays.  Its players are given in player seconds: what they have been
 * online together, neither rounded to players nor at least one.
 *
 * Memory grows with the worlds, not with the stays (sorter.h, merge.h).
 */
#ifndef TRACES_STAYS_H
#define TRACES_STAYS_H

#include <stdbool.h>
#include <stdint.h>

#include "traces/base/error_text.h"
#include "traces/store/sessions.h"

struct stay {
	int64_t start_us, stop_us; /* stop >= start */
	uint32_t world;
	uint32_t player; /* pseudonym */
};

struct stays;

struct stays *stays_create(int64_t idle_stop_us, struct error_text *error);
bool stays_put(struct stays *stays, const struct stay *stay,
	       struct error_text *error);

typedef bool session_sink(void *context, const struct session *session,
			  struct error_text *error);

/* What a run has found on the way. */
struct stays_found {
	uint64_t overlaps; /* stays that were part of another of that player */
	int64_t player_us; /* all stays together, without these */
};

/* All sessions into the sink. */
bool stays_run(struct stays *stays, session_sink *sink, void *context,
	       struct stays_found *found, struct error_text *error);

void stays_release(struct stays *stays);

#endif /* TRACES_STAYS_H */
