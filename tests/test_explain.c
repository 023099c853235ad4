/*
 * test_explain.c - what the engine tells of its decisions is true, and telling
 * it changes nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/questions.h"
#include "support_engine.h"

#define GIB 1024u
#define WORLDS 80u
#define NODES 64u
#define STEPS 1500
#define EXPLANATIONS                                                           \
	(UINT64_C(1) << NOTICE_DECISION | UINT64_C(1) << NOTICE_ALTERNATIVE)

static uint64_t draw(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 11;
}

struct told {
	uint64_t heard; /* notices that were looked at */
	struct node_view before[NODES];
	uint32_t taken_mib[NODES]; /* by decisions of the step, so far */
	const struct notice *decision;
	uint32_t placed, no_ram;
};

static void look(struct bench *bench, struct told *told)
{
	for (uint32_t id = 1; id < NODES; id++) {
		told->taken_mib[id] = 0;
		if (!engine_read_node(bench->engine, (struct node_id){id},
				      &told->before[id]))
			told->before[id] = (struct node_view){0};
	}
	told->heard = bench->notice_count;
	told->decision = NULL;
}

static bool is_placing(const struct notice *notice)
{
	return notice->decision.rule >= RULE_PLACE_WARM &&
	       notice->decision.rule <= RULE_PLACE_SESSION_END;
}

static int64_t free_mib(const struct told *told, uint32_t id)
{
	return (int64_t)told->before[id].sellable_mib -
	       told->before[id].used_mib - told->taken_mib[id];
}

static void check_notice(struct told *told, const struct notice *notice)
{
	uint32_t node = notice->node.value;

	if (notice->kind == NOTICE_DECISION) {
		told->decision = notice;
		if (!is_placing(notice))
			return;
		assert_int_equal(told->before[node].state, NODE_READY);
		assert_int_equal(notice->decision.have_mib,
				 free_mib(told, node));
		assert_true(notice->decision.have_mib >=
			    notice->decision.need_mib);
		told->placed++;
	} else if (notice->kind == NOTICE_ALTERNATIVE &&
		   notice->alternative.objection == OBJECTION_NO_RAM) {
		int64_t taken = is_placing(told->decision) &&
					told->decision->node.value == node
				    ? told->decision->decision.need_mib
				    : 0;

		assert_int_equal(taken, 0); /* the chosen one is not refused */
		assert_int_equal(notice->alternative.free_mib,
				 free_mib(told, node));
		assert_true(notice->alternative.free_mib <
			    told->decision->decision.need_mib);
		told->no_ram++;
	} else if (notice->kind == NOTICE_START_PLACED &&
		   told->decision != NULL && is_placing(told->decision)) {
		told->taken_mib[told->decision->node.value] +=
		    told->decision->decision.need_mib;
	}
}

/* One random thing happens: the same for the same state of chance. */
static void something_happens(struct bench *bench, uint64_t *chance)
{
	uint32_t world = 1 + (uint32_t)(draw(chance) % WORLDS);

	if (draw(chance) % 2 == 0)
		bench_stop(bench, world, 0);
	else
		bench_start(bench, world, world);
}

static void open_full(struct bench *bench)
{
	struct engine_config config = bench_config(WORLDS + 1);

	bench_open(bench, &config);
	for (uint32_t world = 1; world <= WORLDS; world++)
		bench_register(bench, world, (1 + world % 6) * 2 * GIB, false);
	bench_settle(bench);
}

/* For every start that was placed the chosen node had the room that is told,
 * and a node refused for want of RAM had less than was needed. */
static void the_explanation_of_a_placement_is_true(void **state)
{
	struct told told = {0};
	uint64_t chance = 20241108;
	struct bench bench;

	(void)state;
	open_full(&bench);
	for (int step = 0; step < STEPS; step++) {
		look(&bench, &told);
		something_happens(&bench, &chance);
		for (uint64_t i = told.heard; i < bench.notice_count; i++)
			check_notice(&told,
				     &bench.notices[i % TEST_NOTICES_MAX]);
		bench_until(&bench, bench.now_us + US_PER_MINUTE);
		bench_settle(&bench);
	}
	print_message("%u placed, %u refused for RAM\n", told.placed,
		      told.no_ram);
	assert_true(told.placed > 100);
	assert_true(told.no_ram > 100);
	bench_close(&bench);
}

/* Neither trail nor digest knows whether anybody listens. */
static void a_listener_changes_no_decision(void **state)
{
	uint64_t left_chance = 7, right_chance = 7;
	struct bench left, right;

	(void)state;
	open_full(&left);
	open_full(&right);
	right.scratch->output.notice_mask &= ~EXPLANATIONS;
	right.audit = false; /* an accountant needs to hear of decisions */
	for (int step = 0; step < STEPS; step++) {
		something_happens(&left, &left_chance);
		something_happens(&right, &right_chance);
		bench_until(&left, left.now_us + US_PER_MINUTE);
		bench_until(&right, right.now_us + US_PER_MINUTE);
		bench_settle(&left);
		bench_settle(&right);
		assert_int_equal(engine_trail(left.engine),
				 engine_trail(right.engine));
	}
	assert_int_equal(engine_digest(left.engine),
			 engine_digest(right.engine));
	assert_true(bench_count(&left, NOTICE_DECISION) > 100);
	bench_close(&left);
	bench_close(&right);
}

/* Of an order it is told which lines of the list were not taken, and why: those
 * before it, and those after it that nobody had to ask for. */
static void the_lines_that_were_not_ordered_are_told(void **state)
{
	static const struct {
		uint16_t location;
		enum reason reason;
	} told[] = {{0, REASON_SOLD_OUT}, {2, REASON_NONE}};
	struct engine_config config = bench_config(1);
	const struct notice *of_order;
	struct bench bench;
	uint32_t count = 0;

	(void)state;
	config.dedicated_count[0] = 0;
	config.policy.offer_count = 3;
	config.policy.offers[2] = (struct offer){1, 2};
	bench_open(&bench, &config);
	bench_register(&bench, 1, 4 * GIB, false);
	bench_start(&bench, 1, 0);
	bench_answer_first(&bench, COMMAND_ORDER_NODE, OUTCOME_NO_CAPACITY);
	assert_int_equal(bench_first(&bench, COMMAND_ORDER_NODE).location, 1);
	of_order = bench_last(&bench, NOTICE_DECISION);
	assert_int_equal(of_order->decision.rule, RULE_ORDER_WAITING);
	for (uint64_t i = 0; i < bench.notice_count; i++) {
		const struct notice *notice = &bench.notices[i];

		if (notice->kind != NOTICE_ALTERNATIVE ||
		    notice->seq != of_order->seq || notice < of_order)
			continue;
		assert_true(count < 2);
		assert_int_equal(notice->alternative.type, 1);
		assert_int_equal(notice->alternative.location,
				 told[count].location);
		assert_int_equal(notice->reason, told[count].reason);
		assert_int_equal(notice->alternative.hour_nano_eur,
				 222000000 + 800000);
		count++;
	}
	assert_int_equal(count, 2);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_explanation_of_a_placement_is_true),
	    cmocka_unit_test(a_listener_changes_no_decision),
	    cmocka_unit_test(the_lines_that_were_not_ordered_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
