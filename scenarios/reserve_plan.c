#include "reserve_plan.h"

#include <math.h>

#include "schema.h"

#define KEY "policy.reactive.reserve_plan"
/* Of recorded sessions, whose mix is not known. */
#define UNKNOWN_RAM_MIB 4096

/* Of the plans with this RAM (0: of all) the one that is sold most, of several
 * the largest; NULL: there is none. */
static const struct ram_share *sold_most(const struct ram_share *mix,
					 uint32_t count, uint32_t ram_mib)
{
	const struct ram_share *most = NULL;

	for (const struct ram_share *i = mix; i < mix + count; i++)
		if ((ram_mib == 0 || i->ram_mib == ram_mib) &&
		    (most == NULL || i->share_ppm > most->share_ppm ||
		     (i->share_ppm == most->share_ppm &&
		      i->ram_mib > most->ram_mib)))
			most = i;
	return most;
}

static uint32_t typical_mib(const struct law *size_mib)
{
	double mean = law_mean(size_mib);

	if (size_mib->max > 0 && mean > size_mib->max)
		mean = size_mib->max;
	return mean < 1 ? 1 : mean < 1e9 ? (uint32_t)ceil(mean) : 1000000000u;
}

bool reserve_plan_fill(const struct document *document,
		       struct scenario *scenario, struct error_text *error)
{
	const struct workload *w = &scenario->workload;
	struct plan_size *plan = &scenario->engine.policy.reserve_plan;
	bool counts = w->kind == WORKLOAD_COUNTS;
	const struct ram_share *sold;

	plan->cpu_milli = w->defaults.cpu_milli;
	plan->disk_mib = w->defaults.disk_mib;
	if (w->kind == WORKLOAD_SESSIONS) {
		if (plan->ram_mib == 0)
			plan->ram_mib = UNKNOWN_RAM_MIB;
		return true;
	}
	sold = counts ? sold_most(w->counts.ram_mix, w->counts.ram_mix_count,
				  plan->ram_mib)
		      : sold_most(w->generate.ram_mix,
				  w->generate.ram_mix_count, plan->ram_mib);
	if (sold == NULL && plan->ram_mib == 0)
		return true; /* an empty mix: rules.c says so */
	if (sold == NULL)
		return error_set(error,
				 "%s: " KEY ": is no plan of the ram_mix; %s",
				 json_place(&document->sources,
					    schema_find(document->root, KEY))
				     .text,
				 "write the \"ram\" of one of them");
	plan->ram_mib = sold->ram_mib;
	if (sold->cpu_milli != 0)
		plan->cpu_milli = sold->cpu_milli;
	plan->disk_mib = typical_mib(counts ? &w->counts.world_size_mib
					    : &w->generate.world_size_mib);
	return true;
}
