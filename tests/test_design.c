/*
 * test_design.c - which values an axis has, and which points a sweep plays.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/design.h"

/* The values of an axis with commas between them; or the error. */
static char *values_of(const char *text, bool drawn, char out[512])
{
	struct error_text error = {""};
	struct axis axis;
	size_t used = 0;

	if (!axis_read(text, drawn, &axis, &error))
		(void)snprintf(out, 512, "%s", error.text);
	for (uint64_t i = 0; error.text[0] == '\0' && i < axis.count; i++) {
		char scratch[AXIS_VALUE_SIZE];

		used += (size_t)snprintf(out + used, 512 - used, "%s%s",
					 i > 0 ? " | " : "",
					 axis_value(&axis, i, scratch));
	}
	axis_release(&axis);
	return out;
}

static void an_axis_has_the_values_that_are_written(void **state)
{
	static const struct {
		const char *text, *values;
		bool drawn;
	} cases[] = {
	    {"a.b=8,10,12", "8 | 10 | 12", false},
	    {"a.b=8", "8", false},
	    {"a.b=best-fit,session-end", "best-fit | session-end", false},
	    {"a.b=[\"x\",\"y\"],[]", "[\"x\",\"y\"] | []", false},
	    {"a.b={\"u\":1,\"v\":2},null", "{\"u\":1,\"v\":2} | null", false},
	    {"a.b=\"u,v\",w", "\"u,v\" | w", false},
	    {"a.b=1,c=2", "1 | c=2", false},
	    {"a.b=4:12:4", "4 | 8 | 12", false},
	    {"a.b=4:4:1", "4", false},
	    {"a.b=48h:336h:96h", "48h | 144h | 240h | 336h", false},
	    {"a.b=60GB:100GB:20GB", "60GB | 80GB | 100GB", false},
	    {"a.b=80%:90%:5%", "80% | 85% | 90%", false},
	    {"a.b=0.1:0.3:0.1", "0.1 | 0.2 | 0.3", false},
	    {"a.b=0.5:2:0.5", "0.5 | 1 | 1.5 | 2", false},
	    {"a.b=-0.5:0.5:0.5", "-0.5 | 0 | 0.5", false},
	    {"a.b=0.02 EUR:0.03 EUR:0.005 EUR",
	     "0.02 EUR | 0.025 EUR | 0.03 EUR", false},
	    {"a.b=2:5", "2 | 3 | 4 | 5", true},
	    {"a.b=0.8:1.1", "0.8 | 0.9 | 1 | 1.1", true},
	    /* not a range: an instant, and a text */
	    {"a.b=2024-11-08T12:00:00+01:00", "2024-11-08T12:00:00+01:00",
	     false},
	    {"a.b=\"4:12:4\"", "\"4:12:4\"", false},
	};
	char out[512];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(
		    values_of(cases[i].text, cases[i].drawn, out),
		    cases[i].values);
}

static void what_is_no_axis_is_told_what_would_be_one(void **state)
{
	static const char *const cases[][2] = {
	    {"a.b", "is not of the form KEY=VALUES"},
	    {"=1", "is not of the form KEY=VALUES"},
	    {"a.b=", "a value is missing at a comma"},
	    {"a.b=1,,2", "a value is missing at a comma"},
	    {"a.b=1,2,1", "the value 1 is there twice"},
	    {"seed=1,2", "seed belongs to all variants alike; give it as "
			 "--seed"},
	    {"a.b=4:12:3",
	     "the step does not lead to the end; write 4:10:3 or 4:13:3"},
	    {"a.b=12:4:2", "the range begins above its end; write 4:12:2"},
	    {"a.b=4:12:-2", "the step is not above 0; write 4:12:2"},
	    {"a.b=4:12:0", "the step is not above 0; write 4:12:1"},
	    {"a.b=4:12", "a range needs a step, unless --lhs; write 4:12:8"},
	    {"a.b=48h:96:4h", "a range has one unit, written with each "
			      "number: 48h:336h:96h"},
	    {"a.b=0:1000000:1", "more than 100000 values; write a larger "
				"step"},
	};
	char out[512];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(values_of(cases[i][0], false, out),
				    cases[i][1]);
}

static void a_grid_counts_like_a_number(void **state)
{
	struct error_text error = {""};
	struct axis axes[2];
	struct design design;

	(void)state;
	assert_true(axis_read("a=1,2", false, &axes[0], &error));
	assert_true(axis_read("b=5:7:1", false, &axes[1], &error));
	assert_true(design_make(&design, axes, 2, 0, 1, &error));
	assert_int_equal(design.points, 6);
	for (uint64_t point = 0; point < 6; point++) {
		assert_int_equal(design_index(&design, point, 0), point / 3);
		assert_int_equal(design_index(&design, point, 1), point % 3);
	}
	design_release(&design);
	axis_release(&axes[0]);
	axis_release(&axes[1]);
}

/* Of N points each of the N parts of an axis holds one. */
static void a_latin_hypercube_has_one_point_in_each_part(void **state)
{
	static const char *const keys[] = {"a", "fleet.dedicated.0.count",
					   "policy.sleep_window"};

	(void)state;
	for (uint32_t count = 1; count <= 400; count += 7)
		for (uint64_t seed = 0; seed < 5; seed++)
			for (size_t k = 0; k < 3; k++) {
				uint64_t *places =
				    calloc(count, sizeof *places);
				char *seen = calloc(count, 1);

				design_draw(seed, keys[k], count, places);
				for (uint32_t i = 0; i < count; i++) {
					assert_true(places[i] >> 32 < count);
					assert_false(seen[places[i] >> 32]);
					seen[places[i] >> 32] = 1;
				}
				free(places);
				free(seen);
			}
}

/* With as many points as values, each value once; with k times as many, k
 * times. */
static void values_are_drawn_alike_often(void **state)
{
	struct error_text error = {""};
	struct axis axis;

	(void)state;
	assert_true(axis_read("a=3:12", true, &axis, &error));
	for (uint64_t times = 1; times <= 5; times++) {
		unsigned seen[10] = {0};
		struct design design;

		assert_true(
		    design_make(&design, &axis, 1, 10 * times, 7, &error));
		for (uint64_t i = 0; i < design.points; i++)
			seen[design_index(&design, i, 0)]++;
		for (size_t i = 0; i < 10; i++)
			assert_int_equal(seen[i], times);
		design_release(&design);
	}
	axis_release(&axis);
}

/* Places within their parts, and parts of two axes, have nothing to do with
 * each other; bounds of five standard deviations. */
static void draws_are_uniform_and_independent(void **state)
{
	enum { COUNT = 10000 };
	uint64_t *a = calloc(COUNT, sizeof *a), *b = calloc(COUNT, sizeof *b);
	double within = 0, both = 0;

	(void)state;
	design_draw(3, "a", COUNT, a);
	design_draw(3, "b", COUNT, b);
	for (size_t i = 0; i < COUNT; i++) {
		within += (double)(uint32_t)a[i] / 4294967296.0 - 0.5;
		both += ((double)(a[i] >> 32) / COUNT - 0.5) *
			((double)(b[i] >> 32) / COUNT - 0.5);
	}
	assert_true(within < 5 * 28.9 && within > -5 * 28.9);
	assert_true(both < 5 * 8.4 && both > -5 * 8.4);
	free(a);
	free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_axis_has_the_values_that_are_written),
	    cmocka_unit_test(what_is_no_axis_is_told_what_would_be_one),
	    cmocka_unit_test(a_grid_counts_like_a_number),
	    cmocka_unit_test(a_latin_hypercube_has_one_point_in_each_part),
	    cmocka_unit_test(values_are_drawn_alike_often),
	    cmocka_unit_test(draws_are_uniform_and_independent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
