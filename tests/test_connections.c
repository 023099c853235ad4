/*
 * test_connections.c - may one more transfer begin?  A player always may while
 * there is a connection; what leaves leaves some for players; and what has time
 * waits for all of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/engine.int.h"
#include "support_engine.h"

/* Of a box: connections, kept for restores, uploads at most; those that run,
 * by class; and who may begin: a player, a drain, routine. */
static const struct {
	uint32_t connections, kept, uploads_max;
	uint32_t running_by[TRANSFER_CLASSES];
	bool may[TRANSFER_CLASSES];
} cases[] = {
    /* any number, whatever the rest says */
    {0, 0, 0, {9, 9, 9}, {true, true, true}},
    {0, 0, 1, {9, 9, 9}, {true, true, true}},
    /* one connection */
    {1, 0, 0, {0, 0, 0}, {true, true, true}},
    {1, 0, 0, {1, 0, 0}, {false, false, false}},
    {1, 0, 0, {0, 1, 0}, {false, false, false}},
    {1, 0, 0, {0, 0, 1}, {false, false, false}},
    {1, 1, 0, {0, 0, 0}, {true, false, false}},
    /* three, one of them kept */
    {3, 1, 0, {0, 1, 0}, {true, true, true}},
    {3, 1, 0, {0, 1, 1}, {true, false, false}},
    {3, 1, 0, {0, 1, 2}, {false, false, false}},
    /* what has time does not begin while a player waits for one */
    {9, 0, 0, {1, 0, 0}, {true, true, false}},
    {9, 0, 0, {0, 1, 1}, {true, true, true}},
    /* two uploads at most */
    {9, 0, 2, {0, 1, 0}, {true, true, true}},
    {9, 0, 2, {0, 0, 1}, {true, true, true}},
    {9, 0, 2, {0, 1, 1}, {true, false, false}},
    {9, 0, 2, {0, 2, 0}, {true, false, false}},
    {9, 0, 1, {3, 0, 0}, {true, true, false}},
};

static void connections_are_given_by_urgency(void **state)
{
	struct engine_config config = bench_config(1);
	struct bench bench;

	(void)state;
	bench_open(&bench, &config);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct engine *engine = bench.engine;
		struct transfer_line *line = &engine->transfers.lines[1];
		struct archive_box *box = &engine->config.machinery.boxes[1];

		box->connections = cases[i].connections;
		box->connections_for_restores = cases[i].kept;
		engine->config.policy.uploads_max = cases[i].uploads_max;
		line->running = 0;
		for (int class = 0; class < TRANSFER_CLASSES; class ++) {
			line->running_by[class] = cases[i].running_by[class];
			line->running += cases[i].running_by[class];
		}
		for (uint8_t class = 0; class < TRANSFER_CLASSES; class ++) {
			struct transfer upload = {
			    .line = 1, .to = NO_SLOT, .class = class};

			if (transfer_may_begin(engine, &upload) !=
			    cases[i].may[class])
				fail_msg("case %zu, class %d", i, class);
		}
	}
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(connections_are_given_by_urgency),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
