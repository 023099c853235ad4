/*
 * csv_row.h - the one writer of CSV: a row, field by field, as text.
 *
 * Two dialects.  `plain` is RFC 4180 with commas, decimal points and lines
 * that end with LF: what programs read, this one too.  `excel` is what a
 * spreadsheet with German settings opens by a double click: semicolons,
 * decimal commas, CRLF, and a byte order mark (CSV_MARK) before the first row.
 * There a text that a spreadsheet would take for a formula (first letter = + -
 * @, tab or CR, and no number) gets an apostrophe in front (OWASP, "CSV
 * Injection").
 *
 * Owns the text of the row.  Without memory the row is `failed` and stays so;
 * the caller asks once, at the end.
 */
#ifndef TRACES_CSV_ROW_H
#define TRACES_CSV_ROW_H

#include <stdbool.h>
#include <stddef.h>

enum csv_dialect { CSV_PLAIN = 0, CSV_EXCEL };

/* "plain", "excel"; false: there is no such dialect. */
bool csv_dialect_named(const char *name, enum csv_dialect *out);

/* The bytes before the first row: "" or a byte order mark. */
const char *csv_mark(enum csv_dialect dialect);

/* {.dialect = ...} is an empty row; csv_row_release() frees it. */
struct csv_row {
	enum csv_dialect dialect;
	char *text; /* not terminated: `size` bytes */
	size_t size, room, fields;
	bool failed;
};

/* A text, quoted where it must be. */
void csv_row_text(struct csv_row *row, const char *text);
/* A number in the form of C, "-12.5"; "" leaves the field empty. */
void csv_row_number(struct csv_row *row, const char *plain);
/* End the line; the row is then in `text` until csv_row_clear(). */
void csv_row_end(struct csv_row *row);
void csv_row_clear(struct csv_row *row);
void csv_row_release(struct csv_row *row);

#endif /* TRACES_CSV_ROW_H */
