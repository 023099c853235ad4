/*
 * test_series.c - what the series tell of late starts and of the lines of the
 * archive, worked out by hand from three restores, and from the rows of two
 * hours of the Friday night.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "sim/replication.h"

#define SLOT_US (INT64_C(300) * 1000000)
#define SLOT_S 300.0
#define LINE_MB_S 80.0
#define EXACT 1e-6

/* One stream has 50 MB/s, the line 80; a start may wait for 30 s. */
static const char three[] =
    "{\"name\":\"three\",\"clock\":\"UTC\","
    "\"window\":{\"from\":\"2026-01-01T18:00:00Z\","
    "\"to\":\"2026-01-01T19:00:00Z\"},"
    "\"workload\":{\"sessions\":\"three.csv\",\"first_seen\":\"archived\"},"
    "\"fleet\":{\"dedicated\":[{\"type\":\"BOX\",\"count\":1}]},"
    "\"prices\":{\"lists\":[{\"valid_from\":\"2024-01-01\","
    "\"active_gb_hour\":\"0.02 EUR\"}]},"
    "\"catalogue\":{\"locations\":[],\"types\":{\"BOX\":{"
    "\"kind\":\"dedicated\",\"ram\":\"64GB\",\"cpu_milli\":16000,"
    "\"disk\":\"1000GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"month\":\"73 EUR\"}]}}},"
    "\"policy\":{\"sleep_window\":\"3660d\","
    "\"reactive\":{\"rule\":\"none\"}},"
    "\"world\":{\"container_start\":\"0s\",\"restore\":{\"latency\":\"0s\","
    "\"mb_per_second\":80,\"stream_mb_per_second\":50}},"
    "\"demand\":{\"patience\":\"never\"}}";

/* `a` is restored alone, `b` and `c` at the same time; then `a` is there. */
static const char sessions[] =
    "world,start,stop,ram_mb,disk_mb\n"
    "a,2026-01-01T18:00:00Z,2026-01-01T18:15:00Z,4096,3000\n"
    "b,2026-01-01T18:10:00Z,2026-01-01T18:40:00Z,4096,3000\n"
    "c,2026-01-01T18:10:00Z,2026-01-01T18:40:00Z,4096,3000\n"
    "a,2026-01-01T18:20:00Z,2026-01-01T18:30:00Z,4096,3000\n";
#define WORLD_MB (3000 * 1.048576)

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void a_line_is_used_by_what_moves_over_it(void **state)
{
	static const struct scenario_override one[] = {{"replications", "1"}};
	const struct scenario_options options = {.data_dir =
						     CONDUCTOR_SOURCE_DATA,
						 .overrides = one,
						 .override_count = 1};
	const struct replication_options how = {
	    .slot_us = SLOT_US, .promise = true, .why = WHY_NONE};
	/* a share of 300 s: bytes / what the line could have moved */
	const double used[12] = {[0] = WORLD_MB / LINE_MB_S / SLOT_S,
				 [2] = 2 * WORLD_MB / LINE_MB_S / SLOT_S};
	const uint32_t judged[12] = {[0] = 1, [2] = 2, [4] = 1};
	const uint32_t late[12] = {[0] = 1, [2] = 2};
	char directory[] = "/tmp/conductor-series-XXXXXX";
	char path[64], file[64];
	struct error_text error = {""};
	struct scenario scenario;
	struct figures figures;
	struct trace trace;

	(void)state;
	assert_non_null(mkdtemp(directory));
	(void)snprintf(path, sizeof path, "%s/three.json", directory);
	(void)snprintf(file, sizeof file, "%s/three.csv", directory);
	put(path, three);
	put(file, sessions);
	if (!scenario_load(path, &options, &scenario, &error) ||
	    !trace_read_sessions(file, &scenario.workload.defaults, &trace,
				 &error) ||
	    !replication_run(&scenario, &trace, &how, &figures, &error))
		fail_msg("%s", error.text);
	assert_int_equal(figures.series_count, 12);
	for (int i = 0; i < 12; i++) {
		assert_float_equal(figures.series[i].archive_use, used[i],
				   EXACT);
		assert_float_equal(figures.series[i].links_use, 0, EXACT);
		assert_int_equal(figures.series[i].judged, judged[i]);
		assert_int_equal(figures.series[i].late, late[i]);
	}
	assert_float_equal(figures.peak_demand_gb, 12, EXACT);
	assert_int_equal(figures.peak_demand_us - scenario.from_us,
			 2 * SLOT_US);
	figures_release(&figures);
	trace_release(&trace);
	scenario_release(&scenario);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(unlink(file), 0);
	assert_int_equal(rmdir(directory), 0);
}

/* Against the rows of the starts, slot by slot. */
static void late_starts_are_those_of_the_rows(void **state)
{
	static const struct scenario_override two_hours[] = {
	    {"window.from", "2024-11-08T19:00:00+01:00"},
	    {"window.to", "2024-11-08T21:00:00+01:00"},
	    {"replications", "1"},
	};
	const struct scenario_options options = {.data_dir =
						     CONDUCTOR_SOURCE_DATA,
						 .overrides = two_hours,
						 .override_count = 3};
	const struct replication_options how = {.slot_us = SLOT_US,
						.promise = true,
						.detail = true,
						.why = WHY_NONE};
	struct error_text error = {""};
	struct scenario scenario;
	struct figures figures;
	uint32_t judged[24] = {0}, late[24] = {0}, all = 0, all_late = 0;
	double links = 0;

	(void)state;
	if (!scenario_load("friday-night", &options, &scenario, &error) ||
	    !replication_run(&scenario, NULL, &how, &figures, &error))
		fail_msg("%s", error.text);
	assert_int_equal(figures.series_count, 24);
	for (size_t i = 0; i < figures.starts.count; i++) {
		const struct start_row *row = figures_start(&figures, i);
		int64_t slot = (row->requested_us - scenario.from_us) / SLOT_US;

		if (row->attempt != 1 || row->end == START_PENDING)
			continue;
		assert_in_range(slot, 0, 23);
		judged[slot]++;
		late[slot] += row->end != START_SERVED ||
			      row->wait_us > INT64_C(30000000);
	}
	for (int i = 0; i < 24; i++) {
		assert_int_equal(figures.series[i].judged, judged[i]);
		assert_int_equal(figures.series[i].late, late[i]);
		assert_true(figures.series[i].links_use <= 1);
		all += judged[i];
		all_late += late[i];
		links += figures.series[i].links_use;
	}
	assert_true(all_late > 0);
	assert_int_equal(all - all_late, figures.in_time);
	assert_true(links > 0.1);
	figures_release(&figures);
	scenario_release(&scenario);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_is_used_by_what_moves_over_it),
	    cmocka_unit_test(late_starts_are_those_of_the_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
