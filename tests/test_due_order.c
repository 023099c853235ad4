/*
 * test_due_order.c - the order in which things happen at one instant, and that
 * the calendar holds as much as is entered.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/calendar.h"

#define NOW_US 1000

/* Answer number n belongs to command 1000 - n. */
static uint64_t falling_ids(const void *context, uint32_t number)
{
	(void)context;
	return 1000 - number;
}

static struct calendar opened(uint32_t capacity)
{
	struct calendar calendar;

	assert_true(calendar_open(&calendar, capacity,
				  (struct answer_ids){NULL, falling_ids}));
	return calendar;
}

static void classes_come_in_order_whatever_was_entered_first(void **state)
{
	static const enum event_kind entered[] = {
	    EVENT_RETRY, EVENT_LEAVES_ROOM, EVENT_STOP, EVENT_NODE_FAILS,
	    EVENT_ANSWER};
	struct calendar calendar = opened(64);
	const struct event *due;

	(void)state;
	for (int i = 0; i < 5; i++)
		calendar_enter(&calendar, NOW_US, entered[i], 7, 1);
	assert_int_equal(calendar_take(&calendar, NOW_US, &due), 5);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(due[i].kind, entered[4 - i]);
		assert_int_equal(due[i].class, i);
		assert_int_equal(due[i].serial, 7);
	}
	assert_int_equal(calendar_next_us(&calendar), TIME_NEVER_US);
	calendar_close(&calendar);
}

/* More than are sorted by hand, and entered in no order. */
static void many_of_a_class_come_by_id_and_alike_ones_as_entered(void **state)
{
	struct calendar calendar = opened(64);
	const struct event *due;
	const uint32_t count = 5000;

	(void)state;
	for (uint32_t i = 0; i < count; i++) /* each id twice */
		calendar_enter(&calendar, NOW_US, EVENT_STOP, i,
			       i * 7919 % (count / 2));
	assert_int_equal(calendar_take(&calendar, NOW_US, &due), count);
	for (uint32_t i = 1; i < count; i++) {
		assert_true(due[i - 1].entity <= due[i].entity);
		if (due[i - 1].entity == due[i].entity)
			assert_true(due[i - 1].serial < due[i].serial);
	}
	assert_false(calendar.failed);
	calendar_close(&calendar);
}

static void answers_come_by_the_id_of_their_command(void **state)
{
	struct calendar calendar = opened(64);
	const struct event *due;

	(void)state;
	for (uint32_t number = 0; number < 4; number++)
		calendar_enter(&calendar, NOW_US, EVENT_ANSWER, 0, number);
	assert_int_equal(calendar_take(&calendar, NOW_US, &due), 4);
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(due[i].entity, 3 - i);
	calendar_close(&calendar);
}

/* Entries of many instants, ten times as many as there was room for. */
static void it_grows_and_keeps_the_order(void **state)
{
	struct calendar calendar = opened(64);
	const struct event *due;
	int64_t at_us = 0;
	uint32_t count = 0;

	(void)state;
	for (uint32_t i = 0; i < 640; i++)
		calendar_enter(&calendar, 1 + i * 271 % 640, EVENT_STOP, 0, i);
	while (calendar_next_us(&calendar) != TIME_NEVER_US) {
		assert_true(calendar_next_us(&calendar) > at_us);
		at_us = calendar_next_us(&calendar);
		count += (uint32_t)calendar_take(&calendar, at_us, &due);
		assert_int_equal(1 + due[0].entity * 271 % 640, at_us);
	}
	assert_int_equal(count, 640);
	assert_false(calendar.failed);
	calendar_close(&calendar);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(classes_come_in_order_whatever_was_entered_first),
	    cmocka_unit_test(
		many_of_a_class_come_by_id_and_alike_ones_as_entered),
	    cmocka_unit_test(answers_come_by_the_id_of_their_command),
	    cmocka_unit_test(it_grows_and_keeps_the_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
