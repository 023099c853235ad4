#include "times.h"

#include <string.h>

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

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Exactly `count` digits; advances *at. */
static bool read_digits(const char **at, int count, int64_t *value)
{
	int sum = 0;

	for (int i = 0; i < count; i++) {
		if (!is_digit((*at)[i]))
			return false;
		sum = sum * 10 + ((*at)[i] - '0');
	}
	*at += count;
	*value = sum;
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
	if (!is_digit(**at))
		return false;
	for (; is_digit(**at); (*at)++) {
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

	if (!is_digit(*at))
		return false;
	for (; is_digit(*at); at++) {
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
	if (!read_digits(at, 2, &hour) || !literal(at, ':') ||
	    !read_digits(at, 2, &minute) || hour > 23 || minute > 59)
		return false;
	*offset_s = sign * (hour * 3600 + minute * 60);
	return true;
}

bool date_is_real(int64_t year, unsigned month, unsigned day)
{
	static const unsigned days[] = {31, 28, 31, 30, 31, 30,
					31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return year >= 1970 && year <= 9999 && month >= 1 && month <= 12 &&
	       day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

bool date_parse(const char *text, int64_t *days)
{
	int64_t year, month, day;

	if (!read_digits(&text, 4, &year) || !literal(&text, '-') ||
	    !read_digits(&text, 2, &month) || !literal(&text, '-') ||
	    !read_digits(&text, 2, &day) ||
	    !date_is_real(year, (unsigned)month, (unsigned)day))
		return false;
	*days = days_from_civil(year, (unsigned)month, (unsigned)day);
	return true;
}

#define CIVIL_LENGTH 19 /* "2024-11-08T18:00:00" */

/* Two digits; *wrong gathers whether they are none. */
static unsigned pair(const char *at, unsigned *wrong)
{
	unsigned tens = (unsigned char)at[0] - (unsigned)'0';
	unsigned ones = (unsigned char)at[1] - (unsigned)'0';

	*wrong |= (tens > 9) | (ones > 9);
	return 10 * tens + ones;
}

/* "2024-11-08T18:00:00.5", as microseconds of whatever clock it is. */
static bool parse_civil(const char **at, int64_t *local_us)
{
	const char *text = *at;
	unsigned year, month, day, hour, minute, second, wrong = 0;
	int64_t us;

	if (memchr(text, '\0', CIVIL_LENGTH) != NULL)
		return false;
	year = 100 * pair(text, &wrong) + pair(text + 2, &wrong);
	month = pair(text + 5, &wrong);
	day = pair(text + 8, &wrong);
	hour = pair(text + 11, &wrong);
	minute = pair(text + 14, &wrong);
	second = pair(text + 17, &wrong);
	if (wrong || text[4] != '-' || text[7] != '-' ||
	    (text[10] != 'T' && text[10] != 't' && text[10] != ' ') ||
	    text[13] != ':' || text[16] != ':' ||
	    !date_is_real(year, month, day) || hour > 23 || minute > 59 ||
	    second > 59)
		return false;
	*at = text + CIVIL_LENGTH;
	if (!fraction(at, &us))
		return false;
	*local_us = (days_from_civil(year, month, day) * S_PER_DAY +
		     hour * INT64_C(3600) + minute * INT64_C(60) + second) *
			US_PER_S +
		    us;
	return true;
}

static bool parse_rfc3339(const char *at, int64_t *at_us)
{
	int64_t local_us, offset_s;

	if (!parse_civil(&at, &local_us) || !parse_offset(&at, &offset_s) ||
	    *at != '\0')
		return false;
	*at_us = local_us - offset_s * US_PER_S;
	return *at_us >= 0;
}

bool time_parse_local(const char *text, int64_t *local_us)
{
	return parse_civil(&text, local_us) && *text == '\0';
}

bool time_parse(const char *text, int64_t *at_us)
{
	return parse_epoch(text, at_us) || parse_rfc3339(text, at_us);
}

bool time_parse_data(const char *text, int64_t *at_us)
{
	int64_t ms = 0;

	if (time_parse(text, at_us))
		return true;
	if (!is_digit(*text))
		return false;
	for (; is_digit(*text); text++) {
		ms = ms * 10 + (*text - '0');
		if (ms > EPOCH_S_MAX * 1000)
			return false;
	}
	*at_us = ms * 1000;
	return *text == '\0' && ms > EPOCH_S_MAX;
}

static char *put_digits(char *at, unsigned value, int count)
{
	for (int i = count - 1; i >= 0; i--) {
		at[i] = (char)('0' + value % 10);
		value /= 10;
	}
	return at + count;
}

static char *put_offset(char *at, int32_t offset_s)
{
	unsigned minutes = (unsigned)(offset_s < 0 ? -offset_s : offset_s) / 60;

	if (offset_s == 0) {
		*at++ = 'Z';
		return at;
	}
	*at++ = offset_s < 0 ? '-' : '+';
	at = put_digits(at, minutes / 60, 2);
	*at++ = ':';
	return put_digits(at, minutes % 60, 2);
}

char *time_format(int64_t at_us, int32_t offset_s, char *out, size_t size)
{
	int64_t local_us = at_us + offset_s * US_PER_S;
	int64_t seconds = local_us / US_PER_S;
	int64_t us = local_us % US_PER_S;
	int64_t days, year;
	unsigned month, day, of_day;
	char text[64], *at = text;

	if (us < 0) {
		us += US_PER_S;
		seconds--;
	}
	days = seconds / S_PER_DAY - (seconds % S_PER_DAY < 0);
	of_day = (unsigned)(seconds - days * S_PER_DAY);
	civil_from_days(days, &year, &month, &day);
	at = put_digits(at, (unsigned)year, 4);
	*at++ = '-';
	at = put_digits(at, month, 2);
	*at++ = '-';
	at = put_digits(at, day, 2);
	*at++ = 'T';
	at = put_digits(at, of_day / 3600, 2);
	*at++ = ':';
	at = put_digits(at, of_day / 60 % 60, 2);
	*at++ = ':';
	at = put_digits(at, of_day % 60, 2);
	if (us != 0) {
		*at++ = '.';
		at = put_digits(at, (unsigned)us, 6);
	}
	at = put_offset(at, offset_s);
	*at++ = '\0';
	if ((size_t)(at - text) <= size)
		memcpy(out, text, (size_t)(at - text));
	else
		*out = '\0';
	return out;
}
