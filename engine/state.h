/*
 * state.h - what the engine remembers: its tables and their records.
 *
 * Private to engine/.  The records are here, the functions on them in the
 * module that owns them (worlds, nodes, pending, transfers, waiting ...).  All
 * memory is taken in engine_create(); links between records are indexes, so
 * that the whole state can be saved field by field.
 */
#ifndef ENGINE_STATE_H
#define ENGINE_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "amounts.h"
#include "engine.h"
#include "idle.h"
#include "key_index.h"
#include "ledger.h"
#include "timers.h"

#define NO_SLOT UINT16_MAX
#define NODES_LIMIT 16384
#define RAM_CLASSES 64 /* waiting starts by GiB of plan, the last: and more */

enum world_flag {
	WORLD_REGISTERED = 1 << 0,
	WORLD_HAS_ARCHIVE = 1 << 1,	/* a verified copy in the archive */
	WORLD_ARCHIVE_CURRENT = 1 << 2, /* ... of its newest data */
	WORLD_WANTED = 1 << 3,		/* a start request is open */
	WORLD_STOP_WANTED = 1 << 4,	/* stop as soon as it has started */
	WORLD_WAITED = 1 << 5,		/* this start waited for room */
	WORLD_SLEEP_TIMER = 1 << 6,	/* an entry is in the timer queue */
	WORLD_IDLE_TIMER = 1 << 7,
	WORLD_EMPTY = 1 << 8, /* nobody online, as far as told */
	WORLD_DELETE_WANTED = 1 << 9,
	WORLD_HAS_DATA = 1 << 10,     /* it has ever been active, or has an
					 archive */
	WORLD_SLEEP_BILLED = 1 << 11, /* a stay is being metered */
	WORLD_PREPAID = 1 << 12,      /* of an account that pays in advance */
	WORLD_TOUCHED = 1 << 13, /* its account is settled after the step */
	WORLD_RESTING = 1 << 14	 /* what it does next is not settled yet */
};

enum transfer_phase {
	TRANSFER_NONE = 0,
	TRANSFER_QUEUED, /* waits for a connection */
	TRANSFER_RUNNING /* its command is out */
};

/*
 * The hot half of a world: one cache line.
 *
 * `node` holds its newest data on disk (NO_SLOT: only the archive does);
 * `target` has RAM reserved for it.  While it runs both are the same.
 */
struct world {
	uint64_t command;		 /* whose answer moves it on; 0: none */
	int64_t since_us;		 /* active, or in the sleep stay */
	uint32_t queue_next, queue_prev; /* waiting, transfers or resting */
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
	uint8_t path;	  /* enum start_path of the start under way */
	uint8_t transfer; /* enum transfer_phase */
	uint8_t attempts; /* failed commands in a row */
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
};

#define ACCOUNT_ENTRIES_MAX 8 /* in the timer queue */

enum account_flag {
	ACCOUNT_OPENED = 1 << 0,
	ACCOUNT_PREPAID = 1 << 1,
	ACCOUNT_TOPPED_UP = 1 << 2
};

/* Beside the balance, which the ledger has.  All 0 unless it was opened. */
struct account {
	uint8_t flags;	 /* enum account_flag */
	uint8_t warned;	 /* so many warnings are given */
	uint8_t entries; /* of its clock, in the timer queue */
	uint32_t referrer;
	uint32_t worlds, busy;	 /* registered; wanted or running */
	uint32_t running;	 /* first world that runs */
	int64_t held_nano_eur;	 /* spoken for, but not posted */
	int64_t credit_nano_eur; /* granted and not used */
	int64_t credit_until_us;
	int64_t bonus_nano_eur; /* for its referrer ... */
	int64_t bonus_at_us;	/* ... then */
	int64_t stop_at_us;	/* its worlds: the money does not last longer */
	int64_t clock_us;	/* earliest of its entries; TIME_NEVER_US */
};

/* The list of its node a world stands on.  Apart from the worlds, because
 * whoever joins or leaves touches its neighbours, and eight fit a line. */
struct world_links {
	uint32_t next, prev; /* world ids, 0: none */
};

struct list {
	uint32_t head, tail; /* world ids, 0: empty */
};

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
	bool dedicated;
	uint8_t deadline_entries; /* of its, in the timer queue */
	bool emptied;		  /* its last world left; see fleet.emptied */
	uint16_t type, location, offer;
	uint32_t sellable_mib, used_mib; /* used: plans and overheads */
	uint32_t plans_mib;		 /* used without overheads */
	uint32_t disk_mib, disk_used_mib;
	uint32_t cpu_milli, cpu_used_milli; /* or CPU_NO_LIMIT_MILLI */
	struct list lists[NODE_LISTS];
	uint32_t counts[NODE_LISTS];
	uint32_t moving_in; /* RAM reserved for worlds still elsewhere */
	int64_t ordered_us, created_us, ready_us;
	int64_t deadline_us;   /* heartbeat or boot; TIME_NEVER_US: none */
	int64_t hour_begin_us; /* of the started hour, cloud */
	int64_t phase_us;      /* next phase of the paid hour */
	int64_t hours;	       /* started so far */
	int64_t hour_nano_eur, month_cap_nano_eur; /* vintage */
	int64_t month_paid_nano_eur, ipv4_month_paid_nano_eur;
	int64_t rate_nano_eur; /* what the current hour costs, for idle */
	int32_t month;	       /* of month_paid */
	int64_t ends_us;       /* latest expected end of its worlds */
	uint64_t provider_ref;
	uint64_t command;
	struct idle_shares shares;
};

/* A command without an answer, in a table indexed by its id. */
struct pending {
	struct command command;
	uint32_t next, prev; /* by time of issue; index + 1 */
	bool postponed;	     /* not out: to be sent at answer_by */
};

/* Commands that are out, and those that wait to be sent again: each list has
 * one constant delay, so its order is the order of deadlines. */
enum pending_list { PENDING_OUT = 0, PENDING_POSTPONED, PENDING_LISTS };

struct pending_table {
	struct pending *entries;
	uint32_t mask, count, limit;
	uint32_t head[PENDING_LISTS], tail[PENDING_LISTS];
	uint64_t last_id;
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

struct waiting {
	struct list queue[RAM_CLASSES];
	uint64_t classes; /* bit: the class has somebody */
	uint32_t order;
	uint32_t count;
	uint32_t told; /* of these: found no room and know it */
	struct amounts needs[RAM_CLASSES]; /* of all who wait, by class */
	bool newly; /* somebody began to wait since scaling last looked */
};

/* What experience says of a line of the fallback list. */
struct offer_state {
	int64_t cool_until_us;
	uint32_t ordered, booting; /* nodes of it, at this moment */
	uint8_t boot_failures;	   /* rounds in a row; 0: nodes do come */
	bool sold_out;		   /* when last asked */
	bool quota_reached;
};

struct scaling {
	int64_t next_tick_us;
	int64_t low_since_us; /* threshold: below since; TIME_NEVER_US */
	struct offer_state offers[OFFERS_MAX];
	uint64_t orders;
	bool order_again; /* an answer changed what can be had */
};

/* What happened within the last hour: a ring of instants. */
struct last_hour {
	int64_t *at_us;
	uint32_t head, count, capacity;
};

struct guard_state {
	bool holds[GUARD_COUNT];
	struct last_hour destroys, stops;
	int64_t spend_day, spend_day_nano_eur;
	int32_t spend_month;
	int64_t spend_month_nano_eur;
	int64_t reserved_nano_eur; /* first hours of orders not answered */
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
	uint32_t emptied;	      /* draining nodes to look at: marked so */
	struct key_index *by_free[2]; /* ready nodes; dedicated, cloud */
	struct key_index *cloud_by_used;   /* ready cloud nodes */
	struct key_index *cloud_by_end;	   /* only for PLACE_SESSION_END */
	struct key_index *leaving_by_free; /* draining: to be called back */
	struct fleet_sums sums[2];
	uint32_t coming_of_type[NODE_TYPES_MAX]; /* ordered and booting */
};

/* Posted so far; the rest of struct books is derived. */
struct meters {
	int64_t billed_minutes, active_mib_minutes, sleep_mib_seconds;
	int64_t cloud_hours;
	struct rents {
		int64_t dedicated_nano_eur, storage_nano_eur;
		int64_t network_nano_eur, other_nano_eur;
	} rents;
};

enum timer_kind {
	TIMER_TICK = 1,
	TIMER_SLEEP,	/* entity: world */
	TIMER_IDLE,	/* entity: world */
	TIMER_PHASE,	/* entity: node id */
	TIMER_DEADLINE, /* entity: node id */
	TIMER_NIGHT,
	TIMER_DAY,
	TIMER_ACCOUNT /* entity: account */
};

struct engine {
	struct engine_config config;
	struct allocator memory;
	void *block; /* all tables */
	size_t block_bytes;

	uint64_t seq;	/* of the last input */
	int64_t now_us; /* its instant */
	uint64_t trail;
	int64_t woken_at_us; /* the last wake */
	bool waking;	     /* this step is a wake */
	bool drains_unfinished;
	bool condemned_unfinished;
	int64_t plan_at_us; /* placing and dispatching are due */

	struct world *worlds; /* [0] is unused */
	struct world_cold *cold;
	struct world_links *links;
	struct account *accounts; /* by id; [0] is unused */
	uint32_t touched;	  /* first world whose account is to settle */
	struct list resting;	  /* worlds at rest, not settled yet */
	int64_t grants_day;	  /* starting credits granted on this UTC day */
	uint32_t grants;
	uint32_t worlds_in[WORLD_STATE_COUNT]; /* registered, by state */
	uint64_t running_mib;	     /* plans of starting and active worlds */
	struct amounts largest_plan; /* that an orderable node can hold */
	struct amounts type_room[NODE_TYPES_MAX]; /* sellable, of one node */
	uint32_t types_to_be_had, types_to_order; /* bits: node types */

	struct fleet fleet;
	struct pending_table pending;
	struct transfers transfers;
	struct waiting waiting;
	struct scaling scaling;
	struct guard_state guards;
	struct ledger ledger;
	struct meters meters;
	struct idle_meter idle;
	struct timers *timers;
	struct timer *timer_scratch; /* for saving and digests */
	uint32_t timer_capacity;

	struct engine_output *out; /* of the step under way */
	uint32_t out_first;	   /* its first command */
};

/* --- engine.c ----------------------------------------------------------- */

/* All tables, zeroed, and nothing in them: for create and load. */
enum engine_status engine_allocate(const struct engine_config *config,
				   const struct allocator *memory,
				   struct engine **out);

/* --- output.c ----------------------------------------------------------- */

/* Commands that this step may still emit on a plan's behalf. */
uint32_t output_room(const struct engine *engine);
bool output_listens(const struct engine *engine, enum notice_kind kind);
void output_notice(struct engine *engine, struct notice notice);

/* Plan at once, in the coming wake. */
void plan_soon(struct engine *engine);

/* --- pending.c ---------------------------------------------------------- */

/* Fill in id and times, remember, emit.  Returns the id. */
uint64_t pending_issue(struct engine *engine, struct command command);
struct command *pending_find(struct engine *engine, uint64_t id);
void pending_answered(struct engine *engine, uint64_t id);
/* It did not happen: send it again later, under a new id, which is returned. */
uint64_t pending_postpone(struct engine *engine, uint64_t id);
void pending_expire(struct engine *engine);

/* --- worlds.c ----------------------------------------------------------- */

struct world *world_at(struct engine *engine, uint32_t id);
struct node *world_node(struct engine *engine, const struct world *world);
struct node *world_target(struct engine *engine, const struct world *world);
/* RAM it takes when it runs: plan and overhead. */
uint32_t world_need_mib(const struct engine *engine, const struct world *world);
/* What it takes of a node to which it comes from elsewhere. */
struct amounts world_need(const struct engine *engine,
			  const struct world *world);
void queue_append(struct engine *engine, struct list *list, uint32_t id);
void queue_remove(struct engine *engine, struct list *list, uint32_t id);

/* A world at rest has a new reason to go on: settle it after this step. */
void world_rests(struct engine *engine, uint32_t id);
/* It is settled, or rests no more. */
void world_rested(struct engine *engine, uint32_t id);

/*
 * The one way to change where a world is and what it does.  RAM is reserved on
 * its target, disk taken on its node and its target, and it stands on the list
 * that its state asks for; all of it follows from these three.  A world that
 * comes to rest, archived or asleep, is settled after the step (rests.c); a
 * draining node that it leaves empty is looked at then, too (drains.c).
 */
void world_shift(struct engine *engine, uint32_t id, enum world_state state,
		 uint16_t node, uint16_t target, enum reason reason);

/* --- nodes.c ------------------------------------------------------------ */

/* NULL if there is none of that id (any more). */
struct node *node_find(struct engine *engine, uint32_t id);
uint16_t node_slot(const struct engine *engine, const struct node *node);
/* A new node in state ordered; NULL at the limit. */
struct node *node_create(struct engine *engine, uint32_t type, uint32_t offer);
void node_enter(struct engine *engine, struct node *node, enum node_state state,
		enum reason reason);
/* Something about its room changed: indexes and idle shares follow. */
void node_refresh(struct engine *engine, struct node *node);
void node_take_ram(struct engine *engine, struct node *node,
		   const struct world *world);
void node_give_ram(struct engine *engine, struct node *node,
		   const struct world *world);
/* Disk of this world is taken (sign 1) or given back (-1). */
void node_change_disk(struct engine *engine, struct node *node,
		      const struct world *world, int sign);
uint32_t node_free_mib(const struct node *node);
struct amounts node_room(const struct node *node); /* all it can sell */
struct amounts node_used(const struct node *node);
bool node_is_empty(const struct node *node);
/* A world's data left it: if it drains and this was the last, it is looked at
 * after the step. */
void node_left(struct engine *engine, struct node *node);
void node_looked_at(struct engine *engine, struct node *node);
/* Forget a node that is over, once nothing points to it any more. */
void node_bury(struct engine *engine, struct node *node, enum reason reason);
void node_arm_deadline(struct engine *engine, struct node *node,
		       int64_t deadline_us);

/* --- plans.c: which sizes are sold, which nodes could hold them ---------- */

/* Fill in what follows from the configuration alone. */
void plans_survey(struct engine *engine);
/* Would one empty node of one of these types (bits) hold this? */
bool plans_fit_types(const struct engine *engine, uint32_t types,
		     const struct amounts *need);
/* A world was registered or changed; one that needed this is so no more. */
void plan_sold(struct engine *engine, const struct world *world);
void plan_gone(struct engine *engine, const struct amounts *need);
/* Look anew among all worlds: after loading. */
void plans_find_largest(struct engine *engine);

/* --- rent.c: the provider's meter --------------------------------------- */

void rent_begin(struct engine *engine, struct node *node);
/* The next phase of a node's paid hour is due. */
void rent_phase(struct engine *engine, struct node *node);
/* The node is gone now: post the hours that a late wake has not seen begin. */
void rent_end(struct engine *engine, struct node *node);
int64_t rent_hour_age_us(const struct engine *engine, const struct node *node);
/* The first hour of a node ordered at this instant, with its address. */
int64_t rent_hour_nano_eur(const struct engine *engine, uint32_t type,
			   int64_t at_us);
/* Monthly rents that accrue whatever happens, from the beginning to `at_us`. */
struct rents rent_accrued(const struct engine *engine, int64_t at_us);
/* Post them, and VAT and fees, up to now. */
void rent_post_day(struct engine *engine);

/* --- meter.c: the customers' meter -------------------------------------- */

/* When the first minute that an active world pays begins, or will. */
int64_t meter_first_minute_us(const struct engine *engine, uint32_t id);
/* A run that ends at `end_us` is billed up to here. */
int64_t meter_billed_until_us(const struct engine *engine,
			      const struct world *world, int64_t end_us);
/* The run of an active world ended at `end_us`, now or before. */
void meter_run_ended(struct engine *engine, uint32_t id, int64_t end_us,
		     enum reason reason);
void meter_sleep_begins(struct engine *engine, uint32_t id);
void meter_sleep_ends(struct engine *engine, uint32_t id);
void post(struct engine *engine, enum ledger_account debit,
	  enum ledger_account credit, uint32_t world, int64_t amount_nano_eur,
	  enum reason reason);

/* The same for an account, with or without one of its worlds. */
void post_customer(struct engine *engine, enum ledger_account debit,
		   enum ledger_account credit, uint32_t customer,
		   uint32_t world, int64_t amount_nano_eur, enum reason reason);

/* --- accounts.c: those who pay in advance --------------------------------- */

void account_open(struct engine *engine, uint32_t id, uint32_t referrer,
		  uint32_t flags);
void account_credited(struct engine *engine, uint32_t id,
		      int64_t amount_nano_eur);
/* May so much be paid back, at an instant the engine has not reached yet? */
bool account_can_return(const struct engine *engine, uint32_t id, int64_t at_us,
			int64_t amount_nano_eur);
/* May this prepaid world start?  REASON_NONE, or why not. */
enum reason account_refuses(const struct engine *engine, uint32_t id);
/* Something about this world changed that its account must follow. */
void account_touch(struct engine *engine, uint32_t id);
/* At the end of a step: settle all accounts that were touched. */
void accounts_settle(struct engine *engine);
/* Its clock: warnings, the end of the money, credits that lapse, bonuses. */
void account_due(struct engine *engine, uint32_t id, int64_t at_us);
/* A charge was posted: granted credit is used first. */
void account_charged(struct engine *engine, uint32_t world,
		     int64_t amount_nano_eur);
/* What it can still spend at an instant: not held, not run up by then. */
int64_t account_available_nano_eur(const struct engine *engine, uint32_t id,
				   int64_t at_us);
/* What is held for a world in its present state. */
int64_t account_hold_nano_eur(const struct engine *engine, uint32_t id);

/* --- runway.c ------------------------------------------------------------- */

/* What the runs of an account have cost by an instant and is not posted. */
int64_t runway_run_up_nano_eur(const struct engine *engine, uint32_t id,
			       int64_t at_us);
/* What all its runs cost together in one minute, each rounded up, at a price
 * per GB-hour. */
int64_t runway_minute_nano_eur(const struct engine *engine, uint32_t id,
			       int64_t price_nano_eur);
/* The first instant from now on at which a minute begins that `available` does
 * not pay for; TIME_NEVER_US if that is years away. */
int64_t runway_end_us(const struct engine *engine, uint32_t id,
		      int64_t available_nano_eur);

/* --- placement.c -------------------------------------------------------- */

/* The node for this world by the configured rule, or NULL. */
struct node *placement_choose(struct engine *engine, const struct world *world);
bool placement_fits(const struct engine *engine, const struct node *node,
		    const struct world *world);
/* Is this much free on one ready node other than `except` (or NULL)? */
bool placement_has_room(struct engine *engine, const struct amounts *need,
			const struct node *except);
/* Of the draining nodes one on which this much is free, or NULL. */
struct node *placement_draining(struct engine *engine,
				const struct amounts *need);

/* The rule by which placement_choose() came to this node. */
enum rule placement_by(struct engine *engine, const struct world *world,
		       const struct node *node);

/* --- explain.c: decisions told to whoever listens ------------------------- */

/* A decision about a start; `node` NULL: it has no place.  Before any room is
 * taken. */
void explain_start(struct engine *engine, uint32_t id, const struct node *node,
		   enum rule rule, enum reason reason);
/* What else happens to a world, and on which node (or NULL). */
void explain_world(struct engine *engine, uint32_t id, const struct node *node,
		   enum rule rule, enum reason reason);
/* A node was ordered for this by a rule; NULL: there is none to be had, and
 * why. */
void explain_order(struct engine *engine, const struct amounts *need,
		   const struct node *node, enum rule rule, enum reason reason);
/* A node is kept, given back or lost; so much is needed, so much there is. */
void explain_node(struct engine *engine, const struct node *node,
		  enum rule rule, enum reason reason, uint64_t need_mib,
		  uint64_t have_mib);

/* --- starts.c: requests, the queue of starts, placing --------------------- */

void start_requested(struct engine *engine, uint32_t id, uint32_t request);
void stop_requested(struct engine *engine, uint32_t id, uint32_t request);
void start_answered(struct engine *engine, uint32_t id, enum outcome outcome);
void start_issue(struct engine *engine, uint32_t id);
/* Put a wanted world (back) into the queue of starts. */
void start_enqueue(struct engine *engine, uint32_t id, enum reason reason);
void start_dequeue(struct engine *engine, uint32_t id);
void starts_plan(struct engine *engine);
/* What all who wait need together. */
struct amounts starts_waiting(const struct engine *engine);

/* --- stops.c: ending runs, falling asleep --------------------------------- */

void world_stop(struct engine *engine, uint32_t id, enum reason reason);
void world_issue_stop(struct engine *engine, uint32_t id, enum reason reason);
void stop_answered(struct engine *engine, uint32_t id, enum outcome outcome);
void container_exited(struct engine *engine, uint32_t id, enum reason reason);
void world_falls_asleep(struct engine *engine, uint32_t id, enum reason reason);
void arm_sleep_timer(struct engine *engine, uint32_t id);
void sleep_timer_due(struct engine *engine, uint32_t id);
void idle_timer_due(struct engine *engine, uint32_t id);
void players_changed(struct engine *engine, uint32_t id, uint32_t players);
void world_delete(struct engine *engine, uint32_t id);
/* A world at rest leaves everything it had: at most two commands. */
void world_leaves_all(struct engine *engine, uint32_t id);

/* --- rests.c: what a world at rest does next -------------------------------
 */

/* At the end of a step and within a wake. */
void rests_settle(struct engine *engine);

/* --- archive.c: transfers ------------------------------------------------- */

void archive_begin(struct engine *engine, uint32_t id,
		   enum transfer_class urgency, enum reason reason);
/* Its newest data leave their node, because it starts on another. */
void archive_move_away(struct engine *engine, uint32_t id);
void transfer_enqueue(struct engine *engine, uint32_t id,
		      enum transfer_class urgency);
/* Call a transfer off; the world is free to go on at once. */
void transfer_cancel(struct engine *engine, uint32_t id);
void transfers_dispatch(struct engine *engine);
/* A transfer is over, or will never be: its connection is free. */
void transfer_forget(struct engine *engine, const struct command *command);
void transfer_answered(struct engine *engine, const struct command *command,
		       enum outcome outcome);
void archive_relieve_disk(struct engine *engine, struct node *node);

/* --- scaling.c: how many nodes there should be ---------------------------- */

void scaling_tick(struct engine *engine);
/* Between ticks: a start found no room, or an answer changed what can be had.
 */
void scaling_plan(struct engine *engine);
void scaling_release_check(struct engine *engine, struct node *node);

/* --- orders.c: renting them ----------------------------------------------- */

/* A node that can hold this; NULL, and why, if there is none to be had. */
struct node *node_order(struct engine *engine, const struct amounts *need,
			enum reason *why);
/* Why the policy's offer of this index is not asked for this; REASON_NONE: it
 * may be. */
enum reason offer_refused(const struct engine *engine, uint32_t offer,
			  const struct amounts *need);
void order_answered(struct engine *engine, struct node *node,
		    const struct input *input);
/* It was not ready in time; it is ready. */
void order_never_came(struct engine *engine, const struct node *node);
void order_came(struct engine *engine, const struct node *node);

/* --- drains.c: giving them back ------------------------------------------- */

void node_drain(struct engine *engine, struct node *node, enum reason reason);
void node_call_back(struct engine *engine, struct node *node);
void drains_continue(struct engine *engine);
bool node_is_waited_for(const struct engine *engine, const struct node *node);
void node_destroy_if_due(struct engine *engine, struct node *node);
/* The draining nodes that became empty in this step. */
void drains_settle(struct engine *engine);
void condemned_continue(struct engine *engine);
void destroy_answered(struct engine *engine, struct node *node);

/* --- guards.c ------------------------------------------------------------- */

bool guard_allows_destroy(struct engine *engine);
bool guard_allows_stop(struct engine *engine);
/* Set a first hour aside until the order is answered; false: no order. */
bool guard_reserves_spend(struct engine *engine, int64_t nano_eur);
void guard_gives_back_spend(struct engine *engine, int64_t nano_eur);
void guard_spent(struct engine *engine, int64_t nano_eur);
void guard_release(struct engine *engine, enum guard guard);

/* --- recovery.c: lost nodes ----------------------------------------------- */

void heartbeat(struct engine *engine, struct node *node, int64_t next_by_us);
void node_deadline_due(struct engine *engine, struct node *node);
/* The provider says that it does not exist. */
void node_vanished(struct engine *engine, struct node *node);
void fence_answered(struct engine *engine, struct node *node);
void resumed(struct engine *engine);
void raise_alert(struct engine *engine, enum reason reason, uint32_t node,
		 uint64_t reference);

#endif /* ENGINE_STATE_H */
