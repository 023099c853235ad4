/*
 * counts_events.h - what happens on a day that the count series does not know:
 * an update, a streamer, a holiday of one country.
 *
 * An event acts in three ways, each of which may be left out.
 *   factor    multiplies the line of active worlds.  It grows in a straight
 *             line from 1 at `from` to its full height at `from` + rise, holds
 *             until `to` and is gone at `to` + fall; 0 is a cliff.  Events at
 *             the same time multiply.
 *   weekend   the hours of the day are those of a weekend (for counts that are
 *             shaped to a service's hours).
 *   restarts  a share of the worlds stop and start again, each at an instant of
 *             its own, uniform over [from, to): an update that all owners
 * install.  Between lie RESTART_PAUSE_S, which the line of active worlds does
 * not show.
 *
 * Owns nothing.  Restarts draw from the keyed streams of random.h.
 */
#ifndef TRACES_COUNTS_EVENTS_H
#define TRACES_COUNTS_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "traces/base/error_text.h"
#include "traces/store/sessions.h"

#define COUNTS_EVENTS_MAX 64
#define RESTART_PAUSE_S 60

struct counts_event {
	int64_t from_us, to_us, rise_us, fall_us;
	double factor; /* of the active worlds */
	bool weekend;
	double restarts; /* share of worlds */
};

/* The factors of all events at one instant, multiplied. */
double events_factor(const struct counts_event *events, uint32_t count,
		     int64_t at_us);

bool events_weekend(const struct counts_event *events, uint32_t count,
		    int64_t at_us);

/* Corners that the events add to a line: at most EVENT_CORNERS each, in no
 * order. */
#define EVENT_CORNERS 6
uint32_t events_corners(const struct counts_event *events, uint32_t count,
			int64_t corners_us[]);

/* Cut the sessions of the worlds that restart in two.  The trace need not be in
 * its order, and is not afterwards. */
struct counts_plan;
bool events_restart(const struct counts_plan *plan, struct trace *trace,
		    struct error_text *error);

#endif /* TRACES_COUNTS_EVENTS_H */
