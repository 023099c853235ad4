/*
 * test_with.c - a variant in one word: which comma begins the next key.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/with.h"

struct example {
	const char *text;
	const char *sets[4][2];
};

static const struct example good[] = {
    {"a.b=1", {{"a.b", "1"}}},
    {"a=1,b=2", {{"a", "1"}, {"b", "2"}}},
    {"policy.sleep_window=96h,fleet.cloud.max=0",
     {{"policy.sleep_window", "96h"}, {"fleet.cloud.max", "0"}}},
    /* lists, objects and texts keep their commas */
    {"t=[\"X@a\",\"Y@b\"],m=4", {{"t", "[\"X@a\",\"Y@b\"]"}, {"m", "4"}}},
    {"o={\"k\":1,\"l\":[2,3]},m=4",
     {{"o", "{\"k\":1,\"l\":[2,3]}"}, {"m", "4"}}},
    {"p=\"a,b=c\",m=4", {{"p", "\"a,b=c\""}, {"m", "4"}}},
    {"p=\"a\\\",b=c\",m=4", {{"p", "\"a\\\",b=c\""}, {"m", "4"}}},
    {"o=[x=1,y=2],m=4", {{"o", "[x=1,y=2]"}, {"m", "4"}}},
    /* and so does every comma that no key follows */
    {"t=X@a,Y@b,m=4", {{"t", "X@a,Y@b"}, {"m", "4"}}},
    {"p=a, b=c", {{"p", "a, b=c"}}},
    {"p=1,5", {{"p", "1,5"}}},
    {"p=a,", {{"p", "a,"}}},
    /* a value may be empty, hold a sign of equality, or a lonely bracket */
    {"a=,b=", {{"a", ""}, {"b", ""}}},
    {"a=b=c", {{"a", "b=c"}}},
    {"a=x],b=2", {{"a", "x]"}, {"b", "2"}}},
};

static void keys_begin_where_one_would_read_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct error_text error = {""};
		uint32_t count = 0;
		struct with with;

		assert_true(with_read(good[i].text, &with, &error));
		for (; count < 4 && good[i].sets[count][0] != NULL; count++) {
			assert_true(count < with.count);
			assert_string_equal(with.list[count].key,
					    good[i].sets[count][0]);
			assert_string_equal(with.list[count].value,
					    good[i].sets[count][1]);
		}
		assert_int_equal(with.count, count);
		with_release(&with);
	}
}

static void what_is_no_variant_is_refused(void **state)
{
	static const char *const bad[] = {"",	  "a",	   "=1",
					  ",a=1", "a b=1", "[a]=1"};
	struct error_text error = {""};
	struct with with;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_false(with_read(bad[i], &with, &error));
		assert_string_equal(error.text, "");
		with_release(&with);
	}
}

/* Else two variants would not meet the same draws. */
static void draws_belong_to_all(void **state)
{
	static const char *const bad[] = {"seed=3", "a=1,replications=7"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct error_text error = {""};
		struct with with;

		assert_false(with_read(bad[i], &with, &error));
		assert_non_null(strstr(error.text, "all variants alike"));
		with_release(&with);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keys_begin_where_one_would_read_them),
	    cmocka_unit_test(what_is_no_variant_is_refused),
	    cmocka_unit_test(draws_belong_to_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
