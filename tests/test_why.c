/*
 * test_why.c - answers of `conductor why` from tables that are made here: every
 * word of the engine has a sentence, moments are found, waiting brings orders.
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

#include "engine/notice.h"
#include "reports/why.h"
#include "reports/why_words.h"
#include "traces/base/decisions.h"

/* 2024-10-26T20:00Z: 22:00 on a clock that goes back at 01:00Z. */
#define BEGIN_US INT64_C(1729972800000000)
#define MINUTE_US INT64_C(60000000)
#define HOUR_US (60 * MINUTE_US)

static const char *name_of(const void *context, uint32_t index, char *scratch)
{
	(void)context;
	(void)snprintf(scratch, DECISION_SCRATCH, "n%u", index);
	return scratch;
}

static void put(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

/* Where worlds are counted, they are of 1 GB. */
static struct notice decision(int64_t at_us, enum rule rule, uint32_t world,
			      uint32_t node)
{
	bool in_worlds = strstr(rule_name(rule), "_worlds") != NULL;

	return (struct notice){.kind = NOTICE_DECISION,
			       .at_us = at_us,
			       .reason = REASON_DEMAND,
			       .world = {world},
			       .node = {node},
			       .decision = {.rule = rule,
					    .need_mib = 2048,
					    .have_mib = 4096,
					    .extra = in_worlds ? 1024 : 0}};
}

/* World n7 waits for node 2 and is placed on it; meanwhile and later node 1 is
 * kept again and again. */
static const struct {
	int64_t minute;
	enum rule rule;
	uint32_t world, node;
} night[] = {
    {5, RULE_ORDER_LARGEST, 0, 1},   {10, RULE_QUEUE, 7, 0},
    {10, RULE_ORDER_WAITING, 0, 2},  {11, RULE_NO_ORDER, 0, 0},
    {11, RULE_CALL_BACK, 0, 4},	     {11, RULE_CALL_BACK, 0, 5},
    {12, RULE_KEEP_LOAD, 0, 1},	     {12, RULE_NO_ORDER_WORLDS, 0, 0},
    {12, RULE_ORDER_WORLDS, 0, 6},   {13, RULE_PLACE_BEST_FIT, 7, 2},
    {14, RULE_ORDER_RESERVE, 0, 3},  {20, RULE_KEEP_LOAD, 0, 1},
    {30, RULE_KEEP_LOAD, 0, 1},	     {40, RULE_KEEP_LOAD, 0, 1},
    {50, RULE_RELEASE, 0, 1},	     {50, RULE_KEEP_WORLDS, 0, 6},
    {51, RULE_RELEASE_WORLDS, 0, 6},
};

static int open_night(void **state)
{
	struct decisions decisions = {.on = true};
	const struct decision_names names = {
	    .world = name_of, .type = name_of, .location = name_of};
	sqlite3 *db = NULL;
	char sql[256];

	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	put(db,
	    "CREATE TABLE meta(key TEXT, value TEXT);"
	    "INSERT INTO meta VALUES('from', '2024-10-26T22:00:00+02:00'),"
	    " ('to', '2024-10-27T21:00:00+01:00'), ('explained', 'all');"
	    "CREATE TABLE utc_offsets(from_us INT, offset_s INT);"
	    "INSERT INTO utc_offsets VALUES(0, 7200),"
	    " (1729990800000000, 3600);"
	    "CREATE TABLE nodes(node INT, type TEXT, location TEXT,"
	    " ordered_us INT, ready_us INT, drain_us INT, gone_us INT,"
	    " hours_billed INT, cost_eur REAL);"
	    "INSERT INTO nodes VALUES(2, 'VM', 'x', 0, 0, 0, 0, 1, 1);"
	    "CREATE TABLE starts(requested_us INT, world TEXT, node INT,"
	    " path TEXT, wait_us INT, ready_us INT, end TEXT,"
	    " reason TEXT, attempt INT, saving_us INT, room_us INT,"
	    " boot_us INT, line_us INT, transfer_us INT, start_up_us INT);");
	for (size_t i = 0; i < sizeof night / sizeof night[0]; i++) {
		struct notice told =
		    decision(BEGIN_US + night[i].minute * MINUTE_US,
			     night[i].rule, night[i].world, night[i].node);

		assert_true(decisions_add(&decisions, &told));
	}
	assert_true(decisions_write(&decisions, &names, db));
	decisions_release(&decisions);
	/* n7 three times: at 10 min, six and eight hours later */
	for (int i = 0; i < 3; i++) {
		(void)snprintf(
		    sql, sizeof sql,
		    "INSERT INTO starts VALUES(%lld, 'n7', 2, 'queued',"
		    " 180000000, 200000000, 'served', 'demand', 1,"
		    " 0, 60000000, 120000000, 0, 0, 20000000)",
		    (long long)(BEGIN_US + 10 * MINUTE_US +
				(i == 0 ? 0 : 4 + 2 * i) * HOUR_US));
		put(db, sql);
	}
	*state = db;
	return 0;
}

static int close_night(void **state)
{
	return sqlite3_close(*state) != SQLITE_OK;
}

/* What is printed; the caller frees it. */
static char *told(sqlite3 *db, const char *subject, const char *time)
{
	const struct why_question question = {
	    .db = db, .path = "run", .subject = subject, .time = time};
	struct error_text error = {""};
	struct why why;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	if (why_find(&question, &why, &error))
		assert_true(why_print(&why, out, &error));
	else
		(void)fprintf(out, "%s", error.text);
	assert_int_equal(fclose(out), 0);
	return text;
}

static void says(sqlite3 *db, const char *subject, const char *time,
		 const char *what)
{
	char *text = told(db, subject, time);

	if (strstr(text, what) == NULL)
		fail_msg("%s at %s: not \"%s\" in:\n%s", subject,
			 time != NULL ? time : "no time", what, text);
	free(text);
}

static void says_not(sqlite3 *db, const char *subject, const char *time,
		     const char *what)
{
	char *text = told(db, subject, time);

	if (strstr(text, what) != NULL)
		fail_msg("%s: \"%s\" in:\n%s", subject, what, text);
	free(text);
}

static void every_word_has_a_sentence(void **state)
{
	(void)state;
	for (int rule = RULE_NONE + 1; rule < RULE_COUNT; rule++)
		if (why_word(WHY_RULES, rule_name((enum rule)rule)) == NULL)
			fail_msg("%s", rule_name((enum rule)rule));
	for (int i = OBJECTION_NONE + 1; i < OBJECTION_COUNT; i++) {
		const char *name = objection_name((enum objection)i);

		if (why_word(WHY_OBJECTIONS, name) == NULL ||
		    why_word(WHY_REFUSALS, name) == NULL)
			fail_msg("%s", name);
	}
	for (int i = REASON_NONE + 1; i < REASON_COUNT; i++)
		if (i != REASON_CREDIT && i != REASON_REFERRAL &&
		    i != REASON_TOP_UP && /* of money, not of decisions */
		    why_word(WHY_REASONS, reason_name((enum reason)i)) == NULL)
			fail_msg("%s", reason_name((enum reason)i));
	for (int path = 0; path < PATH_COUNT; path++)
		assert_non_null(why_word(
		    WHY_PATHS, start_path_name((enum start_path)path)));
}

/* What was decided about nodes counts while the world waits, no longer. */
static void orders_follow_from_waiting_starts(void **state)
{
	says(*state, "n7", NULL, "22:10:00  Node 2 (VM) is ordered: a start");
	says(*state, "n7", NULL, "22:11:00  No node is ordered for 2 GB");
	says(*state, "n7", NULL, "22:11:00  Node 5 was about to be released");
	says_not(*state, "n7", NULL, "Node 1");
	says_not(*state, "n7", NULL, "Node 3");
	says(*state, "n7", NULL,
	     "22:13:20  n7 is ready after 200.0 s, of which 180.0 s are "
	     "ours: it had to wait\n          for a node with room. Where "
	     "the time went: no room on any node (60.0\n          s), node "
	     "still booting (120.0 s), start-up of the game (20.0 s).");
}

/* Numbers of worlds, and the GB of one. */
static void a_reserve_in_worlds_is_told_in_worlds(void **state)
{
	says(*state, "n7", NULL,
	     "22:12:00  No node is ordered, although the nodes have room for "
	     "only 4 more\n          worlds of 1 GB, not for 2: ");
	says(*state, "n7", NULL,
	     "22:12:00  Node 6 is ordered: the nodes have room for 4 more "
	     "worlds of 1 GB, and\n          it should be 2. Ordering it ");
	says(*state, "6", NULL, "the others have room for only 4 more worlds");
	says(*state, "6", NULL, "and the reserve and what runs here");
	says(*state, "6", NULL,
	     "22:51:00  Node 6 is to be released: the others have room for 4");
}

static void repeated_decisions_are_printed_once(void **state)
{
	says(*state, "1", NULL,
	     "22:12:00  Node 1 is kept: the others have only 4 GB");
	says(*state, "node-1", NULL,
	     "          The same until 22:40:00 (3 more).\n"
	     "22:50:00  Node 1 is to be released");
	says_not(*state, "1", NULL, "22:20:00");
}

/* The start under way, else the last one before; the clock of the run. */
static void moments_are_found_by_their_clock_time(void **state)
{
	says(*state, "n7", "22:10", "At 2024-10-26 22:10:00 a player");
	says(*state, "n7", "22:13", "At 2024-10-26 22:10:00 a player");
	says(*state, "n7", "01:00", "At 2024-10-26 22:10:00 a player");
	says(*state, "n7", "2024-10-26T20:10:00Z", "At 2024-10-26 22:10:00 a");
	says(*state, "n7", "22:09:59",
	     "n7 is first requested at "
	     "2024-10-26T22:10:00+02:00");
	/* after the clock went back, 02:10Z is 03:10 */
	says(*state, "n7", "03:10", "At 2024-10-27 03:10:00 a player");
	says(*state, "n7", "05:10:01", "At 2024-10-27 05:10:00 a player");
	says(*state, "n7", "05:09", "At 2024-10-27 03:10:00 a player");
	says(*state, "n7", "21:30",
	     "lies outside the run; it covers "
	     "2024-10-26T22:00:00+02:00 to "
	     "2024-10-27T21:00:00+01:00");
	says(*state, "1", "22:25", "22:20:00  Node 1 is kept");
	says_not(*state, "1", "22:25", "22:12:00");
	says_not(*state, "1", "22:25", "22:50:00");
}

static void explanations_are_written_in_german(void **state)
{
	const struct why_question question = {.db = *state,
					      .path = "run",
					      .subject = "n7",
					      .time = "22:10",
					      .language = LANGUAGE_DE};
	struct error_text error = {""};
	struct why why;
	char text[WHY_TEXT_SIZE];

	assert_true(why_find(&question, &why, &error));
	why_tell_start(&why, text);
	assert_string_equal(
	    text,
	    "Am 26.10.2024 22:10:00 forderte ein Spieler n7 an. n7 ist nach "
	    "200,0 s bereit, davon sind 180,0 s unser Anteil: die Welt musste "
	    "auf Platz warten. Wohin die Zeit ging: keine Maschine mit "
	    "Platz (60,0 s), Hochfahren der Maschine (120,0 s), Spielstart "
	    "(20,0 s).");
}

/* World n8 was on its way for 12 s, and was called home; n9 never moved. */
static void put_recalled_starts(sqlite3 *db)
{
	char sql[512];

	for (int world = 8; world <= 9; world++) {
		(void)snprintf(sql, sizeof sql,
			       "INSERT INTO starts VALUES(%lld, 'n%d', 1,"
			       " 'warm', 12000000, 20000000, 'served', 'home',"
			       " 1, 0, 0, 0, 0, 12000000, 8000000)",
			       (long long)(BEGIN_US + HOUR_US), world);
		put(db, sql);
	}
	(void)snprintf(sql, sizeof sql,
		       "INSERT INTO decisions(at_us, world, node, rule, reason,"
		       " need_mib, have_mib) VALUES(%lld, 'n8', 1, 'recall',"
		       " 'home', 2048, 4096)",
		       (long long)(BEGIN_US + HOUR_US + 12 * 1000000));
	put(db, sql);
}

static void a_recalled_start_is_said_to_have_been_called_off(void **state)
{
	const struct why_question question = {.db = *state,
					      .path = "run",
					      .subject = "n8",
					      .time = "23:00",
					      .language = LANGUAGE_DE};
	struct error_text error = {""};
	struct why why;
	char text[WHY_TEXT_SIZE];

	put_recalled_starts(*state);
	says(*state, "n8", "23:00",
	     "12.0 s are ours: its move was called off, because the node with "
	     "its data had\nroom again. Where the time went: the move that was "
	     "called off (12.0 s), start-up\nof the game (8.0 s).");
	says_not(*state, "n8", "23:00", "data were on the node");
	says(*state, "n9", "23:00", "its data were on the node");
	says(*state, "n9", "23:00", "data transfer\n(12.0 s)");
	assert_true(why_find(&question, &why, &error));
	why_tell_start(&why, text);
	assert_string_equal(
	    text, "Am 26.10.2024 23:00:00 forderte ein Spieler n8 an. n8 ist "
		  "nach 20,0 s bereit, davon sind 12,0 s unser Anteil: ihr "
		  "Umzug wurde abgesagt, weil die Maschine mit ihren Daten "
		  "wieder Platz hatte. Wohin die Zeit ging: der abgesagte "
		  "Umzug (12,0 s), Spielstart (8,0 s).");
}

static void missing_subjects_are_reported(void **state)
{
	says(*state, "n8", NULL, "no start and no decision for a world \"n8\"");
	says(*state, "n7", "25:00", "why: 25:00 is not a time");
	says(*state, "n7", "soon", "why: soon is not a time");
	put(*state, "UPDATE meta SET value = 'n8,node-1' WHERE key ="
		    " 'explained'");
	says(*state, "n7", NULL, "decisions were kept for some only");
	says(*state, "1", NULL, "Node 1 is kept");
	put(*state, "DELETE FROM meta WHERE key = 'explained'");
	says(*state, "n7", NULL, "was recorded without decisions");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_word_has_a_sentence),
	    cmocka_unit_test_setup_teardown(orders_follow_from_waiting_starts,
					    open_night, close_night),
	    cmocka_unit_test_setup_teardown(
		a_reserve_in_worlds_is_told_in_worlds, open_night, close_night),
	    cmocka_unit_test_setup_teardown(repeated_decisions_are_printed_once,
					    open_night, close_night),
	    cmocka_unit_test_setup_teardown(
		moments_are_found_by_their_clock_time, open_night, close_night),
	    cmocka_unit_test_setup_teardown(explanations_are_written_in_german,
					    open_night, close_night),
	    cmocka_unit_test_setup_teardown(
		a_recalled_start_is_said_to_have_been_called_off, open_night,
		close_night),
	    cmocka_unit_test_setup_teardown(missing_subjects_are_reported,
					    open_night, close_night),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
