#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "import.h"
#include "log_files.h"
#include "table_time.h"
#include "traces/base/reader.h"
#include "traces/base/times.h"
#include "traces/store/store.h"

#define US_PER_S INT64_C(1000000)

const char *const player_column_names[PLAYER_COLUMNS] = {
    "world", "player", "start", "stop", "ram_mb", "owner",
};

#define ID_DIGITS 16 /* of a XUID; a spreadsheet keeps fifteen */
#define ROUNDED_IDS 4

/* Players whose ids are long numbers.  If all of a few end with a zero, a
 * spreadsheet has rounded them. */
struct long_ids {
	uint32_t player[ROUNDED_IDS]; /* different ones that end so */
	size_t count;
	bool exact; /* one does not */
	char first[24];
	uint64_t first_line;
};

/* One file: where its columns are; -1: not there. */
struct table {
	struct import *import;
	const char *file;
	int position[PLAYER_COLUMNS];
	size_t columns;
	struct long_ids ids;
	enum date_order order; /* of its dates, once one of them told */
	bool asked_order;
	bool is_stream; /* it can be read only once */
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

/* "2.53541E+15": a number that a spreadsheet has shown, and so saved, with six
 * digits.  Players with such ids are one. */
static bool is_rounded(const char *text)
{
	size_t whole = strspn(text, "0123456789");
	const char *at = text + whole;

	if (whole == 0)
		return false;
	if (*at == '.' || *at == ',')
		at += 1 + strspn(at + 1, "0123456789");
	if (*at != 'E' && *at != 'e')
		return false;
	at++;
	at += *at == '+';
	return *at != '\0' && at[strspn(at, "0123456789")] == '\0';
}

static bool is_whole_text(const struct table *t, const struct row *row,
			  enum player_column column)
{
	const char *text = player_field(t, row, column);

	return !is_rounded(text) ||
	       error_set(t->import->error,
			 "%s:%" PRIu64 ": %s \"%s\" is a number that a "
			 "spreadsheet has rounded; export the column as text",
			 t->file, row->line, player_column_names[column], text);
}

/* How tables say that a session has no end yet. */
static bool is_open_end(const char *text)
{
	static const char *const words[] = {"",	   "0",	 "-1",	"NULL", "null",
					    "\\N", "NA", "NaN", "None"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

/* Does a local time come again, when summer time ends? */
static bool comes_twice(const struct import *import, int64_t local_s,
			int64_t utc_s)
{
	return zone_clock_utc_s(&import->clock, local_s, utc_s + 1) != utc_s;
}

/* The order of a table's dates: that of each of them that has only one. */
static bool note_order(enum date_order *order, const char *text)
{
	struct log_stamp stamp;

	if (!table_time_read(text, &stamp) || stamp.order == ORDER_NONE ||
	    stamp.order == ORDER_EITHER)
		return true;
	if (*order != ORDER_NONE && *order != stamp.order)
		return false;
	*order = stamp.order;
	return true;
}

/* 08/11/2024 is a day of November or of August: another cell may tell, so the
 * table is looked through once more. */
static void ask_order(struct table *t)
{
	struct error_text ignored = {""};
	struct reader *again = reader_open(t->file, &ignored);
	enum date_order order = ORDER_NONE;
	struct row row;
	bool agree = again != NULL;

	while (agree && reader_next(again, &row, &ignored))
		agree =
		    row.count != t->columns ||
		    (note_order(&order, player_field(t, &row, PLAYER_START)) &&
		     note_order(&order, player_field(t, &row, PLAYER_STOP)));
	reader_close(again);
	t->asked_order = true;
	if (agree)
		t->order = order;
}

/* A local time in any country's form; false: it is none, or its day is not
 * clear. */
static bool read_local(struct table *t, const char *text, int64_t *local_us,
		       bool *is_utc)
{
	struct log_stamp stamp;

	*is_utc = false;
	if (time_parse_local(text, local_us))
		return true;
	if (!table_time_read(text, &stamp))
		return false;
	if (stamp.order != ORDER_NONE && !t->asked_order && !t->is_stream)
		ask_order(t);
	if (t->is_stream && t->order == ORDER_NONE &&
	    stamp.order != ORDER_EITHER)
		t->order = stamp.order;
	if (!table_time_in_order(&stamp, t->order, local_us))
		return false;
	*is_utc = stamp.has_offset;
	*local_us -= stamp.has_offset ? stamp.offset_s * US_PER_S : 0;
	return true;
}

static bool time_error(const struct table *t, const struct row *row,
		       enum player_column column, const char *text)
{
	struct log_stamp stamp;

	if (!table_time_read(text, &stamp) || stamp.order != ORDER_EITHER)
		return instant_error(t->import->error, t->file, row->line,
				     player_column_names[column], text);
	return error_set(t->import->error,
			 "%s:%" PRIu64 ": %s \"%s\" may be of two days, and no "
			 "other line tells; write it as 2024-11-08 18:00:00",
			 t->file, row->line, player_column_names[column], text);
}

/* An instant, or a local time of the zone that was given; of one that comes
 * twice the first that is not before another. */
static bool player_instant(struct table *t, const struct row *row,
			   enum player_column column, int64_t not_before_us,
			   int64_t *at_us)
{
	const char *text = player_field(t, row, column);
	struct import *import = t->import;
	int64_t local_us, utc_s;
	bool is_utc;

	if (is_open_end(text)) /* a start */
		return instant_error(import->error, t->file, row->line,
				     player_column_names[column], text);
	if (time_parse_data(text, at_us))
		return true;
	if (!read_local(t, text, &local_us, &is_utc))
		return time_error(t, row, column, text);
	if (is_utc) {
		*at_us = local_us;
		return true;
	}
	if (import->options->zone == NULL)
		return error_set(import->error,
				 "%s:%" PRIu64 ": %s \"%s\" is a local time; "
				 "name its zone with --zone Europe/Berlin",
				 t->file, row->line,
				 player_column_names[column], text);
	utc_s = zone_clock_utc_s(&import->clock, local_us / US_PER_S,
				 not_before_us / US_PER_S);
	import->counts.twice += comes_twice(import, local_us / US_PER_S, utc_s);
	*at_us = utc_s * US_PER_S + local_us % US_PER_S;
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

static void watch_id(struct long_ids *ids, const char *text, uint32_t player,
		     uint64_t line)
{
	size_t digits = strspn(text, "0123456789");

	if (digits < ID_DIGITS || text[digits] != '\0' || ids->exact)
		return;
	ids->exact = text[digits - 1] != '0';
	for (size_t i = 0; i < ids->count; i++)
		if (ids->player[i] == player)
			return;
	if (ids->count == 0) {
		(void)snprintf(ids->first, sizeof ids->first, "%s", text);
		ids->first_line = line;
	}
	if (ids->count < ROUNDED_IDS)
		ids->player[ids->count++] = player;
}

static bool ids_are_exact(const struct table *t)
{
	return t->ids.exact || t->ids.count < ROUNDED_IDS ||
	       error_set(t->import->error,
			 "%s:%" PRIu64 ": player \"%s\" ends with 0 as all "
			 "others do, because a spreadsheet has rounded them; "
			 "export the column as text",
			 t->file, t->ids.first_line, t->ids.first);
}

static bool read_row(struct table *t, const struct row *row)
{
	struct import *import = t->import;
	const char *player = player_field(t, row, PLAYER_PLAYER);
	struct stay stay = {0};

	if (row->count != t->columns)
		return error_set(import->error,
				 "%s:%" PRIu64 ": %zu fields; the header has "
				 "%zu",
				 t->file, row->line, row->count, t->columns);
	if (!is_whole_text(t, row, PLAYER_WORLD) ||
	    !is_whole_text(t, row, PLAYER_PLAYER) ||
	    !is_whole_text(t, row, PLAYER_OWNER) ||
	    !enter_world(t, row, &stay.world) ||
	    !player_instant(t, row, PLAYER_START, INT64_MIN, &stay.start_us))
		return false;
	if (*player == '\0')
		return error_set(import->error,
				 "%s:%" PRIu64 ": empty player \"\"; name them",
				 t->file, row->line);
	stay.player = pseudonym(&import->pseudonyms, player, strlen(player));
	watch_id(&t->ids, player, stay.player, row->line);
	if (is_open_end(player_field(t, row, PLAYER_STOP))) {
		/* of unknown length: a moment, and then the idle stop */
		import->counts.without_end++;
		stay.stop_us = stay.start_us;
	} else if (!player_instant(t, row, PLAYER_STOP, stay.start_us,
				   &stay.stop_us)) {
		return false;
	}
	return import_stay(import, &stay);
}

bool import_players(struct import *import, struct reader *reader,
		    bool is_stream)
{
	struct table table = {.import = import,
			      .file = reader_name(reader),
			      .is_stream = is_stream};
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
	return import->error->text[0] == '\0' && ids_are_exact(&table);
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
		   ? import_players(import, reader, !log_files_is_regular(path))
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
