/*
 * dispatch.h - which transfers get a connection to their archive box.
 *
 * By urgency, then in the order of their queues.
 */
#ifndef ENGINE_DECIDE_DISPATCH_H
#define ENGINE_DECIDE_DISPATCH_H

struct engine;

void dispatch_plan(struct engine *engine);

#endif /* ENGINE_DECIDE_DISPATCH_H */
