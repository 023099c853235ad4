/*
 * meter.h - the customers' meter: runs and stays become postings.
 */
#ifndef ENGINE_MONEY_METER_H
#define ENGINE_MONEY_METER_H

#include <stdint.h>

#include "engine/command.h"
#include "engine/money/rent.h"
#include "engine/questions.h"

struct engine;
struct world;

/* Posted so far; the rest of struct books is derived. */
struct meters {
	int64_t billed_minutes, active_mib_minutes, sleep_mib_seconds;
	int64_t cloud_hours;
	struct rents rents;
	struct dedicated_time gone; /* of dedicated nodes that are */
};

/* A run that ends at `end_us` is billed up to here. */
int64_t meter_billed_until_us(const struct engine *engine,
			      const struct world *world, int64_t end_us);
/* The run of an active world ended at `end_us`, now or before. */
void meter_run_ended(struct engine *engine, uint32_t id, int64_t end_us,
		     enum reason reason);
void meter_sleep_begins(struct engine *engine, uint32_t id);
void meter_sleep_ends(struct engine *engine, uint32_t id);

#endif /* ENGINE_MONEY_METER_H */
