/*
 * kpi.h - every figure of summary.json, once: its dotted key, its unit, how to
 * read it from one replication.  Writers and comparisons go through this list.
 */
#ifndef SIM_KPI_H
#define SIM_KPI_H

#include <stdint.h>

#include "sim/figures.h"

enum kpi_kind {
	KPI_COUNT = 0, /* whole number; mean over replications */
	KPI_MAX,       /* whole number or seconds; largest of all */
	KPI_REAL,      /* mean */
	KPI_MONEY      /* nano-euro; mean, rounded half to even */
};

struct kpi {
	const char *key;
	const char *unit;
	enum kpi_kind kind;
	int64_t (*whole)(const struct figures *); /* COUNT and MONEY */
	double (*real)(const struct figures *);	  /* REAL and MAX */
};

extern const struct kpi kpis[];
extern const unsigned kpi_count;

double kpi_value(const struct kpi *kpi, const struct figures *figures);

int64_t figures_cost_nano_eur(const struct figures *figures);
int64_t figures_margin_nano_eur(const struct figures *figures);
double figures_unserved(const struct figures *figures);

#endif /* SIM_KPI_H */
