/*
 * placement.h - which node a world starts on.
 *
 * Asks and changes nothing.  Looks at the indexes over free RAM, never at the
 * fleet.  RAM decides the order; CPU and disk are checked on the candidates,
 * PROBES of them.  Whatever the rule, the emptiest nodes are tried
 * last, so that a node that was rented for a start is found by it.
 *
 * A dedicated node may keep room for the worlds whose data it has
 * (policy.return_room): others take it only if there is no other place, a cloud
 * node's included.
 */
#ifndef ENGINE_QUESTIONS_PLACEMENT_H
#define ENGINE_QUESTIONS_PLACEMENT_H

#include <stdbool.h>

#include "engine/kit/amounts.h"
#include "engine/notice.h"

#define COPY_PLACES 16

struct engine;
struct node;
struct world;

/* The node for this world by the configured rule, or NULL. */
struct node *placement_choose(struct engine *engine, const struct world *world);
/* The nodes that are asked whether they take second copies, the emptiest first.
 * They are the same as long as nothing is placed, so a plan over many worlds
 * looks for them once. */
struct copy_places {
	struct node *nodes[COPY_PLACES];
	int count; /* -1: nobody has looked yet */
};
/* The node for a second copy of a sleeper, or NULL. */
struct node *placement_for_copy(struct engine *engine, uint32_t id,
				struct copy_places *places);
/* Would it fit on the node with its data, which must be? */
bool placement_fits_home(struct engine *engine, const struct world *world);
/* Is this much free on one ready node other than `except` (or NULL)? */
bool placement_has_room(struct engine *engine, const struct amounts *need,
			const struct node *except);
/* Of the draining nodes one on which this much is free, or NULL. */
struct node *placement_draining(struct engine *engine,
				const struct amounts *need);
/* The rule by which placement_choose() came to this node. */
enum rule placement_by(struct engine *engine, const struct world *world,
		       const struct node *node);

#endif /* ENGINE_QUESTIONS_PLACEMENT_H */
