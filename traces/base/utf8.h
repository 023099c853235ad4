/*
 * utf8.h - is a text UTF-8, and how to show one that is not.
 */
#ifndef TRACES_UTF8_H
#define TRACES_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* As RFC 3629 has it: no overlong forms, no surrogates, at most U+10FFFF. */
bool utf8_is_valid(const char *text);

/* The same text with "\xe4" for each byte that is not ASCII, cut to `size`.
 * Returns `out`. */
char *utf8_escape(const char *text, char *out, size_t size);

#endif /* TRACES_UTF8_H */
