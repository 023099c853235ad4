#include <stdio.h>
#include <string.h>

#include "json_schema.h"
#include "schema_value.h"
#include "traces/base/values.h"

#define TEXT_BYTES 512
#define REFERENCE "#/definitions/"

static cJSON *typed(const char *type)
{
	cJSON *item = cJSON_CreateObject();

	(void)cJSON_AddStringToObject(item, "type", type);
	return item;
}

static cJSON *reference(const char *name)
{
	cJSON *item = cJSON_CreateObject();
	char text[64];

	(void)snprintf(text, sizeof text, REFERENCE "%s", name);
	(void)cJSON_AddStringToObject(item, "$ref", text);
	return item;
}

/* The words of "a|b|c". */
static cJSON *one_of(const char *words)
{
	cJSON *item = cJSON_CreateObject();
	cJSON *list = cJSON_AddArrayToObject(item, "enum");
	char word[64];

	while (words[0] != '\0') {
		size_t size = strcspn(words, "|");

		(void)snprintf(word, sizeof word, "%.*s", (int)size, words);
		(void)cJSON_AddItemToArray(list, cJSON_CreateString(word));
		words += size + (words[size] == '|' ? 1 : 0);
	}
	return item;
}

/* `per`: how many of the limit's units are 1 in the file. */
static cJSON *schema_number(const struct schema_key *key, const char *type,
			    double per, const char *least, const char *most)
{
	cJSON *item = typed(type);

	if (least)
		(void)cJSON_AddNumberToObject(
		    item, "minimum", schema_limit(key->kind, least) / per);
	if (most)
		(void)cJSON_AddNumberToObject(
		    item, "maximum", schema_limit(key->kind, most) / per);
	else if (key->kind == KEY_INTEGER)
		(void)cJSON_AddRawToObject(item, "maximum",
					   SCHEMA_INTEGER_MAX_TEXT);
	return item;
}

static cJSON *text_like(const char *form)
{
	cJSON *item = typed("string");

	(void)cJSON_AddStringToObject(item, "pattern", form);
	return item;
}

static cJSON *list_element(const struct schema_key *key)
{
	if (key->element)
		return json_schema_object(key->element, true);
	return key->item == KEY_NUMBER ? typed("number") : text_like(key->form);
}

static cJSON *list(const struct schema_key *key)
{
	cJSON *item = typed("array");

	if (key->least)
		(void)cJSON_AddNumberToObject(
		    item, "minItems", schema_limit(KEY_LIST, key->least));
	if (key->most)
		(void)cJSON_AddNumberToObject(
		    item, "maxItems", schema_limit(KEY_LIST, key->most));
	(void)cJSON_AddItemToObject(item, "items", list_element(key));
	return item;
}

static cJSON *schema_map(const struct schema_key *key)
{
	cJSON *item = typed("object");

	(void)cJSON_AddItemToObject(item, "additionalProperties",
				    json_schema_object(key->element, false));
	if (key->form)
		(void)cJSON_AddItemToObject(item, "propertyNames",
					    text_like(key->form));
	return item;
}

static cJSON *some_text(void)
{
	cJSON *item = typed("string");

	(void)cJSON_AddNumberToObject(item, "minLength", 1);
	return item;
}

static void add_kind(const struct schema_key *key, cJSON *any)
{
	cJSON *item = NULL;

	switch (key->kind) {
	case KEY_TEXT:
		item = key->form ? text_like(key->form) : some_text();
		break;
	case KEY_CHOICE:
		item = one_of(key->words);
		break;
	case KEY_FLAG:
		item = typed("boolean");
		break;
	case KEY_INTEGER:
		item = schema_number(key, "integer", 1, key->least, key->most);
		break;
	case KEY_NUMBER:
		item = schema_number(key, "number", 1, key->least, key->most);
		break;
	case KEY_SHARE:
		(void)cJSON_AddItemToArray(any, reference("share"));
		item = schema_number(key, "number", 1e6,
				     key->least ? key->least : "0%", key->most);
		break;
	case KEY_DURATION:
		item = reference("duration");
		break;
	case KEY_SIZE:
		item = reference("size");
		break;
	case KEY_MONEY:
		item = reference("money");
		break;
	case KEY_INSTANT:
		item = reference("instant");
		break;
	case KEY_LOCAL:
	case KEY_DATE:
		(void)cJSON_AddItemToArray(any, reference("date"));
		item = reference("instant");
		break;
	case KEY_LAW_DURATION:
		item = reference("duration_or_law");
		break;
	case KEY_LAW_SIZE:
		item = reference("size_or_law");
		break;
	case KEY_LAW_NUMBER:
		item = reference("number_or_law");
		break;
	case KEY_LIST:
		item = list(key);
		break;
	case KEY_MAP:
		item = schema_map(key);
		break;
	case KEY_PART:
		(void)cJSON_AddItemToArray(any, some_text());
		item = json_schema_object(key->element, false);
		json_schema_may_extend(item);
		break;
	}
	(void)cJSON_AddItemToArray(any, item);
}

static void add_description(const struct schema_key *key, cJSON *value)
{
	char text[TEXT_BYTES];
	size_t at;

	(void)snprintf(text, sizeof text, "%s", key->meaning);
	at = strlen(text);
	if (key->unit)
		(void)snprintf(text + at, sizeof text - at, "; unit: %s",
			       key->unit);
	at = strlen(text);
	if (key->least)
		(void)snprintf(text + at, sizeof text - at, "; at least %s",
			       key->least);
	at = strlen(text);
	if (key->most)
		(void)snprintf(text + at, sizeof text - at, "; at most %s",
			       key->most);
	(void)cJSON_AddStringToObject(value, "description", text);
}

cJSON *json_schema_value(const struct schema_key *key)
{
	cJSON *value = cJSON_CreateObject(), *any;

	add_description(key, value);
	if (key->fallback)
		(void)cJSON_AddItemToObject(value, "default",
					    schema_fallback(key));
	any = cJSON_AddArrayToObject(value, "anyOf");
	add_kind(key, any);
	if (key->words && key->kind != KEY_CHOICE)
		(void)cJSON_AddItemToArray(any, one_of(key->words));
	(void)cJSON_AddItemToArray(any, typed("null"));
	return value;
}

/* A parameter of a law: a plain quantity of its kind, or a number. */
static void add_parameter(cJSON *law, const char *name, const char *quantity)
{
	cJSON *item;

	if (quantity) {
		item = reference(quantity);
	} else {
		item = typed("number");
		(void)cJSON_AddNumberToObject(
		    item,
		    schema_law_zero(name) ? "minimum" : "exclusiveMinimum", 0);
	}
	(void)cJSON_AddItemToObject(
	    cJSON_GetObjectItemCaseSensitive(law, "properties"), name, item);
}

static cJSON *law(const struct law_form *form, const char *quantity)
{
	cJSON *item = typed("object");
	cJSON *properties = cJSON_AddObjectToObject(item, "properties");
	cJSON *required = cJSON_AddArrayToObject(item, "required");

	(void)cJSON_AddItemToObject(properties, "law", one_of(form->name));
	(void)cJSON_AddItemToArray(required, cJSON_CreateString("law"));
	add_parameter(item, form->a, quantity);
	(void)cJSON_AddItemToArray(required, cJSON_CreateString(form->a));
	if (form->b) {
		add_parameter(item, form->b,
			      form->b_is_quantity ? quantity : NULL);
		(void)cJSON_AddItemToArray(required,
					   cJSON_CreateString(form->b));
	}
	add_parameter(item, "shift", quantity);
	add_parameter(item, "max", quantity);
	(void)cJSON_AddFalseToObject(item, "additionalProperties");
	return item;
}

static void define(cJSON *definitions, const char *name, enum key_kind kind,
		   const char *form)
{
	cJSON *item = text_like(form);

	/* what an editor says instead of showing the expression */
	(void)cJSON_AddStringToObject(item, "patternErrorMessage",
				      schema_kind_example(kind));
	(void)cJSON_AddItemToObject(definitions, name, item);
}

static void define_law(cJSON *definitions, const char *name,
		       const char *quantity)
{
	cJSON *item = cJSON_AddObjectToObject(definitions, name);
	cJSON *any = cJSON_AddArrayToObject(item, "anyOf");
	const struct law_form *form;

	(void)cJSON_AddItemToArray(any, reference(quantity));
	for (size_t i = 0; (form = schema_law_form(i)) != NULL; i++)
		(void)cJSON_AddItemToArray(any, law(form, quantity));
}

cJSON *json_schema_definitions(void)
{
	cJSON *all = cJSON_CreateObject(), *plain;

	define(all, "duration", KEY_DURATION, VALUE_DURATION_FORM);
	define(all, "size", KEY_SIZE, VALUE_SIZE_MIB_FORM);
	define(all, "size_of_law", KEY_SIZE, VALUE_SIZE_BYTES_FORM);
	define(all, "share", KEY_SHARE, VALUE_PERCENT_FORM);
	define(all, "money", KEY_MONEY, VALUE_MONEY_FORM);
	define(all, "instant", KEY_INSTANT, VALUE_INSTANT_FORM);
	define(all, "date", KEY_DATE, VALUE_DATE_FORM);
	plain = typed("number");
	(void)cJSON_AddNumberToObject(plain, "minimum", 0);
	(void)cJSON_AddItemToObject(all, "number_of_law", plain);
	define_law(all, "duration_or_law", "duration");
	define_law(all, "size_or_law", "size_of_law");
	define_law(all, "number_or_law", "number_of_law");
	return all;
}
