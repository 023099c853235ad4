#include "sim/overrides.h"

#include <stdio.h>
#include <string.h>

bool overrides_add(struct overrides *overrides, const char *key,
		   const char *value)
{
	if (overrides->count == OVERRIDES_MAX)
		return false;
	overrides->list[overrides->count++] =
	    (struct scenario_override){key, value};
	return true;
}

bool overrides_take(void *context, const char *text, struct error_text *error)
{
	struct overrides *overrides = context;
	const char *equals = strchr(text, '=');
	char *key;

	if (equals == NULL || equals == text ||
	    equals - text >= OVERRIDE_KEY_SIZE)
		return false;
	if (overrides->count == OVERRIDES_MAX)
		return error_set(error, "too many --set");
	key = overrides->keys[overrides->count];
	(void)snprintf(key, OVERRIDE_KEY_SIZE, "%.*s", (int)(equals - text),
		       text);
	return overrides_add(overrides, key, equals + 1);
}
