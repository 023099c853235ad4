#include "sim/with.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/memory.h"

static bool is_of_key(char c)
{
	return isalnum((unsigned char)c) || strchr("._-@", c) != NULL;
}

/* How long the key is with which the text begins; 0: with none. */
static size_t key_length(const char *text)
{
	size_t length = 0;

	while (text[length] != '\0' && is_of_key(text[length]))
		length++;
	return text[length] == '=' ? length : 0;
}

/* The comma before the next key, or the end. */
static char *end_of_value(char *text)
{
	bool quoted = false;
	int depth = 0;

	for (; *text != '\0'; text++) {
		if (quoted && *text == '\\' && text[1] != '\0')
			text++;
		else if (*text == '"')
			quoted = !quoted;
		else if (!quoted && strchr("[{", *text) != NULL)
			depth++;
		else if (!quoted && strchr("]}", *text) != NULL)
			depth--;
		else if (!quoted && depth <= 0 && *text == ',' &&
			 key_length(text + 1) > 0)
			break;
	}
	return text;
}

static bool add(struct with *with, const char *key, const char *value,
		struct error_text *error)
{
	if (strcmp(key, "seed") == 0 || strcmp(key, "replications") == 0)
		return error_set(error,
				 "%s belongs to all variants alike; give it as "
				 "--%s",
				 key, key);
	if (with->count == OVERRIDES_MAX)
		return error_set(error, "too many keys");
	with->list[with->count++] = (struct scenario_override){key, value};
	return true;
}

bool with_read(const char *text, struct with *out, struct error_text *error)
{
	char *at;

	*out = (struct with){.text = memory_copy(text)};
	if (out->text == NULL)
		return error_set(error, "out of memory");
	for (at = out->text; at != NULL;) {
		size_t length = key_length(at);
		char *key = at, *value = at + length + 1, *end;

		if (length == 0 || length >= OVERRIDE_KEY_SIZE)
			return false;
		end = end_of_value(value);
		at = *end == ',' ? end + 1 : NULL;
		key[length] = '\0';
		*end = '\0';
		if (!add(out, key, value, error))
			return false;
	}
	return true;
}

void with_release(struct with *with)
{
	free(with->text);
	*with = (struct with){.text = NULL};
}
