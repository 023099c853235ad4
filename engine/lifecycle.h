/*
 * lifecycle.h - state machines as tables.
 *
 * Worlds and nodes each have one table of states and of the moves that are
 * allowed.  world_move() and node_move() is the only way to change a state; a
 * move that is not in the table is a bug and stops the program.
 * docs/architecture.md shows the same tables.
 */
#ifndef ENGINE_LIFECYCLE_H
#define ENGINE_LIFECYCLE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A world.  `archived` also holds the worlds that have no data yet.  `queued`
 * remembers where the data are (on a node, or in the archive).
 */
#define WORLD_STATES(X)                                                        \
	X(WORLD_ARCHIVED, "archived")                                          \
	X(WORLD_QUEUED, "queued")                                              \
	X(WORLD_MOVING, "moving")                                              \
	X(WORLD_RESTORING, "restoring")                                        \
	X(WORLD_STARTING, "starting")                                          \
	X(WORLD_ACTIVE, "active")                                              \
	X(WORLD_STOPPING, "stopping")                                          \
	X(WORLD_SLEEPING, "sleeping")                                          \
	X(WORLD_ARCHIVING, "archiving")                                        \
	X(WORLD_RESTARTING, "restarting")                                      \
	X(WORLD_STRANDED, "stranded")                                          \
	X(WORLD_DELETED, "deleted")

enum world_state {
#define X(state, name) state,
	WORLD_STATES(X)
#undef X
	    WORLD_STATE_COUNT
};

#define NODE_STATES(X)                                                         \
	X(NODE_NONE, "none")                                                   \
	X(NODE_ORDERED, "ordered")                                             \
	X(NODE_BOOTING, "booting")                                             \
	X(NODE_READY, "ready")                                                 \
	X(NODE_CORDONED, "cordoned")                                           \
	X(NODE_DRAINING, "draining")                                           \
	X(NODE_DESTROYING, "destroying")                                       \
	X(NODE_SILENT, "silent")                                               \
	X(NODE_DEAD, "dead")                                                   \
	X(NODE_GONE, "gone")

enum node_state {
#define X(state, name) state,
	NODE_STATES(X)
#undef X
	    NODE_STATE_COUNT
};

const char *world_state_name(enum world_state state);
const char *node_state_name(enum node_state state);

bool world_may_become(enum world_state from, enum world_state to);
bool node_may_become(enum node_state from, enum node_state to);

/* Change *state to `next`, which the table must allow. */
void world_move(uint8_t *state, enum world_state next);
void node_move(uint8_t *state, enum node_state next);

#endif /* ENGINE_LIFECYCLE_H */
