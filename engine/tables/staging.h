/*
 * staging.h - bulk that arrives as many small inputs and takes effect as one:
 * settings, and what an agent says is running on its node.
 *
 * Owns what has arrived and is not complete yet.  A sum over the items tells
 * whether all have arrived: staging_mix() folds one item into it.
 */
#ifndef ENGINE_TABLES_STAGING_H
#define ENGINE_TABLES_STAGING_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/settings.h"

#define INVENTORY_MAX 4096 /* items of all nodes at once */

struct engine;

struct staged_settings {
	uint32_t count; /* arrived since the last that were complete */
	uint64_t sum;
	uint64_t staged;  /* bits: settings among them */
	uint64_t changed; /* bits: changed by an input, ever */
	int64_t values[SETTING_COUNT];
};

/* One world that runs on a node, as its agent says. */
struct inventory_item {
	uint32_t node, world, epoch;
	bool stray; /* complete, and it must not run there */
};

struct inventory {
	struct inventory_item *items;
	uint32_t count;
	uint32_t strays; /* of these */
};

uint64_t staging_mix(uint64_t sum, uint64_t item);

void staging_setting(struct engine *engine, uint32_t setting, int64_t value);
/* Are these all that were announced? */
bool staging_settings_are(const struct engine *engine, uint32_t count,
			  uint64_t sum);
/* The configuration as it would be with what is staged. */
void staging_preview(const struct engine *engine, struct engine_config *out);
/* What was staged is forgotten, or has been made effective. */
void staging_settings_done(struct engine *engine, bool effective);

/* At the limit it is forgotten: then the count does not fit. */
void staging_world(struct engine *engine, uint32_t node, uint32_t world,
		   uint32_t epoch);
bool staging_worlds_are(const struct engine *engine, uint32_t node,
			uint32_t count, uint64_t sum);
void staging_remove(struct engine *engine, uint32_t item);
/* Forget what is staged of a node, but not its strays. */
void staging_forget(struct engine *engine, uint32_t node);

#endif /* ENGINE_TABLES_STAGING_H */
