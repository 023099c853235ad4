/*
 * plan_answers.c - of plan.json: the price, what the answer hangs on, why
 * nothing keeps the promise.
 */
#include <math.h>
#include <stdio.h>

#include "engine/kit/arithmetic.h"
#include "sim/plan_file.h"
#include "traces/base/json_put.h"

/* --- the price ------------------------------------------------------------ */

static struct interval scaled(struct interval in, double by)
{
	in.mean *= by;
	in.low *= by;
	in.high *= by;
	return in;
}

/* What a GB-hour costs now, on average over all of them. */
static double price_now(const struct planning *planning,
			const struct search_plan *plan)
{
	double gross = 0, hours = 0;

	for (uint32_t r = 0; r < plan->done; r++) {
		gross += planning_value(planning, plan, PLAN_ACTIVE_GROSS, r);
		hours += planning_value(planning, plan, PLAN_GB_HOURS, r);
	}
	return hours > 0 ? gross / hours : (double)NAN;
}

static struct interval margin_now(const struct planning *planning,
				  const struct search_plan *plan,
				  double *scratch)
{
	uint32_t known = 0;

	for (uint32_t r = 0; r < plan->done; r++) {
		double net = planning_net_month(planning, plan, r);

		if (net > 0)
			scratch[known++] =
			    1 - planning_cost_month(planning, plan, r) / net;
	}
	return interval_of(scratch, known);
}

static void put_price(cJSON *root, const struct planning *planning,
		      double *scratch)
{
	const struct search_plan *plan = planning->search.order[0];
	struct interval factor, now, price;
	cJSON *item;

	factor = isnan(planning->margin)
		     ? (struct interval){.mean = (double)NAN}
		     : planning_price_factor(planning, plan, planning->margin,
					     scratch);
	if (isnan(factor.mean)) {
		(void)cJSON_AddNullToObject(root, "price");
		return;
	}
	now = margin_now(planning, plan, scratch);
	price = scaled(factor, price_now(planning, plan));
	item = cJSON_AddObjectToObject(root, "price");
	json_put_exact(item, "margin", planning->margin);
	plan_put_estimate(item, "factor", &factor);
	plan_put_estimate(item, "eur_per_gb_hour", &price);
	json_put_exact(item, "now_eur_per_gb_hour", price_now(planning, plan));
	plan_put_estimate(item, "now_margin", &now);
	json_put_number(item, "vat",
			(double)planning->scenario.engine.book.vat_ppm / PPM);
}

/* --- the tornado ---------------------------------------------------------- */

static const char *const flips[] = {
    [PLAN_FLIP_NO] = "no",
    [PLAN_FLIP_LIKELY] = "likely",
    [PLAN_FLIP_SURE] = "sure",
};

static cJSON *side_json(const struct plan_side *side, const char *end,
			const struct plan_listing *listing)
{
	cJSON *item = cJSON_CreateObject(), *sets;

	json_put_text(item, "end", end);
	json_put_text(item, "text", side->text);
	json_put_exact(item, "factor", side->factor);
	sets = cJSON_AddArrayToObject(item, "set");
	for (unsigned i = 0; i < side->set_count; i++)
		plan_put_set(sets, side->set[i].key, side->set[i].value);
	plan_put_estimate(item, "margin", &side->margin);
	plan_put_estimate(item, "difference", &side->difference);
	json_put_text(item, "promise", promise_code(side->promise));
	(void)cJSON_AddNumberToObject(item, "best",
				      plan_rank(listing, side->best));
	if (side->flips == PLAN_FLIP_NO)
		(void)cJSON_AddNullToObject(item, "gain");
	else
		plan_put_estimate(item, "gain", &side->gain);
	json_put_text(item, "flips", flips[side->flips]);
	return item;
}

/* Does the answer hang on it? */
static bool matters(const struct plan_parameter *parameter)
{
	for (unsigned i = 0; i < 2; i++)
		if (parameter->sides[i].flips != PLAN_FLIP_NO ||
		    parameter->sides[i].promise == PROMISE_BROKEN)
			return true;
	return false;
}

static cJSON *parameter_json(const struct planning *planning,
			     const struct plan_parameter *parameter,
			     const struct plan_listing *listing)
{
	const struct plan_tornado *t = &planning->tornado;
	cJSON *item = cJSON_CreateObject(), *list;

	json_put_text(item, "code", parameter->code);
	list = cJSON_AddArrayToObject(item, "keys");
	for (unsigned i = 0; i < parameter->sides[0].set_count; i++)
		(void)cJSON_AddItemToArray(
		    list, cJSON_CreateString(parameter->sides[0].set[i].key));
	(void)cJSON_AddNumberToObject(item, "replications",
				      parameter->replications);
	json_put_text(item, "base", parameter->base);
	list = cJSON_AddArrayToObject(item, "sides");
	for (unsigned i = 0; i < 2; i++)
		(void)cJSON_AddItemToArray(
		    list, side_json(&parameter->sides[i],
				    i == 0 ? "low" : "high", listing));
	json_put_exact(item, "span", parameter->span);
	list = cJSON_AddArrayToObject(item, "looked_at");
	for (unsigned i = 0; i < t->rank_count; i++)
		(void)cJSON_AddItemToArray(
		    list, cJSON_CreateNumber(plan_rank(listing, t->ranks[i])));
	return item;
}

static void put_tornado(cJSON *root, const struct planning *planning,
			const struct plan_listing *listing)
{
	const struct plan_tornado *t = &planning->tornado;
	cJSON *list;

	if (t->rank_count == 0) {
		(void)cJSON_AddNullToObject(root, "tornado");
		(void)cJSON_AddArrayToObject(root, "priors");
		return;
	}
	list = cJSON_AddArrayToObject(root, "tornado");
	for (unsigned i = 0; i < t->count; i++)
		(void)cJSON_AddItemToArray(
		    list, parameter_json(planning, &t->list[i], listing));
	list = cJSON_AddArrayToObject(root, "priors");
	for (unsigned i = 0; i < t->count; i++)
		if (matters(&t->list[i]))
			(void)cJSON_AddItemToArray(
			    list, cJSON_CreateString(t->list[i].code));
}

/* --- impossible ----------------------------------------------------------- */

static void put_too_slow(cJSON *home, const struct too_slow *slow)
{
	cJSON *item;

	if (slow->share <= 0) {
		(void)cJSON_AddNullToObject(home, "too_slow");
		return;
	}
	item = cJSON_AddObjectToObject(home, "too_slow");
	json_put_number(item, "share", slow->share);
	json_put_number(item, "gb", slow->gb);
	json_put_number(item, "example_gb", slow->example_gb);
	json_put_number(item, "example_seconds", slow->example_s);
	json_put_number(item, "mb_per_second", slow->mb_per_second);
}

static void put_impossible(cJSON *root, const struct planning *planning)
{
	static const enum plan_column columns[PROMISE_PART_COUNT] = {
	    PLAN_IN_TIME, PLAN_NO_ROOM, PLAN_UNSERVED};
	const struct search_plan *plan = planning->search.order[0];
	const struct scenario *s = &planning->scenario;
	cJSON *home, *list;

	if (planning->search.outcome != SEARCH_NONE_KEEPS) {
		(void)cJSON_AddNullToObject(root, "impossible");
		return;
	}
	home = cJSON_AddObjectToObject(root, "impossible");
	list = cJSON_AddArrayToObject(home, "parts");
	for (enum promise_part p = 0; p < PROMISE_PART_COUNT; p++) {
		struct promised part = promise_part(s, p);
		double sum = 0, known = 0, broken;
		cJSON *item;

		for (uint32_t r = 0; r < plan->done; r++) {
			double value =
			    planning_value(planning, plan, columns[p], r);

			sum += isnan(value) ? 0 : value;
			known += !isnan(value);
		}
		broken = planning_broken(s, p, sum / known);
		if (!(broken > 1e-9))
			continue;
		item = cJSON_CreateObject();
		json_put_text(item, "part", part.name);
		json_put_exact(item, "limit", part.limit);
		json_put_exact(item, "value", sum / known);
		json_put_exact(item, "times", 1 + broken);
		(void)cJSON_AddItemToArray(list, item);
	}
	put_too_slow(home, &planning->too_slow);
	plan_put_ends(home, planning, plan);
}

void plan_put_answers(cJSON *root, const struct planning *planning,
		      const struct plan_listing *listing, double *scratch)
{
	if (planning->as_it_is >= 0)
		(void)cJSON_AddNumberToObject(
		    root, "as_it_is",
		    plan_rank(listing, (unsigned)planning->as_it_is));
	else
		(void)cJSON_AddNullToObject(root, "as_it_is");
	put_price(root, planning, scratch);
	put_tornado(root, planning, listing);
	put_impossible(root, planning);
}
