#include "engine/questions/reserve.h"

#include "engine/engine.int.h"
#include "engine/tables/nodes.h"
#include "engine/tables/sizes.h"

bool reserve_is_in_worlds(const struct engine *engine)
{
	return engine->sizes.reserve_plan.ram_mib != 0;
}

static uint64_t wanted_with(const struct engine *engine,
			    const struct amounts *load)
{
	return engine->config.policy.reserve_worlds +
	       amounts_units(load, &engine->sizes.reserve_plan);
}

struct places reserve_now(const struct engine *engine,
			  const struct amounts *waiting)
{
	const struct sizes *sizes = &engine->sizes;
	struct places places = {0};

	if (!reserve_is_in_worlds(engine))
		return places;
	places.have = engine->fleet.places;
	places.wanted = wanted_with(engine, waiting);
	for (uint32_t type = 0; type < engine->config.node_type_count; type++)
		if (engine->fleet.coming_of_type[type] != 0)
			places.have += engine->fleet.coming_of_type[type] *
				       amounts_times(&sizes->type_room[type],
						     &sizes->reserve_plan);
	return places;
}

struct places reserve_without(const struct engine *engine,
			      const struct node *node)
{
	struct amounts back = node_used(node);

	if (!reserve_is_in_worlds(engine))
		return (struct places){0};
	amounts_add(&back, &engine->fleet.sums[0].leaving_used);
	amounts_add(&back, &engine->fleet.sums[1].leaving_used);
	back.disk_mib = 0; /* who runs may be back; who sleeps is archived */
	return (struct places){.have = engine->fleet.places - node->places,
			       .wanted = wanted_with(engine, &back)};
}

uint64_t reserve_worlds_mib(const struct engine *engine, uint64_t worlds)
{
	return worlds * engine->sizes.reserve_plan.ram_mib;
}
