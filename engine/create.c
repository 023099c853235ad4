/*
 * create.c - memory by the limits, and birth.
 */
#include "engine/create.h"

#include <string.h>

#include "engine/engine.int.h"
#include "engine/kit/calendar.h"
#include "engine/kit/check.h"
#include "engine/kit/key_index.h"
#include "engine/kit/pricing.h"
#include "engine/kit/timers.h"
#include "engine/money/accounts.h"
#include "engine/money/rent.h"
#include "engine/tables/nodes.h"
#include "engine/tables/sizes.h"

#define ALIGNMENT 64
#define TIMERS_PER_NODE 16
#define SPAN_MAX_US (366 * US_PER_DAY)
#define SESSION_END_KEYS (1u << 18) /* quarter hours: seven years */

/* --- the configuration ---------------------------------------------------- */

static uint32_t largest_ram_mib(const struct engine_config *config)
{
	uint32_t largest = 0;

	for (uint32_t i = 0; i < config->node_type_count; i++)
		if (config->node_types[i].ram_mib > largest)
			largest = config->node_types[i].ram_mib;
	return largest;
}

/* What could be a world (engine_refuses()), if any is wanted of it. */
static bool reserve_is_sound(const struct policy *policy)
{
	const struct plan_size *plan = &policy->reserve_plan;

	return policy->reserve_worlds == 0 ||
	       (policy->reserve_worlds <= RESERVE_WORLDS_MAX &&
		plan->ram_mib > 0 && plan->ram_mib < 1u << 21 &&
		plan->cpu_milli <= UINT16_MAX);
}

static bool type_is_sound(const struct node_type *type)
{
	return type->ram_mib > 0 && type->ram_mib < 1u << 21 &&
	       type->price_count > 0 && type->price_count <= PRICES_MAX &&
	       type->min_stay_us >= 0 && type->min_stay_us <= MIN_STAY_MAX_US &&
	       type->boot_timeout_us >= 0 &&
	       type->boot_timeout_us <= SPAN_MAX_US;
}

bool config_is_hourly(const struct engine_config *config, uint32_t type,
		      int64_t from_us)
{
	const struct node_type *t = &config->node_types[type];
	const struct provider_price *last = &t->prices[t->price_count - 1];
	const struct provider_price *price =
	    pricing_vintage(config, type, from_us);

	if (!t->dedicated)
		return true;
	if (config->prices_at_us != TIME_NEVER_US)
		last = price;
	while (price < last && price->hour_nano_eur > 0)
		price++;
	return price->hour_nano_eur > 0;
}

bool config_is_sound(const struct engine_config *config)
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
	    config->book.sleep_billed_us < 0 || config->book.price_count == 0 ||
	    config->book.price_count > BOOK_PRICES_MAX ||
	    config->clock_offset_count > CLOCK_OFFSETS_MAX ||
	    config->machinery.answer_timeout_us <= 0 ||
	    config->machinery.box_count == 0 ||
	    config->machinery.box_count > BOXES_MAX ||
	    config->night_from_hour > 23 || config->night_until_hour > 23)
		return false;
	for (uint32_t i = 0; i < config->node_type_count; i++) {
		if (!type_is_sound(&config->node_types[i]))
			return false;
		dedicated += config->dedicated_count[i];
	}
	if (policy->second_copies.on &&
	    (policy->second_copies.after_us < 0 ||
	     policy->second_copies.budget == 0 ||
	     policy->second_copies.min_free_disk_ppm > PPM))
		return false;
	if (!reserve_is_sound(policy) ||
	    policy->release_from_us > policy->release_until_us ||
	    policy->destroy_from_us > policy->destroy_until_us ||
	    config->machinery.lease_us < 0)
		return false;
	for (uint32_t i = 0; i < policy->offer_count; i++)
		if (policy->offers[i].type >= config->node_type_count ||
		    !config_is_hourly(config, policy->offers[i].type,
				      config->begin_us))
			return false;
	return dedicated <= config->limits.nodes_max;
}

/* --- memory --------------------------------------------------------------- */

static uint32_t power_of_two_at_least(uint32_t n)
{
	uint32_t power = 1;

	while (power < n)
		power *= 2;
	return power;
}

/* A walk over all tables: first to measure, then to hand out. */
struct layout {
	uint8_t *base; /* NULL: only measure */
	size_t used_bytes;
};

static void *take_memory(struct layout *layout, size_t size_bytes)
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
	void *memory = take_memory(layout, key_index_size_bytes(keys, slots));

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
	e->pending.next_us = TIME_NEVER_US;
	e->timer_capacity = 2 * limits->worlds_max + TIMERS_PER_NODE * slots +
			    ACCOUNT_ENTRIES_MAX * limits->accounts_max + 64;
	e->guards.destroys.capacity = limits->nodes_max;
	/* one a world, and those called off that have no answer yet */
	e->transfers.limit = limits->worlds_max + limits->commands_pending_max;
	e->ledger.customer_count = limits->accounts_max;

	e->worlds = take_memory(layout, (limits->worlds_max + (size_t)1) *
					    sizeof *e->worlds);
	e->cold = take_memory(layout, (limits->worlds_max + (size_t)1) *
					  sizeof *e->cold);
	e->links = take_memory(layout, (limits->worlds_max + (size_t)1) *
					   sizeof *e->links);
	if (e->config.policy.second_copies.on)
		e->copies.of_world =
		    take_memory(layout, (limits->worlds_max + (size_t)1) *
					    sizeof *e->copies.of_world);
	e->accounts = take_memory(layout, (limits->accounts_max + (size_t)1) *
					      sizeof *e->accounts);
	e->ledger.customer_nano_eur = take_memory(
	    layout, (limits->accounts_max + (size_t)1) * sizeof(int64_t));
	e->fleet.nodes = take_memory(layout, slots * sizeof *e->fleet.nodes);
	e->transfers.records =
	    take_memory(layout, (e->transfers.limit + (size_t)1) *
				    sizeof *e->transfers.records);
	e->inventory.items =
	    take_memory(layout, INVENTORY_MAX * sizeof *e->inventory.items);
	e->pending.entries =
	    take_memory(layout, entries * sizeof *e->pending.entries);
	e->guards.destroys.at_us =
	    take_memory(layout, e->guards.destroys.capacity * sizeof(int64_t));
	e->timer_scratch = take_memory(layout, 2 * (size_t)e->timer_capacity *
						   sizeof *e->timer_scratch);
	timers = take_memory(layout, timers_size_bytes(e->timer_capacity));
	e->timers =
	    timers != NULL ? timers_init(timers, e->timer_capacity) : NULL;
	e->fleet.by_free[0] = take_index(layout, ram_keys, slots);
	e->fleet.by_free[1] = take_index(layout, ram_keys, slots);
	e->fleet.cloud_by_used = take_index(layout, ram_keys, slots);
	e->fleet.use_stale =
	    take_memory(layout, slots * sizeof *e->fleet.use_stale);
	e->fleet.is_use_stale =
	    take_memory(layout, slots * sizeof *e->fleet.is_use_stale);
	e->fleet.leaving_by_free = take_index(layout, ram_keys, slots);
	if (e->config.policy.placement == PLACE_SESSION_END)
		e->fleet.cloud_by_end =
		    take_index(layout, SESSION_END_KEYS, slots);
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
	sizes_survey(engine);
	pending_delays(engine);
	*out = engine;
	return ENGINE_OK;
}

/* --- birth ---------------------------------------------------------------- */

void engine_arm(struct engine *engine, int64_t at_us, enum timer_kind kind)
{
	CHECK(timers_push(engine->timers,
			  (struct timer){at_us, 0, (uint32_t)kind}));
}

/* The dedicated nodes exist from the beginning and wait for a heartbeat. */
static void rent_dedicated(struct engine *engine)
{
	const struct engine_config *config = &engine->config;

	for (uint32_t type = 0; type < config->node_type_count; type++) {
		for (uint32_t i = 0; i < config->dedicated_count[type]; i++) {
			struct node *node = node_create_dedicated(engine, type);

			const struct provider_price *price =
			    pricing_vintage(config, type, config->begin_us);

			rent_dedicated_begin(engine, node,
					     price->month_nano_eur,
					     price->setup_nano_eur);
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
	sizes_survey(engine);
	engine->out = NULL;
	engine_arm(engine, config->begin_us + config->policy.tick_us,
		   TIMER_TICK);
	engine_arm(engine,
		   calendar_next_night_edge_us(config, config->begin_us),
		   TIMER_NIGHT);
	engine_arm(engine, calendar_next_day_us(config->begin_us), TIMER_DAY);
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
