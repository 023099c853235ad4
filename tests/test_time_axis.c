/*
 * test_time_axis.c - the labels of an axis of time: full steps of the local
 * clock, never closer than their room, from an hour to many years.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reports/time_axis.h"
#include "traces/base/times.h"

#define WIDE 900.0
#define NARROW 250.0
#define HOUR_US INT64_C(3600000000)
#define DAY_US (24 * HOUR_US)

/* A window of two slots from `from`, on a clock an hour before UTC that goes
 * two before it from `summer` on (or not: NULL). */
struct axis {
	struct run_slot slots[2];
	struct run_offset offsets[2];
	struct run_data data;
	struct time_tick ticks[TIME_TICKS_MAX];
	size_t count;
};

static int64_t instant(const char *text)
{
	int64_t at_us;

	assert_true(time_parse(text, &at_us));
	return at_us;
}

static void draw(struct axis *axis, const char *from, int64_t length_us,
		 const char *summer, enum language language, double pixels)
{
	*axis = (struct axis){.offsets = {{0, 3600}, {0, 7200}}};
	axis->slots[0].from_us = instant(from);
	axis->slots[1].from_us = instant(from) + length_us / 2;
	if (summer != NULL)
		axis->offsets[1].from_us = instant(summer);
	axis->data = (struct run_data){.slots = axis->slots,
				       .slot_count = 2,
				       .slot_us = length_us / 2,
				       .offsets = axis->offsets,
				       .offset_count = summer != NULL ? 2 : 1};
	axis->count = time_ticks(&axis->data, language, pixels, axis->ticks);
}

static void expect(const struct axis *axis, size_t i, const char *label,
		   const char *below)
{
	assert_true(i < axis->count);
	assert_string_equal(axis->ticks[i].label, label);
	assert_string_equal(axis->ticks[i].below, below);
}

static void a_night_has_hours_and_both_dates(void **state)
{
	struct axis axis;

	(void)state;
	draw(&axis, "2024-11-08T12:00:00+01:00", 20 * HOUR_US, NULL,
	     LANGUAGE_EN, WIDE);
	assert_int_equal(axis.count, 11);
	expect(&axis, 0, "12:00", "2024-11-08");
	expect(&axis, 1, "14:00", "");
	expect(&axis, 6, "00:00", "2024-11-09");
	draw(&axis, "2024-11-08T12:00:00+01:00", 20 * HOUR_US, NULL,
	     LANGUAGE_DE, NARROW);
	expect(&axis, 0, "12:00", "08.11.2024");
	assert_true(axis.count <= 5);
}

static void the_first_date_makes_room_for_midnight(void **state)
{
	struct axis axis;

	(void)state;
	draw(&axis, "2024-11-08T23:00:00+01:00", 20 * HOUR_US, NULL,
	     LANGUAGE_EN, WIDE);
	expect(&axis, 0, "00:00", "2024-11-09");
	draw(&axis, "2024-11-08T22:00:00+01:00", 20 * HOUR_US, NULL,
	     LANGUAGE_EN, 600); /* 60 pixels before midnight */
	expect(&axis, 0, "22:00", "");
	expect(&axis, 1, "00:00", "2024-11-09");
}

static void days_months_and_years_name_their_year(void **state)
{
	struct axis axis;

	(void)state;
	draw(&axis, "2023-12-22T12:00:00+01:00", 18 * DAY_US, NULL, LANGUAGE_DE,
	     WIDE);
	expect(&axis, 0, "23.12.", "2023");
	expect(&axis, 1, "25.12.", "");
	expect(&axis, 5, "02.01.", "2024");
	draw(&axis, "2019-02-14T13:00:00+01:00", 1727 * DAY_US, NULL,
	     LANGUAGE_DE, WIDE);
	expect(&axis, 0, "Apr", "2019");
	expect(&axis, 1, "Jul", "");
	expect(&axis, 3, "Jan", "2020");
	draw(&axis, "2019-02-14T13:00:00+01:00", 1727 * DAY_US, NULL,
	     LANGUAGE_DE, NARROW);
	expect(&axis, 0, "2020", "");
	expect(&axis, 1, "2021", "");
	assert_int_equal(axis.count, 4);
}

static void a_clock_put_forward_keeps_full_hours(void **state)
{
	struct axis axis;

	(void)state;
	/* 01:59 is followed by 03:00 */
	draw(&axis, "2024-03-30T22:00:00+01:00", 10 * HOUR_US,
	     "2024-03-31T02:00:00+01:00", LANGUAGE_EN, WIDE);
	expect(&axis, 2, "00:00", "2024-03-31");
	expect(&axis, 3, "01:00", "");
	expect(&axis, 4, "03:00", "");
	assert_int_equal(axis.ticks[4].at_us - axis.ticks[3].at_us, HOUR_US);
}

/* A pixel less than a label needs, and labels would touch. */
static void labels_never_touch(void **state)
{
	static const double widths[] = {NARROW, 600, WIDE};

	(void)state;
	for (size_t w = 0; w < sizeof widths / sizeof widths[0]; w++)
		for (int64_t length_us = HOUR_US / 3;
		     length_us < 30 * 365 * DAY_US;
		     length_us += length_us / 7) {
			struct axis axis;

			draw(&axis, "2019-02-14T13:20:00+01:00", length_us,
			     NULL, LANGUAGE_EN, widths[w]);
			for (size_t i = 1; i < axis.count; i++) {
				double pixels =
				    (double)(axis.ticks[i].at_us -
					     axis.ticks[i - 1].at_us) /
				    (double)length_us * widths[w];

				/* months are shorter than thirty days */
				assert_true(pixels > 40);
			}
		}
}

static void spans_have_the_unit_that_suits(void **state)
{
	char text[64];

	(void)state;
	assert_string_equal(time_span(HOUR_US / 4, text, sizeof text),
			    "15 min");
	assert_string_equal(time_span(4 * HOUR_US, text, sizeof text), "4 h");
	assert_string_equal(time_span(18 * DAY_US, text, sizeof text), "18 d");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_night_has_hours_and_both_dates),
	    cmocka_unit_test(the_first_date_makes_room_for_midnight),
	    cmocka_unit_test(days_months_and_years_name_their_year),
	    cmocka_unit_test(a_clock_put_forward_keeps_full_hours),
	    cmocka_unit_test(labels_never_touch),
	    cmocka_unit_test(spans_have_the_unit_that_suits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
