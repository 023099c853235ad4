#include "values.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "times.h"

#define NANO INT64_C(1000000000)
#define US_PER_S INT64_C(1000000)

/* Nano-units of what fits 64 bits need more than 64. */
__extension__ typedef __int128 wide;

struct unit {
	const char *name;
	int64_t factor;
};

/* Digits, at most nine of them after a point, times 10^9. */
static bool read_decimal(const char **text, wide *nano)
{
	const char *s = *text;
	int64_t scale = NANO;
	wide value = 0;

	if (*s < '0' || *s > '9')
		return false;
	for (; *s >= '0' && *s <= '9'; s++) {
		value = value * 10 + (*s - '0');
		if (value > INT64_MAX)
			return false;
	}
	value *= NANO;
	if (*s == '.') {
		s++;
		if (*s < '0' || *s > '9')
			return false;
		for (; *s >= '0' && *s <= '9'; s++) {
			if (scale == 1)
				return false;
			scale /= 10;
			value += (wide)scale * (*s - '0');
		}
	}
	*text = s;
	*nano = value;
	return true;
}

/* A decimal and one of the units, times the unit's factor. */
static bool read_quantity(const char *text, const struct unit *units,
			  int64_t *out)
{
	wide nano;

	if (!read_decimal(&text, &nano))
		return false;
	if (*text == ' ')
		text++;
	for (; units->name; units++)
		if (!strcmp(text, units->name))
			break;
	if (!units->name)
		return false;
	if (nano / NANO > INT64_MAX / units->factor)
		return false;
	nano *= units->factor;
	if (nano % NANO != 0 || nano / NANO >= INT64_MAX)
		return false;
	*out = (int64_t)(nano / NANO);
	return true;
}

bool value_duration_us(const char *text, int64_t *out)
{
	static const struct unit units[] = {
	    {"ms", 1000},
	    {"s", US_PER_S},
	    {"m", 60 * US_PER_S},
	    {"h", 3600 * US_PER_S},
	    {"d", 86400 * US_PER_S},
	    {NULL, 0},
	};

	return read_quantity(text, units, out);
}

bool value_size_bytes(const char *text, int64_t *out)
{
	wide nano;
	int64_t factor;

	if (!read_decimal(&text, &nano))
		return false;
	if (*text == ' ')
		text++;
	if (!strcasecmp(text, "MB"))
		factor = INT64_C(1) << 20;
	else if (!strcasecmp(text, "GB"))
		factor = INT64_C(1) << 30;
	else if (!strcasecmp(text, "TB"))
		factor = INT64_C(1000000000000);
	else
		return false;
	if (nano / NANO >= INT64_MAX / factor)
		return false;
	*out = (int64_t)(nano * factor / NANO);
	return true;
}

bool value_size_mib(const char *text, int64_t *out)
{
	int64_t bytes, whole;

	if (!value_size_bytes(text, &bytes))
		return false;
	whole = bytes >> 20;
	/* half an MB is a mistake; of GB and TB nobody counts the last one */
	if (strpbrk(text, "Mm") != NULL && bytes != whole << 20)
		return false;
	if (whole == 0 && bytes != 0)
		return false;
	*out = whole;
	return true;
}

bool value_money_nano_eur(const char *text, int64_t *out)
{
	static const struct unit units[] = {{"EUR", NANO}, {NULL, 0}};

	return read_quantity(text, units, out);
}

bool value_percent_ppm(const char *text, int64_t *out)
{
	static const struct unit units[] = {{"%", 10000}, {NULL, 0}};

	return read_quantity(text, units, out);
}

bool value_whole(const char *text, uint64_t most, uint64_t *out)
{
	char *end;
	unsigned long long parsed;

	errno = 0;
	parsed = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 ||
	    parsed > most)
		return false;
	*out = parsed;
	return true;
}

bool value_instant_us(const char *text, int64_t *out)
{
	/* epoch seconds are for traces; here a bare number is a mistake */
	return strchr(text, '-') && strchr(text, ':') && time_parse(text, out);
}

bool value_date_us(const char *text, int64_t *out)
{
	int64_t days;

	if (value_instant_us(text, out))
		return true;
	if (strlen(text) != strlen("2026-11-06") || !date_parse(text, &days))
		return false; /* also 31 November */
	*out = days * 86400 * US_PER_S;
	return true;
}
