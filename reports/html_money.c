#include "reports/html_parts.h"

#include <stdlib.h>
#include <string.h>

#include "reports/advice.h"
#include "reports/bound.h"

static void steps_chart(struct html_page *page)
{
	static const struct {
		enum text label;
		const char *colour, *key;
		double sign;
		bool total, may_hide;
	} parts[] = {
	    {T_BAR_ACTIVE, COLOUR_INCOME, "revenue_eur.active_gross", 1, false,
	     false},
	    {T_BAR_SLEEP, COLOUR_INCOME, "revenue_eur.sleep_gross", 1, false,
	     false},
	    {T_BAR_JOBS, COLOUR_INCOME, "revenue_eur.jobs_gross", 1, false,
	     true},
	    {T_BAR_CREDITS, COLOUR_TAKEN, "revenue_eur.credits", -1, false,
	     true},
	    {T_BAR_VAT, COLOUR_TAKEN, "revenue_eur.vat", -1, false, false},
	    {T_BAR_FEES, COLOUR_TAKEN, "revenue_eur.payment_fees", -1, false,
	     false},
	    {T_BAR_NET, COLOUR_INCOME, "revenue_eur.net", 1, true, false},
	    {T_BAR_DEDICATED, COLOUR_DEDICATED, "cost_eur.dedicated", -1, false,
	     true},
	    {T_BAR_CLOUD, COLOUR_CLOUD, "cost_eur.cloud", -1, false, true},
	    {T_BAR_STORAGE, COLOUR_TAKEN, "cost_eur.storage", -1, false, true},
	    {T_BAR_NETWORK, COLOUR_TAKEN, "cost_eur.network", -1, false, false},
	    {T_BAR_OTHER, COLOUR_TAKEN, "cost_eur.other", -1, false, true},
	    {T_BAR_MARGIN, COLOUR_INCOME, "margin_eur", 1, true, false},
	};
	struct chart_step steps[sizeof parts / sizeof parts[0]];
	struct chart wide = {"money", 1040, 0, page->language, true},
		     narrow = {"moneynarrow", 390, 0, page->language, false};
	size_t count = 0;

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		double eur =
		    parts[i].sign * summary_number(page->summary, parts[i].key);

		if (parts[i].may_hide && eur >= 0 && eur <= 0)
			continue;
		steps[count++] = (struct chart_step){
		    html_text(page, parts[i].label), parts[i].colour, eur,
		    parts[i].total, html_interval(page, parts[i].key)};
	}
	wide.height = narrow.height = 80 + 26 * (int)count;
	html_charts(page, html_text(page, T_MONEY_ALT),
		    chart_steps(&wide, steps, count, page->error),
		    chart_steps(&narrow, steps, count, page->error), NULL);
}

/* Nothing that is not drawn. */
static void money_keys(struct html_page *page)
{
	const struct summary *s = page->summary;
	bool loss = summary_number(s, "margin_eur") < 0 ||
		    summary_number(s, "revenue_eur.net") < 0;
	const struct {
		enum text name;
		const char *colour;
		bool drawn;
	} all[] = {
	    {T_KEY_INCOME, COLOUR_INCOME,
	     summary_number(s, "revenue_eur.active_gross") > 0},
	    {T_KEY_LOSS, COLOUR_UNSERVED, loss},
	    {T_KEY_DEDICATED, COLOUR_DEDICATED,
	     summary_number(s, "cost_eur.dedicated") > 0},
	    {T_KEY_CLOUD, COLOUR_CLOUD,
	     summary_number(s, "cost_eur.cloud") > 0},
	    {T_KEY_TAKEN, COLOUR_TAKEN, true},
	};
	struct page_key keys[sizeof all / sizeof all[0]];
	size_t count = 0;

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (all[i].drawn)
			keys[count++] = (struct page_key){
			    html_text(page, all[i].name), all[i].colour, NULL};
	page_keys(page->out, keys, count);
}

static void put_waterfall(struct html_page *page)
{
	struct html_figure rows[] = {
	    {T_BAR_ACTIVE, "revenue_eur.active_gross", "EUR", 1, 2},
	    {T_BAR_SLEEP, "revenue_eur.sleep_gross", "EUR", 1, 2},
	    {T_BAR_JOBS, "revenue_eur.jobs_gross", "EUR", 1, 2},
	    {T_BAR_CREDITS, "revenue_eur.credits", "EUR", -1, 2},
	    {T_BAR_VAT, "revenue_eur.vat", "EUR", -1, 2},
	    {T_BAR_FEES, "revenue_eur.payment_fees", "EUR", -1, 2},
	    {T_BAR_NET, "revenue_eur.net", "EUR", 1, 2},
	    {T_BAR_DEDICATED, "cost_eur.dedicated", "EUR", -1, 2},
	    {T_BAR_CLOUD, "cost_eur.cloud", "EUR", -1, 2},
	    {T_BAR_STORAGE, "cost_eur.storage", "EUR", -1, 2},
	    {T_BAR_NETWORK, "cost_eur.network", "EUR", -1, 2},
	    {T_BAR_OTHER, "cost_eur.other", "EUR", -1, 2},
	    {T_BAR_TOTAL, "cost_eur.total", "EUR", -1, 2},
	    {T_BAR_MARGIN, "margin_eur", "EUR", 1, 2},
	    {T_BAR_PERCENT, "margin_percent", "%", 1, 1},
	    {T_BAR_PLAYER_HOUR, "eur_per_player_hour", "EUR", 1, 4},
	    {T_BAR_GB_HOUR, "eur_per_gb_hour", "EUR", 1, 4},
	    {T_BAR_MACHINES, "bound.machines_eur", "EUR", 1, 2},
	    {T_BAR_LEAST, "bound.least_eur", "EUR", 1, 2},
	    {T_BAR_RATIO, "bound.ratio", "", 1, 2},
	};
	const struct html_figure *margin = &rows[13];
	struct html_figure *percent = &rows[14];
	size_t count = sizeof rows / sizeof rows[0];
	char value[CELL_SIZE], range[CELL_SIZE], note[2 * CELL_SIZE],
	    bound[BOUND_TEXT_SIZE];

	(void)html_value(page, margin, value);
	(void)html_range(page, margin, range);
	(void)text_fill(note, sizeof note, page->language,
			html_one_run(page) ? T_MONEY_NOTE_ONE
			: range[0] == '\0' ? T_MONEY_NOTE
					   : T_MONEY_NOTE_MARGIN,
			WITH(value, range));
	page_figure(page->out, html_text(page, T_MONEY_QUESTION), note);
	money_keys(page);
	steps_chart(page);
	page_behind(page->out, html_text(page, T_BEHIND_INTERVALS));
	if (!advice_share_tells(page->summary)) {
		count--;
		memmove(percent, percent + 1,
			(size_t)(rows + count - percent) * sizeof *percent);
	}
	html_figure_table(page, T_COLUMN_EUR, rows, count);
	page_figure_end(page->out);
	if (bound_text(page->summary, page->language, bound)[0] != '\0')
		page_line(page->out, "", bound);
}

/* --- idle ----------------------------------------------------------------- */

static const struct html_figure idle[] = {
    {T_BAR_IDLE_NIGHT, "cost_eur.idle.night", "EUR", 1, 2},
    {T_BAR_IDLE_SLACK, "cost_eur.idle.slack", "EUR", 1, 2},
    {T_BAR_IDLE_RESERVE, "cost_eur.idle.reserve", "EUR", 1, 2},
    {T_BAR_IDLE_ROUNDING, "cost_eur.idle.rounding", "EUR", 1, 2},
    {T_BAR_IDLE_SPARE, "cost_eur.idle.spare", "EUR", 1, 2},
    {T_BAR_IDLE_BOOT, "cost_eur.idle.boot", "EUR", 1, 2},
    {T_BAR_IDLE_FRAGMENTATION, "cost_eur.idle.fragmentation", "EUR", 1, 2},
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
	struct chart chart = {"idle", 460, 0, page->language, true};
	struct chart_bar bars[IDLES];
	size_t count = 0;
	double sum = 0;

	for (size_t i = 0; i < IDLES; i++) {
		if (!summary_has(page->summary, idle[i].key))
			continue;
		bars[count] = (struct chart_bar){
		    html_text(page, idle[i].label), COLOUR_IDLE,
		    summary_number(page->summary, idle[i].key),
		    html_interval(page, idle[i].key)};
		sum += bars[count++].value;
	}
	qsort(bars, count, sizeof bars[0], larger_first);
	chart.height = 80 + 32 * (int)count;
	html_charts(page, html_text(page, T_IDLE_ALT),
		    chart_bars(&chart, bars, count, "EUR", 2, page->error),
		    NULL, NULL);
	return sum;
}

static double idle_figure(struct html_page *page)
{
	double sum;

	page_figure(page->out, html_text(page, T_IDLE_QUESTION),
		    html_text(page, html_one_run(page) ? T_IDLE_NOTE_ONE
						       : T_IDLE_NOTE));
	sum = idle_chart(page);
	page_behind(page->out, html_text(page, T_BEHIND_INTERVALS));
	html_figure_table(page, T_COLUMN_EUR, idle, IDLES);
	page_figure_end(page->out);
	return sum;
}

static void put_sold(struct html_page *page, double idle_eur)
{
	static const struct html_figure rows[] = {
	    {T_SOLD_RUNNING, "usage.active_gb_hours", "GB h", 1, 0},
	    {T_SOLD_BILLED, "usage.billed_minutes", "min", 1, 0},
	    {T_SOLD_SLEEPING, "usage.sleep_gb_months", "", 1, 2},
	    {T_SOLD_JOBS, "usage.job_gb_hours", "GB h", 1, 0},
	    {T_SOLD_RAM, "fleet.ram_used_mean", "GB", 1, 0},
	    {T_SOLD_PEAK, "peak_demand_gb", "GB", 1, 0},
	};
	double total = summary_number(page->summary, "cost_eur.total");
	char all[CELL_SIZE], part[CELL_SIZE], share[CELL_SIZE];

	(void)html_number(page, total, 2, all);
	(void)html_number(page, idle_eur, 2, part);
	if (total > 0)
		html_say(page, "", T_IDLE_SENTENCE,
			 WITH(all, part,
			      html_short(page, 100 * idle_eur / total, share)));
	html_figure_table(page, T_SOLD, rows, sizeof rows / sizeof rows[0]);
}

void html_money(struct html_page *page)
{
	double idle_eur;

	page_section(page->out, "money", html_text(page, T_MONEY_HEADING));
	put_waterfall(page);
	(void)fputs("<div class=\"pair\">\n", page->out);
	idle_eur = idle_figure(page);
	(void)fputs("<div>\n", page->out);
	put_sold(page, idle_eur);
	(void)fputs("</div>\n</div>\n", page->out);
	html_accounts(page);
	html_customers(page);
	page_section_end(page->out);
}
