/*
 * test_quote.c - what is quoted is what is billed, and the runway that is
 * quoted is that of the engine.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/kit/pricing.h"
#include "support_accounts.h"

static uint64_t dice_state = 20260904;

static uint32_t dice(uint32_t sides)
{
	dice_state ^= dice_state << 13;
	dice_state ^= dice_state >> 7;
	dice_state ^= dice_state << 17;
	return (uint32_t)(dice_state >> 33) % sides;
}

/* Changes within some hours, at odd instants; a price may be nothing. */
static void draw_prices(struct engine_config *config)
{
	int64_t at_us = config->begin_us;

	config->book.price_count = 1 + dice(BOOK_PRICES_MAX);
	for (uint32_t i = 0; i < config->book.price_count; i++) {
		config->book.prices[i] = (struct book_price){
		    i == 0 ? 0 : at_us, dice(4) * 9876543 + dice(3) * 1000,
		    dice(400000000)};
		at_us += 1 + dice(90) * US_PER_MINUTE + dice(60000001);
	}
}

/* Where the next price begins, or the run has ended. */
static int64_t part_end_us(const struct price_book *book,
			   const struct bill_part *part, int64_t end_us)
{
	for (uint32_t i = 0; i < book->price_count; i++)
		if (book->prices[i].valid_from_us > part->valid_from_us &&
		    book->prices[i].valid_from_us < end_us)
			return book->prices[i].valid_from_us;
	return end_us;
}

static void quoted_parts_add_up_to_the_price_of_the_run(void **state)
{
	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct engine_config config = prepaid_config();
		struct bill_part parts[BOOK_PRICES_MAX];
		int64_t first_us =
		    config.begin_us + dice(600) * US_PER_MINUTE + dice(999);
		int64_t end_us = first_us + dice(600) * US_PER_MINUTE +
				 dice(60000001) - US_PER_MINUTE;
		uint32_t ram_mib = 1 + dice(20000), count;
		int64_t sum = 0, minutes = 0;

		draw_prices(&config);
		count =
		    quote_run(&config.book, ram_mib, first_us, end_us, parts);
		for (uint32_t k = 0; k < count; k++) {
			assert_true(parts[k].quantity > 0);
			assert_true(parts[k].amount_nano_eur >= 0);
			assert_true(k == 0 || parts[k].valid_from_us >
						  parts[k - 1].valid_from_us);
			minutes += parts[k].quantity;
			assert_int_equal(
			    minutes,
			    pricing_run_minutes(
				first_us,
				part_end_us(&config.book, &parts[k], end_us)));
			sum += parts[k].amount_nano_eur;
		}
		assert_int_equal(minutes,
				 pricing_run_minutes(first_us, end_us));
		assert_int_equal(sum,
				 pricing_run_nano_eur(&config.book, ram_mib,
						      first_us, end_us));
	}
}

/* An account with one world, started now, in the engine itself. */
static void the_quoted_runway_equals_the_engines(void **state)
{
	uint32_t started = 0;

	(void)state;
	for (int i = 0; i < 300; i++) {
		struct engine_config config = prepaid_config();
		int64_t balance = (int64_t)dice(400) * 1000003 + dice(1000);
		uint32_t ram_mib = 512 + dice(9000);
		struct runway runway;
		struct bench bench;

		draw_prices(&config);
		config.policy.sleep_window_us = dice(100) * US_PER_HOUR;
		if (dice(2) == 0)
			config.book.sleep_billed_us = dice(100) * US_PER_HOUR;
		bench_open(&bench, &config);
		(void)open_account(&bench, 1, 0, OPENED_PREPAID);
		add_world(&bench, 1, 1, ram_mib);
		(void)pay(&bench, 1, balance);
		bench_until(&bench, bench.now_us + dice(7200) * US_PER_SECOND);
		runway =
		    quote_runway(&config, ram_mib, 2048, bench.now_us, balance);
		bench_start(&bench, 1, 1);
		bench_settle(&bench);
		if (runway.starts) {
			assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
			assert_int_equal(look(&bench, 1).stop_at_us,
					 runway.end_us);
			started++;
		} else {
			assert_int_equal(
			    bench_count(&bench, NOTICE_START_REFUSED), 1);
		}
		bench_close(&bench);
	}
	assert_true(started > 100 && started < 300);
}

/* 6 GiB at 0.02 EUR an hour: a minute costs 2,000,000 nano-euros, and nothing
 * is kept for its rounding. */
static void a_whole_price_is_paid_to_the_last_nano_euro(void **state)
{
	struct engine_config config = prepaid_config();
	int64_t at_us = config.begin_us, hour, stay, needs;

	(void)state;
	config.book.price_count = 1;
	config.book.prices[0] = (struct book_price){0, 20000000, 100000000};
	stay = quote_stay_most_nano_eur(&config, 2048, at_us);
	hour = stay + 60 * INT64_C(2000000);
	assert_int_equal(quote_runway(&config, 6144, 2048, at_us, hour).end_us,
			 at_us + US_PER_HOUR);
	assert_int_equal(
	    quote_runway(&config, 6144, 2048, at_us, hour - 1).end_us,
	    at_us + US_PER_HOUR - US_PER_MINUTE);
	/* one MiB more, and a minute is no whole number of them */
	hour = stay + 60 * quote_minute_nano_eur(&config.book, 6145, at_us);
	assert_int_equal(quote_runway(&config, 6145, 2048, at_us, hour).end_us,
			 at_us + US_PER_HOUR - US_PER_MINUTE);
	assert_int_equal(
	    quote_runway(&config, 6145, 2048, at_us, hour + 1).end_us,
	    at_us + US_PER_HOUR);
	needs = quote_runway(&config, 6144, 2048, at_us, 0).needs_nano_eur;
	assert_int_equal(
	    needs, stay + config.prepaid.first_minutes * INT64_C(2000000) + 1);
	assert_true(quote_runway(&config, 6144, 2048, at_us, needs).starts);
	assert_false(
	    quote_runway(&config, 6144, 2048, at_us, needs - 1).starts);
}

static void a_balance_without_end_never_ends(void **state)
{
	struct engine_config config = prepaid_config();

	(void)state;
	config.book.prices[0].active_gb_hour_nano_eur = 0;
	assert_int_equal(
	    quote_runway(&config, 4096, 2048, config.begin_us, 50000000).end_us,
	    TIME_NEVER_US);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(quoted_parts_add_up_to_the_price_of_the_run),
	    cmocka_unit_test(the_quoted_runway_equals_the_engines),
	    cmocka_unit_test(a_whole_price_is_paid_to_the_last_nano_euro),
	    cmocka_unit_test(a_balance_without_end_never_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
