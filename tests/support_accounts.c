#include "support_accounts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/kit/arithmetic.h"
#include "engine/kit/ledger.h"
#include "engine/questions.h"
#include "sim/statements.h"

#define EVENTS 60
#define ACCOUNTS 3 /* the third is not prepaid */
#define EUR NANO_EUR_PER_EUR
#define CENT (EUR / 100)

struct engine_config prepaid_config(void)
{
	struct engine_config config = bench_config(HISTORY_WORLDS);

	config.prepaid = (struct prepaid){
	    .starting_credit_nano_eur = 0,
	    .credit_lasts_us = 90 * US_PER_DAY,
	    .grants_per_day = COUNT_OFF,
	    .unpaid_worlds = COUNT_OFF,
	    .unpaid_ram_mib = COUNT_OFF,
	    .referral_ppm = 100000,
	    .referral_hold_us = 14 * US_PER_DAY,
	    .first_minutes = 2,
	    .warning_count = 3,
	    .warnings_us = {30 * US_PER_MINUTE, 10 * US_PER_MINUTE,
			    2 * US_PER_MINUTE},
	};
	return config;
}

enum drive_status open_account(struct bench *bench, uint32_t account,
			       uint32_t referrer, uint32_t flags)
{
	return bench_feed(
	    bench,
	    (struct input){.kind = INPUT_ACCOUNT_OPENED,
			   .account_opened = {{account}, {referrer}, flags}});
}

enum drive_status pay(struct bench *bench, uint32_t account,
		      int64_t amount_nano_eur)
{
	return bench_feed(
	    bench,
	    (struct input){.kind = INPUT_ACCOUNT_CREDITED,
			   .account_credited = {{account}, amount_nano_eur}});
}

void add_world(struct bench *bench, uint32_t world, uint32_t account,
	       uint32_t ram_mib)
{
	assert_int_equal(
	    bench_feed(bench, (struct input){.kind = INPUT_WORLD_REGISTERED,
					     .world = {.world = {world},
						       .account = {account},
						       .ram_mib = ram_mib,
						       .disk_mib = 2048}}),
	    DRIVE_OK);
}

struct account_view look(const struct bench *bench, uint32_t account)
{
	struct account_view view;

	assert_true(engine_read_account(bench->engine,
					(struct account_id){account}, &view));
	return view;
}

/* --- random histories ----------------------------------------------------- */

static uint64_t dice_state;

static uint32_t dice(uint32_t sides)
{
	dice_state ^= dice_state << 13;
	dice_state ^= dice_state >> 7;
	dice_state ^= dice_state << 17;
	return (uint32_t)(dice_state >> 33) % sides;
}

static struct engine_config drawn_config(void)
{
	struct engine_config config = prepaid_config();
	int64_t at_us = config.begin_us;

	config.book.price_count = 1 + dice(4);
	for (uint32_t i = 1; i < config.book.price_count; i++) {
		at_us += dice(90) * US_PER_MINUTE + dice(60000001);
		config.book.prices[i] = (struct book_price){
		    at_us, dice(4) * 9876543 + dice(1000), dice(400000000)};
	}
	config.book.bill_from_request = dice(2);
	config.policy.sleep_window_us = dice(4) * dice(300) * US_PER_MINUTE;
	config.prepaid.starting_credit_nano_eur = dice(3) * dice(20) * CENT;
	config.prepaid.credit_lasts_us = dice(200) * US_PER_MINUTE;
	config.prepaid.first_minutes = 1 + dice(4);
	config.prepaid.unpaid_worlds = dice(3) == 0 ? 1 : COUNT_OFF;
	config.prepaid.referral_hold_us = dice(100) * US_PER_MINUTE;
	return config;
}

/* What the oracle knows of a world: its run, and what is over. */
struct history {
	int64_t requested_us[HISTORY_WORLDS + 1];
	bool wanted[HISTORY_WORLDS + 1];
	int64_t active_us[HISTORY_WORLDS + 1]; /* 0: does not run */
	int64_t ended_us[HISTORY_WORLDS + 1];
	int64_t run_nano_eur;		/* sum over all runs, by the oracle */
	int64_t posted_nano_eur;	/* to revenue */
	int64_t invoices[ACCOUNTS + 1]; /* the same, by customer */
	int64_t credits_nano_eur;
	bool late;
	uint64_t read; /* notices so far */
	/* invoices of a span that begins and ends between any two events */
	struct statements *statements;
	int begins, ends;
	struct books before;
};

/* Minute by minute from the run's start, those that begin in [active, end); a
 * 128-bit sum, rounded half to even. */
static int64_t oracle_nano_eur(const struct price_book *book, uint32_t ram_mib,
			       int64_t run_us, int64_t active_us, int64_t to_us)
{
	wide sum = 0, whole;
	const int64_t unit = 60 * 1024;

	for (int64_t at_us = run_us; at_us < to_us; at_us += 60000000) {
		int64_t price = book->prices[0].active_gb_hour_nano_eur;

		if (at_us < active_us)
			continue;
		for (uint32_t i = 1; i < book->price_count; i++)
			if (book->prices[i].valid_from_us <= at_us)
				price = book->prices[i].active_gb_hour_nano_eur;
		sum += (wide)price * ram_mib;
	}
	whole = sum / unit;
	if (2 * (sum % unit) > unit ||
	    (2 * (sum % unit) == unit && whole % 2 != 0))
		whole++;
	return (int64_t)whole;
}

static void a_run_ended(const struct bench *bench, struct history *history,
			const struct notice *notice)
{
	uint32_t id = notice->world.value;
	struct world_view view;
	int64_t expected;

	assert_true(engine_read_world(bench->engine, notice->world, &view));
	/* it ran, it was not billed before, and not earlier than it ran */
	assert_true(history->active_us[id] != 0);
	assert_int_equal(notice->run_ended.active_us, history->active_us[id]);
	assert_true(notice->run_ended.active_us >= history->ended_us[id]);
	expected = oracle_nano_eur(&bench->config.book, view.ram_mib,
				   bench->config.book.bill_from_request
				       ? history->requested_us[id]
				       : notice->run_ended.active_us,
				   notice->run_ended.active_us, notice->at_us);
	if (history->late) /* given away: never more than that */
		assert_true(notice->run_ended.gross_nano_eur <= expected);
	else
		assert_int_equal(notice->run_ended.gross_nano_eur, expected);
	history->run_nano_eur += notice->run_ended.gross_nano_eur;
	history->active_us[id] = 0;
	history->ended_us[id] = notice->at_us;
}

static void a_posting(struct history *history, const struct notice *notice)
{
	bool revenue = notice->posted.credit == LEDGER_ACTIVE ||
		       notice->posted.credit == LEDGER_SLEEP;

	if (notice->posted.debit == LEDGER_CUSTOMERS && revenue) {
		history->posted_nano_eur += notice->posted.amount_nano_eur;
		history->invoices[notice->posted.customer.value] +=
		    notice->posted.amount_nano_eur;
	}
	if (notice->posted.debit == LEDGER_CREDITS)
		history->credits_nano_eur += notice->posted.amount_nano_eur;
}

static void read_notices(const struct bench *bench, struct history *history)
{
	for (; history->read < bench->notice_count; history->read++) {
		const struct notice *notice = &bench->notices[history->read];

		statements_notice(history->statements, notice);
		switch ((enum notice_kind)notice->kind) {
		case NOTICE_WORLD_ACTIVE:
			assert_int_equal(
			    history->active_us[notice->world.value], 0);
			history->active_us[notice->world.value] = notice->at_us;
			break;
		case NOTICE_RUN_ENDED:
			a_run_ended(bench, history, notice);
			break;
		case NOTICE_POSTED:
			a_posting(history, notice);
			break;
		default:
			break;
		}
	}
}

static void one_event(struct bench *bench)
{
	uint32_t world = 1 + dice(HISTORY_WORLDS), account = 1 + dice(ACCOUNTS);

	switch (dice(20)) {
	case 0:
		(void)bench_feed(bench,
				 (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{world}}});
		break;
	case 1:
	case 2:
	case 3:
		(void)pay(bench, account,
			  (int64_t)(dice(40) * dice(1000001)) -
			      (int64_t)dice(3) * EUR / 100);
		break;
	case 4:
	case 5:
	case 6:
	case 7:
		bench_stop(bench, world, 0);
		break;
	case 8:
	case 9:
	case 10:
		if (bench->command_count > 0)
			bench_answer(bench, dice(bench->command_count),
				     OUTCOME_DONE);
		break;
	default:
		bench_start(bench, world, 1 + dice(1000));
		break;
	}
}

/* A run is asked for when its world begins to be wanted. */
static void follow_requests(const struct bench *bench, struct history *history)
{
	for (uint32_t id = 1; id <= HISTORY_WORLDS; id++) {
		struct world_view view;
		bool known = engine_read_world(bench->engine,
					       (struct world_id){id}, &view);

		if (known && view.wanted && !history->wanted[id])
			history->requested_us[id] = bench->now_us;
		history->wanted[id] = known && view.wanted;
	}
}

/* What is over is read before what is new: a world that time put to sleep can
 * be asked for again in the same breath. */
static void catch_up(const struct bench *bench, struct history *history)
{
	read_notices(bench, history);
	follow_requests(bench, history);
}

/* Now is not later than the money of any account. */
static void assert_nobody_overspent(const struct bench *bench)
{
	for (uint32_t account = 1; account <= 2; account++) {
		struct account_view view = look(bench, account);

		assert_true(view.balance_nano_eur >= 0);
		assert_true(view.available_nano_eur >= 0);
	}
	assert_null(engine_audit(bench->engine));
}

/* --- invoices of a span --------------------------------------------------- */

static void run_up(const struct bench *bench, struct statements *statements,
		   int sign)
{
	for (uint32_t id = 1; id <= bench->config.limits.worlds_max; id++) {
		struct unbilled unbilled;

		engine_read_unbilled(bench->engine, (struct world_id){id},
				     bench->now_us, &unbilled);
		statements_run_up(statements, id, &unbilled, sign);
	}
}

int64_t begin_statements(const struct bench *bench,
			 struct statements *statements)
{
	run_up(bench, statements, -1);
	return statements_begin(statements, bench->engine);
}

int64_t end_statements(const struct bench *bench, struct statements *statements)
{
	run_up(bench, statements, 1);
	return statements_end(statements, bench->engine);
}

static void span_begins(const struct bench *bench, struct history *history)
{
	engine_read_books(bench->engine, bench->now_us, &history->before);
	history->before.credits_nano_eur +=
	    begin_statements(bench, history->statements);
}

static void assert_a_statement(const struct bench *bench,
			       const struct history *history, uint32_t account,
			       int64_t lines_nano_eur)
{
	const struct statement *s =
	    &statements_all(history->statements)[account];

	assert_int_equal(s->billed_nano_eur, lines_nano_eur);
	assert_int_equal(s->closing_nano_eur,
			 s->opening_nano_eur + s->paid_in_nano_eur -
			     s->paid_back_nano_eur + s->granted_nano_eur +
			     s->referral_nano_eur - s->lapsed_nano_eur -
			     s->billed_nano_eur);
	if (look(bench, account).prepaid && !history->late)
		assert_true(s->closing_nano_eur >= 0);
}

/* Every line is of its customer and they add up to the revenue of the span,
 * which the engine's books tell by another way. */
static void span_ends(const struct bench *bench, struct history *history)
{
	int64_t sums[ACCOUNTS + 1] = {0}, all = 0, credits = 0;
	struct bill_walk walk = {0};
	struct bill_line line;
	struct books after;
	size_t count = 0;

	engine_read_books(bench->engine, bench->now_us, &after);
	after.credits_nano_eur += end_statements(bench, history->statements);
	while (statements_next_line(history->statements, &walk, &line)) {
		count++;
		assert_in_range(line.account, 1, ACCOUNTS);
		assert_true(line.quantity >= 0);
		assert_true(line.amount_nano_eur >= 0);
		sums[line.account] += line.amount_nano_eur;
	}
	assert_int_equal(count, statements_line_count(history->statements));
	for (uint32_t account = 1; account <= ACCOUNTS; account++) {
		assert_a_statement(bench, history, account, sums[account]);
		all += sums[account];
		credits += statements_all(history->statements)[account]
			       .credit_used_nano_eur;
	}
	assert_int_equal(all, after.active_gross_nano_eur +
				  after.sleep_gross_nano_eur -
				  history->before.active_gross_nano_eur -
				  history->before.sleep_gross_nano_eur);
	assert_int_equal(credits, after.credits_nano_eur -
				      history->before.credits_nano_eur);
}

static void end_history(struct bench *bench, struct history *history)
{
	struct books books;

	for (uint32_t world = 1; world <= HISTORY_WORLDS; world++)
		bench_stop(bench, world, 0);
	bench_settle(bench);
	bench_until(bench, bench->now_us + 30 * US_PER_HOUR);
	bench_settle(bench);
	read_notices(bench, history);
	for (uint32_t world = 1; world <= HISTORY_WORLDS; world++)
		assert_int_equal(history->active_us[world], 0);
	engine_read_books(bench->engine, bench->now_us, &books);
	assert_int_equal(books.active_gross_nano_eur, history->run_nano_eur);
	assert_int_equal(books.active_gross_nano_eur +
			     books.sleep_gross_nano_eur,
			 history->posted_nano_eur);
	assert_int_equal(history->posted_nano_eur, history->invoices[1] +
						       history->invoices[2] +
						       history->invoices[3]);
	assert_int_equal(books.credits_nano_eur, history->credits_nano_eur);
}

void random_history(uint64_t seed)
{
	struct history history = {0};
	struct engine_config config;
	struct bench bench;

	dice_state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	config = drawn_config();
	bench_open(&bench, &config);
	bench.audit = false; /* done below, after every event */
	history.late = dice(4) == 0;
	history.statements = statements_open(HISTORY_WORLDS, ACCOUNTS, true);
	assert_non_null(history.statements);
	history.begins = (int)(seed % EVENTS);
	history.ends =
	    history.begins + (int)(seed / EVENTS % (EVENTS - seed % EVENTS));
	for (uint32_t account = 1; account <= ACCOUNTS; account++)
		(void)open_account(&bench, account, account == 2 ? 1 : 0,
				   account == ACCOUNTS
				       ? 0
				       : OPENED_PREPAID |
					     dice(2) * OPENED_VERIFIED);
	for (uint32_t world = 1; world <= HISTORY_WORLDS; world++)
		add_world(&bench, world, 1 + dice(ACCOUNTS), 512 + dice(8000));
	for (int i = 0; i < EVENTS; i++) {
		int64_t next_us = bench.now_us + (int64_t)dice(600000000);

		if (history.late && dice(3) == 0)
			bench.now_us = next_us; /* nobody is awake */
		else
			bench_until(&bench, next_us);
		catch_up(&bench, &history);
		one_event(&bench);
		catch_up(&bench, &history);
		assert_nobody_overspent(&bench);
		if (i == history.begins)
			span_begins(&bench, &history);
		if (i == history.ends)
			span_ends(&bench, &history);
	}
	end_history(&bench, &history);
	statements_close(history.statements);
	bench_close(&bench);
}
