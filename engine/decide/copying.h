/*
 * copying.h - when second copies of sleepers are made, and where.
 *
 * First come, first served, as far as the links have nothing better to do.
 */
#ifndef ENGINE_DECIDE_COPYING_H
#define ENGINE_DECIDE_COPYING_H

struct engine;

void copying_plan(struct engine *engine);
/* TIMER_COPIES. */
void copies_due(struct engine *engine);

#endif /* ENGINE_DECIDE_COPYING_H */
