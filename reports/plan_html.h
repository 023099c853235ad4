/*
 * plan_html.h - the parts of a plan's page, for the files that write it.
 *
 * Owns nothing; `view->out` is the page.  Amounts are what plan.json has: EUR,
 * parts of one, seconds.
 */
#ifndef REPORTS_PLAN_HTML_H
#define REPORTS_PLAN_HTML_H

#include "reports/plan.h"
#include "reports/run_data.h"
#include "reports/summary.h"

/* --- words */

/* A paragraph of a class, its text filled in. */
void plan_say(const struct plan_view *view, const char *class_name,
	      enum text id, const char *const *with);
/* A paragraph; nothing where there is nothing to say. */
void plan_put_line(const struct plan_view *view, const char *class_name,
		   const char *line);
/* A command. */
void plan_put_code(const struct plan_view *view, const char *text);

/* --- parts of the file */

struct summary plan_item(const struct summary *from, const char *list,
			 unsigned i);
unsigned plan_size(const struct summary *from, const char *list);
struct run_interval plan_interval(struct plan_figure figure);
struct run_interval plan_interval_of(const struct plan_view *view, unsigned i,
				     const char *key);
/* What the search was for: the margin or the cost a month. */
struct run_interval plan_eur(const struct plan_view *view, unsigned i);

/* --- numbers */

char *plan_number(const struct plan_view *view, const struct run_interval *in,
		  double scale, int decimals, bool with_sign, bool with_range,
		  char *out);
/* "30", "0.1": a limit as it was given. */
char *plan_limit(const struct plan_view *view, double value, char *out);
/* A cell of a table: the number, its interval below. */
void plan_put_cell(const struct plan_view *view, const struct run_interval *in,
		   double scale, int decimals, bool with_sign);

/* --- sections, in their order */

void plan_html_places(const struct plan_view *view, struct error_text *error);
void plan_html_tornado(const struct plan_view *view, struct error_text *error);
void plan_html_search(const struct plan_view *view);
void plan_html_reproduce(const struct plan_view *view);

#endif /* REPORTS_PLAN_HTML_H */
