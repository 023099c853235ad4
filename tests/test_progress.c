/*
 * test_progress.c - what the bar says, with a clock of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/units.h"
#include "sim/progress.h"

static void says(struct progress progress, const char *expected)
{
	char line[PROGRESS_WIDTH + 1];
	size_t size = strlen(expected);

	assert_ptr_equal(progress_line(&progress, line), line);
	assert_int_equal(strlen(line), PROGRESS_WIDTH);
	assert_memory_equal(line, expected, size);
	for (; line[size] != '\0'; size++)
		assert_int_equal(line[size], ' ');
}

static void the_bar_says_how_fast_and_how_long(void **state)
{
	(void)state;
	says((struct progress){"nights", 5, 20, 0.25, 2},
	     "[######                  ] 5 of 20 nights, 2.5/s, 6 s left");
	says((struct progress){"nights", 1500, 3000, 0.5, 107},
	     "[############            ] 1500 of 3000 nights, 14/s, "
	     "1 min 47 s left");
	says((struct progress){"replications", 0, 2, 0.1, 60},
	     "[##                      ] 0 of 2 replications, 12/h, "
	     "9 min 0 s left");
	says((struct progress){"replications", 3, 100, 0.03, 120},
	     "[                        ] 3 of 100 replications, 1.5/min, "
	     "1 h 4 min left");
	/* what was just begun says nothing yet */
	says((struct progress){"nights", 0, 20, 0.001, 3},
	     "[                        ] 0 of 20 nights");
	says((struct progress){"nights", 20, 20, 1, 4},
	     "[########################] 20 of 20 nights, 5/s, 0 s left");
}

static void the_longest_line_fits(void **state)
{
	char line[PROGRESS_WIDTH + 1];
	const struct progress progress = {"replications", 99999, 100000, 0.01,
					  1.2e6};

	(void)state;
	(void)progress_line(&progress, line);
	assert_int_equal(strlen(line), PROGRESS_WIDTH);
	assert_non_null(strstr(line, " days left"));
}

static void only_a_night_is_called_one(void **state)
{
	(void)state;
	assert_string_equal(progress_word(20 * US_PER_HOUR), "nights");
	assert_string_equal(progress_word(US_PER_DAY), "nights");
	assert_string_equal(progress_word(US_PER_DAY + 1), "replications");
	assert_string_equal(progress_word(365 * US_PER_DAY), "replications");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_bar_says_how_fast_and_how_long),
	    cmocka_unit_test(the_longest_line_fits),
	    cmocka_unit_test(only_a_night_is_called_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
