#include "reports/panels.h"

#include <math.h>

#include "reports/number.h"
#include "traces/base/times.h"

#define HOUR_US INT64_C(3600000000)

double panel_hours(const struct run_data *data, int64_t at_us)
{
	return (double)(at_us - run_data_from_us(data)) / (double)HOUR_US;
}

double panel_all_hours(const struct run_data *data)
{
	return panel_hours(data, run_data_to_us(data));
}

size_t panel_step(const struct run_data *data, size_t most)
{
	return (data->slot_count + most - 1) / most;
}

size_t panel_most(const struct chart *chart, size_t most)
{
	return chart->width < 500 ? most / 2 : most;
}

size_t panel_slots_in(const struct run_data *data, size_t i, size_t step)
{
	return data->slot_count - i < step ? data->slot_count - i : step;
}

struct bar bar_at(const struct run_data *data, size_t i, size_t step)
{
	struct bar bar = {.first = i, .slots = panel_slots_in(data, i, step)};

	bar.from_h = panel_hours(data, data->slots[i].from_us);
	bar.to_h = bar.from_h +
		   (double)bar.slots * (double)data->slot_us / (double)HOUR_US;
	for (size_t at = i; at < i + bar.slots; at++) {
		bar.judged += data->slots[at].judged;
		bar.late += data->slots[at].late;
		bar.archive += data->slots[at].archive_use / (double)bar.slots;
		bar.links += data->slots[at].links_use / (double)bar.slots;
	}
	return bar;
}

int64_t bar_end_us(const struct run_data *data, const struct bar *bar)
{
	return data->slots[bar->first].from_us +
	       (int64_t)bar->slots * data->slot_us;
}

double bar_late_percent(const struct bar *bar)
{
	return bar->judged > 0 ? 100 * bar->late / bar->judged : 0;
}

double panel_small(const struct chart *chart)
{
	return 0.36 * chart->height;
}

double panel_width(const struct panels *p)
{
	return p->chart->width - PANEL_LEFT - PANEL_RIGHT;
}

/* Labels below the last panel alone. */
static void write_time_axis(const struct panels *p, bool labelled)
{
	FILE *out = p->out;

	(void)fputs("set xtics (", out);
	for (size_t i = 0; i < p->tick_count; i++) {
		const struct time_tick *tick = &p->ticks[i];

		(void)fprintf(out, "%s\"%s%s%s\" %.4f", i > 0 ? ", " : "",
			      labelled ? tick->label : "",
			      labelled && tick->below[0] != '\0' ? "\\n" : "",
			      labelled ? tick->below : "",
			      panel_hours(p->data, tick->at_us));
	}
	(void)fputs(")\n", out);
	plot_range(out, 'x', 0, panel_all_hours(p->data));
}

void panel_begin(struct panels *p, const char *title, double height)
{
	double top = p->y + PANEL_TITLE, bottom = top + height;
	bool last = p->height - bottom < PANEL_BOTTOM + 1;

	(void)fprintf(p->out,
		      "unset label\nunset arrow\n"
		      "set lmargin at screen %.6f\nset rmargin at screen %.6f\n"
		      "set tmargin at screen %.6f\nset bmargin at screen %.6f\n"
		      "set label 1 \"%s\" at screen %.6f, screen %.6f left "
		      "textcolor rgb \"#000000\"\n",
		      PANEL_LEFT / p->chart->width,
		      1 - PANEL_RIGHT / p->chart->width, 1 - top / p->height,
		      1 - bottom / p->height, title,
		      PANEL_LEFT / p->chart->width, 1 - (top - 9) / p->height);
	write_time_axis(p, last);
	p->y = bottom;
}

const char *panel_words(const struct panels *p, enum text id)
{
	return text_of(p->chart->language, id);
}

static void put_time(FILE *out, const struct panels *p, int64_t at_us,
		     bool with_day)
{
	char time[40], text[NUMBER_SIZE];

	(void)time_format(run_data_local_s(p->data, at_us) * 1000000, 0, time,
			  sizeof time);
	(void)number_minute(p->chart->language, time, text);
	if (with_day)
		(void)fputs(text, out);
	else
		(void)fprintf(out, "%.5s", time + 11);
}

void panel_put_time(FILE *out, const struct panels *p, const struct bar *bar)
{
	int64_t long_us = (int64_t)bar->slots * p->data->slot_us;

	put_time(out, p, p->data->slots[bar->first].from_us, true);
	(void)fputs(" - ", out);
	put_time(out, p, bar_end_us(p->data, bar), long_us >= 24 * HOUR_US);
}

void panel_put_line(FILE *out, const struct panels *p, enum text id,
		    const char *const *with)
{
	char line[PANEL_LINE];

	(void)fprintf(
	    out, "\n%s",
	    text_fill(line, sizeof line, p->chart->language, id, with));
}
