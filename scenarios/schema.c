#include "schema.h"

#include <stdio.h>
#include <string.h>

#include "schema_value.h"
#include "traces/base/nearest.h"

#define PATH_MAX_BYTES 256
#define CANDIDATES_MAX 256

bool schema_is_group(const cJSON *item)
{
	return cJSON_IsObject(item) &&
	       !cJSON_GetObjectItemCaseSensitive(item, "law");
}

cJSON *schema_find(const cJSON *object, const char *dotted)
{
	cJSON *item = NULL;
	char name[PATH_MAX_BYTES];

	while (object) {
		size_t size = strcspn(dotted, ".");

		(void)snprintf(name, sizeof name, "%.*s", (int)size, dotted);
		item = cJSON_GetObjectItemCaseSensitive(object, name);
		if (dotted[size] == '\0')
			return item;
		object = item;
		dotted += size + 1;
	}
	return NULL;
}

const struct schema_key *schema_key_named(const struct schema *schema,
					  const char *key)
{
	for (size_t i = 0; i < schema->count; i++)
		if (!strcmp(schema->keys[i].key, key))
			return &schema->keys[i];
	return NULL;
}

/* Does the table have keys below `path`? */
static bool has_group(const struct schema *schema, const char *path)
{
	size_t size = strlen(path);

	for (size_t i = 0; i < schema->count; i++)
		if (!strncmp(schema->keys[i].key, path, size) &&
		    schema->keys[i].key[size] == '.')
			return true;
	return false;
}

/* What may stand in the group `path` ("policy", "" at the top), each word once.
 * The words live in `space`. */
static size_t group_words(const struct schema *schema, const char *path,
			  char space[][64], const char *words[])
{
	size_t size = strlen(path);
	size_t count = 0;

	for (size_t i = 0; i < schema->count && count < CANDIDATES_MAX; i++) {
		const char *key = schema->keys[i].key;
		size_t j = 0;

		if (size > 0 &&
		    (strncmp(key, path, size) != 0 || key[size] != '.'))
			continue;
		key += size > 0 ? size + 1 : 0;
		(void)snprintf(space[count], sizeof space[count], "%.*s",
			       (int)strcspn(key, "."), key);
		while (j < count && strcmp(words[j], space[count]) != 0)
			j++;
		if (j == count)
			words[count++] = space[j];
	}
	return count;
}

/* The same last word elsewhere in the table. */
static const char *elsewhere(const struct schema *schema, const char *word)
{
	for (size_t i = 0; i < schema->count; i++) {
		const char *last = strrchr(schema->keys[i].key, '.');

		if (last && !strcmp(last + 1, word))
			return schema->keys[i].key;
	}
	return NULL;
}

static bool fail_unknown(const struct schema *schema, const char *group,
			 const cJSON *item, const struct schema_reader *reader)
{
	char space[CANDIDATES_MAX][64];
	const char *words[CANDIDATES_MAX];
	size_t count = group_words(schema, group, space, words);
	const char *near = nearest_word(item->string, words, count);
	const char *dot = group[0] ? "." : "";
	char right[240] = "keys here are";

	if (near)
		(void)snprintf(right, sizeof right, "nearest is \"%s%s%s%s\"",
			       reader->prefix, group, dot, near);
	else if (elsewhere(schema, item->string))
		(void)snprintf(right, sizeof right, "did you mean \"%s%s\"?",
			       reader->prefix, elsewhere(schema, item->string));
	for (size_t i = 0, at = strlen(right);
	     !near && !elsewhere(schema, item->string) && i < count &&
	     at + 70 < sizeof right;
	     i++, at = strlen(right))
		(void)snprintf(right + at, sizeof right - at, "%s %s",
			       i ? "," : "", words[i]);
	return error_set(reader->error, "%s: unknown key \"%s%s%s%.60s\"; %s",
			 json_place(reader->sources, item).text, reader->prefix,
			 group, dot, item->string, right);
}

static bool check_group(const struct schema *schema, const cJSON *object,
			const char *group, const struct schema_reader *reader)
{
	char path[PATH_MAX_BYTES];

	for (const cJSON *item = object->child; item; item = item->next) {
		const struct schema_key *key;

		(void)snprintf(path, sizeof path, "%s%s%s", group,
			       group[0] ? "." : "", item->string);
		key = strchr(item->string, '.')
			  ? NULL
			  : schema_key_named(schema, path);
		if (key && !(key->or_group && schema_is_group(item)))
			continue;
		if (!has_group(schema, path) || strchr(item->string, '.'))
			return fail_unknown(schema, group, item, reader);
		if (!cJSON_IsObject(item))
			return schema_fail(reader, item, path,
					   "is not an object",
					   "write { \"key\": value, ... }");
		if (!check_group(schema, item, path, reader))
			return false;
	}
	return true;
}

bool schema_check_keys(const struct schema *schema, const cJSON *object,
		       const struct schema_reader *reader)
{
	if (!cJSON_IsObject(object))
		return error_set(reader->error,
				 "%s: %s is not an object; write "
				 "{ \"key\": value, ... }",
				 json_place(reader->sources, object).text,
				 schema->name);
	return check_group(schema, object, "", reader);
}

/* Where a missing key belongs: the innermost object that is there. */
static const cJSON *home_of(const cJSON *object, const char *dotted,
			    bool *direct)
{
	char path[PATH_MAX_BYTES];
	const char *dot = strrchr(dotted, '.');

	*direct = true;
	while (dot) {
		const cJSON *item;

		(void)snprintf(path, sizeof path, "%.*s", (int)(dot - dotted),
			       dotted);
		item = schema_find(object, path);
		if (cJSON_IsObject(item))
			return item;
		*direct = false;
		while (dot > dotted && *--dot != '.')
			;
		if (*dot != '.')
			break;
	}
	return object;
}

static bool fail_missing(const struct schema_key *key, const cJSON *home,
			 const struct schema_reader *reader)
{
	const char *last = strrchr(key->key, '.');
	char right[200];

	(void)snprintf(right, sizeof right, "write \"%s\": %s",
		       last ? last + 1 : key->key, key->meaning);
	return schema_fail(reader, home, key->key, "is missing", right);
}

bool schema_read(const struct schema *schema, const cJSON *object,
		 const struct schema_reader *reader, void *target)
{
	if (!schema_check_keys(schema, object, reader))
		return false;
	for (size_t i = 0; i < schema->count; i++) {
		const struct schema_key *key = &schema->keys[i];
		const cJSON *item = schema_find(object, key->key);
		bool direct;
		const cJSON *home = home_of(object, key->key, &direct);

		if (!item && (key->need == NEED_ALWAYS ||
			      (key->need == NEED_IN_GROUP && direct)))
			return fail_missing(key, home, reader);
		if (item && key->or_group && schema_is_group(item))
			continue;
		if (!schema_value_read(key, item, reader, target))
			return false;
	}
	return true;
}
