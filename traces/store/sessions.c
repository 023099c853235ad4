#include "sessions.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store.h"
#include "traces/base/array.h"
#include "traces/base/random.h"
#include "world_table.h"

struct loader {
	struct world_table table;
	struct session *sessions;
	uint64_t *lines; /* of the sessions */
	size_t session_count, session_capacity;
	enum trace_players has_players;
	struct error_text *error;
};

static bool add_session(struct loader *loader, const struct session *session,
			uint64_t line)
{
	size_t capacity = loader->session_capacity;

	if (!ARRAY_ROOM(loader->lines, capacity, loader->session_count + 1) ||
	    !ARRAY_ROOM(loader->sessions, loader->session_capacity,
			loader->session_count + 1))
		return error_set(loader->error, "out of memory");
	loader->lines[loader->session_count] = line;
	loader->sessions[loader->session_count++] = *session;
	return true;
}

/* --- order ---------------------------------------------------------------- */

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
			 ": world %s is already running by line %" PRIu64
			 "; sessions of one world must not overlap "
			 "(`conductor traces import` merges them)",
			 what, second, name, first);
}

/* Do sessions overlap?  A list in the order of starts, as most are, tells by
 * the last stop of each world; only which two in another, or which, takes a
 * sort. */
static bool may_overlap(const struct trace *trace)
{
	int64_t *stopped_us =
	    malloc((trace->world_count + (size_t)1) * sizeof *stopped_us);
	int64_t began_us = INT64_MIN;
	bool may = stopped_us == NULL;

	for (uint32_t i = 0; i < trace->world_count && !may; i++)
		stopped_us[i] = INT64_MIN;
	for (size_t i = 0; i < trace->session_count && !may; i++) {
		const struct session *session = &trace->sessions[i];

		may = session->start_us < began_us ||
		      session->start_us < stopped_us[session->world];
		began_us = session->start_us;
		stopped_us[session->world] = session->stop_us;
	}
	free(stopped_us);
	return may;
}

static bool check_overlaps(const struct trace *trace, const uint64_t *lines,
			   const char *what, struct error_text *error)
{
	struct dated *dated;
	bool good = true;

	if (!may_overlap(trace))
		return true;
	dated = malloc((trace->session_count + 1) * sizeof *dated);
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
	    ranks_by_name(trace->accounts, trace->account_count);
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
	numbers = ranks_by_name(names, trace->world_count);
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

/* They mostly are sorted but for a few equal starts, so each is put where it
 * belongs, until too many have been moved for that. */
static void sort_by_start(struct trace *trace)
{
	struct session *sessions = trace->sessions;
	size_t left = 4 * trace->session_count;

	for (size_t i = 1; i < trace->session_count; i++) {
		const struct session session = sessions[i];
		size_t at = i;

		for (; at > 0 && by_start(&sessions[at - 1], &session) > 0;
		     at--)
			sessions[at] = sessions[at - 1];
		sessions[at] = session;
		if (i - at > left) {
			qsort(sessions, trace->session_count, sizeof *sessions,
			      by_start);
			return;
		}
		left -= i - at;
	}
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

/* --- public --------------------------------------------------------------- */

static bool load_rows(struct loader *loader, struct reader *reader,
		      const struct trace_defaults *defaults)
{
	struct session_rows rows;
	struct session_row row;

	if (!session_rows_open(&rows, reader, defaults, loader->error))
		return false;
	loader->has_players = rows.has_players;
	while (session_rows_next(&rows, &row)) {
		struct session session = {.start_us = row.start_us,
					  .stop_us = row.stop_us,
					  .players = row.players};

		if (!world_table_enter(&loader->table, &row,
				       reader_name(reader), &session.world,
				       loader->error) ||
		    !add_session(loader, &session, row.line))
			return false;
	}
	return loader->error->text[0] == '\0';
}

/* Every account has a name: that of the owner, or of the world. */
static bool take_accounts(struct trace *trace, struct world_table *table)
{
	for (uint32_t i = 0; i < table->worlds.count; i++) {
		uint32_t *owner = &table->facts[i].owner;

		if (*owner == WORLD_OWNS_ITSELF)
			*owner = names_number(&table->owners,
					      world_table_name(table, i), 0);
		if (*owner == UINT32_MAX)
			return false;
	}
	return names_take(&table->owners, &trace->accounts,
			  &trace->account_count);
}

bool trace_take_worlds(struct trace *trace, struct world_table *table)
{
	uint32_t count = table->worlds.count;
	char **names;

	trace->worlds = malloc((count + (size_t)1) * sizeof *trace->worlds);
	if (trace->worlds == NULL || !take_accounts(trace, table) ||
	    !names_take(&table->worlds, &names, &trace->world_count))
		return false;
	for (uint32_t i = 0; i < count; i++)
		trace->worlds[i] =
		    (struct trace_world){.name = names[i],
					 .ram_mib = table->facts[i].ram_mib,
					 .cpu_milli = table->facts[i].cpu_milli,
					 .disk_mib = table->facts[i].disk_mib,
					 .account = table->facts[i].owner};
	free(names);
	return true;
}

/* The tables change owners: from the loader to the trace. */
static bool hand_over(struct loader *loader, struct trace *out)
{
	if (!trace_take_worlds(out, &loader->table))
		return error_set(loader->error, "out of memory");
	out->sessions = loader->sessions;
	out->session_count = loader->session_count;
	out->has_players = loader->has_players;
	loader->sessions = NULL;
	return true;
}

bool trace_read_rows(struct reader *reader,
		     const struct trace_defaults *defaults, struct trace *out,
		     struct error_text *error)
{
	struct loader loader = {.error = error};
	bool good;

	*out = (struct trace){0};
	good = load_rows(&loader, reader, defaults) &&
	       hand_over(&loader, out) &&
	       put_in_order(out, loader.lines, reader_name(reader), error);
	world_table_release(&loader.table);
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
	return trace_read_window(path, defaults, INT64_MIN, INT64_MAX, out,
				 error);
}

bool trace_read_window(const char *path, const struct trace_defaults *defaults,
		       int64_t from_us, int64_t to_us, struct trace *out,
		       struct error_text *error)
{
	struct reader *reader;
	bool good;

	*out = (struct trace){0};
	if (store_is_named(path))
		return trace_read_store(path, defaults, from_us, to_us, out,
					error);
	reader = reader_open(path, error);
	if (reader == NULL)
		return false;
	good = trace_read_rows(reader, defaults, out, error);
	reader_close(reader);
	return good;
}

bool trace_holds_any(const struct trace *trace, const char *path,
		     struct error_text *error)
{
	const char *slash = strrchr(path, '/');

	return trace->session_count + trace->left > 0 ||
	       error_set(error,
			 "%.200s: holds no session; write a line of "
			 "world,start,stop,ram_mb",
			 slash != NULL ? slash + 1 : path);
}

void trace_tell_small_ram(const struct trace *trace, const char *file)
{
	const struct trace_world *first = NULL;
	uint32_t count = 0;

	for (uint32_t i = 0; i < trace->world_count; i++)
		if (trace->worlds[i].ram_mib < TRACE_RAM_SMALL_MIB &&
		    count++ == 0)
			first = &trace->worlds[i];
	if (count > 0)
		(void)fprintf(stderr,
			      "conductor: note: %s: %" PRIu32
			      " worlds have less than %d MB, such as %s with "
			      "%" PRIu32 "; ram_mb is in MB (4096 for 4 GB)\n",
			      file, count, TRACE_RAM_SMALL_MIB, first->name,
			      first->ram_mib);
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

/* The seconds of its players that lie in the part. */
static void cut_players(struct session *session, int64_t from_us, int64_t to_us)
{
	int64_t begin_us =
	    session->start_us > from_us ? session->start_us : from_us;
	int64_t end_us = session->stop_us < to_us ? session->stop_us : to_us;

	if (session->stop_us != TRACE_STILL_RUNNING_US)
		session->players = (uint32_t)((double)session->players *
						  (double)(end_us - begin_us) /
						  (double)(session->stop_us -
							   session->start_us) +
					      0.5);
}

struct trace_cut trace_cut_to(struct trace *trace, int64_t from_us,
			      int64_t to_us)
{
	struct trace_cut cut = {.read = trace->session_count + trace->left,
				.outside = trace->left};
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
		if (across && trace->has_players == TRACE_PLAYERS_SECONDS)
			cut_players(&session, from_us, to_us);
		if (session.start_us < from_us)
			session.start_us = from_us;
		if (session.stop_us > to_us)
			session.stop_us = to_us;
		trace->sessions[kept++] = session;
	}
	trace->session_count = kept;
	trace->left = 0;
	/* starts that were cut to the edge are equal now: keep the order total
	 */
	sort_by_start(trace);
	return cut;
}
