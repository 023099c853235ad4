#include "reports/html_parts.h"

#include <stdlib.h>

/* --- 4: money
 * --------------------------------------------------------------------- */

static const char *const mean_columns[] = {"EUR", "Mean", "95 % interval",
					   NULL};
static const char *const one_columns[] = {"EUR", "One run", NULL};

static const char *const *columns_of(const struct html_page *page)
{
	return html_one_run(page) ? one_columns : mean_columns;
}

static void steps_chart(struct html_page *page)
{
	static const struct {
		const char *label, *colour, *key;
		double sign;
		bool total, may_hide;
	} parts[] = {
	    {"active, gross", COLOUR_INCOME, "revenue_eur.active_gross", 1,
	     false, false},
	    {"sleep, gross", COLOUR_INCOME, "revenue_eur.sleep_gross", 1, false,
	     false},
	    {"jobs, gross", COLOUR_INCOME, "revenue_eur.jobs_gross", 1, false,
	     true},
	    {"credits", COLOUR_TAKEN, "revenue_eur.credits", -1, false, true},
	    {"VAT", COLOUR_TAKEN, "revenue_eur.vat", -1, false, false},
	    {"payment fees", COLOUR_TAKEN, "revenue_eur.payment_fees", -1,
	     false, false},
	    {"net revenue", COLOUR_INCOME, "revenue_eur.net", 1, true, false},
	    {"dedicated", COLOUR_DEDICATED, "cost_eur.dedicated", -1, false,
	     false},
	    {"cloud", COLOUR_CLOUD, "cost_eur.cloud", -1, false, false},
	    {"storage", COLOUR_TAKEN, "cost_eur.storage", -1, false, false},
	    {"network", COLOUR_TAKEN, "cost_eur.network", -1, false, false},
	    {"other, setup", COLOUR_TAKEN, "cost_eur.other", -1, false, true},
	    {"margin", COLOUR_INCOME, "margin_eur", 1, true, false},
	};
	struct chart_step steps[sizeof parts / sizeof parts[0]];
	struct chart wide = {"money", 1040, 0},
		     narrow = {"moneynarrow", 390, 0};
	size_t count = 0;

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		double eur =
		    parts[i].sign * summary_number(page->summary, parts[i].key);

		if (!parts[i].may_hide || eur != 0)
			steps[count++] =
			    (struct chart_step){parts[i].label, parts[i].colour,
						eur, parts[i].total};
	}
	wide.height = narrow.height = 66 + 26 * (int)count;
	html_charts(page,
		    "Waterfall from gross revenue over VAT, fees and costs to "
		    "the margin; the table below holds the numbers.",
		    chart_steps(&wide, steps, count, page->error),
		    chart_steps(&narrow, steps, count, page->error));
}

static void money_table(struct html_page *page)
{
	static const struct html_figure rows[] = {
	    {"active worlds, gross", "revenue_eur.active_gross", "EUR", 1, 2},
	    {"sleeping worlds, gross", "revenue_eur.sleep_gross", "EUR", 1, 2},
	    {"jobs, gross", "revenue_eur.jobs_gross", "EUR", 1, 2},
	    {"credits", "revenue_eur.credits", "EUR", -1, 2},
	    {"VAT", "revenue_eur.vat", "EUR", -1, 2},
	    {"payment fees", "revenue_eur.payment_fees", "EUR", -1, 2},
	    {"net revenue", "revenue_eur.net", "EUR", 1, 2},
	    {"dedicated nodes", "cost_eur.dedicated", "EUR", -1, 2},
	    {"cloud nodes", "cost_eur.cloud", "EUR", -1, 2},
	    {"storage", "cost_eur.storage", "EUR", -1, 2},
	    {"network (IPv4)", "cost_eur.network", "EUR", -1, 2},
	    {"other, setup", "cost_eur.other", "EUR", -1, 2},
	    {"all costs", "cost_eur.total", "EUR", -1, 2},
	    {"margin", "margin_eur", "EUR", 1, 2},
	    {"margin, share of net", "margin_percent", "%", 1, 1},
	};

	page_table(page->out, NULL, columns_of(page));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (summary_has(page->summary, rows[i].key))
			html_figure_row(page, &rows[i]);
	page_table_end(page->out);
}

static const struct html_figure idle[] = {
    {"night", "cost_eur.idle.night", "EUR", 1, 2},
    {"slack by day", "cost_eur.idle.slack", "EUR", 1, 2},
    {"reserve in nodes", "cost_eur.idle.reserve", "EUR", 1, 2},
    {"rest of hours", "cost_eur.idle.rounding", "EUR", 1, 2},
    {"spare on purpose", "cost_eur.idle.spare", "EUR", 1, 2},
    {"boot", "cost_eur.idle.boot", "EUR", 1, 2},
    {"fragmentation", "cost_eur.idle.fragmentation", "EUR", 1, 2},
};
#define IDLES (sizeof idle / sizeof idle[0])

static int larger_first(const void *a, const void *b)
{
	double left = ((const struct chart_bar *)a)->value,
	       right = ((const struct chart_bar *)b)->value;

	return (left < right) - (left > right);
}

/* The chart; returns the sum of all causes. */
static double idle_chart(struct html_page *page)
{
	const struct chart chart = {"idle", 460, 66 + 32 * (int)IDLES};
	struct chart_bar bars[IDLES];
	double sum = 0;

	for (size_t i = 0; i < IDLES; i++) {
		bars[i] = (struct chart_bar){
		    idle[i].label, COLOUR_IDLE,
		    summary_number(page->summary, idle[i].key),
		    html_interval(page, idle[i].key)};
		sum += bars[i].value;
	}
	qsort(bars, IDLES, sizeof bars[0], larger_first);
	html_charts(page,
		    "Cost of RAM paid for and not used, by cause; the table "
		    "below holds the numbers.",
		    chart_bars(&chart, bars, IDLES, "EUR", page->error), NULL);
	return sum;
}

static void idle_table(struct html_page *page, double sum)
{
	char text[CELL_SIZE];

	page_table(page->out, NULL, columns_of(page));
	for (size_t i = 0; i < IDLES; i++)
		html_figure_row(page, &idle[i]);
	page_row(page->out, "sum");
	(void)snprintf(text, sizeof text, "%.2f EUR", sum);
	page_cell(page->out, text);
	if (!html_one_run(page))
		page_cell(page->out, "-");
	page_row_end(page->out);
	page_table_end(page->out);
}

static void usage_table(struct html_page *page)
{
	static const char *const one[] = {"What was sold", "One run", NULL};
	static const char *const mean[] = {"What was sold", "Mean",
					   "95 % interval", NULL};
	static const struct html_figure rows[] = {
	    {"running worlds", "usage.active_gb_hours", "GB h", 1, 0},
	    {"billed", "usage.billed_minutes", "minutes", 1, 0},
	    {"sleeping worlds", "usage.sleep_gb_months", "GB months", 1, 2},
	    {"jobs", "usage.job_gb_hours", "GB h", 1, 0},
	    {"RAM in use, mean", "fleet.ram_used_mean", "GB", 1, 0},
	    {"RAM asked for, peak", "peak_demand_gb", "GB", 1, 0},
	};

	page_table(page->out, NULL, html_one_run(page) ? one : mean);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (summary_has(page->summary, rows[i].key))
			html_figure_row(page, &rows[i]);
	page_table_end(page->out);
}

void html_money(struct html_page *page)
{
	static const struct page_key keys[] = {
	    {"income and what is kept", COLOUR_INCOME, NULL},
	    {"dedicated", COLOUR_DEDICATED, NULL},
	    {"cloud", COLOUR_CLOUD, NULL},
	    {"tax, fees, storage, network, setup", COLOUR_TAKEN, NULL},
	};
	FILE *out = page->out;
	char line[LINE_SIZE], share[CELL_SIZE];
	double sum, total = summary_number(page->summary, "cost_eur.total");

	page_section(out, "money", "4. Money");
	page_figure(out, "Where does the gross revenue go?",
		    html_one_run(page) ? "EUR, one run"
				       : "EUR, means of all replications");
	page_keys(out, keys, sizeof keys / sizeof keys[0]);
	steps_chart(page);
	page_behind(out, "The figures behind this chart, with intervals");
	money_table(page);
	page_figure_end(out);
	(void)fputs("<div class=\"pair\">\n", out);
	page_figure(out, "What do we pay for that nobody uses?",
		    html_one_run(page)
			? "EUR by cause"
			: "EUR by cause; whiskers: 95 % interval of the mean");
	sum = idle_chart(page);
	page_behind(out, "The figures behind this chart, with intervals");
	idle_table(page, sum);
	page_figure_end(out);
	(void)fputs("<div>\n", out);
	if (total > 0) {
		(void)snprintf(line, sizeof line,
			       "Of %.2f EUR of cost, %.2f EUR (%s %%) is for "
			       "RAM that no running world used.",
			       total, sum,
			       html_short(100 * sum / total, share));
		page_line(out, "", line);
	}
	usage_table(page);
	(void)fputs("</div>\n</div>\n", out);
	page_section_end(out);
}

/* --- 5: the static fleet
 * ------------------------------------------------------------ */

struct comparison {
	const char *label, *ours, *theirs, *difference, *unit;
	double scale;
	int decimals;
};

static void comparison_row(struct html_page *page, const struct comparison *c)
{
	const struct summary *s = page->summary;
	double ours = summary_number(s, c->ours) * c->scale,
	       theirs = summary_number(s, c->theirs) * c->scale;
	char text[CELL_SIZE];

	page_row(page->out, c->label);
	(void)snprintf(text, sizeof text, "%.*f %s", c->decimals, ours,
		       c->unit);
	page_cell(page->out, text);
	(void)snprintf(text, sizeof text, "%.*f %s", c->decimals, theirs,
		       c->unit);
	page_cell(page->out, text);
	(void)snprintf(text, sizeof text, "%+.*f %s", c->decimals,
		       ours - theirs, c->unit);
	page_cell(page->out, text);
}

/* Interval of the paired difference and what it says of A. */
static void difference_cells(struct html_page *page, const struct comparison *c)
{
	const struct summary *s = page->summary;
	char key[CELL_SIZE], text[CELL_SIZE] = "-";
	double low;

	if (c->difference == NULL) {
		page_cell(page->out, "-");
		page_cell(page->out, "-");
		return;
	}
	(void)snprintf(key, sizeof key, "static_fleet.difference.%s.low",
		       c->difference);
	if (summary_has(s, key)) {
		low = c->scale * summary_number(s, key);
		(void)snprintf(key, sizeof key,
			       "static_fleet.difference.%s.high",
			       c->difference);
		(void)snprintf(text, sizeof text, "%+.*f ... %+.*f %s",
			       c->decimals, low, c->decimals,
			       c->scale * summary_number(s, key), c->unit);
	}
	page_cell(page->out, text);
	(void)snprintf(key, sizeof key, "static_fleet.difference.%s.verdict",
		       c->difference);
	page_cell(page->out,
		  summary_has(s, key) ? summary_text(s, key) : "one run");
}

static const char *kept(const struct summary *s, const char *key)
{
	return summary_true(s, key) ? "kept" : "broken";
}

static void comparison_table(struct html_page *page)
{
	static const char *const columns[] = {"",
					      "A: elastic",
					      "B: static",
					      "A - B",
					      "95 % interval of A - B",
					      "Verdict on A",
					      NULL};
	static const struct comparison rows[] = {
	    {"margin", "margin_eur", "static_fleet.margin_eur", "margin_eur",
	     "EUR", 1, 2},
	    {"net revenue", "revenue_eur.net", "static_fleet.net", NULL, "EUR",
	     1, 2},
	    {"cost", "cost_eur.total", "static_fleet.cost_total", NULL, "EUR",
	     1, 2},
	    {"wait p95", "wait_seconds.p95", "static_fleet.wait_p95",
	     "wait_p95", "s", 1, 1},
	    {"not served", "starts.unserved", "static_fleet.unserved",
	     "unserved", "%", 100, 2},
	};

	page_table(page->out, "The intervals are those of paired differences",
		   columns);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		comparison_row(page, &rows[i]);
		difference_cells(page, &rows[i]);
		page_row_end(page->out);
	}
	page_row(page->out, "promise");
	page_cell(page->out, kept(page->summary, "promise.kept"));
	page_cell(page->out, kept(page->summary, "static_fleet.promise.kept"));
	for (int i = 0; i < 3; i++)
		page_cell(page->out, "-");
	page_row_end(page->out);
	page_table_end(page->out);
}

void html_static_fleet(struct html_page *page)
{
	const struct summary *s = page->summary;
	const cJSON *node;
	double promised = summary_number(s, "promise.wait_p95_s"),
	       waits = summary_number(s, "static_fleet.wait_p95");
	char line[LINE_SIZE], ours[CELL_SIZE], theirs[CELL_SIZE];

	page_section(page->out, "static",
		     "5. The same demand on a static fleet");
	if (!summary_has(s, "static_fleet")) {
		page_line(page->out, "",
			  "Not run: this run was started with --no-static or "
			  "with a journal.");
		page_section_end(page->out);
		return;
	}
	(void)fputs("<p>B is a fleet sized for the peak and never changed: ",
		    page->out);
	cJSON_ArrayForEach(node, summary_item(s, "static_fleet.nodes"))
	{
		const cJSON *type =
		    cJSON_GetObjectItemCaseSensitive(node, "type");
		const cJSON *count =
		    cJSON_GetObjectItemCaseSensitive(node, "count");

		if (cJSON_IsString(type) && cJSON_IsNumber(count)) {
			(void)fprintf(page->out, "%.0f x ", count->valuedouble);
			page_text(page->out, type->valuestring);
			(void)fputs(node->next != NULL ? ", " : "", page->out);
		}
	}
	(void)fputs(".</p>\n", page->out);
	if (summary_has(s, "static_fleet.verdict")) {
		(void)snprintf(line, sizeof line, "The elastic fleet %s.",
			       summary_text(s, "static_fleet.verdict"));
		page_line(page->out, "lead", line);
	}
	if ((waits <= promised) != summary_true(s, "promise.wait_kept")) {
		(void)snprintf(
		    line, sizeof line,
		    "The two do not serve alike: wait p95 is %s s against "
		    "%s s. Weigh the margin against that.",
		    html_short(summary_number(s, "wait_seconds.p95"), ours),
		    html_short(waits, theirs));
		page_line(page->out, "", line);
	}
	comparison_table(page);
	page_section_end(page->out);
}

/* --- 6: the fleet
 * ----------------------------------------------------------------- */

static void type_row(struct html_page *page, const struct run_type *type,
		     size_t dedicated_types)
{
	char text[CELL_SIZE];

	page_row(page->out, type->name);
	page_cell(page->out, type->dedicated ? "dedicated" : "cloud");
	(void)snprintf(text, sizeof text, "%.0f", type->nodes);
	page_cell(page->out, text);
	if (type->dedicated)
		(void)snprintf(text, sizeof text, "by the month");
	else
		(void)snprintf(text, sizeof text, "%.0f h", type->hours_billed);
	page_cell(page->out, text);
	if (!type->dedicated)
		(void)snprintf(text, sizeof text, "%.2f EUR", type->cost_eur);
	else if (dedicated_types == 1)
		(void)snprintf(
		    text, sizeof text, "%.2f EUR",
		    summary_number(page->summary, "cost_eur.dedicated"));
	else
		(void)snprintf(text, sizeof text, "see the sum");
	page_cell(page->out, text);
	page_row_end(page->out);
}

static void type_table(struct html_page *page)
{
	static const char *const columns[] = {"Type",	      "Kind", "Nodes",
					      "Hours billed", "Cost", NULL};
	const struct run_data *data = &page->data;
	char caption[2 * CELL_SIZE], text[CELL_SIZE];
	size_t dedicated = 0;

	for (size_t i = 0; i < data->type_count; i++)
		dedicated += data->types[i].dedicated;
	(void)snprintf(caption, sizeof caption, "By type of node; %s",
		       html_which_run(page, text));
	page_table(page->out, caption, columns);
	for (size_t i = 0; i < data->type_count; i++)
		type_row(page, &data->types[i], dedicated);
	if (dedicated > 1) {
		page_row(page->out, "all dedicated");
		for (int i = 0; i < 3; i++)
			page_cell(page->out, "");
		(void)snprintf(
		    text, sizeof text, "%.2f EUR",
		    summary_number(page->summary, "cost_eur.dedicated"));
		page_cell(page->out, text);
		page_row_end(page->out);
	}
	page_table_end(page->out);
}

void html_fleet(struct html_page *page)
{
	static const char *const one[] = {"Cloud", "One run", NULL};
	static const char *const mean[] = {"Cloud", "Mean", "95 % interval",
					   NULL};
	static const struct html_figure rows[] = {
	    {"nodes ordered", "fleet.vm_ordered", "", 1, 1},
	    {"orders that met 'sold out'", "fleet.vm_sold_out", "", 1, 1},
	    {"hours billed", "fleet.vm_hours_billed", "h", 1, 1},
	    {"hours used", "fleet.vm_hours_used", "h", 1, 1},
	    {"paid minutes thrown away", "fleet.paid_minutes_wasted", "min", 1,
	     0},
	    {"nodes at once, most", "fleet.cloud_peak", "", 1, 0},
	    {"nodes lost (failures)", "recovery.nodes_lost", "", 1, 1},
	    {"worlds interrupted", "worlds.interrupted", "", 1, 1},
	};

	page_section(page->out, "fleet", "6. The fleet");
	(void)fputs("<div class=\"pair\">\n<div>\n", page->out);
	type_table(page);
	(void)fputs("</div>\n<div>\n", page->out);
	page_table(page->out, NULL, html_one_run(page) ? one : mean);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		html_figure_row(page, &rows[i]);
	page_table_end(page->out);
	(void)fputs("</div>\n</div>\n", page->out);
	page_section_end(page->out);
}
