#include "sim/series.h"

#define COLUMNS(X)                                                             \
	X(demand_gb, "GB")                                                     \
	X(running_gb, "GB")                                                    \
	X(waiting_gb, "GB")                                                    \
	X(dedicated_gb, "GB")                                                  \
	X(cloud_gb, "GB")                                                      \
	X(booting_gb, "GB")                                                    \
	X(draining_gb, "GB")                                                   \
	X(largest_free_gb, "GB")                                               \
	X(archive_use, "share")                                                \
	X(links_use, "share")                                                  \
	X(active_worlds, "worlds")                                             \
	X(waiting_worlds, "worlds")                                            \
	X(starts, "in the slot")                                               \
	X(stops, "in the slot")                                                \
	X(refused, "in the slot")                                              \
	X(abandoned, "in the slot")                                            \
	X(orders, "in the slot")                                               \
	X(sold_out, "in the slot")                                             \
	X(destroyed, "in the slot")                                            \
	X(nodes_lost, "in the slot")                                           \
	X(judged, "in the slot")                                               \
	X(late, "in the slot")

const struct series_name series_names[] = {
#define X(name, unit) {#name, unit},
    COLUMNS(X)
#undef X
};

const unsigned series_names_count =
    sizeof series_names / sizeof series_names[0];

double series_value(const struct series_slot *slot, unsigned column)
{
	const double values[] = {
#define X(name, unit) (double)slot->name,
	    COLUMNS(X)
#undef X
	};

	return values[column];
}

int32_t series_offset_at(const struct scenario *scenario, int64_t at_us)
{
	int32_t offset_s = 0;

	for (uint32_t i = 0; i < scenario->engine.clock_offset_count; i++)
		if (i == 0 || scenario->engine.clock[i].from_us <= at_us)
			offset_s = scenario->engine.clock[i].offset_s;
	return offset_s;
}
