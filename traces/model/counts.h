/*
 * counts.h - a player-count series turned into sessions whose running total
 * follows it.
 *
 * Priorities, in this order: (1) the number of active worlds at every grid
 * point is within max(1, 1 %) of the scaled count, linear between the points;
 * (2) session lengths follow the law (Kolmogorov-Smirnov <= 0.10), stops drawn
 * early where a fall of the count demands it, and the share of these reported;
 * (3) no world overlaps itself, and return gaps follow from who plays often.
 *
 * Owns the series it read.  Draws only from the keyed streams of random.h.
 */
#ifndef TRACES_COUNTS_H
#define TRACES_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "counts_events.h"
#include "law.h"
#include "population.h"
#include "traces/base/error_text.h"
#include "traces/base/local_clock.h"
#include "traces/base/reader.h"
#include "traces/store/sessions.h"

/*
 * time,value on an ascending grid, and the exports of Grafana ("Time","NAME"),
 * SteamDB ("DateTime","Players") and Minetrack (timestamp,ip,playerCount).  An
 * empty value is unknown, and so is a row that is missing from the grid; both
 * are bridged linearly when short.  Zero is nobody, but in a rare gap between
 * many players it is an outage and unknown.  Thousands may be grouped
 * (counts_number.h).  Times without an offset are of an IANA zone, which the
 * caller must know (NULL: does not).
 */
struct counts {
	int64_t *at_us;
	double *value;
	uint32_t count;
};

bool counts_read(const char *path, const char *zone, struct counts *out,
		 struct error_text *error);
bool counts_read_rows(struct reader *reader, const char *zone,
		      struct counts *out, struct error_text *error);
/* Is this the header of a count series? */
bool counts_header_is(const struct row *row);
void counts_release(struct counts *counts);

enum counts_value {
	COUNTS_PEAK = 0, /* each value is the peak of its step */
	COUNTS_MEAN,	 /* the mean of its step */
	COUNTS_INSTANT	 /* the value at its instant */
};

/* Which clock shape: the series as it is, or its day and week level and noise
 * on the hour profile of a European service. */
enum counts_shape { COUNTS_SHAPE_RAW = 0, COUNTS_SHAPE_EUROPEAN };

struct counts_plan {
	enum counts_value value;
	enum counts_shape shape;
	double
	    peak_worlds; /* active worlds at the peak of [peak_from, peak_to) */
	int64_t peak_from_us, peak_to_us; /* where the peak is looked for */
	double
	    floor_share; /* active never falls below this share of the peak */
	struct law session_length; /* seconds */
	struct ram_share ram_mix[RAM_MIX_MAX];
	uint32_t ram_mix_count;
	struct law world_size_mib; /* disk and archive size */
	uint32_t cpu_milli;	   /* of plans without their own */
	uint32_t worlds_living, worlds_dormant;
	double
	    revived_per_month; /* share of the dormant that play, per 30 days */
	double active_days_alpha,
	    active_days_beta; /* share of days, Beta law */
	double persistence;   /* day-to-day correlation of 'plays today' */
	struct counts_event events[COUNTS_EVENTS_MAX]; /* on top of the line */
	uint32_t event_count;
	struct local_clock clock; /* for all of the series */
	/* The drawing begins with the series, but no earlier than this, and no
	 * later than the trace.  So traces that begin between here and there
	 * are parts of one drawing. */
	int64_t drawn_from_us;
	uint64_t seed;
	uint32_t replication;
};

struct counts_report {
	double ks_length;	 /* distance of drawn lengths to the law */
	double early_stop_share; /* stops drawn early because the count fell */
	double worst_error;	 /* largest |active - target| at a grid point */
	double peak_scale;	 /* worlds per count */
};

/*
 * Draw sessions over [from_us, to_us).  Worlds are named w00001 ...; sessions
 * already running at from_us start there.  At the beginning of the drawing
 * lengths are stationary: those that run have their residual left.
 * Fills *out (released with trace_release()) and, unless it is NULL, *report:
 * that sorts all lengths.
 */
bool counts_to_sessions(const struct counts *counts,
			const struct counts_plan *plan, int64_t from_us,
			int64_t to_us, struct trace *out,
			struct counts_report *report, struct error_text *error);

#endif /* TRACES_COUNTS_H */
