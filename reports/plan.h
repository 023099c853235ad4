/*
 * plan.h - the cheapest fleet and policy, from DIRECTORY/plan.json: a table of
 * 80 columns, and DIRECTORY/plan.html.
 *
 * Decides nothing: intervals and verdicts stand in the file.
 */
#ifndef REPORTS_PLAN_H
#define REPORTS_PLAN_H

#include <stdbool.h>
#include <stdio.h>

#include "reports/number.h"
#include "reports/summary.h"
#include "reports/text.h"

struct plan_view {
	struct summary all; /* owned */
	unsigned count;	    /* plans */
	enum language language;
	FILE *out;
};

/* Is it the directory of a plan? */
bool plan_is_in(const char *directory);
/* The table on standard output and the page in the directory; `as_json`: the
 * file as it is instead of the table.  Returns the exit status. */
int plan_report(const char *directory, enum language language, bool force,
		bool as_json);

void plan_print(const struct plan_view *view);
bool plan_html_write(const struct plan_view *view, struct error_text *error);

/* --- shared by table and page; `out` has PLAN_LINE bytes and is returned */

#define PLAN_LINE 1024

const char *plan_text(const struct plan_view *view, enum text id);
/* A plan as far as it goes, 0: the first; nothing of it is owned. */
struct summary plan_of(const struct plan_view *view, unsigned i);

/* A figure of a plan: the value, and its interval if it is known. */
struct plan_figure {
	double value, low, high; /* NAN: not known; HUGE_VAL: over */
};
struct plan_figure plan_figure(const struct plan_view *view, unsigned i,
			       const char *key);
/* An estimate below an item of plan.json. */
struct plan_figure plan_estimate(const cJSON *home, const char *key);
/* "1.23 (1.20 ... 1.26)" */
char *plan_figure_text(const struct plan_view *view, struct plan_figure figure,
		       int decimals, bool with_sign, char *out);

/* One entry of `words`, or of the words of a level; "" if it has none. */
char *plan_word(const struct plan_view *view, const cJSON *word, char *out);
/* Name of an axis, by an entry of `axes` or of `ends`. */
const char *plan_axis(const struct plan_view *view, const cJSON *axis);
/* Was the cheapest searched, not the one that earns most? */
bool plan_is_by_cost(const struct plan_view *view);
/* What is rented; what is set; what differs from the first. */
char *plan_rent(const struct plan_view *view, unsigned i, char *out);
/* The first; of a plan that is known by its keys alone, the second. */
char *plan_in_short(const struct plan_view *view, unsigned i, char *out);
char *plan_rules(const struct plan_view *view, unsigned i, char *out);
char *plan_change(const struct plan_view *view, unsigned i, char *out);
enum text plan_verdict(const struct plan_view *view, unsigned i);
enum text plan_promise(const struct summary *plan);

/* Which plan, how sure, and how it was found. */
char *plan_certainty(const struct plan_view *view, char *out);
/* "95 % of starts within 30 s, ..." */
char *plan_promised(const struct plan_view *view, char *out);
char *plan_window(const struct plan_view *view, char *out);
/* Name of a parameter of the tornado. */
const char *plan_parameter(const struct plan_view *view, const char *code);
/* What happens to the plan at an end of a parameter. */
char *plan_then(const struct plan_view *view, const cJSON *side, char *out);
/* What the answer hangs on. */
char *plan_priors(const struct plan_view *view, char *out);
/* Where a plan stands at an end: line 0, 1, ...; NULL: no more. */
char *plan_end(const struct plan_view *view, const cJSON *ends, unsigned line,
	       char *out);
/* Which part of the promise fails by how much; NULL: no more. */
char *plan_fails(const struct plan_view *view, unsigned line, char *out);

#endif /* REPORTS_PLAN_H */
