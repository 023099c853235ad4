/*
 * ranks.h - customers in the order of what they earn us.
 */
#ifndef SIM_RANKS_H
#define SIM_RANKS_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/figures.h"

/* By margin, lowest first; those of equal margin stay in the order in which
 * they come.  No margin is NAN.  False: out of memory. */
bool customers_rank(struct customer_rank *ranks, uint32_t count);

#endif /* SIM_RANKS_H */
