#include "machine_list.h"

#include <stdio.h>

#include "catalogue.h"
#include "document.h"
#include "local_dates.h"

static bool read_line(const struct document *document, const cJSON *item,
		      int64_t at_us, struct machine_line *out, bool *is_whole,
		      struct error_text *error)
{
	const struct provider_price *price;
	struct machine machine;

	if (!catalogue_machine(document, item, &machine, error))
		return false;
	*is_whole = machine.type.dedicated;
	price = config_price_at(&machine.type, at_us);
	*out = (struct machine_line){
	    .priced = price->valid_from_us <= at_us,
	    .assumed = machine_price_is_assumed(&machine, at_us),
	    .month_eur = (double)price->month_nano_eur / 1e9,
	    .setup_eur = (double)price->setup_nano_eur / 1e9,
	    .hour_eur = (double)price->hour_nano_eur / 1e9,
	};
	if (schema_find(item, "boot") != NULL)
		out->lead_s = law_mean(&machine.model.boot) +
			      law_mean(&machine.model.install);
	(void)snprintf(out->name, sizeof out->name, "%s", item->string);
	return true;
}

bool machine_list(const char *name_or_path,
		  const struct scenario_options *options,
		  const struct scenario *scenario,
		  struct machine_line out[MACHINES_LISTED], unsigned *count,
		  struct error_text *error)
{
	int64_t at_us = scenario->engine.prices_at_us != TIME_NEVER_US
			    ? scenario->engine.prices_at_us
			    : scenario->from_us - scenario->warm_up_us;
	struct document document;
	const cJSON *types;
	bool good = true;

	*count = 0;
	if (!document_load(&document, name_or_path, options, error))
		return false;
	types = schema_find(document.root, "catalogue.types");
	for (const cJSON *i = types != NULL ? types->child : NULL;
	     i != NULL && good && *count < MACHINES_LISTED; i = i->next) {
		bool is_whole = false;

		good = read_line(&document, i, at_us, &out[*count], &is_whole,
				 error);
		*count += good && is_whole;
	}
	document_release(&document);
	return good;
}
