/*
 * engine.c - birth, the step, and the questions that need the whole.
 */
#include "engine.h"

#include <string.h>

#include "arithmetic.h"
#include "calendar.h"
#include "check.h"
#include "pricing.h"
#include "state.h"

#define ALIGNMENT 64
#define TIMERS_PER_NODE 16
#define SLEEPERS_AHEAD 8
#define CREDIT_MAX_NANO_EUR (1000000 * NANO_EUR_PER_EUR)
#define SESSION_END_KEYS (1u << 18) /* quarter hours: seven years */

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

/* --- birth ---------------------------------------------------------------- */

static uint32_t power_of_two_at_least(uint32_t n)
{
	uint32_t power = 1;

	while (power < n)
		power *= 2;
	return power;
}

static uint32_t largest_ram_mib(const struct engine_config *config)
{
	uint32_t largest = 0;

	for (uint32_t i = 0; i < config->node_type_count; i++)
		if (config->node_types[i].ram_mib > largest)
			largest = config->node_types[i].ram_mib;
	return largest;
}

static bool type_is_sound(const struct node_type *type)
{
	return type->ram_mib > 0 && type->ram_mib < 1u << 21 &&
	       type->price_count > 0 && type->price_count <= PRICES_MAX;
}

static bool config_is_sound(const struct engine_config *config)
{
	const struct policy *policy = &config->policy;
	uint32_t dedicated = 0;

	if (config->limits.worlds_max == 0 ||
	    config->limits.worlds_max > UINT32_MAX / 4 ||
	    config->limits.accounts_max == 0 || config->limits.nodes_max == 0 ||
	    config->limits.nodes_max > NODES_LIMIT ||
	    config->limits.commands_pending_max < 1024 ||
	    config->node_type_count == 0 ||
	    config->node_type_count > NODE_TYPES_MAX ||
	    policy->offer_count > OFFERS_MAX || policy->tick_us <= 0 ||
	    config->book.price_count == 0 ||
	    config->book.price_count > BOOK_PRICES_MAX ||
	    config->clock_offset_count > CLOCK_OFFSETS_MAX ||
	    config->machinery.answer_timeout_us <= 0 ||
	    config->night_from_hour > 23 || config->night_until_hour > 23)
		return false;
	for (uint32_t i = 0; i < config->node_type_count; i++) {
		if (!type_is_sound(&config->node_types[i]))
			return false;
		dedicated += config->dedicated_count[i];
	}
	for (uint32_t i = 0; i < policy->offer_count; i++)
		if (policy->offers[i].type >= config->node_type_count ||
		    config->node_types[policy->offers[i].type].dedicated)
			return false;
	return dedicated <= config->limits.nodes_max;
}

/* A walk over all tables: first to measure, then to hand out. */
struct layout {
	uint8_t *base; /* NULL: only measure */
	size_t used_bytes;
};

static void *take(struct layout *layout, size_t size_bytes)
{
	void *at =
	    layout->base != NULL ? layout->base + layout->used_bytes : NULL;

	layout->used_bytes +=
	    (size_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	return at;
}

static struct key_index *take_index(struct layout *layout, uint32_t keys,
				    uint32_t slots)
{
	void *memory = take(layout, key_index_size_bytes(keys, slots));

	return memory != NULL ? key_index_init(memory, keys, slots) : NULL;
}

static void lay_out(struct engine *e, struct layout *layout)
{
	const struct engine_limits *limits = &e->config.limits;
	uint32_t slots = power_of_two_at_least(2 * limits->nodes_max + 2);
	uint32_t entries =
	    power_of_two_at_least(limits->commands_pending_max + 1);
	uint32_t ram_keys = largest_ram_mib(&e->config) + 1;
	void *timers;

	e->fleet.mask = slots - 1;
	e->pending.mask = entries - 1;
	e->pending.limit = limits->commands_pending_max;
	e->timer_capacity = 2 * limits->worlds_max + TIMERS_PER_NODE * slots +
			    ACCOUNT_ENTRIES_MAX * limits->accounts_max + 64;
	e->guards.destroys.capacity = limits->nodes_max;
	e->guards.stops.capacity = 4096;
	e->ledger.customer_count = limits->accounts_max;

	e->worlds =
	    take(layout, (limits->worlds_max + (size_t)1) * sizeof *e->worlds);
	e->cold =
	    take(layout, (limits->worlds_max + (size_t)1) * sizeof *e->cold);
	e->links =
	    take(layout, (limits->worlds_max + (size_t)1) * sizeof *e->links);
	e->accounts = take(layout, (limits->accounts_max + (size_t)1) *
				       sizeof *e->accounts);
	e->ledger.customer_nano_eur =
	    take(layout, (limits->accounts_max + (size_t)1) * sizeof(int64_t));
	e->fleet.nodes = take(layout, slots * sizeof *e->fleet.nodes);
	e->pending.entries = take(layout, entries * sizeof *e->pending.entries);
	e->guards.destroys.at_us =
	    take(layout, e->guards.destroys.capacity * sizeof(int64_t));
	e->guards.stops.at_us =
	    take(layout, e->guards.stops.capacity * sizeof(int64_t));
	e->timer_scratch = take(layout, 2 * (size_t)e->timer_capacity *
					    sizeof *e->timer_scratch);
	timers = take(layout, timers_size_bytes(e->timer_capacity));
	e->timers =
	    timers != NULL ? timers_init(timers, e->timer_capacity) : NULL;
	e->fleet.by_free[0] = take_index(layout, ram_keys, slots);
	e->fleet.by_free[1] = take_index(layout, ram_keys, slots);
	e->fleet.cloud_by_used = take_index(layout, ram_keys, slots);
	e->fleet.leaving_by_free = take_index(layout, ram_keys, slots);
	if (e->config.policy.placement == PLACE_SESSION_END)
		e->fleet.cloud_by_end =
		    take_index(layout, SESSION_END_KEYS, slots);
}

uint32_t config_sellable_mib(const struct engine_config *config, uint32_t type)
{
	const struct machinery *m = &config->machinery;
	uint32_t ram_mib = config->node_types[type].ram_mib;
	uint32_t share_mib =
	    (uint32_t)((uint64_t)ram_mib * m->node_reserve_ppm / (uint64_t)PPM);
	uint32_t reserve_mib =
	    share_mib > m->node_reserve_mib ? share_mib : m->node_reserve_mib;

	return ram_mib > reserve_mib ? ram_mib - reserve_mib : 0;
}

static void arm(struct engine *engine, int64_t at_us, enum timer_kind kind)
{
	CHECK(timers_push(engine->timers,
			  (struct timer){at_us, 0, (uint32_t)kind}));
}

enum engine_status engine_allocate(const struct engine_config *config,
				   const struct allocator *memory,
				   struct engine **out)
{
	struct engine *engine;
	struct layout layout = {0};

	if (!config_is_sound(config))
		return ENGINE_BAD_CONFIG;
	engine = memory->allocate(memory->context, sizeof *engine);
	if (engine == NULL)
		return ENGINE_NO_MEMORY;
	memset(engine, 0, sizeof *engine);
	engine->config = *config;
	engine->memory = *memory;
	lay_out(engine, &layout);
	engine->block_bytes = layout.used_bytes;
	engine->block = memory->allocate(memory->context, engine->block_bytes);
	if (engine->block == NULL) {
		memory->release(memory->context, engine, sizeof *engine);
		return ENGINE_NO_MEMORY;
	}
	layout = (struct layout){.base = engine->block};
	lay_out(engine, &layout);
	plans_survey(engine);
	*out = engine;
	return ENGINE_OK;
}

/* The dedicated nodes exist from the beginning and wait for a heartbeat. */
static void rent_dedicated(struct engine *engine)
{
	const struct engine_config *config = &engine->config;

	for (uint32_t type = 0; type < config->node_type_count; type++) {
		for (uint32_t i = 0; i < config->dedicated_count[type]; i++) {
			struct node *node = node_create(engine, type, 0);

			node->created_us = config->begin_us;
			node->rate_nano_eur = pricing_rent_nano_eur(
			    pricing_vintage(config, type, config->begin_us)
				->month_nano_eur,
			    US_PER_HOUR);
			node_enter(engine, node, NODE_BOOTING, REASON_NONE);
		}
	}
}

enum engine_status engine_create(const struct engine_config *config,
				 const struct allocator *memory,
				 struct engine **out)
{
	struct engine_output silent = {0};
	struct engine *engine;
	enum engine_status status = engine_allocate(config, memory, &engine);

	if (status != ENGINE_OK)
		return status;
	engine->now_us = config->begin_us;
	engine->woken_at_us = config->begin_us - 1;
	engine->plan_at_us = TIME_NEVER_US;
	engine->idle.now_us = config->begin_us;
	engine->idle.night = calendar_is_night(config, config->begin_us);
	engine->scaling.low_since_us = TIME_NEVER_US;
	engine->guards.spend_day = calendar_day(config->begin_us);
	engine->guards.spend_month = calendar_month(config->begin_us);
	engine->out = &silent;
	rent_dedicated(engine);
	engine->out = NULL;
	arm(engine, config->begin_us + config->policy.tick_us, TIMER_TICK);
	arm(engine, calendar_next_night_edge_us(config, config->begin_us),
	    TIMER_NIGHT);
	arm(engine, calendar_next_day_us(config->begin_us), TIMER_DAY);
	*out = engine;
	return ENGINE_OK;
}

void engine_destroy(struct engine *engine)
{
	struct allocator memory;

	if (engine == NULL)
		return;
	memory = engine->memory;
	memory.release(memory.context, engine->block, engine->block_bytes);
	memory.release(memory.context, engine, sizeof *engine);
}

/* --- check ---------------------------------------------------------------- */

static bool world_is_known(const struct engine *engine, struct world_id id)
{
	return id.value >= 1 && id.value <= engine->config.limits.worlds_max &&
	       (engine->worlds[id.value].flags & WORLD_REGISTERED) != 0 &&
	       engine->worlds[id.value].state != WORLD_DELETED;
}

static bool account_is_known(const struct engine *engine, struct account_id id)
{
	return id.value >= 1 && id.value <= engine->config.limits.accounts_max;
}

static bool facts_are_sound(const struct engine *engine,
			    const struct world_facts *facts)
{
	return account_is_known(engine, facts->account) && facts->ram_mib > 0 &&
	       facts->ram_mib < 1u << 21 && facts->cpu_milli <= UINT16_MAX &&
	       facts->has_archive <= 1;
}

/* What is paid back must be there, and no sum may overflow. */
static bool credit_is_sound(const struct engine *engine,
			    const struct input *input)
{
	int64_t amount = input->account_credited.amount_nano_eur;

	return amount <= CREDIT_MAX_NANO_EUR &&
	       amount >= -CREDIT_MAX_NANO_EUR &&
	       (amount >= 0 ||
		account_can_return(engine,
				   input->account_credited.account.value,
				   input->at_us, -amount));
}

static bool opening_is_sound(const struct engine *engine,
			     const struct input *input)
{
	uint32_t id = input->account_opened.account.value;
	uint32_t referrer = input->account_opened.referrer.value;

	return engine->accounts[id].flags == 0 &&
	       engine->accounts[id].worlds == 0 &&
	       (input->account_opened.flags & ~(uint32_t)OPENED_FLAGS) == 0 &&
	       referrer <= engine->config.limits.accounts_max && referrer != id;
}

static enum engine_status check_payload(const struct engine *engine,
					const struct input *input)
{
	bool sound = false;

	switch (input->kind) {
	case INPUT_NONE:
	case INPUT_KIND_COUNT:
		break;
	case INPUT_WAKE:
		sound = true;
		break;
	case INPUT_WORLD_REGISTERED:
		sound = input->world.world.value >= 1 &&
			input->world.world.value <=
			    engine->config.limits.worlds_max &&
			(engine->worlds[input->world.world.value].flags &
			 WORLD_REGISTERED) == 0 &&
			facts_are_sound(engine, &input->world);
		break;
	case INPUT_WORLD_CHANGED:
		/* what is sold changes only while nothing of it is in use */
		sound = world_is_known(engine, input->world.world) &&
			engine->worlds[input->world.world.value].state ==
			    WORLD_ARCHIVED &&
			facts_are_sound(engine, &input->world);
		break;
	case INPUT_WORLD_DELETED:
		sound = world_is_known(engine, input->world_deleted.world);
		break;
	case INPUT_START_REQUESTED:
	case INPUT_STOP_REQUESTED:
		sound = world_is_known(engine, input->request.world);
		break;
	case INPUT_PLAYERS_CHANGED:
		sound = world_is_known(engine, input->players_changed.world);
		break;
	case INPUT_COMMAND_FINISHED:
		sound = input->command_finished.outcome > OUTCOME_NONE &&
			input->command_finished.outcome < OUTCOME_COUNT;
		break;
	case INPUT_NODE_HEARTBEAT:
	case INPUT_NODE_GONE:
		sound = true; /* of a node we do not know: ignored */
		break;
	case INPUT_CONTAINER_EXITED:
		sound = world_is_known(engine, input->container_exited.world);
		break;
	case INPUT_ACCOUNT_CREDITED:
		sound =
		    account_is_known(engine, input->account_credited.account) &&
		    credit_is_sound(engine, input);
		break;
	case INPUT_ACCOUNT_OPENED:
		sound =
		    account_is_known(engine, input->account_opened.account) &&
		    opening_is_sound(engine, input);
		break;
	case INPUT_OPERATOR_RELEASED:
		sound = input->operator_released.guard > GUARD_NONE &&
			input->operator_released.guard < GUARD_COUNT;
		break;
	case INPUT_RESUMED:
		sound = input->resumed.away_us >= 0;
		break;
	}
	return sound ? ENGINE_OK : ENGINE_INVALID_INPUT;
}

enum engine_status engine_check(const struct engine *engine,
				const struct input *input)
{
	if (input->seq != engine->seq + 1 || input->at_us < engine->now_us)
		return ENGINE_OUT_OF_ORDER;
	if (input_is_exogenous(input->kind) &&
	    engine->pending.limit - engine->pending.count <
		ENGINE_COMMANDS_PER_STEP)
		return ENGINE_AT_LIMIT;
	return check_payload(engine, input);
}

/* --- step ----------------------------------------------------------------- */

static void register_world(struct engine *engine,
			   const struct world_facts *facts)
{
	uint32_t id = facts->world.value;
	struct world *world = world_at(engine, id);
	bool known = (world->flags & WORLD_REGISTERED) != 0;
	struct amounts old = world_need(engine, world);

	if (!known) {
		*world = (struct world){.node = NO_SLOT,
					.target = NO_SLOT,
					.state = WORLD_ARCHIVED};
		engine->worlds_in[WORLD_ARCHIVED]++;
		world->flags = WORLD_REGISTERED;
		if (facts->has_archive != 0)
			world->flags |= WORLD_HAS_DATA | WORLD_HAS_ARCHIVE |
					WORLD_ARCHIVE_CURRENT;
	}
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
	plan_sold(engine, world);
	if (known)
		plan_gone(engine, &old);
}

static void command_finished(struct engine *engine, const struct input *input)
{
	uint64_t id = input->command_finished.command.value;
	enum outcome outcome = input->command_finished.outcome;
	const struct command *found = pending_find(engine, id);
	struct command command;
	struct node *node;

	if (found == NULL || outcome == OUTCOME_UNKNOWN)
		return; /* answered before; or: sent again at its deadline */
	command = *found;
	node = node_find(engine, command.node.value);
	switch ((enum command_kind)command.kind) {
	case COMMAND_ARCHIVE_WORLD:
	case COMMAND_RESTORE_WORLD:
		transfer_answered(engine, &command, outcome);
		return;
	case COMMAND_STOP_WORLD:
	case COMMAND_DESTROY_NODE:
	case COMMAND_FENCE_NODE:
	case COMMAND_DELETE_COPY:
	case COMMAND_DELETE_ARCHIVE:
		if (outcome == OUTCOME_FAILED) { /* it must happen */
			uint64_t again = pending_postpone(engine, id);
			uint32_t world = command.world.value;

			if (world != 0 && engine->worlds[world].command == id)
				engine->worlds[world].command = again;
			return;
		}
		break;
	case COMMAND_NONE:
	case COMMAND_ORDER_NODE:
	case COMMAND_START_WORLD:
	case COMMAND_CANCEL_TRANSFER:
	case COMMAND_RAISE_ALERT:
	case COMMAND_KIND_COUNT:
		break;
	}
	pending_answered(engine, id);
	if (command.kind == COMMAND_START_WORLD ||
	    command.kind == COMMAND_STOP_WORLD) {
		if (engine->worlds[command.world.value].command != id)
			return;
		engine->worlds[command.world.value].command = 0;
		if (command.kind == COMMAND_START_WORLD)
			start_answered(engine, command.world.value, outcome);
		else
			stop_answered(engine, command.world.value, outcome);
	} else if (node != NULL && command.kind == COMMAND_ORDER_NODE) {
		order_answered(engine, node, input);
	} else if (node != NULL && command.kind == COMMAND_FENCE_NODE) {
		fence_answered(engine, node);
	} else if (node != NULL && command.kind == COMMAND_DESTROY_NODE) {
		destroy_answered(engine, node);
	}
}

void engine_expect(const struct engine *engine, struct world_id world)
{
	if (world.value > engine->config.limits.worlds_max)
		return;
	__builtin_prefetch(&engine->worlds[world.value], 1);
	__builtin_prefetch(&engine->links[world.value], 1);
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
		arm(engine, timer->at_us + engine->config.policy.tick_us,
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
			rent_phase(engine, node);
		break;
	case TIMER_DEADLINE:
		node = node_find(engine, timer->entity);
		if (node != NULL)
			node_deadline_due(engine, node);
		break;
	case TIMER_NIGHT:
		engine->idle.night =
		    calendar_is_night(&engine->config, engine->now_us);
		arm(engine,
		    calendar_next_night_edge_us(&engine->config,
						engine->now_us),
		    TIMER_NIGHT);
		break;
	case TIMER_ACCOUNT:
		account_due(engine, timer->entity, timer->at_us);
		break;
	case TIMER_DAY:
		rent_post_day(engine);
		arm(engine, calendar_next_day_us(engine->now_us), TIMER_DAY);
		break;
	}
}

static void wake(struct engine *engine)
{
	struct timer timer;

	engine->waking = true;
	engine->woken_at_us = engine->now_us;
	if (engine->plan_at_us <= engine->now_us)
		engine->plan_at_us = TIME_NEVER_US;
	pending_expire(engine);
	while (output_room(engine) >= 8 &&
	       timers_pop(engine->timers, engine->now_us, &timer)) {
		expect_sleepers(engine);
		timer_due(engine, &timer);
	}
	rests_settle(engine);
	drains_continue(engine);
	condemned_continue(engine);
	starts_plan(engine);
	scaling_plan(engine);
	transfers_dispatch(engine);
	engine->waking = false;
}

static void apply(struct engine *engine, const struct input *input)
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
			heartbeat(engine, node, input->heartbeat.next_by_us);
		break;
	case INPUT_NODE_GONE:
		node = node_find(engine, input->node_gone.node.value);
		if (node != NULL)
			node_vanished(engine, node);
		break;
	case INPUT_CONTAINER_EXITED: {
		uint32_t id = input->container_exited.world.value;

		if (engine->worlds[id].state == WORLD_ACTIVE &&
		    engine->worlds[id].epoch == input->container_exited.epoch)
			container_exited(engine, id, REASON_CRASH);
		break;
	}
	case INPUT_ACCOUNT_CREDITED:
		account_credited(engine, input->account_credited.account.value,
				 input->account_credited.amount_nano_eur);
		break;
	case INPUT_ACCOUNT_OPENED:
		account_open(engine, input->account_opened.account.value,
			     input->account_opened.referrer.value,
			     input->account_opened.flags);
		break;
	case INPUT_OPERATOR_RELEASED:
		guard_release(engine,
			      (enum guard)input->operator_released.guard);
		break;
	case INPUT_RESUMED:
		resumed(engine);
		break;
	}
}

/* Fold what came in and what went out into the trail. */
static void leave_trail(struct engine *engine, const struct input *input)
{
	const struct engine_output *out = engine->out;
	uint64_t words[INPUT_WORDS];

	_Static_assert(INPUT_WORDS == 7 && COMMAND_WORDS == 7,
		       "as mix_record() takes them");
	input_pack(input, words);
	engine->trail = mix_record(engine->trail, words);
	for (uint32_t c = engine->out_first; c < out->command_count; c++) {
		command_pack(&out->commands[c], words);
		engine->trail = mix_record(engine->trail, words);
	}
}

void engine_step(struct engine *engine, const struct input *input,
		 struct engine_output *out)
{
	CHECK(input->seq == engine->seq + 1 && input->at_us >= engine->now_us);
	engine->out = out;
	engine->out_first = out->command_count;
	engine->seq = input->seq;
	engine->now_us = input->at_us;
	idle_advance(&engine->idle, engine->now_us);
	apply(engine, input);
	rests_settle(engine);
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

/* --- questions that need the whole ---------------------------------------- */

int64_t engine_wake_at_us(const struct engine *engine)
{
	const struct pending_table *pending = &engine->pending;
	int64_t at_us = timers_next_us(engine->timers);

	for (int list = 0; list < PENDING_LISTS; list++)
		if (pending->head[list] != 0)
			at_us = min_i64(
			    at_us, pending->entries[pending->head[list] - 1]
				       .command.answer_by_us);
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

void engine_each_pending_command(const struct engine *engine,
				 void (*visit)(void *context,
					       const struct command *command),
				 void *context)
{
	const struct pending_table *table = &engine->pending;
	uint32_t next;

	for (uint32_t at = table->head[PENDING_OUT]; at != 0; at = next) {
		next = table->entries[at - 1].next;
		visit(context, &table->entries[at - 1].command);
	}
}
