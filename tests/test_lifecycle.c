/*
 * test_lifecycle.c - the tables of states as whole matrices: what is allowed is
 * written down here a second time, everything else is refused.
 *
 * Inputs, too: every kind survives packing, and nothing else is taken for one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/input.h"
#include "engine/kit/arithmetic.h"
#include "engine/lifecycle.h"

/* One letter a state, in the order of the enumerations:
 * archived queued moving restoring starting active stopping sleeping archiving
 * restarting stranded deleted.  x: allowed. */
static const char *const world_matrix[WORLD_STATE_COUNT] = {
    /*  aqmrsaosAwtd */
    ".x.....x...x", /* archived */
    "x.xxx..xx.x.", /* queued */
    ".x.xx..xx.x.", /* moving */
    "xx..x..x..x.", /* restoring */
    "xx...xxx..x.", /* starting */
    "......xx.xx.", /* active */
    ".......x..x.", /* stopping */
    ".x......x.xx", /* sleeping */
    "xx.....x..x.", /* archiving */
    ".....x.x..x.", /* restarting */
    "xx.....x...x", /* stranded */
    "............", /* deleted */
};

/* none ordered booting ready cordoned draining destroying silent dead gone */
static const char *const node_matrix[NODE_STATE_COUNT] = {
    ".xx.......", /* none */
    "..x......x", /* ordered */
    "...x...xxx", /* booting: silent if it never came */
    "....x..x.x", /* ready */
    "...x.x.x.x", /* cordoned */
    "...x..xx.x", /* draining: a drain can be cancelled */
    ".........x", /* destroying */
    "...x..x.xx", /* silent */
    "..x...x..x", /* dead: repaired */
    "x.........", /* gone */
};

static void worlds_move_as_the_matrix_says(void **state)
{
	(void)state;
	for (unsigned from = 0; from < WORLD_STATE_COUNT; from++)
		for (unsigned to = 0; to < WORLD_STATE_COUNT; to++)
			if (world_may_become((enum world_state)from,
					     (enum world_state)to) !=
			    (world_matrix[from][to] == 'x'))
				fail_msg(
				    "%s -> %s",
				    world_state_name((enum world_state)from),
				    world_state_name((enum world_state)to));
}

static void nodes_move_as_the_matrix_says(void **state)
{
	(void)state;
	for (unsigned from = 0; from < NODE_STATE_COUNT; from++)
		for (unsigned to = 0; to < NODE_STATE_COUNT; to++)
			if (node_may_become((enum node_state)from,
					    (enum node_state)to) !=
			    (node_matrix[from][to] == 'x'))
				fail_msg("%s -> %s",
					 node_state_name((enum node_state)from),
					 node_state_name((enum node_state)to));
}

/* A world with a copy nowhere but on a lost node is never deleted unasked:
 * from no running state straight to deleted or archived. */
static void no_running_world_disappears(void **state)
{
	static const enum world_state running[] = {WORLD_ACTIVE, WORLD_STOPPING,
						   WORLD_RESTARTING};

	(void)state;
	for (size_t i = 0; i < sizeof running / sizeof running[0]; i++) {
		assert_false(world_may_become(running[i], WORLD_DELETED));
		assert_false(world_may_become(running[i], WORLD_ARCHIVED));
		assert_false(world_may_become(running[i], WORLD_STARTING));
	}
}

/* --- inputs --------------------------------------------------------------- */

static void every_input_survives_packing(void **state)
{
	(void)state;
	for (unsigned kind = 1; kind < INPUT_KIND_COUNT; kind++) {
		struct input input = {
		    .seq = 7, .at_us = -5, .kind = (enum input_kind)kind};
		uint64_t words[INPUT_WORDS], again[INPUT_WORDS];
		struct input back;

		if (kind == INPUT_COMMAND_FINISHED)
			input.command_finished.outcome = OUTCOME_DONE;
		input_pack(&input, words);
		assert_true(input_unpack(words, &back));
		assert_int_equal(back.seq, 7);
		assert_int_equal(back.at_us, -5);
		assert_int_equal(back.kind, kind);
		assert_string_not_equal(input_kind_name(back.kind), "?");
		/* whatever else is taken for an input packs to the same */
		for (uint64_t i = 0; i < 4000; i++) {
			words[3 + i % 4] = mix_word(kind, i) >> i % 64;
			if (!input_unpack(words, &back))
				continue;
			input_pack(&back, again);
			assert_memory_equal(words, again, sizeof words);
		}
	}
}

static void unknown_inputs_are_refused(void **state)
{
	uint64_t words[INPUT_WORDS] = {1, 2, INPUT_NONE};
	struct input input;

	(void)state;
	assert_false(input_unpack(words, &input));
	words[2] = INPUT_KIND_COUNT;
	assert_false(input_unpack(words, &input));
	words[2] = UINT64_MAX;
	assert_false(input_unpack(words, &input));
	words[2] = INPUT_WAKE;
	words[6] = 1; /* a wake carries nothing */
	assert_false(input_unpack(words, &input));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(worlds_move_as_the_matrix_says),
	    cmocka_unit_test(nodes_move_as_the_matrix_says),
	    cmocka_unit_test(no_running_world_disappears),
	    cmocka_unit_test(every_input_survives_packing),
	    cmocka_unit_test(unknown_inputs_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
