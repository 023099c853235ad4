/*
 * runouts.h - the clock of a prepaid account: bonuses, warnings, and the end of
 * the money, at which everything that runs is saved and put to sleep.
 */
#ifndef ENGINE_LIVES_RUNOUTS_H
#define ENGINE_LIVES_RUNOUTS_H

#include <stdint.h>

struct engine;

void account_due(struct engine *engine, uint32_t id, int64_t at_us);

#endif /* ENGINE_LIVES_RUNOUTS_H */
