#include "support_accountant.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/kit/ledger.h"
#include "engine/questions.h"

__extension__ typedef __int128 exact;

#define RENT_MONTH_HOURS 730
#define BILLED_MONTH_S INT64_C(2592000)

/* A customer's world, as its customer knows it. */
struct known_world {
	uint32_t account, ram_mib, disk_mib;
	bool active, stays;
	bool goes_on;	 /* asleep where nothing new begins: found, or from its
			    second copy */
	uint32_t target; /* the node that was chosen for it */
	int64_t requested_us, active_us, stay_us;
};

/* A machine, as the provider's invoice has it; index: its id. */
struct known_node {
	bool rented; /* by the hour, since created_us */
	uint32_t type;
	int64_t ordered_us, created_us;
	int64_t heard_us; /* TIME_NEVER_US: it promised no other heartbeat */
	int64_t before_us, next_by_us; /* heard before; promised */
	int64_t gap_us, read_gap_us;   /* the first; of the last inventory */
	uint32_t items; /* of the inventory that is coming in, and ... */
	uint64_t sum;
	/* dedicated: from created_us until then, at these prices */
	bool monthly;
	int64_t until_us;
	int64_t rent_nano_eur, setup_nano_eur;
	int64_t owed_hours,
	    owed_nano_eur;	  /* by the hour: at its end, as told */
	int64_t plans_mib, plans; /* that take room on it now */
	bool busy;
	int64_t hours; /* begun */
	int64_t
	    rate_nano_eur; /* what the current hour costs, without its
			      address; of a dedicated one 1/730 of a month */
	int month;
	int64_t month_nano_eur, address_nano_eur; /* paid in that month */
};

struct accountant {
	struct engine_config config;
	struct known_world *worlds;
	struct known_node *nodes;
	uint32_t node_capacity;
	int64_t now_us;
	uint64_t inputs;       /* so far */
	uint64_t since, every; /* compared; after so many it is again */

	int64_t posted[LEDGER_ACCOUNT_COUNT]; /* as the engine told */
	int64_t *customers, *credits;	      /* by account */
	int64_t told_setups;
	int64_t charged_nano_eur; /* and not held against its credit yet */

	/* as they must be */
	int64_t active, sleep, cloud, setups, addresses, cash;
	int64_t *owes;	   /* by account */
	bool *pays_before; /* by account */
	int64_t minutes, mib_minutes, mib_seconds, cloud_hours;
	int64_t alive_us, used_us, wasted_us;
	exact idle[IDLE_COUNT]; /* nano-euro x us, of an hour */

	/* of the next dedicated node that comes */
	int64_t next_rent_nano_eur, next_setup_nano_eur;

	int64_t day; /* the last one that was closed */
	int64_t vat, fees, rents_at_us;
};

void accountant_close(struct accountant *a)
{
	free(a->worlds);
	free(a->nodes);
	free(a->customers);
	free(a->credits);
	free(a->owes);
	free(a->pays_before);
	free(a);
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void same(const char *what, int64_t theirs, int64_t ours)
{
	if (theirs == ours)
		return;
	fail_msg("%s: the engine says %lld, by the rules it is %lld", what,
		 (long long)theirs, (long long)ours);
}

/* Half to even, by trying. */
static int64_t rounded(exact numerator, exact denominator)
{
	exact whole = numerator / denominator, rest;

	if (whole * denominator > numerator)
		whole--;
	rest = 2 * (numerator - whole * denominator);
	if (rest > denominator || (rest == denominator && whole % 2 != 0))
		whole++;
	return (int64_t)whole;
}

/* --- what things cost ----------------------------------------------------- */

static const struct book_price *list_at(const struct accountant *a,
					int64_t at_us)
{
	const struct price_book *book = &a->config.book;
	uint32_t i = book->price_count - 1;

	while (i > 0 && book->prices[i].valid_from_us > at_us)
		i--;
	return &book->prices[i];
}

/* Minutes of [begin, end) by figures.md, one after the other. */
static int64_t price_run(const struct accountant *a,
			 const struct known_world *world, int64_t end_us,
			 int64_t *minutes)
{
	int64_t at_us = a->config.book.bill_from_request ? world->requested_us
							 : world->active_us;
	exact sum = 0;

	*minutes = 0;
	for (; at_us < end_us; at_us += US_PER_MINUTE) {
		if (at_us < world->active_us)
			continue;
		++*minutes;
		sum += (exact)world->ram_mib *
		       list_at(a, at_us)->active_gb_hour_nano_eur;
	}
	return rounded(sum, 1024 * 60);
}

static int64_t price_stay(const struct accountant *a,
			  const struct known_world *world, int64_t end_us,
			  int64_t *seconds)
{
	int64_t window_us = a->config.policy.sleep_window_us;
	int64_t paid_us = a->config.book.sleep_billed_us;
	int64_t last_us =
	    world->stay_us + (paid_us < window_us ? paid_us : window_us);

	if (end_us > last_us)
		end_us = last_us;
	*seconds = (end_us - world->stay_us) / US_PER_SECOND;
	return rounded((exact)*seconds * world->disk_mib *
			   list_at(a, world->stay_us)->sleep_gb_month_nano_eur,
		       (exact)1024 * BILLED_MONTH_S);
}

static const struct provider_price *provider_list(const struct accountant *a,
						  uint32_t type, int64_t at_us)
{
	const struct node_type *t = &a->config.node_types[type];
	uint32_t i = t->price_count - 1;

	if (a->config.prices_at_us != TIME_NEVER_US)
		at_us = a->config.prices_at_us;
	while (i > 0 && t->prices[i].valid_from_us > at_us)
		i--;
	return &t->prices[i];
}

static int month_of(int64_t at_us)
{
	time_t seconds = (time_t)(at_us / US_PER_SECOND);
	struct tm date;

	(void)gmtime_r(&seconds, &date);
	return date.tm_year * 12 + date.tm_mon;
}

/* An hour of this price, in a month in which so much was paid. */
static int64_t capped(int64_t hour, int64_t cap, int64_t *paid)
{
	int64_t cost = hour;

	if (cap != 0 && *paid + hour > cap)
		cost = cap - *paid;
	*paid += cost;
	return cost;
}

/* An hour, with its address, and in a machine's first hour its setup fee. */
static int64_t begin_hour(struct accountant *a, struct known_node *node)
{
	const struct standing_costs *standing = &a->config.standing;
	const struct provider_price *price =
	    provider_list(a, node->type, node->ordered_us);
	bool whole = a->config.node_types[node->type].dedicated;
	int month = month_of(node->created_us + node->hours * US_PER_HOUR);
	int64_t before = a->cloud + a->addresses + a->setups, server;

	if (month != node->month || node->hours == 0) {
		node->month = month;
		node->month_nano_eur = 0;
		node->address_nano_eur = 0;
	}
	server = capped(price->hour_nano_eur, price->month_nano_eur,
			&node->month_nano_eur);
	a->cloud += server;
	node->rate_nano_eur = server;
	a->addresses += capped(whole ? standing->ipv4_dedicated_hour_nano_eur
				     : standing->ipv4_hour_nano_eur,
			       whole ? standing->ipv4_month_nano_eur
				     : standing->ipv4_cloud_month_nano_eur,
			       &node->address_nano_eur);
	if (node->hours == 0) {
		a->setups += price->setup_nano_eur;
		a->idle[IDLE_BOOT] +=
		    (exact)price->setup_nano_eur * US_PER_HOUR;
	}
	a->cloud_hours++;
	node->hours++;
	return a->cloud + a->addresses + a->setups - before;
}

/* All hours that begin before this instant. */
static void begin_hours(struct accountant *a, struct known_node *node,
			int64_t until_us)
{
	while (node->created_us + node->hours * US_PER_HOUR < until_us)
		(void)begin_hour(a, node);
}

static struct known_node *node_of(struct accountant *a, uint32_t id)
{
	if (id >= a->node_capacity) {
		uint32_t capacity = 2 * id;

		a->nodes = realloc(a->nodes, capacity * sizeof *a->nodes);
		for (uint32_t i = a->node_capacity; i < capacity; i++)
			a->nodes[i] = (struct known_node){0};
		a->node_capacity = capacity;
	}
	return &a->nodes[id];
}

/* Dedicated nodes 1, 2 ... are there from the beginning. */
static void know_dedicated(struct accountant *a)
{
	const struct engine_config *config = &a->config;
	uint32_t id = 1;

	for (uint32_t type = 0; type < config->node_type_count; type++) {
		const struct provider_price *price =
		    provider_list(a, type, config->begin_us);

		for (uint32_t i = 0; i < config->dedicated_count[type]; i++)
			*node_of(a, id++) = (struct known_node){
			    .type = type,
			    .monthly = true,
			    .until_us = TIME_NEVER_US,
			    .created_us = config->begin_us,
			    .rent_nano_eur = price->month_nano_eur,
			    .setup_nano_eur = price->setup_nano_eur};
	}
}

struct accountant *accountant_open(const struct engine_config *config)
{
	struct accountant *a = calloc(1, sizeof *a);
	size_t accounts = config->limits.accounts_max + (size_t)1;

	a->config = *config;
	a->every = config->limits.worlds_max > 32 ? 8 : 1;
	a->now_us = config->begin_us;
	a->rents_at_us = config->begin_us;
	a->day = config->begin_us / US_PER_DAY;
	a->worlds =
	    calloc(config->limits.worlds_max + (size_t)1, sizeof *a->worlds);
	a->node_capacity = 64;
	a->nodes = calloc(a->node_capacity, sizeof *a->nodes);
	a->customers = calloc(accounts, sizeof *a->customers);
	a->credits = calloc(accounts, sizeof *a->credits);
	a->owes = calloc(accounts, sizeof *a->owes);
	a->pays_before = calloc(accounts, sizeof *a->pays_before);
	know_dedicated(a);
	return a;
}

/* --- inputs --------------------------------------------------------------- */

static void credited(struct accountant *a, uint32_t account, int64_t amount)
{
	a->cash += amount;
	a->owes[account] -= amount;
}

/* --- what is paid and not used -------------------------------------------- */

static bool is_night(const struct accountant *a, int64_t at_us)
{
	const struct engine_config *config = &a->config;
	int64_t local_us = at_us;
	uint32_t hour;

	for (uint32_t i = 0; i < config->clock_offset_count; i++)
		if (config->clock[i].from_us <= at_us)
			local_us = at_us + (int64_t)config->clock[i].offset_s *
					       US_PER_SECOND;
	hour = (uint32_t)(local_us / US_PER_HOUR % 24);
	if (config->night_from_hour <= config->night_until_hour)
		return hour >= config->night_from_hour &&
		       hour < config->night_until_hour;
	return hour >= config->night_from_hour ||
	       hour < config->night_until_hour;
}

static bool takes_room(enum world_state state)
{
	return state == WORLD_MOVING || state == WORLD_RESTORING ||
	       state == WORLD_STARTING || state == WORLD_ACTIVE ||
	       state == WORLD_STOPPING;
}

/* Where it takes room: its node, or the one to which it is on its way. */
static uint32_t room_at(const struct known_world *world,
			const struct world_view *view)
{
	return view->state == WORLD_MOVING || view->state == WORLD_RESTORING
		   ? world->target
		   : view->node.value;
}

/* Plans on each node, and how many; busy: one of them is more than on its way
 * to it from another node. */
static void sum_plans(struct accountant *a, const struct engine *engine)
{
	for (uint32_t id = 0; id < a->node_capacity; id++) {
		a->nodes[id].plans_mib = 0;
		a->nodes[id].plans = 0;
		a->nodes[id].busy = false;
	}
	for (uint32_t id = 1; id <= a->config.limits.worlds_max; id++) {
		struct known_node *node;
		struct world_view world;

		if (!engine_read_world(engine, (struct world_id){id}, &world) ||
		    !takes_room(world.state))
			continue;
		node = node_of(a, room_at(&a->worlds[id], &world));
		node->plans_mib += world.ram_mib;
		node->plans++;
		node->busy |= world.state != WORLD_MOVING;
	}
}

/* One node, from a->now_us on for so long. */
static void node_idles(struct accountant *a, const struct node_view *view,
		       enum idle_cause cause, int64_t us)
{
	const struct known_node *node = &a->nodes[view->id.value];
	const struct node_type *type = &a->config.node_types[view->type];
	int64_t rate = node->rate_nano_eur, reserve, used;

	if (node->monthly)
		rate = rounded(node->rent_nano_eur, RENT_MONTH_HOURS);
	if (!node->monthly && node->busy)
		a->used_us += us;
	same("RAM taken on a node", view->used_mib,
	     node->plans_mib +
		 node->plans * a->config.machinery.ram_overhead_mib);
	reserve = rate *
		  ((int64_t)type->ram_mib - view->sellable_mib +
		   (int64_t)view->used_mib - node->plans_mib) /
		  type->ram_mib;
	used = rate * node->plans_mib / type->ram_mib;
	switch (view->state) {
	case NODE_BOOTING:
		a->idle[IDLE_BOOT] += (exact)rate * us;
		break;
	case NODE_READY:
		a->idle[IDLE_RESERVE] += (exact)reserve * us;
		a->idle[cause] += (exact)(rate - reserve - used) * us;
		break;
	case NODE_CORDONED:
	case NODE_DRAINING:
		a->idle[IDLE_RESERVE] += (exact)reserve * us;
		a->idle[IDLE_ROUNDING] += (exact)(rate - reserve - used) * us;
		break;
	case NODE_DESTROYING:
		a->idle[IDLE_ROUNDING] += (exact)rate * us;
		break;
	case NODE_SILENT:
	case NODE_DEAD:
		a->idle[cause] += (exact)rate * us;
		break;
	default:
		break;
	}
}

static void time_passes(struct accountant *a, const struct engine *before,
			int64_t now_us)
{
	int64_t us = now_us - a->now_us;
	enum idle_cause cause =
	    is_night(a, a->now_us) ? IDLE_NIGHT : IDLE_SLACK;
	struct engine_gauges gauges;

	if (us == 0)
		return;
	sum_plans(a, before);
	engine_read_gauges(before, &gauges);
	if (gauges.worlds_waiting != 0)
		cause = IDLE_FRAGMENTATION;
	for (uint32_t id = 1; id < a->node_capacity; id++) {
		struct node_view view;

		if (a->nodes[id].rented)
			a->alive_us += us;
		if (engine_read_node(before, (struct node_id){id}, &view))
			node_idles(a, &view, cause, us);
	}
	a->now_us = now_us;
}

static int64_t taxable(const struct accountant *a)
{
	return -a->posted[LEDGER_ACTIVE] - a->posted[LEDGER_SLEEP] -
	       a->posted[LEDGER_JOBS] - a->posted[LEDGER_CREDITS];
}

static void split(const struct accountant *a, int64_t gross, int64_t *vat,
		  int64_t *fees)
{
	const struct price_book *book = &a->config.book;
	int64_t before =
	    rounded((exact)gross * 1000000, 1000000 + (exact)book->vat_ppm);

	*vat = gross - before;
	*fees = rounded((exact)before * book->payment_fees_ppm, 1000000);
}

/* After the engine's turn: if the day was to be closed, it was, even if there
 * was nothing to post. */
static void close_day(struct accountant *a)
{
	int64_t day = a->now_us / US_PER_DAY;

	if (a->day == day)
		return;
	a->day = day;
	if (a->rents_at_us / US_PER_DAY == day)
		return;
	a->rents_at_us = day * US_PER_DAY;
	split(a, taxable(a), &a->vat, &a->fees);
}

static void node_talks(struct known_node *node, const struct input *input)
{
	int64_t next_by_us = input->heartbeat.next_by_us;

	node->before_us = node->heard_us;
	if (node->next_by_us != TIME_NEVER_US &&
	    input->at_us > node->next_by_us && node->gap_us == 0)
		node->gap_us = node->heard_us;
	node->next_by_us = next_by_us;
	node->heard_us =
	    next_by_us == TIME_NEVER_US ? TIME_NEVER_US : input->at_us;
}

static void resumes(struct known_node *node, int64_t now_us)
{
	if (node->heard_us == TIME_NEVER_US)
		return;
	if (node->gap_us == 0)
		node->gap_us = node->heard_us;
	node->heard_us = now_us;
	if (node->next_by_us < now_us)
		node->next_by_us = now_us;
}

/* If items are missing it tells nothing. */
static void inventory_ends(struct known_node *node, const struct input *input)
{
	if (node->items == input->inventory_complete.count &&
	    node->sum == input->inventory_complete.sum) {
		node->read_gap_us = node->gap_us;
		node->gap_us = 0;
	}
	node->items = 0;
	node->sum = 0;
}

void accountant_input(struct accountant *a, const struct engine *before,
		      const struct input *input)
{
	struct known_node *node;
	struct known_world *world;
	struct world_view view;

	a->inputs++;
	time_passes(a, before, input->at_us);
	switch (input->kind) {
	case INPUT_WORLD_REGISTERED:
	case INPUT_WORLD_CHANGED:
		world = &a->worlds[input->world.world.value];
		world->account = input->world.account.value;
		world->ram_mib = input->world.ram_mib;
		world->disk_mib = input->world.disk_mib;
		break;
	case INPUT_START_REQUESTED:
		world = &a->worlds[input->request.world.value];
		(void)engine_read_world(before, input->request.world, &view);
		if (!view.wanted && !world->active)
			world->requested_us = input->at_us;
		break;
	case INPUT_NODE_HEARTBEAT:
		node_talks(node_of(a, input->heartbeat.node.value), input);
		break;
	case INPUT_RESUMED:
		for (uint32_t id = 1; id < a->node_capacity; id++)
			resumes(&a->nodes[id], a->now_us);
		break;
	case INPUT_INVENTORY_WORLD:
		node = node_of(a, input->inventory_world.node.value);
		node->items++;
		node->sum =
		    engine_sum(node->sum, input->inventory_world.world.value,
			       input->inventory_world.epoch);
		break;
	case INPUT_INVENTORY_COMPLETE:
		node = node_of(a, input->inventory_complete.node.value);
		inventory_ends(node, input);
		break;
	case INPUT_DEDICATED_ADDED:
		a->next_rent_nano_eur = input->dedicated_added.month_nano_eur;
		a->next_setup_nano_eur = input->dedicated_added.setup_nano_eur;
		break;
	case INPUT_WORLD_FOUND:
		world = &a->worlds[input->world_found.world.value];
		world->goes_on = true;
		world->stays = !a->pays_before[world->account];
		world->stay_us = input->world_found.since_us;
		break;
	case INPUT_ACCOUNT_OPENED:
		a->pays_before[input->account_opened.account.value] =
		    (input->account_opened.flags & OPENED_PREPAID) != 0;
		break;
	case INPUT_ACCOUNT_CREDITED:
		credited(a, input->account_credited.account.value,
			 input->account_credited.amount_nano_eur);
		break;
	default:
		break;
	}
}

/* --- notices -------------------------------------------------------------- */

static void world_ended(struct accountant *a, const struct notice *n)
{
	struct known_world *world = &a->worlds[n->world.value];
	const struct known_node *node = node_of(a, n->node.value);
	int64_t end_us = n->at_us, minutes, gross;

	assert_true(world->active);
	assert_true(n->run_ended.active_us == world->active_us);
	world->active = false;
	if (n->reason == REASON_NODE_LOST)
		end_us = least(end_us, node->heard_us);
	if (n->reason == REASON_REBOOT)
		end_us = least(end_us, node->before_us);
	if (n->reason == REASON_MISSING && node->read_gap_us != 0 &&
	    world->active_us <= node->read_gap_us)
		end_us = least(end_us, node->read_gap_us);
	if (end_us < world->active_us)
		end_us = world->active_us;
	if (a->pays_before[world->account]) {
		/* when the money ended is the engine's to say */
		int64_t until_us = world->active_us;

		while (price_run(a, world, until_us, &minutes),
		       minutes < n->run_ended.minutes && until_us < end_us)
			until_us += US_PER_MINUTE;
		end_us = until_us < end_us ? until_us : end_us;
	}
	gross = price_run(a, world, end_us, &minutes);
	same("minutes of a run", n->run_ended.minutes, minutes);
	same("price of a run", n->run_ended.gross_nano_eur, gross);
	a->minutes += minutes;
	a->mib_minutes += minutes * world->ram_mib;
	a->active += gross;
	a->owes[world->account] += gross;
	if (n->reason != REASON_NODE_LOST) {
		world->stays = true;
		world->stay_us = n->at_us;
	}
}

static void stay_ends(struct accountant *a, struct known_world *world,
		      int64_t end_us)
{
	int64_t seconds, gross;

	if (!world->stays)
		return;
	world->stays = false;
	gross = price_stay(a, world, end_us, &seconds);
	a->mib_seconds += seconds * world->disk_mib;
	a->sleep += gross;
	a->owes[world->account] += gross;
}

static void world_becomes(struct accountant *a, const struct notice *n)
{
	struct known_world *world = &a->worlds[n->world.value];

	switch (n->world_state.state) {
	case WORLD_ACTIVE:
		stay_ends(a, world, n->at_us);
		world->active = true;
		world->active_us = n->at_us;
		break;
	case WORLD_SLEEPING:
		if (!world->stays && !world->goes_on) {
			world->stays = true;
			world->stay_us = n->at_us;
		}
		break;
	case WORLD_ARCHIVED:
	case WORLD_RESTORING:
	case WORLD_STRANDED:
	case WORLD_DELETED:
		stay_ends(a, world, n->at_us);
		break;
	default:
		break;
	}
	world->goes_on = n->world_state.state == WORLD_ARCHIVING ||
			 n->world_state.state == WORLD_ARCHIVED ||
			 n->world_state.state == WORLD_STRANDED;
}

static exact spread_us(const struct accountant *a)
{
	return (exact)a->config.standing.setup_months * RENT_MONTH_HOURS *
	       US_PER_HOUR;
}

static void monthly_begins(const struct accountant *a, struct known_node *node,
			   int64_t at_us)
{
	if (node->monthly)
		return; /* it was repaired */
	node->monthly = true;
	node->created_us = at_us;
	node->until_us = TIME_NEVER_US;
	node->rent_nano_eur = a->next_rent_nano_eur;
	node->setup_nano_eur = a->next_setup_nano_eur;
}

static void not_used(struct accountant *a, const struct known_node *node,
		     int64_t us)
{
	a->wasted_us += us;
	a->idle[IDLE_ROUNDING] += (exact)node->rate_nano_eur * us;
}

/* It is no more: its last hour is paid to the end, and what is left of its
 * minimum stay. */
static void rented_ends(struct accountant *a, struct known_node *node,
			int64_t now_us)
{
	int64_t stay_us = a->config.node_types[node->type].min_stay_us;
	int64_t owed = 0, hours = 0;

	begin_hours(a, node, now_us);
	not_used(a, node,
		 node->created_us + node->hours * US_PER_HOUR - now_us);
	for (; node->hours * US_PER_HOUR < stay_us; hours++) {
		owed += begin_hour(a, node);
		not_used(a, node, US_PER_HOUR);
	}
	same("hours owed", node->owed_hours, hours);
	same("owed for them", node->owed_nano_eur, owed);
	node->rented = false;
}

static void node_becomes(struct accountant *a, const struct notice *n)
{
	struct known_node *node = node_of(a, n->node.value);

	switch (n->node_state.state) {
	case NODE_ORDERED:
		*node = (struct known_node){.type = n->node_state.type,
					    .ordered_us = n->at_us};
		break;
	case NODE_BOOTING:
		if (node->ordered_us == 0) {
			monthly_begins(a, node, n->at_us);
			break;
		}
		if (node->rented)
			break;
		node->rented = true;
		node->created_us = n->at_us;
		break;
	case NODE_GONE:
		if (node->monthly)
			node->until_us = n->at_us;
		if (node->rented)
			rented_ends(a, node, n->at_us);
		break;
	default:
		break;
	}
}

/* An hour that begins in the instant of destruction may have begun before it;
 * one that has not begun is owed, for a stay that was too short. */
static void hour_begins(struct accountant *a, const struct notice *n)
{
	struct known_node *node = node_of(a, n->node.value);

	if (n->node_hour.count > 1 ||
	    node->created_us + n->node_hour.hour * US_PER_HOUR > n->at_us) {
		node->owed_hours += n->node_hour.count;
		node->owed_nano_eur += n->node_hour.amount_nano_eur;
		return;
	}
	if (node->hours > n->node_hour.hour)
		return; /* counted already: its time had come */
	same("hour of a node", n->node_hour.hour, node->hours);
	same("price of an hour", n->node_hour.amount_nano_eur,
	     begin_hour(a, node));
}

/* Charges of prepaid accounts are paid with credit first, all that is left. */
static void credit_moves(struct accountant *a, const struct notice *n)
{
	int64_t *credit = &a->credits[n->posted.customer.value];
	bool prepaid = a->pays_before[n->posted.customer.value];

	if (n->posted.debit == LEDGER_GRANTS) {
		*credit += n->posted.amount_nano_eur;
		a->owes[n->posted.customer.value] -= n->posted.amount_nano_eur;
	} else if (n->posted.debit == LEDGER_CREDITS) {
		same("credit used", n->posted.amount_nano_eur,
		     *credit < a->charged_nano_eur ? *credit
						   : a->charged_nano_eur);
		*credit -= n->posted.amount_nano_eur;
		a->charged_nano_eur = 0;
	} else if (n->posted.credit == LEDGER_GRANTS) { /* lapsed */
		*credit -= n->posted.amount_nano_eur;
		a->owes[n->posted.customer.value] += n->posted.amount_nano_eur;
	} else if (n->posted.debit == LEDGER_CUSTOMERS &&
		   (n->posted.credit == LEDGER_ACTIVE ||
		    n->posted.credit == LEDGER_SLEEP)) {
		a->charged_nano_eur =
		    prepaid && *credit > 0 ? n->posted.amount_nano_eur : 0;
		return;
	}
	assert_true(*credit >= 0);
}

/* What a world costs names it and its customer; what an account pays or is
 * given names only the customer; and our own costs neither. */
static void names_whom_it_concerns(const struct accountant *a,
				   const struct notice *n)
{
	uint32_t world = n->world.value, customer = n->posted.customer.value;
	bool of_world = n->posted.credit == LEDGER_ACTIVE ||
			n->posted.credit == LEDGER_SLEEP ||
			n->posted.debit == LEDGER_CREDITS;
	bool of_customer = n->posted.debit == LEDGER_CUSTOMERS ||
			   n->posted.credit == LEDGER_CUSTOMERS;

	if (of_world) {
		assert_true(world != 0);
		same("who pays", customer, a->worlds[world].account);
		return;
	}
	same("what an account is given for", world, 0);
	assert_true((customer != 0) == of_customer);
}

static void posted(struct accountant *a, const struct notice *n)
{
	int64_t amount = n->posted.amount_nano_eur;

	names_whom_it_concerns(a, n);

	/* a charge and the credit that pays it come one after the other */
	if (a->charged_nano_eur != 0)
		same("what is posted after a charge on credit", n->posted.debit,
		     LEDGER_CREDITS);
	a->told_setups += n->reason == REASON_SETUP ? amount : 0;
	a->posted[n->posted.debit] += amount;
	a->posted[n->posted.credit] -= amount;
	if (n->posted.debit == LEDGER_CUSTOMERS)
		a->customers[n->posted.customer.value] += amount;
	if (n->posted.credit == LEDGER_CUSTOMERS)
		a->customers[n->posted.customer.value] -= amount;
	credit_moves(a, n);
	if (n->posted.debit == LEDGER_STORAGE ||
	    n->posted.debit == LEDGER_DEDICATED ||
	    n->posted.debit == LEDGER_OTHER || n->posted.debit == LEDGER_VAT ||
	    n->posted.debit == LEDGER_FEES) {
		/* the day is closed within this very turn */
		a->rents_at_us = n->at_us;
		split(a, taxable(a), &a->vat, &a->fees);
	}
}

/* The node that a start was given, when it was given it. */
static void decided(struct accountant *a, const struct notice *n)
{
	if (n->decision.rule >= RULE_PLACE_WARM &&
	    n->decision.rule <= RULE_PLACE_SESSION_END)
		a->worlds[n->world.value].target = n->node.value;
}

void accountant_notice(struct accountant *a, const struct notice *n)
{
	switch ((enum notice_kind)n->kind) {
	case NOTICE_RUN_ENDED:
		world_ended(a, n);
		break;
	case NOTICE_WORLD_STATE:
		world_becomes(a, n);
		break;
	case NOTICE_NODE_STATE:
		node_becomes(a, n);
		break;
	case NOTICE_DECISION:
		decided(a, n);
		break;
	case NOTICE_NODE_HOUR:
		hour_begins(a, n);
		break;
	case NOTICE_POSTED:
		posted(a, n);
		break;
	default:
		break;
	}
}

/* --- the comparison ------------------------------------------------------- */

static int64_t rent(int64_t month_nano_eur, int64_t elapsed_us)
{
	return rounded((exact)month_nano_eur * elapsed_us,
		       (exact)RENT_MONTH_HOURS * US_PER_HOUR);
}

struct rent_sums {
	int64_t dedicated, storage, network, other;
};

static struct rent_sums rents_until(const struct accountant *a, int64_t at_us)
{
	const struct engine_config *config = &a->config;
	const struct standing_costs *standing = &config->standing;
	int64_t elapsed_us = at_us - config->begin_us;
	exact month = 0, setup = 0, time = 0;
	exact rent_us = (exact)RENT_MONTH_HOURS * US_PER_HOUR;
	struct rent_sums sums;

	for (uint32_t id = 1; id < a->node_capacity; id++) {
		const struct known_node *node = &a->nodes[id];
		int64_t end_us = least(at_us, node->until_us);
		exact since_us = end_us - node->created_us;

		if (!node->monthly || since_us < 0)
			continue;
		month += node->rent_nano_eur * since_us;
		time += since_us;
		/* of one that is gone the rest is written off */
		if (node->until_us <= at_us || since_us > spread_us(a))
			since_us = spread_us(a);
		setup += node->setup_nano_eur * since_us;
	}
	sums.dedicated = rounded(month, rent_us);
	sums.storage = rent(standing->storage_month_nano_eur, elapsed_us);
	sums.network = rounded(time * standing->ipv4_month_nano_eur, rent_us);
	sums.other = rent(standing->other_month_nano_eur, elapsed_us);
	if (spread_us(a) != 0)
		sums.other += rounded(setup, spread_us(a));
	return sums;
}

/* Every account of the ledger, as it was posted. */
static void compare_ledger(struct accountant *a, const struct engine *engine)
{
	struct rent_sums rents = {0}; /* nothing is posted at the beginning */
	int64_t credits = 0, provider = 0;

	if (a->rents_at_us != a->config.begin_us)
		rents = rents_until(a, a->rents_at_us);
	same("revenue active", -a->posted[LEDGER_ACTIVE], a->active);
	same("revenue sleep", -a->posted[LEDGER_SLEEP], a->sleep);
	same("revenue jobs", a->posted[LEDGER_JOBS], 0);
	same("cash", a->posted[LEDGER_CASH], a->cash);
	same("cost cloud", a->posted[LEDGER_CLOUD], a->cloud + a->setups);
	same("setup fees", a->told_setups, a->setups);
	same("cost dedicated", a->posted[LEDGER_DEDICATED], rents.dedicated);
	same("cost storage", a->posted[LEDGER_STORAGE], rents.storage);
	same("cost network", a->posted[LEDGER_NETWORK],
	     rents.network + a->addresses);
	same("cost other", a->posted[LEDGER_OTHER], rents.other);
	same("vat", a->posted[LEDGER_VAT], a->vat);
	same("tax office", -a->posted[LEDGER_TAX_OFFICE], a->vat);
	same("payment fees", a->posted[LEDGER_FEES], a->fees);
	same("payment provider", -a->posted[LEDGER_PAYMENT_PROVIDER], a->fees);
	provider = a->cloud + a->setups + a->addresses + rents.dedicated +
		   rents.storage + rents.network + rents.other;
	same("provider", -a->posted[LEDGER_PROVIDER], provider);
	for (uint32_t id = 1; id <= a->config.limits.accounts_max; id++) {
		struct account_view view;

		(void)engine_read_account(engine, (struct account_id){id},
					  &view);
		same("what a customer owes", a->customers[id], a->owes[id]);
		same("balance", view.balance_nano_eur, -a->owes[id]);
		same("credit", view.credit_nano_eur, a->credits[id]);
		assert_true(view.prepaid == a->pays_before[id]);
		credits += a->credits[id];
	}
	same("credits granted", a->posted[LEDGER_GRANTS], credits);
}

/* A run that goes on beyond the end of the money is given away. */
static int64_t paid_until_us(const struct accountant *a,
			     const struct engine *engine,
			     const struct known_world *world)
{
	struct account_view view;

	(void)engine_read_account(engine, (struct account_id){world->account},
				  &view);
	return view.prepaid && view.stop_at_us < a->now_us ? view.stop_at_us
							   : a->now_us;
}

/* The parts of what dedicated and cloud nodes cost that were not used; what is
 * paid for the rest of this hour is not used yet. */
static void compare_idle(const struct accountant *a, const struct books *books)
{
	static const char *const names[IDLE_COUNT] = {
	    "boot",	     "reserve", "rounding", "spare",
	    "fragmentation", "night",	"slack"};
	int64_t idle = 0;

	for (int cause = 0; cause < IDLE_COUNT; cause++) {
		exact sum = a->idle[cause];
		int64_t amount;

		for (uint32_t id = 1;
		     id < a->node_capacity && cause == IDLE_ROUNDING; id++) {
			const struct known_node *node = &a->nodes[id];

			if (node->rented)
				sum += (exact)node->rate_nano_eur *
				       (node->created_us +
					node->hours * US_PER_HOUR - a->now_us);
		}
		amount = rounded(sum, US_PER_HOUR);
		/* the wake at the edge of a night may be so full that it goes
		 * on a microsecond later, which then counts to the other */
		if ((cause != IDLE_NIGHT && cause != IDLE_SLACK) ||
		    llabs(books->idle_nano_eur[cause] - amount) > 1)
			same(names[cause], books->idle_nano_eur[cause], amount);
		idle += books->idle_nano_eur[cause];
	}
	same("used", books->used_nano_eur,
	     books->dedicated_nano_eur + books->cloud_nano_eur - idle);
}

/* The readings: what is posted and what has accrued. */
static void compare_books(const struct accountant *a,
			  const struct engine *engine)
{
	struct rent_sums rents = rents_until(a, a->now_us);
	int64_t active = a->active, sleep = a->sleep, minutes = a->minutes;
	int64_t mib_minutes = a->mib_minutes, mib_seconds = a->mib_seconds;
	int64_t vat, fees, gross;
	struct books books;

	engine_read_books(engine, a->now_us, &books);
	for (uint32_t id = 1; id <= a->config.limits.worlds_max; id++) {
		const struct known_world *world = &a->worlds[id];
		int64_t count;

		if (world->active) {
			active += price_run(
			    a, world, paid_until_us(a, engine, world), &count);
			minutes += count;
			mib_minutes += count * world->ram_mib;
		} else if (world->stays) {
			sleep += price_stay(a, world, a->now_us, &count);
			mib_seconds += count * world->disk_mib;
		}
	}
	gross = active + sleep - a->posted[LEDGER_CREDITS];
	split(a, gross, &vat, &fees);
	same("active", books.active_gross_nano_eur, active);
	same("sleep", books.sleep_gross_nano_eur, sleep);
	same("jobs", books.jobs_gross_nano_eur, 0);
	same("credits", books.credits_nano_eur, a->posted[LEDGER_CREDITS]);
	same("vat of all", books.vat_nano_eur, vat);
	same("fees of all", books.payment_fees_nano_eur, fees);
	same("net", books.net_nano_eur, gross - vat - fees);
	same("dedicated", books.dedicated_nano_eur, rents.dedicated);
	same("cloud", books.cloud_nano_eur, a->cloud + a->setups);
	same("storage", books.storage_nano_eur, rents.storage);
	same("network", books.network_nano_eur, rents.network + a->addresses);
	same("other", books.other_nano_eur, rents.other);
	same("minutes", books.billed_minutes, minutes);
	same("MiB minutes", books.active_mib_minutes, mib_minutes);
	same("MiB seconds", books.sleep_mib_seconds, mib_seconds);
	same("cloud hours", books.cloud_hours_billed, a->cloud_hours);
	same("cloud alive", books.cloud_alive_us, a->alive_us);
	same("cloud used", books.cloud_used_us, a->used_us);
	same("cloud wasted", books.cloud_wasted_us, a->wasted_us);
	compare_idle(a, &books);
}

void accountant_compare(struct accountant *a, const struct engine *engine)
{
	close_day(a);
	/* what a wake has left is done a microsecond later */
	if (++a->since < a->every + a->inputs / 1000 ||
	    engine_wake_at_us(engine) <= a->now_us + 1)
		return;
	a->since = 0;
	for (uint32_t id = 1; id < a->node_capacity; id++)
		if (a->nodes[id].rented)
			begin_hours(a, &a->nodes[id], a->now_us + 1);
	compare_ledger(a, engine);
	compare_books(a, engine);
}
