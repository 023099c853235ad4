/*
 * test_links.c - copies over the links between nodes: shares, the textbook
 * queue that one link is, failures, nodes that go down.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/links.h"
#include "sim/simulation.h"

#define MIB 1048576.0
#define WORLDS 64
#define NODES 8
#define COPIES_MAX 40

/* --- a world with nothing in it but links --------------------------------- */

static struct trace_world worlds[WORLDS];
static struct simulation sim;
static struct links *links;
static struct link_model model;

static void open_links(uint32_t copies_max)
{
	for (uint32_t i = 0; i < WORLDS; i++)
		worlds[i].name_hash = i + 1;
	sim = (struct simulation){
	    .to_us = TIME_NEVER_US,
	    .draws = {.seed = 1, .worlds = worlds},
	};
	assert_true(
	    calendar_open(&sim.calendar, 1024,
			  (struct answer_ids){&sim.answers, answers_command}));
	links = links_open(&model, copies_max);
	assert_non_null(links);
}

static void close_links(void)
{
	links_close(links);
	calendar_close(&sim.calendar);
	inbox_close(&sim.inbox);
	answers_close(&sim.answers);
	assert_false(sim.failed);
}

/* No limit but those of the test. */
static struct link_model free_model(void)
{
	return (struct link_model){
	    .out_mb_per_second = 100,
	    .in_mb_per_second = 100,
	    .changed_share = 0.2,
	};
}

static struct command copy(uint64_t id, uint32_t source, uint32_t target,
			   uint32_t size_mib)
{
	return (struct command){.id = {id},
				.world = {1 + (uint32_t)(id % WORLDS)},
				.epoch = (uint32_t)(id / WORLDS),
				.peer = {source},
				.node = {target},
				.size_mib = size_mib};
}

static void begin(uint64_t id, uint32_t source, uint32_t target,
		  uint32_t size_mib)
{
	struct command command = copy(id, source, target, size_mib);

	links_begin(&sim, links, &command);
}

/* Let everything happen up to this instant. */
static void run_until(int64_t until_us)
{
	while (calendar_next_us(&sim.calendar) <= until_us) {
		const struct event *due;
		size_t count;

		sim.now_us = calendar_next_us(&sim.calendar);
		count = calendar_take(&sim.calendar, sim.now_us, &due);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(due[i].kind, EVENT_TRANSFER);
			assert_int_equal(due[i].entity, BOXES_MAX);
			links_due(&sim, links, due[i].serial);
		}
	}
	if (until_us != TIME_NEVER_US)
		sim.now_us = until_us;
}

/* The only answer so far. */
static enum outcome only_outcome(uint64_t id)
{
	size_t count;
	const struct input *inputs = inbox_take(&sim.inbox, &count);

	assert_int_equal(count, 1);
	assert_int_equal(inputs->command_finished.command.value, id);
	return inputs->command_finished.outcome;
}

static void expect_no_answer(void)
{
	assert_true(inbox_is_empty(&sim.inbox));
}

/* --- max-min fairness ----------------------------------------------------- */

struct oracle_flow {
	uint32_t source, target;
	double cap, rate;
	bool frozen;
};

/* How far all that are not frozen can rise together at this end. */
static double rise_at(const struct oracle_flow *flows, uint32_t count,
		      uint32_t node, bool out, double capacity)
{
	uint32_t rising = 0;

	for (uint32_t i = 0; i < count; i++) {
		if ((out ? flows[i].source : flows[i].target) != node)
			continue;
		capacity -= flows[i].rate;
		rising += !flows[i].frozen;
	}
	return rising == 0 ? (double)HUGE_VAL : capacity / rising;
}

/* Fill up: all rates rise together; who meets a limit stays there. */
static void fill_up(struct oracle_flow *flows, uint32_t count)
{
	for (uint32_t frozen = 0; frozen < count;) {
		double rise = HUGE_VAL;

		for (uint32_t i = 0; i < count; i++)
			if (!flows[i].frozen)
				rise = fmin(rise, flows[i].cap - flows[i].rate);
		for (uint32_t node = 1; node <= NODES; node++) {
			rise = fmin(rise, rise_at(flows, count, node, true,
						  model.out_mb_per_second));
			rise = fmin(rise, rise_at(flows, count, node, false,
						  model.in_mb_per_second));
		}
		for (uint32_t i = 0; i < count; i++)
			if (!flows[i].frozen)
				flows[i].rate += rise;
		for (uint32_t i = 0; i < count; i++) {
			struct oracle_flow *flow = &flows[i];

			if (flow->frozen)
				continue;
			flow->frozen =
			    flow->rate >= flow->cap - 1e-9 ||
			    rise_at(flows, count, flow->source, true,
				    model.out_mb_per_second) < 1e-9 ||
			    rise_at(flows, count, flow->target, false,
				    model.in_mb_per_second) < 1e-9;
			frozen += flow->frozen;
		}
	}
}

static uint32_t draw_below(struct random_stream *stream, uint32_t limit)
{
	return (uint32_t)(random_u64(stream) % limit);
}

/* The speed of its own that a copy has, by the key of its draw. */
static double own_speed(const struct command *command)
{
	struct draws draws = {.seed = 1, .worlds = worlds};

	return (double)draws_world_us(&draws, &model.stream_mb_per_second,
				      RANDOM_COPY, command->world.value,
				      4 * (uint64_t)command->epoch + 1) /
	       1e6;
}

static void check_random_graph(uint64_t number)
{
	const struct random_key key = {
	    .seed = 7, .purpose = RANDOM_TEST, .entity = number};
	struct oracle_flow flows[COPIES_MAX];
	struct random_stream stream;
	uint32_t count;

	random_open(&stream, &key);
	model = free_model();
	model.out_mb_per_second = 20 + draw_below(&stream, 200);
	model.in_mb_per_second = 20 + draw_below(&stream, 200);
	model.stream_mb_per_second =
	    (struct law){.kind = LAW_LOGNORMAL, .a = 40, .b = 0.8};
	open_links(0);
	count = 1 + draw_below(&stream, COPIES_MAX);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t source = 1 + draw_below(&stream, NODES);
		uint32_t target = 1 + draw_below(&stream, NODES);
		struct command command = copy(i + 1, source, target, 1 << 20);

		links_begin(&sim, links, &command);
		flows[i] = (struct oracle_flow){source, target,
						.cap = own_speed(&command)};
	}
	fill_up(flows, count);
	for (uint32_t i = 0; i < count; i++)
		if (fabs(links_rate(links, i + 1) - flows[i].rate) > 1e-6)
			fail_msg("graph %llu, copy %u: %.9f MB/s, filled up "
				 "%.9f",
				 (unsigned long long)number, i,
				 links_rate(links, i + 1), flows[i].rate);
	close_links();
}

static void rates_are_those_of_filling_up(void **state)
{
	(void)state;
	for (uint64_t number = 0; number < 300; number++)
		check_random_graph(number);
}

/* Two leave node 1, one of them meets two others at node 3: 100 / 3 for those,
 * the rest of node 1 for its other one. */
static void a_copy_takes_what_others_cannot_use(void **state)
{
	(void)state;
	model = free_model();
	open_links(0);
	begin(1, 1, 2, 1000);
	begin(2, 1, 3, 1000);
	begin(3, 4, 3, 1000);
	begin(4, 5, 3, 1000);
	assert_float_equal(links_rate(links, 1), 200.0 / 3, 1e-9);
	for (uint64_t id = 2; id <= 4; id++)
		assert_float_equal(links_rate(links, id), 100.0 / 3, 1e-9);
	close_links();
}

static void a_copy_takes_its_latency_and_its_bytes(void **state)
{
	(void)state;
	model = free_model();
	model.latency = (struct law){.kind = LAW_FIXED, .a = 2};
	open_links(0);
	begin(1, 1, 2, 1000);
	assert_float_equal(links_rate(links, 1), 0, 0);
	run_until(2 * US_PER_SECOND);
	assert_float_equal(links_rate(links, 1), 100, 1e-9);
	run_until((int64_t)(2e6 + 10 * MIB) - 1);
	expect_no_answer();
	run_until((int64_t)(2e6 + 10 * MIB));
	assert_int_equal(only_outcome(1), OUTCOME_DONE);
	close_links();
}

static void a_refresh_moves_what_has_changed(void **state)
{
	struct command command = copy(1, 1, 2, 1000);

	(void)state;
	model = free_model();
	open_links(0);
	command.type = COPY_REFRESH;
	links_begin(&sim, links, &command);
	run_until((int64_t)(2 * MIB) - 1);
	expect_no_answer();
	run_until((int64_t)(2 * MIB) + 1);
	assert_int_equal(only_outcome(1), OUTCOME_DONE);
	close_links();
}

/* --- one link is a queue with processor sharing --------------------------- */

#define SEEDS 20
#define ARRIVALS 12000
#define FIRST 2000 /* that count: before, the link fills up */
#define MEAN_MIB 1000
#define LEVEL_99 0.01
#define LEVEL_9999 0.0001

static uint32_t draw_size(struct random_stream *stream, bool exponential)
{
	double size = MEAN_MIB;

	if (exponential)
		size = gsl_ran_exponential(&stream->rng, MEAN_MIB);
	return (uint32_t)lround(size);
}

/* Add up how long those that have ended took. */
static void take_stays(const int64_t *begun_us, double *sum_s, uint32_t *count)
{
	size_t ended;
	const struct input *inputs = inbox_take(&sim.inbox, &ended);

	for (size_t i = 0; i < ended; i++) {
		uint64_t id = inputs[i].command_finished.command.value;

		assert_int_equal(inputs[i].command_finished.outcome,
				 OUTCOME_DONE);
		if (id <= FIRST)
			continue;
		*sum_s += (double)(sim.now_us - begun_us[id]) / 1e6;
		++*count;
	}
}

/* Mean stay at one link in, whose load is rho: copies come as a Poisson
 * process, from sources enough that only this link is shared. */
static double mean_stay_s(double rho, bool exponential, uint64_t seed)
{
	static int64_t begun_us[ARRIVALS + 1];
	const struct random_key key = {
	    .seed = seed, .purpose = RANDOM_TEST, .index = exponential};
	struct random_stream stream;
	double gap_s = MEAN_MIB * MIB / 100e6 / rho, at_s = 0, sum_s = 0;
	uint32_t count = 0;

	random_open(&stream, &key);
	open_links(0);
	for (uint32_t id = 1; id <= ARRIVALS; id++) {
		at_s += gsl_ran_exponential(&stream.rng, gap_s);
		while (calendar_next_us(&sim.calendar) <=
		       (int64_t)(at_s * 1e6)) {
			run_until(calendar_next_us(&sim.calendar));
			take_stays(begun_us, &sum_s, &count);
		}
		run_until((int64_t)(at_s * 1e6));
		begun_us[id] = sim.now_us;
		begin(id, 2 + id % 1000, 1, draw_size(&stream, exponential));
	}
	while (calendar_next_us(&sim.calendar) != TIME_NEVER_US) {
		run_until(calendar_next_us(&sim.calendar));
		take_stays(begun_us, &sum_s, &count);
	}
	close_links();
	assert_int_equal(count, ARRIVALS - FIRST);
	return sum_s / count;
}

struct verdict {
	unsigned outside_99, outside_9999, refuted;
};

/* Mean of one load over the seeds, against S / (1 - rho): whatever the law of
 * the sizes (Kleinrock 1976, 4.4). */
static void judge(double rho, bool exponential, struct verdict *verdict)
{
	double means[SEEDS], theory = MEAN_MIB * MIB / 100e6 / (1 - rho);
	double mean, error, p, p_off;

	for (uint64_t seed = 0; seed < SEEDS; seed++)
		means[seed] = mean_stay_s(rho, exponential, seed + 1);
	mean = gsl_stats_mean(means, 1, SEEDS);
	error = gsl_stats_sd(means, 1, SEEDS) / sqrt(SEEDS);
	p = 2 * gsl_cdf_tdist_Q(fabs(mean - theory) / error, SEEDS - 1);
	p_off =
	    2 * gsl_cdf_tdist_Q(fabs(mean - 1.1 * theory) / error, SEEDS - 1);
	print_message("load %.1f, %-11s: %7.2f s, theory %7.2f, 99 %% +-%4.1f "
		      "%%, p %.3f\n",
		      rho, exponential ? "exponential" : "fixed", mean, theory,
		      100 * gsl_cdf_tdist_Qinv(LEVEL_99 / 2, SEEDS - 1) *
			  error / theory,
		      p);
	verdict->outside_99 += p < LEVEL_99;
	verdict->outside_9999 += p < LEVEL_9999;
	verdict->refuted += p_off < LEVEL_99;
}

static void one_link_is_a_queue_with_processor_sharing(void **state)
{
	static const double loads[] = {0.3, 0.5, 0.7, 0.8, 0.9};
	struct verdict verdict = {0};

	(void)state;
	model = free_model();
	for (size_t i = 0; i < sizeof loads / sizeof *loads; i++)
		for (int exponential = 0; exponential <= 1; exponential++)
			judge(loads[i], exponential, &verdict);
	assert_true(verdict.outside_99 <= 1);
	assert_int_equal(verdict.outside_9999, 0);
	/* a theory ten per cent off would have been noticed */
	assert_true(verdict.refuted >= 8);
}

/* --- what goes wrong ------------------------------------------------------ */

static void as_many_copies_fail_as_the_model_says(void **state)
{
	const uint32_t total = 4000;
	double share_sum = 0;
	uint32_t failed = 0;

	(void)state;
	model = free_model();
	model.failure = 0.3;
	open_links(0);
	for (uint64_t id = 1; id <= total; id++) {
		int64_t begun_us = sim.now_us;
		enum outcome outcome;

		begin(id, 1, 2, 1000);
		run_until(calendar_next_us(&sim.calendar));
		outcome = only_outcome(id);
		if (outcome == OUTCOME_DONE)
			continue;
		assert_int_equal(outcome, OUTCOME_FAILED);
		failed++;
		share_sum += (double)(sim.now_us - begun_us) / (10 * MIB);
	}
	/* within four standard errors of 30 %, and of half of the bytes */
	assert_true(fabs(failed / (double)total - 0.3) < 4 * 0.0073);
	assert_true(fabs(share_sum / failed - 0.5) < 4 * 0.289 / 34);
	close_links();
}

/* Else a copy that failed would fail for ever. */
static void each_try_has_luck_of_its_own(void **state)
{
	uint32_t failed = 0;

	(void)state;
	model = free_model();
	model.failure = 0.5;
	open_links(0);
	for (uint64_t try = 1; try <= 200; try++) {
		begin(try * WORLDS, 1, 2, 1000); /* the same world */
		run_until(calendar_next_us(&sim.calendar));
		failed += only_outcome(try * WORLDS) == OUTCOME_FAILED;
	}
	assert_true(failed > 60 && failed < 140);
	close_links();
}

static void count_one(void *self, const struct command *command)
{
	uint32_t *count = self;

	assert_int_equal(command->kind, COMMAND_NONE);
	(*count)++;
}

static void who_looks_on_is_told_that_data_begin_to_move(void **state)
{
	uint32_t count = 0;

	(void)state;
	model = free_model();
	open_links(0);
	observers_add(
	    &sim.observers,
	    &(struct observer){.self = &count, .transfer = count_one});
	begin(1, 1, 2, 1000);
	begin(2, 2, 3, 1000);
	assert_int_equal(count, 2);
	close_links();
}

static void a_target_that_goes_down_answers_nothing(void **state)
{
	(void)state;
	model = free_model();
	open_links(0);
	begin(1, 1, 2, 1000);
	begin(2, 1, 3, 1000);
	run_until(US_PER_SECOND);
	links_drop_node(&sim, links, 2);
	expect_no_answer();
	assert_float_equal(links_rate(links, 2), 100, 1e-9);
	/* a second at 50 MB/s, the rest at 100 */
	run_until((int64_t)(10 * MIB + 0.5e6) - 1);
	expect_no_answer();
	run_until((int64_t)(10 * MIB + 0.5e6) + 1);
	assert_int_equal(only_outcome(2), OUTCOME_DONE);
	close_links();
}

static void a_source_that_goes_down_makes_its_copies_fail(void **state)
{
	(void)state;
	model = free_model();
	open_links(0);
	begin(1, 1, 2, 1000);
	begin(2, 3, 2, 1000);
	links_drop_node(&sim, links, 1);
	assert_int_equal(only_outcome(1), OUTCOME_FAILED);
	assert_float_equal(links_rate(links, 2), 100, 1e-9);
	run_until(INT64_C(100) * US_PER_SECOND);
	assert_int_equal(only_outcome(2), OUTCOME_DONE);
	close_links();
}

static void a_cancelled_copy_leaves_its_part_to_others(void **state)
{
	(void)state;
	model = free_model();
	open_links(0);
	begin(1, 1, 2, 1000);
	begin(2, 1, 3, 1000);
	run_until(US_PER_SECOND);
	assert_true(links_cancel(&sim, links, 1));
	assert_int_equal(only_outcome(1), OUTCOME_CANCELLED);
	assert_false(links_cancel(&sim, links, 1));
	assert_float_equal(links_rate(links, 2), 100, 1e-9);
	/* a second at 50 MB/s, the rest at 100 */
	run_until((int64_t)(10 * MIB + 0.5e6) - 1);
	expect_no_answer();
	run_until((int64_t)(10 * MIB + 0.5e6) + 1);
	assert_int_equal(only_outcome(2), OUTCOME_DONE);
	close_links();
}

static void one_copy_more_than_a_link_takes_fails(void **state)
{
	(void)state;
	model = free_model();
	open_links(2);
	begin(1, 1, 2, 1000);
	begin(2, 1, 3, 1000);
	expect_no_answer();
	assert_null(links_audit(links));
	begin(3, 1, 4, 1000); /* out of 1 */
	assert_int_equal(only_outcome(3), OUTCOME_FAILED);
	assert_non_null(links_audit(links));
	begin(4, 5, 2, 1000);
	expect_no_answer();
	begin(5, 6, 2, 1000); /* into 2 */
	assert_int_equal(only_outcome(5), OUTCOME_FAILED);
	close_links();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rates_are_those_of_filling_up),
	    cmocka_unit_test(a_copy_takes_what_others_cannot_use),
	    cmocka_unit_test(a_copy_takes_its_latency_and_its_bytes),
	    cmocka_unit_test(a_refresh_moves_what_has_changed),
	    cmocka_unit_test(one_link_is_a_queue_with_processor_sharing),
	    cmocka_unit_test(as_many_copies_fail_as_the_model_says),
	    cmocka_unit_test(each_try_has_luck_of_its_own),
	    cmocka_unit_test(who_looks_on_is_told_that_data_begin_to_move),
	    cmocka_unit_test(a_target_that_goes_down_answers_nothing),
	    cmocka_unit_test(a_source_that_goes_down_makes_its_copies_fail),
	    cmocka_unit_test(a_cancelled_copy_leaves_its_part_to_others),
	    cmocka_unit_test(one_copy_more_than_a_link_takes_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
