/*
 * charts_response.c - what comes out, over what was set.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/charts.h"
#include "reports/number.h"
#include "reports/page.h"
#include "reports/plots.h"

/* --- over one setting ----------------------------------------------------- */

static bool mark_is_there(const struct chart_response *r,
			  enum chart_promise_mark mark)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->dots[i].mark == mark && isfinite(r->dots[i].value))
			return true;
	return false;
}

/* Of what is drawn, with zero. */
static void find_range(const struct chart_response *r, double *low,
		       double *high)
{
	*low = 0;
	*high = isnan(r->limit) ? 0 : r->limit;
	for (size_t i = 0; i < r->count; i++) {
		const struct chart_dot *dot = &r->dots[i];

		if (!isfinite(dot->value))
			continue;
		*low = fmin(*low, fmin(dot->value, dot->interval.low));
		*high = fmax(*high, fmax(dot->value, dot->interval.high));
	}
	if (!(*high > *low))
		*high = *low + 1;
}

static void write_data(const struct chart_response *r, FILE *out)
{
	(void)fputs("$all << EOD\n", out);
	for (size_t i = 0; i < r->count; i++)
		if (isfinite(r->dots[i].value))
			(void)fprintf(out, "%.10g %.6f %.6f %.6f\n",
				      r->dots[i].at, r->dots[i].value,
				      r->dots[i].interval.low,
				      r->dots[i].interval.high);
	(void)fputs("EOD\n", out);
	for (int mark = 0; mark < CHART_PROMISE_MARKS; mark++) {
		(void)fprintf(out, "$m%d << EOD\n", mark);
		for (size_t i = 0; i < r->count; i++)
			if ((int)r->dots[i].mark == mark &&
			    isfinite(r->dots[i].value))
				(void)fprintf(out, "%.10g %.6f\n",
					      r->dots[i].at, r->dots[i].value);
		(void)fputs("EOD\n", out);
	}
}

/* gnuplot reads a backslash and a quote in "text". */
static void put_quoted(FILE *out, const char *text, size_t most)
{
	(void)fputc('"', out);
	for (size_t i = 0; text[i] != '\0' && i < most; i++)
		if (strchr("\"\\`\n", text[i]) == NULL)
			(void)fputc(text[i], out);
	(void)fputc('"', out);
}

/* Every so many-th name, so that none covers the next. */
static void write_names(const struct chart *chart,
			const struct chart_response *r, FILE *out)
{
	size_t longest = 1, step, most = chart->width < 500 ? 12 : 24;

	for (size_t i = 0; i < r->count; i++)
		if (strlen(r->dots[i].label) > longest)
			longest = strlen(r->dots[i].label);
	longest = longest < most ? longest : most;
	step = (size_t)ceil((double)(r->count * (longest + 2)) * 8 /
			    (chart->width - 110));
	(void)fputs("set xtics (", out);
	for (size_t i = 0; i<r->count; i += step> 0 ? step : 1) {
		(void)fputs(i > 0 ? ", " : "", out);
		put_quoted(out, r->dots[i].label, most);
		(void)fprintf(out, " %.10g", r->dots[i].at);
	}
	(void)fputs(")\n", out);
}

static void write_setting(const struct chart *chart,
			  const struct chart_response *r, FILE *out)
{
	double low = r->dots[0].at, high = r->dots[r->count - 1].at, edge;
	double least = (high - low) / (chart->width < 500 ? 4 : 10);
	bool whole = true;

	for (size_t i = 0; i < r->count; i++)
		whole = whole && fabs(fmod(r->dots[i].at, 1)) < 1e-9;
	if (whole) /* half a machine is none */
		least = fmax(least, 1);
	edge = high > low ? (high - low) / 20 : 1;
	plot_range(out, 'x', low - edge, high + edge);
	if (r->named)
		write_names(chart, r, out);
	else if (high > low)
		plot_tics(out, 'x', low, high, plot_step(least),
			  chart->language);
	(void)fputs("set xlabel ", out);
	put_quoted(out, r->setting, 60);
	(void)fputs(" textcolor rgb \"#000000\"\n", out);
}

static void write_plot(const struct chart_response *r, FILE *out)
{
	static const struct {
		const char *colour;
		int type;
	} marks[CHART_PROMISE_MARKS] = {
	    [MARK_NONE] = {COLOUR_TAKEN, 6},
	    [MARK_KEPT] = {MARK_KEPT_COLOUR, 7},
	    [MARK_CLOSE] = {MARK_CLOSE_COLOUR, 13},
	    [MARK_BROKEN] = {MARK_BROKEN_COLOUR, 2},
	};

	(void)fputs("set errorbars 0.4\nplot ", out);
	if (r->joined)
		(void)fputs("$all using 1:3:4 with filledcurves fs solid 0.2 "
			    "lc rgb \"" COLOUR_WAITING "\", "
			    "$all using 1:2 with lines lw 2 lc rgb "
			    "\"" COLOUR_DEDICATED "\"",
			    out);
	else
		(void)fputs("$all using 1:2:3:4 with yerrorbars pt 0 lw 1 "
			    "lc rgb \"#808890\"",
			    out);
	for (int mark = 0; mark < CHART_PROMISE_MARKS; mark++)
		if (mark_is_there(r, (enum chart_promise_mark)mark))
			(void)fprintf(out,
				      ", $m%d using 1:2 with points pt %d "
				      "ps 1.1 lw 2 lc rgb \"%s\"",
				      mark, marks[mark].type,
				      marks[mark].colour);
	if (!isnan(r->limit))
		(void)fprintf(out,
			      ", %.6f with lines lw 1.6 dt 2 lc rgb "
			      "\"#000000\"",
			      r->limit);
	(void)fputc('\n', out);
}

char *chart_response(const struct chart *chart, const struct chart_response *r,
		     struct error_text *error)
{
	double low, high;
	struct plot plot;
	FILE *out;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	find_range(r, &low, &high);
	high += 0.08 * (high - low);
	low -= low < 0 ? 0.08 * (high - low) : 0;
	(void)fprintf(out,
		      "set lmargin at screen %.4f\nset rmargin at screen "
		      "%.4f\n",
		      80.0 / chart->width, 1 - 20.0 / chart->width);
	plot_range(out, 'y', low, high);
	plot_tics(out, 'y', low, high, plot_step((high - low) / 6),
		  chart->language);
	(void)fputs("set ylabel ", out);
	put_quoted(out, r->unit, 60);
	(void)fputs(" textcolor rgb \"#000000\"\n", out);
	write_setting(chart, r, out);
	write_data(r, out);
	if (!isnan(r->limit)) {
		(void)fputs("set label ", out);
		put_quoted(out, r->limit_words, 80);
		(void)fprintf(out,
			      " at graph 0.99, first %.6f right offset 0,0.6 "
			      "textcolor rgb \"#000000\"\n",
			      r->limit);
	}
	write_plot(r, out);
	return plot_end(&plot, error);
}

/* --- over two settings ---------------------------------------------------- */

#define LETTER 7.6 /* about as wide, at the size of the chart's words */
#define SMALL_LETTER 6.2
#define CELL_HEIGHT 44.0
#define SMALL_CELL 24.0
#define MAP_TOP 26.0
#define MAP_BOTTOM 44.0

struct map_place {
	double left, width, height; /* of the cells; of one */
	double cell;
	bool numbers, small; /* is there room for them; in small letters */
	int decimals;
	double low, high;
};

static size_t longest_name(const char *const *names, size_t count)
{
	size_t longest = 0;

	for (size_t i = 0; i < count; i++)
		if (strlen(names[i]) > longest)
			longest = strlen(names[i]);
	return longest;
}

static struct map_place place_map(const struct chart *chart,
				  const struct chart_map *map)
{
	struct map_place p = {.low = HUGE_VAL, .high = -HUGE_VAL};
	double most = chart->width < 500 ? 84 : 220, longest = 0;

	p.left =
	    fmin(most,
		 (double)longest_name(map->row_names, map->rows) * LETTER + 14);
	p.width = chart->width - p.left - 8;
	p.cell = p.width / (double)map->columns;
	for (size_t i = 0; i < map->rows * map->columns; i++)
		if (isfinite(map->cells[i].value)) {
			p.low = fmin(p.low, map->cells[i].value);
			p.high = fmax(p.high, map->cells[i].value);
		}
	p.decimals = fmax(fabs(p.low), fabs(p.high)) >= 100 ? 0 : 2;
	for (size_t i = 0; i < map->rows * map->columns; i++) {
		char text[NUMBER_SIZE];

		if (isfinite(map->cells[i].value))
			longest = fmax(longest,
				       (double)strlen(number_text(
					   chart->language, map->cells[i].value,
					   p.decimals, text)));
	}
	p.small = longest * LETTER + 8 > p.cell;
	p.numbers = longest * SMALL_LETTER + 2 <= p.cell;
	p.height = p.numbers ? CELL_HEIGHT : SMALL_CELL;
	return p;
}

static void put_words(FILE *out, double x, double y, const char *anchor,
		      int size, const char *text, size_t most)
{
	size_t length = strlen(text);

	(void)fprintf(out,
		      "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" "
		      "font-size=\"%d\" fill=\"currentColor\">",
		      x, y, anchor, size);
	if (length <= most) {
		page_text(out, text);
	} else {
		char cut[64];

		(void)snprintf(cut, sizeof cut, "%.*s...",
			       (int)(most > 4 ? most - 2 : most), text);
		page_text(out, cut);
	}
	(void)fputs("</text>\n", out);
}

/* A shape, not a letter: there is one in every font. */
static void put_mark(FILE *out, double x, double y,
		     enum chart_promise_mark mark)
{
	switch (mark) {
	case MARK_KEPT:
		(void)fprintf(out,
			      "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" "
			      "fill=\"" MARK_KEPT_COLOUR "\"/>\n",
			      x, y);
		break;
	case MARK_CLOSE:
		(void)fprintf(out,
			      "<path d=\"M%.1f %.1fl5 5 -5 5 -5 -5z\" "
			      "fill=\"" MARK_CLOSE_COLOUR "\"/>\n",
			      x, y - 5);
		break;
	case MARK_BROKEN:
		(void)fprintf(out,
			      "<path d=\"M%.1f %.1fl9 9m0 -9l-9 9\" "
			      "stroke=\"" MARK_BROKEN_COLOUR
			      "\" stroke-width=\"2.4\"/>\n",
			      x - 4.5, y - 4.5);
		break;
	case MARK_NONE:
	case CHART_PROMISE_MARKS:
		break;
	}
}

static void put_cell(FILE *out, const struct chart *chart,
		     const struct map_place *p, const struct chart_cell *cell,
		     double x, double y)
{
	const double range = p->high - p->low;
	const double part = range > 0 ? (cell->value - p->low) / range : 0.5;
	char text[NUMBER_SIZE];

	if (isnan(cell->value))
		return;
	(void)fprintf(out,
		      "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
		      "height=\"%.1f\" fill=\"" COLOUR_DEDICATED
		      "\" fill-opacity=\"%.3f\"><title>",
		      x + 1, y + 1, p->cell - 2, p->height - 2,
		      0.06 + 0.4 * part);
	page_text(out, cell->hover);
	(void)fputs("</title></rect>\n", out);
	if (cell->best)
		(void)fprintf(out,
			      "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
			      "height=\"%.1f\" fill=\"none\" "
			      "stroke=\"currentColor\" stroke-width=\"3\"/>\n",
			      x + 2.5, y + 2.5, p->cell - 5, p->height - 5);
	if (p->numbers)
		put_words(out, x + p->cell / 2, y + 19, "middle",
			  p->small ? 11 : 14,
			  number_text(chart->language, cell->value, p->decimals,
				      text),
			  NUMBER_SIZE);
	put_mark(out, x + p->cell / 2, y + (p->numbers ? 32 : p->height / 2),
		 cell->mark);
}

static void put_names(FILE *out, const struct chart_map *map,
		      const struct map_place *p)
{
	size_t letters = (size_t)((p->left - 10) / LETTER);
	size_t room = (size_t)fmax(1, p->cell / LETTER - 1);
	size_t longest = longest_name(map->column_names, map->columns);
	size_t step = 1, most = 24;

	for (size_t r = 0; r < map->rows; r++)
		put_words(out, p->left - 8,
			  MAP_TOP + ((double)r + 0.5) * p->height + 5, "end",
			  14, map->row_names[r], letters);
	longest = longest < most ? longest : most;
	while (room * step < longest + 1)
		step++;
	for (size_t c = 0; c < map->columns; c += step)
		put_words(out, p->left + ((double)c + 0.5) * p->cell,
			  MAP_TOP + (double)map->rows * p->height + 18,
			  c == 0 && step > 1 ? "start" : "middle", 14,
			  map->column_names[c], most);
}

char *chart_map(const struct chart *chart, const struct chart_map *map,
		struct error_text *error)
{
	struct map_place p = place_map(chart, map);
	double height = MAP_TOP + (double)map->rows * p.height + MAP_BOTTOM;
	size_t letters = (size_t)(chart->width / LETTER) - 2;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL) {
		(void)error_set(error, "out of memory");
		return NULL;
	}
	(void)fprintf(out,
		      "<svg width=\"%d\" height=\"%.0f\" viewBox=\"0 0 %d "
		      "%.0f\" xmlns=\"http://www.w3.org/2000/svg\">\n",
		      chart->width, height, chart->width, height);
	put_words(out, 0, 16, "start", 14, map->row_setting, letters);
	for (size_t r = 0; r < map->rows; r++)
		for (size_t c = 0; c < map->columns; c++)
			put_cell(out, chart, &p,
				 &map->cells[r * map->columns + c],
				 p.left + (double)c * p.cell,
				 MAP_TOP + (double)r * p.height);
	put_names(out, map, &p);
	put_words(out, p.left + p.width, height - 6, "end", 14, map->setting,
		  letters);
	(void)fputs("</svg>\n", out);
	if (fclose(out) == 0)
		return text;
	free(text);
	(void)error_set(error, "out of memory");
	return NULL;
}
