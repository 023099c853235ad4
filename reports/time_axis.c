#include "reports/time_axis.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/number.h"
#include "reports/text.h"
#include "traces/base/times.h"

#define SECOND_US INT64_C(1000000)
#define MINUTE_S INT64_C(60)
#define HOUR_S INT64_C(3600)
#define DAY_S INT64_C(86400)
#define MONTH_S (30 * DAY_S)
#define YEAR_S (365 * DAY_S)
#define DATE_PIXELS 84.0 /* what "2024-11-08" needs */

enum unit { UNIT_CLOCK, UNIT_DAY, UNIT_MONTH, UNIT_YEAR };

/* What each unit's label needs on the axis. */
static const double label_pixels[] = {
    [UNIT_CLOCK] = 54, [UNIT_DAY] = 58, [UNIT_MONTH] = 46, [UNIT_YEAR] = 52};

struct step {
	enum unit unit;
	int64_t count;	  /* of seconds, days, months or years */
	int64_t length_s; /* about */
};

static const struct step steps[] = {
    {UNIT_CLOCK, MINUTE_S, MINUTE_S},
    {UNIT_CLOCK, 2 * MINUTE_S, 2 * MINUTE_S},
    {UNIT_CLOCK, 5 * MINUTE_S, 5 * MINUTE_S},
    {UNIT_CLOCK, 10 * MINUTE_S, 10 * MINUTE_S},
    {UNIT_CLOCK, 15 * MINUTE_S, 15 * MINUTE_S},
    {UNIT_CLOCK, 30 * MINUTE_S, 30 * MINUTE_S},
    {UNIT_CLOCK, HOUR_S, HOUR_S},
    {UNIT_CLOCK, 2 * HOUR_S, 2 * HOUR_S},
    {UNIT_CLOCK, 3 * HOUR_S, 3 * HOUR_S},
    {UNIT_CLOCK, 4 * HOUR_S, 4 * HOUR_S},
    {UNIT_CLOCK, 6 * HOUR_S, 6 * HOUR_S},
    {UNIT_CLOCK, 12 * HOUR_S, 12 * HOUR_S},
    {UNIT_DAY, 1, DAY_S},
    {UNIT_DAY, 2, 2 * DAY_S},
    {UNIT_DAY, 7, 7 * DAY_S},
    {UNIT_DAY, 14, 14 * DAY_S},
    {UNIT_MONTH, 1, MONTH_S},
    {UNIT_MONTH, 2, 2 * MONTH_S},
    {UNIT_MONTH, 3, 3 * MONTH_S},
    {UNIT_MONTH, 6, 6 * MONTH_S},
    {UNIT_YEAR, 1, YEAR_S},
    {UNIT_YEAR, 2, 2 * YEAR_S},
    {UNIT_YEAR, 5, 5 * YEAR_S},
    {UNIT_YEAR, 10, 10 * YEAR_S},
    {UNIT_YEAR, 50, 50 * YEAR_S},
};
#define STEPS (sizeof steps / sizeof steps[0])

static const struct step *step_for(int64_t all_s, double pixels)
{
	size_t i = 0;

	while (i + 1 < STEPS && (double)all_s / (double)steps[i].length_s >
				    pixels / label_pixels[steps[i].unit])
		i++;
	return &steps[i];
}

/* The local clock at an instant, and what of it is needed here. */
struct local {
	int64_t s;
	int year, month; /* month: 1 ... 12 */
	int day;
	char text[40];
};

static struct local local_at(const struct run_data *data, int64_t at_us)
{
	struct local local = {.s = run_data_local_s(data, at_us)};

	(void)time_format(local.s * SECOND_US, 0, local.text,
			  sizeof local.text);
	local.year = atoi(local.text);
	local.month = atoi(local.text + 5);
	local.day = atoi(local.text + 8);
	return local;
}

/* Weeks begin on Mondays; 1970 began on a Thursday. */
static bool is_day_of(int64_t local_s, int64_t count)
{
	int64_t day = local_s / DAY_S;

	return count % 7 == 0 ? (day - 4) % count == 0 : day % count == 0;
}

static bool is_tick(const struct step *step, const struct local *local)
{
	if (step->unit == UNIT_CLOCK)
		return local->s % step->count == 0;
	if (local->s % DAY_S != 0)
		return false;
	switch (step->unit) {
	case UNIT_DAY:
		return is_day_of(local->s, step->count);
	case UNIT_MONTH:
		return local->day == 1 && (local->month - 1) % step->count == 0;
	default:
		return local->day == 1 && local->month == 1 &&
		       local->year % step->count == 0;
	}
}

static void write_label(enum unit unit, enum language language,
			const struct local *local, char *out, size_t size)
{
	char text[NUMBER_SIZE];

	switch (unit) {
	case UNIT_CLOCK:
		(void)snprintf(out, size, "%.5s", local->text + 11);
		break;
	case UNIT_DAY:
		(void)snprintf(out, size, "%.20s",
			       number_day_short(language, local->text, text));
		break;
	case UNIT_MONTH:
		(void)snprintf(
		    out, size, "%s",
		    text_of(language,
			    (enum text)((int)T_MONTH_JAN + local->month - 1)));
		break;
	case UNIT_YEAR:
		(void)snprintf(out, size, "%.4s", local->text);
		break;
	}
}

static void write_below(enum unit unit, enum language language,
			const struct local *local, char *out, size_t size)
{
	char text[NUMBER_SIZE];

	if (unit == UNIT_CLOCK)
		(void)snprintf(out, size, "%.20s",
			       number_day(language, local->text, text));
	else
		(void)snprintf(out, size, "%.4s", local->text);
}

/* Is the date, or the year, another than at the last tick? */
static bool is_new(enum unit unit, const struct local *last,
		   const struct local *local)
{
	if (unit == UNIT_YEAR)
		return false;
	if (last->text[0] == '\0' || last->year != local->year)
		return true;
	return unit == UNIT_CLOCK && strncmp(last->text, local->text, 10) != 0;
}

/* The first date makes room for that of the first midnight. */
static void drop_first_date(struct time_tick *ticks, size_t count,
			    double pixels_per_us)
{
	for (size_t i = 1; i < count; i++) {
		if (ticks[i].below[0] == '\0')
			continue;
		if ((double)(ticks[i].at_us - ticks[0].at_us) * pixels_per_us <
		    DATE_PIXELS)
			ticks[0].below[0] = '\0';
		return;
	}
}

size_t time_ticks(const struct run_data *data, enum language language,
		  double pixels, struct time_tick out[TIME_TICKS_MAX])
{
	int64_t from_us = run_data_from_us(data), to_us = run_data_to_us(data);
	const struct step *step =
	    step_for((to_us - from_us) / SECOND_US, pixels);
	/* clocks differ from UTC by quarters of an hour, no less */
	int64_t stride_us =
	    (step->unit == UNIT_CLOCK && step->count < 15 * MINUTE_S
		 ? MINUTE_S
		 : 15 * MINUTE_S) *
	    SECOND_US;
	struct local last = {.text = ""};
	size_t count = 0;

	from_us += (stride_us - from_us % stride_us) % stride_us;
	for (int64_t at = from_us; at <= to_us && count < TIME_TICKS_MAX;
	     at += stride_us) {
		struct local local = local_at(data, at);
		struct time_tick *tick = &out[count];

		if (!is_tick(step, &local))
			continue;
		*tick = (struct time_tick){.at_us = at};
		write_label(step->unit, language, &local, tick->label,
			    sizeof tick->label);
		if (is_new(step->unit, &last, &local))
			write_below(step->unit, language, &local, tick->below,
				    sizeof tick->below);
		last = local;
		count++;
	}
	drop_first_date(out, count, pixels / (double)(to_us - from_us));
	return count;
}

char *time_span(int64_t us, char *out, size_t size)
{
	int64_t s = us / SECOND_US;

	if (s < 2 * HOUR_S && s % HOUR_S != 0)
		(void)snprintf(out, size, "%" PRId64 " min", s / MINUTE_S);
	else if (s < 2 * DAY_S)
		(void)snprintf(out, size, "%" PRId64 " h", s / HOUR_S);
	else
		(void)snprintf(out, size, "%.3g d", (double)s / (double)DAY_S);
	return out;
}
