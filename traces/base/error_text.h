/*
 * error_text.h - one line for the person who gave us bad input.
 *
 * A function that can meet bad input takes a `struct error_text *` from its
 * caller and fills it once: the first error wins, because later ones are mostly
 * its echoes.  The text reads `FILE:LINE: what is wrong; what would be right`;
 * the front door puts `conductor: ` before it.
 */
#ifndef TRACES_ERROR_TEXT_H
#define TRACES_ERROR_TEXT_H

#include <stdbool.h>

struct error_text {
	char text[512];
};

/* Set the text unless one is there already; it stays one line, whatever the
 * names in it hold.  Returns false, so that a function can end with
 * `return error_set(...)`. */
bool error_set(struct error_text *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif /* TRACES_ERROR_TEXT_H */
