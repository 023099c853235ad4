/*
 * travels.h - worlds that move from node to node, and those called home.
 *
 * A world that starts on another node than the one with its data moves: through
 * the archive (lives/archive.h) or, with policy.direct_copy, by one copy from
 * its home to its target.  The home keeps its data until the copy is verified,
 * so a copy that fails, or either node's death, costs time and never data; a
 * copy that fails is made up for by the archive.  While a world moves, its home
 * may get room again: then the move is called off and it starts there.
 *
 * A copy that was called off and finished all the same is deleted: its epoch
 * says which one is meant, never the node alone.  But if its world has lost its
 * home, and nothing has started since, it is what the world goes on from.
 */
#ifndef ENGINE_LIVES_TRAVELS_H
#define ENGINE_LIVES_TRAVELS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/input.h"

struct engine;
struct world;

/* A world with data on one node is to start on another: does it get there by a
 * direct copy? */
bool travel_is_direct(struct engine *engine, const struct world *world);
/* Its home has room again: it starts there.  At most two commands. */
void travel_called_home(struct engine *engine, uint32_t id);
/* A direct copy waits for a node that is lost: its world waits for another
 * place. */
void travel_has_no_target(struct engine *engine, uint32_t id);
/* A node was lost: direct copies may wait for it. */
void travels_lose_target(struct engine *engine);
/* The node that a direct copy runs on was lost. */
void travel_lost(struct engine *engine, const struct command *command);

/* Answers to a direct copy: it is verified; it will not be; it was never
 * answered; it had been called off, and is there all the same. */
void travel_done(struct engine *engine, const struct command *command,
		 const struct input *input);
void travel_fails(struct engine *engine, const struct command *command,
		  enum outcome outcome);
bool travel_given_up(struct engine *engine, const struct command *command);
void travel_swept(struct engine *engine, const struct command *command);

#endif /* ENGINE_LIVES_TRAVELS_H */
