/*
 * books.c - the engine's answers to questions: money, gauges, views.
 */
#include <string.h>

#include "engine/engine.int.h"
#include "engine/kit/pricing.h"
#include "engine/money/meter.h"
#include "engine/money/rent.h"
#include "engine/money/runway.h"
#include "engine/questions.h"
#include "engine/quote.h"

#define NANO_HOUR US_PER_HOUR /* idle integrals: nano-euro x us / hour */

void engine_read_unbilled(const struct engine *engine, struct world_id id,
			  int64_t at_us, struct unbilled *out)
{
	const struct price_book *book = &engine->config.book;
	const struct world *world = &engine->worlds[id.value];
	int64_t billed_us = quote_stay_billed_us(&engine->config);

	out->account.value = world->account;
	out->kind = BILL_RUN;
	out->count = 0; /* of most worlds: the parts are not written for them */
	if (world->state == WORLD_ACTIVE) {
		out->kind = BILL_RUN;
		out->count = quote_run(
		    book, world->ram_mib,
		    meter_first_minute_us(engine, id.value),
		    meter_billed_until_us(engine, world, at_us), out->parts);
	} else if ((world->flags & WORLD_SLEEP_BILLED) != 0) {
		if (at_us - world->since_us > billed_us)
			at_us = world->since_us + billed_us;
		out->kind = BILL_STAY;
		out->count = 1;
		out->parts[0] =
		    quote_stay(book, world->disk_mib, world->since_us, at_us);
	}
}

void engine_read_accrued(const struct engine *engine, struct world_id id,
			 int64_t at_us, struct books *out)
{
	const struct world *world = &engine->worlds[id.value];
	struct unbilled unbilled;

	engine_read_unbilled(engine, id, at_us, &unbilled);
	for (uint32_t i = 0; i < unbilled.count; i++) {
		const struct bill_part *part = &unbilled.parts[i];

		if (unbilled.kind == BILL_RUN) {
			out->billed_minutes += part->quantity;
			out->active_mib_minutes +=
			    part->quantity * world->ram_mib;
			out->active_gross_nano_eur += part->amount_nano_eur;
		} else {
			out->sleep_mib_seconds +=
			    part->quantity * world->disk_mib;
			out->sleep_gross_nano_eur += part->amount_nano_eur;
		}
	}
}

int64_t engine_unbilled_credit_nano_eur(const struct engine *engine,
					struct account_id account,
					int64_t unbilled_nano_eur)
{
	return min_i64(unbilled_nano_eur,
		       engine->accounts[account.value].credit_nano_eur);
}

/* What the started hours of cloud nodes have paid for beyond `at_us`: not used
 * yet, so it counts as rounding until it is. */
static wide paid_ahead(const struct engine *engine, int64_t at_us)
{
	wide sum = 0;

	for (uint32_t slot = 0; slot <= engine->fleet.mask; slot++) {
		const struct node *node = &engine->fleet.nodes[slot];

		if (node->id != 0 && !node->dedicated &&
		    node->created_us != TIME_NEVER_US &&
		    node->state != NODE_GONE)
			sum += (wide)node->rate_nano_eur *
			       (node->hour_begin_us + US_PER_HOUR - at_us);
	}
	return sum;
}

static void read_idle(const struct engine *engine, int64_t at_us,
		      struct books *out)
{
	struct idle_meter meter = engine->idle;
	int64_t idle = 0;

	idle_advance(&meter, at_us);
	meter.cost[IDLE_ROUNDING] += paid_ahead(engine, at_us);
	for (int cause = 0; cause < IDLE_COUNT; cause++) {
		out->idle_nano_eur[cause] =
		    divide_half_even(meter.cost[cause], NANO_HOUR);
		idle += out->idle_nano_eur[cause];
	}
	out->used_nano_eur =
	    out->dedicated_nano_eur + out->cloud_nano_eur - idle;
	out->cloud_used_us = meter.cloud_used_us;
	out->cloud_alive_us = meter.cloud_alive_us;
	out->cloud_wasted_us = meter.cloud_wasted_us;
}

static void split_revenue(const struct price_book *book, struct books *out)
{
	struct price_split split = pricing_split(
	    book, out->active_gross_nano_eur + out->sleep_gross_nano_eur +
		      out->jobs_gross_nano_eur - out->credits_nano_eur);

	out->vat_nano_eur = split.vat_nano_eur;
	out->payment_fees_nano_eur = split.fees_nano_eur;
	out->net_nano_eur = split.net_nano_eur;
}

void engine_read_books(const struct engine *engine, int64_t at_us,
		       struct books *out)
{
	const int64_t *balance = engine->ledger.balance_nano_eur;
	struct rents rents = rent_accrued(engine, at_us);

	memset(out, 0, sizeof *out);
	out->active_gross_nano_eur = -balance[LEDGER_ACTIVE];
	out->sleep_gross_nano_eur = -balance[LEDGER_SLEEP];
	out->jobs_gross_nano_eur = -balance[LEDGER_JOBS];
	out->credits_nano_eur = balance[LEDGER_CREDITS];
	out->cloud_nano_eur = balance[LEDGER_CLOUD];
	out->dedicated_nano_eur = rents.dedicated_nano_eur;
	out->storage_nano_eur = rents.storage_nano_eur;
	out->network_nano_eur = balance[LEDGER_NETWORK] -
				engine->meters.rents.network_nano_eur +
				rents.network_nano_eur;
	out->other_nano_eur = rents.other_nano_eur;
	out->billed_minutes = engine->meters.billed_minutes;
	out->active_mib_minutes = engine->meters.active_mib_minutes;
	out->sleep_mib_seconds = engine->meters.sleep_mib_seconds;
	out->cloud_hours_billed = engine->meters.cloud_hours;
	for (uint32_t id = 1; id <= engine->config.limits.worlds_max; id++)
		engine_read_accrued(engine, (struct world_id){id}, at_us, out);
	read_idle(engine, at_us, out);
	split_revenue(&engine->config.book, out);
}

void books_subtract(const struct price_book *book, const struct books *later,
		    const struct books *earlier, struct books *out)
{
	/* struct books is int64_t throughout: the assertion insists */
	const int64_t *a = (const int64_t *)(const void *)later;
	const int64_t *b = (const int64_t *)(const void *)earlier;
	int64_t *difference = (int64_t *)(void *)out;

	_Static_assert(sizeof(struct books) ==
			   (20 + IDLE_COUNT) * sizeof(int64_t),
		       "books are words, nothing else");
	for (size_t i = 0; i < sizeof *out / sizeof *difference; i++)
		difference[i] = a[i] - b[i];
	split_revenue(book, out);
}

static uint32_t largest_start(const struct engine *engine, int kind)
{
	const struct key_index *index = engine->fleet.by_free[kind];
	uint32_t slot = key_index_at_most(index, UINT32_MAX);
	uint32_t overhead = engine->config.machinery.ram_overhead_mib;
	uint32_t free_mib;

	if (slot == KEY_INDEX_NONE)
		return 0;
	free_mib = node_free_mib(&engine->fleet.nodes[slot]);
	return free_mib > overhead ? free_mib - overhead : 0;
}

void engine_read_gauges(const struct engine *engine, struct engine_gauges *out)
{
	const struct fleet_sums *sums = engine->fleet.sums;

	*out = (struct engine_gauges){
	    .worlds_waiting = engine->waiting.count,
	    .worlds_starting = engine->worlds_in[WORLD_STARTING],
	    .worlds_active = engine->worlds_in[WORLD_ACTIVE],
	    .worlds_sleeping = engine->worlds_in[WORLD_SLEEPING],
	    .running_mib = engine->running_mib,
	    .waiting_mib = starts_waiting(engine).ram_mib -
			   (uint64_t)engine->waiting.count *
			       engine->config.machinery.ram_overhead_mib,
	    .sellable_mib = {sums[0].sellable.ram_mib,
			     sums[1].sellable.ram_mib},
	    .booting_mib = sums[0].coming.ram_mib + sums[1].coming.ram_mib,
	    .draining_mib = sums[0].leaving_mib + sums[1].leaving_mib,
	    .nodes_ordered = sums[1].ordered,
	    .nodes_booting = sums[0].booting + sums[1].booting,
	    .nodes_ready = sums[0].ready + sums[1].ready,
	    .nodes_draining = sums[0].leaving + sums[1].leaving,
	    .cloud_nodes = engine->fleet.cloud,
	    .transfers = engine->transfers.running,
	    .transfers_waiting = engine->transfers.waiting,
	    .commands_pending = engine->pending.count,
	};
}

uint32_t engine_largest_start_mib(const struct engine *engine)
{
	uint32_t dedicated = largest_start(engine, 0);
	uint32_t cloud = largest_start(engine, 1);

	return dedicated > cloud ? dedicated : cloud;
}

/* Gross, of one minute in the state it is in. */
static int64_t minute_nano_eur(const struct engine *engine,
			       const struct world *world)
{
	const struct price_book *book = &engine->config.book;
	int64_t begin_us = world->since_us;

	if (world->state == WORLD_ACTIVE)
		return pricing_minute_nano_eur(
		    world->ram_mib, pricing_list(book, engine->now_us)
					->active_gb_hour_nano_eur);
	if ((world->flags & WORLD_SLEEP_BILLED) != 0 &&
	    engine->now_us - begin_us < quote_stay_billed_us(&engine->config))
		return pricing_sleep_nano_eur(book, world->disk_mib, begin_us,
					      begin_us + US_PER_MINUTE);
	return 0;
}

bool engine_read_world(const struct engine *engine, struct world_id id,
		       struct world_view *out)
{
	const struct world *world;

	if (id.value == 0 || id.value > engine->config.limits.worlds_max)
		return false;
	world = &engine->worlds[id.value];
	if ((world->flags & WORLD_REGISTERED) == 0)
		return false;
	*out = (struct world_view){
	    .state = (enum world_state)world->state,
	    .node = {world->node == NO_SLOT
			 ? 0
			 : engine->fleet.nodes[world->node].id},
	    .epoch = world->epoch,
	    .ram_mib = world->ram_mib,
	    .disk_mib = world->disk_mib,
	    .generation = world->generation,
	    .has_archive = (world->flags & WORLD_HAS_ARCHIVE) != 0,
	    .archive_is_current = (world->flags & WORLD_ARCHIVE_CURRENT) != 0,
	    .wanted = (world->flags & WORLD_WANTED) != 0,
	    .since_us = world->since_us,
	    .minute_nano_eur = minute_nano_eur(engine, world),
	};
	return true;
}

bool engine_read_node(const struct engine *engine, struct node_id id,
		      struct node_view *out)
{
	const struct node *node = node_find(engine, id.value);

	if (node == NULL)
		return false;
	*out = (struct node_view){
	    .id = id,
	    .state = (enum node_state)node->state,
	    .type = node->type,
	    .dedicated = node->dedicated,
	    .location = node->location,
	    .sellable_mib = node->sellable_mib,
	    .used_mib = node->used_mib,
	    .running = node->counts[LIST_RUNNING],
	    .sleeping = node->counts[LIST_SLEEPING],
	    .created_us = node->created_us,
	    .lease_until_us = node->lease_until_us,
	    .removed = node->removed,
	    .provider_ref = node->provider_ref,
	};
	return true;
}

struct node_id engine_find_node(const struct engine *engine,
				uint64_t provider_ref)
{
	for (uint32_t slot = 0; slot <= engine->fleet.mask; slot++) {
		const struct node *node = &engine->fleet.nodes[slot];

		if (node->id != 0 && node->provider_ref == provider_ref)
			return (struct node_id){node->id};
	}
	return (struct node_id){0};
}

struct node_id engine_last_node(const struct engine *engine)
{
	return (struct node_id){engine->fleet.last_id};
}

uint64_t engine_sum(uint64_t sum, uint64_t first, uint64_t second)
{
	return staging_mix(staging_mix(sum, first), second);
}

int64_t engine_read_setting(const struct engine *engine, enum setting setting)
{
	return setting_value(&engine->config, setting);
}

bool engine_read_account(const struct engine *engine, struct account_id id,
			 struct account_view *out)
{
	const struct account *account;

	if (id.value == 0 || id.value > engine->config.limits.accounts_max)
		return false;
	account = &engine->accounts[id.value];
	*out = (struct account_view){
	    .prepaid = (account->flags & ACCOUNT_PREPAID) != 0,
	    .balance_nano_eur = engine_read_balance(engine, id),
	    .credit_nano_eur = account->credit_nano_eur,
	    .stop_at_us = TIME_NEVER_US,
	};
	if (!out->prepaid)
		return true;
	out->available_nano_eur =
	    account_available_nano_eur(engine, id.value, engine->now_us);
	out->minute_nano_eur = runway_minute_nano_eur(
	    engine, id.value,
	    pricing_list(&engine->config.book, engine->now_us)
		->active_gb_hour_nano_eur);
	out->stop_at_us = account->stop_at_us;
	return true;
}

int64_t engine_read_balance(const struct engine *engine,
			    struct account_id account)
{
	return account.value > engine->ledger.customer_count
		   ? 0
		   : -engine->ledger.customer_nano_eur[account.value];
}
