/*
 * test_fit.c - what fit.h says of generated sessions is what made them.
 *
 * The table of many seeds and sizes is long/test_fit_coverage.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/generate_plan.h"
#include "support_fit.h"
#include "traces/model/fit_chain.h"
#include "traces/model/fit_lengths.h"
#include "traces/model/fit_print.h"
#include "traces/model/gof.h"

#define DAYS 35

static void draw(const struct generate_plan *plan, struct trace *out)
{
	struct error_text error = {""};
	struct generate_report report;

	if (!generate_trace(plan, FIT_FROM_US, FIT_FROM_US + DAYS * US_PER_DAY,
			    out, &report, &error))
		fail_msg("%s", error.text);
}

static struct fit_options options_of(const struct generate_plan *plan)
{
	return (struct fit_options){.from_us = FIT_FROM_US,
				    .to_us = FIT_FROM_US + DAYS * US_PER_DAY,
				    .holidays = &plan->holidays,
				    .dormant = plan->dormant,
				    .shift_s = 600,
				    .max_s = 86400,
				    .seed = 1};
}

static void
the_gradient_of_the_likelihood_equals_its_difference_quotient(void **state)
{
	double theta[CHAIN_PARAMETERS] = {0.3,	-0.3, -0.6, -0.3, 0.2,	-5.5,
					  -6,	3.5,  -0.2, 0.05, 0.1,	0.2,
					  -0.1, 0.2,  0.3,  0.3,  -0.1, 0.2};
	const double step = 1e-4;
	struct error_text error = {""};
	struct generate_plan plan;
	struct fit_options options;
	struct fit_data data;
	struct trace trace;
	struct chain_space *space;

	(void)state;
	fit_model(25, &plan);
	plan.seed = 1;
	draw(&plan, &trace);
	options = options_of(&plan);
	assert_true(fit_data_make(
	    &trace, &options, playing_day_of(&options.clock, FIT_FROM_US) + 1,
	    DAYS - 2, &data, &error));
	space = chain_space_alloc(&data);
	assert_non_null(space);
	for (int law = RATE_LOGNORMAL; law <= RATE_GAMMA; law++) {
		struct chain chain = {.data = &data,
				      .dormant = 10,
				      .rate_law = (enum rate_law)law,
				      .tier_share = {0.5, 0.3, 0.2}};
		double slope[CHAIN_PARAMETERS];

		for (int tier = 0; tier < TIERS; tier++) {
			memcpy(chain.hours[tier][0], plan.tier[tier].weekday,
			       sizeof chain.hours[tier][0]);
			memcpy(chain.hours[tier][1], plan.tier[tier].weekend,
			       sizeof chain.hours[tier][1]);
		}
		(void)chain_likelihood(&chain, space, theta, slope);
		for (int i = 0; i < CHAIN_PARAMETERS; i++) {
			double at = theta[i], above, below;

			theta[i] = at + step;
			above = chain_likelihood(&chain, space, theta, NULL);
			theta[i] = at - step;
			below = chain_likelihood(&chain, space, theta, NULL);
			theta[i] = at;
			if (fabs((above - below) / (2 * step) - slope[i]) >
			    1e-3 + 1e-4 * fabs(slope[i]))
				fail_msg(
				    "parameter %d: slope %g, difference %g", i,
				    slope[i], (above - below) / (2 * step));
		}
	}
	chain_space_free(space);
	fit_data_release(&data);
	trace_release(&trace);
	generate_plan_release(&plan);
}

/* How many standard errors an estimate is off, by its interval. */
static double errors_off(double value, double truth, double low, double high)
{
	return fabs(log(value / truth)) / (log(high / low) / (2 * 1.96));
}

static void
the_law_of_lengths_is_recovered_and_a_wrong_one_rejected(void **state)
{
	static const struct law laws[] = {
	    {LAW_WEIBULL, 4800, 0.69, 600, 86400},
	    {LAW_LOGNORMAL, 3600, 1.1, 600, 86400},
	    {LAW_GAMMA, 7000, 0.6, 600, 86400},
	};
	enum { N = 4000 };
	double *values = malloc(N * sizeof *values);

	(void)state;
	for (size_t l = 0; l < sizeof laws / sizeof *laws; l++) {
		enum law_kind wrong =
		    laws[l].kind == LAW_LOGNORMAL ? LAW_GAMMA : LAW_LOGNORMAL;
		struct random_stream stream;
		struct law_fit fit;

		random_open(&stream, &(struct random_key){
					 .seed = 3, .purpose = RANDOM_TEST});
		for (int i = 0; i < N; i++)
			values[i] = law_draw(&laws[l], &stream);
		assert_true(fit_law(values, N, LAW_FIXED, 600, 86400, 1, &fit));
		assert_int_equal(fit.law.kind, laws[l].kind);
		assert_true(errors_off(fit.law.a, laws[l].a, fit.a_low,
				       fit.a_high) < 4);
		assert_true(errors_off(fit.law.b, laws[l].b, fit.b_low,
				       fit.b_high) < 4);
		assert_true(fit.p > 0.02);
		assert_true(fit_law(values, N, wrong, 600, 86400, 1, &fit));
		assert_true(fit.p < 0.02);
	}
	assert_false(
	    fit_law(values, 5, LAW_FIXED, 600, 86400, 1, &(struct law_fit){0}));
	free(values);
}

static void intervals_cover_the_true_parameters(void **state)
{
	struct coverage coverage = {.count = 0};
	unsigned held = 0, made = 0;
	struct generate_plan plan;

	(void)state;
	fit_model(40, &plan);
	fit_cover(&plan, DAYS, 1, 4, &coverage);
	for (unsigned i = 0; i < coverage.count; i++) {
		held += coverage.parameters[i].held;
		made += coverage.parameters[i].made;
	}
	fit_print_coverage(&coverage);
	assert_true(coverage.unclear <= 1);
	assert_in_range(1000 * held / made, 900, 985);
	generate_plan_release(&plan);
}

/* The written model is the fitted one, and the generator passes its own test.
 */
static void a_written_model_reads_back_as_it_was_fitted(void **state)
{
	char path[] = "/tmp/test_fit_XXXXXX";
	const struct scenario_options loading = {.data_dir = NULL};
	struct error_text error = {""};
	struct generate_plan plan, read;
	struct fit_options options;
	struct fit *fit = calloc(1, sizeof *fit);
	struct trace trace;
	int descriptor = mkstemp(path);
	FILE *file = fdopen(descriptor, "w");

	(void)state;
	fit_model(40, &plan);
	plan.seed = 5;
	draw(&plan, &trace);
	options = options_of(&plan);
	assert_true(fit_sessions(&trace, &options, fit, &error));
	assert_true(gof_generator(&trace, &options, fit, &error));
	for (uint32_t i = 0; i < fit->test_count; i++)
		if (!(fit->tests[i].p >= 0.02))
			fail_msg("%s: p %g", fit->tests[i].name,
				 fit->tests[i].p);
	options.holidays = NULL; /* they came from no file */
	fit_print_model(fit, &options, "a \"strange\" name\n", file);
	assert_int_equal(fclose(file), 0);
	if (!generate_plan_load(path, &loading, &read, &error))
		fail_msg("%s", error.text);
	assert_int_equal(read.living, fit->plan.living);
	assert_int_equal(read.dormant, plan.dormant);
	assert_true(fabs(read.per_day - fit->plan.per_day) < 1e-4);
	assert_true(fabs(read.share - fit->plan.share) < 1e-4);
	assert_true(fabs(read.churn_per_month - fit->plan.churn_per_month) <
		    1e-4);
	assert_true(fabs(read.pull - fit->plan.pull) < 1e-4);
	for (int tier = 0; tier < TIERS; tier++) {
		const struct law *a = &read.tier[tier].session_length;
		const struct law *b = &fit->plan.tier[tier].session_length;

		assert_int_equal(a->kind, b->kind);
		assert_true(fabs(a->a - b->a) < 0.01);
		assert_true(fabs(a->b - b->b) < 1e-4);
		for (int h = 0; h < HOURS; h++)
			assert_true(fabs(read.tier[tier].weekday[h] -
					 fit->plan.tier[tier].weekday[h]) <
				    1e-3);
	}
	assert_int_equal(read.ram_mix_count, fit->plan.ram_mix_count);
	(void)unlink(path);
	free(fit);
	trace_release(&trace);
	generate_plan_release(&read);
	generate_plan_release(&plan);
}

static void a_fit_needs_a_fortnight_of_sessions(void **state)
{
	struct error_text error = {""};
	struct generate_plan plan;
	struct fit_options options;
	struct fit *fit = calloc(1, sizeof *fit);
	struct trace trace;

	(void)state;
	fit_model(10, &plan);
	draw(&plan, &trace);
	options = options_of(&plan);
	options.to_us = FIT_FROM_US + 10 * US_PER_DAY;
	assert_false(fit_sessions(&trace, &options, fit, &error));
	assert_non_null(strstr(error.text, "at least 14 are needed"));
	free(fit);
	trace_release(&trace);
	generate_plan_release(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		the_gradient_of_the_likelihood_equals_its_difference_quotient),
	    cmocka_unit_test(
		the_law_of_lengths_is_recovered_and_a_wrong_one_rejected),
	    cmocka_unit_test(intervals_cover_the_true_parameters),
	    cmocka_unit_test(a_written_model_reads_back_as_it_was_fitted),
	    cmocka_unit_test(a_fit_needs_a_fortnight_of_sessions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
