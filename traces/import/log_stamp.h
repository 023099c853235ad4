/*
 * log_stamp.h - when a line of a log was written, in every form that servers
 * and what wraps their output have for it.
 *
 *   18:03:12      18:03:12.123      18:03:12,123      06:03:12 PM
 *   2024-11-08 18:03:12      2024-11-08T18:03:12.250+01:00      ...Z
 *   08.11.2024 18:03:12      08/11/2024 or 11/08/2024      2024/11/08
 *   08Nov2024 18:03:12.123 (Forge, in the machine's language)
 *   2024-11-08 18:03:12:123 (Bedrock)      Nov  8 18:03:12 (syslog)
 *
 * A date may be read in more than one way: 08/11 has no order, and a name may
 * be two months.  Then all days are given, and whoever knows the neighbours
 * chooses.  Pure; allocates nothing.
 */
#ifndef TRACES_LOG_STAMP_H
#define TRACES_LOG_STAMP_H

#include <stdbool.h>
#include <stdint.h>

/* What is left of a line. */
struct text {
	const char *at, *end;
};

enum date_order {
	ORDER_NONE = 0, /* cannot be mistaken, or there is no date */
	ORDER_DAY_FIRST,
	ORDER_MONTH_FIRST,
	ORDER_EITHER /* days[0] is with the day first */
};

#define STAMP_DAYS_MAX 4

struct log_stamp {
	int64_t of_day_us;
	int64_t days[STAMP_DAYS_MAX]; /* since 1970-01-01, on that clock */
	int day_count;
	bool yearless; /* days are of 1972, a leap year */
	enum date_order order;
	uint32_t month_name; /* a hash of it; 0: the month is a number */
	bool has_offset;     /* the clock is UTC + */
	int32_t offset_s;
};

/* A stamp at the beginning of the text, which then begins behind it.  False,
 * and nothing is changed: there is none, or one that cannot be. */
bool log_stamp_read(struct text *t, struct log_stamp *out);

#endif /* TRACES_LOG_STAMP_H */
