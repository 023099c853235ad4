#include "reference.h"

#include <string.h>

#include "schema_tables.h"

static const char *kind_name(enum key_kind kind)
{
	switch (kind) {
	case KEY_TEXT:
		return "text";
	case KEY_CHOICE:
		return "word";
	case KEY_FLAG:
		return "true or false";
	case KEY_INTEGER:
		return "whole number";
	case KEY_NUMBER:
		return "number";
	case KEY_SHARE:
		return "share";
	case KEY_DURATION:
		return "duration";
	case KEY_SIZE:
		return "size";
	case KEY_MONEY:
		return "money";
	case KEY_INSTANT:
		return "instant";
	case KEY_LOCAL:
		return "instant or date";
	case KEY_DATE:
		return "date";
	case KEY_LAW_DURATION:
		return "duration or law";
	case KEY_LAW_SIZE:
		return "size or law";
	case KEY_LAW_NUMBER:
		return "number or law";
	case KEY_LIST:
		return "list";
	case KEY_MAP:
		return "map";
	case KEY_PART:
		return "path or object";
	}
	return "";
}

static const char *unit_of(const struct schema_key *key)
{
	if (key->unit)
		return key->unit;
	switch (key->kind) {
	case KEY_SHARE:
		return "% or 0 ... 1";
	case KEY_DURATION:
	case KEY_LAW_DURATION:
		return "time";
	case KEY_SIZE:
	case KEY_LAW_SIZE:
		return "MB, GB, TB";
	case KEY_MONEY:
		return "EUR";
	case KEY_TEXT:
	case KEY_CHOICE:
	case KEY_FLAG:
	case KEY_INTEGER:
	case KEY_NUMBER:
	case KEY_INSTANT:
	case KEY_LOCAL:
	case KEY_DATE:
	case KEY_LAW_NUMBER:
	case KEY_LIST:
	case KEY_MAP:
	case KEY_PART:
		break;
	}
	return "-";
}

/* A text as code; "a|b" as two. */
static void write_code(FILE *out, const char *text)
{
	(void)fputc('`', out);
	for (; *text != '\0'; text++)
		(void)fputs(*text == '|' ? "`, `" : (char[]){*text, '\0'}, out);
	(void)fputc('`', out);
}

static void write_limits(FILE *out, const struct schema_key *key)
{
	const char *before = "";

	if (key->words) {
		write_code(out, key->words);
		before = "; ";
	}
	if (key->least) {
		(void)fprintf(out, "%s>= `%s`", before, key->least);
		before = "; ";
	}
	if (key->most) {
		(void)fprintf(out, "%s<= `%s`", before, key->most);
		before = "; ";
	}
	if (before[0] == '\0')
		(void)fputc('-', out);
	else if (key->kind == KEY_LIST)
		(void)fputs(" elements", out);
}

static void write_default(FILE *out, const struct schema_key *key)
{
	switch (key->need) {
	case NEED_ALWAYS:
		(void)fputs("**required**", out);
		return;
	case NEED_IN_GROUP:
		(void)fputs("**required** in its group", out);
		return;
	case NEED_NOT:
		break;
	}
	if (key->fallback)
		write_code(out, key->fallback);
	else
		(void)fputc('-', out);
}

static void write_head(FILE *out)
{
	(void)fputs("| key | type | unit | default | words, limits | meaning "
		    "|\n| --- | --- | --- | --- | --- | --- |\n",
		    out);
}

/* `skip`: leading bytes of the key that are not shown. */
static void write_row(FILE *out, const struct schema_key *key, size_t skip)
{
	(void)fprintf(out, "| `%s` | %s | %s | ", key->key + skip,
		      kind_name(key->kind), unit_of(key));
	write_default(out, key);
	(void)fputs(" | ", out);
	write_limits(out, key);
	(void)fprintf(out, " | %s |\n", key->meaning);
}

/* The elements of the lists and maps among these keys, and what is in them. */
static void write_elements(FILE *out, const struct schema_key *keys,
			   size_t count, size_t skip, const char *inside)
{
	for (size_t i = 0; i < count; i++) {
		const struct schema *element = keys[i].element;

		if (!element)
			continue;
		(void)fprintf(out, "\n%s of `%s%s`:\n\n",
			      keys[i].kind == KEY_PART ? "Keys" : "Elements",
			      inside, keys[i].key + skip);
		write_head(out);
		for (size_t k = 0; k < element->count; k++)
			write_row(out, &element->keys[k], 0);
		for (size_t k = 0; k < element->count; k++)
			if (element->keys[k].element)
				write_elements(out, &element->keys[k], 1, 0,
					       "... ");
	}
}

/* The bytes of "prices." when a key is in a file of its own, else 0. */
static size_t part_prefix(const struct schema_key *key)
{
	size_t size = strcspn(key->key, ".");
	char name[32];

	(void)snprintf(name, sizeof name, "%.*s", (int)size, key->key);
	return key->key[size] == '.' && schema_key_named(&schema_scenario, name)
		   ? size + 1
		   : 0;
}

static void write_section(FILE *out, const struct schema_key *keys,
			  size_t count)
{
	size_t skip = part_prefix(keys);

	(void)fprintf(out, "\n## %s\n\n", keys->section);
	if (skip > 0)
		(void)fprintf(out,
			      "The keys of the file. In a scenario they are "
			      "under `%.*s`.\n\n",
			      (int)skip, keys->key);
	write_head(out);
	for (size_t i = 0; i < count; i++)
		write_row(out, &keys[i], skip);
	write_elements(out, keys, count, skip, "");
}

void reference_write(FILE *out)
{
	const struct schema *s = &schema_scenario;

	(void)fputs(
	    "# Reference of every key\n\n"
	    "Written by `conductor schema --markdown` from the tables that "
	    "drive the loader; do not edit. [How values are\n"
	    "written](formats.md#how-values-are-written) and [rules between "
	    "keys](formats.md#scenario-json) are in the formats. For\n"
	    "editors there is a [JSON Schema](formats.md#json-schema).\n\n"
	    "## Every file\n\n",
	    out);
	write_head(out);
	for (size_t i = 0; i < schema_document.count; i++)
		write_row(out, &schema_document.keys[i], 0);
	for (size_t i = 0, next; i < s->count; i = next) {
		next = i + 1;
		while (next < s->count && !s->keys[next].section)
			next++;
		write_section(out, &s->keys[i], next - i);
	}
}
