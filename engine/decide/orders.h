/*
 * orders.h - renting a cloud node: which to ask for.
 *
 * The fallback list is read from its top: the first offer that is not cooling
 * down and whose nodes hold what the order is for.
 */
#ifndef ENGINE_DECIDE_ORDERS_H
#define ENGINE_DECIDE_ORDERS_H

#include "engine/command.h"
#include "engine/kit/amounts.h"

struct engine;
struct node;

/* A node that can hold this; NULL, and why, if there is none to be had. */
struct node *node_order(struct engine *engine, const struct amounts *need,
			enum reason *why);

#endif /* ENGINE_DECIDE_ORDERS_H */
