/*
 * engine.int.h - struct engine: the composition of the tables, and nothing
 * else.
 *
 * Private to engine/.  Each record is declared by the module that owns it; the
 * functions on it are there, too.  All memory is taken in engine_create();
 * links between records are indexes, so that the whole state can be saved field
 * by field.
 */
#ifndef ENGINE_ENGINE_INT_H
#define ENGINE_ENGINE_INT_H

#include "engine/engine.h"
#include "engine/kit/idle.h"
#include "engine/kit/ledger.h"
#include "engine/kit/timers.h"
#include "engine/money/accounts.h"
#include "engine/money/meter.h"
#include "engine/tables/copies.h"
#include "engine/tables/guards.h"
#include "engine/tables/nodes.h"
#include "engine/tables/offers.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/sizes.h"
#include "engine/tables/staging.h"
#include "engine/tables/transfers.h"
#include "engine/tables/waiting.h"
#include "engine/tables/worlds.h"

enum timer_kind {
	TIMER_TICK = 1,
	TIMER_SLEEP,	/* entity: world */
	TIMER_IDLE,	/* entity: world */
	TIMER_PHASE,	/* entity: node id */
	TIMER_DEADLINE, /* entity: node id */
	TIMER_NIGHT,
	TIMER_DAY,
	TIMER_ACCOUNT, /* entity: account */
	TIMER_LEASE,   /* entity: node id */
	TIMER_COPIES
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
	uint64_t running_mib; /* plans of starting and active worlds */

	struct staged_settings settings;
	struct inventory inventory;
	struct sizes sizes;
	struct fleet fleet;
	struct pending_table pending;
	struct transfers transfers;
	struct copies copies;
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
	uint16_t notice_index;	   /* of its next notice */
	uint16_t explanations;	   /* in it so far, also those without room */
};

#endif /* ENGINE_ENGINE_INT_H */
