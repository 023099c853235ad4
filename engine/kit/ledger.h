/*
 * ledger.h - double entry in integers.
 *
 * Every posting takes from one account what it gives to another, so the sum
 * over all accounts is zero, always.  Customers have one sub-account each under
 * LEDGER_CUSTOMERS.  Owns the balances; decides nothing.
 *
 * Sign: a debit adds, a credit subtracts.  A customer who owes us has a
 * positive balance here and a negative one in engine_read_balance().
 */
#ifndef ENGINE_KIT_LEDGER_H
#define ENGINE_KIT_LEDGER_H

#include <stdint.h>

#include "engine/questions.h"
#include "engine/units.h"

/* enum, name in ledger.csv */
#define LEDGER_ACCOUNTS(X)                                                     \
	X(LEDGER_CUSTOMERS, "customers")                                       \
	X(LEDGER_CASH, "cash")                                                 \
	X(LEDGER_ACTIVE, "revenue active")                                     \
	X(LEDGER_SLEEP, "revenue sleep")                                       \
	X(LEDGER_JOBS, "revenue jobs")                                         \
	X(LEDGER_CREDITS, "credits")                                           \
	X(LEDGER_VAT, "vat")                                                   \
	X(LEDGER_TAX_OFFICE, "tax office")                                     \
	X(LEDGER_FEES, "payment fees")                                         \
	X(LEDGER_PAYMENT_PROVIDER, "payment provider")                         \
	X(LEDGER_DEDICATED, "cost dedicated")                                  \
	X(LEDGER_CLOUD, "cost cloud")                                          \
	X(LEDGER_STORAGE, "cost storage")                                      \
	X(LEDGER_NETWORK, "cost network")                                      \
	X(LEDGER_OTHER, "cost other")                                          \
	X(LEDGER_PROVIDER, "provider")                                         \
	X(LEDGER_GRANTS, "credits granted")

enum ledger_account {
#define X(account, name) account,
	LEDGER_ACCOUNTS(X)
#undef X
	    LEDGER_ACCOUNT_COUNT
};

const char *ledger_account_name(enum ledger_account account);

struct ledger {
	int64_t balance_nano_eur[LEDGER_ACCOUNT_COUNT];
	int64_t *customer_nano_eur; /* by account id; taken at creation */
	uint32_t customer_count;
};

/* Move `amount` (>= 0 in the usual direction) from credit to debit.  `customer`
 * is used where an account is LEDGER_CUSTOMERS. */
void ledger_post(struct ledger *ledger, enum ledger_account debit,
		 enum ledger_account credit, struct account_id customer,
		 int64_t amount_nano_eur);

/* The sum over all accounts; anything but zero is a bug.  O(1). */
int64_t ledger_sum(const struct ledger *ledger);

/* A hint that this customer will soon be charged: fetches the balance. */
static inline void ledger_expect(const struct ledger *ledger, uint32_t customer)
{
	__builtin_prefetch(&ledger->customer_nano_eur[customer], 1);
}

#endif /* ENGINE_KIT_LEDGER_H */
