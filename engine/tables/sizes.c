#include "engine/tables/sizes.h"

#include "engine/engine.int.h"
#include "engine/kit/amounts.h"
#include "engine/tables/worlds.h"

static struct amounts type_room(const struct engine_config *config,
				uint32_t type)
{
	const struct node_type *t = &config->node_types[type];
	uint64_t cpu_milli = (uint64_t)t->cpu_milli *
			     config->machinery.cpu_oversubscribe_ppm /
			     (uint64_t)PPM;

	if (cpu_milli == 0 || cpu_milli > CPU_NO_LIMIT_MILLI)
		cpu_milli = CPU_NO_LIMIT_MILLI;
	return (struct amounts){.ram_mib = config_sellable_mib(config, type),
				.cpu_milli = cpu_milli,
				.disk_mib = t->disk_mib};
}

static struct amounts reserve_plan(const struct engine_config *config)
{
	const struct plan_size *plan = &config->policy.reserve_plan;

	/* a setting in a snapshot may ask for what a later configuration has no
	 * plan of: then its reserve of RAM applies */
	if (config->policy.reserve_worlds == 0 || plan->ram_mib == 0 ||
	    config->policy.scaling != SCALE_FIT)
		return (struct amounts){0};
	return (struct amounts){.ram_mib = (uint64_t)plan->ram_mib +
					   config->machinery.ram_overhead_mib,
				.cpu_milli = plan->cpu_milli,
				.disk_mib = plan->disk_mib};
}

void sizes_survey(struct engine *engine)
{
	const struct engine_config *config = &engine->config;
	const struct policy *policy = &config->policy;
	uint32_t offers = policy->cloud_max != 0 ? policy->offer_count : 0;

	engine->sizes.reserve_plan = reserve_plan(config);
	engine->sizes.types_to_order = 0;
	engine->sizes.types_to_be_had = 0;
	for (uint32_t i = 0; i < config->node_type_count; i++)
		engine->sizes.type_room[i] = type_room(config, i);
	for (uint32_t slot = 0; slot <= engine->fleet.mask; slot++) {
		const struct node *node = &engine->fleet.nodes[slot];

		if (node->id != 0 && node->dedicated && !node->removed &&
		    node->state != NODE_GONE)
			engine->sizes.types_to_be_had |= UINT32_C(1)
							 << node->type;
	}
	for (uint32_t i = 0; i < offers; i++)
		engine->sizes.types_to_order |= UINT32_C(1)
						<< policy->offers[i].type;
	engine->sizes.types_to_be_had |= engine->sizes.types_to_order;
}

bool sizes_fit_types(const struct engine *engine, uint32_t types,
		     const struct amounts *need)
{
	for (; types != 0; types &= types - 1)
		if (amounts_cover(
			&engine->sizes.type_room[__builtin_ctz(types)], need))
			return true;
	return false;
}

/* By RAM, then by what else it takes. */
static bool larger(const struct amounts *a, const struct amounts *b)
{
	if (a->ram_mib != b->ram_mib)
		return a->ram_mib > b->ram_mib;
	if (a->cpu_milli != b->cpu_milli)
		return a->cpu_milli > b->cpu_milli;
	return a->disk_mib > b->disk_mib;
}

void size_sold(struct engine *engine, const struct world *world)
{
	struct amounts need = world_need(engine, world);

	if (larger(&need, &engine->sizes.largest) &&
	    sizes_fit_types(engine, engine->sizes.types_to_order, &need))
		engine->sizes.largest = need;
}

void sizes_find_largest(struct engine *engine)
{
	struct amounts bound = engine->sizes.largest; /* 0: there is none */

	engine->sizes.largest = (struct amounts){0};
	for (uint32_t id = 1; id <= engine->config.limits.worlds_max; id++) {
		const struct world *world = world_at(engine, id);

		if ((world->flags & WORLD_REGISTERED) == 0 ||
		    world->state == WORLD_DELETED)
			continue;
		size_sold(engine, world);
		if (bound.ram_mib != 0 &&
		    amounts_equal(&engine->sizes.largest, &bound))
			return;
	}
}

void size_gone(struct engine *engine, const struct amounts *need)
{
	if (amounts_equal(need, &engine->sizes.largest))
		sizes_find_largest(engine);
}
