/*
 * snapshot.c - save, load and digest, by one walk over the state.
 *
 * A snapshot is: magic, format, behaviour version, the limits, the walk, and
 * the walk's hash.  It loads under limits as large or larger, and by a program
 * of the same format whose behaviour version is the same or newer.  The
 * configuration is not in it, but for settings that inputs have changed: an
 * operator may load a snapshot under new settings.  What depends on the limits
 * (places in tables) is saved as what it follows from (ids); indexes, idle
 * shares and the worlds that a node has room for are made anew on load.  A
 * field added to a record must be added to its walk; the size assertions beside
 * the walks remind of that.  Raise SNAPSHOT_FORMAT whenever a walk changes.
 */
#include "engine/create.h"
#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/kit/walk.h"
#include "engine/questions.h"

#define SNAPSHOT_MAGIC UINT64_C(0x544f48534e4f4355) /* "UCONSHOT" */
#define SNAPSHOT_FORMAT 9

static void walk_list(struct walk *w, struct list *list)
{
	walk_u32(w, &list->head);
	walk_u32(w, &list->tail);
}

static void walk_amounts(struct walk *w, struct amounts *amounts)
{
	walk_u64(w, &amounts->ram_mib);
	walk_u64(w, &amounts->cpu_milli);
	walk_u64(w, &amounts->disk_mib);
}

/* Slots follow from ids, and differ under other limits. */
static void walk_slot(struct walk *w, const struct engine *e, uint16_t *slot)
{
	uint32_t id = w->mode != WALK_LOAD && *slot != NO_SLOT
			  ? e->fleet.nodes[*slot].id
			  : 0;

	walk_u32(w, &id);
	if (w->mode == WALK_LOAD)
		*slot = id != 0 ? (uint16_t)(id & e->fleet.mask) : NO_SLOT;
}

static void walk_world(struct walk *w, struct engine *e, uint32_t id)
{
	struct world *world = &e->worlds[id];
	struct world_cold *cold = &e->cold[id];
	struct world_links *links = &e->links[id];
	uint8_t path = world->path, attempts = world->attempts;

	_Static_assert(sizeof(struct world) == 64, "walk every field");
	_Static_assert(sizeof(struct world_cold) == 48, "walk every field");
	walk_u16(w, &world->flags);
	walk_u8(w, &world->state);
	walk_u64(w, &world->command);
	walk_i64(w, &world->since_us);
	walk_u32(w, &world->queue_next);
	walk_u32(w, &world->queue_prev);
	walk_u32(w, &world->request);
	walk_u32(w, &world->epoch);
	walk_u32(w, &world->ram_mib);
	walk_u32(w, &world->disk_mib);
	walk_u32(w, &world->expected_s);
	walk_u32(w, &world->account);
	walk_u32(w, &world->waiting_order);
	walk_slot(w, e, &world->node);
	walk_slot(w, e, &world->target);
	walk_u16(w, &world->cpu_milli);
	walk_u8(w, &world->transfers);
	walk_u8(w, &path);
	walk_u8(w, &attempts);
	walk_u8(w, &world->generation);
	world->path = path & 15u;
	world->attempts = attempts & 15u;
	walk_i64(w, &cold->idle_since_us);
	walk_i64(w, &cold->requested_us);
	walk_u32(w, &cold->idle_stop_s);
	walk_u32(w, &cold->running_next);
	walk_u32(w, &cold->running_prev);
	walk_i64(w, &cold->held_nano_eur);
	walk_bool(w, &cold->running);
	walk_bool(w, &cold->busy);
	walk_u8(w, &cold->box);
	if (cold->box >= e->config.machinery.box_count)
		w->failed = true; /* its archive would be out of reach */
	walk_u32(w, &cold->transfers);
	walk_u32(w, &links->next);
	walk_u32(w, &links->prev);
}

/* All but its id, and what is derived. */
static void walk_node(struct walk *w, struct node *node)
{
	_Static_assert(sizeof(struct node) == 336, "walk every field");
	walk_u8(w, &node->state);
	walk_bool(w, &node->dedicated);
	walk_u8(w, &node->deadline_entries);
	walk_bool(w, &node->emptied);
	walk_bool(w, &node->removed);
	walk_u16(w, &node->type);
	walk_u16(w, &node->location);
	walk_u16(w, &node->offer);
	walk_u32(w, &node->sellable_mib);
	walk_u32(w, &node->used_mib);
	walk_u32(w, &node->plans_mib);
	walk_u32(w, &node->disk_mib);
	walk_u32(w, &node->disk_used_mib);
	walk_u32(w, &node->cpu_milli);
	walk_u32(w, &node->cpu_used_milli);
	for (int i = 0; i < NODE_LISTS; i++) {
		walk_list(w, &node->lists[i]);
		walk_u32(w, &node->counts[i]);
	}
	walk_u32(w, &node->moving_in);
	walk_list(w, &node->leaving);
	walk_bool(w, &node->roomy);
	walk_u32(w, &node->roomy_next);
	walk_u32(w, &node->roomy_prev);
	for (int i = 0; i < 2; i++) {
		walk_u32(w, &node->copies_out[i]);
		walk_u32(w, &node->copies_in[i]);
	}
	walk_list(w, &node->stored);
	walk_u32(w, &node->stored_count);
	walk_i64(w, &node->ordered_us);
	walk_i64(w, &node->created_us);
	walk_i64(w, &node->ready_us);
	walk_i64(w, &node->deadline_us);
	walk_i64(w, &node->hour_begin_us);
	walk_i64(w, &node->phase_us);
	walk_i64(w, &node->hours);
	walk_i64(w, &node->hour_nano_eur);
	walk_i64(w, &node->month_nano_eur);
	walk_i64(w, &node->setup_nano_eur);
	walk_i64(w, &node->heard_us);
	walk_i64(w, &node->gap_us);
	walk_i64(w, &node->lease_until_us);
	walk_u32(w, &node->boot);
	walk_i64(w, &node->month_paid_nano_eur);
	walk_i64(w, &node->ipv4_month_paid_nano_eur);
	walk_i64(w, &node->rate_nano_eur);
	walk_i32(w, &node->month);
	walk_i64(w, &node->ends_us);
	walk_u64(w, &node->provider_ref);
	walk_u64(w, &node->command);
}

static void walk_command(struct walk *w, struct command *command)
{
	_Static_assert(sizeof(struct command) == 64, "walk every field");
	walk_u64(w, &command->id.value);
	walk_i64(w, &command->issued_at_us);
	walk_i64(w, &command->answer_by_us);
	walk_u16(w, &command->kind);
	walk_u16(w, &command->reason);
	walk_u32(w, &command->world.value);
	walk_u32(w, &command->node.value);
	walk_u32(w, &command->epoch);
	walk_u16(w, &command->type);
	walk_u16(w, &command->location);
	walk_u32(w, &command->size_mib);
	walk_u32(w, &command->peer.value);
	walk_u16(w, &command->box);
	walk_u16(w, &command->generation);
	walk_u64(w, &command->reference);
}

static void walk_pending(struct walk *w, struct pending *entry)
{
	_Static_assert(sizeof(struct pending) == 80, "walk every field");
	walk_command(w, &entry->command);
	walk_u8(w, &entry->list);
	walk_u8(w, &entry->sends);
	walk_u8(w, &entry->failures);
}

/* List by list, in their order; places in the table follow from the ids. */
static void walk_pending_table(struct walk *w, struct engine *e)
{
	struct pending_table *table = &e->pending;
	uint32_t count = table->count, left = table->filled;
	uint32_t at = left != 0 ? table->head[__builtin_ctz(left)] : 0;

	walk_u64(w, &table->last_id);
	walk_bool(w, &table->starved);
	walk_u32(w, &count);
	for (uint32_t i = 0; i < count && !w->failed; i++) {
		struct pending entry = {0};

		if (w->mode != WALK_LOAD) {
			entry = table->entries[at - 1];
			at = entry.next;
			if (at == 0) {
				left &= left - 1;
				at = left != 0
					 ? table->head[__builtin_ctz(left)]
					 : 0;
			}
		}
		walk_pending(w, &entry);
		if (w->mode != WALK_LOAD || w->failed)
			continue;
		if (entry.list >= PENDING_LISTS ||
		    table->count >= table->limit ||
		    entry.command.id.value == 0 ||
		    pending_at(e, entry.command.id.value) != NULL) {
			w->failed = true;
			return;
		}
		pending_restore(table, entry);
	}
}

static void walk_timers(struct walk *w, struct engine *e)
{
	uint32_t count = timers_count(e->timers);

	walk_u32(w, &count);
	if (count > e->timer_capacity) {
		w->failed = true;
		return;
	}
	if (w->mode != WALK_LOAD)
		timers_list(e->timers, e->timer_scratch);
	for (uint32_t i = 0; i < count && !w->failed; i++) {
		struct timer *timer = &e->timer_scratch[i];

		walk_i64(w, &timer->at_us);
		walk_u32(w, &timer->entity);
		walk_u32(w, &timer->kind);
		if (w->mode == WALK_LOAD && !timers_push(e->timers, *timer))
			w->failed = true;
	}
}

static void walk_hour(struct walk *w, struct last_hour *hour)
{
	walk_u32(w, &hour->count);
	if (hour->count > hour->capacity) {
		w->failed = true;
		return;
	}
	for (uint32_t i = 0; i < hour->count; i++)
		walk_i64(w, &hour->at_us[(hour->head + i) % hour->capacity]);
}

static void walk_guards(struct walk *w, struct guard_state *g)
{
	for (int i = 0; i < GUARD_COUNT; i++)
		walk_bool(w, &g->holds[i]);
	walk_hour(w, &g->destroys);
	walk_i64(w, &g->spend_day);
	walk_i64(w, &g->spend_day_nano_eur);
	walk_i32(w, &g->spend_month);
	walk_i64(w, &g->spend_month_nano_eur);
	walk_i64(w, &g->reserved_nano_eur);
}

static void walk_wide(struct walk *w, wide *value)
{
	uint64_t low = (uint64_t)*value;
	int64_t high = (int64_t)(*value >> 64);

	walk_u64(w, &low);
	walk_i64(w, &high);
	if (w->mode == WALK_LOAD)
		*value = (wide)high * ((wide)1 << 64) + low; /* high < 0, too */
}

static void walk_account(struct walk *w, struct account *account)
{
	_Static_assert(sizeof(struct account) == 80, "walk every field");
	walk_u8(w, &account->flags);
	walk_u32(w, &account->worlds);
	if (account->flags == 0)
		return;
	walk_u8(w, &account->warned);
	walk_u8(w, &account->entries);
	walk_u32(w, &account->referrer);
	walk_u32(w, &account->busy);
	walk_u32(w, &account->running);
	walk_i64(w, &account->held_nano_eur);
	walk_i64(w, &account->credit_nano_eur);
	walk_i64(w, &account->credit_until_us);
	walk_i64(w, &account->bonus_nano_eur);
	walk_i64(w, &account->bonus_at_us);
	walk_i64(w, &account->stop_at_us);
	walk_i64(w, &account->clock_us);
}

static void walk_accounts(struct walk *w, struct engine *e,
			  const struct engine_limits *limits)
{
	walk_i64(w, &e->grants_day);
	walk_u32(w, &e->grants);
	for (uint32_t i = 1; i <= limits->accounts_max; i++)
		walk_account(w, &e->accounts[i]);
}

static void walk_meters(struct walk *w, struct engine *e,
			const struct engine_limits *limits)
{
	walk_i64(w, &e->meters.billed_minutes);
	walk_i64(w, &e->meters.active_mib_minutes);
	walk_i64(w, &e->meters.sleep_mib_seconds);
	walk_i64(w, &e->meters.cloud_hours);
	walk_i64(w, &e->meters.rents.dedicated_nano_eur);
	walk_i64(w, &e->meters.rents.storage_nano_eur);
	walk_i64(w, &e->meters.rents.network_nano_eur);
	walk_i64(w, &e->meters.rents.other_nano_eur);
	walk_wide(w, &e->meters.gone.rent);
	walk_wide(w, &e->meters.gone.nodes);
	walk_wide(w, &e->meters.gone.setup);
	for (int i = 0; i < LEDGER_ACCOUNT_COUNT; i++)
		walk_i64(w, &e->ledger.balance_nano_eur[i]);
	for (uint32_t i = 0; i <= limits->accounts_max; i++)
		walk_i64(w, &e->ledger.customer_nano_eur[i]);
	walk_i64(w, &e->idle.now_us);
	walk_bool(w, &e->idle.waiting);
	walk_bool(w, &e->idle.night);
	walk_u32(w, &e->idle.cloud_alive);
	walk_u32(w, &e->idle.cloud_used);
	for (int i = 0; i < IDLE_COUNT; i++)
		walk_wide(w, &e->idle.cost[i]);
	walk_wide(w, &e->idle.used);
	walk_i64(w, &e->idle.cloud_alive_us);
	walk_i64(w, &e->idle.cloud_used_us);
	walk_i64(w, &e->idle.cloud_wasted_us);
}

static void walk_transfer(struct walk *w, const struct engine *e,
			  struct transfer *transfer)
{
	_Static_assert(sizeof(struct transfer) == 32, "walk every field");
	walk_u64(w, &transfer->command);
	walk_u32(w, &transfer->world);
	walk_u32(w, &transfer->next);
	walk_u32(w, &transfer->prev);
	walk_u32(w, &transfer->of_world);
	walk_slot(w, e, &transfer->from);
	walk_slot(w, e, &transfer->to);
	walk_u8(w, &transfer->line);
	walk_u8(w, &transfer->class);
	walk_u8(w, &transfer->phase);
}

static void walk_transfers(struct walk *w, struct engine *e)
{
	struct transfers *transfers = &e->transfers;

	walk_u32(w, &transfers->used);
	walk_u32(w, &transfers->free);
	walk_u32(w, &transfers->waiting);
	walk_u32(w, &transfers->running);
	if (transfers->used > transfers->limit) {
		w->failed = true;
		return;
	}
	for (uint32_t i = 1; i <= transfers->used && !w->failed; i++)
		walk_transfer(w, e, &transfers->records[i]);
	for (int i = 0; i < LINES; i++) {
		struct transfer_line *line = &transfers->lines[i];

		walk_u32(w, &line->running);
		for (int class = 0; class < TRANSFER_CLASSES; class ++) {
			walk_list(w, &line->queue[class]);
			walk_u32(w, &line->running_by[class]);
		}
	}
}

/* Only if there can be any; a configuration without them loads none, one with
 * them may begin without. */
static void walk_copies(struct walk *w, struct engine *e,
			const struct engine_limits *limits)
{
	bool has = e->copies.of_world != NULL;

	walk_bool(w, &has);
	if (!has)
		return;
	if (e->copies.of_world == NULL) {
		w->failed = true;
		return;
	}
	for (uint32_t id = 1; id <= limits->worlds_max && !w->failed; id++) {
		struct copy *copy = &e->copies.of_world[id];
		uint8_t there = COPY_VERIFIED | COPY_COMING;

		_Static_assert(sizeof *copy == 32, "walk every field");
		walk_u8(w, &copy->bits);
		walk_i64(w, &copy->due_us);
		walk_u32(w, &copy->next);
		walk_u32(w, &copy->prev);
		walk_u32(w, &copy->due_next);
		walk_u32(w, &copy->due_prev);
		if ((copy->bits & there) != 0)
			walk_slot(w, e, &copy->node);
	}
	walk_list(w, &e->copies.due);
	walk_bool(w, &e->copies.armed);
}

static void walk_queues(struct walk *w, struct engine *e)
{
	for (int i = 0; i < RAM_CLASSES; i++)
		walk_list(w, &e->waiting.queue[i]);
	walk_u64(w, &e->waiting.classes);
	walk_u32(w, &e->waiting.order);
	walk_u32(w, &e->waiting.count);
	walk_u32(w, &e->waiting.notified);
	for (int i = 0; i < RAM_CLASSES; i++)
		walk_amounts(w, &e->waiting.needs[i]);
	walk_bool(w, &e->waiting.newly_notified);
	walk_i64(w, &e->scaling.low_since_us);
	for (int i = 0; i < OFFERS_MAX; i++) {
		struct offer_state *offer = &e->scaling.offers[i];

		_Static_assert(sizeof *offer == 24, "walk every field");
		walk_i64(w, &offer->cool_until_us);
		walk_u32(w, &offer->ordered);
		walk_u32(w, &offer->booting);
		walk_u8(w, &offer->boot_failures);
		walk_bool(w, &offer->sold_out);
		walk_bool(w, &offer->quota_reached);
	}
	walk_u64(w, &e->scaling.orders);
	walk_i64(w, &e->scaling.orders_day);
	for (int type = 0; type < NODE_TYPES_MAX; type++)
		walk_u32(w, &e->scaling.orders_of_type[type]);
	walk_bool(w, &e->scaling.order_again);
	walk_list(w, &e->resting);
}

/* Those that there are; their places in the table follow from their ids. */
static void walk_nodes(struct walk *w, struct fleet *fleet)
{
	uint32_t count = fleet->alive, slot = 0;

	walk_u32(w, &count);
	for (uint32_t i = 0; i < count && !w->failed; i++) {
		uint32_t id = 0;

		if (w->mode != WALK_LOAD) {
			while (fleet->nodes[slot].id == 0)
				slot++;
			id = fleet->nodes[slot].id;
		}
		walk_u32(w, &id);
		if (w->mode == WALK_LOAD)
			slot = id & fleet->mask;
		if (id == 0 ||
		    (w->mode == WALK_LOAD && fleet->nodes[slot].id != 0)) {
			w->failed = true;
			return;
		}
		if (w->mode == WALK_LOAD)
			fleet->nodes[slot].id = id;
		walk_node(w, &fleet->nodes[slot++]);
	}
}

static void walk_fleet(struct walk *w, struct fleet *fleet)
{
	walk_nodes(w, fleet);
	walk_u32(w, &fleet->last_id);
	walk_u32(w, &fleet->alive);
	walk_u32(w, &fleet->cloud);
	walk_u32(w, &fleet->emptied);
	walk_list(w, &fleet->roomy);
	for (int kind = 0; kind < 2; kind++) {
		struct fleet_sums *sums = &fleet->sums[kind];

		walk_amounts(w, &sums->sellable);
		walk_amounts(w, &sums->used);
		walk_amounts(w, &sums->coming);
		walk_u64(w, &sums->leaving_mib);
		walk_amounts(w, &sums->leaving_used);
		walk_u32(w, &sums->ordered);
		walk_u32(w, &sums->booting);
		walk_u32(w, &sums->ready);
		walk_u32(w, &sums->leaving);
	}
	for (int type = 0; type < NODE_TYPES_MAX; type++)
		walk_u32(w, &fleet->coming_of_type[type]);
}

static void walk_staging(struct walk *w, struct engine *e)
{
	struct staged_settings *settings = &e->settings;
	struct inventory *inventory = &e->inventory;

	walk_u32(w, &settings->count);
	walk_u64(w, &settings->sum);
	walk_u64(w, &settings->staged);
	walk_u64(w, &settings->changed);
	for (int i = 1; i < SETTING_COUNT; i++) {
		bool changed = (settings->changed & UINT64_C(1) << i) != 0;
		int64_t value =
		    changed ? setting_value(&e->config, (enum setting)i) : 0;

		walk_i64(w, &settings->values[i]);
		walk_i64(w, &value);
		if (w->mode == WALK_LOAD && changed &&
		    setting_allows((uint32_t)i, value))
			setting_write(&e->config, (enum setting)i, value);
	}
	/* an index that is made only if the configuration asks for it */
	if (e->config.policy.placement == PLACE_SESSION_END &&
	    e->fleet.cloud_by_end == NULL)
		w->failed = true;
	walk_u32(w, &inventory->count);
	walk_u32(w, &inventory->strays);
	if (inventory->count > INVENTORY_MAX) {
		w->failed = true;
		return;
	}
	for (uint32_t i = 0; i < inventory->count; i++) {
		walk_u32(w, &inventory->items[i].node);
		walk_u32(w, &inventory->items[i].world);
		walk_u32(w, &inventory->items[i].epoch);
		walk_bool(w, &inventory->items[i].stray);
	}
}

static void walk_engine(struct walk *w, struct engine *e,
			const struct engine_limits *limits)
{
	walk_u64(w, &e->seq);
	walk_i64(w, &e->now_us);
	walk_u64(w, &e->trail);
	walk_i64(w, &e->woken_at_us);
	walk_i64(w, &e->plan_at_us);
	walk_bool(w, &e->drains_unfinished);
	walk_bool(w, &e->condemned_unfinished);
	for (int i = 0; i < WORLD_STATE_COUNT; i++)
		walk_u32(w, &e->worlds_in[i]);
	walk_u64(w, &e->running_mib);
	for (uint32_t id = 1; id <= limits->worlds_max; id++)
		walk_world(w, e, id);
	walk_fleet(w, &e->fleet);
	walk_pending_table(w, e);
	walk_transfers(w, e);
	walk_copies(w, e, limits);
	walk_queues(w, e);
	walk_guards(w, &e->guards);
	walk_meters(w, e, limits);
	walk_accounts(w, e, limits);
	walk_staging(w, e);
	walk_timers(w, e);
}

/* Can this program go on from the snapshot, under these limits?  *limits become
 * those it was saved under. */
static bool walk_head(struct walk *w, const struct engine_limits *allowed,
		      struct engine_limits *limits)
{
	uint64_t magic = SNAPSHOT_MAGIC;
	uint32_t format = SNAPSHOT_FORMAT;
	uint32_t behaviour = ENGINE_BEHAVIOUR_VERSION;

	*limits = *allowed;
	walk_u64(w, &magic);
	walk_u32(w, &format);
	walk_u32(w, &behaviour);
	walk_u32(w, &limits->worlds_max);
	walk_u32(w, &limits->nodes_max);
	walk_u32(w, &limits->accounts_max);
	walk_u32(w, &limits->commands_pending_max);
	return !w->failed && magic == SNAPSHOT_MAGIC &&
	       format == SNAPSHOT_FORMAT &&
	       behaviour <= ENGINE_BEHAVIOUR_VERSION &&
	       limits->worlds_max <= allowed->worlds_max &&
	       limits->nodes_max <= allowed->nodes_max &&
	       limits->accounts_max <= allowed->accounts_max &&
	       limits->commands_pending_max <= allowed->commands_pending_max;
}

/* The walk changes nothing unless it loads, but it takes pointers to all. */
static struct engine *mutable_of(const struct engine *engine)
{
	union {
		const struct engine *in;
		struct engine *out;
	} u = {.in = engine};

	return u.out;
}

uint64_t engine_digest(const struct engine *engine)
{
	struct walk w = {.mode = WALK_DIGEST};

	walk_engine(&w, mutable_of(engine), &engine->config.limits);
	return w.hash;
}

size_t engine_save_size_bytes(const struct engine *engine)
{
	struct walk w = {.mode = WALK_MEASURE};
	struct engine_limits limits;

	(void)walk_head(&w, &engine->config.limits, &limits);
	walk_engine(&w, mutable_of(engine), &limits);
	return w.size_bytes + sizeof w.hash;
}

enum engine_status engine_save(const struct engine *engine, uint8_t *buffer,
			       size_t size_bytes)
{
	struct walk w = {
	    .mode = WALK_SAVE, .at = buffer, .end = buffer + size_bytes};
	struct engine_limits limits;
	uint64_t hash;

	(void)walk_head(&w, &engine->config.limits, &limits);
	walk_engine(&w, mutable_of(engine), &limits);
	hash = w.hash;
	walk_u64(&w, &hash);
	return w.failed ? ENGINE_BUFFER_SMALL : ENGINE_OK;
}

/* What is not saved because it follows from the rest. */
static void derive(struct engine *engine)
{
	sizes_survey(engine); /* places are counted by it */
	for (uint32_t slot = 0; slot <= engine->fleet.mask; slot++)
		if (engine->fleet.nodes[slot].id != 0)
			node_refresh(engine, &engine->fleet.nodes[slot]);
	sizes_find_largest(engine);
}

enum engine_status engine_load(const struct engine_config *config,
			       const struct allocator *memory,
			       const uint8_t *buffer, size_t size_bytes,
			       struct engine **out)
{
	union {
		const uint8_t *in;
		uint8_t *at; /* only read from */
	} u = {.in = buffer};
	struct walk w = {
	    .mode = WALK_LOAD, .at = u.at, .end = u.at + size_bytes};
	struct engine *engine;
	enum engine_status status = engine_allocate(config, memory, &engine);
	struct engine_limits limits;
	uint64_t expected, hash = 0;

	if (status != ENGINE_OK)
		return status;
	if (walk_head(&w, &config->limits, &limits))
		walk_engine(&w, engine, &limits);
	else
		w.failed = true;
	expected = w.hash;
	if (!w.failed)
		walk_u64(&w, &hash);
	if (w.failed || hash != expected || w.at != w.end) {
		engine_destroy(engine);
		return ENGINE_BAD_SNAPSHOT;
	}
	derive(engine);
	*out = engine;
	return ENGINE_OK;
}
