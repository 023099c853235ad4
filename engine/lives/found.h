/*
 * found.h - worlds that slept on a node before the engine knew of them.
 *
 * An operator who takes a fleet over, or a run that begins in the middle of a
 * life, says where each sleeper lies.  From then on it is one like any other:
 * its window ends when it would have ended, and its stay is billed from its
 * beginning.  A prepaid account has no money set aside for a stay that nobody
 * announced, so what it owes for this one counts as paid.
 */
#ifndef ENGINE_LIVES_FOUND_H
#define ENGINE_LIVES_FOUND_H

#include "engine/input.h"

struct engine;

/* INPUT_WORLD_FOUND; engine_refuses() has asked whether it can be. */
void world_found(struct engine *engine, const struct input *input);

#endif /* ENGINE_LIVES_FOUND_H */
