/*
 * test_times.c - instants as people write them, both ways.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "traces/base/nearest.h"
#include "traces/base/times.h"

static void known_instants(void **state)
{
	static const struct {
		const char *text;
		int64_t at_us;
	} cases[] = {
	    {"1970-01-01T00:00:00Z", 0},
	    {"2024-11-08T18:00:00+01:00", 1731085200000000},
	    {"2024-11-08T17:00:00Z", 1731085200000000},
	    {"2024-11-08t17:00:00z", 1731085200000000},
	    {"2024-11-08T12:00:00-05:00", 1731085200000000},
	    {"2024-11-08T22:30:00+05:30", 1731085200000000},
	    {"2024-11-08T17:00:00.25Z", 1731085200250000},
	    {"2024-11-08T17:00:00.000001Z", 1731085200000001},
	    {"2024-02-29T00:00:00Z", 1709164800000000},
	    {"2000-02-29T23:59:59Z", 951868799000000},
	    {"1731085200", 1731085200000000},
	    {"1731085200.5", 1731085200500000},
	    {"1731085200.000001", 1731085200000001},
	    {"0", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int64_t at_us = -1;

		if (!time_parse(cases[i].text, &at_us))
			fail_msg("%s is refused", cases[i].text);
		if (at_us != cases[i].at_us)
			fail_msg("%s: %lld", cases[i].text, (long long)at_us);
	}
}

static void malformed_instants_are_refused(void **state)
{
	static const char *const cases[] = {
	    "",
	    "now",
	    "2024-11-08",
	    "2024-11-08T18:00:00",
	    "2024-11-08 18:00:00Z ",
	    "2023-02-29T00:00:00Z",
	    "1900-02-29T00:00:00Z",
	    "2024-13-01T00:00:00Z",
	    "2024-00-01T00:00:00Z",
	    "2024-04-31T00:00:00Z",
	    "2024-11-08T24:00:00Z",
	    "2024-11-08T18:60:00Z",
	    "2024-11-08T18:00:00+25:00",
	    "2024-11-08T18:00:00+1:00",
	    "2024-11-08T18:00:00.Z",
	    "12x",
	    "1.2.3",
	    "1e9",
	    "nan",
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int64_t at_us;

		if (time_parse(cases[i], &at_us))
			fail_msg("\"%s\" is taken for an instant", cases[i]);
	}
}

static void written_instants_read_back(void **state)
{
	static const int32_t offsets[] = {0, 3600, 7200, -18000, 19800, -12600};
	char text[40];

	(void)state;
	for (int64_t i = 0; i < 20000; i++) {
		int64_t at_us = i * 86399 * 1000003 - (i % 3) * 499999, back;
		int32_t offset = offsets[i % 6];

		if (!time_parse(time_format(at_us, offset, text, sizeof text),
				&back) ||
		    back != at_us)
			fail_msg("%lld: %s", (long long)at_us, text);
	}
}

/* Every day of eight centuries, against the C library's own calendar. */
static void the_calendar_is_the_c_librarys(void **state)
{
	(void)state;
	for (int64_t day = -146097; day < 146097; day++) {
		time_t seconds = (time_t)(day * 86400);
		struct tm tm;
		int64_t year;
		unsigned month, of_month;

		assert_non_null(gmtime_r(&seconds, &tm));
		civil_from_days(day, &year, &month, &of_month);
		assert_int_equal(year, tm.tm_year + 1900);
		assert_int_equal(month, tm.tm_mon + 1);
		assert_int_equal(of_month, tm.tm_mday);
		assert_int_equal(days_from_civil(year, month, of_month), day);
	}
}

static void the_nearest_word_is_the_one_meant(void **state)
{
	static const char *const words[] = {"window", "warm_up", "workload",
					    "world", "replications"};

	(void)state;
	assert_string_equal(nearest_word("windw", words, 5), "window");
	assert_string_equal(nearest_word("wrold", words, 5), "world");
	assert_string_equal(nearest_word("workloads", words, 5), "workload");
	assert_string_equal(nearest_word("replication", words, 5),
			    "replications");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(known_instants),
	    cmocka_unit_test(malformed_instants_are_refused),
	    cmocka_unit_test(written_instants_read_back),
	    cmocka_unit_test(the_calendar_is_the_c_librarys),
	    cmocka_unit_test(the_nearest_word_is_the_one_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
