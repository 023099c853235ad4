#include "engine/decide/scaling.h"

#include "engine/decide/drains.h"
#include "engine/decide/orders.h"
#include "engine/engine.int.h"
#include "engine/kit/amounts.h"
#include "engine/kit/key_index.h"
#include "engine/money/rent.h"
#include "engine/questions/explain.h"
#include "engine/questions/placement.h"
#include "engine/questions/reserve.h"
#include "engine/tables/nodes.h"
#include "engine/tables/offers.h"
#include "engine/tables/output.h"
#include "engine/tables/waiting.h"
#include "engine/tables/worlds.h"

#define CANDIDATES_MAX 16 /* nodes looked at for one to release */

static void notice_scaling(struct engine *engine, enum reason reason,
			   const struct node *node, uint64_t have_mib,
			   uint64_t need_mib, const struct places *places)
{
	if (!output_listens(engine, NOTICE_SCALING))
		return;
	output_notice(
	    engine, &(struct notice){
			.kind = NOTICE_SCALING,
			.reason = (uint8_t)reason,
			.node = {node != NULL ? node->id : 0},
			.scaling = {have_mib, need_mib, (uint32_t)places->have,
				    (uint32_t)places->wanted},
		    });
}

/* --- how much there is ---------------------------------------------------- */

static struct amounts ready_room(const struct engine *engine)
{
	struct amounts room = engine->fleet.sums[0].sellable;

	amounts_add(&room, &engine->fleet.sums[1].sellable);
	return room;
}

/* What ready nodes and those on their way can sell. */
static struct amounts capacity(const struct engine *engine)
{
	struct amounts all = ready_room(engine);

	amounts_add(&all, &engine->fleet.sums[0].coming);
	amounts_add(&all, &engine->fleet.sums[1].coming);
	return all;
}

/* What is taken of the ready nodes. */
static struct amounts taken_of_ready(const struct engine *engine)
{
	struct amounts all = engine->fleet.sums[0].used;

	amounts_add(&all, &engine->fleet.sums[1].used);
	return all;
}

/* ... and what runs on nodes that are leaving: it ends there, but its players
 * may be back. */
static struct amounts load_of_fleet(const struct engine *engine)
{
	struct amounts all = taken_of_ready(engine);

	amounts_add(&all, &engine->fleet.sums[0].leaving_used);
	amounts_add(&all, &engine->fleet.sums[1].leaving_used);
	return all;
}

static uint64_t share_of_amount(uint64_t amount, uint32_t ppm)
{
	const uint64_t whole = (uint64_t)PPM;

	return amount / whole * ppm + amount % whole * ppm / whole;
}

static struct amounts share_of(struct amounts amounts, uint32_t ppm)
{
	return (struct amounts){
	    .ram_mib = share_of_amount(amounts.ram_mib, ppm),
	    .cpu_milli = share_of_amount(amounts.cpu_milli, ppm),
	    .disk_mib = share_of_amount(amounts.disk_mib, ppm)};
}

/* A reserve of RAM: what is sold is priced by it. */
static struct amounts reserve(const struct engine *engine)
{
	if (reserve_is_in_worlds(engine))
		return (struct amounts){0};
	return (struct amounts){.ram_mib = engine->config.policy.reserve_mib};
}

/* --- more ----------------------------------------------------------------- */

/* One node more on which this much is free, by a rule: NULL when there is none
 * to be had. */
static struct node *one_more(struct engine *engine, const struct amounts *need,
			     enum rule rule)
{
	struct node *node = placement_draining(engine, need);
	enum reason reason = REASON_NO_ROOM;
	struct amounts have = capacity(engine);
	struct amounts waiting = starts_waiting(engine);
	struct places places = reserve_now(engine, &waiting);

	if (node != NULL) {
		node_call_back(engine, node);
	} else {
		node = node_order(engine, need, &reason);
		explain_order(engine, need, node, rule, reason, &places);
	}
	notice_scaling(engine, reason, node,
		       have.ram_mib - taken_of_ready(engine).ram_mib,
		       need->ram_mib, &places);
	return node;
}

/* Would one of the nodes on their way hold this? */
static bool fits_coming(const struct engine *engine, const struct amounts *need)
{
	for (uint32_t type = 0; type < engine->config.node_type_count; type++)
		if (engine->fleet.coming_of_type[type] != 0 &&
		    amounts_cover(&engine->sizes.type_room[type], need))
			return true;
	return false;
}

static uint32_t largest_class(uint64_t classes)
{
	return 63 - (uint32_t)__builtin_clzll(classes);
}

/* The start of this size that has waited longest. */
static struct world *head_of(struct engine *engine, uint32_t class)
{
	return world_at(engine, engine->waiting.queue[class].head);
}

/* For each size that waits and fits nowhere, a node that can hold it.  Returns
 * how many more may be had. */
static uint32_t serve_sizes(struct engine *engine, uint32_t left)
{
	uint64_t classes = engine->waiting.classes;

	while (classes != 0 && left > 0) {
		uint32_t class = largest_class(classes);
		const struct world *head = head_of(engine, class);
		struct amounts need = world_need(engine, head);

		classes &= ~(UINT64_C(1) << class);
		if (placement_choose(engine, head) == NULL &&
		    !fits_coming(engine, &need) &&
		    one_more(engine, &need, RULE_ORDER_WAITING) != NULL)
			left--;
	}
	return left;
}

/* The largest plan must always find a place. */
static uint32_t serve_largest(struct engine *engine, uint32_t left)
{
	const struct amounts *need = &engine->sizes.largest;

	if (left > 0 && need->ram_mib != 0 &&
	    !placement_has_room(engine, need, NULL) &&
	    !fits_coming(engine, need) &&
	    one_more(engine, need, RULE_ORDER_LARGEST) != NULL)
		left--;
	return left;
}

/* Is there, by the rule, enough for these as well? */
static bool is_enough(const struct engine *engine,
		      const struct amounts *waiting)
{
	const struct policy *policy = &engine->config.policy;
	struct places places = reserve_now(engine, waiting);
	struct amounts have = capacity(engine);
	struct amounts taken, margin = reserve(engine);

	if (reserve_is_in_worlds(engine))
		return places.have >= places.wanted;
	if (policy->scaling == SCALE_FIT) {
		taken = taken_of_ready(engine);
		amounts_add(&taken, &margin);
	} else {
		taken = load_of_fleet(engine);
		have = share_of(have, policy->high_ppm);
	}
	amounts_add(&taken, waiting);
	return amounts_cover(&have, &taken);
}

/* Nodes until there is enough for all.  While starts wait, each node can hold
 * the largest of them that can be helped; for a reserve in worlds, each has a
 * place for one. */
static void serve_all(struct engine *engine, uint32_t left)
{
	bool in_worlds = reserve_is_in_worlds(engine);
	enum rule rule = in_worlds ? RULE_ORDER_WORLDS : RULE_ORDER_RESERVE;
	const struct amounts any = {.ram_mib = 1}; /* any node will do */
	const struct amounts *least =
	    in_worlds ? &engine->sizes.reserve_plan : &any;
	struct amounts waiting = starts_waiting(engine);
	uint64_t classes = engine->waiting.classes;

	while (left > 0 && !is_enough(engine, &waiting)) {
		uint32_t class = 0;
		struct amounts need = *least;

		if (classes != 0) {
			struct amounts of_head;

			class = largest_class(classes);
			of_head = world_need(engine, head_of(engine, class));
			need = amounts_larger(&of_head, least);
		}
		if (one_more(engine, &need, rule) != NULL) {
			left--;
			continue;
		}
		if (classes == 0)
			return;
		classes &= ~(UINT64_C(1) << class);
		amounts_subtract(&waiting, &engine->waiting.needs[class]);
	}
}

/* Order what the rule misses now; release nothing. */
static void order_missing(struct engine *engine)
{
	uint32_t left = engine->config.policy.orders_per_tick_max;

	switch (engine->config.policy.scaling) {
	case SCALE_NONE:
		return;
	case SCALE_THRESHOLD:
		break;
	case SCALE_FIT:
		left = serve_sizes(engine, left);
		left = serve_largest(engine, left);
		break;
	}
	serve_all(engine, left);
}

/* --- less ----------------------------------------------------------------- */

/* Less of each; of what there is none, nothing can be taken either. */
static bool is_below(const struct amounts *taken, const struct amounts *limit)
{
	return (taken->ram_mib < limit->ram_mib || limit->ram_mib == 0) &&
	       (taken->cpu_milli < limit->cpu_milli || limit->cpu_milli == 0) &&
	       (taken->disk_mib < limit->disk_mib || limit->disk_mib == 0);
}

/* The least used node that is free to go, of the first few. */
static struct node *least_used(struct engine *engine)
{
	const struct key_index *index = nodes_by_use(engine);
	uint32_t slot = key_index_at_least(index, 0);

	for (int tried = 1; slot != KEY_INDEX_NONE &&
			    rent_is_bound(engine, &engine->fleet.nodes[slot]);
	     tried++)
		slot = tried < CANDIDATES_MAX ? key_index_next(index, slot)
					      : KEY_INDEX_NONE;
	return slot == KEY_INDEX_NONE ? NULL : &engine->fleet.nodes[slot];
}

static void threshold_drain(struct engine *engine)
{
	const struct policy *policy = &engine->config.policy;
	struct scaling *scaling = &engine->scaling;
	struct amounts all = capacity(engine), taken = load_of_fleet(engine);
	struct amounts waiting = starts_waiting(engine), room;
	struct amounts low = share_of(all, policy->low_ppm);
	struct node *node;

	amounts_add(&taken, &waiting);
	if (!is_below(&taken, &low)) {
		scaling->low_since_us = TIME_NEVER_US;
		return;
	}
	if (scaling->low_since_us == TIME_NEVER_US)
		scaling->low_since_us = engine->now_us;
	if (engine->now_us - scaling->low_since_us < policy->low_for_us)
		return;
	node = least_used(engine);
	if (node == NULL)
		return;
	/* what would be ordered again at once is not released */
	room = node_room(node);
	amounts_subtract(&all, &room);
	all = share_of(all, policy->high_ppm);
	if (!is_below(&taken, &all) || node_is_waited_for(engine, node))
		return;
	notice_scaling(engine, REASON_IDLE, node, all.ram_mib, taken.ram_mib,
		       &(struct places){0});
	explain_node(engine, node, RULE_RELEASE, REASON_IDLE, taken.ram_mib,
		     all.ram_mib);
	scaling->low_since_us = TIME_NEVER_US;
	node_drain(engine, node, REASON_IDLE);
}

/* May this node go, because the other ready ones hold its load with the
 * reserve?  The rule by which it goes or stays. */
static enum rule release_rule(struct engine *engine, const struct node *node,
			      const struct amounts *have,
			      const struct amounts *need,
			      const struct places *places)
{
	if (engine->waiting.count > engine->waiting.notified)
		return RULE_KEEP_PLACING; /* look later */
	if (places->have < places->wanted)
		return RULE_KEEP_WORLDS;
	if (!amounts_cover(have, need))
		return RULE_KEEP_LOAD;
	if (node_is_waited_for(engine, node))
		return RULE_KEEP_WAITED_FOR;
	if (engine->sizes.largest.ram_mib != 0 &&
	    !placement_has_room(engine, &engine->sizes.largest, node))
		return RULE_KEEP_LARGEST;
	return reserve_is_in_worlds(engine) ? RULE_RELEASE_WORLDS
					    : RULE_RELEASE;
}

void scaling_release_check(struct engine *engine, struct node *node)
{
	struct amounts have = ready_room(engine), need = load_of_fleet(engine);
	struct amounts room = node_room(node), margin = reserve(engine);
	struct places places = reserve_without(engine, node);
	enum rule rule;

	amounts_subtract(&have, &room);
	amounts_add(&need, &margin);
	rule = release_rule(engine, node, &have, &need, &places);
	if (rule == RULE_KEEP_WORLDS || rule == RULE_RELEASE_WORLDS)
		explain_places(engine, node, rule, REASON_IDLE, &places);
	else
		explain_node(engine, node, rule, REASON_IDLE, need.ram_mib,
			     have.ram_mib);
	if (rule != RULE_RELEASE && rule != RULE_RELEASE_WORLDS)
		return;
	notice_scaling(engine, REASON_IDLE, node, ready_room(engine).ram_mib,
		       node->used_mib, &places);
	node_drain(engine, node, REASON_IDLE);
}

/* --- when ----------------------------------------------------------------- */

void scaling_tick(struct engine *engine)
{
	order_missing(engine);
	if (engine->config.policy.scaling == SCALE_THRESHOLD)
		threshold_drain(engine);
}

/* The reflex between ticks: a start found no room. */
static void serve_blocked(struct engine *engine)
{
	uint64_t classes = engine->waiting.classes;

	if (engine->config.policy.scaling == SCALE_FIT) {
		order_missing(engine);
		return;
	}
	for (; classes != 0; classes &= classes - 1) {
		const struct world *head =
		    head_of(engine, (uint32_t)__builtin_ctzll(classes));
		struct amounts need = world_need(engine, head);
		struct node *node = placement_draining(engine, &need);

		if (node != NULL && placement_choose(engine, head) == NULL)
			node_call_back(engine, node);
	}
}

void scaling_plan(struct engine *engine)
{
	if (!engine->scaling.order_again && !engine->waiting.newly_notified)
		return;
	/* what finds no room in this wake is planned in the next */
	if (output_room(engine) < 2)
		return;
	if (engine->scaling.order_again)
		order_missing(engine);
	engine->scaling.order_again = false;
	if (engine->waiting.newly_notified)
		serve_blocked(engine);
	engine->waiting.newly_notified = false;
}
