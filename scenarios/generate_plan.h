/*
 * generate_plan.h - a model of demand (traces/model/generate.h) from its JSON.
 *
 * The same object is part of a scenario (`workload.generate`) and alone in a
 * file, where `conductor traces fit` writes it.  Instants, seed and the local
 * clock are not part of it: who draws fills them in.
 *
 * generate_plan_release() releases what was read.
 */
#ifndef SCENARIOS_GENERATE_PLAN_H
#define SCENARIOS_GENERATE_PLAN_H

#include "document.h"
#include "schema.h"
#include "traces/model/generate.h"

/* The keys; target struct generate_keys. */
extern const struct schema schema_generate;
extern const struct schema schema_event; /* struct demand_event */

struct generate_keys {
	struct generate_plan plan;
	struct law session_length; /* of the tiers that do not say */
	char *calendar_file, *calendar_state;
};

/* Read the object `item`; `prefix` precedes its keys in error lines
 * ("workload.generate.", or "").  On failure *out is released. */
bool generate_plan_read(const struct document *document, const cJSON *item,
			const char *prefix,
			const struct scenario_options *options,
			struct generate_plan *out, struct error_text *error);

/* Read a file that holds nothing else. */
bool generate_plan_load(const char *path,
			const struct scenario_options *options,
			struct generate_plan *out, struct error_text *error);

#endif /* SCENARIOS_GENERATE_PLAN_H */
