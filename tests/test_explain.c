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
	uint32_t placed, without_node, no_ram;
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
		if (notice->decision.rule == RULE_QUEUE ||
		    notice->decision.rule == RULE_REFUSE) {
			assert_int_equal(node, 0);
			assert_int_equal(notice->decision.have_mib, 0);
			assert_int_equal(notice->decision.extra, 0);
			told->without_node++;
		}
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
	print_message("%u placed, %u without a node, %u refused for RAM\n",
		      told.placed, told.without_node, told.no_ram);
	assert_true(told.placed > 100);
	assert_true(told.without_node > 100);
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

/* --- the nodes that were not chosen --------------------------------------- */

static enum objection objection_to(const struct node_view *node,
				   uint32_t need_mib)
{
	switch (node->state) {
	case NODE_READY:
		return node->sellable_mib - node->used_mib < need_mib
			   ? OBJECTION_NO_RAM
			   : OBJECTION_NOT_PREFERRED;
	case NODE_ORDERED:
	case NODE_BOOTING:
		return OBJECTION_NOT_READY;
	case NODE_CORDONED:
	case NODE_DRAINING:
	case NODE_DESTROYING:
		return OBJECTION_LEAVING;
	default:
		return OBJECTION_LOST;
	}
}

static uint32_t free_of(const struct node_view *node)
{
	return node->sellable_mib - node->used_mib;
}

/* Is this node to be told before that one?  The one with the data is first,
 * then the emptier; the older, if they are alike. */
static bool comes_before(const struct node_view *a, const struct node_view *b,
			 uint32_t home)
{
	if (a->id.value == home || b->id.value == home)
		return a->id.value == home && b->id.value != home;
	return free_of(a) != free_of(b) ? free_of(a) > free_of(b)
					: a->id.value < b->id.value;
}

/* The node that is told at this place, when `chosen` was chosen. */
static const struct node_view *node_at(const struct told *told, uint32_t place,
				       uint32_t chosen, uint32_t home)
{
	for (uint32_t id = 1; id < NODES; id++) {
		const struct node_view *node = &told->before[id];
		uint32_t before = 0;

		if (node->id.value == 0 || id == chosen)
			continue;
		for (uint32_t other = 1; other < NODES; other++)
			before +=
			    told->before[other].id.value != 0 &&
			    other != chosen &&
			    comes_before(&told->before[other], node, home);
		if (before == place)
			return node;
	}
	return NULL;
}

/* What follows the decision on a start, one by one. */
static void check_alternatives(const struct bench *bench,
			       const struct told *told, uint64_t decision,
			       uint32_t home)
{
	const struct notice *of = &bench->notices[decision];
	uint32_t place = 0;
	const struct node_view *node;

	for (uint64_t i = decision + 1; i < bench->notice_count; i++, place++) {
		const struct notice *n = &bench->notices[i];

		if (n->kind != NOTICE_ALTERNATIVE)
			break;
		node = node_at(told, place, of->node.value, home);
		assert_non_null(node);
		assert_int_equal(n->node.value, node->id.value);
		assert_int_equal(
		    n->alternative.objection,
		    objection_to(node, (uint32_t)of->decision.need_mib));
		assert_int_equal(n->alternative.free_mib, free_of(node));
		assert_int_equal(n->alternative.holds_data,
				 node->id.value == home);
		assert_int_equal(n->alternative.hour_nano_eur,
				 node->type == 0 ? 0 : 222000000 + 800000);
	}
	assert_true(place == ALTERNATIVES_MAX ||
		    node_at(told, place, of->node.value, home) == NULL);
}

/* Ten dedicated nodes, two of them lost or leaving, and some of the cloud, not
 * all of them there yet. */
static void open_mixed(struct bench *bench)
{
	struct engine_config config = bench_config(WORLDS + 1);

	config.dedicated_count[0] = 10;
	config.policy.reserve_mib = 64 * GIB;
	bench_open(bench, &config);
	for (uint32_t world = 1; world <= WORLDS; world++)
		bench_register(bench, world, (1 + world % 7) * 2 * GIB, true);
}

static void every_node_that_was_not_chosen_is_told(void **state)
{
	struct told told = {0};
	uint64_t chance = 4711;
	uint32_t checked = 0;
	struct bench bench;

	(void)state;
	open_mixed(&bench);
	for (uint32_t step = 0; step < 600; step++) {
		uint32_t world = 1 + (uint32_t)(draw(&chance) % WORLDS);
		struct world_view view;

		if (step == 200)
			bench_dies(&bench, 3);
		if (step == 300)
			(void)bench_feed(
			    &bench,
			    (struct input){.kind = INPUT_DEDICATED_REMOVED,
					   .dedicated_removed = {{5}}});
		if (draw(&chance) % 3 == 0)
			bench_stop(&bench, world, 0);
		bench_answer_all(&bench, COMMAND_STOP_WORLD, OUTCOME_DONE);
		bench_answer_all(&bench, COMMAND_RESTORE_WORLD, OUTCOME_DONE);
		bench_answer_all(&bench, COMMAND_START_WORLD, OUTCOME_DONE);
		bench_answer_all(&bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
		bench_until(&bench, bench.now_us + 5 * US_PER_SECOND);
		assert_true(engine_read_world(bench.engine,
					      (struct world_id){world}, &view));
		bench.notice_count = 0; /* those of this start only */
		look(&bench, &told);
		bench_start(&bench, world, world);
		for (uint64_t i = 0; i < bench.notice_count; i++) {
			if (bench.notices[i].kind != NOTICE_DECISION ||
			    bench.notices[i].world.value != world ||
			    !is_placing(&bench.notices[i]))
				continue;
			check_alternatives(&bench, &told, i, view.node.value);
			checked++;
		}
	}
	print_message("%u starts\n", checked);
	assert_true(checked > 100);
	bench_close(&bench);
}

/* --- the paid hour -------------------------------------------------------- */

/* A node of the cloud that is needed, or not, for an hour: how old its hour is,
 * in minutes, when it is weighed by this rule. */
static uint32_t ages_of(const struct bench *bench, enum rule rule,
			int64_t minutes[64])
{
	uint32_t count = 0;

	for (uint64_t i = 0; i < bench->notice_count; i++) {
		const struct notice *n = &bench->notices[i];

		if (n->kind != NOTICE_DECISION || n->decision.rule != rule)
			continue;
		assert_int_equal(n->decision.extra % US_PER_MINUTE, 0);
		assert_true(count < 64);
		minutes[count++] = n->decision.extra / US_PER_MINUTE;
	}
	return count;
}

static void a_node_is_weighed_when_its_hour_says(void **state)
{
	struct engine_config config = bench_config(2);
	int64_t minutes[64];
	struct bench bench;

	(void)state;
	config.dedicated_count[0] = 0;
	config.policy.reserve_mib = 0;
	config.policy.sleep_window_us = 0;
	config.policy.destroy_from_us = 55 * US_PER_MINUTE;
	config.guards.destroys_per_hour = 0; /* asked, and never allowed */
	bench_open(&bench, &config);
	bench_register(&bench, 1, 26 * GIB, true);
	bench_start(&bench, 1, 0);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ACTIVE);
	bench_until(&bench, bench.now_us + US_PER_HOUR - 1);
	/* its node and the one for the next of its size: both are kept */
	assert_int_equal(ages_of(&bench, RULE_KEEP_LOAD, minutes), 5);
	for (int i = 0; i < 5; i++)
		assert_int_equal(minutes[i], 30 + 5 * i);
	/* nobody plays: it drains, and is to be destroyed before it is paid
	 * once more, minute by minute */
	bench_stop(&bench, 1, 0);
	bench_settle(&bench);
	bench_until(&bench, bench.now_us + 1);
	bench_settle(&bench);
	assert_int_equal(bench_state(&bench, 1), WORLD_ARCHIVED);
	bench.notice_count = 0;
	bench_until(&bench, bench.now_us + US_PER_HOUR - 2);
	assert_int_equal(ages_of(&bench, RULE_NO_DESTROY, minutes), 4);
	for (int i = 0; i < 4; i++)
		assert_int_equal(minutes[i], 55 + i);
	bench_close(&bench);
}

static void only_a_rented_node_has_an_hour(void **state)
{
	struct engine_config config = bench_config(2);
	const struct notice *lost;
	struct bench bench;

	(void)state;
	for (int cloud = 0; cloud <= 1; cloud++) {
		int64_t begin_us;

		config.dedicated_count[0] = cloud ? 0 : 1;
		bench_open(&bench, &config);
		begin_us = bench.now_us;
		bench_register(&bench, 1, 26 * GIB, true);
		bench_start(&bench, 1, 0);
		bench_settle(&bench);
		bench_dies(&bench, 1);
		bench_until(&bench, bench.now_us +
					config.machinery.heartbeat_timeout_us);
		lost = NULL;
		for (uint64_t i = 0; i < bench.notice_count; i++)
			if (bench.notices[i].kind == NOTICE_DECISION &&
			    bench.notices[i].decision.rule == RULE_NODE_LOST)
				lost = &bench.notices[i];
		assert_non_null(lost);
		assert_int_equal(lost->node.value, 1);
		assert_int_equal(lost->decision.need_mib, 0);
		assert_int_equal(lost->decision.have_mib, 0);
		assert_int_equal(lost->decision.extra,
				 cloud ? bench.now_us - begin_us : 0);
		assert_int_equal(lost->decision.amount_nano_eur,
				 cloud ? 222000000 + 800000 : 0);
		bench_close(&bench);
	}
}

/* --- orders --------------------------------------------------------------- */

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
	    cmocka_unit_test(every_node_that_was_not_chosen_is_told),
	    cmocka_unit_test(a_node_is_weighed_when_its_hour_says),
	    cmocka_unit_test(only_a_rented_node_has_an_hour),
	    cmocka_unit_test(the_lines_that_were_not_ordered_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
