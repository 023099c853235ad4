#include "generate_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema_tables.h"
#include "schema_value.h"

#define PREFIX_SIZE 96
#define CPU_MILLI_DEFAULT 1000

struct reading {
	const struct document *document;
	const cJSON *item;
	const char *prefix;
	const struct scenario_options *options;
	struct generate_keys keys;
	struct schema_reader reader;
};

static bool generate_fail(const struct reading *r, const cJSON *item,
			  const char *key, const char *what, const char *right)
{
	return schema_fail(&r->reader, item, key, what, right);
}

/* `count` numbers of 0 or more, of which one is above 0. */
static bool read_numbers(const struct reading *r, const char *key, int count,
			 double *out, bool *given)
{
	const cJSON *list = schema_find(r->item, key);
	char right[64];
	double sum = 0;

	*given = list != NULL;
	if (list == NULL)
		return true;
	(void)snprintf(right, sizeof right,
		       "write [ %d numbers ], 0 or more, not all 0", count);
	for (const cJSON *i = list->child; i != NULL; i = i->next) {
		if (!cJSON_IsNumber(i) || !(i->valuedouble >= 0) ||
		    !(i->valuedouble <= 1e6))
			return generate_fail(r, i, key, "holds something else",
					     right);
		*out++ = i->valuedouble;
		sum += i->valuedouble;
	}
	return sum > 0 || generate_fail(r, list, key, "has no start", right);
}

static bool read_hours(struct reading *r)
{
	struct generate_plan *plan = &r->keys.plan;
	double common[DAY_TYPES][HOURS];
	bool given, common_given[DAY_TYPES];
	static const char *const types[DAY_TYPES] = {"weekday", "weekend"};

	for (int type = 0; type < DAY_TYPES; type++) {
		char key[PREFIX_SIZE];

		(void)snprintf(key, sizeof key, "hours.%s", types[type]);
		if (!read_numbers(r, key, HOURS, common[type],
				  &common_given[type]))
			return false;
		for (int tier = 0; tier < TIERS; tier++) {
			double *hours = type == 0 ? plan->tier[tier].weekday
						  : plan->tier[tier].weekend;

			if (common_given[type])
				memcpy(hours, common[type],
				       sizeof common[type]);
			(void)snprintf(key, sizeof key, "tiers.%s.hours.%s",
				       tier_name((enum tier)tier), types[type]);
			if (!read_numbers(r, key, HOURS, hours, &given))
				return false;
		}
	}
	return read_numbers(r, "week", WEEKDAYS, plan->level, &given);
}

/* The tiers that say nothing of their lengths. */
static void share_lengths(struct reading *r)
{
	for (int tier = 0; tier < TIERS; tier++) {
		char key[PREFIX_SIZE];

		(void)snprintf(key, sizeof key, "tiers.%s.session_length",
			       tier_name((enum tier)tier));
		if (schema_find(r->item, key) == NULL)
			r->keys.plan.tier[tier].session_length =
			    r->keys.session_length;
	}
}

/* An element of a list, read by its own table. */
static bool read_element(const struct reading *r, const char *list,
			 uint32_t index, const struct schema *schema,
			 const cJSON *item, void *target)
{
	char prefix[PREFIX_SIZE];
	struct schema_reader reader = r->reader;

	(void)snprintf(prefix, sizeof prefix, "%s%s.%u.", r->prefix, list,
		       index);
	reader.prefix = prefix;
	return schema_read(schema, item, &reader, target);
}

static bool read_mix(struct reading *r)
{
	const cJSON *list = schema_find(r->item, "ram_mix");
	struct generate_plan *plan = &r->keys.plan;
	uint64_t sum_ppm = 0;

	for (const cJSON *i = list->child; i != NULL; i = i->next) {
		struct ram_share *share = &plan->ram_mix[plan->ram_mix_count];

		if (!read_element(r, "ram_mix", plan->ram_mix_count,
				  &schema_ram_share, i, share))
			return false;
		sum_ppm += share->share_ppm;
		plan->ram_mix_count++;
	}
	return sum_ppm == 1000000 ||
	       generate_fail(r, list, "ram_mix", "does not sum to 100 %",
			     "change the shares");
}

static bool read_events(struct reading *r)
{
	const cJSON *list = schema_find(r->item, "events");
	struct generate_plan *plan = &r->keys.plan;

	for (const cJSON *i = list != NULL ? list->child : NULL; i != NULL;
	     i = i->next) {
		struct demand_event *event = &plan->events[plan->event_count];

		if (!read_element(r, "events", plan->event_count, &schema_event,
				  i, event))
			return false;
		if (event->to_us <= event->from_us)
			return generate_fail(r, i, "events",
					     "ends before it begins",
					     "write a later \"to\"");
		plan->event_count++;
	}
	return true;
}

static bool read_calendar(struct reading *r, struct error_text *error)
{
	const cJSON *file = schema_find(r->item, "calendar.file");
	char *path;
	bool good;

	if (file == NULL)
		return true;
	path = document_resolve(r->document, file, r->options, error);
	if (path == NULL)
		return false;
	good = holidays_read(path, r->keys.calendar_state,
			     &r->keys.plan.holidays, error);
	free(path);
	return good;
}

static bool check_worlds(struct reading *r)
{
	if (r->keys.plan.living + (uint64_t)r->keys.plan.dormant == 0 &&
	    !(r->keys.plan.new_per_day > 0))
		return generate_fail(
		    r, schema_find(r->item, "worlds"), "worlds",
		    "are none and none are made",
		    "raise worlds.living or worlds.new_per_day");
	return true;
}

bool generate_plan_read(const struct document *document, const cJSON *item,
			const char *prefix,
			const struct scenario_options *options,
			struct generate_plan *out, struct error_text *error)
{
	struct reading r = {
	    .document = document,
	    .item = item,
	    .prefix = prefix,
	    .options = options,
	    .keys = {.plan = {.cpu_milli = CPU_MILLI_DEFAULT}},
	    .reader = {&document->sources, prefix, error},
	};
	bool good;

	generate_plan_shape(&r.keys.plan);
	good = schema_read(&schema_generate, item, &r.reader, &r.keys) &&
	       read_hours(&r) && read_mix(&r) && read_events(&r) &&
	       read_calendar(&r, error) && check_worlds(&r);
	share_lengths(&r);
	free(r.keys.calendar_file);
	free(r.keys.calendar_state);
	if (good)
		(void)generate_plan_normalise(&r.keys.plan);
	else
		generate_plan_release(&r.keys.plan);
	*out = r.keys.plan;
	return good;
}

bool generate_plan_load(const char *path,
			const struct scenario_options *options,
			struct generate_plan *out, struct error_text *error)
{
	struct document document;
	bool good;

	*out = (struct generate_plan){0};
	if (!document_load_file(&document, path, options, error))
		return false;
	good = generate_plan_read(&document, document.root, "", options, out,
				  error);
	document_release(&document);
	return good;
}
