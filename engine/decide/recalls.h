/*
 * recalls.h - moves are called off when the home has room again.
 *
 * Looks only at nodes that got room since the last wake (fleet.roomy), and on
 * each at the worlds that have been moving away from it the longest.
 */
#ifndef ENGINE_DECIDE_RECALLS_H
#define ENGINE_DECIDE_RECALLS_H

struct engine;

void recalls_plan(struct engine *engine);

#endif /* ENGINE_DECIDE_RECALLS_H */
