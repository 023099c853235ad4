/*
 * kpi.h - every figure of summary.json, once: its dotted key, its unit, how to
 * read it from one replication.  Writers and comparisons go through this list.
 */
#ifndef SIM_KPI_H
#define SIM_KPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/figures.h"

enum kpi_kind {
	KPI_COUNT = 0,	 /* whole number; mean over replications */
	KPI_REAL,	 /* mean */
	KPI_MAX,	 /* largest of all */
	KPI_SECONDS,	 /* microseconds inside; mean of those that have any */
	KPI_SECONDS_MAX, /* the same, largest of all */
	KPI_MONEY	 /* nano-euro; mean, rounded half to even */
};

struct kpi {
	const char *key;
	const char *unit;
	enum kpi_kind kind;
	size_t at; /* in struct figures, unless a function makes it */
	size_t of; /* SECONDS: of how many; 0 of them: unknown */
	int64_t (*whole)(const struct figures *); /* MONEY */
	double (*real)(const struct figures *);	  /* REAL */
};

extern const struct kpi kpis[];
extern const unsigned kpi_count;

/* NAN where the figure is unknown: no such start, no such column. */
double kpi_value(const struct kpi *kpi, const struct figures *figures);
int64_t kpi_nano_eur(const struct kpi *kpi, const struct figures *figures);
bool kpi_is_most(const struct kpi *kpi);

/* The known values of all replications; returns how many. */
uint32_t kpi_known(const struct kpi *kpi, const struct figures *figures,
		   uint32_t count, double *values);

int64_t figures_cost_nano_eur(const struct figures *figures);
int64_t figures_margin_nano_eur(const struct figures *figures);
double figures_unserved(const struct figures *figures);

#endif /* SIM_KPI_H */
