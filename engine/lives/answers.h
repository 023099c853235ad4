/*
 * answers.h - what an answer to a command means, and what follows when there is
 * none: one table of kind by outcome.
 *
 * Decides for each command whether it is done, will never be, or is to be tried
 * again; how often it may fail or stay unanswered; and what happens beyond
 * that: an alert is raised, and where a world or a player would wait for ever
 * it is given up.  What must happen in the end (a fence, a destruction, a stop,
 * a deletion) is never given up.
 */
#ifndef ENGINE_LIVES_ANSWERS_H
#define ENGINE_LIVES_ANSWERS_H

#include "engine/input.h"

struct engine;

/* INPUT_COMMAND_FINISHED. */
void command_finished(struct engine *engine, const struct input *input);

/* The same for a command whose outcome is known without its answer; not for an
 * order. */
void command_ended(struct engine *engine, uint64_t id, enum outcome outcome);

/* In a wake: what is due is sent (again), or given up, as far as the step has
 * room. */
void answers_plan(struct engine *engine);

#endif /* ENGINE_LIVES_ANSWERS_H */
