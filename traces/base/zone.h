/*
 * zone.h - local clocks of IANA zones, from the system's TZif files (RFC 8536).
 *
 * Never uses the process's TZ.  Owns nothing; fills arrays of the caller.
 */
#ifndef TRACES_ZONE_H
#define TRACES_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error_text.h"

struct utc_offset { /* from this instant on, local = UTC + offset */
	int64_t from_us;
	int32_t offset_s;
};

/*
 * Offsets that hold over [from_us, to_us).  The first one is that of from_us,
 * each other one begins at a change.
 */
bool zone_offsets(const char *zone_name, int64_t from_us, int64_t to_us,
		  struct utc_offset *out, uint32_t capacity, uint32_t *count,
		  struct error_text *error);

/* A zone from 1970 to 2100, for stamps that do not say their offset. */
#define ZONE_CLOCK_CHANGES_MAX 400
#define ZONE_CLOCK_END_US (INT64_C(4102444800) * 1000000)
struct zone_clock {
	struct utc_offset offsets[ZONE_CLOCK_CHANGES_MAX];
	uint32_t count;
};

bool zone_clock_open(struct zone_clock *clock, const char *zone_name,
		     struct error_text *error);

/* The same from the bytes of a TZif file, of which error lines say `name`. */
bool zone_clock_read(struct zone_clock *clock, const char *name,
		     const void *bytes, size_t size, struct error_text *error);

/*
 * The instant of a local stamp (seconds since 1970-01-01T00:00 on that clock).
 * A stamp that comes twice when summer time ends is the first one that is not
 * before not_before_s; one that does not exist is read by the clock before the
 * change.
 */
int64_t zone_clock_utc_s(const struct zone_clock *clock, int64_t local_s,
			 int64_t not_before_s);

/* What that clock shows at an instant. */
int64_t zone_clock_local_s(const struct zone_clock *clock, int64_t utc_s);

#endif /* TRACES_ZONE_H */
