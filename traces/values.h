/*
 * values.h - "48h", "8GB", "0.02 EUR", "90%": text with a unit to an integer.
 *
 * Pure functions.  Decimals are exact: the digits are never read as a double,
 * so 0.1 EUR is 100,000,000 nano-euro and not almost.  A value that the integer
 * cannot hold exactly is refused (except TB, which is rounded down).  Each
 * returns false and leaves *out alone if the text is not one of its kind.
 */
#ifndef TRACES_VALUES_H
#define TRACES_VALUES_H

#include <stdbool.h>
#include <stdint.h>

/* "250ms" "90s" "15m" "48h" "3d", at least a microsecond or zero. */
bool value_duration_us(const char *text, int64_t *out);

/* "512MB" "0.25GB" (GB is 1024 MiB), "1.92TB" (10^12 bytes, rounded down). */
bool value_size_mib(const char *text, int64_t *out);

/* The same, in bytes and without the need to be whole MiB: sizes of laws. */
bool value_size_bytes(const char *text, int64_t *out);

/* "0.02 EUR", at most nine decimals. */
bool value_money_nano_eur(const char *text, int64_t *out);

/* "19%", "0.1%". */
bool value_percent_ppm(const char *text, int64_t *out);

/* "2026-11-06": midnight UTC of that day; or RFC 3339 with an offset. */
bool value_instant_us(const char *text, int64_t *out);
bool value_date_us(const char *text, int64_t *out);

#endif /* TRACES_VALUES_H */
