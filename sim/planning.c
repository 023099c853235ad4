#include "sim/planning.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/jobs.h"
#include "sim/too_slow.h"

#define MONTH_HOURS 730.0
#define DAY_HOURS 24.0
/* Replications, unless it is said: of ten of each plan in the grid. */
#define SHARE_OF_FULL 0.09
#define FRIDAY_PEAK_GB 1244.0 /* of RAM, of friday-night */
#define LEAST_REPLICATIONS 48
#define MOST_REPLICATIONS 800

/* --- figures -------------------------------------------------------------- */

static const char *const keys[PLAN_COLUMNS] = {
    [PLAN_MARGIN_MONTH] = "margin_per_month_eur",
    [PLAN_NET] = "revenue_eur.net",
    [PLAN_ACTIVE_GROSS] = "revenue_eur.active_gross",
    [PLAN_SLEEP_GROSS] = "revenue_eur.sleep_gross",
    [PLAN_CREDITS] = "revenue_eur.credits",
    [PLAN_GB_HOURS] = "usage.active_gb_hours",
    [PLAN_DEDICATED] = "cost_eur.dedicated",
    [PLAN_CLOUD] = "cost_eur.cloud",
    [PLAN_IN_TIME] = "starts.within_promise",
    [PLAN_NO_ROOM] = "starts.no_room",
    [PLAN_UNSERVED] = "starts.unserved",
    [PLAN_WAIT] = "wait_seconds.p95",
    [PLAN_BOUND] = "bound.ratio",
    [PLAN_GB_HOUR_EUR] = "eur_per_gb_hour",
};

_Static_assert(PLAN_COLUMNS <= VARIANT_COLUMNS_MAX, "there is room for all");

struct plan_played *planning_played(const struct search_plan *plan)
{
	return plan->own;
}

double planning_value(const struct planning *planning,
		      const struct search_plan *plan, enum plan_column column,
		      uint32_t replication)
{
	return variant_value(&planning_played(plan)->variant,
			     &planning->columns, column, replication);
}

double planning_months(const struct planning *planning, bool rented)
{
	const struct scenario *s = &planning->scenario;
	double hours = (double)(s->to_us - s->from_us) / (double)US_PER_HOUR;

	return MONTH_HOURS / (rented ? hours : fmax(hours, DAY_HOURS));
}

double planning_net_month(const struct planning *planning,
			  const struct search_plan *plan, uint32_t replication)
{
	return planning_months(planning, false) *
	       planning_value(planning, plan, PLAN_NET, replication);
}

double planning_cost_month(const struct planning *planning,
			   const struct search_plan *plan, uint32_t replication)
{
	return planning_net_month(planning, plan, replication) -
	       planning_value(planning, plan, PLAN_MARGIN_MONTH, replication);
}

double planning_broken(const struct scenario *scenario, unsigned part,
		       double value)
{
	struct promised promised = promise_part(scenario, part);
	double wrong = promised.at_least ? 1 - value : value,
	       allowed =
		   promised.at_least ? 1 - promised.limit : promised.limit;

	if (promised.limit < 0 || isnan(value))
		return (double)NAN;
	return allowed > 0 ? (wrong - allowed) / allowed : 1e6 * wrong;
}

static const enum plan_column part_columns[PROMISE_PART_COUNT] = {
    [PROMISE_PART_WAIT] = PLAN_IN_TIME,
    [PROMISE_PART_NO_ROOM] = PLAN_NO_ROOM,
    [PROMISE_PART_UNSERVED] = PLAN_UNSERVED,
};

_Static_assert(PROMISE_PART_COUNT == SEARCH_PARTS, "one for each part");

bool planning_keeps(const struct planning *planning,
		    const struct search_plan *plan, uint32_t replication)
{
	for (unsigned part = 0; part < PROMISE_PART_COUNT; part++)
		if (planning_broken(&planning->scenario, part,
				    planning_value(planning, plan,
						   part_columns[part],
						   replication)) > 1e-12)
			return false;
	return true;
}

/* --- playing -------------------------------------------------------------- */

/* NULL and an error: the machine failed. */
static struct plan_played *played_at(struct planning *planning,
				     const struct search_point *at,
				     struct error_text *error)
{
	struct plan_played *played = calloc(1, sizeof *played);
	struct scenario_override sets[SEARCH_AXES_MAX * PLAN_SETS];
	struct error_text why = {""};
	enum variant_fate fate;
	unsigned count;

	if (played == NULL) {
		(void)error_set(error, "out of memory");
		return NULL;
	}
	played->next = planning->played;
	planning->played = played;
	count = plan_sets(&planning->axes, at, played->own);
	for (unsigned i = 0; i < count; i++)
		sets[i] = (struct scenario_override){played->own[i].key,
						     played->own[i].value};
	variant_merge(&planning->source, sets, count, &played->sets);
	/* who sleeps when it begins may depend on what is set */
	fate = variant_try(&played->variant, &planning->source, &played->sets,
			   &planning->demands, NULL, &why);
	if (fate == VARIANT_FAILED) {
		(void)error_set(error, "%s", why.text);
		return NULL;
	}
	played->variant.lost = fate == VARIANT_FORBIDDEN;
	return played;
}

static void see(const struct planning *planning, struct search_plan *plan,
		uint32_t upto)
{
	struct plan_played *played = planning_played(plan);

	for (uint32_t r = plan->done; r < upto; r++) {
		const struct figures *f =
		    &played->variant.figures[r - played->variant.kept];
		struct search_seen *seen = &plan->seen[r];
		double month =
		    kpi_value(planning->columns.list[PLAN_MARGIN_MONTH], f);

		seen->trail = f->trail;
		seen->value = month;
		if (planning->by_cost)
			seen->value -=
			    planning_months(planning, false) *
			    kpi_value(planning->columns.list[PLAN_NET], f);
		for (unsigned part = 0; part < SEARCH_PARTS; part++)
			seen->broken[part] = planning_broken(
			    &planning->scenario, part,
			    kpi_value(
				planning->columns.list[part_columns[part]], f));
	}
}

static bool play(void *context, struct search_plan *const *list, unsigned count,
		 uint32_t upto, struct error_text *error)
{
	struct planning *planning = context;
	struct variant *variants[SEARCH_PLANS_MAX] = {NULL};
	unsigned used = 0;

	for (unsigned i = 0; i < count; i++) {
		if (list[i]->own == NULL)
			list[i]->own = played_at(planning, &list[i]->at, error);
		if (list[i]->own == NULL)
			return false;
		if (!planning_played(list[i])->variant.lost)
			variants[used++] = &planning_played(list[i])->variant;
	}
	if (!variants_run(variants, used, upto, &planning->options, true,
			  error))
		return false;
	for (unsigned i = 0; i < count; i++) {
		struct variant *variant = &planning_played(list[i])->variant;

		if (variant->lost) {
			list[i]->state = SEARCH_REFUSED;
			variant_release(variant);
			variant->lost = true;
			continue;
		}
		see(planning, list[i], upto);
		if (!variant_keep(variant, &planning->columns, error))
			return false;
	}
	return true;
}

/* --- opening -------------------------------------------------------------- */

/* What is asked for at once in the first replication. */
static bool find_peak(struct planning *planning, struct error_text *error)
{
	struct figures figures = {.replication = 0};
	const struct job job = {.scenario = &planning->scenario,
				.sessions = planning->sessions,
				.figures = &figures,
				.offered = true};
	bool good = jobs_run(&job, 1, &planning->options, 0, error);

	if (good)
		planning->peak = figures.offered;
	if (good && figures.requested == 0)
		good = error_set(error,
				 "%.100s: nobody starts a world in this "
				 "window; there is nothing to plan",
				 planning->source.name);
	figures_release(&figures);
	return good;
}

/* For sessions without a scenario: room for as large a part of their peak as
 * the Friday night keeps. */
static bool suit_reserve(struct planning *planning, struct error_text *error)
{
	const struct policy *policy = &planning->scenario.engine.policy;
	double worlds = policy->reserve_worlds *
			(double)planning->peak.ram_mib /
			(FRIDAY_PEAK_GB * 1024);

	if (!planning->is_sessions || policy->reserve_worlds == 0)
		return true;
	for (unsigned i = 0; i < planning->common.count; i++)
		if (strncmp(planning->common.list[i].key, "policy.reactive",
			    strlen("policy.reactive")) == 0)
			return true;
	(void)snprintf(planning->reserve, sizeof planning->reserve, "%.0f",
		       fmax(1, round(worlds)));
	if (!overrides_add(&planning->common, "policy.reactive.reserve_worlds",
			   planning->reserve))
		return error_set(error, "too many --set");
	planning->source.options.override_count = planning->common.count;
	scenario_release(&planning->scenario);
	planning->loaded =
	    scenario_load(planning->source.name, &planning->source.options,
			  &planning->scenario, error);
	return planning->loaded;
}

static bool find_demand(struct planning *planning, struct error_text *error)
{
	if (planning->scenario.workload.kind != WORKLOAD_SESSIONS)
		return run_checks_demand(&planning->scenario, error);
	return demands_find(&planning->demands, &planning->scenario, NULL,
			    &planning->sessions, &planning->cut,
			    error) == DEMAND_FOUND;
}

/* As many as suits the grid. */
static uint32_t suitable(double grid)
{
	double most = floor(SHARE_OF_FULL * 10 * grid);

	return most < LEAST_REPLICATIONS  ? LEAST_REPLICATIONS
	       : most > MOST_REPLICATIONS ? MOST_REPLICATIONS
					  : (uint32_t)most;
}

static void open_world(struct planning *planning)
{
	struct plan_axes *axes = &planning->axes;

	planning->world = (struct search_world){
	    .context = planning,
	    .axes = axes->search,
	    .axis_count = axes->count,
	    .number = axes->nodes,
	    .play = play,
	    .axes_context = axes,
	    .canonical = plan_canonical,
	    .numbers = axes->nodes >= 0 ? plan_numbers : NULL,
	    .equal = axes->nodes >= 0 ? plan_equal : NULL,
	};
	planning->grid = search_grid(&planning->world);
	if (planning->most == 0)
		planning->most = suitable(planning->grid);
}

bool planning_open(struct planning *planning, struct error_text *error)
{
	struct plan_ground ground = {
	    .source = &planning->source,
	    .scenario = &planning->scenario,
	    .peak = &planning->peak,
	    .assumed = planning->assumed,
	    .over = planning->over,
	    .over_count = planning->over_count,
	};

	planning->as_it_is = -1;
	planning->axes = (struct plan_axes){.machine = -1};
	for (unsigned c = 0; c < PLAN_COLUMNS; c++)
		(void)variant_column(&planning->columns, kpi_named(keys[c]));
	planning->source.options.overrides = planning->common.list;
	planning->source.options.override_count = planning->common.count;
	if (!planning_choose_window(planning, error))
		return false;
	if (!find_demand(planning, error) || !find_peak(planning, error) ||
	    !suit_reserve(planning, error) ||
	    !plan_axes_make(&ground, &planning->axes, error))
		return false;
	open_world(planning);
	return true;
}

/* --- the answer ----------------------------------------------------------- */

/* Transfers that no fleet makes fast enough: of the first plan, in detail. */
static bool find_too_slow(struct planning *planning, struct error_text *error)
{
	const struct variant *variant =
	    &planning_played(planning->search.order[0])->variant;
	struct figures figures = {.replication = 0};
	struct run run = {
	    .scenario = &variant->scenario, .figures = &figures, .count = 1};
	const struct job job = {.scenario = &variant->scenario,
				.sessions = planning->sessions,
				.figures = &figures,
				.detail = true};
	bool good = jobs_run(&job, 1, &planning->options, 0, error);

	if (good)
		planning->too_slow = too_slow_of(&run);
	figures_release(&figures);
	return good;
}

static void find_as_it_is(struct planning *planning)
{
	struct search_plan *own;

	if (!planning->axes.as_it_is)
		return;
	own = search_find(&planning->search, plan_start(&planning->axes));
	for (unsigned i = 0; own != NULL && i < planning->search.count; i++)
		if (planning->search.order[i] == own && own->done > 0)
			planning->as_it_is = (int)i;
}

bool planning_run(struct planning *planning, struct error_text *error)
{
	struct search_point start = plan_start(&planning->axes);

	planning->whole = (struct run_whole){.what = "replications at most",
					     .count = planning->most};
	planning->options.whole = &planning->whole;
	if (!search_run(&planning->search, &planning->world, &start,
			planning->most, error))
		return false;
	if (planning->search.count == 0 || planning->search.order[0]->done == 0)
		return error_set(error,
				 "%.100s: none of the plans can be simulated; "
				 "`conductor check` may say why",
				 planning->source.name);
	find_as_it_is(planning);
	if (planning->search.outcome == SEARCH_NONE_KEEPS)
		return find_too_slow(planning, error);
	return !planning->with_tornado || planning_tornado(planning, error);
}

void planning_release(struct planning *planning)
{
	search_release(&planning->search);
	while (planning->played != NULL) {
		struct plan_played *next = planning->played->next;

		variant_release(&planning->played->variant);
		free(planning->played);
		planning->played = next;
	}
	plan_axes_release(&planning->axes);
	for (unsigned i = 0; i < planning->over_count; i++)
		axis_release(&planning->over[i]);
	if (planning->loaded)
		scenario_release(&planning->scenario);
	demands_release(&planning->demands);
	source_release(&planning->source);
}
