#include "reports/charts.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "reports/plots.h"
#include "reports/summary.h"
#include "traces/times.h"

#define HOUR_US INT64_C(3600000000)
#define POINTS_MAX 480	  /* more cannot be told apart at this width */
#define MARK_PLACES 400	  /* marks closer than this share of the width fuse */
#define LABEL_PIXELS 62.0 /* what an hour needs below the axis */

/* --- the night
 * -------------------------------------------------------------------- */

static double hours(const struct run_data *data, int64_t at_us)
{
	return (double)(at_us - run_data_from_us(data)) / (double)HOUR_US;
}

#define LEVELS 5

/* Dedicated, cloud, draining, booting, each on top of the last, and demand:
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
		level[2] += slot->draining_gb / (double)n;
		level[3] += slot->booting_gb / (double)n;
		level[4] += slot->demand_gb / (double)n;
	}
	for (int k = 1; k < LEVELS - 1; k++)
		level[k] += level[k - 1];
}

/* Every slot is flat: two points per bucket.  `level` holds the sums. */
struct bucket {
	double from_h, to_h, level[LEVELS];
};

static size_t buckets_of(const struct run_data *data, struct bucket *out)
{
	size_t step = (data->slot_count + POINTS_MAX - 1) / POINTS_MAX;
	size_t count = 0;

	for (size_t i = 0; i < data->slot_count; i += step) {
		size_t n =
		    data->slot_count - i < step ? data->slot_count - i : step;
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

/* One closed outline for each stretch where the layer is there: along its top
 * and back along its bottom. */
static bool write_layer(FILE *out, const struct bucket *buckets, size_t count,
			int layer)
{
	bool any = false;

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
		any = true;
	}
	(void)fputs("EOD\n", out);
	return any;
}

/* The layers that are there, in `seen`, and demand; returns the top of all. */
static double write_levels(FILE *out, const struct run_data *data,
			   bool seen[LEVELS - 1])
{
	struct bucket buckets[POINTS_MAX];
	size_t count = buckets_of(data, buckets);
	double most = 0;

	for (int layer = 0; layer < LEVELS - 1; layer++)
		seen[layer] = write_layer(out, buckets, count, layer);
	(void)fputs("$demand << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		const double *level = buckets[i].level;

		(void)fprintf(out, "%.4f %.1f\n%.4f %.1f\n", buckets[i].from_h,
			      level[4], buckets[i].to_h, level[4]);
		most = fmax(most, fmax(level[3], level[4]));
	}
	(void)fputs("EOD\n", out);
	return most > 0 ? most : 1;
}

/* Marks of one kind in a strip above the levels. */
static void write_marks(FILE *out, const struct run_data *data,
			enum run_mark_kind kind, double height)
{
	double all = hours(data, run_data_to_us(data));
	int64_t last = -1;

	(void)fprintf(out, "$marks%d << EOD\n", (int)kind);
	for (size_t i = 0; i < data->mark_count; i++) {
		double at = hours(data, data->marks[i].at_us);
		int64_t place = (int64_t)(at / all * MARK_PLACES);

		if (data->marks[i].kind != kind || place == last)
			continue;
		(void)fprintf(out, "%.4f %.1f\n", at, height);
		last = place;
	}
	(void)fputs("EOD\n", out);
}

static bool has_marks(const struct run_data *data, enum run_mark_kind kind)
{
	for (size_t i = 0; i < data->mark_count; i++)
		if (data->marks[i].kind == kind)
			return true;
	return false;
}

/* Labels where the local clock shows a full step, however it was set. */
static void write_hours(FILE *out, const struct run_data *data, int width)
{
	static const int64_t steps[] = {1, 2, 3, 4, 6, 12, 24, 48, 168, 720};
	double labels = (width - 70) / LABEL_PIXELS;
	double all = hours(data, run_data_to_us(data));
	int64_t first = run_data_from_us(data), step;
	const char *comma = "";
	size_t k = 0;

	while (k + 1 < sizeof steps / sizeof steps[0] &&
	       all / (double)steps[k] > labels)
		k++;
	step = steps[k] * 3600;
	(void)fputs("set xtics (", out);
	/* quarters of an hour: clocks differ from UTC by no less */
	first += (HOUR_US / 4 - first % (HOUR_US / 4)) % (HOUR_US / 4);
	for (int64_t at = first; at <= run_data_to_us(data);
	     at += HOUR_US / 4) {
		int64_t local_s = run_data_local_s(data, at);
		char day[40];

		if (local_s % step != 0)
			continue;
		(void)time_format(local_s * 1000000, 0, day, sizeof day);
		if (step < 86400)
			(void)fprintf(out, "%s\"%.5s", comma, day + 11);
		else
			(void)fprintf(out, "%s\"%.5s", comma, day + 5);
		if (step < 86400 && local_s % 86400 == 0)
			(void)fprintf(out, "\\n%.10s", day);
		(void)fprintf(out, "\" %.4f", hours(data, at));
		comma = ", ";
	}
	(void)fputs(")\n", out);
}

char *chart_night(const struct chart *chart, const struct run_data *data,
		  struct error_text *error)
{
	static const char *const colours[] = {COLOUR_DEDICATED, COLOUR_CLOUD,
					      COLOUR_DRAINING, COLOUR_BOOTING};
	struct plot plot;
	FILE *out;
	double most;
	bool seen[LEVELS - 1];

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	most = write_levels(out, data, seen);
	write_marks(out, data, MARK_ORDERED, 1.19 * most);
	write_marks(out, data, MARK_DESTROYED, 1.12 * most);
	write_marks(out, data, MARK_UNSERVED, 1.05 * most);
	write_hours(out, data, chart->width);
	(void)fprintf(
	    out,
	    "set bmargin 3.4\nset xrange [0:%.4f]\nset yrange [0:%.1f]\n"
	    "set ylabel \"GB of RAM\" textcolor rgb \"#000000\"\n"
	    "plot ",
	    hours(data, run_data_to_us(data)), 1.24 * most);
	for (int k = 0; k < LEVELS - 1; k++)
		if (seen[k])
			(void)fprintf(out,
				      "$layer%d using 1:2 with filledcurves "
				      "closed fs transparent solid 0.7 lc rgb "
				      "\"%s\", ",
				      k, colours[k]);
	(void)fputs("$demand using 1:2 with lines lw 2.4 lc rgb \"#000000\"",
		    out);
	if (has_marks(data, MARK_ORDERED))
		(void)fputs(", $marks0 with points pt 9 ps 0.8 lc rgb "
			    "\"#000000\"",
			    out);
	if (has_marks(data, MARK_DESTROYED))
		(void)fputs(", $marks1 with points pt 11 ps 0.8 lc rgb "
			    "\"#000000\"",
			    out);
	if (has_marks(data, MARK_UNSERVED))
		(void)fputs(", $marks2 with points pt 2 ps 0.6 lw 2.5 lc rgb "
			    "\"" COLOUR_UNSERVED "\"",
			    out);
	(void)fputc('\n', out);
	return plot_end(&plot, error);
}

/* --- rows
 * ------------------------------------------------------------------------- */

/* Round steps, as many as their labels leave room for; gnuplot does not look
 * at the width of what it writes. */
static void write_tics(FILE *out, double low, double high, int width)
{
	static const double round_steps[] = {1, 2, 5, 10};
	double size = fmax(fabs(low), fabs(high));
	double digits = size >= 1 ? floor(log10(size)) + 1 : 4;
	double room = fmin(8, fmax(2, (width - 170) / (9 * digits + 20)));
	double least = (high - low) / room;
	double power = pow(10, floor(log10(least)));
	size_t k = 0;

	while (k < 3 && round_steps[k] * power < least)
		k++;
	(void)fprintf(out,
		      "set xrange [%.6f:%.6f]\nset format x \"%%.10g\"\n"
		      "set xtics %.10g\n",
		      low, high, round_steps[k] * power);
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
	(void)fprintf(out,
		      ")\nset yrange [%.1f:-0.6]\nunset grid\n"
		      "set grid xtics back lc rgb \"#808890\" lw 0.4 "
		      "dt 3\n",
		      (double)count - 0.4);
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
		 size_t count, const char *unit, struct error_text *error)
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
		int decimals = unit[0] == 'E' ? 2
			       : bars[i].value >= 100 ||
				       bars[i].value == floor(bars[i].value)
				   ? 0
				   : 1;

		(void)fprintf(
		    out, "%zu %.6f %.6f %.6f \"%.*f\" %ld\n", i, bars[i].value,
		    in->known ? fmax(in->low, 0) : bars[i].value, end, decimals,
		    bars[i].value, number_of_colour(bars[i].colour));
		whiskers = whiskers || in->known;
		most = fmax(most, end);
	}
	(void)fputs("EOD\n", out);
	write_tics(out, 0, most > 0 ? 1.22 * most : 1, chart->width);
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

static const char *wait_name(const void *rows, size_t i)
{
	return ((const struct chart_quantiles *)rows)[i].label;
}

char *chart_waits(const struct chart *chart, const struct chart_quantiles *rows,
		  size_t count, double promise_s, struct error_text *error)
{
	struct plot plot;
	FILE *out;
	double most = promise_s;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	write_row_names(out, count, wait_name, rows);
	(void)fputs("$waits << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		char text[TEXT_SIZE];

		(void)fprintf(out, "%zu %.3f %.3f %.3f \"%s s\"\n", i,
			      rows[i].p50_s, rows[i].p95_s, rows[i].p99_s,
			      text_short(rows[i].p95_s, text));
		most = fmax(most, rows[i].p99_s);
	}
	(void)fputs("EOD\n", out);
	write_tics(out, 0, most > 0 ? 1.25 * most : 1, chart->width);
	(void)fprintf(out,
		      "set xlabel \"seconds\" textcolor rgb \"#000000\"\n"
		      "set arrow from %.3f, graph 0 to %.3f, graph 1 nohead "
		      "dt 2 lw 1.6 lc rgb \"#000000\"\n",
		      promise_s, promise_s);
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

char *chart_steps(const struct chart *chart, const struct chart_step *steps,
		  size_t count, struct error_text *error)
{
	struct plot plot;
	FILE *out;
	double level = 0, most = 0, least = 0;

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	write_row_names(out, count, step_name, steps);
	(void)fputs("$steps << EOD\n", out);
	for (size_t i = 0; i < count; i++) {
		double before = steps[i].total ? 0 : level;

		level = steps[i].total ? steps[i].eur : level + steps[i].eur;
		(void)fprintf(out, "%zu %.6f %.6f \"%s%.2f\" %ld\n", i,
			      fmin(before, level), fmax(before, level),
			      steps[i].total || steps[i].eur < 0 ? "" : "+",
			      steps[i].eur, number_of_colour(steps[i].colour));
		most = fmax(most, level);
		least = fmin(least, level);
	}
	(void)fputs("EOD\n", out);
	if (most <= least)
		most = 1;
	write_tics(out, 1.05 * least,
		   most + (chart->width < 500 ? 0.3 : 0.14) * (most - least),
		   chart->width);
	(void)fputs("set xlabel \"EUR\" textcolor rgb \"#000000\"\n"
		    "set arrow from 0, graph 0 to 0, graph 1 nohead lw 1 "
		    "lc rgb \"#808890\"\n"
		    "plot $steps using 2:1:2:3:($1-0.36):($1+0.36):"
		    "5 with boxxyerror lc rgb variable, "
		    "$steps using 3:1:4 with labels left offset 0.7,0 "
		    "textcolor rgb \"#000000\"\n",
		    out);
	return plot_end(&plot, error);
}
