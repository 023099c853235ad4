/*
 * compare.h - two runs side by side: a table of 80 columns, and
 * DIRECTORY_B/compare.html.  Both show the figures of pairs.h.
 */
#ifndef REPORTS_COMPARE_H
#define REPORTS_COMPARE_H

#include <stdio.h>

#include "reports/number.h"
#include "reports/pairs.h"

void compare_print(const struct pairs *pairs, enum language language,
		   FILE *out);
bool compare_html_write(const struct pairs *pairs, enum language language,
			struct error_text *error);

/* --- shared by both; `out` has COMPARE_SIZE bytes */

#define COMPARE_SIZE (2 * NUMBER_SIZE + 4)

/* What is shown, in which words, where. */
struct compare_view {
	const struct pairs *pairs;
	enum language language;
	FILE *out;
};
/* Late starts over time in both runs; compare_late.c.  False: error is set. */
bool compare_late_write(const struct compare_view *view,
			struct error_text *error);
const char *compare_text(const struct compare_view *view, enum text id);

/* The figures that decide. */
struct compare_headline {
	enum text label;
	const char *key, *unit;
	double scale;
	int decimals;
};
extern const struct compare_headline compare_headlines[];
extern const size_t compare_headline_count;

/* Decimals that suit the sizes of a figure. */
int compare_decimals(const struct pair_figure *figure);
/* "12.30", or "-" when it is not known. */
char *compare_number(const struct compare_view *view, double value,
		     int decimals, char *out);
/* "+4.65", "+4.65 (+2.98 ... +6.32)" or "-" */
char *compare_difference(const struct compare_view *view,
			 const struct run_interval *difference, double scale,
			 int decimals, char *out);
/* What B does with the margin. */
enum text compare_answer(const struct pairs *pairs);
/* Is a run's promise kept?  T_NOT_JUDGED without starts. */
enum text compare_promise(const struct summary *summary);
/* Whether the runs are paired, or why not. */
char *compare_pairing(const struct compare_view *view, char *out, size_t size);

#endif /* REPORTS_COMPARE_H */
