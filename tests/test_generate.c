/*
 * test_generate.c - generated sessions against what the model of generate.h
 * says about them: rates, shapes, dispersion, thinning, dead time, habits,
 * births, joins; and that they never overlap and always are the same.
 *
 * Bounds are 4.5 standard errors of the theory, seeds are fixed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support_fit.h"
#include "traces/model/generate.h"
#include "traces/model/population.h"

#define US_PER_S INT64_C(1000000)
#define US_PER_DAY (INT64_C(86400) * US_PER_S)
#define ERRORS 4.5

/* Worlds that always play, alike and every day alike: Poisson. */
static struct generate_plan plain_plan(uint32_t living)
{
	struct generate_plan plan = {
	    .living = living,
	    .share = 1,
	    .per_day = 2,
	    .public_factor = 1,
	    .school_factor = 1,
	    .within_s = 60,
	    .ram_mix = {{2048, 500000, 0}, {16384, 500000, 4000}},
	    .ram_mix_count = 2,
	    .world_size_mib = {.a = 1000},
	    .seed = 1,
	};

	generate_plan_shape(&plan);
	for (int tier = 0; tier < TIERS; tier++)
		plan.tier[tier].session_length = (struct law){.a = 1};
	(void)generate_plan_normalise(&plan);
	return plan;
}

static void make_flat(struct generate_plan *plan)
{
	for (int tier = 0; tier < TIERS; tier++)
		for (int h = 0; h < HOURS; h++)
			plan->tier[tier].weekday[h] =
			    plan->tier[tier].weekend[h] = 1;
	for (int day = 0; day < WEEKDAYS; day++)
		plan->level[day] = 1;
}

/* Over [FIT_FROM_US, + days): a Monday 06:00 on a clock one hour ahead. */
static const struct utc_offset one_hour[] = {{0, 3600}};

static struct generate_report draw(struct generate_plan *plan, unsigned days,
				   struct trace *out)
{
	struct error_text error = {""};
	struct generate_report report;

	plan->clock = (struct local_clock){one_hour, 1};
	if (!generate_trace(plan, FIT_FROM_US, FIT_FROM_US + days * US_PER_DAY,
			    out, &report, &error))
		fail_msg("%s", error.text);
	return report;
}

static void assert_near(double value, double expected, double error)
{
	if (!(fabs(value - expected) <= ERRORS * error))
		fail_msg("%g is not %g within %g x %g", value, expected, ERRORS,
			 error);
}

static void without_dispersion_starts_are_poisson(void **state)
{
	struct generate_plan plan = plain_plan(500);
	double mean = 0, square = 0, hours[HOURS] = {0}, chi_square = 0;
	unsigned *count = calloc(500 * 28, sizeof *count);
	struct trace trace;
	double n, cells = 500 * 28, expected = 0;

	(void)state;
	(void)draw(&plan, 28, &trace);
	n = (double)trace.session_count;
	assert_near(n, 500 * 28 * 2.0, sqrt(500 * 28 * 2.0));
	for (size_t i = 0; i < trace.session_count; i++) {
		const struct session *s = &trace.sessions[i];
		int64_t day = (s->start_us - FIT_FROM_US) / US_PER_DAY;

		count[s->world * 28 + (size_t)day]++;
		if (weekday_of(playing_day_of(&plan.clock, s->start_us)) < 5)
			hours[(clock_local_s(&plan.clock, s->start_us) / 3600) %
			      HOURS]++;
	}
	/* the variance about each weekday's own mean is that mean */
	for (size_t i = 0; i < 500 * 28; i++) {
		double m = 2 * plan.level[i % 28 % 7];

		mean += m / cells;
		square += (count[i] - m) * (count[i] - m) / m / cells;
	}
	assert_near(square, 1, sqrt((2 + 1 / mean) / cells));
	for (int h = 0; h < HOURS; h++)
		expected += hours[h] / HOURS;
	for (int h = 0; h < HOURS; h++) {
		double e = expected * plan.tier[0].weekday[h];

		chi_square += (hours[h] - e) * (hours[h] - e) / e;
	}
	assert_near(chi_square, HOURS - 1, sqrt(2.0 * (HOURS - 1)));
	free(count);
	trace_release(&trace);
}

static void events_scale_the_starts_of_their_share(void **state)
{
	struct generate_plan plan = plain_plan(2000);
	double before = 0, inside = 0;
	struct trace trace;

	(void)state;
	make_flat(&plan);
	/* half of the worlds three times as much, a tenth of a day long */
	plan.event_count = 1;
	plan.events[0] = (struct demand_event){
	    .from_us = FIT_FROM_US + 2 * US_PER_DAY + US_PER_DAY / 5,
	    .to_us =
		FIT_FROM_US + 2 * US_PER_DAY + US_PER_DAY / 5 + US_PER_DAY / 10,
	    .factor = 3,
	    .share = 0.5};
	(void)draw(&plan, 7, &trace);
	for (size_t i = 0; i < trace.session_count; i++) {
		int64_t at_us = trace.sessions[i].start_us;

		if (at_us >= plan.events[0].from_us &&
		    at_us < plan.events[0].to_us)
			inside++;
		else
			before++;
	}
	assert_near(before, 2000 * 2 * 6.9, sqrt(2000 * 2 * 6.9));
	/* mean factor 1 + 0.5 (3 - 1) = 2; who is touched varies too */
	assert_near(inside, 2000 * 2 * 0.1 * 2,
		    sqrt(2000 * (2 * 0.1 * 2 + 0.2 * 0.2)));
	trace_release(&trace);
}

/* A start that falls into a session is none: with a constant rate and sessions
 * of one length a renewal process, n = T / (D + 1 / rate). */
static void active_worlds_start_no_session(void **state)
{
	struct generate_plan plan = plain_plan(400);
	double cycle = 0.25 + 0.5, n; /* days */
	struct trace trace;

	(void)state;
	make_flat(&plan);
	for (int tier = 0; tier < TIERS; tier++)
		plan.tier[tier].session_length = (struct law){.a = 21600};
	(void)draw(&plan, 56, &trace);
	n = (double)trace.session_count;
	/* those that run at the beginning are in the trace too: 1/3 each */
	assert_near(n, 400 * (56 / cycle + 1.0 / 3),
		    sqrt(400 * 56 * 0.25 / (cycle * cycle * cycle)) + 2);
	trace_release(&trace);
}

static void day_levels_make_daily_counts_negative_binomial(void **state)
{
	struct generate_plan plan = plain_plan(1000);
	double sum = 0, square = 0, cells = 1000 * 14, variance;
	unsigned *count = calloc(1000 * 14, sizeof *count);
	struct trace trace;

	(void)state;
	make_flat(&plan);
	plan.day_spread = 0.8;
	plan.spread = 0;
	(void)draw(&plan, 14, &trace);
	for (size_t i = 0; i < trace.session_count; i++)
		if (trace.sessions[i].start_us >= FIT_FROM_US)
			count[trace.sessions[i].world * 14 +
			      (size_t)((trace.sessions[i].start_us -
					FIT_FROM_US) /
				       US_PER_DAY)]++;
	for (size_t i = 0; i < 1000 * 14; i++) {
		sum += count[i] / cells;
		square += (double)count[i] * count[i] / cells;
	}
	variance = 2 + 4 * 0.8 * 0.8;
	assert_near(sum, 2, sqrt(variance / cells));
	/* the fourth moment bounds it roughly by 10 v^2 */
	assert_near(square - sum * sum, variance,
		    sqrt(10 * variance * variance / cells));
	free(count);
	trace_release(&trace);
}

static void rates_vary_between_worlds_by_the_given_dispersion(void **state)
{
	(void)state;
	for (int law = RATE_LOGNORMAL; law <= RATE_GAMMA; law++) {
		struct generate_plan plan = plain_plan(4000);
		double *count = calloc(4000, sizeof *count), mean = 0, v = 0;
		struct trace trace;

		make_flat(&plan);
		plan.spread = 0.5;
		plan.rate_law = (uint32_t)law;
		(void)draw(&plan, 14, &trace);
		for (size_t i = 0; i < trace.session_count; i++)
			count[trace.sessions[i].world]++;
		for (int w = 0; w < 4000; w++)
			mean += count[w] / 4000;
		for (int w = 0; w < 4000; w++)
			v += (count[w] - mean) * (count[w] - mean) / 4000;
		assert_near(mean, 28, sqrt((28 + 196) / 4000.0));
		/* Poisson, and the spread of the rates */
		assert_near(v, 28 + 28 * 28 * 0.25,
			    (28 + 28 * 28 * 0.25) * sqrt(10 / 4000.0));
		free(count);
		trace_release(&trace);
	}
}

static void habits_keep_their_share_and_persistence(void **state)
{
	struct generate_plan plan = plain_plan(1500);
	bool *played = calloc(1500 * 28, sizeof *played);
	double share = 0, both = 0;
	struct trace trace;
	uint32_t worlds;

	(void)state;
	make_flat(&plan);
	plan.share = 0.4;
	plan.persistence = 0.6;
	plan.per_day = 12; /* so a day of play is hardly ever without a start */
	(void)draw(&plan, 28, &trace);
	worlds = trace.world_count;
	for (size_t i = 0; i < trace.session_count; i++)
		if (trace.sessions[i].start_us >= FIT_FROM_US)
			played[trace.sessions[i].world * 28 +
			       (size_t)((trace.sessions[i].start_us -
					 FIT_FROM_US) /
					US_PER_DAY)] = true;
	for (uint32_t w = 0; w < worlds; w++)
		for (uint32_t d = 0; d < 28; d++) {
			share += played[w * 28 + d] / 1500.0 / 28;
			if (d > 0 && played[w * 28 + d - 1])
				both += played[w * 28 + d] / 1500.0 / 27;
		}
	/* a chain of correlation 0.6 tells a quarter as much as coins do */
	assert_near(share, 0.4, sqrt(0.24 * 4 / (1500 * 28.0)));
	assert_near((both - share * share) / (share * (1 - share)), 0.6, 0.01);
	free(played);
	trace_release(&trace);
}

static void worlds_appear_and_leave_at_the_given_rates(void **state)
{
	struct generate_plan plan = plain_plan(3000);
	unsigned born = 0, late = 0;
	uint64_t last[16384] = {0};
	struct trace trace;

	(void)state;
	plan.new_per_day = 20;
	plan.growth_per_month = 0.5;
	plan.churn_per_month = 0.3;
	plan.per_day = 6;
	(void)draw(&plan, 60, &trace);
	for (size_t i = 0; i < trace.session_count; i++)
		if (trace.sessions[i].start_us >= FIT_FROM_US + 59 * US_PER_DAY)
			last[trace.sessions[i].world]++;
	for (uint32_t w = 0; w < trace.world_count; w++) {
		born += trace.worlds[w].is_new;
		late += !trace.worlds[w].is_new && last[w] > 0;
	}
	/* 20 x 1.5^(d/30) summed over 60 days */
	assert_near(born, 20 * (1.5 * 1.5 - 1) / (pow(1.5, 1 / 30.0) - 1),
		    sqrt(1850));
	/* 0.7^2 of 3000 live on the last day; 0.4 % of them do not start */
	assert_near(late, 3000 * 0.49 * 0.996, sqrt(3000 * 0.49 * 0.51) + 3);
	trace_release(&trace);
}

static void joins_reach_their_share_without_changing_the_rate(void **state)
{
	struct generate_plan plan = plain_plan(2000);
	struct generate_report report;
	struct trace trace;
	double n;

	(void)state;
	plan.pull = 0.25;
	report = draw(&plan, 14, &trace);
	n = (double)trace.session_count;
	assert_near(n, 2000 * 14 * 2.0, 1.2 * sqrt(2000 * 14 * 2.0));
	assert_near((double)report.joins / n, 0.2, 0.0025);
	trace_release(&trace);
}

static void holidays_have_the_hours_of_weekends(void **state)
{
	struct generate_plan plan = plain_plan(3000);
	int64_t wednesday = FIT_FROM_US / US_PER_DAY + 2;
	struct holiday_stretch stretch = {wednesday, wednesday, DAY_PUBLIC};
	double day = 0, morning = 0, share = 0;
	struct trace trace;

	(void)state;
	plan.public_factor = 1.5;
	plan.holidays = (struct holidays){.stretches = &stretch, .count = 1};
	(void)draw(&plan, 7, &trace);
	for (size_t i = 0; i < trace.session_count; i++) {
		int64_t local_s =
		    clock_local_s(&plan.clock, trace.sessions[i].start_us);

		if (playing_day_of(&plan.clock, trace.sessions[i].start_us) !=
		    wednesday)
			continue;
		day++;
		morning += local_s / 3600 % 24 >= 8 && local_s / 3600 % 24 < 14;
	}
	for (int h = 8; h < 14; h++)
		share += plan.tier[0].weekend[h] / HOURS;
	assert_near(day, 3000 * 2 * plan.level[2] * 1.5, sqrt(3000 * 2 * 1.5));
	assert_near(morning / day, share, sqrt(share * (1 - share) / day));
	trace_release(&trace);
}

/* Europe/Berlin, 2024-03-31: the hour from 2 to 3 is missing, and the day is
 * 23 hours long. */
static void the_missing_hour_of_spring_has_no_start(void **state)
{
	static const struct utc_offset berlin[] = {
	    {0, 3600}, {INT64_C(1711846800) * US_PER_S, 7200}};
	struct generate_plan plan = plain_plan(4000);
	int64_t day = 19812; /* Saturday 2024-03-30, 06:00 to Sunday 06:00 */
	struct generate_report report;
	struct error_text error = {""};
	double hours[HOURS] = {0};
	struct trace trace;
	int64_t from_us, to_us;

	(void)state;
	make_flat(&plan);
	plan.clock = (struct local_clock){berlin, 2};
	from_us = playing_day_begins_us(&plan.clock, day);
	to_us = playing_day_begins_us(&plan.clock, day + 1);
	assert_int_equal(to_us - from_us, 23 * INT64_C(3600) * US_PER_S);
	assert_true(
	    generate_trace(&plan, from_us, to_us, &trace, &report, &error));
	for (size_t i = 0; i < trace.session_count; i++)
		hours[clock_local_s(&plan.clock, trace.sessions[i].start_us) /
		      3600 % HOURS]++;
	for (int h = 0; h < HOURS; h++)
		assert_near(hours[h], h == 2 ? 0 : 8000.0 / HOURS,
			    h == 2 ? 0.1 : sqrt(8000.0 / HOURS));
	trace_release(&trace);
}

static bool same(const struct trace *a, const struct trace *b, size_t count)
{
	if (a->session_count < count || b->session_count < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct session *l = &a->sessions[i], *r = &b->sessions[i];

		if (l->start_us != r->start_us || l->stop_us != r->stop_us ||
		    strcmp(a->worlds[l->world].name,
			   b->worlds[r->world].name) != 0)
			return false;
	}
	return true;
}

static void a_seed_fixes_the_trace_and_a_longer_one_extends_it(void **state)
{
	struct generate_plan plan;
	struct trace first, again, longer, other;
	size_t early = 0;

	(void)state;
	fit_model(80, &plan);
	plan.seed = 7;
	(void)draw(&plan, 20, &first);
	(void)draw(&plan, 20, &again);
	(void)draw(&plan, 30, &longer);
	assert_int_equal(first.session_count, again.session_count);
	assert_true(same(&first, &again, first.session_count));
	while (early < longer.session_count &&
	       longer.sessions[early].start_us < FIT_FROM_US + 20 * US_PER_DAY)
		early++;
	assert_int_equal(early, first.session_count);
	assert_true(same(&first, &longer, early));
	plan.replication = 1;
	(void)draw(&plan, 20, &other);
	assert_false(same(&first, &other, 10));
	trace_release(&first);
	trace_release(&again);
	trace_release(&longer);
	trace_release(&other);
	generate_plan_release(&plan);
}

/* trace_canonicalise() inside generate_trace() refuses an overlap. */
static void no_world_overlaps_itself(void **state)
{
	struct generate_plan plan;

	(void)state;
	fit_model(60, &plan);
	plan.per_day = 8;
	plan.pull = 0.5;
	plan.within_s = 1;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct trace trace;

		plan.seed = seed;
		(void)draw(&plan, 14, &trace);
		assert_true(trace.session_count > 1000);
		for (size_t i = 0; i < trace.session_count; i++)
			assert_true(trace.sessions[i].stop_us >
				    trace.sessions[i].start_us);
		trace_release(&trace);
	}
	generate_plan_release(&plan);
}

static void a_plan_may_have_a_cpu_of_its_own(void **state)
{
	static const struct ram_share mix[] = {{2048, 500000, 0},
					       {16384, 500000, 4000}};
	static const struct law size = {.a = 1000};
	const struct population population = {
	    .ram_mix = mix,
	    .ram_mix_count = 2,
	    .cpu_milli = 1500,
	    .world_size_mib = &size,
	};
	unsigned large = 0;

	(void)state;
	for (uint32_t i = 0; i < 100; i++) {
		struct trace_world world;

		population_describe(&population, i, &world);
		large += world.ram_mib == 16384;
		assert_int_equal(world.cpu_milli,
				 world.ram_mib == 16384 ? 4000 : 1500);
	}
	assert_in_range(large, 30, 70);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_plan_may_have_a_cpu_of_its_own),
	    cmocka_unit_test(without_dispersion_starts_are_poisson),
	    cmocka_unit_test(events_scale_the_starts_of_their_share),
	    cmocka_unit_test(active_worlds_start_no_session),
	    cmocka_unit_test(day_levels_make_daily_counts_negative_binomial),
	    cmocka_unit_test(rates_vary_between_worlds_by_the_given_dispersion),
	    cmocka_unit_test(habits_keep_their_share_and_persistence),
	    cmocka_unit_test(worlds_appear_and_leave_at_the_given_rates),
	    cmocka_unit_test(joins_reach_their_share_without_changing_the_rate),
	    cmocka_unit_test(holidays_have_the_hours_of_weekends),
	    cmocka_unit_test(the_missing_hour_of_spring_has_no_start),
	    cmocka_unit_test(
		a_seed_fixes_the_trace_and_a_longer_one_extends_it),
	    cmocka_unit_test(no_world_overlaps_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
