/*
 * Days, months and nights, against the C library's calendar.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <time.h>

#include "engine/kit/calendar.h"

#define FIRST_S INT64_C(946684800) /* 2000 */
#define DAYS 150000 /* more than 400 years, after which all repeats */

static int32_t month_of(int64_t at_s)
{
	time_t seconds = (time_t)at_s;
	struct tm date;

	(void)gmtime_r(&seconds, &date);
	return (date.tm_year - 70) * 12 + date.tm_mon;
}

static void days_and_months_are_those_of_the_calendar(void **state)
{
	(void)state;
	for (int64_t day = 0; day < DAYS; day++) {
		int64_t at_s = FIRST_S + day * 86400;
		int64_t at_us = at_s * US_PER_SECOND;
		int32_t month = month_of(at_s);

		for (int64_t us = 0; us < US_PER_DAY; us += US_PER_DAY - 1) {
			assert_int_equal(calendar_day(at_us + us),
					 at_s / 86400);
			assert_int_equal(calendar_month(at_us + us), month);
			assert_true(calendar_next_day_us(at_us + us) ==
				    at_us + US_PER_DAY);
		}
		assert_true(calendar_month_begin_us(month) <= at_us);
		if (month != month_of(at_s - 1))
			assert_true(calendar_month_begin_us(month) == at_us);
	}
}

static bool is_night_hour(const struct engine_config *config, int64_t hour)
{
	uint32_t from = config->night_from_hour;
	uint32_t until = config->night_until_hour;

	return from <= until ? hour >= from && hour < until
			     : hour >= from || hour < until;
}

/* Two clock changes, at hours that are no part of a night and that are. */
static const struct engine_config clocks[] = {
    {.night_from_hour = 22, .night_until_hour = 8},
    {.night_from_hour = 0, .night_until_hour = 23},
    {.night_from_hour = 23, .night_until_hour = 0},
    {.night_from_hour = 7, .night_until_hour = 7},
    {.night_from_hour = 22,
     .night_until_hour = 8,
     .clock_offset_count = 3,
     .clock = {{FIRST_S * US_PER_SECOND, 3600},
	       {(FIRST_S + 86400 + 3600) * US_PER_SECOND, 7200},
	       {(FIRST_S + 2 * 86400 + 12345) * US_PER_SECOND, -20700}}},
};

static int64_t local_s(const struct engine_config *config, int64_t at_us)
{
	int64_t offset_s = 0;

	for (uint32_t i = 0; i < config->clock_offset_count; i++)
		if (config->clock[i].from_us <= at_us)
			offset_s = config->clock[i].offset_s;
	return (at_us / US_PER_SECOND + offset_s) % 86400;
}

/* Between an instant and the next edge nothing changes; the walk over the edges
 * meets every change. */
static void a_night_changes_only_at_its_edges(void **state)
{
	(void)state;
	for (size_t c = 0; c < sizeof clocks / sizeof clocks[0]; c++) {
		const struct engine_config *config = &clocks[c];
		int64_t begin_us = (FIRST_S + 100) * US_PER_SECOND;
		int64_t edge_us = calendar_next_night_edge_us(config, begin_us);
		bool night = calendar_is_night(config, begin_us);

		for (int64_t at_us = begin_us;
		     at_us < begin_us + 4 * US_PER_DAY;
		     at_us += 5 * US_PER_SECOND) {
			int64_t second = local_s(config, at_us);

			assert_int_equal(calendar_local_second(config, at_us),
					 second);
			assert_true(calendar_is_night(config, at_us) ==
				    is_night_hour(config, second / 3600));
			while (edge_us <= at_us) {
				assert_true(edge_us >
					    at_us - 5 * US_PER_SECOND);
				night = calendar_is_night(config, edge_us);
				edge_us = calendar_next_night_edge_us(config,
								      edge_us);
			}
			assert_true(night == calendar_is_night(config, at_us));
		}
	}
}

/* Never "now", and never later than a day. */
static void the_next_edge_is_ahead(void **state)
{
	(void)state;
	for (size_t c = 0; c < sizeof clocks / sizeof clocks[0]; c++) {
		for (int64_t s = 0; s < 4 * 86400; s += 1800) {
			int64_t at_us = (FIRST_S + s) * US_PER_SECOND;
			int64_t edge_us =
			    calendar_next_night_edge_us(&clocks[c], at_us);

			assert_true(edge_us > at_us);
			assert_true(edge_us <= at_us + US_PER_DAY);
			edge_us =
			    calendar_next_night_edge_us(&clocks[c], at_us - 1);
			assert_true(edge_us > at_us - 1);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(days_and_months_are_those_of_the_calendar),
	    cmocka_unit_test(a_night_changes_only_at_its_edges),
	    cmocka_unit_test(the_next_edge_is_ahead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
