/*
 * offered.h - what the sessions of a trace ask for at once, whoever serves
 * them: the peak by which a static fleet is sized.  Depends on no policy and no
 * luck.
 */
#ifndef SIM_OFFERED_H
#define SIM_OFFERED_H

#include <stdbool.h>
#include <stdint.h>

#include "scenarios/scenario.h"
#include "sim/figures.h"
#include "traces/store/sessions.h"

/* The largest sums over [from_us, to_us), each at its own instant.  A session
 * takes its world's plan and the overhead of a running world from its start to
 * its recorded stop.  False: no memory. */
bool offered_peak(const struct trace *trace, const struct scenario *scenario,
		  struct offered *out);

/* Nodes of this type that hold the peak: by RAM, by CPU if it limits, by the
 * disk of the worlds that play.  0: nothing is asked for. */
uint32_t offered_nodes(const struct scenario *scenario, uint16_t type,
		       const struct offered *peak);

#endif /* SIM_OFFERED_H */
