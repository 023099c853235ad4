#include "engine/money/postings.h"

#include "engine/engine.int.h"
#include "engine/kit/ledger.h"
#include "engine/tables/output.h"

void post_customer(struct engine *engine, enum ledger_account debit,
		   enum ledger_account credit, uint32_t customer,
		   uint32_t world, int64_t amount_nano_eur, enum reason reason)
{
	if (amount_nano_eur == 0)
		return;
	ledger_post(&engine->ledger, debit, credit,
		    (struct account_id){customer}, amount_nano_eur);
	if (output_listens(engine, NOTICE_POSTED))
		output_notice(
		    engine, &(struct notice){
				.kind = NOTICE_POSTED,
				.reason = (uint8_t)reason,
				.world = {world},
				.posted = {.debit = debit,
					   .credit = credit,
					   .customer = {customer},
					   .amount_nano_eur = amount_nano_eur},
			    });
}

void post(struct engine *engine, enum ledger_account debit,
	  enum ledger_account credit, uint32_t world, int64_t amount_nano_eur,
	  enum reason reason)
{
	post_customer(engine, debit, credit,
		      world != 0 ? engine->worlds[world].account : 0, world,
		      amount_nano_eur, reason);
}
