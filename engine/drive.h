/*
 * drive.h - the one loop body that sim and live share.
 *
 * What must never differ between them is the order of things:
 *
 *	check -> record -> step ... -> (wake -> step) -> commit -> execute
 *
 * so it is written once.  sim gives ports that talk to a simulated world and,
 * if asked, to a journal; live gives ports that talk to SQLite and the
 * providers; tests give ports that fail or crash at the n-th call.
 */
#ifndef ENGINE_DRIVE_H
#define ENGINE_DRIVE_H

#include <stdint.h>

#include "engine/engine.h"

/* At most so many inputs a round, so that a round's output is bounded. */
#define DRIVE_INPUTS_PER_ROUND 32
#define DRIVE_EXPLANATIONS_PER_ROUND ENGINE_EXPLANATIONS_PER_STEP

struct driver_ports {
	void *context;

	/* Append to the journal; need not be durable yet.  Non-zero: give up.
	 */
	int (*record)(void *context, const struct input *input);

	/* Return only when all that was recorded would survive a power cut. */
	int (*commit)(void *context, uint64_t last_seq, uint64_t trail);

	/* Start carrying it out.  Must not call back into drive(). */
	void (*execute)(void *context, const struct command *command);

	/* Tell the listeners, after the commit: a crash in between loses it.
	 * A replay tells it again with the same number (notice.h).  Must not
	 * call back into drive(). */
	void (*notify)(void *context, const struct notice *notice);
};

enum drive_status {
	DRIVE_OK = 0,
	DRIVE_REFUSED,	     /* some inputs were refused; the others were taken;
				engine_refuses() says why */
	DRIVE_JOURNAL_FAILED /* fail-stop: abandon this engine and recover */
};

/* Scratch for drive(): arrays for one round's output.  Caller's memory;
 * drive_output_init() wires the pointers. */
struct drive_scratch {
	struct engine_output output;
	struct command
	    commands[(DRIVE_INPUTS_PER_ROUND + 1) * ENGINE_COMMANDS_PER_STEP];
	struct notice
	    notices[(DRIVE_INPUTS_PER_ROUND + 1) * ENGINE_NOTICES_PER_STEP +
		    DRIVE_EXPLANATIONS_PER_ROUND];
};

void drive_scratch_init(struct drive_scratch *scratch, uint64_t notice_mask);

/*
 * Feed the inputs that have arrived at `now_us` (at most
 * DRIVE_INPUTS_PER_ROUND), then wake the engine if it is due, commit once, then
 * deliver its notices and carry out its commands.  Fills in .seq and .at_us; an
 * input that is refused gets .seq 0.
 */
enum drive_status drive(struct engine *engine, const struct driver_ports *ports,
			int64_t now_us, struct input *inputs, uint32_t count,
			struct drive_scratch *scratch);

#endif /* ENGINE_DRIVE_H */
