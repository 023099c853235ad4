#include "engine/questions/explain.h"

#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/pricing.h"
#include "engine/money/rent.h"
#include "engine/questions/placement.h"
#include "engine/questions/reserve.h"
#include "engine/tables/nodes.h"
#include "engine/tables/offers.h"
#include "engine/tables/output.h"
#include "engine/tables/waiting.h"
#include "engine/tables/worlds.h"

static bool has_listener(const struct engine *engine)
{
	return output_listens(engine, NOTICE_DECISION);
}

static void explain(struct engine *engine, struct notice notice)
{
	struct engine_output *out = engine->out;

	if (engine->explanations == ENGINE_EXPLANATIONS_PER_STEP ||
	    !output_listens(engine, (enum notice_kind)notice.kind))
		return;
	engine->explanations++;
	if (out->explanations_left == 0) {
		engine->notice_index++; /* the others keep their numbers */
		return;
	}
	out->explanations_left--;
	output_notice(engine, &notice);
}

/* A sum over a fleet may be more than there is room for in a notice. */
static uint32_t told_mib(uint64_t mib)
{
	return mib < UINT32_MAX ? (uint32_t)mib : UINT32_MAX;
}

/* A world's part of that, by RAM. */
static int64_t share_nano_eur(const struct engine *engine,
			      const struct node *node, uint32_t need_mib)
{
	return divide_half_even((wide)rent_next_hour_nano_eur(engine, node) *
				    need_mib,
				node->sellable_mib);
}

static int64_t earns_nano_eur(const struct engine *engine,
			      const struct world *world)
{
	const struct book_price *price =
	    pricing_list(&engine->config.book, engine->now_us);

	return divide_half_even(
	    (wide)world->ram_mib * price->active_gb_hour_nano_eur, MIB_PER_GIB);
}

/* --- alternatives --------------------------------------------------------- */

static enum objection objection_to(const struct node *node,
				   const struct amounts *need)
{
	switch ((enum node_state)node->state) {
	case NODE_READY:
		break;
	case NODE_ORDERED:
	case NODE_BOOTING:
		return OBJECTION_NOT_READY;
	case NODE_CORDONED:
	case NODE_DRAINING:
	case NODE_DESTROYING:
		return OBJECTION_LEAVING;
	case NODE_NONE:
	case NODE_SILENT:
	case NODE_DEAD:
	case NODE_GONE:
	case NODE_STATE_COUNT:
		return OBJECTION_LOST;
	}
	if (node_free_mib(node) < need->ram_mib)
		return OBJECTION_NO_RAM;
	if (node->cpu_used_milli + need->cpu_milli > node->cpu_milli)
		return OBJECTION_NO_CPU;
	if (node->disk_used_mib + need->disk_mib > node->disk_mib)
		return OBJECTION_NO_DISK;
	return OBJECTION_NOT_PREFERRED;
}

/* The node with its data first, then by free RAM. */
static bool tells_more(const struct node *a, const struct node *b,
		       const struct node *home)
{
	if (a == home || b == home)
		return a == home;
	return node_free_mib(a) > node_free_mib(b);
}

/* Put a node into a list that is sorted by what its refusal tells. */
static uint32_t insert_refused(const struct node **best, uint32_t count,
			       const struct node *node, const struct node *home)
{
	uint32_t at = count;

	while (at > 0 && tells_more(node, best[at - 1], home))
		at--;
	if (at == ALTERNATIVES_MAX)
		return count;
	if (count < ALTERNATIVES_MAX)
		count++;
	for (uint32_t i = count - 1; i > at; i--)
		best[i] = best[i - 1];
	best[at] = node;
	return count;
}

static void say_refused_nodes(struct engine *engine, const struct world *world,
			      const struct node *chosen)
{
	const struct node *best[ALTERNATIVES_MAX];
	const struct node *home = world_node(engine, world);
	uint32_t count = 0;

	for (uint32_t slot = 0; slot <= engine->fleet.mask; slot++) {
		const struct node *node = &engine->fleet.nodes[slot];

		if (node->id != 0 && node != chosen)
			count = insert_refused(best, count, node, home);
	}
	for (uint32_t i = 0; i < count; i++) {
		struct amounts need = world_need(engine, world);

		if (best[i] == home)
			need.disk_mib = 0; /* its data are here */
		explain(engine,
			(struct notice){
			    .kind = NOTICE_ALTERNATIVE,
			    .node = {best[i]->id},
			    .alternative = {.objection =
						objection_to(best[i], &need),
					    .free_mib = node_free_mib(best[i]),
					    .holds_data = best[i] == home,
					    .hour_nano_eur =
						rent_next_hour_nano_eur(
						    engine, best[i])},
			});
	}
}

static void say_refused_offers(struct engine *engine,
			       const struct amounts *need,
			       const struct node *chosen)
{
	const struct policy *policy = &engine->config.policy;

	for (uint32_t i = 0; i < policy->offer_count && i < ALTERNATIVES_MAX;
	     i++) {
		uint16_t type = policy->offers[i].type;

		if (chosen != NULL && chosen->offer == i)
			continue;
		explain(
		    engine,
		    (struct notice){
			.kind = NOTICE_ALTERNATIVE,
			.reason = (uint8_t)offer_refused(engine, i, need),
			.alternative = {.type = type,
					.location = policy->offers[i].location,
					.hour_nano_eur = rent_hour_nano_eur(
					    engine, type, engine->now_us)},
		    });
	}
}

/* --- decisions ------------------------------------------------------------ */

void explain_start(struct engine *engine, uint32_t id, const struct node *node,
		   enum rule rule, enum reason reason)
{
	const struct world *world = world_at(engine, id);
	uint32_t need_mib;

	if (!has_listener(engine))
		return;
	need_mib = world_need_mib(engine, world);
	if (node != NULL)
		rule = placement_by(engine, world, node);
	explain(
	    engine,
	    (struct notice){
		.kind = NOTICE_DECISION,
		.reason = (uint8_t)reason,
		.request = world->request,
		.world = {id},
		.node = {node != NULL ? node->id : 0},
		.decision = {.rule = rule,
			     .need_mib = need_mib,
			     .have_mib = node != NULL ? node_free_mib(node) : 0,
			     .extra = node != NULL ? share_nano_eur(
							 engine, node, need_mib)
						   : 0,
			     .amount_nano_eur = earns_nano_eur(engine, world)},
	    });
	/* a start that may not be has no use for a node */
	if (rule != RULE_REFUSE)
		say_refused_nodes(engine, world, node);
}

void explain_world(struct engine *engine, uint32_t id, const struct node *node,
		   enum rule rule, enum reason reason)
{
	const struct world *world = world_at(engine, id);

	if (!has_listener(engine))
		return;
	explain(engine,
		(struct notice){
		    .kind = NOTICE_DECISION,
		    .reason = (uint8_t)reason,
		    .request = world->request,
		    .world = {id},
		    .node = {node->id},
		    .decision = {.rule = rule,
				 .need_mib = world_need_mib(engine, world),
				 .have_mib = node_free_mib(node)},
		});
}

/* Both in MiB, as of any decision, and the MiB of a world to count them by. */
static void tell_places(const struct engine *engine,
			const struct places *places, struct notice *notice)
{
	notice->decision.need_mib =
	    told_mib(reserve_worlds_mib(engine, places->wanted));
	notice->decision.have_mib =
	    told_mib(reserve_worlds_mib(engine, places->have));
	notice->decision.extra = (int64_t)reserve_worlds_mib(engine, 1);
}

void explain_order(struct engine *engine, const struct amounts *need,
		   const struct node *node, enum rule rule, enum reason reason,
		   const struct places *places)
{
	struct notice notice = {
	    .kind = NOTICE_DECISION,
	    .reason = (uint8_t)reason,
	    .node = {node != NULL ? node->id : 0},
	    .decision = {.rule = node != NULL ? rule : RULE_NO_ORDER,
			 .need_mib = told_mib(need->ram_mib),
			 .have_mib = node != NULL ? node_free_mib(node) : 0,
			 .extra = (int64_t)starts_waiting(engine).ram_mib}};

	if (!has_listener(engine))
		return;
	if (node != NULL)
		notice.decision.amount_nano_eur =
		    rent_order_nano_eur(engine, node->type, engine->now_us);
	if (rule == RULE_ORDER_WORLDS) {
		tell_places(engine, places, &notice);
		if (node == NULL)
			notice.decision.rule = RULE_NO_ORDER_WORLDS;
	}
	explain(engine, notice);
	say_refused_offers(engine, need, node);
}

void explain_places(struct engine *engine, const struct node *node,
		    enum rule rule, enum reason reason,
		    const struct places *places)
{
	struct notice notice = {
	    .kind = NOTICE_DECISION,
	    .reason = (uint8_t)reason,
	    .node = {node->id},
	    .decision = {.rule = rule,
			 .amount_nano_eur =
			     rent_next_hour_nano_eur(engine, node)}};

	if (!has_listener(engine))
		return;
	tell_places(engine, places, &notice);
	explain(engine, notice);
}

void explain_node(struct engine *engine, const struct node *node,
		  enum rule rule, enum reason reason, uint64_t need_mib,
		  uint64_t have_mib)
{
	bool paid = rule == RULE_PAID || rule == RULE_DESTROY;
	int64_t age_us, rest_us, amount;

	if (!has_listener(engine))
		return;
	age_us = rent_hour_age_us(engine, node);
	rest_us = max_i64(0, US_PER_HOUR - age_us);
	/* a node that never was ordered well has no hour */
	if (node->dedicated || node->created_us == TIME_NEVER_US)
		age_us = rest_us = 0;
	amount = paid ? divide_half_even((wide)node->rate_nano_eur * rest_us,
					 US_PER_HOUR)
		      : rent_next_hour_nano_eur(engine, node);
	explain(engine, (struct notice){
			    .kind = NOTICE_DECISION,
			    .reason = (uint8_t)reason,
			    .node = {node->id},
			    .decision = {.rule = rule,
					 .need_mib = told_mib(need_mib),
					 .have_mib = told_mib(have_mib),
					 .extra = age_us,
					 .amount_nano_eur = amount},
			});
}
