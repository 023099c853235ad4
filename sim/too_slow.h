/*
 * too_slow.h - starts that no fleet serves in time: their world takes longer to
 * be brought than the promise allows, even if nobody else is there.
 */
#ifndef SIM_TOO_SLOW_H
#define SIM_TOO_SLOW_H

#include "sim/advice.h"

/* Of the first replication; share 0 where they alone do not break the
 * promise. */
struct too_slow too_slow_of(const struct run *run);

#endif /* SIM_TOO_SLOW_H */
