/*
 * settings.h - the settings that may change while the engine runs.
 *
 * They come as inputs: any number of SETTING_CHANGED are collected, and one
 * SETTINGS_COMPLETE makes them effective together, or none of them.  A setting
 * has a number, which is in journals, the key of the scenario it belongs to,
 * and the least and the most it may be; what several must fulfil together is
 * checked when they are complete.
 *
 * Not among them: what sizes and prices follow from (types, overheads, the
 * plan in which a reserve is counted, the price book), the limits, and the
 * sleep window, by which sleepers were promised a price.  They change with a
 * new configuration.
 */
#ifndef ENGINE_SETTINGS_H
#define ENGINE_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/config.h"

/* number, key, kind, field of struct engine_config, least, most */
#define SETTINGS(X)                                                            \
	X(SETTING_PLACEMENT, "policy.placement", ENUM, policy.placement, 0,    \
	  PLACE_SESSION_END)                                                   \
	X(SETTING_DEDICATED_FIRST, "policy.dedicated_first", BOOL,             \
	  policy.dedicated_first, 0, 1)                                        \
	X(SETTING_DISK_PRESSURE, "policy.disk_pressure", U32,                  \
	  policy.disk_pressure_ppm, 0, PPM)                                    \
	X(SETTING_UPLOADS_MAX, "policy.uploads_max", U32, policy.uploads_max,  \
	  0, UINT32_MAX)                                                       \
	X(SETTING_QUEUE_MAX, "policy.queue_max", U32, policy.queue_max, 0,     \
	  UINT32_MAX)                                                          \
	X(SETTING_SCALING, "policy.reactive.rule", ENUM, policy.scaling, 0,    \
	  SCALE_FIT)                                                           \
	X(SETTING_TICK, "policy.reactive.tick", I64, policy.tick_us,           \
	  US_PER_SECOND, US_PER_DAY)                                           \
	X(SETTING_HIGH, "policy.reactive.high", U32, policy.high_ppm, 0, PPM)  \
	X(SETTING_LOW, "policy.reactive.low", U32, policy.low_ppm, 0, PPM)     \
	X(SETTING_LOW_FOR, "policy.reactive.low_for", I64, policy.low_for_us,  \
	  0, 365 * US_PER_DAY)                                                 \
	X(SETTING_RESERVE, "policy.reactive.reserve", U32, policy.reserve_mib, \
	  0, UINT32_MAX)                                                       \
	X(SETTING_RELEASE_FROM, "policy.release.from", I64,                    \
	  policy.release_from_us, 0, US_PER_HOUR)                              \
	X(SETTING_RELEASE_UNTIL, "policy.release.until", I64,                  \
	  policy.release_until_us, 0, US_PER_HOUR)                             \
	X(SETTING_DESTROY_FROM, "policy.destroy.from", I64,                    \
	  policy.destroy_from_us, 0, US_PER_HOUR)                              \
	X(SETTING_DESTROY_UNTIL, "policy.destroy.until", I64,                  \
	  policy.destroy_until_us, 0, US_PER_HOUR)                             \
	X(SETTING_CLOUD_MAX, "fleet.cloud.max", U32, policy.cloud_max, 0,      \
	  UINT32_MAX)                                                          \
	X(SETTING_ORDERS_PER_TICK, "policy.reactive.orders_per_tick", U32,     \
	  policy.orders_per_tick_max, 0, UINT32_MAX)                           \
	X(SETTING_COOL_DOWN, "policy.cool_down", I64, policy.cool_down_us, 0,  \
	  365 * US_PER_DAY)                                                    \
	X(SETTING_DESTROYS_PER_HOUR, "guards.destroys_per_hour", U32,          \
	  guards.destroys_per_hour, 0, UINT32_MAX)                             \
	X(SETTING_DESTROYS_SHARE, "guards.destroys_share", U32,                \
	  guards.destroys_share_ppm, 0, PPM)                                   \
	X(SETTING_SPEND_PER_DAY, "guards.spend_per_day", I64,                  \
	  guards.spend_per_day_nano_eur, 0, INT64_MAX)                         \
	X(SETTING_SPEND_PER_MONTH, "guards.spend_per_month", I64,              \
	  guards.spend_per_month_nano_eur, 0, INT64_MAX)                       \
	X(SETTING_HEARTBEAT_TIMEOUT, "world.failures.detection", I64,          \
	  machinery.heartbeat_timeout_us, US_PER_SECOND, US_PER_DAY)           \
	X(SETTING_BOOT_TIMEOUT, "policy.boot_timeout", I64,                    \
	  machinery.boot_timeout_us, US_PER_SECOND, 7 * US_PER_DAY)            \
	X(SETTING_LEASE, "policy.lease", I64, machinery.lease_us, 0,           \
	  INT64_MAX)                                                           \
	X(SETTING_RECALL_MOVES, "policy.recall_moves", BOOL,                   \
	  policy.recall_moves, 0, 1)                                           \
	X(SETTING_DIRECT_COPY, "policy.direct_copy", BOOL, policy.direct_copy, \
	  0, 1)                                                                \
	X(SETTING_RETURN_ROOM, "policy.return_room", U32,                      \
	  policy.return_room_mib, 0, UINT32_MAX)                               \
	X(SETTING_RESERVE_WORLDS, "policy.reactive.reserve_worlds", U32,       \
	  policy.reserve_worlds, 0, RESERVE_WORLDS_MAX)

enum setting {
	SETTING_NONE = 0,
#define X(setting, key, kind, field, least, most) setting,
	SETTINGS(X)
#undef X
	    SETTING_COUNT
};

/* The key, e.g. "policy.queue_max"; "?" for another number. */
const char *setting_key(enum setting setting);
/* Is this number a setting, and the value between its least and its most? */
bool setting_allows(uint32_t setting, int64_t value);
int64_t setting_value(const struct engine_config *config, enum setting setting);
/* The setting must exist. */
void setting_write(struct engine_config *config, enum setting setting,
		   int64_t value);

#endif /* ENGINE_SETTINGS_H */
