/*
 * charts_night.c - the night on one axis of time, in panels one above the
 * other: RAM, events, late starts, use of the lines.
 *
 * All slots are grouped into at most so many buckets that they can be told
 * apart on the axis.
 */
#include <math.h>
#include <stdlib.h>

#include "reports/number.h"
#include "reports/panels.h"

#define HOUR_US INT64_C(3600000000)
#define POINTS_MAX 480	 /* more are indistinguishable at this width */
#define MARKS_MAX 40	 /* of one kind; more are counted */
#define SEEN_LEAST 0.012 /* of the height: what is drawn */
#define LANE 17.0	 /* of one kind of event */

/* --- buckets -------------------------------------------------------------- */

#define LEVELS 6
#define DEMAND (LEVELS - 1)

/* Dedicated, cloud, spare, draining, booting, each on top of the last; demand:
 * means over `n` slots from the i-th. */
static void levels_at(const struct run_data *data, size_t i, size_t n,
		      double level[LEVELS])
{
	for (int k = 0; k < LEVELS; k++)
		level[k] = 0;
	for (size_t at = i; at < i + n; at++) {
		const struct run_slot *slot = &data->slots[at];

		level[0] += slot->dedicated_gb / (double)n;
		level[1] += slot->cloud_gb / (double)n;
		level[2] += slot->spare_gb / (double)n;
		level[3] += slot->draining_gb / (double)n;
		level[4] += slot->booting_gb / (double)n;
		level[DEMAND] += slot->demand_gb / (double)n;
	}
	for (int k = 1; k < LEVELS - 1; k++)
		level[k] += level[k - 1];
}

/* Every slot is flat: two points per bucket.  `level` holds the sums. */
struct bucket {
	double from_h, to_h, level[LEVELS];
};

static size_t buckets_of(const struct run_data *data, size_t most,
			 struct bucket *out)
{
	size_t step = panel_step(data, most);
	size_t count = 0;

	for (size_t i = 0; i < data->slot_count; i += step) {
		size_t n = panel_slots_in(data, i, step);
		int64_t from_us = data->slots[i].from_us;
		struct bucket *bucket = &out[count++];

		levels_at(data, i, n, bucket->level);
		bucket->from_h = panel_hours(data, from_us);
		bucket->to_h =
		    panel_hours(data, from_us + (int64_t)n * data->slot_us);
	}
	return count;
}

static double floor_of(const struct bucket *bucket, int layer)
{
	return layer > 0 ? bucket->level[layer - 1] : 0;
}

static double thickness(const struct bucket *bucket, int layer)
{
	return bucket->level[layer] - floor_of(bucket, layer);
}

static double top_of(const struct bucket *buckets, size_t count)
{
	double most = 0;

	for (size_t i = 0; i < count; i++)
		most = fmax(most, fmax(buckets[i].level[DEMAND - 1],
				       buckets[i].level[DEMAND]));
	return most > 0 ? most : 1;
}

/* --- what is drawn -------------------------------------------------------- */

/* A layer that would be a hair is neither drawn nor explained. */
static void find_levels(const struct run_data *data, bool seen[LAYERS])
{
	struct bucket *buckets = calloc(POINTS_MAX, sizeof *buckets);
	size_t count =
	    buckets != NULL ? buckets_of(data, POINTS_MAX, buckets) : 0;
	double least = SEEN_LEAST * (count > 0 ? top_of(buckets, count) : 1);

	for (int layer = 0; layer < LEVELS - 1; layer++) {
		double most = 0;

		for (size_t i = 0; i < count; i++)
			most = fmax(most, thickness(&buckets[i], layer));
		seen[layer] = most > least;
	}
	free(buckets);
}

void chart_night_layers(const struct run_data *data, bool seen[LAYERS])
{
	for (int layer = 0; layer < LAYERS; layer++)
		seen[layer] = false;
	find_levels(data, seen);
	for (size_t i = 0; i < data->slot_count; i++) {
		const struct run_slot *slot = &data->slots[i];

		seen[LAYER_LATE] = seen[LAYER_LATE] || slot->judged > 0;
		seen[LAYER_ARCHIVE] =
		    seen[LAYER_ARCHIVE] || slot->archive_use > 0.005;
		seen[LAYER_LINKS] =
		    seen[LAYER_LINKS] || slot->links_use > 0.005;
	}
}

static bool has_lines(const struct panels *p)
{
	return p->seen[LAYER_ARCHIVE] || p->seen[LAYER_LINKS];
}

/* The height of all panels that are drawn. */
static double height_of(const struct panels *p)
{
	double height = PANEL_TITLE + p->chart->height + PANEL_BOTTOM;

	if (p->lanes > 0)
		height += PANEL_TITLE + LANE * (double)p->lanes;
	if (p->seen[LAYER_LATE])
		height += PANEL_TITLE + panel_small(p->chart);
	if (has_lines(p))
		height += PANEL_TITLE + panel_small(p->chart);
	return height;
}

/* --- panels --------------------------------------------------------------- */

/* One closed outline for each stretch where the layer is there: along its top
 * and back along its bottom. */
static void write_layer(FILE *out, const struct bucket *buckets, size_t count,
			int layer)
{
	(void)fprintf(out, "$layer%d << EOD\n", layer);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i;
		     end < count && thickness(&buckets[end], layer) > 0; end++)
			(void)fprintf(
			    out, "%.4f %.1f\n%.4f %.1f\n", buckets[end].from_h,
			    buckets[end].level[layer], buckets[end].to_h,
			    buckets[end].level[layer]);
		if (end == i) {
			end++;
			continue;
		}
		for (size_t k = end; k-- > i;)
			(void)fprintf(
			    out, "%.4f %.1f\n%.4f %.1f\n", buckets[k].to_h,
			    floor_of(&buckets[k], layer), buckets[k].from_h,
			    floor_of(&buckets[k], layer));
		(void)fputc('\n', out);
	}
	(void)fputs("EOD\n", out);
}

/* The layers and demand as data; the top of all is p->most_gb. */
static void write_levels(struct panels *p)
{
	struct bucket buckets[POINTS_MAX];
	size_t count =
	    buckets_of(p->data, panel_most(p->chart, POINTS_MAX), buckets);
	FILE *out = p->out;

	p->most_gb = top_of(buckets, count);
	for (int layer = 0; layer < LEVELS - 1; layer++)
		write_layer(out, buckets, count, layer);
	(void)fputs("$demand << EOD\n", out);
	for (size_t i = 0; i < count; i++)
		(void)fprintf(out, "%.4f %.1f\n%.4f %.1f\n", buckets[i].from_h,
			      buckets[i].level[DEMAND], buckets[i].to_h,
			      buckets[i].level[DEMAND]);
	(void)fputs("EOD\n", out);
}

static void draw_ram(struct panels *p)
{
	static const char *const colours[] = {COLOUR_DEDICATED, COLOUR_CLOUD,
					      COLOUR_SPARE, COLOUR_DRAINING,
					      COLOUR_BOOTING};
	FILE *out = p->out;
	double top;

	write_levels(p);
	top = 1.06 * p->most_gb;
	panel_begin(p, panel_words(p, T_NIGHT_AXIS), p->chart->height);
	plot_tics(out, 'y', 0, top,
		  plot_step(top / (p->chart->height < 180 ? 4 : 7)),
		  p->chart->language);
	plot_range(out, 'y', 0, top);
	(void)fputs("plot ", out);
	for (int k = 0; k < LEVELS - 1; k++)
		if (p->seen[k])
			(void)fprintf(out,
				      "$layer%d using 1:2 with filledcurves "
				      "closed lc rgb \"%s\", ",
				      k, colours[k]);
	(void)fputs("$demand using 1:2 with lines lw 2.4 lc rgb \"#000000\"\n",
		    out);
}

/* --- events --------------------------------------------------------------- */

static const struct {
	enum text name;
	const char *with, *colour;
} kinds[MARK_KINDS] = {
    [MARK_ORDERED] = {T_LANE_ORDERED, "1:2 with points pt 9 ps 0.8", "#000000"},
    [MARK_READY] = {T_LANE_READY, "1:2 with points pt 7 ps 0.6", "#000000"},
    [MARK_DRAINED] = {T_LANE_DRAINED, "1:2 with points pt 12 ps 0.8",
		      "#000000"},
    [MARK_DESTROYED] = {T_LANE_DESTROYED, "1:2 with points pt 11 ps 0.8",
			"#000000"},
    [MARK_UNSERVED] = {T_LANE_UNSERVED, "1:2 with points pt 5 ps 0.45",
		       COLOUR_UNSERVED},
};

static bool is_counted(const struct panels *p, enum run_mark_kind kind)
{
	return run_data_marks(p->data, kind) > MARKS_MAX;
}

/* Each where it happened; `lane` is the middle of its strip. */
static void write_marks(const struct panels *p, enum run_mark_kind kind,
			double lane)
{
	(void)fprintf(p->out, "$marks%d << EOD\n", (int)kind);
	for (size_t i = 0; i < p->data->mark_count; i++)
		if (p->data->marks[i].kind == kind)
			(void)fprintf(
			    p->out, "%.4f %.2f\n",
			    panel_hours(p->data, p->data->marks[i].at_us),
			    lane);
	(void)fputs("EOD\n", p->out);
}

/* How many in each bar; returns the most. */
static size_t write_counts(const struct panels *p, enum run_mark_kind kind,
			   double lane)
{
	const struct run_data *data = p->data;
	size_t most = 1;

	for (int pass = 0; pass < 2; pass++) {
		if (pass == 1)
			(void)fprintf(p->out, "$marks%d << EOD\n", (int)kind);
		for (size_t i = 0; i < data->slot_count; i += p->per_bar) {
			struct bar bar = bar_at(data, i, p->per_bar);
			size_t count = run_data_marks_between(
			    data, kind, data->slots[i].from_us,
			    bar_end_us(data, &bar));

			most = count > most ? count : most;
			if (pass == 1 && count > 0)
				(void)fprintf(p->out, "%.4f %.4f %.2f %.3f\n",
					      bar.from_h, bar.to_h, lane - 0.45,
					      lane - 0.45 +
						  0.9 * (double)count /
						      (double)most);
		}
	}
	(void)fputs("EOD\n", p->out);
	return most;
}

static void draw_events(struct panels *p)
{
	char span[64], title[PANEL_LINE], most[NUMBER_SIZE];
	double lane = (double)p->lanes - 0.5;
	bool counted[MARK_KINDS] = {false}, any = false;
	const char *comma = "";
	FILE *out = p->out;

	for (int kind = 0; kind < MARK_KINDS; kind++) {
		counted[kind] = is_counted(p, (enum run_mark_kind)kind);
		any = any || counted[kind];
	}
	(void)time_span((int64_t)p->per_bar * p->data->slot_us, span,
			sizeof span);
	panel_begin(p,
		    text_fill(title, sizeof title, p->chart->language,
			      any ? T_NIGHT_COUNTED : T_NIGHT_EVENTS,
			      WITH(span)),
		    LANE * (double)p->lanes);
	(void)fputs("set ytics scale 0 (", out);
	for (int kind = 0; kind < MARK_KINDS; kind++) {
		if (!p->marked[kind])
			continue;
		(void)fprintf(out, "%s\"%s\" %.1f", comma,
			      panel_words(p, kinds[kind].name), lane--);
		comma = ", ";
	}
	(void)fputs(")\n", out);
	plot_range(out, 'y', 0, (double)p->lanes);
	lane = (double)p->lanes - 0.5;
	for (int kind = 0; kind < MARK_KINDS; kind++) {
		size_t count;

		if (!p->marked[kind])
			continue;
		if (!counted[kind]) {
			write_marks(p, (enum run_mark_kind)kind, lane--);
			continue;
		}
		count = write_counts(p, (enum run_mark_kind)kind, lane);
		(void)fprintf(
		    out,
		    "set label \"%s\" at graph 1, first %.2f left "
		    "offset 0.5,0 textcolor rgb \"#000000\"\n",
		    number_text(p->chart->language, (double)count, 0, most),
		    lane--);
	}
	comma = "plot ";
	for (int kind = 0; kind < MARK_KINDS; kind++) {
		if (!p->marked[kind])
			continue;
		(void)fprintf(out, "%s$marks%d using %s lc rgb \"%s\"", comma,
			      kind,
			      counted[kind] ? "1:3:1:2:3:4 with boxxyerror"
					    : kinds[kind].with,
			      kinds[kind].colour);
		comma = ", ";
	}
	(void)fputs("\nset ytics scale 0.5\n", out);
}

/* --- lines ---------------------------------------------------------------- */

static void draw_lines(struct panels *p)
{
	const struct run_data *data = p->data;
	size_t step = panel_step(data, panel_most(p->chart, POINTS_MAX));
	FILE *out = p->out;

	(void)fputs("$lines << EOD\n", out);
	for (size_t i = 0; i < data->slot_count; i += step) {
		struct bar bar = bar_at(data, i, step);

		(void)fprintf(out, "%.4f %.2f %.2f\n%.4f %.2f %.2f\n",
			      bar.from_h, 100 * bar.archive, 100 * bar.links,
			      bar.to_h, 100 * bar.archive, 100 * bar.links);
	}
	(void)fputs("EOD\n", out);
	panel_begin(p, panel_words(p, T_NIGHT_LINES), panel_small(p->chart));
	plot_tics(out, 'y', 0, 100, 50, p->chart->language);
	plot_range(out, 'y', 0, 103);
	(void)fputs("plot ", out);
	if (p->seen[LAYER_ARCHIVE])
		(void)fprintf(out,
			      "$lines using 1:2 with lines lw 2 lc rgb "
			      "\"" COLOUR_ARCHIVE "\"%s",
			      p->seen[LAYER_LINKS] ? ", " : "");
	if (p->seen[LAYER_LINKS])
		(void)fputs("$lines using 1:3 with lines lw 2 lc rgb "
			    "\"" COLOUR_LINKS "\"",
			    out);
	(void)fputc('\n', out);
}

/* --- what pointing at it shows -------------------------------------------- */

static char *plain(const struct panels *p, double value, char *out)
{
	return number_text(p->chart->language, value, 0, out);
}

static void put_values(FILE *out, const struct panels *p, const struct bar *bar)
{
	enum language language = p->chart->language;
	int64_t from_us = p->data->slots[bar->first].from_us,
		to_us = bar_end_us(p->data, bar);
	char a[NUMBER_SIZE], b[NUMBER_SIZE];
	double level[LEVELS];

	levels_at(p->data, bar->first, bar->slots, level);
	panel_put_time(out, p, bar);
	panel_put_line(out, p, T_HOVER_RAM,
		       WITH(plain(p, level[DEMAND], a), plain(p, level[3], b)));
	if (bar->judged > 0)
		panel_put_line(
		    out, p, T_HOVER_LATE,
		    WITH(number_text(language, bar_late_percent(bar), 1, a),
			 number_text(language, bar->judged * p->promise->runs,
				     0, b)));
	if (p->seen[LAYER_ARCHIVE])
		panel_put_line(out, p, T_HOVER_ARCHIVE,
			       WITH(plain(p, 100 * bar->archive, a)));
	if (p->seen[LAYER_LINKS])
		panel_put_line(out, p, T_HOVER_LINKS,
			       WITH(plain(p, 100 * bar->links, a)));
	for (int kind = 0; kind < MARK_KINDS; kind++) {
		size_t count = run_data_marks_between(
		    p->data, (enum run_mark_kind)kind, from_us, to_us);

		if (count > 0)
			(void)fprintf(out, "\n%s: %s",
				      text_of(language, kinds[kind].name),
				      plain(p, (double)count, a));
	}
}

static void add_hovers(struct panels *p)
{
	double pixels = panel_width(p) / panel_all_hours(p->data);

	for (size_t i = 0; i < p->data->slot_count; i += p->per_bar) {
		struct bar bar = bar_at(p->data, i, p->per_bar);
		struct plot_place place = {
		    PANEL_LEFT + bar.from_h * pixels, PANEL_TITLE,
		    (bar.to_h - bar.from_h) * pixels,
		    p->height - PANEL_TITLE - PANEL_BOTTOM};
		char text[2 * PANEL_LINE] = "";
		FILE *out = fmemopen(text, sizeof text, "w");

		if (out == NULL)
			return;
		put_values(out, p, &bar);
		(void)fclose(out);
		plot_hover(&p->plot, &place, text);
	}
}

char *chart_night(const struct chart *chart, const struct run_data *data,
		  const struct chart_promise *promise, struct error_text *error)
{
	struct panels p = {.chart = chart, .data = data, .promise = promise};

	chart_night_layers(data, p.seen);
	for (int kind = 0; kind < MARK_KINDS; kind++) {
		p.marked[kind] =
		    run_data_marks(data, (enum run_mark_kind)kind) > 0;
		p.lanes += p.marked[kind];
	}
	p.per_bar = panel_step(data, panel_most(chart, BARS_MAX));
	p.height = ceil(height_of(&p));
	p.tick_count =
	    time_ticks(data, chart->language, panel_width(&p), p.ticks);
	if (!plot_begin(&p.plot, chart->name, chart->width, (int)p.height,
			error))
		return NULL;
	p.out = p.plot.script;
	(void)fputs("set multiplot\n", p.out);
	draw_ram(&p);
	if (p.lanes > 0)
		draw_events(&p);
	if (p.seen[LAYER_LATE])
		panel_draw_late(&p);
	if (has_lines(&p))
		draw_lines(&p);
	(void)fputs("unset multiplot\n", p.out);
	if (chart->hover)
		add_hovers(&p);
	return plot_end(&p.plot, error);
}
