/*
 * engine.c - the step: an input changes one thing, what rests is settled, and a
 * wake decides over all.
 */
#include "engine/engine.h"

#include <string.h>

#include "engine/create.h"
#include "engine/decide/copying.h"
#include "engine/decide/dispatch.h"
#include "engine/decide/drains.h"
#include "engine/decide/paid_hours.h"
#include "engine/decide/placing.h"
#include "engine/decide/recalls.h"
#include "engine/decide/scaling.h"
#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/calendar.h"
#include "engine/kit/check.h"
#include "engine/kit/idle.h"
#include "engine/kit/ledger.h"
#include "engine/kit/timers.h"
#include "engine/lives/answers.h"
#include "engine/lives/archive.h"
#include "engine/lives/deletes.h"
#include "engine/lives/found.h"
#include "engine/lives/nodes_come.h"
#include "engine/lives/reboots.h"
#include "engine/lives/recovery.h"
#include "engine/lives/rests.h"
#include "engine/lives/runouts.h"
#include "engine/lives/starts.h"
#include "engine/lives/stops.h"
#include "engine/money/accounts.h"
#include "engine/money/rent.h"
#include "engine/tables/guards.h"
#include "engine/tables/nodes.h"
#include "engine/tables/offers.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/sizes.h"
#include "engine/tables/staging.h"
#include "engine/tables/worlds.h"

#define SLEEPERS_AHEAD 8
#define ROOM_FOR_A_TIMER 8

const char *engine_status_name(enum engine_status status)
{
	switch (status) {
	case ENGINE_OK:
		return "ok";
	case ENGINE_INVALID_INPUT:
		return "invalid input";
	case ENGINE_OUT_OF_ORDER:
		return "out of order";
	case ENGINE_AT_LIMIT:
		return "at limit";
	case ENGINE_NO_MEMORY:
		return "no memory";
	case ENGINE_BAD_CONFIG:
		return "bad configuration";
	case ENGINE_BAD_SNAPSHOT:
		return "bad snapshot";
	case ENGINE_BUFFER_SMALL:
		return "buffer too small";
	}
	return "?";
}

/* --- an input ------------------------------------------------------------- */

/* A world that is new under an id: never given before, or that of a deleted
 * one. What is on its way for the old one (timers, orders to delete, lease
 * epochs) must not be taken for the new one's. */
static void begin_world(struct engine *engine, const struct world_facts *facts)
{
	uint32_t id = facts->world.value;
	struct world *world = world_at(engine, id);
	struct world_cold *cold = &engine->cold[id];
	const struct world old = *world;
	bool again = (old.flags & WORLD_REGISTERED) != 0;

	*world = (struct world){
	    .node = NO_SLOT,
	    .target = NO_SLOT,
	    .state = WORLD_ARCHIVED,
	    .epoch = old.epoch,
	    .account = old.account,
	    .generation = (uint8_t)(old.generation + again),
	    .flags = (uint16_t)(WORLD_REGISTERED |
				(old.flags &
				 (WORLD_SLEEP_TIMER | WORLD_IDLE_TIMER)))};
	engine->worlds_in[WORLD_DELETED] -= again;
	engine->worlds_in[WORLD_ARCHIVED]++;
	cold->box = (uint8_t)((id - 1) % engine->config.machinery.box_count);
	if (facts->has_archive != 0)
		world->flags |=
		    WORLD_HAS_DATA | WORLD_HAS_ARCHIVE | WORLD_ARCHIVE_CURRENT;
}

static void register_world(struct engine *engine,
			   const struct world_facts *facts)
{
	uint32_t id = facts->world.value;
	struct world *world = world_at(engine, id);
	bool known = (world->flags & WORLD_REGISTERED) != 0 &&
		     world->state != WORLD_DELETED;
	struct amounts old = world_need(engine, world);

	if (!known)
		begin_world(engine, facts);
	world->ram_mib = facts->ram_mib;
	world->cpu_milli = (uint16_t)facts->cpu_milli;
	world->disk_mib = facts->disk_mib;
	if (world->expected_s == 0)
		world->expected_s = facts->expected_session_s;
	engine->accounts[world->account].worlds -= world->account != 0;
	world->account = facts->account.value;
	engine->accounts[world->account].worlds++;
	if ((engine->accounts[world->account].flags & ACCOUNT_PREPAID) != 0)
		world->flags |= WORLD_PREPAID;
	else
		world->flags &= (uint16_t)~WORLD_PREPAID;
	engine->cold[id].idle_stop_s = facts->idle_stop_s;
	size_sold(engine, world);
	if (known)
		size_gone(engine, &old);
}

/* --- a wake --------------------------------------------------------------- */

void engine_expect(const struct engine *engine, struct world_id world)
{
	if (world.value > engine->config.limits.worlds_max)
		return;
	__builtin_prefetch(&engine->worlds[world.value], 1);
	__builtin_prefetch(&engine->links[world.value], 1);
	__builtin_prefetch(&engine->cold[world.value], 1);
}

void engine_expect_next(const struct engine *engine, struct world_id world)
{
	const struct world_links *links;

	if (world.value > engine->config.limits.worlds_max)
		return;
	links = &engine->links[world.value];
	__builtin_prefetch(&engine->links[links->prev], 1);
	__builtin_prefetch(&engine->links[links->next], 1);
	ledger_expect(&engine->ledger, engine->worlds[world.value].account);
}

/* The next sleepers to leave are fetched while others are served. */
static void expect_sleepers(const struct engine *engine)
{
	struct timer next;

	while (timers_foresee(engine->timers, SLEEPERS_AHEAD, &next))
		if (next.kind == TIMER_SLEEP)
			engine_expect(engine, (struct world_id){next.entity});
	if (timers_peek(engine->timers, 1, &next) && next.kind == TIMER_SLEEP)
		engine_expect_next(engine, (struct world_id){next.entity});
}

static void timer_due(struct engine *engine, const struct timer *timer)
{
	struct node *node;

	switch ((enum timer_kind)timer->kind) {
	case TIMER_TICK:
		engine_arm(engine, timer->at_us + engine->config.policy.tick_us,
			   TIMER_TICK);
		scaling_tick(engine);
		break;
	case TIMER_SLEEP:
		sleep_timer_due(engine, timer->entity);
		break;
	case TIMER_IDLE:
		idle_timer_due(engine, timer->entity);
		break;
	case TIMER_PHASE:
		node = node_find(engine, timer->entity);
		if (node != NULL && node->state != NODE_GONE)
			paid_hour_due(engine, node);
		break;
	case TIMER_DEADLINE:
		node = node_find(engine, timer->entity);
		if (node != NULL)
			node_deadline_due(engine, node);
		break;
	case TIMER_NIGHT:
		engine->idle.night =
		    calendar_is_night(&engine->config, engine->now_us);
		engine_arm(engine,
			   calendar_next_night_edge_us(&engine->config,
						       engine->now_us),
			   TIMER_NIGHT);
		break;
	case TIMER_LEASE:
		node = node_find(engine, timer->entity);
		if (node != NULL)
			lease_due(engine, node);
		break;
	case TIMER_COPIES:
		copies_due(engine);
		break;
	case TIMER_ACCOUNT:
		account_due(engine, timer->entity, timer->at_us);
		break;
	case TIMER_DAY:
		rent_post_day(engine);
		orders_day_turns(engine);
		engine_arm(engine, calendar_next_day_us(engine->now_us),
			   TIMER_DAY);
		break;
	}
}

static void timers_plan(struct engine *engine)
{
	struct timer timer;

	while (timers_next_us(engine->timers) <= engine->now_us &&
	       output_room(engine) >= ROOM_FOR_A_TIMER &&
	       timers_pop(engine->timers, engine->now_us, &timer)) {
		expect_sleepers(engine);
		timer_due(engine, &timer);
	}
}

/* First what is due, then the plans, over all that was asked for until now. */
static void wake(struct engine *engine)
{
	engine->woken_at_us = engine->now_us;
	answers_plan(engine);
	if (timers_next_us(engine->timers) <= engine->now_us)
		timers_plan(engine);
	if (engine->plan_at_us <= engine->now_us)
		engine->plan_at_us = TIME_NEVER_US;
	/* what finds no room from here on is planned in the next wake */
	engine->waking = true;
	if (timers_next_us(engine->timers) <= engine->now_us)
		plan_when_room(engine);
	if (engine->resting.head != 0)
		rests_settle(engine);
	strays_plan(engine);
	drains_plan(engine);
	condemned_plan(engine);
	if (engine->fleet.roomy.head != 0)
		recalls_plan(engine);
	placing_plan(engine);
	scaling_plan(engine);
	if (engine->copies.due.head != 0)
		copying_plan(engine);
	dispatch_plan(engine);
	engine->waking = false;
}

/* --- the step ------------------------------------------------------------- */

static void node_talks(struct engine *engine, struct node *node,
		       const struct input *input)
{
	if (node_has_rebooted(node, input->heartbeat.boot))
		node_rebooted(engine, node);
	heartbeat(engine, node, input->heartbeat.next_by_us,
		  input->heartbeat.boot);
	if (node->removed && node->state == NODE_READY)
		node_drain(engine, node, REASON_REMOVED);
}

/* All that were staged, or none; engine_check() has asked whether they go
 * together. */
static void settings_complete(struct engine *engine, uint32_t count)
{
	if (count != 0) {
		staging_preview(engine, &engine->config);
		sizes_survey(engine);
		sizes_find_largest(engine);
		nodes_count_places(engine);
		order_again(engine); /* more may be had, or wanted */
	}
	staging_settings_done(engine, count != 0);
}

/* An older run's container, or one that is stopping, tells nothing new. */
static void container_has_exited(struct engine *engine,
				 const struct input *input)
{
	uint32_t id = input->container_exited.world.value;
	const struct world *world = world_at(engine, id);

	if (world->state == WORLD_ACTIVE &&
	    world->epoch == input->container_exited.epoch)
		container_exited(engine, id, engine->now_us, REASON_CRASH);
}

/* What operators and agents do to the fleet as a whole. */
static void apply_to_fleet(struct engine *engine, const struct input *input)
{
	if (input->kind == INPUT_OPERATOR_RELEASED) {
		guard_release(engine,
			      (enum guard)input->operator_released.guard);
	} else if (input->kind == INPUT_DEDICATED_ADDED) {
		dedicated_added(engine, input);
	} else if (input->kind == INPUT_DEDICATED_REMOVED) {
		node_remove(
		    engine,
		    node_find(engine, input->dedicated_removed.node.value));
	} else if (input->kind == INPUT_SETTING_CHANGED) {
		staging_setting(engine, input->setting_changed.setting,
				input->setting_changed.value);
	} else if (input->kind == INPUT_SETTINGS_COMPLETE) {
		settings_complete(engine, input->settings_complete.count);
	} else if (input->kind == INPUT_INVENTORY_WORLD) {
		staging_world(engine, input->inventory_world.node.value,
			      input->inventory_world.world.value,
			      input->inventory_world.epoch);
	} else if (input->kind == INPUT_INVENTORY_COMPLETE) {
		inventory_complete(
		    engine,
		    node_find(engine, input->inventory_complete.node.value),
		    input->inventory_complete.count,
		    input->inventory_complete.sum);
	} else if (input->kind == INPUT_WORLD_FOUND) {
		world_found(engine, input);
	}
}

static void apply_input(struct engine *engine, const struct input *input)
{
	struct node *node;

	switch (input->kind) {
	case INPUT_NONE:
	case INPUT_KIND_COUNT:
		CHECK(false);
	case INPUT_WAKE:
		wake(engine);
		break;
	case INPUT_WORLD_REGISTERED:
	case INPUT_WORLD_CHANGED:
		register_world(engine, &input->world);
		break;
	case INPUT_WORLD_DELETED:
		world_delete(engine, input->world_deleted.world.value);
		break;
	case INPUT_START_REQUESTED:
		start_requested(engine, input->request.world.value,
				input->request.request);
		break;
	case INPUT_STOP_REQUESTED:
		stop_requested(engine, input->request.world.value,
			       input->request.request);
		break;
	case INPUT_PLAYERS_CHANGED:
		players_changed(engine, input->players_changed.world.value,
				input->players_changed.players);
		break;
	case INPUT_COMMAND_FINISHED:
		command_finished(engine, input);
		break;
	case INPUT_NODE_HEARTBEAT:
		node = node_find(engine, input->heartbeat.node.value);
		if (node != NULL)
			node_talks(engine, node, input);
		break;
	case INPUT_NODE_GONE:
		node = node_find(engine, input->node_gone.node.value);
		if (node != NULL)
			node_vanished(engine, node);
		break;
	case INPUT_CONTAINER_EXITED:
		container_has_exited(engine, input);
		break;
	case INPUT_ACCOUNT_CREDITED:
		account_credited(engine, input->account_credited.account.value,
				 input->account_credited.amount_nano_eur);
		break;
	case INPUT_ACCOUNT_OPENED:
		account_open(engine, input->account_opened.account.value,
			     input->account_opened.referrer.value,
			     input->account_opened.flags);
		break;
	case INPUT_RESUMED:
		resumed(engine);
		break;
	case INPUT_OPERATOR_RELEASED:
	case INPUT_DEDICATED_ADDED:
	case INPUT_DEDICATED_REMOVED:
	case INPUT_SETTING_CHANGED:
	case INPUT_SETTINGS_COMPLETE:
	case INPUT_INVENTORY_WORLD:
	case INPUT_INVENTORY_COMPLETE:
	case INPUT_WORLD_FOUND:
		apply_to_fleet(engine, input);
		break;
	}
}

/* A third of all inputs are wakes, which carry nothing: those words are mixed
 * by the compiler. */
static uint64_t mix_input(uint64_t trail, const struct input *input)
{
	const uint64_t wake[COMMAND_WORDS] = {
	    input->seq, (uint64_t)input->at_us, INPUT_WAKE};
	uint64_t words[COMMAND_WORDS];

	_Static_assert(INPUT_WORDS == 7 && COMMAND_WORDS == 8,
		       "as mix_record() takes them");
	if (input->kind == INPUT_WAKE)
		return mix_record(trail, wake);
	input_pack(input, words);
	words[7] = 0;
	return mix_record(trail, words);
}

/* Fold what came in and what went out into the trail. */
static void leave_trail(struct engine *engine, const struct input *input)
{
	const struct engine_output *out = engine->out;
	uint64_t words[COMMAND_WORDS];

	engine->trail = mix_input(engine->trail, input);
	for (uint32_t c = engine->out_first; c < out->command_count; c++) {
		command_pack(&out->commands[c], words);
		engine->trail = mix_record(engine->trail, words);
	}
}

void engine_step(struct engine *engine, const struct input *input,
		 struct engine_output *out)
{
	engine->out = out;
	engine->out_first = out->command_count;
	engine->notice_index = 0;
	engine->explanations = 0;
	check_place = (struct check_place){input->seq, input->at_us};
	CHECK(input->seq == engine->seq + 1 && input->at_us >= engine->now_us);
	engine->seq = input->seq;
	engine->now_us = input->at_us;
	if (engine->idle.now_us != engine->now_us)
		idle_advance(&engine->idle, engine->now_us);
	apply_input(engine, input);
	if (engine->resting.head != 0)
		rests_settle(engine);
	if (engine->fleet.emptied != 0)
		drains_settle(engine);
	if (engine->touched != 0)
		accounts_settle(engine);
	leave_trail(engine, input);
	CHECK(out->command_count - engine->out_first <=
	      ENGINE_COMMANDS_PER_STEP);
	engine->out = NULL;
#ifdef ENGINE_DEBUG
	CHECK(ledger_sum(&engine->ledger) == 0);
#endif
}

/* --- questions about the step --------------------------------------------- */

int64_t engine_wake_at_us(const struct engine *engine)
{
	int64_t at_us = pending_next_us(engine);

	/* timers that find no place for their commands wait for an answer */
	if (!engine->pending.starved)
		at_us = min_i64(at_us, timers_next_us(engine->timers));
	/* what was due at the last wake and not done then must not spin */
	if (at_us <= engine->woken_at_us)
		at_us = engine->woken_at_us + 1;
	return min_i64(at_us, engine->plan_at_us);
}

uint64_t engine_next_seq(const struct engine *engine)
{
	return engine->seq + 1;
}

int64_t engine_now_us(const struct engine *engine)
{
	return engine->now_us;
}

uint64_t engine_trail(const struct engine *engine)
{
	return engine->trail;
}

/* Of those that are out the one sent first, at or after `at` of each list. */
static uint32_t sent_first(const struct pending_table *table,
			   const uint32_t at[PENDING_LISTS])
{
	uint32_t first = PENDING_LISTS;

	for (uint32_t list = 0; list < PENDING_POSTPONED; list++) {
		const struct command *next, *best;

		if (at[list] == 0)
			continue;
		if (first == PENDING_LISTS) {
			first = list;
			continue;
		}
		next = &table->entries[at[list] - 1].command;
		best = &table->entries[at[first] - 1].command;
		if (next->issued_at_us < best->issued_at_us ||
		    (next->issued_at_us == best->issued_at_us &&
		     next->id.value < best->id.value))
			first = list;
	}
	return first;
}

void engine_each_pending_command(const struct engine *engine,
				 void (*visit)(void *context,
					       const struct command *command),
				 void *context)
{
	const struct pending_table *table = &engine->pending;
	uint32_t at[PENDING_LISTS], list;

	memcpy(at, table->head, sizeof at);
	while ((list = sent_first(table, at)) != PENDING_LISTS) {
		const struct pending *entry = &table->entries[at[list] - 1];

		at[list] = entry->next;
		visit(context, &entry->command);
	}
}
