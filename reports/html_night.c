#include "reports/html_parts.h"

#include <math.h>

#include "traces/base/times.h"

#define ROWS_MAX 60
#define DAY_US INT64_C(86400000000)

/* The levels of the picture, in the order in which they are stacked. */
static const struct {
	enum text key, column;
	const char *colour;
	size_t at; /* in struct run_slot */
} levels[] = {
    {T_KEY_DEDICATED, T_NIGHT_DEDICATED, COLOUR_DEDICATED,
     offsetof(struct run_slot, dedicated_gb)},
    {T_KEY_CLOUD, T_NIGHT_CLOUD, COLOUR_CLOUD,
     offsetof(struct run_slot, cloud_gb)},
    {T_KEY_SPARE, T_NIGHT_SPARE, COLOUR_SPARE,
     offsetof(struct run_slot, spare_gb)},
    {T_KEY_DRAINING, T_NIGHT_DRAINING, COLOUR_DRAINING,
     offsetof(struct run_slot, draining_gb)},
    {T_KEY_BOOTING, T_NIGHT_BOOTING, COLOUR_BOOTING,
     offsetof(struct run_slot, booting_gb)},
};
#define LEVELS (sizeof levels / sizeof levels[0])

static double level_of(const struct run_slot *slot, size_t i)
{
	return *(const double *)(const void *)((const char *)slot +
					       levels[i].at);
}

static bool is_seen(const struct html_page *page, size_t level)
{
	for (size_t i = 0; i < page->data.slot_count; i++)
		if (level_of(&page->data.slots[i], level) > 0)
			return true;
	return false;
}

/* Nothing that is not drawn; events are named where they are. */
static void night_keys(struct html_page *page, const bool seen[LAYERS])
{
	static const struct {
		enum text name;
		const char *colour;
		bool line;
	} layers[LAYERS] = {
	    [LAYER_DEDICATED] = {T_KEY_DEDICATED, COLOUR_DEDICATED, false},
	    [LAYER_CLOUD] = {T_KEY_CLOUD, COLOUR_CLOUD, false},
	    [LAYER_SPARE] = {T_KEY_SPARE, COLOUR_SPARE, false},
	    [LAYER_DRAINING] = {T_KEY_DRAINING, COLOUR_DRAINING, false},
	    [LAYER_BOOTING] = {T_KEY_BOOTING, COLOUR_BOOTING, false},
	    [LAYER_LATE] = {T_KEY_LATE, COLOUR_WAITING, false},
	    [LAYER_ARCHIVE] = {T_KEY_ARCHIVE, COLOUR_ARCHIVE, true},
	    [LAYER_LINKS] = {T_KEY_LINKS, COLOUR_LINKS, true},
	};
	struct page_key used[1 + LAYERS] = {
	    {html_text(page, T_KEY_ASKED), NULL, "\xe2\x80\x94"}};
	size_t count = 1;

	for (int i = 0; i < LAYERS; i++)
		if (seen[i])
			used[count++] = (struct page_key){
			    html_text(page, layers[i].name), layers[i].colour,
			    layers[i].line ? "\xe2\x80\x94" : NULL};
	page_keys(page->out, used, count);
}

static void late_cell(struct html_page *page, int64_t from_us, int64_t to_us)
{
	const struct run_data *data = &page->data;
	double judged = 0, late = 0;

	for (size_t i = 0; i < data->slot_count; i++)
		if (data->slots[i].from_us >= from_us &&
		    data->slots[i].from_us < to_us) {
			judged += data->slots[i].judged;
			late += data->slots[i].late;
		}
	if (judged > 0)
		html_number_cell(page, 100 * late / judged, 1, "");
	else
		page_cell(page->out, "-");
}

/* The row that begins with this slot; `last_us`: where the last one began. */
static void night_row(struct html_page *page, const struct run_slot *slot,
		      int64_t last_us, const bool seen[LAYERS])
{
	char text[CELL_SIZE], range[CELL_SIZE], day[40];

	(void)time_format(run_data_local_s(&page->data, slot->from_us) *
			      1000000,
			  0, day, sizeof day);
	(void)number_minute(page->language, day, text);
	page_row(page->out, text);
	html_number_cell(page, slot->demand_gb, 0, "");
	for (size_t i = 0; i < LEVELS; i++)
		if (is_seen(page, i))
			html_number_cell(page, level_of(slot, i), 0, "");
	html_number_cell(page,
			 (double)run_data_marks_between(&page->data,
							MARK_UNSERVED, last_us,
							slot->from_us),
			 0, "");
	if (seen[LAYER_LATE])
		late_cell(page, last_us, slot->from_us);
	if (seen[LAYER_ARCHIVE])
		html_number_cell(page, 100 * slot->archive_use, 0, "");
	if (seen[LAYER_LINKS])
		html_number_cell(page, 100 * slot->links_use, 0, "");
	if (!html_one_run(page)) {
		page_cell_range(
		    page->out, html_number(page, slot->demand_mean_gb, 0, text),
		    number_range(page->language, slot->demand_low_gb,
				 slot->demand_high_gb, 0, false, range));
	}
	page_row_end(page->out);
}

/* On the hour of the local clock, or every few hours of a long run. */
static void night_table(struct html_page *page, const bool seen[LAYERS])
{
	enum text columns[7 + LEVELS] = {T_NIGHT_FROM, T_NIGHT_ASKED};
	const struct run_data *data = &page->data;
	int64_t all_s =
	    (run_data_to_us(data) - run_data_from_us(data)) / 1000000;
	int64_t step_s = 3600 * (all_s / 3600 / ROWS_MAX + 1);
	int64_t last_us = run_data_from_us(data);
	char caption[LINE_SIZE], which[CELL_SIZE], minutes[CELL_SIZE];
	size_t count = 2;

	for (size_t i = 0; i < LEVELS; i++)
		if (is_seen(page, i))
			columns[count++] = levels[i].column;
	columns[count++] = T_NIGHT_UNSERVED;
	if (seen[LAYER_LATE])
		columns[count++] = T_NIGHT_LATE_COLUMN;
	if (seen[LAYER_ARCHIVE])
		columns[count++] = T_NIGHT_ARCHIVE_COLUMN;
	if (seen[LAYER_LINKS])
		columns[count++] = T_NIGHT_LINKS_COLUMN;
	if (!html_one_run(page))
		columns[count++] = T_NIGHT_ASKED_ALL;
	(void)html_number(page, (double)data->slot_us / 6e7, 0, minutes);
	(void)fputs("<div class=\"intervals\">\n", page->out);
	html_table(page,
		   text_fill(caption, sizeof caption, page->language,
			     html_one_run(page) ? T_NIGHT_CAPTION_ONE
						: T_NIGHT_CAPTION,
			     WITH(minutes, html_which_run(page, which))),
		   columns, count);
	for (size_t i = 0; i < data->slot_count; i++) {
		if (run_data_local_s(data, data->slots[i].from_us) % step_s >=
		    data->slot_us / 1000000)
			continue;
		night_row(page, &data->slots[i], last_us, seen);
		last_us = data->slots[i].from_us;
	}
	page_table_end(page->out);
	(void)fputs("</div>\n", page->out);
}

/* The peak that the table of section 4 shows, and when it was. */
static double find_peak(const struct html_page *page, char *when)
{
	const struct run_data *data = &page->data;
	double most = 0;
	int64_t at_us = run_data_from_us(data);
	char time[40];

	if (summary_has(page->summary, "peak_demand_at")) {
		(void)number_minute(
		    page->language,
		    summary_text(page->summary, "peak_demand_at"), when);
		return summary_number(page->summary, "peak_demand_gb");
	}
	for (size_t i = 0; i < data->slot_count; i++)
		if (data->slots[i].demand_gb > most) {
			most = data->slots[i].demand_gb;
			at_us = data->slots[i].from_us;
		}
	(void)time_format(run_data_local_s(data, at_us) * 1000000, 0, time,
			  sizeof time);
	(void)number_minute(page->language, time, when);
	return most;
}

static void night_sentence(const struct html_page *page, char *out)
{
	const struct run_data *data = &page->data;
	char when[CELL_SIZE], peak[CELL_SIZE], ready[CELL_SIZE],
	    rented[CELL_SIZE], runs[CELL_SIZE], highest[2 * CELL_SIZE] = "";
	double most_ready = 0, most_rented = 0, most;

	for (size_t i = 0; i < data->slot_count; i++) {
		const struct run_slot *slot = &data->slots[i];
		double by_hour =
		    slot->cloud_gb + slot->draining_gb + slot->spare_gb;

		most_rented = fmax(most_rented, by_hour);
		most_ready = fmax(most_ready, slot->dedicated_gb + by_hour);
	}
	if (!html_one_run(page))
		(void)text_fill(
		    highest, sizeof highest, page->language, T_NIGHT_PEAK_OF,
		    WITH(html_number(
			page, summary_number(page->summary, "replications"), 0,
			runs)));
	most = find_peak(page, when);
	(void)text_fill(out, LINE_SIZE, page->language,
			most_rented > 0 ? T_NIGHT_SENTENCE
					: T_NIGHT_SENTENCE_OWN,
			WITH(html_number(page, most, 0, peak), when, highest,
			     html_number(page, most_ready, 0, ready),
			     html_number(page, most_rented, 0, rented)));
}

static void count_marks(struct html_page *page)
{
	char numbers[MARK_KINDS][CELL_SIZE], which[CELL_SIZE];

	for (int i = 0; i < MARK_KINDS; i++)
		(void)html_number(
		    page,
		    (double)run_data_marks(&page->data, (enum run_mark_kind)i),
		    0, numbers[i]);
	if (run_data_marks(&page->data, MARK_ORDERED) +
		run_data_marks(&page->data, MARK_DESTROYED) ==
	    0)
		html_say(
		    page, "soft", T_NIGHT_MARKS_OWN,
		    WITH(numbers[MARK_UNSERVED], html_which_run(page, which)));
	else
		html_say(page, "soft", T_NIGHT_MARKS,
			 WITH(numbers[MARK_ORDERED], numbers[MARK_READY],
			      numbers[MARK_DRAINED], numbers[MARK_DESTROYED],
			      numbers[MARK_UNSERVED],
			      html_which_run(page, which)));
}

/* Wide, for small screens, and lower, so that the first page on paper holds
 * it. */
static void night_charts(struct html_page *page, const char *description)
{
	const struct chart charts[] = {
	    {"night", 1040, 250, page->language, true},
	    {"nightnarrow", 390, 220, page->language, false},
	    {"nightpaper", 1040, 100, page->language, false}};
	double limit = summary_number(page->summary, "promise.wait.limit");
	const struct chart_promise promise = {
	    limit > 0 ? 1 - limit : -1,
	    summary_number(page->summary, "replications")};
	char *drawn[3];

	for (size_t i = 0; i < 3; i++)
		drawn[i] =
		    chart_night(&charts[i], &page->data, &promise, page->error);
	html_charts(page, description, drawn[0], drawn[1], drawn[2]);
}

void html_night(struct html_page *page)
{
	char line[LINE_SIZE], note[LINE_SIZE], which[CELL_SIZE];
	int64_t all_us =
	    run_data_to_us(&page->data) - run_data_from_us(&page->data);
	bool seen[LAYERS];

	page_section(page->out, "night",
		     html_text(page, all_us <= DAY_US ? T_NIGHT_HEADING
						      : T_PERIOD_HEADING));
	night_sentence(page, line);
	page_line(page->out, "", line);
	page_figure(
	    page->out, html_text(page, T_NIGHT_QUESTION),
	    text_fill(note, sizeof note, page->language,
		      html_one_run(page) ? T_NIGHT_NOTE_ONE : T_NIGHT_NOTE,
		      WITH(summary_text(page->summary, "clock"),
			   html_which_run(page, which))));
	chart_night_layers(&page->data, seen);
	night_keys(page, seen);
	night_charts(page, line);
	count_marks(page);
	page_behind(page->out, html_text(page, T_BEHIND));
	night_table(page, seen);
	page_figure_end(page->out);
	page_section_end(page->out);
}
