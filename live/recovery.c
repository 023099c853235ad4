#include "live/recovery.h"

bool recovery_open(const char *path, const struct journal_options *options,
		   const struct replay_listener *listener,
		   struct recovered *out, struct error_text *error)
{
	struct replay replay;

	*out = (struct recovered){0};
	if (!replay_open(path, INT64_MAX, listener, &replay, error))
		return false;
	if (replay_until(&replay, INT64_MAX, error) &&
	    journal_port_resume(path, options,
				engine_next_seq(replay.engine) - 1, &out->port,
				error)) {
		out->engine = replay.engine;
		out->config = replay.config;
		out->inputs_replayed = replay.inputs;
		replay.engine = NULL; /* now the caller's */
	}
	replay_close(&replay);
	return out->engine != NULL;
}
