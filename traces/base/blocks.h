/*
 * blocks.h - numbers drawn with characters: eighths of a block, shades, or
 * plain ASCII where the terminal has no UTF-8.
 */
#ifndef TRACES_BLOCKS_H
#define TRACES_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* One column as high as `share` (0 ... 1) of a line. */
const char *block_column(double share, bool plain);
/* One cell as dark as `share` (0 ... 1). */
const char *block_shade(double share, bool plain);
/* A bar of `share` (0 ... 1) of `width` cells, padded with blanks. */
void block_bar(double share, int width, bool plain, FILE *out);
/* Columns of all values relative to the largest. */
void block_line(const double *values, size_t count, bool plain, FILE *out);

/* Does the terminal say that it has no UTF-8 (LC_ALL, LC_CTYPE, LANG)? */
bool blocks_plain(void);

#endif /* TRACES_BLOCKS_H */
