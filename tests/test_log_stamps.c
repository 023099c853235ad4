/*
 * test_log_stamps.c - one byte of a stamp is damaged: the line is never read as
 * something that is not written in it.
 *
 * The oracle.  A line of a join, one byte in front of its message replaced by
 * each other byte, is
 *   1. not understood, and then counted as almost an event, or
 *   2. the same event with the stamp that is written there now, if a digit was
 *      replaced by a digit (read again here from its place in the line) or a
 *      letter of a month's name by another one (then only the month may
 *      differ), or
 *   3. the same event with the same stamp.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "support_import.h"
#include "traces/import/log_line.h"

#define MESSAGE "Kim joined the game"

/* Y M D h m s f are digits of the stamp, y of a year that has two, N letters of
 * a month's name, P of AM or PM, Z of a zone's name. */
static const struct {
	const char *text, *places;
	const char *tail; /* behind the message */
} heads[] = {
    {"[18:03:12] [Server thread/INFO]: ", "[hh:mm:ss] ", ""},
    {"[18:03:12 INFO]: ", "[hh:mm:ss ", ""},
    {"[18:03:12] [Server thread/INFO] (Minecraft) ", "[hh:mm:ss] ", ""},
    {"[2024-11-08 18:03:12.250] [Server thread/INFO]: ",
     "[YYYY-MM-DD hh:mm:ss.fff] ", ""},
    {"[2024-11-08T18:03:12] [Server thread/INFO]: ", "[YYYY-MM-DDThh:mm:ss] ",
     ""},
    {"[18.11.2024 18:03:12] [Server thread/INFO]: ", "[DD.MM.YYYY hh:mm:ss] ",
     ""},
    {"[18/11/2024 18:03:12] [Server thread/INFO]: ", "[DD/MM/YYYY hh:mm:ss] ",
     ""},
    {"[08Nov2024 18:03:12.250] [Server thread/INFO] "
     "[net.minecraft.server.MinecraftServer/]: ",
     "[DDNNNYYYY hh:mm:ss.fff] ", ""},
    {"2013-11-08 18:03:12 [INFO] ", "YYYY-MM-DD hh:mm:ss ", ""},
    {"mc-1  | [2024-11-08 18:03:12] [Server thread/INFO]: ",
     "        [YYYY-MM-DD hh:mm:ss] ", ""},
    {"2024-11-08T17:03:12.5Z [18:03:12] [Server thread/INFO]: ",
     "                       [hh:mm:ss] ", ""},
    {"2024-11-08T17:03:12.5Z stdout F [18:03:12] [Server thread/INFO]: ",
     "                                [hh:mm:ss] ", ""},
    {"[18:03:12] [Region Scheduler Thread #1/INFO]: ", "[hh:mm:ss] ", ""},
    {"[08/11/24 18:03:12] [Server thread/INFO]: ", "[DD/MM/yy hh:mm:ss] ", ""},
    {"[24-11-08 18:03:12] [Server thread/INFO]: ", "[yy-MM-DD hh:mm:ss] ", ""},
    {"[Nov 8, 2024 6:03:12 PM] [Server thread/INFO]: ",
     "[NNN D, YYYY h:mm:ss PM] ", ""},
    {"[Nov 8, 2024, 06:03:12 PM] [Server thread/INFO]: ",
     "[NNN D, YYYY, hh:mm:ss PM] ", ""},
    {"[Fri, 8. Nov 2024 18:03:12 CET INFO] ", "[     D. NNN YYYY hh:mm:ss ZZZ ",
     ""},
    {"2024-11-8 18:03:12 [INFO] ", "YYYY-MM-D hh:mm:ss ", ""},
    {"2024-11-08 [18:03:12.250] [Server thread/INFO]: ",
     "YYYY-MM-DD [hh:mm:ss.fff] ", ""},
    {"2024-11-08 18:03:12 INFO > ", "YYYY-MM-DD hh:mm:ss ", ""},
    {"08.11 18:03:12 [Server] Server thread/INFO ", "DD.MM hh:mm:ss ", ""},
    {"08.11 18:03:12 [Server] INFO ", "DD.MM hh:mm:ss ", ""},
    {"18:03:12.250 [Server thread] INFO  net.minecraft.server.A - ",
     "hh:mm:ss.fff ", ""},
    {"2024-11-08 18:03:12,250 [main] INFO  - ", "YYYY-MM-DD hh:mm:ss,fff ", ""},
    {"{\"log\":\"[18:03:12] [Server thread/INFO]: ", "        [hh:mm:ss] ",
     "\\r\\n\",\"stream\":\"stdout\",\"time\":\"2024-11-08T17:03:12.5Z\"}"},
};

/* The number in the places of a letter; -1: there is none. */
static int number_at(const char *text, const char *places, char letter)
{
	int value = -1;

	for (size_t i = 0; places[i] != '\0'; i++)
		if (places[i] == letter)
			value = (value < 0 ? 0 : value * 10) + text[i] - '0';
	return value;
}

static bool day_is(int year, int month, int of_month, int64_t *day)
{
	struct tm date = {.tm_year = year - 1900,
			  .tm_mon = month - 1,
			  .tm_mday = of_month,
			  .tm_hour = 12};
	struct tm same = date;
	time_t at = timegm(&same);

	*day = at / 86400;
	return year >= 1970 && month >= 1 && same.tm_mon == date.tm_mon &&
	       same.tm_mday == date.tm_mday;
}

/* What is written in the places: seconds of the day and the day, or false: no
 * such time. */
static bool written(const char *text, const char *places, int64_t *of_day_us,
		    int64_t *day)
{
	int h = number_at(text, places, 'h'), m = number_at(text, places, 'm'),
	    s = number_at(text, places, 's'), f = number_at(text, places, 'f');
	int year = number_at(text, places, 'Y');
	int month =
	    strchr(places, 'N') != NULL ? 11 : number_at(text, places, 'M');
	const char *half = strstr(places, "PM");

	if (half != NULL) {
		char letter = text[half - places];

		if (h < 1 || h > 12)
			return false;
		month = 11;
		h = h % 12 + (letter == 'P' || letter == 'p' ? 12 : 0);
	}
	if (h > 23 || m > 59 || s > 59)
		return false;
	*of_day_us = (h * INT64_C(3600) + m * 60 + s) * 1000000 +
		     (f < 0 ? 0 : f) * INT64_C(1000);
	*day = -1;
	if (year < 0 && month < 0)
		return true;
	return day_is(year < 0 ? 1972 : year, month,
		      number_at(text, places, 'D'), day);
}

/* Is one of its days one that is written with a year of two digits? */
static bool short_day(const struct log_line *line, const char *text,
		      const char *places)
{
	static const char letters[] = "DMy";
	int a = 0, b = 0, c = 0;
	int64_t days[3];
	bool found = true;

	for (size_t i = 0, k = 0; places[i] != '\0'; i++)
		if (strchr(letters, places[i]) != NULL &&
		    places[i] == places[i + 1]) {
			int n = (text[i] - '0') * 10 + text[i + 1] - '0';

			*(k == 0 ? &a : k == 1 ? &b : &c) = n;
			k++;
		}
	days[0] = day_is(2000 + c, b, a, &days[0]) ? days[0] : -1;
	days[1] = day_is(2000 + c, a, b, &days[1]) ? days[1] : -1;
	days[2] = day_is(2000 + a, b, c, &days[2]) ? days[2] : -1;
	for (int i = 0; i < line->stamp.day_count; i++)
		found = found && (line->stamp.days[i] == days[0] ||
				  line->stamp.days[i] == days[1] ||
				  line->stamp.days[i] == days[2]);
	return found && line->stamp.day_count > 0;
}

static bool same_stamp(const struct log_line *line, int64_t of_day_us,
		       int64_t day, bool any_month)
{
	if (line->stamp.of_day_us != of_day_us)
		return false;
	if (day < 0)
		return line->stamp.day_count == 0;
	for (int i = 0; i < line->stamp.day_count; i++) {
		time_t at = (time_t)line->stamp.days[i] * 86400,
		       other = (time_t)day * 86400;
		struct tm a, b;

		if (line->stamp.days[i] == day)
			return true;
		(void)gmtime_r(&at, &a);
		(void)gmtime_r(&other, &b);
		if (any_month && a.tm_mday == b.tm_mday &&
		    a.tm_year == b.tm_year)
			return true;
	}
	return false;
}

static bool is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static void judge(const char *text, size_t length, size_t head, size_t at,
		  const char *before, const char *places)
{
	bool is_short = strstr(places, "yy") != NULL;
	char line_text[300];
	struct log_line line;
	int64_t of_day_us, day;
	char place = at < strlen(places) ? places[at] : ' ';
	bool digit = is_digit(before[at]) && is_digit(text[at]) &&
		     strchr("YMDhmsfy", place) != NULL;
	bool half = (place == 'P' && strchr("AaPp", text[at]) != NULL);
	bool possible;

	memcpy(line_text, text, length);
	length = log_line_clean(line_text, length);
	log_line_read(line_text, length, &line);
	if (line.event == LOG_NOTHING) {
		if (!line.almost)
			fail_msg("byte %zu of \"%.*s\" (%d): lost", at,
				 (int)head, text, (unsigned char)text[at]);
		return;
	}
	possible =
	    written(digit || half ? text : before, places, &of_day_us, &day) ||
	    is_short;
	if (line.almost || line.event != LOG_JOIN || line.name_length != 3 ||
	    !possible ||
	    line.stamp.has_offset != (strchr(places, 'Z') != NULL) ||
	    (is_short ? line.stamp.of_day_us != of_day_us ||
			    !short_day(&line, text, places)
		      : !same_stamp(&line, of_day_us, day, place == 'N')))
		fail_msg("byte %zu of \"%s\" (%d): read as something else", at,
			 before, (unsigned char)text[at]);
}

static void a_damaged_byte_is_never_read_as_what_is_not_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		const char *head = heads[i].text;
		size_t size = strlen(head);
		char text[300];
		struct log_line line;

		(void)snprintf(text, sizeof text, "%s%s%s", head, MESSAGE,
			       heads[i].tail);
		log_line_read(text, log_line_clean(text, strlen(text)), &line);
		if (line.event != LOG_JOIN)
			fail_msg("\"%s\" is not understood", head);

		for (size_t at = 0; at < size; at++)
			for (int byte = 0; byte < 256; byte++) {
				if ((char)byte == head[at])
					continue;
				(void)snprintf(text, sizeof text, "%s%s%s",
					       head, MESSAGE, heads[i].tail);
				text[at] = (char)byte;
				judge(text,
				      size + strlen(MESSAGE) +
					  strlen(heads[i].tail),
				      size, at, head, heads[i].places);
			}
	}
}

/*
 * The same for whole logs, with a byte that is no digit in the place of any in
 * front of a message, also a line feed: refused, or counted, or the same
 * sessions.
 */

#define LINES 4

/* A log in which every line has such a head, @ for its time, # for that in UTC.
 */
static void write_log(char *out, const char *head, const char *tail)
{
	static const struct {
		const char *time, *utc, *message;
	} lines[LINES] = {
	    {"18:00:00", "17:00:00", "Kim joined the game"},
	    {"18:20:00", "17:20:00", "Lee joined the game"},
	    {"19:00:00", "18:00:00", "Lee left the game"},
	    {"20:00:00", "19:00:00", "Kim left the game"},
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		for (const char *at = head; *at != '\0'; at++)
			out += *at == '@'   ? sprintf(out, "%s", lines[i].time)
			       : *at == '#' ? sprintf(out, "%s", lines[i].utc)
					    : sprintf(out, "%c", *at);
		out += sprintf(out, "%s%s\n", lines[i].message, tail);
	}
}

/* Each byte in each place of a head, in one of its lines. */
static void damage_log(const char *text)
{
	static const char bytes[] = "\n\x1b\xa7 ,:Z[]<\\\"{-/.";
	const struct import_options options = {.zone = "Europe/Berlin",
					       .ram_mib = 4096,
					       .date = 20035,
					       .tolerate_ppm = 1000000,
					       .idle_stop_us = 600000000};
	struct imported right, got;
	char damaged[2000];

	import_write("damaged.log", text);
	import_run_on("damaged.log", &options, &right);
	if (!right.good || right.counts.stays != 2)
		fail_msg("%s%s", text, right.error.text);
	for (size_t at = 0, column = 0, lines = 0; at < strlen(text);
	     at++, column++)
		for (size_t k = 0; k + 1 < sizeof bytes; k++) {
			const char *message = strpbrk(text + at, "KL");
			const char *end = strchr(text + at, '\n');

			if (at > 0 && k == 0 && text[at - 1] == '\n') {
				column = 0;
				lines++;
			}
			if (message == NULL || message > end ||
			    message == text + at || text[at] == bytes[k] ||
			    (column + lines) % LINES != k % LINES)
				continue;
			strcpy(damaged, text);
			damaged[at] = bytes[k];
			import_write("damaged.log", damaged);
			import_run_on("damaged.log", &options, &got);
			if (got.good && got.counts.almost == 0 &&
			    strcmp(got.sessions, right.sessions) != 0)
				fail_msg("byte %zu (%d) changes\n%sto\n%s%s",
					 at, (unsigned char)bytes[k],
					 right.sessions, got.sessions, damaged);
		}
}

static void a_damaged_log_is_refused_counted_or_the_same(void **state)
{
	static const char *const logs[] = {
	    "[2024-11-08 @] [Server thread/INFO]: ",
	    "[08/11/24 @] [Server thread/INFO]: ",
	    "[Fri, 8. Nov 2024 @ CET INFO] ",
	    "[Nov 8, 2024 @] [Server thread/INFO]: ",
	    "2024-11-8 @ [INFO] ",
	    "2024-11-08T#.5Z [@] [Server thread/INFO]: ",
	    "2024-11-08 [@.250] [Server thread/INFO]: ",
	    "08.11 @ [Server] Server thread/INFO ",
	    "2024-11-08 @,250 [Server thread] INFO  net.minecraft.A - ",
	    /* one text in two parts */
	    ("{\"time\":\"2024-11-08T#Z\",\"log\":\"[@] "
	     "[Server thread/INFO]: "),
	};
	char text[2000];

	(void)state;
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		write_log(text, logs[i], *logs[i] == '{' ? "\\n\"}" : "");
		damage_log(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_damaged_byte_is_never_read_as_what_is_not_there),
	    cmocka_unit_test(a_damaged_log_is_refused_counted_or_the_same),
	};

	return cmocka_run_group_tests(tests, import_set_up, import_tear_down);
}
