/*
 * test_clock.c - clock changes of real zones, against instants taken from
 * zdump(8) and date(1).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/units.h"
#include "scenarios/scenario.h"
#include "traces/base/zone.h"

#define SLIM_FROM_S INT64_C(852076800) /* 1997 */

struct transition {
	int64_t at_s;
	int32_t offset_s;
};

static void check_zone(const char *zone, int64_t from_s, int64_t to_s,
		       const struct transition *expected, uint32_t count)
{
	struct clock_offset out[CLOCK_OFFSETS_MAX];
	struct error_text error = {.text = ""};
	uint32_t got = 0;

	assert_true(clock_offsets(zone, from_s * US_PER_SECOND,
				  to_s * US_PER_SECOND, out, &got, &error));
	assert_int_equal(got, count);
	assert_int_equal(out[0].from_us, from_s * US_PER_SECOND);
	for (uint32_t i = 0; i < count; i++) {
		assert_int_equal(out[i].offset_s, expected[i].offset_s);
		if (i > 0)
			assert_int_equal(out[i].from_us,
					 expected[i].at_s * US_PER_SECOND);
	}
}

static void clock_changes_are_where_they_were(void **state)
{
	/* 2024-03-31 and 2024-10-27, 01:00 UTC */
	static const struct transition berlin[] = {
	    {0, 3600}, {1711846800, 7200}, {1729990800, 3600}};
	/* 2024-03-10 07:00 UTC, 2024-11-03 06:00 UTC */
	static const struct transition new_york[] = {
	    {0, -18000}, {1710054000, -14400}, {1730613600, -18000}};
	static const struct transition berlin_summer[] = {{0, 7200}};
	static const struct transition utc[] = {{0, 0}};
	static const struct transition kolkata[] = {{0, 19800}};

	(void)state;
	check_zone("Europe/Berlin", 1704067200, 1735689600, berlin, 3);
	check_zone("America/New_York", 1704067200, 1735689600, new_york, 3);
	/* the edge itself: a change at `from` already holds, one at `to` not */
	check_zone("Europe/Berlin", 1711846800, 1729990800, berlin_summer, 1);
	check_zone("UTC", 0, 1735689600, utc, 1);
	check_zone("Asia/Kolkata", 1704067200, 1735689600, kolkata, 1);
}

static void clock_changes_after_the_table_follow_the_rule(void **state)
{
	/* 2050-03-27 and 2050-10-30, 01:00 UTC: last Sundays */
	static const struct transition berlin[] = {
	    {0, 3600}, {2531955600, 7200}, {2550704400, 3600}};
	/* 2050-03-13 07:00 UTC and 2050-11-06 06:00 UTC */
	static const struct transition new_york[] = {
	    {0, -18000}, {2530767600, -14400}, {2551327200, -18000}};
	/* the south: summer over New Year; 2050-04-02 and 2050-10-01, 16:00 */
	static const struct transition sydney[] = {
	    {0, 39600}, {2532528000, 36000}, {2548252800, 39600}};

	(void)state;
	check_zone("Europe/Berlin", 2524608000, 2556144000, berlin, 3);
	check_zone("America/New_York", 2524608000, 2556144000, new_york, 3);
	check_zone("Australia/Sydney", 2524608000, 2556144000, sydney, 3);
}

/* Debian's files name every change until 2037; this one has the rule alone from
 * 1996 on, as zic writes it by default. */
static void a_slim_file_says_the_same(void **state)
{
	static struct zone_clock slim, system;
	struct error_text error = {""};
	char bytes[4096];
	FILE *file = fopen(TEST_DIR "/fuzz/corpus/zone/berlin-slim", "rb");
	size_t size;

	(void)state;
	assert_non_null(file);
	size = fread(bytes, 1, sizeof bytes, file);
	(void)fclose(file);
	assert_true(zone_clock_read(&slim, "slim", bytes, size, &error));
	assert_true(zone_clock_open(&system, "Europe/Berlin", &error));
	/* an hour before, at and after each change */
	for (uint32_t i = 0; i < system.count; i++)
		for (int hour = -1; hour <= 1; hour++) {
			int64_t at_s =
			    system.offsets[i].from_us / US_PER_SECOND +
			    INT64_C(3600) * hour;

			if (at_s > SLIM_FROM_S)
				assert_int_equal(
				    zone_clock_local_s(&slim, at_s),
				    zone_clock_local_s(&system, at_s));
		}
	assert_int_equal(slim.offsets[slim.count - 1].from_us,
			 system.offsets[system.count - 1].from_us);
}

static void what_is_no_zone_file_is_refused(void **state)
{
	static struct zone_clock clock;
	struct error_text error = {""};

	(void)state;
	assert_false(zone_clock_read(&clock, "x", "TZif2", 5, &error));
	assert_string_equal(error.text,
			    "x: is no zone file (TZif, version 2 or later)");
}

static void a_zone_outside_the_database_is_refused(void **state)
{
	struct clock_offset out[CLOCK_OFFSETS_MAX];
	struct error_text error = {.text = ""};
	uint32_t count;

	(void)state;
	assert_false(
	    clock_offsets("../../../etc/passwd", 0, 1, out, &count, &error));
	assert_non_null(strstr(error.text, "is not a zone"));
	error.text[0] = '\0';
	assert_false(clock_offsets("tzdata.zi", 0, 1, out, &count, &error));
	error.text[0] = '\0';
	/* 64 entries hold 32 years of changes, not 40 */
	assert_false(clock_offsets(
	    "Europe/Berlin", INT64_C(946684800) * US_PER_SECOND,
	    INT64_C(2240524800) * US_PER_SECOND, out, &count, &error));
	assert_non_null(strstr(error.text, "shorten the window"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(clock_changes_are_where_they_were),
	    cmocka_unit_test(clock_changes_after_the_table_follow_the_rule),
	    cmocka_unit_test(a_slim_file_says_the_same),
	    cmocka_unit_test(what_is_no_zone_file_is_refused),
	    cmocka_unit_test(a_zone_outside_the_database_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
