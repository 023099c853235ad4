/*
 * reboots.h - what an agent says of the containers on its node: that the node
 * has booted anew, so that all of them are gone, or which of them run.
 *
 * A run that is gone ended at the last sign of life before it could have been
 * missed.  A container that must not run is stopped, with the epoch it has.
 */
#ifndef ENGINE_LIVES_REBOOTS_H
#define ENGINE_LIVES_REBOOTS_H

#include <stdbool.h>
#include <stdint.h>

struct engine;
struct node;

/* Does this boot number (0: not told) mean that it has booted anew? */
bool node_has_rebooted(const struct node *node, uint32_t boot);
/* Its containers are gone; its disk is not. */
void node_rebooted(struct engine *engine, struct node *node);

/* The inventory of a node is complete, if count and sum say so. */
void inventory_complete(struct engine *engine, struct node *node,
			uint32_t count, uint64_t sum);
/* In a wake: stop what must not run, as far as the step has room. */
void strays_plan(struct engine *engine);

#endif /* ENGINE_LIVES_REBOOTS_H */
