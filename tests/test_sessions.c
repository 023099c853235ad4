/*
 * test_sessions.c - what is read from a sessions file is what it says, however
 * it is packed and in whatever order; what is wrong is told in one line.
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

#include <dirent.h>
#include <zlib.h>
#include <zstd.h>

#include "engine/units.h"
#include "traces/model/counts.h"
#include "traces/store/sessions.h"

static const struct trace_defaults defaults = {.cpu_milli = 1000,
					       .disk_mib = 2048};

/* --- files that are wrong ------------------------------------------------- */

static bool read_one(const char *folder, const char *path,
		     struct error_text *error)
{
	if (strcmp(folder, "counts") == 0) {
		struct counts counts;

		if (!counts_read(path, NULL, &counts, error))
			return false;
		counts_release(&counts);
	} else {
		struct trace trace;

		if (!trace_read_sessions(path, &defaults, &trace, error))
			return false;
		trace_release(&trace);
	}
	return true;
}

/* Every FOLDER/NAME.csv gives exactly the line in FOLDER/NAME.expected. */
static int refused_in(const char *folder)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;
	int count = 0;

	assert_non_null(directory);
	while ((entry = readdir(directory)) != NULL) {
		struct error_text error = {""};
		char path[600], expected[600] = "";
		size_t size = strlen(entry->d_name);
		FILE *file;

		if (size < 5 || strcmp(entry->d_name + size - 4, ".csv") != 0)
			continue;
		(void)snprintf(path, sizeof path, "%s/%.*s.expected", folder,
			       (int)(size - 4), entry->d_name);
		file = fopen(path, "r");
		if (file == NULL ||
		    fgets(expected, sizeof expected, file) == NULL)
			fail_msg("%s is missing or empty", path);
		(void)fclose(file);
		expected[strcspn(expected, "\n")] = '\0';
		(void)snprintf(path, sizeof path, "%s/%s", folder,
			       entry->d_name);
		if (read_one(folder, path, &error))
			fail_msg("%s is read without complaint", path);
		assert_string_equal(error.text, expected);
		count++;
	}
	(void)closedir(directory);
	return count;
}

static void bad_files_are_refused_with_their_one_line(void **state)
{
	(void)state;
	assert_int_equal(chdir(TEST_DIR "/bad"), 0);
	assert_true(refused_in("sessions") >= 25);
	assert_true(refused_in("counts") >= 8);
}

/* --- files that are right ------------------------------------------------- */

static const char text[] =
    "stop,world,ram_mb,start,owner,players\r\n"
    "2024-11-08T19:00:00+01:00,b,4096,2024-11-08T18:00:00+01:00,kim,3\r\n"
    "\r\n"
    "1731088800.5,\"a, the first\",2048,1731085200.25,kim,\r\n"
    ",b,4096,2024-11-08T18:30:00Z,kim,1\r\n";

static char directory[64];

static int set_up(void **state)
{
	(void)state;
	(void)snprintf(directory, sizeof directory,
		       "/tmp/conductor-sessions-XXXXXX");
	return mkdtemp(directory) == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
	char command[100];

	(void)state;
	(void)snprintf(command, sizeof command, "rm -rf '%s'", directory);
	return system(command);
}

static char *path_of(const char *name, char *out)
{
	(void)snprintf(out, 128, "%s/%s", directory, name);
	return out;
}

static void write_file(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void read_good(const char *path, struct trace *trace)
{
	struct error_text error = {""};

	if (!trace_read_sessions(path, &defaults, trace, &error))
		fail_msg("%s", error.text);
}

static void says_the_text(const char *path)
{
	struct trace trace;

	read_good(path, &trace);
	assert_int_equal(trace.world_count, 2);
	assert_string_equal(trace.worlds[0].name, "a, the first");
	assert_string_equal(trace.worlds[1].name, "b");
	assert_int_equal(trace.worlds[0].ram_mib, 2048);
	assert_int_equal(trace.worlds[0].cpu_milli, 1000);
	assert_int_equal(trace.worlds[0].disk_mib, 2048);
	assert_int_equal(trace.account_count, 1);
	assert_string_equal(trace.accounts[0], "kim");
	assert_int_equal(trace.session_count, 3);
	assert_true(trace.has_players);
	/* by start: b at 17:00 UTC, a a quarter second later than 17:00 */
	assert_int_equal(trace.sessions[0].world, 1);
	assert_int_equal(trace.sessions[0].start_us, INT64_C(1731085200000000));
	assert_int_equal(trace.sessions[0].stop_us, INT64_C(1731088800000000));
	assert_int_equal(trace.sessions[0].players, 3);
	assert_int_equal(trace.sessions[1].start_us, INT64_C(1731085200250000));
	assert_int_equal(trace.sessions[1].stop_us, INT64_C(1731088800500000));
	assert_int_equal(trace.sessions[2].start_us, INT64_C(1731090600000000));
	assert_int_equal(trace.sessions[2].stop_us, TRACE_STILL_RUNNING_US);
	trace_release(&trace);
}

static void plain_gz_and_zst_say_the_same(void **state)
{
	char path[128];
	unsigned char packed[4096];
	size_t size;
	gzFile gz;

	(void)state;
	write_file(path_of("s.csv", path), text, sizeof text - 1);
	says_the_text(path);

	gz = gzopen(path_of("s.csv.gz", path), "wb");
	assert_non_null(gz);
	assert_int_equal(gzwrite(gz, text, sizeof text - 1), sizeof text - 1);
	assert_int_equal(gzclose(gz), Z_OK);
	says_the_text(path);

	size = ZSTD_compress(packed, sizeof packed, text, sizeof text - 1, 3);
	assert_false(ZSTD_isError(size));
	write_file(path_of("s.csv.zst", path), packed, size);
	says_the_text(path);
}

/* As Excel writes it; also where the mark is cut by what packs the file. */
static void a_byte_order_mark_is_no_part_of_a_name(void **state)
{
	char marked[sizeof text + 3] = "\xef\xbb\xbf";
	unsigned char packed[4096];
	size_t size = 0;
	char path[128];
	gzFile gz;

	(void)state;
	memcpy(marked + 3, text, sizeof text);
	write_file(path_of("bom.csv", path), marked, sizeof marked - 1);
	says_the_text(path);

	gz = gzopen(path_of("bom.csv.gz", path), "wb");
	assert_non_null(gz);
	assert_int_equal(gzwrite(gz, marked, sizeof marked - 1),
			 sizeof marked - 1);
	assert_int_equal(gzclose(gz), Z_OK);
	says_the_text(path);

	for (size_t at = 0; at < sizeof marked - 1;) { /* a frame a byte */
		size_t length = at < 3 ? 1 : sizeof marked - 1 - at;

		size += ZSTD_compress(packed + size, sizeof packed - size,
				      marked + at, length, 3);
		at += length;
	}
	write_file(path_of("bom.csv.zst", path), packed, size);
	says_the_text(path);
}

static void a_packed_file_that_ends_too_soon_is_an_error(void **state)
{
	struct error_text error = {""};
	struct trace trace;
	unsigned char packed[4096];
	char path[128];
	size_t size;

	(void)state;
	size = ZSTD_compress(packed, sizeof packed, text, sizeof text - 1, 3);
	write_file(path_of("torn.csv.zst", path), packed, size - 5);
	assert_false(trace_read_sessions(path, &defaults, &trace, &error));
	assert_non_null(strstr(error.text, "torn.csv.zst"));
}

/* --- players ----------------------------------------------------------------
 */

/* What is cut off a session takes its share of the player seconds with it. */
static void a_cut_takes_its_share_of_the_player_seconds(void **state)
{
	static const char sessions[] =
	    "world,start,stop,ram_mb,players,player_seconds\n"
	    "a,900,1100,1,1,50\n"
	    "b,1000,2000,1,3,3000\n"
	    "c,500,2500,1,1,\n";
	struct trace trace;
	char path[128];

	(void)state;
	write_file(path_of("seconds.csv", path), sessions, sizeof sessions - 1);
	read_good(path, &trace);
	assert_int_equal(trace.has_players, TRACE_PLAYERS_SECONDS);
	(void)trace_cut_to(&trace, 1000 * US_PER_SECOND, 2000 * US_PER_SECOND);
	assert_int_equal(trace.session_count, 3);
	for (size_t i = 0; i < 3; i++) {
		static const uint32_t expected[] = {25, 3000, 0};
		const char *name = trace.worlds[trace.sessions[i].world].name;

		assert_int_equal(trace.sessions[i].players,
				 expected[*name - 'a']);
	}
	trace_release(&trace);
	assert_int_equal(players_of_seconds(0, 600 * US_PER_SECOND), 1);
	assert_int_equal(players_of_seconds(900, 600 * US_PER_SECOND), 2);
	assert_int_equal(players_of_seconds(899, 600 * US_PER_SECOND), 1);
}

/* --- the window ----------------------------------------------------------- */

static void a_cut_accounts_for_every_session(void **state)
{
	static const char sessions[] = "world,start,stop,ram_mb\n"
				       "before,100,200,1\n"
				       "touches-begin,900,1000,1\n"
				       "over-begin,900,1100,1\n"
				       "inside,1200,1300,1\n"
				       "exact,1000,2000,1\n"
				       "over-end,1900,2100,1\n"
				       "over-both,500,2500,1\n"
				       "runs-on,1500,,1\n"
				       "at-end,2000,2100,1\n"
				       "after,3000,,1\n";
	struct trace_cut cut;
	struct trace trace;
	char path[128];

	(void)state;
	write_file(path_of("cut.csv", path), sessions, sizeof sessions - 1);
	read_good(path, &trace);
	cut = trace_cut_to(&trace, 1000 * US_PER_SECOND, 2000 * US_PER_SECOND);
	assert_int_equal(cut.read, 10);
	assert_int_equal(cut.used, 6);
	assert_int_equal(cut.outside, 4);
	assert_int_equal(cut.used, trace.session_count);
	assert_in_range(cut.cut, 3, 4); /* a session that runs on may count */
	for (size_t i = 0; i < trace.session_count; i++) {
		assert_true(trace.sessions[i].start_us >= 1000 * US_PER_SECOND);
		assert_true(trace.sessions[i].stop_us <= 2000 * US_PER_SECOND);
		assert_true(i == 0 || trace.sessions[i - 1].start_us <=
					  trace.sessions[i].start_us);
	}
	trace_release(&trace);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bad_files_are_refused_with_their_one_line),
	    cmocka_unit_test(plain_gz_and_zst_say_the_same),
	    cmocka_unit_test(a_byte_order_mark_is_no_part_of_a_name),
	    cmocka_unit_test(a_packed_file_that_ends_too_soon_is_an_error),
	    cmocka_unit_test(a_cut_takes_its_share_of_the_player_seconds),
	    cmocka_unit_test(a_cut_accounts_for_every_session),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
