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
	struct plot plot;
	FILE *out;
	double most = 0;
	bool whiskers = false;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
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
		whiskers = whiskers || in->known;
		most = fmax(most, end);
	}
	(void)fputs("EOD\n", out);
	write_tics(out, chart, 0, most > 0 ? 1.22 * most : 1);
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

char *chart_pairs(const struct chart *chart, const struct chart_pair *pairs,
		  size_t count, const char *unit, struct error_text *error)
{
	struct plot plot;
	FILE *out;
	double most = 0, least = 0;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
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

char *chart_waits(const struct chart *chart, const struct chart_quantiles *rows,
		  size_t count, double promise_s, const char *unit,
		  struct error_text *error)
{
	struct plot plot;
	FILE *out;
	double most = longest_wait(rows, count, promise_s);

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	write_row_names(out, count, wait_name, rows);
	(void)fputs("$waits << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		char text[NUMBER_SIZE];

		(void)fprintf(
		    out, "%zu %.3f %.3f %.3f \"%s%s\"\n", i,
		    fmin(rows[i].p50_s, 1.05 * most),
		    fmin(rows[i].p95_s, 1.05 * most),
		    fmin(rows[i].p99_s, 1.05 * most),
		    number_short(chart->language, rows[i].p95_s, text),
		    isinf(rows[i].p95_s) ? "" : " s");
	}
	(void)fputs("EOD\n", out);
	write_tics(out, chart, 0, most > 0 ? 1.25 * most : 1);
	(void)fprintf(out,
		      "set xlabel \"%s\" textcolor rgb \"#000000\"\n"
		      "set arrow from %.3f, graph 0 to %.3f, graph 1 nohead "
		      "dt 2 lw 1.6 lc rgb \"#000000\"\n",
		      unit, promise_s, promise_s);
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

char *chart_steps(const struct chart *chart, const struct chart_step *steps,
		  size_t count, struct error_text *error)
{
	struct plot plot;
	FILE *out;
	double level = 0, most = 0, least = 0, end;
	bool spans;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	write_row_names(out, count, step_name, steps);
	(void)fputs("$steps << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		double before = steps[i].total ? 0 : level;
		char text[NUMBER_SIZE];

		level = steps[i].total ? steps[i].eur : level + steps[i].eur;
		end = fmax(before, level);
		if (is_span(&steps[i]))
			end = fmax(end, steps[i].interval.high);
		(void)fprintf(out, "%zu %.6f %.6f %.6f \"%s\" %ld\n", i,
			      fmin(before, level), fmax(before, level), end,
			      step_text(chart, &steps[i], text),
			      number_of_colour(steps[i].colour));
		most = fmax(most, level);
		least = fmin(least, level);
	}
	(void)fputs("EOD\n", out);
	spans = write_spans(out, steps, count);
	if (most <= least)
		most = 1;
	write_tics(out, chart, 1.05 * least,
		   most + (chart->width < 500 ? 0.3 : 0.14) * (most - least));
	(void)fputs("set xlabel \"EUR\" textcolor rgb \"#000000\"\n"
		    "set arrow from 0, graph 0 to 0, graph 1 nohead lw 1 "
		    "lc rgb \"#808890\"\n"
		    "set errorbars 0.6\n"
		    "plot $steps using 2:1:2:3:($1-0.36):($1+0.36):"
		    "6 with boxxyerror lc rgb variable, "
		    "$steps using 4:1:5 with labels left offset 0.7,0 "
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
