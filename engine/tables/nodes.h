/*
 * nodes.h - the table of nodes, its sums and the indexes over free room.
 *
 * Owns the records of nodes; node_enter() is the only way to change what a node
 * is.  Gives and takes amounts and knows nothing of worlds but the lists that
 * stand on a node.
 *
 * A node's id is counted up and its low bits are its slot; an id whose slot is
 * taken is skipped.  The table is twice as large as the limit, so skips are
 * rare.
 */
#ifndef ENGINE_TABLES_NODES_H
#define ENGINE_TABLES_NODES_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/config.h"
#include "engine/kit/amounts.h"
#include "engine/kit/idle.h"
#include "engine/kit/key_index.h"
#include "engine/kit/list.h"
#include "engine/lifecycle.h"

#define NO_SLOT UINT16_MAX
#define NODES_LIMIT 16384
/* Of expected ends: placement by them compares quarter hours. */
#define SESSION_END_STEP_US (15 * US_PER_MINUTE)

struct engine;

/* The worlds of a node, by what they take of it. */
enum node_list {
	LIST_RUNNING = 0, /* RAM: restoring here, starting, active, stopping */
	LIST_SLEEPING,	  /* disk: sleeping, queued, moving away; by time */
	LIST_RESTING,	  /* disk: archiving, stranded */
	NODE_LISTS
};

struct node {
	uint32_t id; /* 0: the slot is free */
	uint8_t state;
	bool dedicated; /* this one is rented by the month, by nobody's order */
	uint8_t deadline_entries; /* of its, in the timer queue */
	bool removed;		  /* dedicated: the operator gives it back */
	bool emptied;		  /* its last world left; see fleet.emptied */
	bool roomy;		  /* it stands in fleet.roomy */
	uint16_t type, location, offer;
	uint32_t sellable_mib, used_mib; /* used: plans and overheads */
	uint32_t plans_mib;		 /* used without overheads */
	uint32_t disk_mib, disk_used_mib;
	uint32_t cpu_milli, cpu_used_milli; /* or CPU_NO_LIMIT_MILLI */
	struct list lists[NODE_LISTS];
	uint32_t counts[NODE_LISTS];
	uint32_t moving_in;  /* RAM reserved for worlds still elsewhere */
	struct list leaving; /* its worlds that move away, oldest first */
	uint32_t roomy_next, roomy_prev; /* ids, in fleet.roomy */
	/* direct ones, until answered: that a player waits for, others */
	uint32_t copies_out[2], copies_in[2];
	struct list stored; /* worlds whose second copies it has, or will */
	uint32_t stored_count;
	int64_t ordered_us, created_us, ready_us;
	int64_t deadline_us;	/* heartbeat or boot; TIME_NEVER_US: none */
	int64_t hour_begin_us;	/* of the started hour, by the hour */
	int64_t phase_us;	/* next phase of the paid hour */
	int64_t hours;		/* started so far */
	int64_t hour_nano_eur;	/* vintage */
	int64_t month_nano_eur; /* vintage: the cap; dedicated: the rent */
	int64_t setup_nano_eur;
	int64_t month_paid_nano_eur, ipv4_month_paid_nano_eur;
	int64_t rate_nano_eur; /* what the current hour costs, for idle */
	int32_t month;	       /* of month_paid */
	int64_t ends_us;       /* latest expected end of its worlds */
	int64_t heard_us;      /* its last heartbeat */
	int64_t gap_us; /* the one before the first gap that no inventory has
			   explained yet; 0: none */
	int64_t lease_until_us; /* its agent lets worlds run until then */
	uint32_t boot;		/* its machine's; 0: not told */
	uint32_t places; /* ready: for so many worlds more of the reserve's plan
			    (sizes.h) there is room; else 0 */
	uint64_t provider_ref;
	uint64_t command;
	struct idle_shares shares;
};

/* Sums over nodes of a kind, kept current. */
struct fleet_sums {
	struct amounts sellable, used; /* ready */
	struct amounts coming;	       /* ordered and booting: sellable */
	uint64_t leaving_mib;	       /* cordoned and draining: sellable */
	struct amounts leaving_used;   /* RAM and CPU of what runs there */
	uint32_t ordered, booting, ready, leaving;
};

struct fleet {
	struct node *nodes;
	uint32_t mask; /* slots - 1 */
	uint32_t last_id, alive, cloud;
	uint32_t emptied;  /* draining nodes to look at: marked so */
	struct list roomy; /* ids of nodes that have room again for worlds that
			      move away from them, to be looked at */
	struct key_index *by_free[2];	 /* ready nodes; dedicated, cloud */
	struct key_index *cloud_by_used; /* ready cloud nodes ... */
	uint16_t *use_stale; /* ... but for these slots; nodes_by_use() */
	bool *is_use_stale;  /* by slot: it is among them */
	uint32_t use_stale_count;
	struct key_index *cloud_by_end;	   /* only for PLACE_SESSION_END */
	struct key_index *leaving_by_free; /* draining: to be called back */
	struct fleet_sums sums[2];
	uint32_t coming_of_type[NODE_TYPES_MAX]; /* ordered and booting */
	uint64_t places; /* of all nodes; follows from them: not saved */
};

/* NULL if there is none of that id (any more). */
struct node *node_find(const struct engine *engine, uint32_t id);
uint16_t node_slot(const struct engine *engine, const struct node *node);
/* A new node in state none, rented by the month or, of this offer, by the hour;
 * NULL at the limit. */
struct node *node_create_dedicated(struct engine *engine, uint32_t type);
struct node *node_create(struct engine *engine, uint32_t offer);
void node_enter(struct engine *engine, struct node *node, enum node_state state,
		enum reason reason);
/* Something about its room changed: indexes, places and idle shares follow. */
void node_refresh(struct engine *engine, struct node *node);
/* What the reserve is counted in may have changed: every node's places. */
void nodes_count_places(struct engine *engine);

/* RAM and CPU of something that runs are taken or given back; `plan_mib` is the
 * part of the RAM that is sold.  It is expected to run until `ends_us`. */
void node_take(struct engine *engine, struct node *node,
	       const struct amounts *amounts, uint32_t plan_mib,
	       int64_t ends_us);
void node_give(struct engine *engine, struct node *node,
	       const struct amounts *amounts, uint32_t plan_mib);
/* Disk is taken (sign 1) or given back (-1). */
void node_change_disk(struct engine *engine, struct node *node,
		      uint32_t disk_mib, int sign);
uint32_t node_free_mib(const struct node *node);
struct amounts node_room(const struct node *node); /* all it can sell */
struct amounts node_used(const struct node *node);
bool node_is_empty(const struct node *node);
/* Its agent answers, and what is on its way to it may come. */
bool node_is_up(const struct node *node);

/* The slots of ready cloud nodes by the RAM that is used of them.  Good until a
 * node changes. */
const struct key_index *nodes_by_use(struct engine *engine);

/* A world's data left it: if it drains and this was the last, it is looked at
 * after the step. */
void node_left(struct engine *engine, struct node *node);
void node_looked_at(struct engine *engine, struct node *node);

/* So many direct copies are out from it or to it. */
uint32_t node_links(const struct node *node);

/* Its worlds that move away have been looked at: it is no more in fleet.roomy.
 */
void node_called(struct engine *engine, struct node *node);

/* Forget a node that is over, once nothing points to it any more: no world, and
 * no direct copy that has not been answered.  Its rent must have been ended. */
void node_bury(struct engine *engine, struct node *node, enum reason reason);
void node_arm_deadline(struct engine *engine, struct node *node,
		       int64_t deadline_us);

#endif /* ENGINE_TABLES_NODES_H */
