/*
 * test_bound.c - the lower bound of a planner who knows the night: below every
 * simulated cost, never above the true optimum, and equal to it where sizes
 * divide the node.
 *
 * The optimum is found here by trying everything, from its definition and
 * without reading the code it judges.
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

#include "engine/units.h"
#include "sim/bound.h"
#include "sim/kpi.h"
#include "support_results.h"
#include "traces/base/random.h"

#define WORLDS 6
#define NODES 3	 /* of each kind, at most */
#define SLOTS 24 /* of half an hour: twelve hours */
#define SLOT_US (30 * US_PER_MINUTE)
#define CASES 500
#define TINY 1e-6 /* nano-euro */

static uint64_t below(struct random_stream *stream, uint64_t limit)
{
	return random_u64(stream) % limit;
}

static void open_case(struct random_stream *stream, uint64_t number)
{
	random_open(stream, &(struct random_key){.purpose = RANDOM_TEST,
						 .entity = number,
						 .index = 4711});
}

/* --- tiny nights ---------------------------------------------------------- */

struct tiny {
	int64_t size[WORLDS];
	bool plays[SLOTS][WORLDS];
	int64_t month_size, hour_size;
	double month, hour; /* prices */
};

static void draw_tiny(struct random_stream *stream, const int64_t *sizes,
		      size_t size_count, const int64_t *rooms,
		      size_t room_count, struct tiny *out)
{
	*out = (struct tiny){.size = {0}};
	out->month_size = rooms[below(stream, room_count)];
	out->hour_size = rooms[below(stream, room_count)];
	out->month = (double)(1 + below(stream, 60));
	out->hour = (double)(1 + below(stream, 10));
	for (unsigned w = 0; w < WORLDS; w++) {
		uint64_t sessions = 1 + below(stream, 2);

		out->size[w] = sizes[below(stream, size_count)];
		for (; sessions > 0; sessions--) {
			uint64_t at = below(stream, SLOTS);
			uint64_t to = at + 1 + below(stream, 10);

			for (; at < to && at < SLOTS; at++)
				out->plays[at][w] = true;
		}
	}
}

/* Three nodes of either kind hold all of it, if they are not wasted. */
static bool is_small(const struct tiny *tiny)
{
	int64_t sum = 0;

	for (unsigned w = 0; w < WORLDS; w++)
		sum += tiny->size[w];
	return sum <= NODES * tiny->month_size &&
	       sum <= NODES * tiny->hour_size;
}

static double least_of(const struct tiny *tiny)
{
	struct bound_step steps[SLOTS] = {{0}};
	struct bound_demand demand = {
	    .steps = steps, .count = SLOTS, .to_us = SLOTS * SLOT_US};
	struct bound_terms terms = {.limits = {true},
				    .of = {{tiny->month_size, tiny->hour_size,
					    tiny->month, tiny->hour}}};
	double least;

	for (unsigned i = 0; i < SLOTS; i++) {
		steps[i].at_us = i * SLOT_US;
		for (unsigned w = 0; w < WORLDS; w++)
			if (tiny->plays[i][w])
				steps[i].need[BOUND_RAM] += tiny->size[w];
	}
	assert_true(bound_least(&demand, &terms, &least));
	return least;
}

/* --- everything is tried -------------------------------------------------- */

#define SETS (1U << WORLDS)

/* fits[k][c][set]: do these worlds fit into k nodes by the month and c by the
 * hour, none of them in two pieces? */
static bool fits[NODES + 1][NODES + 1][SETS];

static int64_t size_of_set(const struct tiny *tiny, unsigned set)
{
	int64_t sum = 0;

	for (unsigned w = 0; w < WORLDS; w++)
		sum += set >> w & 1 ? tiny->size[w] : 0;
	return sum;
}

/* One node more of this size: some part of the set is on it. */
static bool fits_with(const struct tiny *tiny, bool rest[SETS], unsigned set,
		      int64_t room)
{
	for (unsigned part = set;; part = (part - 1) & set) {
		if (size_of_set(tiny, part) <= room && rest[set & ~part])
			return true;
		if (part == 0)
			return false;
	}
}

static void try_packings(const struct tiny *tiny)
{
	for (unsigned k = 0; k <= NODES; k++)
		for (unsigned c = 0; c <= NODES; c++)
			for (unsigned set = 0; set < SETS; set++)
				fits[k][c][set] =
				    set == 0 ||
				    (k > 0 &&
				     fits_with(tiny, fits[k - 1][c], set,
					       tiny->month_size)) ||
				    (c > 0 && fits_with(tiny, fits[k][c - 1],
							set, tiny->hour_size));
}

/* The fewest nodes by the hour beside k by the month; NODES + 1: too few. */
static unsigned nodes_by_hour(const struct tiny *tiny, unsigned k,
			      unsigned slot)
{
	unsigned set = 0, c = 0;

	for (unsigned w = 0; w < WORLDS; w++)
		set |= (unsigned)tiny->plays[slot][w] << w;
	while (c <= NODES && !fits[k][c][set])
		c++;
	return c;
}

/* Every choice of hours that begin at each half-hour: least[b] is the fewest of
 * them so far if b began in the last slot.  An hour is two slots. */
static double cheapest_hours(const struct tiny *tiny, unsigned k)
{
	double least[NODES + 1] = {0, HUGE_VAL, HUGE_VAL, HUGE_VAL};

	for (unsigned slot = 0; slot < SLOTS; slot++) {
		unsigned need = nodes_by_hour(tiny, k, slot);
		double next[NODES + 1];

		for (unsigned now = 0; now <= NODES; now++) {
			next[now] = HUGE_VAL;
			for (unsigned last = 0; last <= NODES; last++)
				if (now + last >= need)
					next[now] =
					    fmin(next[now], least[last] + now);
		}
		memcpy(least, next, sizeof least);
	}
	return fmin(fmin(least[0], least[1]), fmin(least[2], least[3]));
}

static double optimum_of(const struct tiny *tiny)
{
	double best = HUGE_VAL;

	try_packings(tiny);
	for (unsigned k = 0; k <= NODES; k++)
		best = fmin(best, k * tiny->month +
				      cheapest_hours(tiny, k) * tiny->hour);
	return best;
}

static void the_bound_is_never_above_the_optimum(void **state)
{
	static const int64_t sizes[] = {1, 2, 3, 4, 5, 6, 7},
			     rooms[] = {7, 8, 9, 10, 12, 16};
	unsigned below_it = 0, known = 0;

	(void)state;
	for (unsigned i = 0; i < CASES; i++) {
		struct random_stream stream;
		struct tiny tiny;
		double least, optimum;

		open_case(&stream, i);
		do
			draw_tiny(&stream, sizes, 7, rooms, 6, &tiny);
		while (!is_small(&tiny));
		least = least_of(&tiny);
		optimum = optimum_of(&tiny);
		if (isinf(optimum))
			continue; /* not on so few nodes */
		known++;
		below_it += least < optimum - TINY;
		if (least > optimum + TINY)
			fail_msg("case %u: bound %g, optimum %g", i, least,
				 optimum);
	}
	assert_true(known > CASES * 9 / 10);
	assert_in_range(below_it, 1, known / 2);
}

/* Then nothing is lost by packing, and hours can begin as late as they can. */
static void the_bound_is_the_optimum_where_sizes_divide_the_node(void **state)
{
	static const int64_t sizes[] = {1, 2, 4}, rooms[] = {4, 8, 12, 16};
	unsigned mixed = 0, known = 0;

	(void)state;
	for (unsigned i = 0; i < CASES; i++) {
		struct random_stream stream;
		struct tiny tiny;
		double least, optimum, months;

		open_case(&stream, CASES + i);
		do
			draw_tiny(&stream, sizes, 3, rooms, 4, &tiny);
		while (!is_small(&tiny));
		least = least_of(&tiny);
		optimum = optimum_of(&tiny);
		if (isinf(optimum))
			continue;
		known++;
		months = floor(optimum / tiny.month);
		mixed += months > 0 && optimum > months * tiny.month + TINY;
		if (fabs(least - optimum) > TINY)
			fail_msg("case %u: bound %g, optimum %g", i, least,
				 optimum);
	}
	assert_true(known > CASES * 9 / 10);
	assert_true(mixed > CASES / 10);
}

static void more_demand_never_lowers_the_bound(void **state)
{
	static const int64_t sizes[] = {1, 2, 3, 5, 7}, rooms[] = {7, 8, 12};

	(void)state;
	for (unsigned i = 0; i < CASES; i++) {
		struct random_stream stream;
		struct tiny tiny;
		double less, more;

		open_case(&stream, 2 * CASES + i);
		draw_tiny(&stream, sizes, 5, rooms, 3, &tiny);
		less = least_of(&tiny);
		for (unsigned added = 0; added < 3; added++)
			tiny.plays[below(&stream, SLOTS)]
				  [below(&stream, WORLDS)] = true;
		more = least_of(&tiny);
		if (more < less - TINY)
			fail_msg("case %u: %g, with more demand %g", i, less,
				 more);
	}
}

/* --- by hand -------------------------------------------------------------- */

/* 8 GB for twelve hours, 16 from the second to half past the fourth. */
static void rent_carries_the_base_and_hours_the_peak(void **state)
{
	const struct bound_step steps[] = {{0, {8, 0}},
					   {2 * US_PER_HOUR, {16, 0}},
					   {270 * US_PER_MINUTE, {8, 0}}};
	const struct bound_demand demand = {
	    .steps = steps, .count = 3, .to_us = 12 * US_PER_HOUR};
	struct bound_terms terms = {.limits = {true}, .of = {{8, 8, 5, 1}}};
	double least;

	(void)state;
	assert_true(bound_least(&demand, &terms, &least));
	assert_true(fabs(least - (5 + 3)) < TINY);
	terms.of[BOUND_RAM].month_nano_eur = 2; /* less than three hours */
	assert_true(bound_least(&demand, &terms, &least));
	assert_true(fabs(least - 2 * 2) < TINY);
	terms.of[BOUND_RAM].month_nano_eur = 13; /* more than twelve */
	assert_true(bound_least(&demand, &terms, &least));
	assert_true(fabs(least - (12 + 3)) < TINY);
	terms.of[BOUND_RAM].hour_size = 0; /* not to be had */
	assert_true(bound_least(&demand, &terms, &least));
	assert_true(fabs(least - 2 * 13) < TINY);
}

/* Two peaks of a minute, 40 minutes apart, are one hour's; 61 are two. */
static void an_hour_serves_whatever_falls_into_it(void **state)
{
	struct bound_step steps[] = {{0, {1, 0}},
				     {US_PER_MINUTE, {0, 0}},
				     {40 * US_PER_MINUTE, {1, 0}},
				     {41 * US_PER_MINUTE, {0, 0}}};
	const struct bound_demand demand = {
	    .steps = steps, .count = 4, .to_us = 3 * US_PER_HOUR};
	const struct bound_terms terms = {.limits = {true},
					  .of = {{0, 8, 0, 1}}};
	double least;

	(void)state;
	assert_true(bound_least(&demand, &terms, &least));
	assert_true(fabs(least - 1) < TINY);
	steps[2].at_us = 61 * US_PER_MINUTE;
	steps[3].at_us = 62 * US_PER_MINUTE;
	assert_true(bound_least(&demand, &terms, &least));
	assert_true(fabs(least - 2) < TINY);
}

/* An hour that was begun half an hour before serves for half an hour. */
static void what_was_paid_before_serves_for_nothing(void **state)
{
	struct bound_step steps[] = {{0, {8, 0}}, {US_PER_HOUR, {0, 0}}};
	const struct bound_gift gift = {30 * US_PER_MINUTE, {8, 0}};
	struct bound_demand demand = {.steps = steps,
				      .count = 2,
				      .gifts = &gift,
				      .gift_count = 1,
				      .to_us = 3 * US_PER_HOUR};
	const struct bound_terms terms = {.limits = {true},
					  .of = {{0, 8, 0, 1}}};
	double least;

	(void)state;
	assert_true(bound_least(&demand, &terms, &least));
	assert_true(fabs(least - 1) < TINY);
	steps[1].at_us = 30 * US_PER_MINUTE;
	assert_true(bound_least(&demand, &terms, &least));
	assert_true(least < TINY);
}

/* RAM needs one of them, CPU two. */
static void the_scarcer_resource_counts(void **state)
{
	const struct bound_step steps[] = {{0, {8, 16}}};
	const struct bound_demand demand = {
	    .steps = steps, .count = 1, .to_us = 2 * US_PER_HOUR};
	const struct bound_terms terms = {.limits = {true, true},
					  .of = {{8, 8, 5, 1}, {8, 8, 5, 1}}};
	double least;

	(void)state;
	assert_true(bound_least(&demand, &terms, &least));
	assert_true(fabs(least - 4) < TINY);
}

/* --- simulated nights ----------------------------------------------------- */

/*
 * The small fleet: e and f never play, as no cloud node is ordered.  The others
 * do from 01:00 to 07:00, two of them from 20:00 to 21:00: for the planner that
 * is a cloud node for seven hours at 2 cents, for us a machine by the month.
 */
static void a_run_is_compared_with_what_it_served(void **state)
{
	static const struct scenario_override one[] = {{"replications", "1"},
						       {NULL, NULL}};
	struct results *f = *state;
	double paid = 10.0 / 730 * 24;

	results_play_small(f, one);
	assert_true(fabs(results_number(f, "bound.machines_eur") - paid) <
		    1e-8);
	assert_true(fabs(results_number(f, "bound.least_eur") - 0.14) < 1e-8);
	assert_true(fabs(results_number(f, "bound.ratio") - paid / 0.14) <
		    1e-5);
	assert_true(fabs(results_number(f, "bound.least_per_hour_eur") -
			 0.14 / 24) < 1e-5);
	assert_true(fabs(results_number(f, "bound.least_per_month_eur") -
			 0.14 * 730 / 24) < 1e-5);
	assert_true(fabs(results_number(f, "bound.machines_per_month_eur") -
			 10) < 1e-5);
}

/* A machine by the hour costs its cap, not 31 days of hours. */
static void a_month_of_hours_costs_at_most_its_cap(void **state)
{
	static const struct scenario_override month[] = {
	    {"replications", "1"},
	    {"window.to", "2026-02-01T00:00:00Z"},
	    {"fleet.dedicated", "[]"},
	    {"fleet.cloud.max", "1"},
	    {"policy.reactive.rule", "fit"},
	    {NULL, NULL}};
	struct results *f = *state;
	double paid, least;

	put_file(f->place.sessions,
		 "world,start,stop,ram_mb\n"
		 "a,2026-01-01T01:00:00Z,2026-01-31T23:00:00Z,1024\n");
	results_play_small(f, month);
	paid = results_number(f, "bound.machines_eur");
	least = results_number(f, "bound.least_eur");
	assert_true(fabs(paid - 12) < 1e-8);
	assert_true(least <= paid && least > 0.95 * paid);
}

static const char random_text[] =
    "{\"name\":\"random\",\"clock\":\"UTC\","
    "\"window\":{\"from\":\"2026-01-31T18:00:00Z\","
    "\"to\":\"2026-02-01T06:00:00Z\"},"
    "\"workload\":{\"sessions\":\"sessions.csv\"},"
    "\"fleet\":{\"dedicated\":[{\"type\":\"BOX\",\"count\":1},"
    "{\"type\":\"BIG\",\"count\":1}],"
    "\"cloud\":{\"types\":[\"VM@here\"],\"max\":4}},"
    "\"prices\":{\"lists\":[{\"valid_from\":\"2024-01-01\","
    "\"active_gb_hour\":\"0.02 EUR\"}]},"
    "\"catalogue\":{\"locations\":[\"here\"],\"ipv4\":{"
    "\"month\":\"1.7 EUR\",\"hour\":\"0.0008 EUR\","
    "\"dedicated_hour\":\"0.0027 EUR\",\"cloud_month\":\"0.5 EUR\"},"
    "\"types\":{"
    "\"BOX\":{\"kind\":\"dedicated\",\"ram\":\"8GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"month\":\"7 EUR\",\"setup\":\"40 EUR\"}]},"
    "\"BIG\":{\"kind\":\"dedicated\",\"ram\":\"14GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"month\":\"11 EUR\"}]},"
    "\"VM\":{\"kind\":\"cloud\",\"ram\":\"8GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"hour\":\"0.04 EUR\",\"month\":\"24 EUR\"},"
    "{\"valid_from\":\"2026-02-01\","
    "\"hour\":\"0.03 EUR\",\"month\":\"18 EUR\"}]},"
    "\"VN\":{\"kind\":\"cloud\",\"ram\":\"6GB\",\"cpu_milli\":2000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"hour\":\"0.02 EUR\",\"month\":\"0.1 EUR\"}]},"
    "\"SB\":{\"kind\":\"dedicated\",\"ram\":\"8GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"min_stay\":\"3h\",\"prices\":[{"
    "\"valid_from\":\"2024-01-01\",\"hour\":\"0.02 EUR\","
    "\"month\":\"12 EUR\",\"setup\":\"0.05 EUR\"}]}}},"
    "\"costs\":{\"other_per_month\":\"5 EUR\"},"
    "\"guards\":{\"stops_per_hour\":\"off\"},"
    "\"demand\":{\"patience\":\"10m\",\"retry\":0.5},"
    "\"replications\":1}";

/* One of a list, one of them drawn. */
#define ONE_OF(stream, ...)                                                    \
	((const char *const[]){__VA_ARGS__})[below(                            \
	    stream, sizeof((const char *const[]){__VA_ARGS__}) /               \
			sizeof(const char *))]

#define KEYS 15

static void draw_keys(struct random_stream *s,
		      struct scenario_override keys[KEYS + 1])
{
	const struct scenario_override drawn[KEYS + 1] = {
	    {"fleet.dedicated.0.count", ONE_OF(s, "0", "1", "2")},
	    {"fleet.dedicated.1.count", ONE_OF(s, "0", "0", "1")},
	    {"fleet.cloud.max", ONE_OF(s, "1", "2", "6")},
	    {"fleet.cloud.types",
	     ONE_OF(s, "[\"VM@here\"]", "[\"SB@here\"]", "[\"VN@here\"]",
		    "[\"VM@here\",\"VN@here\"]", "[\"SB@here\",\"VM@here\"]")},
	    {"window.warm_up", ONE_OF(s, "0s", "40m", "6h")},
	    {"window.to",
	     ONE_OF(s, "2026-01-31T23:10:00Z", "2026-02-01T06:00:00Z")},
	    {"policy.reactive.rule", ONE_OF(s, "none", "threshold", "fit")},
	    {"policy.placement", ONE_OF(s, "least-loaded", "best-fit")},
	    {"world.vm_boot", ONE_OF(s, "0s", "90s")},
	    {"world.container_start", ONE_OF(s, "0s", "12s")},
	    {"world.restore", ONE_OF(s, "0s", "20s")},
	    {"world.cpu_oversubscribe", ONE_OF(s, "off", "1", "2")},
	    {"world.node_reserve_ram", ONE_OF(s, "0GB", "1GB")},
	    {"world.failures.cloud_per_month", ONE_OF(s, "0", "100%")},
	    {"costs.setup_months", ONE_OF(s, "1", "24")},
	    {NULL, NULL}};

	memcpy(keys, drawn, sizeof drawn);
}

static void draw_sessions(struct random_stream *stream, const char *path)
{
	char text[8192] = "world,start,stop,ram_mb,cpu_milli\n";
	size_t length = strlen(text);
	uint64_t worlds = 3 + below(stream, 12);

	for (uint64_t w = 0; w < worlds; w++) {
		/* 2026-01-31T12:00:00Z */
		int64_t at_s = 1769860800 + (int64_t)below(stream, 36000);
		uint64_t ram_mb = UINT64_C(1024) * (1 + below(stream, 5));
		uint64_t cpu = UINT64_C(500) * (1 + below(stream, 4));

		for (uint64_t left = 1 + below(stream, 3); left > 0; left--) {
			int64_t to_s =
			    at_s + 60 + (int64_t)below(stream, 14400);

			length += (size_t)snprintf(
			    text + length, sizeof text - length,
			    "w%02u,%lld,%lld,%u,%u\n", (unsigned)w,
			    (long long)at_s, (long long)to_s, (unsigned)ram_mb,
			    (unsigned)cpu);
			at_s = to_s + (int64_t)below(stream, 7200);
		}
	}
	put_file(path, text);
}

/* The figures of one random night. */
static void play_random(const struct place *place, unsigned number,
			struct bound_figures *out)
{
	const struct run_options how = {.jobs = 1};
	struct scenario_override keys[KEYS + 1];
	struct error_text error = {""};
	struct random_stream stream;
	struct scenario scenario;
	struct run run;

	open_case(&stream, 3 * CASES + number);
	draw_keys(&stream, keys);
	draw_sessions(&stream, place->sessions);
	load_scenario(place->scenario, keys, &scenario);
	if (!run_scenario(&scenario, &how, &run, &error))
		fail_msg("case %u: %s", number, error.text);
	*out = run.figures[0].bound;
	run_release(&run);
	scenario_release(&scenario);
}

static void no_policy_is_cheaper_than_the_bound(void **state)
{
	struct place place;
	unsigned close = 0, known = 0;

	(void)state;
	place_make(&place, random_text, "world,start,stop,ram_mb\n");
	for (unsigned i = 0; i < CASES; i++) {
		struct bound_figures f;

		play_random(&place, i, &f);
		if (f.least_nano_eur > f.machines_nano_eur)
			fail_msg("case %u: bound %lld, cost %lld", i,
				 (long long)f.least_nano_eur,
				 (long long)f.machines_nano_eur);
		if (f.least_month_eur > f.machines_month_eur + 1e-8)
			fail_msg("case %u: a month: bound %f, cost %f", i,
				 f.least_month_eur, f.machines_month_eur);
		known += f.least_nano_eur > 0;
		close += f.least_nano_eur > f.machines_nano_eur * 3 / 4;
	}
	place_remove(&place);
	assert_true(known > CASES * 3 / 4);
	assert_true(close > CASES / 50); /* it is worth something */
	(void)printf("%u of %u with a bound, %u within a third of it\n", known,
		     CASES, close);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_bound_is_never_above_the_optimum),
	    cmocka_unit_test(
		the_bound_is_the_optimum_where_sizes_divide_the_node),
	    cmocka_unit_test(more_demand_never_lowers_the_bound),
	    cmocka_unit_test(rent_carries_the_base_and_hours_the_peak),
	    cmocka_unit_test(an_hour_serves_whatever_falls_into_it),
	    cmocka_unit_test(what_was_paid_before_serves_for_nothing),
	    cmocka_unit_test(the_scarcer_resource_counts),
	    cmocka_unit_test_setup_teardown(
		a_run_is_compared_with_what_it_served, results_set_up,
		results_tear_down),
	    cmocka_unit_test_setup_teardown(
		a_month_of_hours_costs_at_most_its_cap, results_set_up,
		results_tear_down),
	    cmocka_unit_test(no_policy_is_cheaper_than_the_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
