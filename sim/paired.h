/*
 * paired.h - two policies that met the same draws, figure by figure, as
 * `conductor report A B` reads them from two run directories (pairing.h).
 */
#ifndef SIM_PAIRED_H
#define SIM_PAIRED_H

#include "sim/kpi.h"

/* B - A over `count` replications. */
struct pairing paired_figure(const struct kpi *kpi, const struct figures *a,
			     const struct figures *b, uint32_t count);

/* The same demand: as many sessions and starts in every replication. */
bool paired_demand(const struct figures *a, const struct figures *b,
		   uint32_t count);

struct interval paired_difference(const struct kpi *kpi,
				  const struct figures *a,
				  const struct figures *b, uint32_t count);

#endif /* SIM_PAIRED_H */
