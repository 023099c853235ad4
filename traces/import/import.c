#include "import.h"

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
}

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
	import->has_players = true;
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
	if (import->stays != NULL)
		return stays_run(import->stays, give_session, import,
				 &import->counts.overlaps, import->error);
	if (import->sessions != NULL)
		return merge_run(import->sessions, give_stretch, import,
				 &import->counts.overlaps, import->error);
	return true;
}

bool import_finish(struct import *import)
{
	bool good = import->straight && import->sessions != NULL
			? merge_end(import->sessions, &import->counts.overlaps,
				    import->error)
			: open_out(import) &&
			      import_run(import, trace_out_put, &import->out);

	return good && trace_out_finish(&import->out, import->error);
}

/* --- sessions in ---------------------------------------------------------- */

static bool begin_sessions(struct import *import)
{
	const struct merge_plan plan = {0};

	import->sessions = merge_create(&plan, import->error);
	if (import->sessions == NULL || !import->straight)
		return import->sessions != NULL;
	import->sink = trace_out_put;
	import->sink_context = &import->out;
	merge_begin(import->sessions, give_stretch, import);
	return open_out(import);
}

bool import_takes_sessions(struct import *import, const char *file,
			   bool has_players)
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
