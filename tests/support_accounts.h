/*
 * support_accounts.h - prepaid accounts for tests, and random histories of
 * them: top-ups, starts, stops, price changes, deletions, late wakes, against
 * an oracle that counts minute by minute.
 */
#ifndef TESTS_SUPPORT_ACCOUNTS_H
#define TESTS_SUPPORT_ACCOUNTS_H

#include <stdint.h>

#include "engine/questions.h"
#include "sim/statements.h"
#include "support_engine.h"

#define HISTORY_WORLDS 6

/* bench_config() with warnings at 30, 10 and 2 minutes, a referral share of
 * 10 % after 14 days, no starting credit and no brakes. */
struct engine_config prepaid_config(void);

enum drive_status open_account(struct bench *bench, uint32_t account,
			       uint32_t referrer, uint32_t flags);
enum drive_status pay(struct bench *bench, uint32_t account,
		      int64_t amount_nano_eur);
/* A new world of 2 GB on disk. */
void add_world(struct bench *bench, uint32_t world, uint32_t account,
	       uint32_t ram_mib);
struct account_view look(const struct bench *bench, uint32_t account);

/* At the ends of a span: what each world has run up, then the balances. */
int64_t begin_statements(const struct bench *bench,
			 struct statements *statements);
int64_t end_statements(const struct bench *bench,
		       struct statements *statements);

/*
 * One history, by its seed.  Fails the running test unless: no balance is ever
 * below zero, no account spends what it does not have, every active minute is
 * billed once at its price (or given away when the controller was late, never
 * more), the ledger sums to zero, and the invoices of the customers add up to
 * the revenue, also of a span that begins and ends in the middle of runs.
 */
void random_history(uint64_t seed);

#endif /* TESTS_SUPPORT_ACCOUNTS_H */
