#include "local_dates.h"

#include <stdlib.h>
#include <string.h>

#include "engine/units.h"
#include "schema_tables.h"
#include "traces/base/memory.h"
#include "traces/base/times.h"
#include "traces/base/zone.h"

#define TIME_SIZE 40

struct settling {
	const struct document *document;
	struct zone_clock clock;
	bool opened;
	struct error_text *error;
};

static bool open_clock(struct settling *s)
{
	struct error_text inner = {.text = ""};
	const cJSON *item = schema_find(s->document->root, "clock");
	const char *name =
	    cJSON_IsString(item)
		? item->valuestring
		: schema_key_named(&schema_scenario, "clock")->fallback;

	if (s->opened)
		return true;
	s->opened = zone_clock_open(&s->clock, name, &inner);
	return s->opened ||
	       error_set(s->error, "%s: clock: %s",
			 json_place(&s->document->sources,
				    item != NULL ? item : s->document->root)
			     .text,
			 inner.text);
}

static bool settle(struct settling *s, cJSON *item)
{
	char text[TIME_SIZE];
	int64_t days, local_s, utc_s;

	if (!cJSON_IsString(item) ||
	    strlen(item->valuestring) != strlen("2024-11-08") ||
	    !date_parse(item->valuestring, &days))
		return true;
	if (!open_clock(s))
		return false;
	local_s = days * (US_PER_DAY / US_PER_SECOND);
	utc_s = zone_clock_utc_s(&s->clock, local_s, INT64_MIN);
	(void)time_format(
	    utc_s * US_PER_SECOND,
	    (int32_t)(zone_clock_local_s(&s->clock, utc_s) - utc_s), text,
	    sizeof text);
	if (cJSON_SetValuestring(item, text) == NULL)
		memory_ran_short();
	return true;
}

static bool settle_all(struct settling *s, const struct schema *schema,
		       cJSON *object)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct schema_key *key = &schema->keys[i];
		cJSON *item = schema_find(object, key->key);

		if (key->kind == KEY_LOCAL && !settle(s, item))
			return false;
		if (key->kind != KEY_LIST || key->element == NULL ||
		    !cJSON_IsArray(item))
			continue;
		for (cJSON *one = item->child; one != NULL; one = one->next)
			if (!settle_all(s, key->element, one))
				return false;
	}
	return true;
}

bool local_dates_settle(struct document *document, struct error_text *error)
{
	struct settling s = {.document = document, .error = error};

	return settle_all(&s, &schema_scenario, document->root);
}
