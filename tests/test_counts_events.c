/*
 * test_counts_events.c - what an event adds to a count series: the line is
 * followed with it, ramps are straight, hours change, worlds restart.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "traces/model/counts.h"
#include "traces/model/counts_shape.h"

#define US_PER_S INT64_C(1000000)
#define HOUR_US (3600 * US_PER_S)
#define MONDAY_US (INT64_C(1730678400) * US_PER_S) /* 2024-11-04T00:00Z */
#define DAYS 14
#define COUNTS (DAYS * 24)
#define FROM_US (MONDAY_US + 24 * HOUR_US)
#define TO_US (MONDAY_US + 5 * 24 * HOUR_US)
#define PEAK 400.0
#define SEEDS 10

static int64_t at_us[COUNTS];
static double value[COUNTS];
static const struct counts counts = {at_us, value, COUNTS};

/* A day that waves between 0.4 and 1 of its peak, the peak at 18 h. */
static int fill_counts(void **state)
{
	(void)state;
	for (int i = 0; i < COUNTS; i++) {
		at_us[i] = MONDAY_US + i * HOUR_US;
		value[i] = 1000 * (0.7 + 0.3 * cos((i % 24 - 18) * M_PI / 12));
	}
	return 0;
}

static struct counts_plan plain_plan(void)
{
	return (struct counts_plan){
	    .value = COUNTS_INSTANT,
	    .shape = COUNTS_SHAPE_RAW,
	    .peak_worlds = PEAK,
	    .peak_from_us = FROM_US,
	    .peak_to_us = TO_US,
	    .session_length = {.kind = LAW_EXPONENTIAL, .a = 3600},
	    .ram_mix = {{.ram_mib = 2048, .share_ppm = 1000000}},
	    .ram_mix_count = 1,
	    .world_size_mib = {.kind = LAW_FIXED, .a = 1000},
	    .worlds_living = 3000,
	    .active_days_alpha = 2,
	    .active_days_beta = 2,
	    .seed = 7,
	};
}

static struct trace draw(const struct counts_plan *plan)
{
	struct error_text error = {""};
	struct counts_report report;
	struct trace trace;

	if (!counts_to_sessions(&counts, plan, FROM_US, TO_US, &trace, &report,
				&error))
		fail_msg("%s", error.text);
	return trace;
}

static int active_at(const struct trace *trace, int64_t instant_us)
{
	int active = 0;

	for (size_t i = 0; i < trace->session_count; i++)
		active += trace->sessions[i].start_us <= instant_us &&
			  instant_us < trace->sessions[i].stop_us;
	return active;
}

/* The plain line, as the header of counts.h promises it. */
static double plain_line(int64_t instant_us)
{
	int64_t since_us = instant_us - MONDAY_US;
	int i = (int)(since_us / HOUR_US);
	double part = (double)(since_us % HOUR_US) / (double)HOUR_US;

	return PEAK * (value[i] + part * (value[i + 1] - value[i])) / 1000;
}

static void assert_near(double actual, double wanted)
{
	if (fabs(actual - wanted) > fmax(1.001, 0.011 * wanted))
		fail_msg("%g is not near %g", actual, wanted);
}

static void active_worlds_follow_the_event_factor_and_its_ramps(void **state)
{
	const int64_t from_us = FROM_US + 12 * HOUR_US;
	const int64_t to_us = FROM_US + 20 * HOUR_US;
	struct counts_plan plan = plain_plan();
	struct trace trace;

	(void)state;
	plan.events[0] = (struct counts_event){.from_us = from_us,
					       .to_us = to_us,
					       .rise_us = HOUR_US / 4,
					       .fall_us = 2 * HOUR_US,
					       .factor = 3};
	plan.event_count = 1;
	trace = draw(&plan);
	assert_near(active_at(&trace, from_us - HOUR_US),
		    plain_line(from_us - HOUR_US));
	assert_near(active_at(&trace, from_us), plain_line(from_us));
	assert_near(active_at(&trace, from_us + HOUR_US / 4),
		    3 * plain_line(from_us + HOUR_US / 4));
	/* straight from corner to corner */
	assert_near(
	    active_at(&trace, from_us + HOUR_US / 8),
	    (plain_line(from_us) + 3 * plain_line(from_us + HOUR_US / 4)) / 2);
	for (int64_t t = from_us + HOUR_US; t <= to_us; t += HOUR_US)
		assert_near(active_at(&trace, t), 3 * plain_line(t));
	assert_near(active_at(&trace, to_us + HOUR_US),
		    2 * plain_line(to_us + HOUR_US));
	for (int64_t t = to_us + 2 * HOUR_US; t < TO_US; t += HOUR_US)
		assert_near(active_at(&trace, t), plain_line(t));
	trace_release(&trace);
}

static void events_at_the_same_time_multiply_and_may_be_cliffs(void **state)
{
	const int64_t from_us = FROM_US + 30 * HOUR_US;
	struct counts_plan plan = plain_plan();
	struct trace trace;

	(void)state;
	plan.events[0] = (struct counts_event){
	    .from_us = from_us, .to_us = from_us + 6 * HOUR_US, .factor = 2};
	plan.events[1] = (struct counts_event){.from_us = from_us + 2 * HOUR_US,
					       .to_us = from_us + 4 * HOUR_US,
					       .factor = 0.25};
	plan.event_count = 2;
	trace = draw(&plan);
	assert_near(active_at(&trace, from_us - 1), plain_line(from_us));
	assert_near(active_at(&trace, from_us + US_PER_S),
		    2 * plain_line(from_us));
	assert_near(active_at(&trace, from_us + 3 * HOUR_US),
		    0.5 * plain_line(from_us + 3 * HOUR_US));
	assert_near(active_at(&trace, from_us + 5 * HOUR_US),
		    2 * plain_line(from_us + 5 * HOUR_US));
	trace_release(&trace);
}

/* The corner of one event on the ramp of another sees the ramp. */
static void an_event_may_begin_on_the_ramp_of_another(void **state)
{
	const int64_t from_us = FROM_US + 30 * HOUR_US;
	struct counts_plan plan = plain_plan();
	struct trace trace;

	(void)state;
	plan.events[0] = (struct counts_event){.from_us = from_us,
					       .to_us = from_us + 6 * HOUR_US,
					       .rise_us = 4 * HOUR_US,
					       .fall_us = 4 * HOUR_US,
					       .factor = 3};
	plan.events[1] = (struct counts_event){.from_us = from_us + HOUR_US,
					       .to_us = from_us + 9 * HOUR_US,
					       .factor = 0.5};
	plan.event_count = 2;
	trace = draw(&plan);
	assert_near(active_at(&trace, from_us + HOUR_US + US_PER_S),
		    0.5 * 1.5 * plain_line(from_us + HOUR_US));
	assert_near(active_at(&trace, from_us + 9 * HOUR_US + US_PER_S),
		    1.5 * plain_line(from_us + 9 * HOUR_US));
	trace_release(&trace);
}

/* Sessions that a pause of a minute cuts in two within the event. */
static size_t restarts_in(const struct trace *trace,
			  const struct counts_event *event)
{
	const struct session *end = trace->sessions + trace->session_count;
	int *times = calloc(trace->world_count, sizeof *times);
	size_t found = 0;

	assert_non_null(times);
	for (const struct session *a = trace->sessions; a < end; a++) {
		int64_t again_us = a->stop_us + RESTART_PAUSE_S * US_PER_S;
		const struct session *b = a + 1;

		if (a->stop_us < event->from_us || a->stop_us >= event->to_us)
			continue;
		while (b < end && b->start_us < again_us)
			b++;
		for (; b < end && b->start_us == again_us; b++)
			if (a->world == b->world) {
				assert_int_equal(times[a->world]++, 0);
				found++;
			}
	}
	free(times);
	return found;
}

static void an_update_restarts_a_share_of_the_active_worlds_once(void **state)
{
	const struct counts_event event = {.from_us = FROM_US + 40 * HOUR_US,
					   .to_us = FROM_US + 46 * HOUR_US,
					   .factor = 1,
					   .restarts = 0.5};
	struct counts_plan plan = plain_plan();
	double expected = 0, sum = 0, sd;

	(void)state;
	plan.events[0] = event;
	for (plan.seed = 1; plan.seed <= SEEDS; plan.seed++) {
		struct trace plain, trace;
		size_t found;

		plan.event_count = 0;
		plain = draw(&plan);
		plan.event_count = 1;
		trace = draw(&plan);
		found = restarts_in(&trace, &event);
		assert_int_equal(trace.session_count,
				 plain.session_count + found);
		assert_int_equal(restarts_in(&plain, &event), 0);
		sum += (double)found;
		/* every instant has its active worlds, half of them restart */
		for (int i = 0; i < 72; i++)
			expected += active_at(&plain, event.from_us +
							  i * HOUR_US / 12) *
				    event.restarts / 72;
		trace_release(&plain);
		trace_release(&trace);
	}
	sd = sqrt(expected);
	if (fabs(sum - expected) > 4 * sd)
		fail_msg("%g restarts, not %g +- %g", sum, expected, sd);
}

static void a_weekend_event_gives_the_hours_of_a_sunday(void **state)
{
	struct counts_plan plan = plain_plan();
	struct target_point plain[COUNTS], holiday[COUNTS];
	double weekday_sum = 0, weekend_sum = 0;

	(void)state;
	plan.shape = COUNTS_SHAPE_EUROPEAN;
	plan.peak_to_us = FROM_US + 24 * HOUR_US;
	assert_true(counts_target(&counts, &plan, FROM_US, TO_US, plain) > 0);
	plan.events[0] =
	    (struct counts_event){.from_us = FROM_US + 24 * HOUR_US,
				  .to_us = FROM_US + 48 * HOUR_US,
				  .factor = 1,
				  .weekend = true};
	plan.event_count = 1;
	assert_true(counts_target(&counts, &plan, FROM_US, TO_US, holiday) > 0);
	for (int h = 0; h < HOURS; h++) {
		weekday_sum += european_hours[0][h];
		weekend_sum += european_hours[1][h];
	}
	for (int i = 0; i < COUNTS; i++) {
		int h = i % HOURS;
		double ratio = i / HOURS == 2 ? european_hours[1][h] /
						    european_hours[0][h] *
						    weekday_sum / weekend_sum
					      : 1;

		assert_true(fabs(holiday[i].worlds - ratio * plain[i].worlds) <
			    1e-9 * plain[i].worlds + 1e-9);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		active_worlds_follow_the_event_factor_and_its_ramps),
	    cmocka_unit_test(
		events_at_the_same_time_multiply_and_may_be_cliffs),
	    cmocka_unit_test(an_event_may_begin_on_the_ramp_of_another),
	    cmocka_unit_test(
		an_update_restarts_a_share_of_the_active_worlds_once),
	    cmocka_unit_test(a_weekend_event_gives_the_hours_of_a_sunday),
	};

	return cmocka_run_group_tests(tests, fill_counts, NULL);
}
