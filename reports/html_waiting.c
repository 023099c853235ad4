#include "reports/html_parts.h"

static double by_path(const struct html_page *page, const char *path,
		      const char *what)
{
	char key[128];

	(void)snprintf(key, sizeof key, "wait_seconds.by_path.%s.%s", path,
		       what);
	return summary_number(page->summary, key);
}

#define STARTS_LEAST 20 /* of all runs, behind a quantile that is shown */

/* Are there enough starts of this path for quantiles? */
static bool has_quantiles(const struct html_page *page, const char *path)
{
	return by_path(page, path, "count") *
		   summary_number(page->summary, "replications") >=
	       STARTS_LEAST - 0.5;
}

static void starts_chart(struct html_page *page)
{
	struct chart_bar bars[WORDING_PATHS + 1];
	struct chart chart = {"starts", 460, 0, page->language, true};
	size_t count = 0;
	char key[128];

	for (size_t i = 0; i < WORDING_PATHS; i++) {
		if (by_path(page, wording_paths[i].key, "count") <= 0)
			continue;
		(void)snprintf(key, sizeof key, "wait_seconds.by_path.%s.count",
			       wording_paths[i].key);
		bars[count++] = (struct chart_bar){
		    html_text(page, wording_paths[i].name), COLOUR_WAITING,
		    by_path(page, wording_paths[i].key, "count"),
		    html_interval(page, key)};
	}
	bars[count++] = (struct chart_bar){
	    .label = html_text(page, T_NOT_SERVED),
	    .colour = COLOUR_UNSERVED,
	    .value = summary_number(page->summary, "starts.refused") +
		     summary_number(page->summary, "starts.abandoned")};
	chart.height = 80 + 34 * (int)count;
	html_charts(page, html_text(page, T_SERVED_ALT),
		    chart_bars(&chart, bars, count, html_text(page, T_STARTS),
			       0, page->error),
		    NULL, NULL);
}

static void waits_chart(struct html_page *page)
{
	struct chart_quantiles rows[WORDING_PATHS + 1];
	struct chart chart = {"waits", 460, 0, page->language, true};
	const struct summary *s = page->summary;
	double promise_s = summary_number(s, "promise.wait_p95_s");
	char seconds[CELL_SIZE], promise[CELL_SIZE];
	size_t count = 0;

	rows[count++] = (struct chart_quantiles){
	    html_text(page, T_ALL), summary_number(s, "wait_seconds.p50"),
	    summary_number(s, "wait_seconds.p95"),
	    summary_number(s, "wait_seconds.p99")};
	for (size_t i = 0; i < WORDING_PATHS; i++)
		if (has_quantiles(page, wording_paths[i].key))
			rows[count++] = (struct chart_quantiles){
			    html_text(page, wording_paths[i].name),
			    by_path(page, wording_paths[i].key, "p50"),
			    by_path(page, wording_paths[i].key, "p95"),
			    by_path(page, wording_paths[i].key, "p99")};
	chart.height = 100 + 38 * (int)count;
	(void)text_fill(promise, sizeof promise, page->language,
			T_WAITS_PROMISED,
			WITH(html_short(page, promise_s, seconds)));
	html_charts(page, html_text(page, T_WAITS_ALT),
		    chart_waits(&chart, rows, count, promise_s, promise,
				html_text(page, T_SECONDS), page->error),
		    NULL, NULL);
}

/* `prefix` NULL: no wait is known. */
static void wait_row(struct html_page *page, const char *label,
		     const char *prefix, double starts)
{
	static const char *const what[] = {"p50", "p95", "p99", "max"};
	double all = summary_number(page->summary, "starts.attempts");
	char key[128];

	page_row(page->out, label);
	if (starts >= 0) {
		html_number_cell(page, starts, 1, "");
		html_number_cell(page, all > 0 ? 100 * starts / all : 0, 1,
				 "%");
	} else {
		page_cell(page->out, "-");
		page_cell(page->out, "-");
	}
	for (size_t i = 0; i < sizeof what / sizeof what[0]; i++) {
		const struct html_figure figure = {T_ALL, key, "", 1, 1};

		if (prefix == NULL) {
			page_cell(page->out, "-");
			continue;
		}
		(void)snprintf(key, sizeof key, "%s.%s", prefix, what[i]);
		html_figure_cell(page, &figure);
	}
	page_row_end(page->out);
}

static void wait_table(struct html_page *page)
{
	enum text columns[] = {T_COLUMN_PATH, T_COLUMN_ATTEMPTS,
			       T_COLUMN_SHARE};
	const char *names[] = {html_text(page, columns[0]),
			       html_text(page, columns[1]),
			       html_text(page, columns[2]),
			       "p50",
			       "p95",
			       "p99",
			       "max",
			       NULL};
	double unplaced = summary_number(page->summary, "starts.attempts");
	char key[128], caption[LINE_SIZE], least[CELL_SIZE];

	(void)fputs("<div class=\"intervals\">\n", page->out);
	(void)html_number(page, STARTS_LEAST, 0, least);
	page_table(page->out,
		   text_fill(caption, sizeof caption, page->language,
			     html_one_run(page) ? T_WAITS_CAPTION_ONE
						: T_WAITS_CAPTION,
			     WITH(least)),
		   names);
	wait_row(page, html_text(page, T_ALL), "wait_seconds",
		 summary_number(page->summary, "starts.attempts"));
	for (size_t i = 0; i < WORDING_PATHS; i++) {
		const char *path = wording_paths[i].key;
		double count = by_path(page, path, "count");

		(void)snprintf(key, sizeof key, "wait_seconds.by_path.%s",
			       path);
		unplaced -= count;
		if (count > 0)
			wait_row(page,
				 html_path_name(page, wording_paths[i].row),
				 has_quantiles(page, path) ? key : NULL, count);
	}
	if (unplaced > 1e-9)
		wait_row(page, html_text(page, T_PATH_NONE), NULL, unplaced);
	wait_row(page, html_text(page, T_READY), "ready_seconds", -1);
	page_table_end(page->out);
	(void)fputs("</div>\n", page->out);
}

static void path_table(struct html_page *page)
{
	static const enum text columns[] = {T_COLUMN_PATH, T_COLUMN_ATTEMPTS,
					    T_COLUMN_LATE, T_COLUMN_HOURS};
	const struct run_data *data = &page->data;
	char seconds[CELL_SIZE], which[CELL_SIZE], caption[2 * CELL_SIZE];

	(void)html_short(
	    page, summary_number(page->summary, "promise.wait_p95_s"), seconds);
	html_table(page,
		   text_fill(caption, sizeof caption, page->language,
			     T_LATE_CAPTION,
			     WITH(seconds, html_which_run(page, which))),
		   columns, sizeof columns / sizeof columns[0]);
	for (size_t i = 0; i < data->path_count; i++) {
		page_row(page->out, html_path_name(page, data->paths[i].name));
		html_number_cell(page, data->paths[i].starts, 0, "");
		html_number_cell(page, data->paths[i].late, 0, "");
		html_number_cell(page, data->paths[i].wait_s / 3600, 2, "");
		page_row_end(page->out);
	}
	page_table_end(page->out);
}

static void figure_of_starts(struct html_page *page)
{
	static const struct html_figure rows[] = {
	    {T_ASKED_FOR, "starts.requested", "", 1, 1},
	    {T_SERVED, "starts.served", "", 1, 1},
	    {T_REFUSED, "starts.refused", "", 1, 1},
	    {T_ABANDONED, "starts.abandoned", "", 1, 1},
	    {T_LEFT_ROOM, "starts.left_room", "", 1, 1},
	    {T_LEFT_TRANSFER, "starts.left_transfer", "", 1, 1},
	    {T_STOP_CAME, "starts.stop_came", "", 1, 1},
	    {T_PENDING, "starts.pending_at_end", "", 1, 1},
	    {T_SHARE_UNSERVED, "starts.unserved", "%", 100, 2},
	    {T_SHARE_NO_ROOM, "starts.no_room", "%", 100, 3},
	    {T_SHARE_WITHIN, "starts.within_promise", "%", 100, 1},
	};

	page_figure(page->out, html_text(page, T_SERVED_QUESTION),
		    html_text(page, html_one_run(page) ? T_SERVED_NOTE_ONE
						       : T_SERVED_NOTE));
	starts_chart(page);
	page_behind(page->out, html_text(page, T_BEHIND));
	html_figure_table(page, T_COLUMN_STARTS, rows,
			  sizeof rows / sizeof rows[0]);
	page_figure_end(page->out);
}

static void figure_of_paths(struct html_page *page)
{
	const struct page_key keys[] = {
	    {"p50", NULL, "\xe2\x97\x8f"},			/* disc */
	    {html_text(page, T_KEY_P95), NULL, "\xe2\x97\x86"}, /* diamond */
	    {"p99", NULL, "\xc3\x97"},				/* cross */
	};

	char note[LINE_SIZE], least[CELL_SIZE];

	(void)html_number(page, STARTS_LEAST, 0, least);
	page_figure(page->out, html_text(page, T_PATH_QUESTION),
		    text_fill(note, sizeof note, page->language, T_PATH_NOTE,
			      WITH(least)));
	page_keys(page->out, keys, sizeof keys / sizeof keys[0]);
	waits_chart(page);
	page_behind(page->out, html_text(page, T_BEHIND));
	path_table(page);
	page_figure_end(page->out);
}

void html_waiting(struct html_page *page)
{
	char room[WORDING_SIZE], transfer[WORDING_SIZE];

	page_section(page->out, "waiting", html_text(page, T_WAITING_HEADING));
	html_say(page, "", T_WAITING_WHAT, NULL);
	(void)fputs("<div class=\"pair\">\n", page->out);
	figure_of_starts(page);
	figure_of_paths(page);
	(void)fputs("</div>\n", page->out);
	wait_table(page);
	if (summary_has(page->summary, "patience.for_room"))
		html_say(page, "soft", T_PATIENCE,
			 WITH(wording_patience(page->summary, page->language,
					       "for_room", room),
			      wording_patience(page->summary, page->language,
					       "in_transfer", transfer)));
	html_causes(page);
	page_section_end(page->out);
}
