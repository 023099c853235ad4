/*
 * delays.h - where the time of a start goes.
 *
 * A clock per world is always in one phase; when the phase changes, the time
 * since the last change goes to that phase.  The phases of an attempt add up
 * to ready (or to its end, if it never became active), and without start-up to
 * its wait.
 *
 * Owns a clock a world.  Microseconds; definitions: docs/figures.md, 'Causes of
 * waiting'.
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

/* An attempt begins. */
void delays_begin(struct delays *delays, uint32_t world, int64_t now_us);

/* Its world is in this state now; its data begin to move.  Nothing happens
 * unless an attempt runs. */
void delays_state(struct delays *delays, uint32_t world, enum world_state state,
		  int64_t now_us);
void delays_transfer(struct delays *delays, uint32_t world, int64_t now_us);
/* A node takes it, with this life or NULL: of the time without room, the part
 * in which that node was ordered and not ready was waiting for it to boot. */
void delays_placed(struct delays *delays, uint32_t world,
		   const struct node_life *life, int64_t now_us);

/* The attempt is over.  Returns where its time went, DELAY_COUNT values that
 * hold until the next attempt; *wait_us: all of them without start-up. */
const int64_t *delays_end(struct delays *delays, uint32_t world, int64_t now_us,
			  int64_t *wait_us);

/* A hint that something will soon happen to this world. */
void delays_expect(const struct delays *delays, uint32_t world);

#endif /* SIM_DELAYS_H */
