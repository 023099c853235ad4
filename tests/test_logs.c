/*
 * test_logs.c - logs of every brand of server say the same; what players write
 * says nothing; midnights, clock changes and crashes.
 */
#include <archive.h>
#include <archive_entry.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <sys/time.h>
#include <zlib.h>
#include <zstd.h>

#include "traces/base/times.h"
#include "traces/import/import.h"
#include "traces/import/log_line.h"
#include "traces/import/pseudonyms.h"

#define US INT64_C(1000000)
#define SESSIONS_MAX 64

static char directory[64];

static int set_up(void **state)
{
	(void)state;
	(void)snprintf(directory, sizeof directory,
		       "/tmp/conductor-logs-XXXXXX");
	return mkdtemp(directory) == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
	char command[100];

	(void)state;
	(void)snprintf(command, sizeof command, "rm -rf '%s'", directory);
	return system(command);
}

/* --- one line ------------------------------------------------------------- */

static struct log_line line_of(const char *text)
{
	struct log_line line;

	log_line_read(text, strlen(text), &line);
	return line;
}

static void says(const char *text, enum log_event event, const char *name)
{
	struct log_line line = line_of(text);

	if (!line.has_stamp || line.event != event ||
	    (name != NULL && (line.name_length != strlen(name) ||
			      memcmp(line.name, name, strlen(name)) != 0)))
		fail_msg("\"%s\": stamp %d, event %d", text, line.has_stamp,
			 line.event);
}

static void every_server_brand_logs_joins_and_leaves(void **state)
{
	static const char *const stamps[] = {
	    "[18:03:12] [Server thread/INFO]: ",
	    "[18:03:12 INFO]: ",
	    "[18:03:12] [Server thread/INFO] (Minecraft) ",
	    "[18:03:12] [Server thread/INFO] [minecraft/DedicatedServer]: ",
	    "[18:03:12] [Server thread/INFO] "
	    "[net.minecraft.server.MinecraftServer]: ",
	    "[08Nov2024 18:03:12.123] [Server thread/INFO] "
	    "[net.minecraft.server.MinecraftServer/]: ",
	    "[08Nov2024 18:03:12.123] [Server thread/INFO] "
	    "[minecraft/MinecraftServer]: ",
	    "\x1b[m[18:03:12] [Server thread/INFO]: \x1b[93m",
	    "[18:03:12] [Server thread/INFO]: \xc2\xa7"
	    "e",
	};
	static const struct {
		const char *message;
		enum log_event event;
		const char *name;
	} messages[] = {
	    {"Steve joined the game", LOG_JOIN, "Steve"},
	    {"Alex_99 (formerly known as Alex) joined the game", LOG_JOIN,
	     "Alex_99"},
	    {"Steve[/192.0.2.7:50312] logged in with entity id 71 at "
	     "([world]1.5, 64.0, -3.5)",
	     LOG_JOIN, "Steve"},
	    {".Steve joined the game", LOG_JOIN, ".Steve"}, /* Bedrock */
	    {"Steve left the game", LOG_LEAVE, "Steve"},
	    {"Steve lost connection: Disconnected", LOG_LEAVE, "Steve"},
	    {"Stopping server", LOG_SERVER_STOPS, NULL},
	    {"Stopping the server", LOG_SERVER_STOPS, NULL},
	    {"Starting minecraft server version 1.20.4", LOG_SERVER_STARTS,
	     NULL},
	    {"Done (12.345s)! For help, type \"help\"", LOG_SERVER_STARTS,
	     NULL},
	};
	char text[400];

	(void)state;
	for (size_t s = 0; s < sizeof stamps / sizeof *stamps; s++)
		for (size_t m = 0; m < sizeof messages / sizeof *messages;
		     m++) {
			(void)snprintf(text, sizeof text, "%s%s", stamps[s],
				       messages[m].message);
			says(text, messages[m].event, messages[m].name);
			assert_int_equal(line_of(text).stamp.of_day_us / US,
					 18 * 3600 + 3 * 60 + 12);
		}
	assert_int_equal(line_of(stamps[5]).stamp.day_count, 1);
	assert_int_equal(line_of(stamps[5]).stamp.days[0],
			 days_from_civil(2024, 11, 8));
	assert_int_equal(line_of(stamps[5]).stamp.of_day_us % US, 123000);
	assert_int_equal(line_of(stamps[0]).stamp.day_count, 0);
}

/* Whatever a player can make the server write. */
static void chat_lines_are_never_taken_for_joins(void **state)
{
	static const char *const lines[] = {
	    "[18:03:12] [Server thread/INFO]: <Steve> Alex joined the game",
	    "[18:03:12] [Server thread/INFO]: [Not Secure] <Steve> Alex joined "
	    "the game",
	    "[18:03:12] [Async Chat Thread - #0/INFO]: <Steve> Alex left the "
	    "game",
	    "[18:03:12] [Async Chat Thread - #0/INFO]: Alex joined the game",
	    "[18:03:12] [Server thread/INFO]: [Server] Alex joined the game",
	    "[18:03:12] [Server thread/INFO]: [Steve] Stopping server",
	    "[18:03:12] [Server thread/INFO]: * Steve Alex joined the game",
	    "[18:03:12] [Server thread/INFO]: * Alex joined the game",
	    "[18:03:12] [Server thread/INFO]: Steve: Alex joined the game",
	    "[18:03:12] [Server thread/INFO]: Steve whispers to you: Alex left "
	    "the game",
	    "[18:03:12] [Server thread/INFO]: Alex joined the game was slain "
	    "by Zombie",
	    "[18:03:12] [Server thread/INFO]: <Steve> Stopping server",
	    "[18:03:12] [Server thread/INFO]: <Steve> [18:03:12] [Server "
	    "thread/INFO]: Alex joined the game",
	    "[18:03:12] [Server thread/INFO]: Alex joined the game.",
	    "[18:03:12] [Server thread/INFO]: Alex joined the game ",
	    "[18:03:12] [Server thread/INFO]:  joined the game",
	    "[18:03:12] [Server thread/WARN]: Alex joined the game",
	    "[18:03:12] [Server thread/INFO]: Steve (/192.0.2.7:5) lost "
	    "connection: Disconnected",
	    "[18:03:12] [Server thread/INFO]: "
	    "AlexAlexAlexAlexAlexAlexAlex joined the game",
	    "[18:03:12] [Server thread/INFO]: "
	    "com.mojang.authlib.GameProfile@1[id=x,name=Alex] (/192.0.2.7:5) "
	    "lost connection: Disconnected",
	};
	static const char *const unstamped[] = {
	    "",
	    "[",
	    "Alex joined the game",
	    "\tat net.minecraft.server",
	    "[25:03:12] [Server thread/INFO]: Alex joined the game",
	    "[31Feb2024 18:03:12.123] [x/INFO] [y/]: A joined the game",
	    "[18:03:12",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		says(lines[i], LOG_NOTHING, NULL);
	for (size_t i = 0; i < sizeof unstamped / sizeof *unstamped; i++)
		assert_false(line_of(unstamped[i]).has_stamp);
}

/* --- whole logs ----------------------------------------------------------- */

struct got {
	struct session sessions[SESSIONS_MAX];
	size_t count;
	struct import_counts counts;
	struct error_text error;
};

static bool keep(void *context, const struct session *session,
		 struct error_text *error)
{
	struct got *got = context;

	(void)error;
	assert_true(got->count < SESSIONS_MAX);
	got->sessions[got->count++] = *session;
	return true;
}

static bool import_path(const char *path, const struct import_options *options,
			struct got *got)
{
	char copy[200], *paths[] = {copy};
	struct import import;
	bool good;

	*got = (struct got){.count = 0};
	(void)snprintf(copy, sizeof copy, "%s", path);
	good = import_open(&import, options, false, &got->error) &&
	       import_logs(&import, paths, 1) && import_run(&import, keep, got);
	got->counts = import.counts;
	import_release(&import);
	return good;
}

static void write_text(const char *name, const char *text, char *path)
{
	FILE *file;

	(void)snprintf(path, 150, "%s/%s", directory, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static const struct import_options berlin = {.zone = "Europe/Berlin",
					     .ram_mib = 4096,
					     .date = -1,
					     .idle_stop_us = 600 * US,
					     .tolerate_ppm = 10000};

/* One log under a name; `start stop players` of each session, in UTC. */
static void gives(const char *name, const char *text, const char *expected)
{
	char path[200], line[120], said[SESSIONS_MAX * 100] = "";
	char start[40], stop[40];
	struct got got;

	write_text(name, text, path);
	if (!import_path(path, &berlin, &got))
		fail_msg("%s", got.error.text);
	for (size_t i = 0; i < got.count; i++) {
		const struct session *s = &got.sessions[i];

		(void)snprintf(
		    line, sizeof line, "%s %s %u\n",
		    time_format(s->start_us, 0, start, sizeof start),
		    time_format(s->stop_us, 0, stop, sizeof stop),
		    players_of_seconds(s->players, s->stop_us - s->start_us));
		strcat(said, line);
	}
	assert_string_equal(said, expected);
}

#define INFO "] [Server thread/INFO]: "

static void overlapping_visits_are_one_session(void **state)
{
	(void)state;
	/* two at once for an hour, of two hours and ten minutes: 180 / 130 */
	gives("2024-11-08-1.log",
	      "[18:00:00" INFO "Starting minecraft server version 1.21\n"
	      "[18:00:09" INFO "Done (9.1s)! For help, type \"help\"\n"
	      "[18:03:00" INFO "Steve[/192.0.2.7:5] logged in with entity id 1 "
	      "at (0, 0, 0)\n"
	      "[18:03:00" INFO "Steve joined the game\n"
	      "[18:33:00" INFO "<Steve> Mallory joined the game\n"
	      "[19:03:00" INFO "Alex joined the game\n"
	      "[20:03:00" INFO "Steve lost connection: Disconnected\n"
	      "[20:03:00" INFO "Steve left the game\n"
	      "[20:03:00" INFO "Alex left the game\n",
	      "2024-11-08T17:03:00Z 2024-11-08T19:13:00Z 1\n");
}

static void
a_short_pause_continues_a_session_and_a_long_one_ends_it(void **state)
{
	(void)state;
	gives("2024-11-08-2.log",
	      "[18:00:00" INFO "Steve joined the game\n"
	      "[18:10:00" INFO "Steve left the game\n"
	      "[18:19:59" INFO "Steve joined the game\n"
	      "[18:30:00" INFO "Steve left the game\n"
	      "[18:40:01" INFO "Steve joined the game\n"
	      "[18:50:00" INFO "Steve left the game\n",
	      "2024-11-08T17:00:00Z 2024-11-08T17:40:00Z 1\n"
	      "2024-11-08T17:40:01Z 2024-11-08T18:00:00Z 1\n");
}

static void midnight_inside_a_file_starts_a_new_day(void **state)
{
	(void)state;
	gives("2024-12-31-1.log",
	      "[23:50:00" INFO "Steve joined the game\n"
	      "[00:20:00" INFO "Steve left the game\n"
	      "[12:00:00" INFO "Alex joined the game\n"
	      "[10:00:00" INFO "Alex left the game\n",
	      "2024-12-31T22:50:00Z 2024-12-31T23:30:00Z 1\n"
	      "2025-01-01T11:00:00Z 2025-01-02T09:10:00Z 1\n");
}

/* 2024-10-27: 03:00 CEST becomes 02:00 CET; 2024-03-31: 02:00 becomes 03:00 */
static void the_repeated_and_the_missing_hour_are_resolved(void **state)
{
	(void)state;
	gives("2024-10-27-1.log",
	      "[01:50:00" INFO "Steve joined the game\n"
	      "[02:50:00" INFO "<Steve> gleich nochmal\n"
	      "[02:10:00" INFO "Steve left the game\n"
	      "[03:10:00" INFO "Alex joined the game\n"
	      "[03:20:00" INFO "Alex left the game\n",
	      "2024-10-26T23:50:00Z 2024-10-27T01:20:00Z 1\n"
	      "2024-10-27T02:10:00Z 2024-10-27T02:30:00Z 1\n");
	gives("2024-03-31-1.log",
	      "[01:59:00" INFO "Steve joined the game\n"
	      "[03:09:00" INFO "Steve left the game\n",
	      "2024-03-31T00:59:00Z 2024-03-31T01:19:00Z 1\n");
}

static void a_crash_ends_open_visits_at_the_last_line(void **state)
{
	static const char text[] =
	    "[18:00:00" INFO "Steve joined the game\n"
	    "[18:20:00" INFO "Alex joined the game\n"
	    "[18:30:00" INFO "<Alex> es ruckelt\n"
	    "java.lang.OutOfMemoryError: Java heap space\n"
	    "\tat net.minecraft.server.MinecraftServer.tick\n"
	    "[19:30:00" INFO "Starting minecraft server version 1.21\n"
	    "[19:40:00" INFO "Alex joined the game\n"
	    "[19:50:00] [Server Shutdown Thread/INFO]: Stopping server\n"
	    "[19:50:01" INFO "Alex left the game\n"
	    "[20:40:00" INFO "Steve joined the game\n"
	    "[20:50:00" INFO "<Steve> hallo?\n";
	char path[200];
	struct got got;

	(void)state;
	gives("2024-11-09-1.log", text,
	      "2024-11-09T17:00:00Z 2024-11-09T17:40:00Z 1\n"
	      "2024-11-09T18:40:00Z 2024-11-09T19:00:00Z 1\n"
	      "2024-11-09T19:40:00Z 2024-11-09T20:00:00Z 1\n");
	(void)snprintf(path, sizeof path, "%s/2024-11-09-1.log", directory);
	assert_true(import_path(path, &berlin, &got));
	assert_int_equal(got.counts.without_end,
			 3); /* two, and the log's end */
	assert_int_equal(got.counts.lines, 11);
	assert_int_equal(got.counts.recognised, 7);
	assert_int_equal(got.counts.stays, 4);
}

static void forge_timestamps_carry_their_own_date(void **state)
{
	(void)state;
	gives("latest.log",
	      "[08Nov2024 18:00:00.500] [Server thread/INFO] "
	      "[net.minecraft.server.MinecraftServer/]: Steve joined the game\n"
	      "[10Nov2024 18:00:00.750] [Server thread/INFO] "
	      "[net.minecraft.server.MinecraftServer/]: Steve joined the game\n"
	      "[10Nov2024 18:05:00.000] [Server thread/INFO] "
	      "[net.minecraft.server.MinecraftServer/]: Steve left the game\n",
	      /* silent for two days: the first stay ended where it began */
	      "2024-11-08T17:00:00.500000Z 2024-11-08T17:10:00.500000Z 1\n"
	      "2024-11-10T17:00:00.750000Z 2024-11-10T17:15:00Z 1\n");
}

/* latest.log has the day of its last change less the midnights in it. */
static void latest_log_takes_its_day_from_its_modification_time(void **state)
{
	/* 2024-11-09 00:30 in Berlin */
	const struct timeval changed[2] = {{1731108600, 0}, {1731108600, 0}};
	struct import_options options = berlin;
	char path[200];
	struct got got;

	(void)state;
	write_text("latest.log",
		   "[23:00:00" INFO "Steve joined the game\n"
		   "[00:30:00" INFO "Steve left the game\n",
		   path);
	assert_int_equal(utimes(path, changed), 0);
	assert_true(import_path(path, &options, &got));
	assert_int_equal(got.count, 1);
	assert_true(got.sessions[0].start_us == INT64_C(1731103200) * US);
	options.date = days_from_civil(2020, 1, 1);
	assert_true(import_path(path, &options, &got));
	assert_true(got.sessions[0].start_us == INT64_C(1577916000) * US);
}

/* --- folders -------------------------------------------------------------- */

static void pack_gz(const char *name, const char *text)
{
	char path[200];
	gzFile file;

	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	file = gzopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(gzputs(file, text), (int)strlen(text));
	assert_int_equal(gzclose(file), Z_OK);
}

static void pack_zst(const char *name, const char *text)
{
	char packed[4000], path[200];
	size_t size =
	    ZSTD_compress(packed, sizeof packed, text, strlen(text), 3);
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(packed, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void make_folder(const char *name)
{
	char path[200];

	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	assert_int_equal(mkdir(path, 0777), 0);
}

/* A stay across two rotated files, packed or not; other files do not count. */
static void a_folder_is_read_in_order_however_packed(void **state)
{
	static const char first[] = "[22:00:00" INFO "Steve joined the game\n"
				    "[23:59:00" INFO "<Steve> noch da\n";
	static const char second[] = "[00:10:00" INFO "<Steve> immer noch\n"
				     "[01:00:00" INFO "Steve left the game\n";
	static const char *const names[] = {"a", "b", "c"};
	char path[200], log[150];
	struct got got, plain;

	(void)state;
	for (int i = 0; i < 3; i++) {
		(void)snprintf(log, sizeof log, "%s", names[i]);
		make_folder(log);
		(void)snprintf(log, sizeof log, "%s/logs", names[i]);
		make_folder(log);
	}
	write_text("a/logs/2024-11-08-1.log", first, path);
	write_text("a/logs/2024-11-09-1.log", second, path);
	write_text("a/logs/debug.log", second, path);
	pack_gz("b/logs/2024-11-08-1.log.gz", first);
	pack_gz("b/logs/2024-11-09-1.log.gz", second);
	pack_zst("c/logs/2024-11-08-9.log.zst", first);
	pack_zst("c/logs/2024-11-09-10.log.zst", second);
	(void)snprintf(path, sizeof path, "%s/a", directory);
	assert_true(import_path(path, &berlin, &plain));
	assert_int_equal(plain.count, 1);
	assert_true(plain.sessions[0].start_us == INT64_C(1731099600) * US);
	assert_true(plain.sessions[0].stop_us == INT64_C(1731111000) * US);
	assert_int_equal(plain.counts.skipped_files, 1);
	for (int i = 1; i < 3; i++) {
		(void)snprintf(path, sizeof path, "%s/%s", directory, names[i]);
		assert_true(import_path(path, &berlin, &got));
		assert_int_equal(got.count, 1);
		assert_memory_equal(got.sessions, plain.sessions,
				    sizeof *got.sessions);
		assert_int_equal(got.counts.lines, plain.counts.lines);
	}
}

/* Files of an archive, in this order. */
static void pack_archive(const char *name, bool zip,
			 const char *const (*files)[2], int count)
{
	struct archive *a = archive_write_new();
	char path[200];

	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	assert_int_equal(zip ? archive_write_set_format_zip(a)
			     : archive_write_set_format_pax_restricted(a),
			 ARCHIVE_OK);
	if (!zip)
		assert_int_equal(archive_write_add_filter_gzip(a), ARCHIVE_OK);
	assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
	for (int i = 0; i < count; i++) {
		struct archive_entry *entry = archive_entry_new();
		size_t size = strlen(files[i][1]);

		archive_entry_set_pathname(entry, files[i][0]);
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_entry_set_perm(entry, 0644);
		/* 2024-11-09 12:00 UTC */
		archive_entry_set_mtime(entry, 1731153600, 0);
		archive_entry_set_size(entry, (int64_t)size);
		assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
		assert_int_equal(archive_write_data(a, files[i][1], size),
				 size);
		archive_entry_free(entry);
	}
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	(void)archive_write_free(a);
}

/* What a panel hands out is a folder in one file: other files do not count,
 * servers are told apart, logs come by their dates, latest.log by its age. */
static void an_archive_is_a_folder(void **state)
{
	static const char evening[] = "[22:00:00" INFO "Steve joined the game\n"
				      "[23:59:00" INFO "<Steve> noch da\n";
	static const char night[] = "[00:10:00" INFO "<Steve> immer noch\n"
				    "[01:00:00" INFO "Steve left the game\n";
	static const char other[] = "[03:00:00" INFO "Alex joined the game\n"
				    "[03:30:00" INFO "Alex left the game\n";
	static const char *const files[][2] = {
	    {"survival/logs/latest.log", night},
	    {"survival/server.properties", "level-name=world\n"},
	    {"creative/logs/2024-11-08-1.log", other},
	    {"survival/logs/2024-11-08-1.log", evening},
	};
	static const char *const flat[][2] = {
	    {"logs/2024-11-09-1.log", night},
	    {"./logs/2024-11-08-1.log", evening},
	};
	char path[200];
	struct got got;

	(void)state;
	for (int zip = 0; zip < 2; zip++) {
		const char *name = zip ? "panel.zip" : "panel.tar.gz";

		pack_archive(name, zip, files, 4);
		(void)snprintf(path, sizeof path, "%s/%s", directory, name);
		assert_true(import_path(path, &berlin, &got));
		assert_int_equal(got.count, 2);
		assert_int_equal(got.counts.files, 3);
		assert_int_equal(got.counts.skipped_files, 1);
		/* creative, first in the archive to have a day */
		assert_true(got.sessions[0].stop_us - got.sessions[0].start_us <
			    got.sessions[1].stop_us - got.sessions[1].start_us);
		assert_true(got.sessions[1].start_us ==
			    INT64_C(1731099600) * US);
		assert_true(got.sessions[1].stop_us ==
			    INT64_C(1731111000) * US);
	}
	pack_archive("panel.zip", true, flat, 2);
	(void)snprintf(path, sizeof path, "%s/panel.zip", directory);
	assert_true(import_path(path, &berlin, &got));
	assert_int_equal(got.count, 1);
	assert_true(got.sessions[0].start_us == INT64_C(1731099600) * US);
	assert_true(got.sessions[0].stop_us == INT64_C(1731111000) * US);
}

static void what_is_missing_is_reported_in_one_line(void **state)
{
	struct import_options options = berlin;
	char path[200];
	struct got got;

	(void)state;
	write_text("server.log", "[18:00:00" INFO "Steve joined the game\n",
		   path);
	options.zone = NULL;
	assert_false(import_path(path, &options, &got));
	assert_non_null(strstr(got.error.text, "--zone Europe/Berlin"));
	options = berlin;
	options.ram_mib = 0;
	assert_false(import_path(path, &options, &got));
	assert_non_null(strstr(got.error.text, "--ram 4GB"));
	options = berlin;
	options.zone = "Europe/Berlyn";
	assert_false(import_path(path, &options, &got));
	assert_non_null(
	    strstr(got.error.text, "\"Europe/Berlyn\" is not a zone"));
	assert_false(import_path("/nowhere/latest.log", &berlin, &got));
	assert_non_null(strstr(got.error.text, "cannot be read"));
}

/* --- pseudonyms ----------------------------------------------------------- */

/* Vectors of the reference implementation: key 00 01 ... 0f, message 00 01 ...
 */
static void siphash_gives_its_published_answers(void **state)
{
	static const uint64_t key[2] = {UINT64_C(0x0706050403020100),
					UINT64_C(0x0f0e0d0c0b0a0908)};
	unsigned char message[16];

	(void)state;
	for (unsigned char i = 0; i < sizeof message; i++)
		message[i] = i;
	assert_true(siphash24(key, message, 0) == UINT64_C(0x726fdb47dd0e0e31));
	assert_true(siphash24(key, message, 1) == UINT64_C(0x74f839c593dc67fd));
	assert_true(siphash24(key, message, 8) == UINT64_C(0x93f5f5799a932462));
	assert_true(siphash24(key, message, 15) ==
		    UINT64_C(0xa129ca6149be45e5));
}

static void
a_salt_keys_the_pseudonyms_and_without_one_each_run_differs(void **state)
{
	struct pseudonyms a, b, c, d;
	struct error_text error = {""};
	char path[200];

	(void)state;
	write_text("salt", "0123456789abcdef", path);
	assert_true(pseudonyms_open(&a, path, &error));
	assert_true(pseudonyms_open(&b, path, &error));
	assert_true(pseudonyms_open(&c, NULL, &error));
	assert_true(pseudonyms_open(&d, NULL, &error));
	assert_true(pseudonym(&a, "Steve", 5) == pseudonym(&b, "Steve", 5));
	assert_true(pseudonym(&a, "Steve", 5) != pseudonym(&a, "Alex", 4));
	assert_true(c.key[0] != d.key[0] && c.key[0] != a.key[0]);
	write_text("salt", "short", path);
	assert_false(pseudonyms_open(&a, path, &error));
	assert_non_null(strstr(error.text, "at least 16"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_server_brand_logs_joins_and_leaves),
	    cmocka_unit_test(chat_lines_are_never_taken_for_joins),
	    cmocka_unit_test(overlapping_visits_are_one_session),
	    cmocka_unit_test(
		a_short_pause_continues_a_session_and_a_long_one_ends_it),
	    cmocka_unit_test(midnight_inside_a_file_starts_a_new_day),
	    cmocka_unit_test(the_repeated_and_the_missing_hour_are_resolved),
	    cmocka_unit_test(a_crash_ends_open_visits_at_the_last_line),
	    cmocka_unit_test(forge_timestamps_carry_their_own_date),
	    cmocka_unit_test(
		latest_log_takes_its_day_from_its_modification_time),
	    cmocka_unit_test(a_folder_is_read_in_order_however_packed),
	    cmocka_unit_test(an_archive_is_a_folder),
	    cmocka_unit_test(what_is_missing_is_reported_in_one_line),
	    cmocka_unit_test(siphash_gives_its_published_answers),
	    cmocka_unit_test(
		a_salt_keys_the_pseudonyms_and_without_one_each_run_differs),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
