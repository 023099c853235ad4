#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "counts.h"
#include "traces/base/array.h"
#include "traces/base/reader.h"
#include "traces/base/times.h"

#define BRIDGE_STEPS 3 /* unknown values in a row that are bridged */

struct loading {
	struct reader *reader;
	struct counts *out;
	size_t capacity;
	uint32_t unknown; /* values in a row */
	struct error_text *error;
};

bool counts_header_is(const struct row *row)
{
	return row->count == 2 && strcmp(row->fields[0], "time") == 0 &&
	       strcmp(row->fields[1], "value") == 0;
}

static bool header_is_right(struct loading *l, const struct row *row)
{
	if (counts_header_is(row))
		return true;
	return error_set(l->error,
			 "%s:1: the header is not \"time,value\"; a "
			 "count series has these two columns",
			 reader_name(l->reader));
}

static bool room_for_count(struct loading *l)
{
	struct counts *out = l->out;
	size_t capacity = l->capacity;

	return (ARRAY_ROOM(out->at_us, capacity, out->count + (size_t)1) &&
		ARRAY_ROOM(out->value, l->capacity, out->count + (size_t)1)) ||
	       error_set(l->error, "out of memory");
}

static bool add_count(struct loading *l, const struct row *row)
{
	const char *file = reader_name(l->reader);
	struct counts *out = l->out;
	int64_t at_us;
	double value = 0;
	char *end;

	if (row->count != 2)
		return error_set(l->error,
				 "%s:%" PRIu64 ": %zu fields; a line "
				 "is time,value",
				 file, row->line, row->count);
	if (!time_parse_data(row->fields[0], &at_us))
		return error_set(l->error,
				 "%s:%" PRIu64 ": bad time \"%s\"; write "
				 "2024-11-08T18:00:00+01:00 or epoch seconds",
				 file, row->line, row->fields[0]);
	if (out->count > 0 && at_us <= out->at_us[out->count - 1])
		return error_set(l->error,
				 "%s:%" PRIu64 ": time %s is not after the one "
				 "before; sort the lines by time",
				 file, row->line, row->fields[0]);
	if (row->fields[1][0] != '\0') {
		value = strtod(row->fields[1], &end);
		if (*end != '\0' || !isfinite(value) || value < 0)
			return error_set(l->error,
					 "%s:%" PRIu64 ": bad value \"%s\"; a "
					 "count is a number of 0 or more, or "
					 "empty",
					 file, row->line, row->fields[1]);
	}
	l->unknown = value > 0 ? 0 : l->unknown + 1;
	if (l->unknown > BRIDGE_STEPS)
		return error_set(
		    l->error,
		    "%s:%" PRIu64 ": more than %d values in a row "
		    "are 0 or empty; cut the outage out or fill it",
		    file, row->line, BRIDGE_STEPS);
	if (!room_for_count(l))
		return false;
	out->at_us[out->count] = at_us;
	out->value[out->count++] = value > 0 ? value : (double)NAN;
	return true;
}

/* Straight lines over what is unknown; the ends take their neighbour. */
static void bridge(struct counts *counts)
{
	for (uint32_t i = 0; i < counts->count; i++) {
		uint32_t next = i;

		if (!isnan(counts->value[i]))
			continue;
		while (next < counts->count && isnan(counts->value[next]))
			next++;
		for (uint32_t k = i; k < next; k++) {
			double part;

			if (i == 0 || next == counts->count) {
				counts->value[k] =
				    counts->value[i == 0 ? next : i - 1];
				continue;
			}
			part =
			    (double)(counts->at_us[k] - counts->at_us[i - 1]) /
			    (double)(counts->at_us[next] -
				     counts->at_us[i - 1]);
			counts->value[k] =
			    counts->value[i - 1] +
			    part * (counts->value[next] - counts->value[i - 1]);
		}
	}
}

bool counts_read_rows(struct reader *reader, struct counts *out,
		      struct error_text *error)
{
	struct loading l = {.reader = reader, .out = out, .error = error};
	struct row row;
	bool good = false;

	*out = (struct counts){0};
	if (!reader_next(reader, &row, error) || !header_is_right(&l, &row)) {
		(void)error_set(error,
				"%s:1: the file is empty; it begins "
				"with the header time,value",
				reader_name(reader));
		goto out;
	}
	while (reader_next(reader, &row, error))
		if (!add_count(&l, &row))
			goto out;
	if (error->text[0] != '\0')
		goto out;
	if (out->count - l.unknown < 2) {
		(void)error_set(error,
				"%s: fewer than two values; a series "
				"needs at least two",
				reader_name(reader));
		goto out;
	}
	bridge(out);
	good = true;
out:
	if (!good)
		counts_release(out);
	return good;
}

bool counts_read(const char *path, struct counts *out, struct error_text *error)
{
	struct reader *reader = reader_open(path, error);
	bool good;

	*out = (struct counts){0};
	if (reader == NULL)
		return false;
	good = counts_read_rows(reader, out, error);
	reader_close(reader);
	return good;
}

void counts_release(struct counts *counts)
{
	free(counts->at_us);
	free(counts->value);
	*counts = (struct counts){0};
}
