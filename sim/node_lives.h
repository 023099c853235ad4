/*
 * node_lives.h - what became of each node: when it was ordered, ready, drained
 * and gone, what it cost and what it held.
 *
 * A table of rows in the order in which nodes were first heard of, found by
 * node id; a node keeps its row for the whole run.  Owns the rows and grows.
 * Written by record_nodes.c; attribution.c adds what a node held.
 */
#ifndef SIM_NODE_LIVES_H
#define SIM_NODE_LIVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/figures.h"

struct node_lives {
	struct node_life *rows;
	size_t count, capacity;
	uint32_t *row_of; /* by node id: index + 1; 0: none */
	size_t ids;	  /* that row_of has room for */
};

void node_lives_close(struct node_lives *lives);

/* The row of a node, made when it is heard of first.  Good until the next one
 * is made.  NULL: out of memory. */
struct node_life *node_lives_enter(struct node_lives *lives, uint32_t node,
				   int64_t now_us);

/* The rows now belong to the figures. */
void node_lives_give(struct node_lives *lives, struct figures *figures);

/* NULL: not heard of. */
struct node_life *node_lives_find(const struct node_lives *lives,
				  uint32_t node);

#endif /* SIM_NODE_LIVES_H */
