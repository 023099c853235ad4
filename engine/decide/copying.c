#include "engine/decide/copying.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/kit/timers.h"
#include "engine/lives/second_copies.h"
#include "engine/questions/placement.h"
#include "engine/tables/copies.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/transfers.h"
#include "engine/tables/worlds.h"

#define LOOKED_AT 32 /* a wake; the rest when a transfer ends, or later */

void copies_due(struct engine *engine)
{
	engine->copies.armed = false;
	plan_soon(engine);
}

/* When the next one is due that is not yet. */
static void arm(struct engine *engine, int64_t at_us)
{
	if (engine->copies.armed)
		return;
	engine->copies.armed = true;
	CHECK(timers_push(engine->timers,
			  (struct timer){at_us, 0, TIMER_COPIES}));
}

/* Begin its copy; it waits on if the links are busy. */
static void look_at(struct engine *engine, uint32_t id,
		    struct copy_places *places)
{
	const struct node *home = world_node(engine, world_at(engine, id));
	struct transfer copy = {.line = LINE_DIRECT, .class = TRANSFER_ROUTINE};
	const struct node *node;

	/* many wait at one home: ask for it first, it is quick */
	if (!link_lets_out(engine, home, TRANSFER_ROUTINE))
		return;
	node = placement_for_copy(engine, id, places);
	if (node == NULL) {
		second_copy_later(engine, id);
		return;
	}
	copy.from = node_slot(engine, home);
	copy.to = node_slot(engine, node);
	if (transfer_may_begin(engine, &copy))
		second_copy_begins(engine, id, copy.to);
}

void copying_plan(struct engine *engine)
{
	const struct copies *copies = &engine->copies;
	struct copy_places places = {.count = -1};
	uint32_t id = copies->due.head, next;

	for (int looked = 0; id != 0; id = next, looked++) {
		const struct copy *copy = &copies->of_world[id];

		next = copy->due_next;
		if (copy->due_us > engine->now_us) {
			arm(engine, copy->due_us);
			return;
		}
		if (looked == LOOKED_AT)
			return;
		look_at(engine, id, &places);
	}
}
