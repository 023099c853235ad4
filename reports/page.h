/*
 * page.h - small writers of HTML.
 *
 * Owns the skeleton (page.html), the style sheet (page.css) and the escaping.
 * Knows nothing of runs.  Whatever comes from outside goes through page_text()
 * or a cell; format strings are ours and hold no text of others.  Write errors
 * stay in the FILE (ferror).
 */
#ifndef REPORTS_PAGE_H
#define REPORTS_PAGE_H

#include <stddef.h>
#include <stdio.h>

void page_text(FILE *out, const char *text);

/* From the doctype to the open <main>, and its end. */
void page_head(FILE *out, const char *language, const char *title);
void page_foot(FILE *out);

void page_section(FILE *out, const char *id, const char *heading);
void page_section_end(FILE *out);

/* <p class="...">text</p> */
void page_line(FILE *out, const char *class_name, const char *text);

/* Columns named by a list that ends with NULL; the first one labels the row. */
void page_table(FILE *out, const char *caption, const char *const *columns);
void page_row(FILE *out, const char *label);
void page_cell(FILE *out, const char *text);
/* The same with an interval in brackets behind it. */
void page_cell_range(FILE *out, const char *text, const char *range);
void page_row_end(FILE *out);
void page_table_end(FILE *out);

/* The meaning of a colour or a mark of a chart. */
struct page_key {
	const char *name;
	const char *colour; /* NULL: the colour of text */
	const char *mark;   /* NULL: a filled square */
};
void page_keys(FILE *out, const struct page_key *keys, size_t count);

/* A chart in its wide form and, where they are not NULL, others for small
 * screens and for paper.  Opens a <figure>, which the caller ends after the
 * table behind it: page_figure(); page_behind(); page_table() ...;
 * page_figure_end(). */
void page_figure(FILE *out, const char *title, const char *note);
void page_svg(FILE *out, const char *description, const char *wide,
	      const char *narrow, const char *paper);
void page_behind(FILE *out, const char *summary);
void page_figure_end(FILE *out);

#endif /* REPORTS_PAGE_H */
