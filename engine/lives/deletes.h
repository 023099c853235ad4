/*
 * deletes.h - a customer has a world deleted.
 */
#ifndef ENGINE_LIVES_DELETES_H
#define ENGINE_LIVES_DELETES_H

#include <stdint.h>

struct engine;

/* It is stopped or called off first; at rest it is deleted. */
void world_delete(struct engine *engine, uint32_t id);
/* A world at rest leaves everything it had: at most two commands. */
void world_leaves_all(struct engine *engine, uint32_t id);

#endif /* ENGINE_LIVES_DELETES_H */
