#include "assumptions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate_plan.h"
#include "schema_tables.h"

#define ASSUMPTION_KEY_SIZE 96

static bool begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

/* May a whole machine be ordered by the hour? */
static bool orders_dedicated(const struct engine_config *engine)
{
	const struct policy *policy = &engine->policy;

	for (uint32_t i = 0; i < policy->offer_count; i++)
		if (engine->node_types[policy->offers[i].type].dedicated)
			return true;
	return false;
}

/* Keys of a feature that did not take part are no assumptions. */
static bool takes_part(const struct schema_key *key, const cJSON *item,
		       const struct scenario *scenario)
{
	const struct policy *policy = &scenario->engine.policy;

	if (begins(key->key, "workload.counts") &&
	    scenario->workload.kind != WORKLOAD_COUNTS)
		return false;
	if (!strcmp(key->key, "workload.generate"))
		return false; /* its own keys are */
	if (begins(key->key, "world.restore.") &&
	    scenario->world.transfers.unlimited)
		return false;
	if (begins(key->key, "world.link.") && !policy->direct_copy &&
	    !policy->second_copies.on)
		return false;
	if ((begins(key->key, "policy.second_copies.") ||
	     !strcmp(key->key, "workload.changed_share")) &&
	    !policy->second_copies.on)
		return false;
	if (!strcmp(key->key, "catalogue.ipv4.dedicated_hour") &&
	    !orders_dedicated(&scenario->engine))
		return false;
	if (!strcmp(key->key, "policy.reactive.reserve_plan") &&
	    policy->reserve_worlds == 0)
		return false;
	if (!strcmp(key->key, "policy.reactive.reserve") &&
	    policy->reserve_worlds != 0)
		return false;
	if (!strcmp(key->key, "catalogue.types") ||
	    !strcmp(key->key, "catalogue.storage"))
		return false; /* the whole price list is no assumption */
	if (item && key->or_group && schema_is_group(item))
		return false;
	return item != NULL || key->fallback != NULL;
}

static char *value_text(const struct schema_key *key, const cJSON *item)
{
	char *printed, *copy;

	if (!item)
		return strdup(key->fallback);
	if (cJSON_IsString(item))
		return strdup(item->valuestring);
	printed = cJSON_PrintUnformatted(item);
	copy = printed ? strdup(printed) : NULL;
	cJSON_free(printed);
	return copy;
}

/* A list of a file of which an option changed a part has the option as its
 * source. */
static const cJSON *source_of(const struct document *document,
			      const cJSON *item)
{
	for (const cJSON *i = item->child; i; i = i->next) {
		const cJSON *inner = source_of(document, i);

		if (!json_file(&document->sources, inner))
			return inner;
	}
	return item;
}

/* The keys of one table; `prefix` precedes them. */
static bool fill_from(const struct schema *schema,
		      const struct document *document, const cJSON *root,
		      const char *prefix, struct scenario *scenario,
		      struct error_text *error)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct schema_key *key = &schema->keys[i];
		const cJSON *item = schema_find(root, key->key);
		struct assumption *a =
		    &scenario->assumptions[scenario->assumption_count];
		char name[ASSUMPTION_KEY_SIZE];

		if (!takes_part(key, item, scenario))
			continue;
		scenario->assumption_count++;
		(void)snprintf(name, sizeof name, "%s%s", prefix, key->key);
		a->key = strdup(name);
		a->value = value_text(key, item);
		if (item)
			item = source_of(document, item);
		a->source =
		    strdup(item ? json_place(&document->sources, item).text
				: "default");
		a->is_default = item == NULL;
		if (!a->key || !a->value || !a->source)
			return error_set(error, "out of memory; free some");
	}
	return true;
}

bool assumptions_fill(const struct document *document,
		      struct scenario *scenario, struct error_text *error)
{
	const cJSON *model = schema_find(document->root, "workload.generate");

	scenario->assumptions =
	    calloc(schema_scenario.count + schema_generate.count,
		   sizeof *scenario->assumptions);
	if (!scenario->assumptions)
		return error_set(error, "out of memory; free some");
	return fill_from(&schema_scenario, document, document->root, "",
			 scenario, error) &&
	       (!model || fill_from(&schema_generate, document, model,
				    "workload.generate.", scenario, error));
}
