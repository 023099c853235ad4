#include "session_rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "traces/base/nearest.h"
#include "traces/base/tier.h"
#include "traces/base/times.h"

#define US_PER_S INT64_C(1000000)

enum column {
	COLUMN_WORLD = 0,
	COLUMN_START,
	COLUMN_STOP,
	COLUMN_RAM,
	COLUMN_OWNER,
	COLUMN_CPU,
	COLUMN_DISK,
	COLUMN_TIER,
	COLUMN_PLAYERS,
	COLUMN_PLAYER_SECONDS
};

static const char *const column_names[SESSION_COLUMNS] = {
    "world",	 "start",   "stop", "ram_mb",  "owner",
    "cpu_milli", "disk_mb", "tier", "players", "player_seconds",
};
#define COLUMNS_REQUIRED (COLUMN_RAM + 1)

/* --- the header ----------------------------------------------------------- */

static bool read_header(struct session_rows *rows, const struct row *row)
{
	const char *file = reader_name(rows->reader);

	for (int i = 0; i < SESSION_COLUMNS; i++)
		rows->position[i] = -1;
	if (row->count == 1 && strchr(row->fields[0], ';') != NULL)
		return error_set(
		    rows->error,
		    "%s:1: fields are separated by semicolons; use "
		    "commas",
		    file);
	for (size_t i = 0; i < row->count; i++) {
		int column = 0;

		while (column < SESSION_COLUMNS &&
		       strcmp(row->fields[i], column_names[column]) != 0)
			column++;
		if (column == SESSION_COLUMNS) {
			const char *near = nearest_word(
			    row->fields[i], column_names, SESSION_COLUMNS);

			return error_set(rows->error,
					 "%s:1: unknown column \"%s\"; the "
					 "nearest is \"%s\" (for other names: "
					 "conductor traces import --columns "
					 "world=%s,...)",
					 file, row->fields[i],
					 near != NULL ? near : "world",
					 row->fields[i]);
		}
		if (rows->position[column] >= 0)
			return error_set(rows->error,
					 "%s:1: column \"%s\" appears twice; "
					 "keep one",
					 file, row->fields[i]);
		rows->position[column] = (int)i;
	}
	for (int i = 0; i < COLUMNS_REQUIRED; i++)
		if (rows->position[i] < 0)
			return error_set(rows->error,
					 "%s:1: column \"%s\" is missing; the "
					 "header needs world,start,stop,ram_mb",
					 file, column_names[i]);
	rows->columns = row->count;
	return true;
}

static const char *row_field(const struct session_rows *rows,
			     const struct row *row, enum column column)
{
	return rows->position[column] < 0 ? ""
					  : row->fields[rows->position[column]];
}

static bool wrong(struct session_rows *rows, const struct row *row,
		  const char *what, const char *text, const char *right)
{
	return error_set(rows->error, "%s:%" PRIu64 ": %s \"%s\"; %s",
			 reader_name(rows->reader), row->line, what, text,
			 right);
}

/* Digits only; what is larger than any limit stays larger. */
static bool whole_number(const char *text, uint64_t *value)
{
	*value = 0;
	if (*text == '\0')
		return false;
	for (; *text >= '0' && *text <= '9'; text++)
		if (*value <= UINT32_MAX)
			*value = *value * 10 + (uint64_t)(*text - '0');
	return *text == '\0';
}

bool ram_mib_parse(const char *text, uint32_t *ram_mib)
{
	uint64_t value;

	if (!whole_number(text, &value) || value < 1 ||
	    value > TRACE_RAM_MIB_MAX)
		return false;
	*ram_mib = (uint32_t)value;
	return true;
}

static bool row_number(struct session_rows *rows, const struct row *row,
		       enum column column, uint32_t otherwise, uint32_t least,
		       uint32_t most, uint32_t *value)
{
	const char *text = row_field(rows, row, column);
	uint64_t parsed;
	char right[80];

	*value = otherwise;
	if (*text == '\0' && column != COLUMN_RAM)
		return true;
	if (whole_number(text, &parsed) && parsed >= least && parsed <= most) {
		*value = (uint32_t)parsed;
		return true;
	}
	(void)snprintf(right, sizeof right,
		       "%s is a whole number from %u to %u",
		       column_names[column], least, most);
	return wrong(rows, row, "bad number", text, right);
}

bool instant_error(struct error_text *error, const char *file, uint64_t line,
		   const char *column, const char *text)
{
	return error_set(error,
			 "%s:%" PRIu64 ": bad %s \"%s\"; write "
			 "2024-11-08T18:00:00+01:00 or epoch seconds",
			 file, line, column, text);
}

static bool instants(struct session_rows *rows, const struct row *row,
		     struct session_row *out)
{
	const char *file = reader_name(rows->reader);
	const char *start = row_field(rows, row, COLUMN_START);
	const char *stop = row_field(rows, row, COLUMN_STOP);

	if (!time_parse_data(start, &out->start_us))
		return instant_error(rows->error, file, row->line, "start",
				     start);
	out->stop_us = TRACE_STILL_RUNNING_US;
	if (*stop != '\0' && !time_parse_data(stop, &out->stop_us))
		return instant_error(rows->error, file, row->line, "stop",
				     stop);
	if (out->stop_us <= out->start_us)
		return error_set(rows->error,
				 "%s:%" PRIu64 ": stop %s is not after start "
				 "%s; swap them or leave stop empty",
				 file, row->line, stop, start);
	return true;
}

static bool tier_agrees(struct session_rows *rows, const struct row *row,
			uint32_t ram_mib)
{
	const char *tier = row_field(rows, row, COLUMN_TIER);
	const char *right = tier_name(tier_of(ram_mib));

	if (*tier == '\0' || strcmp(tier, right) == 0)
		return true;
	return error_set(rows->error,
			 "%s:%" PRIu64 ": tier \"%s\" does not fit ram_mb %u; "
			 "it is \"%s\"",
			 reader_name(rows->reader), row->line, tier, ram_mib,
			 right);
}

uint32_t players_of_seconds(uint32_t player_s, int64_t length_us)
{
	int64_t players = (player_s * US_PER_S + length_us / 2) / length_us;

	return players < 1		     ? 1
	       : players > TRACE_PLAYERS_MAX ? TRACE_PLAYERS_MAX
					     : (uint32_t)players;
}

/* Instead of players, from which they differ by being exact. */
static bool player_seconds(struct session_rows *rows, const struct row *row,
			   struct session_row *out)
{
	int64_t most_s = out->stop_us == TRACE_STILL_RUNNING_US
			     ? UINT32_MAX
			     : (out->stop_us - out->start_us) / US_PER_S + 1;

	return row_number(rows, row, COLUMN_PLAYER_SECONDS, 0, 0,
			  most_s > UINT32_MAX / TRACE_PLAYERS_MAX
			      ? UINT32_MAX
			      : (uint32_t)most_s * TRACE_PLAYERS_MAX,
			  &out->players);
}

/* --- public --------------------------------------------------------------- */

bool session_rows_open(struct session_rows *rows, struct reader *reader,
		       const struct trace_defaults *defaults,
		       struct error_text *error)
{
	struct row header;

	*rows = (struct session_rows){
	    .reader = reader, .defaults = defaults, .error = error};
	if (!reader_next(reader, &header, error))
		return error_set(error,
				 "%s:1: the file is empty; it begins with the "
				 "header world,start,stop,ram_mb",
				 reader_name(reader));
	if (!read_header(rows, &header))
		return false;
	rows->has_players =
	    rows->position[COLUMN_PLAYER_SECONDS] >= 0 ? TRACE_PLAYERS_SECONDS
	    : rows->position[COLUMN_PLAYERS] >= 0      ? TRACE_PLAYERS_COUNTED
						       : TRACE_PLAYERS_UNKNOWN;
	return true;
}

static bool read_row(struct session_rows *rows, const struct row *row,
		     struct session_row *out)
{
	if (row->count != rows->columns)
		return error_set(rows->error,
				 "%s:%" PRIu64 ": %zu fields; the header has "
				 "%zu",
				 reader_name(rows->reader), row->line,
				 row->count, rows->columns);
	out->line = row->line;
	out->world = row_field(rows, row, COLUMN_WORLD);
	out->owner = row_field(rows, row, COLUMN_OWNER);
	if (*out->world == '\0')
		return wrong(rows, row, "empty world", out->world, "name it");
	return row_number(rows, row, COLUMN_RAM, 0, 1, TRACE_RAM_MIB_MAX,
			  &out->ram_mib) &&
	       row_number(rows, row, COLUMN_CPU, rows->defaults->cpu_milli, 0,
			  UINT16_MAX, &out->cpu_milli) &&
	       row_number(rows, row, COLUMN_DISK, rows->defaults->disk_mib, 0,
			  TRACE_DISK_MIB_MAX, &out->disk_mib) &&
	       row_number(rows, row, COLUMN_PLAYERS, 0, 0, TRACE_PLAYERS_MAX,
			  &out->players) &&
	       tier_agrees(rows, row, out->ram_mib) &&
	       instants(rows, row, out) &&
	       (rows->has_players != TRACE_PLAYERS_SECONDS ||
		player_seconds(rows, row, out));
}

bool session_rows_next(struct session_rows *rows, struct session_row *out)
{
	struct row row;

	return reader_next(rows->reader, &row, rows->error) &&
	       read_row(rows, &row, out);
}
