/*
 * number.h - numbers and days as the readers of a language write them.
 *
 * English: "1,234.50", "2024-11-08".  German: "1.234,50", "08.11.2024".
 * No number is "-0.00".  What is infinite is "over", a wait longer than any
 * that was measured; NAN is "-". Units follow a number and are never part of
 * it.  `out` has NUMBER_SIZE bytes and is returned.
 */
#ifndef REPORTS_NUMBER_H
#define REPORTS_NUMBER_H

#include "traces/base/language.h"

#define NUMBER_SIZE 128

/* "1,234.50" */
char *number_text(enum language language, double value, int decimals,
		  char *out);
/* "+4.65"; 0 is "+0.00" */
char *number_signed(enum language language, double value, int decimals,
		    char *out);
/* "100.34 ... 103.71", each with its sign where `with_sign` */
char *number_range(enum language language, double low, double high,
		   int decimals, bool with_sign, char *out);
/* At most three significant digits: "0.03", "18.2", "1,237". */
char *number_short(enum language language, double value, char *out);

/* A number in the form of C, "-1234.5", as the language writes it. */
char *number_written(enum language language, const char *plain, char *out);

/* The day of "2024-11-08T12:00:00+01:00" or of "2024-11-08". */
char *number_day(enum language language, const char *time, char *out);
/* The day without its year: "11-08", "08.11." */
char *number_day_short(enum language language, const char *time, char *out);
/* Its day and minute: "2024-11-08 12:00". */
char *number_minute(enum language language, const char *time, char *out);

#endif /* REPORTS_NUMBER_H */
