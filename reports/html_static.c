/*
 * html_static.c - the same demand on a static fleet: money and service side by
 * side, paired.
 */
#include <math.h>

#include "reports/advice.h"
#include "reports/html_parts.h"
#include "reports/promise.h"

struct comparison {
	enum text label;
	const char *ours, *theirs, *difference, *unit;
	double scale;
	int decimals;
};

static void comparison_row(struct html_page *page, const struct comparison *c)
{
	const struct summary *s = page->summary;
	double ours = summary_number(s, c->ours) * c->scale,
	       theirs = summary_number(s, c->theirs) * c->scale;
	char text[CELL_SIZE], number[CELL_SIZE];

	page_row(page->out, html_text(page, c->label));
	html_number_cell(page, ours, c->decimals, c->unit);
	html_number_cell(page, theirs, c->decimals, c->unit);
	if (!isfinite(ours) || !isfinite(theirs)) {
		page_cell(page->out, "-");
		return;
	}
	(void)snprintf(
	    text, sizeof text, "%.100s %s",
	    number_signed(page->language, ours - theirs, c->decimals, number),
	    c->unit);
	page_cell(page->out, text);
}

/* Interval of the paired difference and what it says of A. */
static void difference_cells(struct html_page *page, const struct comparison *c)
{
	const struct summary *s = page->summary;
	char key[CELL_SIZE], text[CELL_SIZE] = "-", range[CELL_SIZE],
			     words[WORDING_SIZE];
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
		(void)snprintf(text, sizeof text, "%.120s %s",
			       number_range(page->language, low,
					    c->scale * summary_number(s, key),
					    c->decimals, true, range),
			       c->unit);
	}
	page_cell(page->out, text);
	(void)wording_difference(s, page->language, c->difference, words);
	page_cell(page->out,
		  words[0] != '\0' ? words : html_text(page, T_ONE_RUN));
}

static const char *promise_word(const struct html_page *page, const char *key)
{
	enum text verdict = promise_verdict(page->summary, key);

	return verdict == T_NOT_JUDGED ? "-" : html_text(page, verdict);
}

static void static_table(struct html_page *page)
{
	static const enum text columns[] = {
	    T_STATIC_FIGURE,	 T_STATIC_A,	    T_STATIC_B,
	    T_STATIC_DIFFERENCE, T_STATIC_INTERVAL, T_STATIC_VERDICT_ON};
	static const struct comparison rows[] = {
	    {T_STATIC_MARGIN, "margin_eur", "static_fleet.margin_eur",
	     "margin_eur", "EUR", 1, 2},
	    {T_STATIC_NET, "revenue_eur.net", "static_fleet.net", NULL, "EUR",
	     1, 2},
	    {T_STATIC_COST, "cost_eur.total", "static_fleet.cost_total", NULL,
	     "EUR", 1, 2},
	    {T_STATIC_BOUND, "bound.ratio", "static_fleet.bound_ratio", NULL,
	     "", 1, 2},
	    {T_STATIC_WITHIN, "starts.within_promise",
	     "static_fleet.within_promise", "within_promise", "%", 100, 1},
	    {T_STATIC_NO_ROOM, "starts.no_room", "static_fleet.no_room", NULL,
	     "%", 100, 3},
	    {T_STATIC_WAIT, "wait_seconds.p95", "static_fleet.wait_p95", NULL,
	     "s", 1, 1},
	    {T_STATIC_UNSERVED, "starts.unserved", "static_fleet.unserved",
	     "unserved", "%", 100, 2},
	};

	html_table(page, html_text(page, T_STATIC_CAPTION), columns,
		   sizeof columns / sizeof columns[0]);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		comparison_row(page, &rows[i]);
		difference_cells(page, &rows[i]);
		page_row_end(page->out);
	}
	page_row(page->out, html_text(page, T_STATIC_PROMISE));
	page_cell(page->out, promise_word(page, "promise.kept"));
	page_cell(page->out, promise_word(page, "static_fleet.promise.kept"));
	for (int i = 0; i < 3; i++)
		page_cell(page->out, "-");
	page_row_end(page->out);
	page_table_end(page->out);
}

void html_static_fleet(struct html_page *page)
{
	const struct summary *s = page->summary;
	char words[WORDING_SIZE], fleet[ADVICE_SIZE], ours[CELL_SIZE],
	    theirs[CELL_SIZE];

	html_subheading(page, T_STATIC_HEADING);
	if (!summary_has(s, "static_fleet")) {
		html_say(page, "", T_STATIC_NOT_RUN, NULL);
		return;
	}
	html_say(page, "", T_STATIC_WHAT,
		 WITH(advice_static(s, page->language, fleet)));
	if (summary_has(s, "static_fleet.verdict"))
		html_say(page, "", T_STATIC_VERDICT,
			 WITH(wording_verdict(s, page->language, words)));
	if (promise_verdict(s, "promise.wait.verdict") !=
	    promise_verdict(s, "static_fleet.promise.wait.verdict"))
		html_say(
		    page, "", T_STATIC_UNEQUAL,
		    WITH(html_short(
			     page,
			     100 * summary_number(s, "starts.within_promise"),
			     ours),
			 html_short(page,
				    100 * summary_number(
					      s, "static_fleet.within_promise"),
				    theirs)));
	static_table(page);
}
