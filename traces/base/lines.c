#include "lines.h"

#include <inttypes.h>
#include <string.h>

void lines_open(struct lines *lines, struct unpack *unpack)
{
	lines->unpack = unpack;
	lines->at = lines->filled = 0;
	lines->length = 0;
	lines->number = 0;
	lines->taken = 0;
	lines->begun = false;
	lines->utf16 = (struct utf16){.kind = UTF16_NO};
}

#define RAW_BYTES 32768 /* of UTF-16 at once */
_Static_assert(UTF16_ROOM(RAW_BYTES) <= sizeof((struct lines *)0)->buffer,
	       "what is read fits as UTF-8");
#define FIRST_BYTES 16 /* that tell what a text is in */

static const char mark[] = "\xef\xbb\xbf";

static bool fill_raw(struct lines *l, struct error_text *error)
{
	char raw[RAW_BYTES];
	size_t got;

	do { /* half a letter is nothing yet */
		if (!unpack_read(l->unpack, raw, sizeof raw, &got, error))
			return false;
		l->filled = utf16_take(&l->utf16, raw, got, l->buffer);
	} while (l->filled == 0 && got > 0);
	return true;
}

/* The first bytes: what the text is in. */
static bool fill_first(struct lines *l, struct error_text *error)
{
	char raw[FIRST_BYTES];
	size_t filled = 0, got = 1;

	while (filled < sizeof raw && got > 0) {
		if (!unpack_read(l->unpack, raw + filled, sizeof raw - filled,
				 &got, error))
			return false;
		filled += got;
	}
	l->begun = true;
	l->utf16.kind = utf16_guess(raw, filled);
	if (l->utf16.kind != UTF16_NO) {
		l->filled = utf16_take(&l->utf16, raw, filled, l->buffer);
		return l->filled > 0 || fill_raw(l, error);
	}
	memcpy(l->buffer, raw, filled);
	l->filled = filled;
	if (filled >= sizeof mark - 1 &&
	    memcmp(raw, mark, sizeof mark - 1) == 0)
		l->at = sizeof mark - 1;
	return l->filled > l->at ||
	       (l->at = 0, unpack_read(l->unpack, l->buffer, sizeof l->buffer,
				       &l->filled, error));
}

static bool fill(struct lines *l, struct error_text *error)
{
	l->at = 0;
	if (!l->begun)
		return fill_first(l, error);
	if (l->utf16.kind != UTF16_NO)
		return fill_raw(l, error);
	return unpack_read(l->unpack, l->buffer, sizeof l->buffer, &l->filled,
			   error);
}

static void append(struct lines *l, const char *bytes, size_t size)
{
	size_t room = sizeof l->line - l->length;
	size_t taken = size < room ? size : room;

	memcpy(l->line + l->length, bytes, taken);
	l->length += taken;
}

static bool too_long(const struct lines *l, struct error_text *error)
{
	return error_set(error,
			 "%s:%" PRIu64 ": the line is too long; at most %d MB",
			 unpack_name(l->unpack), l->number + 1, LINE_MIB_MAX);
}

bool lines_next(struct lines *l, struct error_text *error)
{
	uint64_t most = l->taken + ((uint64_t)LINE_MIB_MAX << 20);
	bool any = false;

	l->length = 0;
	for (;;) {
		const char *begin = l->buffer + l->at;
		const char *end = memchr(begin, '\n', l->filled - l->at);
		size_t size =
		    end != NULL ? (size_t)(end - begin) : l->filled - l->at;

		append(l, begin, size);
		any = any || size > 0;
		if (end != NULL) {
			l->at += size + 1;
			break;
		}
		if (l->taken > most)
			return too_long(l, error);
		if (!fill(l, error))
			return false;
		l->taken += l->filled;
		if (l->filled == 0) {
			if (!any)
				return false;
			break;
		}
	}
	l->number++;
	if (l->length > 0 && l->line[l->length - 1] == '\r')
		l->length--;
	return true;
}
