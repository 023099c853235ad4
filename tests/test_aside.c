/*
 * test_aside.c - a file is whole or not there, and what is there is never lost.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "traces/base/aside.h"

static char folder[] = "/tmp/conductor-aside-XXXXXX";

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void assert_holds(const char *path, const char *text)
{
	char found[64] = "";
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	(void)fread(found, 1, sizeof found - 1, file);
	assert_int_equal(fclose(file), 0);
	assert_string_equal(found, text);
}

static void write_aside(struct aside *aside, const struct out_file *to)
{
	struct error_text error = {""};
	FILE *file;

	assert_true(aside_open(aside, to, &error));
	file = aside_stream(aside);
	assert_non_null(file);
	assert_true(fputs("new", file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* `force` is about what was there when it was given. */
static void what_appears_meanwhile_stays(void **state)
{
	struct error_text error = {""};
	struct aside aside;

	(void)state;
	for (int force = 0; force <= 1; force++) {
		error.text[0] = '\0';
		write_aside(&aside, &(struct out_file){"late", force != 0});
		put("late", "another's");
		assert_false(aside_finish(&aside, &error));
		assert_non_null(strstr(error.text, "meanwhile"));
		aside_release(&aside);
		assert_holds("late", "another's");
		assert_int_equal(unlink("late"), 0);
	}
}

static void it_appears_at_the_end_and_alone(void **state)
{
	struct error_text error = {""};
	struct aside aside;
	struct stat facts;

	(void)state;
	write_aside(&aside, &(struct out_file){"fresh", false});
	assert_int_not_equal(lstat("fresh", &facts), 0);
	assert_true(aside_finish(&aside, &error));
	aside_release(&aside);
	assert_holds("fresh", "new");
	assert_int_equal(unlink("fresh"), 0);
}

/* The longest name that a folder takes is not made longer. */
static void the_longest_name_is_written(void **state)
{
	struct error_text error = {""};
	struct aside aside;
	char name[257];

	(void)state;
	for (size_t length = 255; length <= 256; length++) {
		memset(name, 'n', length);
		name[length] = '\0';
		if (length > 255) {
			assert_false(aside_open(
			    &aside, &(struct out_file){name, false}, &error));
			continue;
		}
		write_aside(&aside, &(struct out_file){name, false});
		assert_true(aside_finish(&aside, &error));
		aside_release(&aside);
		assert_int_equal(unlink(name), 0);
	}
}

/* What a process that was killed has left, with our number, is in no way. */
static void names_of_the_dead_are_passed_over(void **state)
{
	struct error_text error = {""};
	struct aside first, second;

	(void)state;
	write_aside(&first, &(struct out_file){"one", false});
	write_aside(&second, &(struct out_file){"one", false});
	assert_string_not_equal(first.temporary, second.temporary);
	assert_true(aside_finish(&second, &error));
	aside_release(&second);
	aside_release(&first);
	assert_int_equal(unlink("one"), 0);
}

static int set_up(void **state)
{
	(void)state;
	return mkdtemp(folder) != NULL ? chdir(folder) : -1;
}

/* Fails if a test has left anything. */
static int tear_down(void **state)
{
	(void)state;
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_appears_meanwhile_stays),
	    cmocka_unit_test(it_appears_at_the_end_and_alone),
	    cmocka_unit_test(the_longest_name_is_written),
	    cmocka_unit_test(names_of_the_dead_are_passed_over),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
