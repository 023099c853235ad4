#include "json_schema.h"

#include <stdio.h>
#include <string.h>

#include "schema_tables.h"

#define DRAFT "http://json-schema.org/draft-07/schema#"
#define NAME_BYTES 64
#define PART_KEYS_MAX 64

static cJSON *group_object(void)
{
	cJSON *group = cJSON_CreateObject();
	cJSON *types = cJSON_AddArrayToObject(group, "type");

	(void)cJSON_AddItemToArray(types, cJSON_CreateString("object"));
	(void)cJSON_AddItemToArray(types, cJSON_CreateString("null"));
	(void)cJSON_AddFalseToObject(group, "additionalProperties");
	(void)cJSON_AddObjectToObject(group, "properties");
	return group;
}

/* The object of keys among what a key takes; the key itself if it is one. */
static cJSON *group_of(cJSON *property)
{
	cJSON *any = cJSON_GetObjectItemCaseSensitive(property, "anyOf");

	if (!any)
		return property;
	for (cJSON *i = any->child; i; i = i->next)
		if (cJSON_HasObjectItem(i, "properties"))
			return i;
	return NULL;
}

/* The object that holds the last word of a dotted key, created if it is
 * missing; *last is that word. */
static cJSON *home_of(cJSON *root, const char *dotted, const char **last)
{
	char name[NAME_BYTES];

	for (size_t size; dotted[size = strcspn(dotted, ".")] != '\0';
	     dotted += size + 1) {
		cJSON *properties =
		    cJSON_GetObjectItemCaseSensitive(root, "properties");
		cJSON *next;

		(void)snprintf(name, sizeof name, "%.*s", (int)size, dotted);
		next = cJSON_GetObjectItemCaseSensitive(properties, name);
		if (!next) {
			next = group_object();
			(void)cJSON_AddItemToObject(properties, name, next);
		}
		root = group_of(next);
	}
	*last = dotted;
	return root;
}

static void add_property(cJSON *object, const char *name, cJSON *value)
{
	(void)cJSON_AddItemToObject(
	    cJSON_GetObjectItemCaseSensitive(object, "properties"), name,
	    value);
}

/* A path, or an object that may extend another file. */
static bool is_part(const struct schema_key *key)
{
	return key->or_group && key->kind == KEY_TEXT;
}

void json_schema_may_extend(cJSON *object)
{
	add_property(
	    object, "extends",
	    json_schema_value(schema_key_named(&schema_document, "extends")));
}

static void add_key(cJSON *root, const struct schema_key *key)
{
	const char *name;
	cJSON *home = home_of(root, key->key, &name);
	cJSON *value = json_schema_value(key);
	cJSON *group;

	if (key->or_group) {
		group = group_object();
		if (is_part(key))
			json_schema_may_extend(group);
		(void)cJSON_AddItemToArray(
		    cJSON_GetObjectItemCaseSensitive(value, "anyOf"), group);
	}
	add_property(home, name, value);
}

/* Say in `needs` that `name` must be there. */
static void require(cJSON *needs, const char *name)
{
	cJSON *required = cJSON_GetObjectItemCaseSensitive(needs, "required");

	if (!required)
		required = cJSON_AddArrayToObject(needs, "required");
	for (const cJSON *i = required ? required->child : NULL; i; i = i->next)
		if (!strcmp(i->valuestring, name))
			return;
	(void)cJSON_AddItemToArray(required, cJSON_CreateString(name));
}

/* The needs of the property `name`, made where they are missing. */
static cJSON *needs_of(cJSON *needs, const char *name)
{
	cJSON *properties =
	    cJSON_GetObjectItemCaseSensitive(needs, "properties");
	cJSON *inner;

	if (!properties)
		properties = cJSON_AddObjectToObject(needs, "properties");
	inner = cJSON_GetObjectItemCaseSensitive(properties, name);
	return inner ? inner : cJSON_AddObjectToObject(properties, name);
}

/* `needs` hold unless the object extends another file. */
static void unless_extended(cJSON *object, cJSON *needs)
{
	require(cJSON_AddObjectToObject(object, "if"), "extends");
	(void)cJSON_AddItemToObject(object, "else", needs);
}

/* A key that must be there, and the groups around it unless they have a default
 * of their own. */
static void add_need(cJSON *needs, const struct schema *schema,
		     const struct schema_key *key)
{
	const char *at = key->key;
	char path[4 * NAME_BYTES], name[NAME_BYTES];

	for (size_t size; at[size = strcspn(at, ".")] != '\0'; at += size + 1) {
		const struct schema_key *group;

		(void)snprintf(path, sizeof path, "%.*s",
			       (int)(at + size - key->key), key->key);
		(void)snprintf(name, sizeof name, "%.*s", (int)size, at);
		group = schema_key_named(schema, path);
		if (key->need == NEED_ALWAYS && !group)
			require(needs, name);
		needs = needs_of(needs, name);
	}
	require(needs, at);
}

/* Move everything of one object into another. */
static void move_into(cJSON *to, cJSON *from)
{
	while (from && from->child) {
		cJSON *item = cJSON_DetachItemViaPointer(from, from->child);
		char name[NAME_BYTES];

		(void)snprintf(name, sizeof name, "%s", item->string);
		(void)cJSON_AddItemToObject(to, name, item);
	}
	cJSON_Delete(from);
}

/* The objects below a map or part are merged like all objects, so they are as
 * complete as the file around them; a part may extend a file of its own. */
static void add_inner_needs(cJSON *needs, const struct schema_key *key)
{
	const char *at = key->key;
	char name[NAME_BYTES];

	for (size_t size; at[0] != '\0';
	     at += size + (at[size] == '.' ? 1 : 0)) {
		size = strcspn(at, ".");
		(void)snprintf(name, sizeof name, "%.*s", (int)size, at);
		needs = needs_of(needs, name);
	}
	if (key->kind == KEY_MAP)
		needs = cJSON_AddObjectToObject(needs, "additionalProperties");
	if (key->kind == KEY_PART)
		unless_extended(needs, json_schema_needs(key->element));
	else
		move_into(needs, json_schema_needs(key->element));
}

cJSON *json_schema_needs(const struct schema *schema)
{
	cJSON *needs = cJSON_CreateObject();
	cJSON *properties;

	for (size_t i = 0; i < schema->count; i++) {
		const struct schema_key *key = &schema->keys[i];

		if (key->need != NEED_NOT)
			add_need(needs, schema, key);
		if (key->kind == KEY_MAP || key->kind == KEY_PART)
			add_inner_needs(needs, key);
	}
	properties = cJSON_GetObjectItemCaseSensitive(needs, "properties");
	for (size_t i = 0; i < schema->count; i++) {
		const char *name = schema->keys[i].key;
		cJSON *inner, *outer;

		inner = is_part(&schema->keys[i])
			    ? cJSON_DetachItemFromObjectCaseSensitive(
				  properties, name)
			    : NULL;
		if (!inner)
			continue;
		outer = cJSON_AddObjectToObject(properties, name);
		unless_extended(outer, inner);
	}
	return needs;
}

cJSON *json_schema_object(const struct schema *schema, bool whole)
{
	cJSON *object = group_object();
	cJSON *all;

	for (size_t i = 0; i < schema->count; i++)
		add_key(object, &schema->keys[i]);
	if (whole) {
		all = cJSON_AddArrayToObject(object, "allOf");
		(void)cJSON_AddItemToArray(all, json_schema_needs(schema));
	}
	return object;
}

/* The keys below a group, without its name. */
static struct schema part_of(const struct schema *schema, const char *group,
			     struct schema_key keys[PART_KEYS_MAX])
{
	struct schema part = {schema->name, keys, 0};
	size_t size = strlen(group);

	for (size_t i = 0; i < schema->count && part.count < PART_KEYS_MAX;
	     i++) {
		const char *name = schema->keys[i].key;

		if (strncmp(name, group, size) != 0 || name[size] != '.')
			continue;
		keys[part.count] = schema->keys[i];
		keys[part.count++].key = name + size + 1;
	}
	return part;
}

cJSON *json_schema_of_group(const char *group, const char *title)
{
	struct schema_key keys[PART_KEYS_MAX];
	struct schema part = part_of(&schema_scenario, group, keys);

	return json_schema(&part, title);
}

cJSON *json_schema(const struct schema *schema, const char *title)
{
	cJSON *root = cJSON_CreateObject(), *object;

	(void)cJSON_AddStringToObject(root, "$schema", DRAFT);
	(void)cJSON_AddStringToObject(root, "title", title);
	/* an extension that VS Code and its relatives know */
	(void)cJSON_AddTrueToObject(root, "allowComments");
	object = json_schema_object(schema, false);
	for (size_t i = 0; i < schema_document.count; i++)
		add_key(object, &schema_document.keys[i]);
	cJSON_DeleteItemFromObjectCaseSensitive(object, "type");
	(void)cJSON_AddStringToObject(root, "type", "object");
	move_into(root, object);
	unless_extended(root, json_schema_needs(schema));
	(void)cJSON_AddItemToObject(root, "definitions",
				    json_schema_definitions());
	return root;
}
