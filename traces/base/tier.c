#include "tier.h"

#define SMALL_MIB_MAX 4096
#define MEDIUM_MIB_MAX 8192

enum tier tier_of(uint32_t ram_mib)
{
	return ram_mib <= SMALL_MIB_MAX	   ? TIER_SMALL
	       : ram_mib <= MEDIUM_MIB_MAX ? TIER_MEDIUM
					   : TIER_LARGE;
}

const char *tier_name(enum tier tier)
{
	static const char *const names[TIERS] = {"small", "medium", "large"};

	return names[tier];
}
