/*
 * html_customers.c - money by size of world and by tenth of the customers.
 */
#include "reports/html_parts.h"

#include <math.h>

#define DECILES 10
#define KEY_SIZE 96

/* --- tiers ---------------------------------------------------------------- */

static void tier_row(struct html_page *page, enum text name, const char *tier)
{
	static const struct {
		const char *key;
		double scale;
		int decimals;
		const char *unit;
	} cells[] = {
	    {"starts", 1, 1, ""},   {"unserved", 100, 2, "%"},
	    {"wait_p95", 1, 0, ""}, {"gb_hours", 1, 0, ""},
	    {"net_eur", 1, 2, ""},  {"cost_eur", 1, 2, ""},
	};
	double total = summary_number(page->summary, "cost_eur.total");
	char key[KEY_SIZE];
	const struct html_figure margin = {name, key, "", 1, 2};

	page_row(page->out, html_text(page, name));
	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
		const struct html_figure figure = {name, key, cells[i].unit,
						   cells[i].scale,
						   cells[i].decimals};

		(void)snprintf(key, sizeof key, "tiers.%s.%s", tier,
			       cells[i].key);
		html_figure_cell(page, &figure);
	}
	(void)snprintf(key, sizeof key, "tiers.%s.cost_eur", tier);
	html_number_cell(
	    page,
	    total > 0 ? 100 * summary_number(page->summary, key) / total : 0, 1,
	    "%");
	(void)snprintf(key, sizeof key, "tiers.%s.margin_eur", tier);
	html_figure_cell(page, &margin);
	page_row_end(page->out);
}

static void customers_tiers(struct html_page *page)
{
	static const enum text columns[] = {
	    T_COLUMN_TIER,     T_COLUMN_STARTS,	    T_COLUMN_UNSERVED,
	    T_COLUMN_WAIT_P95, T_COLUMN_GB_HOURS,   T_COLUMN_NET,
	    T_COLUMN_COST,     T_COLUMN_COST_SHARE, T_COLUMN_MARGIN};

	html_subheading(page, T_TIER_QUESTION);
	(void)fputs("<div class=\"intervals\">\n", page->out);
	html_table(page, html_text(page, T_TIER_CAPTION), columns,
		   sizeof columns / sizeof columns[0]);
	tier_row(page, T_TIER_SMALL, "small");
	tier_row(page, T_TIER_MEDIUM, "medium");
	tier_row(page, T_TIER_LARGE, "large");
	page_table_end(page->out);
	(void)fputs("</div>\n", page->out);
}

/* --- customers ------------------------------------------------------------ */

static const char *decile_key(char *key, int decile, const char *what)
{
	(void)snprintf(key, KEY_SIZE, "customers.deciles.d%d.%s", decile, what);
	return key;
}

static void decile_chart(struct html_page *page)
{
	struct chart_pair pairs[DECILES];
	char labels[DECILES][CELL_SIZE];
	const struct chart wide = {"customers", 1040, 80 + 34 * DECILES,
				   page->language, true},
			   narrow = {"customersnarrow", 390, 80 + 34 * DECILES,
				     page->language, false};
	char key[KEY_SIZE];

	for (int d = 1; d <= DECILES; d++) {
		(void)snprintf(labels[d - 1], sizeof labels[0], "%d", d);
		pairs[d - 1] = (struct chart_pair){
		    labels[d - 1], COLOUR_INCOME, COLOUR_TAKEN,
		    summary_number(page->summary,
				   decile_key(key, d, "net_eur")),
		    summary_number(page->summary,
				   decile_key(key, d, "cost_eur"))};
	}
	html_charts(page, html_text(page, T_CUSTOMER_ALT),
		    chart_pairs(&wide, pairs, DECILES, "EUR", page->error),
		    chart_pairs(&narrow, pairs, DECILES, "EUR", page->error),
		    NULL);
}

static void decile_table(struct html_page *page)
{
	static const enum text columns[] = {T_COLUMN_TENTH, T_COLUMN_CUSTOMERS,
					    T_COLUMN_NET, T_COLUMN_COST,
					    T_COLUMN_MARGIN};
	static const char *const what[] = {"count", "net_eur", "cost_eur",
					   "margin_eur"};
	char key[KEY_SIZE], label[2 * CELL_SIZE];

	html_table(page, NULL, columns, sizeof columns / sizeof columns[0]);
	for (int d = 1; d <= DECILES; d++) {
		(void)snprintf(
		    label, sizeof label,
		    d == 1 || d == DECILES ? "%d, %s" : "%d", d,
		    html_text(page, d == 1 ? T_DECILE_FIRST : T_DECILE_LAST));
		page_row(page->out, label);
		for (size_t i = 0; i < sizeof what / sizeof what[0]; i++) {
			const struct html_figure figure = {
			    T_ALL, decile_key(key, d, what[i]), "", 1,
			    i == 0 ? 1 : 2};

			html_figure_cell(page, &figure);
		}
		page_row_end(page->out);
	}
	page_table_end(page->out);
}

/* Means of counts: "3", "3.4" */
static char *mean_count(const struct html_page *page, double value, char *out)
{
	return html_number(page, value, value == floor(value) ? 0 : 1, out);
}

/* Tenths of fewer customers than ten are mostly empty. */
static bool has_tenths(const struct html_page *page)
{
	return summary_number(page->summary, "customers.count") >= DECILES;
}

static void customers_sentences(struct html_page *page)
{
	static const struct html_figure loss = {T_ALL, "customers.loss_eur", "",
						1, 2};
	const struct summary *s = page->summary;
	char losing[CELL_SIZE], count[CELL_SIZE], eur[CELL_SIZE],
	    range[CELL_SIZE], brackets[CELL_SIZE + 4] = "", top[CELL_SIZE],
						   margin[CELL_SIZE];
	char key[KEY_SIZE];

	(void)mean_count(page, summary_number(s, "customers.losing"), losing);
	(void)mean_count(page, summary_number(s, "customers.count"), count);
	(void)html_value(page, &loss, eur);
	(void)html_range(page, &loss, range);
	if (range[0] != '\0')
		(void)snprintf(brackets, sizeof brackets, " (%s)", range);
	html_say(page, "", T_CUSTOMER_SENTENCE,
		 WITH(losing, count, eur, brackets));
	(void)html_number(
	    page, summary_number(s, decile_key(key, DECILES, "margin_eur")), 2,
	    top);
	(void)html_number(page, summary_number(s, "margin_eur"), 2, margin);
	if (has_tenths(page))
		html_say(page, "", T_CUSTOMER_TOP, WITH(top, margin));
	html_say(page, "soft", T_CUSTOMER_WHO, NULL);
}

static void customers_losers(struct html_page *page)
{
	static const enum text columns[] = {
	    T_COLUMN_CUSTOMER, T_COLUMN_STARTS, T_COLUMN_HELD,
	    T_COLUMN_ON_CLOUD, T_COLUMN_DISK,	T_COLUMN_NET,
	    T_COLUMN_COST,     T_COLUMN_MARGIN};
	char caption[2 * CELL_SIZE], which[CELL_SIZE];

	if (page->data.loser_count == 0)
		return;
	page_behind(page->out, html_text(page, T_LOSERS));
	html_table(page,
		   text_fill(caption, sizeof caption, page->language,
			     T_LOSERS_CAPTION,
			     WITH(html_which_run(page, which))),
		   columns, sizeof columns / sizeof columns[0]);
	for (size_t i = 0; i < page->data.loser_count; i++) {
		const struct run_customer *row = &page->data.losers[i];

		page_row(page->out, row->name);
		html_number_cell(page, row->starts, 0, "");
		html_number_cell(page, row->held_gb_hours, 1, "");
		html_number_cell(page,
				 row->held_gb_hours > 0
				     ? 100 * row->cloud_gb_hours /
					   row->held_gb_hours
				     : 0,
				 0, "%");
		html_number_cell(page, row->disk_gb, 1, "");
		html_number_cell(page, row->net_eur, 3, "");
		html_number_cell(page, row->cost_eur, 3, "");
		html_number_cell(page, row->net_eur - row->cost_eur, 3, "");
		page_row_end(page->out);
	}
	page_table_end(page->out);
	(void)fputs("</details>\n", page->out);
}

void html_customers(struct html_page *page)
{
	const struct page_key keys[] = {
	    {html_text(page, T_KEY_REVENUE), COLOUR_INCOME, NULL},
	    {html_text(page, T_KEY_COST), COLOUR_TAKEN, NULL},
	};

	if (summary_number(page->summary, "customers.count") <= 0)
		return;
	customers_tiers(page);
	html_subheading(page, T_CUSTOMER_QUESTION);
	customers_sentences(page);
	if (has_tenths(page)) {
		page_figure(page->out, html_text(page, T_CUSTOMER_NOTE), NULL);
		page_keys(page->out, keys, sizeof keys / sizeof keys[0]);
		decile_chart(page);
		page_behind(page->out, html_text(page, T_BEHIND_INTERVALS));
		decile_table(page);
		page_figure_end(page->out);
	}
	customers_losers(page);
}
