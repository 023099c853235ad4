#include "utf16.h"

#define REPLACEMENT 0xfffd
#define MARK 0xfeff
#define GUESSED_PAIRS 8 /* so many letters below 256, with their zeros */

enum utf16_kind utf16_guess(const void *bytes, size_t size)
{
	const unsigned char *at = bytes;
	size_t little = 0, big = 0;

	if (size >= 2 && at[0] == 0xff && at[1] == 0xfe)
		return UTF16_LITTLE;
	if (size >= 2 && at[0] == 0xfe && at[1] == 0xff)
		return UTF16_BIG;
	if (size < (size_t)2 * GUESSED_PAIRS)
		return UTF16_NO;
	for (size_t i = 0; i < GUESSED_PAIRS; i++) {
		little += at[2 * i] != 0 && at[2 * i + 1] == 0;
		big += at[2 * i] == 0 && at[2 * i + 1] != 0;
	}
	return little == GUESSED_PAIRS ? UTF16_LITTLE
	       : big == GUESSED_PAIRS  ? UTF16_BIG
				       : UTF16_NO;
}

static char *put_point(char *at, uint32_t point)
{
	if (point < 0x80) {
		*at++ = (char)point;
	} else if (point < 0x800) {
		*at++ = (char)(0xc0 | point >> 6);
		*at++ = (char)(0x80 | (point & 0x3f));
	} else if (point < 0x10000) {
		*at++ = (char)(0xe0 | point >> 12);
		*at++ = (char)(0x80 | (point >> 6 & 0x3f));
		*at++ = (char)(0x80 | (point & 0x3f));
	} else {
		*at++ = (char)(0xf0 | point >> 18);
		*at++ = (char)(0x80 | (point >> 12 & 0x3f));
		*at++ = (char)(0x80 | (point >> 6 & 0x3f));
		*at++ = (char)(0x80 | (point & 0x3f));
	}
	return at;
}

static char *put_unit(struct utf16 *u, uint16_t unit, char *at)
{
	bool is_high = unit >= 0xd800 && unit < 0xdc00;
	bool is_low = unit >= 0xdc00 && unit < 0xe000;
	uint16_t high = u->high;

	u->high = 0;
	if (high != 0 && is_low)
		return put_point(at, 0x10000 +
					 (((uint32_t)high & 0x3ff) << 10) +
					 ((uint32_t)unit & 0x3ff));
	if (high != 0)
		at = put_point(at, REPLACEMENT);
	if (is_high) {
		u->high = unit;
		return at;
	}
	return unit == MARK ? at : put_point(at, is_low ? REPLACEMENT : unit);
}

size_t utf16_take(struct utf16 *u, const void *bytes, size_t size, char *out)
{
	const unsigned char *from = bytes;
	char *at = out;

	for (size_t i = 0; i < size; i++) {
		unsigned first = u->half, second = from[i];

		u->has_half = !u->has_half;
		if (u->has_half) {
			u->half = from[i];
			continue;
		}
		at = put_unit(u,
			      (uint16_t)(u->kind == UTF16_LITTLE
					     ? second << 8 | first
					     : first << 8 | second),
			      at);
	}
	return (size_t)(at - out);
}
