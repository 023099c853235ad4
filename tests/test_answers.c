/*
 * test_answers.c - what each outcome of each command means, as a matrix written
 * by hand, and what follows when there is no answer at all.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/questions.h"
#include "support_engine.h"

#define GIB 1024u

static void minutes_pass(struct bench *bench, int64_t minutes)
{
	bench_until(bench, bench->now_us + minutes * US_PER_MINUTE);
}

static void delete_world(struct bench *bench, uint32_t world)
{
	(void)bench_feed(bench, (struct input){.kind = INPUT_WORLD_DELETED,
					       .world_deleted = {{world}}});
}

static uint32_t node_of(const struct bench *bench, uint32_t world)
{
	struct world_view view;

	assert_true(
	    engine_read_world(bench->engine, (struct world_id){world}, &view));
	return view.node.value;
}

/* --- a bench on which one command of a kind waits for its answer ---------- */

static void open_plain(struct bench *bench, uint32_t dedicated)
{
	struct engine_config config = bench_config(8);

	config.dedicated_count[0] = dedicated;
	config.policy.reserve_mib = 0;
	config.policy.sleep_window_us = US_PER_HOUR;
	bench_open(bench, &config);
}

static void open_order(struct bench *bench)
{
	open_plain(bench, 0);
	bench_register(bench, 1, 4 * GIB, true);
	bench_start(bench, 1, 1);
}

static void open_destroy(struct bench *bench)
{
	open_order(bench);
	bench_answer_first(bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	minutes_pass(bench, 15); /* it never comes */
}

static void open_fence(struct bench *bench)
{
	open_plain(bench, 1);
	bench_dies(bench, 1);
	minutes_pass(bench, 5);
}

static void open_start(struct bench *bench)
{
	open_plain(bench, 1);
	bench_register(bench, 1, 4 * GIB, false);
	bench_start(bench, 1, 1);
}

static void open_stop(struct bench *bench)
{
	open_start(bench);
	bench_answer_first(bench, COMMAND_START_WORLD, OUTCOME_DONE);
	bench_stop(bench, 1, 1);
}

static void open_archive(struct bench *bench)
{
	open_stop(bench);
	bench_answer_first(bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	minutes_pass(bench, 60);
}

static void open_restore(struct bench *bench)
{
	open_plain(bench, 1);
	bench_register(bench, 1, 4 * GIB, true);
	bench_start(bench, 1, 1);
}

static void open_delete_copy(struct bench *bench)
{
	open_archive(bench);
	bench_answer_first(bench, COMMAND_ARCHIVE_WORLD, OUTCOME_DONE);
}

static void open_delete_archive(struct bench *bench)
{
	open_plain(bench, 1);
	bench_register(bench, 1, 4 * GIB, true);
	delete_world(bench, 1);
}

static void open_cancel(struct bench *bench)
{
	open_archive(bench);
	bench_start(bench, 1, 2); /* warm: its upload is stale */
}

/* World 1 lies on a node that another fills: it is copied to the other node. */
static void open_copy(struct bench *bench)
{
	struct engine_config config = bench_config(8);

	config.policy.cloud_max = 0;
	config.policy.direct_copy = true;
	bench_open(bench, &config);
	bench_register(bench, 1, 20 * GIB, false);
	bench_start(bench, 1, 1);
	bench_settle(bench);
	bench_stop(bench, 1, 1);
	bench_settle(bench);
	for (uint32_t world = 2; world <= 3; world++) {
		bench_register(bench, world, 40 * GIB + world, false);
		bench_start(bench, world, world);
		bench_settle(bench);
	}
	bench_stop(bench, node_of(bench, 2) == node_of(bench, 1) ? 3 : 2, 0);
	bench_settle(bench);
	bench_start(bench, 1, 4);
	minutes_pass(bench, 0);
}

/* --- the matrix ----------------------------------------------------------- */

/*
 * d: it is done.  f: it will not happen, and what waited goes on without.
 * r: it is sent again after a pause, under a new id.  =: still pending, the
 * same id.  Columns: done, refused, no capacity, failed, cancelled, unknown.
 */
static const struct {
	enum command_kind kind;
	const char *means;
	void (*open)(struct bench *bench);
} matrix[] = {
    {COMMAND_ORDER_NODE, "dffff=", open_order},
    {COMMAND_DESTROY_NODE, "drrrr=", open_destroy},
    {COMMAND_FENCE_NODE, "drrrr=", open_fence},
    {COMMAND_START_WORLD, "dffff=", open_start},
    {COMMAND_STOP_WORLD, "ddrrr=", open_stop},
    {COMMAND_ARCHIVE_WORLD, "drrrr=", open_archive},
    {COMMAND_RESTORE_WORLD, "dfrrr=", open_restore},
    {COMMAND_DELETE_COPY, "ddrrr=", open_delete_copy},
    {COMMAND_DELETE_ARCHIVE, "ddrrr=", open_delete_archive},
    {COMMAND_CANCEL_TRANSFER, "ddddd=", open_cancel},
    {COMMAND_RAISE_ALERT, "ddrrr=", open_fence},
    {COMMAND_COPY_WORLD, "dffff=", open_copy},
};

/* Did what the command asked for come true?  Of kinds that can fail. */
static bool is_done(const struct bench *bench, enum command_kind kind)
{
	if (kind == COMMAND_ORDER_NODE)
		return bench_node_state(bench, 1) == NODE_BOOTING;
	if (kind == COMMAND_START_WORLD)
		return bench_state(bench, 1) == WORLD_ACTIVE;
	if (kind == COMMAND_RESTORE_WORLD || kind == COMMAND_COPY_WORLD)
		return bench_state(bench, 1) == WORLD_STARTING;
	return true;
}

static char meaning_of(enum command_kind kind, void (*open)(struct bench *),
		       enum outcome outcome)
{
	struct bench bench;
	struct command command;
	char meaning;

	open(&bench);
	command = bench_first(&bench, kind);
	bench_answer_first(&bench, kind, outcome);
	meaning = is_done(&bench, kind) ? 'd' : 'f';
	if (bench_awaits(&bench, command.id.value)) {
		meaning = '=';
	} else if (bench_commands(&bench, kind) == 0) {
		bench_until(&bench, bench.now_us + 31 * US_PER_SECOND);
		if (bench_commands(&bench, kind) != 0) {
			struct command again = bench_first(&bench, kind);

			assert_true(again.id.value > command.id.value);
			assert_int_equal(again.world.value,
					 command.world.value);
			assert_int_equal(again.node.value, command.node.value);
			if (again.reference == command.reference)
				meaning = 'r';
		}
	}
	assert_null(engine_audit(bench.engine));
	bench_close(&bench);
	return meaning;
}

static void every_outcome_of_every_kind_means_something(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof matrix / sizeof matrix[0]; i++)
		for (unsigned o = OUTCOME_DONE; o < OUTCOME_COUNT; o++) {
			char means = meaning_of(matrix[i].kind, matrix[i].open,
						(enum outcome)o);

			if (means != matrix[i].means[o - OUTCOME_DONE])
				fail_msg("%s, %s: %c",
					 command_kind_name(matrix[i].kind),
					 outcome_name((enum outcome)o), means);
		}
	/* each kind has a row */
	for (unsigned kind = 1; kind < COMMAND_KIND_COUNT; kind++)
		assert_int_equal(matrix[kind - 1].kind, kind);
}

/* --- stories -------------------------------------------------------------- */

static uint32_t alerts(const struct bench *bench, enum reason reason)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < bench->command_count; i++)
		count += bench->commands[i].kind == COMMAND_RAISE_ALERT &&
			 bench->commands[i].reason == reason;
	return count;
}

static struct books books_of(const struct bench *bench)
{
	struct books books;

	engine_read_books(bench->engine, bench->now_us, &books);
	return books;
}

static void a_start_that_is_never_answered_ends_in_minutes(void **state)
{
	struct bench bench;
	struct node_view node;

	(void)state;
	open_start(&bench);
	minutes_pass(&bench, 14);
	assert_int_equal(bench_state(&bench, 1), WORLD_STARTING);
	minutes_pass(&bench, 1);
	/* it may run: it is stopped, and the player is told */
	assert_int_equal(bench_state(&bench, 1), WORLD_STOPPING);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->reason,
			 REASON_UNANSWERED);
	assert_int_equal(alerts(&bench, REASON_UNANSWERED), 1);
	assert_int_equal(bench_commands(&bench, COMMAND_STOP_WORLD), 1);
	/* the answer that comes too late is not believed */
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_STOPPING);
	bench_answer_first(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	assert_true(engine_read_node(bench.engine, (struct node_id){1}, &node));
	assert_int_equal(node.used_mib, 0);
	assert_int_equal(books_of(&bench).active_gross_nano_eur, 0);
	assert_int_equal(books_of(&bench).billed_minutes, 0);
	/* and it starts again where it lies */
	bench_start(&bench, 1, 2);
	bench_answer_all(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	bench_close(&bench);
}

static void
a_restore_that_is_refused_for_good_is_told_and_costs_nothing(void **state)
{
	struct bench bench;

	(void)state;
	open_restore(&bench);
	bench_answer_first(&bench, COMMAND_RESTORE_WORLD, OUTCOME_REFUSED);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVED);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->reason,
			 REASON_REFUSED);
	assert_int_equal(alerts(&bench, REASON_REFUSED), 1);
	/* what came of it on the node goes; the archive is not touched */
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_COPY), 1);
	assert_int_equal(bench_commands(&bench, COMMAND_DELETE_ARCHIVE), 0);
	minutes_pass(&bench, 24 * 60);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 0);
	assert_int_equal(books_of(&bench).active_gross_nano_eur, 0);
	assert_int_equal(books_of(&bench).sleep_gross_nano_eur, 0);
	/* a later start asks again */
	bench_start(&bench, 1, 2);
	minutes_pass(&bench, 0);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 1);
	bench_close(&bench);
}

static void a_restore_that_keeps_failing_is_given_up(void **state)
{
	struct bench bench;

	(void)state;
	open_restore(&bench);
	for (int i = 1; i <= 10; i++) {
		assert_int_equal(bench_state(&bench, 1), WORLD_RESTORING);
		bench_answer_first(&bench, COMMAND_RESTORE_WORLD,
				   OUTCOME_FAILED);
		minutes_pass(&bench, 1);
	}
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVED);
	assert_int_equal(alerts(&bench, REASON_RETRY), 1);
	assert_int_equal(bench_commands(&bench, COMMAND_RESTORE_WORLD), 0);
	bench_close(&bench);
}

static void an_order_that_is_never_answered_makes_way_for_another(void **state)
{
	struct bench bench;

	(void)state;
	open_order(&bench);
	minutes_pass(&bench, 9);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 1);
	minutes_pass(&bench, 1);
	assert_int_equal(bench_commands(&bench, COMMAND_ORDER_NODE), 2);
	assert_int_equal(bench.commands[bench.command_count - 1].location, 1);
	assert_int_equal(alerts(&bench, REASON_UNANSWERED), 1);
	assert_int_equal(bench_node_state(&bench, 1), NODE_GONE);
	/* the machine that comes of it after all is no node of ours */
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	assert_int_equal(bench_node_state(&bench, 1), NODE_GONE);
	assert_int_equal(books_of(&bench).cloud_hours_billed, 0);
	bench_close(&bench);
}

/* What must happen is asked for again and again, and an operator is told. */
static void a_destruction_is_never_given_up(void **state)
{
	struct bench bench;
	uint32_t told = 0;

	(void)state;
	open_destroy(&bench);
	bench_answer_all(&bench, COMMAND_RAISE_ALERT, OUTCOME_DONE);
	for (int i = 1; i <= 12; i++) {
		bench_answer_first(&bench, COMMAND_DESTROY_NODE,
				   i % 2 ? OUTCOME_FAILED : OUTCOME_REFUSED);
		minutes_pass(&bench, 1);
		assert_int_equal(bench_commands(&bench, COMMAND_DESTROY_NODE),
				 1);
		assert_int_equal(alerts(&bench, REASON_RETRY), i / 5);
	}
	/* and unanswered, for a day */
	minutes_pass(&bench, 24 * 60);
	for (uint32_t i = 0; i < bench.command_count; i++)
		told += bench.commands[i].reason == REASON_UNANSWERED &&
			bench.commands[i].node.value == 1;
	assert_int_equal(told, 24 * 60 / 10);
	assert_int_equal(bench_node_state(&bench, 1), NODE_DESTROYING);
	bench_close(&bench);
}

/* A world that moves cannot be uploaded: it stays at home, its player is told.
 */
static void a_move_that_cannot_be_uploaded_ends_at_home(void **state)
{
	struct engine_config config = bench_config(8);
	struct bench bench;

	(void)state;
	config.policy.cloud_max = 0;
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= 3; world++)
		bench_register(&bench, world, 40 * GIB, false);
	bench_start(&bench, 1, 1); /* on node 1 */
	bench_settle(&bench);
	bench_stop(&bench, 1, 1);
	bench_settle(&bench);
	bench_start(&bench, 2, 2);
	bench_start(&bench, 3, 3);
	bench_settle(&bench); /* each has a node; one lies where world 1 does */
	bench_stop(&bench, node_of(&bench, 2) == node_of(&bench, 1) ? 3 : 2, 0);
	bench_settle(&bench);
	bench_start(&bench, 1, 4);
	minutes_pass(&bench, 0);
	assert_int_equal(bench_state(&bench, 1), WORLD_MOVING);
	for (int i = 1; i <= 5; i++) {
		bench_answer_first(&bench, COMMAND_ARCHIVE_WORLD,
				   OUTCOME_REFUSED);
		minutes_pass(&bench, 1);
	}
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	assert_int_equal(bench_last(&bench, NOTICE_START_REFUSED)->reason,
			 REASON_REFUSED);
	assert_int_equal(bench_commands(&bench, COMMAND_ARCHIVE_WORLD), 0);
	bench_close(&bench);
}

/* A large transfer may take long; a small one is asked about sooner. */
static void an_answer_is_due_by_kind_and_size(void **state)
{
	struct bench bench;
	struct command small, large, largest;

	(void)state;
	open_plain(&bench, 1);
	bench_register_all_of(&bench, 1, GIB, 0, 1000);
	bench_register_all_of(&bench, 2, GIB, 0, 30 * GIB);
	bench_register_all_of(&bench, 3, GIB, 0, 300 * GIB);
	bench_start(&bench, 1, 1);
	minutes_pass(&bench, 0);
	small = bench_first(&bench, COMMAND_RESTORE_WORLD);
	bench_answer_all(&bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
	bench_start(&bench, 2, 2);
	minutes_pass(&bench, 0);
	large = bench_first(&bench, COMMAND_RESTORE_WORLD);
	/* 10 minutes, and 4 MiB/s for 1 GiB, for 32 GiB */
	assert_int_equal(small.answer_by_us - small.issued_at_us,
			 (600 + 256) * US_PER_SECOND);
	assert_int_equal(large.answer_by_us - large.issued_at_us,
			 (600 + 32 * 256) * US_PER_SECOND);
	assert_int_equal(
	    bench_first(&bench, COMMAND_START_WORLD).answer_by_us -
		bench_first(&bench, COMMAND_START_WORLD).issued_at_us,
	    5 * US_PER_MINUTE);
	/* what is larger than the largest class is not waited for longer */
	bench_answer_all(&bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
	bench_start(&bench, 3, 3);
	minutes_pass(&bench, 0);
	largest = bench_first(&bench, COMMAND_RESTORE_WORLD);
	assert_int_equal(largest.answer_by_us - largest.issued_at_us,
			 (600 + 128 * 256) * US_PER_SECOND);
	bench_close(&bench);
}

static void count_one(void *context, const struct command *command)
{
	uint32_t *count = context;

	(void)command;
	++*count;
}

static uint32_t commands_out(const struct bench *bench)
{
	uint32_t count = 0;

	engine_each_pending_command(bench->engine, count_one, &count);
	return count;
}

/* Nobody carries it out until it is sent again. */
static void what_is_put_off_is_not_out(void **state)
{
	struct bench bench;

	(void)state;
	open_delete_archive(&bench);
	assert_int_equal(commands_out(&bench), 1);
	bench_answer_first(&bench, COMMAND_DELETE_ARCHIVE, OUTCOME_FAILED);
	assert_int_equal(commands_out(&bench), 0);
	minutes_pass(&bench, 1);
	assert_int_equal(commands_out(&bench), 1);
	bench_close(&bench);
}

/* --- broken conditions ---------------------------------------------------- */

static sigjmp_buf trapped;

static void on_trap(int signal)
{
	siglongjmp(trapped, signal);
}

static void a_broken_condition_says_where_and_when(void **state)
{
	struct sigaction action = {.sa_handler = on_trap}, ill, trap;
	struct bench bench;
	const struct input wrong = {.seq = 1, .kind = INPUT_WAKE};

	(void)state;
	open_plain(&bench, 1);
	assert_null(engine_broken());
	(void)sigaction(SIGILL, &action, &ill);
	(void)sigaction(SIGTRAP, &action, &trap);
	if (sigsetjmp(trapped, 1) == 0) {
		engine_step(bench.engine, &wrong, &bench.scratch->output);
		fail();
	}
	(void)sigaction(SIGILL, &ill, NULL);
	(void)sigaction(SIGTRAP, &trap, NULL);
	assert_non_null(engine_broken());
	assert_non_null(strstr(engine_broken()->file, "engine/engine.c"));
	assert_true(engine_broken()->line > 0);
	assert_int_equal(engine_broken()->seq, 1);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_outcome_of_every_kind_means_something),
	    cmocka_unit_test(a_start_that_is_never_answered_ends_in_minutes),
	    cmocka_unit_test(
		a_restore_that_is_refused_for_good_is_told_and_costs_nothing),
	    cmocka_unit_test(a_restore_that_keeps_failing_is_given_up),
	    cmocka_unit_test(
		an_order_that_is_never_answered_makes_way_for_another),
	    cmocka_unit_test(a_destruction_is_never_given_up),
	    cmocka_unit_test(a_move_that_cannot_be_uploaded_ends_at_home),
	    cmocka_unit_test(an_answer_is_due_by_kind_and_size),
	    cmocka_unit_test(what_is_put_off_is_not_out),
	    cmocka_unit_test(a_broken_condition_says_where_and_when),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
