#include "engine/kit/ledger.h"

#include "engine/kit/check.h"
#include "engine/kit/names.h"

ENUM_NAMES(ledger_account_name, enum ledger_account, account, LEDGER_ACCOUNTS)

static void add_to_account(struct ledger *ledger, enum ledger_account account,
			   struct account_id customer, int64_t amount_nano_eur)
{
	ledger->balance_nano_eur[account] += amount_nano_eur;
	if (account == LEDGER_CUSTOMERS) {
		CHECK(customer.value <= ledger->customer_count);
		ledger->customer_nano_eur[customer.value] += amount_nano_eur;
	}
}

void ledger_post(struct ledger *ledger, enum ledger_account debit,
		 enum ledger_account credit, struct account_id customer,
		 int64_t amount_nano_eur)
{
	add_to_account(ledger, debit, customer, amount_nano_eur);
	add_to_account(ledger, credit, customer, -amount_nano_eur);
}

int64_t ledger_sum(const struct ledger *ledger)
{
	int64_t sum = 0;

	for (int i = 0; i < LEDGER_ACCOUNT_COUNT; i++)
		sum += ledger->balance_nano_eur[i];
	return sum;
}
