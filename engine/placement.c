/*
 * placement.c - which node a world starts on.
 *
 * Looks at the indexes over free RAM, never at the fleet.  RAM decides the
 * order; CPU and disk are checked on the candidates, PROBES of them, so a fleet
 * whose emptiest nodes all lack disk can leave a start waiting although a node
 * further down would do.  Fullness of disk is fought elsewhere (archive.c).
 */
#include "state.h"

#define PROBES 16
#define SESSION_END_STEP_US (15 * US_PER_MINUTE)

bool placement_fits(const struct engine *engine, const struct node *node,
		    const struct world *world)
{
	bool has_data_here = world->node == node_slot(engine, node);

	return node->state == NODE_READY &&
	       world_need_mib(engine, world) <= node_free_mib(node) &&
	       (node->cpu_milli == 0 ||
		world->cpu_milli + node->cpu_used_milli <= node->cpu_milli) &&
	       (has_data_here ||
		(uint64_t)world->disk_mib + node->disk_used_mib <=
		    node->disk_mib);
}

/* The first of a walk along an index that fits. */
static struct node *first_fit(struct engine *engine,
			      const struct key_index *index, uint32_t slot,
			      bool upwards, const struct world *world)
{
	for (int probe = 0; probe < PROBES && slot != KEY_INDEX_NONE; probe++) {
		struct node *node = &engine->fleet.nodes[slot];

		if (placement_fits(engine, node, world))
			return node;
		slot = upwards ? key_index_next(index, slot)
			       : key_index_previous(index, slot);
	}
	return NULL;
}

static struct node *least_loaded(struct engine *engine,
				 const struct key_index *index,
				 const struct world *world)
{
	return first_fit(engine, index, key_index_at_most(index, UINT32_MAX),
			 false, world);
}

static struct node *best_fit(struct engine *engine,
			     const struct key_index *index,
			     const struct world *world)
{
	return first_fit(
	    engine, index,
	    key_index_at_least(index, world_need_mib(engine, world)), true,
	    world);
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
			 world);
	if (node == NULL)
		node = first_fit(engine, index, key_index_at_most(index, key),
				 false, world);
	return node;
}

static struct node *choose_in(struct engine *engine, int kind,
			      const struct world *world)
{
	const struct key_index *index = engine->fleet.by_free[kind];

	switch (engine->config.policy.placement) {
	case PLACE_LEAST_LOADED:
		return least_loaded(engine, index, world);
	case PLACE_BEST_FIT:
		return best_fit(engine, index, world);
	case PLACE_SESSION_END:
		return kind == 0 ? best_fit(engine, index, world)
				 : session_end(engine, world);
	}
	return NULL;
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

struct node *placement_choose(struct engine *engine, const struct world *world)
{
	struct node *own = world_node(engine, world);
	struct node *dedicated, *cloud;

	if (own != NULL && placement_fits(engine, own, world))
		return own;
	dedicated = choose_in(engine, 0, world);
	if (dedicated != NULL && engine->config.policy.dedicated_first)
		return dedicated;
	cloud = choose_in(engine, 1, world);
	return better(engine, dedicated, cloud);
}
