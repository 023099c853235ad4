/*
 * nodes_come.h - nodes that are ordered, come up and talk.
 */
#ifndef ENGINE_LIVES_NODES_COME_H
#define ENGINE_LIVES_NODES_COME_H

#include <stdint.h>

#include "engine/command.h"
#include "engine/input.h"

struct engine;
struct node;

/* Answers to an order: accepted; refused for want of machines or of quota. */
void order_done(struct engine *engine, const struct command *command,
		const struct input *input);
void order_fails(struct engine *engine, const struct command *command,
		 enum outcome outcome);
void heartbeat(struct engine *engine, struct node *node, int64_t next_by_us,
	       uint32_t boot);
/* A dedicated node is rented from now on, and waits for its first heartbeat. */
void dedicated_added(struct engine *engine, const struct input *input);
/* The controller was away: silence during that time says nothing. */
void resumed(struct engine *engine);

#endif /* ENGINE_LIVES_NODES_COME_H */
