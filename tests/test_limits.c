/*
 * What the engine takes and what it refuses: every limit of configuration and
 * input, exactly at it and one beyond.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "engine/config_codec.h"
#include "engine/questions.h"
#include "support_accounts.h"
#include "traces/base/engine_heap.h"

#define WORLDS 5

/* --- the configuration ---------------------------------------------------- */

static bool is_taken(const struct engine_config *config)
{
	struct engine *engine = NULL;
	enum engine_status status =
	    engine_create(config, &engine_heap, &engine);

	assert_true(status == ENGINE_OK || status == ENGINE_BAD_CONFIG);
	assert_true((status == ENGINE_OK) == (engine != NULL));
	engine_destroy(engine);
	return status == ENGINE_OK;
}

/* FIELD: VALUE is taken (or not), all else being sound. */
#define CASE(field, value, taken)                                              \
	do {                                                                   \
		struct engine_config config = bench_config(WORLDS);            \
                                                                               \
		config.field = (value);                                        \
		if (is_taken(&config) != (taken))                              \
			fail_msg("%s = %s", #field, #value);                   \
	} while (0)

static void a_configuration_is_taken_up_to_its_limits(void **state)
{
	(void)state;
	CASE(limits.worlds_max, 0, false);
	CASE(limits.worlds_max, 1, true);
	CASE(limits.worlds_max, UINT32_MAX / 4 + 1, false);
	CASE(limits.accounts_max, 0, false);
	CASE(limits.accounts_max, 1, true);
	CASE(limits.nodes_max, 0, false);
	CASE(limits.nodes_max, 1, false); /* two are dedicated */
	CASE(limits.nodes_max, 2, true);
	CASE(limits.nodes_max, 16384, true);
	CASE(limits.nodes_max, 16385, false);
	CASE(limits.commands_pending_max, 1023, false);
	CASE(limits.commands_pending_max, 1024, true);
	CASE(node_type_count, 0, false);
	CASE(node_type_count, NODE_TYPES_MAX + 1, false);
	CASE(policy.offer_count, 0, true);
	CASE(policy.offer_count, OFFERS_MAX + 1, false);
	CASE(policy.tick_us, 0, false);
	CASE(policy.tick_us, 1, true);
	CASE(book.price_count, 0, false);
	CASE(book.price_count, BOOK_PRICES_MAX, true);
	CASE(book.price_count, BOOK_PRICES_MAX + 1, false);
	CASE(clock_offset_count, CLOCK_OFFSETS_MAX, true);
	CASE(clock_offset_count, CLOCK_OFFSETS_MAX + 1, false);
	CASE(machinery.answer_timeout_us, 0, false);
	CASE(machinery.answer_timeout_us, 1, true);
	CASE(machinery.box_count, 0, false);
	CASE(machinery.box_count, BOXES_MAX, true);
	CASE(machinery.box_count, BOXES_MAX + 1, false);
	CASE(night_from_hour, 23, true);
	CASE(night_from_hour, 24, false);
	CASE(night_until_hour, 23, true);
	CASE(night_until_hour, 24, false);
	CASE(node_types[1].ram_mib, 0, false);
	CASE(node_types[1].ram_mib, 1, true);
	CASE(node_types[0].ram_mib, (1u << 21) - 1, true);
	CASE(node_types[0].ram_mib, 1u << 21, false);
	CASE(node_types[1].price_count, 0, false);
	CASE(node_types[1].price_count, PRICES_MAX, true);
	CASE(node_types[1].price_count, PRICES_MAX + 1, false);
	CASE(policy.offers[1].type, 2, false);
	CASE(policy.offers[1].type, 0, false); /* dedicated, no hour */
	CASE(node_types[1].min_stay_us, -1, false);
	CASE(node_types[1].min_stay_us, 31 * US_PER_DAY, true);
	CASE(node_types[1].min_stay_us, 31 * US_PER_DAY + 1, false);
	CASE(node_types[1].boot_timeout_us, -1, false);
	CASE(node_types[1].boot_timeout_us, 366 * US_PER_DAY, true);
	CASE(node_types[1].boot_timeout_us, 366 * US_PER_DAY + 1, false);
}

/* What may be ordered says what an hour costs, in all lists that can apply. */
static void a_machine_is_ordered_only_at_a_price(void **state)
{
	struct engine_config config = bench_config(WORLDS);
	struct node_type *whole = &config.node_types[0];

	(void)state;
	config.policy.offers[1].type = 0;
	whole->price_count = 3;
	for (uint32_t i = 0; i < 3; i++)
		whole->prices[i] = (struct provider_price){
		    config.begin_us + ((int64_t)i - 1) * US_PER_DAY, 1, 0, 0};
	assert_true(is_taken(&config));
	whole->prices[0].hour_nano_eur = 0; /* of the day before */
	assert_true(is_taken(&config));
	whole->prices[2].hour_nano_eur = 0; /* of the day after */
	assert_false(is_taken(&config));
	config.prices_at_us = config.begin_us; /* never applies */
	assert_true(is_taken(&config));
	config.prices_at_us = config.begin_us - 1;
	assert_false(is_taken(&config));
	config.prices_at_us = TIME_NEVER_US;
	whole->prices[2].hour_nano_eur = 1;
	whole->prices[1].hour_nano_eur = 0;
	assert_false(is_taken(&config));
}

/* What a reserve is counted in is a plan that could be sold; without such a
 * reserve it may be anything. */
static void a_reserve_in_worlds_has_their_size(void **state)
{
	static const struct {
		struct plan_size plan;
		uint32_t worlds;
		bool taken;
	} cases[] = {
	    {{0, 0, 0}, 0, true},
	    {{0, 0, 0}, 1, false},
	    {{1, 0, 0}, 1, true},
	    {{1, 0, 0}, RESERVE_WORLDS_MAX, true},
	    {{1, 0, 0}, RESERVE_WORLDS_MAX + 1, false},
	    {{(1u << 21) - 1, UINT16_MAX, UINT32_MAX}, 1, true},
	    {{1u << 21, 0, 0}, 1, false},
	    {{1u << 21, 0, 0}, 0, true},
	    {{1, UINT16_MAX + 1, 0}, 1, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct engine_config config = bench_config(WORLDS);

		config.policy.reserve_plan = cases[i].plan;
		config.policy.reserve_worlds = cases[i].worlds;
		if (is_taken(&config) != cases[i].taken)
			fail_msg("case %zu", i);
	}
}

static void the_last_type_and_the_last_offer_count(void **state)
{
	struct engine_config config = bench_config(WORLDS);

	(void)state;
	config.node_type_count = NODE_TYPES_MAX;
	for (uint32_t i = 2; i < NODE_TYPES_MAX; i++)
		config.node_types[i] = config.node_types[1];
	config.policy.offer_count = OFFERS_MAX;
	for (uint32_t i = 0; i < OFFERS_MAX; i++)
		config.policy.offers[i].type = NODE_TYPES_MAX - 1;
	assert_true(is_taken(&config));
	config.node_types[NODE_TYPES_MAX - 1].ram_mib = 0;
	assert_false(is_taken(&config));
	config.node_types[NODE_TYPES_MAX - 1].ram_mib = 4096;
	config.policy.offers[OFFERS_MAX - 1].type = NODE_TYPES_MAX;
	assert_false(is_taken(&config));
}

/* FIELD is saved and loaded, and a part of the digest. */
#define IS_SAVED(field)                                                        \
	do {                                                                   \
		struct engine_config config = bench_config(WORLDS), back;      \
		uint64_t before = config_digest(&config);                      \
		size_t size = config_save_size_bytes(&config);                 \
		uint8_t *bytes = malloc(size);                                 \
                                                                               \
		config.field ^= 1;                                             \
		assert_true(config_digest(&config) != before);                 \
		assert_true(config_save(&config, bytes, size));                \
		assert_true(config_load(bytes, size, &back));                  \
		if (back.field != config.field)                                \
			fail_msg("%s", #field);                                \
		free(bytes);                                                   \
	} while (0)

static void all_numbers_of_a_configuration_are_saved(void **state)
{
	(void)state;
	IS_SAVED(limits.worlds_max);
	IS_SAVED(limits.accounts_max);
	IS_SAVED(limits.nodes_max);
	IS_SAVED(limits.commands_pending_max);
	IS_SAVED(begin_us);
	IS_SAVED(policy.sleep_window_us);
	IS_SAVED(book.sleep_billed_us);
	IS_SAVED(policy.disk_pressure_ppm);
	IS_SAVED(policy.uploads_max);
	IS_SAVED(policy.queue_max);
	IS_SAVED(policy.tick_us);
	IS_SAVED(policy.high_ppm);
	IS_SAVED(policy.low_ppm);
	IS_SAVED(policy.low_for_us);
	IS_SAVED(policy.reserve_mib);
	IS_SAVED(policy.reserve_worlds);
	IS_SAVED(policy.reserve_plan.ram_mib);
	IS_SAVED(policy.reserve_plan.cpu_milli);
	IS_SAVED(policy.reserve_plan.disk_mib);
	IS_SAVED(policy.release_from_us);
	IS_SAVED(policy.release_until_us);
	IS_SAVED(policy.destroy_from_us);
	IS_SAVED(policy.destroy_until_us);
	IS_SAVED(policy.cloud_max);
	IS_SAVED(policy.orders_per_tick_max);
	IS_SAVED(policy.cool_down_us);
	IS_SAVED(policy.offer_count);
	IS_SAVED(policy.return_room_mib);
	IS_SAVED(guards.destroys_per_hour);
	IS_SAVED(guards.destroys_share_ppm);
	IS_SAVED(machinery.ram_overhead_mib);
	IS_SAVED(machinery.node_reserve_mib);
	IS_SAVED(machinery.node_reserve_ppm);
	IS_SAVED(machinery.cpu_oversubscribe_ppm);
	IS_SAVED(machinery.link_copies);
	IS_SAVED(machinery.heartbeat_timeout_us);
	IS_SAVED(machinery.boot_timeout_us);
	IS_SAVED(machinery.answer_timeout_us);
	IS_SAVED(book.vat_ppm);
	IS_SAVED(book.payment_fees_ppm);
	IS_SAVED(prepaid.starting_credit_nano_eur);
	IS_SAVED(prepaid.credit_lasts_us);
	IS_SAVED(prepaid.grants_per_day);
	IS_SAVED(prepaid.unpaid_worlds);
	IS_SAVED(prepaid.unpaid_ram_mib);
	IS_SAVED(prepaid.referral_ppm);
	IS_SAVED(prepaid.referral_hold_us);
	IS_SAVED(prepaid.first_minutes);
	IS_SAVED(standing.storage_month_nano_eur);
	IS_SAVED(standing.other_month_nano_eur);
	IS_SAVED(standing.ipv4_month_nano_eur);
	IS_SAVED(standing.ipv4_hour_nano_eur);
	IS_SAVED(standing.ipv4_dedicated_hour_nano_eur);
	IS_SAVED(standing.ipv4_cloud_month_nano_eur);
	IS_SAVED(standing.setup_months);
	IS_SAVED(night_from_hour);
	IS_SAVED(night_until_hour);
}

static void all_lists_of_a_configuration_are_saved(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < CLOCK_OFFSETS_MAX; i++) {
		IS_SAVED(clock[i].from_us);
		IS_SAVED(clock[i].offset_s);
	}
	for (uint32_t i = 0; i < NODE_TYPES_MAX; i++) {
		IS_SAVED(node_types[i].ram_mib);
		IS_SAVED(node_types[i].cpu_milli);
		IS_SAVED(node_types[i].disk_mib);
		IS_SAVED(node_types[i].price_count);
		IS_SAVED(node_types[i].orders_per_day);
		IS_SAVED(node_types[i].min_stay_us);
		IS_SAVED(node_types[i].boot_timeout_us);
		IS_SAVED(dedicated_count[i]);
		for (uint32_t j = 0; j < PRICES_MAX; j++) {
			IS_SAVED(node_types[i].prices[j].valid_from_us);
			IS_SAVED(node_types[i].prices[j].hour_nano_eur);
			IS_SAVED(node_types[i].prices[j].month_nano_eur);
			IS_SAVED(node_types[i].prices[j].setup_nano_eur);
		}
	}
	for (uint32_t i = 0; i < OFFERS_MAX; i++) {
		IS_SAVED(policy.offers[i].type);
		IS_SAVED(policy.offers[i].location);
	}
	for (uint32_t i = 0; i < BOOK_PRICES_MAX; i++) {
		IS_SAVED(book.prices[i].valid_from_us);
		IS_SAVED(book.prices[i].active_gb_hour_nano_eur);
		IS_SAVED(book.prices[i].sleep_gb_month_nano_eur);
	}
	for (uint32_t i = 0; i < BOXES_MAX; i++) {
		IS_SAVED(machinery.boxes[i].connections);
		IS_SAVED(machinery.boxes[i].connections_for_restores);
	}
	for (uint32_t i = 0; i < WARNINGS_MAX; i++)
		IS_SAVED(prepaid.warnings_us[i]);
}

/* Memory that runs out at the n-th request; what was taken is given back. */
struct miser {
	int left, held;
	size_t bytes;
};

static void *miser_allocate(void *context, size_t size_bytes)
{
	struct miser *miser = context;

	if (miser->left-- == 0)
		return NULL;
	miser->held++;
	miser->bytes += size_bytes;
	return engine_heap.allocate(engine_heap.context, size_bytes);
}

static void miser_release(void *context, void *memory, size_t size_bytes)
{
	struct miser *miser = context;

	miser->held--;
	miser->bytes -= size_bytes;
	engine_heap.release(engine_heap.context, memory, size_bytes);
}

static void without_memory_there_is_no_engine(void **state)
{
	const struct engine_config config = bench_config(WORLDS);

	(void)state;
	for (int n = 0; n < 3; n++) {
		struct miser miser = {.left = n};
		const struct allocator memory = {miser_allocate, miser_release,
						 &miser};
		struct engine *engine = NULL;
		enum engine_status status =
		    engine_create(&config, &memory, &engine);

		assert_int_equal(status, n < 2 ? ENGINE_NO_MEMORY : ENGINE_OK);
		engine_destroy(engine);
		assert_int_equal(miser.held, 0);
		assert_int_equal(miser.bytes, 0);
	}
	engine_destroy(NULL);
}

/* --- inputs --------------------------------------------------------------- */

static enum engine_status check(const struct bench *bench, struct input input)
{
	input.seq = engine_next_seq(bench->engine);
	input.at_us = bench->now_us;
	return engine_check(bench->engine, &input);
}

static bool takes(const struct bench *bench, struct input input)
{
	enum engine_status status = check(bench, input);

	assert_true(status == ENGINE_OK || status == ENGINE_INVALID_INPUT);
	return status == ENGINE_OK;
}

static void open_bench(struct bench *bench)
{
	const struct engine_config config = bench_config(WORLDS);

	bench_open(bench, &config);
}

#define FACTS(n)                                                               \
	{                                                                      \
		.world = {(n)}, .account = {1}, .ram_mib = 1024,               \
		.disk_mib = 10                                                 \
	}

static bool takes_facts(const struct bench *bench, enum input_kind kind,
			struct world_facts facts)
{
	return takes(bench, (struct input){.kind = kind, .world = facts});
}

static void facts_are_taken_up_to_their_limits(void **state)
{
	const enum input_kind kinds[] = {INPUT_WORLD_REGISTERED,
					 INPUT_WORLD_CHANGED};
	struct bench bench;

	(void)state;
	open_bench(&bench);
	bench_register(&bench, 2, 1024, false);
	for (int i = 0; i < 2; i++) {
		const struct world_facts sound = FACTS((uint32_t)(1 + i));
		enum input_kind kind = kinds[i];
		struct world_facts facts = sound;

		assert_true(takes_facts(&bench, kind, facts));
		facts.account.value = 0;
		assert_false(takes_facts(&bench, kind, facts));
		facts.account.value = WORLDS;
		assert_true(takes_facts(&bench, kind, facts));
		facts.account.value = WORLDS + 1;
		assert_false(takes_facts(&bench, kind, facts));
		facts = sound;
		facts.ram_mib = 0;
		assert_false(takes_facts(&bench, kind, facts));
		facts.ram_mib = 1;
		assert_true(takes_facts(&bench, kind, facts));
		facts.ram_mib = (1u << 21) - 1;
		assert_true(takes_facts(&bench, kind, facts));
		facts.ram_mib = 1u << 21;
		assert_false(takes_facts(&bench, kind, facts));
		facts = sound;
		facts.cpu_milli = UINT16_MAX;
		assert_true(takes_facts(&bench, kind, facts));
		facts.cpu_milli = UINT16_MAX + 1;
		assert_false(takes_facts(&bench, kind, facts));
		facts = sound;
		facts.has_archive = 1;
		assert_true(takes_facts(&bench, kind, facts));
		facts.has_archive = 2;
		assert_false(takes_facts(&bench, kind, facts));
	}
	bench_close(&bench);
}

/* Every input about a world, for each id at an end of the table. */
static void only_worlds_that_exist_are_spoken_of(void **state)
{
	struct bench bench;

	(void)state;
	open_bench(&bench);
	bench_register(&bench, 1, 1024, false);
	bench_register(&bench, WORLDS, 1024, false);
	bench_register(&bench, 3, 1024, false);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{3}}});
	assert_int_equal(bench_state(&bench, 3), WORLD_DELETED);
	for (uint32_t id = 0; id <= WORLDS + 1; id++) {
		bool exists = id == 1 || id == WORLDS;
		bool is_free = id >= 2 && id < WORLDS; /* 3: was deleted */
		const struct input all[] = {
		    {.kind = INPUT_WORLD_DELETED, .world_deleted = {{id}}},
		    {.kind = INPUT_START_REQUESTED, .request = {{id}, 0}},
		    {.kind = INPUT_STOP_REQUESTED, .request = {{id}, 0}},
		    {.kind = INPUT_PLAYERS_CHANGED,
		     .players_changed = {{id}, 0}},
		    {.kind = INPUT_CONTAINER_EXITED,
		     .container_exited = {{id}, {1}, 0, 0}},
		    {.kind = INPUT_WORLD_CHANGED, .world = FACTS(id)},
		};

		for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
			assert_true(takes(&bench, all[i]) == exists);
		assert_true(takes_facts(&bench, INPUT_WORLD_REGISTERED,
					(struct world_facts)FACTS(id)) ==
			    is_free);
	}
	bench_close(&bench);
}

static void what_is_in_use_is_not_changed(void **state)
{
	struct bench bench;

	(void)state;
	open_bench(&bench);
	bench_register(&bench, 1, 1024, false);
	bench_start(&bench, 1, 0);
	for (int step = 0; step < 3; step++) {
		assert_false(takes_facts(&bench, INPUT_WORLD_CHANGED,
					 (struct world_facts)FACTS(1)));
		if (step == 1)
			bench_stop(&bench, 1, 0);
		bench_settle(&bench);
	}
	assert_int_equal(bench_state(&bench, 1), WORLD_SLEEPING);
	bench_close(&bench);
}

static bool takes_credit(const struct bench *bench, uint32_t account,
			 int64_t amount)
{
	return takes(bench,
		     (struct input){.kind = INPUT_ACCOUNT_CREDITED,
				    .account_credited = {{account}, amount}});
}

static bool takes_opening(const struct bench *bench, uint32_t account,
			  uint32_t referrer, uint32_t flags)
{
	return takes(bench, (struct input){.kind = INPUT_ACCOUNT_OPENED,
					   .account_opened = {
					       {account}, {referrer}, flags}});
}

static void accounts_are_taken_up_to_their_limits(void **state)
{
	const int64_t most = 1000000 * NANO_EUR_PER_EUR;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	assert_false(takes_credit(&bench, 0, 1));
	assert_true(takes_credit(&bench, 1, most));
	assert_false(takes_credit(&bench, 1, most + 1));
	assert_true(takes_credit(&bench, WORLDS, -most)); /* pays afterwards */
	assert_false(takes_credit(&bench, WORLDS, -most - 1));
	assert_false(takes_credit(&bench, WORLDS + 1, 1));
	assert_false(takes_opening(&bench, 0, 1, 0));
	assert_true(takes_opening(&bench, 1, 0, OPENED_FLAGS));
	assert_false(takes_opening(&bench, 1, 0, OPENED_FLAGS + 1));
	assert_true(takes_opening(&bench, WORLDS, 1, 0));
	assert_false(takes_opening(&bench, WORLDS + 1, 1, 0));
	assert_true(takes_opening(&bench, 1, WORLDS, 0));
	assert_false(takes_opening(&bench, 1, WORLDS + 1, 0));
	assert_false(takes_opening(&bench, 1, 1, 0));
	(void)open_account(&bench, 1, 0, 0);
	assert_false(takes_opening(&bench, 1, 0, 0)); /* a second time */
	bench_register(&bench, 2, 1024, false);
	assert_false(takes_opening(&bench, 2, 0, 0)); /* it has a world */
	bench_close(&bench);
}

/* What a prepaid account gets back is what it paid in and has not used. */
static void no_more_is_paid_back_than_there_is(void **state)
{
	struct engine_config config = prepaid_config();
	struct bench bench;

	(void)state;
	config.prepaid.starting_credit_nano_eur = 500;
	bench_open(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_FLAGS);
	assert_true(takes_credit(&bench, 1, 0));
	assert_false(takes_credit(&bench, 1, -1));
	(void)pay(&bench, 1, 1000);
	assert_int_equal(look(&bench, 1).balance_nano_eur, 1500);
	assert_true(takes_credit(&bench, 1, -1000));
	assert_false(takes_credit(&bench, 1, -1001));
	bench_close(&bench);
	/* credit that is held cannot be paid back, nor is nothing too much */
	config.prepaid.starting_credit_nano_eur = NANO_EUR_PER_EUR;
	bench_open(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_FLAGS);
	add_world(&bench, 1, 1, 1024);
	bench_start(&bench, 1, 0);
	assert_true(look(&bench, 1).available_nano_eur <
		    look(&bench, 1).credit_nano_eur);
	assert_true(takes_credit(&bench, 1, 0));
	assert_false(takes_credit(&bench, 1, -1));
	bench_close(&bench);
}

static void other_inputs_are_taken_up_to_their_limits(void **state)
{
	struct bench bench;

	(void)state;
	open_bench(&bench);
	for (uint32_t guard = 0; guard <= GUARD_COUNT; guard++)
		assert_true(
		    takes(&bench,
			  (struct input){.kind = INPUT_OPERATOR_RELEASED,
					 .operator_released = {guard}}) ==
		    (guard >= 1 && guard < GUARD_COUNT));
	for (int outcome = 0; outcome <= OUTCOME_COUNT; outcome++)
		assert_true(
		    takes(
			&bench,
			(struct input){
			    .kind = INPUT_COMMAND_FINISHED,
			    .command_finished = {.outcome =
						     (enum outcome)outcome}}) ==
		    (outcome >= 1 && outcome < OUTCOME_COUNT));
	for (int64_t away = -1; away <= 1; away++)
		assert_true(takes(&bench, (struct input){.kind = INPUT_RESUMED,
							 .resumed = {away}}) ==
			    (away >= 0));
	assert_true(takes(&bench, (struct input){.kind = INPUT_WAKE}));
	assert_false(takes(&bench, (struct input){.kind = INPUT_NONE}));
	assert_false(takes(&bench, (struct input){.kind = INPUT_KIND_COUNT}));
	assert_true(takes(&bench, (struct input){.kind = INPUT_NODE_GONE,
						 .node_gone = {{77}}}));
	bench_close(&bench);
}

static void inputs_come_in_order(void **state)
{
	struct bench bench;
	struct input input = {.kind = INPUT_WAKE};

	(void)state;
	open_bench(&bench);
	input.seq = engine_next_seq(bench.engine);
	input.at_us = engine_now_us(bench.engine);
	assert_int_equal(engine_check(bench.engine, &input), ENGINE_OK);
	input.at_us--;
	assert_int_equal(engine_check(bench.engine, &input),
			 ENGINE_OUT_OF_ORDER);
	input.at_us += 2;
	assert_int_equal(engine_check(bench.engine, &input), ENGINE_OK);
	input.seq++;
	assert_int_equal(engine_check(bench.engine, &input),
			 ENGINE_OUT_OF_ORDER);
	input.seq -= 2;
	assert_int_equal(engine_check(bench.engine, &input),
			 ENGINE_OUT_OF_ORDER);
	bench_close(&bench);
}

static void a_refused_input_gets_no_number(void **state)
{
	struct input inputs[2] = {
	    {.kind = INPUT_STOP_REQUESTED, .request = {{WORLDS + 1}, 0}},
	    {.kind = INPUT_RESUMED}};
	struct bench bench;
	uint64_t next;

	(void)state;
	open_bench(&bench);
	next = engine_next_seq(bench.engine);
	assert_int_equal(drive(bench.engine, &bench.ports, bench.now_us, inputs,
			       2, bench.scratch),
			 DRIVE_REFUSED);
	assert_int_equal(inputs[0].seq, 0);
	assert_int_equal(inputs[1].seq, next);
	bench_close(&bench);
}

/* --- the output ----------------------------------------------------------- */

static void the_scratch_of_a_round_is_all_there_is(void **state)
{
	struct drive_scratch *scratch = malloc(sizeof *scratch);

	(void)state;
	drive_scratch_init(scratch, 5);
	assert_ptr_equal(scratch->output.commands, scratch->commands);
	assert_ptr_equal(scratch->output.notices, scratch->notices);
	assert_int_equal(scratch->output.command_capacity *
			     sizeof scratch->commands[0],
			 sizeof scratch->commands);
	assert_int_equal(scratch->output.notice_capacity *
			     sizeof scratch->notices[0],
			 sizeof scratch->notices);
	assert_int_equal(scratch->output.notice_mask, 5);
	free(scratch);
}

/* --- snapshots ------------------------------------------------------------ */

static void a_snapshot_is_taken_only_whole(void **state)
{
	struct bench bench;
	struct engine *copy = NULL;
	size_t size;
	uint8_t *bytes;

	(void)state;
	open_bench(&bench);
	bench_register(&bench, 1, 1024, true);
	bench_start(&bench, 1, 0);
	size = engine_save_size_bytes(bench.engine);
	bytes = malloc(size + 1);
	bytes[size] = 77;
	assert_int_equal(engine_save(bench.engine, bytes, size - 1),
			 ENGINE_BUFFER_SMALL);
	assert_int_equal(engine_save(bench.engine, bytes, 0),
			 ENGINE_BUFFER_SMALL);
	assert_int_equal(engine_save(bench.engine, bytes, size), ENGINE_OK);
	assert_int_equal(bytes[size], 77);
	for (size_t i = 0; i < size; i++) {
		bytes[i] ^= 1;
		assert_int_equal(engine_load(&bench.config, &engine_heap, bytes,
					     size, &copy),
				 ENGINE_BAD_SNAPSHOT);
		assert_null(copy);
		bytes[i] ^= 1;
	}
	for (size_t less = 1; less < size; less += 97)
		assert_int_equal(engine_load(&bench.config, &engine_heap, bytes,
					     size - less, &copy),
				 ENGINE_BAD_SNAPSHOT);
	assert_int_equal(
	    engine_load(&bench.config, &engine_heap, bytes, size + 1, &copy),
	    ENGINE_BAD_SNAPSHOT);
	assert_int_equal(
	    engine_load(&bench.config, &engine_heap, bytes, size, &copy),
	    ENGINE_OK);
	assert_true(engine_digest(copy) == engine_digest(bench.engine));
	assert_true(engine_trail(copy) == engine_trail(bench.engine));
	assert_true(engine_next_seq(copy) == engine_next_seq(bench.engine));
	assert_true(engine_wake_at_us(copy) == engine_wake_at_us(bench.engine));
	engine_destroy(copy);
	free(bytes);
	bench_close(&bench);
}

static void a_snapshot_needs_a_sound_configuration(void **state)
{
	struct bench bench;
	struct engine *copy = NULL;
	uint8_t *bytes;
	size_t size;

	(void)state;
	open_bench(&bench);
	size = engine_save_size_bytes(bench.engine);
	bytes = malloc(size);
	assert_int_equal(engine_save(bench.engine, bytes, size), ENGINE_OK);
	bench.config.limits.worlds_max = 0;
	assert_int_equal(
	    engine_load(&bench.config, &engine_heap, bytes, size, &copy),
	    ENGINE_BAD_CONFIG);
	assert_null(copy);
	free(bytes);
	bench_close(&bench);
}

static void each_status_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (int a = ENGINE_OK; a <= ENGINE_BUFFER_SMALL; a++) {
		assert_string_not_equal(
		    engine_status_name((enum engine_status)a), "?");
		for (int b = ENGINE_OK; b < a; b++)
			assert_string_not_equal(
			    engine_status_name((enum engine_status)a),
			    engine_status_name((enum engine_status)b));
	}
	assert_string_equal(engine_status_name((enum engine_status)99), "?");
}

/* --- questions ------------------------------------------------------------ */

static void there_is_no_view_of_what_does_not_exist(void **state)
{
	struct bench bench;
	struct world_view world;
	struct node_view node;
	struct account_view account;

	(void)state;
	open_bench(&bench);
	bench_register(&bench, 1, 1024, false);
	bench_register(&bench, WORLDS, 1024, false);
	for (uint32_t id = 0; id <= WORLDS + 1; id++) {
		assert_true(engine_read_world(bench.engine,
					      (struct world_id){id}, &world) ==
			    (id == 1 || id == WORLDS));
		assert_true(
		    engine_read_account(bench.engine, (struct account_id){id},
					&account) == (id >= 1 && id <= WORLDS));
	}
	for (uint32_t id = 0; id < 200; id++)
		assert_true(engine_read_node(bench.engine, (struct node_id){id},
					     &node) == (id == 1 || id == 2));
	assert_int_equal(
	    engine_read_balance(bench.engine, (struct account_id){WORLDS + 1}),
	    0);
	bench_close(&bench);
}

/* Ready: 65536 - 4096 to sell, of which a world takes 256 more than its plan.
 */
static void the_largest_start_is_exact(void **state)
{
	struct engine_config config = bench_config(WORLDS);
	struct bench bench;

	(void)state;
	config.policy.scaling = SCALE_NONE;
	config.dedicated_count[0] = 1;
	bench_open(&bench, &config);
	assert_int_equal(engine_largest_start_mib(bench.engine), 61440 - 256);
	bench_register(&bench, 1, 61440 - 256 - 256 - 100, false);
	bench_start(&bench, 1, 0);
	assert_int_equal(engine_largest_start_mib(bench.engine), 100);
	bench_register(&bench, 2, 101, false);
	bench_start(&bench, 2, 0);
	assert_int_equal(bench_state(&bench, 2), WORLD_QUEUED);
	bench_register(&bench, 3, 100, false);
	bench_stop(&bench, 2, 0);
	bench_start(&bench, 3, 0);
	assert_int_equal(bench_state(&bench, 3), WORLD_STARTING);
	assert_int_equal(engine_largest_start_mib(bench.engine), 0);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_configuration_is_taken_up_to_its_limits),
	    cmocka_unit_test(a_machine_is_ordered_only_at_a_price),
	    cmocka_unit_test(a_reserve_in_worlds_has_their_size),
	    cmocka_unit_test(the_last_type_and_the_last_offer_count),
	    cmocka_unit_test(without_memory_there_is_no_engine),
	    cmocka_unit_test(facts_are_taken_up_to_their_limits),
	    cmocka_unit_test(only_worlds_that_exist_are_spoken_of),
	    cmocka_unit_test(what_is_in_use_is_not_changed),
	    cmocka_unit_test(accounts_are_taken_up_to_their_limits),
	    cmocka_unit_test(no_more_is_paid_back_than_there_is),
	    cmocka_unit_test(other_inputs_are_taken_up_to_their_limits),
	    cmocka_unit_test(inputs_come_in_order),
	    cmocka_unit_test(a_refused_input_gets_no_number),
	    cmocka_unit_test(the_scratch_of_a_round_is_all_there_is),
	    cmocka_unit_test(a_snapshot_is_taken_only_whole),
	    cmocka_unit_test(a_snapshot_needs_a_sound_configuration),
	    cmocka_unit_test(each_status_has_a_name_of_its_own),
	    cmocka_unit_test(there_is_no_view_of_what_does_not_exist),
	    cmocka_unit_test(the_largest_start_is_exact),
	    cmocka_unit_test(all_lists_of_a_configuration_are_saved),
	    cmocka_unit_test(all_numbers_of_a_configuration_are_saved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
