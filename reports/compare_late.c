/*
 * compare_late.c - late starts over time in both runs, as lines and as a table.
 */
#include <stdlib.h>

#include "reports/charts.h"
#include "reports/compare.h"
#include "reports/page.h"
#include "traces/base/times.h"

#define LINE_SIZE 512
#define ROWS_MAX 60

static bool read_run(const struct summary *summary, struct run_data *data,
		     struct error_text *error)
{
	return run_data_read(summary->directory,
			     summary_number(summary, "promise.wait_p95_s"),
			     data, error);
}

static struct chart_late late_of(const struct summary *summary,
				 const struct run_data *data)
{
	double limit = summary_number(summary, "promise.wait.limit");

	return (struct chart_late){data,
				   {limit > 0 ? 1 - limit : -1,
				    summary_number(summary, "replications")}};
}

static bool any_judged(const struct run_data *data)
{
	for (size_t i = 0; i < data->slot_count; i++)
		if (data->slots[i].judged > 0)
			return true;
	return false;
}

/* Of the slots from the i-th to before the j-th. */
static void late_cell(const struct compare_view *view,
		      const struct run_data *data, size_t i, size_t j)
{
	double judged = 0, late = 0;
	char cell[COMPARE_SIZE];

	for (; i < j && i < data->slot_count; i++) {
		judged += data->slots[i].judged;
		late += data->slots[i].late;
	}
	page_cell(view->out,
		  judged > 0
		      ? compare_number(view, 100 * late / judged, 1, cell)
		      : "-");
}

static void late_table(const struct compare_view *view,
		       const struct run_data data[2])
{
	const char *columns[] = {compare_text(view, T_NIGHT_FROM), "A", "B",
				 NULL};
	size_t count = data[0].slot_count;
	size_t step = (count + ROWS_MAX - 1) / ROWS_MAX;

	page_table(view->out, compare_text(view, T_COMPARE_LATE_CAPTION),
		   columns);
	for (size_t i = 0; i < count; i += step) {
		char time[40], label[NUMBER_SIZE];

		(void)time_format(
		    run_data_local_s(&data[0], data[0].slots[i].from_us) *
			1000000,
		    0, time, sizeof time);
		page_row(view->out, number_minute(view->language, time, label));
		late_cell(view, &data[0], i, i + step);
		late_cell(view, &data[1], i, i + step);
		page_row_end(view->out);
	}
	page_table_end(view->out);
}

static void put_figure(const struct compare_view *view,
		       const struct run_data data[2], const char *wide,
		       const char *narrow)
{
	const struct page_key keys[] = {
	    {"A", NULL, "\xe2\x80\x94"},
	    {"B", COLOUR_WAITING, "\xe2\x80\x94"},
	};
	char note[LINE_SIZE];

	page_figure(view->out, compare_text(view, T_COMPARE_LATE_QUESTION),
		    text_fill(note, sizeof note, view->language,
			      T_COMPARE_LATE_NOTE,
			      WITH(summary_text(&view->pairs->a, "clock"))));
	page_keys(view->out, keys, sizeof keys / sizeof keys[0]);
	page_svg(view->out, compare_text(view, T_COMPARE_LATE_ALT), wide,
		 narrow, NULL);
	page_behind(view->out, compare_text(view, T_BEHIND));
	late_table(view, data);
	page_figure_end(view->out);
}

bool compare_late_write(const struct compare_view *view,
			struct error_text *error)
{
	const struct chart wide = {"late", 1040, 130, view->language, true},
			   narrow = {"latenarrow", 390, 130, view->language,
				     false};
	const struct pairs *pairs = view->pairs;
	struct run_data data[2] = {{0}, {0}};
	char *drawn = NULL, *small = NULL;

	if (read_run(&pairs->a, &data[0], error) &&
	    read_run(&pairs->b, &data[1], error) && any_judged(&data[0]) &&
	    any_judged(&data[1])) {
		const struct chart_late runs[] = {late_of(&pairs->a, &data[0]),
						  late_of(&pairs->b, &data[1])};

		drawn = chart_late(&wide, runs, error);
		small = chart_late(&narrow, runs, error);
	}
	if (drawn != NULL && small != NULL)
		put_figure(view, data, drawn, small);
	free(drawn);
	free(small);
	run_data_release(&data[0]);
	run_data_release(&data[1]);
	return error->text[0] == '\0';
}
