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

#define PATH_SIZE 256
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
    "\"demand\":{\"patience\":\"never\",\"retry\":0},"
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
	char directory[64], scenario[PATH_SIZE], sessions[PATH_SIZE];
	struct scenario loaded;
	struct run run;
	cJSON *summary;
};

static void put_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	*state = f;
	(void)snprintf(f->directory, sizeof f->directory,
		       "/tmp/test_results.XXXXXX");
	if (mkdtemp(f->directory) == NULL)
		return -1;
	(void)snprintf(f->scenario, sizeof f->scenario, "%s/small.json",
		       f->directory);
	(void)snprintf(f->sessions, sizeof f->sessions, "%s/sessions.csv",
		       f->directory);
	put_file(f->scenario, scenario_text);
	put_file(f->sessions, sessions_text);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char path[PATH_SIZE];

	cJSON_Delete(f->summary);
	run_release(&f->run);
	scenario_release(&f->loaded);
	(void)snprintf(path, sizeof path, "%s/run.db", f->directory);
	(void)unlink(path);
	(void)unlink(f->scenario);
	(void)unlink(f->sessions);
	(void)rmdir(f->directory);
	free(f);
	return 0;
}

/* Run `name` with some keys set (NULL ends the list) and summarise. */
static void play(struct fixture *f, const char *name,
		 const struct scenario_override *overrides)
{
	const struct run_options how = {.jobs = 2, .with_static = true};
	struct scenario_options options = {.data_dir = CONDUCTOR_SOURCE_DATA,
					   .overrides = overrides};
	struct error_text error = {""};

	while (overrides[options.override_count].key != NULL)
		options.override_count++;
	if (!scenario_load(name, &options, &f->loaded, &error) ||
	    !run_scenario(&f->loaded, &how, &f->run, &error))
		fail_msg("%s", error.text);
	f->run.command_line = "";
	f->summary = summary_json(&f->run);
	assert_non_null(f->summary);
}

static void play_small(struct fixture *f,
		       const struct scenario_override *overrides)
{
	play(f, f->scenario, overrides);
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
	is_null(f, "static_fleet.difference.wait_p95.verdict");
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

	put_file(f->sessions,
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
	char path[PATH_SIZE];
	sqlite3_stmt *rows;
	sqlite3 *db;
	int count = 0;

	(void)snprintf(path, sizeof path, "%s/run.db", f->directory);
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
	    "recovery.nodes_lost",    "recovery.worlds_rescued",
	    "recovery.worlds_lost",   "recovery.play_minutes_lost",
	    "recovery.snapshots",     "fleet.vm_hours_billed",
	    "fleet.vm_hours_used",    "fleet.paid_minutes_wasted",
	    "fleet.cloud_peak",	      "fleet.vm_ordered",
	    "fleet.vm_sold_out",      "cost_eur.cloud",
	    "cost_eur.storage",	      "cost_eur.idle.spare",
	    "revenue_eur.jobs_gross", "revenue_eur.credits",
	    "usage.job_gb_hours",     "accounts.warnings",
	    "accounts.put_to_sleep",  "accounts.refused_no_money",
	    "accounts.top_ups_eur",   "accounts.credits_granted_eur",
	    "accounts.balances_eur",
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
	assert_true(cJSON_IsFalse(item(f, "promise.kept")));
	assert_true(cJSON_IsTrue(item(f, "static_fleet.promise.kept")));
	assert_string_equal(text_of(f, "static_fleet.verdict"),
			    "earns more, serves worse");
	assert_string_equal(
	    text_of(f, "static_fleet.difference.unserved.verdict"), "worse");
	/* every night loses two of eight starts */
	assert_true(fabs(number(f, "static_fleet.difference.unserved.mean") -
			 0.25) < 1e-9);
	is_null(f, "static_fleet.difference.unserved.low");
	assert_true(number(f, "static_fleet.difference.wait_p95.mean") > 3600);
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
	is_null(f, "promise.wait_kept");
	is_null(f, "static_fleet");
}

/* --- who waits how long --------------------------------------------------- */

/* Every restore takes ten minutes. */
static void players_never_leave_a_transfer_by_default(void **state)
{
	static const struct scenario_override slow[] = {
	    {"world.restore", "600s"}, {"fleet.dedicated.0.count", "2"},
	    {"demand.patience", "1s"}, {"policy.sleep_window", "0s"},
	    {"replications", "1"},     {NULL, NULL}};
	struct fixture *f = *state;

	play_small(f, slow);
	assert_true(number(f, "starts.unserved") == 0);
	assert_true(fabs(number(f, "wait_seconds.max") - 600) < 2);
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
	assert_true(number(f, "starts.abandoned") == 8);
	assert_true(fabs(number(f, "wait_seconds.p50") - 90) < 1);
	assert_true(fabs(number(f, "wait_seconds.max") - 90) < 1);
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
	assert_true(number(f, "starts.abandoned") == 2);
	assert_true(number(f, "wait_seconds.max") > 17999);
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
	    TEST(players_never_leave_a_transfer_by_default),
	    TEST(a_player_leaves_a_transfer_when_patience_ends),
	    TEST(patience_in_transfer_is_separate_from_patience_for_room),
	    TEST(a_player_stays_for_a_transfer_that_ends_in_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
