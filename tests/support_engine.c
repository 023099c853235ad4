#include "support_engine.h"
#include "support_gauges.h"

#include "engine/questions.h"
#include "traces/base/engine_heap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DISKS_WORLDS_MAX 200
#define COMMANDS_MAX 70000
/* 128 for what cannot wait, and two for what is planned */
#define COMMANDS_KEPT_FREE 130

struct engine_config bench_config(uint32_t worlds)
{
	return (struct engine_config){
	    .limits = {.worlds_max = worlds,
		       .accounts_max = worlds,
		       .nodes_max = 32,
		       .commands_pending_max = 4096},
	    .begin_us = INT64_C(1731060000) * US_PER_SECOND,
	    .prices_at_us = TIME_NEVER_US,
	    .node_type_count = 2,
	    .node_types = {{.ram_mib = 65536,
			    .cpu_milli = 16000,
			    .disk_mib = 1000000,
			    .dedicated = true,
			    .price_count = 1,
			    .prices = {{0, 0, 73 * NANO_EUR_PER_EUR,
					24 * NANO_EUR_PER_EUR}}},
			   {.ram_mib = 32768,
			    .cpu_milli = 8000,
			    .disk_mib = 240000,
			    .price_count = 1,
			    .prices = {{0, 222000000, 138490000000, 0}}}},
	    .dedicated_count = {2, 0},
	    .policy = {.placement = PLACE_LEAST_LOADED,
		       .dedicated_first = true,
		       .sleep_window_us = 48 * US_PER_HOUR,
		       .disk_pressure_ppm = 900000,
		       .uploads_max = 2,
		       .queue_max = COUNT_OFF,
		       .scaling = SCALE_FIT,
		       .tick_us = US_PER_MINUTE,
		       .high_ppm = 900000,
		       .low_ppm = 400000,
		       .low_for_us = 30 * US_PER_MINUTE,
		       .reserve_mib = 8192,
		       .release_from_us = 30 * US_PER_MINUTE,
		       .release_until_us = 50 * US_PER_MINUTE,
		       .destroy_from_us = 50 * US_PER_MINUTE,
		       .destroy_until_us = 58 * US_PER_MINUTE,
		       .cloud_max = 8,
		       .orders_per_tick_max = 4,
		       .cool_down_us = 10 * US_PER_MINUTE,
		       .offer_count = 2,
		       .offers = {{1, 0}, {1, 1}}},
	    .guards = {.destroys_per_hour = COUNT_OFF,
		       .stops_per_hour = COUNT_OFF,
		       .spend_per_day_nano_eur = AMOUNT_OFF,
		       .spend_per_month_nano_eur = AMOUNT_OFF},
	    .machinery = {.ram_overhead_mib = 256,
			  .node_reserve_mib = 4096,
			  .box_count = 1,
			  .heartbeat_timeout_us = 5 * US_PER_MINUTE,
			  .boot_timeout_us = 15 * US_PER_MINUTE,
			  .answer_timeout_us = 10 * US_PER_MINUTE,
			  .lease_us = TIME_NEVER_US},
	    .book = {.price_count = 1,
		     .sleep_billed_us = INT64_MAX,
		     .prices = {{0, 20000000, 100000000}},
		     .vat_ppm = 190000,
		     .payment_fees_ppm = 40000},
	    .standing = {.storage_month_nano_eur = 10900000000,
			 .ipv4_month_nano_eur = 500000000,
			 .ipv4_hour_nano_eur = 800000,
			 .ipv4_cloud_month_nano_eur = 500000000,
			 .setup_months = 24},
	    .night_from_hour = 22,
	    .night_until_hour = 8,
	};
}

static void tell_last(const struct bench *bench);

static void must_be_safe(const struct bench *bench,
			 const struct command *command, const char *wrong)
{
	if (wrong == NULL)
		return;
	(void)fprintf(stderr, "at %lld: %s of world %u, node %u: %s\n",
		      (long long)bench->now_us,
		      command_kind_name((enum command_kind)command->kind),
		      command->world.value, command->node.value, wrong);
	if (getenv("CONDUCTOR_SWARM_VERBOSE") != NULL)
		tell_last(bench);
	abort();
}

static void on_execute(void *context, const struct command *command)
{
	struct bench *bench = context;

	for (uint32_t i = 0; i < bench->command_count; i++)
		if (bench->commands[i].id.value == command->id.value)
			return; /* sent again: it is under way */
	if (bench->command_count == bench->command_capacity)
		abort();
	bench->commands[bench->command_count++] = *command;
	if (bench->disks != NULL)
		must_be_safe(bench, command,
			     disks_command(bench->disks, command));
}

static void must_be_true(const struct bench *bench, const struct notice *notice,
			 const char *wrong)
{
	if (wrong == NULL)
		return;
	(void)fprintf(stderr, "at %lld: %s, world %u, node %u: %s\n",
		      (long long)bench->now_us,
		      notice_kind_name((enum notice_kind)notice->kind),
		      notice->world.value, notice->node.value, wrong);
	if (getenv("CONDUCTOR_SWARM_VERBOSE") != NULL)
		tell_last(bench);
	abort();
}

static void on_notice(void *context, const struct notice *notice)
{
	struct bench *bench = context;

	bench->notices[bench->notice_count++ % TEST_NOTICES_MAX] = *notice;
	if (bench->audit && bench->accountant != NULL)
		accountant_notice(bench->accountant, notice);
	if (bench->disks != NULL)
		must_be_true(bench, notice, disks_notice(bench->disks, notice));
}

/* --- what must hold at any time ------------------------------------------- */

static bool node_is_in(const struct bench *bench, struct node_id id,
		       enum node_state state)
{
	struct node_view node;

	return engine_read_node(bench->engine, id, &node) &&
	       node.state == state;
}

/* Is disk so plentiful that it never decides where this world goes? */
static bool disk_is_no_matter(const struct bench *bench,
			      const struct world_view *world)
{
	uint64_t all_mib = (uint64_t)world->disk_mib * (bench->worlds + 1);

	for (uint32_t i = 0; i < bench->config.node_type_count; i++)
		if (bench->config.node_types[i].disk_mib < all_mib)
			return false;
	return true;
}

static const char *world_waits(const struct bench *bench,
			       const struct world_view *world)
{
	if (world->state != WORLD_SLEEPING && world->state != WORLD_ARCHIVED)
		return NULL;
	if (world->wanted)
		return "a wanted world rests";
	if (world->state != WORLD_SLEEPING)
		return NULL;
	if (node_is_in(bench, world->node, NODE_DRAINING))
		return "a sleeper stays on a draining node";
	if (bench->now_us - world->since_us >
	    bench->config.policy.sleep_window_us)
		return "a world sleeps longer than its window";
	return NULL;
}

/* Does no box and no link make a transfer wait, with so many under way? */
static bool lines_take_all(const struct engine_config *config,
			   uint32_t transfers)
{
	const struct machinery *machinery = &config->machinery;

	if (transfers != 0 &&
	    (machinery->link_copies != 0 || config->policy.second_copies.on))
		return false;
	for (uint32_t i = 0; i < machinery->box_count; i++) {
		const struct archive_box *box = &machinery->boxes[i];

		if (box->connections != 0 &&
		    (transfers != 0 ||
		     box->connections <= box->connections_for_restores))
			return false;
	}
	return true;
}

/* Work that could be done at once; NULL: there is none. */
static const char *work_left(const struct bench *bench)
{
	const struct machinery *machinery = &bench->config.machinery;
	uint32_t room_mib = engine_largest_start_mib(bench->engine);
	uint32_t fit = 0;
	struct engine_gauges gauges;
	struct world_view world;

	engine_read_gauges(bench->engine, &gauges);
	if (gauges.commands_pending + COMMANDS_KEPT_FREE >
	    bench->config.limits.commands_pending_max)
		return NULL; /* it waits for answers */
	for (uint32_t id = 1; id <= bench->worlds; id++) {
		const char *wrong;

		if (!engine_read_world(bench->engine, (struct world_id){id},
				       &world))
			continue;
		wrong = world_waits(bench, &world);
		if (wrong != NULL)
			return wrong;
		fit += world.state == WORLD_QUEUED &&
		       machinery->cpu_oversubscribe_ppm == 0 &&
		       world.ram_mib <= room_mib &&
		       disk_is_no_matter(bench, &world);
	}
	if (fit != 0 && fit == gauges.worlds_waiting)
		return "starts wait though there is room for each";
	if (gauges.transfers_waiting != 0 &&
	    lines_take_all(&bench->config, gauges.transfers))
		return "a transfer waits though there is a connection";
	return NULL;
}

/* What went before, for whoever looks for the reason. */
static void tell_last(const struct bench *bench)
{
	uint64_t first =
	    bench->notice_count > 40 ? bench->notice_count - 40 : 0;

	for (uint64_t i = first; i < bench->notice_count; i++) {
		const struct notice *n = &bench->notices[i % TEST_NOTICES_MAX];

		(void)fprintf(
		    stderr, "%lld %llu.%u %s world %u node %u %s\n",
		    (long long)n->at_us, (unsigned long long)n->seq, n->index,
		    notice_kind_name((enum notice_kind)n->kind), n->world.value,
		    n->node.value, reason_name((enum reason)n->reason));
	}
}

static void must_not_be(const struct bench *bench, const char *wrong,
			const struct input *input)
{
	if (wrong == NULL)
		return;
	(void)fprintf(stderr, "before input %llu (%s) at %lld: %s\n",
		      (unsigned long long)input->seq,
		      input_kind_name(input->kind), (long long)bench->now_us,
		      wrong);
	if (getenv("CONDUCTOR_SWARM_VERBOSE") != NULL)
		tell_last(bench);
	abort();
}

struct search {
	uint64_t id;
	bool found;
};

static void look(void *context, const struct command *command)
{
	struct search *search = context;

	search->found = search->found || command->id.value == search->id;
}

bool bench_awaits(const struct bench *bench, uint64_t command)
{
	struct search search = {.id = command};

	engine_each_pending_command(bench->engine, look, &search);
	return search.found;
}

/* Is this the answer to a command that the engine has not given up? */
static bool is_awaited(const struct bench *bench, const struct input *input)
{
	return input->kind == INPUT_COMMAND_FINISHED &&
	       bench_awaits(bench, input->command_finished.command.value);
}

static int on_record(void *context, const struct input *input)
{
	struct bench *bench = context;

	bench->inputs[input->kind]++;
	if (input->kind == INPUT_COMMAND_FINISHED)
		bench->outcomes[input->command_finished.outcome]++;
	if (bench->disks != NULL)
		disks_input(bench->disks, input, is_awaited(bench, input));
	if (!bench->audit)
		return 0;
	must_not_be(bench, engine_audit(bench->engine), input);
	must_not_be(bench,
		    gauges_wrong(bench->engine, &bench->config, bench->worlds),
		    input);
	if (engine_wake_at_us(bench->engine) > engine_now_us(bench->engine) + 1)
		must_not_be(bench, work_left(bench), input);
	if (bench->accountant != NULL && !bench->in_round)
		accountant_compare(bench->accountant, bench->engine);
	bench->in_round = true;
	if (bench->accountant != NULL)
		accountant_input(bench->accountant, bench->engine, input);
	if (input->kind == INPUT_WORLD_REGISTERED &&
	    input->world.world.value > bench->worlds)
		bench->worlds = input->world.world.value;
	return 0;
}

static int on_commit(void *context, uint64_t last_seq, uint64_t trail)
{
	struct bench *bench = context;

	(void)last_seq;
	(void)trail;
	bench->in_round = false;
	return 0;
}

/* -------------------------------------------------------------------------- */

void bench_open(struct bench *bench, const struct engine_config *config)
{
	*bench = (struct bench){.config = *config,
				.now_us = config->begin_us,
				.audit = true,
				.command_capacity = COMMANDS_MAX};
	bench->commands = calloc(COMMANDS_MAX, sizeof *bench->commands);
	bench->notices = calloc(TEST_NOTICES_MAX, sizeof *bench->notices);
	bench->scratch = malloc(sizeof *bench->scratch);
	bench->accountant = accountant_open(config);
	if (config->limits.worlds_max <= DISKS_WORLDS_MAX)
		bench->disks = disks_open(config->limits.worlds_max);
	drive_scratch_init(bench->scratch, ~UINT64_C(0));
	bench->ports = (struct driver_ports){.context = bench,
					     .record = on_record,
					     .commit = on_commit,
					     .execute = on_execute,
					     .notify = on_notice};
	if (engine_create(config, &engine_heap, &bench->engine) != ENGINE_OK)
		abort();
	for (uint32_t type = 0, node = 1; type < config->node_type_count;
	     type++)
		for (uint32_t i = 0; i < config->dedicated_count[type]; i++)
			(void)bench_feed(
			    bench,
			    (struct input){
				.kind = INPUT_NODE_HEARTBEAT,
				.heartbeat = {.node = {node++},
					      .next_by_us = TIME_NEVER_US}});
}

void bench_close(struct bench *bench)
{
	engine_destroy(bench->engine);
	if (bench->accountant != NULL)
		accountant_close(bench->accountant);
	if (bench->disks != NULL)
		disks_close(bench->disks);
	free(bench->commands);
	free(bench->notices);
	free(bench->scratch);
}

enum drive_status bench_feed(struct bench *bench, struct input input)
{
	return drive(bench->engine, &bench->ports, bench->now_us, &input, 1,
		     bench->scratch);
}

static void answer_at_once(struct bench *bench)
{
	for (uint32_t i = 0;
	     bench->answered_at_once != 0 && i < bench->command_count;) {
		if ((bench->answered_at_once &
		     UINT64_C(1) << bench->commands[i].kind) != 0)
			bench_answer(bench, i, OUTCOME_DONE);
		else
			i++;
	}
}

void bench_until(struct bench *bench, int64_t at_us)
{
	while (engine_wake_at_us(bench->engine) <= at_us) {
		int64_t wake_us = engine_wake_at_us(bench->engine);

		if (wake_us > bench->now_us)
			bench->now_us = wake_us;
		(void)drive(bench->engine, &bench->ports, bench->now_us, NULL,
			    0, bench->scratch);
		answer_at_once(bench);
	}
	if (at_us > bench->now_us)
		bench->now_us = at_us;
}

void bench_answer(struct bench *bench, uint32_t i, enum outcome outcome)
{
	struct command command = bench->commands[i];
	struct input input = {
	    .kind = INPUT_COMMAND_FINISHED,
	    .command_finished = {.command = command.id,
				 .outcome = outcome,
				 .size_mib = command.size_mib},
	};

	if (command.kind == COMMAND_ORDER_NODE)
		input.command_finished.provider_ref =
		    ++bench->next_provider_ref;
	memmove(&bench->commands[i], &bench->commands[i + 1],
		(--bench->command_count - i) * sizeof command);
	(void)bench_feed(bench, input);
}

void bench_lose(struct bench *bench, uint32_t i)
{
	memmove(&bench->commands[i], &bench->commands[i + 1],
		(--bench->command_count - i) * sizeof bench->commands[0]);
}

void bench_settle(struct bench *bench)
{
	while (bench->command_count > 0) {
		struct command command = bench->commands[0];

		bench_answer(bench, 0, OUTCOME_DONE);
		if (command.kind == COMMAND_ORDER_NODE)
			(void)bench_feed(
			    bench,
			    (struct input){
				.kind = INPUT_NODE_HEARTBEAT,
				.heartbeat = {.node = command.node,
					      .next_by_us = TIME_NEVER_US}});
	}
}

void bench_register(struct bench *bench, uint32_t world, uint32_t ram_mib,
		    bool has_archive)
{
	(void)bench_feed(bench,
			 (struct input){.kind = INPUT_WORLD_REGISTERED,
					.world = {.world = {world},
						  .account = {world},
						  .ram_mib = ram_mib,
						  .disk_mib = 2048,
						  .has_archive = has_archive}});
}

void bench_register_all_of(struct bench *bench, uint32_t world,
			   uint32_t ram_mib, uint32_t cpu_milli,
			   uint32_t disk_mib)
{
	(void)bench_feed(bench, (struct input){.kind = INPUT_WORLD_REGISTERED,
					       .world = {.world = {world},
							 .account = {world},
							 .ram_mib = ram_mib,
							 .cpu_milli = cpu_milli,
							 .disk_mib = disk_mib,
							 .has_archive = true}});
}

uint32_t bench_commands(const struct bench *bench, enum command_kind kind)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < bench->command_count; i++)
		count += bench->commands[i].kind == kind;
	return count;
}

static uint32_t first_of(const struct bench *bench, enum command_kind kind)
{
	for (uint32_t i = 0; i < bench->command_count; i++)
		if (bench->commands[i].kind == kind)
			return i;
	(void)fprintf(stderr, "there is no %s\n", command_kind_name(kind));
	abort();
}

struct command bench_first(const struct bench *bench, enum command_kind kind)
{
	return bench->commands[first_of(bench, kind)];
}

void bench_answer_first(struct bench *bench, enum command_kind kind,
			enum outcome outcome)
{
	bench_answer(bench, first_of(bench, kind), outcome);
}

void bench_answer_all(struct bench *bench, enum command_kind kind,
		      enum outcome outcome)
{
	for (uint32_t left = bench_commands(bench, kind); left > 0; left--)
		bench_answer_first(bench, kind, outcome);
}

void bench_set(struct bench *bench, enum setting setting, int64_t value)
{
	(void)bench_feed(bench,
			 (struct input){.kind = INPUT_SETTING_CHANGED,
					.setting_changed = {setting, value}});
	(void)bench_feed(
	    bench,
	    (struct input){.kind = INPUT_SETTINGS_COMPLETE,
			   .settings_complete = {
			       1, engine_sum(0, setting, (uint64_t)value)}});
}

void bench_talks(struct bench *bench, uint32_t node)
{
	(void)bench_feed(
	    bench, (struct input){.kind = INPUT_NODE_HEARTBEAT,
				  .heartbeat = {.node = {node},
						.next_by_us = TIME_NEVER_US}});
}

void bench_dies(struct bench *bench, uint32_t node)
{
	(void)bench_feed(
	    bench, (struct input){.kind = INPUT_NODE_HEARTBEAT,
				  .heartbeat = {.node = {node},
						.next_by_us = bench->now_us}});
}

enum node_state bench_node_state(const struct bench *bench, uint32_t node)
{
	struct node_view view;

	if (!engine_read_node(bench->engine, (struct node_id){node}, &view))
		return NODE_GONE;
	return view.state;
}

void bench_start(struct bench *bench, uint32_t world, uint32_t request)
{
	(void)bench_feed(bench, (struct input){.kind = INPUT_START_REQUESTED,
					       .request = {{world}, request}});
}

void bench_stop(struct bench *bench, uint32_t world, uint32_t request)
{
	(void)bench_feed(bench, (struct input){.kind = INPUT_STOP_REQUESTED,
					       .request = {{world}, request}});
}

static uint64_t oldest(const struct bench *bench)
{
	return bench->notice_count > TEST_NOTICES_MAX
		   ? bench->notice_count - TEST_NOTICES_MAX
		   : 0;
}

struct world_view bench_world(const struct bench *bench, uint32_t world)
{
	struct world_view view;

	assert_true(
	    engine_read_world(bench->engine, (struct world_id){world}, &view));
	return view;
}

void bench_assert_is(const struct bench *bench, uint32_t world,
		     enum world_state state, uint32_t node)
{
	struct world_view view = bench_world(bench, world);

	assert_string_equal(world_state_name(view.state),
			    world_state_name(state));
	assert_int_equal(view.node.value, node);
}

void bench_find(struct bench *bench, uint32_t world, uint32_t ram_mib,
		uint32_t node, uint32_t copy)
{
	const struct input found = {
	    .kind = INPUT_WORLD_FOUND,
	    .world_found = {{world}, {node}, bench->now_us, {copy}}};

	bench_register(bench, world, ram_mib, false);
	assert_int_equal(bench_feed(bench, found), DRIVE_OK);
}

void bench_want(struct bench *bench, uint32_t world)
{
	bench_start(bench, world, world);
	bench_until(bench, bench->now_us);
}

uint32_t bench_count(const struct bench *bench, enum notice_kind kind)
{
	uint32_t count = 0;

	for (uint64_t i = oldest(bench); i < bench->notice_count; i++)
		count += bench->notices[i % TEST_NOTICES_MAX].kind == kind;
	return count;
}

const struct notice *bench_last(const struct bench *bench,
				enum notice_kind kind)
{
	for (uint64_t i = bench->notice_count; i > oldest(bench); i--)
		if (bench->notices[(i - 1) % TEST_NOTICES_MAX].kind == kind)
			return &bench->notices[(i - 1) % TEST_NOTICES_MAX];
	return NULL;
}

enum world_state bench_state(const struct bench *bench, uint32_t world)
{
	struct world_view view;

	if (!engine_read_world(bench->engine, (struct world_id){world}, &view))
		return WORLD_DELETED;
	return view.state;
}
