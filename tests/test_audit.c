/*
 * engine_audit() sees each thing that it claims to see: one field of a sound
 * state is changed, and it must say what is wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "engine/engine.int.h"
#include "engine/tables/nodes.h"
#include "engine/tables/worlds.h"
#include "support_accounts.h"
#include "traces/base/engine_heap.h"

enum { /* worlds, by what they do */
       ACTIVE = 1,
       ASLEEP,
       STARTING,
       FULL, /* fills the second node */
       WAITING,
       RESTORING,
       IN_LINE,
       RESTED, /* in the archive */
       DELETED,
       LAST
};

static struct bench bench;

static void grow(uint32_t world, uint32_t ram_mib)
{
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_CHANGED,
						.world = {.world = {world},
							  .account = {world},
							  .ram_mib = ram_mib,
							  .disk_mib = 2048}});
}

static int open_busy(void **state)
{
	struct engine_config config = bench_config(LAST);

	(void)state;
	config.prepaid = prepaid_config().prepaid;
	config.machinery.boxes[0].connections = 1;
	config.policy.reserve_mib = 0;
	config.policy.reserve_worlds = 1;
	config.policy.reserve_plan = (struct plan_size){1024, 0, 2048};
	bench_open(&bench, &config);
	(void)open_account(&bench, ACTIVE, 0, OPENED_PREPAID);
	(void)pay(&bench, ACTIVE, NANO_EUR_PER_EUR);
	for (uint32_t world = 1; world < LAST; world++)
		bench_register(&bench, world, 1024, world >= RESTORING);
	grow(ACTIVE, 40000);
	grow(FULL, 50000);
	grow(WAITING, 28000);
	bench_start(&bench, FULL, 0);
	bench_start(&bench, ACTIVE, 0);
	bench_start(&bench, ASLEEP, 0);
	bench_settle(&bench);
	bench_stop(&bench, ASLEEP, 0);
	bench_settle(&bench);
	(void)bench_feed(&bench, (struct input){.kind = INPUT_WORLD_DELETED,
						.world_deleted = {{DELETED}}});
	bench_settle(&bench);
	bench_start(&bench, STARTING, 0);
	bench_start(&bench, RESTORING, 0);
	bench_start(&bench, IN_LINE, 0);
	bench_start(&bench, WAITING, 0);
	return bench_state(&bench, WAITING) == WORLD_QUEUED &&
		       bench_state(&bench, ACTIVE) == WORLD_ACTIVE
		   ? 0
		   : -1;
}

static int close_busy(void **state)
{
	(void)state;
	bench_close(&bench);
	return 0;
}

static void expect_words(const char *words, const char *what)
{
	const char *wrong = engine_audit(bench.engine);

	if (wrong == NULL || strcmp(wrong, words) != 0)
		fail_msg("%s: %s", what, wrong != NULL ? wrong : "no word");
}

/* With this field so, the audit says this; then all is as before. */
#define SAYS(words, field, value)                                              \
	do {                                                                   \
		__typeof__(field) kept = (field);                              \
                                                                               \
		(field) = (value);                                             \
		expect_words(words, #field);                                   \
		(field) = kept;                                                \
		assert_null(engine_audit(bench.engine));                       \
	} while (0)

#define W(id) (e->worlds[id])
#define NODE_OF(id) (e->fleet.nodes[W(id).node])

static void each_world_is_looked_at(void **state)
{
	struct engine *e = bench.engine;

	(void)state;
	assert_null(engine_audit(e));
	SAYS("a world that does not rest is to be settled", W(ACTIVE).flags,
	     W(ACTIVE).flags | WORLD_RESTING);
	SAYS("a world at rest is to be deleted and is not", W(ASLEEP).flags,
	     W(ASLEEP).flags | WORLD_DELETE_WANTED);
	SAYS("a world at rest is to be deleted and is not", W(RESTED).flags,
	     W(RESTED).flags | WORLD_DELETE_WANTED);
	SAYS("a world at rest is wanted and does not wait", W(RESTED).flags,
	     W(RESTED).flags | WORLD_WANTED);
	SAYS("a sleeping world has no end of its window", W(ASLEEP).flags,
	     (uint16_t)(W(ASLEEP).flags & ~WORLD_SLEEP_TIMER));
	SAYS("a world has an unknown state", W(RESTED).state,
	     WORLD_STATE_COUNT);
	SAYS("a world runs where its data are not", W(ACTIVE).target, NO_SLOT);
	SAYS("a world runs where its data are not", W(ACTIVE).target,
	     W(ACTIVE).target ^ 1);
	SAYS("a world runs where its data are not", W(STARTING).node, NO_SLOT);
	SAYS("a world is on a node that does not exist", W(ASLEEP).node, 60);
	SAYS("an archived world still has a node", W(RESTED).node,
	     W(ACTIVE).node);
	SAYS("a world has data and no copy of them", W(RESTED).flags,
	     (uint16_t)(W(RESTED).flags & ~WORLD_HAS_ARCHIVE));
	SAYS("the only copy of a world is not its newest", W(RESTED).flags,
	     (uint16_t)(W(RESTED).flags & ~WORLD_ARCHIVE_CURRENT));
	SAYS("RAM is reserved for a world that does not need it",
	     W(RESTED).target, W(ACTIVE).target);
	SAYS("RAM is reserved for a world that does not need it",
	     W(RESTORING).target, NO_SLOT);
	SAYS("an active world is still wanted", W(ACTIVE).flags,
	     W(ACTIVE).flags | WORLD_WANTED);
	SAYS("a world waits for an answer that cannot come",
	     W(STARTING).command, W(STARTING).command + 1000);
	SAYS("a world waits for nothing", W(STARTING).command, 0);
	SAYS("a world miscounts its transfers", W(RESTORING).transfers, 0);
	SAYS("a world miscounts its transfers", W(RESTED).transfers, 1);
	SAYS("a world miscounts its transfers", e->cold[RESTORING].transfers,
	     0);
}

static struct node above_its_cpu(const struct node *node)
{
	struct node above = *node;

	above.cpu_milli = 4;
	above.cpu_used_milli = 5;
	return above;
}

static void each_node_is_looked_at(void **state)
{
	struct engine *e = bench.engine;
	struct node *node = &NODE_OF(ACTIVE);
	struct key_index *index = e->fleet.by_free[0];
	uint32_t slot = W(ACTIVE).node;

	(void)state;
	SAYS("a node miscounts its worlds", node->counts[LIST_RUNNING],
	     node->counts[LIST_RUNNING] + 1);
	SAYS("a node miscounts its worlds", node->counts[LIST_SLEEPING],
	     node->counts[LIST_SLEEPING] + 1);
	SAYS("a list of worlds has a wrong end", node->lists[LIST_RUNNING].tail,
	     DELETED);
	SAYS("a list of worlds is broken",
	     e->links[node->lists[LIST_RUNNING].head].prev, DELETED);
	SAYS("a node is above its RAM", node->sellable_mib, node->used_mib - 1);
	SAYS("a node is above its CPU", *node, above_its_cpu(node));
	SAYS("a node miscounts the worlds that it has room for", node->places,
	     node->places + 1);
	SAYS("a node's RAM is not what its worlds take", node->used_mib,
	     node->used_mib - 1);
	SAYS("a node's RAM is not what its worlds take", node->plans_mib,
	     node->plans_mib - 1);
	SAYS("a node's disk is not what its worlds take", node->disk_used_mib,
	     node->disk_used_mib - 1);
	SAYS("the index of free RAM has a wrong key", node->sellable_mib,
	     node->sellable_mib + 1);
	key_index_remove(index, slot);
	expect_words("the index of free RAM has a wrong member", "index");
	key_index_set(index, slot, node_free_mib(node));
	assert_null(engine_audit(e));
	SAYS("the worlds that there is room for are miscounted",
	     e->fleet.places, e->fleet.places + 1);
	SAYS("the nodes are miscounted", e->fleet.alive, e->fleet.alive + 1);
	SAYS("the nodes are miscounted", e->fleet.cloud, e->fleet.cloud + 1);
	SAYS("emptied nodes are forgotten", e->fleet.emptied, 1);
	SAYS("emptied nodes are forgotten", node->emptied, true);
	for (int kind = 0; kind < 2; kind++) {
		struct fleet_sums *sums = &e->fleet.sums[kind];
		uint64_t *const fields[] = {
		    &sums->sellable.ram_mib,	  &sums->sellable.cpu_milli,
		    &sums->sellable.disk_mib,	  &sums->used.ram_mib,
		    &sums->used.cpu_milli,	  &sums->used.disk_mib,
		    &sums->coming.ram_mib,	  &sums->coming.cpu_milli,
		    &sums->coming.disk_mib,	  &sums->leaving_used.ram_mib,
		    &sums->leaving_used.cpu_milli};

		for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
			SAYS("the sums over the fleet are wrong", *fields[i],
			     *fields[i] + 1);
	}
	for (int type = 0; type < NODE_TYPES_MAX; type++)
		SAYS("the coming nodes are miscounted",
		     e->fleet.coming_of_type[type],
		     e->fleet.coming_of_type[type] + 1);
	SAYS("there are more cloud nodes than allowed",
	     e->config.policy.cloud_max, 0);
}

static void each_count_is_looked_at(void **state)
{
	struct engine *e = bench.engine;
	uint32_t class = (uint32_t)__builtin_ctzll(e->waiting.classes);

	(void)state;
	for (int i = 0; i < WORLD_STATE_COUNT; i++)
		SAYS("the worlds are miscounted", e->worlds_in[i],
		     e->worlds_in[i] + 1);
	SAYS("the queue of starts is miscounted", e->waiting.count, 2);
	SAYS("what the waiting need is wrong", e->waiting.needs[class].ram_mib,
	     1);
	SAYS("what the waiting need is wrong", e->waiting.needs[class].disk_mib,
	     1);
	SAYS("the notified starts are miscounted", e->waiting.notified, 0);
	SAYS("the worlds at rest are miscounted", e->resting.head, RESTED);
	for (int i = 0; i < OFFERS_MAX; i++) {
		SAYS("the orders are miscounted", e->scaling.offers[i].ordered,
		     e->scaling.offers[i].ordered + 1);
		SAYS("the orders are miscounted", e->scaling.offers[i].booting,
		     1);
	}
	SAYS("what is set aside for orders is wrong",
	     e->guards.reserved_nano_eur, 0);
	SAYS("the ledger does not sum to zero",
	     e->ledger.balance_nano_eur[LEDGER_VAT], 1);
	SAYS("the customers' accounts do not add up",
	     e->ledger.customer_nano_eur[LAST],
	     e->ledger.customer_nano_eur[LAST] + 1);
	SAYS("the customers' accounts do not add up",
	     e->ledger.customer_nano_eur[0], 1);
}

static void each_account_is_looked_at(void **state)
{
	struct engine *e = bench.engine;
	struct account *account = &e->accounts[ACTIVE];

	(void)state;
	SAYS("an account was not settled", W(1).flags,
	     W(1).flags | WORLD_TOUCHED);
	SAYS("an account does not know what runs", e->cold[ACTIVE].running,
	     false);
	SAYS("too little is held for a world", e->cold[ACTIVE].held_nano_eur,
	     e->cold[ACTIVE].held_nano_eur - 1);
	SAYS("the accounts and their worlds disagree", account->held_nano_eur,
	     account->held_nano_eur - 1);
	SAYS("the accounts and their worlds disagree", account->busy, 0);
	SAYS("a prepaid account has spent more than it has",
	     account->held_nano_eur, NANO_EUR_PER_EUR + 1);
	SAYS("more credit is left than money", account->credit_nano_eur, -1);
	SAYS("more credit is left than money", account->credit_nano_eur,
	     NANO_EUR_PER_EUR + 1);
	e->ledger.customer_nano_eur[ACTIVE] += 2 * NANO_EUR_PER_EUR;
	e->ledger.customer_nano_eur[0] -= 2 * NANO_EUR_PER_EUR;
	expect_words("a prepaid balance is below zero", "balance");
	e->ledger.customer_nano_eur[ACTIVE] -= 2 * NANO_EUR_PER_EUR;
	e->ledger.customer_nano_eur[0] += 2 * NANO_EUR_PER_EUR;
}

static void each_transfer_is_looked_at(void **state)
{
	struct engine *e = bench.engine;
	struct transfer *runs =
	    &e->transfers.records[e->cold[RESTORING].transfers];
	struct transfer *waits =
	    &e->transfers.records[e->cold[IN_LINE].transfers];

	(void)state;
	assert_int_equal(runs->phase, TRANSFER_RUNNING);
	assert_int_equal(waits->phase, TRANSFER_QUEUED);
	SAYS("a transfer waits in a wrong queue", waits->prev, 7);
	SAYS("a transfer waits in a wrong queue", waits->class, 2);
	SAYS("a transfer waits in a wrong queue", waits->line, 1);
	SAYS("a queue of transfers has a wrong end",
	     e->transfers.lines[0].queue[waits->class].tail, 0);
	SAYS("a queue of transfers has a wrong end",
	     e->transfers.lines[BOXES_MAX - 1].queue[2].tail, 1);
	SAYS("a transfer waits for an answer that cannot come", runs->command,
	     runs->command + 1000);
	SAYS("the transfers of a line are miscounted",
	     e->transfers.lines[0].running, 0);
	for (int class = 0; class < 3; class ++)
		SAYS("the transfers of a line are miscounted",
		     e->transfers.lines[0].running_by[class],
		     e->transfers.lines[0].running_by[class] + 1);
	SAYS("the transfers of a line are miscounted",
	     e->transfers.lines[BOXES_MAX - 1].running, 1);
	SAYS("transfers are miscounted", e->transfers.waiting, 0);
	SAYS("transfers are miscounted", e->transfers.running, 0);
	SAYS("commands are miscounted", e->pending.count, e->pending.count + 1);
	SAYS("the transfers of the worlds are miscounted", waits->phase,
	     TRANSFER_CALLED_OFF);
}

/* --- snapshots ------------------------------------------------------------ */

/* Values that no rule would bring about, so that a field that is not saved is
 * seen missing. */
static void mark_fields(struct engine *e)
{
	e->drains_unfinished = true;
	e->condemned_unfinished = true;
	e->scaling.order_again = true;
	e->scaling.orders = 71;
	e->guards.spend_day_nano_eur = 72;
	e->guards.spend_month_nano_eur = 73;
	e->waiting.newly_notified = true;
	e->pending.starved = true;
	e->meters.cloud_hours = 74;
	e->idle.cloud_used_us = 75;
	e->idle.cloud_wasted_us = 76;
	e->grants_day = 77;
	e->grants = 78;
}

#define SAME(field)                                                            \
	do {                                                                   \
		if (memcmp(&a->field, &b->field, sizeof a->field) != 0)        \
			fail_msg("%s", #field);                                \
	} while (0)

#define SAME_TABLE(field, count)                                               \
	do {                                                                   \
		if (memcmp(a->field, b->field, (count) * sizeof *a->field) !=  \
		    0)                                                         \
			fail_msg("%s", #field);                                \
	} while (0)

static void same_commands(const struct engine *a, const struct engine *b)
{
	for (uint32_t i = 0; i <= a->pending.mask; i++) {
		const struct pending *x = &a->pending.entries[i];
		const struct pending *y = &b->pending.entries[i];

		assert_true(x->command.id.value == y->command.id.value);
		if (x->command.id.value == 0)
			continue;
		assert_memory_equal(&x->command, &y->command,
				    sizeof x->command);
		assert_int_equal(x->list, y->list);
		assert_int_equal(x->sends, y->sends);
		assert_int_equal(x->failures, y->failures);
	}
}

static void a_loaded_state_is_the_saved_one(void **state)
{
	const struct engine *a = bench.engine, *b;
	struct engine *copy = NULL;
	size_t size;
	uint8_t *bytes;

	(void)state;
	mark_fields(bench.engine);
	size = engine_save_size_bytes(a);
	bytes = malloc(size);
	assert_int_equal(engine_save(a, bytes, size), ENGINE_OK);
	assert_int_equal(
	    engine_load(&bench.config, &engine_heap, bytes, size, &copy),
	    ENGINE_OK);
	b = copy;
	for (uint32_t id = 1; id < DELETED; id++) {
		SAME(worlds[id]);
		SAME(cold[id]);
		SAME(links[id]);
	}
	SAME_TABLE(accounts, LAST + 1);
	SAME_TABLE(ledger.customer_nano_eur, LAST + 1);
	SAME_TABLE(fleet.nodes, a->fleet.mask + 1);
	SAME_TABLE(transfers.records, a->transfers.used + 1);
	SAME(transfers.lines);
	SAME(transfers.waiting);
	SAME(transfers.running);
	SAME(ledger.balance_nano_eur);
	SAME(fleet.sums);
	SAME(fleet.coming_of_type);
	SAME(fleet.last_id);
	SAME(fleet.alive);
	SAME(fleet.cloud);
	SAME(scaling);
	SAME(waiting);
	SAME(meters);
	SAME(idle.cost);
	SAME(idle.cloud_used_us);
	SAME(idle.cloud_wasted_us);
	SAME(guards.spend_day);
	SAME(guards.spend_day_nano_eur);
	SAME(guards.spend_month);
	SAME(guards.spend_month_nano_eur);
	SAME(guards.reserved_nano_eur);
	SAME(guards.holds);
	SAME(resting);
	SAME(worlds_in);
	SAME(running_mib);
	SAME(drains_unfinished);
	SAME(condemned_unfinished);
	SAME(plan_at_us);
	SAME(woken_at_us);
	SAME(grants_day);
	SAME(grants);
	SAME(pending.starved);
	SAME(pending.last_id);
	same_commands(a, b);
	engine_destroy(copy);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_world_is_looked_at),
	    cmocka_unit_test(each_node_is_looked_at),
	    cmocka_unit_test(each_count_is_looked_at),
	    cmocka_unit_test(each_account_is_looked_at),
	    cmocka_unit_test(each_transfer_is_looked_at),
	    cmocka_unit_test(a_loaded_state_is_the_saved_one),
	};

	return cmocka_run_group_tests(tests, open_busy, close_busy);
}
