/*
 * replay.h - an engine fed from a journal.
 *
 * Owns the reader and the engine.  Every commit's trail is compared on the way,
 * and every snapshot's digest: a trail covers every input and every command, so
 * equal trails mean that the engine gave the very same commands again.
 */
#ifndef LIVE_REPLAY_H
#define LIVE_REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/drive.h"
#include "live/journal_reader.h"
#include "traces/base/error_text.h"

/* What a listener may want; NULL functions: nothing. */
struct replay_listener {
	void *context;
	void (*input)(void *context, const struct input *input);
	void (*command)(void *context, const struct command *command);
	void (*notice)(void *context, const struct notice *notice);
	uint64_t notice_mask; /* 1 << enum notice_kind: those it wants.  The
				 numbers of notices depend on it */
};

struct replay {
	const char *path;
	struct journal_reader *reader;
	struct engine_config config;
	struct engine *engine;
	struct drive_scratch *scratch;
	struct replay_listener listener;
	uint64_t loaded_seq; /* the snapshot it went on from last */
	uint64_t inputs, commands, commits, snapshots; /* passed and equal */
};

/* Begin at the newest snapshot before `from_us`; INT64_MIN: the first,
 * INT64_MAX: the last.  The listener hears everything from there on; it may be
 * NULL. */
bool replay_open(const char *path, int64_t from_us,
		 const struct replay_listener *listener, struct replay *out,
		 struct error_text *error);

/* Feed all inputs up to and including `until_us`.  False with the error when
 * the journal is damaged or the engine acts differently than recorded.
 */
bool replay_until(struct replay *replay, int64_t until_us,
		  struct error_text *error);

void replay_close(struct replay *replay);

#endif /* LIVE_REPLAY_H */
