/*
 * engine.h - the scheduling and pricing engine.
 *
 * A pure state machine: time-stamped inputs in, commands and notices out.  It
 * performs no I/O, reads no clock, draws nothing, allocates nothing after
 * engine_create() and keeps no global state.  Equal configuration and equal
 * inputs give equal commands and equal digests, on every machine and every run.
 *
 * Life cycle: engine_create() or engine_load(), then engine_step() for ever,
 * engine_save() now and then, engine_destroy().  Not thread-safe; one engine
 * belongs to one thread, and any number of engines may exist.
 *
 * Drivers do not call engine_step() in a loop of their own: sim and live share
 * drive.h, which fixes the order of check, record, step, commit and execution.
 */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/config.h"
#include "engine/input.h"
#include "engine/lifecycle.h"
#include "engine/notice.h"
#include "engine/quote.h"
#include "engine/refusal.h"
#include "engine/settings.h"

/*
 * Raised by one whenever the same inputs may lead to other commands.  A journal
 * is replayed only by the version that wrote it; another version starts from a
 * snapshot.  (Re-simulating an old journal under a new version is a what-if,
 * and belongs to sim.)
 */
#ifndef ENGINE_BEHAVIOUR_VERSION /* a test builds the next one */
#define ENGINE_BEHAVIOUR_VERSION 12
#endif

/* No step emits more; what is left continues at a wake one microsecond on. */
#define ENGINE_COMMANDS_PER_STEP 64
#define ENGINE_NOTICES_PER_STEP 512	  /* without explanations ... */
#define ENGINE_EXPLANATIONS_PER_STEP 4096 /* ... of which the rest is lost */

struct engine;

enum engine_status {
	ENGINE_OK = 0,
	ENGINE_INVALID_INPUT, /* refused; the state is unchanged */
	ENGINE_OUT_OF_ORDER,  /* seq gap or time going back; unchanged */
	ENGINE_AT_LIMIT,      /* too many commands without an answer; unchanged,
				 come again when some were answered */
	ENGINE_NO_MEMORY,
	ENGINE_BAD_CONFIG,
	ENGINE_BAD_SNAPSHOT, /* torn, corrupt, or of another version */
	ENGINE_BUFFER_SMALL
};

const char *engine_status_name(enum engine_status status);

/* Where the engine's memory comes from; called in create, load and destroy.
 * allocate() returns zeroed memory aligned to 64 bytes, or NULL. */
struct allocator {
	void *(*allocate)(void *context, size_t size_bytes);
	void (*release)(void *context, void *memory, size_t size_bytes);
	void *context;
};

/* The caller's arrays; steps append.  Kinds of notices whose bit is not set in
 * notice_mask are not written (they have no listener), which changes nothing
 * else but the numbers of the others (notice.h). */
struct engine_output {
	struct command *commands;
	uint32_t command_count, command_capacity;
	struct notice *notices;
	uint32_t notice_count, notice_capacity;
	uint64_t notice_mask; /* 1 << enum notice_kind */
	/* so many of the notices may explain decisions; the engine counts down.
	 * What has no room is not explained, so that explaining never takes
	 * the place of another notice. */
	uint32_t explanations_left;
};

/*
 * Make an engine that has seen nothing but its configuration: the dedicated
 * nodes 1 ... n are booting and wait for their first heartbeat.  All memory it
 * will ever need follows from config->limits and is taken here.
 *
 * Returns ENGINE_OK and sets *out, which the caller releases with
 * engine_destroy(), or ENGINE_BAD_CONFIG or ENGINE_NO_MEMORY and leaves it.
 */
enum engine_status engine_create(const struct engine_config *config,
				 const struct allocator *memory,
				 struct engine **out);

/* Release everything.  NULL is allowed. */
void engine_destroy(struct engine *engine);

/*
 * Would engine_step() accept this input, and if not, why?  Drivers ask before
 * they put it into the journal, so that whatever is in a journal can be
 * replayed.
 */
enum refusal engine_refuses(const struct engine *engine,
			    const struct input *input);

/* The same as a status: OK, out of order, at the limit, or invalid. */
enum engine_status engine_check(const struct engine *engine,
				const struct input *input);

/*
 * Let one thing happen.  Updates the state and appends to `out` what the world
 * should now do, in the order in which it should be started.  Never waits and
 * never fails half-way.  The input must have passed engine_check(), and `out`
 * must have room for a step's commands and notices.
 *
 * Placing and scaling are not done here but at the next INPUT_WAKE, which the
 * engine asks for at once when something needs a decision; so a hundred
 * requests in the same instant are planned together, in sim as in live.
 */
void engine_step(struct engine *engine, const struct input *input,
		 struct engine_output *out);

/*
 * When the engine wants an INPUT_WAKE, or TIME_NEVER_US.  May be now or in the
 * past, meaning "as soon as the waiting inputs are in".  Right after a wake at
 * t the answer is later than t, so a driver cannot spin.  A late wake is
 * correct, merely late.
 */
int64_t engine_wake_at_us(const struct engine *engine);

/* The seq the next input must carry; 1 for a new engine. */
uint64_t engine_next_seq(const struct engine *engine);
int64_t engine_now_us(const struct engine *engine);

/*
 * The trail: a rolling 64-bit hash of every accepted input and every command
 * so far.  O(1); what commit() stores and replay compares.
 */
uint64_t engine_trail(const struct engine *engine);

/*
 * A 64-bit fingerprint of the whole state, by the same walk as engine_save().
 * Equal states have equal digests; the converse holds but for bad luck.
 */
uint64_t engine_digest(const struct engine *engine);

/* Bytes engine_save() would write now. */
size_t engine_save_size_bytes(const struct engine *engine);

/*
 * Write the state in the form docs/formats.md describes: little-endian, field
 * by field, with version and checksum.  Returns ENGINE_OK or
 * ENGINE_BUFFER_SMALL.
 */
enum engine_status engine_save(const struct engine *engine, uint8_t *buffer,
			       size_t size_bytes);

/* The inverse, under the same limits or larger ones, also by a program of a
 * newer behaviour version (of the same format).  Under equal limits
 * engine_digest() of the result equals that of the saved one. */
enum engine_status engine_load(const struct engine_config *config,
			       const struct allocator *memory,
			       const uint8_t *buffer, size_t size_bytes,
			       struct engine **out);

/*
 * Visit the commands that are out and have no answer yet, in the order in which
 * they were sent.  After a crash the driver carries these out again.
 */
void engine_each_pending_command(const struct engine *engine,
				 void (*visit)(void *context,
					       const struct command *command),
				 void *context);

/* Hints that inputs about this world are near, and that they come next: bring
 * its records into the cache, then what these point to.  They change nothing,
 * and any number is allowed. */
void engine_expect(const struct engine *engine, struct world_id world);
void engine_expect_next(const struct engine *engine, struct world_id world);

/*
 * A condition of ours that did not hold: the program is stopping by a trap
 * (SIGILL or SIGTRAP).  For a handler of that signal, in the thread that
 * trapped; NULL if nothing broke.
 */
struct engine_broken {
	const char *condition, *file;
	int line;
	uint64_t seq; /* the input being taken; 0: none */
	int64_t at_us;
};
const struct engine_broken *engine_broken(void);

#endif /* ENGINE_ENGINE_H */
