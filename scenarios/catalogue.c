#include "catalogue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema_tables.h"
#include "schema_value.h"
#include "traces/base/memory.h"
#include "traces/base/nearest.h"

#define HOUR_S 3600.0
#define PREFIX_BYTES 160
#define NAMES_MAX 256

static const cJSON *catalogue_part(const struct document *document,
				   const char *dotted)
{
	return schema_find(document->root, dotted);
}

static bool fail_at(const struct document *document, const cJSON *item,
		    struct error_text *error, const char *what,
		    const char *right)
{
	return error_set(error, "%s: %s; %s",
			 json_place(&document->sources, item).text, what,
			 right);
}

bool catalogue_read_book(const struct document *document,
			 struct price_book *out, struct error_text *error)
{
	const cJSON *lists = catalogue_part(document, "prices.lists");
	char prefix[PREFIX_BYTES];
	struct schema_reader reader = {&document->sources, prefix, error};

	out->price_count = 0;
	for (const cJSON *item = lists->child; item; item = item->next) {
		struct book_price_line line = {.archive_nano_eur = 0};
		uint32_t n = out->price_count;

		(void)snprintf(prefix, sizeof prefix, "prices.lists.%u.", n);
		if (!schema_read(&schema_book_price, item, &reader, &line))
			return false;
		if (n > 0 && line.price.valid_from_us <=
				 out->prices[n - 1].valid_from_us)
			return schema_fail(&reader, item, "valid_from",
					   "is not after the list before",
					   "write the oldest list first");
		out->prices[out->price_count++] = line.price;
	}
	return true;
}

static bool check_price(const struct machine *machine, const cJSON *item,
			const struct schema_reader *reader,
			const struct provider_price *price,
			const struct provider_price *before)
{
	if (before && price->valid_from_us <= before->valid_from_us)
		return schema_fail(reader, item, "valid_from",
				   "is not after the list before",
				   "write the oldest list first");
	if (!machine->type.dedicated && price->hour_nano_eur == 0)
		return schema_fail(reader, item, "hour", "is missing",
				   "a cloud machine has a price per hour");
	if (machine->type.dedicated && price->month_nano_eur == 0)
		return schema_fail(reader, item, "month", "is missing",
				   "a dedicated machine has a monthly rent");
	if (!machine->type.dedicated && price->setup_nano_eur != 0)
		return schema_fail(reader, item, "setup",
				   "does not apply to a cloud machine",
				   "it has a price per hour and a cap per "
				   "month");
	return true;
}

bool catalogue_machine(const struct document *document, const cJSON *item,
		       struct machine *out, struct error_text *error)
{
	char prefix[PREFIX_BYTES];
	struct schema_reader reader = {&document->sources, prefix, error};
	const cJSON *lists;

	*out = (struct machine){.note = NULL};
	(void)snprintf(prefix, sizeof prefix, "catalogue.types.%.60s.",
		       item->string);
	if (!schema_read(&schema_machine, item, &reader, out)) {
		free(out->note);
		return false;
	}
	free(out->note);
	out->note = NULL;
	out->type.cpu_milli =
	    (uint32_t)lround(fmax(1, out->type.cpu_milli * out->speed));
	lists = cJSON_GetObjectItemCaseSensitive(item, "prices");
	for (const cJSON *list = lists->child; list; list = list->next) {
		uint32_t n = out->type.price_count;
		struct machine_price price = {.assumed = false};

		(void)snprintf(prefix, sizeof prefix,
			       "catalogue.types.%.60s.prices.%u.", item->string,
			       n);
		if (!schema_read(&schema_machine_price, list, &reader,
				 &price) ||
		    !check_price(out, list, &reader, &price.price,
				 n ? &out->type.prices[n - 1] : NULL))
			return false;
		out->type.prices[n] = price.price;
		out->assumed[n] = price.assumed;
		out->type.price_count++;
	}
	return true;
}

bool catalogue_check(const struct document *document, struct error_text *error)
{
	const cJSON *locations =
	    catalogue_part(document, "catalogue.locations");
	const cJSON *types = catalogue_part(document, "catalogue.types");
	const cJSON *boxes = catalogue_part(document, "catalogue.storage");
	char prefix[PREFIX_BYTES];
	struct schema_reader reader = {&document->sources, prefix, error};
	struct machine machine;
	struct storage_line box;

	for (const cJSON *i = locations->child; i; i = i->next)
		if (!cJSON_IsString(i) || strchr(i->valuestring, '@'))
			return fail_at(document, i, error,
				       "catalogue.locations: not a name",
				       "write a list such as [ \"fsn1\" ]");
	for (const cJSON *i = types->child; i; i = i->next) {
		if (strchr(i->string, '@') || strchr(i->string, '.'))
			return fail_at(document, i, error,
				       "catalogue.types: a name with @ or .",
				       "use letters and digits");
		if (!catalogue_machine(document, i, &machine, error))
			return false;
	}
	for (const cJSON *i = boxes ? boxes->child : NULL; i; i = i->next) {
		(void)snprintf(prefix, sizeof prefix,
			       "catalogue.storage.%.60s.", i->string);
		if (!schema_read(&schema_storage, i, &reader, &box))
			return false;
	}
	return true;
}

/* An error for a name that a list or map of the catalogue does not have. */
static bool fail_name(const struct document *document, const cJSON *item,
		      const char *what, const char *name, const cJSON *known,
		      struct error_text *error)
{
	const char *names[NAMES_MAX];
	size_t count = 0;
	const char *near;

	for (const cJSON *i = known ? known->child : NULL;
	     i && count < NAMES_MAX; i = i->next)
		names[count++] = i->string ? i->string : i->valuestring;
	near = nearest_word(name, names, count);
	return error_set(error,
			 "%s: unknown %s \"%.60s\"; %s%s%s of the %zu in the "
			 "catalogue",
			 json_place(&document->sources, item).text, what, name,
			 near ? "nearest is \"" : "choose one",
			 near ? near : "", near ? "\"" : "", count);
}

/* When the prices of a run begin to count. */
static int64_t prices_at(const struct scenario *scenario)
{
	return scenario->engine.prices_at_us != TIME_NEVER_US
		   ? scenario->engine.prices_at_us
		   : scenario->from_us - scenario->warm_up_us;
}

bool machine_price_is_assumed(const struct machine *machine, int64_t at_us)
{
	return machine->assumed[config_price_at(&machine->type, at_us) -
				machine->type.prices];
}

/* Index of a machine among the scenario's node types; added when new.
 * UINT32_MAX and an error when the catalogue does not have it. */
static uint32_t use_type(const struct document *document, const cJSON *item,
			 const char *name, struct scenario *scenario,
			 struct error_text *error)
{
	const cJSON *types = catalogue_part(document, "catalogue.types");
	const cJSON *found = cJSON_GetObjectItemCaseSensitive(types, name);
	struct engine_config *engine = &scenario->engine;
	uint32_t n = engine->node_type_count;
	struct machine machine;

	for (uint32_t i = 0; i < n; i++)
		if (!strcmp(scenario->node_type_names[i], name))
			return i;
	if (!found) {
		(void)fail_name(document, item, "machine", name, types, error);
		return UINT32_MAX;
	}
	if (n == NODE_TYPES_MAX) {
		(void)fail_at(document, item, error,
			      "fleet: too many machine types",
			      "32 are the limit");
		return UINT32_MAX;
	}
	if (!catalogue_machine(document, found, &machine, error))
		return UINT32_MAX;
	scenario->node_type_names[n] = memory_copy(name);
	if (!scenario->node_type_names[n]) {
		(void)error_set(error, "out of memory; free some");
		return UINT32_MAX;
	}
	machine.model.has_boot = schema_find(found, "boot") != NULL;
	if (schema_find(found, "stock"))
		stock_settle(&machine.model.stock);
	else
		machine.model.stock = scenario->world.stock;
	scenario->machines[n] = machine.model;
	scenario->price_assumed[n] =
	    machine_price_is_assumed(&machine, prices_at(scenario));
	engine->node_types[n] = machine.type;
	engine->node_type_count++;
	return n;
}

static bool fill_dedicated(const struct document *document,
			   struct scenario *scenario, struct error_text *error)
{
	const cJSON *list = catalogue_part(document, "fleet.dedicated");
	char prefix[PREFIX_BYTES];
	struct schema_reader reader = {&document->sources, prefix, error};
	struct engine_config *engine = &scenario->engine;
	struct fleet_line line = {.type = NULL};
	unsigned index = 0;
	uint32_t type;

	for (const cJSON *item = list ? list->child : NULL; item;
	     item = item->next, index++) {
		(void)snprintf(prefix, sizeof prefix, "fleet.dedicated.%u.",
			       index);
		if (!schema_read(&schema_dedicated, item, &reader, &line)) {
			free(line.type);
			return false;
		}
		type = use_type(document, schema_find(item, "type"), line.type,
				scenario, error);
		free(line.type);
		line.type = NULL;
		if (type == UINT32_MAX)
			return false;
		if (!engine->node_types[type].dedicated)
			return schema_fail(&reader, schema_find(item, "type"),
					   "type", "is a cloud machine",
					   "name it in fleet.cloud.types as "
					   "\"TYPE@location\"");
		engine->dedicated_count[type] += line.count;
	}
	return true;
}

/* UINT16_MAX: no memory. */
static uint16_t use_location(struct scenario *scenario, const char *name)
{
	uint32_t n = scenario->location_count;

	for (uint32_t i = 0; i < n; i++)
		if (!strcmp(scenario->location_names[i], name))
			return (uint16_t)i;
	scenario->location_names[n] = memory_copy(name);
	if (!scenario->location_names[n])
		return UINT16_MAX;
	scenario->location_count++;
	return (uint16_t)n;
}

static bool is_location(const cJSON *locations, const char *name)
{
	for (const cJSON *i = locations->child; i; i = i->next)
		if (!strcmp(i->valuestring, name))
			return true;
	return false;
}

/* What is ordered costs something by the hour, whenever that is. */
static bool check_hourly(const struct document *document, const cJSON *item,
			 const struct scenario *scenario, uint32_t type,
			 struct error_text *error)
{
	const struct node_type *t = &scenario->engine.node_types[type];
	uint32_t priced = 0;

	if (config_is_hourly(&scenario->engine, type,
			     scenario->from_us - scenario->warm_up_us))
		return true;
	for (uint32_t i = 0; i < t->price_count; i++)
		priced += t->prices[i].hour_nano_eur != 0;
	if (priced == 0)
		return fail_at(document, item, error,
			       "fleet.cloud.types: a machine without a price "
			       "per hour",
			       "name it in fleet.dedicated, or write \"hour\" "
			       "in its price lists");
	return fail_at(document, item, error,
		       "fleet.cloud.types: a price list of this machine that "
		       "applies has no price per hour",
		       "write \"prices_at\": a date whose list has one");
}

/* "CCX33@fsn1" */
static bool fill_offer(const struct document *document, const cJSON *item,
		       struct scenario *scenario, struct error_text *error)
{
	const cJSON *locations =
	    catalogue_part(document, "catalogue.locations");
	struct policy *policy = &scenario->engine.policy;
	const char *text = cJSON_IsString(item) ? item->valuestring : "";
	const char *at = strchr(text, '@');
	char name[64];
	struct offer offer;
	uint32_t type;

	if (!at || at == text || at - text >= (ptrdiff_t)sizeof name)
		return fail_at(document, item, error,
			       "fleet.cloud.types: not a machine at a location",
			       "write \"CCX33@fsn1\"");
	(void)snprintf(name, sizeof name, "%.*s", (int)(at - text), text);
	type = use_type(document, item, name, scenario, error);
	if (type == UINT32_MAX)
		return false;
	if (!check_hourly(document, item, scenario, type, error))
		return false;
	if (!is_location(locations, at + 1))
		return fail_name(document, item, "location", at + 1, locations,
				 error);
	offer.type = (uint16_t)type;
	offer.location = use_location(scenario, at + 1);
	if (offer.location == UINT16_MAX)
		return error_set(error, "out of memory; free some");
	for (uint32_t i = 0; i < policy->offer_count; i++)
		if (policy->offers[i].type == offer.type &&
		    policy->offers[i].location == offer.location)
			return fail_at(document, item, error,
				       "fleet.cloud.types: named twice",
				       "keep one");
	policy->offers[policy->offer_count++] = offer;
	return true;
}

static bool fill_storage(const struct document *document,
			 struct scenario *scenario, struct error_text *error)
{
	const cJSON *list = catalogue_part(document, "costs.storage");
	const cJSON *boxes = catalogue_part(document, "catalogue.storage");
	struct schema_reader reader = {&document->sources, "", error};
	struct storage_line box;

	for (const cJSON *item = list ? list->child : NULL; item;
	     item = item->next) {
		const char *name =
		    cJSON_IsString(item) ? item->valuestring : "";
		const cJSON *found =
		    cJSON_GetObjectItemCaseSensitive(boxes, name);

		if (!found)
			return fail_name(document, item, "archive box", name,
					 boxes, error);
		if (!schema_read(&schema_storage, found, &reader, &box))
			return false;
		scenario->storage_boxes++;
		scenario->engine.standing.storage_month_nano_eur +=
		    box.month_nano_eur;
	}
	return true;
}

/* Orders before a machine's first price list pay that list: say so. */
static bool note_prices(struct scenario *scenario)
{
	const struct engine_config *engine = &scenario->engine;
	int64_t at_us = prices_at(scenario);
	char names[200] = "";
	char note[320];

	for (uint32_t i = 0; i < engine->node_type_count; i++) {
		size_t at = strlen(names);

		if (engine->node_types[i].prices[0].valid_from_us > at_us)
			(void)snprintf(names + at, sizeof names - at, "%s%s",
				       at ? ", " : "",
				       scenario->node_type_names[i]);
	}
	if (names[0] == '\0')
		return true;
	(void)snprintf(note, sizeof note,
		       "before the first price list of %s, the first applies",
		       names);
	scenario->price_note = strdup(note);
	scenario->price_note_types = strdup(names);
	return scenario->price_note != NULL &&
	       scenario->price_note_types != NULL;
}

/* Is a machine of this name among what is ordered? */
static bool is_offered(const struct scenario *scenario, const char *name)
{
	const struct policy *policy = &scenario->engine.policy;

	for (uint32_t i = 0; i < policy->offer_count; i++)
		if (!strcmp(scenario->node_type_names[policy->offers[i].type],
			    name))
			return true;
	return false;
}

/* The whole machine that costs least per GB and hour, of those that come
 * within an hour and are not ordered yet. */
static bool note_hourly(const struct document *document,
			struct scenario *scenario, struct error_text *error)
{
	const cJSON *types = catalogue_part(document, "catalogue.types");
	const char *name = NULL;
	double least = 0;

	for (const cJSON *i = types->child; i; i = i->next) {
		struct machine machine;
		const struct provider_price *last;
		double each;

		if (!catalogue_machine(document, i, &machine, error))
			return false;
		last = &machine.type.prices[machine.type.price_count - 1];
		if (!machine.type.dedicated || last->hour_nano_eur == 0 ||
		    !schema_find(i, "boot") ||
		    law_mean(&machine.model.boot) > HOUR_S ||
		    is_offered(scenario, i->string))
			continue;
		each =
		    (double)last->hour_nano_eur / (double)machine.type.ram_mib;
		if (name && each >= least)
			continue;
		name = i->string;
		least = each;
		scenario->hourly_assumed =
		    machine_price_is_assumed(&machine, prices_at(scenario));
	}
	if (name)
		scenario->hourly_name = strdup(name);
	return !name || scenario->hourly_name ||
	       error_set(error, "out of memory; free some");
}

/* Is a machine of this name rented by the month? */
static bool is_rented(const struct scenario *scenario, const char *name)
{
	const struct engine_config *engine = &scenario->engine;

	for (uint32_t i = 0; i < engine->node_type_count; i++)
		if (engine->dedicated_count[i] != 0 &&
		    strcmp(scenario->node_type_names[i], name) == 0)
			return true;
	return false;
}

/* The machine that costs least per GB and month of those that are not rented
 * yet; one with an assumed price is not recommended for months. */
static bool note_monthly(const struct document *document,
			 struct scenario *scenario, struct error_text *error)
{
	const cJSON *types = catalogue_part(document, "catalogue.types");
	const char *name = NULL;
	double least = 0;

	for (const cJSON *i = types->child; i; i = i->next) {
		struct machine machine;
		const struct provider_price *last;
		double each;

		if (!catalogue_machine(document, i, &machine, error))
			return false;
		last = &machine.type.prices[machine.type.price_count - 1];
		each =
		    (double)last->month_nano_eur / (double)machine.type.ram_mib;
		if (!machine.type.dedicated || last->month_nano_eur == 0 ||
		    machine_price_is_assumed(&machine, prices_at(scenario)) ||
		    is_rented(scenario, i->string) || (name && each >= least))
			continue;
		name = i->string;
		least = each;
		scenario->monthly_mib = machine.type.ram_mib;
		scenario->monthly_cpu_milli = machine.type.cpu_milli;
	}
	if (name)
		scenario->monthly_name = strdup(name);
	return !name || scenario->monthly_name ||
	       error_set(error, "out of memory; free some");
}

bool catalogue_fill(const struct document *document, struct scenario *scenario,
		    struct error_text *error)
{
	const cJSON *offers = catalogue_part(document, "fleet.cloud.types");
	uint64_t nodes = scenario->cloud_nodes_max;

	if (!fill_dedicated(document, scenario, error))
		return false;
	for (const cJSON *i = offers ? offers->child : NULL; i; i = i->next)
		if (!fill_offer(document, i, scenario, error))
			return false;
	if (scenario->engine.policy.offer_count == 0)
		nodes = scenario->cloud_nodes_max = 0;
	scenario->engine.policy.cloud_max = scenario->cloud_nodes_max;
	for (uint32_t i = 0; i < scenario->engine.node_type_count; i++)
		nodes += scenario->engine.dedicated_count[i];
	if (nodes == 0 || nodes > 16384)
		return error_set(
		    error,
		    "%s: fleet: %s; between 1 and 16384 dedicated "
		    "and cloud nodes together",
		    json_place(&document->sources, document->root).text,
		    nodes ? "too many nodes" : "no node at all");
	if (!fill_storage(document, scenario, error) ||
	    !note_hourly(document, scenario, error) ||
	    !note_monthly(document, scenario, error))
		return false;
	return note_prices(scenario) ||
	       error_set(error, "out of memory; free some");
}
