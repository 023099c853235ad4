#include "reports/sweep_response.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/charts.h"
#include "reports/page.h"

#define PLACES_MAX 16 /* columns and rows of a map; more are taken together */
#define MAPS_MAX 6
#define ROWS_SHOWN 200
#define ALLOWED_LATE 5.0 /* %: the promise is about the p95 */
#define NAME_SIZE 64

static enum chart_promise_mark mark_of(const struct sweep_point *point)
{
	return point->promise == T_KEPT	    ? MARK_KEPT
	       : point->promise == T_CLOSE  ? MARK_CLOSE
	       : point->promise == T_BROKEN ? MARK_BROKEN
					    : MARK_NONE;
}

/* Writes a chart in both its forms, and frees them.  False: there is none. */
static bool put_chart(const struct sweep_view *view, const char *question,
		      enum text note, const struct page_key *keys,
		      size_t key_count, char *wide, char *narrow)
{
	bool good = wide != NULL && narrow != NULL;

	if (good) {
		page_figure(view->out, question, sweep_view_text(view, note));
		page_keys(view->out, keys, key_count);
		page_svg(view->out, sweep_view_text(view, T_SWEEP_ALT), wide,
			 narrow, NULL);
		page_behind(view->out, sweep_view_text(view, T_BEHIND));
	}
	free(wide);
	free(narrow);
	return good;
}

/* The marks of the legend. */
static const char *const signs[CHART_PROMISE_MARKS] = {
    [MARK_NONE] = "",
    [MARK_KEPT] = "\xe2\x97\x8f",  /* disc */
    [MARK_CLOSE] = "\xe2\x97\x86", /* diamond */
    [MARK_BROKEN] = "\xc3\x97"};   /* cross */

/* What is drawn of these marks. */
static size_t mark_keys(const struct sweep_view *view,
			const bool seen[CHART_PROMISE_MARKS],
			struct page_key keys[CHART_PROMISE_MARKS])
{
	size_t count = 0;

	if (seen[MARK_KEPT])
		keys[count++] =
		    (struct page_key){sweep_view_text(view, T_SWEEP_KEY_KEPT),
				      MARK_KEPT_COLOUR, signs[MARK_KEPT]};
	if (seen[MARK_CLOSE])
		keys[count++] =
		    (struct page_key){sweep_view_text(view, T_SWEEP_KEY_CLOSE),
				      MARK_CLOSE_COLOUR, signs[MARK_CLOSE]};
	if (seen[MARK_BROKEN])
		keys[count++] =
		    (struct page_key){sweep_view_text(view, T_SWEEP_KEY_BROKEN),
				      MARK_BROKEN_COLOUR, signs[MARK_BROKEN]};
	return count;
}

/* --- over one setting ----------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	double x = ((const struct chart_dot *)a)->at,
	       y = ((const struct chart_dot *)b)->at;

	return x < y ? -1 : x > y;
}

static struct run_interval turned(const struct run_interval *in)
{
	return (struct run_interval){100 - in->mean, 100 - in->high,
				     100 - in->low, in->known};
}

static size_t list_dots(const struct sweep_view *view, unsigned a, bool late,
			struct chart_dot *dots)
{
	const struct sweep_axis *axis = &view->axes[a];
	size_t count = 0;

	for (size_t i = 0; i < view->point_count; i++) {
		const struct sweep_point *point = &view->points[i];
		uint32_t value = point->value[a];
		struct chart_dot *dot = &dots[count];

		if (!point->played)
			continue;
		dot->at = axis->numeric ? axis->numbers[value] : value;
		dot->label = axis->values[value];
		dot->interval = late ? turned(&point->in_time) : point->month;
		dot->value = dot->interval.mean;
		dot->mark = mark_of(point);
		count += isfinite(dot->value) ? 1 : 0;
	}
	qsort(dots, count, sizeof *dots, by_place);
	return count;
}

static void put_dots_table(const struct sweep_view *view, unsigned a, bool late,
			   const struct chart_dot *dots, size_t count)
{
	const char *columns[] = {
	    view->axes[a].key,
	    sweep_view_text(view, late ? T_NIGHT_LATE : T_SWEEP_COLUMN_MONTH),
	    sweep_view_text(view, T_SWEEP_COLUMN_PROMISE), NULL};
	static const enum text promises[CHART_PROMISE_MARKS] = {
	    [MARK_NONE] = T_NOT_JUDGED,
	    [MARK_KEPT] = T_KEPT,
	    [MARK_CLOSE] = T_CLOSE,
	    [MARK_BROKEN] = T_BROKEN};

	page_table(view->out, NULL, columns);
	for (size_t i = 0; i < count && i < ROWS_SHOWN; i++) {
		char text[SWEEP_SIZE];

		page_row(view->out, dots[i].label);
		page_cell(view->out, sweep_view_range(view, &dots[i].interval,
						      2, false, text));
		page_cell(view->out,
			  sweep_view_text(view, promises[dots[i].mark]));
		page_row_end(view->out);
	}
	page_table_end(view->out);
}

static void put_response(const struct sweep_view *view, unsigned a, bool late,
			 struct error_text *error)
{
	const struct sweep_axis *axis = &view->axes[a];
	struct chart_dot *dots = calloc(view->point_count + 1, sizeof *dots);
	char wide_name[NAME_SIZE], narrow_name[NAME_SIZE], setting[SWEEP_NAME],
	    question[SWEEP_META];
	struct chart wide = {wide_name, 1040, 380, view->language, true},
		     narrow = {narrow_name, 390, 300, view->language, false};
	struct chart_response r = {
	    .dots = dots,
	    .joined = view->axis_count == 1,
	    .named = !axis->numeric,
	    .setting = setting,
	    .unit = late ? "%" : "EUR",
	    .limit = late ? ALLOWED_LATE : (double)NAN,
	    .limit_words = sweep_view_text(view, T_PROMISED_SHARE_LINE)};
	bool seen[CHART_PROMISE_MARKS] = {false};
	struct page_key keys[CHART_PROMISE_MARKS];

	if (dots == NULL) {
		(void)error_set(error, "out of memory");
		return;
	}
	r.count = list_dots(view, a, late, dots);
	for (size_t i = 0; i < r.count; i++)
		seen[dots[i].mark] = true;
	(void)snprintf(setting, sizeof setting, "%s%s%s", axis->key,
		       axis->unit[0] != '\0' ? ", " : "", axis->unit);
	(void)snprintf(wide_name, sizeof wide_name, "%s%u",
		       late ? "late" : "month", a);
	(void)snprintf(narrow_name, sizeof narrow_name, "%s%unarrow",
		       late ? "late" : "month", a);
	(void)text_fill(question, sizeof question, view->language,
			late ? T_SWEEP_LATE_QUESTION : T_SWEEP_CURVE_QUESTION,
			WITH(axis->key));
	if (r.count > 0 && put_chart(view, question,
				     late	? T_SWEEP_LATE_NOTE
				     : r.joined ? T_SWEEP_CURVE_NOTE
						: T_SWEEP_DRAWN_NOTE,
				     keys, mark_keys(view, seen, keys),
				     chart_response(&wide, &r, error),
				     chart_response(&narrow, &r, error))) {
		put_dots_table(view, a, late, dots, r.count);
		page_figure_end(view->out);
	}
	free(dots);
}

/* --- over two settings ---------------------------------------------------- */

struct map {
	unsigned a, b; /* the axis of the columns, of the rows */
	size_t columns, rows;
	const struct sweep_point *best[PLACES_MAX * PLACES_MAX];
	struct chart_cell cells[PLACES_MAX * PLACES_MAX];
	char hovers[PLACES_MAX * PLACES_MAX][SWEEP_NAME + SWEEP_SIZE];
	char names[2][PLACES_MAX][NAME_SIZE];
	const char *column_names[PLACES_MAX], *row_names[PLACES_MAX];
};

static size_t places_of(const struct sweep_axis *axis)
{
	return axis->count < PLACES_MAX ? axis->count : PLACES_MAX;
}

static size_t place_on(const struct sweep_axis *axis, uint32_t value)
{
	return value * places_of(axis) / axis->count;
}

/* Several values in one place are named by the first and the last. */
static void name_places(const struct sweep_axis *axis,
			char names[PLACES_MAX][NAME_SIZE],
			const char *list[PLACES_MAX])
{
	size_t places = places_of(axis);

	for (size_t p = 0; p < places; p++) {
		size_t first = (p * axis->count + places - 1) / places;
		size_t last = ((p + 1) * axis->count + places - 1) / places - 1;

		(void)snprintf(names[p], NAME_SIZE, "%.24s%s%.24s",
			       axis->values[first], first < last ? "..." : "",
			       first < last ? axis->values[last] : "");
		list[p] = names[p];
	}
}

static int rank_of(const struct sweep_point *point)
{
	return point->promise == T_KEPT	    ? 3
	       : point->promise == T_CLOSE  ? 2
	       : point->promise == T_BROKEN ? 1
					    : 0;
}

static bool is_better(const struct sweep_point *point,
		      const struct sweep_point *than)
{
	if (than == NULL || rank_of(point) != rank_of(than))
		return than == NULL || rank_of(point) > rank_of(than);
	return point->month.mean > than->month.mean;
}

static void fill_map(const struct sweep_view *view, struct map *map)
{
	const struct sweep_axis *across = &view->axes[map->a],
				*down = &view->axes[map->b];
	const struct sweep_point *first =
	    view->kept > 0 ? view->ranks[0].point : NULL;

	map->columns = places_of(across);
	map->rows = places_of(down);
	name_places(across, map->names[0], map->column_names);
	name_places(down, map->names[1], map->row_names);
	for (size_t i = 0; i < view->point_count; i++) {
		const struct sweep_point *point = &view->points[i];
		size_t cell =
		    place_on(down, point->value[map->b]) * map->columns +
		    place_on(across, point->value[map->a]);

		if (point->played && isfinite(point->month.mean) &&
		    is_better(point, map->best[cell]))
			map->best[cell] = point;
	}
	for (size_t i = 0; i < map->rows * map->columns; i++) {
		const struct sweep_point *point = map->best[i];
		char name[SWEEP_NAME], month[SWEEP_SIZE];

		map->cells[i] = (struct chart_cell){.value = (double)NAN,
						    .hover = map->hovers[i]};
		if (point == NULL)
			continue;
		map->cells[i].value = point->month.mean;
		map->cells[i].mark = mark_of(point);
		map->cells[i].best = point == first;
		(void)snprintf(
		    map->hovers[i], sizeof map->hovers[i], "%s: %s EUR; %s",
		    sweep_view_name(view, point, name),
		    sweep_view_range(view, &point->month, 2, false, month),
		    sweep_view_text(view, point->promise));
	}
}

static void put_map_table(const struct sweep_view *view, const struct map *map)
{
	const char *columns[PLACES_MAX + 2] = {view->axes[map->b].key};

	for (size_t c = 0; c < map->columns; c++)
		columns[c + 1] = map->column_names[c];
	columns[map->columns + 1] = NULL;
	page_table(view->out, view->axes[map->a].key, columns);
	for (size_t r = 0; r < map->rows; r++) {
		page_row(view->out, map->row_names[r]);
		for (size_t c = 0; c < map->columns; c++) {
			const struct sweep_point *point =
			    map->best[r * map->columns + c];
			char number[NUMBER_SIZE], text[2 * NUMBER_SIZE];

			if (point == NULL) {
				page_cell(view->out, "-");
				continue;
			}
			(void)snprintf(text, sizeof text, "%s %s",
				       number_text(view->language,
						   point->month.mean, 0,
						   number),
				       signs[mark_of(point)]);
			page_cell(view->out, text);
		}
		page_row_end(view->out);
	}
	page_table_end(view->out);
}

static void put_map(const struct sweep_view *view, unsigned a, unsigned b,
		    struct error_text *error)
{
	struct map *map = calloc(1, sizeof *map);
	char question[SWEEP_META];
	const struct chart wide = {"map", 1040, 0, view->language, true},
			   narrow = {"mapnarrow", 390, 0, view->language,
				     false};
	bool seen[CHART_PROMISE_MARKS] = {false};
	struct page_key keys[CHART_PROMISE_MARKS];
	struct chart_map drawn;

	if (map == NULL) {
		(void)error_set(error, "out of memory");
		return;
	}
	map->a = a;
	map->b = b;
	fill_map(view, map);
	for (size_t i = 0; i < map->rows * map->columns; i++)
		seen[map->cells[i].mark] = true;
	drawn = (struct chart_map){map->cells,	     map->columns,
				   map->rows,	     map->column_names,
				   map->row_names,   view->axes[a].key,
				   view->axes[b].key};
	(void)text_fill(question, sizeof question, view->language,
			T_SWEEP_MAP_QUESTION,
			WITH(view->axes[a].key, view->axes[b].key));
	if (put_chart(view, question,
		      view->axis_count > 2 ? T_SWEEP_MAP_REST
					   : T_SWEEP_MAP_NOTE,
		      keys, mark_keys(view, seen, keys),
		      chart_map(&wide, &drawn, error),
		      chart_map(&narrow, &drawn, error))) {
		put_map_table(view, map);
		page_figure_end(view->out);
	}
	free(map);
}

/* --- all of it ------------------------------------------------------------ */

static void put_maps(const struct sweep_view *view, struct error_text *error)
{
	unsigned maps = 0;

	for (unsigned a = 0; a < view->axis_count; a++)
		for (unsigned b = a + 1; b < view->axis_count; b++)
			if (view->axes[a].count > 1 &&
			    view->axes[b].count > 1 && maps++ < MAPS_MAX)
				put_map(view, a, b, error);
}

void sweep_response_put(const struct sweep_view *view, struct error_text *error)
{
	char design[SWEEP_META];
	bool grid =
	    strcmp(sweep_view_meta(view, "design", design), "grid") == 0;

	if (view->rank_count == 0)
		return;
	page_section(view->out, "response",
		     sweep_view_text(view, T_SWEEP_RESPONSE_HEADING));
	if (view->axis_count == 1) {
		put_response(view, 0, false, error);
		put_response(view, 0, true, error);
	} else if (grid) {
		put_maps(view, error);
	} else {
		for (unsigned a = 0; a < view->axis_count; a++)
			put_response(view, a, false, error);
	}
	page_section_end(view->out);
}
