#include "engine/lives/second_copies.h"

#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/check.h"
#include "engine/questions/explain.h"
#include "engine/tables/copies.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/transfers.h"
#include "engine/tables/worlds.h"

#define LATER_US US_PER_MINUTE
#define LOOKED_AT 16 /* copies on a node that is short of disk */

static bool is_on(const struct engine *engine)
{
	return engine->copies.of_world != NULL;
}

static struct copy *copy_at(struct engine *engine, uint32_t id)
{
	return &engine->copies.of_world[id];
}

uint32_t second_copy_commands(const struct engine *engine)
{
	return is_on(engine) ? 2 : 0;
}

/* --- made ----------------------------------------------------------------- */

static void waits_until(struct engine *engine, uint32_t id, int64_t due_us)
{
	copy_waits(engine, id, due_us);
	plan_soon(engine);
}

void second_copy_wanted(struct engine *engine, uint32_t id)
{
	int64_t after_us = engine->config.policy.second_copies.after_us;

	if (!is_on(engine) || copy_is(engine, id, COPY_CURRENT) ||
	    copy_is(engine, id, COPY_COMING) || copy_is(engine, id, COPY_DUE))
		return;
	waits_until(
	    engine, id,
	    max_i64(engine->now_us, world_at(engine, id)->since_us + after_us));
}

void second_copy_later(struct engine *engine, uint32_t id)
{
	copy_waits_no_more(engine, id);
	waits_until(engine, id,
		    engine->now_us +
			max_i64(engine->config.policy.second_copies.after_us,
				LATER_US));
}

void second_copy_begins(struct engine *engine, uint32_t id, uint16_t slot)
{
	copy_waits_no_more(engine, id);
	if (copy_is(engine, id, COPY_VERIFIED))
		copy_at(engine, id)->bits |= COPY_COMING;
	else
		copy_put(engine, id, slot, COPY_COMING);
	transfer_begin(engine, id, world_at(engine, id)->node, slot,
		       TRANSFER_ROUTINE, false);
}

/* It comes no more.  What lay there before lies there still. */
static void comes_no_more(struct engine *engine, uint32_t id)
{
	if (copy_is(engine, id, COPY_VERIFIED))
		copy_at(engine, id)->bits &= (uint8_t)~COPY_COMING;
	else
		copy_drop(engine, id);
}

void second_copy_called_off(struct engine *engine, uint32_t id, bool tell)
{
	struct transfer *transfer;

	if (!copy_is(engine, id, COPY_COMING))
		return;
	transfer = transfer_of(engine, id);
	if (tell)
		transfer_cancel(engine, transfer);
	else
		transfer_forgo(engine, transfer);
	comes_no_more(engine, id);
}

static void tell(struct engine *engine, uint32_t id, enum copy_event event)
{
	uint16_t slot = copy_at(engine, id)->node;

	output_notice(
	    engine, &(struct notice){
			.kind = NOTICE_SECOND_COPY,
			.world = {id},
			.node = {engine->fleet.nodes[slot].id},
			.second_copy = {event, world_at(engine, id)->disk_mib},
		    });
}

void second_copy_done(struct engine *engine, uint32_t id)
{
	struct copy *copy = copy_at(engine, id);

	tell(engine, id,
	     copy_is(engine, id, COPY_VERIFIED) ? COPY_REFRESHED : COPY_MADE);
	copy->bits &= (uint8_t)~COPY_COMING;
	copy->bits |= COPY_VERIFIED | COPY_CURRENT;
}

void second_copy_fails(struct engine *engine, uint32_t id)
{
	comes_no_more(engine, id);
	second_copy_later(engine, id);
}

/* --- gone ----------------------------------------------------------------- */

void second_copy_delete(struct engine *engine, uint32_t id, enum reason reason)
{
	const struct node *nodes = engine->fleet.nodes;

	if (!copy_is(engine, id, COPY_VERIFIED))
		return;
	copy_delete(engine, id,
		    (struct node_id){nodes[copy_at(engine, id)->node].id},
		    world_at(engine, id)->epoch, reason);
	copy_drop(engine, id);
}

void second_copy_outlived(struct engine *engine, uint32_t id)
{
	if (!copy_is(engine, id, COPY_CURRENT))
		second_copy_delete(engine, id, REASON_WINDOW);
}

/* It sleeps on without: another node may have a place for one. */
static void is_without(struct engine *engine, uint32_t id)
{
	const struct world *world = world_at(engine, id);

	if (world->state == WORLD_SLEEPING &&
	    (world->flags & WORLD_RESTING) == 0 &&
	    !copy_is(engine, id, COPY_DUE))
		second_copy_later(engine, id);
}

void second_copies_leave(struct engine *engine, struct node *node)
{
	while (node->stored.head != 0) {
		uint32_t id = node->stored.head;

		second_copy_called_off(engine, id, false);
		copy_drop(engine, id);
		is_without(engine, id);
	}
}

/* Of those that its worlds can do without: what is stranded has no other, and
 * an order to delete would stop newer data that are on their way there. */
static uint32_t oldest_spare(struct engine *engine, const struct node *node)
{
	uint16_t slot = node_slot(engine, node);
	uint32_t id = node->stored.head;

	for (int looked = 0; id != 0 && looked < LOOKED_AT; looked++) {
		const struct world *world = world_at(engine, id);

		if (!copy_is(engine, id, COPY_COMING) &&
		    world->state != WORLD_STRANDED && world->target != slot)
			return id;
		id = copy_at(engine, id)->next;
	}
	return 0;
}

bool second_copies_make_room(struct engine *engine, const struct node *node)
{
	uint64_t kept_mib =
	    (uint64_t)node->disk_mib *
	    engine->config.policy.second_copies.min_free_disk_ppm /
	    (uint64_t)PPM;
	uint32_t id;

	if (node->disk_used_mib + kept_mib <= node->disk_mib)
		return false;
	id = oldest_spare(engine, node);
	if (id == 0)
		return false;
	second_copy_delete(engine, id, REASON_DISK);
	is_without(engine, id);
	return true;
}

/* --- used ----------------------------------------------------------------- */

/* What a node that stays has of its newest data is its copy from now on. */
static bool keeps(struct engine *engine, uint32_t id, uint16_t slot)
{
	if (!is_on(engine) || engine->fleet.nodes[slot].state != NODE_READY)
		return false;
	copy_put(engine, id, slot, COPY_VERIFIED | COPY_CURRENT);
	return true;
}

void second_copy_starts(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	uint16_t home = world->node, slot = copy_at(engine, id)->node;

	tell(engine, id, COPY_USED);
	copy_drop(engine, id);
	world_shift(engine, id, WORLD_STARTING, slot, slot, REASON_DEMAND);
	(void)keeps(engine, id, home);
}

bool second_copy_moves(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	uint16_t home = world->node, target = world->target;
	bool stays =
	    is_on(engine) && engine->fleet.nodes[home].state == NODE_READY;

	if (copy_is(engine, id, COPY_VERIFIED)) {
		if (copy_at(engine, id)->node == target)
			copy_drop(engine, id);
		else if (stays)
			second_copy_delete(engine, id, REASON_MOVE);
	}
	world_shift(engine, id, WORLD_STARTING, target, target, REASON_MOVE);
	return stays && keeps(engine, id, home);
}

bool second_copy_takes_over(struct engine *engine, uint32_t id,
			    enum reason reason)
{
	uint16_t slot = copy_current_on(engine, id);

	if (slot == NO_SLOT)
		return false;
	explain_world(engine, id, &engine->fleet.nodes[slot], RULE_TAKE_OVER,
		      reason);
	copy_delete_at_home(engine, id, reason);
	copy_drop(engine, id);
	world_shift(engine, id, WORLD_ARCHIVING, world_at(engine, id)->node,
		    NO_SLOT, reason);
	world_shift(engine, id, WORLD_SLEEPING, slot, NO_SLOT, REASON_COPY);
	return true;
}

bool second_copy_rescues(struct engine *engine, uint32_t id)
{
	uint16_t slot;

	if (!copy_is(engine, id, COPY_VERIFIED))
		return false;
	slot = copy_at(engine, id)->node;
	copy_drop(engine, id);
	world_shift(engine, id, WORLD_SLEEPING, slot, NO_SLOT, REASON_COPY);
	return true;
}
