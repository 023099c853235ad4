/*
 * local_clock.h - hours and days of the clock that players live by.
 *
 * A table of UTC offsets, the first of which holds before its instant too.
 * Owns nothing; instants are microseconds UTC.
 *
 * A *playing day* runs from 06:00 to 06:00 local, because a Friday night ends
 * on Saturday morning.  Its number is the day number (days since 1970-01-01)
 * of the local date on which it begins.
 */
#ifndef TRACES_LOCAL_CLOCK_H
#define TRACES_LOCAL_CLOCK_H

#include <stdint.h>

#include "zone.h"

#define PLAYING_DAY_BEGINS_S INT64_C(21600)

struct local_clock {
	const struct utc_offset *offsets; /* borrowed; none: the clock is UTC */
	uint32_t count;
};

int32_t clock_offset_s(const struct local_clock *clock, int64_t at_us);

/* Local seconds since the epoch. */
int64_t clock_local_s(const struct local_clock *clock, int64_t at_us);

int64_t playing_day_of(const struct local_clock *clock, int64_t at_us);

/* The instant at which a playing day begins; it ends where the next begins. */
int64_t playing_day_begins_us(const struct local_clock *clock, int64_t day);

/* 0 Monday ... 6 Sunday, of a day number. */
unsigned weekday_of(int64_t day);

#endif /* TRACES_LOCAL_CLOCK_H */
