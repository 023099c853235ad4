/*
 * test_counts_read.c - series of player counts as programs export them: what
 * is missing, what is grouped, and nights without anybody.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "traces/base/unpack.h"
#include "traces/model/counts.h"

#define HOUR_US INT64_C(3600000000)
#define FIRST_S INT64_C(1731024000) /* 2024-11-08 */

static const char *zone; /* of local times; NULL: not known */

static bool read_text(const char *text, struct counts *out,
		      struct error_text *error)
{
	struct unpack *unpack =
	    unpack_bytes("counts.csv", text, strlen(text), error);
	struct reader *reader =
	    unpack == NULL ? NULL : reader_over(unpack, error);
	bool good;

	assert_non_null(reader);
	good = counts_read_rows(reader, zone, out, error);
	reader_close(reader);
	return good;
}

/* Hours of values, separated by blanks; "-": the row is missing, "_": its value
 * is. */
static char *hours(const char *header, const char *values)
{
	static char text[12000];
	char copy[4100];
	int hour = 0;

	(void)snprintf(text, sizeof text, "%s\n", header);
	(void)snprintf(copy, sizeof copy, "%s", values);
	for (char *value = strtok(copy, " "); value != NULL;
	     value = strtok(NULL, " "), hour++)
		if (strcmp(value, "-") != 0)
			(void)sprintf(text + strlen(text), "%lld,%s\n",
				      (long long)(FIRST_S + 3600 * hour),
				      strcmp(value, "_") == 0 ? "" : value);
	return text;
}

/* The values that are read, as whole numbers. */
static void gives(const char *text, const char *values)
{
	struct error_text error = {""};
	struct counts counts;
	char said[4000] = "";

	if (!read_text(text, &counts, &error))
		fail_msg("%s", error.text);
	for (uint32_t i = 0; i < counts.count; i++)
		(void)sprintf(said + strlen(said), "%s%g", i > 0 ? " " : "",
			      counts.value[i]);
	assert_string_equal(said, values);
	for (uint32_t i = 1; i < counts.count; i++)
		assert_true(counts.at_us[i] - counts.at_us[i - 1] == HOUR_US);
	counts_release(&counts);
}

static void refuses(const char *text, const char *part)
{
	struct error_text error = {""};
	struct counts counts;

	if (read_text(text, &counts, &error))
		fail_msg("not refused:\n%s", text);
	if (strstr(error.text, part) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", error.text, part);
}

#define OWN "time,value"

static void thousands_are_told_from_decimals_by_their_neighbours(void **state)
{
	(void)state;
	gives(hours(OWN, "600 800 980 1.234 1.400 1.000 900 500"),
	      "600 800 980 1234 1400 1000 900 500");
	gives(hours(OWN, "600 800 980 \"1,234\" \"1,400\" 900 500"),
	      "600 800 980 1234 1400 900 500");
	gives(hours(OWN, "12 12.333 12.667 13 12.5"),
	      "12 12.333 12.667 13 12.5");
	gives(hours(OWN, "12 12.333 12.667 13"), "12 12.333 12.667 13");
	gives(hours(OWN, "1100 1.234 1300"), "1100 1.234 1300");
	gives(hours(OWN, "0.512 1.234 2.250"), "0.512 1.234 2.25");
	gives(hours(OWN, "999.999 1.234.567 1.100.000"),
	      "999999 1.23457e+06 1.1e+06");
	gives(hours(OWN, "\"12,5\" \"13,25\" 14"), "12.5 13.25 14");
	gives(hours(OWN, "\"1.234,5\" \"999,0\" \"1.100\""), "1234.5 999 1100");
	gives(hours(OWN, "900 1'234 1'100"), "900 1234 1100");
	refuses(hours(OWN, "30 1.234 40 2.345"), "counts.csv:3: 1.234 may be "
						 "1234");
	refuses(hours(OWN, "900 1.2K 800"), "bad value \"1.2K\"");
	refuses(hours(OWN, "900 1.23.4 800"), "bad value");
	refuses(hours(OWN, "900 \"1,2,3\" 800"), "bad value");
}

/* As Grafana writes them, over the night in which an hour comes twice. */
static void local_times_are_of_the_zone(void **state)
{
	static const char text[] = "\"Time\",\"players\"\n"
				   "2024-10-27 00:00:00,5\n"
				   "2024-10-27 01:00:00,6\n"
				   "2024-10-27 02:00:00,7\n"
				   "2024-10-27 02:00:00,8\n"
				   "2024-10-27 03:00:00,9\n";
	struct error_text error = {""};
	struct counts counts;

	(void)state;
	refuses(text, "counts.csv:2: \"2024-10-27 00:00:00\" is a local time; "
		      "name its zone: traces check --zone Europe/Berlin");
	zone = "Europe/Berlin";
	gives(text, "5 6 7 8 9");
	assert_true(read_text(text, &counts, &error));
	assert_int_equal(counts.at_us[0] / 1000000, 1729980000);
	counts_release(&counts);
	refuses("time,value\n2024-11-08 18:00,5\n", "bad time");
	zone = "Europe/Nowhere";
	refuses(text, "Europe/Nowhere");
	zone = NULL;
}

static void missing_rows_are_gaps_like_missing_values(void **state)
{
	(void)state;
	gives(hours(OWN, "10 20 - 40 50 60 70 80"), "10 20 30 40 50 60 70 80");
	gives(hours(OWN, "10 20 - _ - 60 70 80 90"),
	      "10 20 30 40 50 60 70 80 90");
	refuses(hours(OWN, "10 20 - - - - 60 70 80 90 91 92"),
		"counts.csv:4: more than 3 values in a row");
	refuses(hours(OWN, "10 20 - _ - _ 60 70 80 90 91 92"),
		"more than 3 values in a row");
	refuses(hours(OWN, "10 20 _ _ _ _ 60 70"), "cut the outage out");
}

/* Days first, then hours: a coarser part is no gap. */
static void a_step_may_change(void **state)
{
	struct error_text error = {""};
	struct counts counts;
	char text[2000] = "time,value\n";

	(void)state;
	for (int day = 0; day < 12; day++)
		(void)sprintf(text + strlen(text), "%d,5\n", day * 86400);
	for (int hour = 1; hour < 12; hour++)
		(void)sprintf(text + strlen(text), "%d,6\n",
			      11 * 86400 + hour * 3600);
	assert_true(read_text(text, &counts, &error));
	assert_int_equal(counts.count, 23);
	counts_release(&counts);
}

static void a_night_without_players_is_no_outage(void **state)
{
	(void)state;
	gives(hours(OWN, "20 12 3 0 0 0 0 0 0 2 9 20"),
	      "20 12 3 0 0 0 0 0 0 2 9 20");
	gives(hours(OWN, "20 20 0 0 0 0 0 20 20"), "20 20 0 0 0 0 0 20 20");
	gives(hours(OWN, "0 0 0 0 0 0 1 4"), "0 0 0 0 0 0 1 4");
}

/* A service of many players is not left and joined by all at once. */
static void a_rare_zero_between_many_players_is_an_outage(void **state)
{
	char busy[2000] = "";

	(void)state;
	for (int i = 0; i < 100; i++)
		strcat(busy, "500 ");
	{
		struct error_text error = {""};
		struct counts counts;
		char values[4100];

		(void)snprintf(values, sizeof values, "%s0 0 %s", busy, busy);
		assert_true(read_text(hours(OWN, values), &counts, &error));
		assert_true(counts.value[100] > 499);
		counts_release(&counts);
		(void)snprintf(values, sizeof values, "%s0 0 0 0 %s", busy,
			       busy);
		refuses(hours(OWN, values), "cut the outage out");
	}
}

static void exports_of_others_are_known_by_their_header(void **state)
{
	(void)state;
	gives("\"Time\",\"players{server=\"\"mc\"\"}\"\n"
	      "1731024000000,5\n1731027600000,null\n1731031200000,7\n",
	      "5 6 7");
	gives("\"DateTime\",\"Players\",\"Average Players\"\n"
	      "\"2024-11-08 00:00:00\",8003,9430\n"
	      "\"2024-11-08 01:00:00\",7277,\n",
	      "8003 7277");
	gives("timestamp,ip,playerCount\n1731024000000,mc.example.org,12\n"
	      "1731027600000,mc.example.org,14\n",
	      "12 14");
	refuses("timestamp,ip,playerCount\n1731024000000,a.example.org,12\n"
		"1731024000000,b.example.org,14\n",
		"counts.csv:3: another server");
	refuses("Time,a,b\n1731024000000,5,6\n", "2 series");
	refuses("Time,a\n2024-11-08 18:00:00,5\n", "is a local time");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		thousands_are_told_from_decimals_by_their_neighbours),
	    cmocka_unit_test(local_times_are_of_the_zone),
	    cmocka_unit_test(missing_rows_are_gaps_like_missing_values),
	    cmocka_unit_test(a_step_may_change),
	    cmocka_unit_test(a_night_without_players_is_no_outage),
	    cmocka_unit_test(a_rare_zero_between_many_players_is_an_outage),
	    cmocka_unit_test(exports_of_others_are_known_by_their_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
