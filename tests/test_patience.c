/*
 * test_patience.c - how long players wait for room and for a transfer, and what
 * becomes of the start when they leave.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/kpi.h"
#include "support_results.h"

static int64_t wait_of_row(const struct results *f, size_t row)
{
	return figures_start(&f->run.figures[0], row)->wait_us;
}

/* Every restore takes ten minutes. */
static void players_may_never_leave_a_transfer(void **state)
{
	static const struct scenario_override slow[] = {
	    {"world.restore", "600s"},
	    {"fleet.dedicated.0.count", "2"},
	    {"demand.patience", "1s"},
	    {"demand.patience_in_transfer", "never"},
	    {"policy.sleep_window", "0s"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, slow);
	assert_true(results_number(f, "starts.unserved") == 0);
	assert_true(fabs(results_number(f, "wait_seconds.max") - 600) < 2);
}

/* Half an hour of it is more than anybody has; nobody leaves before half a
 * minute is over. */
static void players_leave_a_long_transfer_by_default(void **state)
{
	static const struct scenario_override slow[] = {
	    {"world.restore", "1800s"},
	    {"fleet.dedicated.0.count", "2"},
	    {"policy.sleep_window", "0s"},
	    {"world.vm_boot", "0s"},
	    {"demand.patience_in_transfer",
	     "null"}, /* as if it were not there */
	    {"replications", "1"},
	    {NULL, NULL}};
	struct results *f = *state;
	const struct figures *figures;

	results_play_small(f, slow);
	figures = &f->run.figures[0];
	assert_int_equal((int)results_number(f, "starts.abandoned"), 8);
	for (size_t i = 0; i < figures->starts.count; i++)
		assert_true(figures_start(figures, i)->wait_us >=
			    30 * US_PER_SECOND);
}

static void a_player_leaves_a_transfer_when_patience_ends(void **state)
{
	static const struct scenario_override slow[] = {
	    {"world.restore", "600s"},
	    {"fleet.dedicated.0.count", "2"},
	    {"policy.sleep_window", "0s"},
	    {"demand.patience", "never"},
	    {"demand.patience_in_transfer", "90s"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, slow);
	assert_true(results_number(f, "starts.left_transfer") == 8);
	assert_string_equal(results_text(f, "wait_seconds.p50"), "over");
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(wait_of_row(f, i), 90 * US_PER_SECOND);
}

/* It is no patience for room: with none left they wait for ever. */
static void
patience_in_transfer_is_separate_from_patience_for_room(void **state)
{
	static const struct scenario_override full[] = {
	    {"demand.patience", "never"},
	    {"demand.patience_in_transfer", "1s"},
	    {"workload.first_seen", "new"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, full);
	/* e and f wait five hours for the four others, until their stop */
	assert_true(results_number(f, "starts.stop_came") == 2);
	assert_true(wait_of_row(f, 5) == 5 * US_PER_HOUR);
}

/* What comes later than the end of a short restore has no effect. */
static void a_player_stays_for_a_transfer_that_ends_in_time(void **state)
{
	static const struct scenario_override fast[] = {
	    {"world.restore", "80s"},
	    {"fleet.dedicated.0.count", "2"},
	    {"policy.sleep_window", "0s"},
	    {"demand.patience_in_transfer", "90s"},
	    {"world.container_start", "60s"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct results *f = *state;

	results_play_small(f, fast);
	assert_true(results_number(f, "starts.served") == 8);
	assert_true(fabs(results_number(f, "ready_seconds.max") - 140) < 1);
}

/* a plays until 1:20 on the only node; b asks half a minute before that, and
 * then its data are brought. */
static const char one_after_the_other[] =
    "world,start,stop,ram_mb\n"
    "a,2026-01-01T01:00:00Z,2026-01-01T01:20:00Z,4096\n"
    "b,2026-01-01T01:19:30Z,2026-01-01T07:00:00Z,4096\n";

/* He waited long enough for room, and had it. */
static void patience_for_room_does_not_end_a_later_transfer(void **state)
{
	static const struct scenario_override slow[] = {
	    {"world.restore", "600s"},
	    {"demand.patience", "60s"},
	    {"demand.patience_in_transfer", "never"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct results *f = *state;

	put_file(f->place.sessions, one_after_the_other);
	results_play_small(f, slow);
	assert_int_equal((int)results_number(f, "starts.served"), 2);
	assert_true(fabs(results_number(f, "wait_seconds.max") - 630) < 2);
}

static void patience_that_is_over_ends_a_transfer_as_it_begins(void **state)
{
	static const struct scenario_override short_of_it[] = {
	    {"world.restore", "15s"},
	    {"demand.patience", "never"},
	    {"demand.patience_in_transfer", "20s"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct results *f = *state;

	put_file(f->place.sessions, one_after_the_other);
	results_play_small(f, short_of_it);
	assert_int_equal((int)results_number(f, "starts.left_transfer"), 1);
	assert_int_equal(wait_of_row(f, 1), 30 * US_PER_SECOND);
}

/* He leaves after 90 s, asks again after 60 more, and finds the transfer still
 * under way: four times, until it is done. */
static void a_player_who_comes_again_loses_patience_again(void **state)
{
	static const struct scenario_override again[] = {
	    {"world.restore", "600s"},
	    {"demand.patience", "never"},
	    {"demand.patience_in_transfer", "90s"},
	    {"demand.retry", "1"},
	    {"demand.retry_after", "60s"},
	    {"replications", "1"},
	    {NULL, NULL}};
	struct results *f = *state;

	put_file(f->place.sessions,
		 "world,start,stop,ram_mb\n"
		 "a,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,4096\n");
	results_play_small(f, again);
	assert_int_equal((int)results_number(f, "starts.attempts"), 5);
	assert_int_equal((int)results_number(f, "starts.served"), 1);
	assert_int_equal(results_delay_us(f, DELAY_SAVING), 0);
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, results_set_up, results_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(players_may_never_leave_a_transfer),
	    TEST(players_leave_a_long_transfer_by_default),
	    TEST(a_player_leaves_a_transfer_when_patience_ends),
	    TEST(patience_in_transfer_is_separate_from_patience_for_room),
	    TEST(a_player_stays_for_a_transfer_that_ends_in_time),
	    TEST(patience_for_room_does_not_end_a_later_transfer),
	    TEST(patience_that_is_over_ends_a_transfer_as_it_begins),
	    TEST(a_player_who_comes_again_loses_patience_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
