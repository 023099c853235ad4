/*
 * transfers.h - transfers to and from the archive, their queue and connections.
 */
#ifndef ENGINE_TABLES_TRANSFERS_H
#define ENGINE_TABLES_TRANSFERS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/kit/list.h"

struct engine;
struct world;

enum transfer_phase {
	TRANSFER_NONE = 0,
	TRANSFER_QUEUED, /* waits for a connection */
	TRANSFER_RUNNING /* its command is out */
};

/* Transfers to and from the archive, by urgency. */
enum transfer_class {
	TRANSFER_PLAYER = 0, /* somebody waits for it */
	TRANSFER_DRAIN,
	TRANSFER_ROUTINE,
	TRANSFER_CLASSES
};

struct transfers {
	struct list queue[TRANSFER_CLASSES];
	uint32_t waiting, running;
	uint32_t running_by[TRANSFER_CLASSES];
};

void transfer_enqueue(struct engine *engine, uint32_t id,
		      enum transfer_class urgency);
void transfer_dequeue(struct engine *engine, uint32_t id);
/* Call a transfer off; the world is free to go on at once. */
void transfer_cancel(struct engine *engine, uint32_t id);
/* A transfer is over, or will never be: its connection is free. */
void transfer_forget(struct engine *engine, const struct command *command);
/* May one more of this class begin? */
bool transfer_may_begin(const struct engine *engine,
			enum transfer_class urgency);
enum transfer_class transfer_class_of(const struct world *world);

#endif /* ENGINE_TABLES_TRANSFERS_H */
