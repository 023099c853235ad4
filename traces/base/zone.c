/*
 * Offsets of a zone, read from the system's TZif files (RFC 8536): the 64-bit
 * transitions, and after the last of them the rule of the footer.
 */
#include "zone.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "times.h"

#define ZONE_DIRECTORY "/usr/share/zoneinfo"
#define FILE_MAX ((size_t)1 << 20)
#define HEADER_BYTES 44
#define HOURS_MAX 167		/* of a footer, RFC 8536, 3.3.1 */
#define OFFSET_LEAST_S (-89999) /* RFC 8536, 3.2 */
#define OFFSET_MOST_S 93599
#define US_PER_S INT64_C(1000000)
#define SECONDS_PER_DAY INT64_C(86400)

/* "M3.5.0/2": the day and second of a year at which a rule switches. */
struct switch_day {
	char form; /* 'M' month, week, weekday; 'J' day 1 ... 365 without 29
		      February; 'n' day 0 ... 365 */
	int month, week, day;
	int64_t second;
};

struct footer {
	bool has_summer;
	int32_t standard_s, summer_s;
	struct switch_day begin, end;
};

struct zone {
	int64_t *at_s;
	int32_t *offset_s;
	size_t count;
	int32_t first_offset_s;
	bool has_footer;
	struct footer footer;
};

static int64_t read_big_endian(const unsigned char *bytes, int count)
{
	uint64_t value = count == 4 && (bytes[0] & 0x80) ? UINT64_MAX : 0;

	for (int i = 0; i < count; i++)
		value = value << 8 | bytes[i];
	return (int64_t)value;
}

static bool is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int64_t year_at(int64_t at_s)
{
	int64_t year = 1970 + at_s / (365 * SECONDS_PER_DAY + 20926);

	while (days_from_civil(year, 1, 1) * SECONDS_PER_DAY > at_s)
		year--;
	while (days_from_civil(year + 1, 1, 1) * SECONDS_PER_DAY <= at_s)
		year++;
	return year;
}

/* Local second since the epoch at which the switch happens in `year`. */
static int64_t switch_second(const struct switch_day *s, int64_t year)
{
	int64_t day, weekday, next, week = s->week;

	if (s->form == 'J') {
		day = days_from_civil(year, 1, 1) + s->day - 1;
		if (is_leap(year) && s->day >= 60)
			day++;
	} else if (s->form == 'n') {
		day = days_from_civil(year, 1, 1) + s->day;
	} else {
		day = days_from_civil(year, (unsigned)s->month, 1);
		weekday = (day % 7 + 11) % 7; /* 1970-01-01: Thursday, 4 */
		day += (s->day - weekday + 7) % 7 + 7 * (week - 1);
		next = s->month == 12
			   ? days_from_civil(year + 1, 1, 1)
			   : days_from_civil(year, (unsigned)s->month + 1, 1);
		while (day >= next)
			day -= 7;
	}
	return day * SECONDS_PER_DAY + s->second;
}

static bool parse_int(const char **text, int *out)
{
	int value = 0;

	if (**text < '0' || **text > '9')
		return false;
	for (; **text >= '0' && **text <= '9' && value < 100000; (*text)++)
		value = value * 10 + (**text - '0');
	*out = value;
	return true;
}

/* [+-]hh[:mm[:ss]] in seconds */
static bool parse_hours(const char **text, int64_t *out)
{
	int sign = **text == '-' ? -1 : 1;
	int part;
	int64_t scale = 3600, value = 0;

	if (**text == '-' || **text == '+')
		(*text)++;
	do {
		if (!parse_int(text, &part) ||
		    part > (scale == 3600 ? HOURS_MAX : 59))
			return false;
		value += part * scale;
		scale /= 60;
	} while (scale > 0 && **text == ':' && (*text)++);
	*out = sign * value;
	return true;
}

static bool parse_abbreviation(const char **text)
{
	const char *begin = *text;

	if (**text == '<') {
		*text = strchr(begin, '>');
		if (*text)
			(*text)++;
		return *text != NULL;
	}
	while ((**text >= 'A' && **text <= 'Z') ||
	       (**text >= 'a' && **text <= 'z'))
		(*text)++;
	return *text > begin;
}

static bool parse_switch(const char **text, struct switch_day *out)
{
	*out = (struct switch_day){.form = 'n', .second = 7200};
	if (*(*text)++ != ',')
		return false;
	if (**text == 'M') {
		out->form = *(*text)++;
		if (!parse_int(text, &out->month) || *(*text)++ != '.' ||
		    !parse_int(text, &out->week) || *(*text)++ != '.' ||
		    !parse_int(text, &out->day) || out->month < 1 ||
		    out->month > 12 || out->week < 1 || out->week > 5 ||
		    out->day > 6)
			return false;
	} else {
		if (**text == 'J')
			out->form = *(*text)++;
		if (!parse_int(text, &out->day) || out->day > 365)
			return false;
	}
	if (**text != '/')
		return true;
	(*text)++;
	return parse_hours(text, &out->second);
}

/* POSIX TZ: "CET-1CEST,M3.5.0,M10.5.0/3" */
static bool parse_footer(const char *text, struct footer *out)
{
	int64_t west_s;

	*out = (struct footer){.has_summer = false};
	if (!parse_abbreviation(&text) || !parse_hours(&text, &west_s))
		return false;
	out->standard_s = (int32_t)-west_s;
	if (*text == '\0')
		return true;
	out->has_summer = true;
	if (!parse_abbreviation(&text))
		return false;
	out->summer_s = out->standard_s + 3600;
	if (*text != ',') {
		if (!parse_hours(&text, &west_s))
			return false;
		out->summer_s = (int32_t)-west_s;
	}
	return parse_switch(&text, &out->begin) &&
	       parse_switch(&text, &out->end) && *text == '\0';
}

struct block {
	size_t times, types, chars, leaps, standards, utcs;
};

static bool read_header(const unsigned char *bytes, size_t size,
			struct block *out)
{
	if (size < HEADER_BYTES || memcmp(bytes, "TZif", 4) != 0)
		return false;
	out->utcs = (size_t)read_big_endian(bytes + 20, 4);
	out->standards = (size_t)read_big_endian(bytes + 24, 4);
	out->leaps = (size_t)read_big_endian(bytes + 28, 4);
	out->times = (size_t)read_big_endian(bytes + 32, 4);
	out->types = (size_t)read_big_endian(bytes + 36, 4);
	out->chars = (size_t)read_big_endian(bytes + 40, 4);
	return out->utcs < FILE_MAX && out->standards < FILE_MAX &&
	       out->leaps < FILE_MAX && out->times < FILE_MAX &&
	       out->types > 0 && out->types < 256 && out->chars < FILE_MAX;
}

static size_t block_bytes(const struct block *b, size_t time_bytes)
{
	return b->times * (time_bytes + 1) + b->types * 6 + b->chars +
	       b->leaps * (time_bytes + 4) + b->standards + b->utcs;
}

static bool is_offset(int32_t offset_s)
{
	return offset_s >= OFFSET_LEAST_S && offset_s <= OFFSET_MOST_S;
}

static bool parse_zone(const unsigned char *bytes, size_t size,
		       struct zone *out)
{
	const unsigned char *data, *index, *types;
	struct block b;
	size_t skip, end;
	char footer[128];

	if (!read_header(bytes, size, &b) || bytes[4] < '2')
		return false;
	skip = HEADER_BYTES + block_bytes(&b, 4);
	if (skip > size || !read_header(bytes + skip, size - skip, &b))
		return false;
	skip += HEADER_BYTES;
	if (block_bytes(&b, 8) + 2 > size - skip)
		return false;
	data = bytes + skip;
	index = data + 8 * b.times;
	types = index + b.times;
	out->at_s = calloc(b.times + 1, sizeof *out->at_s);
	out->offset_s = calloc(b.times + 1, sizeof *out->offset_s);
	if (!out->at_s || !out->offset_s)
		return false;
	out->first_offset_s = (int32_t)read_big_endian(types, 4);
	out->count = b.times;
	if (!is_offset(out->first_offset_s))
		return false;
	for (size_t i = 0; i < b.times; i++) {
		if (index[i] >= b.types)
			return false;
		out->at_s[i] = read_big_endian(data + 8 * i, 8);
		out->offset_s[i] =
		    (int32_t)read_big_endian(types + (size_t)6 * index[i], 4);
		if ((i > 0 && out->at_s[i - 1] >= out->at_s[i]) ||
		    !is_offset(out->offset_s[i]))
			return false;
	}
	skip += block_bytes(&b, 8) + 1; /* the newline before the footer */
	for (end = skip; end < size && bytes[end] != '\n'; end++)
		;
	if (end == size || end - skip >= sizeof footer)
		return false;
	memcpy(footer, bytes + skip, end - skip);
	footer[end - skip] = '\0';
	out->has_footer = footer[0] != '\0';
	return !out->has_footer || parse_footer(footer, &out->footer);
}

/* *why: errno if the file may be one of a zone, but cannot be read; else 0. */
static bool read_zone(const char *name, struct zone *out, int *why)
{
	char path[256];
	unsigned char *bytes = malloc(FILE_MAX);
	FILE *file = NULL;
	bool ok = false;
	size_t size;

	*out = (struct zone){.count = 0};
	*why = 0;
	if (!bytes || name[0] == '/' || strstr(name, "..") ||
	    strlen(name) > 200)
		goto out;
	(void)snprintf(path, sizeof path, "%s/%s", ZONE_DIRECTORY, name);
	file = fopen(path, "rb");
	if (!file) {
		*why = errno == ENOENT || errno == ENOTDIR ? 0 : errno;
		goto out;
	}
	size = fread(bytes, 1, FILE_MAX, file);
	if (ferror(file))
		*why = errno == EISDIR ? 0 : errno;
	else
		ok = parse_zone(bytes, size, out);
out:
	if (file)
		(void)fclose(file);
	free(bytes);
	return ok;
}

/* The list being filled: an offset that does not change is not noted. */
struct offsets {
	struct utc_offset *out;
	uint32_t capacity, count;
	int64_t from_us, to_us;
	bool full;
};

static void note_offset(struct offsets *o, int64_t at_s, int32_t offset_s)
{
	struct utc_offset *last;
	int64_t at_us;

	if (at_s < INT64_MIN / US_PER_S)
		at_s = INT64_MIN / US_PER_S;
	if (at_s > INT64_MAX / US_PER_S)
		return;
	at_us = at_s * US_PER_S;
	if (at_us >= o->to_us)
		return;
	if (at_us <= o->from_us) {
		o->out[0].offset_s = offset_s;
		return;
	}
	last = &o->out[o->count - 1];
	if (at_us <= last->from_us) /* summer ends when the next begins */
		last->offset_s = offset_s;
	if (o->count > 1 && last->offset_s == last[-1].offset_s) {
		o->count--;
		last--;
	}
	if (last->offset_s == offset_s)
		return;
	if (o->count == o->capacity) {
		o->full = true;
		return;
	}
	o->out[o->count++] = (struct utc_offset){at_us, offset_s};
}

/* Switches of the footer's rule after the last transition of the table. */
static void note_footer(struct offsets *o, const struct zone *zone)
{
	const struct footer *f = &zone->footer;
	int64_t last_s =
	    zone->count ? zone->at_s[zone->count - 1] : INT64_MIN / US_PER_S;
	int64_t first_s = o->from_us / US_PER_S;
	int64_t year, until;

	if (!zone->has_footer || last_s >= o->to_us / US_PER_S)
		return;
	if (!f->has_summer) {
		if (zone->count == 0)
			note_offset(o, last_s, f->standard_s);
		return;
	}
	year = year_at(last_s > first_s ? last_s : first_s) - 1;
	until = year_at(o->to_us / US_PER_S) + 1;
	for (; year <= until; year++) {
		int64_t begin_s =
		    switch_second(&f->begin, year) - f->standard_s;
		int64_t end_s = switch_second(&f->end, year) - f->summer_s;
		bool north = begin_s < end_s;

		if (north && begin_s > last_s)
			note_offset(o, begin_s, f->summer_s);
		if (end_s > last_s)
			note_offset(o, end_s, f->standard_s);
		if (!north && begin_s > last_s)
			note_offset(o, begin_s, f->summer_s);
	}
}

static bool fill_offsets(const struct zone *zone, const char *zone_name,
			 struct offsets *offsets, struct error_text *error)
{
	offsets->count = 1;
	offsets->out[0] =
	    (struct utc_offset){offsets->from_us, zone->first_offset_s};
	for (size_t i = 0; i < zone->count; i++)
		note_offset(offsets, zone->at_s[i], zone->offset_s[i]);
	note_footer(offsets, zone);
	return !offsets->full ||
	       error_set(error,
			 "\"%.60s\" changes its offset more than %u "
			 "times in the run; shorten the window",
			 zone_name, offsets->capacity - 1);
}

static void release_zone(struct zone *zone)
{
	free(zone->at_s);
	free(zone->offset_s);
}

bool zone_offsets(const char *zone_name, int64_t from_us, int64_t to_us,
		  struct utc_offset *out, uint32_t capacity, uint32_t *count,
		  struct error_text *error)
{
	struct zone zone = {.count = 0};
	struct offsets offsets = {.out = out,
				  .capacity = capacity,
				  .from_us = from_us,
				  .to_us = to_us};
	int why;
	bool good = read_zone(zone_name, &zone, &why);

	if (good)
		good = fill_offsets(&zone, zone_name, &offsets, error);
	else if (why != 0)
		(void)error_set(error,
				ZONE_DIRECTORY "/%.60s: cannot be "
					       "read: %s",
				zone_name, strerror(why));
	else
		(void)error_set(error,
				"\"%.60s\" is not a zone in " ZONE_DIRECTORY
				"; write one such as \"Europe/Berlin\"",
				zone_name);
	*count = offsets.count;
	release_zone(&zone);
	return good;
}

bool zone_clock_read(struct zone_clock *clock, const char *name,
		     const void *bytes, size_t size, struct error_text *error)
{
	struct zone zone = {.count = 0};
	struct offsets offsets = {.out = clock->offsets,
				  .capacity = ZONE_CLOCK_CHANGES_MAX,
				  .to_us = ZONE_CLOCK_END_US};
	bool good = parse_zone(bytes, size, &zone);

	if (good)
		good = fill_offsets(&zone, name, &offsets, error);
	else
		(void)error_set(error,
				"%s: is no zone file (TZif, version 2 or "
				"later)",
				name);
	clock->count = offsets.count;
	release_zone(&zone);
	return good;
}

bool zone_clock_open(struct zone_clock *clock, const char *zone_name,
		     struct error_text *error)
{
	return zone_offsets(zone_name, 0, ZONE_CLOCK_END_US, clock->offsets,
			    ZONE_CLOCK_CHANGES_MAX, &clock->count, error);
}

int64_t zone_clock_utc_s(const struct zone_clock *clock, int64_t local_s,
			 int64_t not_before_s)
{
	int64_t last_s = local_s - clock->offsets[0].offset_s;

	for (uint32_t i = 0; i < clock->count; i++) {
		int64_t utc_s = local_s - clock->offsets[i].offset_s;
		int64_t until_s = i + 1 < clock->count
				      ? clock->offsets[i + 1].from_us / US_PER_S
				      : INT64_MAX;

		/* an hour that does not exist is read by the clock before */
		if (utc_s < clock->offsets[i].from_us / US_PER_S)
			break;
		last_s = utc_s;
		if (utc_s < until_s && utc_s >= not_before_s)
			break;
	}
	return last_s;
}

int64_t zone_clock_local_s(const struct zone_clock *clock, int64_t utc_s)
{
	uint32_t last = 0;

	while (last + 1 < clock->count &&
	       clock->offsets[last + 1].from_us / US_PER_S <= utc_s)
		last++;
	return utc_s + clock->offsets[last].offset_s;
}
