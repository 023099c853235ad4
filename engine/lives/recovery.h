/*
 * recovery.h - nodes that stop talking, and the worlds they had.
 *
 * A node that is silent for too long is dead: it is fenced first (powered off),
 * and only when the fence is confirmed, or the leases of its worlds have
 * expired, may these live on elsewhere, from their newest verified copy.  Runs
 * end, and are billed, up to the instant of death.  A rented node is destroyed
 * after that, when the guard allows; the worlds do not wait for it.  Whatever
 * was given up and talks again before it is destroyed is used again.
 */
#ifndef ENGINE_LIVES_RECOVERY_H
#define ENGINE_LIVES_RECOVERY_H

#include <stdint.h>

#include "engine/command.h"
#include "engine/input.h"

struct engine;
struct node;

/* The last sign of life of a node: what was due after it and did not come is
 * not billed.  Now, if it has promised no heartbeat. */
int64_t node_last_sign_us(const struct engine *engine, const struct node *node);
void node_deadline_due(struct engine *engine, struct node *node);
/* The provider says that it does not exist. */
void node_vanished(struct engine *engine, struct node *node);
/* It is rented no more, and nothing of it is left. */
void node_ends(struct engine *engine, struct node *node);
/* The leases of a dead node have expired: its agent has stopped its worlds. */
void lease_due(struct engine *engine, struct node *node);
/* A fence, a destruction is confirmed. */
void fence_done(struct engine *engine, const struct command *command,
		const struct input *input);
void destroy_done(struct engine *engine, const struct command *command,
		  const struct input *input);

#endif /* ENGINE_LIVES_RECOVERY_H */
