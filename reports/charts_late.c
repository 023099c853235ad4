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

void panel_draw_late(struct panels *p)
{
	double limit = 100 * p->promise->late_most, most = write_late(p), top;
	bool whole = fabs(limit - round(limit)) < 1e-6;
	char percent[NUMBER_SIZE], text[PANEL_LINE];
	FILE *out = p->out;

	panel_begin(p, panel_words(p, T_NIGHT_LATE), panel_small(p->chart));
	top = fmin(100, fmax(1.15 * most, limit > 0 ? 2 * limit : 1));
	plot_tics(out, 'y', 0, top, plot_step(top / 3), p->chart->language);
	plot_range(out, 'y', 0, top);
	if (limit >= 0)
		(void)fprintf(
		    out,
		    "set arrow from graph 0, first %.4f to graph 1, first "
		    "%.4f nohead front dt 2 lw 1.6 lc rgb \"#000000\"\n"
		    "set label \"%s\" at graph 0, first %.4f left front "
		    "offset 0.5,0.6 textcolor rgb \"#000000\"\n",
		    limit, limit,
		    text_fill(text, sizeof text, p->chart->language,
			      T_NIGHT_PROMISED,
			      WITH(number_text(p->chart->language, limit,
					       whole ? 0 : 2, percent))),
		    limit);
	(void)fputs("plot $late using 1:3:1:2:(0):3 with boxxyerror lc rgb "
		    "\"" COLOUR_WAITING "\"\n",
		    out);
}
