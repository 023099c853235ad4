/*
 * units.h - identities and units shared by every module.
 *
 * The unit is the last word of a name, so that a reader never has to guess and
 * a reviewer can see a mistake: _us is microseconds, _nano_eur is 1e-9 euro,
 * _mib is 2^20 bytes, _milli is a thousandth of a core, _ppm parts per million.
 * Instants count from the Unix epoch, UTC, in sim and live.
 *
 * No floating point crosses the engine's border.  Decisions compare integers,
 * so the same journal gives the same commands on any machine.
 */
#ifndef ENGINE_UNITS_H
#define ENGINE_UNITS_H

#include <stdint.h>

#define TIME_NEVER_US INT64_MAX /* "no deadline"; never a real instant */

#define US_PER_SECOND INT64_C(1000000)
#define US_PER_MINUTE (60 * US_PER_SECOND)
#define US_PER_HOUR (60 * US_PER_MINUTE)
#define US_PER_DAY (24 * US_PER_HOUR)

#define NANO_EUR_PER_EUR INT64_C(1000000000)
#define MIB_PER_GIB 1024
#define PPM INT64_C(1000000) /* the whole, in parts per million */

/*
 * One struct per kind of identity: passing a node where a world is meant is
 * then a compile error.  Zero means "none" everywhere.
 *
 * World and account ids are chosen outside and are dense (1, 2, 3 ... up to the
 * limit in the configuration): they index tables.  The id of a deleted world
 * may be given again; commands then carry its next generation.  Node and
 * command ids are counted up by the engine.
 */
struct world_id {
	uint32_t value;
};
struct account_id {
	uint32_t value;
};
struct node_id {
	uint32_t value;
};
struct command_id {
	uint64_t value;
};

#endif /* ENGINE_UNITS_H */
