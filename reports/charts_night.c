/*
 * charts_night.c - the night on one axis of time, in panels one above the
 * other: RAM, events, late starts, use of the lines.
 *
 * All slots are grouped into at most so many buckets that they can be told
 * apart on the axis.
 */
#include "reports/charts.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "reports/number.h"
#include "reports/plots.h"
#include "reports/text.h"
#include "reports/time_axis.h"
#include "traces/base/times.h"

#define HOUR_US INT64_C(3600000000)
#define POINTS_MAX 480	 /* more are indistinguishable at this width */
#define BARS_MAX 96	 /* of counts and shares, and places to point at */
#define MARKS_MAX 40	 /* of one kind; more are counted */
#define SHARE_LEAST 20.0 /* starts in a share that is drawn */
#define SEEN_LEAST 0.012 /* of the height: what is drawn */
#define LEFT 92.0	 /* room for numbers and names, in pixels */
#define RIGHT 46.0
#define TITLE 24.0  /* above each panel */
#define BOTTOM 56.0 /* two lines of labels */
#define LANE 17.0   /* of one kind of event */
#define LINE_SIZE 512

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

static double hours(const struct run_data *data, int64_t at_us)
{
	return (double)(at_us - run_data_from_us(data)) / (double)HOUR_US;
}

static double all_hours(const struct run_data *data)
{
	return hours(data, run_data_to_us(data));
}

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

static size_t slots_in(const struct run_data *data, size_t i, size_t step)
{
	return data->slot_count - i < step ? data->slot_count - i : step;
}

static size_t step_for(const struct run_data *data, size_t most)
{
	return (data->slot_count + most - 1) / most;
}

/* Fewer of them on a small screen. */
static size_t most_for(const struct chart *chart, size_t most)
{
	return chart->width < 500 ? most / 2 : most;
}

static size_t buckets_of(const struct run_data *data, size_t most,
			 struct bucket *out)
{
	size_t step = step_for(data, most);
	size_t count = 0;

	for (size_t i = 0; i < data->slot_count; i += step) {
		size_t n = slots_in(data, i, step);
		int64_t from_us = data->slots[i].from_us;
		struct bucket *bucket = &out[count++];

		levels_at(data, i, n, bucket->level);
		bucket->from_h = hours(data, from_us);
		bucket->to_h =
		    hours(data, from_us + (int64_t)n * data->slot_us);
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

/* A bar of means over several slots. */
struct bar {
	size_t first, slots;
	double from_h, to_h;
	double judged, late; /* sums */
	double archive, links;
};

static struct bar bar_at(const struct run_data *data, size_t i, size_t step)
{
	struct bar bar = {.first = i, .slots = slots_in(data, i, step)};

	bar.from_h = hours(data, data->slots[i].from_us);
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

static int64_t bar_end_us(const struct run_data *data, const struct bar *bar)
{
	return data->slots[bar->first].from_us +
	       (int64_t)bar->slots * data->slot_us;
}

static size_t marks_between(const struct run_data *data,
			    enum run_mark_kind kind, int64_t from_us,
			    int64_t to_us)
{
	size_t count = 0;

	for (size_t i = 0; i < data->mark_count; i++)
		count += data->marks[i].kind == kind &&
			 data->marks[i].at_us >= from_us &&
			 data->marks[i].at_us < to_us;
	return count;
}

static size_t marks_of(const struct run_data *data, enum run_mark_kind kind)
{
	return marks_between(data, kind, INT64_MIN, INT64_MAX);
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

static double small_height(const struct chart *chart)
{
	return 0.36 * chart->height;
}

/* The height of all panels that are drawn. */
static double height_of(const struct panels *p)
{
	double height = TITLE + p->chart->height + BOTTOM;

	if (p->lanes > 0)
		height += TITLE + LANE * (double)p->lanes;
	if (p->seen[LAYER_LATE])
		height += TITLE + small_height(p->chart);
	if (has_lines(p))
		height += TITLE + small_height(p->chart);
	return height;
}

/* --- panels --------------------------------------------------------------- */

static double plot_width(const struct panels *p)
{
	return p->chart->width - LEFT - RIGHT;
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
			      hours(p->data, tick->at_us));
	}
	(void)fputs(")\n", out);
	plot_range(out, 'x', 0, all_hours(p->data));
}

/* The next panel, with its title above. */
static void begin_panel(struct panels *p, const char *title, double height)
{
	double top = p->y + TITLE, bottom = top + height;
	bool last = p->height - bottom < BOTTOM + 1;

	(void)fprintf(p->out,
		      "unset label\nunset arrow\n"
		      "set lmargin at screen %.6f\nset rmargin at screen %.6f\n"
		      "set tmargin at screen %.6f\nset bmargin at screen %.6f\n"
		      "set label 1 \"%s\" at screen %.6f, screen %.6f left "
		      "textcolor rgb \"#000000\"\n",
		      LEFT / p->chart->width, 1 - RIGHT / p->chart->width,
		      1 - top / p->height, 1 - bottom / p->height, title,
		      LEFT / p->chart->width, 1 - (top - 9) / p->height);
	write_time_axis(p, last);
	p->y = bottom;
}

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
	    buckets_of(p->data, most_for(p->chart, POINTS_MAX), buckets);
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

static const char *words(const struct panels *p, enum text id)
{
	return text_of(p->chart->language, id);
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
	begin_panel(p, words(p, T_NIGHT_AXIS), p->chart->height);
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
    [MARK_UNSERVED] = {T_LANE_UNSERVED, "1:2 with points pt 2 ps 0.7 lw 2.4",
		       COLOUR_UNSERVED},
};

static bool is_counted(const struct panels *p, enum run_mark_kind kind)
{
	return marks_of(p->data, kind) > MARKS_MAX;
}

/* Each where it happened; `lane` is the middle of its strip. */
static void write_marks(const struct panels *p, enum run_mark_kind kind,
			double lane)
{
	(void)fprintf(p->out, "$marks%d << EOD\n", (int)kind);
	for (size_t i = 0; i < p->data->mark_count; i++)
		if (p->data->marks[i].kind == kind)
			(void)fprintf(p->out, "%.4f %.2f\n",
				      hours(p->data, p->data->marks[i].at_us),
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
			size_t count =
			    marks_between(data, kind, data->slots[i].from_us,
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
	char span[64], title[LINE_SIZE], most[NUMBER_SIZE];
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
	begin_panel(p,
		    text_fill(title, sizeof title, p->chart->language,
			      any ? T_NIGHT_COUNTED : T_NIGHT_EVENTS,
			      WITH(span)),
		    LANE * (double)p->lanes);
	(void)fputs("set ytics scale 0 (", out);
	for (int kind = 0; kind < MARK_KINDS; kind++) {
		if (!p->marked[kind])
			continue;
		(void)fprintf(out, "%s\"%s\" %.1f", comma,
			      words(p, kinds[kind].name), lane--);
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

/* --- late starts ---------------------------------------------------------- */

static double late_percent(const struct bar *bar)
{
	return bar->judged > 0 ? 100 * bar->late / bar->judged : 0;
}

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
			      late_percent(&bar));
		most = fmax(most, late_percent(&bar));
	}
	(void)fputs("EOD\n", p->out);
	return most;
}

static void draw_late(struct panels *p)
{
	double limit = 100 * p->promise->late_most, most = write_late(p), top;
	bool whole = fabs(limit - round(limit)) < 1e-6;
	char percent[NUMBER_SIZE], text[LINE_SIZE];
	FILE *out = p->out;

	begin_panel(p, words(p, T_NIGHT_LATE), small_height(p->chart));
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

/* --- lines ---------------------------------------------------------------- */

static void draw_lines(struct panels *p)
{
	const struct run_data *data = p->data;
	size_t step = step_for(data, most_for(p->chart, POINTS_MAX));
	FILE *out = p->out;

	(void)fputs("$lines << EOD\n", out);
	for (size_t i = 0; i < data->slot_count; i += step) {
		struct bar bar = bar_at(data, i, step);

		(void)fprintf(out, "%.4f %.2f %.2f\n%.4f %.2f %.2f\n",
			      bar.from_h, 100 * bar.archive, 100 * bar.links,
			      bar.to_h, 100 * bar.archive, 100 * bar.links);
	}
	(void)fputs("EOD\n", out);
	begin_panel(p, words(p, T_NIGHT_LINES), small_height(p->chart));
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

static void put_line(FILE *out, const struct panels *p, enum text id,
		     const char *const *with)
{
	char line[LINE_SIZE];

	(void)fprintf(
	    out, "\n%s",
	    text_fill(line, sizeof line, p->chart->language, id, with));
}

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
	put_time(out, p, from_us, true);
	(void)fputs(" - ", out);
	put_time(out, p, to_us,
		 bar->slots * (size_t)p->data->slot_us >=
		     (size_t)(24 * HOUR_US));
	put_line(out, p, T_HOVER_RAM,
		 WITH(plain(p, level[DEMAND], a), plain(p, level[3], b)));
	if (bar->judged > 0)
		put_line(
		    out, p, T_HOVER_LATE,
		    WITH(number_text(language, late_percent(bar), 1, a),
			 number_text(language, bar->judged * p->promise->runs,
				     0, b)));
	if (p->seen[LAYER_ARCHIVE])
		put_line(out, p, T_HOVER_ARCHIVE,
			 WITH(plain(p, 100 * bar->archive, a)));
	if (p->seen[LAYER_LINKS])
		put_line(out, p, T_HOVER_LINKS,
			 WITH(plain(p, 100 * bar->links, a)));
	for (int kind = 0; kind < MARK_KINDS; kind++) {
		size_t count = marks_between(p->data, (enum run_mark_kind)kind,
					     from_us, to_us);

		if (count > 0)
			(void)fprintf(out, "\n%s: %s",
				      text_of(language, kinds[kind].name),
				      plain(p, (double)count, a));
	}
}

static void add_hovers(struct panels *p)
{
	double pixels = plot_width(p) / all_hours(p->data);

	for (size_t i = 0; i < p->data->slot_count; i += p->per_bar) {
		struct bar bar = bar_at(p->data, i, p->per_bar);
		struct plot_place place = {LEFT + bar.from_h * pixels, TITLE,
					   (bar.to_h - bar.from_h) * pixels,
					   p->height - TITLE - BOTTOM};
		char text[2 * LINE_SIZE] = "";
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
		p.marked[kind] = marks_of(data, (enum run_mark_kind)kind) > 0;
		p.lanes += p.marked[kind];
	}
	p.per_bar = step_for(data, most_for(chart, BARS_MAX));
	p.height = ceil(height_of(&p));
	p.tick_count =
	    time_ticks(data, chart->language, plot_width(&p), p.ticks);
	if (!plot_begin(&p.plot, chart->name, chart->width, (int)p.height,
			error))
		return NULL;
	p.out = p.plot.script;
	(void)fputs("set multiplot\n", p.out);
	draw_ram(&p);
	if (p.lanes > 0)
		draw_events(&p);
	if (p.seen[LAYER_LATE])
		draw_late(&p);
	if (has_lines(&p))
		draw_lines(&p);
	(void)fputs("unset multiplot\n", p.out);
	if (chart->hover)
		add_hovers(&p);
	return plot_end(&p.plot, error);
}
