/*
 * html_parts.h - the sections of report.html, in the order of the page, and
 * what they share.  Internal to html.c and its sections.
 *
 * A section writes to page->out; a chart that cannot be drawn fills
 * page->error, and html_write() then keeps nothing.  All words come from
 * text.h.
 */
#ifndef REPORTS_HTML_PARTS_H
#define REPORTS_HTML_PARTS_H

#include <stdio.h>

#include "reports/charts.h"
#include "reports/number.h"
#include "reports/page.h"
#include "reports/run_data.h"
#include "reports/summary.h"
#include "reports/text.h"
#include "reports/wording.h"

#define LINE_SIZE 768
#define CELL_SIZE NUMBER_SIZE

struct html_page {
	const struct summary *summary;
	enum language language;
	struct run_data data;
	FILE *out;
	struct error_text *error;
};

void html_answer(struct html_page *page);
void html_night(struct html_page *page);
void html_waiting(struct html_page *page);
void html_money(struct html_page *page);
void html_fleet(struct html_page *page);
void html_parts(struct html_page *page);
void html_assumptions(struct html_page *page);
void html_reproduce(struct html_page *page);

/* Parts of a section: tiers, customers and accounts of 4, the static fleet of
 * 5, the causes of waiting of 3. */
void html_customers(struct html_page *page);
void html_accounts(struct html_page *page);
void html_static_fleet(struct html_page *page);
void html_causes(struct html_page *page);

/* --- what would help, levers.c */

/* A delay or an idle cause as something one can change. */
struct html_lever {
	enum text name, words;		/* of the cause; what to do about it */
	const char *key;		/* of the figure in summary.json */
	double amount;			/* hours or EUR; 0: there is none */
	double share;			/* of all late hours, of all cost */
	const char *const *assumptions; /* keys that govern it; NULL ends */
};
struct html_lever html_lever_of_waiting(const struct html_page *page);
struct html_lever html_lever_of_cost(const struct html_page *page);

/* --- numbers as the page writes them; `out` has CELL_SIZE bytes */

/* "1234.50" */
char *html_number(const struct html_page *page, double value, int decimals,
		  char *out);
/* Three significant digits, for prose: "1240000" -> "1240000", "1237" ->
 * "1240". */
char *html_short(const struct html_page *page, double value, char *out);
/* 4.654 -> "+4.65", 0.0001 -> "0.00" */
char *html_signed_eur(const struct html_page *page, double eur, char *out);

/* How a figure is shown: value * scale, decimals, unit. */
struct html_figure {
	enum text label;
	const char *key, *unit;
	double scale;
	int decimals;
};
char *html_value(const struct html_page *page, const struct html_figure *figure,
		 char *out);
/* "100.34 ... 103.71"; "" when there is no interval. */
char *html_range(const struct html_page *page, const struct html_figure *figure,
		 char *out);
/* A table row: label, value with unit, range or "-" where there is none. */
void html_figure_row(struct html_page *page, const struct html_figure *figure);
/* Rows of the figures that are known; `first` names the first column. */
void html_figure_table(struct html_page *page, enum text first,
		       const struct html_figure *rows, size_t count);
/* A cell: "12.3 (11.9 ... 12.8)", or "-" when it is not known. */
void html_figure_cell(struct html_page *page, const struct html_figure *figure);
void html_number_cell(struct html_page *page, double value, int decimals,
		      const char *unit);

struct run_interval html_interval(const struct html_page *page,
				  const char *key);
bool html_one_run(const struct html_page *page);
/* "first of 20 runs", "one run" */
char *html_which_run(const struct html_page *page, char *out);
/* The names of the paths of a start on the page. */
const char *html_path_name(const struct html_page *page, const char *path);

/* A text of the catalogue in the language of the page. */
const char *html_text(const struct html_page *page, enum text id);
/* A paragraph. */
void html_say(struct html_page *page, const char *class_name, enum text id,
	      const char *const *with);
void html_subheading(struct html_page *page, enum text id);
/* A table with these columns; `caption` may be NULL. */
void html_table(struct html_page *page, const char *caption,
		const enum text *columns, size_t count);

/* Write drawings, and free them: the second for small screens, the third for
 * paper, where they are not NULL. */
void html_charts(struct html_page *page, const char *description, char *wide,
		 char *narrow, char *paper);

#endif /* REPORTS_HTML_PARTS_H */
