/*
 * test_store.c - what goes into a trace store comes out again: whole, by
 * window, by world; what is damaged is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "traces/base/random.h"
#include "traces/commands.h"
#include "traces/store/sessions.h"
#include "traces/store/store.h"
#include "traces/store/store_block.h"

#define US INT64_C(1000000)

static char directory[64];

static int set_up(void **state)
{
	(void)state;
	(void)snprintf(directory, sizeof directory,
		       "/tmp/conductor-store-XXXXXX");
	return mkdtemp(directory) == NULL || chdir(directory) != 0 ? -1 : 0;
}

static int tear_down(void **state)
{
	char command[100];

	(void)state;
	(void)snprintf(command, sizeof command, "rm -rf '%s'", directory);
	return system(command);
}

/* --- blocks --------------------------------------------------------------- */

static void blocks_round_trip_and_truncated_ones_are_refused(void **state)
{
	static struct session in[STORE_BLOCK_SESSIONS],
	    out[STORE_BLOCK_SESSIONS];
	static unsigned char bytes[STORE_BLOCK_BYTES_MAX + 1];
	const struct random_key key = {.seed = 3, .purpose = RANDOM_TEST};
	struct random_stream stream;

	(void)state;
	random_open(&stream, &key);
	for (int round = 0; round < 40; round++) {
		int64_t unit = round % 2 == 0 ? US : 1;
		size_t count = round == 0 ? STORE_BLOCK_SESSIONS
					  : 1 + random_u64(&stream) % 50;
		size_t size;

		for (size_t i = 0; i < count; i++) {
			int64_t start =
			    (int64_t)(random_u64(&stream) % 253402300799) * US;

			if (unit == 1)
				start += (int64_t)(random_u64(&stream) % US);
			in[i] = (struct session){
			    .start_us = start,
			    .stop_us =
				i % 9 == 0
				    ? TRACE_STILL_RUNNING_US
				    : start +
					  unit * (int64_t)(1 +
							   random_u64(&stream) %
							       100000),
			    .world =
				(uint32_t)(random_u64(&stream) % UINT32_MAX),
			    .players = (uint32_t)(random_u64(&stream) %
						  (TRACE_PLAYERS_MAX + 1))};
		}
		size = store_block_encode(in, count, bytes);
		assert_true(size <= sizeof bytes);
		assert_true(
		    store_block_decode(bytes, size, count, UINT32_MAX, out));
		for (size_t i = 0; i < count; i++) {
			assert_true(in[i].start_us == out[i].start_us);
			assert_true(in[i].stop_us == out[i].stop_us);
			assert_int_equal(in[i].world, out[i].world);
			assert_int_equal(in[i].players, out[i].players);
		}
		for (size_t cut = size > 60 ? size - 60 : 0; cut < size; cut++)
			assert_false(store_block_decode(bytes, cut, count,
							UINT32_MAX, out));
		bytes[size] = 0;
		assert_false(store_block_decode(bytes, size + 1, count,
						UINT32_MAX, out));
		assert_false(store_block_decode(bytes, size, count + 1,
						UINT32_MAX, out));
		assert_false(store_block_decode(bytes, size, count, 0, out));
	}
}

/* Any bytes: refused, or sessions of known worlds within the calendar. */
static void arbitrary_bytes_never_crash_the_reader(void **state)
{
	static struct session out[STORE_BLOCK_SESSIONS];
	const struct random_key key = {.seed = 4, .purpose = RANDOM_TEST};
	struct random_stream stream;
	unsigned char bytes[64];

	(void)state;
	random_open(&stream, &key);
	for (int round = 0; round < 200000; round++) {
		size_t size = random_u64(&stream) % sizeof bytes;
		size_t count = 1 + random_u64(&stream) % 4;

		for (size_t i = 0; i < size; i++)
			bytes[i] =
			    random_u64(&stream) % 3 == 0
				? (unsigned char)random_u64(&stream)
				: (unsigned char)(random_u64(&stream) % 2);
		if (!store_block_decode(bytes, size, count, 10, out))
			continue;
		for (size_t i = 0; i < count; i++) {
			assert_true(out[i].world < 10);
			assert_true(out[i].start_us >= 0);
			assert_true(out[i].stop_us >= out[i].start_us);
		}
	}
}

/* --- files ---------------------------------------------------------------- */

static int run(int (*command)(int, char **), const char *line)
{
	char text[400], *argv[20], *at;
	int argc = 0;

	(void)snprintf(text, sizeof text, "%s", line);
	for (at = strtok(text, " "); at != NULL; at = strtok(NULL, " "))
		argv[argc++] = at;
	argv[argc] = NULL;
	return command(argc, argv);
}

/* Sessions of 500 worlds over ten days, some of which overlap. */
static void write_sessions(const char *path, uint64_t shuffle)
{
	enum { COUNT = 20000 };
	static char lines[COUNT][160];
	const struct random_key key = {.seed = 6, .purpose = RANDOM_TEST};
	const struct random_key other = {.seed = shuffle,
					 .purpose = RANDOM_TEST};
	struct random_stream stream;
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	random_open(&stream, &key);
	for (size_t i = 0; i < COUNT; i++) {
		uint64_t world = random_u64(&stream) % 500;
		uint64_t start = 1731000000 + random_u64(&stream) % 864000;
		uint64_t length = 1 + random_u64(&stream) % 9000;
		char stop[40] = "";

		if (i % 4000 != 0)
			(void)snprintf(stop, sizeof stop, "%llu.25",
				       (unsigned long long)(start + length));
		(void)snprintf(lines[i], sizeof lines[i],
			       "\"w %llu, \"\"x\"\"\",%llu,%s,%llu,%s,%llu\n",
			       (unsigned long long)world,
			       (unsigned long long)start, stop,
			       (unsigned long long)(1024 * (1 + world % 5)),
			       world % 3 == 0 ? "kim" : "",
			       (unsigned long long)(random_u64(&stream) % 6));
	}
	if (shuffle != 0) {
		random_open(&stream, &other);
		for (size_t i = COUNT - 1; i > 0; i--) {
			size_t k = random_u64(&stream) % (i + 1);
			char line[160];

			memcpy(line, lines[i], sizeof line);
			memcpy(lines[i], lines[k], sizeof line);
			memcpy(lines[k], line, sizeof line);
		}
	}
	(void)fputs("world,start,stop,ram_mb,owner,players\n", file);
	for (size_t i = 0; i < COUNT; i++)
		(void)fputs(lines[i], file);
	assert_int_equal(fclose(file), 0);
}

static void same_files(const char *a, const char *b)
{
	char command[200];

	(void)snprintf(command, sizeof command, "cmp %s %s", a, b);
	assert_int_equal(system(command), 0);
}

static void import_export_import_changes_nothing(void **state)
{
	(void)state;
	write_sessions("a.csv", 0);
	write_sessions("shuffled.csv", 77);
	assert_int_equal(run(traces_cmd_import, "import a.csv -o a.db"), 0);
	assert_int_equal(run(traces_cmd_export, "export a.db -o b.csv.gz"), 0);
	assert_int_equal(run(traces_cmd_import, "import b.csv.gz -o b.db"), 0);
	assert_int_equal(run(traces_cmd_export, "export b.db -o c.csv"), 0);
	assert_int_equal(run(traces_cmd_import, "import a.csv -o d.csv"), 0);
	same_files("c.csv", "d.csv");
	assert_int_equal(run(traces_cmd_import, "import d.csv -o e.csv.zst"),
			 0);
	assert_int_equal(run(traces_cmd_import, "import e.csv.zst -o f.csv"),
			 0);
	same_files("c.csv", "f.csv");
	assert_int_equal(run(traces_cmd_import, "import shuffled.csv -o g.csv"),
			 0);
	same_files("c.csv", "g.csv");
	assert_int_equal(run(traces_cmd_check, "check c.csv"), 0);
}

static void same_traces(const struct trace *a, const struct trace *b)
{
	assert_int_equal(a->world_count, b->world_count);
	assert_int_equal(a->account_count, b->account_count);
	assert_int_equal(a->has_players, b->has_players);
	for (uint32_t i = 0; i < a->world_count; i++) {
		assert_string_equal(a->worlds[i].name, b->worlds[i].name);
		assert_int_equal(a->worlds[i].ram_mib, b->worlds[i].ram_mib);
		assert_int_equal(a->worlds[i].cpu_milli,
				 b->worlds[i].cpu_milli);
		assert_int_equal(a->worlds[i].disk_mib, b->worlds[i].disk_mib);
		assert_int_equal(a->worlds[i].account, b->worlds[i].account);
	}
	assert_int_equal(a->session_count, b->session_count);
	for (size_t i = 0; i < a->session_count; i++) {
		assert_true(a->sessions[i].start_us == b->sessions[i].start_us);
		assert_true(a->sessions[i].stop_us == b->sessions[i].stop_us);
		assert_int_equal(a->sessions[i].world, b->sessions[i].world);
		assert_int_equal(a->sessions[i].players,
				 b->sessions[i].players);
	}
}

/* A run sees the same whether its sessions come from a CSV or a store. */
static void a_window_of_a_store_is_that_of_its_csv(void **state)
{
	static const struct trace_defaults defaults = {1000, 2048};
	int64_t from_us = INT64_C(1731300000) * US;

	(void)state;
	for (int days = 0; days < 5; days++) {
		int64_t to_us = from_us + (days * 86400 + 3600) * US;
		struct error_text error = {""};
		struct trace csv, store;
		struct trace_cut of_csv, of_store;

		assert_true(trace_read_window("c.csv", &defaults, from_us,
					      to_us, &csv, &error));
		if (!trace_read_window("a.db", &defaults, from_us, to_us,
				       &store, &error))
			fail_msg("%s", error.text);
		assert_true(store.session_count < csv.session_count);
		of_csv = trace_cut_to(&csv, from_us, to_us);
		of_store = trace_cut_to(&store, from_us, to_us);
		assert_memory_equal(&of_csv, &of_store, sizeof of_csv);
		assert_true(of_csv.used > 10);
		same_traces(&csv, &store);
		trace_release(&csv);
		trace_release(&store);
	}
}

static uint32_t worlds_of(const char *path)
{
	static const struct trace_defaults defaults = {1000, 2048};
	struct error_text error = {""};
	struct trace trace;
	uint32_t count;

	assert_true(trace_read_sessions(path, &defaults, &trace, &error));
	count = trace.world_count;
	trace_release(&trace);
	return count;
}

static void a_smaller_sample_of_worlds_is_part_of_a_larger_one(void **state)
{
	(void)state;
	assert_int_equal(
	    run(traces_cmd_export, "export a.db --worlds 20 -o 20.csv"), 0);
	assert_int_equal(
	    run(traces_cmd_export, "export b.db --worlds 50 -o 50.csv"), 0);
	assert_int_equal(worlds_of("20.csv"), 20);
	assert_int_equal(worlds_of("50.csv"), 50);
	/* every line of the 20 stands among those of the 50 */
	assert_int_equal(system("sort 20.csv >x; sort 50.csv >y; "
				"test $(comm -23 x y | wc -l) -eq 0"),
			 0);
}

static void damage_is_reported_with_its_place(void **state)
{
	static const struct trace_defaults defaults = {1000, 2048};
	struct error_text error = {""};
	struct trace trace;
	FILE *file;

	(void)state;
	assert_int_equal(system("cp a.db torn.db; "
				"truncate -s 150000 torn.db"),
			 0);
	assert_false(trace_read_sessions("torn.db", &defaults, &trace, &error));
	assert_non_null(strstr(error.text, "torn.db"));
	file = fopen("text.db", "w");
	assert_non_null(file);
	(void)fputs("world,start,stop,ram_mb\n", file);
	assert_int_equal(fclose(file), 0);
	error.text[0] = '\0';
	assert_false(trace_read_sessions("text.db", &defaults, &trace, &error));
	assert_string_equal(error.text, "text.db: not a trace store; "
					"`conductor traces import` writes one");
}

/* What fails leaves neither a file nor a part of one. */
static void a_failed_import_leaves_nothing(void **state)
{
	FILE *file = fopen("bad.csv", "w");

	(void)state;
	assert_non_null(file);
	(void)fputs("world,start,stop,ram_mb\nw,1,2,1\nw,3,2,1\n", file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(run(traces_cmd_import, "import bad.csv -o n.db"), 1);
	assert_int_equal(run(traces_cmd_import, "import a.csv -o no/n.db"), 1);
	assert_int_equal(run(traces_cmd_import, "import a.csv -o no/n.csv"), 1);
	assert_int_equal(system("mkdir n.csv n.db"), 0);
	assert_int_equal(run(traces_cmd_import, "import a.csv -o n.csv"), 1);
	assert_int_equal(run(traces_cmd_import, "import a.csv -o n.db"), 1);
	assert_int_equal(system("rmdir n.csv n.db"), 0);
	assert_int_equal(system("test -z \"$(ls | grep -E 'part|^n\\.')\""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(blocks_round_trip_and_truncated_ones_are_refused),
	    cmocka_unit_test(arbitrary_bytes_never_crash_the_reader),
	    cmocka_unit_test(import_export_import_changes_nothing),
	    cmocka_unit_test(a_window_of_a_store_is_that_of_its_csv),
	    cmocka_unit_test(
		a_smaller_sample_of_worlds_is_part_of_a_larger_one),
	    cmocka_unit_test(damage_is_reported_with_its_place),
	    cmocka_unit_test(a_failed_import_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
