#include "sim/statements.h"

#include <stdlib.h>

#include "engine/kit/ledger.h"
#include "traces/base/array.h"

struct statements {
	uint32_t worlds, accounts;
	bool open;   /* the span has begun */
	bool failed; /* memory ran out */
	struct statement *all;
	int64_t *unbilled; /* by account, at one end of the span */
	bool apart;	   /* lines by world, else by account */
	uint32_t *first;   /* line + 1, by world or account; NULL: no lines */
	struct bill_line *lines;
	size_t line_count, line_capacity;
};

struct statements *statements_open(uint32_t worlds, uint32_t accounts,
				   bool lines)
{
	struct statements *s = calloc(1, sizeof *s);

	if (s == NULL)
		return NULL;
	s->worlds = worlds;
	s->accounts = accounts;
	s->apart = worlds <= WORLDS_APART_MAX;
	s->all = calloc((size_t)accounts + 1, sizeof *s->all);
	s->unbilled = calloc((size_t)accounts + 1, sizeof *s->unbilled);
	if (lines)
		s->first = calloc((size_t)(s->apart ? worlds : accounts) + 1,
				  sizeof *s->first);
	if (s->all == NULL || s->unbilled == NULL ||
	    (lines && s->first == NULL)) {
		statements_close(s);
		return NULL;
	}
	return s;
}

void statements_close(struct statements *statements)
{
	if (statements == NULL)
		return;
	free(statements->all);
	free(statements->unbilled);
	free(statements->first);
	free(statements->lines);
	free(statements);
}

uint64_t statements_mask(void)
{
	return UINT64_C(1) << NOTICE_POSTED | UINT64_C(1) << NOTICE_BILLED;
}

/* --- lines ---------------------------------------------------------------- */

static struct bill_line *new_line(struct statements *s)
{
	if (ARRAY_ROOM(s->lines, s->line_capacity, s->line_count + 1))
		return &s->lines[s->line_count++];
	s->failed = true;
	return NULL;
}

/* The line of a world, kind and price list; made when it is the first. */
static struct bill_line *line_of(struct statements *s, uint32_t account,
				 uint32_t world, enum bill_kind kind,
				 int64_t valid_from_us)
{
	uint32_t *first = &s->first[s->apart ? world : account];
	struct bill_line *line;

	for (uint32_t at = *first; at != 0; at = s->lines[at - 1].next) {
		line = &s->lines[at - 1];
		if (line->kind == kind && line->valid_from_us == valid_from_us)
			return line;
	}
	line = new_line(s);
	if (line == NULL)
		return NULL;
	*line = (struct bill_line){.account = account,
				   .world = s->apart ? world : 0,
				   .kind = kind,
				   .valid_from_us = valid_from_us,
				   .next = *first};
	*first = (uint32_t)s->line_count;
	return line;
}

static void add(struct statements *s, uint32_t account, uint32_t world,
		enum bill_kind kind, const struct bill_part *part, int sign,
		uint32_t times)
{
	struct bill_line *line;

	s->all[account].billed_nano_eur += sign * part->amount_nano_eur;
	if (s->first == NULL)
		return;
	line = line_of(s, account, world, kind, part->valid_from_us);
	if (line == NULL)
		return;
	line->quantity += sign * part->quantity;
	line->amount_nano_eur += sign * part->amount_nano_eur;
	line->times += times;
}

/* --- the ends of the span ------------------------------------------------- */

/* What has run up: off at the beginning, for it is not of this span; on at the
 * end. */
static void run_up(struct statements *s, const struct engine *engine,
		   int64_t at_us, int sign)
{
	for (uint32_t id = 0; id <= s->accounts; id++)
		s->unbilled[id] = 0;
	for (uint32_t id = 1; id <= s->worlds; id++) {
		struct unbilled unbilled;

		engine_read_unbilled(engine, (struct world_id){id}, at_us,
				     &unbilled);
		for (uint32_t i = 0; i < unbilled.count; i++) {
			const struct bill_part *part = &unbilled.parts[i];

			add(s, unbilled.account.value, id, unbilled.kind, part,
			    sign, sign > 0);
			s->unbilled[unbilled.account.value] +=
			    part->amount_nano_eur;
		}
	}
}

/* Balances and credits as if what has run up were posted. */
static int64_t settle(struct statements *s, const struct engine *engine,
		      int sign)
{
	int64_t credits = 0;

	for (uint32_t id = 1; id <= s->accounts; id++) {
		const struct account_id account = {id};
		int64_t balance =
		    engine_read_balance(engine, account) - s->unbilled[id];
		int64_t credit = engine_unbilled_credit_nano_eur(
		    engine, account, s->unbilled[id]);

		if (sign > 0)
			s->all[id].closing_nano_eur = balance;
		else
			s->all[id].opening_nano_eur = balance;
		s->all[id].credit_used_nano_eur += sign * credit;
		credits += credit;
	}
	return credits;
}

int64_t statements_begin(struct statements *statements,
			 const struct engine *engine, int64_t at_us)
{
	statements->open = true;
	run_up(statements, engine, at_us, -1);
	return settle(statements, engine, -1);
}

int64_t statements_end(struct statements *statements,
		       const struct engine *engine, int64_t at_us)
{
	statements->open = false;
	run_up(statements, engine, at_us, 1);
	return settle(statements, engine, 1);
}

/* --- what happens --------------------------------------------------------- */

static void posted(struct statements *s, const struct notice *notice)
{
	struct statement *to = &s->all[notice->request];
	enum ledger_account debit = (enum ledger_account)notice->detail;
	enum ledger_account credit = (enum ledger_account)notice->value;
	int64_t amount = notice->amount_nano_eur;

	if (debit == LEDGER_CASH && credit == LEDGER_CUSTOMERS)
		to->paid_in_nano_eur += amount;
	else if (debit == LEDGER_CUSTOMERS && credit == LEDGER_CASH)
		to->paid_back_nano_eur += amount;
	else if (debit == LEDGER_CREDITS && credit == LEDGER_GRANTS)
		to->credit_used_nano_eur += amount;
	else if (debit == LEDGER_CUSTOMERS && credit == LEDGER_GRANTS)
		to->lapsed_nano_eur += amount;
	else if (debit == LEDGER_GRANTS && credit == LEDGER_CUSTOMERS &&
		 notice->reason == REASON_REFERRAL)
		to->referral_nano_eur += amount;
	else if (debit == LEDGER_GRANTS && credit == LEDGER_CUSTOMERS)
		to->granted_nano_eur += amount;
}

void statements_notice(struct statements *statements,
		       const struct notice *notice)
{
	if (!statements->open)
		return;
	if (notice->kind == NOTICE_POSTED)
		posted(statements, notice);
	else if (notice->kind == NOTICE_BILLED)
		add(statements, notice->request, notice->world.value,
		    (enum bill_kind)notice->detail,
		    &(struct bill_part){.valid_from_us = notice->since_us,
					.quantity = notice->value,
					.amount_nano_eur =
					    notice->amount_nano_eur},
		    1, 1);
}

bool statements_complete(const struct statements *statements)
{
	return !statements->failed;
}

const struct statement *statements_all(const struct statements *statements)
{
	return statements->all;
}

const struct bill_line *statements_lines(const struct statements *statements,
					 size_t *count)
{
	*count = statements->line_count;
	return statements->lines;
}
