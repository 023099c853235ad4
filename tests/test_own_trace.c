/*
 * test_own_trace.c - the demand inside the window does not depend on the
 * warm-up.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "sim/own_trace.h"
#include "support_place.h"

struct demand_of {
	struct scenario scenario;
	struct trace trace;
};

static void draw(const char *name, const char *warm_up, struct demand_of *out)
{
	const struct scenario_override set[] = {{"window.warm_up", warm_up},
						{NULL, NULL}};
	struct error_text error = {""};
	struct trace_cut cut;

	*out = (struct demand_of){0};
	load_scenario(name, set, &out->scenario);
	if (!own_trace(&out->scenario, 0, &out->trace, &cut, NULL, &error))
		fail_msg("%s", error.text);
}

static void release(struct demand_of *demand)
{
	trace_release(&demand->trace);
	scenario_release(&demand->scenario);
}

/* The next session from number *at on that begins in the window.  Without a
 * warm-up those that run when it begins start with it, so these are left out.
 */
static const struct session *next_in_window(const struct demand_of *demand,
					    size_t *at)
{
	for (; *at < demand->trace.session_count; ++*at) {
		const struct session *session = &demand->trace.sessions[*at];

		if (session->start_us > demand->scenario.from_us &&
		    session->start_us < demand->scenario.to_us)
			return session;
	}
	return NULL;
}

/* Sessions that begin in the window; fails where they are not the same. */
static size_t compare(const struct demand_of *a, const struct demand_of *b)
{
	size_t at_a = 0, at_b = 0, count = 0;

	for (;; at_a++, at_b++, count++) {
		const struct session *left = next_in_window(a, &at_a);
		const struct session *right = next_in_window(b, &at_b);

		if (left == NULL || right == NULL) {
			assert_ptr_equal(left, right);
			return count;
		}
		assert_true(left->start_us == right->start_us);
		assert_true(left->stop_us == right->stop_us);
		assert_string_equal(a->trace.worlds[left->world].name,
				    b->trace.worlds[right->world].name);
		assert_int_equal(a->trace.worlds[left->world].ram_mib,
				 b->trace.worlds[right->world].ram_mib);
	}
}

/* 336 h before the Friday night of 2024-11-08 the clocks had not changed yet.
 */
static void demand_from_counts_is_that_of_any_warm_up(void **state)
{
	static const char *const warm_ups[] = {"0s", "48h", "216h", "240h",
					       "336h"};
	struct demand_of first, other;

	(void)state;
	draw("friday-night", warm_ups[0], &first);
	for (size_t i = 1; i < sizeof warm_ups / sizeof warm_ups[0]; i++) {
		size_t count;

		draw("friday-night", warm_ups[i], &other);
		count = compare(&first, &other);
		print_message("warm-up %s: %zu sessions in the window\n",
			      warm_ups[i], count);
		assert_in_range(count, 1000, 1400);
		release(&other);
	}
	release(&first);
}

static void the_run_has_the_sessions_of_its_warm_up(void **state)
{
	struct demand_of brief, longer;

	(void)state;
	draw("friday-night", "48h", &brief);
	draw("friday-night", "336h", &longer);
	assert_true(longer.trace.session_count > 3 * brief.trace.session_count);
	assert_true(brief.trace.sessions[0].start_us ==
		    brief.scenario.from_us - 48 * US_PER_HOUR);
	release(&longer);
	release(&brief);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(demand_from_counts_is_that_of_any_warm_up),
	    cmocka_unit_test(the_run_has_the_sessions_of_its_warm_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
