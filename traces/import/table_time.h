/*
 * table_time.h - a local time as a spreadsheet, a database or a person writes
 * it into a table: 30/06/2024 18:12, 6/30/2024 6:12 PM, 30.06.2024 18:12:05.
 *
 * Knows the forms of log_stamp.h, also without seconds.  Which of two is the
 * day must follow from another cell of the table.  Pure; allocates nothing.
 */
#ifndef TRACES_TABLE_TIME_H
#define TRACES_TABLE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "log_stamp.h"

/* False: it is none, or its month or year is not clear. */
bool table_time_read(const char *text, struct log_stamp *out);

/* Microseconds since 1970 on its clock, if dates are in this order (or cannot
 * be mistaken).  False: they cannot be. */
bool table_time_in_order(const struct log_stamp *stamp, enum date_order order,
			 int64_t *local_us);

#endif /* TRACES_TABLE_TIME_H */
