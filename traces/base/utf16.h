/*
 * utf16.h - UTF-16 as a stream of UTF-8, because Windows writes logs so.
 *
 * Borrows nothing, allocates nothing.  What is no character becomes U+FFFD.
 */
#ifndef TRACES_UTF16_H
#define TRACES_UTF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum utf16_kind { UTF16_NO = 0, UTF16_LITTLE, UTF16_BIG };

/* UTF-8 takes at most this many bytes for each byte of UTF-16, and some more
 * for what was left of the bytes before. */
#define UTF16_ROOM(bytes) ((bytes) / 2 * 3 + 8)

struct utf16 {
	enum utf16_kind kind;
	unsigned char half; /* the first byte of a unit whose second comes */
	bool has_half;
	uint16_t high; /* a surrogate whose other half comes; 0: none */
};

/* What a text is in, from its first bytes: by its byte order mark, or because
 * every other byte is 0. */
enum utf16_kind utf16_guess(const void *bytes, size_t size);

/* `size` bytes to UTF-8; returns how many.  `out` has room for
 * UTF16_ROOM(size). */
size_t utf16_take(struct utf16 *utf16, const void *bytes, size_t size,
		  char *out);

#endif /* TRACES_UTF16_H */
