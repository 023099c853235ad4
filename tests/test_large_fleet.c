/*
 * test_large_fleet.c - thousands of nodes: each one boots and is used, and
 * run.db has as many as were paid; thousands of connections to the archive.
 *
 * A node holds one world; every world plays from its first start to the end of
 * the run, so as many nodes as worlds are needed at once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/kpi.h"
#include "sim/run_directory.h"
#include "support_place.h"

#define DEDICATED 3000
#define CLOUD 4000
#define AUDIT_EVERY 4000 /* inputs */

static const char scenario_text[] =
    "{\"name\":\"large\",\"clock\":\"UTC\","
    "\"window\":{\"from\":\"2026-01-01T00:00:00Z\","
    "\"to\":\"2026-01-01T06:00:00Z\",\"warm_up\":\"0s\"},"
    "\"workload\":{\"sessions\":\"sessions.csv\",\"first_seen\":\"new\"},"
    "\"fleet\":{\"dedicated\":[],\"cloud\":{\"types\":[],\"max\":0}},"
    "\"prices\":{\"lists\":[{\"valid_from\":\"2024-01-01\","
    "\"active_gb_hour\":\"0.02 EUR\"}]},"
    "\"catalogue\":{\"locations\":[\"here\"],\"types\":{"
    "\"BOX\":{\"kind\":\"dedicated\",\"ram\":\"4GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"month\":\"73 EUR\"}]},"
    "\"VM\":{\"kind\":\"cloud\",\"ram\":\"4GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"hour\":\"0.02 EUR\",\"month\":\"12 EUR\"}]}}},"
    "\"policy\":{\"cool_down\":\"0s\",\"reactive\":{\"rule\":\"fit\","
    "\"reserve\":\"0GB\"}},"
    "\"guards\":{\"spend_per_day\":\"off\",\"spend_per_month\":\"off\"},"
    "\"world\":{\"ram_overhead\":\"0GB\",\"node_reserve_ram\":\"0GB\","
    "\"node_reserve_share\":\"0%\"},"
    "\"demand\":{\"patience\":\"never\",\"patience_in_transfer\":\"never\","
    "\"retry\":0}}";

struct fixture {
	struct place place;
	char database[PLACE_PATH_SIZE];
	struct scenario loaded;
	struct trace trace;
	struct figures figures;
	sqlite3 *db;
};

/* One start a second. */
static void put_sessions(const struct fixture *f, unsigned worlds)
{
	FILE *file = fopen(f->place.sessions, "w");

	assert_non_null(file);
	assert_true(fputs("world,start,stop,ram_mb\n", file) >= 0);
	for (unsigned i = 0; i < worlds; i++)
		assert_true(fprintf(file,
				    "w%u,2026-01-01T%02u:%02u:%02uZ,"
				    "2026-01-01T06:00:00Z,4096\n",
				    i, i / 3600, i / 60 % 60, i % 60) > 0);
	assert_int_equal(fclose(file), 0);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	*state = f;
	place_make(&f->place, scenario_text, NULL);
	place_path(&f->place, "run.db", f->database);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	(void)sqlite3_close(f->db);
	figures_release(&f->figures);
	trace_release(&f->trace);
	scenario_release(&f->loaded);
	place_remove(&f->place);
	free(f);
	return 0;
}

/* Play, checking the engine and the provider now and then, and write run.db. */
static void play(struct fixture *f, const struct scenario_override *overrides,
		 unsigned worlds)
{
	const struct replication_options how = {.detail = true,
						.breakdown = true,
						.why = WHY_NONE,
						.audit_every = AUDIT_EVERY};
	struct error_text error = {""};
	struct run run = {.count = 1, .command_line = ""};
	cJSON *summary;

	put_sessions(f, worlds);
	load_scenario(f->place.scenario, overrides, &f->loaded);
	if (!trace_read_sessions(f->place.sessions,
				 &f->loaded.workload.defaults, &f->trace,
				 &error) ||
	    !replication_run(&f->loaded, &f->trace, &how, &f->figures, &error))
		fail_msg("%s", error.text);
	run.scenario = &f->loaded;
	run.figures = &f->figures;
	summary = summary_json(&run);
	assert_non_null(summary);
	if (!run_db_write(&run, summary, f->database, &error))
		fail_msg("%s", error.text);
	cJSON_Delete(summary);
	assert_int_equal(sqlite3_open(f->database, &f->db), SQLITE_OK);
}

static double asked(const struct fixture *f, const char *sql)
{
	sqlite3_stmt *row;
	double value;

	assert_int_equal(sqlite3_prepare_v2(f->db, sql, -1, &row, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(row), SQLITE_ROW);
	value = sqlite3_column_double(row, 0);
	assert_int_equal(sqlite3_finalize(row), SQLITE_OK);
	return value;
}

static double figure(const struct fixture *f, const char *key)
{
	return kpi_value(kpi_named(key), &f->figures);
}

static void each_was_there_and_was_used(const struct fixture *f, double nodes)
{
	assert_true(asked(f, "SELECT count(*) FROM nodes") == nodes);
	assert_true(asked(f, "SELECT count(DISTINCT node) FROM nodes") ==
		    nodes);
	assert_true(asked(f, "SELECT count(*) FROM nodes"
			     " WHERE ready_us IS NOT NULL") == nodes);
	assert_true(asked(f, "SELECT count(*) FROM nodes"
			     " WHERE held_gb_hours > 0") == nodes);
	assert_true(figure(f, "starts.served") == nodes);
}

#define ALL_DEDICATED                                                          \
	{                                                                      \
		"fleet.dedicated", "[{\"type\":\"BOX\",\"count\":3000}]"       \
	}

static void three_thousand_dedicated_nodes_all_serve(void **state)
{
	static const struct scenario_override fleet[] = {ALL_DEDICATED,
							 {NULL, NULL}};
	struct fixture *f = *state;

	play(f, fleet, DEDICATED);
	each_was_there_and_was_used(f, DEDICATED);
	/* 73 EUR a month of 730 hours are 0.60 EUR in six hours */
	assert_float_equal(figure(f, "cost_eur.dedicated"), 0.6 * DEDICATED,
			   0.001 * DEDICATED);
}

static void four_thousand_cloud_nodes_all_serve(void **state)
{
	static const struct scenario_override fleet[] = {
	    {"fleet.cloud", "{\"types\":[\"VM@here\"],\"max\":4000}"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play(f, fleet, CLOUD);
	each_was_there_and_was_used(f, CLOUD);
	assert_true(figure(f, "fleet.vm_ordered") == CLOUD);
	assert_true(asked(f, "SELECT sum(hours_billed) FROM nodes") ==
		    figure(f, "fleet.vm_hours_billed"));
	assert_float_equal(asked(f, "SELECT sum(cost_eur) FROM nodes"),
			   figure(f, "cost_eur.cloud"), 1e-6);
}

/* Each world is restored by a connection of its own and waits for no other. */
static void three_thousand_connections_all_transfer(void **state)
{
	static const struct scenario_override line[] = {
	    ALL_DEDICATED,
	    {"workload.first_seen", "archived"},
	    {"world.restore",
	     "{\"connections\":3000,\"connections_kept\":0,"
	     "\"mb_per_second\":\"off\",\"stream_mb_per_second\":\"off\","
	     "\"latency\":\"2h\"}"},
	    {NULL, NULL}};
	struct fixture *f = *state;

	play(f, line, DEDICATED);
	assert_float_equal(asked(f, "SELECT max(wait_us) / 1e6 FROM starts"),
			   7200, 0.001);
	assert_float_equal(asked(f, "SELECT min(wait_us) / 1e6 FROM starts"),
			   7200, 0.001);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		three_thousand_dedicated_nodes_all_serve, setup, teardown),
	    cmocka_unit_test_setup_teardown(four_thousand_cloud_nodes_all_serve,
					    setup, teardown),
	    cmocka_unit_test_setup_teardown(
		three_thousand_connections_all_transfer, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
