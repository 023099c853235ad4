/*
 * leases.h - the commands that start and stop a world: all that carries a lease
 * epoch.
 *
 * Each start has a new epoch; an agent refuses an older one, so two containers
 * of a world never write at once.
 */
#ifndef ENGINE_LIVES_LEASES_H
#define ENGINE_LIVES_LEASES_H

#include <stdint.h>

#include "engine/notice.h"

struct engine;

/* Start a world on its target, which has its data. */
void start_issue(struct engine *engine, uint32_t id);
void world_issue_stop(struct engine *engine, uint32_t id, enum reason reason);
/* Tell how the start of a world stands. */
void start_notice(struct engine *engine, enum notice_kind kind, uint32_t id,
		  enum reason reason);

#endif /* ENGINE_LIVES_LEASES_H */
