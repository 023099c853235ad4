/*
 * journal_port.h - the journal's half of the driver's ports.
 *
 * What sim and live need of a journal, and what a journal needs of an engine.
 * live/ gives one that writes SQLite; tests give ones that fail or die.
 *
 * All functions return 0, or non-zero when nothing can be kept any more: then
 * the engine must be abandoned and recovered.
 */
#ifndef ENGINE_JOURNAL_PORT_H
#define ENGINE_JOURNAL_PORT_H

#include <stdint.h>

#include "engine/config.h"
#include "engine/engine.h"
#include "engine/input.h"

struct journal_port {
	void *context;
	/* Once, before the first input: what this engine is and obeys. */
	int (*begin)(void *context, const struct engine_config *config,
		     const struct engine *engine);
	int (*record)(void *context, const struct input *input);
	int (*commit)(void *context, uint64_t last_seq, uint64_t trail);
	/* After each commit; may save a snapshot.  May be NULL. */
	int (*committed)(void *context, const struct engine *engine);
};

#endif /* ENGINE_JOURNAL_PORT_H */
