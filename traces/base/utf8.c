#include "utf8.h"

#include <stdint.h>
#include <stdio.h>

/* The bytes of the character that begins here; 0: it is none. */
static size_t character_length(const unsigned char *at)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length = at[0] < 0x80		 ? 1
			: (at[0] & 0xe0) == 0xc0 ? 2
			: (at[0] & 0xf0) == 0xe0 ? 3
			: (at[0] & 0xf8) == 0xf0 ? 4
						 : 0;
	uint32_t point;

	if (length < 2)
		return length;
	point = at[0] & (0x7fU >> length);
	for (size_t i = 1; i < length; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		point = point << 6 | (at[i] & 0x3fU);
	}
	return point < least[length] || point > 0x10ffff ||
		       (point >= 0xd800 && point < 0xe000)
		   ? 0
		   : length;
}

bool utf8_is_valid(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	while (*at != '\0') {
		size_t length = character_length(at);

		if (length == 0)
			return false;
		at += length;
	}
	return true;
}

char *utf8_escape(const char *text, char *out, size_t size)
{
	size_t used = 0;

	if (size == 0)
		return out;
	*out = '\0';
	for (; *text != '\0' && used + 5 < size; text++) {
		if (((unsigned char)*text & 0x80) == 0)
			out[used++] = *text;
		else
			used +=
			    (size_t)snprintf(out + used, size - used, "\\x%02x",
					     (unsigned char)*text);
	}
	out[used] = '\0';
	return out;
}
