/*
 * test_accounts.c - customers who pay in advance: they are warned, then saved
 * and put to sleep, and never spend more than they have.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/kit/pricing.h"
#include "engine/questions.h"
#include "support_accounts.h"

#define EUR NANO_EUR_PER_EUR
#define PLAN_MIB 3072 /* 0.06 EUR an hour: a minute is a whole 1,000,000 */
#define MINUTE_NANO_EUR INT64_C(1000000)

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

static void a_world_is_saved_and_asleep_before_its_money_ends(void **state)
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
	assert_int_equal(
	    bench_last(&bench, NOTICE_RUN_ENDED)->run_ended.minutes, 45);
	/* what is left pays the stay, to the last second and the last nano */
	view = look(&bench, 1);
	assert_int_equal(view.available_nano_eur, 0);
	bench_until(&bench, bench.now_us + 50 * US_PER_HOUR);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVED);
	assert_int_equal(look(&bench, 1).balance_nano_eur, 0);
	bench_close(&bench);
}

/* A new world has nothing that could sleep when its first start fails. */
static void a_first_start_that_fails_costs_nothing(void **state)
{
	struct bench bench;
	int64_t balance;

	(void)state;
	open_with_minutes(&bench, 45);
	balance = look(&bench, 1).balance_nano_eur;
	bench_start(&bench, 1, 1);
	while (bench_commands(&bench, COMMAND_START_WORLD) > 0) {
		bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_FAILED);
		bench_until(&bench, bench.now_us + US_PER_MINUTE);
	}
	assert_int_equal(bench_count(&bench, NOTICE_START_REFUSED), 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVED);
	bench_until(&bench, bench.now_us + 60 * US_PER_HOUR);
	bench_settle(&bench);
	assert_int_equal(look(&bench, 1).balance_nano_eur, balance);
	assert_int_equal(look(&bench, 1).available_nano_eur, balance);
	bench_close(&bench);
}

static void a_short_runway_warns_at_once_and_only_once(void **state)
{
	struct bench bench;

	(void)state;
	open_with_minutes(&bench, 5);
	start_now(&bench, 1, 1);
	assert_int_equal(bench_count(&bench, NOTICE_BALANCE_LOW), 1);
	assert_int_equal(
	    bench_last(&bench, NOTICE_BALANCE_LOW)->balance_low.runway_us,
	    5 * US_PER_MINUTE);
	bench_close(&bench);
}

static void a_top_up_moves_the_run_out_and_its_warnings(void **state)
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

static void two_worlds_share_one_balance(void **state)
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

/* A large world and ten small ones, the first of them long before the end: each
 * brings it a little nearer, and more of them do than an account has entries in
 * the timer queue.  All are stopped when the money ends. */
static void small_worlds_bring_the_end_nearer(void **state)
{
	enum { SMALL = 10 };
	struct engine_config config = prepaid_config();
	struct bench bench;
	int64_t end_us;

	(void)state;
	config.limits.worlds_max = SMALL + 1;
	config.prepaid.warning_count = 0; /* nothing else to look for */
	bench_open(&bench, &config);
	assert_int_equal(open_account(&bench, 1, 0, OPENED_PREPAID), DRIVE_OK);
	(void)pay(&bench, 1,
		  9600 * MINUTE_NANO_EUR + (SMALL + 1) * stay_nano_eur(&bench));
	add_world(&bench, 1, 1, 16 * PLAN_MIB);
	start_now(&bench, 1, 1);
	for (uint32_t world = 2; world <= SMALL + 1; world++) {
		bench_until(&bench, bench.now_us + 20 * US_PER_MINUTE);
		add_world(&bench, world, 1, PLAN_MIB);
		start_now(&bench, world, world);
	}
	end_us = look(&bench, 1).stop_at_us;
	bench_until(&bench, end_us - 1);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), 0);
	assert_int_equal(look(&bench, 1).stop_at_us, end_us);
	bench_until(&bench, end_us);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), SMALL + 1);
	bench_close(&bench);
}

/* One after the other begins to play on one balance, each within the minute:
 * the end comes nearer more often than the clock has entries. */
static void a_crowd_on_one_balance_gets_a_minute(void **state)
{
	enum { CROWD = 20 };
	struct engine_config config = prepaid_config();
	struct bench bench;
	int64_t end_us;

	(void)state;
	config.limits.worlds_max = CROWD;
	config.prepaid.warning_count = 0; /* nothing else to look for */
	bench_open(&bench, &config);
	assert_int_equal(open_account(&bench, 1, 0, OPENED_PREPAID), DRIVE_OK);
	(void)pay(&bench, 1,
		  600 * MINUTE_NANO_EUR + CROWD * stay_nano_eur(&bench));
	for (uint32_t world = 1; world <= CROWD; world++) {
		add_world(&bench, world, 1, PLAN_MIB);
		start_now(&bench, world, world);
		bench_until(&bench, bench.now_us + 30 * US_PER_SECOND);
	}
	end_us = look(&bench, 1).stop_at_us;
	bench_until(&bench, end_us - 1);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), 0);
	bench_until(&bench, end_us + US_PER_MINUTE);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), CROWD);
	bench_close(&bench);
}

/* Its stay is paid, and nothing else. */
static void start_another(struct bench *bench, uint32_t world, uint32_t ram_mib)
{
	add_world(bench, world, 1, ram_mib);
	(void)pay(bench, 1, stay_nano_eur(bench));
	start_now(bench, world, world);
	assert_int_equal(bench_state(bench, world), WORLD_ACTIVE);
}

/* Half a minute before a warning the account is looked at again and again, and
 * nothing has changed; then three more worlds leave too little for the next
 * minute of the first, which begins in ten seconds. */
static void looks_that_change_nothing_use_nothing_up(void **state)
{
	struct engine_config config = prepaid_config();
	struct bench bench;
	int64_t minute_us;

	(void)state;
	config.prepaid.warning_count = 1;
	config.prepaid.warnings_us[0] = 5 * US_PER_MINUTE - 20 * US_PER_SECOND;
	bench_open(&bench, &config);
	assert_int_equal(open_account(&bench, 1, 0, OPENED_PREPAID), DRIVE_OK);
	add_world(&bench, 1, 1, PLAN_MIB);
	(void)pay(&bench, 1, 10 * MINUTE_NANO_EUR + stay_nano_eur(&bench));
	minute_us = bench.now_us + 5 * US_PER_MINUTE;
	start_now(&bench, 1, 1);
	bench_until(&bench, minute_us - 10 * US_PER_SECOND);
	for (int i = 0; i < 20; i++)
		assert_int_equal(pay(&bench, 1, 1), DRIVE_OK);
	assert_int_equal(bench_count(&bench, NOTICE_BALANCE_LOW), 0);
	start_another(&bench, 2, PLAN_MIB * 5 / 2);
	start_another(&bench, 3, PLAN_MIB * 5 / 4);
	start_another(&bench, 4, PLAN_MIB * 3 / 5);
	assert_int_equal(look(&bench, 1).stop_at_us, minute_us);
	bench_until(&bench, minute_us - 1);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), 0);
	bench_until(&bench, minute_us);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), 4);
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
	assert_int_equal(
	    bench_last(&bench, NOTICE_RUN_ENDED)->run_ended.gross_nano_eur,
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

static void a_late_wake_bills_only_paid_minutes(void **state)
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
	assert_int_equal(
	    bench_last(&bench, NOTICE_RUN_ENDED)->run_ended.minutes, 10);
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

/* --- credits and their brakes --------------------------------------------- */

static void starting_credit_is_limited(void **state)
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
	int64_t until_us;

	(void)state;
	config.prepaid.starting_credit_nano_eur = EUR;
	config.prepaid.credit_lasts_us = 7 * US_PER_DAY;
	bench_open(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_PREPAID | OPENED_VERIFIED);
	until_us = bench.now_us + 7 * US_PER_DAY;
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
	bench_until(&bench, until_us - 3 * US_PER_DAY);
	bench_settle(&bench); /* it has left, and holds no money any more */
	bench_until(&bench, until_us - 1);
	assert_true(look(&bench, 1).credit_nano_eur > 0);
	bench_until(&bench, until_us);
	assert_int_equal(look(&bench, 1).credit_nano_eur, 0);
	bench_settle(&bench);
	assert_true(look(&bench, 1).balance_nano_eur == 10 * EUR);
	bench_close(&bench);
}

static void a_referrer_is_paid_once(void **state)
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

/* His world runs on by what it pays, at the instant it is paid. */
static void a_bonus_is_good_for_the_run_of_its_moment(void **state)
{
	const struct engine_config config = prepaid_config();
	struct bench bench;
	int64_t paid_us = config.begin_us + 14 * US_PER_DAY, stop_us;

	(void)state;
	bench_open(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_PREPAID);
	(void)open_account(&bench, 2, 1, OPENED_PREPAID);
	add_world(&bench, 1, 1, PLAN_MIB);
	(void)pay(&bench, 1, 2 * EUR);
	(void)pay(&bench, 2, EUR / 2);
	bench_until(&bench, paid_us - US_PER_HOUR);
	start_now(&bench, 1, 1);
	bench_until(&bench, paid_us - 1);
	stop_us = look(&bench, 1).stop_at_us;
	bench_until(&bench, paid_us);
	assert_int_equal(look(&bench, 1).stop_at_us - stop_us,
			 EUR / 20 / MINUTE_NANO_EUR * US_PER_MINUTE);
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

static void random_histories_add_up(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 500; seed++)
		random_history(seed);
}

/* Both are due at the same instant, in the same wake. */
static void an_empty_world_may_stop_when_its_money_ends(void **state)
{
	struct bench bench;
	int64_t from_us;

	(void)state;
	open_with_minutes(&bench, 10);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_CHANGED,
						.world = {.world = {1},
							  .account = {1},
							  .ram_mib = PLAN_MIB,
							  .disk_mib = 2048,
							  .idle_stop_s = 600}});
	start_now(&bench, 1, 1);
	from_us = bench.now_us;
	(void)bench_feed(&bench, (struct input){.kind = INPUT_PLAYERS_CHANGED,
						.players_changed = {{1}, 0}});
	assert_true(look(&bench, 1).stop_at_us == from_us + 10 * US_PER_MINUTE);
	bench_until(&bench, from_us + 10 * US_PER_MINUTE - 1);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	bench_until(&bench, from_us + 10 * US_PER_MINUTE);
	assert_int_equal(bench_state(&bench, 1), WORLD_STOPPING);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), 1);
	assert_int_equal(
	    bench_last(&bench, NOTICE_RUN_ENDED)->run_ended.minutes, 10);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_world_is_saved_and_asleep_before_its_money_ends),
	    cmocka_unit_test(a_first_start_that_fails_costs_nothing),
	    cmocka_unit_test(a_short_runway_warns_at_once_and_only_once),
	    cmocka_unit_test(a_top_up_moves_the_run_out_and_its_warnings),
	    cmocka_unit_test(two_worlds_share_one_balance),
	    cmocka_unit_test(small_worlds_bring_the_end_nearer),
	    cmocka_unit_test(a_crowd_on_one_balance_gets_a_minute),
	    cmocka_unit_test(looks_that_change_nothing_use_nothing_up),
	    cmocka_unit_test(a_price_change_counts_at_its_minute),
	    cmocka_unit_test(a_start_needs_money),
	    cmocka_unit_test(an_abandoned_start_frees_what_it_held),
	    cmocka_unit_test(a_late_wake_bills_only_paid_minutes),
	    cmocka_unit_test(creating_and_deleting_is_never_free),
	    cmocka_unit_test(starting_credit_is_limited),
	    cmocka_unit_test(credit_is_used_first_and_lapses),
	    cmocka_unit_test(a_referrer_is_paid_once),
	    cmocka_unit_test(a_bonus_is_good_for_the_run_of_its_moment),
	    cmocka_unit_test(jobs_have_their_discount),
	    cmocka_unit_test(random_histories_add_up),
	    cmocka_unit_test(an_empty_world_may_stop_when_its_money_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
