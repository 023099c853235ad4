/*
 * counts_number.h - a number of players as programs and spreadsheets write it.
 *
 * "1234", "1234.5", "1,234", "1.234,5", "1 234", "1'234".  One mark with three
 * digits behind it has two readings, 1234 and 1.234; the series as a whole
 * tells which, or nothing does.  Pure.
 */
#ifndef TRACES_COUNTS_NUMBER_H
#define TRACES_COUNTS_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

enum number_form {
	NUMBER_WHOLE = 0,
	NUMBER_DECIMAL, /* its mark is one of decimals */
	NUMBER_GROUPED, /* its mark is one of thousands */
	NUMBER_EITHER
};

struct count_number {
	enum number_form form;
	char mark;    /* '.' or ','; 0: none */
	double value; /* as decimal, if it is either */
	double grouped;
};

/* False: no number of 0 or more. */
bool count_number_read(const char *text, struct count_number *out);

/* How the numbers of a series that may be either are to be read. */
enum number_reading {
	READ_AS_DECIMAL = 0,
	READ_AS_GROUPED,
	READ_UNKNOWN /* both are as likely */
};
enum number_reading count_numbers_reading(const struct count_number *numbers,
					  uint32_t count);

#endif /* TRACES_COUNTS_NUMBER_H */
