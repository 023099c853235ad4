#include "engine/tables/staging.h"

#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"

uint64_t staging_mix(uint64_t sum, uint64_t item)
{
	return mix_word(sum, item);
}

/* --- settings ------------------------------------------------------------- */

void staging_setting(struct engine *engine, uint32_t setting, int64_t value)
{
	struct staged_settings *staged = &engine->settings;

	staged->count++;
	staged->sum =
	    staging_mix(staging_mix(staged->sum, setting), (uint64_t)value);
	staged->staged |= UINT64_C(1) << setting;
	staged->values[setting] = value;
}

bool staging_settings_are(const struct engine *engine, uint32_t count,
			  uint64_t sum)
{
	return engine->settings.count == count && engine->settings.sum == sum;
}

void staging_preview(const struct engine *engine, struct engine_config *out)
{
	const struct staged_settings *staged = &engine->settings;

	*out = engine->config;
	for (uint64_t left = staged->staged; left != 0; left &= left - 1) {
		int setting = __builtin_ctzll(left);

		setting_write(out, (enum setting)setting,
			      staged->values[setting]);
	}
}

void staging_settings_done(struct engine *engine, bool effective)
{
	struct staged_settings *staged = &engine->settings;

	if (effective)
		staged->changed |= staged->staged;
	staged->count = 0;
	staged->sum = 0;
	staged->staged = 0;
}

/* --- inventories ---------------------------------------------------------- */

void staging_world(struct engine *engine, uint32_t node, uint32_t world,
		   uint32_t epoch)
{
	struct inventory *inventory = &engine->inventory;

	if (inventory->count == INVENTORY_MAX)
		return;
	inventory->items[inventory->count++] = (struct inventory_item){
	    .node = node, .world = world, .epoch = epoch};
}

bool staging_worlds_are(const struct engine *engine, uint32_t node,
			uint32_t count, uint64_t sum)
{
	const struct inventory *inventory = &engine->inventory;
	uint64_t own = 0;

	for (uint32_t i = 0; i < inventory->count; i++) {
		const struct inventory_item *item = &inventory->items[i];

		if (item->node != node || item->stray)
			continue;
		count--;
		own = staging_mix(staging_mix(own, item->world), item->epoch);
	}
	return count == 0 && own == sum;
}

void staging_remove(struct engine *engine, uint32_t item)
{
	struct inventory *inventory = &engine->inventory;

	inventory->strays -= inventory->items[item].stray;
	for (uint32_t i = item + 1; i < inventory->count; i++)
		inventory->items[i - 1] = inventory->items[i];
	inventory->count--;
}

void staging_forget(struct engine *engine, uint32_t node)
{
	struct inventory *inventory = &engine->inventory;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < inventory->count; i++)
		if (inventory->items[i].node != node ||
		    inventory->items[i].stray)
			inventory->items[kept++] = inventory->items[i];
	inventory->count = kept;
}
