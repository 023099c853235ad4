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

#include "command.h"
#include "units.h"

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
	X(NOTICE_BILLED, "billed")

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
};

_Static_assert(sizeof(struct notice) <= 64, "a notice is one cache line");

const char *notice_kind_name(enum notice_kind kind);
const char *start_path_name(enum start_path path);
const char *guard_name(enum guard guard);

#endif /* ENGINE_NOTICE_H */
