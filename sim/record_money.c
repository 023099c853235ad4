/*
 * record_money.c - figures of prepaid accounts, and the invoices of
 * replication 0; a part of the recorder.
 */
#include <stdlib.h>
#include <string.h>

#include "sim/simulation.h"
#include "sim/statements.h"

bool record_money_open(struct simulation *sim)
{
	bool invoices = sim->options->detail;

	if (!invoices && !sim->scenario->accounts.prepaid)
		return true;
	sim->statements = statements_open(sim->trace->world_count,
					  sim->trace->account_count, invoices);
	return sim->statements != NULL;
}

void record_money_close(struct simulation *sim)
{
	statements_close(sim->statements);
}

uint64_t record_money_mask(const struct simulation *sim)
{
	return sim->statements != NULL ? statements_mask() : 0;
}

static bool is_about_money(enum reason reason)
{
	return reason == REASON_NO_MONEY || reason == REASON_UNPAID;
}

void record_money_notice(struct simulation *sim, const struct notice *notice,
			 struct wallet_figures *wallet)
{
	enum reason reason = (enum reason)notice->reason;

	if (notice->kind == NOTICE_BALANCE_LOW)
		wallet->warnings++;
	else if (notice->kind == NOTICE_RUN_ENDED)
		wallet->put_to_sleep += reason == REASON_NO_MONEY;
	else if (notice->kind == NOTICE_START_REFUSED)
		wallet->refused_no_money += is_about_money(reason);
	if (sim->statements != NULL)
		statements_notice(sim->statements, notice);
}

void record_money_begins(struct simulation *sim, struct books *at_from)
{
	if (sim->statements != NULL)
		at_from->credits_nano_eur += statements_begin(
		    sim->statements, sim->engine, sim->from_us);
}

/* The detail outlives the simulation. */
static void keep_invoices(struct simulation *sim, struct figures *f)
{
	uint32_t accounts = sim->trace->account_count;
	size_t count;
	const struct bill_line *lines =
	    statements_lines(sim->statements, &count);

	f->statements = calloc((size_t)accounts + 1, sizeof *f->statements);
	f->bills = calloc(count + 1, sizeof *f->bills);
	if (f->statements == NULL || f->bills == NULL) {
		sim->failed = true;
		return;
	}
	memcpy(f->statements, statements_all(sim->statements) + 1,
	       accounts * sizeof *f->statements);
	if (count != 0)
		memcpy(f->bills, lines, count * sizeof *f->bills);
	for (size_t i = 0; i < count; i++) {
		const struct trace_world *world;

		if (f->bills[i].world == 0)
			continue;
		world = &sim->trace->worlds[f->bills[i].world - 1];
		f->bills[i].size_mib = f->bills[i].kind == BILL_RUN
					   ? world->ram_mib
					   : world->disk_mib;
	}
	f->statement_count = accounts;
	f->bill_count = count;
}

void record_money_ends(struct simulation *sim, struct figures *f,
		       struct books *at_to)
{
	struct wallet_figures *wallet = &f->wallet;
	const struct statement *all;

	if (sim->statements == NULL)
		return;
	at_to->credits_nano_eur +=
	    statements_end(sim->statements, sim->engine, sim->to_us);
	all = statements_all(sim->statements);
	for (uint32_t id = 1; id <= sim->trace->account_count; id++) {
		const struct statement *s = &all[id];

		wallet->opening_nano_eur += s->opening_nano_eur;
		wallet->closing_nano_eur += s->closing_nano_eur;
		wallet->top_ups_nano_eur +=
		    s->paid_in_nano_eur - s->paid_back_nano_eur;
		wallet->granted_nano_eur +=
		    s->granted_nano_eur + s->referral_nano_eur;
		wallet->lapsed_nano_eur += s->lapsed_nano_eur;
	}
	sim->failed = sim->failed || !statements_complete(sim->statements);
	if (sim->options->detail)
		keep_invoices(sim, f);
}
