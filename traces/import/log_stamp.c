#include "log_stamp.h"

#include <string.h>

#include "month_names.h"
#include "traces/base/times.h"

#define US_PER_S INT64_C(1000000)
#define BUDDHIST_YEARS 543 /* Java in Thai */
#define LEAP_YEAR 1972
#define FNV_BASIS UINT32_C(2166136261)
#define FNV_PRIME UINT32_C(16777619)

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool take(struct text *t, char c)
{
	if (t->at == t->end || *t->at != c)
		return false;
	t->at++;
	return true;
}

/* Exactly `count` digits. */
static bool digits(struct text *t, int count, int64_t *value)
{
	*value = 0;
	if (t->end - t->at < count)
		return false;
	for (int i = 0; i < count; i++) {
		if (!is_digit(t->at[i]))
			return false;
		*value = *value * 10 + (t->at[i] - '0');
	}
	t->at += count;
	return true;
}

/* --- the time of day ------------------------------------------------------ */

/* ".123", ",123", ":123" (Bedrock): up to nine decimals, cut to six. */
static bool read_fraction(struct text *t, int64_t *us)
{
	int64_t unit = US_PER_S / 10;
	const char *begin;

	*us = 0;
	if (!take(t, '.') && !take(t, ',') && !take(t, ':'))
		return true;
	begin = t->at;
	for (; t->at < t->end && is_digit(*t->at); t->at++, unit /= 10)
		*us += (*t->at - '0') * unit;
	return t->at > begin && t->at - begin <= 9;
}

/* " PM": 12 AM is midnight, 12 PM noon. */
static bool read_half(struct text *t, int64_t *hour)
{
	struct text rest = *t;
	bool afternoon;

	if (!take(&rest, ' ') || rest.end - rest.at < 2 ||
	    (rest.at[1] != 'M' && rest.at[1] != 'm'))
		return true;
	afternoon = rest.at[0] == 'P' || rest.at[0] == 'p';
	if (!afternoon && rest.at[0] != 'A' && rest.at[0] != 'a')
		return true;
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (afternoon ? 12 : 0);
	t->at = rest.at + 2;
	return true;
}

static bool read_time(struct text *t, int64_t *of_day_us)
{
	int64_t hour, minute, second, us;

	if (!digits(t, 2, &hour) || !take(t, ':') || !digits(t, 2, &minute) ||
	    !take(t, ':') || !digits(t, 2, &second) || hour > 23 ||
	    minute > 59 || second > 59 || !read_fraction(t, &us) ||
	    !read_half(t, &hour))
		return false;
	*of_day_us = (hour * 3600 + minute * 60 + second) * US_PER_S + us;
	return true;
}

/* "Z", "+01:00", "+0100" */
static bool read_offset(struct text *t, struct log_stamp *out)
{
	struct text rest = *t;
	int64_t hour, minute, sign;

	if (take(t, 'Z')) {
		out->has_offset = true;
		return true;
	}
	sign = take(&rest, '+') ? 1 : take(&rest, '-') ? -1 : 0;
	if (sign == 0)
		return true;
	if (!digits(&rest, 2, &hour))
		return false;
	(void)take(&rest, ':');
	if (!digits(&rest, 2, &minute) || hour > 14 || minute > 59)
		return false;
	out->has_offset = true;
	out->offset_s = (int32_t)(sign * (hour * 3600 + minute * 60));
	*t = rest;
	return true;
}

/* --- the date ------------------------------------------------------------- */

static void add_day(struct log_stamp *out, int64_t year, int64_t month,
		    int64_t day)
{
	if (out->day_count < STAMP_DAYS_MAX && day <= 31 && month <= 12 &&
	    date_is_real(year, (unsigned)month, (unsigned)day))
		out->days[out->day_count++] =
		    days_from_civil(year, (unsigned)month, (unsigned)day);
}

/* "2024-11-08", "2024/11/08", "2024.11.08" */
static bool read_year_first(struct text *t, struct log_stamp *out)
{
	int64_t year, month, day;
	char mark;

	if (!digits(t, 4, &year) || t->at == t->end)
		return false;
	mark = *t->at;
	if ((mark != '-' && mark != '/' && mark != '.') || !take(t, mark) ||
	    !digits(t, 2, &month) || !take(t, mark) || !digits(t, 2, &day))
		return false;
	add_day(out, year, month, day);
	return out->day_count == 1;
}

/* "08.11.2024" is German and has an order; "08/11/2024" and "08-11-2024" may be
 * of November or of August. */
static bool read_year_last(struct text *t, struct log_stamp *out)
{
	int64_t first, second, year;
	bool day_first, month_first;
	char mark;

	if (!digits(t, 2, &first) || t->at == t->end)
		return false;
	mark = *t->at;
	if ((mark != '-' && mark != '/' && mark != '.') || !take(t, mark) ||
	    !digits(t, 2, &second) || !take(t, mark) || !digits(t, 4, &year))
		return false;
	add_day(out, year, second, first);
	if (mark == '.' || first == second)
		return out->day_count == 1;
	day_first = out->day_count == 1;
	add_day(out, year, first, second);
	month_first = out->day_count > day_first;
	out->order = day_first && month_first ? ORDER_EITHER
		     : day_first	      ? ORDER_DAY_FIRST
					      : ORDER_MONTH_FIRST;
	return day_first || month_first;
}

static uint32_t hash_name(const char *name, size_t length)
{
	uint32_t hash = FNV_BASIS;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)name[i]) * FNV_PRIME;
	return hash | 1;
}

static bool add_named(struct log_stamp *out, const char *name, size_t length,
		      int64_t day, int64_t year)
{
	unsigned months = month_named(name, length);

	if (length > 0 && (*name & 0x80) != 0 &&
	    year >= 1970 + BUDDHIST_YEARS && year < 2200 + BUDDHIST_YEARS)
		year -= BUDDHIST_YEARS;
	for (unsigned month = 1; month <= 12; month++)
		if (months >> (month - 1) & 1)
			add_day(out, year, month, day);
	out->month_name = hash_name(name, length);
	return out->day_count > 0;
}

/* "08Nov2024", "08 Nov. 2024", "08-Nov-2024": the year is the last four digits
 * before the time, for names may end with digits. */
static bool read_named(struct text *t, struct log_stamp *out)
{
	const char *name, *space, *end;
	int64_t day, year;

	if (!digits(t, 2, &day))
		return false;
	/* the time, two digits and a colon, is behind the year */
	for (space = t->at; space + 3 < t->end; space++)
		if (*space == ' ' && space[3] == ':')
			break;
	if (space + 3 >= t->end || space - t->at < 5)
		return false;
	name = t->at;
	end = space - 4;
	t->at = end;
	if (!digits(t, 4, &year))
		return false;
	if (end - name > 2 && (*name == ' ' || *name == '-') &&
	    end[-1] == *name) {
		name++;
		end--;
	}
	return add_named(out, name, (size_t)(end - name), day, year);
}

/* "Nov 08 ", "Nov  8 ": syslog */
static bool read_yearless(struct text *t, struct log_stamp *out)
{
	const char *name = t->at;
	const char *space = memchr(name, ' ', (size_t)(t->end - name));
	int64_t day;

	if (space == NULL || is_digit(*name))
		return false;
	t->at = space + 1;
	if (take(t, ' ') ? !digits(t, 1, &day) : !digits(t, 2, &day))
		return false;
	out->yearless = true;
	return add_named(out, name, (size_t)(space - name), day, LEAP_YEAR);
}

static bool read_date(struct text *t, struct log_stamp *out)
{
	static bool (*const forms[])(struct text *, struct log_stamp *) = {
	    read_year_first, read_year_last, read_named, read_yearless};
	static const struct log_stamp none = {0};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct text rest = *t;

		*out = none;
		if (forms[i](&rest, out)) {
			*t = rest;
			return true;
		}
	}
	return false;
}

bool log_stamp_read(struct text *t, struct log_stamp *out)
{
	struct text rest = *t;

	if (rest.end - rest.at < 8)
		return false;
	*out = (struct log_stamp){0};
	if (rest.at[2] == ':') { /* most stamps */
		if (!read_time(&rest, &out->of_day_us))
			return false;
		*t = rest;
		return true;
	}
	if (!read_date(&rest, out) ||
	    (!take(&rest, ' ') && !take(&rest, 'T')) ||
	    !read_time(&rest, &out->of_day_us) || !read_offset(&rest, out))
		return false;
	*t = rest;
	return true;
}
