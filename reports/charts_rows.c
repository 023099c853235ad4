/*
 * charts_rows.c - drawings with one row a thing: bars, pairs, quantiles, the
 * waterfall.
 */
#include <math.h>
#include <stdlib.h>

#include "reports/charts.h"
#include "reports/number.h"
#include "reports/plots.h"

/* --- rows ----------------------------------------------------------------- */

/* Round steps, as many as their labels leave room for; gnuplot does not look
 * at the width of what it writes. */
static void write_tics(FILE *out, const struct chart *chart, double low,
		       double high)
{
	double size = fmax(fabs(low), fabs(high));
	double digits = size >= 1 ? floor(log10(size)) + 1 : 4;
	double room =
	    fmin(8, fmax(2, (chart->width - 170) / (9 * digits + 20)));

	plot_range(out, 'x', low, high);
	plot_tics(out, 'x', low, high, plot_step((high - low) / room),
		  chart->language);
}

/* --- where the rows are --- */

#define TOP 12.0    /* pixels above the rows, */
#define BOTTOM 66.0 /* below them, */
#define ABOVE 14.0  /* and for words above the rows */

struct rows_place {
	struct plot *plot;
	const struct chart *chart;
	double top, height; /* pixels */
	size_t count;
};

static struct rows_place place_rows(struct plot *plot,
				    const struct chart *chart, size_t count,
				    double above)
{
	struct rows_place place = {plot, chart, TOP + above, 0, count};

	place.height = chart->height - place.top - BOTTOM;
	(void)fprintf(
	    plot->script,
	    "set tmargin at screen %.6f\nset bmargin at screen %.6f\n",
	    1 - place.top / chart->height, BOTTOM / chart->height);
	return place;
}

/* All along a row. */
static void hover_row(const struct rows_place *rows, size_t i, const char *text)
{
	double height = rows->height / ((double)rows->count + 0.2);
	const struct plot_place place = {0,
					 rows->top + ((double)i + 0.1) * height,
					 rows->chart->width, height};

	if (rows->chart->hover)
		plot_hover(rows->plot, &place, text);
}

/* "net revenue: 12.30 EUR (11.90 ... 12.70)" */
static void hover_value(const struct rows_place *rows, size_t i,
			const char *label, double value,
			const struct run_interval *in, int decimals,
			const char *unit)
{
	char number[NUMBER_SIZE], range[NUMBER_SIZE], text[3 * NUMBER_SIZE];

	(void)number_text(rows->chart->language, value, decimals, number);
	(void)number_range(rows->chart->language, in->low, in->high, decimals,
			   false, range);
	(void)snprintf(text, sizeof text,
		       in->known ? "%.90s: %.60s %.30s (%.120s)"
				 : "%.90s: %.60s %.30s",
		       label, number, unit, range);
	hover_row(rows, i, text);
}

/* Names at the left, one row each, the first on top. */
static void write_row_names(FILE *out, size_t count,
			    const char *(*name)(const void *, size_t),
			    const void *rows)
{
	(void)fputs("set ytics scale 0 offset -0.6,0 (", out);
	for (size_t i = 0; i < count; i++)
		(void)fprintf(out, "%s\"%s\" %zu", i > 0 ? ", " : "",
			      name(rows, i), i);
	(void)fputs(")\nunset grid\n"
		    "set grid xtics back lc rgb \"#808890\" lw 0.4 dt 3\n",
		    out);
	plot_range(out, 'y', (double)count - 0.4, -0.6);
}

/* "#0072B2" as gnuplot wants a colour that comes from the data. */
static long number_of_colour(const char *colour)
{
	return strtol(colour + 1, NULL, 16);
}

static const char *bar_name(const void *rows, size_t i)
{
	return ((const struct chart_bar *)rows)[i].label;
}

char *chart_bars(const struct chart *chart, const struct chart_bar *bars,
		 size_t count, const char *unit, int decimals,
		 struct error_text *error)
{
	struct rows_place rows;
	struct plot plot;
	FILE *out;
	double most = 0, least = 0;
	bool whiskers = false;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	rows = place_rows(&plot, chart, count, 0);
	write_row_names(out, count, bar_name, bars);
	(void)fputs("$bars << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		const struct run_interval *in = &bars[i].interval;
		double end =
		    in->known ? fmax(in->high, bars[i].value) : bars[i].value;
		bool round = bars[i].value >= 100 ||
			     bars[i].value == floor(bars[i].value);
		char text[NUMBER_SIZE];

		(void)fprintf(
		    out, "%zu %.6f %.6f %.6f \"%s\" %ld\n", i, bars[i].value,
		    in->known ? fmax(in->low, 0) : bars[i].value, end,
		    number_text(chart->language, bars[i].value,
				decimals == 0 && !round ? 1 : decimals, text),
		    number_of_colour(bars[i].colour));
		hover_value(&rows, i, bars[i].label, bars[i].value, in,
			    decimals == 0 ? 1 : decimals, unit);
		whiskers = whiskers || in->known;
		most = fmax(most, end);
		least = fmin(least, bars[i].value);
	}
	(void)fputs("EOD\n", out);
	write_tics(out, chart, 1.05 * least, most > 0 ? 1.22 * most : 1);
	(void)fprintf(out,
		      "set xlabel \"%s\" textcolor rgb \"#000000\"\n"
		      "set errorbars 0.6\n"
		      "plot $bars using 2:1:(0):2:($1-0.32):($1+0.32):"
		      "6 with boxxyerror lc rgb variable",
		      unit);
	if (whiskers)
		(void)fputs(", $bars using 2:1:3:4 with xerrorbars pt 0 "
			    "lw 1.4 lc rgb \"#000000\"",
			    out);
	(void)fputs(", $bars using 4:1:5 with labels left offset 0.7,0 "
		    "textcolor rgb \"#000000\"\n",
		    out);
	return plot_end(&plot, error);
}

static const char *pair_name(const void *rows, size_t i)
{
	return ((const struct chart_pair *)rows)[i].label;
}

/* "tenth 3: 12.30 - 9.10 = +3.20 EUR" */
static void hover_pair(const struct rows_place *rows, size_t i,
		       const struct chart_pair *pair, const char *unit)
{
	char a[NUMBER_SIZE], b[NUMBER_SIZE], c[NUMBER_SIZE],
	    text[3 * NUMBER_SIZE];

	(void)snprintf(text, sizeof text, "%.90s: %.60s - %.60s = %.60s %.30s",
		       pair->label,
		       number_text(rows->chart->language, pair->value, 2, a),
		       number_text(rows->chart->language, pair->other, 2, b),
		       number_signed(rows->chart->language,
				     pair->value - pair->other, 2, c),
		       unit);
	hover_row(rows, i, text);
}

char *chart_pairs(const struct chart *chart, const struct chart_pair *pairs,
		  size_t count, const char *unit, struct error_text *error)
{
	struct rows_place rows;
	struct plot plot;
	FILE *out;
	double most = 0, least = 0;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	rows = place_rows(&plot, chart, count, 0);
	write_row_names(out, count, pair_name, pairs);
	(void)fputs("$pairs << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		const struct chart_pair *pair = &pairs[i];
		double end = fmax(fmax(pair->value, pair->other), 0);
		char text[NUMBER_SIZE];

		(void)fprintf(out, "%zu %.6f %.6f %.6f \"%s\" %ld %ld\n", i,
			      pair->value, pair->other, end,
			      number_signed(chart->language,
					    pair->value - pair->other, 2, text),
			      number_of_colour(pair->colour),
			      number_of_colour(pair->other_colour));
		hover_pair(&rows, i, pair, unit);
		most = fmax(most, end);
		least = fmin(least, fmin(pair->value, pair->other));
	}
	(void)fputs("EOD\n", out);
	write_tics(out, chart, 1.05 * least,
		   most > 0 ? (chart->width < 500 ? 1.3 : 1.14) * most : 1);
	(void)fprintf(out,
		      "set xlabel \"%s\" textcolor rgb \"#000000\"\n"
		      "plot $pairs using 2:1:(0):2:($1-0.38):($1):6 "
		      "with boxxyerror lc rgb variable, "
		      "$pairs using 3:1:(0):3:($1):($1+0.38):7 "
		      "with boxxyerror lc rgb variable, "
		      "$pairs using 4:1:5 with labels left offset 0.7,0 "
		      "textcolor rgb \"#000000\"\n",
		      unit);
	return plot_end(&plot, error);
}

static const char *wait_name(const void *rows, size_t i)
{
	return ((const struct chart_quantiles *)rows)[i].label;
}

/* Of those that are no unserved start's, which stand at the edge. */
static double longest_wait(const struct chart_quantiles *rows, size_t count,
			   double promise_s)
{
	double most = promise_s;

	for (size_t i = 0; i < count; i++) {
		const double waits_s[] = {rows[i].p50_s, rows[i].p95_s,
					  rows[i].p99_s};

		for (int k = 0; k < 3; k++)
			if (isfinite(waits_s[k]))
				most = fmax(most, waits_s[k]);
	}
	return most;
}

#define SHORTEST_S 0.1 /* 10^-1: the axis begins; all below stands there */
#define EDGE 1.25      /* where "over" stands, beyond the longest */

/* A wait on the axis. */
static double on_axis(double wait_s, double most)
{
	return fmin(fmax(wait_s, SHORTEST_S), EDGE * most);
}

/* 0.1, 1, 10 ... s: promise and hours of waiting on one axis. */
static void write_wait_axis(FILE *out, const struct chart *chart, double most)
{
	/* with room for the numbers behind the last mark */
	double high = most * pow(most / SHORTEST_S, 0.34) * EDGE;
	const char *comma = "";

	(void)fprintf(out,
		      "set logscale x\nset xrange [%.4g:%.6g]\n"
		      "set xtics (",
		      SHORTEST_S, high);
	for (int power = -1; pow(10, power) <= high; power++) {
		char text[NUMBER_SIZE];

		(void)number_text(chart->language, pow(10, power),
				  power < 0 ? 1 : 0, text);
		(void)fprintf(out, "%s\"%s%s\" %.4g", comma,
			      power < 0 ? "\xe2\x89\xa4 " : "", text,
			      pow(10, power));
		comma = ", ";
	}
	(void)fputs(")\n", out);
}

static void hover_waits(const struct rows_place *rows, size_t i,
			const struct chart_quantiles *row)
{
	char a[NUMBER_SIZE], b[NUMBER_SIZE], c[NUMBER_SIZE],
	    text[4 * NUMBER_SIZE];

	(void)snprintf(
	    text, sizeof text, "%.90s: p50 %.60s s, p95 %.60s s, p99 %.60s s",
	    row->label, number_text(rows->chart->language, row->p50_s, 1, a),
	    number_text(rows->chart->language, row->p95_s, 1, b),
	    number_text(rows->chart->language, row->p99_s, 1, c));
	hover_row(rows, i, text);
}

char *chart_waits(const struct chart *chart, const struct chart_quantiles *rows,
		  size_t count, double promise_s, const char *promise,
		  const char *unit, struct error_text *error)
{
	double most = fmax(1, longest_wait(rows, count, promise_s));
	struct rows_place place;
	struct plot plot;
	FILE *out;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	place = place_rows(&plot, chart, count, ABOVE);
	write_row_names(out, count, wait_name, rows);
	(void)fputs("$waits << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		char text[NUMBER_SIZE], beyond[2 * NUMBER_SIZE] = "";

		/* its mark alone would be read as a number of seconds */
		if (isinf(rows[i].p99_s) && isfinite(rows[i].p95_s))
			(void)snprintf(
			    beyond, sizeof beyond, "; p99: %s",
			    number_short(chart->language, rows[i].p99_s, text));
		(void)fprintf(
		    out, "%zu %.3f %.3f %.3f \"%s%s%s\"\n", i,
		    on_axis(rows[i].p50_s, most), on_axis(rows[i].p95_s, most),
		    on_axis(rows[i].p99_s, most),
		    number_short(chart->language, rows[i].p95_s, text),
		    isinf(rows[i].p95_s) ? "" : " s", beyond);
		hover_waits(&place, i, &rows[i]);
	}
	(void)fputs("EOD\n", out);
	write_wait_axis(out, chart, most);
	(void)fprintf(out,
		      "set xlabel \"%s\" textcolor rgb \"#000000\"\n"
		      "set arrow from %.3f, graph 0 to %.3f, graph 1 nohead "
		      "dt 2 lw 1.6 lc rgb \"#000000\"\n"
		      "set label \"%s\" at %.3f, graph 1 center "
		      "offset 0,0.7 textcolor rgb \"#000000\"\n",
		      unit, promise_s, promise_s, promise, promise_s);
	(void)fputs(
	    "plot $waits using 2:1:2:4 with xerrorbars pt 0 lw 5 lc "
	    "rgb \"" COLOUR_WAITING "\", "
	    "$waits using 2:1 with points pt 7 ps 0.8 lc rgb "
	    "\"#000000\", "
	    "$waits using 3:1 with points pt 13 ps 1.2 lc rgb "
	    "\"#000000\", "
	    "$waits using 4:1 with points pt 2 ps 0.8 lw 1.8 lc rgb "
	    "\"#000000\", "
	    "$waits using 4:1:5 with labels left offset 1.5,0 textcolor "
	    "rgb \"#000000\"\n",
	    out);
	return plot_end(&plot, error);
}

static const char *step_name(const void *rows, size_t i)
{
	return ((const struct chart_step *)rows)[i].label;
}

static bool is_span(const struct chart_step *step)
{
	return step->total && step->interval.known;
}

/* The intervals of the totals; false: there are none. */
static bool write_spans(FILE *out, const struct chart_step *steps, size_t count)
{
	bool any = false;

	(void)fputs("$spans << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		if (!is_span(&steps[i]))
			continue;
		(void)fprintf(out, "%zu %.6f %.6f %.6f\n", i, steps[i].eur,
			      steps[i].interval.low, steps[i].interval.high);
		any = true;
	}
	(void)fputs("EOD\n", out);
	return any;
}

static char *step_text(const struct chart *chart, const struct chart_step *step,
		       char *out)
{
	return step->total ? number_text(chart->language, step->eur, 2, out)
			   : number_signed(chart->language, step->eur, 2, out);
}

/* What stands at a step: its number, beside the end at which it arrives, on
 * the side where no bar is. */
struct step_place {
	double low, high, label;
	bool left;
};

static struct step_place place_step(const struct chart_step *step,
				    double before, double after)
{
	struct step_place place = {fmin(before, after), fmax(before, after), 0,
				   after < 0 && after <= before};

	place.label = place.left ? place.low : place.high;
	if (is_span(step))
		place.label = place.left
				  ? fmin(place.label, step->interval.low)
				  : fmax(place.label, step->interval.high);
	return place;
}

static void write_step(FILE *out, const struct chart *chart,
		       const struct chart_step *step, size_t i,
		       const struct step_place *place)
{
	char text[NUMBER_SIZE];

	(void)step_text(chart, step, text);
	(void)fprintf(out, "%zu %.6f %.6f %.6f \"%s\" \"%s\" %ld\n", i,
		      place->low, place->high, place->label,
		      place->left ? "" : text, place->left ? text : "",
		      number_of_colour(step->total && step->eur < 0
					   ? COLOUR_UNSERVED
					   : step->colour));
}

char *chart_steps(const struct chart *chart, const struct chart_step *steps,
		  size_t count, struct error_text *error)
{
	struct rows_place rows;
	struct plot plot;
	FILE *out;
	double level = 0, most = 0, least = 0, room;
	bool spans, left = false;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	rows = place_rows(&plot, chart, count, 0);
	write_row_names(out, count, step_name, steps);
	(void)fputs("$steps << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		double before = steps[i].total ? 0 : level;
		struct step_place place;

		level = steps[i].total ? steps[i].eur : level + steps[i].eur;
		place = place_step(&steps[i], before, level);
		write_step(out, chart, &steps[i], i, &place);
		hover_value(&rows, i, steps[i].label, steps[i].eur,
			    &steps[i].interval, 2, "EUR");
		most = fmax(most, fmax(level, place.label));
		least = fmin(least, fmin(level, place.label));
		left = left || place.left;
	}
	(void)fputs("EOD\n", out);
	spans = write_spans(out, steps, count);
	if (most <= least)
		most = 1;
	room = (chart->width < 500 ? 0.3 : 0.14) * (most - least);
	write_tics(out, chart, left ? least - room : 1.05 * least, most + room);
	(void)fputs("set xlabel \"EUR\" textcolor rgb \"#000000\"\n"
		    "set arrow from 0, graph 0 to 0, graph 1 nohead lw 1 "
		    "lc rgb \"#808890\"\n"
		    "set errorbars 0.6\n"
		    "plot $steps using 2:1:2:3:($1-0.36):($1+0.36):"
		    "7 with boxxyerror lc rgb variable, "
		    "$steps using 4:1:5 with labels left offset 0.7,0 "
		    "textcolor rgb \"#000000\", "
		    "$steps using 4:1:6 with labels right offset -0.7,0 "
		    "textcolor rgb \"#000000\"",
		    out);
	if (spans)
		(void)fputs(
		    ", $spans using 2:1:3:4 with xerrorbars pt 0 lw 1.4 "
		    "lc rgb \"#000000\"",
		    out);
	(void)fputc('\n', out);
	return plot_end(&plot, error);
}

static const char *change_name(const void *rows, size_t i)
{
	return ((const struct chart_change *)rows)[i].label;
}

static double clipped(double percent, double most)
{
	return fmin(fmax(percent, -most), most);
}

/* As far as the axis goes to both sides. */
static double change_range(const struct chart_change *changes, size_t count)
{
	double most = 1;

	for (size_t i = 0; i < count; i++) {
		most = fmax(most, fabs(changes[i].percent));
		if (changes[i].interval.known)
			most = fmax(most, fmax(fabs(changes[i].interval.low),
					       fabs(changes[i].interval.high)));
	}
	return fmin(most, 100);
}

char *chart_changes(const struct chart *chart,
		    const struct chart_change *changes, size_t count,
		    const char *unit, struct error_text *error)
{
	double most = change_range(changes, count);
	struct rows_place rows;
	struct plot plot;
	FILE *out;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	rows = place_rows(&plot, chart, count, 0);
	write_row_names(out, count, change_name, changes);
	(void)fputs("$changes << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		const struct chart_change *change = &changes[i];
		const struct run_interval *in = &change->interval;
		double mean = clipped(change->percent, most),
		       low = in->known ? clipped(in->low, most) : mean,
		       high = in->known ? clipped(in->high, most) : mean;

		(void)fprintf(out, "%zu %.4f %.4f %.4f \"%s\" %ld %.4f\n", i,
			      mean, low, high, change->text,
			      number_of_colour(change->colour), fmax(high, 0));
		hover_value(&rows, i, change->label, change->percent, in, 1,
			    "%");
	}
	(void)fputs("EOD\n", out);
	write_tics(out, chart, -1.08 * most,
		   (chart->width < 500 ? 3.2 : 1.5) * most);
	(void)fprintf(
	    out,
	    "set xlabel \"%s\" textcolor rgb \"#000000\"\n"
	    "set arrow from 0, graph 0 to 0, graph 1 nohead lw 1 "
	    "lc rgb \"#808890\"\n"
	    "set errorbars 0.6\n"
	    "plot $changes using 2:1:(0):2:($1-0.3):($1+0.3):6 with "
	    "boxxyerror lc rgb variable, "
	    "$changes using 2:1:3:4 with xerrorbars pt 0 lw 1.4 lc rgb "
	    "\"#000000\", "
	    "$changes using 7:1:5 with labels left offset 0.7,0 textcolor rgb "
	    "\"#000000\"\n",
	    unit);
	return plot_end(&plot, error);
}
