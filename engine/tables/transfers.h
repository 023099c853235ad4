/*
 * transfers.h - transfers: one copy of a world's data on its way.
 *
 * Owns the records: which world, from where, to where (a node's slot, or
 * NO_SLOT for the archive box), how urgent, and the command that carries it
 * out. A world may have several.  Those that wait for a connection stand in
 * queues by line and urgency: each box has its line, and all direct copies from
 * node to node share one.  A transfer that was called off keeps its connection
 * until its command is answered.  Decides nothing but whether there is a
 * connection: a box has so many, and so has each end of a direct copy.
 *
 * A transfer is known by its number, its place in the table; 0 is none.
 */
#ifndef ENGINE_TABLES_TRANSFERS_H
#define ENGINE_TABLES_TRANSFERS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/config.h"
#include "engine/kit/list.h"

struct engine;
struct node;

#define LINE_DIRECT BOXES_MAX /* of the copies from node to node */
#define LINES (BOXES_MAX + 1)

enum transfer_phase {
	TRANSFER_FREE = 0,
	TRANSFER_QUEUED,    /* waits for a connection */
	TRANSFER_RUNNING,   /* its command is out */
	TRANSFER_CALLED_OFF /* its command is out; its world does without */
};

enum transfer_class {
	TRANSFER_PLAYER = 0, /* a player waits for it */
	TRANSFER_DRAIN,
	TRANSFER_ROUTINE,
	TRANSFER_CLASSES
};

struct transfer {
	uint64_t command; /* that carries it out; 0: none yet */
	uint32_t world;
	uint32_t next, prev; /* in its queue; free: the next free one */
	uint32_t of_world;   /* the next one of its world */
	uint16_t from, to;   /* node slots; NO_SLOT: the box */
	uint8_t line;	     /* the box, or LINE_DIRECT */
	uint8_t class;	     /* enum transfer_class */
	uint8_t phase;	     /* enum transfer_phase */
};

/* One archive box, or the links between all nodes: the transfers that wait, by
 * urgency, and those that have a connection. */
struct transfer_line {
	struct list queue[TRANSFER_CLASSES];
	uint32_t running;
	uint32_t running_by[TRANSFER_CLASSES];
};

struct transfers {
	struct transfer *records; /* [0] is unused */
	uint32_t limit;		  /* numbers 1 ... limit */
	uint32_t used;		  /* numbers above this were never taken */
	uint32_t free;		  /* first of the free ones below it */
	uint32_t waiting, running;
	struct transfer_line lines[LINES];
};

/* NULL for 0. */
struct transfer *transfer_at(struct engine *engine, uint32_t number);
/* The transfer that its world waits for or that leaves it, not called off; NULL
 * if there is none. */
struct transfer *transfer_of(struct engine *engine, uint32_t world);
/* The one that this command carries out, called off or not. */
struct transfer *transfer_of_command(struct engine *engine,
				     const struct command *command);

/* A new one, in the queue of its line: at the tail, or first. */
void transfer_begin(struct engine *engine, uint32_t world, uint16_t from,
		    uint16_t to, enum transfer_class class, bool first);
/* It has a connection now, and this command carries it out. */
void transfer_runs(struct engine *engine, struct transfer *transfer,
		   uint64_t command);
/* Call it off; the world is free to go on at once. */
void transfer_cancel(struct engine *engine, struct transfer *transfer);
/* The same of one whose source is dead: it ends by itself, and no command says
 * so. */
void transfer_forgo(struct engine *engine, struct transfer *transfer);
/* It is over, or will never be: its connection is free. */
void transfer_ended(struct engine *engine, struct transfer *transfer);

/* Has the link of this node room for one more copy of this class from it? */
bool link_lets_out(const struct engine *engine, const struct node *node,
		   enum transfer_class class);
/* It waits: may it begin? */
bool transfer_may_begin(const struct engine *engine,
			const struct transfer *transfer);

#endif /* ENGINE_TABLES_TRANSFERS_H */
