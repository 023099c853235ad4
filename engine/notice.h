/*
 * notice.h - what the engine tells, as opposed to what it asks.
 *
 * Notices change nothing: they can be recomputed from the journal, may be lost
 * or repeated, and need no answer.  What a player feels in sim, and what the
 * waiting room shows in live, comes from notices only; so do all statistics.
 */
#ifndef ENGINE_NOTICE_H
#define ENGINE_NOTICE_H

#include <stdint.h>

#include "engine/command.h"
#include "engine/units.h"

/* kind, name; what the fields mean */
#define NOTICE_KINDS(X)                                                        \
	/* world, request, node 0, value = estimated wait us or -1 */          \
	X(NOTICE_START_QUEUED, "start_queued")                                 \
	/* world, request, reason */                                           \
	X(NOTICE_START_REFUSED, "start_refused")                               \
	/* world, request, node, detail = enum start_path (queued if it waited \
	   for room), value = the path without that: START was issued */       \
	X(NOTICE_START_PLACED, "start_placed")                                 \
	/* world, request: stopped before it was active */                     \
	X(NOTICE_START_ABANDONED, "start_abandoned")                           \
	/* world, request, node */                                             \
	X(NOTICE_WORLD_ACTIVE, "world_active")                                 \
	/* world, request, node, reason, value = minutes, amount = gross,      \
	   since_us = became active: the meter stopped */                      \
	X(NOTICE_RUN_ENDED, "run_ended")                                       \
	/* world, node, detail = enum world_state (new), reason */             \
	X(NOTICE_WORLD_STATE, "world_state")                                   \
	/* world, node, reason: its copy on the node is gone */                \
	X(NOTICE_WORLD_ARCHIVED, "world_archived")                             \
	/* world: woke before its sleep window ended */                        \
	X(NOTICE_SLEEP_TIMER_CANCELLED, "sleep_timer_cancelled")               \
	/* world: node lost and no verified copy of its newest data;           \
	   value = us of play since the newest copy, detail 1 = all lost */    \
	X(NOTICE_WORLD_ROLLED_BACK, "world_rolled_back")                       \
	/* node, detail = enum node_state (new), value = type, reason */       \
	X(NOTICE_NODE_STATE, "node_state")                                     \
	/* node, value = hour of its life, amount: a started hour */           \
	X(NOTICE_NODE_HOUR, "node_hour")                                       \
	/* detail = debit account kind, value = credit account kind, world,    \
	   request = customer account, amount, reason */                       \
	X(NOTICE_POSTED, "posted")                                             \
	/* reason, node (the one considered), value = free MiB, since_us =     \
	   needed MiB: a scaling decision, taken or refused */                 \
	X(NOTICE_SCALING, "scaling")                                           \
	/* detail = enum guard: it begins to hold / was released (value 0) */  \
	X(NOTICE_GUARD, "guard")                                               \
	/* request = account, value = runway us, amount = what it can still    \
	   spend, since_us = when its worlds will be stopped */                \
	X(NOTICE_BALANCE_LOW, "balance_low")                                   \
	/* world, request = customer account, reason, detail = enum bill_kind, \
	   value = minutes or seconds, amount = gross, since_us = when the     \
	   price list became valid: what of a run or a stay was posted at it   \
	 */                                                                    \
	X(NOTICE_BILLED, "billed")                                             \
	/* a decision, see explain.c: detail = enum rule, reason, world,       \
	   request, node = the one chosen or considered, value = MiB needed,   \
	   since_us = MiB there are, extra = see RULES, amount = see RULES */  \
	X(NOTICE_DECISION, "decision")                                         \
	/* refused in the decision told just before, at most                   \
	   ALTERNATIVES_MAX.  A node: node, detail = enum objection, value =   \
	   MiB free, extra = 1: it holds the world's data.  Or an offer:       \
	   node 0, reason (none: it stands further                             \
	   down), value = type, since_us = location.  amount = an hour of it;  \
	   0: its rent is paid anyway */                                       \
	X(NOTICE_ALTERNATIVE, "alternative")

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
	PATH_QUEUED,	 /* waited for room at all */
	PATH_COUNT
};

/*
 * What a decision follows from.  `extra` and the amount:
 *   place:    its share of an hour more of the node, by RAM, nano-euro (0: the
 *             rent is paid anyway); what an hour of play earns gross
 *   queue, refuse:  0; the same
 *   order:    MiB asked for and not placed; first hour, with its address
 *   release, keep, call back:  us of the paid hour gone by; an hour more
 *   paid, destroy:  us of the paid hour gone by; what its rest has cost
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
	X(RULE_NODE_NEVER_CAME, "node_never_came")

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

enum guard {
	GUARD_NONE = 0,
	GUARD_DESTROYS,
	GUARD_STOPS,
	GUARD_SPEND_DAY,
	GUARD_SPEND_MONTH,
	GUARD_COUNT
};

struct notice {
	int64_t at_us;
	uint8_t kind;	/* enum notice_kind */
	uint8_t reason; /* enum reason */
	uint16_t detail;
	uint32_t request;
	struct world_id world;
	struct node_id node;
	int64_t value;
	int64_t amount_nano_eur;
	int64_t since_us;
	int64_t extra;
};

_Static_assert(sizeof(struct notice) <= 64, "a notice is one cache line");

const char *notice_kind_name(enum notice_kind kind);
const char *start_path_name(enum start_path path);
const char *guard_name(enum guard guard);
const char *rule_name(enum rule rule);
const char *objection_name(enum objection objection);

#endif /* ENGINE_NOTICE_H */
