/*
 * test_sleepers.c - who sleeps where when a run begins.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/own_trace.h"
#include "sim/simulation.h"
#include "sim/sleepers.h"
#include "support_place.h"

#define WINDOW_US (336 * US_PER_HOUR)
#define SETTINGS_MAX 8

struct night {
	struct scenario scenario;
	struct trace trace;
};

/* The Friday night with a day of warm-up and these keys on top: "key", "value",
 * ..., NULL. */
static void open_night(struct night *out, const char *const *keys)
{
	struct scenario_override set[SETTINGS_MAX] = {
	    {"window.warm_up", "24h"},
	    {"window.start", "sleepers"},
	    {"policy.sleep_window", "336h"},
	};
	unsigned count = 3;
	struct error_text error = {""};
	struct trace_cut cut;

	for (; keys != NULL && *keys != NULL; keys += 2)
		set[count++] = (struct scenario_override){keys[0], keys[1]};
	assert_true(count < SETTINGS_MAX); /* NULL ends it */
	*out = (struct night){0};
	load_scenario("friday-night", set, &out->scenario);
	if (!own_trace(&out->scenario, 0, &out->trace, &cut, NULL, &error))
		fail_msg("%s", error.text);
}

static void close_night(struct night *night)
{
	trace_release(&night->trace);
	scenario_release(&night->scenario);
}

static int64_t begin_of(const struct night *night)
{
	return night->scenario.from_us - night->scenario.warm_up_us;
}

/* --- who ------------------------------------------------------------------ */

static uint32_t world_named(const struct trace *trace, const char *name)
{
	for (uint32_t i = 0; i < trace->world_count; i++)
		if (strcmp(trace->worlds[i].name, name) == 0)
			return i;
	return UINT32_MAX;
}

/* By hand, from a run that begins before all of that: the last stop, but no
 * later than `begin_us`. */
static int64_t last_stop_us(const struct trace *trace, uint32_t world,
			    int64_t begin_us)
{
	int64_t last_us = 0;

	for (size_t i = 0; i < trace->session_count; i++) {
		const struct session *session = &trace->sessions[i];

		if (session->world != world || session->start_us >= begin_us)
			continue;
		if (session->stop_us > last_us)
			last_us = session->stop_us;
	}
	return last_us > begin_us ? begin_us : last_us;
}

static void sleepers_are_the_last_stops_of_the_counts(void **state)
{
	static const char *const longer[] = {"window.warm_up", "384h",
					     "window.start", "archive", NULL};
	struct night night, before;
	unsigned asleep = 0, at_begin = 0;
	int64_t begin_us;

	(void)state;
	open_night(&night, NULL);
	open_night(&before, longer);
	begin_us = begin_of(&night);
	for (uint32_t i = 0; i < before.trace.world_count; i++) {
		int64_t stop_us = last_stop_us(&before.trace, i, begin_us);
		uint32_t world =
		    world_named(&night.trace, before.trace.worlds[i].name);

		if (stop_us <= begin_us - WINDOW_US)
			stop_us = 0;
		if (world == UINT32_MAX) {
			assert_true(stop_us == 0);
			continue;
		}
		assert_true(night.trace.worlds[world].slept_since_us ==
			    stop_us);
		asleep += stop_us != 0;
		at_begin += stop_us == begin_us;
	}
	print_message("%u worlds sleep, %u of them were played until then\n",
		      asleep, at_begin);
	assert_in_range(asleep, 1000, 1800);
	assert_in_range(at_begin, 10, 235);
	close_night(&before);
	close_night(&night);
}

/* The same sessions as in a run that begins with an empty fleet. */
static void the_demand_of_the_run_is_the_same(void **state)
{
	static const char *const empty[] = {"window.start", "archive", NULL};
	struct night night, other;

	(void)state;
	open_night(&night, NULL);
	open_night(&other, empty);
	assert_int_equal(night.trace.session_count, other.trace.session_count);
	for (size_t i = 0; i < night.trace.session_count; i++) {
		const struct session *a = &night.trace.sessions[i];
		bool found = false;

		for (size_t j = 0; j < other.trace.session_count && !found; j++)
			found =
			    other.trace.sessions[j].start_us == a->start_us &&
			    other.trace.sessions[j].stop_us == a->stop_us;
		assert_true(found);
	}
	for (uint32_t i = 0; i < other.trace.world_count; i++)
		assert_true(other.trace.worlds[i].slept_since_us == 0);
	close_night(&other);
	close_night(&night);
}

static void a_stop_counts_from_the_sleep_window_on(void **state)
{
	enum { BEFORE, EDGE, WITHIN, ACROSS, LATER, WORLDS };
	struct scenario scenario = {.from_us = 1000 * US_PER_HOUR,
				    .to_us = 1010 * US_PER_HOUR,
				    .warm_up_us = 100 * US_PER_HOUR,
				    .starts_with_sleepers = true};
	struct trace_world worlds[WORLDS] = {0};
	struct session sessions[] = {
	    {840 * US_PER_HOUR, 849 * US_PER_HOUR, BEFORE, 0},
	    {840 * US_PER_HOUR, 850 * US_PER_HOUR, EDGE, 0},
	    {841 * US_PER_HOUR, 851 * US_PER_HOUR, WITHIN, 0},
	    {852 * US_PER_HOUR, 853 * US_PER_HOUR, WITHIN, 0},
	    {899 * US_PER_HOUR, 901 * US_PER_HOUR, ACROSS, 0},
	    {900 * US_PER_HOUR, 902 * US_PER_HOUR, LATER, 0},
	};
	struct trace trace = {.worlds = worlds,
			      .world_count = WORLDS,
			      .sessions = sessions,
			      .session_count =
				  sizeof sessions / sizeof *sessions};

	(void)state;
	scenario.engine.policy.sleep_window_us = 50 * US_PER_HOUR;
	sleepers_find(&scenario, &trace);
	assert_true(worlds[BEFORE].slept_since_us == 0);
	assert_true(worlds[EDGE].slept_since_us == 0);
	assert_true(worlds[WITHIN].slept_since_us == 853 * US_PER_HOUR);
	assert_true(worlds[ACROSS].slept_since_us == 900 * US_PER_HOUR);
	assert_true(worlds[LATER].slept_since_us == 0);
}

/* --- where ---------------------------------------------------------------- */

struct found {
	struct input *list; /* owned */
	size_t count;
};

static void tell(const struct night *night, struct found *out)
{
	struct simulation sim = {.scenario = &night->scenario,
				 .config = night->scenario.engine,
				 .trace = &night->trace,
				 .draws = {.seed = night->scenario.seed,
					   .worlds = night->trace.worlds}};
	const struct input *inputs;

	assert_true(sleepers_tell(&sim));
	inputs = inbox_take(&sim.inbox, &out->count);
	out->list = calloc(out->count + 1, sizeof *out->list);
	assert_non_null(out->list);
	for (size_t i = 0; i < out->count; i++)
		out->list[i] = inputs[i];
	inbox_close(&sim.inbox);
}

static void homes_are_drawn_by_ram(void **state)
{
	static const char *const two_types[] = {
	    "fleet.dedicated",
	    "[{\"type\":\"AX102\",\"count\":5},{\"type\":\"AX42\",\"count\":5}"
	    "]",
	    NULL};
	struct night night;
	struct found found;
	unsigned large = 0;
	double share, error;

	(void)state;
	open_night(&night, two_types);
	tell(&night, &found);
	assert_true(found.count > 1000);
	for (size_t i = 0; i < found.count; i++) {
		const struct input *input = &found.list[i];

		assert_int_equal(input->kind, INPUT_WORLD_FOUND);
		assert_in_range(input->world_found.node.value, 1, 10);
		large += input->world_found.node.value <= 5;
		if (i > 0)
			assert_true(input->world_found.since_us >=
				    input[-1].world_found.since_us);
	}
	/* 128 GB against 64 */
	share = large / (double)found.count;
	error = sqrt(2.0 / 9 / (double)found.count);
	assert_true(fabs(share - 2.0 / 3) < 4 * error);
	free(found.list);
	close_night(&night);
}

static void every_policy_finds_the_same_homes(void **state)
{
	static const char *const others[] = {"policy.placement",
					     "best-fit",
					     "policy.direct_copy",
					     "true",
					     "policy.reactive.rule",
					     "none",
					     NULL};
	struct night night, other;
	struct found a, b;

	(void)state;
	open_night(&night, NULL);
	open_night(&other, others);
	tell(&night, &a);
	tell(&other, &b);
	assert_int_equal(a.count, b.count);
	for (size_t i = 0; i < a.count; i++) {
		assert_int_equal(a.list[i].world_found.world.value,
				 b.list[i].world_found.world.value);
		assert_int_equal(a.list[i].world_found.node.value,
				 b.list[i].world_found.node.value);
	}
	free(a.list);
	free(b.list);
	close_night(&other);
	close_night(&night);
}

/* Four fifths of every disk, and no more; the rest is in the archive. */
static void a_full_disk_sends_to_the_next_node(void **state)
{
	static const char *const small[] = {"catalogue.types.AX102.disk",
					    "100GB", NULL};
	uint64_t used_mib[11] = {0};
	struct night night;
	struct found found;

	(void)state;
	open_night(&night, small);
	tell(&night, &found);
	for (size_t i = 0; i < found.count; i++)
		used_mib[found.list[i].world_found.node.value] +=
		    night.trace
			.worlds[found.list[i].world_found.world.value - 1]
			.disk_mib;
	for (int node = 1; node <= 10; node++)
		assert_in_range(used_mib[node], 60 * 1024, 80 * 1024);
	assert_in_range(found.count, 300, 1300);
	free(found.list);
	close_night(&night);
}

static void who_does_not_ask_gets_none(void **state)
{
	static const char *const empty[] = {"window.start", "archive", NULL};
	struct night night;
	struct found found;

	(void)state;
	open_night(&night, empty);
	tell(&night, &found);
	assert_int_equal(found.count, 0);
	free(found.list);
	close_night(&night);
}

/* --- a run ---------------------------------------------------------------- */

static double restored_in(const char *warm_up, const char *start)
{
	const char *const keys[] = {"window.warm_up", warm_up, "window.start",
				    start, NULL};
	const struct replication_options options = {.audit_every = 2000};
	struct error_text error = {""};
	struct figures figures;
	struct night night;
	double restored;

	open_night(&night, keys);
	if (!replication_run(&night.scenario, NULL, &options, &figures, &error))
		fail_msg("%s", error.text);
	restored = (double)figures.by_path[PATH_RESTORED].count;
	figures_release(&figures);
	close_night(&night);
	return restored;
}

/* Beginning with sleepers is as good as a warm-up of the whole sleep window:
 * few worlds come from the archive, where an empty fleet restores many. */
static void a_run_with_sleepers_is_like_one_with_a_long_warm_up(void **state)
{
	double sleepers = restored_in("24h", "sleepers");
	double longer = restored_in("360h", "archive");
	double empty = restored_in("24h", "archive");

	(void)state;
	print_message(
	    "restored: sleepers %.0f, long warm-up %.0f, empty %.0f\n",
	    sleepers, longer, empty);
	assert_true(fabs(sleepers - longer) < 0.5 * longer);
	assert_true(empty > 2 * longer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sleepers_are_the_last_stops_of_the_counts),
	    cmocka_unit_test(the_demand_of_the_run_is_the_same),
	    cmocka_unit_test(a_stop_counts_from_the_sleep_window_on),
	    cmocka_unit_test(homes_are_drawn_by_ram),
	    cmocka_unit_test(every_policy_finds_the_same_homes),
	    cmocka_unit_test(a_full_disk_sends_to_the_next_node),
	    cmocka_unit_test(who_does_not_ask_gets_none),
	    cmocka_unit_test(
		a_run_with_sleepers_is_like_one_with_a_long_warm_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
