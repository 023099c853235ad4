/*
 * scaling.c - how many cloud nodes there are: ordering, draining, giving back.
 *
 * Two rules, chosen by configuration.  `threshold`: more than so much of the
 * sellable RAM taken, order; less than so much for so long, drain the emptiest.
 * `fit`: order when the largest plan or the reserve does not fit any more; late
 * in a node's paid hour, drain it if the rest would hold its load.  Both call a
 * draining node back before they order a new one, count what is under way, and
 * give a node back only in the last minutes of an hour that is paid.
 */
#include "pricing.h"
#include "state.h"

static void note(struct engine *engine, enum reason reason,
		 const struct node *node, uint64_t have_mib, uint64_t need_mib)
{
	if (!output_listens(engine, NOTICE_SCALING))
		return;
	output_notice(engine, (struct notice){
				  .kind = NOTICE_SCALING,
				  .reason = (uint8_t)reason,
				  .node = {node != NULL ? node->id : 0},
				  .value = (int64_t)have_mib,
				  .since_us = (int64_t)need_mib,
			      });
}

/* --- more --------------------------------------------------------------- */

static struct node *call_back(struct engine *engine)
{
	struct fleet *fleet = &engine->fleet;
	uint32_t slot = key_index_at_most(fleet->leaving_by_free, UINT32_MAX);
	struct node *node;

	if (slot == KEY_INDEX_NONE)
		return NULL;
	node = &fleet->nodes[slot];
	node_enter(engine, node, NODE_READY, REASON_DEMAND);
	if (engine->waiting.count != 0)
		plan_soon(engine);
	return node;
}

/* The first line of the fallback list that is not cooling down. */
static int usable_offer(const struct engine *engine)
{
	const struct policy *policy = &engine->config.policy;

	for (uint32_t i = 0; i < policy->offer_count; i++)
		if (!engine->scaling.quota_reached[i] &&
		    engine->scaling.cool_until_us[i] <= engine->now_us)
			return (int)i;
	return -1;
}

static struct node *order_one(struct engine *engine)
{
	const struct policy *policy = &engine->config.policy;
	int offer = usable_offer(engine);
	const struct provider_price *price;
	struct node *node;
	uint32_t type;

	if (offer < 0 || engine->fleet.cloud >= policy->cloud_max ||
	    output_room(engine) < 2)
		return NULL;
	type = policy->offers[offer].type;
	price = pricing_vintage(&engine->config, type, engine->now_us);
	if (!guard_allows_spend(engine, price->hour_nano_eur))
		return NULL;
	node = node_create(engine, type, (uint32_t)offer);
	if (node == NULL)
		return NULL;
	node_enter(engine, node, NODE_ORDERED, REASON_NO_ROOM);
	engine->scaling.orders++;
	node->command = pending_issue(
	    engine, (struct command){
			.kind = COMMAND_ORDER_NODE,
			.reason = REASON_NO_ROOM,
			.node = {node->id},
			.type = (uint16_t)type,
			.location = policy->offers[offer].location,
		    });
	return node;
}

/* One node more, the cheapest way: NULL when there is none to be had. */
static struct node *one_more(struct engine *engine)
{
	struct node *node = call_back(engine);

	return node != NULL ? node : order_one(engine);
}

static uint64_t ready_free_mib(const struct engine *engine)
{
	const struct fleet_sums *sums = engine->fleet.sums;

	return sums[0].sellable_mib - sums[0].used_mib + sums[1].sellable_mib -
	       sums[1].used_mib;
}

static uint64_t coming_mib(const struct engine *engine)
{
	return engine->fleet.sums[0].coming_mib +
	       engine->fleet.sums[1].coming_mib;
}

/* The most free RAM on one ready node, or on one that is coming. */
static bool fits_somewhere(const struct engine *engine, uint32_t need_mib)
{
	for (int kind = 0; kind < 2; kind++)
		if (key_index_at_least(engine->fleet.by_free[kind], need_mib) !=
		    KEY_INDEX_NONE)
			return true;
	return coming_mib(engine) >= need_mib;
}

static uint32_t largest_need_mib(const struct engine *engine)
{
	return engine->largest_plan_mib +
	       engine->config.machinery.ram_overhead_mib;
}

static void fit_order(struct engine *engine)
{
	const struct policy *policy = &engine->config.policy;
	uint64_t need_mib = policy->reserve_mib + engine->waiting.mib;

	for (uint32_t i = 0; i < policy->orders_per_tick_max; i++) {
		uint64_t have_mib = ready_free_mib(engine) + coming_mib(engine);
		const struct node *node;

		if (have_mib >= need_mib &&
		    fits_somewhere(engine, largest_need_mib(engine)))
			return;
		node = one_more(engine);
		note(engine, node != NULL ? REASON_NO_ROOM : REASON_SOLD_OUT,
		     node, have_mib, need_mib);
		if (node == NULL)
			return;
	}
}

static uint64_t part_of(uint64_t mib, uint32_t ppm)
{
	return mib * ppm / (uint64_t)PPM;
}

static uint64_t taken_mib(const struct engine *engine)
{
	return engine->fleet.sums[0].used_mib + engine->fleet.sums[1].used_mib +
	       engine->waiting.mib;
}

static uint64_t capacity_mib(const struct engine *engine)
{
	return engine->fleet.sums[0].sellable_mib +
	       engine->fleet.sums[1].sellable_mib + coming_mib(engine);
}

static void threshold_order(struct engine *engine)
{
	const struct policy *policy = &engine->config.policy;

	for (uint32_t i = 0; i < policy->orders_per_tick_max; i++) {
		uint64_t limit_mib =
		    part_of(capacity_mib(engine), policy->high_ppm);
		const struct node *node;

		if (taken_mib(engine) <= limit_mib)
			return;
		node = one_more(engine);
		note(engine, node != NULL ? REASON_NO_ROOM : REASON_SOLD_OUT,
		     node, limit_mib, taken_mib(engine));
		if (node == NULL)
			return;
	}
}

/* --- less --------------------------------------------------------------- */

/* Archive the sleepers of a draining node as far as this step can. */
static void archive_sleepers(struct engine *engine, struct node *node)
{
	uint32_t id = node->lists[LIST_SLEEPING].head;

	while (id != 0) {
		uint32_t next = engine->links[id].next;

		if (world_at(engine, id)->state == WORLD_SLEEPING) {
			if (output_room(engine) < 2) {
				engine->drains_unfinished = true;
				plan_soon(engine);
				return;
			}
			archive_begin(engine, id, TRANSFER_DRAIN, REASON_DRAIN);
			if (node->state != NODE_DRAINING)
				return; /* that was the last: it is given back
					 */
		}
		id = next;
	}
}

void drains_continue(struct engine *engine)
{
	struct fleet *fleet = &engine->fleet;
	uint32_t slot;

	if (!engine->drains_unfinished)
		return;
	engine->drains_unfinished = false;
	slot = key_index_at_least(fleet->leaving_by_free, 0);
	while (slot != KEY_INDEX_NONE && !engine->drains_unfinished) {
		uint32_t next = key_index_next(fleet->leaving_by_free, slot);

		archive_sleepers(engine, &fleet->nodes[slot]);
		slot = next;
	}
}

void node_drain(struct engine *engine, struct node *node, enum reason reason)
{
	node_enter(engine, node, NODE_CORDONED, reason);
	node_enter(engine, node, NODE_DRAINING, reason);
	archive_sleepers(engine, node);
	if (node->state == NODE_DRAINING)
		node_destroy_if_due(engine, node);
}

static void threshold_drain(struct engine *engine)
{
	const struct policy *policy = &engine->config.policy;
	struct scaling *scaling = &engine->scaling;
	uint64_t capacity = capacity_mib(engine);
	uint32_t slot;
	struct node *node;

	if (taken_mib(engine) >= part_of(capacity, policy->low_ppm)) {
		scaling->low_since_us = TIME_NEVER_US;
		return;
	}
	if (scaling->low_since_us == TIME_NEVER_US)
		scaling->low_since_us = engine->now_us;
	slot = key_index_at_least(engine->fleet.cloud_by_used, 0);
	if (engine->now_us - scaling->low_since_us < policy->low_for_us ||
	    slot == KEY_INDEX_NONE)
		return;
	node = &engine->fleet.nodes[slot];
	/* what would be ordered again at once is not released */
	if (taken_mib(engine) >
	    part_of(capacity - node->sellable_mib, policy->high_ppm))
		return;
	note(engine, REASON_IDLE, node, capacity, taken_mib(engine));
	scaling->low_since_us = TIME_NEVER_US;
	node_drain(engine, node, REASON_IDLE);
}

/* Would the other ready nodes hold this one's load, with the reserve? */
static bool rest_holds(const struct engine *engine, const struct node *node)
{
	const struct fleet *fleet = &engine->fleet;
	uint64_t rest_mib = ready_free_mib(engine) - node_free_mib(node);
	uint32_t need_mib = largest_need_mib(engine);
	uint32_t other;

	if (rest_mib <
		(uint64_t)node->used_mib + engine->config.policy.reserve_mib ||
	    engine->waiting.count != 0)
		return false;
	if (key_index_at_least(fleet->by_free[0], need_mib) != KEY_INDEX_NONE)
		return true;
	other = key_index_at_least(fleet->by_free[1], need_mib);
	if (other == node_slot(engine, node))
		other = key_index_next(fleet->by_free[1], other);
	return other != KEY_INDEX_NONE;
}

void scaling_release_check(struct engine *engine, struct node *node)
{
	if (!rest_holds(engine, node))
		return;
	note(engine, REASON_IDLE, node, ready_free_mib(engine), node->used_mib);
	node_drain(engine, node, REASON_IDLE);
}

void node_destroy_if_due(struct engine *engine, struct node *node)
{
	const struct policy *policy = &engine->config.policy;
	int64_t age_us = rent_hour_age_us(engine, node);

	if (node->state != NODE_DRAINING || !node_is_empty(node) ||
	    age_us < policy->destroy_from_us ||
	    age_us > policy->destroy_until_us || !guard_allows_destroy(engine))
		return;
	node_enter(engine, node, NODE_DESTROYING, REASON_IDLE);
	node->command =
	    pending_issue(engine, (struct command){
				      .kind = COMMAND_DESTROY_NODE,
				      .reason = REASON_IDLE,
				      .node = {node->id},
				      .reference = node->provider_ref,
				  });
}

/* --- when --------------------------------------------------------------- */

void scaling_tick(struct engine *engine)
{
	switch (engine->config.policy.scaling) {
	case SCALE_NONE:
		break;
	case SCALE_THRESHOLD:
		threshold_order(engine);
		threshold_drain(engine);
		break;
	case SCALE_FIT:
		fit_order(engine);
		break;
	}
}

/* The reflex between ticks: somebody began to wait. */
void scaling_blocked(struct engine *engine)
{
	if (engine->config.policy.scaling == SCALE_FIT)
		fit_order(engine);
}

/* --- answers -------------------------------------------------------------- */

static void order_failed(struct engine *engine, struct node *node,
			 enum reason reason)
{
	struct scaling *scaling = &engine->scaling;
	uint16_t offer = node->offer;

	scaling->cool_until_us[offer] =
	    engine->now_us + engine->config.policy.cool_down_us;
	if (reason == REASON_QUOTA) {
		scaling->quota_reached[offer] = true;
		raise_alert(engine, REASON_QUOTA, node->id, offer);
	}
	node_bury(engine, node, reason);
	scaling_tick(engine); /* the next line of the list, at once */
}

void order_answered(struct engine *engine, struct node *node,
		    const struct input *input)
{
	switch (input->command_finished.outcome) {
	case OUTCOME_DONE:
		node->provider_ref = input->command_finished.provider_ref;
		node_enter(engine, node, NODE_BOOTING, REASON_NONE);
		rent_begin(engine, node);
		node_arm_deadline(engine, node,
				  engine->now_us +
				      engine->config.machinery.boot_timeout_us);
		break;
	case OUTCOME_REFUSED:
		order_failed(engine, node, REASON_QUOTA);
		break;
	case OUTCOME_NO_CAPACITY:
	case OUTCOME_FAILED:
	case OUTCOME_CANCELLED:
		order_failed(engine, node, REASON_SOLD_OUT);
		break;
	case OUTCOME_NONE:
	case OUTCOME_UNKNOWN:
	case OUTCOME_COUNT:
		break;
	}
}

void destroy_answered(struct engine *engine, struct node *node)
{
	int64_t left_us;

	rent_end(engine, node);
	left_us = node->hour_begin_us + US_PER_HOUR - engine->now_us;
	if (left_us > 0)
		idle_waste(&engine->idle, node->rate_nano_eur, left_us);
	node_bury(engine, node, REASON_IDLE);
}
