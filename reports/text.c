#include "reports/text.h"

#include <stdbool.h>
#include <string.h>

#include "reports/columns.h"

#define LINE_SIZE 1024
#define PLACE_SIZE 256

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

/* What is shown next. */
struct part {
	const char *text;
	size_t length, taken; /* of what is shown; of the pattern */
};

/* "{1:start|starts}": by whether the value is one. */
static bool choice_at(const char *at, const char *const *with, struct part *out)
{
	const char *one = at + 3, *bar, *end;

	if (at[0] != '{' || at[1] < '1' || at[1] > '9' || at[2] != ':')
		return false;
	bar = strchr(one, '|');
	end = strchr(one, '}');
	if (bar == NULL || end == NULL || bar > end)
		return false;
	*out = strcmp(value_of(with, at[1] - '1'), "1") == 0
		   ? (struct part){one, (size_t)(bar - one), 0}
		   : (struct part){bar + 1, (size_t)(end - bar - 1), 0};
	out->taken = (size_t)(end + 1 - at);
	return true;
}

static struct part part_at(const char *at, const char *const *with)
{
	int place = place_at(at);
	struct part part = {at, 1, 1};

	if (place >= 0) {
		const char *value = value_of(with, place);

		return (struct part){value, strlen(value), 3};
	}
	(void)choice_at(at, with, &part);
	return part;
}

char *text_fill(char *out, size_t size, enum language language, enum text id,
		const char *const *with)
{
	const char *at = text_of(language, id);
	size_t used = 0;

	while (*at != '\0' && used + 1 < size) {
		struct part part = part_at(at, with);
		size_t length = part.length < size - 1 - used ? part.length
							      : size - 1 - used;

		memcpy(out + used, part.text, length);
		used += length;
		at += part.taken;
	}
	out[used] = '\0';
	return out;
}

/* What stands in the places of a pattern, in order of its text; each lasts up
 * to the first letter after its place.  False: it is another text. */
static bool match_places(const char *pattern, const char *text,
			 char values[9][PLACE_SIZE])
{
	while (*pattern != '\0') {
		int place = place_at(pattern);
		const char *rest, *end;

		if (place < 0) {
			if (*pattern++ != *text++)
				return false;
			continue;
		}
		pattern += 3;
		/* up to the words that follow, or to the end */
		rest = pattern + strcspn(pattern, "{");
		end = text + strlen(text);
		if (rest != pattern) {
			char words[PLACE_SIZE];

			(void)snprintf(words, sizeof words, "%.*s",
				       (int)(rest - pattern), pattern);
			end = strstr(text, words);
		}
		if (end == NULL)
			return false;
		(void)snprintf(values[place], PLACE_SIZE, "%.*s",
			       (int)(end - text), text);
		text = end;
	}
	return *text == '\0';
}

char *text_translated(char *out, size_t size, enum language language,
		      enum text id, const char *text)
{
	char values[9][PLACE_SIZE] = {""};
	const char *with[10] = {NULL};

	if (!match_places(text_of(LANGUAGE_EN, id), text, values))
		return NULL;
	for (int i = 0; i < 9; i++)
		with[i] = values[i];
	return text_fill(out, size, language, id, with);
}

void text_line(FILE *out, enum language language, enum text id,
	       const char *const *with)
{
	char line[LINE_SIZE];

	columns_wrap(out, "", 0,
		     text_fill(line, sizeof line, language, id, with));
}
