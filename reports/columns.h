/*
 * columns.h - words in columns of a terminal.  Widths count characters, not
 * bytes: "Kapazität" is nine wide.
 */
#ifndef REPORTS_COLUMNS_H
#define REPORTS_COLUMNS_H

#include <stdio.h>

#define COLUMNS_WIDTH 80

/* Characters of UTF-8. */
int columns_of(const char *text);

/* Padded to `width` with spaces behind it, or before it. */
void columns_left(FILE *out, const char *text, int width);
void columns_right(FILE *out, const char *text, int width);

/* Words in lines of COLUMNS_WIDTH: `first`, padded to `indent`, then `text`;
 * its further lines begin at `indent`. */
void columns_wrap(FILE *out, const char *first, int indent, const char *text);

#endif /* REPORTS_COLUMNS_H */
