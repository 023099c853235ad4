/*
 * charts_night.c - demand against capacity, with marks of what happened.
 */
#include "reports/charts.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "reports/number.h"
#include "reports/plots.h"
#include "reports/text.h"
#include "traces/base/times.h"

#define HOUR_US INT64_C(3600000000)
#define POINTS_MAX 480	  /* more are indistinguishable at this width */
#define MARK_PLACES 400	  /* marks closer than this share of the width fuse */
#define LABEL_PIXELS 62.0 /* what an hour needs below the axis */

/* --- the night ------------------------------------------------------------ */

static double hours(const struct run_data *data, int64_t at_us)
{
	return (double)(at_us - run_data_from_us(data)) / (double)HOUR_US;
}

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
			      level[DEMAND], buckets[i].to_h, level[DEMAND]);
		most = fmax(most, fmax(level[DEMAND - 1], level[DEMAND]));
	}
	(void)fputs("EOD\n", out);
	return most > 0 ? most : 1;
}

/* How a kind of mark looks, and the line above the levels for it, as a
 * share of the largest level. */
static const struct {
	const char *with;
	double height;
} strip[MARK_KINDS] = {
    [MARK_ORDERED] = {"points pt 9 ps 0.8 lc rgb \"#000000\"", 1.29},
    [MARK_READY] = {"points pt 7 ps 0.6 lc rgb \"#000000\"", 1.235},
    [MARK_DRAINED] = {"points pt 12 ps 0.8 lc rgb \"#000000\"", 1.18},
    [MARK_DESTROYED] = {"points pt 11 ps 0.8 lc rgb \"#000000\"", 1.125},
    [MARK_UNSERVED] = {"vectors nohead lw 2 lc rgb \"" COLOUR_UNSERVED "\"",
		       1.04},
};
#define STRIP_TOP 1.33
#define RUG_HEIGHT 0.045
#define Y_TICS 10

/* The marks of one kind; false: there are none. */
static bool write_marks(FILE *out, const struct run_data *data,
			enum run_mark_kind kind, double most)
{
	double all = hours(data, run_data_to_us(data));
	int64_t last = -1;

	(void)fprintf(out, "$marks%d << EOD\n", (int)kind);
	for (size_t i = 0; i < data->mark_count; i++) {
		double at = hours(data, data->marks[i].at_us);
		int64_t place = (int64_t)(at / all * MARK_PLACES);

		if (data->marks[i].kind != kind || place == last)
			continue;
		(void)fprintf(out, "%.4f %.1f 0 %.1f\n", at,
			      strip[kind].height * most, RUG_HEIGHT * most);
		last = place;
	}
	(void)fputs("EOD\n", out);
	return last >= 0;
}

/* Labels where the local clock shows a full step, however it was set. */
static void write_hours(FILE *out, const struct chart *chart,
			const struct run_data *data)
{
	static const int64_t steps[] = {1, 2, 3, 4, 6, 12, 24, 48, 168, 720};
	double labels = (chart->width - 70) / LABEL_PIXELS;
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
		char day[40], date[NUMBER_SIZE], text[NUMBER_SIZE];

		if (local_s % step != 0)
			continue;
		(void)time_format(local_s * 1000000, 0, day, sizeof day);
		(void)number_day(chart->language, day, date);
		if (step < 86400)
			(void)fprintf(out, "%s\"%.5s", comma, day + 11);
		else
			(void)fprintf(
			    out, "%s\"%s", comma,
			    number_day_short(chart->language, day, text));
		if (step < 86400 && local_s % 86400 == 0)
			(void)fprintf(out, "\\n%s", date);
		(void)fprintf(out, "\" %.4f", hours(data, at));
		comma = ", ";
	}
	(void)fputs(")\n", out);
}

char *chart_night(const struct chart *chart, const struct run_data *data,
		  struct error_text *error)
{
	static const char *const colours[] = {COLOUR_DEDICATED, COLOUR_CLOUD,
					      COLOUR_SPARE, COLOUR_DRAINING,
					      COLOUR_BOOTING};
	struct plot plot;
	FILE *out;
	double most;
	bool seen[LEVELS - 1], marked[MARK_KINDS];

	if (!plot_begin(&plot, chart->name, chart->width, chart->height, error))
		return NULL;
	out = plot.script;
	most = write_levels(out, data, seen);
	for (int kind = 0; kind < MARK_KINDS; kind++)
		marked[kind] =
		    write_marks(out, data, (enum run_mark_kind)kind, most);
	write_hours(out, chart, data);
	plot_tics(out, 'y', 0, STRIP_TOP * most,
		  plot_step(STRIP_TOP * most / Y_TICS), chart->language);
	plot_range(out, 'x', 0, hours(data, run_data_to_us(data)));
	plot_range(out, 'y', 0, STRIP_TOP * most);
	(void)fprintf(out,
		      "set bmargin 3.4\n"
		      "set ylabel \"%s\" textcolor rgb \"#000000\"\n"
		      "plot ",
		      text_of(chart->language, T_NIGHT_AXIS));
	for (int k = 0; k < LEVELS - 1; k++)
		if (seen[k])
			(void)fprintf(out,
				      "$layer%d using 1:2 with filledcurves "
				      "closed fs transparent solid 0.7 lc rgb "
				      "\"%s\", ",
				      k, colours[k]);
	(void)fputs("$demand using 1:2 with lines lw 2.4 lc rgb \"#000000\"",
		    out);
	for (int kind = 0; kind < MARK_KINDS; kind++)
		if (marked[kind])
			(void)fprintf(out, ", $marks%d using 1:2%s with %s",
				      kind, kind == MARK_UNSERVED ? ":3:4" : "",
				      strip[kind].with);
	(void)fputc('\n', out);
	return plot_end(&plot, error);
}
