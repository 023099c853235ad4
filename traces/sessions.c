#include "sessions.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nearest.h"
#include "random.h"
#include "reader.h"
#include "times.h"

#define RAM_MIB_MAX (1 << 20) /* 1 TiB */
#define MIB_PER_GIB 1024

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
	COLUMN_COUNT
};

static const char *const column_names[COLUMN_COUNT] = {
    "world",	 "start",   "stop", "ram_mb",  "owner",
    "cpu_milli", "disk_mb", "tier", "players",
};
#define COLUMNS_REQUIRED (COLUMN_RAM + 1)

/* A hash table from a name to a number that only grows. */
struct names {
	char **name; /* owned until handed to the trace */
	uint64_t *line;
	uint32_t count, capacity;
	uint32_t *slots; /* number + 1 */
	uint32_t mask;
};

struct loader {
	struct reader *reader;
	const struct trace_defaults *defaults;
	int position[COLUMN_COUNT]; /* in the row; -1: not there */
	size_t columns;
	struct names worlds, owners;
	struct trace_world *facts; /* by number */
	uint32_t facts_capacity;
	struct session *sessions;
	uint64_t *lines; /* of the sessions */
	size_t session_count, session_capacity;
	struct error_text *error;
};

/* --- names
 * -------------------------------------------------------------------- */

static bool names_grow(struct names *names)
{
	uint32_t capacity = names->capacity == 0 ? 1024 : names->capacity * 2;
	uint32_t *slots = calloc(2 * (size_t)capacity, sizeof *slots);
	char **name = realloc(names->name, capacity * sizeof *name);
	uint64_t *line;

	if (name != NULL)
		names->name = name;
	line = realloc(names->line, capacity * sizeof *line);
	if (line != NULL)
		names->line = line;
	if (slots == NULL || name == NULL || line == NULL) {
		free(slots);
		return false;
	}
	free(names->slots);
	names->slots = slots;
	names->capacity = capacity;
	names->mask = 2 * capacity - 1;
	for (uint32_t i = 0; i < names->count; i++) {
		uint64_t at =
		    random_hash(names->name[i], strlen(names->name[i]));

		while (slots[at & names->mask] != 0)
			at++;
		slots[at & names->mask] = i + 1;
	}
	return true;
}

/* The number of a name, given a new one if need be; UINT32_MAX: no memory. */
static uint32_t names_number(struct names *names, const char *name,
			     uint64_t line)
{
	uint64_t at = random_hash(name, strlen(name));

	if (names->count == names->capacity && !names_grow(names))
		return UINT32_MAX;
	for (; names->slots[at & names->mask] != 0; at++) {
		uint32_t number = names->slots[at & names->mask] - 1;

		if (strcmp(names->name[number], name) == 0)
			return number;
	}
	names->name[names->count] = strdup(name);
	if (names->name[names->count] == NULL)
		return UINT32_MAX;
	names->line[names->count] = line;
	names->slots[at & names->mask] = names->count + 1;
	return names->count++;
}

static void names_release(struct names *names)
{
	for (uint32_t i = 0; i < names->count && names->name != NULL; i++)
		free(names->name[i]);
	free(names->name);
	free(names->line);
	free(names->slots);
}

/* --- the header
 * ----------------------------------------------------------------- */

static bool read_header(struct loader *loader, const struct row *row)
{
	const char *file = reader_name(loader->reader);

	for (int i = 0; i < COLUMN_COUNT; i++)
		loader->position[i] = -1;
	if (row->count == 1 && strchr(row->fields[0], ';') != NULL)
		return error_set(
		    loader->error,
		    "%s:1: fields are separated by semicolons; use "
		    "commas",
		    file);
	for (size_t i = 0; i < row->count; i++) {
		int column = 0;

		while (column < COLUMN_COUNT &&
		       strcmp(row->fields[i], column_names[column]) != 0)
			column++;
		if (column == COLUMN_COUNT) {
			const char *near = nearest_word(
			    row->fields[i], column_names, COLUMN_COUNT);

			return error_set(loader->error,
					 "%s:1: unknown column \"%s\"; the "
					 "nearest is \"%s\"",
					 file, row->fields[i],
					 near != NULL ? near : "world");
		}
		if (loader->position[column] >= 0)
			return error_set(loader->error,
					 "%s:1: column \"%s\" appears twice; "
					 "keep one",
					 file, row->fields[i]);
		loader->position[column] = (int)i;
	}
	for (int i = 0; i < COLUMNS_REQUIRED; i++)
		if (loader->position[i] < 0)
			return error_set(loader->error,
					 "%s:1: column \"%s\" is missing; the "
					 "header needs world,start,stop,ram_mb",
					 file, column_names[i]);
	loader->columns = row->count;
	return true;
}

/* --- one row
 * -------------------------------------------------------------------- */

static const char *field(const struct loader *loader, const struct row *row,
			 enum column column)
{
	return loader->position[column] < 0
		   ? ""
		   : row->fields[loader->position[column]];
}

static bool wrong(struct loader *loader, const struct row *row,
		  const char *what, const char *text, const char *right)
{
	return error_set(loader->error, "%s:%" PRIu64 ": %s \"%s\"; %s",
			 reader_name(loader->reader), row->line, what, text,
			 right);
}

static bool number(struct loader *loader, const struct row *row,
		   enum column column, uint32_t otherwise, uint32_t least,
		   uint32_t most, uint32_t *value)
{
	const char *text = field(loader, row, column);
	char *end;
	unsigned long long parsed;
	char right[80];

	*value = otherwise;
	if (*text == '\0' && column != COLUMN_RAM)
		return true;
	errno = 0;
	parsed = strtoull(text, &end, 10);
	if (*text >= '0' && *text <= '9' && *end == '\0' && errno == 0 &&
	    parsed >= least && parsed <= most) {
		*value = (uint32_t)parsed;
		return true;
	}
	(void)snprintf(right, sizeof right,
		       "%s is a whole number from %u to %u",
		       column_names[column], least, most);
	return wrong(loader, row, "bad number", text, right);
}

static bool instants(struct loader *loader, const struct row *row,
		     struct session *session)
{
	static const char right[] = "write 2024-11-08T18:00:00+01:00 or epoch "
				    "seconds";
	const char *start = field(loader, row, COLUMN_START);
	const char *stop = field(loader, row, COLUMN_STOP);

	if (!time_parse(start, &session->start_us))
		return wrong(loader, row, "bad start", start, right);
	session->stop_us = TRACE_STILL_RUNNING_US;
	if (*stop != '\0' && !time_parse(stop, &session->stop_us))
		return wrong(loader, row, "bad stop", stop, right);
	if (session->stop_us <= session->start_us)
		return error_set(loader->error,
				 "%s:%" PRIu64 ": stop %s is not after start "
				 "%s; swap them or leave stop empty",
				 reader_name(loader->reader), row->line, stop,
				 start);
	return true;
}

static bool tier_agrees(struct loader *loader, const struct row *row,
			uint32_t ram_mib)
{
	const char *tier = field(loader, row, COLUMN_TIER);
	const char *right = ram_mib <= 4 * MIB_PER_GIB	 ? "small"
			    : ram_mib <= 8 * MIB_PER_GIB ? "medium"
							 : "large";

	if (*tier == '\0' || strcmp(tier, right) == 0)
		return true;
	return error_set(loader->error,
			 "%s:%" PRIu64 ": tier \"%s\" does not fit ram_mb %u; "
			 "it is \"%s\"",
			 reader_name(loader->reader), row->line, tier, ram_mib,
			 right);
}

/* The facts of a world must be the same on all its lines. */
static bool enter_world(struct loader *loader, const struct row *row,
			const struct trace_world *facts, uint32_t *number_out)
{
	const char *name = field(loader, row, COLUMN_WORLD);
	uint32_t before = loader->worlds.count;
	uint32_t id = names_number(&loader->worlds, name, row->line);
	const struct trace_world *known;

	if (id == UINT32_MAX)
		return error_set(loader->error, "out of memory");
	if (loader->worlds.capacity > loader->facts_capacity) {
		struct trace_world *grown = realloc(
		    loader->facts, loader->worlds.capacity * sizeof *grown);

		if (grown == NULL)
			return error_set(loader->error, "out of memory");
		loader->facts = grown;
		loader->facts_capacity = loader->worlds.capacity;
	}
	*number_out = id;
	if (id == before) {
		loader->facts[id] = *facts;
		return true;
	}
	known = &loader->facts[id];
	if (known->ram_mib == facts->ram_mib &&
	    known->cpu_milli == facts->cpu_milli &&
	    known->disk_mib == facts->disk_mib &&
	    known->account == facts->account)
		return true;
	return error_set(loader->error,
			 "%s:%" PRIu64 ": world %s differs in ram_mb, "
			 "cpu_milli, disk_mb or owner from line %" PRIu64
			 "; make them equal",
			 reader_name(loader->reader), row->line, name,
			 loader->worlds.line[id]);
}

static bool add_session(struct loader *loader, const struct session *session,
			uint64_t line)
{
	if (loader->session_count == loader->session_capacity) {
		size_t capacity = loader->session_capacity == 0
				      ? 4096
				      : 2 * loader->session_capacity;
		struct session *sessions =
		    realloc(loader->sessions, capacity * sizeof *sessions);
		uint64_t *lines;

		if (sessions != NULL)
			loader->sessions = sessions;
		lines = realloc(loader->lines, capacity * sizeof *lines);
		if (lines != NULL)
			loader->lines = lines;
		if (sessions == NULL || lines == NULL)
			return error_set(loader->error, "out of memory");
		loader->session_capacity = capacity;
	}
	loader->lines[loader->session_count] = line;
	loader->sessions[loader->session_count++] = *session;
	return true;
}

static bool read_row(struct loader *loader, const struct row *row)
{
	const char *name = field(loader, row, COLUMN_WORLD);
	const char *owner = field(loader, row, COLUMN_OWNER);
	struct trace_world facts = {0};
	struct session session = {0};

	if (row->count != loader->columns)
		return error_set(loader->error,
				 "%s:%" PRIu64 ": %zu fields; the header has "
				 "%zu",
				 reader_name(loader->reader), row->line,
				 row->count, loader->columns);
	if (*name == '\0')
		return wrong(loader, row, "empty world", name, "name it");
	if (!number(loader, row, COLUMN_RAM, 0, 1, RAM_MIB_MAX,
		    &facts.ram_mib) ||
	    !number(loader, row, COLUMN_CPU, loader->defaults->cpu_milli, 0,
		    UINT16_MAX, &facts.cpu_milli) ||
	    !number(loader, row, COLUMN_DISK, loader->defaults->disk_mib, 0,
		    1 << 26, &facts.disk_mib) ||
	    !number(loader, row, COLUMN_PLAYERS, 0, 0, 100000,
		    &session.players) ||
	    !tier_agrees(loader, row, facts.ram_mib) ||
	    !instants(loader, row, &session))
		return false;
	facts.account = names_number(&loader->owners,
				     *owner != '\0' ? owner : name, row->line);
	if (facts.account == UINT32_MAX)
		return error_set(loader->error, "out of memory");
	return enter_world(loader, row, &facts, &session.world) &&
	       add_session(loader, &session, row->line);
}

/* --- order
 * ---------------------------------------------------------------------- */

/* What a sort of names or sessions needs to know. */
struct keyed {
	const char *name;
	uint32_t number;
};

static int by_name(const void *a, const void *b)
{
	const struct keyed *left = a, *right = b;

	return strcmp(left->name, right->name);
}

/* new_number[old] after sorting by name; NULL: no memory. */
static uint32_t *sorted_numbers(char *const *names, uint32_t count)
{
	struct keyed *keys = malloc((count + (size_t)1) * sizeof *keys);
	uint32_t *numbers = malloc((count + (size_t)1) * sizeof *numbers);

	if (keys == NULL || numbers == NULL) {
		free(keys);
		free(numbers);
		return NULL;
	}
	for (uint32_t i = 0; i < count; i++)
		keys[i] = (struct keyed){names[i], i};
	qsort(keys, count, sizeof *keys, by_name);
	for (uint32_t i = 0; i < count; i++)
		numbers[keys[i].number] = i;
	free(keys);
	return numbers;
}

/* By world, then start: neighbours are the candidates for an overlap.  The line
 * makes the order total and lets the error name both. */
struct dated {
	struct session session;
	uint64_t line;
};

static int by_world(const void *a, const void *b)
{
	const struct dated *l = a, *r = b;

	if (l->session.world != r->session.world)
		return l->session.world < r->session.world ? -1 : 1;
	if (l->session.start_us != r->session.start_us)
		return l->session.start_us < r->session.start_us ? -1 : 1;
	return l->line < r->line ? -1 : l->line > r->line;
}

static int by_start(const void *a, const void *b)
{
	const struct session *l = a, *r = b;

	if (l->start_us != r->start_us)
		return l->start_us < r->start_us ? -1 : 1;
	return l->world < r->world ? -1 : l->world > r->world;
}

static bool overlap(const struct trace *trace, const struct dated *a,
		    const struct dated *b, const char *what, bool has_lines,
		    struct error_text *error)
{
	const char *name = trace->worlds[a->session.world].name;
	uint64_t first = a->line < b->line ? a->line : b->line;
	uint64_t second = a->line < b->line ? b->line : a->line;

	if (!has_lines)
		return error_set(error, "%s: sessions of world %s overlap",
				 what, name);
	return error_set(error,
			 "%s:%" PRIu64
			 ": world %s runs already by line %" PRIu64
			 "; sessions of one world must not overlap, make one "
			 "of the two",
			 what, second, name, first);
}

static bool check_overlaps(const struct trace *trace, const uint64_t *lines,
			   const char *what, struct error_text *error)
{
	struct dated *dated =
	    malloc((trace->session_count + 1) * sizeof *dated);
	bool good = true;

	if (dated == NULL)
		return error_set(error, "%s: out of memory", what);
	for (size_t i = 0; i < trace->session_count; i++)
		dated[i] = (struct dated){trace->sessions[i],
					  lines != NULL ? lines[i] : i};
	qsort(dated, trace->session_count, sizeof *dated, by_world);
	for (size_t i = 1; i < trace->session_count && good; i++)
		if (dated[i].session.world == dated[i - 1].session.world &&
		    dated[i].session.start_us < dated[i - 1].session.stop_us)
			good = overlap(trace, &dated[i - 1], &dated[i], what,
				       lines != NULL, error);
	free(dated);
	return good;
}

/* Renumber accounts and worlds by name, so that the order of lines is gone. */
static bool renumber(struct trace *trace)
{
	uint32_t *accounts =
	    sorted_numbers(trace->accounts, trace->account_count);
	struct trace_world *worlds =
	    malloc((trace->world_count + (size_t)1) * sizeof *worlds);
	char **names = malloc((trace->world_count + (size_t)1) * sizeof *names);
	char **owners =
	    malloc((trace->account_count + (size_t)1) * sizeof *owners);
	uint32_t *numbers = NULL;
	bool good = false;

	if (accounts == NULL || worlds == NULL || names == NULL ||
	    owners == NULL)
		goto out;
	for (uint32_t i = 0; i < trace->world_count; i++)
		names[i] = trace->worlds[i].name;
	numbers = sorted_numbers(names, trace->world_count);
	if (numbers == NULL)
		goto out;
	for (uint32_t i = 0; i < trace->world_count; i++) {
		worlds[numbers[i]] = trace->worlds[i];
		worlds[numbers[i]].account =
		    accounts[worlds[numbers[i]].account];
	}
	for (uint32_t i = 0; i < trace->world_count; i++)
		trace->worlds[i] = worlds[i];
	for (uint32_t i = 0; i < trace->account_count; i++)
		owners[accounts[i]] = trace->accounts[i];
	for (uint32_t i = 0; i < trace->account_count; i++)
		trace->accounts[i] = owners[i];
	for (size_t i = 0; i < trace->session_count; i++)
		trace->sessions[i].world = numbers[trace->sessions[i].world];
	good = true;
out:
	free(accounts);
	free(worlds);
	free(names);
	free(owners);
	free(numbers);
	return good;
}

static void sort_by_start(struct trace *trace)
{
	if (trace->session_count > 0) /* else there may be no array */
		qsort(trace->sessions, trace->session_count,
		      sizeof *trace->sessions, by_start);
}

static bool put_in_order(struct trace *trace, const uint64_t *lines,
			 const char *what, struct error_text *error)
{
	if (trace->session_count == 0)
		return true; /* a header alone: nothing to sort */
	if (!check_overlaps(trace, lines, what, error))
		return false;
	if (!renumber(trace))
		return error_set(error, "%s: out of memory", what);
	for (uint32_t i = 0; i < trace->world_count; i++)
		trace->worlds[i].name_hash = random_hash(
		    trace->worlds[i].name, strlen(trace->worlds[i].name));
	sort_by_start(trace);
	return true;
}

bool trace_canonicalise(struct trace *trace, const char *what,
			struct error_text *error)
{
	return put_in_order(trace, NULL, what, error);
}

/* --- public
 * ----------------------------------------------------------------------- */

static bool load(struct loader *loader)
{
	struct row row;

	if (!reader_next(loader->reader, &row, loader->error))
		return error_set(loader->error,
				 "%s:1: the file is empty; it begins with the "
				 "header world,start,stop,ram_mb",
				 reader_name(loader->reader));
	if (!read_header(loader, &row))
		return false;
	while (reader_next(loader->reader, &row, loader->error))
		if (!read_row(loader, &row))
			return false;
	return loader->error->text[0] == '\0';
}

/* The tables change owners: from the loader to the trace. */
static void hand_over(struct loader *loader, struct trace *out)
{
	*out = (struct trace){
	    .worlds = loader->facts,
	    .world_count = loader->worlds.count,
	    .accounts = loader->owners.name,
	    .account_count = loader->owners.count,
	    .sessions = loader->sessions,
	    .session_count = loader->session_count,
	    .has_players = loader->position[COLUMN_PLAYERS] >= 0,
	};
	for (uint32_t i = 0;
	     loader->worlds.name != NULL && i < out->world_count; i++)
		out->worlds[i].name = loader->worlds.name[i];
	free(loader->worlds.name);
	loader->worlds.name = NULL;
	loader->owners.name = NULL;
	loader->facts = NULL;
	loader->sessions = NULL;
}

bool trace_read_rows(struct reader *reader,
		     const struct trace_defaults *defaults, struct trace *out,
		     struct error_text *error)
{
	struct loader loader = {
	    .reader = reader, .defaults = defaults, .error = error};
	bool good = false;

	*out = (struct trace){0};
	if (load(&loader)) {
		hand_over(&loader, out);
		good =
		    put_in_order(out, loader.lines, reader_name(reader), error);
	}
	names_release(&loader.worlds);
	names_release(&loader.owners);
	free(loader.facts);
	free(loader.sessions);
	free(loader.lines);
	if (!good)
		trace_release(out);
	return good;
}

bool trace_read_sessions(const char *path,
			 const struct trace_defaults *defaults,
			 struct trace *out, struct error_text *error)
{
	struct reader *reader = reader_open(path, error);
	bool good;

	*out = (struct trace){0};
	if (reader == NULL)
		return false;
	good = trace_read_rows(reader, defaults, out, error);
	reader_close(reader);
	return good;
}

void trace_release(struct trace *trace)
{
	for (uint32_t i = 0; i < trace->world_count; i++)
		free(trace->worlds[i].name);
	for (uint32_t i = 0; i < trace->account_count; i++)
		free(trace->accounts[i]);
	free(trace->worlds);
	free(trace->accounts);
	free(trace->sessions);
	*trace = (struct trace){0};
}

struct trace_cut trace_cut_to(struct trace *trace, int64_t from_us,
			      int64_t to_us)
{
	struct trace_cut cut = {.read = trace->session_count};
	size_t kept = 0;

	for (size_t i = 0; i < trace->session_count; i++) {
		struct session session = trace->sessions[i];
		bool across =
		    session.start_us < from_us || session.stop_us > to_us;

		if (session.start_us >= to_us || session.stop_us <= from_us) {
			cut.outside++;
			continue;
		}
		cut.cut += across;
		cut.used++;
		if (session.start_us < from_us)
			session.start_us = from_us;
		if (session.stop_us > to_us)
			session.stop_us = to_us;
		trace->sessions[kept++] = session;
	}
	trace->session_count = kept;
	/* starts that were cut to the edge are equal now: keep the order total
	 */
	sort_by_start(trace);
	return cut;
}
