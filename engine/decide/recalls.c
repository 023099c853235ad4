#include "engine/decide/recalls.h"

#include "engine/engine.int.h"
#include "engine/lives/travels.h"
#include "engine/questions/placement.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/worlds.h"

#define PROBES 16 /* that do not fit */

/* False: this step has no room for more commands. */
static bool call_home(struct engine *engine, const struct node *node)
{
	uint32_t id = node->leaving.head;
	int misfits = 0;

	while (id != 0 && misfits < PROBES) {
		uint32_t next = world_at(engine, id)->queue_next;

		if (!placement_fits_home(engine, world_at(engine, id))) {
			misfits++;
		} else if (output_room(engine) < 2) {
			plan_when_room(engine);
			return false;
		} else {
			travel_called_home(engine, id);
		}
		id = next;
	}
	return true;
}

/* What is called home gives room back elsewhere, so nodes may follow; each ends
 * a move, so they come to an end. */
void recalls_plan(struct engine *engine)
{
	struct fleet *fleet = &engine->fleet;

	while (fleet->roomy.head != 0) {
		struct node *node = node_find(engine, fleet->roomy.head);

		if (engine->config.policy.recall_moves &&
		    !call_home(engine, node))
			return;
		node_called(engine, node);
	}
}
