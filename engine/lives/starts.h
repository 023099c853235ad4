/*
 * starts.h - from a start request to an active world.
 */
#ifndef ENGINE_LIVES_STARTS_H
#define ENGINE_LIVES_STARTS_H

#include <stdint.h>

#include "engine/command.h"
#include "engine/input.h"

struct engine;

void start_requested(struct engine *engine, uint32_t id, uint32_t request);
void stop_requested(struct engine *engine, uint32_t id, uint32_t request);
void start_answered(struct engine *engine, uint32_t id, enum outcome outcome);
/* Tell that a request will not be served. */
void start_refuse(struct engine *engine, uint32_t id, uint32_t request,
		  enum reason reason);
/* A start is waited for no more: the world goes back to where its data are. */
void start_leaves_queue(struct engine *engine, uint32_t id, enum reason reason);

#endif /* ENGINE_LIVES_STARTS_H */
