#include <inttypes.h>
#include <string.h>

#include "import.h"
#include "log_files.h"
#include "traces/base/reader.h"
#include "traces/base/times.h"
#include "traces/store/store.h"

#define US_PER_S INT64_C(1000000)

const char *const player_column_names[PLAYER_COLUMNS] = {
    "world", "player", "start", "stop", "ram_mb", "owner",
};

/* One file: where its columns are; -1: not there. */
struct table {
	struct import *import;
	const char *file;
	int position[PLAYER_COLUMNS];
	size_t columns;
};

static int find_column(const struct row *header, const char *name)
{
	for (size_t i = 0; i < header->count; i++)
		if (strcmp(header->fields[i], name) == 0)
			return (int)i;
	return -1;
}

/* What a file must have unless an option says it. */
static bool is_needed(const struct import_options *options,
		      enum player_column column)
{
	switch (column) {
	case PLAYER_WORLD:
		return options->world == NULL;
	case PLAYER_RAM:
		return options->ram_mib == 0;
	case PLAYER_OWNER:
		return false;
	default:
		return true;
	}
}

static bool missing(const struct table *t, enum player_column column,
		    const char *name)
{
	const char *instead = column == PLAYER_WORLD ? " or --world NAME"
			      : column == PLAYER_RAM ? " or --ram 4GB"
						     : "";

	return error_set(t->import->error,
			 "%s:1: no column \"%s\"; say which one it is with "
			 "--columns %s=NAME%s",
			 t->file, name, player_column_names[column], instead);
}

static bool read_header(struct table *t, const struct row *header)
{
	const struct import_options *options = t->import->options;

	t->columns = header->count;
	for (enum player_column i = 0; i < PLAYER_COLUMNS; i++) {
		const char *name = options->columns[i] != NULL
				       ? options->columns[i]
				       : player_column_names[i];

		t->position[i] = find_column(header, name);
		if (t->position[i] < 0 &&
		    (options->columns[i] != NULL || is_needed(options, i)))
			return missing(t, i, name);
	}
	return true;
}

static const char *player_field(const struct table *t, const struct row *row,
				enum player_column column)
{
	return t->position[column] < 0 ? "" : row->fields[t->position[column]];
}

/* An instant, or a local time of the zone that was given. */
static bool player_instant(const struct table *t, const struct row *row,
			   enum player_column column, int64_t *at_us)
{
	const char *text = player_field(t, row, column);
	struct import *import = t->import;
	int64_t local_us;

	if (time_parse(text, at_us))
		return true;
	if (!time_parse_local(text, &local_us))
		return instant_error(import->error, t->file, row->line,
				     player_column_names[column], text);
	if (import->options->zone == NULL)
		return error_set(import->error,
				 "%s:%" PRIu64 ": %s \"%s\" is a local time; "
				 "name its zone with --zone Europe/Berlin",
				 t->file, row->line,
				 player_column_names[column], text);
	*at_us =
	    zone_clock_utc_s(&import->clock, local_us / US_PER_S, INT64_MIN) *
		US_PER_S +
	    local_us % US_PER_S;
	return true;
}

static bool enter_world(const struct table *t, const struct row *row,
			uint32_t *world)
{
	const struct import_options *options = t->import->options;
	struct session_row facts = {
	    .world = t->position[PLAYER_WORLD] < 0
			 ? options->world
			 : player_field(t, row, PLAYER_WORLD),
	    .owner = player_field(t, row, PLAYER_OWNER),
	    .ram_mib = options->ram_mib,
	    .cpu_milli = STORE_UNKNOWN,
	    .disk_mib = STORE_UNKNOWN,
	    .line = row->line,
	};
	const char *ram = player_field(t, row, PLAYER_RAM);

	if (facts.world == NULL || *facts.world == '\0')
		return error_set(t->import->error,
				 "%s:%" PRIu64 ": empty world \"\"; name it",
				 t->file, row->line);
	if (*ram != '\0' && !ram_mib_parse(ram, &facts.ram_mib))
		return error_set(t->import->error,
				 "%s:%" PRIu64 ": bad number \"%s\"; ram_mb is "
				 "a whole number from 1 to %d",
				 t->file, row->line, ram, TRACE_RAM_MIB_MAX);
	return world_table_enter(&t->import->table, &facts, t->file, world,
				 t->import->error);
}

static bool read_row(const struct table *t, const struct row *row)
{
	struct import *import = t->import;
	const char *player = player_field(t, row, PLAYER_PLAYER);
	struct stay stay;

	if (row->count != t->columns)
		return error_set(import->error,
				 "%s:%" PRIu64 ": %zu fields; the header has "
				 "%zu",
				 t->file, row->line, row->count, t->columns);
	if (!enter_world(t, row, &stay.world) ||
	    !player_instant(t, row, PLAYER_START, &stay.start_us))
		return false;
	stay.player = pseudonym(&import->pseudonyms, player, strlen(player));
	if (*player_field(t, row, PLAYER_STOP) == '\0') {
		/* of unknown length: a moment, and then the idle stop */
		import->counts.without_end++;
		stay.stop_us = stay.start_us;
	} else if (!player_instant(t, row, PLAYER_STOP, &stay.stop_us)) {
		return false;
	}
	return import_stay(import, &stay);
}

bool import_players(struct import *import, struct reader *reader)
{
	struct table table = {.import = import, .file = reader_name(reader)};
	struct row row;

	if (!import_takes_stays(import, table.file) ||
	    !reader_next(reader, &row, import->error) ||
	    !read_header(&table, &row))
		return false;
	import->counts.lines++;
	import->counts.recognised++;
	while (reader_next(reader, &row, import->error)) {
		if (!read_row(&table, &row))
			return false;
		import->counts.lines++;
		import->counts.recognised++;
	}
	return import->error->text[0] == '\0';
}

/* Players' sessions when --columns says so or a column is called `player`. */
static bool import_table(struct import *import, const char *path)
{
	struct reader *reader = reader_open(path, import->error);
	struct row header;
	bool good;

	if (reader == NULL)
		return false;
	import->counts.files++;
	good = reader_peek(reader, &header, import->error);
	good = good && (import->options->has_columns ||
			find_column(&header, "player") >= 0)
		   ? import_players(import, reader)
		   : import_sessions(import, reader);
	reader_close(reader);
	return good;
}

bool import_tables(struct import *import, char *const *paths, int count)
{
	for (int i = 0; i < count; i++)
		if (!log_files_is_log(paths[i]) &&
		    !import_table(import, paths[i]))
			return false;
	return true;
}
