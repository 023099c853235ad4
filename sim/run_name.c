#include "sim/run_name.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "traces/base/sha256.h"

#define NAME_MOST 100	/* of a scenario */
#define SUFFIX_MOST 100 /* of what differs */
#define HASH_LENGTH 8

struct naming {
	char text[SUFFIX_MOST + 1];
	size_t size;
	struct sha256 hash;
	bool inexact; /* the text does not say all */
};

static void put_letters(struct naming *to, const char *text, size_t size)
{
	sha256_add(&to->hash, text, size);
	for (size_t i = 0; i < size; i++) {
		char c = text[i];

		/* a comma separates */
		if (!isalnum((unsigned char)c) &&
		    strchr("._-=+:@", c) == NULL) {
			to->inexact = true;
			c = '_';
		}
		if (to->size == SUFFIX_MOST)
			to->inexact = true;
		else
			to->text[to->size++] = c;
	}
}

static void put(struct naming *to, const char *text)
{
	put_letters(to, text, strlen(text));
}

/* Before each that differs. */
static void next(struct naming *to)
{
	sha256_add(&to->hash, "", 1);
	if (to->size > 0 && to->size < SUFFIX_MOST)
		to->text[to->size++] = ',';
}

/* friday-night and ./friday-night.json say no more than the name does. */
static void put_argument(struct naming *to, const struct run_identity *of)
{
	const char *text = of->argument;
	size_t size;

	while (strncmp(text, "./", 2) == 0)
		text += 2;
	size = strlen(text);
	if (size > 5 && strcmp(text + size - 5, ".json") == 0)
		size -= 5;
	if (size == strlen(of->name) && strncmp(text, of->name, size) == 0)
		return;
	next(to);
	put_letters(to, text, size);
}

static void put_overrides(struct naming *to, const struct run_identity *of)
{
	for (uint32_t i = 0; i < of->override_count; i++) {
		if (strcmp(of->overrides[i].key, "seed") == 0)
			continue; /* it is in every name */
		next(to);
		put(to, of->overrides[i].key);
		put(to, "=");
		put(to, of->overrides[i].value);
	}
}

static void put_options(struct naming *to, const struct run_identity *of)
{
	if (of->sessions != NULL) {
		next(to);
		put(to, "sessions=");
		put(to, of->sessions);
	}
	if (!of->with_static) {
		next(to);
		put(to, "no-static");
	}
	if (!of->with_advice) {
		next(to);
		put(to, "no-advice");
	}
	if (of->why == WHY_BY_SIZE)
		return;
	next(to);
	put(to, of->why == WHY_NONE ? "no-why" : "why");
	if (of->why == WHY_ONLY) {
		put(to, "=");
		put(to, of->why_only);
	}
}

void run_name(const struct run_identity *of, char out[RUN_NAME_SIZE])
{
	struct naming suffix = {.size = 0};
	char hash[SHA256_TEXT_SIZE];
	int at;

	sha256_begin(&suffix.hash);
	sha256_add(&suffix.hash, of->name, strlen(of->name));
	suffix.inexact = strlen(of->name) > NAME_MOST;
	put_argument(&suffix, of);
	put_overrides(&suffix, of);
	put_options(&suffix, of);
	suffix.text[suffix.size] = '\0';
	sha256_end(&suffix.hash, hash);
	at = snprintf(out, RUN_NAME_SIZE, "runs/%.*s-%" PRIu64 "%s%s",
		      NAME_MOST, of->name, of->seed, suffix.size > 0 ? "-" : "",
		      suffix.text);
	if (suffix.inexact)
		(void)snprintf(out + at, RUN_NAME_SIZE - (size_t)at, "-%.*s",
			       HASH_LENGTH, hash);
}
