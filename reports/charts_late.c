/*
 * charts_late.c - the share of late starts over time: of one run, and of two.
 */
#include <math.h>
#include <stdlib.h>

#include "reports/number.h"
#include "reports/panels.h"

#define HOUR_US INT64_C(3600000000)
#define SHARE_LEAST 20.0 /* starts in a share that is drawn */

/* A bar from the i-th slot that is long enough for a share: what is left after
 * it is, too. */
static struct bar late_bar(const struct panels *p, size_t i)
{
	const struct run_data *data = p->data;
	double least = SHARE_LEAST / p->promise->runs, left = 0;
	struct bar bar = bar_at(data, i, p->per_bar);

	for (size_t at = i; at < data->slot_count; at++)
		left += data->slots[at].judged;
	while (i + bar.slots < data->slot_count &&
	       (bar.judged < least || left - bar.judged < least))
		bar = bar_at(data, i, bar.slots + p->per_bar);
	return bar;
}

/* As wide as there are starts, if those are few. */
static void trim_bar(const struct run_data *data, struct bar *bar)
{
	const struct run_slot *slots = data->slots;
	double slot_h = (double)data->slot_us / (double)HOUR_US;

	for (size_t i = bar->first;
	     i < bar->first + bar->slots && slots[i].judged <= 0; i++)
		bar->from_h += slot_h;
	for (size_t i = bar->first + bar->slots;
	     i > bar->first && slots[i - 1].judged <= 0; i--)
		bar->to_h -= slot_h;
}

/* The bars as data; returns the highest. */
static double write_late(const struct panels *p)
{
	double most = 0;

	(void)fputs("$late << EOD\n", p->out);
	for (size_t i = 0; i < p->data->slot_count;) {
		struct bar bar = late_bar(p, i);

		i += bar.slots;
		if (bar.judged <= 0)
			continue;
		trim_bar(p->data, &bar);
		(void)fprintf(p->out, "%.4f %.4f %.4f\n", bar.from_h, bar.to_h,
			      bar_late_percent(&bar));
		most = fmax(most, bar_late_percent(&bar));
	}
	(void)fputs("EOD\n", p->out);
	return most;
}

/* The axis of shares up to the highest, and the promise as a line. */
static void draw_axis(const struct panels *p, double most)
{
	double limit = 100 * p->promise->late_most;
	double top = fmin(100, fmax(1.15 * most, limit > 0 ? 2 * limit : 1));
	bool whole = fabs(limit - round(limit)) < 1e-6;
	char percent[NUMBER_SIZE], text[PANEL_LINE];
	FILE *out = p->out;

	plot_tics(out, 'y', 0, top, plot_step(top / 3), p->chart->language);
	plot_range(out, 'y', 0, top);
	if (limit < 0)
		return;
	(void)text_fill(text, sizeof text, p->chart->language, T_NIGHT_PROMISED,
			WITH(number_text(p->chart->language, limit,
					 whole ? 0 : 2, percent)));
	(void)fprintf(out,
		      "set arrow from graph 0, first %.4f to graph 1, first "
		      "%.4f nohead front dt 2 lw 1.6 lc rgb \"#000000\"\n"
		      "set label \"%s\" at graph 1, first %.4f right front "
		      "offset -0.5,0.6 textcolor rgb \"#000000\"\n",
		      limit, limit, text, limit);
}

void panel_draw_late(struct panels *p)
{
	double most = write_late(p);

	panel_begin(p, panel_words(p, T_NIGHT_LATE), panel_small(p->chart));
	draw_axis(p, most);
	(void)fputs("plot $late using 1:3:1:2:(0):3 with boxxyerror lc rgb "
		    "\"" COLOUR_WAITING "\"\n",
		    p->out);
}

/* --- of two runs ---------------------------------------------------------- */

/* The tops of the bars as a line; returns the highest. */
static double write_line(const struct panels *p, char name)
{
	double most = 0;

	(void)fprintf(p->out, "$%c << EOD\n", name);
	for (size_t i = 0; i < p->data->slot_count;) {
		struct bar bar = late_bar(p, i);
		double percent = bar_late_percent(&bar);

		i += bar.slots;
		if (bar.judged <= 0)
			continue;
		(void)fprintf(p->out, "%.4f %.4f\n%.4f %.4f\n", bar.from_h,
			      percent, bar.to_h, percent);
		most = fmax(most, percent);
	}
	(void)fputs("EOD\n", p->out);
	return most;
}

static void put_run(FILE *out, const struct panels *p, const char *name,
		    const struct bar *bar)
{
	char percent[NUMBER_SIZE], count[NUMBER_SIZE], line[PANEL_LINE];

	if (bar->judged <= 0)
		return;
	(void)number_text(p->chart->language, bar_late_percent(bar), 1,
			  percent);
	(void)number_text(p->chart->language, bar->judged * p->promise->runs, 0,
			  count);
	(void)fprintf(out, "\n%s, %s", name,
		      text_fill(line, sizeof line, p->chart->language,
				T_HOVER_LATE, WITH(percent, count)));
}

static void add_hovers(struct panels *a, const struct panels *b)
{
	double pixels = panel_width(a) / panel_all_hours(a->data);

	for (size_t i = 0; i < a->data->slot_count; i += a->per_bar) {
		struct bar bar = bar_at(a->data, i, a->per_bar);
		struct plot_place place = {
		    PANEL_LEFT + bar.from_h * pixels, PANEL_TITLE,
		    (bar.to_h - bar.from_h) * pixels, a->chart->height};
		char text[PANEL_LINE] = "";
		FILE *out = fmemopen(text, sizeof text, "w");

		if (out == NULL)
			return;
		panel_put_time(out, a, &bar);
		put_run(out, a, "A", &bar);
		if (i < b->data->slot_count) {
			bar = bar_at(b->data, i, b->per_bar);
			put_run(out, b, "B", &bar);
		}
		(void)fclose(out);
		plot_hover(&a->plot, &place, text);
	}
}

char *chart_late(const struct chart *chart, const struct chart_late runs[2],
		 struct error_text *error)
{
	struct panels p[2];
	double most = 0;

	for (int i = 0; i < 2; i++) {
		p[i] = (struct panels){.chart = chart,
				       .data = runs[i].data,
				       .promise = &runs[i].promise};
		p[i].per_bar =
		    panel_step(p[i].data, panel_most(chart, BARS_MAX));
	}
	p[0].height = PANEL_TITLE + chart->height + PANEL_BOTTOM;
	p[0].tick_count = time_ticks(p[0].data, chart->language,
				     panel_width(&p[0]), p[0].ticks);
	if (!plot_begin(&p[0].plot, chart->name, chart->width,
			(int)ceil(p[0].height), error))
		return NULL;
	p[0].out = p[1].out = p[0].plot.script;
	for (int i = 0; i < 2; i++)
		most = fmax(most, write_line(&p[i], i == 0 ? 'a' : 'b'));
	panel_begin(&p[0], panel_words(&p[0], T_NIGHT_LATE), chart->height);
	draw_axis(&p[0], most);
	(void)fputs("plot $a using 1:2 with lines lw 1.6 lc rgb "
		    "\"" COLOUR_OTHER "\", "
		    "$b using 1:2 with lines lw 3 lc rgb "
		    "\"" COLOUR_WAITING "\"\n",
		    p[0].out);
	if (chart->hover)
		add_hovers(&p[0], &p[1]);
	return plot_end(&p[0].plot, error);
}
