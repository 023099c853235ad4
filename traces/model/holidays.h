/*
 * holidays.h - which days are holidays.
 *
 * Reads `state,kind,name,from,to` (both days included; kind `public` or
 * `school`; state `DE` holds everywhere), the form of
 * scenarios/data/calendar_de.csv.  Owns its list of stretches.
 */
#ifndef TRACES_HOLIDAYS_H
#define TRACES_HOLIDAYS_H

#include <stdbool.h>
#include <stdint.h>

#include "traces/base/error_text.h"
#include "traces/base/reader.h"

enum day_kind { DAY_PLAIN = 0, DAY_PUBLIC, DAY_SCHOOL };

struct holiday_stretch {
	int64_t from_day, to_day; /* days since 1970-01-01, both included */
	enum day_kind kind;
};

struct holidays {
	struct holiday_stretch *stretches;
	uint32_t count;
	size_t capacity;
};

/* The days of one state ("NW") and of the whole country; every line is
 * checked. */
bool holidays_read(const char *path, const char *state, struct holidays *out,
		   struct error_text *error);
bool holidays_read_rows(struct reader *reader, const char *state,
			struct holidays *out, struct error_text *error);
/* Is this the header of a calendar? */
bool holidays_header_is(const struct row *row);
void holidays_release(struct holidays *holidays);

/* A public holiday within school holidays is public. */
enum day_kind holidays_kind(const struct holidays *holidays, int64_t day);

#endif /* TRACES_HOLIDAYS_H */
