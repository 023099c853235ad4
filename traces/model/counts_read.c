#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "counts.h"
#include "counts_number.h"
#include "traces/base/array.h"
#include "traces/base/reader.h"
#include "traces/base/times.h"
#include "traces/base/zone.h"

#define US_PER_S INT64_C(1000000)
#define BRIDGE_STEPS 3	  /* unknown values in a row that are bridged */
#define STEP_NEIGHBOURS 7 /* rows on each side that tell the usual step */
/* A service that falls from so many players to none, and is back at as many, is
 * not empty but out of order; unless that happens often. */
#define OUTAGE_PLAYERS 10
#define OUTAGE_SHARE 0.10 /* of the largest value */
#define RARE_SHARE 0.05	  /* of the values */

/* What we read, and exports that are known by their header. */
enum counts_header {
	HEADER_OTHER = 0,
	HEADER_OWN,	 /* time,value */
	HEADER_GRAFANA,	 /* "Time","NAME" */
	HEADER_STEAMDB,	 /* "DateTime","Players",...: UTC */
	HEADER_MINETRACK /* timestamp,ip,playerCount: its table */
};

struct loading {
	struct reader *reader;
	struct counts *out;
	enum counts_header header;
	struct count_number *numbers; /* value NAN: unknown */
	uint64_t *lines;
	char *server;	  /* of Minetrack's lines; NULL: none yet */
	const char *zone; /* of local times; NULL: not known */
	bool has_clock;
	struct zone_clock clock; /* of that zone */
	size_t capacity, numbers_capacity, lines_capacity;
	struct error_text *error;
};

/* --- the header ------------------------------------------------------------
 */

static bool begins_as(const struct row *row, const char *first,
		      const char *second)
{
	return row->count >= 2 && strcasecmp(row->fields[0], first) == 0 &&
	       (second == NULL || strcasecmp(row->fields[1], second) == 0);
}

static enum counts_header header_of(const struct row *row)
{
	if (row->count == 2 && strcmp(row->fields[0], "time") == 0 &&
	    strcmp(row->fields[1], "value") == 0)
		return HEADER_OWN;
	if (begins_as(row, "DateTime", "Players"))
		return HEADER_STEAMDB;
	if (row->count == 3 && begins_as(row, "timestamp", "ip") &&
	    strcasecmp(row->fields[2], "playerCount") == 0)
		return HEADER_MINETRACK;
	if (begins_as(row, "Time", NULL) && strcmp(row->fields[0], "time") != 0)
		return HEADER_GRAFANA;
	return HEADER_OTHER;
}

bool counts_header_is(const struct row *row)
{
	return header_of(row) != HEADER_OTHER;
}

static bool header_is_right(struct loading *l, const struct row *row)
{
	l->header = header_of(row);
	if (l->header == HEADER_GRAFANA && row->count > 2)
		return error_set(l->error,
				 "%s:1: %zu series; export one of them",
				 reader_name(l->reader), row->count - 1);
	if (l->header != HEADER_OTHER)
		return true;
	return error_set(l->error,
			 "%s:1: the header is not \"time,value\"; a "
			 "count series has these two columns",
			 reader_name(l->reader));
}

/* --- one line ---------------------------------------------------------------
 */

static bool room_for_count(struct loading *l)
{
	struct counts *out = l->out;
	size_t capacity = l->capacity;

	return (ARRAY_ROOM(out->at_us, capacity, out->count + (size_t)1) &&
		ARRAY_ROOM(out->value, l->capacity, out->count + (size_t)1) &&
		ARRAY_ROOM(l->numbers, l->numbers_capacity,
			   out->count + (size_t)1) &&
		ARRAY_ROOM(l->lines, l->lines_capacity,
			   out->count + (size_t)1)) ||
	       error_set(l->error, "out of memory");
}

/* Grafana writes the clock of whoever exports.  Of an hour that comes twice,
 * the first that is not before the row above. */
static bool read_local(struct loading *l, const struct row *row, int64_t *at_us)
{
	const struct counts *out = l->out;
	int64_t before_us = out->count > 0 ? out->at_us[out->count - 1] : 0;
	int64_t local_us;

	if (!time_parse_local(row->fields[0], &local_us))
		return error_set(l->error,
				 "%s:%" PRIu64 ": bad time \"%s\"; write "
				 "2024-11-08T18:00:00+01:00 or epoch seconds",
				 reader_name(l->reader), row->line,
				 row->fields[0]);
	if (l->zone == NULL)
		return error_set(l->error,
				 "%s:%" PRIu64 ": \"%s\" is a local time; name "
				 "its zone: traces check --zone Europe/Berlin",
				 reader_name(l->reader), row->line,
				 row->fields[0]);
	if (!l->has_clock && !zone_clock_open(&l->clock, l->zone, l->error))
		return false;
	l->has_clock = true;
	*at_us = zone_clock_utc_s(&l->clock, local_us / US_PER_S,
				  before_us / US_PER_S + 1) *
		     US_PER_S +
		 local_us % US_PER_S;
	return true;
}

static bool read_instant(struct loading *l, const struct row *row,
			 int64_t *at_us)
{
	const struct counts *out = l->out;
	const char *text = row->fields[0];

	if (!time_parse_data(text, at_us) &&
	    (l->header != HEADER_STEAMDB || !time_parse_local(text, at_us)) &&
	    !read_local(l, row, at_us))
		return false;
	return out->count == 0 || *at_us > out->at_us[out->count - 1] ||
	       error_set(l->error,
			 "%s:%" PRIu64 ": time %s is not after the one "
			 "before; sort the lines by time",
			 reader_name(l->reader), row->line, text);
}

static bool is_unknown(const char *text)
{
	return *text == '\0' || strcasecmp(text, "null") == 0;
}

/* Minetrack pings many servers; a series is of one. */
static bool is_one_server(struct loading *l, const struct row *row)
{
	if (l->header != HEADER_MINETRACK)
		return true;
	if (l->server == NULL)
		l->server = strdup(row->fields[1]);
	return l->server != NULL && strcmp(l->server, row->fields[1]) == 0
		   ? true
		   : error_set(l->error,
			       "%s:%" PRIu64 ": another server, %s; export "
			       "the lines of one ip",
			       reader_name(l->reader), row->line,
			       row->fields[1]);
}

static bool add_count(struct loading *l, const struct row *row)
{
	struct counts *out = l->out;
	size_t column = l->header == HEADER_MINETRACK ? 2 : 1;
	struct count_number number = {.value = (double)NAN};
	int64_t at_us;

	if (l->header == HEADER_STEAMDB ? row->count < 2
					: row->count != column + 1)
		return error_set(l->error,
				 "%s:%" PRIu64 ": %zu fields; a line "
				 "is time,value",
				 reader_name(l->reader), row->line, row->count);
	if (!is_one_server(l, row) || !read_instant(l, row, &at_us))
		return false;
	if (!is_unknown(row->fields[column]) &&
	    !count_number_read(row->fields[column], &number))
		return error_set(l->error,
				 "%s:%" PRIu64 ": bad value \"%s\"; a count is "
				 "a number of 0 or more, or empty",
				 reader_name(l->reader), row->line,
				 row->fields[column]);
	if (!room_for_count(l) || l->lines == NULL || l->numbers == NULL)
		return false;
	out->at_us[out->count] = at_us;
	l->lines[out->count] = row->line;
	l->numbers[out->count++] = number;
	return true;
}

/* --- the series -------------------------------------------------------------
 */

/* 1.234 is one player or more than a thousand: the others tell. */
static bool read_numbers(struct loading *l)
{
	struct counts *out = l->out;
	enum number_reading reading =
	    count_numbers_reading(l->numbers, out->count);

	for (uint32_t i = 0; i < out->count && l->numbers != NULL; i++) {
		const struct count_number *n = &l->numbers[i];

		if (n->form == NUMBER_EITHER && reading == READ_UNKNOWN)
			return error_set(l->error,
					 "%s:%" PRIu64
					 ": %.17g may be %.0f; write numbers "
					 "without marks between thousands",
					 reader_name(l->reader), l->lines[i],
					 n->value, n->grouped);
		out->value[i] =
		    n->form == NUMBER_EITHER && reading == READ_AS_GROUPED
			? n->grouped
			: n->value;
	}
	return true;
}

/* Where a run of zeros that begins at i ends. */
static uint32_t zeros_end(const struct counts *c, uint32_t i)
{
	while (i < c->count && !(c->value[i] > 0))
		i++;
	return i;
}

/* Nobody plays at night; but a service that had many players, and has them
 * again at once, has not been asked. */
static void forget_outages(struct counts *c)
{
	double largest = 0, least;
	uint32_t zeros = 0;

	for (uint32_t i = 0; i < c->count; i++) {
		largest = c->value[i] > largest ? c->value[i] : largest;
		zeros += c->value[i] <= 0;
	}
	if (zeros > RARE_SHARE * c->count)
		return;
	least = largest * OUTAGE_SHARE > OUTAGE_PLAYERS ? largest * OUTAGE_SHARE
							: OUTAGE_PLAYERS;
	for (uint32_t i = 0; i < c->count; i++) {
		uint32_t end = zeros_end(c, i);

		if (end > i && (i == 0 || c->value[i - 1] >= least) &&
		    (end == c->count || c->value[end] >= least))
			for (uint32_t k = i; k < end; k++)
				c->value[k] = (double)NAN;
		i = end;
	}
}

static int by_length(const void *a, const void *b)
{
	const int64_t *l = a, *r = b;

	return *l < *r ? -1 : *l > *r;
}

/* The usual step around row i, as the median of its neighbours: an export may
 * have days first and minutes later. */
static int64_t usual_step_us(const struct counts *c, uint32_t i)
{
	int64_t steps[2 * STEP_NEIGHBOURS + 1];
	uint32_t first = i > STEP_NEIGHBOURS ? i - STEP_NEIGHBOURS : 1;
	size_t count = 0;

	for (uint32_t k = first; k < c->count && k <= i + STEP_NEIGHBOURS; k++)
		steps[count++] = c->at_us[k] - c->at_us[k - 1];
	qsort(steps, count, sizeof *steps, by_length);
	return steps[count / 2];
}

static bool too_long(const struct loading *l, uint32_t at)
{
	return error_set(l->error,
			 "%s:%" PRIu64 ": more than %d values in a row "
			 "are missing or empty; cut the outage out or fill it",
			 reader_name(l->reader),
			 l->lines == NULL ? 0 : l->lines[at], BRIDGE_STEPS);
}

/* How many rows are missing before one. */
static int64_t missing_before(const struct counts *c, uint32_t i)
{
	int64_t step_us, gap_us;

	if (i == 0)
		return 0;
	step_us = usual_step_us(c, i);
	gap_us = c->at_us[i] - c->at_us[i - 1];
	return gap_us > step_us + step_us / 2
		   ? (gap_us + step_us / 2) / step_us - 1
		   : 0;
}

/* A row that is not there is a value that is not known: put it in.  Refuses
 * what is too long to be bridged. */
static bool fill_gaps(struct loading *l)
{
	struct counts *c = l->out, full = {0};
	size_t times = 0, values = 0;
	uint64_t unknown = 0;

	for (uint32_t i = 0; i < c->count; i++) {
		int64_t missing = missing_before(c, i);

		unknown += (uint64_t)missing;
		if (isnan(c->value[i]))
			unknown++;
		if (unknown > BRIDGE_STEPS) {
			counts_release(&full);
			return too_long(l, i);
		}
		if (!isnan(c->value[i]))
			unknown = 0;
		if (!ARRAY_ROOM(full.at_us, times,
				full.count + (size_t)missing + 1) ||
		    !ARRAY_ROOM(full.value, values,
				full.count + (size_t)missing + 1)) {
			counts_release(&full);
			return error_set(l->error, "out of memory");
		}
		for (int64_t k = missing; k > 0; k--) {
			full.at_us[full.count] =
			    c->at_us[i] -
			    k * (c->at_us[i] - c->at_us[i - 1]) / (missing + 1);
			full.value[full.count++] = (double)NAN;
		}
		full.at_us[full.count] = c->at_us[i];
		full.value[full.count++] = c->value[i];
	}
	counts_release(c);
	*c = full;
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

static uint32_t known_values(const struct counts *c)
{
	uint32_t known = 0;

	for (uint32_t i = 0; i < c->count; i++)
		if (!isnan(c->value[i]))
			known++;
	return known;
}

static bool load_rows(struct loading *l)
{
	struct row row;

	if (!reader_next(l->reader, &row, l->error))
		return error_set(l->error,
				 "%s:1: the file is empty; it begins "
				 "with the header time,value",
				 reader_name(l->reader));
	if (!header_is_right(l, &row))
		return false;
	while (reader_next(l->reader, &row, l->error))
		if (!add_count(l, &row))
			return false;
	if (l->error->text[0] != '\0')
		return false;
	if (!read_numbers(l))
		return false;
	forget_outages(l->out);
	if (known_values(l->out) < 2)
		return error_set(l->error,
				 "%s: fewer than two values; a series "
				 "needs at least two",
				 reader_name(l->reader));
	return fill_gaps(l);
}

bool counts_read_rows(struct reader *reader, const char *zone,
		      struct counts *out, struct error_text *error)
{
	struct loading l = {
	    .reader = reader, .out = out, .zone = zone, .error = error};
	bool good;

	*out = (struct counts){0};
	good = load_rows(&l);
	if (good)
		bridge(out);
	else
		counts_release(out);
	free(l.numbers);
	free(l.lines);
	free(l.server);
	return good;
}

bool counts_read(const char *path, const char *zone, struct counts *out,
		 struct error_text *error)
{
	struct reader *reader = reader_open(path, error);
	bool good;

	*out = (struct counts){0};
	if (reader == NULL)
		return false;
	good = counts_read_rows(reader, zone, out, error);
	reader_close(reader);
	return good;
}

void counts_release(struct counts *counts)
{
	free(counts->at_us);
	free(counts->value);
	*counts = (struct counts){0};
}
