#include "schema_value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/units.h"
#include "traces/base/values.h"

struct schema_shown schema_show(const cJSON *item)
{
	char *text = cJSON_PrintUnformatted(item);
	struct schema_shown shown;

	(void)snprintf(shown.text, sizeof shown.text, "%.*s%s",
		       SCHEMA_SHOWN_MAX, text ? text : "?",
		       text && strlen(text) > SCHEMA_SHOWN_MAX ? "..." : "");
	cJSON_free(text);
	return shown;
}

bool schema_fail(const struct schema_reader *reader, const cJSON *item,
		 const char *key, const char *what, const char *right)
{
	return error_set(reader->error, "%s: %s%s: %s; %s",
			 json_place(reader->sources, item).text, reader->prefix,
			 key, what, right);
}

const char *schema_kind_example(enum key_kind kind)
{
	switch (kind) {
	case KEY_TEXT:
		return "write a text in \"\"";
	case KEY_CHOICE:
		return "write one of the words";
	case KEY_FLAG:
		return "write true or false";
	case KEY_INTEGER:
		return "write a whole number";
	case KEY_NUMBER:
		return "write a number";
	case KEY_SHARE:
		return "write a share such as \"90%\" or 0.9";
	case KEY_DURATION:
		return "write a duration such as \"90s\", \"15m\" or \"48h\"";
	case KEY_SIZE:
		return "write a size such as \"8GB\" or \"512MB\"";
	case KEY_MONEY:
		return "write money such as \"0.02 EUR\"";
	case KEY_INSTANT:
		return "write an instant with its offset such as "
		       "\"2024-11-08T12:00:00+01:00\"";
	case KEY_LOCAL:
		return "write an instant with its offset such as "
		       "\"2024-11-08T12:00:00+01:00\", or a date such as "
		       "\"2024-11-08\"";
	case KEY_DATE:
		return "write a date such as \"2026-11-06\"";
	case KEY_LAW_DURATION:
		return "write a duration such as \"12s\" or a law such as "
		       "{ \"law\": \"lognormal\", \"median\": \"12s\", "
		       "\"sigma\": 0.5 }";
	case KEY_LAW_SIZE:
		return "write a size such as \"2GB\" or a law such as "
		       "{ \"law\": \"lognormal\", \"median\": \"2GB\", "
		       "\"sigma\": 0.5 }";
	case KEY_LAW_NUMBER:
		return "write a number or a law such as { \"law\": "
		       "\"lognormal\", \"median\": 60, \"sigma\": 0.5 }";
	case KEY_LIST:
		return "write a list [ ... ]";
	case KEY_MAP:
		return "write an object { \"name\": { ... } }";
	case KEY_PART:
		return "write an object { \"key\": value, ... }, or the path "
		       "of "
		       "a file with one";
	}
	return "";
}

bool schema_fail_kind(const struct schema_key *key, const cJSON *item,
		      const struct schema_reader *reader)
{
	char what[SCHEMA_SHOWN_MAX + 40];
	char right[320];

	if (key->kind == KEY_INTEGER && cJSON_IsNumber(item) &&
	    fabs(item->valuedouble) > SCHEMA_INTEGER_MAX)
		return schema_fail(
		    reader, item, key->key, "too large to be kept exactly",
		    "write a whole number up to " SCHEMA_INTEGER_MAX_TEXT);
	(void)snprintf(what, sizeof what, "%s is not understood",
		       schema_show(item).text);
	if (key->words && key->kind == KEY_CHOICE) {
		(void)snprintf(right, sizeof right, "write one of %s",
			       key->words);
		for (char *c = right; *c; c++)
			if (*c == '|')
				*c = '/';
	} else if (key->words)
		(void)snprintf(right, sizeof right, "%s, or \"%s\"",
			       schema_kind_example(key->kind), key->words);
	else
		(void)snprintf(right, sizeof right, "%s",
			       schema_kind_example(key->kind));
	return schema_fail(reader, item, key->key, what, right);
}

/* Position of a word among the choices, -1 if it is none. */
static int64_t choice_of(const char *choices, const char *word)
{
	size_t length = choices ? strlen(word) : 0;

	for (int64_t i = 0; length > 0; i++) {
		size_t size = strcspn(choices, "|");

		if (size == length && !strncmp(choices, word, size))
			return i;
		if (choices[size] == '\0')
			break;
		choices += size + 1;
	}
	return -1;
}

/* Everything that ends as one integer, in the unit of its kind. */
static bool read_integer(enum key_kind kind, const cJSON *item, int64_t *out)
{
	const char *text = cJSON_IsString(item) ? item->valuestring : NULL;
	double number = cJSON_IsNumber(item) ? item->valuedouble : (double)NAN;

	switch (kind) {
	case KEY_FLAG:
		*out = cJSON_IsTrue(item) ? 1 : 0;
		return cJSON_IsBool(item) != 0;
	case KEY_INTEGER:
		if (!(fabs(number) <= SCHEMA_INTEGER_MAX) ||
		    number != floor(number))
			return false;
		*out = (int64_t)number;
		return true;
	case KEY_SHARE:
		if (text)
			return value_percent_ppm(text, out);
		if (!(fabs(number) <= 1e9))
			return false;
		*out = llround(number * 1e6);
		return true;
	case KEY_DURATION:
		return text && value_duration_us(text, out);
	case KEY_SIZE:
		return text && value_size_mib(text, out);
	case KEY_MONEY:
		return text && value_money_nano_eur(text, out);
	case KEY_INSTANT:
	case KEY_LOCAL: /* local_dates.c has made instants of dates */
		return text && value_instant_us(text, out);
	case KEY_DATE:
		return text && value_date_us(text, out);
	case KEY_TEXT:
	case KEY_CHOICE:
	case KEY_NUMBER:
	case KEY_LAW_DURATION:
	case KEY_LAW_SIZE:
	case KEY_LAW_NUMBER:
	case KEY_LIST:
	case KEY_MAP:
	case KEY_PART:
		break;
	}
	return false;
}

/* The table is ours: what it says can be read. */
double schema_limit(enum key_kind kind, const char *text)
{
	cJSON *item = cJSON_ParseWithOpts(text, NULL, 1);
	int64_t integer = 0;
	double value;

	if (!item)
		item = cJSON_CreateString(text);
	if (kind == KEY_NUMBER || kind == KEY_LIST)
		value = cJSON_GetNumberValue(item);
	else
		value =
		    read_integer(kind, item, &integer) ? (double)integer : 0;
	cJSON_Delete(item);
	return value;
}

static bool in_limits(const struct schema_key *key, const cJSON *item,
		      const struct schema_reader *reader, double value)
{
	const char *least = key->least		     ? key->least
			    : key->kind == KEY_SHARE ? "0%"
						     : NULL;
	char what[SCHEMA_SHOWN_MAX + 40], right[96];

	if (least && value < schema_limit(key->kind, least)) {
		(void)snprintf(what, sizeof what, "%s is too small",
			       schema_show(item).text);
		(void)snprintf(right, sizeof right, "at least %s", least);
		return schema_fail(reader, item, key->key, what, right);
	}
	if (key->most && value > schema_limit(key->kind, key->most)) {
		(void)snprintf(what, sizeof what, "%s is too large",
			       schema_show(item).text);
		(void)snprintf(right, sizeof right, "at most %s", key->most);
		return schema_fail(reader, item, key->key, what, right);
	}
	return true;
}

/* How many elements a list may have. */
static bool read_list(const struct schema_key *key, const cJSON *item,
		      const struct schema_reader *reader)
{
	int count = cJSON_GetArraySize(item);
	const char *limit = NULL;
	char what[64], right[64];

	if (!cJSON_IsArray(item))
		return schema_fail_kind(key, item, reader);
	if (key->least && count < schema_limit(KEY_LIST, key->least))
		limit = key->least;
	if (key->most && count > schema_limit(KEY_LIST, key->most))
		limit = key->most;
	if (!limit)
		return true;
	(void)snprintf(what, sizeof what, "%d elements are too %s", count,
		       limit == key->least ? "few" : "many");
	(void)snprintf(right, sizeof right, "write at %s %s",
		       limit == key->least ? "least" : "most", limit);
	return schema_fail(reader, item, key->key, what, right);
}

/* Put an integer where the key says; false if it does not fit there. */
static bool store_integer(const struct schema_key *key, int64_t value,
			  bool is_word, void *target)
{
	void *at = (char *)target + key->offset;
	int64_t seconds = value / US_PER_SECOND;
	double scale = 1;

	switch (key->store) {
	case STORE_U32:
		if (key->kind == KEY_DURATION && !is_word) {
			if (value % US_PER_SECOND != 0)
				return false;
			value = seconds;
		}
		if (value < 0 || value > UINT32_MAX)
			return false;
		*(uint32_t *)at = (uint32_t)value;
		return true;
	case STORE_U64:
		*(uint64_t *)at = (uint64_t)value;
		return value >= 0;
	case STORE_I64:
		*(int64_t *)at = value;
		return true;
	case STORE_BOOL:
		*(bool *)at = value != 0;
		return true;
	case STORE_DOUBLE:
		if (!is_word &&
		    (key->kind == KEY_DURATION || key->kind == KEY_SHARE))
			scale = 1e6;
		*(double *)at = (double)value / scale;
		return true;
	case STORE_LAW:
		*(struct law *)at = (struct law){.a = (double)value};
		return true;
	case STORE_NONE:
	case STORE_TEXT:
		break;
	}
	return true;
}

static bool read_text(const struct schema_key *key, const cJSON *item,
		      const struct schema_reader *reader, void *target)
{
	char **at = (char **)(void *)((char *)target + key->offset);

	if (!cJSON_IsString(item))
		return schema_fail_kind(key, item, reader);
	if (item->valuestring[0] == '\0')
		return schema_fail(reader, item, key->key, "is empty",
				   schema_kind_example(KEY_TEXT));
	if (key->store != STORE_TEXT)
		return true;
	free(*at);
	*at = strdup(item->valuestring);
	return *at || error_set(reader->error, "out of memory; free some");
}

static bool read_number(const struct schema_key *key, const cJSON *item,
			const struct schema_reader *reader, void *target)
{
	double value = cJSON_IsNumber(item) ? item->valuedouble : (double)NAN;

	if (!isfinite(value))
		return schema_fail_kind(key, item, reader);
	if (!in_limits(key, item, reader, value))
		return false;
	if (key->store == STORE_DOUBLE)
		*(double *)(void *)((char *)target + key->offset) = value;
	else if (key->store == STORE_U32) /* a factor, in ppm */
		*(uint32_t *)(void *)((char *)target + key->offset) =
		    (uint32_t)llround(value * 1e6);
	return true;
}

static bool read_item(const struct schema_key *key, const cJSON *item,
		      const struct schema_reader *reader, void *target)
{
	bool is_word = key->words && cJSON_IsString(item) &&
		       key->kind != KEY_CHOICE &&
		       !strcmp(item->valuestring, key->words);
	int64_t value = key->word_value;
	struct law checked_only, *law = &checked_only;

	if (is_word) {
		(void)store_integer(key, value, true, target);
		return true;
	}
	switch (key->kind) {
	case KEY_TEXT:
		return read_text(key, item, reader, target);
	case KEY_NUMBER:
		return read_number(key, item, reader, target);
	case KEY_LAW_DURATION:
	case KEY_LAW_SIZE:
	case KEY_LAW_NUMBER:
		if (key->store == STORE_LAW)
			law = (struct law *)(void *)((char *)target +
						     key->offset);
		return schema_law_read(key, item, reader, law);
	case KEY_LIST:
		return read_list(key, item, reader);
	case KEY_MAP:
	case KEY_PART: /* a path has been opened before */
		return cJSON_IsObject(item) ||
		       schema_fail_kind(key, item, reader);
	case KEY_CHOICE:
		value = cJSON_IsString(item)
			    ? choice_of(key->words, item->valuestring)
			    : -1;
		if (value < 0)
			return schema_fail_kind(key, item, reader);
		break;
	case KEY_FLAG:
	case KEY_INTEGER:
	case KEY_SHARE:
	case KEY_DURATION:
	case KEY_SIZE:
	case KEY_MONEY:
	case KEY_INSTANT:
	case KEY_LOCAL:
	case KEY_DATE:
		if (!read_integer(key->kind, item, &value))
			return schema_fail_kind(key, item, reader);
		if (!in_limits(key, item, reader, (double)value))
			return false;
		break;
	}
	if (!store_integer(key, value, false, target))
		return schema_fail(reader, item, key->key, "does not fit",
				   "write a smaller value, "
				   "durations in whole seconds");
	return true;
}

cJSON *schema_fallback(const struct schema_key *key)
{
	cJSON *item = cJSON_ParseWithOpts(key->fallback, NULL, 1);

	return item ? item : cJSON_CreateString(key->fallback);
}

bool schema_value_read(const struct schema_key *key, const cJSON *item,
		       const struct schema_reader *reader, void *target)
{
	cJSON *made = NULL;
	bool ok;

	if (!item && !key->fallback)
		return true;
	if (!item) {
		made = schema_fallback(key);
		if (!made)
			return error_set(reader->error,
					 "out of memory; free some");
	}
	ok = read_item(key, made ? made : item, reader, target);
	cJSON_Delete(made);
	return ok;
}
