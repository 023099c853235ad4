/*
 * charts.h - the drawings of a report, each as SVG text the caller frees, or
 * NULL after an error.
 *
 * Owns the palette: one colour per meaning on the whole page (after Okabe and
 * Ito, 2008, distinguishable to colour-blind readers).  Every axis of an
 * amount begins at zero.
 */
#ifndef REPORTS_CHARTS_H
#define REPORTS_CHARTS_H

#include "reports/run_data.h"
#include "traces/base/language.h"

#define COLOUR_DEDICATED "#0072B2"
#define COLOUR_CLOUD "#E69F00"
#define COLOUR_SPARE "#999933"
#define COLOUR_BOOTING "#F0E442"
#define COLOUR_DRAINING "#CC79A7"
#define COLOUR_ARCHIVE "#AA4499"
#define COLOUR_LINKS "#44AA99"
#define COLOUR_WAITING "#56B4E9"
#define COLOUR_UNSERVED "#D55E00"
#define COLOUR_INCOME "#009E73"
#define COLOUR_TAKEN "#8490A3" /* tax, fees, storage, network */
#define COLOUR_IDLE "#A6761D"

/* Where and how large: the name begins the ids inside the drawing. */
struct chart {
	const char *name;
	int width, height;
	enum language language;
	bool hover; /* values where the reader points */
};

/*
 * One above the other on one axis of time, by the local clock: requested RAM
 * over capacity stacked by kind; events, as marks, or as counts where marks
 * would cover each other; the share of late starts with the promise as a line;
 * and how much of the lines between archive and nodes is in use.  What did not
 * take part is left out.  `height` is that of the first of them.
 */
struct chart_promise {
	double late_most; /* promised share of late starts; below 0: none */
	double runs;	  /* over which the share of late starts is taken */
};
char *chart_night(const struct chart *chart, const struct run_data *data,
		  const struct chart_promise *promise,
		  struct error_text *error);

/* The share of late starts of two runs over the same window, as lines. */
#define COLOUR_OTHER "#000000" /* of A; B has the colour of waiting */
struct chart_late {
	const struct run_data *data;
	struct chart_promise promise;
};
char *chart_late(const struct chart *chart, const struct chart_late runs[2],
		 struct error_text *error);

/* What of it is drawn, for the legend. */
enum chart_layer {
	LAYER_DEDICATED,
	LAYER_CLOUD,
	LAYER_SPARE,
	LAYER_DRAINING,
	LAYER_BOOTING,
	LAYER_LATE,
	LAYER_ARCHIVE,
	LAYER_LINKS,
	LAYERS
};
void chart_night_layers(const struct run_data *data, bool seen[LAYERS]);

/* Horizontal bars from zero, with whiskers where the interval is known. */
struct chart_bar {
	const char *label, *colour;
	double value;
	struct run_interval interval;
};
char *chart_bars(const struct chart *chart, const struct chart_bar *bars,
		 size_t count, const char *unit, int decimals,
		 struct error_text *error);

/* Two bars a row, one below the other, and their difference as a number. */
struct chart_pair {
	const char *label, *colour, *other_colour;
	double value, other;
};
char *chart_pairs(const struct chart *chart, const struct chart_pair *pairs,
		  size_t count, const char *unit, struct error_text *error);

/* p50, p95 and p99 of each row on a logarithmic axis, and the promise as a
 * line with its words. */
struct chart_quantiles {
	const char *label;
	double p50_s, p95_s, p99_s;
};
char *chart_waits(const struct chart *chart, const struct chart_quantiles *rows,
		  size_t count, double promise_s, const char *promise,
		  const char *unit, struct error_text *error);

/* A waterfall in EUR: a step moves the level, a total shows it, in the colour
 * of what is lost below zero. */
struct chart_step {
	const char *label, *colour;
	double eur;
	bool total;
	struct run_interval interval; /* whiskers at a total */
};
char *chart_steps(const struct chart *chart, const struct chart_step *steps,
		  size_t count, struct error_text *error);

/* Changes with their intervals, in per cent, left and right of zero; those
 * beyond 100 % stand at the edge. */
struct chart_change {
	const char *label, *colour, *text; /* text: at its end */
	double percent;
	struct run_interval interval; /* the same in per cent */
};
char *chart_changes(const struct chart *chart,
		    const struct chart_change *changes, size_t count,
		    const char *unit, struct error_text *error);

/* Was the promise kept there?  Told by a mark, and by a colour. */
enum chart_promise_mark {
	MARK_NONE = 0,
	MARK_KEPT,   /* disc */
	MARK_CLOSE,  /* diamond */
	MARK_BROKEN, /* cross */
	CHART_PROMISE_MARKS
};
#define MARK_KEPT_COLOUR COLOUR_INCOME
#define MARK_CLOSE_COLOUR COLOUR_TAKEN
#define MARK_BROKEN_COLOUR COLOUR_UNSERVED

/* An amount over a setting: marks with their intervals, on a line with a band
 * where they are `joined`, and a limit with its words. */
struct chart_dot {
	double at; /* the setting */
	const char *label;
	double value;
	struct run_interval interval;
	enum chart_promise_mark mark;
};
struct chart_response {
	const struct chart_dot *dots; /* by their place */
	size_t count;
	bool joined, named; /* named: at is 0, 1, ... and has a label */
	const char *setting, *unit;
	double limit; /* NAN: none */
	const char *limit_words;
};
char *chart_response(const struct chart *chart,
		     const struct chart_response *response,
		     struct error_text *error);

/* An amount over two settings: the darker, the more.  Never an axis of colour
 * alone: cells hold their number where there is room, and a mark. */
struct chart_cell {
	double value; /* NAN: nothing is there */
	enum chart_promise_mark mark;
	bool best;
	const char *hover;
};
struct chart_map {
	const struct chart_cell *cells; /* rows x columns, from the top */
	size_t columns, rows;
	const char *const *column_names, *const *row_names;
	const char *setting, *row_setting;
};
char *chart_map(const struct chart *chart, const struct chart_map *map,
		struct error_text *error);

/* Plans by EUR a month (up) and the share of starts in time (right), with the
 * promise as a line.  The one amount whose axis does not begin at zero: what is
 * compared are places, not lengths. */
struct chart_plan {
	const char *label; /* beside its mark, where there is room */
	const char *text;  /* where one points */
	int mark;	   /* CHART_KEPT ... */
	struct run_interval eur, in_time; /* in_time: per cent */
};
enum { CHART_KEPT = 0, CHART_CLOSE, CHART_BROKEN, CHART_MARKS };
char *chart_plans(const struct chart *chart, const struct chart_plan *plans,
		  size_t count, double promised, const char *promise,
		  const char *x_name, struct error_text *error);

/* Bars to both sides of zero, two a row: what each end of an assumption does;
 * its value stands beside its bar. */
struct chart_swing {
	const char *label;
	struct chart_end {
		const char *text, *colour;
		struct run_interval eur;
	} ends[2];
};
char *chart_tornado(const struct chart *chart, const struct chart_swing *swings,
		    size_t count, struct error_text *error);

#endif /* REPORTS_CHARTS_H */
