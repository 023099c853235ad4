#include "import.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool import_open(struct import *import, const struct import_options *options,
		 bool straight, struct error_text *error)
{
	*import = (struct import){
	    .options = options, .straight = straight, .error = error};
	if (options->zone != NULL &&
	    !zone_clock_open(&import->clock, options->zone, error))
		return false;
	return pseudonyms_open(&import->pseudonyms, options->salt_path, error);
}

void import_release(struct import *import)
{
	stays_release(import->stays);
	merge_release(import->sessions);
	trace_out_close(&import->out);
	world_table_release(&import->table);
	for (size_t i = 0; i < import->notes.count; i++)
		free(import->notes.text[i]);
	import->notes.count = 0;
}

/* --- what is told --------------------------------------------------------- */

void import_place(char place[IMPORT_PLACE], const char *file, uint64_t line)
{
	int size = snprintf(place, IMPORT_PLACE, "%s:%" PRIu64, file, line);

	/* the end of a long path tells more */
	if (size >= IMPORT_PLACE)
		(void)snprintf(place, IMPORT_PLACE, "...%s:%" PRIu64,
			       file + (size - IMPORT_PLACE) + 4, line);
}

void import_note(struct import *import, const char *format, ...)
{
	struct import_notes *notes = &import->notes;
	va_list arguments;

	va_start(arguments, format);
	if (notes->count == IMPORT_NOTES_MAX ||
	    vasprintf(&notes->text[notes->count], format, arguments) < 0)
		notes->more++;
	else
		notes->count++;
	va_end(arguments);
}

/* --- in ------------------------------------------------------------------- */

static bool refuse_mixed(struct import *import, const char *file)
{
	return error_set(import->error,
			 "%s: players' stays and world sessions cannot be "
			 "imported together; import them one after the other",
			 file);
}

bool import_takes_stays(struct import *import, const char *file)
{
	if (import->sessions != NULL)
		return refuse_mixed(import, file);
	import->has_players = TRACE_PLAYERS_SECONDS;
	if (import->stays == NULL)
		import->stays =
		    stays_create(import->options->idle_stop_us, import->error);
	return import->stays != NULL;
}

bool import_stay(struct import *import, const struct stay *stay)
{
	if (stay->stop_us < stay->start_us) {
		import->counts.backwards++;
		return true;
	}
	import->counts.stays++;
	return stays_put(import->stays, stay, import->error);
}

/* --- out ------------------------------------------------------------------ */

static bool give_session(void *context, const struct session *session,
			 struct error_text *error)
{
	struct import *import = context;

	import->counts.sessions_out++;
	return import->sink(import->sink_context, session, error);
}

static bool give_stretch(void *context, const struct stretch *stretch,
			 struct error_text *error)
{
	const struct session session = {
	    .start_us = stretch->start_us,
	    .stop_us = stretch->stop_us,
	    .world = stretch->world,
	    .players = stretch->weight,
	};

	return give_session(context, &session, error);
}

static bool open_out(struct import *import)
{
	return trace_out_open(&import->out, &import->options->out,
			      &import->table, import->has_players, CSV_PLAIN,
			      import->error);
}

bool import_run(struct import *import, session_sink *sink, void *context)
{
	import->sink = sink;
	import->sink_context = context;
	if (import->stays != NULL) {
		struct stays_found found;
		bool good = stays_run(import->stays, give_session, import,
				      &found, import->error);

		import->counts.overlaps = found.overlaps;
		import->counts.player_us = found.player_us;
		return good;
	}
	if (import->sessions != NULL)
		return merge_run(import->sessions, give_stretch, import,
				 &import->counts.overlaps, import->error);
	return true;
}

/* A plan in GB instead of MB is small. */
static void count_small_ram(struct import *import)
{
	const struct world_table *table = &import->table;
	struct import_counts *counts = &import->counts;

	for (uint32_t i = 0; i < table->worlds.count; i++)
		if (table->facts[i].ram_mib < TRACE_RAM_SMALL_MIB &&
		    counts->small_ram++ == 0)
			(void)snprintf(counts->first_small_ram,
				       sizeof counts->first_small_ram,
				       "%s, %" PRIu32,
				       world_table_name(table, i),
				       table->facts[i].ram_mib);
}

bool import_finish(struct import *import)
{
	const struct import_counts *counts = &import->counts;
	bool good;

	if (counts->stays + counts->sessions_in == 0)
		return error_set(import->error,
				 "no session is in the input; nothing is "
				 "written");
	good = import->straight && import->sessions != NULL
		   ? merge_end(import->sessions, &import->counts.overlaps,
			       import->error)
		   : open_out(import) &&
			 import_run(import, trace_out_put, &import->out);

	count_small_ram(import);
	return good && trace_out_finish(&import->out, import->error);
}

/* --- sessions in ---------------------------------------------------------- */

static bool begin_sessions(struct import *import)
{
	const struct merge_plan plan = {.adds = import->has_players ==
						TRACE_PLAYERS_SECONDS};

	import->sessions = merge_create(&plan, import->error);
	if (import->sessions == NULL || !import->straight)
		return import->sessions != NULL;
	import->sink = trace_out_put;
	import->sink_context = &import->out;
	merge_begin(import->sessions, give_stretch, import);
	return open_out(import);
}

bool import_takes_sessions(struct import *import, const char *file,
			   enum trace_players has_players)
{
	if (import->stays != NULL)
		return refuse_mixed(import, file);
	if (import->sessions == NULL) {
		import->has_players = has_players;
		return begin_sessions(import);
	}
	return import->has_players == has_players ||
	       error_set(import->error,
			 "%s:1: only some of the files have a column "
			 "\"players\"; give it to all or none",
			 file);
}

bool import_session(struct import *import, const struct stretch *session)
{
	if (!import->straight)
		return merge_put(import->sessions, session, import->error);
	import->out_of_order = session->start_us < import->latest_start_us;
	import->latest_start_us = session->start_us;
	return !import->out_of_order &&
	       merge_put_in_order(import->sessions, session, import->error);
}
