#include "language.h"

#include <string.h>

static const char *const names[LANGUAGE_COUNT] = {
#define X(id, name) [id] = (name),
    LANGUAGES(X)
#undef X
};

const char *language_name(enum language language)
{
	return names[language];
}

bool language_named(const char *name, enum language *out)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (strcmp(name, names[i]) == 0) {
			*out = (enum language)i;
			return true;
		}
	return false;
}
