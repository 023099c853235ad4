/*
 * postings.h - every posting goes through here: into the ledger, and to the
 * listeners.  Amounts are nano-euro; 0 posts nothing.
 */
#ifndef ENGINE_MONEY_POSTINGS_H
#define ENGINE_MONEY_POSTINGS_H

#include <stdint.h>

#include "engine/command.h"
#include "engine/kit/ledger.h"

struct engine;

/* For a world and its account; world 0: for neither. */
void post(struct engine *engine, enum ledger_account debit,
	  enum ledger_account credit, uint32_t world, int64_t amount_nano_eur,
	  enum reason reason);

/* The same for an account, with or without one of its worlds. */
void post_customer(struct engine *engine, enum ledger_account debit,
		   enum ledger_account credit, uint32_t customer,
		   uint32_t world, int64_t amount_nano_eur, enum reason reason);

#endif /* ENGINE_MONEY_POSTINGS_H */
