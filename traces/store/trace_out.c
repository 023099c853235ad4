#include "trace_out.h"

bool trace_out_open(struct trace_out *out, const char *path,
		    const struct world_table *worlds,
		    enum trace_players has_players, enum csv_dialect dialect,
		    struct error_text *error)
{
	*out = (struct trace_out){.worlds = worlds, .has_players = has_players};
	if (store_is_named(path))
		out->store = store_writer_open(path, error);
	else
		out->csv = sessions_csv_open(path, worlds, has_players, dialect,
					     error);
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
