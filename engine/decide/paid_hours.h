/*
 * paid_hours.h - phases of a paid hour: when a rented node may be released or
 * destroyed.
 */
#ifndef ENGINE_DECIDE_PAID_HOURS_H
#define ENGINE_DECIDE_PAID_HOURS_H

struct engine;
struct node;

/* The next phase of a node's paid hour is due. */
void paid_hour_due(struct engine *engine, struct node *node);

#endif /* ENGINE_DECIDE_PAID_HOURS_H */
