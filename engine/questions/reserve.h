/*
 * reserve.h - what rule `fit` keeps free for starts to come.
 *
 * Either RAM, free on all nodes together (policy.reserve_mib), or places: for
 * so many worlds of one plan (policy.reserve_worlds, .reserve_plan) there is
 * room.  60 GiB in crumbs of 2 GiB on thirty nodes are a reserve of RAM, and no
 * place for a world of 4 GiB; nor is RAM on a node that has sold its CPU, or
 * whose disk is full.  A node has as many places as worlds of that plan, with
 * their overhead, their CPU and a typical disk, find room on it one after the
 * other; those of the fleet are the sum (fleet.places).
 *
 * Room that a node keeps for the worlds whose data it has (policy.return_room)
 * is a place like any other: placement gives it to a stranger before it lets
 * him wait.  So return_room says who gets the room that there is, the reserve
 * how much there is, and one does not change what the other means.
 *
 * Asks and changes nothing.
 */
#ifndef ENGINE_QUESTIONS_RESERVE_H
#define ENGINE_QUESTIONS_RESERVE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/kit/amounts.h"

struct engine;
struct node;

/* So many worlds of the reserve's plan find a place, so many should.  Both 0 if
 * the reserve is not counted in worlds. */
struct places {
	uint64_t have, wanted;
};

bool reserve_is_in_worlds(const struct engine *engine);
/* On nodes that are ready or on their way; wanted for the reserve and for these
 * starts, which take as much as they need, not one place each.  O(node types).
 */
struct places reserve_now(const struct engine *engine,
			  const struct amounts *waiting);
/* On the ready nodes but this one; wanted for the reserve and for what runs on
 * this one and on those that are leaving: its players may be back. */
struct places reserve_without(const struct engine *engine,
			      const struct node *node);
/* RAM of so many worlds of the plan, overheads included; MiB. */
uint64_t reserve_worlds_mib(const struct engine *engine, uint64_t worlds);

#endif /* ENGINE_QUESTIONS_RESERVE_H */
