/*
 * values.h - "48h", "8GB", "0.02 EUR", "90%": text with a unit to an integer.
 *
 * Pure functions.  Decimals are exact: the digits are never read as a double,
 * so 0.1 EUR is 100,000,000 nano-euro and not almost.  A value that the integer
 * cannot hold exactly is refused (except sizes in GB and TB, rounded down).
 * Each returns false and leaves *out alone if the text is not one of its kind.
 */
#ifndef TRACES_VALUES_H
#define TRACES_VALUES_H

#include <stdbool.h>
#include <stdint.h>

/* "250ms" "90s" "15m" "48h" "3d", at least a microsecond or zero. */
bool value_duration_us(const char *text, int64_t *out);

/* "512MB" "3.7GB" (GB is 1024 MiB), "1.92TB" (10^12 bytes); in capitals or not,
 * GB and TB rounded down to whole MiB. */
bool value_size_mib(const char *text, int64_t *out);

/* The same, in bytes and without the need to be whole MiB: sizes of laws. */
bool value_size_bytes(const char *text, int64_t *out);

/* "0.02 EUR", at most nine decimals. */
bool value_money_nano_eur(const char *text, int64_t *out);

/* "19%", "0.1%". */
bool value_percent_ppm(const char *text, int64_t *out);

/* "250": digits alone, at most `most`. */
bool value_whole(const char *text, uint64_t most, uint64_t *out);

/* "2026-11-06": midnight UTC of that day; or RFC 3339 with an offset. */
bool value_instant_us(const char *text, int64_t *out);
bool value_date_us(const char *text, int64_t *out);

/*
 * What these texts look like, as regular expressions that POSIX (extended) and
 * ECMA 262 read alike: for the JSON Schema.  Whatever is read above matches.
 * What matches may still be refused: "0.0001GB" is no MiB, "0.000000001h"
 * is finer than a microsecond, and April has no 31st.
 */
#define VALUE_DURATION_FORM                                                    \
	"^[0-9]+((\\.[0-9]{1,9})? ?[mhd]|(\\.[0-9]{1,6}0*)? ?s|"               \
	"(\\.[0-9]{1,3}0*)? ?ms)$"
#define VALUE_SIZE_MIB_FORM                                                    \
	"^[0-9]+((\\.0+)? ?[Mm][Bb]|(\\.[0-9]{1,9})? ?[GgTt][Bb])$"
#define VALUE_SIZE_BYTES_FORM "^[0-9]+(\\.[0-9]{1,9})? ?[MmGgTt][Bb]$"
#define VALUE_MONEY_FORM "^[0-9]+(\\.[0-9]{1,9})? ?EUR$"
#define VALUE_PERCENT_FORM "^[0-9]+(\\.[0-9]{1,4}0*)? ?%$"
#define VALUE_DAY_FORM_ "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#define VALUE_INSTANT_FORM                                                     \
	"^" VALUE_DAY_FORM_ "[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"    \
	"(\\.[0-9]{1,6})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
#define VALUE_DATE_FORM "^" VALUE_DAY_FORM_ "$"

#endif /* TRACES_VALUES_H */
