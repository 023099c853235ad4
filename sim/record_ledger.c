#include "sim/record_ledger.h"

#include "sim/simulation.h"

_Static_assert(LEDGER_ACCOUNT_COUNT <= UINT8_MAX, "a row keeps it in a byte");

static void keep_posting(void *self, const struct notice *notice)
{
	struct simulation *sim = self;
	struct ledger_row *row;

	if (!sim->in_window)
		return;
	row = rows_add(&sim->figures->ledger);
	if (row == NULL) {
		sim->failed = true;
		return;
	}
	*row = (struct ledger_row){.at_us = notice->at_us,
				   .debit = (uint8_t)notice->posted.debit,
				   .credit = (uint8_t)notice->posted.credit,
				   .reason = notice->reason,
				   .world = notice->world.value,
				   .customer = notice->posted.customer.value,
				   .amount_nano_eur =
				       notice->posted.amount_nano_eur};
}

void record_ledger_open(struct simulation *sim)
{
	if (!sim->options->detail)
		return;
	sim->figures->ledger.row_bytes = sizeof(struct ledger_row);
	observers_add(&sim->observers,
		      &(struct observer){.self = sim,
					 .mask = UINT64_C(1) << NOTICE_POSTED,
					 .notice = keep_posting});
}
