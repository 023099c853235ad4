#include "engine/tables/copies.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/tables/nodes.h"

bool copy_is(const struct engine *engine, uint32_t id, uint8_t bits)
{
	return engine->copies.of_world != NULL &&
	       (engine->copies.of_world[id].bits & bits) == bits;
}

uint16_t copy_current_on(const struct engine *engine, uint32_t id)
{
	return copy_is(engine, id, COPY_CURRENT)
		   ? engine->copies.of_world[id].node
		   : NO_SLOT;
}

void copy_put(struct engine *engine, uint32_t id, uint16_t slot, uint8_t bits)
{
	struct copy *copies = engine->copies.of_world;
	struct copy *copy = &copies[id];
	struct node *node = &engine->fleet.nodes[slot];

	CHECK((copy->bits & (COPY_VERIFIED | COPY_COMING)) == 0);
	copy->node = slot;
	copy->bits |= bits;
	copy->next = 0;
	copy->prev = node->stored.tail;
	if (node->stored.tail != 0)
		copies[node->stored.tail].next = id;
	else
		node->stored.head = id;
	node->stored.tail = id;
	node->stored_count++;
	node_change_disk(engine, node, engine->worlds[id].disk_mib, 1);
}

void copy_drop(struct engine *engine, uint32_t id)
{
	struct copy *copies = engine->copies.of_world;
	struct copy *copy;
	struct node *node;

	if (!copy_is(engine, id, COPY_VERIFIED) &&
	    !copy_is(engine, id, COPY_COMING))
		return;
	copy = &copies[id];
	node = &engine->fleet.nodes[copy->node];
	if (copy->prev != 0)
		copies[copy->prev].next = copy->next;
	else
		node->stored.head = copy->next;
	if (copy->next != 0)
		copies[copy->next].prev = copy->prev;
	else
		node->stored.tail = copy->prev;
	node->stored_count--;
	node_change_disk(engine, node, engine->worlds[id].disk_mib, -1);
	copy->bits &= COPY_DUE;
	copy->node = NO_SLOT;
	copy->next = 0;
	copy->prev = 0;
}

void copy_ages(struct engine *engine, uint32_t id)
{
	if (engine->copies.of_world != NULL)
		engine->copies.of_world[id].bits &= (uint8_t)~COPY_CURRENT;
}

void copy_waits(struct engine *engine, uint32_t id, int64_t due_us)
{
	struct copies *copies = &engine->copies;
	struct copy *copy = &copies->of_world[id];

	CHECK((copy->bits & COPY_DUE) == 0);
	copy->bits |= COPY_DUE;
	copy->due_us = due_us;
	copy->due_next = 0;
	copy->due_prev = copies->due.tail;
	if (copies->due.tail != 0)
		copies->of_world[copies->due.tail].due_next = id;
	else
		copies->due.head = id;
	copies->due.tail = id;
}

void copy_waits_no_more(struct engine *engine, uint32_t id)
{
	struct copies *copies = &engine->copies;
	struct copy *copy;

	if (!copy_is(engine, id, COPY_DUE))
		return;
	copy = &copies->of_world[id];
	if (copy->due_prev != 0)
		copies->of_world[copy->due_prev].due_next = copy->due_next;
	else
		copies->due.head = copy->due_next;
	if (copy->due_next != 0)
		copies->of_world[copy->due_next].due_prev = copy->due_prev;
	else
		copies->due.tail = copy->due_prev;
	copy->bits &= (uint8_t)~COPY_DUE;
	copy->due_us = 0;
	copy->due_next = 0;
	copy->due_prev = 0;
}
