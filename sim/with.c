#include "sim/with.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/memory.h"

static bool is_of_key(char c)
{
	return isalnum((unsigned char)c) || strchr("._-@", c) != NULL;
}

size_t with_key_length(const char *text)
{
	size_t length = 0;

	while (text[length] != '\0' && is_of_key(text[length]))
		length++;
	return text[length] == '=' ? length : 0;
}

char *with_value_end(char *text, bool values)
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
			 (values || with_key_length(text + 1) > 0))
			break;
	}
	return text;
}

bool with_may_vary(const char *key, struct error_text *error)
{
	if (strcmp(key, "seed") != 0 && strcmp(key, "replications") != 0)
		return true;
	return error_set(
	    error, "%s belongs to all variants alike; give it as --%s", key,
	    key);
}

static bool add(struct with *with, const char *key, const char *value,
		struct error_text *error)
{
	if (!with_may_vary(key, error))
		return false;
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
		size_t length = with_key_length(at);
		char *key = at, *value = at + length + 1, *end;

		if (length == 0 || length >= OVERRIDE_KEY_SIZE)
			return false;
		end = with_value_end(value, false);
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
