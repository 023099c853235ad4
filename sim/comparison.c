#include "sim/comparison.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/kpi.h"
#include "sim/paired.h"
#include "sim/promise.h"
#include "sim/statistics.h"
#include "sim/varied.h"
#include "traces/base/json_put.h"
#include "traces/base/memory.h"
#include "traces/base/money_text.h"
#include "traces/base/sense.h"

#define WORDS_SIZE 96

/* What two fleets are compared by. */
enum rival { RIVAL_MARGIN = 0, RIVAL_WITHIN, RIVAL_UNSERVED, RIVAL_COUNT };

static const struct {
	const char *key;       /* of the figure */
	const char *short_key; /* in static_fleet.difference */
} rivals[RIVAL_COUNT] = {
    [RIVAL_MARGIN] = {"margin_eur", "margin_eur"},
    [RIVAL_WITHIN] = {"starts.within_promise", "within_promise"},
    [RIVAL_UNSERVED] = {"starts.unserved", "unserved"},
};

static double mean_of(const struct run *run, const struct figures *figures,
		      const char *key)
{
	return kpi_mean(kpi_named(key), figures, run->count);
}

void promise_part_json(cJSON *promise, const struct promised *part,
		       const struct interval *interval, enum promise verdict)
{
	cJSON *home = cJSON_AddObjectToObject(promise, part->name);

	json_put_number(home, "limit", part->limit);
	json_put_number(home, "value", interval->mean);
	json_put_number(home, "low",
			interval->known ? interval->low : (double)NAN);
	json_put_number(home, "high",
			interval->known ? interval->high : (double)NAN);
	json_put_text(home, "verdict", promise_code(verdict));
}

static void add_part(cJSON *promise, const struct promised *part,
		     const struct figures *figures, uint32_t count,
		     double *scratch)
{
	struct interval interval;
	enum promise verdict =
	    promise_judge_part(part, figures, count, scratch, &interval);

	promise_part_json(promise, part, &interval, verdict);
}

enum promise promise_json(cJSON *promise, const struct run *run,
			  const struct figures *figures, double *scratch)
{
	const struct scenario *s = run->scenario;
	enum promise kept;

	json_put_number(promise, "wait_p95_s", s->promise_wait_p95_s);
	for (enum promise_part i = 0; i < PROMISE_PART_COUNT; i++) {
		struct promised part = promise_part(s, i);

		if (part.limit < 0)
			(void)cJSON_AddNullToObject(promise, part.name);
		else
			add_part(promise, &part, figures, run->count, scratch);
	}
	kept = promise_judge(s, figures, run->count, scratch);
	json_put_text(promise, "kept", promise_code(kept));
	return kept;
}

enum promise promise_kept(const struct run *run)
{
	double *scratch = calloc(run->count, sizeof *scratch);
	enum promise kept = PROMISE_NONE;

	if (scratch != NULL)
		kept = promise_judge(run->scenario, run->figures, run->count,
				     scratch);
	else
		memory_ran_short();
	free(scratch);
	return kept;
}

/* --- this run less the static fleet --------------------------------------- */

/* As words in English; NULL where nothing can be said. */
static const char *name_of(enum judgement judgement)
{
	switch (judgement) {
	case JUDGED_UNKNOWN:
	case JUDGED_ONE_RUN:
		break;
	case JUDGED_SAME:
		return "the same";
	case JUDGED_NOISE:
		return "could be noise";
	case JUDGED_MORE:
	case JUDGED_LESS:
	case JUDGED_BETTER:
	case JUDGED_WORSE:
		return judgement_code(judgement);
	}
	return NULL;
}

static enum judgement add_difference(cJSON *differences, const struct run *run,
				     enum rival rival)
{
	cJSON *home =
	    cJSON_AddObjectToObject(differences, rivals[rival].short_key);
	const char *key = rivals[rival].key;
	struct pairing pairing =
	    paired_figure(kpi_named(key), run->fixed, run->figures, run->count);
	struct interval interval = pairing_difference(
	    &pairing, paired_demand(run->fixed, run->figures, run->count));
	enum judgement judgement =
	    run_varies(run) ? judge_difference(key, &pairing, &interval, true)
			    : JUDGED_ONE_RUN;

	json_put_number(home, "mean", interval.mean);
	json_put_number(home, "low",
			interval.known ? interval.low : (double)NAN);
	json_put_number(home, "high",
			interval.known ? interval.high : (double)NAN);
	json_put_text(home, "verdict", name_of(judgement));
	json_put_text(home, "verdict_code", judgement_code(judgement));
	return judgement;
}

/* What is said of the elastic fleet: for programs, and in words. */
struct said {
	const char *code, *words;
};

static struct said say_margin(enum judgement margin)
{
	switch (margin) {
	case JUDGED_UNKNOWN:
	case JUDGED_ONE_RUN:
	case JUDGED_NOISE:
	case JUDGED_MORE:
	case JUDGED_LESS:
		break;
	case JUDGED_SAME:
		return (struct said){"earns_same", "earns the same"};
	case JUDGED_BETTER:
		return (struct said){"earns_more", "earns more"};
	case JUDGED_WORSE:
		return (struct said){"earns_less", "earns less"};
	}
	return (struct said){"earns_noise",
			     "earns about the same (could be noise)"};
}

static struct said say_service(enum judgement wait, enum judgement unserved)
{
	bool better = wait == JUDGED_BETTER || unserved == JUDGED_BETTER;
	bool worse = wait == JUDGED_WORSE || unserved == JUDGED_WORSE;

	if (better && worse && wait == JUDGED_BETTER)
		return (struct said){"serves_faster_fewer",
				     "placing starts faster but serving fewer"};
	if (better && worse)
		return (struct said){
		    "serves_slower_more",
		    "placing starts more slowly but serving more"};
	if (better)
		return (struct said){"serves_better", "with better service"};
	if (worse)
		return (struct said){"serves_worse", "with worse service"};
	if (wait == JUDGED_NOISE || unserved == JUDGED_NOISE)
		return (struct said){
		    "serves_noise",
		    "with about the same service (could be noise)"};
	return (struct said){"serves_same", "with the same service"};
}

static void add_verdict(cJSON *fixed,
			const enum judgement verdicts[RIVAL_COUNT])
{
	struct said margin, service;
	char words[WORDS_SIZE];
	cJSON *codes;

	if (verdicts[RIVAL_MARGIN] == JUDGED_UNKNOWN ||
	    verdicts[RIVAL_MARGIN] == JUDGED_ONE_RUN) {
		(void)cJSON_AddNullToObject(fixed, "verdict");
		(void)cJSON_AddNullToObject(fixed, "verdict_codes");
		return;
	}
	margin = say_margin(verdicts[RIVAL_MARGIN]);
	service = say_service(verdicts[RIVAL_WITHIN], verdicts[RIVAL_UNSERVED]);
	(void)snprintf(words, sizeof words, "%s, %s", margin.words,
		       service.words);
	json_put_text(fixed, "verdict", words);
	codes = cJSON_AddArrayToObject(fixed, "verdict_codes");
	(void)cJSON_AddItemToArray(codes, cJSON_CreateString(margin.code));
	(void)cJSON_AddItemToArray(codes, cJSON_CreateString(service.code));
}

static void add_fleet(cJSON *fixed, const struct run *run)
{
	cJSON *nodes = cJSON_AddArrayToObject(fixed, "nodes");
	cJSON *node = cJSON_CreateObject();

	json_put_text(node, "type",
		      run->scenario->node_type_names[run->fixed_type]);
	(void)cJSON_AddNumberToObject(node, "count", run->fixed_nodes);
	(void)cJSON_AddItemToArray(nodes, node);
}

cJSON *static_fleet_json(const struct run *run, double *scratch)
{
	static const char *const money[][2] = {
	    {"margin_eur", "margin_eur"},
	    {"net", "revenue_eur.net"},
	    {"cost_total", "cost_eur.total"},
	};
	enum judgement verdicts[RIVAL_COUNT];
	char text[MONEY_TEXT_SIZE];
	cJSON *fixed, *differences;

	if (run->fixed == NULL)
		return cJSON_CreateNull();
	fixed = cJSON_CreateObject();
	add_fleet(fixed, run);
	(void)cJSON_AddBoolToObject(fixed, "keeps", run->fixed_keeps);
	for (size_t i = 0; i < sizeof money / sizeof money[0]; i++)
		json_put_text(
		    fixed, money[i][0],
		    money_text(kpi_mean_nano_eur(kpi_named(money[i][1]),
						 run->fixed, run->count),
			       text));
	json_put_number(fixed, "unserved",
			mean_of(run, run->fixed, "starts.unserved"));
	json_put_number(fixed, "within_promise",
			mean_of(run, run->fixed, "starts.within_promise"));
	json_put_number(fixed, "bound_ratio",
			mean_of(run, run->fixed, "bound.ratio"));
	json_put_number(fixed, "no_room",
			mean_of(run, run->fixed, "starts.no_room"));
	json_put_number(fixed, "wait_p95",
			mean_of(run, run->fixed, "wait_seconds.p95"));
	promise_json(cJSON_AddObjectToObject(fixed, "promise"), run, run->fixed,
		     scratch);
	differences = cJSON_AddObjectToObject(fixed, "difference");
	for (enum rival i = RIVAL_MARGIN; i < RIVAL_COUNT; i++)
		verdicts[i] = add_difference(differences, run, i);
	add_verdict(fixed, verdicts);
	return fixed;
}
