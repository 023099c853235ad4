/*
 * test_accounts.c - customers who pay in advance: they are warned, then saved
 * and put to sleep, and never spend more than they have.  At the end 10,000
 * random histories against an oracle that counts minute by minute.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "engine/arithmetic.h"
#include "engine/ledger.h"
#include "engine/pricing.h"
#include "support_engine.h"

#define EUR NANO_EUR_PER_EUR
#define CENT (EUR / 100)
#define WORLDS 6
#define PLAN_MIB 3072 /* 0.06 EUR an hour: a minute is a whole 1,000,000 */
#define MINUTE_NANO_EUR INT64_C(1000000)

static struct engine_config prepaid_config(void)
{
	struct engine_config config = bench_config(WORLDS);

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

static enum drive_status open_account(struct bench *bench, uint32_t account,
				      uint32_t referrer, uint32_t flags)
{
	return bench_feed(bench,
			  (struct input){.kind = INPUT_ACCOUNT_OPENED,
					 .account_opened = {{account},
							    {referrer},
							    flags}});
}

static enum drive_status pay(struct bench *bench, uint32_t account,
			     int64_t amount_nano_eur)
{
	return bench_feed(
	    bench, (struct input){.kind = INPUT_ACCOUNT_CREDITED,
				  .account_credited = {{account},
						       amount_nano_eur}});
}

static void add_world(struct bench *bench, uint32_t world, uint32_t account,
		      uint32_t ram_mib)
{
	assert_int_equal(
	    bench_feed(bench,
		       (struct input){.kind = INPUT_WORLD_REGISTERED,
				      .world = {.world = {world},
						.account = {account},
						.ram_mib = ram_mib,
						.disk_mib = 2048}}),
	    DRIVE_OK);
}

static struct account_view look(const struct bench *bench, uint32_t account)
{
	struct account_view view;

	assert_true(engine_read_account(
	    bench->engine, (struct account_id){account}, &view));
	return view;
}

/* What a stay of a world of 2 GB costs at most: 48 hours. */
static int64_t stay_nano_eur(const struct bench *bench)
{
	return pricing_sleep_nano_eur(&bench->config.book, 2048, 0,
				      bench->config.policy.sleep_window_us);
}

/* An account with money for so many minutes of its one world. */
static void open_with_minutes(struct bench *bench, int64_t minutes)
{
	const struct engine_config config = prepaid_config();

	bench_open(bench, &config);
	assert_int_equal(open_account(bench, 1, 0, OPENED_PREPAID), DRIVE_OK);
	add_world(bench, 1, 1, PLAN_MIB);
	(void)pay(bench, 1, minutes * MINUTE_NANO_EUR + stay_nano_eur(bench));
}

static void start_now(struct bench *bench, uint32_t world, uint32_t request)
{
	bench_start(bench, world, request);
	bench_settle(bench);
}

/* The instants of all notices of a kind, less `from`, in minutes. */
static uint32_t minutes_of(const struct bench *bench, enum notice_kind kind,
			   int64_t from_us, int64_t *minutes, uint32_t most)
{
	uint32_t count = 0;

	for (uint64_t i = 0; i < bench->notice_count; i++)
		if (bench->notices[i].kind == kind && count < most)
			minutes[count++] =
			    (bench->notices[i].at_us - from_us) / US_PER_MINUTE;
	return count;
}

static void warned_then_saved_and_put_to_sleep(void **state)
{
	struct bench bench;
	int64_t warned[8], from_us;
	struct account_view view;

	(void)state;
	open_with_minutes(&bench, 45);
	from_us = bench.now_us;
	start_now(&bench, 1, 1);
	assert_int_equal(look(&bench, 1).minute_nano_eur, MINUTE_NANO_EUR);
	bench_until(&bench, from_us + 45 * US_PER_MINUTE - 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	bench_until(&bench, from_us + 45 * US_PER_MINUTE);
	assert_int_equal(bench_state(&bench, 1), WORLD_STOPPING);
	assert_int_equal(bench.commands[0].kind, COMMAND_STOP_WORLD);
	assert_int_equal(bench.commands[0].reason, REASON_NO_MONEY);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	assert_int_equal(
	    minutes_of(&bench, NOTICE_BALANCE_LOW, from_us, warned, 8), 3);
	assert_int_equal(warned[0], 15);
	assert_int_equal(warned[1], 35);
	assert_int_equal(warned[2], 43);
	assert_int_equal(bench_last(&bench, NOTICE_RUN_ENDED)->value, 45);
	/* what is left pays the stay, to the last second and the last nano */
	view = look(&bench, 1);
	assert_int_equal(view.available_nano_eur, 0);
	bench_until(&bench, bench.now_us + 50 * US_PER_HOUR);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVED);
	assert_int_equal(look(&bench, 1).balance_nano_eur, 0);
	bench_close(&bench);
}

static void a_short_runway_is_told_at_once_and_once(void **state)
{
	struct bench bench;

	(void)state;
	open_with_minutes(&bench, 5);
	start_now(&bench, 1, 1);
	assert_int_equal(bench_count(&bench, NOTICE_BALANCE_LOW), 1);
	assert_int_equal(bench_last(&bench, NOTICE_BALANCE_LOW)->value,
			 5 * US_PER_MINUTE);
	bench_close(&bench);
}

static void a_top_up_moves_the_end_and_the_warnings(void **state)
{
	struct bench bench;
	int64_t from_us;

	(void)state;
	open_with_minutes(&bench, 20);
	from_us = bench.now_us;
	start_now(&bench, 1, 1);
	bench_until(&bench, from_us + 19 * US_PER_MINUTE + 1);
	assert_int_equal(bench_count(&bench, NOTICE_BALANCE_LOW), 3);
	(void)pay(&bench, 1, 40 * MINUTE_NANO_EUR);
	assert_int_equal(look(&bench, 1).stop_at_us,
			 from_us + 60 * US_PER_MINUTE);
	bench_until(&bench, from_us + 59 * US_PER_MINUTE);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	assert_int_equal(bench_count(&bench, NOTICE_BALANCE_LOW), 6);
	bench_close(&bench);
}

static void two_worlds_share_one_purse(void **state)
{
	struct bench bench;
	int64_t from_us;

	(void)state;
	open_with_minutes(&bench, 60);
	add_world(&bench, 2, 1, 2 * PLAN_MIB);
	(void)pay(&bench, 1, stay_nano_eur(&bench));
	from_us = bench.now_us;
	start_now(&bench, 1, 1);
	bench_until(&bench, from_us + 30 * US_PER_SECOND);
	start_now(&bench, 2, 2);
	/* 20 rounds of 1 + 2 = 60: the next minute of world 1 is too much */
	assert_int_equal(look(&bench, 1).stop_at_us,
			 from_us + 20 * US_PER_MINUTE);
	bench_until(&bench, from_us + 10 * US_PER_MINUTE + 1);
	bench_stop(&bench, 2, 2);
	/* 11 and 10 minutes begun: 60 - 31 are left for world 1 */
	assert_int_equal(look(&bench, 1).stop_at_us,
			 from_us + 40 * US_PER_MINUTE);
	bench_close(&bench);
}

static void a_price_change_counts_at_its_minute(void **state)
{
	struct engine_config config = prepaid_config();
	struct bench bench;
	int64_t from_us;

	(void)state;
	/* 20 minutes and a half after the start the price doubles */
	config.book.price_count = 2;
	config.book.prices[1] = config.book.prices[0];
	config.book.prices[1].valid_from_us =
	    config.begin_us + 20 * US_PER_MINUTE + 30 * US_PER_SECOND;
	config.book.prices[1].active_gb_hour_nano_eur *= 2;
	bench_open(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_PREPAID);
	add_world(&bench, 1, 1, PLAN_MIB);
	(void)pay(&bench, 1, 41 * MINUTE_NANO_EUR + stay_nano_eur(&bench));
	from_us = bench.now_us;
	start_now(&bench, 1, 1);
	/* minutes 0 ... 20 at 1, minutes 21 ... 30 at 2 */
	assert_int_equal(look(&bench, 1).stop_at_us,
			 from_us + 31 * US_PER_MINUTE);
	bench_until(&bench, from_us + 31 * US_PER_MINUTE);
	assert_int_equal(bench_last(&bench, NOTICE_RUN_ENDED)->amount_nano_eur,
			 41 * MINUTE_NANO_EUR);
	bench_close(&bench);
}

static void a_start_needs_money(void **state)
{
	struct bench bench;

	(void)state;
	open_with_minutes(&bench, 2);
	bench_start(&bench, 1, 1); /* one nano for the rounding is missing */
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->reason,
			 REASON_NO_MONEY);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVED);
	(void)pay(&bench, 1, 1);
	start_now(&bench, 1, 2);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	/* who does not play any more gets back what is not in use */
	bench_until(&bench, bench.now_us + US_PER_MINUTE);
	bench_stop(&bench, 1, 2);
	bench_settle(&bench);
	assert_int_equal(pay(&bench, 1, -2 * MINUTE_NANO_EUR), DRIVE_REFUSED);
	assert_int_equal(pay(&bench, 1, -MINUTE_NANO_EUR), DRIVE_OK);
	bench_close(&bench);
}

static void an_abandoned_start_frees_what_it_held(void **state)
{
	struct bench bench;
	int64_t before;

	(void)state;
	open_with_minutes(&bench, 10);
	before = look(&bench, 1).available_nano_eur;
	bench_start(&bench, 1, 1);
	assert_true(look(&bench, 1).available_nano_eur < before);
	bench_stop(&bench, 1, 1);
	bench_settle(&bench);
	/* it was starting: it ran for nobody, and sleeps now */
	assert_int_equal(look(&bench, 1).available_nano_eur,
			 before - stay_nano_eur(&bench));
	assert_int_equal(look(&bench, 1).balance_nano_eur, before);
	bench_close(&bench);
}

static void a_late_wake_bills_nobody_beyond_the_end(void **state)
{
	struct bench bench;
	int64_t from_us;

	(void)state;
	open_with_minutes(&bench, 10);
	from_us = bench.now_us;
	start_now(&bench, 1, 1);
	/* the controller sleeps for an hour, then hears of a small payment */
	bench.now_us = from_us + US_PER_HOUR;
	(void)pay(&bench, 1, MINUTE_NANO_EUR);
	bench_settle(&bench);
	assert_int_equal(bench_last(&bench, NOTICE_RUN_ENDED)->value, 10);
	assert_int_equal(look(&bench, 1).available_nano_eur, MINUTE_NANO_EUR);
	bench_close(&bench);
}

static void creating_and_deleting_is_never_free(void **state)
{
	struct bench bench;
	int64_t before;

	(void)state;
	open_with_minutes(&bench, 100);
	before = look(&bench, 1).balance_nano_eur;
	start_now(&bench, 1, 1);
	bench_until(&bench, bench.now_us + US_PER_SECOND);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{1}}});
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_DELETED);
	assert_int_equal(look(&bench, 1).balance_nano_eur,
			 before - MINUTE_NANO_EUR);
	/* nothing is held for what is gone */
	assert_int_equal(look(&bench, 1).available_nano_eur,
			 before - MINUTE_NANO_EUR);
	bench_close(&bench);
}

/* --- credits and their brakes ---------------------------------------------- */

static void starting_credit_has_brakes(void **state)
{
	struct engine_config config = prepaid_config();
	struct bench bench;

	(void)state;
	config.prepaid.starting_credit_nano_eur = 5 * EUR;
	config.prepaid.grants_per_day = 2;
	config.prepaid.unpaid_worlds = 1;
	config.prepaid.unpaid_ram_mib = PLAN_MIB;
	bench_open(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_PREPAID);
	(void)open_account(&bench, 2, 0, OPENED_PREPAID | OPENED_VERIFIED);
	(void)open_account(&bench, 3, 0, OPENED_PREPAID | OPENED_VERIFIED);
	(void)open_account(&bench, 4, 0, OPENED_PREPAID | OPENED_VERIFIED);
	assert_int_equal(look(&bench, 1).credit_nano_eur, 0); /* unverified */
	assert_int_equal(look(&bench, 2).credit_nano_eur, 5 * EUR);
	assert_int_equal(look(&bench, 3).credit_nano_eur, 5 * EUR);
	assert_int_equal(look(&bench, 4).credit_nano_eur, 0); /* third */
	add_world(&bench, 1, 2, PLAN_MIB);
	add_world(&bench, 2, 2, PLAN_MIB);
	add_world(&bench, 3, 3, PLAN_MIB + 1024);
	start_now(&bench, 1, 1);
	start_now(&bench, 2, 2);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->reason,
			 REASON_UNPAID);
	start_now(&bench, 3, 3);
	assert_int_equal(bench_count(&bench, NOTICE_START_REFUSED), 2);
	(void)pay(&bench, 2, EUR);
	start_now(&bench, 2, 4);
	assert_int_equal(bench_state(&bench, 2), WORLD_ACTIVE);
	/* the next day there is credit again; nobody is opened twice */
	bench_until(&bench, bench.now_us + US_PER_DAY);
	(void)open_account(&bench, 5, 0, OPENED_PREPAID | OPENED_VERIFIED);
	assert_int_equal(look(&bench, 5).credit_nano_eur, 5 * EUR);
	assert_int_equal(
	    open_account(&bench, 5, 0, OPENED_PREPAID | OPENED_VERIFIED),
	    DRIVE_REFUSED);
	bench_close(&bench);
}

static void credit_is_used_first_and_lapses(void **state)
{
	struct engine_config config = prepaid_config();
	struct bench bench;
	struct books books;

	(void)state;
	config.prepaid.starting_credit_nano_eur = EUR;
	config.prepaid.credit_lasts_us = 7 * US_PER_DAY;
	bench_open(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_PREPAID | OPENED_VERIFIED);
	(void)pay(&bench, 1, 10 * EUR);
	add_world(&bench, 1, 1, PLAN_MIB);
	start_now(&bench, 1, 1);
	bench_until(&bench, bench.now_us + 10 * US_PER_MINUTE);
	bench_stop(&bench, 1, 1);
	bench_settle(&bench);
	assert_int_equal(look(&bench, 1).credit_nano_eur,
			 EUR - 10 * MINUTE_NANO_EUR);
	engine_read_books(bench.engine, bench.now_us, &books);
	assert_int_equal(books.credits_nano_eur, 10 * MINUTE_NANO_EUR);
	assert_int_equal(books.active_gross_nano_eur, 10 * MINUTE_NANO_EUR);
	bench_until(&bench, config.begin_us + 8 * US_PER_DAY);
	bench_settle(&bench);
	assert_int_equal(look(&bench, 1).credit_nano_eur, 0);
	assert_true(look(&bench, 1).balance_nano_eur == 10 * EUR);
	bench_close(&bench);
}

static void who_brings_a_customer_gets_a_share_once(void **state)
{
	const struct engine_config config = prepaid_config();
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	assert_int_equal(open_account(&bench, 1, 1, OPENED_PREPAID),
			 DRIVE_REFUSED); /* by himself */
	(void)open_account(&bench, 1, 0, OPENED_PREPAID);
	(void)open_account(&bench, 2, 1, OPENED_PREPAID);
	(void)open_account(&bench, 3, 4, OPENED_PREPAID);
	(void)open_account(&bench, 4, 0, OPENED_PREPAID);
	(void)pay(&bench, 1, EUR);
	(void)pay(&bench, 2, 20 * EUR);
	(void)pay(&bench, 2, 20 * EUR);
	(void)pay(&bench, 3, 20 * EUR); /* account 4 has never paid */
	bench_until(&bench, config.begin_us + 14 * US_PER_DAY - 1);
	assert_int_equal(look(&bench, 1).balance_nano_eur, EUR);
	bench_until(&bench, config.begin_us + 15 * US_PER_DAY);
	assert_int_equal(look(&bench, 1).balance_nano_eur, 3 * EUR);
	assert_int_equal(look(&bench, 1).credit_nano_eur, 2 * EUR);
	assert_int_equal(look(&bench, 4).balance_nano_eur, 0);
	bench_close(&bench);
}

static void jobs_have_their_discount(void **state)
{
	struct price_book book = bench_config(1).book;

	(void)state;
	book.job_discount_ppm = 800000;
	assert_int_equal(pricing_job_gb_hour_nano_eur(&book, 0), 4000000);
	book.job_discount_ppm = 0;
	assert_int_equal(pricing_job_gb_hour_nano_eur(&book, 0), 20000000);
}

/* --- random histories ------------------------------------------------------- */

#define ACCOUNTS 3 /* the third is not prepaid */

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
	int64_t active_us[WORLDS + 1]; /* 0: does not run */
	int64_t ended_us[WORLDS + 1];
	int64_t run_nano_eur;	      /* sum over all runs, by the oracle */
	int64_t posted_nano_eur;      /* to revenue */
	int64_t invoices[ACCOUNTS + 1]; /* the same, by customer */
	int64_t credits_nano_eur;
	bool late;
	uint64_t read; /* notices so far */
};

/* Minute by minute, by the definition; a 128-bit sum, rounded half to even. */
static int64_t oracle_nano_eur(const struct price_book *book, uint32_t ram_mib,
			       int64_t from_us, int64_t to_us)
{
	wide sum = 0, whole;
	const int64_t unit = 60 * 1024;

	for (int64_t at_us = from_us; at_us < to_us; at_us += 60000000) {
		int64_t price = book->prices[0].active_gb_hour_nano_eur;

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
	assert_int_equal(notice->since_us, history->active_us[id]);
	assert_true(notice->since_us >= history->ended_us[id]);
	expected = oracle_nano_eur(&bench->config.book, view.ram_mib,
				   notice->since_us, notice->at_us);
	if (history->late) /* given away: never more than that */
		assert_true(notice->amount_nano_eur <= expected);
	else
		assert_int_equal(notice->amount_nano_eur, expected);
	history->run_nano_eur += notice->amount_nano_eur;
	history->active_us[id] = 0;
	history->ended_us[id] = notice->at_us;
}

static void a_posting(struct history *history, const struct notice *notice)
{
	bool revenue =
	    notice->value == LEDGER_ACTIVE || notice->value == LEDGER_SLEEP;

	if (notice->detail == LEDGER_CUSTOMERS && revenue) {
		history->posted_nano_eur += notice->amount_nano_eur;
		history->invoices[notice->request] += notice->amount_nano_eur;
	}
	if (notice->detail == LEDGER_CREDITS)
		history->credits_nano_eur += notice->amount_nano_eur;
}

static void read_notices(const struct bench *bench, struct history *history)
{
	for (; history->read < bench->notice_count; history->read++) {
		const struct notice *notice = &bench->notices[history->read];

		switch ((enum notice_kind)notice->kind) {
		case NOTICE_WORLD_ACTIVE:
			assert_int_equal(
			    history->active_us[notice->world.value], 0);
			history->active_us[notice->world.value] =
			    notice->at_us;
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
	uint32_t world = 1 + dice(WORLDS), account = 1 + dice(ACCOUNTS);

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

static void end_history(struct bench *bench, struct history *history)
{
	struct books books;

	for (uint32_t world = 1; world <= WORLDS; world++)
		bench_stop(bench, world, 0);
	bench_settle(bench);
	bench_until(bench, bench->now_us + 30 * US_PER_HOUR);
	bench_settle(bench);
	read_notices(bench, history);
	for (uint32_t world = 1; world <= WORLDS; world++)
		assert_int_equal(history->active_us[world], 0);
	engine_read_books(bench->engine, bench->now_us, &books);
	assert_int_equal(books.active_gross_nano_eur, history->run_nano_eur);
	assert_int_equal(books.active_gross_nano_eur +
			     books.sleep_gross_nano_eur,
			 history->posted_nano_eur);
	assert_int_equal(history->posted_nano_eur,
			 history->invoices[1] + history->invoices[2] +
			     history->invoices[3]);
	assert_int_equal(books.credits_nano_eur, history->credits_nano_eur);
}

/* The seed is in the message of whatever fails. */
static void random_history(uint64_t seed)
{
	struct history history = {0};
	struct engine_config config;
	struct bench bench;

	dice_state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	config = drawn_config();
	bench_open(&bench, &config);
	bench.audit = false; /* done below, after every event */
	history.late = dice(4) == 0;
	for (uint32_t account = 1; account <= ACCOUNTS; account++)
		(void)open_account(&bench, account, account == 2 ? 1 : 0,
				   account == ACCOUNTS
				       ? 0
				       : OPENED_PREPAID |
					     dice(2) * OPENED_VERIFIED);
	for (uint32_t world = 1; world <= WORLDS; world++)
		add_world(&bench, world, 1 + dice(ACCOUNTS),
			  512 + dice(8000));
	for (int i = 0; i < 60; i++) {
		int64_t next_us = bench.now_us + (int64_t)dice(600000000);

		if (history.late && dice(3) == 0)
			bench.now_us = next_us; /* nobody is awake */
		else
			bench_until(&bench, next_us);
		one_event(&bench);
		read_notices(&bench, &history);
		assert_nobody_overspent(&bench);
	}
	end_history(&bench, &history);
	bench_close(&bench);
}

static void random_histories_add_up(void **state)
{
	const char *number = getenv("CONDUCTOR_HISTORIES");
	uint64_t seeds = number != NULL ? strtoull(number, NULL, 10) : 10000;

	(void)state;
	for (uint64_t seed = 1; seed <= seeds; seed++)
		random_history(seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(warned_then_saved_and_put_to_sleep),
	    cmocka_unit_test(a_short_runway_is_told_at_once_and_once),
	    cmocka_unit_test(a_top_up_moves_the_end_and_the_warnings),
	    cmocka_unit_test(two_worlds_share_one_purse),
	    cmocka_unit_test(a_price_change_counts_at_its_minute),
	    cmocka_unit_test(a_start_needs_money),
	    cmocka_unit_test(an_abandoned_start_frees_what_it_held),
	    cmocka_unit_test(a_late_wake_bills_nobody_beyond_the_end),
	    cmocka_unit_test(creating_and_deleting_is_never_free),
	    cmocka_unit_test(starting_credit_has_brakes),
	    cmocka_unit_test(credit_is_used_first_and_lapses),
	    cmocka_unit_test(who_brings_a_customer_gets_a_share_once),
	    cmocka_unit_test(jobs_have_their_discount),
	    cmocka_unit_test(random_histories_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
