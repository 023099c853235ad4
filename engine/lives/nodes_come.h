/*
 * nodes_come.h - nodes that are ordered, come up and talk.
 */
#ifndef ENGINE_LIVES_NODES_COME_H
#define ENGINE_LIVES_NODES_COME_H

#include <stdint.h>

#include "engine/input.h"

struct engine;
struct node;

void order_answered(struct engine *engine, struct node *node,
		    const struct input *input);
void heartbeat(struct engine *engine, struct node *node, int64_t next_by_us);
/* The controller was away: silence during that time says nothing. */
void resumed(struct engine *engine);

#endif /* ENGINE_LIVES_NODES_COME_H */
