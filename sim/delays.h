/*
 * delays.h - where the time of a start goes.
 *
 * A clock per attempt is always in one phase; when the phase changes, the time
 * since the last change goes to that phase.  The phases of an attempt add up
 * to ready (or to its end, if it never became active), and without start-up to
 * its wait.
 *
 * Owns the clocks of the attempts that are under way, one a world at most, and
 * keeps a number of the caller's with each.  Microseconds; definitions:
 * docs/figures.md, 'Causes of waiting'.
 */
#ifndef SIM_DELAYS_H
#define SIM_DELAYS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/lifecycle.h"
#include "sim/figures.h"

struct delays;

/* NULL: out of memory. */
struct delays *delays_open(uint32_t world_count);
void delays_close(struct delays *delays);

/* An attempt begins in this phase, in place of one of this world that never
 * ended.  `row` is the caller's.  False: out of memory. */
bool delays_begin(struct delays *delays, uint32_t world, uint32_t row,
		  enum delay phase, int64_t now_us);
/* The row of the attempt under way; 0: none is. */
uint32_t delays_row(const struct delays *delays, uint32_t world);

/* Its world is in this state now; its data begin to move.  Nothing happens
 * unless an attempt runs. */
void delays_state(struct delays *delays, uint32_t world, enum world_state state,
		  int64_t now_us);
void delays_transfer(struct delays *delays, uint32_t world, int64_t now_us);
/* A node takes it, with this life or NULL: of the time without room, the part
 * in which that node was ordered and not ready was waiting for it to boot. */
void delays_placed(struct delays *delays, uint32_t world,
		   const struct node_life *life, int64_t now_us);

/* What a clock says in the end. */
struct delay_times {
	int64_t delay_us[DELAY_COUNT]; /* where its time went */
	int64_t wait_us;	       /* until a node took it; -1: none did */
	enum delay last;	       /* the phase in which it ended */
};

/* The attempt is over.  False: none was under way. */
bool delays_end(struct delays *delays, uint32_t world, int64_t now_us,
		struct delay_times *times);

/* A hint that something will soon happen to this world. */
void delays_expect(const struct delays *delays, uint32_t world);

#endif /* SIM_DELAYS_H */
