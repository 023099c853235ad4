/*
 * starts.h - from a start request to an active world.
 */
#ifndef ENGINE_LIVES_STARTS_H
#define ENGINE_LIVES_STARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/input.h"

struct engine;

void start_requested(struct engine *engine, uint32_t id, uint32_t request);
void stop_requested(struct engine *engine, uint32_t id, uint32_t request);

/* Answers to a start. */
void start_done(struct engine *engine, const struct command *command,
		const struct input *input);
void start_fails(struct engine *engine, const struct command *command,
		 enum outcome outcome);
/* It was not answered often enough: the player is told, the world is stopped.
 */
bool start_given_up(struct engine *engine, const struct command *command);

/* The data of a world that is to start cannot be brought: the player is told,
 * and the world stays where they are. */
void restore_fails(struct engine *engine, const struct command *command,
		   enum outcome outcome);
bool upload_given_up(struct engine *engine, const struct command *command);

/* A start is not wanted any more, and its player, if one waits, is told so. */
void start_give_up(struct engine *engine, uint32_t id, enum reason reason);
/* Tell that a request will not be served. */
void start_refuse(struct engine *engine, uint32_t id, uint32_t request,
		  enum reason reason);
/* A start is waited for no more: the world goes back to where its data are. */
void start_leaves_queue(struct engine *engine, uint32_t id, enum reason reason);

#endif /* ENGINE_LIVES_STARTS_H */
