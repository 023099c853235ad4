/*
 * test_import_kinds.c - files as people have them: the right sessions, or a
 * line that says what is not understood; never wrong ones in silence.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support_import.h"
#include "traces/base/times.h"

#define INFO "] [Server thread/INFO]: "
#define LOGIN "[/192.0.2.9:40000] logged in with entity id 7 at (1, 2, 3)\n"
#define EVENING(name)                                                          \
	"[18:00:00" INFO name LOGIN "[18:00:00" INFO name " joined the game\n" \
	"[20:00:00" INFO name " lost connection: Disconnected\n"               \
	"[20:00:00" INFO name " left the game\n"

/* --- stamps --------------------------------------------------------------- */

static void a_stamp_may_hold_a_date_in_any_order(void **state)
{
	static const char *const dates[] = {
	    "2024-11-18 ", "2024-11-18T",   "2024/11/18 ", "18.11.2024 ",
	    "18/11/2024 ", "11/18/2024 ",   "18-11-2024 ", "18Nov2024 ",
	    "18nov.2024 ", "18 Nov. 2024 ",
	};
	char text[2000];

	(void)state;
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		(void)snprintf(text, sizeof text,
			       "[%s18:00:00.250" INFO "Kim joined the game\n"
			       "[%s20:00:00.250" INFO "Kim left the game\n",
			       dates[i], dates[i]);
		import_write("dates.log", text);
		import_gives("dates.log", "dates 2024-11-18T17:00:00.250000Z "
					  "2024-11-18T19:10:00.250000Z 1\n");
	}
}

/* Which of two is the day follows from a later stamp, or from the name. */
static void a_date_without_an_order_is_cleared_up_or_refused(void **state)
{
	static const char text[] =
	    "[08/11/2024 18:00:00" INFO "Kim joined the game\n"
	    "[08/11/2024 20:00:00" INFO "Kim left the game\n";
	static const char right[] =
	    "alpha 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n";
	char longer[500];

	(void)state;
	import_write("alpha/logs/2024-11-08-1.log", text);
	import_gives("alpha", right);
	(void)snprintf(longer, sizeof longer, "%s%s", text,
		       "[13/11/2024 18:00:00" INFO "Stopping server\n");
	import_write("order/alpha.log", longer);
	import_gives("order/alpha.log", right);
	import_write("order/alpha.log", text);
	import_refuses("order/alpha.log", &import_berlin, "alpha.log:1");
}

static void months_have_the_names_of_the_machine(void **state)
{
	static const struct {
		const char *name, *month;
	} names[] = {
	    {"Mrz", "03"},
	    {"M\xc3\xa4r", "03"},
	    {"M\xe4rz", "03"},
	    {"Okt.", "10"},
	    {"Dez", "12"},
	    {"Mai", "05"},
	    {"f\xc3\xa9vr.", "02"},
	    {"ao\xfbt", "08"},
	    {"gen", "01"},
	    {"ott", "10"},
	    {"ene.", "01"},
	    {"dic", "12"},
	    {"Haz", "06"},
	    {"paz", ""},
	    {"pa\xc5\xba", "10"},
	    {"\xd0\xbd\xd0\xbe\xd1\x8f.", "11"}, /* Russian */
	    {"\xed\xee\xff", "11"},		 /* the same on Windows */
	    {"11\xe6\x9c\x88", "11"},		 /* Chinese */
	    {"11\xec\x9b\x94", "11"},		 /* Korean */
	    {"thg 11", "11"},
	    {"Nox", ""},
	};
	char text[500], right[100];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		(void)snprintf(
		    text, sizeof text,
		    "[08%s2024 11:00:00.000] [Server thread/INFO] "
		    "[net.minecraft.server.MinecraftServer/]: Kim joined the "
		    "game\n[08%s2024 11:30:00.000] [Server thread/INFO] "
		    "[net.minecraft.server.MinecraftServer/]: Kim left the "
		    "game\n",
		    names[i].name, names[i].name);
		import_write("forge.log", text);
		if (*names[i].month == '\0') {
			import_refuses("forge.log", &import_berlin,
				       "forge.log:1");
			continue;
		}
		(void)snprintf(right, sizeof right, "2024-%s-08T%s:00:00Z",
			       names[i].month,
			       strcmp(names[i].month, "03") > 0 &&
				       strcmp(names[i].month, "11") < 0
				   ? "09"
				   : "10");
		{
			struct imported out;

			import_run_on("forge.log", &import_berlin, &out);
			if (strstr(out.sessions, right) == NULL)
				fail_msg("%s: %s %s", names[i].name,
					 out.sessions, out.error.text);
		}
	}
}

/* "lis" is October in Croatian and November in Polish: its neighbours tell. */
static void a_name_of_two_months_is_told_by_its_neighbours(void **state)
{
	static const char polish[] =
	    "[31pa\xc5\xba"
	    "2024 20:00:00" INFO "Kim joined the game\n"
	    "[31pa\xc5\xba"
	    "2024 21:00:00" INFO "Kim left the game\n"
	    "[01lis2024 20:00:00" INFO "Kim joined the game\n"
	    "[01lis2024 21:00:00" INFO "Kim left the game\n";
	static const char croatian[] =
	    "[30ruj2024 20:00:00" INFO "Kim joined the game\n"
	    "[30ruj2024 21:00:00" INFO "Kim left the game\n"
	    "[01lis2024 20:00:00" INFO "Kim joined the game\n"
	    "[01lis2024 21:00:00" INFO "Kim left the game\n";

	(void)state;
	import_write("two/mc.log", polish);
	import_gives("two/mc.log",
		     "mc 2024-10-31T19:00:00Z 2024-10-31T20:10:00Z 1\n"
		     "mc 2024-11-01T19:00:00Z 2024-11-01T20:10:00Z 1\n");
	import_write("two/mc.log", croatian);
	import_gives("two/mc.log",
		     "mc 2024-09-30T18:00:00Z 2024-09-30T19:10:00Z 1\n"
		     "mc 2024-10-01T18:00:00Z 2024-10-01T19:10:00Z 1\n");
	import_write(
	    "two/mc.log",
	    polish +
		strlen("[31pa??2024 20:00:00" INFO "Kim joined the game\n") +
		strlen("[31pa??2024 21:00:00" INFO "Kim left the game\n"));
	import_refuses("two/mc.log", &import_berlin, "mc.log:1");
}

/* --- servers of other kinds ------------------------------------------------
 */

static void servers_before_1_7_have_one_server_log(void **state)
{
	(void)state;
	import_write("old/server.log",
		     "2012-07-14 19:59:00 [INFO] Starting minecraft server "
		     "version 1.2.5\n"
		     "2012-07-14 20:00:00 [INFO] Kim [/192.0.2.3:4] logged in "
		     "with entity id 9 at (1, 2, 3)\n"
		     "2012-07-14 20:30:00 [INFO] <Kim> Lee joined the game\n"
		     "2012-07-14 20:31:00 [INFO] [Server] Lee joined the game\n"
		     "2012-07-14 21:00:00 [INFO] Kim lost connection: "
		     "disconnect.quitting\n"
		     "2012-07-20 20:00:00 [INFO] Lee[/192.0.2.3:4] logged in "
		     "with entity id 9 at (1, 2, 3)\n"
		     "2012-07-20 21:00:00 [INFO] Stopping server\n");
	import_gives("old",
		     "old 2012-07-14T18:00:00Z 2012-07-14T19:10:00Z 1\n"
		     "old 2012-07-20T18:00:00Z 2012-07-20T19:10:00Z 1\n");
}

static void folia_has_no_server_thread(void **state)
{
	(void)state;
	import_write("folia/logs/2024-11-08-1.log",
		     "[17:00:00" INFO "Starting minecraft server version 1.21\n"
		     "[18:00:00] [Region Scheduler Thread #0/INFO]: Kim joined "
		     "the game\n"
		     "[18:30:00] [Folia Async Chat Thread/INFO]: Lee joined "
		     "the game\n"
		     "[20:00:00] [Folia Region Scheduler Thread #12/INFO]: Kim "
		     "left the game\n");
	import_gives("folia",
		     "folia 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n");
}

static void bedrock_connects_and_disconnects(void **state)
{
	(void)state;
	import_write(
	    "bedrock.txt",
	    "NO LOG FILE! - [2024-11-08 17:59:00:001 INFO] Starting Server\n"
	    "[2024-11-08 18:00:00:500 INFO] Player connected: Kim of Ulm, "
	    "xuid: 2535416196846741\n"
	    "[2024-11-08 18:00:01:000 INFO] Player Spawned: Kim of Ulm xuid: "
	    "2535416196846741, pfid: 1\n"
	    "[2024-11-08 20:00:00:500 INFO] Player disconnected: Kim of Ulm, "
	    "xuid: 2535416196846741, pfid: 1\n");
	import_gives("bedrock.txt", "bedrock 2024-11-08T17:00:00.500000Z "
				    "2024-11-08T19:10:00.500000Z 1\n");
}

/* --- what others write around a line ---------------------------------------
 */

/* The hour where the text has an @. */
static void put_hour(char *out, const char *text, int hour)
{
	for (; *text != '\0'; text++)
		if (*text == '@')
			out += sprintf(out, "%02d", hour);
		else
			*out++ = *text;
	*out = '\0';
}

static void what_wraps_a_line_is_taken_off(void **state)
{
	static const char *const starts[] = {
	    "mc-1  | ",
	    "survival_mc_1 | ",
	    "2024-11-08T@:00:00.123456789Z ",
	    "mc-1  | 2024-11-08T@:00:00.123456789Z ",
	    "Nov 08 @:00:00 host java[71]: ",
	    "Nov  8 @:00:00 host java[71]: ",
	    "2024-11-08T@:00:00+0100 host mc[71]: ",
	    "Fri 2024-11-08 @:00:00 CET host mc[71]: ",
	    "[pod/mc-0/server] ",
	    "container@pterodactyl~ ",
	    "[@:00:00] [Console]: ",
	    "\x1b[33mmc-1  |\x1b[0m ",
	};
	struct import_options options = import_berlin;
	struct imported out;
	char line[200], text[1000];

	(void)state;
	options.date = days_from_civil(2024, 11, 8);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		/* Docker's clock is UTC */
		int before = strstr(starts[i], "Z ") != NULL;

		*text = '\0';
		for (int k = 0; k < 2; k++) {
			put_hour(line, starts[i], 18 + 2 * k - before);
			strcat(text, line);
			strcat(text,
			       k == 0 ? "[18:00:00" INFO "Kim joined the game\n"
				      : "[20:00:00" INFO "Kim left the game\n");
		}
		import_write("wrapped.log", text);
		import_run_on("wrapped.log", &options, &out);
		if (!out.good)
			fail_msg("\"%s\": %s", starts[i], out.error.text);
		assert_string_equal(
		    out.sessions,
		    "wrapped 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n");
	}
}

/* Docker knows the instant, even when the zone that was given is wrong. */
static void dockers_stamp_is_right_where_clocks_differ(void **state)
{
	(void)state;
	import_write("utc.log", "2024-11-08T17:00:00.100Z [17:00:00" INFO
				"Kim joined the game\n"
				"2024-11-09T01:00:00.100Z [01:00:00" INFO
				"Kim left the game\n");
	import_gives("utc.log", "utc 2024-11-08T17:00:00.100000Z "
				"2024-11-09T01:10:00.100000Z 1\n");
}

/* A line of chat says nothing, however it is wrapped. */
static void chat_is_never_taken_for_a_join_behind_a_wrapping(void **state)
{
	static const char *const lines[] = {
	    "mc-1  | [18:30:00" INFO "<Kim> Lee joined the game\n",
	    "mc-1  | [18:30:00" INFO "<Kim> [18:30:00" INFO
	    "Lee joined the game\n",
	    "[18:30:00] [Async Chat Thread - #0/INFO]: Kim: [18:30:00" INFO
	    "Lee joined the game\n",
	    "[18:30:00] [Chat]: Kim: [18:30:00" INFO "Lee joined the game\n",
	};
	struct import_options options = import_berlin;
	struct imported out;
	char text[1000];

	(void)state;
	options.date = days_from_civil(2024, 11, 8);
	options.tolerate_ppm = 500000;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		(void)snprintf(text, sizeof text, "%s%s", EVENING("Kim"),
			       lines[i]);
		import_write("chat.log", text);
		import_run_on("chat.log", &options, &out);
		assert_true(out.good);
		assert_int_equal(out.counts.stays, 1);
	}
}

static void colours_of_terminal_and_game_do_not_matter(void **state)
{
	struct import_options options = import_berlin;
	struct imported out;

	(void)state;
	import_write("colours.log",
		     "\x1b[36m[18:00:00 \x1b[32mINFO\x1b[m]: \xc2\xa7"
		     "eK\xc2\xa7"
		     "7im joined the game\x1b[0;39m\n"
		     "[20:00:00" INFO "\xa7"
		     "eKim left the game\xc2\xa7r\n");
	options.date = days_from_civil(2024, 11, 8);
	import_run_on("colours.log", &options, &out);
	assert_string_equal(
	    out.sessions,
	    "colours 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n");
}

/* The name that a player has chosen is no second player. */
static void a_nickname_is_not_a_second_player(void **state)
{
	struct imported out;

	(void)state;
	import_write("nick/logs/2024-11-08-1.log",
		     "[18:00:00" INFO "Kim" LOGIN "[18:00:00" INFO
		     "Captain joined the game\n"
		     "[18:00:05" INFO "Admiral joined the game\n"
		     "[18:00:05" INFO "Lee" LOGIN "[19:00:00" INFO
		     "[VIP] Kim has made an advancement\n"
		     "[20:00:00" INFO "Kim lost connection: Disconnected\n"
		     "[20:00:00" INFO "Captain left the game\n"
		     "[20:00:05" INFO "Lee lost connection: Disconnected\n"
		     "[20:00:05" INFO "Admiral left the game\n");
	import_run_on("nick", &import_berlin, &out);
	assert_string_equal(
	    out.sessions, "nick 2024-11-08T17:00:00Z 2024-11-08T19:10:05Z 2\n");
	assert_int_equal(out.counts.stays, 2);
	assert_int_equal(out.counts.without_end, 0);
}

/* --- the text --------------------------------------------------------------
 */

static void utf_16_is_read_as_windows_writes_it(void **state)
{
	static const char text[] = EVENING("Kim");
	struct import_options options = import_berlin;
	struct imported out;

	(void)state;
	options.date = days_from_civil(2024, 11, 8);
	for (int kind = 0; kind < 4; kind++) { /* big or not, mark or not */
		unsigned char bytes[2 * sizeof text + 2];
		size_t size = 0;

		if (kind < 2) {
			bytes[size++] = kind ? 0xfe : 0xff;
			bytes[size++] = kind ? 0xff : 0xfe;
		}
		for (size_t i = 0; i + 1 < sizeof text; i++) {
			bytes[size++] = kind % 2 ? 0 : (unsigned char)text[i];
			bytes[size++] = kind % 2 ? (unsigned char)text[i] : 0;
		}
		import_write_bytes("wide.log", bytes, size);
		import_run_on("wide.log", &options, &out);
		assert_string_equal(
		    out.sessions,
		    "wide 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n");
	}
	import_write("mark.log", "\xef\xbb\xbf" EVENING("Kim"));
	import_run_on("mark.log", &options, &out);
	assert_string_equal(
	    out.sessions, "mark 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n");
}

/* What a copy of a running server has of its last log is used, and said. */
static void a_log_without_its_end_is_read_as_far_as_it_goes(void **state)
{
	static char text[60000];
	struct imported out;

	(void)state;
	strcpy(text, EVENING("Kim"));
	for (unsigned i = 0; i < 500; i++)
		(void)sprintf(text + strlen(text),
			      "[21:00:00" INFO "%08x%08x\n", i * 2654435761U,
			      i * 40503U * 65521U);
	import_write("cut/logs/2024-11-07-1.log", EVENING("Kim"));
	import_write_cut_gz("cut/logs/2024-11-08-1.log.gz", text, 3000);
	import_run_on("cut", &import_berlin, &out);
	assert_string_equal(
	    out.sessions, "cut 2024-11-07T17:00:00Z 2024-11-07T19:10:00Z 1\n"
			  "cut 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n");
	assert_int_equal(out.counts.cut_files, 1);
	assert_non_null(strstr(out.notes, "2024-11-08-1.log.gz: one file is "
					  "cut off"));
	/* one with wrong bytes is not read */
	import_write_gz("bad/logs/2024-11-08-1.log.gz", text);
	{
		FILE *file =
		    fopen(import_file("bad/logs/2024-11-08-1.log.gz"), "r+");

		assert_non_null(file);
		assert_int_equal(fseek(file, 2000, SEEK_SET), 0);
		assert_true(fputs("xxxxxxxxxxxx", file) >= 0);
		assert_int_equal(fclose(file), 0);
	}
	import_refuses("bad", &import_berlin, "damaged");
}

/* --- folders ---------------------------------------------------------------
 */

static void servers_are_told_apart_by_their_paths(void **state)
{
	static const char *const layouts[][3] = {
	    /* the same last part, and what is expected */
	    {"i/One/Minecraft/logs", "i/Two/Minecraft/logs", "One Two"},
	    {"c/one/data/logs", "c/two/data/logs", "one two"},
	    {"l/one/serverfiles/logs", "l/two/serverfiles/logs", "one two"},
	    {"h/a/mc/logs", "h/b/mc/logs", "a/mc b/mc"},
	    {"v/a/lobby/logs", "v/a/game/logs", "game lobby"},
	    {"logs/east", "logs/west", "east west"},
	};
	char name[100];
	struct imported out;

	(void)state;
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
		char names[200] = "", root[20];

		for (int k = 0; k < 2; k++) {
			(void)snprintf(name, sizeof name, "%s/2024-11-08-1.log",
				       layouts[i][k]);
			import_write(name, EVENING("Kim"));
		}
		(void)snprintf(root, sizeof root, "%.*s",
			       (int)strcspn(layouts[i][0], "/"), layouts[i][0]);
		import_run_on(root, &import_berlin, &out);
		if (!out.good)
			fail_msg("%s", out.error.text);
		for (char *line = strtok(out.sessions, "\n"); line != NULL;
		     line = strtok(NULL, "\n")) {
			strcat(names, *names ? " " : "");
			strncat(names, line, strcspn(line, " "));
		}
		assert_string_equal(names, layouts[i][2]);
	}
}

static void archives_and_dated_folders_belong_to_their_server(void **state)
{
	(void)state;
	import_write("net/one/logs/2024-11-08-1.log", EVENING("Kim"));
	import_write("net/one/logs/archive/2024-11-07-1.log", EVENING("Kim"));
	import_write("net/one/logs/2024/11/2024-11-06-1.log", EVENING("Kim"));
	import_write("net/two/logs/2024-10/2024-10-30-1.log", EVENING("Lee"));
	import_gives("net",
		     "two 2024-10-30T17:00:00Z 2024-10-30T19:10:00Z 1\n"
		     "one 2024-11-06T17:00:00Z 2024-11-06T19:10:00Z 1\n"
		     "one 2024-11-07T17:00:00Z 2024-11-07T19:10:00Z 1\n"
		     "one 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n");
}

/* Logs of other names in one folder: each name is a server, but for numbers. */
static void logs_of_other_names_are_told_apart_by_them(void **state)
{
	(void)state;
	import_write("dump/lobby-1.log",
		     "[2024-11-07 18:00:00" INFO "Kim joined the game\n"
		     "[2024-11-07 20:00:00" INFO "Kim left the game\n");
	import_write("dump/lobby-2.log.txt",
		     "[2024-11-08 18:00:00" INFO "Kim joined the game\n"
		     "[2024-11-08 20:00:00" INFO "Kim left the game\n");
	import_write("dump/games.log",
		     "[2024-11-09 18:00:00" INFO "Kim joined the game\n"
		     "[2024-11-09 20:00:00" INFO "Kim left the game\n");
	import_write("dump/notes.txt", "nothing\n");
	import_gives("dump",
		     "lobby 2024-11-07T17:00:00Z 2024-11-07T19:10:00Z 1\n"
		     "lobby 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n"
		     "games 2024-11-09T17:00:00Z 2024-11-09T19:10:00Z 1\n");
}

/* --- clocks -----------------------------------------------------------------
 */

/* What could not be deleted after packing stays, and gets other lines. */
static void files_of_a_day_come_by_their_first_stamps(void **state)
{
	struct imported out;

	(void)state;
	import_write_gz("win/logs/2024-11-08-1.log.gz",
			"[07:00:00" INFO "Kim joined the game\n"
			"[07:50:00" INFO "Kim left the game\n");
	import_write("win/logs/2024-11-08-1.log",
		     "[08:00:00" INFO "Loading properties\n");
	import_write_gz("win/logs/2024-11-08-2.log.gz",
			"[06:00:00" INFO "Lee joined the game\n"
			"[06:30:00" INFO "Lee left the game\n");
	import_gives("win",
		     "win 2024-11-08T05:00:00Z 2024-11-08T05:40:00Z 1\n"
		     "win 2024-11-08T06:00:00Z 2024-11-08T07:00:00Z 1\n");
	/* a clock that goes back would be followed: it need not be */
	import_run_on("win", &import_berlin, &out);
	assert_int_equal(out.counts.set_back, 0);
}

static void a_clock_that_goes_back_is_followed_and_said(void **state)
{
	struct imported out;

	(void)state;
	import_write("back/logs/2024-11-08-1.log",
		     "[18:00:00" INFO "Kim joined the game\n"
		     "[18:50:00" INFO "Kim left the game\n"
		     "[18:10:00" INFO "Lee joined the game\n"
		     "[18:40:00" INFO "Lee left the game\n"
		     "[19:30:00" INFO "Lee joined the game\n"
		     "[19:29:59" INFO "Lee left the game\n");
	import_run_on("back", &import_berlin, &out);
	assert_string_equal(
	    out.sessions, "back 2024-11-08T17:00:00Z 2024-11-08T18:00:00Z 1\n"
			  "back 2024-11-08T18:30:00Z 2024-11-08T18:40:00Z 1\n");
	assert_int_equal(out.counts.set_back, 1);
	assert_int_equal(out.counts.set_back_most_us, INT64_C(2400000000));
	assert_non_null(strstr(out.counts.first_set_back, "-1.log:3"));
	/* 50 and 30 minutes of play, and a moment */
	assert_true(out.counts.player_us == INT64_C(80) * 60 * 1000000);
}

/* The same log twice, once as a copy: nothing is counted twice. */
static void a_copy_of_a_log_changes_nothing(void **state)
{
	(void)state;
	import_write("copy/logs/2024-11-08-1.log", EVENING("Kim"));
	import_write("copy/logs/2024-11-08-2.log",
		     EVENING("Kim") "[22:00:00" INFO "Kim joined the game\n"
				    "[22:30:00" INFO "Kim left the game\n");
	import_write("copy/logs/old/2024-11-08-1.log", EVENING("Kim"));
	import_gives("copy",
		     "copy 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n"
		     "copy 2024-11-08T21:00:00Z 2024-11-08T21:40:00Z 1\n");
}

static void a_first_line_of_yesterday_does_not_move_the_day(void **state)
{
	(void)state;
	import_write("late/logs/2024-11-07-1.log", EVENING("Kim"));
	import_write("late/logs/2024-11-08-1.log",
		     "[23:59:59" INFO "Saving chunks\n"
		     "[00:00:02" INFO "Saved\n" EVENING("Kim"));
	import_write("late/logs/2024-11-10-1.log",
		     "[23:59:30" INFO "Starting minecraft server version 1.21\n"
		     "[00:10:00" INFO "Kim joined the game\n"
		     "[00:20:00" INFO "Kim left the game\n");
	import_gives("late",
		     "late 2024-11-07T17:00:00Z 2024-11-07T19:10:00Z 1\n"
		     "late 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n"
		     "late 2024-11-10T23:10:00Z 2024-11-10T23:30:00Z 1\n");
}

/* 2024-11-08 22:00 in Berlin, or noon of another year */
static void a_day_from_a_files_time_is_said(void **state)
{
	static const char text[] = "[21:00:00" INFO "Kim joined the game\n"
				   "[22:00:00" INFO "Kim left the game\n";
	struct imported out;

	(void)state;
	import_write("said/logs/latest.log", text);
	import_touch("said/logs/latest.log", 1731099600);
	import_run_on("said", &import_berlin, &out);
	assert_string_equal(
	    out.sessions, "said 2024-11-08T20:00:00Z 2024-11-08T21:10:00Z 1\n");
	assert_non_null(strstr(out.notes, "latest.log: its first day is taken "
					  "to be 2024-11-08"));
	assert_non_null(strstr(out.notes, "--date 2024-11-08"));
	assert_null(strstr(out.notes, "copy"));
	import_touch("said/logs/latest.log", 1772362800);
	import_run_on("said", &import_berlin, &out);
	assert_non_null(strstr(out.notes, "taken to be 2026-03-01"));
	assert_non_null(strstr(out.notes, "copy"));
	assert_non_null(strstr(out.notes, "--date"));
}

/* --- what is almost an event ------------------------------------------------
 */

static void lines_that_are_not_understood_are_counted(void **state)
{
	static const char *const lines[] = {
	    "18:30:00.123 [Worker-1] INFO n.m.X - Lee joined the game\n",
	    "[18h30] [Server thread/INFO]: Lee joined the game\n",
	    "[18:30:00] [Tick Loop/INFO]: Lee left the game\n",
	    "{\"log\":\"[18:30:00] Lee lost connection: Quit\\n\"}\n",
	    "Lee[/192.0.2.1:5] logged in with entity id 5 at (1, 2, 3)\n",
	    "[INFO] Player connected: Lee, xuid: 2535416196846741\n",
	};
	struct import_options options = import_berlin;
	struct imported out;
	char text[1000];

	(void)state;
	options.date = days_from_civil(2024, 11, 8);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		import_write("almost.log", lines[i]);
		import_refuses("almost.log", &options, "almost.log:1");
		(void)snprintf(text, sizeof text, "%s%s", EVENING("Kim"),
			       lines[i]);
		import_write("almost.log", text);
		import_refuses("almost.log", &options, "--tolerate");
		options.tolerate_ppm = 200000; /* one of five */
		import_run_on("almost.log", &options, &out);
		assert_true(out.good);
		assert_int_equal(out.counts.almost, 1);
		assert_non_null(
		    strstr(out.counts.first_almost, "almost.log:5"));
		options.tolerate_ppm = 190000;
		import_refuses("almost.log", &options, "almost.log:5");
		options.tolerate_ppm = 0;
	}
}

static void a_log_without_players_is_refused(void **state)
{
	(void)state;
	import_write("empty/logs/2024-11-08-1.log",
		     "[18:00:00" INFO "Starting minecraft server version 1.21\n"
		     "[18:00:09" INFO "Done (9.1s)! For help\n"
		     "[18:01:00" INFO "<Kim> Lee joined the game\n");
	import_refuses("empty", &import_berlin, "looked for");
}

/* --- tables ------------------------------------------------------------------
 */

static const struct import_options plan = {
    .ram_mib = 4096, .date = -1, .idle_stop_us = 600000000};

static void epoch_milliseconds_are_instants(void **state)
{
	struct imported out;

	(void)state;
	import_write("ms.csv", "world,player,start,stop\n"
			       "alpha,a,1731085200000,1731092400500\n"
			       "alpha,a,1731171600,1731178800\n");
	import_run_on("ms.csv", &plan, &out);
	assert_string_equal(
	    out.sessions,
	    "alpha 2024-11-08T17:00:00Z 2024-11-08T19:10:00.500000Z 1\n"
	    "alpha 2024-11-09T17:00:00Z 2024-11-09T19:10:00Z 1\n");
	import_write("ms.csv", "world,player,start,stop\n"
			       "alpha,a,1731085200000000,1731092400500000\n");
	import_refuses("ms.csv", &plan, "ms.csv:2: bad start");
}

/* As spreadsheets and statisticians write them; "NA" is R's nothing. */
static void local_times_of_any_country_are_read(void **state)
{
	static const char *const cells[][2] = {
	    {"18/11/2024 18:00", "18/11/2024 20:00"},
	    {"11/18/2024 6:00 PM", "11/18/2024 8:00 PM"},
	    {"18.11.2024 18:00:00", "18.11.2024 20:00:00"},
	    {"2024-11-18 18:00", "2024/11/18 20:00"},
	    {"\"Nov 18, 2024, 6:00 PM\"", "\"Nov 18, 2024, 8:00 PM\""},
	    {"2024-11-18 17:00 UTC", "2024-11-18 19:00:00 UTC"},
	};
	struct import_options options = import_berlin;
	struct imported out;
	char text[500];

	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		(void)snprintf(text, sizeof text,
			       "world,player,start,stop\nmc,Kim,%s,%s\n",
			       cells[i][0], cells[i][1]);
		import_write("local.csv", text);
		import_gives("local.csv", "mc 2024-11-18T17:00:00Z "
					  "2024-11-18T19:10:00Z 1\n");
	}
	/* a later cell tells what the first one may be */
	import_write("order.csv", "world,player,start,stop\n"
				  "mc,Kim,08/11/2024 18:00,08/11/2024 20:00\n"
				  "mc,Kim,13/11/2024 18:00,NA\n");
	import_run_on("order.csv", &options, &out);
	assert_int_equal(out.counts.without_end, 1);
	assert_string_equal(out.sessions,
			    "mc 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n"
			    "mc 2024-11-13T17:00:00Z 2024-11-13T17:10:00Z 1\n");
	/* nothing tells; two say different things; no zone */
	import_write("order.csv", "world,player,start,stop\n"
				  "mc,Kim,08/11/2024 18:00,08/11/2024 20:00\n");
	import_refuses("order.csv", &import_berlin,
		       "order.csv:2: start \"08/11/2024 18:00\" may be of two "
		       "days");
	import_write("order.csv", "world,player,start,stop\n"
				  "mc,Kim,13/11/2024 18:00,13/11/2024 20:00\n"
				  "mc,Kim,11/14/2024 18:00,11/14/2024 20:00\n");
	import_refuses("order.csv", &import_berlin, "order.csv:2: bad start");
	options.zone = NULL;
	import_write("order.csv", "world,player,start,stop\n"
				  "mc,Kim,13/11/2024 18:00,13/11/2024 20:00\n");
	import_refuses("order.csv", &options, "is a local time; name its zone");
}

static void ids_that_a_spreadsheet_has_rounded_are_refused(void **state)
{
	struct imported out;

	(void)state;
	import_write("ids.csv", "world,player,start,stop\n"
				"alpha,Kim,1731085200,1731092400\n"
				"alpha,2.53542E+15,1731085200,1731092400\n");
	import_refuses("ids.csv", &plan, "ids.csv:3: player \"2.53542E+15\"");
	import_write("ids.csv",
		     "world,player,start,stop\n"
		     "alpha,2535416196846740,1731085200,1731092400\n"
		     "alpha,2535416196846750,1731085200,1731092400\n"
		     "alpha,2535416196846760,1731085200,1731092400\n"
		     "alpha,2535416196846770,1731085200,1731092400\n");
	import_refuses("ids.csv", &plan, "ids.csv:2: player");
	import_write("ids.csv", "world,player,start,stop\n"
				"alpha,2535416196846740,1731085200,1731092400\n"
				"alpha,2535416196846750,1731085200,1731092400\n"
				"alpha,2535416196846760,1731085200,1731092400\n"
				"alpha,2535416196846771,1731085200,1731092400\n"
				"alpha,1E5x,1731085200,1731092400\n");
	import_run_on("ids.csv", &plan, &out);
	assert_true(out.good);
}

static void an_open_stay_may_stop_at_nothing_zero_or_minus_one(void **state)
{
	static const char *const ends[] = {"", "0", "-1", "NULL", "\\N"};
	char text[200];
	struct imported out;

	(void)state;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		(void)snprintf(text, sizeof text,
			       "world,player,start,stop\n"
			       "alpha,a,1731085200,%s\n",
			       ends[i]);
		import_write("open.csv", text);
		import_run_on("open.csv", &plan, &out);
		assert_string_equal(
		    out.sessions,
		    "alpha 2024-11-08T17:00:00Z 2024-11-08T17:10:00Z 1\n");
		assert_int_equal(out.counts.without_end, 1);
		assert_int_equal(out.counts.backwards, 0);
	}
	import_write("open.csv", "world,player,start,stop\n"
				 "alpha,a,0,1731085200\n");
	import_refuses("open.csv", &plan, "open.csv:2: bad start \"0\"");
	import_write("open.csv", "world,player,start,stop\n"
				 "alpha,,1731085100,1731085200\n");
	import_refuses("open.csv", &plan, "open.csv:2: empty player");
}

/* 2024-10-27: the hour from 02:00 to 03:00 comes twice. */
static void a_stop_in_the_repeated_hour_is_after_its_start(void **state)
{
	struct imported out;

	(void)state;
	import_write("autumn.csv", "world,player,start,stop\n"
				   "alpha,a,2024-10-27 02:30:00,2024-10-27 "
				   "02:10:00\n"
				   "beta,a,2024-10-27 01:30:00,2024-10-27 "
				   "03:30:00\n");
	import_run_on("autumn.csv", &import_berlin, &out);
	assert_string_equal(
	    out.sessions,
	    "beta 2024-10-26T23:30:00Z 2024-10-27T02:40:00Z 1\n"
	    "alpha 2024-10-27T00:30:00Z 2024-10-27T01:20:00Z 1\n");
	assert_int_equal(out.counts.backwards, 0);
	assert_int_equal(out.counts.twice, 1);
}

/* Six visits of two minutes are 0.2 hours, whatever the idle stop adds. */
static void player_hours_are_those_of_the_stays(void **state)
{
	char text[2000] = "";
	struct imported out;

	(void)state;
	for (int hour = 10; hour < 16; hour++)
		(void)sprintf(text + strlen(text),
			      "[%d:00:00" INFO "Kim joined the game\n"
			      "[%d:02:00" INFO "Kim left the game\n",
			      hour, hour);
	import_write("short/logs/2024-11-08-1.log", text);
	import_run_on("short", &import_berlin, &out);
	assert_true(out.counts.player_us == INT64_C(720) * 1000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_stamp_may_hold_a_date_in_any_order),
	    cmocka_unit_test(a_date_without_an_order_is_cleared_up_or_refused),
	    cmocka_unit_test(months_have_the_names_of_the_machine),
	    cmocka_unit_test(a_name_of_two_months_is_told_by_its_neighbours),
	    cmocka_unit_test(servers_before_1_7_have_one_server_log),
	    cmocka_unit_test(folia_has_no_server_thread),
	    cmocka_unit_test(bedrock_connects_and_disconnects),
	    cmocka_unit_test(what_wraps_a_line_is_taken_off),
	    cmocka_unit_test(dockers_stamp_is_right_where_clocks_differ),
	    cmocka_unit_test(chat_is_never_taken_for_a_join_behind_a_wrapping),
	    cmocka_unit_test(colours_of_terminal_and_game_do_not_matter),
	    cmocka_unit_test(a_nickname_is_not_a_second_player),
	    cmocka_unit_test(utf_16_is_read_as_windows_writes_it),
	    cmocka_unit_test(a_log_without_its_end_is_read_as_far_as_it_goes),
	    cmocka_unit_test(servers_are_told_apart_by_their_paths),
	    cmocka_unit_test(archives_and_dated_folders_belong_to_their_server),
	    cmocka_unit_test(logs_of_other_names_are_told_apart_by_them),
	    cmocka_unit_test(files_of_a_day_come_by_their_first_stamps),
	    cmocka_unit_test(a_clock_that_goes_back_is_followed_and_said),
	    cmocka_unit_test(a_copy_of_a_log_changes_nothing),
	    cmocka_unit_test(a_first_line_of_yesterday_does_not_move_the_day),
	    cmocka_unit_test(a_day_from_a_files_time_is_said),
	    cmocka_unit_test(lines_that_are_not_understood_are_counted),
	    cmocka_unit_test(a_log_without_players_is_refused),
	    cmocka_unit_test(epoch_milliseconds_are_instants),
	    cmocka_unit_test(local_times_of_any_country_are_read),
	    cmocka_unit_test(ids_that_a_spreadsheet_has_rounded_are_refused),
	    cmocka_unit_test(
		an_open_stay_may_stop_at_nothing_zero_or_minus_one),
	    cmocka_unit_test(a_stop_in_the_repeated_hour_is_after_its_start),
	    cmocka_unit_test(player_hours_are_those_of_the_stays),
	};

	return cmocka_run_group_tests(tests, import_set_up, import_tear_down);
}
