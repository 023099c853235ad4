/* support_accountant_time.c - time passes: what is paid for and not used. */
#include "support_accountant.int.h"

/* --- what is paid and not used -------------------------------------------- */

static bool is_night(const struct accountant *a, int64_t at_us)
{
	const struct engine_config *config = &a->config;
	int64_t local_us = at_us;
	uint32_t hour;

	for (uint32_t i = 0; i < config->clock_offset_count; i++)
		if (config->clock[i].from_us <= at_us)
			local_us = at_us + (int64_t)config->clock[i].offset_s *
					       US_PER_SECOND;
	hour = (uint32_t)(local_us / US_PER_HOUR % 24);
	if (config->night_from_hour <= config->night_until_hour)
		return hour >= config->night_from_hour &&
		       hour < config->night_until_hour;
	return hour >= config->night_from_hour ||
	       hour < config->night_until_hour;
}

static bool takes_room(enum world_state state)
{
	return state == WORLD_MOVING || state == WORLD_RESTORING ||
	       state == WORLD_STARTING || state == WORLD_ACTIVE ||
	       state == WORLD_STOPPING;
}

/* Where it takes room: its node, or the one to which it is on its way. */
static uint32_t room_at(const struct known_world *world,
			const struct world_view *view)
{
	return view->state == WORLD_MOVING || view->state == WORLD_RESTORING
		   ? world->target
		   : view->node.value;
}

/* Plans on each node, and how many; busy: one of them is more than on its way
 * to it from another node. */
static void sum_plans(struct accountant *a, const struct engine *engine)
{
	for (uint32_t id = 0; id < a->node_capacity; id++) {
		a->nodes[id].plans_mib = 0;
		a->nodes[id].plans = 0;
		a->nodes[id].busy = false;
	}
	for (uint32_t id = 1; id <= a->config.limits.worlds_max; id++) {
		struct known_node *node;
		struct world_view world;

		if (!engine_read_world(engine, (struct world_id){id}, &world) ||
		    !takes_room(world.state))
			continue;
		node = node_of(a, room_at(&a->worlds[id], &world));
		node->plans_mib += world.ram_mib;
		node->plans++;
		node->busy |= world.state != WORLD_MOVING;
	}
}

/* One node, from a->now_us on for so long. */
static void node_idles(struct accountant *a, const struct node_view *view,
		       enum idle_cause cause, int64_t us)
{
	const struct known_node *node = &a->nodes[view->id.value];
	const struct node_type *type = &a->config.node_types[view->type];
	int64_t rate = node->rate_nano_eur, reserve, used;

	if (node->monthly)
		rate = round_half_even(node->rent_nano_eur, RENT_MONTH_HOURS);
	if (!node->monthly && node->busy)
		a->used_us += us;
	agree("RAM taken on a node", view->used_mib,
	      node->plans_mib +
		  node->plans * a->config.machinery.ram_overhead_mib);
	reserve = rate *
		  ((int64_t)type->ram_mib - view->sellable_mib +
		   (int64_t)view->used_mib - node->plans_mib) /
		  type->ram_mib;
	used = rate * node->plans_mib / type->ram_mib;
	switch (view->state) {
	case NODE_BOOTING:
		a->idle[IDLE_BOOT] += (exact)rate * us;
		break;
	case NODE_READY:
		a->idle[IDLE_RESERVE] += (exact)reserve * us;
		a->idle[cause] += (exact)(rate - reserve - used) * us;
		break;
	case NODE_CORDONED:
	case NODE_DRAINING:
		a->idle[IDLE_RESERVE] += (exact)reserve * us;
		a->idle[IDLE_ROUNDING] += (exact)(rate - reserve - used) * us;
		break;
	case NODE_DESTROYING:
		a->idle[IDLE_ROUNDING] += (exact)rate * us;
		break;
	case NODE_SILENT:
	case NODE_DEAD:
		a->idle[cause] += (exact)rate * us;
		break;
	default:
		break;
	}
}

void time_passes(struct accountant *a, const struct engine *before,
		 int64_t now_us)
{
	int64_t us = now_us - a->now_us;
	enum idle_cause cause =
	    is_night(a, a->now_us) ? IDLE_NIGHT : IDLE_SLACK;
	struct engine_gauges gauges;

	if (us == 0)
		return;
	sum_plans(a, before);
	engine_read_gauges(before, &gauges);
	if (gauges.worlds_waiting != 0)
		cause = IDLE_FRAGMENTATION;
	for (uint32_t id = 1; id < a->node_capacity; id++) {
		struct node_view view;

		if (a->nodes[id].rented)
			a->alive_us += us;
		if (engine_read_node(before, (struct node_id){id}, &view))
			node_idles(a, &view, cause, us);
	}
	a->now_us = now_us;
}
