/*
 * sizes.h - which sizes are sold, and which nodes could hold them.
 *
 * Knows what an empty node of each type can sell, what a world takes of it in
 * which a reserve is counted (policy.reserve_worlds), and the largest plan for
 * which room can be rented: the size that rule `fit` keeps a place for.  A plan
 * that only a dedicated node holds is not kept room for, because no order would
 * bring any.  When the last world of the largest plan goes, the next one is
 * looked for among all worlds: rare, and over at the first of equal size.  All
 * of it follows from configuration and worlds, so none of it is saved.
 */
#ifndef ENGINE_TABLES_SIZES_H
#define ENGINE_TABLES_SIZES_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/config.h"
#include "engine/kit/amounts.h"

struct engine;
struct world;

struct sizes {
	struct amounts largest; /* plan that an orderable node can hold */
	struct amounts type_room[NODE_TYPES_MAX]; /* sellable, of one node */
	struct amounts reserve_plan; /* with its overhead; all 0: no reserve is
					counted in worlds */
	uint32_t types_to_be_had, types_to_order; /* bits: node types */
};

/* Fill in what follows from the configuration and the dedicated nodes; again
 * when one of them changes. */
void sizes_survey(struct engine *engine);
/* Would one empty node of one of these types (bits) hold this? */
bool sizes_fit_types(const struct engine *engine, uint32_t types,
		     const struct amounts *need);
/* A world was registered or changed; one that needed this is so no more. */
void size_sold(struct engine *engine, const struct world *world);
void size_gone(struct engine *engine, const struct amounts *need);
/* Look anew among all worlds: after loading. */
void sizes_find_largest(struct engine *engine);

#endif /* ENGINE_TABLES_SIZES_H */
