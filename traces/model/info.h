/*
 * info.h - what a trace looks like: how many, how long, when, how often.
 *
 * Describes, never judges and never draws.  Active worlds are counted in time:
 * the mean of an hour of the week is over all such hours of the trace's span,
 * from its first start to its last stop.
 */
#ifndef TRACES_INFO_H
#define TRACES_INFO_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "counts_shape.h"
#include "population.h"
#include "traces/base/error_text.h"
#include "traces/base/local_clock.h"
#include "traces/base/out_file.h"
#include "traces/store/sessions.h"

#define INFO_WEEKDAYS 7
#define INFO_PEAKS 5
#define INFO_SILENCES 3
#define INFO_QUANTILES 5 /* 5, 25, 50, 75, 95 % */
#define INFO_BINS 10

/* Sizes of one figure, with a histogram by doubling widths. */
struct info_figure {
	uint64_t count;
	double mean, quantile[INFO_QUANTILES];
	double bin_from[INFO_BINS]; /* lower edge; the last is open */
	double bin_share[INFO_BINS];
};

struct info_stretch { /* a peak, or a time without a start */
	int64_t from_us, to_us;
	uint32_t worlds;
};

struct info {
	int64_t from_us, to_us;
	uint32_t worlds, accounts, by_tier[TIERS];
	uint64_t sessions, unfinished;
	double hours_played;
	double active[INFO_WEEKDAYS][HOURS];   /* mean active worlds, local */
	struct info_figure length, gap;	       /* seconds */
	struct info_figure a_day, a_world;     /* starts */
	struct info_stretch peaks[INFO_PEAKS]; /* highest of as many days */
	struct info_stretch silences[INFO_SILENCES];
	uint32_t peak_count, silence_count;
};

bool info_make(const struct trace *trace, const struct local_clock *clock,
	       struct info *out, struct error_text *error);

/* 80 columns; `plain`: no block characters. */
void info_print(const struct info *info, const char *source,
		const struct local_clock *clock, bool plain, FILE *out);

/* The same for other programs; the caller deletes it. */
cJSON *info_json(const struct info *info, const char *source,
		 const struct local_clock *clock);

/* Heat map and lengths as an SVG drawing, by gnuplot.  A file is whole or not
 * there (aside.h). */
bool info_plot(const struct info *info, const struct out_file *to,
	       struct error_text *error);

#endif /* TRACES_INFO_H */
