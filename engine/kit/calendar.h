/*
 * calendar.h - dates by integer arithmetic.
 *
 * Local time comes from the offset table in the configuration; provider days
 * and months are UTC.  Civil-date formulas: Howard Hinnant (2014), "chrono-
 * compatible low-level date algorithms".
 */
#ifndef ENGINE_KIT_CALENDAR_H
#define ENGINE_KIT_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/config.h"

/* Days since 1970-01-01 UTC. */
int64_t calendar_day(int64_t at_us);

/* Months since 1970-01 UTC. */
int32_t calendar_month(int64_t at_us);

/* First instant of the next UTC day / of UTC month number `month`. */
int64_t calendar_next_day_us(int64_t at_us);
int64_t calendar_month_begin_us(int32_t month);

/* Seconds since local midnight, 0 ... 86399. */
int32_t calendar_local_second(const struct engine_config *config,
			      int64_t at_us);

/* Is it night by the configured local hours? */
bool calendar_is_night(const struct engine_config *config, int64_t at_us);

/* The next instant after `at_us` at which calendar_is_night() may change. */
int64_t calendar_next_night_edge_us(const struct engine_config *config,
				    int64_t at_us);

#endif /* ENGINE_KIT_CALENDAR_H */
