/*
 * times.h - instants as people write them.
 */
#ifndef TRACES_TIMES_H
#define TRACES_TIMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* RFC 3339 with an offset ("2024-11-08T18:00:00+01:00", "...Z"), or epoch
 * seconds with up to six decimals.  False if it is neither. */
bool time_parse(const char *text, int64_t *at_us);

/* The same, and epoch milliseconds without decimals, which are more than any
 * seconds: how JavaScript and many plugins store an instant. */
bool time_parse_data(const char *text, int64_t *at_us);

/* "2024-11-08T18:00:00" without an offset: microseconds since 1970 on a clock
 * that the caller must know (zone.h). */
bool time_parse_local(const char *text, int64_t *local_us);

/* "2024-11-08T18:00:00+01:00" for an offset, "...Z" for none.  `size` >= 40;
 * fractions only if there are any.  Returns `out`. */
char *time_format(int64_t at_us, int32_t offset_s, char *out, size_t size);

/* Days since 1970-01-01 of a civil date, and back (Hinnant 2014). */
int64_t days_from_civil(int64_t year, unsigned month, unsigned day);
void civil_from_days(int64_t days, int64_t *year, unsigned *month,
		     unsigned *day);

/* Is there such a day, from 1970 to 9999? */
bool date_is_real(int64_t year, unsigned month, unsigned day);

/* "2024-11-08" at the beginning of `text`, as days since 1970-01-01. */
bool date_parse(const char *text, int64_t *days);

#endif /* TRACES_TIMES_H */
