/*
 * copies.h - second copies of sleepers, on another node than their own.
 *
 * Owns one record a world: where its second copy lies or will, whether it is
 * verified and of the newest data, and whether the world waits for one.  Takes
 * and gives back the disk of those nodes.  Decides nothing; what becomes of the
 * copies is decided in lives/second_copies.c, and when they are made in
 * decide/copying.c.
 *
 * The memory is taken only if policy.second_copies is on; without it there is
 * no copy, and everything here returns at once.
 *
 * A copy of the newest data is verified.  No verified copy is older than what
 * the archive has.  All are on nodes that are ready.
 */
#ifndef ENGINE_TABLES_COPIES_H
#define ENGINE_TABLES_COPIES_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/kit/list.h"

struct engine;

enum copy_bit {
	COPY_VERIFIED = 1 << 0, /* it is there, of some time ago or now */
	COPY_CURRENT = 1 << 1,	/* ... of the newest data */
	COPY_COMING = 1 << 2,	/* a transfer makes it, or refreshes it */
	COPY_DUE = 1 << 3	/* its world waits for one */
};

struct copy {
	int64_t due_us;		     /* COPY_DUE: not before */
	uint32_t next, prev;	     /* on its node: world ids, oldest first */
	uint32_t due_next, due_prev; /* those that wait, in order */
	uint16_t node;		     /* a slot, if verified or coming */
	uint8_t bits;		     /* enum copy_bit */
};

struct copies {
	struct copy *of_world; /* by id; NULL: there are none */
	struct list due;
	bool armed; /* an entry is in the timer queue */
};

/* Has it a copy with all of these bits? */
bool copy_is(const struct engine *engine, uint32_t id, uint8_t bits);
/* The slot of a copy of its newest data, or NO_SLOT. */
uint16_t copy_current_on(const struct engine *engine, uint32_t id);

/* It has, or will have, a copy on this node: its disk is taken. */
void copy_put(struct engine *engine, uint32_t id, uint16_t slot, uint8_t bits);
/* It has none any more, there or on its way: the disk is given back. */
void copy_drop(struct engine *engine, uint32_t id);
/* Its data are about to change: no copy is of the newest any more. */
void copy_ages(struct engine *engine, uint32_t id);

/* It waits for a copy, from this instant on; no more. */
void copy_waits(struct engine *engine, uint32_t id, int64_t due_us);
void copy_waits_no_more(struct engine *engine, uint32_t id);

#endif /* ENGINE_TABLES_COPIES_H */
