/*
 * panels.h - panels of a drawing one above the other on one axis of time.
 *
 * Slots are grouped into bars, at most so many that they can be told apart.
 * Internal to charts_night.c and charts_late.c.
 */
#ifndef REPORTS_PANELS_H
#define REPORTS_PANELS_H

#include "reports/charts.h"
#include "reports/plots.h"
#include "reports/text.h"
#include "reports/time_axis.h"

#define PANEL_LEFT 92.0 /* room for numbers and names, in pixels */
#define PANEL_RIGHT 46.0
#define PANEL_TITLE 24.0  /* above each panel */
#define PANEL_BOTTOM 56.0 /* two lines of labels */
#define PANEL_LINE 512	  /* bytes of a line of words */
#define BARS_MAX 96	  /* of counts and shares, and places to point at */

struct panels {
	const struct chart *chart;
	const struct run_data *data;
	const struct chart_promise *promise;
	struct plot plot;
	FILE *out;	  /* of the plot */
	double height, y; /* of the drawing; where the next panel begins */
	double most_gb;
	size_t per_bar; /* slots in a bar */
	bool seen[LAYERS], marked[MARK_KINDS];
	size_t lanes;
	struct time_tick ticks[TIME_TICKS_MAX];
	size_t tick_count;
};

/* A bar of means over several slots. */
struct bar {
	size_t first, slots;
	double from_h, to_h;
	double judged, late; /* sums */
	double archive, links;
};

/* Hours from the beginning of the window; its length. */
double panel_hours(const struct run_data *data, int64_t at_us);
double panel_all_hours(const struct run_data *data);

/* Slots in a group, if there are at most `most` of them; fewer on a small
 * screen.  In the group from the i-th slot: less in the last. */
size_t panel_step(const struct run_data *data, size_t most);
size_t panel_most(const struct chart *chart, size_t most);
size_t panel_slots_in(const struct run_data *data, size_t i, size_t step);

struct bar bar_at(const struct run_data *data, size_t i, size_t step);
int64_t bar_end_us(const struct run_data *data, const struct bar *bar);
double bar_late_percent(const struct bar *bar);

/* Heights and widths in pixels: of the lower panels, of the axis of time. */
double panel_small(const struct chart *chart);
double panel_width(const struct panels *p);

/* The next panel, with its title above. */
void panel_begin(struct panels *p, const char *title, double height);
const char *panel_words(const struct panels *p, enum text id);

/* The share of late starts, and the promise as a line. */
void panel_draw_late(struct panels *p);

/* What pointing at a bar shows begins with its time. */
void panel_put_time(FILE *out, const struct panels *p, const struct bar *bar);
/* A line of it. */
void panel_put_line(FILE *out, const struct panels *p, enum text id,
		    const char *const *with);

#endif /* REPORTS_PANELS_H */
