/*
 * plan_json.c - plan.json.
 *
 * Values keep all their digits, so that a plan is shown as its command shows
 * it.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/comparison.h"
#include "sim/plan_file.h"
#include "sim/series.h"
#include "traces/base/json_put.h"
#include "traces/base/times.h"

void plan_put_estimate(cJSON *home, const char *key, const struct interval *in)
{
	cJSON *item = cJSON_AddObjectToObject(home, key);

	json_put_exact(item, "value", in->mean);
	json_put_exact(item, "low", in->known ? in->low : (double)NAN);
	json_put_exact(item, "high", in->known ? in->high : (double)NAN);
}

void plan_put_set(cJSON *home, const char *key, const char *value)
{
	char text[OVERRIDE_KEY_SIZE + 512 + 2];

	(void)snprintf(text, sizeof text, "%s=%s", key, value);
	(void)cJSON_AddItemToArray(home, cJSON_CreateString(text));
}

static void put_words(cJSON *home, const struct plan_words *words)
{
	cJSON *values;

	json_put_text(home, "code", words->code);
	values = cJSON_AddArrayToObject(home, "values");
	for (unsigned i = 0; i < PLAN_VALUES; i++)
		if (words->values[i][0] != '\0')
			(void)cJSON_AddItemToArray(
			    values, cJSON_CreateString(words->values[i]));
}

/* --- which plans ---------------------------------------------------------- */

static void list_index(struct plan_listing *listing, unsigned index)
{
	unsigned at = 0;

	for (unsigned i = 0; i < listing->count; i++)
		if (listing->index[i] == index)
			return;
	if (listing->count == PLAN_LISTING_MAX)
		return;
	while (at < listing->count && listing->index[at] < index)
		at++;
	memmove(&listing->index[at + 1], &listing->index[at],
		(listing->count - at) * sizeof listing->index[0]);
	listing->index[at] = index;
	listing->count++;
}

static bool is_told(const struct search_plan *plan)
{
	return plan->done > 0 && plan->state != SEARCH_SAME &&
	       plan->state != SEARCH_REFUSED;
}

void plan_list(const struct planning *planning, struct plan_listing *out)
{
	const struct search *search = &planning->search;
	unsigned least = 1 + PLAN_RUNNERS_UP;

	*out = (struct plan_listing){.count = 0};
	if (planning->as_it_is >= 0)
		list_index(out, (unsigned)planning->as_it_is);
	for (unsigned i = 0; i < planning->tornado.rank_count; i++)
		list_index(out, planning->tornado.ranks[i]);
	for (unsigned i = 0, told = 0; i < search->count; i++)
		if (is_told(search->order[i]) &&
		    (told < least || (search->order[i]->state == SEARCH_IN &&
				      told < PLAN_LISTED))) {
			list_index(out, i);
			told++;
		}
}

unsigned plan_rank(const struct plan_listing *listing, unsigned index)
{
	for (unsigned i = 0; i < listing->count; i++)
		if (listing->index[i] == index)
			return i + 1;
	return 0;
}

/* --- one plan ------------------------------------------------------------- */

/* The values that are known of a column; they are in scratch. */
static uint32_t values_of(const struct planning *planning,
			  const struct search_plan *plan,
			  enum plan_column column, double *scratch)
{
	uint32_t known = 0;

	for (uint32_t r = 0; r < plan->done; r++) {
		double value = planning_value(planning, plan, column, r);

		if (!isnan(value))
			scratch[known++] = value;
	}
	return known;
}

static void put_figure(cJSON *list, const char *key, const char *unit,
		       const struct interval *in)
{
	cJSON *item = cJSON_CreateObject();

	json_put_text(item, "key", key);
	json_put_text(item, "unit", unit);
	json_put_exact(item, "value", in->mean);
	json_put_exact(item, "low", in->known ? in->low : (double)NAN);
	json_put_exact(item, "high", in->known ? in->high : (double)NAN);
	(void)cJSON_AddItemToArray(list, item);
}

static void put_column(cJSON *list, const struct planning *planning,
		       const struct search_plan *plan, enum plan_column column,
		       double *scratch)
{
	const struct kpi *kpi = planning->columns.list[column];
	uint32_t known = values_of(planning, plan, column, scratch);
	struct interval in = kpi_interval(kpi, scratch, known);

	if (known == 0)
		in.mean = (double)NAN;
	put_figure(list, kpi->key, kpi->unit, &in);
}

static void put_month(cJSON *list, const struct planning *planning,
		      const struct search_plan *plan, bool cost,
		      double *scratch)
{
	struct interval in;

	for (uint32_t r = 0; r < plan->done; r++)
		scratch[r] = cost ? planning_cost_month(planning, plan, r)
				  : planning_net_month(planning, plan, r);
	in = interval_of(scratch, plan->done);
	put_figure(list, cost ? "cost_per_month_eur" : "revenue_per_month_eur",
		   "EUR", &in);
}

static void put_figures(cJSON *home, const struct planning *planning,
			const struct search_plan *plan, double *scratch)
{
	cJSON *list = cJSON_AddArrayToObject(home, "figures");
	static const enum plan_column shown[] = {
	    PLAN_IN_TIME, PLAN_NO_ROOM, PLAN_UNSERVED,
	    PLAN_WAIT,	  PLAN_BOUND,	PLAN_GB_HOUR_EUR};

	put_column(list, planning, plan, PLAN_MARGIN_MONTH, scratch);
	put_month(list, planning, plan, true, scratch);
	put_month(list, planning, plan, false, scratch);
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		put_column(list, planning, plan, shown[i], scratch);
}

enum promise plan_put_promise(cJSON *home, const struct planning *planning,
			      const struct search_plan *plan, double *scratch)
{
	static const enum plan_column columns[PROMISE_PART_COUNT] = {
	    PLAN_IN_TIME, PLAN_NO_ROOM, PLAN_UNSERVED};
	const struct scenario *s = &planning->scenario;
	cJSON *promise = cJSON_AddObjectToObject(home, "promise");
	enum promise worst = PROMISE_NONE;

	json_put_number(promise, "wait_p95_s", s->promise_wait_p95_s);
	for (enum promise_part p = 0; p < PROMISE_PART_COUNT; p++) {
		struct promised part = promise_part(s, p);
		struct interval interval;
		enum promise verdict;
		uint32_t known;

		if (part.limit < 0) {
			(void)cJSON_AddNullToObject(promise, part.name);
			continue;
		}
		known = values_of(planning, plan, columns[p], scratch);
		verdict = promise_judge_known(&part, scratch, known, &interval);
		promise_part_json(promise, &part, &interval, verdict);
		worst = verdict > worst ? verdict : worst;
	}
	json_put_text(promise, "kept", promise_code(worst));
	return worst;
}

/* Clopper and Pearson, 1934: exact, by quantiles of the beta distribution. */
static void put_safety(cJSON *home, const struct planning *planning,
		       const struct search_plan *plan)
{
	cJSON *safety = cJSON_AddObjectToObject(home, "safety");
	double n = plan->done, kept = 0;

	for (uint32_t r = 0; r < plan->done; r++)
		kept += planning_keeps(planning, plan, r);
	(void)cJSON_AddNumberToObject(safety, "kept", kept);
	(void)cJSON_AddNumberToObject(safety, "of", n);
	json_put_exact(safety, "share", kept / n);
	json_put_exact(safety, "low",
		       kept > 0 ? gsl_cdf_beta_Pinv(0.025, kept, n - kept + 1)
				: 0);
	json_put_exact(safety, "high",
		       kept < n ? gsl_cdf_beta_Pinv(0.975, kept + 1, n - kept)
				: 1);
}

static const char *verdict_of_plan(const struct planning *planning,
				   const struct search_plan *plan,
				   enum promise promise)
{
	const struct search_plan *first = planning->search.order[0];

	if (plan == first)
		return "first";
	switch (plan->state) {
	case SEARCH_WORSE:
		return "worse";
	case SEARCH_BREAKS:
		return "breaks";
	case SEARCH_BEHIND:
		return search_shortfall(plan, plan->done) > 0 ? "short"
							      : "behind";
	case SEARCH_SAME:
		return "same";
	case SEARCH_IN:
	case SEARCH_REFUSED:
		break;
	}
	return promise == PROMISE_CLOSE || promise == PROMISE_BROKEN ? "open"
								     : "noise";
}

void plan_put_ends(cJSON *home, const struct planning *planning,
		   const struct search_plan *plan)
{
	cJSON *list = cJSON_AddArrayToObject(home, "ends");
	const struct plan_axes *axes = &planning->axes;

	for (unsigned a = 0; a < axes->count; a++) {
		unsigned level = plan->at.level[a],
			 levels = (int)a == axes->nodes
				      ? plan_numbers((void *)(uintptr_t)axes,
						     &plan->at)
				      : axes->search[a].levels;
		cJSON *item;

		if (!axes->search[a].ordered || levels < 3 ||
		    (level > 0 && level + 1 < levels))
			continue;
		item = cJSON_CreateObject();
		json_put_text(item, "axis", axes->list[a].code);
		json_put_text(item, "key",
			      axes->list[a].given ? axes->list[a].key : NULL);
		json_put_text(item, "level", axes->list[a].levels[level].text);
		json_put_text(item, "end", level == 0 ? "lowest" : "highest");
		(void)cJSON_AddItemToArray(list, item);
	}
}

static void put_choice(cJSON *home, const struct planning *planning,
		       const struct search_plan *plan)
{
	const struct plan_played *played = planning_played(plan);
	cJSON *words = cJSON_AddArrayToObject(home, "words"),
	      *sets = cJSON_AddArrayToObject(home, "set");
	struct plan_set own[SEARCH_AXES_MAX * PLAN_SETS];
	unsigned count = plan_sets(&planning->axes, &plan->at, own);
	char number[16], digest[24], command[VARIANT_COMMAND_SIZE];
	const struct scenario_override last = {"replications", number};
	struct source source = planning->source;
	struct variant_sets merged;

	for (unsigned a = 0; a < planning->axes.count; a++) {
		struct plan_words its =
		    plan_words_of(&planning->axes, &plan->at, a);
		cJSON *item;

		if (its.code == NULL)
			continue;
		item = cJSON_CreateObject();
		json_put_text(item, "axis", planning->axes.list[a].code);
		put_words(item, &its);
		(void)cJSON_AddItemToArray(words, item);
	}
	for (unsigned i = 0; i < count; i++)
		plan_put_set(sets, own[i].key, own[i].value);
	(void)snprintf(number, sizeof number, "%u", plan->done);
	source.options.overrides = played->sets.list;
	source.options.override_count = played->sets.count;
	variant_merge(&source, &last, 1, &merged);
	json_put_text(home, "command",
		      variant_command(&source, &merged, command));
	(void)cJSON_AddNumberToObject(home, "replications", plan->done);
	(void)snprintf(digest, sizeof digest, "%016llx",
		       (unsigned long long)played->variant.digest);
	json_put_text(home, "digest", digest);
}

static unsigned count_same(const struct search *search,
			   const struct search_plan *plan)
{
	unsigned count = 0;

	for (unsigned i = 0; i < search->count; i++)
		count += search->plans[i]->state == SEARCH_SAME &&
			 search->plans[i]->same_as == plan->number;
	return count;
}

static cJSON *plan_json(const struct planning *planning, unsigned index,
			unsigned rank, double *scratch)
{
	const struct search *search = &planning->search;
	const struct search_plan *plan = search->order[index];
	cJSON *home = cJSON_CreateObject();
	enum promise promise;

	(void)cJSON_AddNumberToObject(home, "rank", rank);
	put_choice(home, planning, plan);
	promise = plan_put_promise(home, planning, plan, scratch);
	put_figures(home, planning, plan, scratch);
	put_safety(home, planning, plan);
	if (index == 0) {
		(void)cJSON_AddNullToObject(home, "difference");
	} else {
		struct interval d =
		    search_difference(search, search->order[0], plan);

		plan_put_estimate(home, "difference", &d);
	}
	json_put_text(home, "verdict",
		      verdict_of_plan(planning, plan, promise));
	(void)cJSON_AddNumberToObject(home, "same_as",
				      count_same(search, plan));
	plan_put_ends(home, planning, plan);
	return home;
}

/* --- the head ------------------------------------------------------------- */

static void put_time(cJSON *home, const char *key, const struct scenario *s,
		     int64_t at_us)
{
	char text[48];

	json_put_text(
	    home, key,
	    time_format(at_us, series_offset_at(s, at_us), text, sizeof text));
}

static void put_window(cJSON *root, const struct planning *planning)
{
	static const char *const kinds[] = {
	    [PLAN_MONTH] = "month", [PLAN_LAST] = "last", [PLAN_OWN] = "own"};
	const struct scenario *s = &planning->scenario;
	cJSON *window = cJSON_AddObjectToObject(root, "window"), *sets;

	put_time(window, "from", s, s->from_us);
	put_time(window, "to", s, s->to_us);
	json_put_number(window, "days",
			(double)(s->to_us - s->from_us) / (double)US_PER_DAY);
	json_put_text(window, "kind", kinds[planning->window]);
	json_put_text(window, "why", planning->why_own);
	sets = cJSON_AddArrayToObject(window, "set");
	for (unsigned i = 0; i < planning->window_set_count; i++)
		plan_put_set(sets, planning->window_sets[i].key,
			     planning->window_sets[i].value);
}

static void put_promised(cJSON *root, const struct scenario *s)
{
	cJSON *promise = cJSON_AddObjectToObject(root, "promise");
	struct promised unserved = promise_part(s, PROMISE_PART_UNSERVED);

	json_put_number(promise, "wait_p95_s", s->promise_wait_p95_s);
	json_put_number(promise, "wait",
			promise_part(s, PROMISE_PART_WAIT).limit);
	json_put_number(promise, "no_room",
			promise_part(s, PROMISE_PART_NO_ROOM).limit);
	json_put_number(promise, "unserved",
			unserved.limit < 0 ? (double)NAN : unserved.limit);
}

static void put_axes(cJSON *root, const struct plan_axes *axes)
{
	cJSON *list = cJSON_AddArrayToObject(root, "axes");

	for (unsigned a = 0; a < axes->count; a++) {
		const struct plan_axis *axis = &axes->list[a];
		cJSON *item = cJSON_CreateObject(), *levels;

		json_put_text(item, "code", axis->code);
		json_put_text(item, "key", axis->given ? axis->key : NULL);
		(void)cJSON_AddBoolToObject(item, "ordered",
					    axes->search[a].ordered);
		(void)cJSON_AddBoolToObject(item, "given", axis->given);
		levels = cJSON_AddArrayToObject(item, "levels");
		for (unsigned l = 0; l < axes->search[a].levels; l++) {
			const struct plan_level *level = &axis->levels[l];
			cJSON *one = cJSON_CreateObject(), *sets;

			json_put_text(one, "text", level->text);
			put_words(cJSON_AddObjectToObject(one, "words"),
				  &level->words);
			sets = cJSON_AddArrayToObject(one, "set");
			for (unsigned i = 0; i < level->set_count; i++)
				plan_put_set(sets, level->set[i].key,
					     level->set[i].value);
			(void)cJSON_AddItemToArray(levels, one);
		}
		(void)cJSON_AddItemToArray(list, item);
	}
	list = cJSON_AddArrayToObject(root, "left_out");
	for (unsigned i = 0; i < axes->left_out_count; i++) {
		cJSON *item = cJSON_CreateObject();

		json_put_text(item, "type", axes->left_out[i].name);
		json_put_text(item, "why", axes->left_out[i].why);
		(void)cJSON_AddItemToArray(list, item);
	}
}

static void put_search(cJSON *root, const struct planning *planning)
{
	static const char *const outcomes[] = {
	    [SEARCH_SURE] = "sure",
	    [SEARCH_TIED] = "tied",
	    [SEARCH_NONE_KEEPS] = "none_keeps",
	};
	const struct search *search = &planning->search;
	cJSON *item = cJSON_AddObjectToObject(root, "search");
	unsigned tried = 0, refused = 0;

	for (unsigned i = 0; i < search->count; i++) {
		tried += search->plans[i]->done > 0;
		refused += search->plans[i]->state == SEARCH_REFUSED;
	}
	json_put_number(item, "grid", planning->grid);
	json_put_number(item, "full", 10 * planning->grid);
	(void)cJSON_AddNumberToObject(item, "tried", tried);
	(void)cJSON_AddNumberToObject(item, "refused", refused);
	(void)cJSON_AddNumberToObject(item, "replications",
				      search->replications);
	(void)cJSON_AddNumberToObject(item, "most", search->most);
	(void)cJSON_AddNumberToObject(item, "tornado_replications",
				      planning->tornado.replications +
					  search->beside);
	(void)cJSON_AddNumberToObject(item, "confidence", 0.95);
	(void)cJSON_AddNumberToObject(item, "comparisons", search->comparisons);
	(void)cJSON_AddNumberToObject(item, "rivals", search->rivals);
	json_put_text(item, "outcome", outcomes[search->outcome]);
}

static void put_head(cJSON *root, const struct planning *planning,
		     const char *given, const char *command_line)
{
	const struct scenario *s = &planning->scenario;
	cJSON *item;

	json_put_text(root, "scenario", s->name);
	json_put_text(root, "title", s->title);
	(void)cJSON_AddNumberToObject(root, "seed", (double)s->seed);
	json_put_text(root, "clock", s->clock);
	json_put_text(root, "prices_at", s->prices_at);
	json_put_text(root, "engine_version", CONDUCTOR_VERSION);
	json_put_text(root, "command_line", command_line);
	item = cJSON_AddObjectToObject(root, "given");
	json_put_text(item, "scenario", given);
	json_put_text(item, "base", planning->source.name);
	json_put_text(item, "sessions_file", planning->source.options.sessions);
	put_window(root, planning);
	put_promised(root, s);
	json_put_text(root, "objective", planning->by_cost ? "cost" : "margin");
	put_axes(root, &planning->axes);
	put_search(root, planning);
}

cJSON *planning_json(const struct planning *planning, const char *given,
		     const char *command_line)
{
	const struct search *search = &planning->search;
	struct plan_listing listing;
	cJSON *root = cJSON_CreateObject(), *plans;
	double *scratch;
	uint32_t most = 0;

	for (unsigned i = 0; i < search->count; i++)
		if (search->plans[i]->done > most)
			most = search->plans[i]->done;
	scratch = calloc(most + (size_t)1, sizeof *scratch);
	if (scratch == NULL || root == NULL) {
		free(scratch);
		cJSON_Delete(root);
		return NULL;
	}
	plan_list(planning, &listing);
	put_head(root, planning, given, command_line);
	plans = cJSON_AddArrayToObject(root, "plans");
	for (unsigned i = 0; i < listing.count; i++)
		(void)cJSON_AddItemToArray(
		    plans,
		    plan_json(planning, listing.index[i], i + 1, scratch));
	plan_put_answers(root, planning, &listing, scratch);
	free(scratch);
	return root;
}
