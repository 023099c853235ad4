#include "local_clock.h"

#define US_PER_S INT64_C(1000000)
#define S_PER_DAY 86400

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int32_t clock_offset_s(const struct local_clock *clock, int64_t at_us)
{
	uint32_t low = 0, high = clock->count; /* it holds in [low, high) */

	if (clock->count == 0)
		return 0;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (clock->offsets[middle].from_us <= at_us)
			low = middle;
		else
			high = middle;
	}
	return clock->offsets[low].offset_s;
}

int64_t clock_local_s(const struct local_clock *clock, int64_t at_us)
{
	return floor_div(at_us, US_PER_S) + clock_offset_s(clock, at_us);
}

int64_t playing_day_of(const struct local_clock *clock, int64_t at_us)
{
	return floor_div(clock_local_s(clock, at_us) - PLAYING_DAY_BEGINS_S,
			 S_PER_DAY);
}

int64_t playing_day_begins_us(const struct local_clock *clock, int64_t day)
{
	int64_t local_s = day * S_PER_DAY + PLAYING_DAY_BEGINS_S;
	int64_t at_us =
	    (local_s - clock_offset_s(clock, local_s * US_PER_S)) * US_PER_S;

	/* clocks change at night, so one correction is enough at 06:00 */
	return (local_s - clock_offset_s(clock, at_us)) * US_PER_S;
}

unsigned weekday_of(int64_t day)
{
	/* 1970-01-01 was a Thursday */
	return (unsigned)((day % 7 + 7 + 3) % 7);
}
