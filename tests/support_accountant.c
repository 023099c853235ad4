#include "support_accountant.int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "engine/kit/arithmetic.h"

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

struct known_node *node_of(struct accountant *a, uint32_t id)
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
		end_us = min_i64(end_us, node->heard_us);
	if (n->reason == REASON_REBOOT)
		end_us = min_i64(end_us, node->before_us);
	if (n->reason == REASON_MISSING && node->read_gap_us != 0 &&
	    world->active_us <= node->read_gap_us)
		end_us = min_i64(end_us, node->read_gap_us);
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
	agree("minutes of a run", n->run_ended.minutes, minutes);
	agree("price of a run", n->run_ended.gross_nano_eur, gross);
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
	agree("hours owed", node->owed_hours, hours);
	agree("owed for them", node->owed_nano_eur, owed);
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
	agree("hour of a node", n->node_hour.hour, node->hours);
	agree("price of an hour", n->node_hour.amount_nano_eur,
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
		agree("credit used", n->posted.amount_nano_eur,
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
		agree("who pays", customer, a->worlds[world].account);
		return;
	}
	agree("what an account is given for", world, 0);
	assert_true((customer != 0) == of_customer);
}

static void posted(struct accountant *a, const struct notice *n)
{
	int64_t amount = n->posted.amount_nano_eur;

	names_whom_it_concerns(a, n);

	/* a charge and the credit that pays it come one after the other */
	if (a->charged_nano_eur != 0)
		agree("what is posted after a charge on credit",
		      n->posted.debit, LEDGER_CREDITS);
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
		tax_what_is_posted(a);
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
