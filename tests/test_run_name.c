/*
 * test_run_name.c - the same command has the same directory, whatever differs
 * has another; names that people can read, and any that a folder takes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/run_name.h"

#define LONG_SIZE 5000

static const struct scenario_override count = {"fleet.dedicated.0.count", "11"};

static struct run_identity plain(void)
{
	return (struct run_identity){.argument = "night",
				     .name = "night",
				     .seed = 1,
				     .with_static = true,
				     .with_advice = true};
}

static void assert_name(const struct run_identity *of, const char *expected)
{
	char name[RUN_NAME_SIZE];

	run_name(of, name);
	assert_string_equal(name, expected);
}

static void names_can_be_read(void **state)
{
	static const struct scenario_override several[] = {
	    {"seed", "7"},
	    {"replications", "50"},
	    {"window.from", "2024-11-08T12:00:00+01:00"}};
	struct run_identity of = plain();

	(void)state;
	assert_name(&of, "runs/night-1");
	of.argument = "./night.json";
	assert_name(&of, "runs/night-1");
	of.overrides = several;
	of.override_count = 1;
	of.seed = 7;
	assert_name(&of, "runs/night-7");
	of.override_count = 3;
	assert_name(&of, "runs/night-7-replications=50,"
			 "window.from=2024-11-08T12:00:00+01:00");
	of = plain();
	of.overrides = &count;
	of.override_count = 1;
	assert_name(&of, "runs/night-1-fleet.dedicated.0.count=11");
	of = plain();
	of.sessions = "mine.csv.gz";
	of.with_static = false;
	of.with_advice = false;
	of.why = WHY_NONE;
	assert_name(
	    &of,
	    "runs/night-1-sessions=mine.csv.gz,no-static,no-advice,no-why");
	of = plain();
	of.argument = "other.json";
	of.why = WHY_ALL;
	assert_name(&of, "runs/night-1-other,why");
}

/* Pairs of which a careless name would be the same. */
static void what_differs_has_another_name(void **state)
{
	static const struct scenario_override sets[] = {
	    {"title", "a b"},	{"title", "a_b"},     {"title", "a/b"},
	    {"title", "a,x=1"}, {"title", "../../b"}, {"title", ""},
	    {"titl", "e=a"},	{"title", "a\nb"}};
	static const struct scenario_override two[] = {{"title", "a"},
						       {"x", "1"}};
	static const char *const arguments[] = {"a/night.json", "b/night.json",
						"a_night", "night.jsonx",
						"a/night"};
	static const char *const files[] = {"a/mine.csv", "a_mine.csv",
					    "mine.csv", "-"};
	static char names[32][RUN_NAME_SIZE];
	struct run_identity of = plain();
	size_t n = 0;

	(void)state;
	run_name(&of, names[n++]);
	of.override_count = 1;
	for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
		of.overrides = &sets[i];
		run_name(&of, names[n++]);
	}
	of.overrides = two;
	of.override_count = 2;
	run_name(&of, names[n++]);
	of = plain();
	for (size_t i = 0; i < 4; i++) {
		of.argument = arguments[i];
		run_name(&of, names[n++]);
	}
	of = plain();
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		of.sessions = files[i];
		run_name(&of, names[n++]);
	}
	of = plain();
	of.why = WHY_ONLY;
	of.why_only = "w1";
	run_name(&of, names[n++]);
	of.why_only = "w1,w2";
	run_name(&of, names[n++]);
	for (size_t i = 0; i < n; i++) {
		assert_null(strchr(names[i] + strlen("runs/"), '/'));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(names[i], names[j]);
	}
	/* but for the end of a file's name, which says nothing */
	of = plain();
	of.argument = arguments[4];
	assert_name(&of, names[10]);
}

/* Long ones differ in their last letter alone. */
static void any_length_becomes_a_name(void **state)
{
	static char text[LONG_SIZE], title[LONG_SIZE];
	char first[RUN_NAME_SIZE], second[RUN_NAME_SIZE];
	struct scenario_override set = {"title", title};
	struct run_identity of = plain();

	(void)state;
	for (size_t length = 1; length < LONG_SIZE - 1; length += 37) {
		memset(text, 'n', length);
		memset(title, 't', length);
		text[length] = title[length] = '\0';
		of.argument = of.name = text;
		of.seed = UINT64_MAX;
		of.overrides = &set;
		of.override_count = 1;
		run_name(&of, first);
		assert_true(strlen(first) - strlen("runs/") <= 250);
		title[length - 1] = 'x';
		run_name(&of, second);
		assert_string_not_equal(first, second);
		text[length - 1] = 'x';
		run_name(&of, first);
		assert_string_not_equal(first, second);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_can_be_read),
	    cmocka_unit_test(what_differs_has_another_name),
	    cmocka_unit_test(any_length_becomes_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
