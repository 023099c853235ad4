/*
 * test_values.c - text with a unit becomes exactly the integer it says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/units.h"
#include "traces/values.h"

#define EVENING INT64_C(1793984400) /* 2026-11-06T18:00:00+01:00 */

static void money_is_exact_to_the_nano_euro(void **state)
{
	static const struct {
		const char *text;
		int64_t nano_eur;
	} cases[] = {
	    {"0.02 EUR", 20000000},
	    {"0.1 EUR", 100000000},
	    {"0.000000001 EUR", 1},
	    {"0 EUR", 0},
	    {"9007199.254740993 EUR", INT64_C(9007199254740993)},
	    {"9223372036.854775806 EUR", INT64_MAX - 1},
	    {"138.49EUR", INT64_C(138490000000)},
	};
	static const char *const bad[] = {
	    "0.0000000001 EUR",
	    "9223372036.854775808 EUR",
	    "-1 EUR",
	    "1",
	    "EUR",
	    ".5 EUR",
	    "5. EUR",
	    "1 eur",
	    "1e3 EUR",
	    "1  EUR",
	    "99999999999999999999999999999999999999999 EUR",
	};
	int64_t value;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(value_money_nano_eur(cases[i].text, &value));
		assert_int_equal(value, cases[i].nano_eur);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(value_money_nano_eur(bad[i], &value));
}

static void durations_sizes_and_shares_are_exact(void **state)
{
	int64_t value;

	(void)state;
	assert_true(value_duration_us("250ms", &value));
	assert_int_equal(value, 250000);
	assert_true(value_duration_us("0s", &value));
	assert_int_equal(value, 0);
	assert_true(value_duration_us("1.5h", &value));
	assert_int_equal(value, 5400 * US_PER_SECOND);
	assert_true(value_duration_us("3d", &value));
	assert_int_equal(value, 3 * US_PER_DAY);
	assert_false(value_duration_us("0.0001ms", &value));
	assert_false(value_duration_us("106751992d", &value));
	assert_true(value_size_mib("0.25GB", &value));
	assert_int_equal(value, 256);
	assert_true(value_size_mib("118GB", &value));
	assert_int_equal(value, 120832);
	assert_true(value_size_mib("1.92TB", &value));
	assert_int_equal(value, 1831054); /* 1.92e12 / 2^20, rounded down */
	assert_false(value_size_mib("0.1GB", &value));
	assert_false(value_size_mib("0.5MB", &value));
	assert_true(value_percent_ppm("0.1%", &value));
	assert_int_equal(value, 1000);
	assert_true(value_percent_ppm("92.5 %", &value));
	assert_int_equal(value, 925000);
	assert_true(value_date_us("2026-11-06", &value));
	assert_int_equal(value, 1793923200 * US_PER_SECOND);
	assert_true(value_date_us("2024-02-29", &value));
	assert_false(value_date_us("2026-02-29", &value));
	assert_false(value_date_us("2026", &value));
	assert_false(value_instant_us("1793984400", &value));
	assert_true(value_instant_us("2026-11-06T18:00:00+01:00", &value));
	assert_int_equal(value, EVENING * US_PER_SECOND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(money_is_exact_to_the_nano_euro),
	    cmocka_unit_test(durations_sizes_and_shares_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
