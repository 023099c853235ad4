/*
 * differences.h - variants side by side, from DIRECTORY/comparison.json: a
 * table of 80 columns, and DIRECTORY/compare.html.
 *
 * The base is A, the variants B, C, ... in their order.  Decides nothing:
 * intervals and verdicts stand in the file.
 */
#ifndef REPORTS_DIFFERENCES_H
#define REPORTS_DIFFERENCES_H

#include <stdbool.h>
#include <stdio.h>

#include "reports/number.h"
#include "reports/run_data.h"
#include "reports/summary.h"
#include "reports/text.h"
#include "reports/wording.h"

struct differences_view {
	struct summary all; /* owned */
	unsigned count;	    /* with the base */
	enum language language;
	FILE *out;
};

/* Is it the directory of a comparison? */
bool differences_are_in(const char *directory);
/* The table on standard output and the page in the directory; `as_json`: the
 * file as it is instead of the table.  Returns the exit status. */
int differences_report(const char *directory, enum language language,
		       bool force, bool as_json);

void differences_print(const struct differences_view *view);
bool differences_html_write(const struct differences_view *view,
			    struct error_text *error);

/* --- shared by both */

#define DIFFERENCES_SIZE (2 * NUMBER_SIZE + 4)
#define DIFFERENCES_LINE 1024

const char *differences_text(const struct differences_view *view, enum text id);
/* The base (0) or a variant, as far as it goes; nothing of it is owned. */
struct summary differences_of(const struct differences_view *view, unsigned i);
/* "A" */
const char *differences_letter(unsigned i);
/* "runs/ten: Friday night, ..." of a scenario, "policy.x=1" of --with. */
char *differences_name(const struct differences_view *view, unsigned i,
		       char out[DIFFERENCES_LINE]);

/* One figure of one of them, as it is shown. */
struct difference_shown {
	const char *key, *unit;
	char label[WORDING_SIZE];
	int decimals;
	double value;		      /* scaled; NAN: unknown */
	struct run_interval interval; /* of the base's value, or of the
					 difference; scaled */
	enum text verdict;	      /* of a difference */
};
unsigned differences_figures(const struct differences_view *view);
struct difference_shown differences_figure(const struct differences_view *view,
					   unsigned i, unsigned figure);
/* By its key.  False: there is none. */
bool differences_find(const struct differences_view *view, unsigned i,
		      const char *key, struct difference_shown *out);

/* "12.30"; "12.30 (11.90 ... 12.70)"; "+4.65 (+2.98 ... +6.32)"; "-" */
char *differences_value(const struct differences_view *view,
			const struct difference_shown *shown, char *out);
char *differences_value_range(const struct differences_view *view,
			      const struct difference_shown *shown, char *out);
char *differences_change(const struct differences_view *view,
			 const struct difference_shown *shown, char *out);

enum text differences_promise(const struct differences_view *view, unsigned i);
/* What it comes to, in one sentence. */
char *differences_lead(const struct differences_view *view,
		       char out[DIFFERENCES_LINE]);
/* How the intervals are to be read: line 0, 1, ...; NULL: there are no more. */
char *differences_note(const struct differences_view *view, unsigned line,
		       char out[DIFFERENCES_LINE]);

#endif /* REPORTS_DIFFERENCES_H */
