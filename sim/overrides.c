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

bool overrides_set(struct overrides *overrides, const char *text)
{
	const char *equals = strchr(text, '=');
	char *key;

	if (equals == NULL || equals == text ||
	    overrides->count == OVERRIDES_MAX ||
	    equals - text >= OVERRIDE_KEY_SIZE)
		return false;
	key = overrides->keys[overrides->count];
	(void)snprintf(key, OVERRIDE_KEY_SIZE, "%.*s", (int)(equals - text),
		       text);
	return overrides_add(overrides, key, equals + 1);
}
