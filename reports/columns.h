/*
 * columns.h - words in columns of a terminal.  Widths count columns, not
 * bytes: "Kapazität" is nine wide, and an East Asian letter or an emoji two.
 */
#ifndef REPORTS_COLUMNS_H
#define REPORTS_COLUMNS_H

#include <stdio.h>

#define COLUMNS_WIDTH 80

/* Of UTF-8. */
int columns_of(const char *text);

/* Padded to `width` with spaces behind it, or before it. */
void columns_left(FILE *out, const char *text, int width);
void columns_right(FILE *out, const char *text, int width);

/* Words in lines of COLUMNS_WIDTH: `first`, padded to `indent`, then `text`;
 * its further lines begin at `indent`. */
void columns_wrap(FILE *out, const char *first, int indent, const char *text);

/* A line as it is, or if it is wider than COLUMNS_WIDTH its words in several,
 * the further ones at `indent`. */
void columns_line(FILE *out, int indent, const char *text);

/* As columns_left(), but a text of more than `most` columns is cut and ends
 * with three dots. */
void columns_cut(FILE *out, const char *text, int width, int most);

#endif /* REPORTS_COLUMNS_H */
