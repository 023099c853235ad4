/*
 * charts_plan.c - drawings of `conductor plan`: plans as places, assumptions as
 * a tornado.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/charts.h"
#include "reports/number.h"
#include "reports/plots.h"

/* --- plans ---------------------------------------------------------------- */

#define LEFT 96.0 /* pixels around the places */
#define RIGHT 22.0
#define TOP 30.0
#define BOTTOM 68.0
#define LETTER 9.0 /* of a label, in pixels; its height */
#define LINE 15.0
#define PLACES_MAX 32
#define HOVER 22.0 /* where one has to point */

struct span {
	double low, high;
};

struct ground {
	const struct chart *chart;
	struct span x, y; /* of the axes */
	double width, height;
};

static double x_of(const struct ground *g, double value)
{
	return LEFT + (value - g->x.low) / (g->x.high - g->x.low) * g->width;
}

static double y_of(const struct ground *g, double value)
{
	return TOP + (g->y.high - value) / (g->y.high - g->y.low) * g->height;
}

static void widen(struct span *span, const struct run_interval *in)
{
	span->low = fmin(span->low, in->known ? in->low : in->mean);
	span->high = fmax(span->high, in->known ? in->high : in->mean);
}

static void pad(struct span *span, double least, double share)
{
	double room = fmax(least, share * (span->high - span->low));

	span->low -= room;
	span->high += room;
}

static struct ground ground_of(const struct chart *chart,
			       const struct chart_plan *plans, size_t count,
			       double promised)
{
	struct ground g = {
	    .chart = chart,
	    .x = {promised, promised},
	    .y = {HUGE_VAL, -HUGE_VAL},
	    .width = chart->width - LEFT - RIGHT,
	    .height = chart->height - TOP - BOTTOM,
	};

	for (size_t i = 0; i < count; i++) {
		struct run_interval in_time = plans[i].in_time;

		in_time.known = false; /* not drawn */
		widen(&g.x, &in_time);
		widen(&g.y, &plans[i].eur);
	}
	pad(&g.x, 0.2, 0.06);
	g.x.high = fmin(g.x.high, 100.5);
	g.x.low = fmax(g.x.low, -0.5);
	pad(&g.y, 1, 0.1);
	return g;
}

/* A label has one of these places beside its mark, if it is free. */
struct box {
	double left, top, right, bottom;
};

static bool meet(const struct box *a, const struct box *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom &&
	       b->top < a->bottom;
}

static bool is_free(const struct box *taken, size_t count,
		    const struct box *box, const struct ground *g)
{
	if (box->left < LEFT || box->right > LEFT + g->width ||
	    box->top < TOP + 2 || box->bottom > TOP + g->height)
		return false;
	for (size_t i = 0; i < count; i++)
		if (meet(&taken[i], box))
			return false;
	return true;
}

static void write_labels(FILE *out, const struct ground *g,
			 const struct chart_plan *plans, size_t count)
{
	static const double around[][2] = {{1, 0},  {-1, 0}, {0, -1},  {0, 1},
					   {1, -1}, {1, 1},  {-1, -1}, {-1, 1}};
	struct box taken[2 * PLACES_MAX];
	size_t used = 0;

	for (size_t i = 0; i < count; i++) { /* no label covers a mark */
		double x = x_of(g, plans[i].in_time.mean),
		       y = y_of(g, plans[i].eur.mean);

		taken[used++] = (struct box){x - 6, y - 6, x + 6, y + 6};
	}
	for (size_t i = 0; i < count; i++) {
		double x = x_of(g, plans[i].in_time.mean),
		       y = y_of(g, plans[i].eur.mean),
		       width = LETTER * (double)strlen(plans[i].label);

		for (size_t k = 0; k < sizeof around / sizeof *around; k++) {
			double at_x = x + around[k][0] * (width / 2 + 8),
			       at_y = y + around[k][1] * (LINE / 2 + 8);
			struct box box = {at_x - width / 2, at_y - LINE / 2,
					  at_x + width / 2, at_y + LINE / 2};

			if (!is_free(taken, used, &box, g))
				continue;
			taken[used++] = box;
			(void)fprintf(out,
				      "set label \"%s\" at screen %.6f, screen "
				      "%.6f center textcolor rgb \"#000000\"\n",
				      plans[i].label, at_x / g->chart->width,
				      1 - at_y / g->chart->height);
			break;
		}
	}
}

static void write_marks(FILE *out, const struct chart_plan *plans, size_t count,
			bool seen[CHART_MARKS])
{
	for (int mark = 0; mark < CHART_MARKS; mark++) {
		seen[mark] = false;
		(void)fprintf(out, "$marks%d << EOD\n", mark);
		for (size_t i = 0; i < count; i++) {
			const struct chart_plan *p = &plans[i];

			if (p->mark != mark)
				continue;
			seen[mark] = true;
			(void)fprintf(out, "%.6f %.6f %.6f %.6f\n",
				      p->in_time.mean, p->eur.mean, p->eur.low,
				      p->eur.high);
		}
		(void)fputs("EOD\n", out);
	}
}

static void write_promise(FILE *out, const struct ground *g, double promised,
			  const char *promise)
{
	double share = (promised - g->x.low) / (g->x.high - g->x.low);

	(void)fprintf(out,
		      "set arrow from %.6f, graph 0 to %.6f, graph 1 nohead "
		      "dt 2 lw 1.6 lc rgb \"#000000\"\n"
		      "set label \"%s\" at %.6f, graph 1 %s offset 0,0.7 "
		      "textcolor rgb \"#000000\"\n",
		      promised, promised, promise, promised,
		      share < 0.2   ? "left"
		      : share > 0.8 ? "right"
				    : "center");
}

static void plot_marks(FILE *out, const bool seen[CHART_MARKS])
{
	static const struct {
		const char *colour;
		int type;
	} looks[CHART_MARKS] = {
	    {COLOUR_INCOME, 7}, {COLOUR_CLOUD, 9}, {COLOUR_UNSERVED, 2}};

	const char *comma = "set errorbars 0\nplot ";

	for (int mark = 0; mark < CHART_MARKS; mark++) {
		if (!seen[mark])
			continue;
		(void)fprintf(
		    out,
		    "%s$marks%d using 1:3:(0):($4-$3) with vectors nohead "
		    "lw 1 lc rgb \"%s\", "
		    "$marks%d using 1:2 with points pt %d ps 1.1 "
		    "lw 2 lc rgb \"%s\"",
		    comma, mark, looks[mark].colour, mark, looks[mark].type,
		    looks[mark].colour);
		comma = ", ";
	}
	(void)fputc('\n', out);
}

static void hover_plans(struct plot *plot, const struct ground *g,
			const struct chart_plan *plans, size_t count)
{
	for (size_t i = 0; g->chart->hover && i < count; i++) {
		const struct plot_place place = {
		    x_of(g, plans[i].in_time.mean) - HOVER / 2,
		    y_of(g, plans[i].eur.mean) - HOVER / 2, HOVER, HOVER};

		plot_hover(plot, &place, plans[i].text);
	}
}

/* Round steps of an axis, at most so many. */
static void write_axis(FILE *out, char axis, const struct span *span,
		       double most, enum language language)
{
	plot_range(out, axis, span->low, span->high);
	plot_tics(out, axis, span->low, span->high,
		  plot_step((span->high - span->low) / most), language);
}

char *chart_plans(const struct chart *chart, const struct chart_plan *plans,
		  size_t count, double promised, const char *promise,
		  const char *x_name, struct error_text *error)
{
	bool small = chart->width < 500, seen[CHART_MARKS];
	struct ground g;
	struct plot plot;
	FILE *out;

	if (count > PLACES_MAX)
		count = PLACES_MAX;
	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	g = ground_of(chart, plans, count, promised);
	(void)fprintf(out,
		      "set lmargin at screen %.6f\nset rmargin at screen %.6f\n"
		      "set tmargin at screen %.6f\nset bmargin at screen %.6f\n"
		      "set xlabel \"%s\" textcolor rgb \"#000000\"\n"
		      "set label \"EUR\" at screen 0.01, screen %.6f left "
		      "textcolor rgb \"#000000\"\n",
		      LEFT / chart->width, 1 - RIGHT / chart->width,
		      1 - TOP / chart->height, BOTTOM / chart->height, x_name,
		      1 - TOP / 2 / chart->height);
	write_axis(out, 'x', &g.x, small ? 4 : 9, chart->language);
	write_axis(out, 'y', &g.y, 5, chart->language);
	write_promise(out, &g, promised, promise);
	write_labels(out, &g, plans, count);
	write_marks(out, plans, count, seen);
	hover_plans(&plot, &g, plans, count);
	plot_marks(out, seen);
	return plot_end(&plot, error);
}

/* --- the tornado ---------------------------------------------------------- */

#define ROW_TOP 12.0
#define ROW_BOTTOM 66.0

static double reach_of(const struct run_interval *in)
{
	return in->known ? fmax(fabs(in->low), fabs(in->high)) : fabs(in->mean);
}

/* So far that each end has room for its words, of which the width in EUR
 * depends on how far it goes. */
static struct span swing_span(const struct chart *chart,
			      const struct chart_swing *swings, size_t count)
{
	double drawn = chart->width - (chart->width < 500 ? 150 : 240);
	struct span span = {-1, 1};

	for (int round = 0; round < 8; round++) {
		double eur_per_pixel = (span.high - span.low) / drawn;

		for (size_t i = 0; i < count; i++)
			for (int end = 0; end < 2; end++) {
				const struct chart_end *e =
				    &swings[i].ends[end];
				double reach =
				    reach_of(&e->eur) +
				    eur_per_pixel *
					(LETTER * (double)strlen(e->text) + 16);

				if (e->eur.mean < 0)
					span.low = fmin(span.low, -reach);
				else
					span.high = fmax(span.high, reach);
			}
	}
	return span;
}

/* Each end in a half of its row: both may lie on the same side. */
static void write_ends(FILE *out, const struct chart_swing *swings,
		       size_t count)
{
	(void)fputs("$ends << EOD\n", out);
	for (size_t i = 0; i < count; i++)
		for (int end = 0; end < 2; end++) {
			const struct chart_end *e = &swings[i].ends[end];
			const struct run_interval *in = &e->eur;
			double low = in->known ? in->low : in->mean,
			       high = in->known ? in->high : in->mean;
			bool left = in->mean < 0;

			(void)fprintf(
			    out, "%.2f %.6f %.6f %.6f %ld %.6f \"%s\" \"%s\"\n",
			    (double)i + (end == 0 ? -0.2 : 0.2), in->mean, low,
			    high, strtol(e->colour + 1, NULL, 16),
			    left ? fmin(low, 0) : fmax(high, 0),
			    left ? e->text : "", left ? "" : e->text);
		}
	(void)fputs("EOD\n", out);
}

static void hover_swing(struct plot *plot, const struct chart *chart,
			const struct chart_swing *swing, size_t i, size_t count)
{
	double height = (chart->height - ROW_TOP - ROW_BOTTOM) / (double)count;
	const struct plot_place place = {0, ROW_TOP + (double)i * height,
					 chart->width, height};
	char a[NUMBER_SIZE], b[NUMBER_SIZE], text[4 * NUMBER_SIZE];

	(void)snprintf(
	    text, sizeof text, "%.90s: %.90s %.60s EUR; %.90s %.60s EUR",
	    swing->label, swing->ends[0].text,
	    number_signed(chart->language, swing->ends[0].eur.mean, 2, a),
	    swing->ends[1].text,
	    number_signed(chart->language, swing->ends[1].eur.mean, 2, b));
	if (chart->hover)
		plot_hover(plot, &place, text);
}

char *chart_tornado(const struct chart *chart, const struct chart_swing *swings,
		    size_t count, struct error_text *error)
{
	struct span span = swing_span(chart, swings, count);
	struct plot plot;
	FILE *out;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	(void)fprintf(out,
		      "set tmargin at screen %.6f\nset bmargin at screen %.6f\n"
		      "set ytics scale 0 offset -0.6,0 (",
		      1 - ROW_TOP / chart->height, ROW_BOTTOM / chart->height);
	for (size_t i = 0; i < count; i++) {
		(void)fprintf(out, "%s\"%s\" %zu", i > 0 ? ", " : "",
			      swings[i].label, i);
		hover_swing(&plot, chart, &swings[i], i, count);
	}
	(void)fputs(")\nunset grid\n"
		    "set grid xtics back lc rgb \"#808890\" lw 0.4 dt 3\n",
		    out);
	plot_range(out, 'y', (double)count - 0.5, -0.5);
	write_axis(out, 'x', &span, chart->width < 500 ? 3 : 8,
		   chart->language);
	write_ends(out, swings, count);
	(void)fputs(
	    "set xlabel \"EUR\" textcolor rgb \"#000000\"\n"
	    "set arrow from 0, graph 0 to 0, graph 1 nohead lw 1 "
	    "lc rgb \"#808890\"\nset errorbars 0.4\n"
	    "plot $ends using 2:1:(0):2:($1-0.17):($1+0.17):5 with boxxyerror "
	    "lc rgb variable, "
	    "$ends using 2:1:3:4 with xerrorbars pt 0 lw 1.2 lc rgb "
	    "\"#000000\", "
	    "$ends using 6:1:7 with labels right offset -0.7,0 textcolor rgb "
	    "\"#000000\", "
	    "$ends using 6:1:8 with labels left offset 0.7,0 textcolor rgb "
	    "\"#000000\"\n",
	    out);
	return plot_end(&plot, error);
}
