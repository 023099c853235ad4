/*
 * log_stamp.h - when a line of a log was written, in every form that servers
 * and what wraps their output have for it.
 *
 *   18:03:12      18:03:12.123      18:03:12,123      06:03:12 PM
 *   2024-11-08 18:03:12      2024-11-08T18:03:12.250+01:00      ...Z
 *   08.11.2024 18:03:12      08/11/2024 or 11/08/2024      2024/11/08
 *   08/11/24, 11/08/24 or 24-11-08 18:03:12      Nov 8, 2024 6:03:12 PM
 *   08Nov2024 18:03:12.123 (Forge, in the machine's language)
 *   2024-11-08 18:03:12:123 (Bedrock)      Nov  8 18:03:12 (syslog)
 *   08.11 18:03:12 (Multicraft)      Fri, 8. Nov 2024 18:03:12 CET
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
	ORDER_YEAR_FIRST, /* of two digits */
	ORDER_EITHER	  /* each day has its orders */
};
#define DATE_ORDER_BIT(order) (1U << (order))

/* The only order in a set of them, or ORDER_NONE. */
enum date_order date_order_of_bits(unsigned bits);

#define STAMP_DAYS_MAX 4

struct log_stamp {
	int64_t of_day_us;
	int64_t days[STAMP_DAYS_MAX]; /* since 1970-01-01, on that clock */
	int day_count;
	bool yearless; /* days are of 1972, a leap year */
	enum date_order order;
	unsigned orders[STAMP_DAYS_MAX]; /* bits, in which a day is so */
	uint32_t month_name; /* a hash of it; 0: the month is a number */
	bool has_t;	     /* between date and time */
	int decimals;	     /* of its seconds */
	bool has_offset;     /* the clock is UTC + */
	int32_t offset_s;
};

/* A stamp at the beginning of the text, which then begins behind it.  False,
 * and nothing is changed: there is none, or one that cannot be. */
bool log_stamp_read(struct text *t, struct log_stamp *out);

/* The same for a date without a time. */
bool log_date_read(struct text *t, struct log_stamp *out);

#endif /* TRACES_LOG_STAMP_H */
