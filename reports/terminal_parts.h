/*
 * terminal_parts.h - what the parts of the table in the terminal share.
 * Internal to terminal.c and its parts.
 */
#ifndef REPORTS_TERMINAL_PARTS_H
#define REPORTS_TERMINAL_PARTS_H

#include <stdio.h>

#include "reports/summary.h"
#include "reports/text.h"

struct table {
	const struct summary *s;
	enum language language;
	FILE *out;
};

/* A text of the catalogue. */
const char *table_word(const struct table *t, enum text id);
/* A line with its places filled in. */
void table_line(const struct table *t, enum text id, const char *const *with);
/* A figure of the summary, times `scale`; `out` has NUMBER_SIZE bytes. */
char *table_figure(const struct table *t, const char *key, double scale,
		   int decimals, char *out);
/* A number, a word at the right of a column. */
void table_cell(const struct table *t, double value, int decimals, int width);
void table_head_cell(const struct table *t, enum text id, int width);
/* Is a promise kept?  In the capitals that it deserves. */
const char *table_kept(const struct table *t, const char *key);

/* Parts: the simulated alternatives; the same nights on a static fleet. */
void table_advice(const struct table *t);
void table_static_fleet(const struct table *t);

#endif /* REPORTS_TERMINAL_PARTS_H */
