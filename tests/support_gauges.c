#include "support_gauges.h"

#include <stddef.h>

static void count_worlds(const struct engine *engine, uint32_t worlds,
			 struct engine_gauges *sum)
{
	struct world_view world;

	for (uint32_t id = 1; id <= worlds; id++) {
		if (!engine_read_world(engine, (struct world_id){id}, &world))
			continue;
		sum->worlds_waiting += world.state == WORLD_QUEUED;
		sum->worlds_starting += world.state == WORLD_STARTING;
		sum->worlds_active += world.state == WORLD_ACTIVE;
		sum->worlds_sleeping += world.state == WORLD_SLEEPING;
		if (world.state == WORLD_QUEUED)
			sum->waiting_mib += world.ram_mib;
		if (world.state == WORLD_STARTING ||
		    world.state == WORLD_ACTIVE)
			sum->running_mib += world.ram_mib;
	}
}

static void count_node(const struct node_view *node, struct engine_gauges *sum)
{
	sum->cloud_nodes += !node->dedicated && node->state != NODE_GONE;
	sum->nodes_ordered += node->state == NODE_ORDERED;
	sum->nodes_booting += node->state == NODE_BOOTING;
	sum->nodes_ready += node->state == NODE_READY;
	sum->nodes_draining +=
	    node->state == NODE_CORDONED || node->state == NODE_DRAINING;
	if (node->state == NODE_READY)
		sum->sellable_mib[node->dedicated ? 0 : 1] +=
		    node->sellable_mib;
	if (node->state == NODE_ORDERED || node->state == NODE_BOOTING)
		sum->booting_mib += node->sellable_mib;
	if (node->state == NODE_CORDONED || node->state == NODE_DRAINING)
		sum->draining_mib += node->sellable_mib;
}

/* Returns the most RAM that is free on a ready node. */
static uint32_t count_nodes(const struct engine *engine,
			    struct engine_gauges *sum)
{
	uint32_t last = engine_last_node(engine).value, free_mib = 0;
	struct node_view node;

	for (uint32_t id = 1; id <= last; id++) {
		if (!engine_read_node(engine, (struct node_id){id}, &node))
			continue;
		count_node(&node, sum);
		if (node.state == NODE_READY &&
		    node.sellable_mib - node.used_mib > free_mib)
			free_mib = node.sellable_mib - node.used_mib;
	}
	return free_mib;
}

const char *gauges_wrong(const struct engine *engine,
			 const struct engine_config *config, uint32_t worlds)
{
	uint32_t overhead_mib = config->machinery.ram_overhead_mib, free_mib;
	struct engine_gauges sum = {0}, kept;

	engine_read_gauges(engine, &kept);
	count_worlds(engine, worlds, &sum);
	free_mib = count_nodes(engine, &sum);
	if (kept.worlds_waiting != sum.worlds_waiting ||
	    kept.worlds_starting != sum.worlds_starting ||
	    kept.worlds_active != sum.worlds_active ||
	    kept.worlds_sleeping != sum.worlds_sleeping)
		return "a gauge miscounts the worlds";
	if (kept.waiting_mib != sum.waiting_mib ||
	    kept.running_mib != sum.running_mib)
		return "a gauge miscounts the RAM of the worlds";
	if (kept.nodes_ordered != sum.nodes_ordered ||
	    kept.nodes_booting != sum.nodes_booting ||
	    kept.nodes_ready != sum.nodes_ready ||
	    kept.nodes_draining != sum.nodes_draining ||
	    kept.cloud_nodes != sum.cloud_nodes)
		return "a gauge miscounts the nodes";
	if (kept.sellable_mib[0] != sum.sellable_mib[0] ||
	    kept.sellable_mib[1] != sum.sellable_mib[1] ||
	    kept.booting_mib != sum.booting_mib ||
	    kept.draining_mib != sum.draining_mib)
		return "a gauge miscounts the RAM of the nodes";
	if (engine_largest_start_mib(engine) !=
	    (free_mib > overhead_mib ? free_mib - overhead_mib : 0))
		return "the largest start is not the largest";
	return NULL;
}
