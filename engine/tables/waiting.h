/*
 * waiting.h - starts that wait for room.
 *
 * Owns their queues.  They stand in queues by size, so that a large world that
 * fits nowhere blocks only its like; among the heads the oldest comes first.
 */
#ifndef ENGINE_TABLES_WAITING_H
#define ENGINE_TABLES_WAITING_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/kit/amounts.h"
#include "engine/kit/list.h"

#define RAM_CLASSES 64 /* by GiB of plan, the last: and more */

struct engine;
struct node;
struct world;

struct waiting {
	struct list queue[RAM_CLASSES];
	uint64_t classes; /* bit: the class is not empty */
	uint32_t order;
	uint32_t count;
	uint32_t notified; /* of these: found no room and know it */
	struct amounts needs[RAM_CLASSES]; /* of all that wait, by class */
	bool newly_notified;		   /* since scaling last looked */
};

/* The class of a plan: GiB, rounded up. */
uint32_t waiting_class(const struct world *world);
/* Put a wanted world (back) into the queue of starts. */
void start_enqueue(struct engine *engine, uint32_t id, enum reason reason);
void start_dequeue(struct engine *engine, uint32_t id);
/* It waits no longer and was not placed: those behind it are tried anew, for
 * they may fit where it did not. */
void start_withdraw(struct engine *engine, uint32_t id);
/* Of the heads of these classes (bits, not 0), the one that has waited longest.
 */
uint32_t waiting_oldest(const struct engine *engine, uint64_t classes);
/* What all waiting starts need together. */
struct amounts starts_waiting(const struct engine *engine);
/* Does a start wait, and knows it, that this node can hold once it is empty? */
bool node_is_waited_for(const struct engine *engine, const struct node *node);

#endif /* ENGINE_TABLES_WAITING_H */
