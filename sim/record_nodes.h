/*
 * record_nodes.h - observer of nodes: how many were ordered, sold out and lost;
 * and, with the detail, the life of each.
 *
 * Writes simulation.lives; owns nothing else.
 */
#ifndef SIM_RECORD_NODES_H
#define SIM_RECORD_NODES_H

struct simulation;

void record_nodes_open(struct simulation *sim);

#endif /* SIM_RECORD_NODES_H */
