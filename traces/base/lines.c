#include "lines.h"

#include <string.h>

void lines_open(struct lines *lines, struct unpack *unpack)
{
	lines->unpack = unpack;
	lines->at = lines->filled = 0;
	lines->length = 0;
	lines->number = 0;
}

static void append(struct lines *l, const char *bytes, size_t size)
{
	size_t room = sizeof l->line - l->length;
	size_t taken = size < room ? size : room;

	memcpy(l->line + l->length, bytes, taken);
	l->length += taken;
}

bool lines_next(struct lines *l, struct error_text *error)
{
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
		l->at = 0;
		if (!unpack_read(l->unpack, l->buffer, sizeof l->buffer,
				 &l->filled, error))
			return false;
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
