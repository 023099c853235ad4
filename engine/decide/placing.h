/*
 * placing.h - who starts where: the starts that wait, oldest first, by size.
 */
#ifndef ENGINE_DECIDE_PLACING_H
#define ENGINE_DECIDE_PLACING_H

struct engine;

void placing_plan(struct engine *engine);

#endif /* ENGINE_DECIDE_PLACING_H */
