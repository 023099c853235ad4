#include "counts_events.h"

#include "random.h"

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

bool event_restart(const struct counts_event *event,
		   const struct random_key *key, int64_t *at_us)
{
	struct random_stream stream;

	random_open(&stream, key);
	if (random_uniform(&stream) >= event->restarts)
		return false;
	*at_us =
	    event->from_us + (int64_t)(random_uniform(&stream) *
				       (double)(event->to_us - event->from_us));
	return true;
}
