/*
 * accounts.h - customers who pay in advance: what they can spend, and that they
 * never spend more.
 *
 * Owns the accounts: credits granted, what is held, warnings, the instant at
 * which the money ends.  The balance itself is in the ledger.  An account that
 * was not opened as prepaid has none of this and no limit.
 *
 * Money is spoken for before it is spent.  For each world of a prepaid account
 * as much is held as its present state may still cost:
 *
 *   asleep, or about to be     the stay up to the end of the sleep window
 *   on its way, or active      one stay, for it will fall asleep
 *   wanted                     one stay more, and its first minutes
 *
 * at the highest price that is known to come.  A start is refused when the rest
 * does not reach.  What runs up minute by minute is bounded by time: at
 * stop_at_us the worlds of the account are stopped, that is saved and put to
 * sleep.  A run is never billed beyond that instant, however late the wake.  So
 *
 *   balance - held - run up >= 0        at every instant up to stop_at_us
 *
 * and the balance never falls below zero.  Changes are collected while a step
 * lasts and settled at its end, in O(worlds of the account that run).
 */
#ifndef ENGINE_MONEY_ACCOUNTS_H
#define ENGINE_MONEY_ACCOUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"

struct engine;

#define ACCOUNT_ENTRIES_MAX 8 /* in the timer queue */

enum account_flag {
	ACCOUNT_OPENED = 1 << 0,
	ACCOUNT_PREPAID = 1 << 1,
	ACCOUNT_TOPPED_UP = 1 << 2,
	ACCOUNT_ENDING = 1 << 3 /* not all of its worlds are stopped yet */
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

void account_open(struct engine *engine, uint32_t id, uint32_t referrer,
		  uint32_t flags);
void account_credited(struct engine *engine, uint32_t id,
		      int64_t amount_nano_eur);
/* May so much be paid back, at an instant the engine has not reached yet? */
bool account_can_return(const struct engine *engine, uint32_t id, int64_t at_us,
			int64_t amount_nano_eur);
/* May this prepaid world start?  REASON_NONE, or why not. */
enum reason account_refuses(const struct engine *engine, uint32_t id);
/* Bring what its account knows of this world up to date. */
void account_follow(struct engine *engine, uint32_t id);
/* Work out anew how long the money lasts; warn, and arm the clock. */
void account_settle(struct engine *engine, uint32_t id);
/* At the end of a step: settle all accounts that were touched. */
void accounts_settle(struct engine *engine);
/* An entry of its clock is due; false: an older plan, there is nothing to do.
 */
bool account_clock_due(struct engine *engine, uint32_t id, int64_t at_us);
/* Pay the bonus for its first top-up, if it is time. */
void account_pay_bonus(struct engine *engine, uint32_t id);
/* A charge was posted: granted credit is used first. */
void account_charged(struct engine *engine, uint32_t world,
		     int64_t amount_nano_eur);
/* What it can still spend at an instant: not held, not run up by then. */
int64_t account_available_nano_eur(const struct engine *engine, uint32_t id,
				   int64_t at_us);
/* What is held for a world in its present state. */
int64_t account_hold_nano_eur(const struct engine *engine, uint32_t id);

#endif /* ENGINE_MONEY_ACCOUNTS_H */
