/*
 * lines.h - a stream as lines of text.
 *
 * Memory does not grow with the file: what is longer than LINE_LENGTH_MAX is
 * cut there, and a line that does not end at LINE_MIB_MAX is no line of a text.
 * A text in UTF-16 comes out as UTF-8 (utf16.h), and a byte order
 * mark is no part of the first line.  Borrows the stream; owns the line until
 * the next one.
 */
#ifndef TRACES_LINES_H
#define TRACES_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error_text.h"
#include "unpack.h"
#include "utf16.h"

#define LINE_LENGTH_MAX 8192
#define LINE_MIB_MAX 64 /* a crash can leave a hole of zeros in a log */

struct lines {
	struct unpack *unpack;
	char buffer[65536];
	size_t at, filled;
	bool begun;
	struct utf16 utf16;
	char line[LINE_LENGTH_MAX];
	size_t length;
	uint64_t number; /* of the line, from 1 */
	uint64_t taken;	 /* bytes of the stream in whole buffers */
};

void lines_open(struct lines *lines, struct unpack *unpack);

/* The next line without its newline, in `line` and `length`.  False at the end
 * and on an error: then the error text is set. */
bool lines_next(struct lines *lines, struct error_text *error);

#endif /* TRACES_LINES_H */
