#include "sim/record_ledger.h"

#include <stdlib.h>

#include "sim/simulation.h"
#include "traces/base/array.h"

struct ledger_rows {
	struct simulation *sim;
	size_t capacity; /* of the figures' ledger */
};

static void keep_posting(void *self, const struct notice *notice)
{
	struct ledger_rows *rows = self;
	struct figures *f = rows->sim->figures;

	if (!rows->sim->in_window)
		return;
	if (!ARRAY_ROOM(f->ledger, rows->capacity, f->ledger_count + 1)) {
		rows->sim->failed = true;
		return;
	}
	f->ledger[f->ledger_count++] = (struct ledger_row){
	    .at_us = notice->at_us,
	    .debit = (uint16_t)notice->posted.debit,
	    .credit = (uint16_t)notice->posted.credit,
	    .reason = notice->reason,
	    .world = notice->world.value,
	    .customer = notice->posted.customer.value,
	    .amount_nano_eur = notice->posted.amount_nano_eur};
}

bool record_ledger_open(struct simulation *sim)
{
	struct ledger_rows *rows;

	if (!sim->options->detail)
		return true;
	rows = calloc(1, sizeof *rows);
	if (rows == NULL)
		return false;
	rows->sim = sim;
	observers_add(&sim->observers,
		      &(struct observer){.self = rows,
					 .mask = UINT64_C(1) << NOTICE_POSTED,
					 .notice = keep_posting,
					 .close = free});
	return true;
}
