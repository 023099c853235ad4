#include "engine/questions/placement.h"

#include "engine/engine.int.h"
#include "engine/kit/amounts.h"
#include "engine/kit/key_index.h"
#include "engine/tables/copies.h"
#include "engine/tables/nodes.h"
#include "engine/tables/worlds.h"

#define PROBES 16

/* Is this much free on the node, whatever its state? */
static bool has_free(const struct node *node, const struct amounts *need)
{
	struct amounts taken = node_used(node);
	struct amounts room = node_room(node);

	amounts_add(&taken, need);
	return amounts_cover(&room, &taken);
}

static uint32_t id_of(const struct engine *engine, const struct world *world)
{
	return (uint32_t)(world - engine->worlds);
}

/* Are its newest data on this node? */
static bool has_newest(const struct engine *engine, const struct node *node,
		       const struct world *world)
{
	uint16_t slot = node_slot(engine, node);

	return world->node == slot ||
	       (engine->copies.of_world != NULL &&
		copy_current_on(engine, id_of(engine, world)) == slot);
}

static bool placement_fits(const struct engine *engine, const struct node *node,
			   const struct world *world, uint32_t spare_mib)
{
	struct amounts need = world_need(engine, world);

	need.ram_mib += spare_mib;

	if (node->state != NODE_READY)
		return false;
	if (has_newest(engine, node, world))
		need.disk_mib = 0; /* its data are here */
	return has_free(node, &need);
}

/* The emptiest member of an index on which this much is free. */
static struct node *emptiest(struct engine *engine,
			     const struct key_index *index,
			     const struct amounts *need,
			     const struct node *except)
{
	uint32_t slot = key_index_at_most(index, UINT32_MAX);

	for (int probe = 0; probe < PROBES && slot != KEY_INDEX_NONE; probe++) {
		struct node *node = &engine->fleet.nodes[slot];

		if (node != except && !node->removed && has_free(node, need))
			return node;
		slot = key_index_previous(index, slot);
	}
	return NULL;
}

bool placement_has_room(struct engine *engine, const struct amounts *need,
			const struct node *except)
{
	struct key_index *const *by_free = engine->fleet.by_free;

	return emptiest(engine, by_free[0], need, except) != NULL ||
	       emptiest(engine, by_free[1], need, except) != NULL;
}

struct node *placement_draining(struct engine *engine,
				const struct amounts *need)
{
	return emptiest(engine, engine->fleet.leaving_by_free, need, NULL);
}

bool placement_fits_home(struct engine *engine, const struct world *world)
{
	return placement_fits(engine, world_node(engine, world), world, 0);
}

/* The first of a walk along an index that fits and keeps so much free. */
static struct node *first_fit(struct engine *engine,
			      const struct key_index *index, uint32_t slot,
			      bool upwards, const struct world *world,
			      uint32_t spare_mib)
{
	for (int probe = 0; probe < PROBES && slot != KEY_INDEX_NONE; probe++) {
		struct node *node = &engine->fleet.nodes[slot];

		if (placement_fits(engine, node, world, spare_mib))
			return node;
		slot = upwards ? key_index_next(index, slot)
			       : key_index_previous(index, slot);
	}
	return NULL;
}

static struct node *least_loaded(struct engine *engine,
				 const struct key_index *index,
				 const struct world *world, uint32_t spare_mib)
{
	return first_fit(engine, index, key_index_at_most(index, UINT32_MAX),
			 false, world, spare_mib);
}

static struct node *best_fit(struct engine *engine,
			     const struct key_index *index,
			     const struct world *world, uint32_t spare_mib)
{
	uint64_t least_mib =
	    (uint64_t)world_need_mib(engine, world) + spare_mib;

	if (least_mib > UINT32_MAX)
		return NULL;
	return first_fit(engine, index,
			 key_index_at_least(index, (uint32_t)least_mib), true,
			 world, spare_mib);
}

/*
 * A cloud node is given back when its last world ends, so a world goes where
 * the others are expected to end with it: the first node that would run anyway
 * for as long, else the one that would run longest.
 */
static struct node *session_end(struct engine *engine,
				const struct world *world)
{
	const struct key_index *index = engine->fleet.cloud_by_end;
	int64_t ends_us = engine->now_us - engine->config.begin_us +
			  world->expected_s * US_PER_SECOND;
	uint32_t key = (uint32_t)(ends_us / SESSION_END_STEP_US);
	struct node *node;

	node = first_fit(engine, index, key_index_at_least(index, key), true,
			 world, 0);
	if (node == NULL)
		node = first_fit(engine, index, key_index_at_most(index, key),
				 false, world, 0);
	return node;
}

static struct node *choose_in(struct engine *engine, int kind,
			      const struct world *world, uint32_t spare_mib)
{
	const struct key_index *index = engine->fleet.by_free[kind];

	struct node *node = NULL;

	switch (engine->config.policy.placement) {
	case PLACE_LEAST_LOADED:
		break;
	case PLACE_BEST_FIT:
		node = best_fit(engine, index, world, spare_mib);
		break;
	case PLACE_SESSION_END:
		node = kind == 0 ? best_fit(engine, index, world, spare_mib)
				 : session_end(engine, world);
		break;
	}
	return node != NULL ? node
			    : least_loaded(engine, index, world, spare_mib);
}

/* Of one candidate of each kind, the one that the rule prefers. */
static struct node *better(const struct engine *engine, struct node *a,
			   struct node *b)
{
	bool most = engine->config.policy.placement == PLACE_LEAST_LOADED;

	if (a == NULL || b == NULL)
		return a != NULL ? a : b;
	if (engine->config.policy.dedicated_first)
		return a;
	if (node_free_mib(a) == node_free_mib(b))
		return a->id < b->id ? a : b;
	return (node_free_mib(a) > node_free_mib(b)) == most ? a : b;
}

/* Of the node with its data and that with their copy the better one on which it
 * fits; NULL: neither. */
static struct node *warm_node(struct engine *engine, const struct world *world)
{
	struct node *own = world_node(engine, world), *copy;
	uint16_t slot;

	if (own != NULL && !placement_fits(engine, own, world, 0))
		own = NULL;
	if (engine->copies.of_world == NULL)
		return own;
	slot = copy_current_on(engine, id_of(engine, world));
	if (slot == NO_SLOT)
		return own;
	copy = &engine->fleet.nodes[slot];
	if (!placement_fits(engine, copy, world, 0))
		return own;
	if (own == NULL)
		return copy;
	if (engine->config.policy.dedicated_first &&
	    own->dedicated != copy->dedicated)
		return own->dedicated ? own : copy;
	return node_free_mib(copy) > node_free_mib(own) ? copy : own;
}

static void find_copy_places(struct engine *engine, struct copy_places *places)
{
	const struct key_index *index = engine->fleet.by_free[0];
	uint32_t slot = key_index_at_most(index, UINT32_MAX);

	places->count = 0;
	while (places->count < COPY_PLACES && slot != KEY_INDEX_NONE) {
		places->nodes[places->count++] = &engine->fleet.nodes[slot];
		slot = key_index_previous(index, slot);
	}
}

/* An older copy is refreshed where it is. */
struct node *placement_for_copy(struct engine *engine, uint32_t id,
				struct copy_places *places)
{
	const struct second_copies *rules =
	    &engine->config.policy.second_copies;
	const struct world *world = world_at(engine, id);
	const struct node *home = world_node(engine, world);
	struct node *best = NULL;

	if (copy_is(engine, id, COPY_VERIFIED))
		return &engine->fleet.nodes[engine->copies.of_world[id].node];
	if (places->count < 0)
		find_copy_places(engine, places);
	for (int i = 0; i < places->count; i++) {
		struct node *node = places->nodes[i];
		uint64_t kept_mib = (uint64_t)node->disk_mib *
				    rules->min_free_disk_ppm / (uint64_t)PPM;

		if (node != home && !node->removed &&
		    node->disk_used_mib + kept_mib + world->disk_mib <=
			node->disk_mib &&
		    (best == NULL || node->stored_count < best->stored_count))
			best = node;
	}
	return best;
}

struct node *placement_choose(struct engine *engine, const struct world *world)
{
	uint32_t spare_mib = engine->config.policy.return_room_mib;
	struct node *own = warm_node(engine, world);
	struct node *dedicated, *cloud, *node;

	if (own != NULL)
		return own;
	dedicated = choose_in(engine, 0, world, spare_mib);
	if (dedicated != NULL && engine->config.policy.dedicated_first)
		return dedicated;
	cloud = choose_in(engine, 1, world, 0);
	node = better(engine, dedicated, cloud);
	/* room that a node keeps for its own is better than no room */
	return node != NULL || spare_mib == 0 ? node
					      : choose_in(engine, 0, world, 0);
}

/* With the room that nodes keep for their own, or without. */
static bool is_best_fit(struct engine *engine, const struct world *world,
			const struct node *node)
{
	const struct key_index *index =
	    engine->fleet.by_free[node->dedicated ? 0 : 1];
	uint32_t spare_mib =
	    node->dedicated ? engine->config.policy.return_room_mib : 0;

	return best_fit(engine, index, world, spare_mib) == node ||
	       best_fit(engine, index, world, 0) == node;
}

enum rule placement_by(struct engine *engine, const struct world *world,
		       const struct node *node)
{
	enum placement_rule placement = engine->config.policy.placement;

	if (world->node == node_slot(engine, node))
		return RULE_PLACE_WARM;
	if (has_newest(engine, node, world))
		return RULE_PLACE_COPY;
	if (placement == PLACE_SESSION_END && !node->dedicated &&
	    session_end(engine, world) == node)
		return RULE_PLACE_SESSION_END;
	if (placement != PLACE_LEAST_LOADED && is_best_fit(engine, world, node))
		return RULE_PLACE_BEST_FIT;
	return RULE_PLACE_LEAST_LOADED;
}
