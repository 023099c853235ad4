/*
 * test_values.c - text with a unit becomes exactly the integer it says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <regex.h>
#include <stdio.h>
#include <string.h>

#include "engine/units.h"
#include "traces/base/values.h"

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
	assert_true(value_size_mib("3.7GB", &value));
	assert_int_equal(value, 3788); /* 3788.8, rounded down */
	assert_true(value_size_mib("0.1gb", &value));
	assert_int_equal(value, 102);
	assert_true(value_size_mib("4Gb", &value));
	assert_int_equal(value, 4096);
	assert_true(value_size_mib("64 mb", &value));
	assert_int_equal(value, 64);
	assert_true(value_size_mib("64.0MB", &value));
	assert_int_equal(value, 64);
	assert_true(value_size_mib("0gb", &value));
	assert_int_equal(value, 0);
	assert_true(value_size_bytes("2tb", &value));
	assert_int_equal(value, INT64_C(2000000000000));
	assert_false(value_size_mib("0.0009GB", &value));
	assert_false(value_size_mib("4G", &value));
	assert_false(value_size_mib("4gib", &value));
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

/* --- what the JSON Schema says of these texts */

struct form {
	const char *expression;
	bool (*read)(const char *text, int64_t *out);
	const char *good[6]; /* texts to start from */
	bool exact;	     /* what matches can be read, too */
	const char *bad[4];  /* of one that is not exact: do not match */
};

static const struct form forms[] = {
    {.expression = VALUE_DURATION_FORM,
     .read = value_duration_us,
     .good = {"250ms", "1.5 s", "0.000001s", "15m", "3.25d", "48h"},
     .exact = true},
    {.expression = VALUE_SIZE_MIB_FORM,
     .read = value_size_mib,
     .good = {"512MB", "0.25gb", "1.92 TB", "8.0Mb"},
     /* 0.0001GB is no MiB */
     .bad = {"0.5MB", "8", "8 g", "-8GB"}},
    {.expression = VALUE_SIZE_BYTES_FORM,
     .read = value_size_bytes,
     .good = {"512MB", "0.25GB", "1.92 tb", "8.5mB"},
     .exact = true},
    {.expression = VALUE_MONEY_FORM,
     .read = value_money_nano_eur,
     .good = {"0.02 EUR", "20EUR", "0.123456789 EUR"},
     .exact = true},
    {.expression = VALUE_PERCENT_FORM,
     .read = value_percent_ppm,
     .good = {"19%", "0.1234 %", "100%"},
     .exact = true},
    {.expression = VALUE_INSTANT_FORM,
     .read = value_instant_us,
     .good = {"2024-11-08T12:00:00+01:00", "2024-11-08T12:00:00.5Z",
	      "2024-11-08 12:00:00.123456-11:30"},
     /* not the 31st of November, nor 1969 */
     .bad = {"2024-11-08T24:00:00Z", "2024-13-08T12:00:00Z",
	     "2024-11-32T12:00:00Z", "2024-11-08T12:00:00"}},
};

/* One text: whoever reads it must match it. */
static void whole_numbers_are_digits_within_their_limit(void **state)
{
	static const char *const bad[] = {
	    "",	   "-1", "+1",	 " 1", "1 ",
	    "1.0", "x",	 "0x10", "11", "99999999999999999999"};
	uint64_t value = 7;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(value_whole(bad[i], 10, &value));
	assert_int_equal(value, 7);
	assert_true(value_whole("0", 10, &value));
	assert_int_equal(value, 0);
	assert_true(value_whole("0010", 10, &value));
	assert_int_equal(value, 10);
	assert_true(value_whole("18446744073709551615", UINT64_MAX, &value));
	assert_true(value == UINT64_MAX);
}

static void judge(const struct form *form, const regex_t *expression,
		  const char *text)
{
	bool matches = regexec(expression, text, 0, NULL, 0) == 0;
	int64_t value;

	if (form->read(text, &value) && !matches)
		fail_msg("\"%s\" is read, but does not match %s", text,
			 form->expression);
	if (form->exact && matches && !form->read(text, &value))
		fail_msg("\"%s\" matches %s, but is not read", text,
			 form->expression);
}

/* Every text that is one character away from a good one. */
static void judge_neighbours(const struct form *form, const regex_t *expression,
			     const char *good)
{
	static const char characters[] = "019. -+:%TZtzhmsdMGBEUR,";
	char text[64];

	for (size_t at = 0; at <= strlen(good); at++) {
		int before = (int)at;

		(void)snprintf(text, sizeof text, "%.*s%s", before, good,
			       good[at] ? good + at + 1 : "");
		judge(form, expression, text);
		for (const char *c = characters; *c; c++) {
			(void)snprintf(text, sizeof text, "%.*s%c%s", before,
				       good, *c, good + at);
			judge(form, expression, text);
			(void)snprintf(text, sizeof text, "%.*s%c%s", before,
				       good, *c, good[at] ? good + at + 1 : "");
			judge(form, expression, text);
		}
	}
}

static void the_schema_accepts_exactly_the_forms_that_are_read(void **state)
{
	int64_t value;

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const struct form *form = &forms[i];
		regex_t expression;

		assert_int_equal(regcomp(&expression, form->expression,
					 REG_EXTENDED | REG_NOSUB),
				 0);
		for (size_t g = 0; g < 6 && form->good[g]; g++) {
			assert_true(form->read(form->good[g], &value));
			judge_neighbours(form, &expression, form->good[g]);
		}
		for (size_t b = 0; b < 4 && form->bad[b]; b++)
			if (regexec(&expression, form->bad[b], 0, NULL, 0) == 0)
				fail_msg("\"%s\" is not bad for %s",
					 form->bad[b], form->expression);
		regfree(&expression);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(money_is_exact_to_the_nano_euro),
	    cmocka_unit_test(durations_sizes_and_shares_are_exact),
	    cmocka_unit_test(whole_numbers_are_digits_within_their_limit),
	    cmocka_unit_test(
		the_schema_accepts_exactly_the_forms_that_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
