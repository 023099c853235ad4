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
#include "sim/run.h"
#include "sim/run_directory.h"
#include "support_place.h"

#define OVERRIDES_MAX 12

/* One dedicated machine with room for four worlds of 1 GB, and cloud machines
 * of the same size; nothing takes time unless a test says so. */
static const char scenario_text[] =
    "{\"name\":\"small\",\"clock\":\"UTC\","
    "\"window\":{\"from\":\"2026-01-01T00:00:00Z\","
    "\"to\":\"2026-01-02T00:00:00Z\"},"
    "\"workload\":{\"sessions\":\"sessions.csv\"},"
    "\"fleet\":{\"dedicated\":[{\"type\":\"BOX\",\"count\":1}],"
    "\"cloud\":{\"types\":[\"VM@here\"],\"max\":10}},"
    "\"prices\":{\"lists\":[{\"valid_from\":\"2024-01-01\","
    "\"active_gb_hour\":\"0.02 EUR\"}]},"
    "\"catalogue\":{\"locations\":[\"here\"],\"types\":{"
    "\"BOX\":{\"kind\":\"dedicated\",\"ram\":\"4GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"month\":\"10 EUR\"}]},"
    "\"VM\":{\"kind\":\"cloud\",\"ram\":\"4GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"hour\":\"0.02 EUR\",\"month\":\"12 EUR\"}]}},"
    "\"storage\":{\"CELLAR\":{\"size\":\"1TB\",\"month\":\"3 EUR\"}}},"
    "\"policy\":{\"reactive\":{\"rule\":\"none\"}},"
    "\"world\":{\"container_start\":\"0s\",\"container_stop\":\"0s\","
    "\"vm_boot\":\"60s\",\"restore\":\"0s\",\"ram_overhead\":\"0GB\","
    "\"node_reserve_ram\":\"0GB\"},"
    "\"demand\":{\"patience\":\"never\",\"patience_in_transfer\":\"never\","
    "\"retry\":0},"
    "\"replications\":3}";

/* Six worlds play at once for six hours; two of them once more. */
static const char sessions_text[] =
    "world,start,stop,ram_mb\n"
    "a,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,1024\n"
    "b,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,1024\n"
    "c,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,1024\n"
    "d,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,1024\n"
    "e,2026-01-01T01:01:20Z,2026-01-01T07:00:00Z,1024\n"
    "f,2026-01-01T02:00:00Z,2026-01-01T07:00:00Z,1024\n"
    "a,2026-01-01T20:00:00Z,2026-01-01T21:00:00Z,1024\n"
    "b,2026-01-01T20:00:00Z,2026-01-01T21:00:00Z,1024\n";

struct fixture {
	struct place place;
	struct scenario loaded;
	struct run run;
	cJSON *summary;
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

	cJSON_Delete(f->summary);
	run_release(&f->run);
	scenario_release(&f->loaded);
	place_remove(&f->place);
	free(f);
	return 0;
}

/* Run `name` with some keys set (NULL ends the list) and summarise. */
static void play(struct fixture *f, const char *name,
		 const struct scenario_override *overrides)
{
	const struct run_options how = {.jobs = 2, .with_static = true};
	struct error_text error = {""};

	load_scenario(name, overrides, &f->loaded);
	if (!run_scenario(&f->loaded, &how, &f->run, &error))
		fail_msg("%s", error.text);
	f->run.command_line = "";
	f->summary = summary_json(&f->run);
	assert_non_null(f->summary);
}

static void play_small(struct fixture *f,
		       const struct scenario_override *overrides)
{
	play(f, f->place.scenario, overrides);
}

static const cJSON *item(const struct fixture *f, const char *key)
{
	const cJSON *at = f->summary;
	char part[64];

	while (*key != '\0') {
		size_t length = strcspn(key, ".");

		(void)snprintf(part, sizeof part, "%.*s", (int)length, key);
		at = cJSON_GetObjectItemCaseSensitive(at, part);
		if (at == NULL)
			fail_msg("no key %s", part);
		key += length + (key[length] == '.');
	}
	return at;
}

static const char *text_of(const struct fixture *f, const char *key)
{
	const cJSON *found = item(f, key);

	if (!cJSON_IsString(found))
		fail_msg("%s is no text", key);
	return found->valuestring;
}

static double number(const struct fixture *f, const char *key)
{
	const cJSON *found = item(f, key);

	if (cJSON_IsString(found))
		return strtod(found->valuestring, NULL);
	if (!cJSON_IsNumber(found))
		fail_msg("%s is no number", key);
	return found->valuedouble;
}

static void is_null(const struct fixture *f, const char *key)
{
	if (!cJSON_IsNull(item(f, key)))
		fail_msg("%s is not null", key);
}

/* --- what varied ---------------------------------------------------------- */

static void without_chance_three_replications_equal_one(void **state)
{
	static const struct scenario_override none[] = {{NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, none);
	assert_string_equal(text_of(f, "varied"), "nothing varies: one run");
	assert_true(cJSON_IsFalse(item(f, "varies")));
	assert_int_equal(cJSON_GetArraySize(item(f, "ci95")), 0);
	is_null(f, "static_fleet.verdict");
	is_null(f, "static_fleet.difference.margin_eur.low");
	is_null(f, "static_fleet.difference.margin_eur.verdict");
	is_null(f, "static_fleet.difference.within_promise.verdict");
}

static void one_replication_has_no_intervals(void **state)
{
	static const struct scenario_override one[] = {
	    {"replications", "1"},
	    {"world.container_start",
	     "{\"law\":\"exponential\",\"mean\":\"30s\"}"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, one);
	assert_string_equal(text_of(f, "varied"), "nothing varies: one run");
	assert_int_equal(cJSON_GetArraySize(item(f, "ci95")), 0);
	is_null(f, "static_fleet.verdict");
}

/* Patience, stock and failures have laws too, but nobody draws them. */
static void only_what_was_drawn_is_said_to_vary(void **state)
{
	static const struct scenario_override start[] = {
	    {"world.container_start",
	     "{\"law\":\"exponential\",\"mean\":\"30s\"}"},
	    {"demand.retry", "1"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, start);
	assert_string_equal(
	    text_of(f, "varied"),
	    "start-up times (the sessions are the same in each)");
	assert_true(cJSON_IsTrue(item(f, "varies")));
	assert_non_null(cJSON_GetObjectItemCaseSensitive(item(f, "ci95"),
							 "ready_seconds.p95"));
}

static void resampled_worlds_and_repairs_vary(void **state)
{
	static const struct scenario_override set[] = {
	    {"workload.resample", "worlds"},
	    {"world.failures.dedicated_per_month", "100%"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, set);
	assert_string_equal(text_of(f, "varied"),
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
	struct fixture *f = *state;
	const cJSON *pair;

	play(f, "friday-night", rare);
	assert_true(cJSON_GetArraySize(item(f, "ci95")) > 20);
	cJSON_ArrayForEach(pair, item(f, "ci95"))
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

static int64_t delay_of(const struct fixture *f, enum delay delay)
{
	const struct figures *figures = &f->run.figures[0];
	int64_t sum_us = 0;

	for (size_t i = 0; i < figures->starts.count; i++) {
		int64_t delay_us[DELAY_COUNT];

		figures_delays(figures, figures_start(figures, i), delay_us);
		sum_us += delay_us[delay];
	}
	return sum_us;
}

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
	struct fixture *f = *state;

	put_file(f->place.sessions,
		 "world,start,stop,ram_mb\n"
		 "a,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,4096\n"
		 "e,2026-01-01T01:01:20Z,2026-01-01T07:00:00Z,1024\n"
		 "f,2026-01-01T01:01:30Z,2026-01-01T07:00:00Z,1024\n");
	play_small(f, boot);
	assert_int_equal(delay_of(f, DELAY_BOOT), (40 + 30) * US_PER_SECOND);
	assert_int_equal(delay_of(f, DELAY_ROOM), 0);
	assert_int_equal((int64_t)number(f, "late.count"), 1);
	assert_float_equal(number(f, "late.hours.boot"), 40.0 / 3600, 1e-6);
}

/* --- what took no part ---------------------------------------------------- */

static void in_the_database_too(struct fixture *f, const char *key)
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
	struct fixture *f = *state;

	play_small(f, bare);
	for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
		is_null(f, absent[i]);
		in_the_database_too(f, absent[i]);
	}
	is_null(f, "wait_seconds.by_path.prefetched");
	in_the_database_too(f, "wait_seconds.by_path.prefetched.count");
	is_null(f, "forecast");
	assert_true(number(f, "cost_eur.total") > 0); /* the rest counts */
}

static void a_present_feature_is_a_number_even_when_zero(void **state)
{
	static const struct scenario_override full[] = {
	    {"costs.storage", "[\"CELLAR\"]"},
	    {"world.failures.cloud_per_month", "1%"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, full);
	assert_true(number(f, "recovery.nodes_lost") == 0);
	assert_true(number(f, "fleet.vm_ordered") == 0);
	assert_true(number(f, "cost_eur.cloud") == 0);
	assert_true(number(f, "cost_eur.storage") > 0);
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
	struct fixture *f = *state;
	double gross;

	play_small(f, prepaid);
	gross = number(f, "revenue_eur.active_gross") +
		number(f, "revenue_eur.sleep_gross");
	/* six customers begin with eight cents: before the window */
	assert_true(fabs(number(f, "accounts.opening_balances_eur") - 0.48) <
		    1e-9);
	assert_true(number(f, "accounts.credits_granted_eur") == 0);
	assert_true(number(f, "accounts.warnings") > 6);
	assert_true(number(f, "accounts.put_to_sleep") > 0);
	assert_true(number(f, "accounts.top_ups_eur") > 0);
	/* all of it is used up: 6 x 0.03 */
	assert_true(fabs(number(f, "revenue_eur.credits") - 0.18) < 1e-9);
	assert_true(fabs(number(f, "accounts.opening_balances_eur") +
			 number(f, "accounts.top_ups_eur") - gross -
			 number(f, "accounts.balances_eur")) < 1e-8);
	/* credit is no revenue: VAT is in what remains */
	assert_true(fabs(number(f, "revenue_eur.vat") -
			 (gross - 0.18) * 0.19 / 1.19) < 1e-8);
	assert_true(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(
			item(f, "ci95"), "accounts.top_ups_eur")) == 2);
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
	struct fixture *f = *state;

	play_small(f, jitter);
	assert_string_equal(text_of(f, "promise.kept"), "broken");
	assert_string_equal(text_of(f, "static_fleet.promise.kept"), "kept");
	assert_string_equal(text_of(f, "static_fleet.verdict"),
			    "earns more, serves worse");
	assert_string_equal(
	    text_of(f, "static_fleet.difference.unserved.verdict"), "worse");
	/* every night loses two of eight starts */
	assert_true(fabs(number(f, "static_fleet.difference.unserved.mean") -
			 0.25) < 1e-9);
	is_null(f, "static_fleet.difference.unserved.low");
	assert_true(fabs(number(f, "static_fleet.difference.within_promise."
				   "mean") +
			 0.25) < 1e-9);
	assert_true(fabs(number(f, "static_fleet.difference.margin_eur.mean") -
			 (number(f, "margin_eur") -
			  number(f, "static_fleet.margin_eur"))) < 1e-5);
}

static uint32_t nodes_of_static(const struct fixture *f)
{
	const cJSON *node =
	    cJSON_GetArrayItem(item(f, "static_fleet.nodes"), 0);

	return (uint32_t)cJSON_GetObjectItemCaseSensitive(node, "count")
	    ->valueint;
}

/* Those who were turned away would have been served by it. */
static void
the_static_fleet_is_sized_for_demand_not_for_starts_served(void **state)
{
	static const struct scenario_override lost[] = {
	    {"demand.patience", "0s"}, {"demand.retry", "1"}, {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, lost);
	assert_true(number(f, "starts.unserved") > 0.2);
	assert_int_equal(nodes_of_static(f), 2); /* 6 GB on nodes of 4 GB */
	assert_true(number(f, "static_fleet.unserved") == 0);
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
	/* 12 GB on 4 GB; 15 cores on 4; 480 GB on 100 GB */
	static const uint32_t nodes[3] = {3, 4, 5};
	struct fixture *f = *state;

	for (int i = 0; i < 3; i++) {
		play_small(f, sets[i]);
		assert_int_equal(nodes_of_static(f), nodes[i]);
		cJSON_Delete(f->summary);
		run_release(&f->run);
		scenario_release(&f->loaded);
		f->summary = NULL;
	}
}

static void without_demand_there_is_no_promise_and_no_static_fleet(void **state)
{
	static const struct scenario_override late[] = {
	    {"window.from", "2026-01-01T21:00:00Z"},
	    {"window.warm_up", "21h"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, late);
	assert_true(number(f, "starts.requested") == 0);
	is_null(f, "starts.unserved");
	is_null(f, "promise.kept");
	is_null(f, "promise.wait.verdict");
	is_null(f, "promise.no_room.verdict");
	is_null(f, "starts.no_room");
	is_null(f, "starts.within_promise");
	is_null(f, "static_fleet");
}

/* --- who waits how long --------------------------------------------------- */

static int64_t wait_of_row(const struct fixture *f, size_t row)
{
	return figures_start(&f->run.figures[0], row)->wait_us;
}

/* Every restore takes ten minutes. */
static void players_may_never_leave_a_transfer(void **state)
{
	static const struct scenario_override slow[] = {
	    {"world.restore", "600s"},
	    {"fleet.dedicated.0.count", "2"},
	    {"demand.patience", "1s"},
	    {"demand.patience_in_transfer", "never"},
	    {"policy.sleep_window", "0s"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, slow);
	assert_true(number(f, "starts.unserved") == 0);
	assert_true(fabs(number(f, "wait_seconds.max") - 600) < 2);
}

/* Half an hour of it is more than anybody has; nobody leaves before half a
 * minute is over. */
static void players_leave_a_long_transfer_by_default(void **state)
{
	static const struct scenario_override slow[] = {
	    {"world.restore", "1800s"},	   {"fleet.dedicated.0.count", "2"},
	    {"policy.sleep_window", "0s"}, {"world.vm_boot", "0s"},
	    {"replications", "1"},	   {NULL, NULL}};
	static const char never[] = "\"patience_in_transfer\":\"never\",";
	struct fixture *f = *state;
	const struct figures *figures;
	char *text = strdup(scenario_text), *at;

	assert_non_null(text);
	at = strstr(text, never);
	assert_non_null(at);
	memmove(at, at + strlen(never), strlen(at + strlen(never)) + 1);
	put_file(f->place.scenario, text);
	free(text);
	play_small(f, slow);
	figures = &f->run.figures[0];
	assert_int_equal((int)number(f, "starts.abandoned"), 8);
	for (size_t i = 0; i < figures->starts.count; i++)
		assert_true(figures_start(figures, i)->wait_us >=
			    30 * US_PER_SECOND);
}

static void a_player_leaves_a_transfer_when_patience_ends(void **state)
{
	static const struct scenario_override slow[] = {
	    {"world.restore", "600s"},
	    {"fleet.dedicated.0.count", "2"},
	    {"policy.sleep_window", "0s"},
	    {"demand.patience", "never"},
	    {"demand.patience_in_transfer", "90s"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, slow);
	assert_true(number(f, "starts.left_transfer") == 8);
	assert_string_equal(text_of(f, "wait_seconds.p50"), "over");
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(wait_of_row(f, i), 90 * US_PER_SECOND);
}

/* It is no patience for room: with none left they wait for ever. */
static void
patience_in_transfer_is_separate_from_patience_for_room(void **state)
{
	static const struct scenario_override full[] = {
	    {"demand.patience", "never"},
	    {"demand.patience_in_transfer", "1s"},
	    {"workload.first_seen", "new"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, full);
	/* e and f wait five hours for the four others, until their stop */
	assert_true(number(f, "starts.stop_came") == 2);
	assert_true(wait_of_row(f, 5) == 5 * US_PER_HOUR);
}

/* What comes later than the end of a short restore has no effect. */
static void a_player_stays_for_a_transfer_that_ends_in_time(void **state)
{
	static const struct scenario_override fast[] = {
	    {"world.restore", "80s"},
	    {"fleet.dedicated.0.count", "2"},
	    {"policy.sleep_window", "0s"},
	    {"demand.patience_in_transfer", "90s"},
	    {"world.container_start", "60s"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, fast);
	assert_true(number(f, "starts.served") == 8);
	assert_true(fabs(number(f, "ready_seconds.max") - 140) < 1);
}

/* a plays until 1:20 on the only node; b asks half a minute before that, and
 * then its data are brought. */
static const char one_after_the_other[] =
    "world,start,stop,ram_mb\n"
    "a,2026-01-01T01:00:00Z,2026-01-01T01:20:00Z,4096\n"
    "b,2026-01-01T01:19:30Z,2026-01-01T07:00:00Z,4096\n";

/* He waited long enough for room, and had it. */
static void patience_for_room_does_not_end_a_later_transfer(void **state)
{
	static const struct scenario_override slow[] = {
	    {"world.restore", "600s"},
	    {"demand.patience", "60s"},
	    {"demand.patience_in_transfer", "never"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	put_file(f->place.sessions, one_after_the_other);
	play_small(f, slow);
	assert_int_equal((int)number(f, "starts.served"), 2);
	assert_true(fabs(number(f, "wait_seconds.max") - 630) < 2);
}

static void patience_that_is_over_ends_a_transfer_as_it_begins(void **state)
{
	static const struct scenario_override short_of_it[] = {
	    {"world.restore", "15s"},
	    {"demand.patience", "never"},
	    {"demand.patience_in_transfer", "20s"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	put_file(f->place.sessions, one_after_the_other);
	play_small(f, short_of_it);
	assert_int_equal((int)number(f, "starts.left_transfer"), 1);
	assert_int_equal(wait_of_row(f, 1), 30 * US_PER_SECOND);
}

/* He leaves after 90 s, asks again after 60 more, and finds the transfer still
 * under way: four times, until it is done. */
static void a_player_who_comes_again_loses_patience_again(void **state)
{
	static const struct scenario_override again[] = {
	    {"world.restore", "600s"},
	    {"demand.patience", "never"},
	    {"demand.patience_in_transfer", "90s"},
	    {"demand.retry", "1"},
	    {"demand.retry_after", "60s"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	put_file(f->place.sessions,
		 "world,start,stop,ram_mb\n"
		 "a,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,4096\n");
	play_small(f, again);
	assert_int_equal((int)number(f, "starts.attempts"), 5);
	assert_int_equal((int)number(f, "starts.served"), 1);
	assert_int_equal(delay_of(f, DELAY_SAVING), 0);
}

/* --- starts, recomputed from the rows by docs/figures.md ------------------ */

#define ROWS_MAX 4000
#define PROMISED_US (30 * US_PER_SECOND)

/* A row of the table starts, as run.db has it. */
struct told {
	char world[16], end[16], why_left[16], path[16], reason[16];
	int64_t requested_us, wait_us, room_us, boot_us, elsewhere_us, ended_us;
	int attempt;
};

static const char *column(sqlite3_stmt *rows, int i)
{
	const unsigned char *text = sqlite3_column_text(rows, i);

	return text != NULL ? (const char *)text : "";
}

/* World by world, in the order of their attempts. */
static size_t read_starts(struct fixture *f, struct told *told)
{
	struct error_text error = {""};
	char path[PLACE_PATH_SIZE];
	sqlite3_stmt *rows;
	sqlite3 *db;
	size_t count = 0;

	place_path(&f->place, "run.db", path);
	if (!run_db_write(&f->run, f->summary, path, &error))
		fail_msg("%s", error.text);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(
		db,
		"SELECT world, end, why_left, path, requested_us, wait_us,"
		" room_us, boot_us, line_us + transfer_us, attempt,"
		" requested_us + saving_us + room_us + boot_us + line_us +"
		" transfer_us + start_up_us,"
		" reason"
		" FROM starts ORDER BY world, requested_us, attempt",
		-1, &rows, NULL),
	    SQLITE_OK);
	for (; sqlite3_step(rows) == SQLITE_ROW; count++) {
		struct told *at = &told[count];

		assert_true(count < ROWS_MAX);
		(void)snprintf(at->world, 16, "%s", column(rows, 0));
		(void)snprintf(at->end, 16, "%s", column(rows, 1));
		(void)snprintf(at->why_left, 16, "%s", column(rows, 2));
		(void)snprintf(at->path, 16, "%s", column(rows, 3));
		at->requested_us = sqlite3_column_int64(rows, 4);
		at->wait_us = sqlite3_column_int64(rows, 5);
		at->room_us = sqlite3_column_int64(rows, 6);
		at->boot_us = sqlite3_column_int64(rows, 7);
		at->elsewhere_us = sqlite3_column_int64(rows, 8);
		at->attempt = sqlite3_column_int(rows, 9);
		(void)snprintf(at->reason, 16, "%s", column(rows, 11));
		at->ended_us = sqlite3_column_int64(rows, 10);
	}
	(void)sqlite3_finalize(rows);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return count;
}

struct oracle {
	int requested, served, refused, abandoned, pending;
	int room, transfer, stop; /* of the abandoned */
	int in_time, no_room;
	double waits_s[ROWS_MAX]; /* of starts that are no longer pending */
	int waits;
};

static bool is(const char *text, const char *word)
{
	return strcmp(text, word) == 0;
}

/* The first attempt decides what the promise is about. */
static void judge_first(struct oracle *o, const struct told *first)
{
	bool waits_for_room =
	    is(first->path, "?") && first->elsewhere_us == 0 &&
	    (first->room_us > 0 || is(first->reason, "limit"));

	o->requested++;
	o->in_time += is(first->end, "served") && first->wait_us <= PROMISED_US;
	o->no_room += first->room_us + first->boot_us > PROMISED_US ||
		      (waits_for_room && !is(first->end, "pending"));
}

/* And the last one, how the session ended. */
static void judge_last(struct oracle *o, const struct told *last, bool served)
{
	bool lost = !served && !is(last->end, "pending");

	o->served += served;
	o->refused += !served && is(last->end, "refused");
	o->pending += !served && is(last->end, "pending");
	if (!served && is(last->end, "abandoned")) {
		o->abandoned++;
		o->room += is(last->why_left, "room");
		o->transfer += is(last->why_left, "transfer");
		o->stop += is(last->why_left, "stop");
	}
	if (lost)
		o->waits_s[o->waits++] = HUGE_VAL;
}

/* Sessions stop at whole seconds, and patience is drawn to the microsecond. */
static void judge_reason(const struct told *at)
{
	bool at_stop = at->ended_us % US_PER_SECOND == 0;

	assert_true(is(at->end, "abandoned") == !is(at->why_left, ""));
	if (is(at->why_left, "stop"))
		assert_true(at_stop);
	if (is(at->why_left, "room"))
		assert_true(!at_stop && at->room_us > 0 &&
			    at->elsewhere_us == 0);
	/* found room with no patience left: it ends as the transfer begins */
	if (is(at->why_left, "transfer"))
		assert_true(at->room_us > 0 ||
			    (!at_stop && at->elsewhere_us > 0));
}

static void judge(struct oracle *o, const struct told *told, size_t count)
{
	bool served = false;

	for (size_t i = 0; i < count; i++) {
		if (told[i].attempt == 1) {
			judge_first(o, &told[i]);
			served = false;
		}
		judge_reason(&told[i]);
		served = served || is(told[i].end, "served");
		if (is(told[i].end, "served"))
			o->waits_s[o->waits++] = (double)told[i].wait_us / 1e6;
		if (i + 1 == count || told[i + 1].attempt == 1)
			judge_last(o, &told[i], served);
	}
}

static int by_size(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* Nearest rank; the histogram is coarse to 1/512. */
static void check_quantile(const struct fixture *f, const char *key,
			   struct oracle *o, double q)
{
	double wait_s;

	qsort(o->waits_s, (size_t)o->waits, sizeof *o->waits_s, by_size);
	wait_s = o->waits_s[(int)ceil(q * o->waits) - 1];
	if (isinf(wait_s))
		assert_string_equal(text_of(f, key), "over");
	else
		assert_true(fabs(number(f, key) - wait_s) <=
			    wait_s / 256 + 1e-6);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Sixty worlds, each now and then; the crowd is more than four find room. */
static void put_crowd(const struct fixture *f, int from_minute, int minutes)
{
	FILE *file = fopen(f->place.sessions, "w");
	uint32_t seed = 7;

	assert_non_null(file);
	(void)fputs("world,start,stop,ram_mb\n", file);
	for (int world = 0; world < 60; world++) {
		int64_t at_s =
		    from_minute * 60 + (int)(next_random(&seed) % 7200);

		while (at_s < (from_minute + minutes) * 60) {
			int64_t length_s = 20 + next_random(&seed) % 2400;

			(void)fprintf(
			    file, "w%02d,%lld,%lld,1024\n", world,
			    (long long)(1767225600 + at_s),
			    (long long)(1767225600 + at_s + length_s));
			at_s += length_s + 60 + next_random(&seed) % 14400;
		}
	}
	assert_int_equal(fclose(file), 0);
}

/* Rounded to six decimals. */
static void is_share(const struct fixture *f, const char *key, int part,
		     int all)
{
	double share = (double)part / all;

	if (fabs(number(f, key) - share) > 1e-6)
		fail_msg("%s is %f and not %f", key, number(f, key), share);
}

static void check_starts(struct fixture *f, struct oracle *o)
{
	struct told *told = calloc(ROWS_MAX, sizeof *told);

	assert_non_null(told);
	judge(o, told, read_starts(f, told));
	free(told);
	assert_int_equal((int)number(f, "starts.requested"), o->requested);
	assert_int_equal((int)number(f, "starts.served"), o->served);
	assert_int_equal((int)number(f, "starts.refused"), o->refused);
	assert_int_equal((int)number(f, "starts.abandoned"), o->abandoned);
	assert_int_equal((int)number(f, "starts.pending_at_end"), o->pending);
	assert_int_equal((int)number(f, "starts.left_room"), o->room);
	assert_int_equal((int)number(f, "starts.left_transfer"), o->transfer);
	assert_int_equal((int)number(f, "starts.stop_came"), o->stop);
	assert_int_equal(o->room + o->transfer + o->stop, o->abandoned);
	assert_int_equal(o->served + o->refused + o->abandoned + o->pending,
			 o->requested);
	is_share(f, "starts.unserved", o->refused + o->abandoned, o->requested);
	is_share(f, "starts.no_room", o->no_room, o->requested);
	is_share(f, "starts.within_promise", o->in_time,
		 o->requested - o->pending);
	check_quantile(f, "wait_seconds.p50", o, 0.5);
	check_quantile(f, "wait_seconds.p95", o, 0.95);
	check_quantile(f, "wait_seconds.p99", o, 0.99);
}

/* Every way to end: a short queue, a slow archive, short stays. */
static const struct scenario_override crowded[] = {
    {"replications", "1"},
    {"policy.queue_max", "4"},
    {"policy.sleep_window", "0s"},
    {"world.restore",
     "{\"connections\":4,\"mb_per_second\":40,\"latency\":\"1s\"}"},
    {"world.container_start", "20s"},
    {"demand.patience", "{\"law\":\"exponential\",\"mean\":\"130s\"}"},
    {"demand.patience_in_transfer",
     "{\"law\":\"exponential\",\"mean\":\"87s\",\"shift\":\"30s\"}"},
    {"demand.retry", "0.5"},
    {NULL, NULL}};

static void every_start_ends_once_and_for_one_reason(void **state)
{
	struct fixture *f = *state;
	struct oracle *o = calloc(1, sizeof *o);

	assert_non_null(o);
	put_crowd(f, 60, 1200);
	play_small(f, crowded);
	check_starts(f, o);
	assert_true(o->room > 5 && o->transfer > 5 && o->stop > 5);
	assert_true(o->refused > 5 && o->served > 50 && o->no_room > 20);
	assert_int_equal(o->pending, 0);
	free(o);
}

/* The night is cut off: who still waits is neither served nor lost, and only
 * who has waited too long by then had no room. */
static void what_is_pending_is_not_judged(void **state)
{
	static const struct scenario_override cut[] = {
	    {"replications", "1"},
	    {"window.to", "2026-01-01T03:00:00Z"},
	    {NULL, NULL}};
	struct fixture *f = *state;
	struct oracle *o = calloc(1, sizeof *o);

	assert_non_null(o);
	put_file(f->place.sessions,
		 "world,start,stop,ram_mb\n"
		 "a,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,4096\n"
		 "b,2026-01-01T02:59:29Z,2026-01-01T07:00:00Z,1024\n"
		 "c,2026-01-01T02:59:31Z,2026-01-01T07:00:00Z,1024\n");
	play_small(f, cut);
	check_starts(f, o);
	assert_int_equal(o->pending, 2);
	assert_int_equal(o->no_room, 1);
	assert_true(number(f, "starts.within_promise") > 0.999);
	free(o);
}

/* Two of eight are lost: the 95th is one of them, and the median is not. */
static void unserved_starts_are_the_longest_waits(void **state)
{
	static const struct scenario_override lost[] = {
	    {"world.container_start",
	     "{\"law\":\"uniform\",\"from\":\"1s\",\"to\":\"9s\"}"},
	    {NULL, NULL}};
	struct fixture *f = *state;
	const struct kpi *p95 = kpi_named("wait_seconds.p95");

	play_small(f, lost);
	assert_string_equal(text_of(f, "wait_seconds.p95"), "over");
	assert_true(number(f, "wait_seconds.p50") < 1);
	assert_true(number(f, "wait_seconds.max") < 1); /* of those served */
	assert_true(isinf(kpi_value(p95, &f->run.figures[0])));
	assert_true(
	    isnan(kpi_difference(p95, &f->run.figures[0], &f->run.figures[1])));
	assert_null(cJSON_GetObjectItemCaseSensitive(item(f, "ci95"),
						     "wait_seconds.p95"));
}

static void each_part_of_a_promise_has_its_verdict(void **state)
{
	static const struct scenario_override parts[] = {
	    {"promise.unserved", "25%"},
	    {"promise.no_room", "1%"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, parts); /* two of eight find no room */
	assert_string_equal(text_of(f, "promise.unserved.verdict"), "kept");
	assert_string_equal(text_of(f, "promise.no_room.verdict"), "broken");
	assert_string_equal(text_of(f, "promise.wait.verdict"), "broken");
	assert_string_equal(text_of(f, "promise.kept"), "broken");
	is_share(f, "promise.no_room.value", 2, 8);
	is_share(f, "promise.wait.value", 6, 8);
	is_share(f, "promise.wait.limit", 95, 100);
	is_null(f, "promise.wait.low");
}

/* --- what customers pay for sleep ----------------------------------------- */

struct slept {
	uint64_t digest;
	double sleep, margin, without;
};

static struct slept play_slept(struct fixture *f, const char *billed)
{
	const struct scenario_override set[] = {
	    {"replications", "1"},
	    {"prices.lists.0.sleep_gb_month", "0.10 EUR"},
	    {"policy.sleep_billed", billed},
	    {NULL, NULL}};
	struct slept out;

	play_small(f, set);
	out = (struct slept){
	    f->run.digest, number(f, "revenue_eur.sleep_gross"),
	    number(f, "margin_eur"), number(f, "margin_without_sleep_eur")};
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
	struct fixture *f = *state;
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
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
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
	    TEST(without_demand_there_is_no_promise_and_no_static_fleet),
	    TEST(players_may_never_leave_a_transfer),
	    TEST(players_leave_a_long_transfer_by_default),
	    TEST(a_player_leaves_a_transfer_when_patience_ends),
	    TEST(patience_in_transfer_is_separate_from_patience_for_room),
	    TEST(a_player_stays_for_a_transfer_that_ends_in_time),
	    TEST(patience_for_room_does_not_end_a_later_transfer),
	    TEST(patience_that_is_over_ends_a_transfer_as_it_begins),
	    TEST(a_player_who_comes_again_loses_patience_again),
	    TEST(every_start_ends_once_and_for_one_reason),
	    TEST(what_is_pending_is_not_judged),
	    TEST(unserved_starts_are_the_longest_waits),
	    TEST(each_part_of_a_promise_has_its_verdict),
	    TEST(sleep_is_paid_for_as_long_as_the_scenario_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
