#include "trace_out.h"

#include <string.h>

#include "traces/base/aside.h"

bool trace_out_check(const struct out_file *to, struct error_text *error)
{
	struct out_target target;

	if (strcmp(to->path, "-") == 0)
		return true;
	if (!aside_check(to, error) ||
	    !out_target_find(to->path, &target, error))
		return false;
	/* before a pipe is opened, which waits for its reader */
	return !store_is_named(to->path) || target.kind == OUT_FRESH ||
	       target.kind == OUT_REGULAR ||
	       error_set(error,
			 "%s: is no file; a store (.db) needs one of its own",
			 to->path);
}

bool trace_out_open(struct trace_out *out, const struct out_file *to,
		    const struct world_table *worlds,
		    enum trace_players has_players, enum csv_dialect dialect,
		    struct error_text *error)
{
	*out = (struct trace_out){.worlds = worlds, .has_players = has_players};
	if (store_is_named(to->path))
		out->store = store_writer_open(to, error);
	else
		out->csv =
		    sessions_csv_open(to, worlds, has_players, dialect, error);
	return out->store != NULL || out->csv != NULL;
}

bool trace_out_put(void *context, const struct session *session,
		   struct error_text *error)
{
	struct trace_out *out = context;

	return out->store != NULL ? store_writer_put(out->store, session, error)
				  : sessions_csv_put(out->csv, session, error);
}

bool trace_out_finish(struct trace_out *out, struct error_text *error)
{
	return out->store != NULL ? store_writer_finish(out->store, out->worlds,
							out->has_players, error)
				  : sessions_csv_finish(out->csv, error);
}

void trace_out_close(struct trace_out *out)
{
	store_writer_close(out->store);
	sessions_csv_close(out->csv);
}
