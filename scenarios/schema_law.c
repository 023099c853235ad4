#include "schema_value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "traces/base/nearest.h"
#include "traces/base/values.h"

static const struct law_form law_forms[] = {
    {"exponential", "mean", NULL, LAW_EXPONENTIAL, false},
    {"lognormal", "median", "sigma", LAW_LOGNORMAL, false},
    {"weibull", "scale", "shape", LAW_WEIBULL, false},
    {"gamma", "scale", "shape", LAW_GAMMA, false},
    {"uniform", "from", "to", LAW_UNIFORM, true},
};
#define LAW_FORMS (sizeof law_forms / sizeof *law_forms)

const struct law_form *schema_law_form(size_t index)
{
	return index < LAW_FORMS ? &law_forms[index] : NULL;
}

bool schema_law_zero(const char *parameter)
{
	return !strcmp(parameter, "from") || !strcmp(parameter, "sigma");
}

/* A plain quantity in the unit of the key's kind. */
static bool law_quantity(enum key_kind kind, const cJSON *item, double *out)
{
	int64_t value;

	if (kind == KEY_LAW_NUMBER) {
		*out = cJSON_IsNumber(item) ? item->valuedouble : -1;
		return *out >= 0 && isfinite(*out);
	}
	if (!cJSON_IsString(item))
		return false;
	if (kind == KEY_LAW_SIZE) {
		if (!value_size_bytes(item->valuestring, &value))
			return false;
		*out = (double)value / 1048576.0;
		return true;
	}
	if (!value_duration_us(item->valuestring, &value))
		return false;
	*out = (double)value / 1e6;
	return true;
}

static bool law_parameter(const struct schema_key *key, const cJSON *law,
			  const char *name, bool quantity,
			  const struct schema_reader *reader, double *out)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(law, name);
	enum key_kind kind = quantity ? key->kind : KEY_LAW_NUMBER;
	char what[SCHEMA_SHOWN_MAX + 40];
	const char *right;
	bool understood;

	if (!item) {
		(void)snprintf(what, sizeof what, "\"%s\" is missing", name);
		return schema_fail(reader, law, key->key, what,
				   "this law needs it");
	}
	understood = law_quantity(kind, item, out);
	if (understood && (*out > 0 || schema_law_zero(name)))
		return true;
	(void)snprintf(what, sizeof what, "\"%s\" is %s", name,
		       schema_show(item).text);
	if (understood || kind == KEY_LAW_NUMBER)
		right = schema_law_zero(name) ? "it must be 0 or more"
					      : "it must be above 0";
	else
		right = kind == KEY_LAW_SIZE
			    ? "write a size such as \"2GB\""
			    : "write a duration such as \"12s\"";
	return schema_fail(reader, item, key->key, what, right);
}

/* `shift` and `max`, which every law may have. */
static bool law_edges(const struct schema_key *key, const cJSON *law,
		      const struct schema_reader *reader, struct law *out)
{
	if (cJSON_HasObjectItem(law, "shift") &&
	    !law_parameter(key, law, "shift", true, reader, &out->shift))
		return false;
	if (cJSON_HasObjectItem(law, "max") &&
	    !law_parameter(key, law, "max", true, reader, &out->max))
		return false;
	if (out->max > 0 && out->max <= out->shift)
		return schema_fail(reader, law, key->key,
				   "\"max\" is not above \"shift\"",
				   "\"max\" applies to the shifted value");
	if (out->kind == LAW_UNIFORM && out->b < out->a)
		return schema_fail(reader, law, key->key,
				   "\"to\" is below \"from\"",
				   "write the smaller one first");
	return true;
}

static bool law_keys(const struct schema_key *key, const cJSON *law,
		     const struct law_form *form,
		     const struct schema_reader *reader)
{
	const char *known[] = {"law", "shift", "max", form->a, form->b};
	size_t count = form->b ? 5 : 4;
	char what[2 * SCHEMA_SHOWN_MAX], right[2 * SCHEMA_SHOWN_MAX];

	for (const cJSON *item = law->child; item; item = item->next) {
		const char *near;
		size_t i = 0;

		while (i < count && strcmp(known[i], item->string) != 0)
			i++;
		if (i < count)
			continue;
		near = nearest_word(item->string, known, count);
		(void)snprintf(what, sizeof what, "unknown key \"%.40s\"",
			       item->string);
		if (near)
			(void)snprintf(right, sizeof right, "nearest is \"%s\"",
				       near);
		else
			(void)snprintf(right, sizeof right,
				       "%s takes %s%s%s, shift, max",
				       form->name, form->a, form->b ? ", " : "",
				       form->b ? form->b : "");
		return schema_fail(reader, item, key->key, what, right);
	}
	return true;
}

bool schema_law_read(const struct schema_key *key, const cJSON *item,
		     const struct schema_reader *reader, struct law *out)
{
	const cJSON *name = cJSON_GetObjectItemCaseSensitive(item, "law");
	const struct law_form *form = NULL;
	struct law law = {.kind = LAW_FIXED};

	if (!cJSON_IsObject(item)) {
		if (!law_quantity(key->kind, item, &law.a))
			return schema_fail_kind(key, item, reader);
		*out = law;
		return true;
	}
	for (size_t i = 0; i < LAW_FORMS; i++)
		if (cJSON_IsString(name) &&
		    !strcmp(name->valuestring, law_forms[i].name))
			form = &law_forms[i];
	if (!form)
		return schema_fail(reader, name ? name : item, key->key,
				   name ? "unknown law"
					: "an object without \"law\"",
				   "write \"law\": \"exponential\", "
				   "\"lognormal\", \"weibull\", \"gamma\" or "
				   "\"uniform\"");
	law.kind = form->kind;
	if (!law_keys(key, item, form, reader) ||
	    !law_parameter(key, item, form->a, true, reader, &law.a) ||
	    (form->b && !law_parameter(key, item, form->b, form->b_is_quantity,
				       reader, &law.b)) ||
	    !law_edges(key, item, reader, &law))
		return false;
	*out = law;
	return true;
}
