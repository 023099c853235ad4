/*
 * series.h - the columns of a time series by name, for all writers.
 */
#ifndef SIM_SERIES_H
#define SIM_SERIES_H

#include <stdint.h>

#include "scenarios/scenario.h"
#include "sim/figures.h"

struct series_name {
	const char *name;
	const char *unit;
};
extern const struct series_name series_names[];
extern const unsigned series_names_count;

double series_value(const struct series_slot *slot, unsigned column);

/* Offset of the scenario's clock from UTC, in seconds. */
int32_t series_offset_at(const struct scenario *scenario, int64_t at_us);

#endif /* SIM_SERIES_H */
