/*
 * plots.h - gnuplot as a drawer of SVG text.
 *
 * Owns the child process: the script goes to its standard input, the drawing
 * comes from its standard output.  Never reads the user's gnuplot settings, so
 * the same script gives the same text.  The text can be part of an HTML page:
 * black becomes the colour of the page's text, ids begin with the plot's name.
 * A script contains only our own words and numbers.
 */
#ifndef REPORTS_PLOTS_H
#define REPORTS_PLOTS_H

#include <stdio.h>

#include "traces/base/error_text.h"
#include "traces/base/language.h"

struct plot {
	FILE *script;
	const char *name; /* lasts as long as the plot */
	FILE *over;	  /* what lies over the drawing */
	char *over_text;
	size_t over_size;
};

/* A place that shows `text` where the reader points at it, in pixels from the
 * left and the top. */
struct plot_place {
	double x, y, width, height;
};
void plot_hover(struct plot *plot, const struct plot_place *place,
		const char *text);

/* The range of an axis, 'x' or 'y'; one that is empty becomes 1 wide. */
void plot_range(FILE *script, char axis, double low, double high);

/* Begin a script for a drawing of width x height pixels. */
bool plot_begin(struct plot *plot, const char *name, int width, int height,
		struct error_text *error);
/* The smallest of 1, 2, 5, 10, ... that is no less; `least` is above 0. */
double plot_step(double least);
/* Tics from `low` to `high`, at multiples of `step`, as the language writes
 * them; axis: 'x' or 'y'. */
void plot_tics(FILE *script, char axis, double low, double high, double step,
	       enum language language);
/* Draw.  The caller frees the text; NULL after an error. */
char *plot_end(struct plot *plot, struct error_text *error);

#endif /* REPORTS_PLOTS_H */
