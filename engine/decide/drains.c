#include "engine/decide/drains.h"

#include "engine/engine.int.h"
#include "engine/kit/key_index.h"
#include "engine/lives/archive.h"
#include "engine/lives/recovery.h"
#include "engine/lives/second_copies.h"
#include "engine/money/rent.h"
#include "engine/questions/explain.h"
#include "engine/tables/guards.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/sizes.h"
#include "engine/tables/waiting.h"
#include "engine/tables/worlds.h"

/* --- draining ------------------------------------------------------------- */

/* Archive the sleepers of a draining node as far as this step can. */
static void archive_sleepers(struct engine *engine, struct node *node)
{
	uint32_t id = node->lists[LIST_SLEEPING].head;

	while (id != 0) {
		uint32_t next = engine->links[id].next;

		if (world_at(engine, id)->state == WORLD_SLEEPING) {
			if (output_room(engine) < 2) {
				engine->drains_unfinished = true;
				plan_when_room(engine);
				return;
			}
			archive_begin(engine, id, TRANSFER_DRAIN, REASON_DRAIN);
		}
		id = next;
	}
}

void drains_plan(struct engine *engine)
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
	second_copies_leave(engine, node);
	archive_sleepers(engine, node);
	node_left(engine, node);
}

void node_call_back(struct engine *engine, struct node *node)
{
	explain_node(engine, node, RULE_CALL_BACK, REASON_DEMAND,
		     starts_waiting(engine).ram_mib, node_free_mib(node));
	node_enter(engine, node, NODE_READY, REASON_DEMAND);
	if (engine->waiting.count != 0)
		plan_soon(engine);
}

/* --- destroying ----------------------------------------------------------- */

/* False: the guard holds. */
static bool destroy_node(struct engine *engine, struct node *node,
			 enum reason reason)
{
	if (!guard_allows_destroy(engine)) {
		explain_node(engine, node, RULE_NO_DESTROY, REASON_GUARD, 0, 0);
		return false;
	}
	explain_node(engine, node, RULE_DESTROY, reason, 0, 0);
	node_enter(engine, node, NODE_DESTROYING, reason);
	node->deadline_us = TIME_NEVER_US; /* it may fall silent now */
	node->command =
	    pending_issue(engine, &(struct command){
				      .kind = COMMAND_DESTROY_NODE,
				      .reason = (uint16_t)reason,
				      .node = {node->id},
				      .reference = node->provider_ref,
				  });
	return true;
}

void node_destroy_if_due(struct engine *engine, struct node *node)
{
	const struct policy *policy = &engine->config.policy;
	int64_t age_us = rent_hour_age_us(engine, node);

	if (node->state != NODE_DRAINING || !node_is_empty(node))
		return;
	if (node->dedicated) {
		node_ends(engine, node);
		return;
	}
	if (age_us < policy->destroy_from_us ||
	    age_us > policy->destroy_until_us || rent_is_bound(engine, node)) {
		explain_node(engine, node, RULE_PAID, REASON_IDLE, 0, 0);
		return;
	}
	if (node_is_waited_for(engine, node))
		node_call_back(engine, node);
	else
		(void)destroy_node(engine, node, REASON_IDLE);
}

void drains_settle(struct engine *engine)
{
	struct fleet *fleet = &engine->fleet;
	uint32_t slot, next;

	if (fleet->emptied == 0)
		return;
	slot = key_index_at_least(fleet->leaving_by_free, 0);
	for (; slot != KEY_INDEX_NONE; slot = next) {
		struct node *node = &fleet->nodes[slot];

		next = key_index_next(fleet->leaving_by_free, slot);
		if (!node->emptied)
			continue;
		if (output_room(engine) < 2) {
			plan_when_room(engine);
			return;
		}
		node_looked_at(engine, node);
		node_destroy_if_due(engine, node);
	}
}

static bool is_condemned(const struct node *node)
{
	return node->id != 0 && !node->dedicated && node->command == 0 &&
	       (node->state == NODE_SILENT || node->state == NODE_DEAD);
}

void condemned_plan(struct engine *engine)
{
	struct fleet *fleet = &engine->fleet;

	if (!engine->condemned_unfinished)
		return;
	engine->condemned_unfinished = false;
	for (uint32_t slot = 0; slot <= fleet->mask; slot++) {
		struct node *node = &fleet->nodes[slot];

		if (!is_condemned(node))
			continue;
		if (output_room(engine) < 2) {
			engine->condemned_unfinished = true;
			plan_when_room(engine);
			return;
		}
		if (!destroy_node(engine, node, REASON_NODE_LOST))
			return;
	}
}

void node_remove(struct engine *engine, struct node *node)
{
	bool fenced = node->state == NODE_DEAD && node->command == 0;

	node->removed = true;
	sizes_survey(engine);
	if (node->state == NODE_READY)
		node_drain(engine, node, REASON_REMOVED);
	else if (node->state == NODE_BOOTING || fenced)
		node_ends(engine, node);
	/* else: when it is fenced, or talks again and is empty */
}
