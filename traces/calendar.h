/*
 * calendar.h - which days are holidays.
 *
 * Reads `state,kind,name,from,to` (both days included; kind `public` or
 * `school`; state `DE` holds everywhere), the form of
 * scenarios/data/calendar_de.csv.  Owns its list of stretches.
 */
#ifndef TRACES_CALENDAR_H
#define TRACES_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "error_text.h"

enum day_kind { DAY_PLAIN = 0, DAY_PUBLIC, DAY_SCHOOL };

struct calendar_stretch {
	int64_t from_day, to_day; /* days since 1970-01-01, both included */
	enum day_kind kind;
};

struct calendar {
	struct calendar_stretch *stretches;
	uint32_t count;
};

/* The days of one state ("NW") and of the whole country. */
bool calendar_read(const char *path, const char *state, struct calendar *out,
		   struct error_text *error);
void calendar_release(struct calendar *calendar);

/* A public holiday within school holidays is public. */
enum day_kind calendar_day(const struct calendar *calendar, int64_t day);

#endif /* TRACES_CALENDAR_H */
