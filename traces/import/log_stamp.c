#include "log_stamp.h"

#include <string.h>

#include "month_names.h"
#include "traces/base/times.h"

#define US_PER_S INT64_C(1000000)
#define BUDDHIST_YEARS 543 /* Java in Thai */
#define LEAP_YEAR 1972
#define SHORT_YEAR_LEAST 2009 /* there were no servers before */
#define NAME_OF_DAY_MAX 12
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

static bool take_text(struct text *t, const char *text)
{
	size_t length = strlen(text);

	if ((size_t)(t->end - t->at) < length ||
	    memcmp(t->at, text, length) != 0)
		return false;
	t->at += length;
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

/* One digit or two: who writes 8 for 08 writes 11, too. */
static bool one_or_two_digits(struct text *t, int64_t *value)
{
	return digits(t, 2, value) || digits(t, 1, value);
}

/* --- the time of day ------------------------------------------------------ */

/* ".123", ",123", ":123" (Bedrock): up to nine decimals, cut to six. */
static bool read_fraction(struct text *t, int64_t *us, int *decimals)
{
	int64_t unit = US_PER_S / 10;
	const char *begin;

	*us = 0;
	*decimals = 0;
	if (!take(t, '.') && !take(t, ',') && !take(t, ':'))
		return true;
	begin = t->at;
	for (; t->at < t->end && is_digit(*t->at); t->at++, unit /= 10)
		*us += (*t->at - '0') * unit;
	*decimals = t->at - begin <= 9 ? (int)(t->at - begin) : 0;
	return *decimals > 0;
}

/* " PM": 12 AM is midnight, 12 PM noon.  Java writes a narrow blank since 20.
 */
static bool read_half(struct text *t, int64_t *hour, bool *any)
{
	struct text rest = *t;
	bool afternoon;

	*any = false;
	if ((!take(&rest, ' ') && !take_text(&rest, "\xe2\x80\xaf")) ||
	    rest.end - rest.at < 2 || (rest.at[1] != 'M' && rest.at[1] != 'm'))
		return true;
	afternoon = rest.at[0] == 'P' || rest.at[0] == 'p';
	if (!afternoon && rest.at[0] != 'A' && rest.at[0] != 'a')
		return true;
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (afternoon ? 12 : 0);
	*any = true;
	t->at = rest.at + 2;
	return true;
}

/* An hour of one digit is only one of a half day: "6:03:12 PM". */
static bool read_time(struct text *t, struct log_stamp *out)
{
	bool one_digit = t->end - t->at > 1 && t->at[1] == ':';
	int64_t hour, minute, second, us;
	bool half;

	if (!digits(t, one_digit ? 1 : 2, &hour) || !take(t, ':') ||
	    !digits(t, 2, &minute) || !take(t, ':') || !digits(t, 2, &second) ||
	    hour > 23 || minute > 59 || second > 59 ||
	    !read_fraction(t, &us, &out->decimals) ||
	    !read_half(t, &hour, &half) || (one_digit && !half))
		return false;
	out->of_day_us = (hour * 3600 + minute * 60 + second) * US_PER_S + us;
	return true;
}

/* What zones are called; not those that mean several, as IST does. */
static const struct {
	const char *name;
	int hours;
} zones[] = {
    {"UTC", 0},	  {"GMT", 0},	{"WET", 0},  {"WEST", 1},  {"CET", 1},
    {"CEST", 2},  {"MEZ", 1},	{"MESZ", 2}, {"EET", 2},   {"EEST", 3},
    {"MSK", 3},	  {"JST", 9},	{"KST", 9},  {"AEST", 10}, {"AEDT", 11},
    {"NZST", 12}, {"NZDT", 13}, {"BRT", -3}, {"EST", -5},  {"EDT", -4},
    {"CDT", -5},  {"MST", -7},	{"MDT", -6}, {"PST", -8},  {"PDT", -7},
};

/* " UTC": a word for itself. */
static bool read_zone_name(struct text *t, struct log_stamp *out)
{
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		struct text rest = *t;

		if (!take(&rest, ' ') || !take_text(&rest, zones[i].name) ||
		    rest.at == rest.end || (*rest.at != ' ' && *rest.at != ']'))
			continue;
		out->has_offset = true;
		out->offset_s = zones[i].hours * 3600;
		*t = rest;
		return true;
	}
	return false;
}

/* "Z", "+01:00", "+0100", " CET" */
static bool read_offset(struct text *t, struct log_stamp *out)
{
	struct text rest = *t;
	int64_t hour, minute, sign;

	if (take(t, 'Z')) {
		out->has_offset = true;
		return true;
	}
	if (read_zone_name(t, out))
		return true;
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

/* A day if the date is written in this order. */
static void add_ordered(struct log_stamp *out, enum date_order order,
			int64_t year, int64_t month, int64_t day)
{
	struct log_stamp one = {.day_count = 0};
	int i = 0;

	add_day(&one, year, month, day);
	if (one.day_count == 0)
		return;
	while (i < out->day_count && out->days[i] != one.days[0])
		i++;
	if (i == out->day_count) {
		out->days[out->day_count++] = one.days[0];
		out->orders[i] = 0;
	}
	out->orders[i] |= DATE_ORDER_BIT(order);
}

static void settle_order(struct log_stamp *out)
{
	out->order = out->day_count > 1 ? ORDER_EITHER
					: date_order_of_bits(out->orders[0]);
}

enum date_order date_order_of_bits(unsigned bits)
{
	for (enum date_order order = ORDER_NONE; order < ORDER_EITHER; order++)
		if (bits == DATE_ORDER_BIT(order))
			return order;
	return ORDER_NONE;
}

static bool is_mark(char c)
{
	return c == '-' || c == '/' || c == '.';
}

/* "2024-11-08", "2024/11/08", "2024.11.08", "2024-11-8" (Nukkit) */
static bool read_year_first(struct text *t, struct log_stamp *out)
{
	int64_t year, month, day;
	char mark;

	if (!digits(t, 4, &year) || t->at == t->end)
		return false;
	mark = *t->at;
	if (!is_mark(mark) || !take(t, mark) || !one_or_two_digits(t, &month) ||
	    !take(t, mark) || !one_or_two_digits(t, &day))
		return false;
	add_day(out, year, month, day);
	return out->day_count == 1;
}

/* "08.11.2024" is German and has an order; "08/11/2024", "8/11/2024" and
 * "08-11-2024" may be of November or of August. */
static bool read_year_last(struct text *t, struct log_stamp *out)
{
	int64_t first, second, year;
	char mark;

	if (!one_or_two_digits(t, &first) || t->at == t->end)
		return false;
	mark = *t->at;
	if (!is_mark(mark) || !take(t, mark) ||
	    !one_or_two_digits(t, &second) || !take(t, mark) ||
	    !digits(t, 4, &year))
		return false;
	if (mark == '.') {
		add_day(out, year, second, first);
		return out->day_count == 1;
	}
	add_ordered(out, ORDER_DAY_FIRST, year, second, first);
	add_ordered(out, ORDER_MONTH_FIRST, year, first, second);
	settle_order(out);
	return out->day_count > 0;
}

static void add_short(struct log_stamp *out, enum date_order order,
		      int64_t year, int64_t month, int64_t day)
{
	if (2000 + year >= SHORT_YEAR_LEAST)
		add_ordered(out, order, 2000 + year, month, day);
}

/* "08/11/24", "24-11-08", "08.11.24": the year may be at either end; with
 * points the month is in the middle. */
static bool read_short_year(struct text *t, struct log_stamp *out)
{
	int64_t a, b, c;
	char mark;

	if (!digits(t, 2, &a) || t->at == t->end)
		return false;
	mark = *t->at;
	if (!is_mark(mark) || !take(t, mark) || !digits(t, 2, &b) ||
	    !take(t, mark) || !digits(t, 2, &c))
		return false;
	add_short(out, ORDER_DAY_FIRST, c, b, a);
	if (mark != '.')
		add_short(out, ORDER_MONTH_FIRST, c, a, b);
	add_short(out, ORDER_YEAR_FIRST, a, b, c);
	settle_order(out);
	return out->day_count > 0;
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

/* "08Nov2024", "08 Nov. 2024", "8. Nov 2024", "08-Nov-2024": the year is the
 * last four digits before the time, for names may end with digits. */
static bool read_named(struct text *t, struct log_stamp *out)
{
	const char *name, *space, *end;
	int64_t day, year;

	if (!digits(t, 2, &day) &&
	    (!digits(t, 1, &day) || t->at == t->end ||
	     (*t->at != ' ' && *t->at != '-' && *t->at != '.')))
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
	if (end - name > 3 && name[0] == '.' && name[1] == ' ')
		name++;
	if (end - name > 2 && (*name == ' ' || *name == '-') &&
	    end[-1] == *name) {
		name++;
		end--;
	}
	return add_named(out, name, (size_t)(end - name), day, year);
}

/* "Nov 8, 2024": how Java and browsers write it in America */
static bool read_named_first(struct text *t, struct log_stamp *out)
{
	const char *name = t->at;
	const char *space = memchr(name, ' ', (size_t)(t->end - name));
	int64_t day, year;

	if (space == NULL || is_digit(*name))
		return false;
	t->at = space + 1;
	return one_or_two_digits(t, &day) && take_text(t, ", ") &&
	       digits(t, 4, &year) &&
	       add_named(out, name, (size_t)(space - name), day, year);
}

/* "08.11 ": Multicraft */
static bool read_yearless_number(struct text *t, struct log_stamp *out)
{
	int64_t day, month;

	if (!digits(t, 2, &day) || !take(t, '.') || !digits(t, 2, &month) ||
	    t->at == t->end || *t->at != ' ')
		return false;
	add_day(out, LEAP_YEAR, month, day);
	out->yearless = true;
	return out->day_count == 1;
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
	    read_year_first,  read_year_last, read_short_year,	   read_named,
	    read_named_first, read_yearless,  read_yearless_number};
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

/* "Fri, " */
static void skip_name_of_day(struct text *t)
{
	const char *comma = memchr(t->at, ',', (size_t)(t->end - t->at));

	if (comma == NULL || comma - t->at > NAME_OF_DAY_MAX ||
	    t->end - comma < 2 || comma[1] != ' ')
		return;
	for (const char *at = t->at; at < comma; at++)
		if (is_digit(*at) || *at == ' ')
			return;
	t->at = comma + 2;
}

bool log_date_read(struct text *t, struct log_stamp *out)
{
	struct text rest = *t;

	if (!read_date(&rest, out))
		return false;
	*t = rest;
	return true;
}

/* Between a date and a time. */
static bool skip_to_time(struct text *t, struct log_stamp *out)
{
	if (take(t, ','))
		return take(t, ' ');
	out->has_t = take(t, 'T');
	return out->has_t || take(t, ' ') || take(t, '_');
}

bool log_stamp_read(struct text *t, struct log_stamp *out)
{
	struct text rest = *t;

	if (rest.end - rest.at < 8)
		return false;
	*out = (struct log_stamp){0};
	if (rest.at[2] == ':' || rest.at[1] == ':') { /* most stamps */
		if (!read_time(&rest, out))
			return false;
		*t = rest;
		return true;
	}
	skip_name_of_day(&rest);
	if (!read_date(&rest, out) || !skip_to_time(&rest, out) ||
	    !read_time(&rest, out) || !read_offset(&rest, out))
		return false;
	*t = rest;
	return true;
}
