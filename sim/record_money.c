#include "sim/record_money.h"

#include <stdlib.h>
#include <string.h>

#include "engine/kit/arithmetic.h"
#include "engine/questions.h"
#include "sim/simulation.h"
#include "sim/statements.h"

#define GIB 1024.0

struct money {
	struct simulation *sim;
	struct books at_from;
	struct statements *statements; /* NULL: not asked for */
};

static bool is_about_money(enum reason reason)
{
	return reason == REASON_NO_MONEY || reason == REASON_UNPAID;
}

static void money_notice(void *self, const struct notice *notice)
{
	const struct money *money = self;
	struct wallet_figures *wallet = &money->sim->figures->wallet;
	enum reason reason = (enum reason)notice->reason;

	if (!money->sim->in_window)
		return;
	if (notice->kind == NOTICE_BALANCE_LOW)
		wallet->warnings++;
	else if (notice->kind == NOTICE_RUN_ENDED)
		wallet->put_to_sleep += reason == REASON_NO_MONEY;
	else if (notice->kind == NOTICE_START_REFUSED)
		wallet->refused_no_money += is_about_money(reason);
	else if (money->statements != NULL)
		statements_notice(money->statements, notice);
}

static void money_run_up(void *self, uint32_t world,
			 const struct unbilled *unbilled, int sign)
{
	const struct money *money = self;

	statements_run_up(money->statements, world, unbilled, sign);
}

static void money_begins(void *self)
{
	struct money *money = self;
	const struct simulation *sim = money->sim;

	engine_read_books(sim->engine, sim->from_us, &money->at_from);
	if (money->statements != NULL)
		money->at_from.credits_nano_eur +=
		    statements_begin(money->statements, sim->engine);
}

static void money_expect(const void *self, uint32_t world)
{
	const struct money *money = self;

	statements_expect(money->statements, world);
}

/* --- the end -------------------------------------------------------------- */

static void sum_wallets(const struct money *money)
{
	const struct statement *all = statements_all(money->statements);
	struct wallet_figures *wallet = &money->sim->figures->wallet;

	for (uint32_t id = 1; id <= money->sim->trace->account_count; id++) {
		const struct statement *s = &all[id];

		wallet->opening_nano_eur += s->opening_nano_eur;
		wallet->closing_nano_eur += s->closing_nano_eur;
		wallet->top_ups_nano_eur +=
		    s->paid_in_nano_eur - s->paid_back_nano_eur;
		wallet->granted_nano_eur +=
		    s->granted_nano_eur + s->referral_nano_eur;
		wallet->lapsed_nano_eur += s->lapsed_nano_eur;
	}
}

/* Where hours that were paid before the window last into it, what they cost was
 * free in it, or used, without being paid in it: rounding is less by that, and
 * below zero where no such hours follow at the end, as under a month's cap.
 * Then it is taken from what was free. */
static void settle_rounding(struct books *books)
{
	static const enum idle_cause free_ram[] = {IDLE_SLACK, IDLE_NIGHT,
						   IDLE_FRAGMENTATION,
						   IDLE_RESERVE, IDLE_BOOT};
	int64_t *idle = books->idle_nano_eur;

	for (size_t i = 0; i < sizeof free_ram / sizeof free_ram[0]; i++) {
		int64_t taken =
		    min_i64(-idle[IDLE_ROUNDING], idle[free_ram[i]]);

		if (taken <= 0)
			continue;
		idle[free_ram[i]] -= taken;
		idle[IDLE_ROUNDING] += taken;
	}
	if (idle[IDLE_ROUNDING] < 0) {
		books->used_nano_eur += idle[IDLE_ROUNDING];
		idle[IDLE_ROUNDING] = 0;
	}
}

/* What follows from the books alone. */
static void fill_usage(struct figures *f)
{
	const struct books *books = &f->books;

	f->active_gb_hours = (double)books->active_mib_minutes / GIB / 60;
	f->vm_hours_used = (double)books->cloud_used_us / US_PER_HOUR;
	f->paid_minutes_wasted =
	    (double)(books->cloud_alive_us - books->cloud_used_us +
		     books->cloud_wasted_us) /
	    US_PER_MINUTE;
}

static void money_ends(void *self)
{
	struct money *money = self;
	struct simulation *sim = money->sim;
	struct figures *f = sim->figures;
	struct books at_to, without;

	engine_read_books(sim->engine, sim->to_us, &at_to);
	if (money->statements != NULL) {
		at_to.credits_nano_eur +=
		    statements_end(money->statements, sim->engine);
		sum_wallets(money);
		if (!statements_complete(money->statements))
			sim->failed = true;
		if (sim->options->detail) { /* it outlives the simulation */
			f->statements = money->statements;
			money->statements = NULL;
		}
	}
	books_subtract(&sim->config.book, &at_to, &money->at_from, &f->books);
	settle_rounding(&f->books);
	at_to.sleep_gross_nano_eur = money->at_from.sleep_gross_nano_eur;
	books_subtract(&sim->config.book, &at_to, &money->at_from, &without);
	f->net_without_sleep_nano_eur = without.net_nano_eur;
	fill_usage(f);
}

static void money_close(void *self)
{
	struct money *money = self;

	statements_close(money->statements);
	free(money);
}

bool record_money_open(struct simulation *sim)
{
	bool invoices = sim->options->detail;
	bool has_statements = invoices || sim->scenario->accounts.prepaid;
	struct money *money = calloc(1, sizeof *money);

	if (money == NULL)
		return false;
	money->sim = sim;
	observers_add(&sim->observers,
		      &(struct observer){
			  .self = money,
			  .mask = UINT64_C(1) << NOTICE_BALANCE_LOW |
				  UINT64_C(1) << NOTICE_RUN_ENDED |
				  UINT64_C(1) << NOTICE_START_REFUSED |
				  (has_statements ? statements_mask() : 0),
			  .notice = money_notice,
			  .expect = has_statements ? money_expect : NULL,
			  .run_up = has_statements ? money_run_up : NULL,
			  .window_begins = money_begins,
			  .finish = money_ends,
			  .close = money_close,
		      });
	if (has_statements)
		money->statements =
		    statements_open(sim->trace->world_count,
				    sim->trace->account_count, invoices);
	return !has_statements || money->statements != NULL;
}
