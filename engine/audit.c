/*
 * audit.c - is the state what it claims to be?  Everything that is kept current
 * elsewhere is computed here anew from its definition.  For tests.
 */
#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/calendar.h"
#include "engine/kit/check.h"
#include "engine/lifecycle.h"
#include "engine/money/rent.h"
#include "engine/questions.h"

#define HOLDS(condition, words)                                                \
	do {                                                                   \
		if (!(condition))                                              \
			return words;                                          \
	} while (0)

static bool runs(const struct world *world)
{
	return world->state == WORLD_STARTING || world->state == WORLD_ACTIVE ||
	       world->state == WORLD_STOPPING;
}

static bool is_above_largest(const struct engine *e, const struct world *w)
{
	struct amounts need = world_need(e, w);

	return w->state != WORLD_DELETED &&
	       need.ram_mib > e->sizes.largest.ram_mib &&
	       sizes_fit_types(e, e->sizes.types_to_order, &need);
}

/* What rests and has something to do next is on the list of those that rest. */
static const char *audit_rest(const struct world *w)
{
	bool rests = w->state == WORLD_ARCHIVED || w->state == WORLD_SLEEPING;
	bool settled = (w->flags & WORLD_RESTING) == 0;

	HOLDS(rests || settled, "a world that does not rest is to be settled");
	if (!rests || !settled)
		return NULL;
	HOLDS((w->flags & WORLD_DELETE_WANTED) == 0,
	      "a world at rest is to be deleted and is not");
	HOLDS((w->flags & WORLD_WANTED) == 0,
	      "a world at rest is wanted and does not wait");
	HOLDS(w->state != WORLD_SLEEPING || (w->flags & WORLD_SLEEP_TIMER) != 0,
	      "a sleeping world has no end of its window");
	return NULL;
}

/* Its second copy, and what it may be in this state. */
static const char *audit_second(const struct engine *e, uint32_t id)
{
	const struct copy *copy = &e->copies.of_world[id];
	const struct world *w = &e->worlds[id];
	bool there = (copy->bits & (COPY_VERIFIED | COPY_COMING)) != 0;

	HOLDS(!there || (copy->node != w->node &&
			 e->fleet.nodes[copy->node].state == NODE_READY),
	      "a second copy lies where it must not");
	HOLDS(!there || w->node != NO_SLOT,
	      "a second copy of a world that lies nowhere else");
	HOLDS((copy->bits & (COPY_CURRENT | COPY_VERIFIED)) != COPY_CURRENT,
	      "a copy is of the newest data and not verified");
	HOLDS((copy->bits & COPY_CURRENT) == 0 ||
		  (w->state != WORLD_ACTIVE && w->state != WORLD_STOPPING),
	      "a copy is of data that change");
	HOLDS((copy->bits & COPY_COMING) == 0 ||
		  (w->state == WORLD_SLEEPING && w->transfers == 1 &&
		   (copy->bits & (COPY_DUE | COPY_CURRENT)) == 0),
	      "a second copy comes that nobody waits for");
	HOLDS((copy->bits & COPY_DUE) == 0 ||
		  (w->state == WORLD_SLEEPING &&
		   (copy->bits & COPY_CURRENT) == 0),
	      "a world waits for a second copy and needs none");
	HOLDS((copy->bits & COPY_VERIFIED) == 0 ||
		  (copy->bits & COPY_CURRENT) != 0 ||
		  (w->flags & WORLD_ARCHIVE_CURRENT) == 0,
	      "a second copy is older than the archive");
	HOLDS(there || (copy->next == 0 && copy->prev == 0),
	      "a second copy that is not there is listed");
	HOLDS((copy->bits & COPY_DUE) != 0 ||
		  (copy->due_us == 0 && copy->due_next == 0 &&
		   copy->due_prev == 0),
	      "a world is listed for a second copy and does not wait");
	return NULL;
}

static const char *audit_world(const struct engine *e, uint32_t id)
{
	const struct world *w = &e->worlds[id];
	bool registered = (w->flags & WORLD_REGISTERED) != 0;
	const struct node *node =
	    w->node != NO_SLOT ? &e->fleet.nodes[w->node] : NULL;

	if (!registered)
		return NULL;
	HOLDS(w->state < WORLD_STATE_COUNT, "a world has an unknown state");
	HOLDS(!is_above_largest(e, w), "the largest plan is not the largest");
	HOLDS(!runs(w) || (w->target != NO_SLOT && w->node == w->target),
	      "a world runs where its data are not");
	HOLDS(w->node == NO_SLOT || node->id != 0,
	      "a world is on a node that does not exist");
	HOLDS(w->state != WORLD_ARCHIVED || w->node == NO_SLOT,
	      "an archived world still has a node");
	HOLDS((w->flags & WORLD_HAS_DATA) == 0 || w->node != NO_SLOT ||
		  (w->flags & WORLD_HAS_ARCHIVE) != 0,
	      "a world has data and no copy of them");
	HOLDS((w->flags & WORLD_HAS_DATA) == 0 || w->node != NO_SLOT ||
		  w->state == WORLD_DELETED ||
		  (w->flags & WORLD_ARCHIVE_CURRENT) != 0,
	      "the only copy of a world is not its newest");
	HOLDS((w->state == WORLD_MOVING || w->state == WORLD_RESTORING ||
	       runs(w)) == (w->target != NO_SLOT),
	      "RAM is reserved for a world that does not need it");
	HOLDS((w->flags & WORLD_CUT_OFF) == 0 || w->state == WORLD_STRANDED,
	      "a run is cut off and its world not stranded");
	HOLDS(w->state != WORLD_ACTIVE || (w->flags & WORLD_WANTED) == 0,
	      "an active world is still wanted");
	HOLDS(w->command == 0 ||
		  e->pending.entries[w->command & e->pending.mask]
			  .command.id.value == w->command,
	      "a world waits for an answer that cannot come");
	HOLDS(!(w->state == WORLD_STARTING || w->state == WORLD_STOPPING) ||
		  w->command != 0,
	      "a world waits for nothing");
	HOLDS((w->transfers != 0) == (e->cold[id].transfers != 0),
	      "a world miscounts its transfers");
	HOLDS(w->transfers == 0 || w->state == WORLD_MOVING ||
		  copy_is(e, id, COPY_COMING) || w->state == WORLD_RESTORING ||
		  w->state == WORLD_ARCHIVING || w->state == WORLD_QUEUED,
	      "a transfer and its world disagree");
	if (e->copies.of_world != NULL) {
		const char *wrong = audit_second(e, id);

		HOLDS(wrong == NULL, wrong);
	}
	return audit_rest(w);
}

/* Sums over the worlds of one list of a node. */
struct tally {
	uint64_t ram_mib, plans_mib, disk_mib;
	uint32_t count;
};

static const char *tally_list(const struct engine *e, const struct node *node,
			      int which, struct tally *tally)
{
	uint32_t previous = 0;

	for (uint32_t id = node->lists[which].head; id != 0;
	     id = e->links[id].next) {
		const struct world *w = &e->worlds[id];

		HOLDS(e->links[id].prev == previous,
		      "a list of worlds is broken");
		previous = id;
		tally->count++;
		tally->disk_mib += w->disk_mib;
		if (which == LIST_RUNNING) {
			tally->plans_mib += w->ram_mib;
			tally->ram_mib +=
			    w->ram_mib + e->config.machinery.ram_overhead_mib;
		}
		HOLDS(tally->count <= e->config.limits.worlds_max,
		      "a list of worlds has no end");
	}
	HOLDS(node->lists[which].tail == previous,
	      "a list of worlds has a wrong end");
	return NULL;
}

/* Their disk is taken as well. */
static const char *tally_stored(const struct engine *e, const struct node *node,
				struct tally *tally)
{
	uint32_t previous = 0, count = 0;

	for (uint32_t id = node->stored.head; id != 0;
	     id = e->copies.of_world[id].next) {
		const struct copy *copy = &e->copies.of_world[id];

		HOLDS(copy->prev == previous &&
			  &e->fleet.nodes[copy->node] == node &&
			  (copy->bits & (COPY_VERIFIED | COPY_COMING)) != 0 &&
			  count++ < e->config.limits.worlds_max,
		      "a list of second copies is broken");
		tally->disk_mib += e->worlds[id].disk_mib;
		previous = id;
	}
	HOLDS(node->stored.tail == previous && count == node->stored_count,
	      "a node miscounts its second copies");
	return NULL;
}

/* The worlds that move away from a node, oldest first. */
static const char *audit_leaving(const struct engine *e,
				 const struct node *node, uint32_t *moving)
{
	uint32_t previous = 0;

	for (uint32_t id = node->leaving.head; id != 0;
	     id = e->worlds[id].queue_next) {
		const struct world *w = &e->worlds[id];

		HOLDS(w->queue_prev == previous,
		      "a list of worlds that leave is broken");
		HOLDS(w->state == WORLD_MOVING &&
			  &e->fleet.nodes[w->node] == node,
		      "a world that leaves a node does not move");
		HOLDS((*moving)++ < e->config.limits.worlds_max,
		      "a list of worlds that leave has no end");
		previous = id;
	}
	HOLDS(node->leaving.tail == previous,
	      "a list of worlds that leave has a wrong end");
	return NULL;
}

/* The direct copies that are out, called off or not, at each of its ends. */
static const char *audit_links(const struct engine *e, const struct node *node)
{
	uint32_t most = e->config.machinery.link_copies;
	uint32_t out[2] = {0}, in[2] = {0};

	for (uint32_t i = 1; i <= e->transfers.used; i++) {
		const struct transfer *t = &e->transfers.records[i];

		if (t->line != LINE_DIRECT || (t->phase != TRANSFER_RUNNING &&
					       t->phase != TRANSFER_CALLED_OFF))
			continue;
		out[t->class != TRANSFER_PLAYER] +=
		    &e->fleet.nodes[t->from] == node;
		in[t->class != TRANSFER_PLAYER] +=
		    &e->fleet.nodes[t->to] == node;
	}
	HOLDS(out[0] == node->copies_out[0] && out[1] == node->copies_out[1] &&
		  in[0] == node->copies_in[0] && in[1] == node->copies_in[1],
	      "the copies of a link are miscounted");
	HOLDS(most == 0 || (out[0] + out[1] <= most && in[0] + in[1] <= most),
	      "more copies than a link takes");
	return NULL;
}

/* One world more of the reserve's plan, and one more, as long as there is room.
 */
static uint32_t room_for_worlds(const struct engine *e, const struct node *node)
{
	const struct policy *policy = &e->config.policy;
	struct amounts room = node_room(node), taken = node_used(node);
	struct amounts one = {.ram_mib =
				  (uint64_t)policy->reserve_plan.ram_mib +
				  e->config.machinery.ram_overhead_mib,
			      .cpu_milli = policy->reserve_plan.cpu_milli,
			      .disk_mib = policy->reserve_plan.disk_mib};
	uint32_t count = 0;

	if (node->state != NODE_READY || policy->reserve_worlds == 0 ||
	    policy->reserve_plan.ram_mib == 0 || policy->scaling != SCALE_FIT)
		return 0;
	amounts_add(&taken, &one);
	for (; amounts_cover(&room, &taken); count++)
		amounts_add(&taken, &one);
	return count;
}

static const char *audit_node(const struct engine *e, const struct node *node)
{
	struct tally tally = {0};
	uint32_t slot = (uint32_t)(node - e->fleet.nodes);
	const char *wrong;

	for (int which = 0; which < NODE_LISTS; which++) {
		uint32_t before = tally.count;

		wrong = tally_list(e, node, which, &tally);
		HOLDS(wrong == NULL, wrong);
		HOLDS(tally.count - before == node->counts[which],
		      "a node miscounts its worlds");
	}
	HOLDS(node->used_mib <= node->sellable_mib, "a node is above its RAM");
	HOLDS(node->cpu_used_milli <= node->cpu_milli,
	      "a node is above its CPU");
	HOLDS(node->places == room_for_worlds(e, node),
	      "a node miscounts the worlds that it has room for");
	HOLDS(node->moving_in != 0 || (tally.ram_mib == node->used_mib &&
				       tally.plans_mib == node->plans_mib),
	      "a node's RAM is not what its worlds take");
	wrong = tally_stored(e, node, &tally);
	HOLDS(wrong == NULL, wrong);
	HOLDS(node->moving_in != 0 || tally.disk_mib == node->disk_used_mib,
	      "a node's disk is not what its worlds take");
	HOLDS(key_index_contains(e->fleet.by_free[node->dedicated ? 0 : 1],
				 slot) == (node->state == NODE_READY),
	      "the index of free RAM has a wrong member");
	HOLDS(node->state != NODE_READY ||
		  key_index_key(e->fleet.by_free[node->dedicated ? 0 : 1],
				slot) == node_free_mib(node),
	      "the index of free RAM has a wrong key");
	return NULL;
}

/* What was left for later will be looked at. */
static bool is_planned(const struct engine *e)
{
	return e->plan_at_us != TIME_NEVER_US || e->pending.starved;
}

/* Queued or running, not called off. */
static uint32_t transfers_of_worlds(const struct engine *e)
{
	uint32_t count = 0;

	for (uint32_t i = 1; i <= e->transfers.used; i++)
		count += e->transfers.records[i].phase == TRANSFER_QUEUED ||
			 e->transfers.records[i].phase == TRANSFER_RUNNING;
	return count;
}

/* Those that wait for a second copy will be looked at. */
static const char *audit_waiting_copies(const struct engine *e)
{
	uint32_t due = 0, previous = 0;

	if (e->copies.of_world == NULL)
		return NULL;
	for (uint32_t id = 1; id <= e->config.limits.worlds_max; id++)
		due += (e->copies.of_world[id].bits & COPY_DUE) != 0;
	for (uint32_t id = e->copies.due.head; id != 0;
	     id = e->copies.of_world[id].due_next) {
		HOLDS(e->copies.of_world[id].due_prev == previous && due-- != 0,
		      "the list of those that wait for a copy is broken");
		previous = id;
	}
	HOLDS(due == 0 && e->copies.due.tail == previous,
	      "those that wait for a copy are miscounted");
	HOLDS(e->copies.due.head == 0 || e->copies.armed || is_planned(e) ||
		  e->transfers.running != 0,
	      "those that wait for a copy are forgotten");
	return NULL;
}

static const char *audit_counts(const struct engine *e)
{
	uint32_t in[WORLD_STATE_COUNT] = {0}, transfers = 0, notified = 0;
	uint32_t resting = 0;
	struct amounts waiting = starts_waiting(e), needs = {0};

	for (uint32_t id = 1; id <= e->config.limits.worlds_max; id++) {
		const struct world *w = &e->worlds[id];
		const char *wrong = audit_world(e, id);

		HOLDS(wrong == NULL, wrong);
		if ((w->flags & WORLD_REGISTERED) == 0)
			continue;
		in[w->state]++;
		if (w->state == WORLD_QUEUED) {
			struct amounts need = world_need(e, w);

			if (w->node != NO_SLOT)
				need.disk_mib = 0;
			amounts_add(&needs, &need);
		}
		notified += w->state == WORLD_QUEUED &&
			    (w->flags & WORLD_NOTIFIED) != 0;
		transfers += w->transfers;
		resting += (w->flags & WORLD_RESTING) != 0;
	}
	for (int i = 0; i < WORLD_STATE_COUNT; i++)
		HOLDS(in[i] == e->worlds_in[i], "the worlds are miscounted");
	HOLDS(in[WORLD_QUEUED] == e->waiting.count,
	      "the queue of starts is miscounted");
	HOLDS(amounts_equal(&needs, &waiting),
	      "what the waiting need is wrong");
	HOLDS(notified == e->waiting.notified,
	      "the notified starts are miscounted");
	HOLDS(transfers == transfers_of_worlds(e),
	      "the transfers of the worlds are miscounted");
	for (uint32_t id = e->resting.head; id != 0;
	     id = e->worlds[id].queue_next)
		resting--;
	HOLDS(resting == 0, "the worlds at rest are miscounted");
	HOLDS(e->resting.head == 0 || is_planned(e),
	      "worlds at rest are forgotten");
	return NULL;
}

/* Of these, ordered on the day that is counted, all are; others have failed or
 * are over. */
static const char *audit_day(const struct engine *e, const uint32_t *today)
{
	for (uint32_t type = 0; type < e->config.node_type_count; type++) {
		uint32_t most = e->config.node_types[type].orders_per_day;
		uint32_t count = e->scaling.orders_of_type[type];

		HOLDS(today[type] <= count, "the orders of a day are missing");
		HOLDS(most == 0 || count <= most,
		      "more orders on a day than it takes");
	}
	return NULL;
}

/* What is kept for the lines of the fallback list and for their orders. */
static const char *audit_orders(const struct engine *e)
{
	uint32_t ordered[OFFERS_MAX] = {0}, booting[OFFERS_MAX] = {0};
	uint32_t today[NODE_TYPES_MAX] = {0};
	int64_t reserved = 0;

	for (uint32_t slot = 0; slot <= e->fleet.mask; slot++) {
		const struct node *node = &e->fleet.nodes[slot];

		if (node->id == 0 || node->dedicated)
			continue;
		ordered[node->offer] += node->state == NODE_ORDERED;
		booting[node->offer] += node->state == NODE_BOOTING;
		today[node->type] +=
		    calendar_day(node->ordered_us) == e->scaling.orders_day;
		if (node->state == NODE_ORDERED)
			reserved += rent_order_nano_eur(e, node->type,
							node->ordered_us);
	}
	for (int i = 0; i < OFFERS_MAX; i++)
		HOLDS(e->scaling.offers[i].ordered == ordered[i] &&
			  e->scaling.offers[i].booting == booting[i],
		      "the orders are miscounted");
	HOLDS(e->guards.reserved_nano_eur == reserved,
	      "what is set aside for orders is wrong");
	return audit_day(e, today);
}

static void add_node(struct fleet_sums *sums, uint32_t *coming_of_type,
		     const struct node *node)
{
	struct amounts room = node_room(node), used = node_used(node);

	sums = &sums[node->dedicated ? 0 : 1];
	if (node->state == NODE_READY) {
		amounts_add(&sums->sellable, &room);
		amounts_add(&sums->used, &used);
	} else if (node->state == NODE_ORDERED || node->state == NODE_BOOTING) {
		amounts_add(&sums->coming, &room);
		coming_of_type[node->type]++;
	} else if (node->state == NODE_CORDONED ||
		   node->state == NODE_DRAINING) {
		used.disk_mib = 0;
		amounts_add(&sums->leaving_used, &used);
	}
}

static const char *audit_fleet(const struct engine *e)
{
	uint32_t alive = 0, cloud = 0, emptied = 0, moving = 0;
	uint32_t copies = 0, roomy = 0;
	uint64_t places = 0;
	uint32_t coming_of_type[NODE_TYPES_MAX] = {0};
	struct fleet_sums sums[2] = {0};

	for (uint32_t slot = 0; slot <= e->fleet.mask; slot++) {
		const struct node *node = &e->fleet.nodes[slot];
		const char *wrong;

		if (node->id == 0)
			continue;
		wrong = audit_node(e, node);
		if (wrong == NULL)
			wrong = audit_leaving(e, node, &moving);
		if (wrong == NULL && node_links(node) != 0)
			wrong = audit_links(e, node);
		HOLDS(wrong == NULL, wrong);
		copies += node->copies_out[0] + node->copies_out[1];
		roomy += node->roomy;
		alive++;
		cloud += !node->dedicated && node->state != NODE_GONE;
		emptied += node->emptied;
		add_node(sums, coming_of_type, node);
		places += node->places;
	}
	HOLDS(places == e->fleet.places,
	      "the worlds that there is room for are miscounted");
	HOLDS(moving == e->worlds_in[WORLD_MOVING],
	      "a moving world stands on no list of its home");
	HOLDS(copies == e->transfers.lines[LINE_DIRECT].running,
	      "a direct copy has no end");
	HOLDS(alive == e->fleet.alive && cloud == e->fleet.cloud,
	      "the nodes are miscounted");
	for (uint32_t id = e->fleet.roomy.head; id != 0;
	     id = node_find(e, id)->roomy_next)
		HOLDS(node_find(e, id) != NULL && roomy-- != 0,
		      "a node with room again is on no list");
	HOLDS(roomy == 0 && (e->fleet.roomy.head == 0 || is_planned(e)),
	      "nodes with room again are forgotten");
	HOLDS(emptied == e->fleet.emptied && (emptied == 0 || is_planned(e)),
	      "emptied nodes are forgotten");
	for (int kind = 0; kind < 2; kind++) {
		const struct fleet_sums *kept = &e->fleet.sums[kind];

		HOLDS(
		    amounts_equal(&sums[kind].used, &kept->used) &&
			amounts_equal(&sums[kind].sellable, &kept->sellable) &&
			amounts_equal(&sums[kind].coming, &kept->coming) &&
			amounts_equal(&sums[kind].leaving_used,
				      &kept->leaving_used),
		    "the sums over the fleet are wrong");
	}
	for (int type = 0; type < NODE_TYPES_MAX; type++)
		HOLDS(coming_of_type[type] == e->fleet.coming_of_type[type],
		      "the coming nodes are miscounted");
	HOLDS(cloud <= e->config.policy.cloud_max ||
		  (e->settings.changed & UINT64_C(1) << SETTING_CLOUD_MAX) != 0,
	      "there are more cloud nodes than allowed");
	return NULL;
}

static const char *audit_money(const struct engine *e)
{
	int64_t customers = 0;

	HOLDS(ledger_sum(&e->ledger) == 0, "the ledger does not sum to zero");
	for (uint32_t i = 0; i <= e->ledger.customer_count; i++)
		customers += e->ledger.customer_nano_eur[i];
	HOLDS(customers == e->ledger.balance_nano_eur[LEDGER_CUSTOMERS],
	      "the customers' accounts do not add up");
	return NULL;
}

/* What the accounts hold, by their worlds. */
static const char *audit_holds(const struct engine *e)
{
	int64_t held = 0, in_accounts = 0;
	uint32_t busy = 0, counted = 0;

	for (uint32_t id = 1; id <= e->config.limits.worlds_max; id++) {
		const struct world *w = &e->worlds[id];

		HOLDS((w->flags & WORLD_TOUCHED) == 0,
		      "an account was not settled");
		if ((w->flags & WORLD_PREPAID) == 0)
			continue;
		HOLDS(e->cold[id].running == (w->state == WORLD_ACTIVE),
		      "an account does not know what runs");
		/* the dearest price to come can only fall as time passes */
		HOLDS(e->cold[id].held_nano_eur >= account_hold_nano_eur(e, id),
		      "too little is held for a world");
		held += e->cold[id].held_nano_eur;
		busy += e->cold[id].busy;
	}
	for (uint32_t i = 1; i <= e->config.limits.accounts_max; i++) {
		const struct account *a = &e->accounts[i];

		in_accounts += a->held_nano_eur;
		counted += a->busy;
		if ((a->flags & ACCOUNT_PREPAID) == 0)
			continue;
		HOLDS(-e->ledger.customer_nano_eur[i] >= 0,
		      "a prepaid balance is below zero");
		HOLDS(account_available_nano_eur(e, i, e->now_us) >= 0,
		      "a prepaid account has spent more than it has");
		HOLDS(a->credit_nano_eur >= 0 &&
			  a->credit_nano_eur <= -e->ledger.customer_nano_eur[i],
		      "more credit is left than money");
	}
	HOLDS(held == in_accounts && busy == counted,
	      "the accounts and their worlds disagree");
	return NULL;
}

/* The queues of a line hold what waits for it. */
static const char *audit_queues(const struct engine *e, uint32_t line,
				uint32_t *waiting)
{
	const struct transfer *records = e->transfers.records;

	for (int class = 0; class < TRANSFER_CLASSES; class ++) {
		const struct list *queue =
		    &e->transfers.lines[line].queue[class];
		uint32_t previous = 0;

		for (uint32_t at = queue->head; at != 0;
		     at = records[at].next) {
			HOLDS(records[at].prev == previous &&
				  records[at].phase == TRANSFER_QUEUED &&
				  records[at].line == line &&
				  records[at].class == class,
			      "a transfer waits in a wrong queue");
			previous = at;
			(*waiting)++;
		}
		HOLDS(queue->tail == previous,
		      "a queue of transfers has a wrong end");
	}
	return NULL;
}

/* A direct copy that was not called off brings a world to where it moves, or a
 * sleeper's second copy. */
static const char *audit_copy(const struct engine *e, const struct transfer *t)
{
	const struct world *w = &e->worlds[t->world];

	if (t->line != LINE_DIRECT || t->phase == TRANSFER_CALLED_OFF)
		return NULL;
	HOLDS(w->node == t->from &&
		  ((w->state == WORLD_MOVING && w->target == t->to) ||
		   (copy_is(e, t->world, COPY_COMING) &&
		    e->copies.of_world[t->world].node == t->to)),
	      "a direct copy and its world disagree");
	return NULL;
}

static const char *audit_lines(const struct engine *e)
{
	uint32_t running[LINES] = {0}, waiting = 0, all = 0;

	for (uint32_t i = 1; i <= e->transfers.used; i++) {
		const struct transfer *t = &e->transfers.records[i];
		const char *wrong =
		    t->phase != TRANSFER_FREE ? audit_copy(e, t) : NULL;

		HOLDS(wrong == NULL, wrong);
		if (t->phase != TRANSFER_RUNNING &&
		    t->phase != TRANSFER_CALLED_OFF)
			continue;
		HOLDS(e->pending.entries[t->command & e->pending.mask]
			      .command.id.value == t->command,
		      "a transfer waits for an answer that cannot come");
		running[t->line]++;
	}
	for (uint32_t i = 0; i < LINES; i++) {
		const struct transfer_line *line = &e->transfers.lines[i];
		const uint32_t *by = line->running_by;
		const char *wrong = audit_queues(e, i, &waiting);

		HOLDS(wrong == NULL, wrong);
		HOLDS(line->running == running[i] &&
			  line->running == by[0] + by[1] + by[2],
		      "the transfers of a line are miscounted");
		HOLDS(i == LINE_DIRECT ||
			  e->config.machinery.boxes[i].connections == 0 ||
			  running[i] <=
			      e->config.machinery.boxes[i].connections,
		      "more transfers than connections");
		all += running[i];
	}
	HOLDS(waiting == e->transfers.waiting && all == e->transfers.running,
	      "transfers are miscounted");
	return NULL;
}

static const char *audit_pending(const struct engine *e)
{
	uint32_t running = 0, pending = 0;
	int64_t next_us = TIME_NEVER_US;

	for (int list = 0; list < PENDING_LISTS; list++) {
		uint32_t head = e->pending.head[list];

		if (head != 0)
			next_us = min_i64(
			    next_us,
			    e->pending.entries[head - 1].command.answer_by_us);
		for (uint32_t at = head; at != 0;
		     at = e->pending.entries[at - 1].next) {
			uint16_t kind = e->pending.entries[at - 1].command.kind;

			pending++;
			running += kind == COMMAND_ARCHIVE_WORLD ||
				   kind == COMMAND_RESTORE_WORLD ||
				   kind == COMMAND_COPY_WORLD;
		}
	}
	HOLDS(pending == e->pending.count, "commands are miscounted");
	HOLDS(next_us == pending_next_us(e),
	      "an answer is awaited at another instant");
	HOLDS(running == e->transfers.running,
	      "transfers and their commands disagree");
	return NULL;
}

const char *engine_audit(const struct engine *engine)
{
	static const char *(*const parts[])(const struct engine *) = {
	    audit_counts, audit_fleet, audit_orders,	     audit_money,
	    audit_holds,  audit_lines, audit_waiting_copies, audit_pending,
	};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		const char *wrong = parts[i](engine);

		HOLDS(wrong == NULL, wrong);
	}
	return NULL;
}
