#include "import.h"

#include <string.h>

bool import_open(struct import *import, const struct import_options *options,
		 struct error_text *error)
{
	*import = (struct import){.options = options, .error = error};
	if (options->zone != NULL &&
	    !zone_clock_open(&import->clock, options->zone, error))
		return false;
	return pseudonyms_open(&import->pseudonyms, options->salt_path, error);
}

void import_release(struct import *import)
{
	stays_release(import->stays);
	merge_release(import->sessions);
	world_table_release(&import->table);
}

static bool mixed(struct import *import, const char *file)
{
	return error_set(import->error,
			 "%s: stays of players and sessions of worlds in one "
			 "import; import them one after the other",
			 file);
}

bool import_takes_stays(struct import *import, const char *file)
{
	if (import->sessions != NULL)
		return mixed(import, file);
	import->has_players = true;
	if (import->stays == NULL)
		import->stays =
		    stays_create(import->options->idle_stop_us, import->error);
	return import->stays != NULL;
}

bool import_takes_sessions(struct import *import, const char *file,
			   bool has_players)
{
	const struct merge_plan plan = {0};

	if (import->stays != NULL)
		return mixed(import, file);
	if (import->sessions == NULL) {
		import->has_players = has_players;
		import->sessions = merge_create(&plan, import->error);
	}
	if (import->sessions == NULL)
		return false;
	return import->has_players == has_players ||
	       error_set(import->error,
			 "%s:1: only some of the files have a column "
			 "\"players\"; give it to all or none",
			 file);
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

struct giving {
	struct import *import;
	session_sink *sink;
	void *context;
};

static bool give(void *context, const struct session *session,
		 struct error_text *error)
{
	struct giving *giving = context;

	giving->import->counts.sessions_out++;
	return giving->sink(giving->context, session, error);
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

	return give(context, &session, error);
}

bool import_run(struct import *import, session_sink *sink, void *context)
{
	struct giving giving = {import, sink, context};

	if (import->stays != NULL)
		return stays_run(import->stays, give, &giving,
				 &import->counts.overlaps, import->error);
	if (import->sessions != NULL)
		return merge_run(import->sessions, give_stretch, &giving,
				 &import->counts.overlaps, import->error);
	return true;
}
