/*
 * engine_audit() sees each thing that it claims to see of worlds that move and
 * of second copies, as test_audit.c shows of the rest.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "engine/engine.int.h"
#include "support_engine.h"

#define GIB 1024u

enum {		   /* worlds, by what they do */
       ACTIVE = 1, /* fills node 1 */
       MOVING,	   /* from there */
       MOVING_TOO,
       COPIED,	/* sleeps on node 4, has a copy on node 5 */
       COMING,	/* sleeps on node 5, is copied to node 4 */
       WAITING, /* for a copy, and the link is busy */
       ARCHIVED,
       LAST
};

static struct bench bench;

static void finds(uint32_t world, uint32_t ram_mib, uint32_t node,
		  uint32_t copy)
{
	bench_register(&bench, world, ram_mib, false);
	(void)bench_feed(
	    &bench, (struct input){.kind = INPUT_WORLD_FOUND,
				   .world_found = {
				       {world}, {node}, bench.now_us, {copy}}});
}

static int open_moving(void **state)
{
	struct engine_config config = bench_config(LAST);

	(void)state;
	config.dedicated_count[0] = 5;
	config.policy.cloud_max = 0;
	config.policy.direct_copy = true;
	config.policy.recall_moves = true;
	config.policy.second_copies =
	    (struct second_copies){.on = true, .budget = 1};
	bench_open(&bench, &config);
	finds(ACTIVE, 58 * GIB, 1, 5);
	bench_start(&bench, ACTIVE, 0);
	bench_until(&bench, bench.now_us);
	bench_answer_first(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
	for (uint32_t world = MOVING; world <= MOVING_TOO; world++) {
		finds(world, 4 * GIB, 1, 0);
		bench_start(&bench, world, 0);
		bench_until(&bench, bench.now_us);
	}
	finds(COPIED, GIB, 4, 5);
	finds(COMING, GIB, 5, 0);
	bench_until(&bench, bench.now_us + 2);
	finds(WAITING, GIB, 5, 0);
	bench_until(&bench, bench.now_us + 2);
	bench_register(&bench, ARCHIVED, GIB, true);
	return bench_state(&bench, MOVING_TOO) == WORLD_MOVING &&
		       copy_is(bench.engine, COMING, COPY_COMING) &&
		       copy_is(bench.engine, WAITING, COPY_DUE)
		   ? 0
		   : -1;
}

static int close_moving(void **state)
{
	(void)state;
	bench_close(&bench);
	return 0;
}

/* With this field so, the audit says this; then all is as before. */
#define SAYS(words, field, value)                                              \
	do {                                                                   \
		__typeof__(field) kept = (field);                              \
		const char *wrong;                                             \
                                                                               \
		(field) = (value);                                             \
		wrong = engine_audit(bench.engine);                            \
		if (wrong == NULL || strcmp(wrong, words) != 0)                \
			fail_msg("%s: %s", #field,                             \
				 wrong != NULL ? wrong : "no word");           \
		(field) = kept;                                                \
		assert_null(engine_audit(bench.engine));                       \
	} while (0)

#define W(id) (e->worlds[id])
#define COPY(id) (e->copies.of_world[id])
#define NODE(number) (*node_find(e, number))

static void those_who_leave_are_looked_at(void **state)
{
	struct engine *e = bench.engine;

	(void)state;
	assert_null(engine_audit(e));
	SAYS("a list of worlds that leave is broken", W(MOVING_TOO).queue_prev,
	     0);
	SAYS("a world that leaves a node does not move", NODE(1).leaving.head,
	     ACTIVE);
	SAYS("a list of worlds that leave has a wrong end",
	     NODE(1).leaving.tail, MOVING);
	SAYS("a moving world stands on no list of its home", NODE(1).leaving,
	     (struct list){0});
	SAYS("nodes with room again are forgotten", NODE(1).roomy, true);
	SAYS("a node with room again is on no list", e->fleet.roomy.head, 1);
}

static void links_are_looked_at(void **state)
{
	struct engine *e = bench.engine;

	(void)state;
	SAYS("the copies of a link are miscounted", NODE(1).copies_out[0], 1);
	SAYS("the copies of a link are miscounted", NODE(4).copies_in[1], 2);
	SAYS("the copies of a link are miscounted", NODE(4).copies_out[1], 1);
	SAYS("a direct copy has no end", NODE(5).copies_out[1], 0);
	SAYS("more copies than a link takes", e->config.machinery.link_copies,
	     1);
}

static void second_copies_are_looked_at(void **state)
{
	struct engine *e = bench.engine;

	(void)state;
	SAYS("a second copy lies where it must not", COPY(COPIED).node,
	     W(COPIED).node);
	COPY(ARCHIVED).node = COPY(COPIED).node;
	SAYS("a second copy of a world that lies nowhere else",
	     COPY(ARCHIVED).bits, COPY_VERIFIED);
	SAYS("a copy is of the newest data and not verified",
	     COPY(WAITING).bits, COPY_CURRENT);
	SAYS("a second copy that is not there is listed", COPY(WAITING).next,
	     COPIED);
	SAYS("a world is listed for a second copy and does not wait",
	     COPY(COPIED).due_us, 1);
	SAYS("a copy is of data that change", COPY(ACTIVE).bits,
	     COPY_VERIFIED | COPY_CURRENT);
	SAYS("a second copy comes that nobody waits for", COPY(COPIED).bits,
	     COPY_VERIFIED | COPY_COMING);
	SAYS("a world waits for a second copy and needs none",
	     COPY(COPIED).bits, COPY(COPIED).bits | COPY_DUE);
	COPY(COPIED).bits = COPY_VERIFIED;
	SAYS("a second copy is older than the archive", W(COPIED).flags,
	     W(COPIED).flags | WORLD_ARCHIVE_CURRENT);
	COPY(COPIED).bits = COPY_VERIFIED | COPY_CURRENT;
	SAYS("a list of second copies is broken", COPY(COPIED).prev, 0);
	SAYS("a node miscounts its second copies", NODE(5).stored_count, 1);
	SAYS("a node miscounts its second copies", NODE(5).stored.tail, 1);
	SAYS("the list of those that wait for a copy is broken",
	     COPY(WAITING).due_prev, COPIED);
	SAYS("those that wait for a copy are miscounted", e->copies.due.tail,
	     0);
	SAYS("those that wait for a copy are miscounted", e->copies.due,
	     (struct list){0});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(those_who_leave_are_looked_at),
	    cmocka_unit_test(links_are_looked_at),
	    cmocka_unit_test(second_copies_are_looked_at),
	};

	return cmocka_run_group_tests(tests, open_moving, close_moving);
}
