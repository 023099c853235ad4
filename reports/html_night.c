#include "reports/html_parts.h"

#include <string.h>

#include "traces/times.h"

#define ROWS_MAX 60

static const char *const paths[] = {"new",	"warm",	      "moved",
				    "restored", "prefetched", "queued"};
#define PATHS (sizeof paths / sizeof paths[0])

/* --- 2: the night
 * ----------------------------------------------------------------- */

static void night_keys(struct html_page *page)
{
	static const struct page_key all[] = {
	    {"asked for", NULL, "\xe2\x80\x94"}, /* a dash */
	    {"dedicated", COLOUR_DEDICATED, NULL},
	    {"cloud", COLOUR_CLOUD, NULL},
	    {"draining", COLOUR_DRAINING, NULL},
	    {"booting", COLOUR_BOOTING, NULL},
	    {"cloud node ordered", NULL, "\xe2\x96\xb2"},      /* triangle up */
	    {"cloud node destroyed", NULL, "\xe2\x96\xbc"},    /* and down */
	    {"start not served", COLOUR_UNSERVED, "\xc3\x97"}, /* cross */
	};
	struct page_key used[sizeof all / sizeof all[0]];
	bool seen[sizeof all / sizeof all[0]] = {true, false};
	size_t count = 0;

	for (size_t i = 0; i < page->data.slot_count; i++) {
		const struct run_slot *slot = &page->data.slots[i];

		seen[1] = seen[1] || slot->dedicated_gb > 0;
		seen[2] = seen[2] || slot->cloud_gb > 0;
		seen[3] = seen[3] || slot->draining_gb > 0;
		seen[4] = seen[4] || slot->booting_gb > 0;
	}
	for (size_t i = 0; i < page->data.mark_count; i++)
		seen[5 + page->data.marks[i].kind] = true;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (seen[i])
			used[count++] = all[i];
	page_keys(page->out, used, count);
}

static void night_row(struct html_page *page, const struct run_slot *slot)
{
	const double values[] = {slot->demand_gb, slot->dedicated_gb,
				 slot->cloud_gb, slot->draining_gb,
				 slot->booting_gb};
	char text[CELL_SIZE], day[40];

	(void)time_format(run_data_local_s(&page->data, slot->from_us) *
			      1000000,
			  0, day, sizeof day);
	(void)snprintf(text, sizeof text, "%.10s %.5s", day, day + 11);
	page_row(page->out, text);
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		(void)snprintf(text, sizeof text, "%.0f", values[i]);
		page_cell(page->out, text);
	}
	if (!html_one_run(page)) {
		(void)snprintf(text, sizeof text, "%.0f (%.0f ... %.0f)",
			       slot->demand_mean_gb, slot->demand_low_gb,
			       slot->demand_high_gb);
		page_cell(page->out, text);
	}
	page_row_end(page->out);
}

/* On the hour of the local clock, or every few hours of a long run. */
static void night_table(struct html_page *page)
{
	static const char *const columns[] = {
	    "From (local clock)", "Asked for, GB", "Dedicated, GB",
	    "Cloud, GB",	  "Draining, GB",  "Booting, GB",
	    "Asked, all runs, GB"};
	const char *shown[sizeof columns / sizeof columns[0] + 1] = {NULL};
	const struct run_data *data = &page->data;
	int64_t all_s =
	    (run_data_to_us(data) - run_data_from_us(data)) / 1000000;
	int64_t step_s = 3600 * (all_s / 3600 / ROWS_MAX + 1);
	char caption[CELL_SIZE], which[CELL_SIZE];

	for (size_t i = 0; i < 6; i++)
		shown[i] = columns[i];
	if (!html_one_run(page))
		shown[6] = columns[6];
	(void)snprintf(caption, sizeof caption,
		       "Means of one slot of %.0f minutes each; %s",
		       (double)data->slot_us / 6e7,
		       html_which_run(page, which));
	page_table(page->out, caption, shown);
	for (size_t i = 0; i < data->slot_count; i++)
		if (run_data_local_s(data, data->slots[i].from_us) % step_s <
		    data->slot_us / 1000000)
			night_row(page, &data->slots[i]);
	page_table_end(page->out);
}

static void night_description(const struct html_page *page, char *out)
{
	const struct run_data *data = &page->data;
	double most = 0, capacity = 0, cloud = 0;
	char day[40];
	int64_t at_us = run_data_from_us(data);
	char most_text[CELL_SIZE], cloud_text[CELL_SIZE],
	    capacity_text[CELL_SIZE];

	for (size_t i = 0; i < data->slot_count; i++) {
		const struct run_slot *slot = &data->slots[i];
		double rented = slot->cloud_gb + slot->draining_gb;

		if (slot->demand_gb > most) {
			most = slot->demand_gb;
			at_us = slot->from_us;
			capacity = slot->dedicated_gb + rented;
		}
		cloud = rented > cloud ? rented : cloud;
	}
	(void)time_format(run_data_local_s(data, at_us) * 1000000, 0, day,
			  sizeof day);
	(void)snprintf(out, LINE_SIZE,
		       "Demand peaks at %s GB at %.5s, when %s GB stand "
		       "ready; nodes rented by the hour hold at most %s GB.",
		       html_short(most, most_text), day + 11,
		       html_short(capacity, capacity_text),
		       html_short(cloud, cloud_text));
}

void html_night(struct html_page *page)
{
	const struct chart wide = {"night", 1040, 400},
			   narrow = {"nightnarrow", 390, 340};
	char line[LINE_SIZE], note[LINE_SIZE], which[CELL_SIZE];
	int64_t all_us =
	    run_data_to_us(&page->data) - run_data_from_us(&page->data);

	page_section(page->out, "night",
		     all_us <= INT64_C(86400000000)
			 ? "2. The night as a picture"
			 : "2. The period as a picture");
	night_description(page, line);
	page_line(page->out, "", line);
	(void)snprintf(
	    note, sizeof note, "RAM by hour of the local clock (%s), %s",
	    summary_text(page->summary, "clock"), html_which_run(page, which));
	page_figure(page->out,
		    "Was there enough RAM when the players came, and how much "
		    "stood empty?",
		    note);
	night_keys(page);
	html_charts(page, line, chart_night(&wide, &page->data, page->error),
		    chart_night(&narrow, &page->data, page->error));
	page_behind(page->out, "The figures behind this chart");
	night_table(page);
	page_figure_end(page->out);
	page_section_end(page->out);
}

/* --- 3: waiting
 * ------------------------------------------------------------------- */

static double by_path(const struct html_page *page, const char *path,
		      const char *what)
{
	char key[128];

	(void)snprintf(key, sizeof key, "wait_seconds.by_path.%s.%s", path,
		       what);
	return summary_number(page->summary, key);
}

static void starts_chart(struct html_page *page)
{
	struct chart_bar bars[PATHS + 1];
	struct chart chart = {"starts", 460, 0};
	size_t count = 0;
	char key[128];

	for (size_t i = 0; i < PATHS; i++) {
		if (by_path(page, paths[i], "count") <= 0)
			continue;
		(void)snprintf(key, sizeof key, "wait_seconds.by_path.%s.count",
			       paths[i]);
		bars[count++] = (struct chart_bar){
		    paths[i], COLOUR_WAITING, by_path(page, paths[i], "count"),
		    html_interval(page, key)};
	}
	bars[count++] = (struct chart_bar){
	    .label = "not served",
	    .colour = COLOUR_UNSERVED,
	    .value = summary_number(page->summary, "starts.refused") +
		     summary_number(page->summary, "starts.abandoned")};
	chart.height = 70 + 34 * (int)count;
	html_charts(page,
		    "Starts by the way they were served; the table "
		    "below holds the numbers.",
		    chart_bars(&chart, bars, count, "starts", page->error),
		    NULL);
}

static void waits_chart(struct html_page *page)
{
	struct chart_quantiles rows[PATHS + 1];
	struct chart chart = {"waits", 460, 0};
	const struct summary *s = page->summary;
	size_t count = 0;

	rows[count++] = (struct chart_quantiles){
	    "all", summary_number(s, "wait_seconds.p50"),
	    summary_number(s, "wait_seconds.p95"),
	    summary_number(s, "wait_seconds.p99")};
	for (size_t i = 0; i < PATHS; i++)
		if (by_path(page, paths[i], "count") > 0)
			rows[count++] = (struct chart_quantiles){
			    paths[i], by_path(page, paths[i], "p50"),
			    by_path(page, paths[i], "p95"),
			    by_path(page, paths[i], "p99")};
	chart.height = 76 + 40 * (int)count;
	html_charts(page,
		    "Waiting time by path: median, 95 % and 99 %; the "
		    "table below holds the numbers.",
		    chart_waits(&chart, rows, count,
				summary_number(s, "promise.wait_p95_s"),
				page->error),
		    NULL);
}

static void wait_row(struct html_page *page, const char *label,
		     const char *prefix, bool counted)
{
	static const char *const what[] = {"p50", "p95", "p99", "max"};
	char key[128], range[CELL_SIZE], cell[2 * CELL_SIZE + 8];

	page_row(page->out, label);
	(void)snprintf(key, sizeof key, "%s.count", prefix);
	if (counted)
		(void)snprintf(cell, sizeof cell, "%.1f",
			       summary_number(page->summary, key));
	else
		(void)snprintf(cell, sizeof cell, "-");
	page_cell(page->out, cell);
	for (size_t i = 0; i < 4; i++) {
		struct html_figure figure = {"", key, "s", 1, 1};
		char value[CELL_SIZE];

		(void)snprintf(key, sizeof key, "%s.%s", prefix, what[i]);
		if (!summary_has(page->summary, key)) {
			page_cell(page->out, "-");
			continue;
		}
		(void)html_value(page, &figure, value);
		(void)html_range(page, &figure, range);
		(void)snprintf(cell, sizeof cell,
			       range[0] != '\0' ? "%s (%s)" : "%s", value,
			       range);
		page_cell(page->out, cell);
	}
	page_row_end(page->out);
}

static void wait_table(struct html_page *page)
{
	static const char *const columns[] = {"Path", "Starts", "p50", "p95",
					      "p99",  "max",	NULL};
	char key[128];

	page_table(page->out,
		   html_one_run(page)
		       ? "One run"
		       : "Means of all replications (with 95 % intervals); max "
			 "is the worst of all",
		   columns);
	wait_row(page, "all", "wait_seconds", false);
	for (size_t i = 0; i < PATHS; i++) {
		(void)snprintf(key, sizeof key, "wait_seconds.by_path.%s",
			       paths[i]);
		if (by_path(page, paths[i], "count") > 0)
			wait_row(page, html_path_name(paths[i]), key, true);
	}
	wait_row(page, "server ready, with start-up", "ready_seconds", false);
	page_table_end(page->out);
}

static void starts_table(struct html_page *page)
{
	static const char *const columns[] = {"Starts", "Mean", "95 % interval",
					      NULL};
	static const char *const columns_one[] = {"Starts", "One run", NULL};
	static const struct html_figure rows[] = {
	    {"asked for", "starts.requested", "", 1, 1},
	    {"served", "starts.served", "", 1, 1},
	    {"refused", "starts.refused", "", 1, 1},
	    {"gave up waiting", "starts.abandoned", "", 1, 1},
	    {"still waiting at the end", "starts.pending_at_end", "", 1, 1},
	    {"not served", "starts.unserved", "%", 100, 2},
	};

	page_table(page->out, NULL, html_one_run(page) ? columns_one : columns);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		html_figure_row(page, &rows[i]);
	page_table_end(page->out);
}

static void path_table(struct html_page *page)
{
	static const char *const columns[] = {"Path", "Starts",
					      "Later than promised",
					      "Waiting, hours in all", NULL};
	const struct run_data *data = &page->data;
	char text[CELL_SIZE], caption[2 * CELL_SIZE];

	(void)snprintf(caption, sizeof caption,
		       "Who waited longer than %.0f s; %s",
		       summary_number(page->summary, "promise.wait_p95_s"),
		       html_which_run(page, text));
	page_table(page->out, caption, columns);
	for (size_t i = 0; i < data->path_count; i++) {
		page_row(page->out, html_path_name(data->paths[i].name));
		(void)snprintf(text, sizeof text, "%.0f",
			       data->paths[i].starts);
		page_cell(page->out, text);
		(void)snprintf(text, sizeof text, "%.0f", data->paths[i].late);
		page_cell(page->out, text);
		(void)snprintf(text, sizeof text, "%.2f",
			       data->paths[i].wait_s / 3600);
		page_cell(page->out, text);
		page_row_end(page->out);
	}
	page_table_end(page->out);
}

/* Waits end sooner where players leave. */
static void patience_line(struct html_page *page)
{
	char line[LINE_SIZE];

	(void)snprintf(line, sizeof line,
		       "Who waits gives up: for room %s; while the world is "
		       "moved or restored %s.",
		       summary_text(page->summary, "patience.for_room"),
		       summary_text(page->summary, "patience.in_transfer"));
	page_line(page->out, "soft", line);
}

void html_waiting(struct html_page *page)
{
	static const struct page_key keys[] = {
	    {"p50", NULL, "\xe2\x97\x8f"},		/* disc */
	    {"p95 (the number)", NULL, "\xe2\x97\x86"}, /* diamond */
	    {"p99", NULL, "\xc3\x97"},			/* cross */
	    {"promise for p95", NULL, "\xe2\x94\x86"},	/* dashed line */
	};
	FILE *out = page->out;

	page_section(out, "waiting", "3. Waiting");
	page_line(out, "",
		  "From the request to the moment a node holds the world: our "
		  "part, without the game's own start-up.");
	(void)fputs("<div class=\"pair\">\n", out);
	page_figure(
	    out, "How were starts served?",
	    html_one_run(page)
		? "Starts by path, one run"
		: "Starts by path; whiskers: 95 % interval of the mean");
	starts_chart(page);
	page_behind(out, "The figures behind this chart");
	starts_table(page);
	page_figure_end(out);
	page_figure(out, "Which path makes players wait?",
		    "Seconds by path, and the promise as a line");
	page_keys(out, keys, sizeof keys / sizeof keys[0]);
	waits_chart(page);
	page_behind(out, "The figures behind this chart");
	path_table(page);
	page_figure_end(out);
	(void)fputs("</div>\n", out);
	wait_table(page);
	patience_line(page);
	page_section_end(out);
}
