#include "sim/statements.h"

#include <stdlib.h>

#include "engine/kit/ledger.h"
#include "engine/questions.h"
#include "traces/base/array.h"
#include "traces/base/engine_heap.h"

#define LISTS_MAX BOOK_PRICES_MAX

/* What was billed of a world for one kind at one price list: half a cache line,
 * so that the two kinds of a world are one. */
struct cell {
	int64_t quantity, amount_nano_eur;
	uint32_t times;
	uint32_t account; /* 0: unused */
	uint32_t next;	  /* of the same world and kind: index + 1 in `more` */
	uint8_t list;	  /* number of the price list */
};

_Static_assert(sizeof(struct cell) == 32, "two cells a cache line");

struct statements {
	uint32_t worlds, accounts;
	bool open;   /* the span has begun */
	bool failed; /* memory ran out */
	struct statement *all;
	int64_t *unbilled;	  /* by account, at one end of the span */
	bool apart;		  /* lines by world, else by account */
	int64_t lists[LISTS_MAX]; /* by number: valid from */
	uint32_t list_count;
	struct cell *cells; /* by world or account, and kind; NULL: no lines */
	struct cell *more;  /* of those with several price lists */
	size_t more_count, more_capacity;
	size_t line_count; /* cells in use */
};

static uint32_t cell_owners(const struct statements *s)
{
	return s->apart ? s->worlds : s->accounts;
}

/* Those that stand first; the ones of owner 0 stay unused. */
static size_t first_cells(const struct statements *s)
{
	return ((size_t)cell_owners(s) + 1) * BILL_KIND_COUNT;
}

static size_t cells_bytes(const struct statements *s)
{
	return first_cells(s) * sizeof *s->cells;
}

static size_t statements_bytes(const struct statements *s)
{
	return ((size_t)s->accounts + 1) * sizeof *s->all;
}

struct statements *statements_open(uint32_t worlds, uint32_t accounts,
				   bool lines)
{
	struct statements *s = calloc(1, sizeof *s);

	if (s == NULL)
		return NULL;
	s->worlds = worlds;
	s->accounts = accounts;
	s->apart = worlds <= WORLDS_APART_MAX;
	s->all = engine_heap.allocate(NULL, statements_bytes(s));
	s->unbilled = calloc((size_t)accounts + 1, sizeof *s->unbilled);
	if (lines)
		s->cells = engine_heap.allocate(NULL, cells_bytes(s));
	if (s->all == NULL || s->unbilled == NULL ||
	    (lines && s->cells == NULL)) {
		statements_close(s);
		return NULL;
	}
	return s;
}

void statements_close(struct statements *statements)
{
	if (statements == NULL)
		return;
	engine_heap.release(NULL, statements->all,
			    statements_bytes(statements));
	engine_heap.release(NULL, statements->cells, cells_bytes(statements));
	free(statements->unbilled);
	free(statements->more);
	free(statements);
}

uint64_t statements_mask(void)
{
	return UINT64_C(1) << NOTICE_POSTED | UINT64_C(1) << NOTICE_BILLED;
}

/* --- lines ---------------------------------------------------------------- */

/* The number of a price list, by when it became valid.  There are no more of
 * them than a book has. */
static uint8_t number_of_list(struct statements *s, int64_t valid_from_us)
{
	uint32_t number = 0;

	while (number < s->list_count && s->lists[number] != valid_from_us)
		number++;
	if (number == s->list_count && number < LISTS_MAX)
		s->lists[s->list_count++] = valid_from_us;
	return (uint8_t)number;
}

/* The first cell of a world or account. */
static struct cell *first_cell(const struct statements *s, uint32_t owner,
			       enum bill_kind kind)
{
	return &s->cells[(size_t)owner * BILL_KIND_COUNT + kind];
}

static struct cell *next_cell(const struct statements *s,
			      const struct cell *cell)
{
	return cell->next != 0 ? &s->more[cell->next - 1] : NULL;
}

/* Another one behind the first. */
static struct cell *new_cell(struct statements *s, uint32_t owner,
			     enum bill_kind kind)
{
	struct cell *first = first_cell(s, owner, kind), *cell;

	if (first->account == 0)
		return first;
	if (!ARRAY_ROOM(s->more, s->more_capacity, s->more_count + 1) ||
	    s->more == NULL) { /* which clang-tidy cannot see */
		s->failed = true;
		return NULL;
	}
	cell = &s->more[s->more_count++];
	*cell = (struct cell){.next = first->next};
	first->next = (uint32_t)s->more_count;
	return cell;
}

/* The cell of a world, kind and price list; made when it is the first. */
static struct cell *cell_of(struct statements *s, uint32_t account,
			    uint32_t world, enum bill_kind kind,
			    int64_t valid_from_us)
{
	uint32_t owner = s->apart ? world : account;
	uint8_t list = number_of_list(s, valid_from_us);
	struct cell *cell = first_cell(s, owner, kind);

	do {
		if (cell->account == account && cell->list == list)
			return cell;
		cell = next_cell(s, cell);
	} while (cell != NULL);
	cell = new_cell(s, owner, kind);
	if (cell != NULL) {
		cell->account = account;
		cell->list = list;
		s->line_count++;
	}
	return cell;
}

static void add_part(struct statements *s, uint32_t account, uint32_t world,
		     enum bill_kind kind, const struct bill_part *part,
		     int sign, uint32_t times)
{
	struct cell *cell;

	if (s->cells == NULL) {
		s->all[account].billed_nano_eur += sign * part->amount_nano_eur;
		return;
	}
	cell = cell_of(s, account, world, kind, part->valid_from_us);
	if (cell == NULL)
		return;
	cell->quantity += sign * part->quantity;
	cell->amount_nano_eur += sign * part->amount_nano_eur;
	cell->times += times;
}

/* What was billed of an account is the sum of its lines. */
static void sum_lines(struct statements *s)
{
	size_t firsts = s->cells != NULL ? first_cells(s) : 0;

	for (size_t i = 0; i < firsts; i++)
		if (s->cells[i].account != 0)
			s->all[s->cells[i].account].billed_nano_eur +=
			    s->cells[i].amount_nano_eur;
	for (size_t i = 0; i < s->more_count; i++)
		s->all[s->more[i].account].billed_nano_eur +=
		    s->more[i].amount_nano_eur;
}

static void read_line(const struct statements *s, size_t first,
		      const struct cell *cell, struct bill_line *line)
{
	*line = (struct bill_line){
	    .account = cell->account,
	    .world = s->apart ? (uint32_t)(first / BILL_KIND_COUNT) : 0,
	    .kind = (enum bill_kind)(first % BILL_KIND_COUNT),
	    .times = cell->times,
	    .valid_from_us = s->lists[cell->list],
	    .quantity = cell->quantity,
	    .amount_nano_eur = cell->amount_nano_eur};
}

bool statements_next_line(const struct statements *statements,
			  struct bill_walk *walk, struct bill_line *line)
{
	const struct statements *s = statements;
	size_t firsts = s->cells != NULL ? first_cells(s) : 0;
	const struct cell *cell;

	if (walk->after != 0) {
		cell = &s->more[walk->after - 1];
	} else {
		do {
			if (++walk->first >= firsts)
				return false;
			cell = &s->cells[walk->first];
		} while (cell->account == 0);
	}
	walk->after = cell->next;
	read_line(s, walk->first, cell, line);
	return true;
}

/* --- the ends of the span ------------------------------------------------- */

void statements_run_up(struct statements *statements, uint32_t world,
		       const struct unbilled *unbilled, int sign)
{
	uint32_t account = unbilled->account.value;

	for (uint32_t i = 0; i < unbilled->count; i++) {
		const struct bill_part *part = &unbilled->parts[i];

		add_part(statements, account, world, unbilled->kind, part, sign,
			 sign > 0);
		statements->unbilled[account] += part->amount_nano_eur;
	}
}

/* Balances and credits as if what has run up were posted. */
static int64_t settle_balances(struct statements *s,
			       const struct engine *engine, int sign)
{
	int64_t credits = 0;

	for (uint32_t id = 1; id <= s->accounts; id++) {
		const struct account_id account = {id};
		int64_t balance =
		    engine_read_balance(engine, account) - s->unbilled[id];
		int64_t credit;

		/* mostly so at the beginning, and nothing is touched */
		if (balance == 0 && s->unbilled[id] == 0)
			continue;
		credit = engine_unbilled_credit_nano_eur(engine, account,
							 s->unbilled[id]);
		if (sign > 0)
			s->all[id].closing_nano_eur = balance;
		else
			s->all[id].opening_nano_eur = balance;
		s->all[id].credit_used_nano_eur += sign * credit;
		credits += credit;
		s->unbilled[id] = 0; /* for the other end */
	}
	return credits;
}

int64_t statements_begin(struct statements *statements,
			 const struct engine *engine)
{
	statements->open = true;
	return settle_balances(statements, engine, -1);
}

int64_t statements_end(struct statements *statements,
		       const struct engine *engine)
{
	statements->open = false;
	sum_lines(statements);
	return settle_balances(statements, engine, 1);
}

/* --- what happens --------------------------------------------------------- */

static void pay_or_grant(struct statements *s, const struct notice *notice)
{
	struct statement *to = &s->all[notice->posted.customer.value];
	enum ledger_account debit = notice->posted.debit;
	enum ledger_account credit = notice->posted.credit;
	int64_t amount = notice->posted.amount_nano_eur;

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
		pay_or_grant(statements, notice);
	else if (notice->kind == NOTICE_BILLED)
		add_part(statements, notice->billed.customer.value,
			 notice->world.value, notice->billed.kind,
			 &(struct bill_part){
			     .valid_from_us = notice->billed.valid_from_us,
			     .quantity = notice->billed.quantity,
			     .amount_nano_eur = notice->billed.gross_nano_eur},
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

uint32_t statements_accounts(const struct statements *statements)
{
	return statements->accounts;
}

size_t statements_line_count(const struct statements *statements)
{
	return statements->line_count;
}

void statements_expect(const struct statements *statements, uint32_t world)
{
	if (statements->apart && statements->cells != NULL)
		__builtin_prefetch(first_cell(statements, world, BILL_RUN), 1);
}
