/*
 * statements.h - what each customer was billed over a span of time, and what
 * came to the account and went from it.
 *
 * Owns a line a world, kind and price list, and a statement an account; beyond
 * WORLDS_APART_MAX worlds a line an account, so that memory stays bounded by
 * worlds and customers and never grows with the time.  Hears notices; at both
 * ends of the span it is told what each world has run up that is not posted,
 * and asks the engine for the balances.
 * Decides nothing: prices, minutes and credits are the engine's.
 *
 * Units: gross nano-euro; minutes of play, seconds of sleep.  Formulas:
 * docs/figures.md, 'Invoices'.
 */
#ifndef SIM_STATEMENTS_H
#define SIM_STATEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/engine.h"
#include "engine/questions.h"

#define WORLDS_APART_MAX 100000

struct bill_line {
	uint32_t account;
	uint32_t world; /* 0: all of the account together */
	enum bill_kind kind;
	uint32_t times; /* runs or stays with a part at this list that ended,
			   or are open at the end */
	int64_t valid_from_us; /* of the price list */
	int64_t quantity, amount_nano_eur;
};

/* closing = opening + paid_in - paid_back + granted + referral - lapsed
 * - billed, to the nano-euro. */
struct statement {
	int64_t opening_nano_eur, closing_nano_eur; /* what has run up is off */
	int64_t paid_in_nano_eur, paid_back_nano_eur;
	int64_t granted_nano_eur, referral_nano_eur, lapsed_nano_eur;
	int64_t billed_nano_eur;      /* the sum of its lines */
	int64_t credit_used_nano_eur; /* of it paid with credit */
};

struct statements;

/* Without `lines` there are statements only.  NULL: out of memory. */
struct statements *statements_open(uint32_t worlds, uint32_t accounts,
				   bool lines);
void statements_close(struct statements *statements);

/* What statements_notice() wants to hear, as bits of enum notice_kind. */
uint64_t statements_mask(void);

/* At an end of the span, before statements_begin() or _end(): a world has run
 * this up.  At the beginning it is off (sign -1), for it is not of this span;
 * at the end on (1).  A world that has run up nothing may be left out. */
void statements_run_up(struct statements *statements, uint32_t world,
		       const struct unbilled *unbilled, int sign);
/* The span begins, now or a little later than the engine's now; notices of
 * before are not heard.  Returns the credit that would pay what has run up:
 * books_subtract() needs it on both readings. */
int64_t statements_begin(struct statements *statements,
			 const struct engine *engine);
void statements_notice(struct statements *statements,
		       const struct notice *notice);
int64_t statements_end(struct statements *statements,
		       const struct engine *engine);

/* A hint that something will soon happen to this world. */
void statements_expect(const struct statements *statements, uint32_t world);

/* Did memory suffice so far? */
bool statements_complete(const struct statements *statements);
/* By account id; [0] is nobody's. */
const struct statement *statements_all(const struct statements *statements);
uint32_t statements_accounts(const struct statements *statements);

/* When the span is over: the lines one after the other, in the order of worlds,
 * or of accounts.  {0} is before the first.  False: there are no more. */
struct bill_walk {
	size_t first;	/* the present first cell */
	uint32_t after; /* the next one behind it; 0: none */
};
size_t statements_line_count(const struct statements *statements);
bool statements_next_line(const struct statements *statements,
			  struct bill_walk *walk, struct bill_line *line);

#endif /* SIM_STATEMENTS_H */
