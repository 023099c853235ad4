/*
 * test_machines.c - how the modelled provider delivers machines by the hour:
 * when they come, when they are sold out, and what breaks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/run.h"
#include "support_place.h"

/* One machine is rented by the month; others of its kind, or of the cloud, come
 * when five worlds want to play where four have room. */
static const char scenario_text[] =
    "{\"name\":\"small\",\"clock\":\"UTC\","
    "\"window\":{\"from\":\"2026-01-01T00:00:00Z\","
    "\"to\":\"2026-01-02T00:00:00Z\"},"
    "\"workload\":{\"sessions\":\"sessions.csv\"},"
    "\"fleet\":{\"dedicated\":[{\"type\":\"BOX\",\"count\":1}],"
    "\"cloud\":{\"types\":[\"BOX@here\",\"VM@here\"],\"max\":10}},"
    "\"prices\":{\"lists\":[{\"valid_from\":\"2024-01-01\","
    "\"active_gb_hour\":\"0.02 EUR\"}]},"
    "\"catalogue\":{\"locations\":[\"here\"],\"types\":{"
    "\"BOX\":{\"kind\":\"dedicated\",\"ram\":\"4GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"boot\":\"40s\",\"install\":\"25s\","
    "\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"hour\":\"0.02 EUR\",\"month\":\"10 EUR\",\"setup\":\"3 EUR\"}]},"
    "\"VM\":{\"kind\":\"cloud\",\"ram\":\"4GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"hour\":\"0.02 EUR\",\"month\":\"12 EUR\"}]}}},"
    "\"policy\":{\"reactive\":{\"rule\":\"fit\",\"reserve\":\"0GB\"}},"
    "\"world\":{\"container_start\":\"0s\",\"container_stop\":\"0s\","
    "\"vm_boot\":\"90s\",\"restore\":\"0s\",\"ram_overhead\":\"0GB\","
    "\"node_reserve_ram\":\"0GB\"},"
    "\"demand\":{\"patience\":\"never\",\"patience_in_transfer\":\"never\","
    "\"retry\":0},"
    "\"replications\":1}";

static const char sessions_text[] =
    "world,start,stop,ram_mb\n"
    "a,2026-01-01T01:00:00Z,2026-01-01T20:00:00Z,1024\n"
    "b,2026-01-01T01:00:00Z,2026-01-01T20:00:00Z,1024\n"
    "c,2026-01-01T01:00:00Z,2026-01-01T20:00:00Z,1024\n"
    "d,2026-01-01T01:00:00Z,2026-01-01T20:00:00Z,1024\n"
    "e,2026-01-01T01:01:20Z,2026-01-01T20:00:00Z,1024\n";

struct fixture {
	struct place place;
	struct scenario loaded;
	struct run run;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	*state = f;
	place_make(&f->place, scenario_text, sessions_text);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	run_release(&f->run);
	scenario_release(&f->loaded);
	place_remove(&f->place);
	free(f);
	return 0;
}

static void load(struct fixture *f, const struct scenario_override *set)
{
	load_scenario(f->place.scenario, set, &f->loaded);
}

static void play(struct fixture *f)
{
	const struct run_options how = {.jobs = 1};
	struct error_text error = {""};

	if (!run_scenario(&f->loaded, &how, &f->run, &error))
		fail_msg("%s", error.text);
}

/* The first machine that came by the hour; number n of those. */
static const struct node_life *rented(const struct fixture *f, size_t n)
{
	const struct figures *figures = &f->run.figures[0];

	for (size_t i = 0; i < figures->node_count; i++) {
		const struct node_life *life = &figures->nodes[i];

		if (!life->dedicated && life->ready_us != TIME_NEVER_US &&
		    n-- == 0)
			return life;
	}
	return NULL;
}

static const char *type_of(const struct fixture *f,
			   const struct node_life *life)
{
	return f->loaded.node_type_names[life->type];
}

static void a_machine_takes_what_its_type_says(void **state)
{
	static const struct scenario_override set[] = {{NULL, NULL}};
	struct fixture *f = *state;
	const struct node_life *life;

	load(f, set);
	play(f);
	life = rented(f, 0);
	assert_non_null(life);
	assert_string_equal(type_of(f, life), "BOX");
	assert_true(life->ready_us - life->ordered_us == 65 * US_PER_SECOND);
	/* its setup fee and its hours are its own; the one that is rented by
	 * the month has none */
	assert_true(life->cost_nano_eur ==
		    3 * NANO_EUR_PER_EUR + life->hours_billed * 20000000);
	assert_null(rented(f, 1));
	assert_int_equal(f->run.figures[0].node_count, 2);
}

static void without_a_law_it_takes_what_all_take(void **state)
{
	static const struct scenario_override set[] = {
	    {"fleet.cloud.types", "[\"VM@here\"]"}, {NULL, NULL}};
	struct fixture *f = *state;
	const struct node_life *life;

	load(f, set);
	play(f);
	life = rented(f, 0);
	assert_non_null(life);
	assert_string_equal(type_of(f, life), "VM");
	assert_true(life->ready_us - life->ordered_us == 90 * US_PER_SECOND);
}

/* Only an install: the rest is that of all. */
static void an_install_comes_on_top(void **state)
{
	static const struct scenario_override set[] = {
	    {"fleet.cloud.types", "[\"VM@here\"]"},
	    {"catalogue.types.VM.install", "30s"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	load(f, set);
	play(f);
	assert_true(rented(f, 0)->ready_us - rented(f, 0)->ordered_us ==
		    120 * US_PER_SECOND);
}

static void a_type_is_sold_out_for_itself(void **state)
{
	static const struct scenario_override set[] = {
	    {"catalogue.types.BOX.stock.sold_out", "always"}, {NULL, NULL}};
	struct fixture *f = *state;

	load(f, set);
	play(f);
	assert_true(f->run.figures[0].vm_sold_out > 0);
	assert_string_equal(type_of(f, rented(f, 0)), "VM");
}

static void a_type_is_there_though_others_are_sold_out(void **state)
{
	static const struct scenario_override set[] = {
	    {"fleet.cloud.types", "[\"VM@here\",\"BOX@here\"]"},
	    {"world.stock.sold_out", "always"},
	    {"catalogue.types.BOX.stock.sold_out", "0%"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	load(f, set);
	play(f);
	assert_true(f->run.figures[0].vm_sold_out > 0);
	assert_string_equal(type_of(f, rented(f, 0)), "BOX");
}

/* A whole machine breaks like one, however it is rented; but nobody repairs it
 * for us: it goes, and another comes. */
static void a_whole_machine_breaks_and_is_replaced(void **state)
{
	static const struct scenario_override set[] = {
	    {"world.failures.repair", "10m"}, {NULL, NULL}};
	struct fixture *f = *state;
	const struct node_life *life;

	load(f, set);
	f->loaded.world.failures.dedicated_per_month = 500; /* 86 minutes */
	play(f);
	life = rented(f, 0);
	assert_true(life->lost);
	assert_true(life->gone_us != TIME_NEVER_US);
	assert_non_null(rented(f, 1));
}

static void it_does_not_break_like_a_cloud_node(void **state)
{
	static const struct scenario_override set[] = {{NULL, NULL}};
	struct fixture *f = *state;

	load(f, set);
	f->loaded.world.failures.cloud_per_month = 500;
	play(f);
	assert_false(rented(f, 0)->lost);
	assert_null(rented(f, 1));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_machine_takes_what_its_type_says),
	    TEST(without_a_law_it_takes_what_all_take),
	    TEST(an_install_comes_on_top),
	    TEST(a_type_is_sold_out_for_itself),
	    TEST(a_type_is_there_though_others_are_sold_out),
	    TEST(a_whole_machine_breaks_and_is_replaced),
	    TEST(it_does_not_break_like_a_cloud_node),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
