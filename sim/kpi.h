/*
 * kpi.h - every figure of summary.json, once: its dotted key, its unit, how to
 * read it from one replication.  Writers and comparisons go through this list.
 */
#ifndef SIM_KPI_H
#define SIM_KPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scenarios/scenario.h"
#include "sim/figures.h"
#include "sim/statistics.h"

enum kpi_kind {
	KPI_COUNT = 0,	 /* whole number; mean over replications */
	KPI_REAL,	 /* mean */
	KPI_MAX,	 /* largest of all */
	KPI_SECONDS,	 /* microseconds inside; mean of those that have any */
	KPI_SECONDS_MAX, /* the same, largest of all */
	KPI_MONEY	 /* nano-euro; mean, rounded half to even */
};

/* What may take no part in a run; its figures are then unknown, never 0. */
enum kpi_part {
	PART_ALWAYS = 0,
	PART_CLOUD,    /* there are offers of cloud nodes */
	PART_STORAGE,  /* an archive box is rented */
	PART_FAILURES, /* nodes can fail */
	PART_DIRECT,   /* worlds may move from node to node */
	PART_RECALL,   /* moves may be called off */
	PART_COPIES,   /* sleepers get a second copy */
	PART_PREPAID,  /* customers pay in advance */
	PART_NOT_BUILT /* not in this version */
};

struct kpi {
	const char *key;
	const char *unit;
	enum kpi_kind kind;
	size_t at; /* in struct figures, unless a function makes it */
	size_t of; /* SECONDS: of how many; 0 of them: unknown */
	int64_t (*whole)(const struct figures *); /* MONEY */
	double (*real)(const struct figures *);	  /* REAL */
	enum kpi_part part;
	bool below_zero; /* may it be negative? */
};

extern const struct kpi kpis[];
extern const unsigned kpi_count;

const struct kpi *kpi_named(const char *key);

/* The parts that take part, as bits: figures.parts. */
uint32_t kpi_parts(const struct scenario *scenario);

/* NAN where the figure is unknown: no such start, no such column, no part.
 * HUGE_VAL for a quantile of waits that lies among the unserved starts. */
double kpi_value(const struct kpi *kpi, const struct figures *figures);
int64_t kpi_nano_eur(const struct kpi *kpi, const struct figures *figures);
bool kpi_is_most(const struct kpi *kpi);

/* The known values of all replications; returns how many. */
uint32_t kpi_known(const struct kpi *kpi, const struct figures *figures,
		   uint32_t count, double *values);
/* Their mean, or the largest of a figure that is the largest; NAN: none. */
double kpi_mean(const struct kpi *kpi, const struct figures *figures,
		uint32_t count);
int64_t kpi_mean_nano_eur(const struct kpi *kpi, const struct figures *figures,
			  uint32_t count);
struct interval kpi_interval(const struct kpi *kpi, const double *values,
			     uint32_t known);

int64_t figures_cost_nano_eur(const struct figures *figures);
int64_t figures_margin_nano_eur(const struct figures *figures);
/* NAN when nothing was requested; the last, when nothing was and is not
 * pending. */
double figures_unserved(const struct figures *figures);
double figures_no_room(const struct figures *figures);
double figures_within_promise(const struct figures *figures);

#endif /* SIM_KPI_H */
