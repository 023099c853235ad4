/*
 * test_two_choices.c - worlds that may wake on either of two nodes, against the
 * mean-field law of two random choices.
 *
 * NODES equal nodes with room for all; starts are a Poisson process, runs
 * exponential.  Each start is of a world whose home is a random node and whose
 * second copy is on another random one, and the engine takes the better of the
 * two.  With s_k the share of nodes that run at least k worlds, `load` starts a
 * node and mean run, and d choices, in the limit of many nodes
 *
 *   ds_k/dt = load (s_{k-1}^d - s_k^d) - k (s_k - s_{k+1}),  s_0 = 1
 *
 * (Vvedenskaya, Dobrushin and Karpelevich 1996; Mitzenmacher 1996, 2001; here
 * with as many servers a node as worlds, so that k of them end at rate k).  For
 * d = 1 its fixed point is Poisson's law; for d = 2 the tail falls doubly
 * exponentially.  The fixed point is where the equations, integrated from an
 * empty fleet, come to rest.
 *
 * Seven seconds of CPU optimised.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support_engine.h"
#include "traces/base/engine_heap.h"
#include "traces/base/random.h"

#define NODES 512
#define TWINS 2 /* worlds of an ordered pair of nodes */
#define WORLDS (NODES * (NODES - 1) * TWINS)
#define LEVELS 40 /* s_0 ... */
#define MEAN_RUN_US US_PER_HOUR
#define WARM_UP 20.0 /* mean runs */
#define BATCHES 60
#define BATCH 15.0   /* mean runs: batches hardly depend on each other */
#define RAREST 0.001 /* of the shares that are compared */
#define PENDING_MAX 64

/* --- theory --------------------------------------------------------------- */

struct law {
	double load;
	int choices;
};

static double chosen(const struct law *law, double share)
{
	return law->choices == 2 ? share * share : share;
}

static int change(double at, const double s[], double rate[], void *context)
{
	const struct law *law = context;

	(void)at;
	rate[0] = 0;
	for (int k = 1; k < LEVELS; k++) {
		double above = k + 1 < LEVELS ? s[k + 1] : 0;

		rate[k] =
		    law->load * (chosen(law, s[k - 1]) - chosen(law, s[k])) -
		    k * (s[k] - above);
	}
	return GSL_SUCCESS;
}

static void find_fixed_point(struct law *law, double s[LEVELS])
{
	gsl_odeiv2_system system = {change, NULL, LEVELS, law};
	gsl_odeiv2_driver *driver = gsl_odeiv2_driver_alloc_y_new(
	    &system, gsl_odeiv2_step_rkf45, 1e-3, 1e-12, 1e-12);
	double rate[LEVELS], at = 0;

	assert_non_null(driver);
	for (int k = 0; k < LEVELS; k++)
		s[k] = k == 0;
	assert_int_equal(gsl_odeiv2_driver_apply(driver, &at, 60, s),
			 GSL_SUCCESS);
	gsl_odeiv2_driver_free(driver);
	(void)change(at, s, rate, law);
	for (int k = 0; k < LEVELS; k++)
		assert_true(fabs(rate[k]) < 1e-9);
}

/* --- the fleet ------------------------------------------------------------ */

struct run { /* a world that plays */
	uint32_t world, node;
};

struct fleet {
	struct engine *engine;
	struct drive_scratch *scratch;
	struct driver_ports ports;
	int64_t now_us;
	bool has_copies;
	struct random_stream stream;
	struct command pending[PENDING_MAX];
	uint32_t pending_count;
	struct run runs[NODES * LEVELS];
	uint32_t run_count;
	bool plays[WORLDS + 1];
	uint32_t worlds_on[NODES + 1];	 /* that play, by node */
	uint32_t nodes_with[LEVELS + 1]; /* at least so many */
	uint64_t away;			 /* starts on second copies */
};

static int keeps_record(void *context, const struct input *input)
{
	(void)context;
	(void)input;
	return 0;
}

static int commits(void *context, uint64_t last_seq, uint64_t trail)
{
	(void)context;
	(void)last_seq;
	(void)trail;
	return 0;
}

static void is_told(void *context, const struct notice *notice)
{
	struct fleet *fleet = context;

	fleet->away += notice->kind == NOTICE_SECOND_COPY &&
		       notice->second_copy.event == COPY_USED;
}

static void carries_out(void *context, const struct command *command)
{
	struct fleet *fleet = context;

	assert_true(fleet->pending_count < PENDING_MAX);
	fleet->pending[fleet->pending_count++] = *command;
}

static void begins_on(struct fleet *fleet, const struct command *command)
{
	uint32_t node = command->node.value;

	assert_true(fleet->run_count <
		    sizeof fleet->runs / sizeof fleet->runs[0]);
	assert_true(fleet->worlds_on[node] + 1 < LEVELS);
	fleet->runs[fleet->run_count++] =
	    (struct run){command->world.value, node};
	fleet->nodes_with[++fleet->worlds_on[node]]++;
}

/* One input now; whatever it brings is done at once. */
static void feed(struct fleet *fleet, struct input input)
{
	uint32_t count = input.kind != INPUT_NONE;

	do {
		struct command command;

		assert_int_equal(drive(fleet->engine, &fleet->ports,
				       fleet->now_us, &input, count,
				       fleet->scratch),
				 DRIVE_OK);
		if (fleet->pending_count == 0) {
			if (engine_wake_at_us(fleet->engine) >
			    fleet->now_us + 1)
				return;
			fleet->now_us++;
			count = 0;
			continue;
		}
		command = fleet->pending[--fleet->pending_count];
		if (command.kind == COMMAND_START_WORLD)
			begins_on(fleet, &command);
		input = (struct input){
		    .kind = INPUT_COMMAND_FINISHED,
		    .command_finished = {.command = command.id,
					 .outcome = OUTCOME_DONE}};
		count = 1;
	} while (true);
}

static struct engine_config config_of(bool has_copies)
{
	struct engine_config config = bench_config(WORLDS);

	config.limits.nodes_max = NODES;
	config.node_types[0].ram_mib = 1 << 20;
	config.node_types[0].cpu_milli = 1 << 20;
	config.node_types[0].disk_mib = 1 << 30;
	config.dedicated_count[0] = NODES;
	config.machinery.ram_overhead_mib = 0;
	config.policy.cloud_max = 0;
	config.policy.scaling = SCALE_NONE;
	config.policy.tick_us = US_PER_DAY;
	config.policy.sleep_window_us = 3660 * US_PER_DAY;
	config.policy.direct_copy = true;
	config.policy.second_copies =
	    (struct second_copies){.on = has_copies, .budget = 4};
	return config;
}

/* Worlds of the ordered pair (home, copy) of nodes, numbered from 0. */
static uint32_t world_of(uint32_t home, uint32_t copy, uint32_t twin)
{
	return 1 + TWINS * (home * (NODES - 1) + copy - (copy > home)) + twin;
}

static void find_worlds(struct fleet *fleet, uint32_t home, uint32_t copy)
{
	for (uint32_t twin = 0; twin < TWINS; twin++) {
		uint32_t world = world_of(home, copy, twin);

		feed(fleet, (struct input){.kind = INPUT_WORLD_REGISTERED,
					   .world = {.world = {world},
						     .account = {1},
						     .ram_mib = 64,
						     .cpu_milli = 1,
						     .disk_mib = 1}});
		feed(fleet,
		     (struct input){
			 .kind = INPUT_WORLD_FOUND,
			 .world_found = {
			     .world = {world},
			     .node = {home + 1},
			     .since_us = fleet->now_us,
			     .copy = {fleet->has_copies ? copy + 1 : 0}}});
	}
}

static void open_fleet(struct fleet *fleet, bool has_copies, uint32_t number)
{
	const struct engine_config config = config_of(has_copies);
	const struct random_key key = {
	    .seed = 1, .replication = number, .purpose = RANDOM_TEST};

	*fleet = (struct fleet){.ports = {.context = fleet,
					  .record = keeps_record,
					  .commit = commits,
					  .execute = carries_out,
					  .notify = is_told},
				.now_us = config.begin_us,
				.has_copies = has_copies};
	fleet->nodes_with[0] = NODES;
	random_open(&fleet->stream, &key);
	assert_int_equal(engine_create(&config, &engine_heap, &fleet->engine),
			 ENGINE_OK);
	fleet->scratch = malloc(sizeof *fleet->scratch);
	assert_non_null(fleet->scratch);
	drive_scratch_init(fleet->scratch, UINT64_C(1) << NOTICE_SECOND_COPY);
	for (uint32_t node = 1; node <= NODES; node++)
		feed(fleet,
		     (struct input){.kind = INPUT_NODE_HEARTBEAT,
				    .heartbeat = {{node}, TIME_NEVER_US, 0}});
	for (uint32_t home = 0; home < NODES; home++)
		for (uint32_t copy = 0; copy < NODES; copy++)
			if (copy != home)
				find_worlds(fleet, home, copy);
}

static void close_fleet(struct fleet *fleet)
{
	engine_destroy(fleet->engine);
	free(fleet->scratch);
}

/* --- chance --------------------------------------------------------------- */

static uint32_t dice(struct fleet *fleet, uint32_t sides)
{
	return (uint32_t)(random_uniform(&fleet->stream) * sides);
}

/* One that sleeps at this node and has its copy on that, or the other way
 * round if it has one; 0: all of them play. */
static uint32_t sleeper_of(const struct fleet *fleet, uint32_t home,
			   uint32_t copy)
{
	for (uint32_t twin = 0; twin < TWINS; twin++) {
		uint32_t world = world_of(home, copy, twin);

		if (!fleet->plays[world])
			return world;
		world = world_of(copy, home, twin);
		if (fleet->has_copies && !fleet->plays[world])
			return world;
	}
	return 0;
}

/* Another pair where all play: one start in fifty thousand. */
static void wakes_one(struct fleet *fleet)
{
	uint32_t world;

	do {
		uint32_t home = dice(fleet, NODES);
		uint32_t copy = (home + 1 + dice(fleet, NODES - 1)) % NODES;

		world = sleeper_of(fleet, home, copy);
	} while (world == 0);
	fleet->plays[world] = true;
	feed(fleet, (struct input){.kind = INPUT_START_REQUESTED,
				   .request = {.world = {world}}});
}

static void ends_one(struct fleet *fleet)
{
	uint32_t which = dice(fleet, fleet->run_count);
	struct run run = fleet->runs[which];

	fleet->runs[which] = fleet->runs[--fleet->run_count];
	fleet->nodes_with[fleet->worlds_on[run.node]--]--;
	fleet->plays[run.world] = false;
	feed(fleet, (struct input){.kind = INPUT_STOP_REQUESTED,
				   .request = {.world = {run.world}}});
}

/* The next start or end; `until` and the result in mean runs.  The shares of
 * nodes, times the time they last, are added. */
static double goes_on(struct fleet *fleet, double load, double at, double until,
		      double sums[LEVELS])
{
	double starts = load * NODES;
	double all = starts + fleet->run_count;
	double gap = -log(random_uniform(&fleet->stream)) / all;
	double lasts = at + gap < until ? gap : until - at;

	for (int k = 0; sums != NULL && k < LEVELS; k++)
		sums[k] += lasts * fleet->nodes_with[k] / NODES;
	if (at + gap >= until)
		return until; /* without a memory: draw again from there */
	fleet->now_us += llround(gap * MEAN_RUN_US);
	if (random_uniform(&fleet->stream) * all < starts)
		wakes_one(fleet);
	else
		ends_one(fleet);
	return at + gap;
}

static void run_fleet(struct fleet *fleet, double load,
		      double shares[LEVELS][BATCHES])
{
	double at = 0;

	while (at < WARM_UP)
		at = goes_on(fleet, load, at, WARM_UP, NULL);
	for (int batch = 0; batch < BATCHES; batch++) {
		double until = WARM_UP + BATCH * (batch + 1);
		double sums[LEVELS] = {0};

		while (at < until)
			at = goes_on(fleet, load, at, until, sums);
		for (int k = 0; k < LEVELS; k++)
			shares[k][batch] = sums[k] / BATCH;
	}
}

/* --- comparison ----------------------------------------------------------- */

struct verdict {
	int compared, outside_99, outside_9999;
};

static struct verdict compare(const double theory[LEVELS],
			      double shares[LEVELS][BATCHES])
{
	struct verdict verdict = {0, 0, 0};

	for (int k = 1; k < LEVELS && theory[k] >= RAREST; k++) {
		double mean = gsl_stats_mean(shares[k], 1, BATCHES);
		double error =
		    gsl_stats_sd(shares[k], 1, BATCHES) / sqrt(BATCHES);
		double p = 2 * gsl_cdf_tdist_Q(fabs(mean - theory[k]) / error,
					       BATCHES - 1);

		print_message("  >= %2d: theory %.5f, measured %.5f +- %.5f, "
			      "p %.4f\n",
			      k, theory[k], mean,
			      gsl_cdf_tdist_Pinv(0.995, BATCHES - 1) * error,
			      p);
		verdict.compared++;
		verdict.outside_99 += !(p >= 0.01);
		verdict.outside_9999 += !(p >= 0.0001);
	}
	return verdict;
}

static void check(double load, int choices, uint32_t number)
{
	struct law law = {load, choices}, other = {load, 3 - choices};
	static double shares[LEVELS][BATCHES];
	static struct fleet fleet;
	double theory[LEVELS], wrong[LEVELS];
	struct verdict verdict;

	find_fixed_point(&law, theory);
	find_fixed_point(&other, wrong);
	open_fleet(&fleet, choices == 2, number);
	run_fleet(&fleet, load, shares);
	print_message("load %.0f, %d choices, %llu starts on copies\n", load,
		      choices, (unsigned long long)fleet.away);
	assert_int_equal(fleet.away > 0, choices == 2);
	close_fleet(&fleet);
	verdict = compare(theory, shares);
	assert_true(verdict.compared >= 3);
	assert_true(verdict.outside_99 <= 1);
	assert_int_equal(verdict.outside_9999, 0);
	verdict = compare(wrong, shares);
	assert_true(verdict.outside_9999 >= 3);
}

static void without_copies_nodes_are_filled_by_poissons_law(void **state)
{
	(void)state;
	check(1, 1, 1);
	check(4, 1, 2);
}

static void with_a_copy_worlds_have_two_random_choices(void **state)
{
	(void)state;
	check(1, 2, 3);
	check(4, 2, 4);
}

static void the_equations_have_the_known_fixed_points(void **state)
{
	struct law one = {4, 1}, two = {4, 2};
	double s[LEVELS], sum = 0;

	(void)state;
	find_fixed_point(&one, s);
	for (unsigned k = 1; k < LEVELS / 2; k++)
		assert_float_equal(s[k], gsl_cdf_poisson_Q(k - 1, 4), 1e-8);
	find_fixed_point(&two, s);
	for (int k = 1; k < LEVELS; k++)
		sum += s[k];
	assert_float_equal(sum, 4, 1e-8); /* Little's law */
	/* the tail: s_{k+1} ~ load s_k^2 / (k + 1) */
	assert_true(s[9] < 4 * s[8] * s[8] && s[10] < 4 * s[9] * s[9]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_equations_have_the_known_fixed_points),
	    cmocka_unit_test(without_copies_nodes_are_filled_by_poissons_law),
	    cmocka_unit_test(with_a_copy_worlds_have_two_random_choices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
