/*
 * Swarm: the seed draws the configuration, the demand and the faults.  Every
 * kind of input is fed, every outcome is answered, and commands get no answer
 * or two.  Before every input the whole state is compared with its definition
 * and the books with those of an accountant; now and then the state is saved,
 * loaded and must go on as if nothing had happened; and after the storm comes
 * calm, after which every world must have reached the archive, or be deleted if
 * its owner asked for that, with nothing left of it anywhere, and nothing is
 * under way any more.
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

#include "engine/questions.h"
#include "sim/statements.h"
#include "support_accounts.h"
#include "traces/base/engine_heap.h"

#define WORLDS 40
#define WORLDS_OF_A_CROWD 160 /* more on a node than a step can serve */
#define ACCOUNTS 6
#define POSTPAID                                                               \
	2 /* of them; the others pay in advance, in half of the storms */
#define SEEDS 80
#define NODES_LOOKED_AT 400

struct storm {
	uint32_t added; /* dedicated nodes */
	struct bench bench;
	uint32_t worlds; /* at most; the first `registered` of them exist */
	uint32_t registered;
	bool prepaid;
	uint32_t deluge_at;		     /* this step; 0: never */
	bool deletes[WORLDS_OF_A_CROWD + 1]; /* its owner asked for it */
};

/* Over all storms of this run. */
static uint64_t inputs[INPUT_KIND_COUNT], outcomes[OUTCOME_COUNT];
static uint64_t commands[COMMAND_KIND_COUNT], rules[RULE_COUNT];
/* Of machines by the hour: fees, hours of a stay that was too short, decisions
 * that met a day without orders. */
static uint64_t setups, owed, full_days;

static uint64_t dice_state;

static uint32_t dice(uint32_t sides)
{
	dice_state ^= dice_state << 13;
	dice_state ^= dice_state >> 7;
	dice_state ^= dice_state << 17;
	return (uint32_t)(dice_state >> 33) % sides;
}

static void feed(struct storm *storm, struct input input)
{
	(void)bench_feed(&storm->bench, input);
}

/* --- what the storm is about ---------------------------------------------- */

/* How it is rented by the hour: perhaps for a while at least, so often a day,
 * with a fee at the beginning; a whole machine only if it says what an hour
 * costs. */
static void draw_rent(struct node_type *type)
{
	bool hourly = dice(2);

	if (dice(3) == 0)
		type->min_stay_us = (int64_t)dice(400) * US_PER_MINUTE;
	if (dice(3) == 0)
		type->orders_per_day = 1 + dice(5);
	if (dice(3) == 0)
		type->boot_timeout_us = (int64_t)(1 + dice(60)) * US_PER_MINUTE;
	for (uint32_t i = 0; i < PRICES_MAX; i++) {
		struct provider_price *price = &type->prices[i];

		if (type->dedicated && hourly)
			price->hour_nano_eur = 1000033 * (1 + dice(200));
		if (dice(3) == 0)
			price->setup_nano_eur = 1000037 * (int64_t)dice(900);
	}
}

/* Each type has its lists, some with a cap that a day reaches; a type may stand
 * anywhere in the table, its offer anywhere in the list. */
static void draw_fleet(struct engine_config *config, uint32_t dedicated_nodes)
{
	struct node_type dedicated = config->node_types[0];
	struct node_type cloud = config->node_types[1];
	uint32_t types = dice(3) ? 2 + dice(3) : NODE_TYPES_MAX;
	uint32_t offers = dice(3) ? 1 + dice(3) : OFFERS_MAX;

	cloud.disk_mib = 2048 * (1 + dice(40));
	cloud.price_count = 1 + dice(3);
	for (uint32_t i = 0; i < PRICES_MAX; i++)
		cloud.prices[i] = (struct provider_price){
		    config->begin_us + (int64_t)i * (1 + dice(9)) * US_PER_HOUR,
		    1000003 * (1 + dice(300)), dice(2) * 2000000001, 0};
	config->node_type_count = types;
	for (uint32_t i = 0; i < types; i++) {
		config->node_types[i] =
		    i == types - 1 || dice(2) ? cloud : dedicated;
		config->node_types[i].prices[0].month_nano_eur +=
		    NANO_EUR_PER_EUR * dice(3);
		draw_rent(&config->node_types[i]);
		config->dedicated_count[i] = 0;
	}
	for (uint32_t i = 0; i < types && dedicated_nodes > 0; i++)
		if (config->node_types[i].dedicated) {
			config->dedicated_count[i] = 1;
			dedicated_nodes--;
		}
	config->policy.offer_count = offers;
	for (uint32_t i = 0; i < offers; i++) {
		uint32_t type = dice(types);

		while (!config_is_hourly(config, type, config->begin_us))
			type++;
		config->policy.offers[i] =
		    (struct offer){(uint16_t)type, (uint16_t)dice(4)};
	}
	if (dice(4) == 0)
		config->prices_at_us =
		    config->begin_us + (int64_t)dice(20) * US_PER_HOUR;
}

static void draw_boxes(struct machinery *machinery)
{
	static const uint32_t connections[] = {0, 1, 3, 10};

	machinery->box_count = dice(2) ? 1 : 1 + dice(BOXES_MAX);
	for (uint32_t i = 0; i < machinery->box_count; i++) {
		struct archive_box *box = &machinery->boxes[i];

		box->connections = connections[dice(4)];
		box->connections_for_restores =
		    box->connections > 2 ? dice(3) : 0;
	}
}

static struct engine_config drawn_config(uint32_t worlds)
{
	struct engine_config config = bench_config(worlds + 1); /* the spare */

	config.limits.accounts_max = ACCOUNTS;
	config.limits.nodes_max = dice(3) ? 32 : 6 + dice(6);
	config.limits.commands_pending_max = 1024;
	config.policy.placement = (enum placement_rule)dice(3);
	config.policy.scaling = (enum scaling_rule)dice(3);
	config.policy.dedicated_first = dice(2);
	config.policy.sleep_window_us =
	    (int64_t)(dice(4) * dice(60)) * US_PER_MINUTE;
	if (dice(3) == 0)
		config.book.sleep_billed_us =
		    (int64_t)dice(120) * US_PER_MINUTE;
	config.policy.queue_max = dice(4) == 0 ? 3 : COUNT_OFF;
	config.policy.cloud_max = dice(9);
	config.policy.reserve_mib = dice(3) * 16384;
	config.policy.reserve_worlds = dice(3) == 0 ? dice(60) : 0;
	config.policy.reserve_plan = (struct plan_size){
	    1 + dice(12000), dice(2) * dice(3000), dice(2) * dice(60000)};
	config.policy.uploads_max = dice(4);
	config.policy.recall_moves = dice(2);
	config.policy.direct_copy = dice(3) != 0;
	config.policy.return_room_mib = dice(2) * dice(20000);
	config.machinery.link_copies = dice(4);
	if (dice(3) != 0)
		config.policy.second_copies = (struct second_copies){
		    .on = true,
		    .after_us = (int64_t)(dice(2) * dice(1200)) * US_PER_SECOND,
		    .budget = 1 + dice(3),
		    .min_free_disk_ppm = dice(2) * dice(900000)};
	draw_boxes(&config.machinery);
	config.machinery.cpu_oversubscribe_ppm = dice(2) * 2000000;
	config.machinery.node_reserve_mib = dice(2) * 4096;
	config.machinery.node_reserve_ppm = dice(2) * 100000;
	if (worlds == WORLDS) {
		draw_fleet(&config, dice(4));
	} else { /* together, on one node as far as they fit */
		draw_fleet(&config, 1);
		config.policy.dedicated_first = true;
	}
	if (dice(3) == 0)
		config.guards.destroys_per_hour = dice(3);
	if (dice(3) == 0)
		config.guards.destroys_share_ppm = dice(1000000);
	if (dice(4) == 0)
		config.guards.spend_per_day_nano_eur =
		    (int64_t)dice(20) * 1000000000;
	if (dice(4) == 0)
		config.guards.spend_per_month_nano_eur =
		    (int64_t)dice(20) * 1000000000;
	config.book.bill_from_request = dice(2);
	if (dice(3) == 0)
		config.machinery.lease_us = (int64_t)dice(3600) * US_PER_SECOND;
	config.standing.ipv4_cloud_month_nano_eur = dice(2) * 5000001;
	config.standing.ipv4_dedicated_hour_nano_eur = dice(2) * 2700001;
	if (dice(2))
		config.standing.ipv4_month_nano_eur = 7000003;
	config.standing.other_month_nano_eur = dice(2) * 7654321098;
	config.standing.setup_months = dice(3) * 12;
	return config;
}

/* The rules of the shipped scenarios, and hardly any money. */
static void draw_money(struct engine_config *config)
{
	config->prepaid = prepaid_config().prepaid;
	config->prepaid.starting_credit_nano_eur = dice(3) * 50000000;
	config->prepaid.credit_lasts_us = (1 + dice(40)) * US_PER_HOUR;
	config->prepaid.referral_hold_us = (1 + dice(10)) * US_PER_HOUR;
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

static void open_accounts(struct storm *storm)
{
	for (uint32_t id = 1; id <= ACCOUNTS; id++)
		(void)open_account(&storm->bench, id, id == ACCOUNTS ? 3 : 0,
				   storm->prepaid && id > POSTPAID
				       ? OPENED_PREPAID | OPENED_VERIFIED
				       : 0);
}

/* Several share an account, so that one's play ends the other's money. */
static struct world_facts drawn_facts(const struct storm *storm, uint32_t world)
{
	bool crowd = storm->worlds > WORLDS;

	return (struct world_facts){
	    .world = {world},
	    .account = {1 + dice(ACCOUNTS)},
	    .ram_mib = crowd ? 128 * (1 + dice(3)) : 1024 * (1 + dice(16)),
	    .cpu_milli = dice(2) * 100 * dice(20),
	    .disk_mib = dice(3) ? (crowd ? 128u : 2048u) : 0,
	    .idle_stop_s = dice(2) * 60 * dice(30),
	    .expected_session_s = 600 * dice(20),
	    .has_archive = crowd ? dice(8) != 0 : dice(2)};
}

static void register_next(struct storm *storm)
{
	if (storm->registered == storm->worlds)
		return;
	storm->registered++;
	feed(storm,
	     (struct input){.kind = INPUT_WORLD_REGISTERED,
			    .world = drawn_facts(storm, storm->registered)});
}

/* --- money ---------------------------------------------------------------- */

/* In, and sometimes out again, as far as it was not used. */
/* Another world under the id of one that was deleted. */
static void register_again(struct storm *storm, uint32_t world)
{
	struct input input = {.kind = INPUT_WORLD_REGISTERED,
			      .world = drawn_facts(storm, world)};

	if (bench_feed(&storm->bench, input) == DRIVE_OK)
		storm->deletes[world] = false;
}

static void feed_payment(struct storm *storm)
{
	int64_t amount = (int64_t)dice(500) * 1000000;

	(void)pay(&storm->bench, 1 + dice(ACCOUNTS),
		  dice(5) ? amount : -amount);
}

/* Whatever happens to the machines, nobody who pays in advance ever owes. */
static void assert_nobody_owes(const struct bench *bench)
{
	for (uint32_t id = POSTPAID + 1; id <= ACCOUNTS; id++)
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
	span->statements =
	    statements_open(bench->config.limits.worlds_max, ACCOUNTS, true);
	assert_non_null(span->statements);
	span->read = bench->notice_count;
	engine_read_books(bench->engine, bench->now_us, &span->before);
	span->before.credits_nano_eur +=
	    begin_statements(bench, span->statements);
}

static void follow_span(const struct bench *bench, struct span *span)
{
	assert_true(bench->notice_count - span->read <= TEST_NOTICES_MAX);
	for (; span->read < bench->notice_count; span->read++) {
		const struct notice *notice =
		    &bench->notices[span->read % TEST_NOTICES_MAX];

		statements_notice(span->statements, notice);
		if (notice->kind == NOTICE_DECISION)
			rules[notice->decision.rule]++;
		setups += notice->kind == NOTICE_POSTED &&
			  notice->reason == REASON_SETUP;
		owed += notice->kind == NOTICE_NODE_HOUR &&
			notice->node_hour.count > 1;
		full_days += notice->kind == NOTICE_DECISION &&
			     notice->reason == REASON_DAY_FULL;
	}
}

static void close_span(const struct bench *bench, struct span *span)
{
	struct bill_walk walk = {0};
	struct bill_line line;
	struct books after;
	int64_t sum = 0;

	follow_span(bench, span);
	engine_read_books(bench->engine, bench->now_us, &after);
	after.credits_nano_eur += end_statements(bench, span->statements);
	while (statements_next_line(span->statements, &walk, &line))
		sum += line.amount_nano_eur;
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

/* --- people --------------------------------------------------------------- */

static uint32_t any_world(const struct storm *storm)
{
	return 1 + dice(storm->registered);
}

static void delete_world(struct storm *storm, uint32_t world)
{
	struct input input = {.kind = INPUT_WORLD_DELETED,
			      .world_deleted = {{world}}};

	if (bench_feed(&storm->bench, input) == DRIVE_OK)
		storm->deletes[world] = true;
}

static void feed_demand(struct storm *storm)
{
	uint32_t world = any_world(storm);

	switch (dice(12)) {
	case 0:
	case 1:
		feed(storm,
		     (struct input){.kind = INPUT_PLAYERS_CHANGED,
				    .players_changed = {{world}, dice(2)}});
		break;
	case 2:
	case 3:
	case 4:
		bench_stop(&storm->bench, world, 0);
		break;
	default:
		bench_start(&storm->bench, world, dice(1000));
		break;
	}
}

/* One that is on its way, if a few guesses find it. */
static uint32_t any_busy_world(const struct storm *storm)
{
	uint32_t world = any_world(storm);

	for (int guess = 0; guess < 8; guess++) {
		enum world_state state = bench_state(&storm->bench, world);

		if (state != WORLD_ARCHIVED && state != WORLD_SLEEPING &&
		    state != WORLD_ACTIVE && state != WORLD_DELETED)
			break;
		world = any_world(storm);
	}
	return world;
}

/* A new world, played at once, and perhaps given up before that begins. */
static void feed_newcomer(struct storm *storm)
{
	uint32_t world = any_world(storm);

	register_next(storm);
	register_again(storm, world);
	if (storm->registered < storm->worlds || dice(2))
		world = storm->registered;
	if (dice(2) == 0)
		return;
	bench_start(&storm->bench, world, 0);
	if (dice(2))
		delete_world(storm, world);
}

/* It slept on a machine that was taken over with it. */
static void feed_found(struct storm *storm)
{
	int64_t ago_us = (int64_t)dice(7200) * US_PER_SECOND;

	feed(storm, (struct input){.kind = INPUT_WORLD_FOUND,
				   .world_found = {{any_world(storm)},
						   {1 + dice(8)},
						   storm->bench.now_us - ago_us,
						   {dice(2) * dice(8)}}});
}

/* What owners do seldom. */
static void feed_owner(struct storm *storm)
{
	switch (dice(5)) {
	case 0:
		delete_world(storm, dice(2) ? any_world(storm)
					    : any_busy_world(storm));
		break;
	case 1:
		feed_newcomer(storm);
		break;
	case 2:
		feed_found(storm);
		break;
	default:
		feed(storm, (struct input){
				.kind = INPUT_WORLD_CHANGED,
				.world = drawn_facts(storm, any_world(storm))});
		break;
	}
}

/* All at the same instant, or a part of them. */
static void feed_crowd(struct storm *storm)
{
	uint32_t what = dice(8), share = 1 + dice(4);

	for (uint32_t world = 1; world <= storm->registered; world++) {
		if (dice(4) >= share)
			continue;
		if (what < 4)
			bench_start(&storm->bench, world, 0);
		else if (what < 7)
			bench_stop(&storm->bench, world, 0);
		else if (dice(3) == 0)
			delete_world(storm, world);
	}
}

/* --- the provider and the machines ---------------------------------------- */

static enum outcome drawn_outcome(const struct command *command)
{
	enum outcome outcome = (enum outcome)(1 + dice(OUTCOME_COUNT - 1));

	/* a quota ends an offer for ever: seldom */
	if (command->kind == COMMAND_ORDER_NODE && dice(8) != 0)
		return OUTCOME_NO_CAPACITY;
	return outcome;
}

static void answer(struct storm *storm, uint32_t i, enum outcome outcome)
{
	struct command command = storm->bench.commands[i];

	commands[command.kind]++;
	bench_answer(&storm->bench, i, outcome);
	if (dice(20) == 0) /* once more, and perhaps differently */
		feed(storm, (struct input){
				.kind = INPUT_COMMAND_FINISHED,
				.command_finished = {
				    command.id,
				    (enum outcome)(1 + dice(OUTCOME_COUNT - 1)),
				    0, 0}});
	if (command.kind == COMMAND_ORDER_NODE && outcome == OUTCOME_DONE &&
	    dice(9) != 0)
		bench_talks(&storm->bench, command.node.value);
}

static void feed_answer(struct storm *storm)
{
	struct bench *bench = &storm->bench;

	/* the more there are, the more are answered */
	for (uint32_t left = 1 + bench->command_count / 16;
	     left > 0 && bench->command_count > 0; left--) {
		uint32_t i = dice(2) ? 0 : dice(bench->command_count);

		if (dice(30) == 0)
			bench_lose(bench, i);
		else
			answer(storm, i,
			       dice(6) == 0 ? drawn_outcome(&bench->commands[i])
					    : OUTCOME_DONE);
	}
}

static void container_exits(struct storm *storm, uint32_t id)
{
	struct world_view world;

	if (engine_read_world(storm->bench.engine, (struct world_id){id},
			      &world))
		feed(storm,
		     (struct input){
			 .kind = INPUT_CONTAINER_EXITED,
			 .container_exited = {
			     {id}, world.node, world.epoch - dice(2), 137}});
}

static void feed_fault(struct storm *storm)
{
	struct bench *bench = &storm->bench;
	uint32_t node = dice(60);

	switch (dice(8)) {
	case 0: /* falls silent now */
		bench_dies(bench, node);
		break;
	case 1: /* comes back, or talks on, if it exists */
		bench_talks(bench, node);
		break;
	case 2: /* talks again soon, or it does not */
		feed(storm,
		     (struct input){
			 .kind = INPUT_NODE_HEARTBEAT,
			 .heartbeat = {{node},
				       bench->now_us +
					   (int64_t)dice(3600) * US_PER_SECOND,
				       dice(3)}});
		break;
	case 3:
		if (dice(4) == 0)
			feed(storm, (struct input){.kind = INPUT_NODE_GONE,
						   .node_gone = {{node}}});
		break;
	case 4:
		feed(storm, (struct input){.kind = INPUT_RESUMED,
					   .resumed = {dice(1000000)}});
		break;
	case 5:
		feed(storm, (struct input){.kind = INPUT_OPERATOR_RELEASED,
					   .operator_released = {
					       1 + dice(GUARD_COUNT - 1)}});
		break;
	default:
		container_exits(storm, any_world(storm));
		break;
	}
}

static void start_all(struct storm *storm)
{
	for (uint32_t world = 1; world <= storm->registered; world++)
		bench_start(&storm->bench, world, 0);
}

static enum world_state state_of(const struct storm *storm, uint32_t world)
{
	return bench_state(&storm->bench, world);
}

/* A node dies.  Before that, owners delete what is on its way there; after it,
 * those whose worlds it had do something before it is fenced: all delete, all
 * ask for a start, or each as he likes. */
static void feed_disaster(struct storm *storm)
{
	struct bench *bench = &storm->bench;
	uint32_t what = dice(3), node = 1 + dice(6);
	struct world_view view;

	if (engine_read_world(bench->engine,
			      (struct world_id){any_world(storm)}, &view) &&
	    view.node.value != 0)
		node = view.node.value;
	start_all(storm);
	if (dice(2)) /* at the busiest time */
		bench_settle(bench);
	for (uint32_t world = 1; world <= storm->registered; world++)
		if (state_of(storm, world) == WORLD_RESTORING && dice(4) == 0)
			delete_world(storm, world);
	bench_dies(bench, node);
	bench_until(bench, bench->now_us + 6 * US_PER_MINUTE);
	for (uint32_t world = 1; world <= storm->registered; world++) {
		if (state_of(storm, world) != WORLD_STRANDED && dice(8) != 0)
			continue;
		if (what == 0 || (what == 2 && dice(2)))
			delete_world(storm, world);
		else
			bench_start(bench, world, 0);
	}
}

/* An agent says what runs on its node: all, all but some, or with some that
 * must not; now and then an item is lost on the way. */
static void feed_inventory(struct storm *storm)
{
	struct node_id node = {1 + dice(8)};
	uint32_t count = 0, lost = dice(6) == 0;
	struct world_view view;
	uint64_t sum = 0;

	for (uint32_t id = 1; id <= storm->registered; id++) {
		if (!engine_read_world(storm->bench.engine,
				       (struct world_id){id}, &view) ||
		    (dice(20) != 0 && (view.node.value != node.value ||
				       view.state != WORLD_ACTIVE)) ||
		    dice(20) == 0)
			continue;
		count++;
		sum = engine_sum(sum, id, view.epoch);
		if (lost && dice(4) == 0)
			continue;
		feed(storm, (struct input){
				.kind = INPUT_INVENTORY_WORLD,
				.inventory_world = {node, {id}, view.epoch}});
	}
	feed(storm, (struct input){.kind = INPUT_INVENTORY_COMPLETE,
				   .inventory_complete = {node, count, sum}});
}

/* Two settings of those that leave the calm a calm. */
static void feed_settings(struct storm *storm)
{
	static const struct {
		enum setting setting;
		uint32_t most;
	} drawn[] = {
	    {SETTING_DEDICATED_FIRST, 2}, {SETTING_UPLOADS_MAX, 4},
	    {SETTING_SCALING, 3},	  {SETTING_RESERVE, 40000},
	    {SETTING_CLOUD_MAX, 9},	  {SETTING_DISK_PRESSURE, 1000001},
	    {SETTING_ORDERS_PER_TICK, 5}, {SETTING_DESTROYS_PER_HOUR, 9},
	    {SETTING_RECALL_MOVES, 2},	  {SETTING_DIRECT_COPY, 2},
	    {SETTING_RETURN_ROOM, 20000}, {SETTING_RESERVE_WORLDS, 60},
	};
	uint64_t sum = 0;

	for (int i = 0; i < 2; i++) {
		uint32_t which = dice(sizeof drawn / sizeof drawn[0]);
		int64_t value = dice(drawn[which].most);

		feed(storm, (struct input){.kind = INPUT_SETTING_CHANGED,
					   .setting_changed = {
					       drawn[which].setting, value}});
		sum = engine_sum(sum, drawn[which].setting, (uint64_t)value);
	}
	feed(storm,
	     (struct input){.kind = INPUT_SETTINGS_COMPLETE,
			    .settings_complete = {dice(5) == 0 ? 0 : 2, sum}});
}

/* What operators do seldom. */
static void feed_operator(struct storm *storm)
{
	switch (dice(4)) {
	case 0:
		if (storm->added++ < 6)
			feed(storm, (struct input){
					.kind = INPUT_DEDICATED_ADDED,
					.dedicated_added = {
					    0, 0, 900 + storm->added,
					    (int64_t)dice(100) * 1000000001,
					    (int64_t)dice(50) * 1000000007}});
		break;
	case 1:
		feed(storm,
		     (struct input){.kind = INPUT_DEDICATED_REMOVED,
				    .dedicated_removed = {{1 + dice(12)}}});
		break;
	case 2:
		feed_settings(storm);
		break;
	default:
		feed_inventory(storm);
		break;
	}
}

/* So many deletions that nobody answers yet that commands find no place: those
 * of one world, which is sold again and again. */
static void feed_deluge(struct storm *storm)
{
	uint32_t spare = storm->worlds + 1;

	for (uint32_t left = 850 + dice(100); left > 0; left--) {
		bench_register(&storm->bench, spare, 1024, true);
		feed(storm, (struct input){.kind = INPUT_WORLD_DELETED,
					   .world_deleted = {{spare}}});
	}
}

/* The commands that are out are shown in the order in which they were sent. */
static void comes_later(void *context, const struct command *command)
{
	struct command *last = context;

	assert_true(command->id.value != 0);
	assert_true(command->issued_at_us >= last->issued_at_us);
	*last = *command;
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
	engine_each_pending_command(copy, comes_later, &(struct command){0});
	engine_destroy(bench->engine);
	bench->engine = copy;
	free(bytes);
}

/* --- storm and calm ------------------------------------------------------- */

static void feed_something(struct storm *storm)
{
	struct bench *bench = &storm->bench;
	uint32_t what = dice(1000);

	if (storm->prepaid && dice(20) == 0)
		feed_payment(storm);
	if (what < 386)
		feed_demand(storm);
	else if (what < 402)
		feed_owner(storm);
	else if (what < 404)
		feed_crowd(storm);
	else if (what < 406)
		feed_disaster(storm);
	else if (what < 750)
		feed_answer(storm);
	else if (what < 785)
		feed_fault(storm);
	else if (what < 790)
		feed_operator(storm);
	else
		bench_until(bench,
			    bench->now_us + (int64_t)dice(600) * US_PER_SECOND);
}

/* All nodes talk, the guards are released, everything is answered. */
static void calm_round(struct storm *storm, int round)
{
	struct bench *bench = &storm->bench;

	for (uint32_t guard = 1; guard < GUARD_COUNT && round % 10 == 0;
	     guard++)
		feed(storm, (struct input){.kind = INPUT_OPERATOR_RELEASED,
					   .operator_released = {guard}});
	bench_settle(bench);
	bench_until(bench, bench->now_us + 30 * US_PER_MINUTE);
}

static void calm(struct storm *storm)
{
	struct bench *bench = &storm->bench;

	for (uint32_t node = 1; node < NODES_LOOKED_AT; node++)
		if (bench_node_state(bench, node) != NODE_GONE)
			bench_talks(bench, node);
	for (uint32_t world = 1; world <= storm->registered; world++)
		bench_stop(bench, world, 0);
	for (int round = 0; round < 120; round++)
		calm_round(storm, round);
	bench_settle(bench);
}

static void assert_calm(const struct storm *storm)
{
	const struct bench *bench = &storm->bench;
	struct engine_gauges gauges;

	for (uint32_t world = 1; world <= storm->registered; world++)
		assert_int_equal(bench_state(bench, world),
				 storm->deletes[world] ? WORLD_DELETED
						       : WORLD_ARCHIVED);
	for (uint32_t node = 1; node < NODES_LOOKED_AT; node++) {
		enum node_state state = bench_node_state(bench, node);

		assert_true(state == NODE_READY || state == NODE_BOOTING ||
			    state == NODE_DRAINING || state == NODE_GONE ||
			    state == NODE_DEAD);
	}
	engine_read_gauges(bench->engine, &gauges);
	assert_int_equal(gauges.worlds_waiting, 0);
	assert_int_equal(gauges.transfers, 0);
	assert_int_equal(gauges.transfers_waiting, 0);
	assert_int_equal(gauges.running_mib, 0);
	assert_int_equal(gauges.commands_pending, 0);
	assert_null(engine_audit(bench->engine));
	if (disks_left(bench->disks) != NULL)
		fail_msg("%s", disks_left(bench->disks));
}

static uint64_t storm_of(uint64_t seed, bool copies)
{
	struct storm storm = {0};
	struct bench *bench = &storm.bench;
	struct engine_config config;
	struct span span;
	uint64_t trail;

	dice_state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	storm.worlds = dice(5) == 0 ? WORLDS_OF_A_CROWD : WORLDS;
	config = drawn_config(storm.worlds);
	storm.prepaid = dice(2);
	storm.deluge_at = dice(6) == 0 ? 1 + dice(1000) : 0;
	if (storm.prepaid)
		draw_money(&config);
	bench_open(bench, &config);
	open_accounts(&storm);
	for (uint32_t i = 0; i < storm.worlds - storm.worlds / 4; i++)
		register_next(&storm);
	open_span(bench, &span);
	for (uint32_t i = 0; i < 1500; i++) {
		feed_something(&storm);
		if (i != 0 && i == storm.deluge_at)
			feed_deluge(&storm);
		if (copies && i % 31 == 0)
			reincarnate(bench);
		follow_span(bench, &span);
		if (storm.prepaid)
			assert_nobody_owes(bench);
	}
	close_span(bench, &span);
	calm(&storm);
	assert_calm(&storm);
	for (int i = 0; i < INPUT_KIND_COUNT; i++)
		inputs[i] += bench->inputs[i];
	for (int i = 0; i < OUTCOME_COUNT; i++)
		outcomes[i] += bench->outcomes[i];
	trail = engine_trail(bench->engine);
	bench_close(bench);
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
	uint32_t seeds = number_from("CONDUCTOR_SWARM_SEEDS", SEEDS);

	(void)state;
	for (uint32_t seed = first; seed < first + seeds; seed++) {
		if (getenv("CONDUCTOR_SWARM_VERBOSE") != NULL)
			(void)fprintf(stderr, "seed %u\n", seed);
		(void)storm_of(seed, true);
	}
}

static void copies_change_nothing(void **state)
{
	uint32_t asked = number_from("CONDUCTOR_SWARM_SEEDS", SEEDS);
	uint32_t seeds = (asked < SEEDS ? asked : SEEDS) / 6;

	(void)state;
	for (uint64_t seed = 1000; seed < 1000 + seeds; seed++)
		if (storm_of(seed, true) != storm_of(seed, false))
			fail_msg("seed %llu: a copy went another way",
				 (unsigned long long)seed);
}

/* Whoever adds a kind of input, of outcome, of command or a rule leads a storm
 * to it above. */
static void nothing_was_left_out(void **state)
{
	(void)state;
	if (number_from("CONDUCTOR_SWARM_SEEDS", SEEDS) < SEEDS)
		skip();
	for (int i = 1; i < INPUT_KIND_COUNT; i++)
		if (inputs[i] == 0)
			fail_msg("no storm fed %s",
				 input_kind_name((enum input_kind)i));
	for (int i = 1; i < OUTCOME_COUNT; i++)
		if (outcomes[i] == 0)
			fail_msg("no storm answered %s",
				 outcome_name((enum outcome)i));
	for (int i = 1; i < COMMAND_KIND_COUNT; i++)
		if (commands[i] == 0)
			fail_msg("no storm met %s",
				 command_kind_name((enum command_kind)i));
	for (int i = 1; i < RULE_COUNT; i++)
		if (rules[i] == 0)
			fail_msg("no storm was decided by %s",
				 rule_name((enum rule)i));
	if (setups == 0 || owed == 0 || full_days == 0)
		fail_msg("setup fees %llu, hours owed %llu, full days %llu",
			 (unsigned long long)setups, (unsigned long long)owed,
			 (unsigned long long)full_days);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(invariants_hold_in_any_storm),
	    cmocka_unit_test(copies_change_nothing),
	    cmocka_unit_test(nothing_was_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
