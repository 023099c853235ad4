/*
 * observers.h - who looks on while a replication runs.
 *
 * An observer is registered once, with the notices it wants and the functions
 * to call; those it leaves NULL are not called.  It fills in fields of the
 * replication's figures that no other one fills in.  Observers change nothing
 * of the run and never call each other; what two of them need is a table of
 * its own (node_lives.h, delays.h).
 *
 * They hear things in the order in which they were registered.
 */
#ifndef SIM_OBSERVERS_H
#define SIM_OBSERVERS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/notice.h"
#include "engine/questions.h"
#include "sim/figures.h"

#define OBSERVERS_MAX 12

/* A player's attempt to get a world. */
struct attempt {
	int64_t requested_us;
	uint32_t world;
	uint32_t ram_mib; /* of its plan: the trace is far from everybody */
	uint8_t number;	  /* of its session: 1, 2 ... */
	bool counted;	  /* its session began in the window */
	bool travels;	  /* the world's data do */
	uint8_t left;	  /* enum start_left, once it is abandoned */
};

struct observer {
	void *self;    /* handed to each of these */
	uint64_t mask; /* notices it wants, bits of enum notice_kind */
	void (*notice)(void *self, const struct notice *notice);
	/* A player asks; waits no longer, by this notice; plays; is done.
	 * Between the first two and the last, his attempt may be over without
	 * play, refused or abandoned, and another one follow. */
	void (*attempt)(void *self, const struct attempt *attempt);
	void (*waited)(void *self, const struct attempt *attempt,
		       const struct notice *notice);
	void (*ready)(void *self, const struct attempt *attempt);
	void (*unserved)(void *self, const struct attempt *attempt,
			 enum start_end end);
	void (*session_over)(void *self, const struct attempt *attempt,
			     enum start_end end);
	/* Data of a world begin to move. */
	void (*transfer)(void *self, const struct command *command);
	/* The lines of the archive or between nodes are used more or less. */
	void (*lines)(void *self);
	/* A hint that something will soon happen to this world: fetch what will
	 * be touched, and nothing else. */
	void (*expect)(const void *self, uint32_t world);
	/* At the ends of the window, before the two below: a world has run this
	 * up that is not posted, to be taken off (sign -1) or added (1). */
	void (*run_up)(void *self, uint32_t world,
		       const struct unbilled *unbilled, int sign);
	void (*instant)(void *self); /* an instant is over */
	void (*window_begins)(void *self);
	void (*finish)(void *self); /* the run is over */
	void (*close)(void *self);  /* release what it owns */
};

/* Who hears a kind of notice, one after the other: most of what is told are
 * notices, so they are not looked for. */
struct listeners {
	uint32_t count;
	struct listener {
		void *self;
		void (*notice)(void *self, const struct notice *notice);
	} list[OBSERVERS_MAX];
};

/* Who has one of the other functions: pointers into the list of all. */
struct hearers {
	uint32_t count;
	const struct observer *list[OBSERVERS_MAX];
};

/* Stays where it is once there are observers. */
struct observers {
	struct observer list[OBSERVERS_MAX];
	uint32_t count;
	uint64_t mask; /* of all */
	struct listeners listeners[NOTICE_KIND_COUNT];
	struct hearers attempt, waited, ready, unserved, session_over, transfer,
	    lines, instant, expect, run_up;
};

/* Takes what it owns: close() is called in observers_close(). */
void observers_add(struct observers *observers, const struct observer *given);
void observers_close(struct observers *observers);

void observers_notice(const struct observers *observers,
		      const struct notice *notice);
void observers_attempt(const struct observers *observers,
		       const struct attempt *attempt);
void observers_waited(const struct observers *observers,
		      const struct attempt *attempt,
		      const struct notice *notice);
void observers_ready(const struct observers *observers,
		     const struct attempt *attempt);
void observers_unserved(const struct observers *observers,
			const struct attempt *attempt, enum start_end end);
void observers_session_over(const struct observers *observers,
			    const struct attempt *attempt, enum start_end end);
void observers_transfer(const struct observers *observers,
			const struct command *command);
void observers_lines(const struct observers *observers);
void observers_expect(const struct observers *observers, uint32_t world);
/* Asks the engine about each of its worlds, once for all observers. */
void observers_run_up(const struct observers *observers,
		      const struct engine *engine, uint32_t world_count,
		      int64_t at_us, int sign);
void observers_instant(const struct observers *observers);
void observers_window_begins(const struct observers *observers);
void observers_finish(const struct observers *observers);

#endif /* SIM_OBSERVERS_H */
