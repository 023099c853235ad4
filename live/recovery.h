/*
 * recovery.h - the controller comes back: newest snapshot, then what the
 * journal says happened since.
 *
 * The caller then tells the engine how long it was away (INPUT_RESUMED),
 * carries out again what engine_each_pending_command() visits, and drives on.
 */
#ifndef LIVE_RECOVERY_H
#define LIVE_RECOVERY_H

#include "live/journal.h"
#include "live/replay.h"

struct recovered {
	struct engine *engine; /* the caller's: engine_destroy() */
	struct engine_config config;
	struct journal_port port; /* goes on writing; journal_port_close() */
	uint64_t inputs_replayed;
};

/* `listener` hears what the inputs since the snapshot brought about, so that
 * notices that were lost with the process can be given again; may be NULL. */
bool recovery_open(const char *path, const struct journal_options *options,
		   const struct replay_listener *listener,
		   struct recovered *out, struct error_text *error);

#endif /* LIVE_RECOVERY_H */
