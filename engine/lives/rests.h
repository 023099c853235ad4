/*
 * rests.h - what a world at rest, archived or asleep, does next.
 *
 * The only place that decides it.  Whatever brings a world to rest just shifts
 * it; world_shift() puts it on the list of those that rest, and the list is
 * settled at the end of the step.  What does not fit into a step's commands
 * stays on the list for the coming wake.
 */
#ifndef ENGINE_LIVES_RESTS_H
#define ENGINE_LIVES_RESTS_H

struct engine;

/* At the end of a step and within a wake. */
void rests_settle(struct engine *engine);

#endif /* ENGINE_LIVES_RESTS_H */
