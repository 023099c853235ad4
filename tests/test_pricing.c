/*
 * test_pricing.c - the rules of money at their edges: minutes, halves, VAT,
 * vintages, caps, price changes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/kit/arithmetic.h"
#include "engine/kit/pricing.h"

#define EUR INT64_C(1000000000)

static struct price_book a_book(void)
{
	return (struct price_book){.price_count = 1,
				   .prices = {{0, EUR / 50, EUR / 10}},
				   .vat_ppm = 190000,
				   .payment_fees_ppm = 40000};
}

static void halves_round_to_even(void **state)
{
	static const struct {
		int64_t n, d, result;
	} cases[] = {{5, 2, 2},	  {7, 2, 4},   {-5, 2, -2},  {-7, 2, -4},
		     {1, 3, 0},	  {2, 3, 1},   {-1, 3, 0},   {-2, 3, -1},
		     {9, 6, 2},	  {3, 6, 0},   {0, 7, 0},    {-3, 6, 0},
		     {15, 10, 2}, {25, 10, 2}, {-25, 10, -2}};
	const wide large = (wide)INT64_MAX * 1000;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(divide_half_even(cases[i].n, cases[i].d),
				 cases[i].result);
	/* beyond 64 bits the slow way must agree with the fast one */
	assert_int_equal(divide_half_even(large, 1000), INT64_MAX);
	assert_int_equal(divide_half_even(-large, 1000), -INT64_MAX);
}

static void a_minute_is_billed_when_it_has_begun(void **state)
{
	static const struct {
		int64_t length_us, minutes;
	} cases[] = {{0, 0},
		     {1, 1},
		     {US_PER_MINUTE - 1, 1},
		     {US_PER_MINUTE, 1},
		     {US_PER_MINUTE + 1, 2},
		     {US_PER_HOUR, 60},
		     {US_PER_HOUR + 1, 61}};
	const int64_t starts[] = {0, 1731085199999999, 59999999};

	(void)state;
	for (size_t s = 0; s < sizeof starts / sizeof starts[0]; s++)
		for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
			assert_int_equal(
			    pricing_run_minutes(starts[s],
						starts[s] + cases[i].length_us),
			    cases[i].minutes);
}

static void a_run_costs_its_minutes_times_its_plan(void **state)
{
	struct price_book book = a_book();

	(void)state;
	/* one GB for an hour: 0.02 EUR; the last minute was begun */
	assert_int_equal(pricing_run_nano_eur(&book, 1024, 0, US_PER_HOUR),
			 EUR / 50);
	assert_int_equal(pricing_run_nano_eur(&book, 1024, 0, US_PER_HOUR + 1),
			 divide_half_even((wide)EUR / 50 * 61, 60));
	/* 3 minutes of 512 MiB: half a nano-euro goes to the even side */
	book.prices[0].active_gb_hour_nano_eur = 20;
	assert_int_equal(pricing_run_nano_eur(&book, 512, 0, 3 * US_PER_MINUTE),
			 0);
	assert_int_equal(pricing_run_nano_eur(&book, 512, 0, 9 * US_PER_MINUTE),
			 2);
	assert_int_equal(pricing_run_nano_eur(&book, 4096, 5, 5), 0);
}

/* Each minute at the price that is valid when it begins; one rounding. */
static void a_price_change_takes_effect_at_its_minute(void **state)
{
	struct price_book book = a_book();
	int64_t change_us = 10 * US_PER_MINUTE + 1;
	int64_t end_us = 20 * US_PER_MINUTE;

	(void)state;
	book.price_count = 2;
	book.prices[1] = book.prices[0];
	book.prices[1].valid_from_us = change_us;
	book.prices[1].active_gb_hour_nano_eur = 2 * EUR / 50;
	/* minutes 0 ... 10 begin before the change, 11 ... 19 after it */
	assert_int_equal(pricing_run_nano_eur(&book, 1024, 0, end_us),
			 divide_half_even((wide)EUR / 50 * (11 + 2 * 9), 60));
	book.prices[1].valid_from_us = 10 * US_PER_MINUTE; /* at its begin */
	assert_int_equal(pricing_run_nano_eur(&book, 1024, 0, end_us),
			 divide_half_even((wide)EUR / 50 * (10 + 2 * 10), 60));
}

static void gross_splits_into_net_and_vat_without_remainder(void **state)
{
	struct price_book book = a_book();

	(void)state;
	for (int64_t gross = -2000; gross < 2000; gross++) {
		struct price_split split = pricing_split(&book, gross);
		int64_t before_fees = divide_half_even((wide)gross * 1000000,
						       1000000 + book.vat_ppm);

		assert_int_equal(split.vat_nano_eur + split.fees_nano_eur +
				     split.net_nano_eur,
				 gross);
		assert_int_equal(gross - split.vat_nano_eur, before_fees);
	}
	book.vat_ppm = 0;
	book.payment_fees_ppm = 0;
	assert_int_equal(pricing_split(&book, 12345).net_nano_eur, 12345);
}

static void a_node_keeps_the_price_list_of_its_order(void **state)
{
	struct engine_config config = {
	    .prices_at_us = TIME_NEVER_US,
	    .node_type_count = 1,
	    .node_types = {{.price_count = 2,
			    .prices = {{1000, 1, 0, 0}, {2000, 2, 0, 0}}}}};

	(void)state;
	assert_int_equal(pricing_vintage(&config, 0, 0)->hour_nano_eur, 1);
	assert_int_equal(pricing_vintage(&config, 0, 1999)->hour_nano_eur, 1);
	assert_int_equal(pricing_vintage(&config, 0, 2000)->hour_nano_eur, 2);
	assert_int_equal(pricing_vintage(&config, 0, INT64_MAX)->hour_nano_eur,
			 2);
	config.prices_at_us = 1500; /* one date for the whole run */
	assert_int_equal(pricing_vintage(&config, 0, 9999)->hour_nano_eur, 1);
}

static void hourly_charges_stop_at_the_monthly_cap(void **state)
{
	int64_t paid = 0;
	int hours = 0;

	(void)state;
	while (pricing_hour_nano_eur(7, 100, paid) > 0) {
		paid += pricing_hour_nano_eur(7, 100, paid);
		hours++;
	}
	assert_int_equal(paid, 100);
	assert_int_equal(hours, 15); /* 14 x 7 and a rest of 2 */
	assert_int_equal(pricing_hour_nano_eur(7, 0, 1000000), 7);
}

static void rent_is_a_730th_an_hour(void **state)
{
	(void)state;
	assert_int_equal(pricing_rent_nano_eur(259 * EUR, RENT_MONTH_US),
			 259 * EUR);
	assert_int_equal(pricing_rent_nano_eur(730, US_PER_HOUR), 1);
	assert_int_equal(pricing_rent_nano_eur(365, US_PER_HOUR), 0);
	assert_int_equal(pricing_rent_nano_eur(365, 3 * US_PER_HOUR), 2);
}

static void sleep_is_billed_by_whole_seconds(void **state)
{
	struct price_book book = a_book();

	(void)state;
	assert_int_equal(pricing_sleep_seconds(0, 999999), 0);
	assert_int_equal(pricing_sleep_seconds(5, 1000005), 1);
	/* a GB for thirty days: 0.10 EUR */
	assert_int_equal(
	    pricing_sleep_nano_eur(&book, 1024, 0, 30 * US_PER_DAY), EUR / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(halves_round_to_even),
	    cmocka_unit_test(a_minute_is_billed_when_it_has_begun),
	    cmocka_unit_test(a_run_costs_its_minutes_times_its_plan),
	    cmocka_unit_test(a_price_change_takes_effect_at_its_minute),
	    cmocka_unit_test(gross_splits_into_net_and_vat_without_remainder),
	    cmocka_unit_test(a_node_keeps_the_price_list_of_its_order),
	    cmocka_unit_test(hourly_charges_stop_at_the_monthly_cap),
	    cmocka_unit_test(rent_is_a_730th_an_hour),
	    cmocka_unit_test(sleep_is_billed_by_whole_seconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
