/*
 * test_starts.c - figures of starts, recomputed from their rows by
 * docs/figures.md: how each ended, how long it waited, what was promised.
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

#include "sim/kpi.h"
#include "sim/paired.h"
#include "support_results.h"

#define ROWS_MAX 4000
#define PROMISED_US (30 * US_PER_SECOND)

/* A row of the table starts, as run.db has it. */
struct told {
	char world[16], end[16], why_left[16], path[16], reason[16];
	int64_t requested_us, wait_us, room_us, boot_us, elsewhere_us, ended_us;
	int attempt;
};

static const char *column(sqlite3_stmt *rows, int i)
{
	const unsigned char *text = sqlite3_column_text(rows, i);

	return text != NULL ? (const char *)text : "";
}

/* World by world, in the order of their attempts. */
static size_t read_starts(struct results *f, struct told *told)
{
	struct error_text error = {""};
	char path[PLACE_PATH_SIZE];
	sqlite3_stmt *rows;
	sqlite3 *db;
	size_t count = 0;

	place_path(&f->place, "run.db", path);
	if (!run_db_write(&f->run, f->summary, path, &error))
		fail_msg("%s", error.text);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(
		db,
		"SELECT world, end, why_left, path, requested_us, wait_us,"
		" room_us, boot_us, line_us + transfer_us, attempt,"
		" requested_us + saving_us + room_us + boot_us + line_us +"
		" transfer_us + start_up_us,"
		" reason"
		" FROM starts ORDER BY world, requested_us, attempt",
		-1, &rows, NULL),
	    SQLITE_OK);
	for (; sqlite3_step(rows) == SQLITE_ROW; count++) {
		struct told *at = &told[count];

		assert_true(count < ROWS_MAX);
		(void)snprintf(at->world, 16, "%s", column(rows, 0));
		(void)snprintf(at->end, 16, "%s", column(rows, 1));
		(void)snprintf(at->why_left, 16, "%s", column(rows, 2));
		(void)snprintf(at->path, 16, "%s", column(rows, 3));
		at->requested_us = sqlite3_column_int64(rows, 4);
		at->wait_us = sqlite3_column_int64(rows, 5);
		at->room_us = sqlite3_column_int64(rows, 6);
		at->boot_us = sqlite3_column_int64(rows, 7);
		at->elsewhere_us = sqlite3_column_int64(rows, 8);
		at->attempt = sqlite3_column_int(rows, 9);
		(void)snprintf(at->reason, 16, "%s", column(rows, 11));
		at->ended_us = sqlite3_column_int64(rows, 10);
	}
	(void)sqlite3_finalize(rows);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return count;
}

struct oracle {
	int requested, served, refused, abandoned, pending;
	int room, transfer, stop; /* of the abandoned */
	int in_time, no_room;
	double waits_s[ROWS_MAX]; /* of starts that are no longer pending */
	int waits;
};

static bool is(const char *text, const char *word)
{
	return strcmp(text, word) == 0;
}

/* The first attempt decides what the promise is about. */
static void judge_first(struct oracle *o, const struct told *first)
{
	bool waits_for_room =
	    is(first->path, "?") && first->elsewhere_us == 0 &&
	    (first->room_us > 0 || is(first->reason, "limit"));

	o->requested++;
	o->in_time += is(first->end, "served") && first->wait_us <= PROMISED_US;
	o->no_room += first->room_us + first->boot_us > PROMISED_US ||
		      (waits_for_room && !is(first->end, "pending"));
}

/* And the last one, how the session ended. */
static void judge_last(struct oracle *o, const struct told *last, bool served)
{
	bool lost = !served && !is(last->end, "pending");

	o->served += served;
	o->refused += !served && is(last->end, "refused");
	o->pending += !served && is(last->end, "pending");
	if (!served && is(last->end, "abandoned")) {
		o->abandoned++;
		o->room += is(last->why_left, "room");
		o->transfer += is(last->why_left, "transfer");
		o->stop += is(last->why_left, "stop");
	}
	if (lost)
		o->waits_s[o->waits++] = HUGE_VAL;
}

/* Sessions stop at whole seconds, and patience is drawn to the microsecond. */
static void judge_reason(const struct told *at)
{
	bool at_stop = at->ended_us % US_PER_SECOND == 0;

	assert_true(is(at->end, "abandoned") == !is(at->why_left, ""));
	if (is(at->why_left, "stop"))
		assert_true(at_stop);
	if (is(at->why_left, "room"))
		assert_true(!at_stop && at->room_us > 0 &&
			    at->elsewhere_us == 0);
	/* found room with no patience left: it ends as the transfer begins */
	if (is(at->why_left, "transfer"))
		assert_true(at->room_us > 0 ||
			    (!at_stop && at->elsewhere_us > 0));
}

static void judge(struct oracle *o, const struct told *told, size_t count)
{
	bool served = false;

	for (size_t i = 0; i < count; i++) {
		if (told[i].attempt == 1) {
			judge_first(o, &told[i]);
			served = false;
		}
		judge_reason(&told[i]);
		served = served || is(told[i].end, "served");
		if (is(told[i].end, "served"))
			o->waits_s[o->waits++] = (double)told[i].wait_us / 1e6;
		if (i + 1 == count || told[i + 1].attempt == 1)
			judge_last(o, &told[i], served);
	}
}

static int by_size(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* Nearest rank; the histogram is coarse to 1/512. */
static void check_quantile(const struct results *f, const char *key,
			   struct oracle *o, double q)
{
	double wait_s;

	qsort(o->waits_s, (size_t)o->waits, sizeof *o->waits_s, by_size);
	wait_s = o->waits_s[(int)ceil(q * o->waits) - 1];
	if (isinf(wait_s))
		assert_string_equal(results_text(f, key), "over");
	else
		assert_true(fabs(results_number(f, key) - wait_s) <=
			    wait_s / 256 + 1e-6);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Sixty worlds, each now and then; the crowd is more than four find room. */
static void put_crowd(const struct results *f, int from_minute, int minutes)
{
	FILE *file = fopen(f->place.sessions, "w");
	uint32_t seed = 7;

	assert_non_null(file);
	(void)fputs("world,start,stop,ram_mb\n", file);
	for (int world = 0; world < 60; world++) {
		int64_t at_s =
		    from_minute * 60 + (int)(next_random(&seed) % 7200);

		while (at_s < (from_minute + minutes) * 60) {
			int64_t length_s = 20 + next_random(&seed) % 2400;

			(void)fprintf(
			    file, "w%02d,%lld,%lld,1024\n", world,
			    (long long)(1767225600 + at_s),
			    (long long)(1767225600 + at_s + length_s));
			at_s += length_s + 60 + next_random(&seed) % 14400;
		}
	}
	assert_int_equal(fclose(file), 0);
}

/* Rounded to six decimals. */
static void is_share(const struct results *f, const char *key, int part,
		     int all)
{
	double share = (double)part / all;

	if (fabs(results_number(f, key) - share) > 1e-6)
		fail_msg("%s is %f and not %f", key, results_number(f, key),
			 share);
}

static void check_starts(struct results *f, struct oracle *o)
{
	struct told *told = calloc(ROWS_MAX, sizeof *told);

	assert_non_null(told);
	judge(o, told, read_starts(f, told));
	free(told);
	assert_int_equal((int)results_number(f, "starts.requested"),
			 o->requested);
	assert_int_equal((int)results_number(f, "starts.served"), o->served);
	assert_int_equal((int)results_number(f, "starts.refused"), o->refused);
	assert_int_equal((int)results_number(f, "starts.abandoned"),
			 o->abandoned);
	assert_int_equal((int)results_number(f, "starts.pending_at_end"),
			 o->pending);
	assert_int_equal((int)results_number(f, "starts.left_room"), o->room);
	assert_int_equal((int)results_number(f, "starts.left_transfer"),
			 o->transfer);
	assert_int_equal((int)results_number(f, "starts.stop_came"), o->stop);
	assert_int_equal(o->room + o->transfer + o->stop, o->abandoned);
	assert_int_equal(o->served + o->refused + o->abandoned + o->pending,
			 o->requested);
	is_share(f, "starts.unserved", o->refused + o->abandoned, o->requested);
	is_share(f, "starts.no_room", o->no_room, o->requested);
	is_share(f, "starts.within_promise", o->in_time,
		 o->requested - o->pending);
	check_quantile(f, "wait_seconds.p50", o, 0.5);
	check_quantile(f, "wait_seconds.p95", o, 0.95);
	check_quantile(f, "wait_seconds.p99", o, 0.99);
}

/* Every way to end: a short queue, a slow archive, short stays. */
static const struct scenario_override crowded[] = {
    {"replications", "1"},
    {"policy.queue_max", "4"},
    {"policy.sleep_window", "0s"},
    {"world.restore",
     "{\"connections\":4,\"mb_per_second\":40,\"latency\":\"1s\"}"},
    {"world.container_start", "20s"},
    {"demand.patience", "{\"law\":\"exponential\",\"mean\":\"130s\"}"},
    {"demand.patience_in_transfer",
     "{\"law\":\"exponential\",\"mean\":\"87s\",\"shift\":\"30s\"}"},
    {"demand.retry", "0.5"},
    {NULL, NULL}};

static void every_start_ends_once_and_for_one_reason(void **state)
{
	struct results *f = *state;
	struct oracle *o = calloc(1, sizeof *o);

	assert_non_null(o);
	put_crowd(f, 60, 1200);
	results_play_small(f, crowded);
	check_starts(f, o);
	assert_true(o->room > 5 && o->transfer > 5 && o->stop > 5);
	assert_true(o->refused > 5 && o->served > 50 && o->no_room > 20);
	assert_int_equal(o->pending, 0);
	free(o);
}

/* The night is cut off: who still waits is neither served nor lost, and only
 * who has waited too long by then had no room. */
static void what_is_pending_is_not_judged(void **state)
{
	static const struct scenario_override cut[] = {
	    {"replications", "1"},
	    {"window.to", "2026-01-01T03:00:00Z"},
	    {NULL, NULL}};
	struct results *f = *state;
	struct oracle *o = calloc(1, sizeof *o);

	assert_non_null(o);
	put_file(f->place.sessions,
		 "world,start,stop,ram_mb\n"
		 "a,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,4096\n"
		 "b,2026-01-01T02:59:29Z,2026-01-01T07:00:00Z,1024\n"
		 "c,2026-01-01T02:59:31Z,2026-01-01T07:00:00Z,1024\n");
	results_play_small(f, cut);
	check_starts(f, o);
	assert_int_equal(o->pending, 2);
	assert_int_equal(o->no_room, 1);
	assert_true(results_number(f, "starts.within_promise") > 0.999);
	free(o);
}

/* Two of eight are lost: the 95th is one of them, and the median is not. */
static void unserved_starts_are_the_longest_waits(void **state)
{
	static const struct scenario_override lost[] = {
	    {"world.container_start",
	     "{\"law\":\"uniform\",\"from\":\"1s\",\"to\":\"9s\"}"},
	    {NULL, NULL}};
	struct results *f = *state;
	const struct kpi *p95 = kpi_named("wait_seconds.p95");

	results_play_small(f, lost);
	assert_string_equal(results_text(f, "wait_seconds.p95"), "over");
	assert_true(results_number(f, "wait_seconds.p50") < 1);
	assert_true(results_number(f, "wait_seconds.max") <
		    1); /* of those served */
	assert_true(isinf(kpi_value(p95, &f->run.figures[0])));
	assert_true(isnan(
	    paired_difference(p95, &f->run.figures[0], &f->run.figures[1], 1)
		.mean));
	assert_null(cJSON_GetObjectItemCaseSensitive(results_item(f, "ci95"),
						     "wait_seconds.p95"));
}

static void each_part_of_a_promise_has_its_verdict(void **state)
{
	static const struct scenario_override parts[] = {
	    {"promise.unserved", "25%"},
	    {"promise.no_room", "1%"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, parts); /* two of eight find no room */
	assert_string_equal(results_text(f, "promise.unserved.verdict"),
			    "kept");
	assert_string_equal(results_text(f, "promise.no_room.verdict"),
			    "broken");
	assert_string_equal(results_text(f, "promise.wait.verdict"), "broken");
	assert_string_equal(results_text(f, "promise.kept"), "broken");
	is_share(f, "promise.no_room.value", 2, 8);
	is_share(f, "promise.wait.value", 6, 8);
	is_share(f, "promise.wait.limit", 95, 100);
	results_is_null(f, "promise.wait.low");
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, results_set_up, results_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(every_start_ends_once_and_for_one_reason),
	    TEST(what_is_pending_is_not_judged),
	    TEST(unserved_starts_are_the_longest_waits),
	    TEST(each_part_of_a_promise_has_its_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
