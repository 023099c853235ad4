/*
 * reference.h - docs/reference.md, written from the tables.
 *
 * One row a key: kind, unit, default, limits, meaning; the elements of lists
 * and maps below the section that has them.  Writes Markdown, reads nothing
 * but the tables, so the page cannot tell another story than the loader.
 */
#ifndef SCENARIOS_REFERENCE_H
#define SCENARIOS_REFERENCE_H

#include <stdio.h>

void reference_write(FILE *out);

#endif /* SCENARIOS_REFERENCE_H */
