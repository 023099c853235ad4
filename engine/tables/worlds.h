/*
 * worlds.h - the table of worlds: where each is, on which lists it stands.
 *
 * Owns the records of worlds and the marks that a step leaves on them: resting
 * (settled by lives/rests.c) and touched (settled by money/accounts.c).
 * world_shift() is the only way to change where a world is and what it does.
 * Decides nothing.
 */
#ifndef ENGINE_TABLES_WORLDS_H
#define ENGINE_TABLES_WORLDS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/kit/amounts.h"
#include "engine/kit/list.h"
#include "engine/lifecycle.h"

struct engine;
struct node;

enum world_flag {
	WORLD_REGISTERED = 1 << 0,
	WORLD_HAS_ARCHIVE = 1 << 1,	/* a verified copy in the archive */
	WORLD_ARCHIVE_CURRENT = 1 << 2, /* ... of its newest data */
	WORLD_WANTED = 1 << 3,		/* a start request is open */
	WORLD_STOP_WANTED = 1 << 4,	/* stop as soon as it has started */
	WORLD_NOTIFIED = 1 << 5,	/* this start waited for room */
	WORLD_SLEEP_TIMER = 1 << 6,	/* an entry is in the timer queue */
	WORLD_IDLE_TIMER = 1 << 7,
	WORLD_EMPTY = 1 << 8, /* no player online, as far as known */
	WORLD_DELETE_WANTED = 1 << 9,
	WORLD_HAS_DATA = 1 << 10,     /* it has ever been active, or has an
					 archive */
	WORLD_SLEEP_BILLED = 1 << 11, /* a stay is being metered */
	WORLD_PREPAID = 1 << 12,      /* of an account that pays in advance */
	WORLD_TOUCHED = 1 << 13, /* its account is settled after the step */
	WORLD_RESTING = 1 << 14, /* what it does next is not settled yet */
	WORLD_CUT_OFF = 1 << 15	 /* stranded: it ran when its node was lost */
};

/*
 * The hot half of a world: one cache line.
 *
 * `node` holds its newest data on disk (NO_SLOT: only the archive does);
 * `target` has RAM reserved for it.  While it runs both are the same.
 */
struct world {
	uint64_t command;		 /* a start or a stop; 0: none */
	int64_t since_us;		 /* active, or in the sleep stay */
	uint32_t queue_next, queue_prev; /* waiting, resting or moving away */
	uint32_t request;
	uint32_t epoch;
	uint32_t ram_mib, disk_mib;
	uint32_t expected_s; /* smoothed length of its sessions */
	uint32_t account;
	uint32_t waiting_order; /* in the queue of starts; wraps */
	uint16_t node, target;
	uint16_t cpu_milli;
	uint16_t flags;
	uint8_t state;
	uint8_t path	 : 4; /* enum start_path of the start under way */
	uint8_t attempts : 4; /* failed starts in a row */
	uint8_t transfers;    /* so many of its own are under way or queued */
	uint8_t generation;   /* of its id: how often it was given again */
};

_Static_assert(sizeof(struct world) == 64, "a world is one cache line");

struct world_cold {
	int64_t idle_since_us;
	int64_t requested_us; /* kept if runs are billed from the request */
	uint32_t idle_stop_s;
	/* of a prepaid world: what is held for it, see accounts.c */
	uint32_t running_next, running_prev; /* of its account; 0: none */
	uint32_t touched_next;
	int64_t held_nano_eur;
	bool running, busy; /* on that list; wanted or running */
	uint8_t box;	    /* of the archive that has it or will */
	bool seen;	    /* while an inventory is read */
	uint32_t transfers; /* the first of its own; 0: none */
};

/* The list of its node a world stands on.  Apart from the worlds, because
 * joining and leaving touch the neighbours, and eight fit a cache line. */
struct world_links {
	uint32_t next, prev; /* world ids, 0: none */
};

struct world *world_at(struct engine *engine, uint32_t id);
/* The node that holds its newest data, or NULL; the one it goes to, or NULL. */
struct node *world_node(struct engine *engine, const struct world *world);
struct node *world_target(struct engine *engine, const struct world *world);
/* RAM it takes when it runs: plan and overhead. */
uint32_t world_need_mib(const struct engine *engine, const struct world *world);
/* What it takes of a node to which it comes from elsewhere. */
struct amounts world_need(const struct engine *engine,
			  const struct world *world);

/* Its data are about to change: no copy of them is of the newest any more. */
void world_data_change(struct engine *engine, uint32_t id);

/* Lists linked by queue_next and queue_prev: a world stands on one at most. */
void queue_append(struct engine *engine, struct list *list, uint32_t id);
void queue_remove(struct engine *engine, struct list *list, uint32_t id);

/* A world at rest has a new reason to go on: settle it after this step. */
void world_rests(struct engine *engine, uint32_t id);
/* It is settled, or rests no more. */
void world_rested(struct engine *engine, uint32_t id);

/* Something about this world changed that its account must follow. */
void account_touch(struct engine *engine, uint32_t id);

/*
 * The one way to change where a world is and what it does.  RAM is reserved on
 * its target, disk taken on its node and its target, and it stands on the list
 * that its state asks for; all of it follows from these three.  A world that
 * comes to rest, archived or asleep, is settled after the step; a draining node
 * that it leaves empty is looked at then, too.
 */
void world_shift(struct engine *engine, uint32_t id, enum world_state state,
		 uint16_t node, uint16_t target, enum reason reason);

#endif /* ENGINE_TABLES_WORLDS_H */
