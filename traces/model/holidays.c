#include "holidays.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/array.h"
#include "traces/base/reader.h"
#include "traces/base/times.h"

#define COLUMNS 5
#define STRETCHES_MAX 100000

static bool day_parse(const char *text, int64_t *day)
{
	char padded[32];
	int64_t at_us;

	(void)snprintf(padded, sizeof padded, "%.10sT00:00:00Z", text);
	if (strlen(text) != 10 || !time_parse(padded, &at_us))
		return false;
	*day = at_us / (INT64_C(86400) * 1000000);
	return true;
}

static bool add_holiday(struct holidays *holidays,
			struct holiday_stretch stretch,
			struct error_text *error)
{
	if (!ARRAY_ROOM(holidays->stretches, holidays->capacity,
			holidays->count + (size_t)1))
		return error_set(error, "out of memory");
	holidays->stretches[holidays->count++] = stretch;
	return true;
}

static bool read_row(const struct row *row, const char *name, const char *state,
		     struct holidays *holidays, struct error_text *error)
{
	struct holiday_stretch stretch;

	if (row->count != COLUMNS)
		return error_set(error,
				 "%s:%llu: %zu fields; a calendar has "
				 "state,kind,name,from,to",
				 name, (unsigned long long)row->line,
				 row->count);
	if (strcmp(row->fields[1], "public") != 0 &&
	    strcmp(row->fields[1], "school") != 0)
		return error_set(error,
				 "%s:%llu: kind \"%.20s\"; write public or "
				 "school",
				 name, (unsigned long long)row->line,
				 row->fields[1]);
	stretch.kind =
	    strcmp(row->fields[1], "public") == 0 ? DAY_PUBLIC : DAY_SCHOOL;
	if (!day_parse(row->fields[3], &stretch.from_day) ||
	    !day_parse(row->fields[4], &stretch.to_day) ||
	    stretch.to_day < stretch.from_day)
		return error_set(
		    error,
		    "%s:%llu: \"%.20s\" to \"%.20s\" are not days; "
		    "write the first and the last as 2026-12-24",
		    name, (unsigned long long)row->line, row->fields[3],
		    row->fields[4]);
	if (strcmp(row->fields[0], "DE") != 0 &&
	    strcmp(row->fields[0], state) != 0)
		return true;
	if (holidays->count == STRETCHES_MAX)
		return error_set(error, "%s:%llu: more than %d holidays", name,
				 (unsigned long long)row->line, STRETCHES_MAX);
	return add_holiday(holidays, stretch, error);
}

bool holidays_header_is(const struct row *row)
{
	return row->count == COLUMNS && strcmp(row->fields[0], "state") == 0;
}

bool holidays_read(const char *path, const char *state, struct holidays *out,
		   struct error_text *error)
{
	struct reader *reader = reader_open(path, error);
	bool good;

	*out = (struct holidays){0};
	if (reader == NULL)
		return false;
	good = holidays_read_rows(reader, state, out, error);
	reader_close(reader);
	return good;
}

bool holidays_read_rows(struct reader *reader, const char *state,
			struct holidays *out, struct error_text *error)
{
	struct row row;
	bool good;

	*out = (struct holidays){0};
	good = reader_next(reader, &row, error);
	if (good && !holidays_header_is(&row))
		good = error_set(error,
				 "%s:1: not a calendar; the header is "
				 "state,kind,name,from,to",
				 reader_name(reader));
	while (good && reader_next(reader, &row, error))
		good = read_row(&row, reader_name(reader), state, out, error);
	good = good && error->text[0] == '\0';
	if (!good)
		holidays_release(out);
	return good;
}

void holidays_release(struct holidays *holidays)
{
	free(holidays->stretches);
	*holidays = (struct holidays){0};
}

enum day_kind holidays_kind(const struct holidays *holidays, int64_t day)
{
	enum day_kind kind = DAY_PLAIN;

	for (uint32_t i = 0; i < holidays->count; i++) {
		const struct holiday_stretch *s = &holidays->stretches[i];

		if (s->from_day > day || s->to_day < day)
			continue;
		if (s->kind == DAY_PUBLIC)
			return DAY_PUBLIC;
		kind = s->kind;
	}
	return kind;
}
