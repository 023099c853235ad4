/*
 * test_walks.c - every field of the state and of the configuration is in its
 * walk: a change of any byte changes the digest, unless the byte is padding or
 * follows from others; and what is saved comes back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "engine/config_codec.h"
#include "engine/engine.int.h"
#include "support_accounts.h"
#include "traces/base/engine_heap.h"

#define GIB 1024u
#define WORLDS 8 /* a place more makes each table of ids longer */
#define SNAPSHOT_BYTES 6531

/* --- the configuration ---------------------------------------------------- */

/* All fields of format 5: one that comes or goes raises CONFIG_FORMAT. */
#define CONFIG_BYTES 11024

/* Which bytes of the struct are in the digest, and how many. */
static size_t bytes_that_count(uint8_t *counts)
{
	struct engine_config config = {0};
	uint64_t before = config_digest(&config);
	size_t count = 0;

	for (size_t i = 0; i < sizeof config; i++) {
		((uint8_t *)&config)[i] ^= 1;
		counts[i] = config_digest(&config) != before;
		((uint8_t *)&config)[i] ^= 1;
		count += counts[i];
	}
	return count;
}

static void every_field_of_the_configuration_survives(void **state)
{
	static uint8_t counts[sizeof(struct engine_config)];
	struct engine_config config = {0}, back = {0};
	/* the format before, the hash behind */
	size_t around = sizeof(uint32_t) + sizeof(uint64_t), size;
	uint8_t *bytes;

	(void)state;
	assert_int_equal(bytes_that_count(counts), CONFIG_BYTES);
	size = config_save_size_bytes(&config);
	assert_int_equal(size, CONFIG_BYTES + around);
	for (size_t i = 0; i < sizeof config; i++)
		((uint8_t *)&config)[i] = counts[i] & (i * 7 % 5 < 2);
	bytes = malloc(size);
	assert_non_null(bytes);
	assert_false(config_save(&config, bytes, size - 1));
	assert_true(config_save(&config, bytes, size));
	assert_true(config_load(bytes, size, &back));
	for (size_t i = 0; i < sizeof config; i++)
		if (counts[i] &&
		    ((uint8_t *)&back)[i] != ((uint8_t *)&config)[i])
			fail_msg("byte %zu does not come back", i);
	/* one that is damaged, cut or goes on is none */
	assert_false(config_load(bytes, size - 1, &back));
	for (size_t i = 0; i < size; i++) {
		bytes[i] ^= 1;
		assert_false(config_load(bytes, size, &back));
		bytes[i] ^= 1;
	}
	free(bytes);
}

/* --- the state ------------------------------------------------------------ */

static struct bench bench;

/* A world that runs, one that is on its way, and one that waits for its data;
 * a prepaid account; a node that was ordered. */
static int open_busy(void **state)
{
	struct engine_config config = bench_config(WORLDS);

	(void)state;
	config.prepaid = prepaid_config().prepaid;
	config.machinery.boxes[0].connections = 1;
	bench_open(&bench, &config);
	(void)open_account(&bench, 1, 0, OPENED_PREPAID);
	(void)pay(&bench, 1, NANO_EUR_PER_EUR);
	bench_register(&bench, 1, 4 * GIB, false);
	bench_start(&bench, 1, 1);
	bench_settle(&bench);
	for (uint32_t world = 2; world <= WORLDS; world++) {
		bench_register(&bench, world, 4 * GIB, true);
		bench_start(&bench, world, world);
	}
	bench_until(&bench, bench.now_us);
	return bench_commands(&bench, COMMAND_RESTORE_WORLD) == 1 ? 0 : -1;
}

static int close_busy(void **state)
{
	(void)state;
	bench_close(&bench);
	return 0;
}

/* So many bytes of a record may change and nobody sees it. */
static void assert_unseen(const char *name, void *record, size_t size,
			  size_t unseen)
{
	uint64_t before = engine_digest(bench.engine);
	uint8_t *bytes = record;
	size_t count = 0;

	for (size_t i = 0; i < size; i++) {
		bytes[i] ^= 1;
		count += engine_digest(bench.engine) == before;
		bytes[i] ^= 1;
	}
	if (count != unseen)
		fail_msg("%s: %zu bytes are in no walk, not %zu", name, count,
			 unseen);
	assert_true(engine_digest(bench.engine) == before);
}

#define SEEN_BUT(record, unseen)                                               \
	assert_unseen(#record, &(record), sizeof(record), unseen)
#define SEEN(record) SEEN_BUT(record, 0)
/* From one field to the last byte of another. */
#define SEEN_TO(record, from, to)                                              \
	assert_unseen(#record " from " #from, &(record)->from,                 \
		      (size_t)((uint8_t *)(&(record)->to + 1) -                \
			       (uint8_t *)&(record)->from),                    \
		      0)
/* A field of a record that may not have any value: with this one instead. */
#define SEEN_AS(record, field, value)                                          \
	do {                                                                   \
		uint64_t digest = engine_digest(bench.engine);                 \
		uint8_t kept[sizeof *(record)];                                \
                                                                               \
		memcpy(kept, record, sizeof kept);                             \
		(record)->field = (value);                                     \
		assert_true(engine_digest(bench.engine) != digest);            \
		memcpy(record, kept, sizeof kept);                             \
	} while (0)

static void every_field_of_a_world_is_walked(void **state)
{
	struct engine *e = bench.engine;
	struct world *world = &e->worlds[WORLDS];

	(void)state;
	SEEN_TO(world, command, waiting_order);
	SEEN_TO(world, cpu_milli, state);
	SEEN_TO(world, transfers, generation);
	SEEN_AS(world, path, 7);
	SEEN_AS(world, attempts, 7);
	SEEN_AS(world, node, node_slot(e, node_find(e, 2)));
	SEEN_AS(world, target, NO_SLOT);
	SEEN(e->links[WORLDS]);
	/* touched_next is 0 between steps, `seen` is of one step */
	SEEN_BUT(e->cold[WORLDS], 4 + 1);
	SEEN(e->worlds_in);
	SEEN(e->running_mib);
	SEEN(e->resting);
}

static void every_field_of_the_fleet_is_walked(void **state)
{
	struct engine *e = bench.engine;
	struct node *node = node_find(e, 2);

	(void)state;
	/* idle shares and places follow from the rest, and there is padding */
	SEEN_BUT(*node, sizeof node->shares + sizeof node->places + 4);
	SEEN(e->fleet.last_id);
	SEEN(e->fleet.cloud);
	SEEN(e->fleet.emptied);
	SEEN(e->fleet.roomy);
	SEEN(e->fleet.sums);
	SEEN(e->fleet.coming_of_type);
	for (int i = 0; i < OFFERS_MAX; i++)
		SEEN_TO(&e->scaling.offers[i], cool_until_us, quota_reached);
	SEEN(e->scaling.low_since_us);
	SEEN(e->scaling.orders);
	SEEN(e->scaling.orders_day);
	SEEN(e->scaling.orders_of_type);
	SEEN(e->scaling.order_again);
	SEEN(e->waiting.queue);
	SEEN_TO(&e->waiting, classes, notified);
	SEEN(e->waiting.needs);
	SEEN(e->waiting.newly_notified);
	SEEN(e->guards.holds);
	SEEN_TO(&e->guards, spend_day, spend_month);
	SEEN_TO(&e->guards, spend_month_nano_eur, reserved_nano_eur);
	SEEN(e->drains_unfinished);
	SEEN(e->condemned_unfinished);
	e->guards.destroys.count = e->guards.destroys.capacity;
	for (uint32_t i = 0; i < e->guards.destroys.capacity; i++)
		SEEN(e->guards.destroys.at_us[i]);
	e->guards.destroys.count = 0;
}

static void every_field_of_a_command_and_a_transfer_is_walked(void **state)
{
	struct engine *e = bench.engine;
	struct command restore = bench_first(&bench, COMMAND_RESTORE_WORLD);
	struct pending *entry = pending_at(e, restore.id.value);
	struct transfer *transfer = &e->transfers.records[1];

	(void)state;
	SEEN(entry->command);
	SEEN_TO(entry, list, failures);
	SEEN(e->pending.last_id);
	SEEN(e->pending.starved);
	SEEN_TO(transfer, command, of_world);
	SEEN_TO(transfer, line, phase);
	SEEN_AS(transfer, from, transfer->to);
	SEEN_AS(transfer, to, NO_SLOT);
	SEEN_TO(&e->transfers, free, running);
	SEEN(e->transfers.lines);
}

static void every_field_of_the_money_is_walked(void **state)
{
	struct engine *e = bench.engine;

	(void)state;
	SEEN_BUT(e->accounts[1], 5); /* padding */
	SEEN(e->accounts[WORLDS].worlds);
	SEEN(e->grants_day);
	SEEN(e->grants);
	SEEN_TO(&e->meters, billed_minutes, cloud_hours);
	SEEN(e->meters.rents);
	SEEN(e->meters.gone.rent);
	SEEN(e->meters.gone.nodes);
	SEEN(e->meters.gone.setup);
	SEEN(e->ledger.balance_nano_eur);
	for (uint32_t i = 1; i <= WORLDS; i++)
		SEEN(e->ledger.customer_nano_eur[i]);
	SEEN(e->idle.now_us);
	SEEN_TO(&e->idle, waiting, night);
	SEEN_TO(&e->idle, cloud_alive, cloud_used);
	SEEN(e->idle.cost);
	SEEN_TO(&e->idle, used, cloud_wasted_us);
}

static void every_field_of_the_step_is_walked(void **state)
{
	struct engine *e = bench.engine;

	(void)state;
	SEEN(e->seq);
	SEEN(e->now_us);
	SEEN(e->trail);
	SEEN(e->woken_at_us);
	SEEN(e->plan_at_us);
	SEEN(e->settings.count);
	SEEN_TO(&e->settings, sum, changed);
	for (int i = 1; i < SETTING_COUNT; i++)
		SEEN(e->settings.values[i]);
	SEEN(e->inventory.strays);
	e->inventory.count = 2;
	for (uint32_t i = 0; i < 2; i++)
		SEEN_TO(&e->inventory.items[i], node, stray);
	e->inventory.count = 0;
}

/* Fields of format 9, for tables of this size and what is in them: one that
 * comes or goes raises SNAPSHOT_FORMAT. */
static void nothing_but_the_fields_is_walked(void **state)
{
	(void)state;
	assert_int_equal(engine_save_size_bytes(bench.engine), SNAPSHOT_BYTES);
}

/* --- the tables ----------------------------------------------------------- */

/* This table begins behind the end of the last one. */
#define BEHIND(table, count)                                                   \
	do {                                                                   \
		assert_true((uint8_t *)(table) >= end);                        \
		end = (uint8_t *)((table) + (count));                          \
	} while (0)

/* Ids are counted from 1, so tables of ids have one place more. */
static void no_table_reaches_into_the_next(void **state)
{
	struct engine *e = bench.engine;
	uint8_t *end = e->block;

	(void)state;
	BEHIND(e->worlds, WORLDS + 1);
	BEHIND(e->cold, WORLDS + 1);
	BEHIND(e->links, WORLDS + 1);
	BEHIND(e->accounts, WORLDS + 1);
	BEHIND(e->ledger.customer_nano_eur, WORLDS + 1);
	BEHIND(e->fleet.nodes, e->fleet.mask + 1);
	BEHIND(e->transfers.records, e->transfers.limit + 1);
	BEHIND(e->inventory.items, INVENTORY_MAX);
	BEHIND(e->pending.entries, e->pending.mask + 1);
	BEHIND(e->guards.destroys.at_us, e->guards.destroys.capacity);
	BEHIND(e->timer_scratch, 2 * e->timer_capacity);
	BEHIND((uint8_t *)e->timers, timers_size_bytes(e->timer_capacity));
	assert_true((uint8_t *)e->fleet.by_free[0] >= end);
	/* every world and node may have its timers at once, and commands */
	assert_true(e->timer_capacity >= 2 * WORLDS + e->fleet.mask + 1 +
					     ACCOUNT_ENTRIES_MAX * WORLDS);
	assert_true(e->fleet.mask + 1 > 2 * e->config.limits.nodes_max);
	assert_int_equal(e->fleet.mask & (e->fleet.mask + 1), 0);
	assert_true(e->pending.mask + 1 > e->pending.limit);
	assert_int_equal(e->pending.mask & (e->pending.mask + 1), 0);
	assert_true(e->transfers.limit >= WORLDS + e->pending.limit);
}

/* --- what is not believed ------------------------------------------------- */

static void assert_not_loaded(void)
{
	size_t size = engine_save_size_bytes(bench.engine);
	uint8_t *bytes = malloc(size);
	struct engine *copy = NULL;

	assert_non_null(bytes);
	assert_int_equal(engine_save(bench.engine, bytes, size), ENGINE_OK);
	assert_int_equal(
	    engine_load(&bench.config, &engine_heap, bytes, size, &copy),
	    ENGINE_BAD_SNAPSHOT);
	assert_null(copy);
	free(bytes);
}

/* Whole, and its hash is right, but no engine was ever in such a state. */
static void a_state_that_cannot_be_is_not_loaded(void **state)
{
	struct engine *e = bench.engine;
	struct command restore = bench_first(&bench, COMMAND_RESTORE_WORLD);
	struct pending *entry = pending_at(e, restore.id.value);

	(void)state;
	bench_stop(&bench, 1, 0);
	assert_int_equal(entry->list, PENDING_TRANSFERS + 1); /* 2 GiB */
	entry->list = PENDING_LISTS;
	assert_not_loaded();
	entry->list = PENDING_TRANSFERS + 1;
	entry->command.id.value = 0;
	assert_not_loaded();
	/* the same id as that of another one */
	entry->command.id = bench_first(&bench, COMMAND_STOP_WORLD).id;
	assert_not_loaded();
	entry->command.id = restore.id;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_field_of_the_configuration_survives),
	    cmocka_unit_test(every_field_of_a_world_is_walked),
	    cmocka_unit_test(every_field_of_the_fleet_is_walked),
	    cmocka_unit_test(every_field_of_a_command_and_a_transfer_is_walked),
	    cmocka_unit_test(every_field_of_the_money_is_walked),
	    cmocka_unit_test(every_field_of_the_step_is_walked),
	    cmocka_unit_test(nothing_but_the_fields_is_walked),
	    cmocka_unit_test(no_table_reaches_into_the_next),
	    cmocka_unit_test(a_state_that_cannot_be_is_not_loaded),
	};

	return cmocka_run_group_tests(tests, open_busy, close_busy);
}
