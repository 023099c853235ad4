/*
 * fuzz_settings.h - the small engine of the fuzz targets, and its settings.
 */
#ifndef TESTS_FUZZ_FUZZ_SETTINGS_H
#define TESTS_FUZZ_FUZZ_SETTINGS_H

#include "support_engine.h"

#define FUZZ_SETTINGS 32

/* Bits: fewer types, smaller machines, another placement, no cloud, paid from
 * the request.  The limits are always the same: 4 worlds, 4 nodes. */
static inline struct engine_config fuzz_settings(unsigned bits)
{
	struct engine_config config = bench_config(4);

	/* small machines: what the indexes of free RAM take is what makes an
	 * engine slow to create */
	config.node_types[0].ram_mib = 8192;
	config.node_types[1].ram_mib = 6144;
	config.machinery.node_reserve_mib = 512;
	config.limits.nodes_max = 4;
	config.limits.commands_pending_max = 1024;
	if ((bits & 1) != 0) {
		config.node_type_count = 1;
		config.policy.offer_count = 0;
	}
	if ((bits & 2) != 0)
		config.node_types[0].ram_mib = 3072;
	if ((bits & 4) != 0)
		config.policy.placement = PLACE_SESSION_END;
	if ((bits & 8) != 0)
		config.policy.cloud_max = 0;
	if ((bits & 16) != 0)
		config.book.bill_from_request = true;
	return config;
}

#endif /* TESTS_FUZZ_FUZZ_SETTINGS_H */
