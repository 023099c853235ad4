/*
 * tier.h - the three sizes of plans: small <= 4 GB < medium <= 8 GB < large.
 */
#ifndef TRACES_TIER_H
#define TRACES_TIER_H

#include <stdint.h>

enum tier { TIER_SMALL = 0, TIER_MEDIUM, TIER_LARGE, TIERS };

enum tier tier_of(uint32_t ram_mib);
const char *tier_name(enum tier tier);

#endif /* TRACES_TIER_H */
