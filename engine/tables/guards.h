/*
 * guards.h - the blast radius: how much the engine may break before it asks.
 *
 * Owns the counts and the holds.  Counts what the engine decided itself: nodes
 * it destroys (those it gives back, and those that died or never came) and
 * euros for cloud hours.  Fencing is not counted: it ends nothing that has not
 * ended, and worlds wait for it.  At a limit the guard holds: nothing of the
 * kind happens until an operator says so.  (The guard on stops of active worlds
 * has no user: the engine ends no run by its own decision.)
 *
 * The caps on spending stop orders.  Counted are the hours that began, of all
 * nodes by the hour and with their addresses, their setup fees, and what orders
 * without an answer cost at once; an hour that begins on a running node is
 * counted, not stopped.
 */
#ifndef ENGINE_TABLES_GUARDS_H
#define ENGINE_TABLES_GUARDS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/notice.h"

struct engine;

/* What happened within the last hour: a ring of instants. */
struct last_hour {
	int64_t *at_us;
	uint32_t head, count, capacity;
};

struct guard_state {
	bool holds[GUARD_COUNT];
	struct last_hour destroys;
	int64_t spend_day, spend_day_nano_eur;
	int32_t spend_month;
	int64_t spend_month_nano_eur;
	int64_t reserved_nano_eur; /* what orders not answered cost at once */
};

/* May one node more be destroyed?  Counted if so; if not, the guard holds. */
bool guard_allows_destroy(struct engine *engine);
/* Set what an order costs at once aside until the order is answered; false: no
 * order. */
bool guard_reserves_spend(struct engine *engine, int64_t nano_eur);
void guard_gives_back_spend(struct engine *engine, int64_t nano_eur);
void guard_spent(struct engine *engine, int64_t nano_eur);
/* An operator's word. */
void guard_release(struct engine *engine, enum guard guard);

#endif /* ENGINE_TABLES_GUARDS_H */
