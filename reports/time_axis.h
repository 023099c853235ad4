/*
 * time_axis.h - the labels of an axis of time, from an hour to many years.
 *
 * Ticks stand where the scenario's clock shows a full step: minutes, hours,
 * days, months or years, whichever leaves each label its room.  The second line
 * of a label holds the date below hours, and the year below days and months: at
 * the first tick and wherever it changes.
 */
#ifndef REPORTS_TIME_AXIS_H
#define REPORTS_TIME_AXIS_H

#include "reports/run_data.h"
#include "traces/base/language.h"

#define TIME_TICKS_MAX 64

struct time_tick {
	int64_t at_us;
	char label[64], below[64]; /* below: "" without a second line */
};

/* Ticks of the window of a run on an axis of so many pixels. */
size_t time_ticks(const struct run_data *data, enum language language,
		  double pixels, struct time_tick out[TIME_TICKS_MAX]);

/* "20 min", "2 h", "7 d" */
char *time_span(int64_t us, char *out, size_t size);

#endif /* REPORTS_TIME_AXIS_H */
