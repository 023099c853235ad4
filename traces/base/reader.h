/*
 * reader.h - a file as a stream of CSV rows, whatever packs it.
 *
 * Opens what unpack.h opens, "-" (standard input) too, in UTF-8 or UTF-16, and
 * hands out one row at a time with its line number; quotes are libcsv's. Memory
 * does not grow with the file.  Owns the row's texts until the next row.
 */
#ifndef TRACES_READER_H
#define TRACES_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error_text.h"
#include "unpack.h"

#define ROW_FIELDS_MAX 32

struct row {
	const char *fields[ROW_FIELDS_MAX];
	size_t count;
	uint64_t line; /* in the file, from 1 */
};

struct reader;

/* NULL and an error when it cannot be opened. */
struct reader *reader_open(const char *path, struct error_text *error);

/* The same over a stream, which the reader then owns, also when it fails. */
struct reader *reader_over(struct unpack *unpack, struct error_text *error);

/* The next row that is not empty.  False at the end and on an error: then the
 * error text is set. */
bool reader_next(struct reader *reader, struct row *row,
		 struct error_text *error);

/* The same row, left for the next reader_next(): a header decides what follows.
 */
bool reader_peek(struct reader *reader, struct row *row,
		 struct error_text *error);

/* Does the next row leave the texts of the last one where they are?  Then a few
 * rows can be looked at together. */
bool reader_keeps(struct reader *reader);

void reader_close(struct reader *reader);

/* The name that error lines use: the path's last part as the user gave it. */
const char *reader_name(const struct reader *reader);

#endif /* TRACES_READER_H */
