/*
 * stops.h - from the end of a run to a sleeping world, and what is due at the
 * end of its time.
 */
#ifndef ENGINE_LIVES_STOPS_H
#define ENGINE_LIVES_STOPS_H

#include <stdint.h>

#include "engine/command.h"
#include "engine/input.h"

struct engine;
struct world;

void world_stop(struct engine *engine, uint32_t id, enum reason reason);
void stop_done(struct engine *engine, const struct command *command,
	       const struct input *input);
/* The run ended at `end_us`, now or before. */
void container_exited(struct engine *engine, uint32_t id, int64_t end_us,
		      enum reason reason);
void world_falls_asleep(struct engine *engine, uint32_t id, enum reason reason);
/* When the sleep window of a world that fell asleep ends; a timer for it. */
int64_t sleep_deadline_us(const struct engine *engine,
			  const struct world *world);
void arm_sleep_timer(struct engine *engine, uint32_t id);
void idle_timer_due(struct engine *engine, uint32_t id);
void players_changed(struct engine *engine, uint32_t id, uint32_t players);

#endif /* ENGINE_LIVES_STOPS_H */
