/*
 * clock.c - the clock of a zone as the engine's configuration holds it.
 */
#include "scenario.h"

#include "traces/base/zone.h"

bool clock_offsets(const char *zone_name, int64_t from_us, int64_t to_us,
		   struct clock_offset out[CLOCK_OFFSETS_MAX], uint32_t *count,
		   struct error_text *error)
{
	struct utc_offset offsets[CLOCK_OFFSETS_MAX];

	if (!zone_offsets(zone_name, from_us, to_us, offsets, CLOCK_OFFSETS_MAX,
			  count, error))
		return false;
	for (uint32_t i = 0; i < *count; i++)
		out[i] = (struct clock_offset){offsets[i].from_us,
					       offsets[i].offset_s};
	return true;
}
