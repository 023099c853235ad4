#include "engine/lifecycle.h"

#include "engine/kit/check.h"
#include "engine/kit/names.h"

#define TO(state) (UINT32_C(1) << (state))

/* What a world in this state may become next. */
static const uint32_t world_moves[WORLD_STATE_COUNT] = {
    [WORLD_ARCHIVED] =
	TO(WORLD_QUEUED) | TO(WORLD_SLEEPING) | TO(WORLD_DELETED),
    [WORLD_QUEUED] = TO(WORLD_ARCHIVED) | TO(WORLD_SLEEPING) |
		     TO(WORLD_MOVING) | TO(WORLD_RESTORING) |
		     TO(WORLD_STARTING) | TO(WORLD_ARCHIVING) |
		     TO(WORLD_STRANDED),
    [WORLD_MOVING] = TO(WORLD_RESTORING) | TO(WORLD_STARTING) |
		     TO(WORLD_QUEUED) | TO(WORLD_ARCHIVING) |
		     TO(WORLD_SLEEPING) | TO(WORLD_STRANDED),
    [WORLD_RESTORING] = TO(WORLD_STARTING) | TO(WORLD_SLEEPING) |
			TO(WORLD_ARCHIVED) | TO(WORLD_QUEUED) |
			TO(WORLD_STRANDED),
    [WORLD_STARTING] = TO(WORLD_ACTIVE) | TO(WORLD_QUEUED) |
		       TO(WORLD_STOPPING) | TO(WORLD_SLEEPING) |
		       TO(WORLD_ARCHIVED) | TO(WORLD_STRANDED),
    [WORLD_ACTIVE] = TO(WORLD_STOPPING) | TO(WORLD_SLEEPING) |
		     TO(WORLD_RESTARTING) | TO(WORLD_STRANDED),
    [WORLD_STOPPING] = TO(WORLD_SLEEPING) | TO(WORLD_STRANDED),
    [WORLD_SLEEPING] = TO(WORLD_QUEUED) | TO(WORLD_ARCHIVING) |
		       TO(WORLD_DELETED) | TO(WORLD_STRANDED),
    [WORLD_ARCHIVING] = TO(WORLD_ARCHIVED) | TO(WORLD_SLEEPING) |
			TO(WORLD_QUEUED) | TO(WORLD_STRANDED),
    [WORLD_RESTARTING] =
	TO(WORLD_ACTIVE) | TO(WORLD_SLEEPING) | TO(WORLD_STRANDED),
    [WORLD_STRANDED] = TO(WORLD_ARCHIVED) | TO(WORLD_SLEEPING) |
		       TO(WORLD_QUEUED) | TO(WORLD_DELETED),
    [WORLD_DELETED] = 0,
};

static const uint32_t node_moves[NODE_STATE_COUNT] = {
    [NODE_NONE] = TO(NODE_ORDERED) | TO(NODE_BOOTING),
    [NODE_ORDERED] = TO(NODE_BOOTING) | TO(NODE_GONE),
    [NODE_BOOTING] =
	TO(NODE_READY) | TO(NODE_SILENT) | TO(NODE_DEAD) | TO(NODE_GONE),
    [NODE_READY] = TO(NODE_CORDONED) | TO(NODE_SILENT) | TO(NODE_GONE),
    [NODE_CORDONED] =
	TO(NODE_READY) | TO(NODE_DRAINING) | TO(NODE_SILENT) | TO(NODE_GONE),
    [NODE_DRAINING] =
	TO(NODE_READY) | TO(NODE_DESTROYING) | TO(NODE_SILENT) | TO(NODE_GONE),
    [NODE_DESTROYING] = TO(NODE_GONE),
    [NODE_SILENT] =
	TO(NODE_READY) | TO(NODE_DESTROYING) | TO(NODE_DEAD) | TO(NODE_GONE),
    [NODE_DEAD] = TO(NODE_BOOTING) | TO(NODE_DESTROYING) | TO(NODE_GONE),
    [NODE_GONE] = TO(NODE_NONE),
};

ENUM_NAMES(world_state_name, enum world_state, state, WORLD_STATES)

ENUM_NAMES(node_state_name, enum node_state, state, NODE_STATES)

bool world_may_become(enum world_state from, enum world_state to)
{
	return (world_moves[from] & TO(to)) != 0;
}

bool node_may_become(enum node_state from, enum node_state to)
{
	return (node_moves[from] & TO(to)) != 0;
}

void world_move(uint8_t *state, enum world_state next)
{
	CHECK(world_may_become((enum world_state) * state, next));
	*state = (uint8_t)next;
}

void node_move(uint8_t *state, enum node_state next)
{
	CHECK(node_may_become((enum node_state) * state, next));
	*state = (uint8_t)next;
}
