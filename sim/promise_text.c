#include "sim/promise_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/memory.h"

static const char *const names[] = {"wait_p95", "no_room", "unserved"};
static const char *const keys[] = {"promise.wait_p95", "promise.no_room",
				   "promise.unserved"};

_Static_assert(sizeof names / sizeof *names == PROMISE_TEXT_MOST,
	       "there is room for all");

static bool wrong(const char *what, struct error_text *error)
{
	return error_set(error,
			 "--promise: \"%.60s\" is none; write "
			 "'wait_p95<=30s,no_room<=0.1%%', or unserved<=1%%",
			 what);
}

static bool add(struct promise_text *promise, const char *name, char *value,
		struct error_text *error)
{
	unsigned i = 0;

	while (i < PROMISE_TEXT_MOST && strcmp(name, names[i]) != 0)
		i++;
	if (i == PROMISE_TEXT_MOST || value[0] == '\0')
		return wrong(name, error);
	for (unsigned k = 0; k < promise->count; k++)
		if (promise->list[k].key == keys[i])
			return error_set(error, "--promise: %s is there twice",
					 name);
	promise->list[promise->count++] =
	    (struct scenario_override){keys[i], value};
	return true;
}

bool promise_text_read(const char *text, struct promise_text *out,
		       struct error_text *error)
{
	char *at, *next;

	*out = (struct promise_text){.text = memory_copy(text)};
	if (out->text == NULL)
		return error_set(error, "out of memory");
	for (at = out->text; at != NULL; at = next) {
		char *comma = strchr(at, ','), *value;

		next = comma != NULL ? comma + 1 : NULL;
		if (comma != NULL)
			*comma = '\0';
		value = strstr(at, "<=");
		if (value == NULL)
			return wrong(at, error);
		*value = '\0';
		if (!add(out, at, value + 2, error))
			return false;
	}
	return true;
}

void promise_text_release(struct promise_text *promise)
{
	free(promise->text);
	*promise = (struct promise_text){.text = NULL};
}
