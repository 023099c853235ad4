/*
 * config.c - what follows from a configuration alone.
 */
#include "engine/config.h"

uint32_t config_sellable_mib(const struct engine_config *config, uint32_t type)
{
	const struct machinery *m = &config->machinery;
	uint32_t ram_mib = config->node_types[type].ram_mib;
	uint32_t share_mib =
	    (uint32_t)((uint64_t)ram_mib * m->node_reserve_ppm / (uint64_t)PPM);
	uint32_t reserve_mib =
	    share_mib > m->node_reserve_mib ? share_mib : m->node_reserve_mib;

	return ram_mib > reserve_mib ? ram_mib - reserve_mib : 0;
}
