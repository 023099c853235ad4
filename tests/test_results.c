/*
 * test_results.c - what summary.json and run.db claim: what varied, intervals,
 * what took no part, the promise and the static fleet.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/kpi.h"
#include "sim/too_slow.h"
#include "support_results.h"

/* --- what varied ---------------------------------------------------------- */

static void without_chance_three_replications_equal_one(void **state)
{
	static const struct scenario_override none[] = {{NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, none);
	assert_string_equal(results_text(f, "varied"),
			    "nothing varies: one run");
	assert_true(cJSON_IsFalse(results_item(f, "varies")));
	assert_int_equal(cJSON_GetArraySize(results_item(f, "ci95")), 0);
	results_is_null(f, "static_fleet.verdict");
	results_is_null(f, "static_fleet.difference.margin_eur.low");
	results_is_null(f, "static_fleet.difference.margin_eur.verdict");
	results_is_null(f, "static_fleet.difference.within_promise.verdict");
}

static void one_replication_has_no_intervals(void **state)
{
	static const struct scenario_override one[] = {
	    {"replications", "1"},
	    {"world.container_start",
	     "{\"law\":\"exponential\",\"mean\":\"30s\"}"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, one);
	assert_string_equal(results_text(f, "varied"),
			    "nothing varies: one run");
	assert_int_equal(cJSON_GetArraySize(results_item(f, "ci95")), 0);
	results_is_null(f, "static_fleet.verdict");
}

/* Patience, stock and failures have laws too, but nobody draws them. */
static void only_what_was_drawn_is_said_to_vary(void **state)
{
	static const struct scenario_override start[] = {
	    {"world.container_start",
	     "{\"law\":\"exponential\",\"mean\":\"30s\"}"},
	    {"demand.retry", "1"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, start);
	assert_string_equal(
	    results_text(f, "varied"),
	    "start-up times (the sessions are the same in each)");
	assert_true(cJSON_IsTrue(results_item(f, "varies")));
	assert_non_null(cJSON_GetObjectItemCaseSensitive(
	    results_item(f, "ci95"), "ready_seconds.p95"));
}

static void resampled_worlds_and_repairs_vary(void **state)
{
	static const struct scenario_override set[] = {
	    {"workload.resample", "worlds"},
	    {"world.failures.dedicated_per_month", "100%"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, set);
	assert_string_equal(results_text(f, "varied"),
			    "which recorded worlds were drawn, failures");
}

/* --- intervals ------------------------------------------------------------ */

static double edge(const cJSON *pair, int which)
{
	const cJSON *at = cJSON_GetArrayItem(pair, which);

	return cJSON_IsString(at) ? strtod(at->valuestring, NULL)
				  : at->valuedouble;
}

/* Rare things have intervals that reach below 0 by the formula. */
static void intervals_show_chance_and_stay_above_zero(void **state)
{
	static const struct scenario_override rare[] = {
	    {"replications", "6"},
	    {"workload.counts.peak_worlds", "200"},
	    {NULL, NULL}};
	struct results *f = *state;
	const cJSON *pair;

	results_play(f, "friday-night", rare);
	assert_true(cJSON_GetArraySize(results_item(f, "ci95")) > 20);
	cJSON_ArrayForEach(pair, results_item(f, "ci95"))
	{
		const struct kpi *kpi = kpi_named(pair->string);
		double values[6], least = HUGE_VAL, most = -HUGE_VAL;
		uint32_t known;

		assert_non_null(kpi);
		known = kpi_known(kpi, f->run.figures, 6, values);
		for (uint32_t i = 0; i < known; i++) {
			least = fmin(least, values[i]);
			most = fmax(most, values[i]);
		}
		if (least >= most)
			fail_msg("%s is the same in every run", kpi->key);
		if (!kpi->below_zero && edge(pair, 0) < 0)
			fail_msg("%s is below 0", kpi->key);
	}
}

static void only_a_margin_has_an_interval_below_zero(void **state)
{
	static const double rare[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

	(void)state;
	assert_true(kpi_interval(kpi_named("starts.refused"), rare, 10).low ==
		    0);
	assert_true(kpi_interval(kpi_named("cost_eur.cloud"), rare, 10).low ==
		    0);
	assert_true(kpi_interval(kpi_named("margin_eur"), rare, 10).low < 0);
	assert_true(kpi_interval(kpi_named("margin_percent"), rare, 10).low <
		    0);
}

/* --- causes of waiting ---------------------------------------------------- */

/* a fills the only node, so another one is ordered at the next minute and boots
 * until 1:02; e and f come while it boots. */
static void a_node_that_boots_is_no_lack_of_room(void **state)
{
	static const struct scenario_override boot[] = {
	    {"replications", "1"},
	    {"policy.reactive.rule", "fit"},
	    {"policy.reactive.reserve", "0GB"},
	    {"promise.wait_p95", "35s"},
	    {NULL, NULL}};
	struct results *f = *state;

	put_file(f->place.sessions,
		 "world,start,stop,ram_mb\n"
		 "a,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,4096\n"
		 "e,2026-01-01T01:01:20Z,2026-01-01T07:00:00Z,1024\n"
		 "f,2026-01-01T01:01:30Z,2026-01-01T07:00:00Z,1024\n");
	results_play_small(f, boot);
	assert_int_equal(results_delay_us(f, DELAY_BOOT),
			 (40 + 30) * US_PER_SECOND);
	assert_int_equal(results_delay_us(f, DELAY_ROOM), 0);
	assert_int_equal((int64_t)results_number(f, "late.count"), 1);
	assert_float_equal(results_number(f, "late.hours.boot"), 40.0 / 3600,
			   1e-6);
}

/* --- what took no part ---------------------------------------------------- */

static void in_the_database_too(struct results *f, const char *key)
{
	struct error_text error = {""};
	char path[PLACE_PATH_SIZE];
	sqlite3_stmt *rows;
	sqlite3 *db;
	int count = 0;

	place_path(&f->place, "run.db", path);
	(void)unlink(path);
	if (!run_db_write(&f->run, f->summary, path, &error))
		fail_msg("%s", error.text);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(db, "SELECT value FROM kpi WHERE key = ?", -1,
			       &rows, NULL),
	    SQLITE_OK);
	(void)sqlite3_bind_text(rows, 1, key, -1, SQLITE_STATIC);
	for (; sqlite3_step(rows) == SQLITE_ROW; count++)
		if (sqlite3_column_type(rows, 0) != SQLITE_NULL)
			fail_msg("%s is not NULL in run.db", key);
	assert_int_equal(count, f->run.count);
	(void)sqlite3_finalize(rows);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void an_absent_feature_is_null_and_never_zero(void **state)
{
	static const struct scenario_override bare[] = {
	    {"fleet.cloud.types", "[]"}, {NULL, NULL}};
	static const char *const absent[] = {
	    "recovery.nodes_lost",
	    "recovery.worlds_rescued",
	    "recovery.worlds_lost",
	    "recovery.play_minutes_lost",
	    "recovery.snapshots",
	    "fleet.vm_hours_billed",
	    "fleet.vm_hours_used",
	    "fleet.paid_minutes_wasted",
	    "fleet.cloud_peak",
	    "fleet.vm_ordered",
	    "fleet.vm_sold_out",
	    "cost_eur.cloud",
	    "cost_eur.storage",
	    "cost_eur.idle.spare",
	    "revenue_eur.jobs_gross",
	    "revenue_eur.credits",
	    "usage.job_gb_hours",
	    "accounts.warnings",
	    "accounts.put_to_sleep",
	    "accounts.refused_no_money",
	    "accounts.top_ups_eur",
	    "accounts.credits_granted_eur",
	    "accounts.balances_eur",
	    "worlds.lost_sleepers",
	    "worlds.moved_direct",
	    "worlds.recalled",
	    "copies.made",
	    "copies.refreshed",
	    "copies.gb",
	    "copies.used",
	};
	struct results *f = *state;

	results_play_small(f, bare);
	for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
		results_is_null(f, absent[i]);
		in_the_database_too(f, absent[i]);
	}
	results_is_null(f, "wait_seconds.by_path.prefetched");
	in_the_database_too(f, "wait_seconds.by_path.prefetched.count");
	results_is_null(f, "forecast");
	assert_true(results_number(f, "cost_eur.total") >
		    0); /* the rest counts */
}

static void a_present_feature_is_a_number_even_when_zero(void **state)
{
	static const struct scenario_override full[] = {
	    {"costs.storage", "[\"CELLAR\"]"},
	    {"world.failures.cloud_per_month", "1%"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, full);
	assert_true(results_number(f, "recovery.nodes_lost") == 0);
	assert_true(results_number(f, "fleet.vm_ordered") == 0);
	assert_true(results_number(f, "cost_eur.cloud") == 0);
	assert_true(results_number(f, "cost_eur.storage") > 0);
}

/* --- customers who pay in advance ---------------------------------------- */

/* Six worlds of 1 GB: an hour is 0.02 EUR.  Each has 0.05 EUR and 0.03 EUR of
 * credit, so the money of all ends about four hours after they started at 1 and
 * 2 o'clock; one in two pays in 0.10 EUR when he is warned. */
static void money_paid_in_is_not_revenue(void **state)
{
	static const struct scenario_override prepaid[] = {
	    {"accounts.prepaid", "true"},
	    {"accounts.opening_balance", "0.05 EUR"},
	    {"accounts.starting_credit", "0.03 EUR"},
	    {"accounts.top_up", "0.10 EUR"},
	    {"accounts.top_up_share", "50%"},
	    {"accounts.top_up_after", "90s"},
	    {"fleet.dedicated.0.count", "2"},
	    {NULL, NULL}};
	struct results *f = *state;
	double gross;

	results_play_small(f, prepaid);
	gross = results_number(f, "revenue_eur.active_gross") +
		results_number(f, "revenue_eur.sleep_gross");
	/* six customers begin with eight cents: before the window */
	assert_true(fabs(results_number(f, "accounts.opening_balances_eur") -
			 0.48) < 1e-9);
	assert_true(results_number(f, "accounts.credits_granted_eur") == 0);
	assert_true(results_number(f, "accounts.warnings") > 6);
	assert_true(results_number(f, "accounts.put_to_sleep") > 0);
	assert_true(results_number(f, "accounts.top_ups_eur") > 0);
	/* all of it is used up: 6 x 0.03 */
	assert_true(fabs(results_number(f, "revenue_eur.credits") - 0.18) <
		    1e-9);
	assert_true(fabs(results_number(f, "accounts.opening_balances_eur") +
			 results_number(f, "accounts.top_ups_eur") - gross -
			 results_number(f, "accounts.balances_eur")) < 1e-8);
	/* credit is no revenue: VAT is in what remains */
	assert_true(fabs(results_number(f, "revenue_eur.vat") -
			 (gross - 0.18) * 0.19 / 1.19) < 1e-8);
	assert_true(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(
			results_item(f, "ci95"), "accounts.top_ups_eur")) == 2);
}

/* --- the pitch ------------------------------------------------------------ */

/* Without scaling two of six worlds wait five hours: cheaper, and worse. */
static void a_verdict_names_both_more_earnings_and_worse_service(void **state)
{
	static const struct scenario_override jitter[] = {
	    {"world.container_start",
	     "{\"law\":\"uniform\",\"from\":\"1s\",\"to\":\"9s\"}"},
	    {"prices.lists.0.active_gb_hour", "0.0001 EUR"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, jitter);
	assert_string_equal(results_text(f, "promise.kept"), "broken");
	assert_string_equal(results_text(f, "static_fleet.promise.kept"),
			    "kept");
	assert_string_equal(results_text(f, "static_fleet.verdict"),
			    "earns more, with worse service");
	assert_string_equal(
	    results_text(f, "static_fleet.difference.unserved.verdict"),
	    "worse");
	/* every night loses two of eight starts */
	assert_true(
	    fabs(results_number(f, "static_fleet.difference.unserved.mean") -
		 0.25) < 1e-9);
	results_is_null(f, "static_fleet.difference.unserved.low");
	assert_true(
	    fabs(results_number(f, "static_fleet.difference.within_promise."
				   "mean") +
		 0.25) < 1e-9);
	assert_true(
	    fabs(results_number(f, "static_fleet.difference.margin_eur.mean") -
		 (results_number(f, "margin_eur") -
		  results_number(f, "static_fleet.margin_eur"))) < 1e-5);
}

static uint32_t nodes_of_static(const struct results *f)
{
	const cJSON *node =
	    cJSON_GetArrayItem(results_item(f, "static_fleet.nodes"), 0);

	return (uint32_t)cJSON_GetObjectItemCaseSensitive(node, "count")
	    ->valueint;
}

/* Those who were turned away would have been served by it. */
static void
the_static_fleet_is_sized_for_demand_not_for_starts_served(void **state)
{
	static const struct scenario_override lost[] = {
	    {"demand.patience", "0s"}, {"demand.retry", "1"}, {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, lost);
	assert_true(results_number(f, "starts.unserved") > 0.2);
	assert_int_equal(nodes_of_static(f), 2); /* 6 GB on nodes of 4 GB */
	assert_true(results_number(f, "static_fleet.unserved") == 0);
}

static void
overhead_cpu_and_disk_enlarge_the_static_fleet_where_they_bind(void **state)
{
	static const struct scenario_override sets[3][3] = {
	    {{"world.ram_overhead", "1GB"}, {NULL, NULL}},
	    {{"workload.defaults.cpu_milli", "2500"},
	     {"world.cpu_oversubscribe", "1"},
	     {NULL, NULL}},
	    {{"workload.defaults.disk_mb", "81920"}, {NULL, NULL}},
	};
	/* two of 2 GB on 4 GB; one of 2.5 cores on 4; one of 80 GB on 100 GB */
	static const uint32_t nodes[3] = {3, 6, 6};
	struct results *f = *state;

	for (int i = 0; i < 3; i++) {
		results_play_small(f, sets[i]);
		assert_int_equal(nodes_of_static(f), nodes[i]);
		cJSON_Delete(f->summary);
		run_release(&f->run);
		scenario_release(&f->loaded);
		f->summary = NULL;
	}
}

/* From the archive 2 GiB take 31.7 s at 70 MB/s, whoever else is there. */
static void
where_transfers_break_it_no_static_fleet_keeps_the_promise(void **state)
{
	static const struct scenario_override slow[] = {
	    {"world.restore",
	     "{\"mb_per_second\":70,\"stream_mb_per_second\":\"off\","
	     "\"latency\":\"1s\"}"},
	    {"workload.defaults.disk_mb", "2048"},
	    {"promise.wait_p95", "30s"},
	    {NULL, NULL}};
	static const struct scenario_override fast[] = {
	    {"world.restore",
	     "{\"mb_per_second\":75,\"stream_mb_per_second\":\"off\","
	     "\"latency\":\"1s\"}"},
	    {"workload.defaults.disk_mb", "2048"},
	    {"promise.wait_p95", "30s"},
	    {NULL, NULL}};
	struct results *f = *state;
	struct too_slow slow_ones;

	results_play_small(f, slow);
	assert_string_equal(results_text(f, "promise.wait.verdict"), "broken");
	assert_true(cJSON_IsFalse(results_item(f, "static_fleet.keeps")));
	assert_int_equal(nodes_of_static(f), 2); /* as for the peak */
	slow_ones = too_slow_of(&f->run);
	/* of eight starts four came from the archive; two waited for room, two
	 * found their world asleep on the node */
	assert_true(fabs(slow_ones.share - 4.0 / 8) < 1e-9);
	assert_true(fabs(slow_ones.gb - 29 * 70e6 / 1073741824) < 1e-9);
	assert_true(fabs(slow_ones.example_gb - 2) < 1e-9);
	assert_true(fabs(slow_ones.example_s - (1 + 2147.483648 / 70)) < 1e-9);
	cJSON_Delete(f->summary);
	run_release(&f->run);
	scenario_release(&f->loaded);
	/* 29.6 s: if it is late now, others were in its way */
	results_play_small(f, fast);
	assert_true(too_slow_of(&f->run).share <= 0);
}

/* A window of 20 hours, once a day: its rent is that of 24. */
static void a_month_has_the_whole_rent_and_each_day_once(void **state)
{
	static const struct scenario_override cut[] = {
	    {"window.to", "2026-01-01T20:00:00Z"}, {NULL, NULL}};
	struct results *f = *state;
	double cloud, rent;

	results_play_small(f, cut);
	cloud = results_number(f, "cost_eur.cloud");
	rent = results_number(f, "cost_eur.total") - cloud;
	assert_true(fabs(results_number(f, "window_hours") - 20) < 1e-9);
	assert_true(rent > 0);
	assert_true(fabs(rent * 730 / 20 - 10) < 1e-6); /* 10 EUR a month */
	assert_true(
	    fabs(results_number(f, "margin_per_month_eur") -
		 ((results_number(f, "revenue_eur.net") - cloud) * 730 / 24 -
		  rent * 730 / 20)) < 1e-5);
}

static void without_demand_there_is_no_promise_and_no_static_fleet(void **state)
{
	static const struct scenario_override late[] = {
	    {"window.from", "2026-01-01T21:00:00Z"},
	    {"window.warm_up", "21h"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, late);
	assert_true(results_number(f, "starts.requested") == 0);
	results_is_null(f, "starts.unserved");
	results_is_null(f, "promise.kept");
	results_is_null(f, "promise.wait.verdict");
	results_is_null(f, "promise.no_room.verdict");
	results_is_null(f, "starts.no_room");
	results_is_null(f, "starts.within_promise");
	results_is_null(f, "static_fleet");
}

/* --- what customers pay for sleep ----------------------------------------- */

struct slept {
	uint64_t digest;
	double sleep, margin, without;
};

static struct slept play_slept(struct results *f, const char *billed)
{
	const struct scenario_override set[] = {
	    {"replications", "1"},
	    {"prices.lists.0.sleep_gb_month", "0.10 EUR"},
	    {"policy.sleep_billed", billed},
	    {NULL, NULL}};
	struct slept out;

	results_play_small(f, set);
	out = (struct slept){f->run.digest,
			     results_number(f, "revenue_eur.sleep_gross"),
			     results_number(f, "margin_eur"),
			     results_number(f, "margin_without_sleep_eur")};
	cJSON_Delete(f->summary);
	run_release(&f->run);
	scenario_release(&f->loaded);
	f->summary = NULL;
	return out;
}

/* Worlds of 2 GB at 0.10 EUR a month: a and b sleep from 7 to 20 o'clock and
 * from 21 on, c and d from 7 on, until midnight; e and f never played. */
static void sleep_is_paid_for_as_long_as_the_scenario_says(void **state)
{
	const double gb_hour = 2 * 0.10 / 720;
	struct results *f = *state;
	struct slept window = play_slept(f, "window");
	struct slept hour = play_slept(f, "1h");
	struct slept never = play_slept(f, "0s");

	assert_true(fabs(window.sleep - gb_hour * (2 * 13 + 2 * 3 + 2 * 17)) <
		    1e-8);
	assert_true(fabs(hour.sleep - gb_hour * 6) < 1e-8);
	assert_true(never.sleep == 0);
	/* the engine decides the same */
	assert_true(window.digest == hour.digest &&
		    window.digest == never.digest);
	/* whatever sleep brought, it is left out */
	assert_true(window.margin > hour.margin && hour.margin > never.margin);
	assert_true(fabs(never.margin - never.without) < 1e-9);
	assert_true(fabs(window.without - never.margin) < 2e-9);
	assert_true(fabs(hour.without - never.margin) < 2e-9);
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, results_set_up, results_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(without_chance_three_replications_equal_one),
	    TEST(one_replication_has_no_intervals),
	    TEST(only_what_was_drawn_is_said_to_vary),
	    TEST(resampled_worlds_and_repairs_vary),
	    TEST(intervals_show_chance_and_stay_above_zero),
	    TEST(only_a_margin_has_an_interval_below_zero),
	    TEST(a_node_that_boots_is_no_lack_of_room),
	    TEST(an_absent_feature_is_null_and_never_zero),
	    TEST(a_present_feature_is_a_number_even_when_zero),
	    TEST(money_paid_in_is_not_revenue),
	    TEST(a_verdict_names_both_more_earnings_and_worse_service),
	    TEST(the_static_fleet_is_sized_for_demand_not_for_starts_served),
	    TEST(
		overhead_cpu_and_disk_enlarge_the_static_fleet_where_they_bind),
	    TEST(where_transfers_break_it_no_static_fleet_keeps_the_promise),
	    TEST(a_month_has_the_whole_rent_and_each_day_once),
	    TEST(without_demand_there_is_no_promise_and_no_static_fleet),
	    TEST(sleep_is_paid_for_as_long_as_the_scenario_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
