/*
 * drains.h - giving cloud nodes back: emptying them, destroying them.
 *
 * A node that is not needed drains: its sleepers are archived, its active
 * worlds end when their players go.  Empty, it is destroyed in the last minutes
 * of an hour that is paid, unless a start waits that it can hold.  A node that
 * died or never came is condemned: nothing is on it that could be saved, and it
 * goes as soon as the guard on destructions allows.
 */
#ifndef ENGINE_DECIDE_DRAINS_H
#define ENGINE_DECIDE_DRAINS_H

#include "engine/command.h"

struct engine;
struct node;

void node_drain(struct engine *engine, struct node *node, enum reason reason);
void node_call_back(struct engine *engine, struct node *node);
void node_destroy_if_due(struct engine *engine, struct node *node);
/* The operator gives a dedicated node back: it is emptied, and its rent ends
 * when nothing is left on it. */
void node_remove(struct engine *engine, struct node *node);
/* The draining nodes that became empty in this step. */
void drains_settle(struct engine *engine);
/* What earlier steps left: sleepers of draining nodes, condemned nodes. */
void drains_plan(struct engine *engine);
void condemned_plan(struct engine *engine);

#endif /* ENGINE_DECIDE_DRAINS_H */
