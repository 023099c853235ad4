/*
 * test_log_kinds.c - consoles of other servers, of panels and of what collects
 * logs: each is Kim's evening of two hours, and what looks like an event in it
 * but is none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support_import.h"
#include "traces/base/times.h"

#define ADDRESS "[/192.0.2.7:40100]"
#define LOGIN ADDRESS " logged in with entity id 71 at (world, 1, 64, -3)\n"

static struct import_options on_the_day(void)
{
	struct import_options options = import_berlin;

	options.date = days_from_civil(2024, 11, 8);
	return options;
}

/* One stay, from 18:00 to 20:00 in Berlin, and nothing that was not understood.
 */
static void is_kims_evening(const char *text)
{
	const struct import_options options = on_the_day();
	struct imported out;

	import_write("kim.log", text);
	import_run_on("kim.log", &options, &out);
	if (!out.good || out.counts.stays != 1 || out.counts.almost != 0 ||
	    out.counts.without_end != 0)
		fail_msg("%s%s%s", text, out.error.text, out.sessions);
	assert_string_equal(
	    out.sessions, "kim 2024-11-08T17:00:00Z 2024-11-08T19:10:00Z 1\n");
}

static void stamps_may_be_of_any_country(void **state)
{
	static const char *const stamps[][2] = {
	    {"[08/11/24 18:00:00]", "[08/11/24 20:00:00]"},
	    {"[24-11-08 18:00:00]", "[24-11-08 20:00:00]"},
	    {"[08.11.24 18:00:00]", "[08.11.24 20:00:00]"},
	    {"[11/8/2024, 6:00:00 PM]", "[11/8/2024, 8:00:00 PM]"},
	    {"[Nov 8, 2024 6:00:00 PM]", "[Nov 8, 2024 8:00:00 PM]"},
	    {"[Nov 8, 2024, 6:00:00\xe2\x80\xafPM]",
	     "[Nov 8, 2024, 8:00:00\xe2\x80\xafPM]"},
	    {"[Fri, 8. Nov 2024 18:00:00]", "[Fri, 8. Nov 2024 20:00:00]"},
	    {"[8 Nov 2024 17:00:00 UTC]", "[8 Nov 2024 19:00:00 UTC]"},
	    {"[2024-11-08 12:00:00 EST]", "[2024-11-08 14:00:00 EST]"},
	    {"[2024-11-08_18:00:00]", "[2024-11-08_20:00:00]"},
	    {"[2024-11-8 18:00:00]", "[2024-11-8 20:00:00]"},
	};
	char text[500];

	(void)state;
	for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++) {
		(void)snprintf(text, sizeof text,
			       "%s [Server thread/INFO]: Kim joined the game\n"
			       "%s [Server thread/INFO]: Kim left the game\n",
			       stamps[i][0], stamps[i][1]);
		is_kims_evening(text);
	}
}

/* 18/11/24 is a day of 2024 or of 2018. */
static void a_short_year_is_cleared_up_or_refused(void **state)
{
	static const char text[] =
	    "[18/11/24 18:00:00] [Server thread/INFO]: Kim joined the game\n"
	    "[18/11/24 20:00:00] [Server thread/INFO]: Kim left the game\n";
	static const char right[] =
	    "alpha 2024-11-18T17:00:00Z 2024-11-18T19:10:00Z 1\n";
	struct import_options options = import_berlin;
	struct imported out;

	(void)state;
	import_write("alpha.log", text);
	import_refuses("alpha.log", &import_berlin, "--date");
	options.date = days_from_civil(2024, 11, 18);
	import_run_on("alpha.log", &options, &out);
	assert_string_equal(out.sessions, right);
	options.date = days_from_civil(2018, 11, 24);
	import_run_on("alpha.log", &options, &out);
	assert_string_equal(out.sessions, "alpha 2018-11-24T17:00:00Z "
					  "2018-11-24T19:10:00Z 1\n");
}

/* A date in the other order than that of the log is damaged. */
static void a_log_keeps_its_order(void **state)
{
	struct imported out;
	const struct import_options options = {.zone = "Europe/Berlin",
					       .ram_mib = 4096,
					       .date = -1,
					       .tolerate_ppm = 500000,
					       .idle_stop_us = 600000000};

	(void)state;
	import_write(
	    "order.log",
	    "[18/11/2024 18:00:00] [Server thread/INFO]: Kim joined the game\n"
	    "[11/18/2024 19:00:00] [Server thread/INFO]: Lee joined the game\n"
	    "[18/11/2024 20:00:00] [Server thread/INFO]: Kim left the game\n");
	import_run_on("order.log", &options, &out);
	assert_true(out.good);
	assert_int_equal(out.counts.almost, 1);
	assert_string_equal(out.sessions, "order 2024-11-18T17:00:00Z "
					  "2024-11-18T19:10:00Z 1\n");
}

static void log4j_writes_the_thread_and_the_level_apart(void **state)
{
	(void)state;
	is_kims_evening(
	    "2024-11-08 18:00:00,000 [Server thread] INFO  "
	    "net.minecraft.server.MinecraftServer - Kim joined the game\n"
	    "2024-11-08 18:30:00,000 [Async Chat Thread - #0] INFO  "
	    "net.minecraft.server.MinecraftServer - Lee joined the game\n"
	    "2024-11-08 18:30:00,000 [Server thread] INFO  "
	    "net.minecraft.server.MinecraftServer - <Kim> Lee joined the game\n"
	    "2024-11-08 20:00:00,000 [Server thread] INFO  "
	    "net.minecraft.server.MinecraftServer - Kim left the game\n");
	is_kims_evening(
	    "[18:00:00] [Server thread] INFO a.b.C - Kim joined the "
	    "game\n"
	    "[20:00:00] [Server thread] INFO a.b.C - Kim left the "
	    "game\n");
}

static void multicraft_has_day_and_month_in_front(void **state)
{
	(void)state;
	is_kims_evening(
	    "08.11 17:59:40 [Multicraft] Starting server!\n"
	    "08.11 18:00:00 [Server] Server thread/INFO Kim" LOGIN
	    "08.11 18:00:00 [Server] Server thread/INFO Kim joined the game\n"
	    "08.11 18:30:00 [Server] Async Chat Thread - #0/INFO <Kim> Lee "
	    "joined the game\n"
	    "08.11 18:31:00 [Server] Server thread/INFO <Kim> a/INFO Lee "
	    "joined "
	    "the game\n"
	    "08.11 20:00:00 [Server] Server thread/INFO Kim left the game\n");
	is_kims_evening("08.11 18:00:00 [Server] INFO Kim joined the game\n"
			"08.11 20:00:00 [Server] INFO Kim left the game\n");
	is_kims_evening("08.11 18:00:00 [Server] INFO [18:00:00] [Server "
			"thread/INFO]: Kim joined the game\n"
			"08.11 20:00:00 [Server] INFO [20:00:00] [Server "
			"thread/INFO]: Kim left the game\n");
}

/* The year is that of the given day, also over the turn of the year. */
static void a_day_without_a_year_follows_the_file(void **state)
{
	struct import_options options = import_berlin;
	struct imported out;

	(void)state;
	options.date = days_from_civil(2024, 12, 31);
	import_write("year.log",
		     "31.12 23:00:00 [Server] INFO Kim joined the game\n"
		     "01.01 01:00:00 [Server] INFO Kim left the game\n");
	import_run_on("year.log", &options, &out);
	assert_string_equal(out.sessions, "year 2024-12-31T22:00:00Z "
					  "2025-01-01T00:10:00Z 1\n");
}

static void pocketmine_and_nukkit_log_out(void **state)
{
	(void)state;
	is_kims_evening(
	    "2024-11-08 [18:00:00.000] [Server thread/INFO]: Kim" LOGIN
	    "2024-11-08 [18:00:00.000] [Server thread/INFO]: Kim joined the "
	    "game\n"
	    "2024-11-08 [20:00:00.000] [Server thread/INFO]: Kim" ADDRESS
	    " logged out due to client disconnect\n");
	is_kims_evening("18:00:00 [INFO] Kim" LOGIN
			"18:00:00 [INFO] Kim joined the game\n"
			"20:00:00 [INFO] Kim has left the game\n"
			"23:00:00 [INFO] Lee has left the room\n");
	is_kims_evening("2024-11-8 18:00:00 [INFO] Kim" LOGIN
			"2024-11-8 20:00:00 [INFO] Kim" ADDRESS
			" logged out due to client disconnect\n");
	is_kims_evening("2024-11-08 18:00:00 INFO > Kim joined the game\n"
			"2024-11-08 18:00:00 INFO > Kim" ADDRESS
			" [ClientID: 1] logged in with entity id world at\n"
			"2024-11-08 20:00:00 INFO > Kim left the game\n");
}

/* The day stands in front of the bracket, so the file's time is not asked. */
static void a_date_may_stand_before_the_bracket(void **state)
{
	struct imported out;

	(void)state;
	import_write("date.log",
		     "2023-05-06 [18:00:00.000] [Server thread/INFO]: Kim" LOGIN
		     "2023-05-07 [18:00:00.000] [Server thread/INFO]: Kim left "
		     "the game\n");
	import_run_on("date.log", &import_berlin, &out);
	assert_string_equal(out.sessions, "date 2023-05-06T16:00:00Z "
					  "2023-05-07T16:10:00Z 1\n");
	assert_string_equal(out.notes, "");
}

/* A name with blanks is one if it is logged in, and else any text. */
static void names_with_blanks_count_when_they_are_logged_in(void **state)
{
	const struct import_options options = on_the_day();
	struct imported out;

	(void)state;
	is_kims_evening(
	    "2024-11-08 18:00:00.000 [main] INFO  - \xc2\xa7"
	    "eKim of Ulm joined the game\n"
	    "2024-11-08 18:00:00.000 [main] INFO  - \xc2\xa7"
	    "bKim of Ulm\xc2\xa7"
	    "f" LOGIN "2024-11-08 20:00:00.000 [main] INFO  - \xc2\xa7"
	    "eKim of Ulm left the game\n"
	    "2024-11-08 23:00:00.000 [main] INFO  - Zombie was slain by Lee "
	    "left the game\n");
	is_kims_evening(
	    "[18:00:00] [Server thread/INFO]: .Kim of Ulm" LOGIN
	    "[18:00:00] [Server thread/INFO]: .Kim of Ulm joined the game\n"
	    "[18:30:00] [Server thread/INFO]: Kim of Ulm lost connection: x\n"
	    "[20:00:00] [Server thread/INFO]: .Kim of Ulm lost connection: x\n"
	    "[20:30:00] [Server thread/INFO]: VIP Lee joined the game\n");
	/* somebody has filtered the logins out */
	import_write("filtered.log",
		     "[18:00:00] [Server thread/INFO]: Kim joined the game\n"
		     "[18:30:00] [Server thread/INFO]: Lee of Ulm joined the "
		     "game\n"
		     "[20:00:00] [Server thread/INFO]: Kim left the game\n");
	import_refuses("filtered.log", &options, "filtered.log:2");
	import_run_on("filtered.log", &options, &out);
	assert_int_equal(out.counts.almost, 1);
}

static void a_line_may_be_inside_json(void **state)
{
	(void)state;
	/* Docker */
	is_kims_evening(
	    "{\"log\":\"[18:00:00] [Server thread/INFO]: Kim joined the "
	    "game\\n\",\"stream\":\"stdout\",\"time\":\"2024-11-08T17:00:"
	    "00.5Z\"}\n"
	    "{\"log\":\"[18:30:00] [Server thread/INFO]: \\u003cKim\\u003e Lee "
	    "joined the game\\n\",\"stream\":\"stdout\",\"attrs\":{\"tag\":"
	    "\"mc\"},\"time\":\"2024-11-08T17:30:00.5Z\"}\n"
	    "{\"log\":\"\\u001b[K[20:00:00] [Server thread/INFO]: Kim left the "
	    "game\\r\\n\",\"stream\":\"stdout\",\"time\":\"2024-11-08T19:00:"
	    "00.5Z\"}\n");
	/* journalctl -o json */
	is_kims_evening(
	    "{\"_PID\" : \"7\", \"MESSAGE\" : \"[18:00:00 INFO]: Kim joined "
	    "the game\", \"__REALTIME_TIMESTAMP\" : \"1731085200123456\"}\n"
	    "{\"_PID\" : \"7\", \"MESSAGE\" : \"[20:00:00 INFO]: Kim left the "
	    "game\", \"__REALTIME_TIMESTAMP\" : \"1731092400123456\"}\n");
	/* logcli -o jsonl */
	is_kims_evening(
	    "{\"labels\":{\"app\":\"mc\",\"n\":[1,{\"a\":\"}\"}]},\"line\":"
	    "\"[18:00:00] [Server thread/INFO]: Kim joined the game\","
	    "\"timestamp\":\"2024-11-08T17:00:00.1Z\"}\n"
	    "{\"labels\":{},\"line\":\"[20:00:00] [Server thread/INFO]: Kim "
	    "left the game\",\"timestamp\":\"2024-11-08T19:00:00.1Z\"}\n");
}

/* Docker's day is right, whatever the file says. */
static void the_day_of_json_is_that_of_its_time(void **state)
{
	struct imported out;

	(void)state;
	import_write("json.log",
		     "{\"log\":\"[18:00:00] [Server thread/INFO]: Kim joined "
		     "the game\\n\",\"time\":\"2023-11-08T17:00:00Z\"}\n"
		     "{\"log\":\"[20:00:00] [Server thread/INFO]: Kim left the "
		     "game\\n\",\"time\":\"2023-11-08T19:00:00Z\"}\n");
	import_run_on("json.log", &import_berlin, &out);
	assert_string_equal(out.sessions, "json 2023-11-08T17:00:00Z "
					  "2023-11-08T19:10:00Z 1\n");
}

/* An object whose end is missing, or whose line is not what it should be. */
static void json_that_is_not_understood_is_counted(void **state)
{
	static const char *const lines[] = {
	    "{\"log\":\"[18:00:00] [Server thread/INFO]: Kim joined the game",
	    "{\"log\":\"[18:00:00] [Server thread/INFO]: Kim joined the game\\"
	    "q\"}",
	    "{\"txt\":\"[18:00:00] [Server thread/INFO]: Kim joined the "
	    "game\"}",
	    "{\"log\": [18:00:00] [Server thread/INFO]: Kim joined the game\"}",
	    "{\"log\":\"\\u00g1[18:00:00] [Server thread/INFO]: Kim joined the "
	    "game\"}",
	};
	const struct import_options options = on_the_day();

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		import_write("torn.log", lines[i]);
		import_refuses("torn.log", &options, "torn.log:1");
	}
}

static void collectors_write_their_own_fields_in_front(void **state)
{
	(void)state;
	/* containerd; Grafana's download; Docker; Paper's prompt */
	is_kims_evening(
	    "2024-11-08T17:00:00.000000001Z stdout F [18:00:00] [Server "
	    "thread/INFO]: Kim joined the game\n"
	    "2024-11-08T19:00:00.000000001Z stdout F [20:00:00] [Server "
	    "thread/INFO]: Kim left the game\n");
	is_kims_evening("1731085200000\t2024-11-08T17:00:00.000Z\t[18:00:00 "
			"INFO]: Kim joined the game\n"
			"1731092400000\t2024-11-08T19:00:00.000Z\t[20:00:00 "
			"INFO]: Kim left the game\n");
	/* Bedrock had no stamps until 2021 */
	is_kims_evening("2024-11-08T17:00:00.00000012Z [INFO] Player "
			"connected: Kim, xuid: 2535416196846741\n"
			"2024-11-08T19:00:00.0000001Z [INFO] Player "
			"disconnected: Kim, xuid: 2535416196846741\n");
	is_kims_evening("> \r[18:00:00 INFO]: Kim joined the game\n"
			"> \r[20:00:00 INFO]: Kim left the game\n");
}

/* --- proxies -------------------------------------------------------------- */

#define NETTY "] [Netty epoll Worker #7/INFO] [com.velocitypowered.proxy.X]: "
static const char velocity[] =
    "[2024-11-08 17:59:00] [main/INFO] [com.velocitypowered.proxy.X]: Booting "
    "up Velocity 3.3.0\n"
    "[2024-11-08 18:00:00" NETTY "[connected player] Kim (/192.0.2.7:40100) "
    "has connected\n"
    "[2024-11-08 18:00:00" NETTY "[server connection] Kim -> lobby has "
    "connected\n"
    "[2024-11-08 18:10:00" NETTY "[server connection] Kim -> survival has "
    "connected\n"
    "[2024-11-08 18:10:00" NETTY "[server connection] Kim -> lobby has "
    "disconnected\n"
    "[2024-11-08 18:30:00" NETTY "[connected player] Kim (/192.0.2.7:40100) "
    "-> executed command /server lobby has connected\n"
    "[2024-11-08 20:00:00" NETTY "[connected player] Kim (/192.0.2.7:40100) "
    "has disconnected: Kicked\n"
    "[2024-11-08 20:00:00" NETTY "[server connection] Kim -> survival has "
    "disconnected\n";
static const char bungee[] =
    "18:00:00 [INFO] [Kim,/192.0.2.7:57633] <-> InitialHandler has connected\n"
    "18:00:00 [INFO] [Kim] <-> ServerConnector [lobby] has connected\n"
    "18:10:00 [INFO] [Kim] <-> ServerConnector [survival] has connected\n"
    "18:10:00 [INFO] [Kim] <-> DownstreamBridge <-> [lobby] has disconnected\n"
    "20:00:00 [INFO] [Kim] -> UpstreamBridge has disconnected\n"
    "20:00:00 [INFO] [Kim] <-> DownstreamBridge <-> [survival] has "
    "disconnected\n";
static const char lightfall[] =
    "[18:00:00] [Netty Worker IO Thread #5/INFO]: [Kim|/192.0.2.7] <-> "
    "ServerConnector [lobby] has connected\n"
    "[18:10:00] [Netty Worker IO Thread #5/INFO]: [Kim|/192.0.2.7] <-> "
    "ServerConnector [survival] has connected\n"
    "[18:10:00] [Netty Worker IO Thread #5/INFO]: [/192.0.2.7|Kim] <-> "
    "DownstreamBridge <-> [lobby] has disconnected\n"
    "[20:00:00] [Netty Worker IO Thread #5/INFO]: [/192.0.2.7|Kim] <-> "
    "DownstreamBridge <-> [survival] has disconnected\n";
static const char through[] =
    "lobby 2024-11-08T17:00:00Z 2024-11-08T17:20:00Z 1\n"
    "survival 2024-11-08T17:10:00Z 2024-11-08T19:10:00Z 1\n";

static void a_proxy_has_the_worlds_behind_it(void **state)
{
	static const char *const logs[] = {velocity, bungee, lightfall};
	struct import_options options = on_the_day();
	struct imported out;

	(void)state;
	options.proxy = true;
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		import_write("proxy.log", logs[i]);
		import_run_on("proxy.log", &options, &out);
		if (!out.good)
			fail_msg("%s", out.error.text);
		assert_string_equal(out.sessions, through);
		assert_int_equal(out.counts.almost, 0);
		assert_int_equal(out.counts.without_end, 0);
	}
	options.world = "all";
	import_refuses("proxy.log", &options, "leave it out");
	options.world = NULL;
	import_write("server.log", "[18:00:00 INFO]: Kim joined the game\n"
				   "[20:00:00 INFO]: Kim left the game\n");
	import_refuses("server.log", &options, "of Velocity and BungeeCord");
}

/* Else a player would be there twice: in the proxy's log and in the server's.
 */
static void a_proxy_is_not_read_unless_asked(void **state)
{
	const struct import_options options = on_the_day();
	struct imported out;

	(void)state;
	import_write("net/proxy/logs/2024-11-08-1.log", velocity);
	import_refuses("net", &options, "no player joins or leaves");
	import_write("net/survival/logs/2024-11-08-1.log",
		     "[18:10:00] [Server thread/INFO]: Kim joined the game\n"
		     "[20:00:00] [Server thread/INFO]: Kim left the game\n");
	import_run_on("net", &options, &out);
	assert_string_equal(out.sessions, "survival 2024-11-08T17:10:00Z "
					  "2024-11-08T19:10:00Z 1\n");
	assert_non_null(strstr(out.notes, "proxy: not read: 5 lines"));
	assert_non_null(strstr(out.notes, "--proxy"));
}

static void a_damaged_line_of_a_proxy_is_counted(void **state)
{
	static const char bytes[] = "x \n[]<:";
	struct import_options options = on_the_day();
	char text[2000];
	struct imported out;

	(void)state;
	options.proxy = true;
	options.tolerate_ppm = 1000000;
	for (const char *at = bungee; *at != '\0'; at++)
		for (size_t k = 0; k + 1 < sizeof bytes; k++) {
			const char *message = strstr(at, "[Kim");
			const char *end = strchr(at, '\n');

			if (*at == bytes[k] || message == NULL || message > end)
				continue;
			strcpy(text, bungee);
			text[at - bungee] = bytes[k];
			import_write("proxy.log", text);
			import_run_on("proxy.log", &options, &out);
			if (out.good && out.counts.almost == 0 &&
			    strcmp(out.sessions, through) != 0)
				fail_msg("%s%s", text, out.sessions);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(stamps_may_be_of_any_country),
	    cmocka_unit_test(a_short_year_is_cleared_up_or_refused),
	    cmocka_unit_test(a_log_keeps_its_order),
	    cmocka_unit_test(log4j_writes_the_thread_and_the_level_apart),
	    cmocka_unit_test(multicraft_has_day_and_month_in_front),
	    cmocka_unit_test(a_day_without_a_year_follows_the_file),
	    cmocka_unit_test(pocketmine_and_nukkit_log_out),
	    cmocka_unit_test(a_date_may_stand_before_the_bracket),
	    cmocka_unit_test(names_with_blanks_count_when_they_are_logged_in),
	    cmocka_unit_test(a_line_may_be_inside_json),
	    cmocka_unit_test(the_day_of_json_is_that_of_its_time),
	    cmocka_unit_test(json_that_is_not_understood_is_counted),
	    cmocka_unit_test(collectors_write_their_own_fields_in_front),
	    cmocka_unit_test(a_proxy_has_the_worlds_behind_it),
	    cmocka_unit_test(a_proxy_is_not_read_unless_asked),
	    cmocka_unit_test(a_damaged_line_of_a_proxy_is_counted),
	};

	return cmocka_run_group_tests(tests, import_set_up, import_tear_down);
}
