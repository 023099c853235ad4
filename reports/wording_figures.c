/*
 * wording_figures.c - a figure's key in words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/text_figures.h"
#include "reports/wording.h"

struct named {
	const char *key;
	const char *words[LANGUAGE_COUNT];
};

#define X(key, english, german) {(key), {(english), (german)}},
static const struct named figures[] = {TEXT_FIGURES(X)};
static const struct named parts[] = {TEXT_FIGURE_PARTS(X)};
#undef X

static const char *find(const struct named *list, size_t count, const char *key,
			size_t size, enum language language)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(list[i].key) == size &&
		    strncmp(list[i].key, key, size) == 0)
			return list[i].words[language];
	return NULL;
}

static const char *part(const char *key, size_t size, enum language language)
{
	return find(parts, sizeof parts / sizeof parts[0], key, size, language);
}

/* "moved.direct" of "moved.direct.p95", "d3" of "d3.net_eur". */
static bool compose(const char *rest, enum language language, char *out)
{
	const char *dot = strrchr(rest, '.');
	size_t size = dot != NULL ? (size_t)(dot - rest) : 0;
	const char *of, *what;
	int tenth = rest[0] == 'd' ? atoi(rest + 1) : 0;

	if (size == 0)
		return false;
	of = part(rest, tenth > 0 ? 1 : size, language);
	what = part(dot + 1, strlen(dot + 1), language);
	if (of == NULL || what == NULL)
		return false;
	if (tenth > 0)
		(void)snprintf(out, WORDING_SIZE, "%.*s%d: %s",
			       (int)strcspn(of, "{"), of, tenth, what);
	else
		(void)snprintf(out, WORDING_SIZE, "%s: %s", of, what);
	return true;
}

char *wording_figure(enum language language, const char *key, char *out)
{
	static const char *const composed[] = {"wait_seconds.by_path.",
					       "tiers.", "customers.deciles."};
	const char *words = find(figures, sizeof figures / sizeof figures[0],
				 key, strlen(key), language);

	for (size_t i = 0;
	     words == NULL && i < sizeof composed / sizeof composed[0]; i++) {
		size_t size = strlen(composed[i]);

		if (strncmp(key, composed[i], size) == 0 &&
		    compose(key + size, language, out))
			return out;
	}
	(void)snprintf(out, WORDING_SIZE, "%s", words != NULL ? words : key);
	return out;
}
