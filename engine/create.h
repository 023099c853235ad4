/*
 * create.h - memory by the limits, and birth.
 *
 * Owns the layout: every table is taken from one block, whose size follows from
 * the limits of the configuration.
 */
#ifndef ENGINE_CREATE_H
#define ENGINE_CREATE_H

#include "engine/engine.int.h"

/* Could an engine obey this configuration? */
bool config_is_sound(const struct engine_config *config);

/* All tables, zeroed, and nothing in them: for create and load.  ENGINE_OK and
 * *out, or ENGINE_BAD_CONFIG or ENGINE_NO_MEMORY. */
enum engine_status engine_allocate(const struct engine_config *config,
				   const struct allocator *memory,
				   struct engine **out);

/* The timers that begin with the engine, and follow one another. */
void engine_arm(struct engine *engine, int64_t at_us, enum timer_kind kind);

#endif /* ENGINE_CREATE_H */
