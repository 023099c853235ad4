/*
 * files.c - one file at a time: which of our kinds is it, is it sound, and
 * what is in it?
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "catalogue.h"
#include "document.h"
#include "generate_plan.h"
#include "scenario.h"
#include "schema_tables.h"
#include "traces/store/sessions.h"

#define PART_KEYS_MAX 64

/* By the keys only its kind has. */
enum file_kind { FILE_SCENARIO = 0, FILE_BOOK, FILE_CATALOGUE, FILE_MODEL };

static enum file_kind kind_of(const cJSON *root)
{
	if (cJSON_GetObjectItemCaseSensitive(root, "lists") ||
	    cJSON_GetObjectItemCaseSensitive(root, "vat"))
		return FILE_BOOK;
	if (cJSON_GetObjectItemCaseSensitive(root, "types") ||
	    cJSON_GetObjectItemCaseSensitive(root, "locations"))
		return FILE_CATALOGUE;
	if (cJSON_GetObjectItemCaseSensitive(root, "worlds") ||
	    cJSON_GetObjectItemCaseSensitive(root, "starts"))
		return FILE_MODEL;
	return FILE_SCENARIO;
}

/* Read the keys below `group` of the scenario's table, as if the file stood
 * there. */
static bool read_part(struct document *document, const char *group,
		      struct scenario *out, struct error_text *error)
{
	struct schema_reader reader = {&document->sources, "", error};
	struct schema_key keys[PART_KEYS_MAX];
	struct schema part = {group, keys, 0};
	cJSON *outer = cJSON_CreateObject();
	size_t size = strlen(group);

	if (!outer)
		return error_set(error, "out of memory; free some");
	json_mark_like(outer, document->root);
	(void)cJSON_AddItemToObject(outer, group, document->root);
	document->root = outer;
	for (size_t i = 0;
	     i < schema_scenario.count && part.count < PART_KEYS_MAX; i++)
		if (!strncmp(schema_scenario.keys[i].key, group, size) &&
		    schema_scenario.keys[i].key[size] == '.')
			keys[part.count++] = schema_scenario.keys[i];
	return schema_read(&part, outer, &reader, out);
}

static int size_of(const struct document *document, const char *key)
{
	return cJSON_GetArraySize(schema_find(document->root, key));
}

static const char *name_of(const struct document *document, const char *key)
{
	const cJSON *item = schema_find(document->root, key);

	return item ? item->valuestring : "without a name";
}

static bool read_book(struct document *document, struct price_book *out,
		      struct file_facts *facts, struct error_text *error)
{
	struct scenario scenario = {.name = NULL};
	bool ok = read_part(document, "prices", &scenario, error) &&
		  catalogue_read_book(document, &scenario.engine.book, error);

	if (ok) {
		*out = scenario.engine.book;
		facts->kind = "price book";
		(void)snprintf(facts->text, sizeof facts->text,
			       "%.60s, price lists: %" PRIu32,
			       name_of(document, "prices.name"),
			       out->price_count);
	}
	scenario_release(&scenario);
	return ok;
}

static bool check_catalogue(struct document *document, struct error_text *error)
{
	struct scenario scenario = {.name = NULL};
	bool ok = read_part(document, "catalogue", &scenario, error) &&
		  catalogue_check(document, error);

	scenario_release(&scenario);
	return ok;
}

bool catalogue_open(struct document *document, const char *path,
		    const struct scenario_options *options,
		    struct error_text *error)
{
	if (!document_load_file(document, path, options, error))
		return false;
	if (check_catalogue(document, error))
		return true;
	document_release(document);
	return false;
}

static bool read_catalogue(struct document *document, struct file_facts *facts,
			   struct error_text *error)
{
	if (!check_catalogue(document, error))
		return false;
	facts->kind = "catalogue";
	(void)snprintf(facts->text, sizeof facts->text,
		       "%.60s, machines: %d, locations: %d, archive boxes: %d",
		       name_of(document, "catalogue.name"),
		       size_of(document, "catalogue.types"),
		       size_of(document, "catalogue.locations"),
		       size_of(document, "catalogue.storage"));
	return true;
}

static bool read_model(const struct document *document,
		       const struct scenario_options *options,
		       struct file_facts *facts, struct error_text *error)
{
	struct generate_plan plan;

	if (!generate_plan_read(document, document->root, "", options, &plan,
				error))
		return false;
	facts->kind = "model of demand";
	(void)snprintf(facts->text, sizeof facts->text,
		       "worlds living: %" PRIu32 ", dormant: %" PRIu32
		       ", new a day: %g",
		       plan.living, plan.dormant, plan.new_per_day);
	generate_plan_release(&plan);
	return true;
}

static const char *const demand_names[] = {
    [WORKLOAD_SESSIONS] = "sessions",
    [WORKLOAD_COUNTS] = "counts",
    [WORKLOAD_GENERATE] = "a model",
};

/* A scenario is as sound as the demand it names. */
static bool check_demand(const struct scenario *scenario,
			 struct error_text *error)
{
	const struct workload *workload = &scenario->workload;
	struct counts counts;
	struct trace trace;

	switch (workload->kind) {
	case WORKLOAD_COUNTS:
		if (!counts_read(workload->path, scenario->clock, &counts,
				 error))
			return false;
		counts_release(&counts);
		break;
	case WORKLOAD_SESSIONS:
		if (!trace_read_sessions(workload->path, &workload->defaults,
					 &trace, error))
			return false;
		trace_release(&trace);
		break;
	case WORKLOAD_GENERATE: /* read with the scenario */
		break;
	}
	return true;
}

static bool read_scenario(const char *path,
			  const struct scenario_options *options,
			  struct file_facts *facts, struct error_text *error)
{
	struct scenario scenario;
	uint32_t dedicated = 0;
	bool ok;

	if (!scenario_load(path, options, &scenario, error))
		return false;
	ok = options->demand != NULL ? options->demand(&scenario, error)
				     : check_demand(&scenario, error);
	for (uint32_t i = 0; i < scenario.engine.node_type_count; i++)
		dedicated += scenario.engine.dedicated_count[i];
	facts->kind = "scenario";
	(void)snprintf(facts->text, sizeof facts->text,
		       "%.60s, demand from %s, dedicated nodes: %" PRIu32
		       ", cloud nodes at most: %" PRIu32,
		       scenario.name, demand_names[scenario.workload.kind],
		       dedicated, scenario.cloud_nodes_max);
	scenario_release(&scenario);
	return ok;
}

bool scenario_load_book(const char *path,
			const struct scenario_options *options,
			struct price_book *out, struct error_text *error)
{
	struct file_facts facts;
	struct document document;
	bool ok;

	if (!document_load_file(&document, path, options, error))
		return false;
	ok = read_book(&document, out, &facts, error);
	document_release(&document);
	return ok;
}

bool scenario_read_file(const char *path,
			const struct scenario_options *options,
			struct file_facts *facts, struct error_text *error)
{
	struct document document;
	struct price_book book;
	bool ok = false;

	if (!strpbrk(path, "./")) /* the name of a shipped one */
		return read_scenario(path, options, facts, error);
	if (!document_load_file(&document, path, options, error))
		return false;
	switch (kind_of(document.root)) {
	case FILE_BOOK:
		ok = read_book(&document, &book, facts, error);
		break;
	case FILE_CATALOGUE:
		ok = read_catalogue(&document, facts, error);
		break;
	case FILE_MODEL:
		ok = read_model(&document, options, facts, error);
		break;
	case FILE_SCENARIO:
		ok = read_scenario(path, options, facts, error);
		break;
	}
	document_release(&document);
	return ok;
}

bool scenario_check_file(const char *path,
			 const struct scenario_options *options,
			 struct error_text *error)
{
	struct file_facts facts;

	return scenario_read_file(path, options, &facts, error);
}
