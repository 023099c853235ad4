#include "counts_events.h"

#include <stdlib.h>
#include <string.h>

#include "counts.h"
#include "traces/base/random.h"

/* How much of an event is there: 0 none, 1 all. */
static double part_of(const struct counts_event *event, int64_t at_us)
{
	if (at_us < event->from_us || at_us > event->to_us + event->fall_us)
		return 0;
	if (at_us < event->from_us + event->rise_us)
		return (double)(at_us - event->from_us) /
		       (double)event->rise_us;
	if (at_us <= event->to_us)
		return 1;
	return (double)(event->to_us + event->fall_us - at_us) /
	       (double)event->fall_us;
}

double events_factor(const struct counts_event *events, uint32_t count,
		     int64_t at_us)
{
	double factor = 1;

	for (uint32_t i = 0; i < count; i++)
		factor *=
		    1 + (events[i].factor - 1) * part_of(&events[i], at_us);
	return factor;
}

bool events_weekend(const struct counts_event *events, uint32_t count,
		    int64_t at_us)
{
	for (uint32_t i = 0; i < count; i++)
		if (events[i].weekend && at_us >= events[i].from_us &&
		    at_us < events[i].to_us)
			return true;
	return false;
}

uint32_t events_corners(const struct counts_event *events, uint32_t count,
			int64_t corners_us[])
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct counts_event *e = &events[i];

		corners_us[n++] = e->from_us - 1; /* the foot of a cliff */
		corners_us[n++] = e->from_us;
		corners_us[n++] = e->from_us + e->rise_us;
		corners_us[n++] = e->to_us;
		corners_us[n++] = e->to_us + e->fall_us;
		corners_us[n++] = e->to_us + e->fall_us + 1;
	}
	return n;
}

/* When a world restarts in the event, if it is active then; false: never. */
static bool draw_restart(const struct counts_plan *plan, uint32_t index,
			 const char *world, int64_t *at_us)
{
	const struct counts_event *event = &plan->events[index];
	struct random_key key = {.seed = plan->seed,
				 .replication = plan->replication,
				 .purpose = RANDOM_RESTART,
				 .entity = random_hash(world, strlen(world)),
				 .index = index};
	struct random_stream stream;

	random_open(&stream, &key);
	if (random_uniform(&stream) >= event->restarts)
		return false;
	*at_us =
	    event->from_us + (int64_t)(random_uniform(&stream) *
				       (double)(event->to_us - event->from_us));
	return true;
}

/* One event; at most every session becomes two. */
static bool restart(const struct counts_plan *plan, uint32_t index,
		    struct trace *trace, struct error_text *error)
{
	const int64_t pause_us = RESTART_PAUSE_S * INT64_C(1000000);
	size_t count = trace->session_count;
	struct session *sessions =
	    realloc(trace->sessions, (2 * count + 1) * sizeof *sessions);

	if (sessions == NULL)
		return error_set(error, "out of memory");
	trace->sessions = sessions;
	for (size_t i = 0; i < count; i++) {
		struct session *session = &sessions[i], *second;
		const char *world = trace->worlds[session->world].name;
		int64_t at_us;

		if (!draw_restart(plan, index, world, &at_us) ||
		    at_us <= session->start_us ||
		    at_us + pause_us >= session->stop_us)
			continue;
		second = &sessions[trace->session_count++];
		*second = *session;
		second->start_us = at_us + pause_us;
		session->stop_us = at_us;
	}
	return true;
}

bool events_restart(const struct counts_plan *plan, struct trace *trace,
		    struct error_text *error)
{
	for (uint32_t i = 0; i < plan->event_count; i++)
		if (plan->events[i].restarts > 0 &&
		    !restart(plan, i, trace, error))
			return false;
	return true;
}
