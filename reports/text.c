#include "reports/text.h"

#include <string.h>

#include "reports/columns.h"

#define LINE_SIZE 1024

const char *text_of(enum language language, enum text id)
{
	static const char *const texts[][LANGUAGE_COUNT] = {
#define X(id, english, german) {(english), (german)},
	    TEXT_PARTS(X)
#undef X
	};

	return texts[id][language];
}

/* "{3}" -> 2; -1: no place. */
static int place_at(const char *at)
{
	return at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}'
		   ? at[1] - '1'
		   : -1;
}

/* The n-th value, "" beyond the end. */
static const char *value_of(const char *const *with, int n)
{
	for (; with != NULL && *with != NULL; with++)
		if (n-- == 0)
			return *with;
	return "";
}

char *text_fill(char *out, size_t size, enum language language, enum text id,
		const char *const *with)
{
	size_t used = 0;

	out[0] = '\0';
	for (const char *at = text_of(language, id);
	     *at != '\0' && used + 1 < size;) {
		int place = place_at(at);
		const char *value = at;
		size_t length = 1;

		if (place >= 0) {
			value = value_of(with, place);
			length = strlen(value);
		}
		if (length > size - 1 - used)
			length = size - 1 - used;
		memcpy(out + used, value, length);
		used += length;
		out[used] = '\0';
		at += place >= 0 ? 3 : 1;
	}
	return out;
}

void text_line(FILE *out, enum language language, enum text id,
	       const char *const *with)
{
	char line[LINE_SIZE];

	columns_wrap(out, "", 0,
		     text_fill(line, sizeof line, language, id, with));
}
