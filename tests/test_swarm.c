/*
 * Swarm: the seed draws the configuration, the demand and the faults.  After
 * every input the whole state is compared with its definition; now and then it
 * is saved, loaded and must go on as if nothing had happened; and after the
 * storm comes calm, after which every world must have reached the archive.
 *
 * CONDUCTOR_SWARM_SEEDS=N runs N seeds, CONDUCTOR_SWARM_FIRST=S starts at S.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "sim/statements.h"
#include "support_accounts.h"
#include "traces/base/engine_heap.h"

#define WORLDS 40
#define ACCOUNTS 6
#define PREPAID 4 /* of them pay in advance, in half of the storms */

static uint64_t dice_state;

static uint32_t dice(uint32_t sides)
{
	dice_state ^= dice_state << 13;
	dice_state ^= dice_state >> 7;
	dice_state ^= dice_state << 17;
	return (uint32_t)(dice_state >> 33) % sides;
}

static struct engine_config drawn_config(void)
{
	static const uint32_t connections[] = {0, 1, 3, 10};
	struct engine_config config = bench_config(WORLDS);

	config.policy.placement = (enum placement_rule)dice(3);
	config.policy.scaling = (enum scaling_rule)dice(3);
	config.policy.dedicated_first = dice(2);
	config.policy.sleep_window_us =
	    (int64_t)(dice(4) * dice(60)) * US_PER_MINUTE;
	config.policy.queue_max = dice(4) == 0 ? 3 : COUNT_OFF;
	config.policy.cloud_max = dice(9);
	config.policy.reserve_mib = dice(3) * 16384;
	config.machinery.boxes[0].connections = connections[dice(4)];
	config.machinery.boxes[0].connections_for_restores =
	    config.machinery.boxes[0].connections > 2 ? dice(3) : 0;
	config.machinery.cpu_oversubscribe_ppm = dice(2) * 2000000;
	config.machinery.node_reserve_mib = dice(2) * 4096;
	config.dedicated_count[0] = dice(3);
	config.node_types[1].disk_mib = 2048 * (1 + dice(40));
	if (dice(3) == 0)
		config.guards.destroys_per_hour = 1 + dice(3);
	config.book.bill_from_request = dice(2);
	return config;
}

/* The rules of the shipped scenarios, and hardly any money. */
static void draw_money(struct engine_config *config)
{
	config->prepaid = prepaid_config().prepaid;
	config->prepaid.starting_credit_nano_eur = dice(3) * 50000000;
	config->prepaid.credit_lasts_us = (1 + dice(40)) * US_PER_HOUR;
	config->book.price_count = 3;
	for (uint32_t i = 1; i < 3; i++)
		config->book.prices[i] = (struct book_price){
		    config->begin_us + i * (1 + dice(20)) * US_PER_HOUR +
			dice(60000000),
		    dice(5) * 9876543, dice(300000000)};
	if (config->book.prices[2].valid_from_us <=
	    config->book.prices[1].valid_from_us)
		config->book.price_count = 2;
}

static void open_accounts(struct bench *bench)
{
	for (uint32_t id = 1; id <= ACCOUNTS; id++)
		(void)open_account(
		    bench, id, id == 2 ? 1 : 0,
		    id <= PREPAID ? OPENED_PREPAID | OPENED_VERIFIED : 0);
}

/* Several share an account, so that one's play ends the other's money. */
static void register_worlds(struct bench *bench)
{
	for (uint32_t world = 1; world <= WORLDS; world++)
		(void)bench_feed(
		    bench,
		    (struct input){.kind = INPUT_WORLD_REGISTERED,
				   .world = {.world = {world},
					     .account = {1 + world % ACCOUNTS},
					     .ram_mib = 1024 * (1 + dice(16)),
					     .disk_mib = 2048,
					     .has_archive = dice(2)}});
}

static void feed_top_up(struct bench *bench)
{
	(void)pay(bench, 1 + dice(ACCOUNTS), (int64_t)dice(500) * 1000000);
}

/* Whatever happens to the machines, nobody who pays in advance ever owes. */
static void assert_nobody_owes(const struct bench *bench)
{
	for (uint32_t id = 1; id <= PREPAID; id++)
		assert_true(engine_read_balance(bench->engine,
						(struct account_id){id}) >= 0);
}

/* Invoices of the storm, from its beginning to now. */
struct span {
	struct statements *statements;
	struct books before;
	uint64_t read; /* notices so far */
};

static void open_span(const struct bench *bench, struct span *span)
{
	span->statements = statements_open(WORLDS, ACCOUNTS, true);
	assert_non_null(span->statements);
	span->read = bench->notice_count;
	engine_read_books(bench->engine, bench->now_us, &span->before);
	span->before.credits_nano_eur +=
	    statements_begin(span->statements, bench->engine, bench->now_us);
}

static void follow_span(const struct bench *bench, struct span *span)
{
	assert_true(bench->notice_count - span->read <= TEST_NOTICES_MAX);
	for (; span->read < bench->notice_count; span->read++)
		statements_notice(
		    span->statements,
		    &bench->notices[span->read % TEST_NOTICES_MAX]);
}

static void close_span(const struct bench *bench, struct span *span)
{
	const struct bill_line *lines;
	struct books after;
	int64_t sum = 0;
	size_t count;

	follow_span(bench, span);
	engine_read_books(bench->engine, bench->now_us, &after);
	after.credits_nano_eur +=
	    statements_end(span->statements, bench->engine, bench->now_us);
	lines = statements_lines(span->statements, &count);
	for (size_t i = 0; i < count; i++)
		sum += lines[i].amount_nano_eur;
	assert_int_equal(sum, after.active_gross_nano_eur +
				  after.sleep_gross_nano_eur -
				  span->before.active_gross_nano_eur -
				  span->before.sleep_gross_nano_eur);
	for (uint32_t id = 1; id <= ACCOUNTS; id++)
		after.credits_nano_eur -=
		    statements_all(span->statements)[id].credit_used_nano_eur;
	assert_int_equal(after.credits_nano_eur, span->before.credits_nano_eur);
	statements_close(span->statements);
}

static void feed_demand(struct bench *bench)
{
	uint32_t world = 1 + dice(WORLDS);

	switch (dice(10)) {
	case 0:
		(void)bench_feed(
		    bench,
		    (struct input){.kind = INPUT_PLAYERS_CHANGED,
				   .players_changed = {{world}, dice(2)}});
		break;
	case 1:
	case 2:
	case 3:
		bench_stop(bench, world, 0);
		break;
	default:
		bench_start(bench, world, dice(1000));
		break;
	}
}

static void feed_answer(struct bench *bench, bool faults)
{
	uint32_t i;
	struct command command;
	enum outcome outcome = OUTCOME_DONE;

	if (bench->command_count == 0)
		return;
	i = dice(2) ? 0 : dice(bench->command_count);
	command = bench->commands[i];
	if (faults && dice(6) == 0)
		outcome = command.kind == COMMAND_ORDER_NODE
			      ? OUTCOME_NO_CAPACITY
			      : OUTCOME_FAILED;
	bench_answer(bench, i, outcome);
	if (command.kind == COMMAND_ORDER_NODE && outcome == OUTCOME_DONE)
		(void)bench_feed(
		    bench,
		    (struct input){.kind = INPUT_NODE_HEARTBEAT,
				   .heartbeat = {command.node, TIME_NEVER_US}});
}

static void feed_fault(struct bench *bench)
{
	uint32_t node = 1 + dice(30);
	struct node_view view;
	struct world_view world;
	uint32_t id = 1 + dice(WORLDS);

	switch (dice(4)) {
	case 0: /* falls silent now */
		(void)bench_feed(
		    bench,
		    (struct input){.kind = INPUT_NODE_HEARTBEAT,
				   .heartbeat = {{node}, bench->now_us}});
		break;
	case 1: /* comes back, or talks on */
		if (engine_read_node(bench->engine, (struct node_id){node},
				     &view) &&
		    view.state != NODE_ORDERED)
			(void)bench_feed(
			    bench, (struct input){
				       .kind = INPUT_NODE_HEARTBEAT,
				       .heartbeat = {{node}, TIME_NEVER_US}});
		break;
	case 2:
		if (dice(4) == 0)
			(void)bench_feed(bench,
					 (struct input){.kind = INPUT_NODE_GONE,
							.node_gone = {{node}}});
		break;
	default:
		if (engine_read_world(bench->engine, (struct world_id){id},
				      &world))
			(void)bench_feed(
			    bench,
			    (struct input){
				.kind = INPUT_CONTAINER_EXITED,
				.container_exited = {{id},
						     world.node,
						     world.epoch - dice(2),
						     137}});
		break;
	}
}

/* Save and load: equal digest, and the copy takes over. */
static void reincarnate(struct bench *bench)
{
	size_t size = engine_save_size_bytes(bench->engine);
	uint8_t *bytes = malloc(size);
	struct engine *copy = NULL;

	assert_int_equal(engine_save(bench->engine, bytes, size), ENGINE_OK);
	assert_int_equal(
	    engine_load(&bench->config, &engine_heap, bytes, size, &copy),
	    ENGINE_OK);
	assert_true(engine_digest(copy) == engine_digest(bench->engine));
	assert_null(engine_audit(copy));
	engine_destroy(bench->engine);
	bench->engine = copy;
	free(bytes);
}

static uint64_t storm(uint64_t seed, bool copies)
{
	struct bench bench;
	struct engine_config config;
	struct span span;
	uint64_t trail;
	bool prepaid;

	dice_state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	config = drawn_config();
	prepaid = dice(2);
	if (prepaid)
		draw_money(&config);
	bench_open(&bench, &config);
	if (prepaid)
		open_accounts(&bench);
	register_worlds(&bench);
	open_span(&bench, &span);
	for (int i = 0; i < 1500; i++) {
		uint32_t what = dice(100);

		if (prepaid && dice(20) == 0)
			feed_top_up(&bench);
		if (what < 40)
			feed_demand(&bench);
		else if (what < 75)
			feed_answer(&bench, true);
		else if (what < 78)
			feed_fault(&bench);
		else
			bench_until(&bench, bench.now_us + (int64_t)dice(600) *
							       US_PER_SECOND);
		if (copies && i % 97 == 0)
			reincarnate(&bench);
		follow_span(&bench, &span);
		if (prepaid)
			assert_nobody_owes(&bench);
	}
	close_span(&bench, &span);
	/* calm: nodes talk, everything is answered, all stop */
	for (uint32_t node = 1; node < 200; node++) {
		struct node_view view;

		if (engine_read_node(bench.engine, (struct node_id){node},
				     &view) &&
		    view.state != NODE_ORDERED)
			(void)bench_feed(
			    &bench, (struct input){
					.kind = INPUT_NODE_HEARTBEAT,
					.heartbeat = {{node}, TIME_NEVER_US}});
	}
	for (uint32_t world = 1; world <= WORLDS; world++)
		bench_stop(&bench, world, 0);
	for (int round = 0; round < 300; round++) {
		bench_settle(&bench);
		bench_until(&bench, bench.now_us + 30 * US_PER_MINUTE);
	}
	bench_settle(&bench);
	for (uint32_t world = 1; world <= WORLDS; world++)
		assert_int_equal(bench_state(&bench, world), WORLD_ARCHIVED);
	assert_null(engine_audit(bench.engine));
	trail = engine_trail(bench.engine);
	bench_close(&bench);
	return trail;
}

static uint32_t number_from(const char *name, uint32_t otherwise)
{
	const char *text = getenv(name);

	return text != NULL ? (uint32_t)strtoul(text, NULL, 10) : otherwise;
}

static void invariants_hold_in_any_storm(void **state)
{
	uint32_t first = number_from("CONDUCTOR_SWARM_FIRST", 1);
	uint32_t seeds = number_from("CONDUCTOR_SWARM_SEEDS", 60);

	(void)state;
	for (uint32_t seed = first; seed < first + seeds; seed++) {
		if (getenv("CONDUCTOR_SWARM_VERBOSE") != NULL)
			(void)fprintf(stderr, "seed %u\n", seed);
		(void)storm(seed, true);
	}
}

static void copies_change_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1000; seed < 1010; seed++)
		assert_true(storm(seed, true) == storm(seed, false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(invariants_hold_in_any_storm),
	    cmocka_unit_test(copies_change_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
