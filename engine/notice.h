/*
 * notice.h - what the engine tells, as opposed to what it asks.
 *
 * Notices change nothing: they can be recomputed from the journal, may be lost
 * or repeated, and need no answer.  What a player feels in sim, and what the
 * waiting room shows in live, comes from notices only; so do all statistics.
 *
 * A notice is a plain value: a head that all have, and by its kind one member
 * of a union.  0 in the head: does not apply.
 *
 * Its number is (seq, index): the input whose step emits it, and its place
 * among the notices of that step, from 0.  Numbers grow along the order of
 * delivery.  A replay of the journal numbers every notice as before if it has
 * the same notice_mask (engine.h): kinds without a listener are not counted.
 * Explanations that find no room (explanations_left) are counted, so the
 * numbers of the others do not depend on how many are explained.  Under another
 * mask only seq can be compared.
 *
 * So a listener can take every notice once, also across a crash: it keeps the
 * last number it took with what it made of it, is fed by a replay from a
 * snapshot not later than that, and drops what is not new (notice_is_new()).
 */
#ifndef ENGINE_NOTICE_H
#define ENGINE_NOTICE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/kit/ledger.h"
#include "engine/lifecycle.h"
#include "engine/quote.h"
#include "engine/units.h"

/* kind, name; of the head: which fields, and which member of the union */
#define NOTICE_KINDS(X)                                                        \
	/* world, request, reason: it finds no room now.  start */             \
	X(NOTICE_START_QUEUED, "start_queued")                                 \
	/* world, request, reason */                                           \
	X(NOTICE_START_REFUSED, "start_refused")                               \
	/* world, request, node, reason: START was issued.  start */           \
	X(NOTICE_START_PLACED, "start_placed")                                 \
	/* world, request, node, reason: not placed (again) yet; what it waits \
	   for follows from the state of its world.  world_state */            \
	X(NOTICE_START_WAITS, "start_waits")                                   \
	/* world, request, node, reason: stopped before it was active.  start  \
	 */                                                                    \
	X(NOTICE_START_ABANDONED, "start_abandoned")                           \
	/* world, request, node, reason.  start */                             \
	X(NOTICE_WORLD_ACTIVE, "world_active")                                 \
	/* world, request, node, reason: the meter stopped.  run_ended */      \
	X(NOTICE_RUN_ENDED, "run_ended")                                       \
	/* world, request, node, reason.  world_state */                       \
	X(NOTICE_WORLD_STATE, "world_state")                                   \
	/* world, node, reason: its copy on the node is gone */                \
	X(NOTICE_WORLD_ARCHIVED, "world_archived")                             \
	/* world: woke before its sleep window ended */                        \
	X(NOTICE_SLEEP_TIMER_CANCELLED, "sleep_timer_cancelled")               \
	/* world, reason: node lost and no verified copy of its newest data.   \
	   rolled_back */                                                      \
	X(NOTICE_WORLD_ROLLED_BACK, "world_rolled_back")                       \
	/* node, reason.  node_state */                                        \
	X(NOTICE_NODE_STATE, "node_state")                                     \
	/* node: an hour of it has begun, or those that are owed of its        \
	   minimum stay are due at its end.  node_hour */                      \
	X(NOTICE_NODE_HOUR, "node_hour")                                       \
	/* world, reason.  posted */                                           \
	X(NOTICE_POSTED, "posted")                                             \
	/* node (the one considered), reason: a scaling decision, taken or     \
	   refused.  scaling */                                                \
	X(NOTICE_SCALING, "scaling")                                           \
	/* reason: it begins to hold, or was released.  guard */               \
	X(NOTICE_GUARD, "guard")                                               \
	/* reason.  balance_low */                                             \
	X(NOTICE_BALANCE_LOW, "balance_low")                                   \
	/* world, reason: what of a run or a stay was posted at one price      \
	   list.  billed */                                                    \
	X(NOTICE_BILLED, "billed")                                             \
	/* world, request, node (the one chosen or considered), reason: a      \
	   decision, see explain.h.  decision */                               \
	X(NOTICE_DECISION, "decision")                                         \
	/* refused in the decision told just before, at most                   \
	   ALTERNATIVES_MAX: a node; or an offer, then node is 0 and reason    \
	   says why, none: it stands further down.  alternative */             \
	X(NOTICE_ALTERNATIVE, "alternative")                                   \
	/* world, node (where it lies): a second copy is verified there, or a  \
	   start makes use of it.  second_copy */                              \
	X(NOTICE_SECOND_COPY, "second_copy")                                   \
	/* node, reason: it is lost, and of these worlds on it there is no     \
	   copy.  worlds_lost */                                               \
	X(NOTICE_WORLDS_LOST, "worlds_lost")

enum notice_kind {
	NOTICE_NONE = 0,
#define X(kind, name) kind,
	NOTICE_KINDS(X)
#undef X
	    NOTICE_KIND_COUNT
};

/* How a start got its data; by_path of the summary. */
enum start_path {
	PATH_NEW = 0,	 /* the first start of a world without data */
	PATH_WARM,	 /* on the node that held it */
	PATH_MOVED,	 /* from another node, through the archive */
	PATH_RESTORED,	 /* from the archive */
	PATH_PREFETCHED, /* restored before it was asked for */
	PATH_DIRECT,	 /* from another node, copied from there */
	PATH_QUEUED,	 /* waited for room at all */
	PATH_COUNT
};

/*
 * What a decision follows from.  `extra` and the amount:
 *   place:    its share of an hour more of the node, by RAM, nano-euro (0: the
 *             rent is paid anyway); what an hour of play earns gross
 *   queue, refuse:  0; the same
 *   order:    MiB asked for and not placed; what it costs at once: its first
 *             hour, with its address, and the setup fee
 *   release, keep, call back:  us of the paid hour gone by; an hour more
 *   paid, destroy:  us of the paid hour gone by; what its rest has cost
 *   ... worlds:  MiB of a world of the reserve's plan, in which what is needed
 *             and what there is are whole numbers of worlds; what an
 *             order costs at once; else an hour more
 *   all others:  -; 0
 */
#define RULES(X)                                                               \
	X(RULE_PLACE_WARM, "place_warm")                                       \
	X(RULE_PLACE_LEAST_LOADED, "place_least_loaded")                       \
	X(RULE_PLACE_BEST_FIT, "place_best_fit")                               \
	X(RULE_PLACE_SESSION_END, "place_session_end")                         \
	X(RULE_QUEUE, "queue")                                                 \
	X(RULE_REFUSE, "refuse")                                               \
	X(RULE_RETRY, "retry")                                                 \
	X(RULE_ORDER_WAITING, "order_waiting")                                 \
	X(RULE_ORDER_LARGEST, "order_largest")                                 \
	X(RULE_ORDER_RESERVE, "order_reserve")                                 \
	X(RULE_NO_ORDER, "no_order")                                           \
	X(RULE_CALL_BACK, "call_back")                                         \
	X(RULE_RELEASE, "release")                                             \
	X(RULE_KEEP_PLACING, "keep_placing")                                   \
	X(RULE_KEEP_LOAD, "keep_load")                                         \
	X(RULE_KEEP_WAITED_FOR, "keep_waited_for")                             \
	X(RULE_KEEP_LARGEST, "keep_largest")                                   \
	X(RULE_PAID, "paid")                                                   \
	X(RULE_DESTROY, "destroy")                                             \
	X(RULE_NO_DESTROY, "no_destroy")                                       \
	X(RULE_ARCHIVE, "archive")                                             \
	X(RULE_MOVE, "move")                                                   \
	X(RULE_STOP, "stop")                                                   \
	X(RULE_NODE_LOST, "node_lost")                                         \
	X(RULE_NODE_NEVER_CAME, "node_never_came")                             \
	X(RULE_RECALL, "recall")                                               \
	X(RULE_MOVE_DIRECT, "move_direct")                                     \
	X(RULE_FALL_BACK, "fall_back")                                         \
	X(RULE_PLACE_COPY, "place_copy")                                       \
	X(RULE_TAKE_OVER, "take_over")                                         \
	X(RULE_LOST, "lost")                                                   \
	X(RULE_ORDER_WORLDS, "order_worlds")                                   \
	X(RULE_NO_ORDER_WORLDS, "no_order_worlds")                             \
	X(RULE_KEEP_WORLDS, "keep_worlds")                                     \
	X(RULE_RELEASE_WORLDS, "release_worlds")

enum rule {
	RULE_NONE = 0,
#define X(rule, name) rule,
	RULES(X)
#undef X
	    RULE_COUNT
};

/* What speaks against a node. */
#define OBJECTIONS(X)                                                          \
	X(OBJECTION_NOT_PREFERRED, "not_preferred") /* it would do */          \
	X(OBJECTION_NO_RAM, "no_ram")                                          \
	X(OBJECTION_NO_CPU, "no_cpu")                                          \
	X(OBJECTION_NO_DISK, "no_disk")                                        \
	X(OBJECTION_NOT_READY, "not_ready") /* ordered or booting */           \
	X(OBJECTION_LEAVING, "leaving")	    /* being emptied, given back */    \
	X(OBJECTION_LOST, "lost")

enum objection {
	OBJECTION_NONE = 0,
#define X(objection, name) objection,
	OBJECTIONS(X)
#undef X
	    OBJECTION_COUNT
};

#define ALTERNATIVES_MAX 8

/* What has become of a second copy. */
enum copy_event {
	COPY_MADE = 0,
	COPY_REFRESHED, /* only what had changed was copied */
	COPY_USED	/* its world starts there */
};

enum guard {
	GUARD_NONE = 0,
	GUARD_DESTROYS,
	GUARD_STOPS,
	GUARD_SPEND_DAY,
	GUARD_SPEND_MONTH,
	GUARD_COUNT
};

struct notice {
	int64_t at_us;	  /* of the input */
	uint64_t seq;	  /* of the input */
	uint32_t request; /* the caller's number of a start */
	struct world_id world;
	struct node_id node;
	uint16_t index;
	uint8_t kind;	/* enum notice_kind */
	uint8_t reason; /* enum reason */
	union {
		struct { /* START_QUEUED, _PLACED, _ABANDONED, WORLD_ACTIVE */
			enum start_path path; /* queued if it waited for room */
			enum start_path data; /* the path without that */
		} start;
		struct {
			int64_t minutes, gross_nano_eur;
			int64_t active_us; /* since then */
		} run_ended;
		struct {
			enum world_state state; /* the new one */
		} world_state;
		struct {
			int64_t play_us; /* since the newest copy */
			bool all_lost;	 /* there is no copy */
		} rolled_back;
		struct {
			enum node_state state; /* the new one */
			uint16_t type;
			bool dedicated; /* rented by the month */
		} node_state;
		struct {
			int64_t hour; /* of its life, from 0 */
			/* with its address, the first with the setup fee */
			int64_t amount_nano_eur;
			uint32_t count; /* 1; what is owed at the end: any */
		} node_hour;
		struct {
			enum ledger_account debit, credit;
			struct account_id customer; /* 0: no customer's */
			int64_t amount_nano_eur;
		} posted;
		struct {
			uint64_t have_mib, need_mib;
			/* of a reserve in worlds: find a place, should; of the
			 * fleet when one is ordered, of the others when one is
			 * given back.  Else 0 */
			uint32_t have_worlds, need_worlds;
		} scaling;
		struct {
			enum guard guard;
			bool holds;
		} guard;
		struct {
			struct account_id account;
			int64_t runway_us;
			int64_t available_nano_eur;
			int64_t stop_at_us; /* of its worlds */
		} balance_low;
		struct {
			struct account_id customer;
			enum bill_kind kind;
			int64_t quantity; /* minutes or seconds, by kind */
			int64_t gross_nano_eur;
			int64_t valid_from_us; /* of the price list */
		} billed;
		struct { /* MiB: at most UINT32_MAX is told */
			enum rule rule;
			uint32_t need_mib, have_mib;
			int64_t extra, amount_nano_eur; /* see RULES */
		} decision;
		struct {
			enum objection objection; /* of a node ... */
			uint32_t free_mib;
			bool holds_data;
			uint16_t type, location; /* of an offer */
			int64_t hour_nano_eur; /* 0: its rent is paid anyway */
		} alternative;
		struct {
			enum copy_event event;
			uint32_t size_mib; /* of the world's data */
		} second_copy;
		struct {
			uint32_t ran;	/* told by WORLD_ROLLED_BACK */
			uint32_t slept; /* or were about to start */
		} worlds_lost;
	};
};

_Static_assert(sizeof(struct notice) == 64, "a notice is one cache line");

/* The number of the last notice that a listener took; {0}: of none. */
struct last_heard {
	uint64_t seq;
	uint16_t index;
};

/* Is it later than the last one heard?  Then it is the last one now. */
static inline bool notice_is_new(struct last_heard *last,
				 const struct notice *notice)
{
	if (notice->seq < last->seq ||
	    (notice->seq == last->seq && notice->index <= last->index))
		return false;
	last->seq = notice->seq;
	last->index = notice->index;
	return true;
}

const char *notice_kind_name(enum notice_kind kind);
const char *start_path_name(enum start_path path);
const char *rule_name(enum rule rule);
const char *objection_name(enum objection objection);

#endif /* ENGINE_NOTICE_H */
