/*
 * test_array.c - arrays that double: what was in them stays, also when they
 * cannot grow.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "traces/base/array.h"

static void an_array_doubles_and_keeps_what_it_held(void **state)
{
	uint32_t *numbers = NULL;
	size_t capacity = 0;

	(void)state;
	for (uint32_t i = 0; i < 1000; i++) {
		assert_true(ARRAY_ROOM(numbers, capacity, i + (size_t)1));
		assert_true(capacity > i);
		numbers[i] = i;
	}
	assert_int_equal(capacity, 1024);
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(numbers[i], i);
	free(numbers);
}

static void room_for_many_is_a_power_of_two(void **state)
{
	char *bytes = NULL;
	size_t capacity = 0, none = 0;

	(void)state;
	assert_true(ARRAY_ROOM(bytes, capacity, none));
	assert_int_equal(capacity, 0);
	assert_true(ARRAY_ROOM(bytes, capacity, 1));
	assert_int_equal(capacity, ARRAY_FIRST);
	assert_true(ARRAY_ROOM(bytes, capacity, 5000));
	assert_int_equal(capacity, 8192);
	memset(bytes, 1, capacity);
	assert_true(ARRAY_ROOM(bytes, capacity, 8192));
	assert_int_equal(capacity, 8192);
	free(bytes);
}

static void what_no_size_can_say_is_refused_and_nothing_changes(void **state)
{
	uint64_t *numbers = NULL;
	size_t capacity = 0;
	const uint64_t *before;

	(void)state;
	assert_true(ARRAY_ROOM(numbers, capacity, 1));
	numbers[0] = 42;
	before = numbers;
	/* 2^62 elements are 2^65 bytes; more than 2^63 are no power of two */
	assert_false(ARRAY_ROOM(numbers, capacity, SIZE_MAX / 4));
	assert_false(ARRAY_ROOM(numbers, capacity, SIZE_MAX));
	assert_ptr_equal(numbers, before);
	assert_int_equal(capacity, ARRAY_FIRST);
	assert_int_equal(numbers[0], 42);
	free(numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_array_doubles_and_keeps_what_it_held),
	    cmocka_unit_test(room_for_many_is_a_power_of_two),
	    cmocka_unit_test(
		what_no_size_can_say_is_refused_and_nothing_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
