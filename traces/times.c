#include "times.h"

#include <ctype.h>
#include <stdio.h>

#define US_PER_S INT64_C(1000000)
#define S_PER_DAY 86400
#define EPOCH_S_MAX INT64_C(253402300799) /* end of the year 9999 */

int64_t days_from_civil(int64_t year, unsigned month, unsigned day)
{
	int64_t shifted = month <= 2 ? year - 1 : year;
	int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
	int64_t of_era = shifted - era * 400;
	int64_t day_of_year =
	    (153 * (int64_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + day -
	    1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       day_of_year - 719468;
}

void civil_from_days(int64_t days, int64_t *year, unsigned *month,
		     unsigned *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of_era = z - era * 146097;
	int64_t years =
	    (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
	int64_t shifted = (5 * of_year + 2) / 153;

	*day = (unsigned)(of_year - (153 * shifted + 2) / 5 + 1);
	*month = (unsigned)(shifted < 10 ? shifted + 3 : shifted - 9);
	*year = years + era * 400 + (*month <= 2);
}

/* Exactly `count` digits; advances *at. */
static bool digits(const char **at, int count, int64_t *value)
{
	*value = 0;
	for (int i = 0; i < count; i++) {
		if (!isdigit((unsigned char)**at))
			return false;
		*value = *value * 10 + (*(*at)++ - '0');
	}
	return true;
}

static bool literal(const char **at, char c)
{
	if (**at != c)
		return false;
	(*at)++;
	return true;
}

/* ".5" -> 500000; nothing is 0; at most six decimals. */
static bool fraction(const char **at, int64_t *us)
{
	int64_t unit = US_PER_S / 10;

	*us = 0;
	if (**at != '.')
		return true;
	(*at)++;
	if (!isdigit((unsigned char)**at))
		return false;
	for (; isdigit((unsigned char)**at); (*at)++) {
		if (unit == 0)
			return false;
		*us += (**at - '0') * unit;
		unit /= 10;
	}
	return true;
}

static bool parse_epoch(const char *at, int64_t *at_us)
{
	int64_t seconds = 0, us;

	if (!isdigit((unsigned char)*at))
		return false;
	for (; isdigit((unsigned char)*at); at++) {
		seconds = seconds * 10 + (*at - '0');
		if (seconds > EPOCH_S_MAX)
			return false;
	}
	if (!fraction(&at, &us) || *at != '\0')
		return false;
	*at_us = seconds * US_PER_S + us;
	return true;
}

static bool parse_offset(const char **at, int64_t *offset_s)
{
	int64_t sign, hour, minute;

	*offset_s = 0;
	if (literal(at, 'Z') || literal(at, 'z'))
		return true;
	if (**at != '+' && **at != '-')
		return false;
	sign = *(*at)++ == '-' ? -1 : 1;
	if (!digits(at, 2, &hour) || !literal(at, ':') ||
	    !digits(at, 2, &minute) || hour > 23 || minute > 59)
		return false;
	*offset_s = sign * (hour * 3600 + minute * 60);
	return true;
}

static unsigned days_in_month(int64_t year, unsigned month)
{
	return (unsigned)(days_from_civil(month == 12 ? year + 1 : year,
					  month == 12 ? 1 : month + 1, 1) -
			  days_from_civil(year, month, 1));
}

static bool parse_rfc3339(const char *at, int64_t *at_us)
{
	int64_t year, month, day, hour, minute, second, us, offset_s;

	if (!digits(&at, 4, &year) || !literal(&at, '-') ||
	    !digits(&at, 2, &month) || !literal(&at, '-') ||
	    !digits(&at, 2, &day) ||
	    !(literal(&at, 'T') || literal(&at, 't') || literal(&at, ' ')) ||
	    !digits(&at, 2, &hour) || !literal(&at, ':') ||
	    !digits(&at, 2, &minute) || !literal(&at, ':') ||
	    !digits(&at, 2, &second) || !fraction(&at, &us) ||
	    !parse_offset(&at, &offset_s) || *at != '\0')
		return false;
	if (year < 1970 || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, (unsigned)month) || hour > 23 ||
	    minute > 59 || second > 59)
		return false;
	*at_us =
	    (days_from_civil(year, (unsigned)month, (unsigned)day) * S_PER_DAY +
	     hour * 3600 + minute * 60 + second - offset_s) *
		US_PER_S +
	    us;
	return *at_us >= 0;
}

bool time_parse(const char *text, int64_t *at_us)
{
	return parse_epoch(text, at_us) || parse_rfc3339(text, at_us);
}

char *time_format(int64_t at_us, int32_t offset_s, char *out, size_t size)
{
	int64_t local_us = at_us + offset_s * US_PER_S;
	int64_t seconds = local_us / US_PER_S;
	int64_t us = local_us % US_PER_S;
	int64_t days, year, of_day;
	unsigned month, day;
	char zone[16] = "Z", part[16] = "";

	if (us < 0) {
		us += US_PER_S;
		seconds--;
	}
	days = seconds / S_PER_DAY - (seconds % S_PER_DAY < 0);
	of_day = seconds - days * S_PER_DAY;
	civil_from_days(days, &year, &month, &day);
	if (us != 0)
		(void)snprintf(part, sizeof part, ".%06d", (int)us);
	if (offset_s != 0)
		(void)snprintf(zone, sizeof zone, "%c%02d:%02d",
			       offset_s < 0 ? '-' : '+',
			       (offset_s < 0 ? -offset_s : offset_s) / 3600,
			       (offset_s < 0 ? -offset_s : offset_s) / 60 % 60);
	(void)snprintf(out, size, "%04d-%02u-%02uT%02d:%02d:%02d%s%s",
		       (int)year, month, day, (int)(of_day / 3600),
		       (int)(of_day / 60 % 60), (int)(of_day % 60), part, zone);
	return out;
}
