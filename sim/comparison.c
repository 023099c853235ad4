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

#define WORDS_SIZE 96

/* What two fleets are compared by. */
enum rival { RIVAL_MARGIN = 0, RIVAL_WITHIN, RIVAL_UNSERVED, RIVAL_COUNT };

static const struct {
	const char *key;       /* of the figure */
	const char *short_key; /* in static_fleet.difference */
	bool more_is_better;
} rivals[RIVAL_COUNT] = {
    [RIVAL_MARGIN] = {"margin_eur", "margin_eur", true},
    [RIVAL_WITHIN] = {"starts.within_promise", "within_promise", true},
    [RIVAL_UNSERVED] = {"starts.unserved", "unserved", false},
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

static enum verdict add_difference(cJSON *differences, const struct run *run,
				   enum rival rival)
{
	cJSON *home =
	    cJSON_AddObjectToObject(differences, rivals[rival].short_key);
	struct interval interval = paired_difference(
	    kpi_named(rivals[rival].key), run->fixed, run->figures, run->count);
	enum verdict verdict = verdict_of(&interval, run_varies(run),
					  rivals[rival].more_is_better);

	json_put_number(home, "mean", interval.mean);
	json_put_number(home, "low",
			interval.known ? interval.low : (double)NAN);
	json_put_number(home, "high",
			interval.known ? interval.high : (double)NAN);
	json_put_text(home, "verdict", verdict_name(verdict));
	json_put_text(home, "verdict_code", verdict_code(verdict));
	return verdict;
}

/* What is said of the elastic fleet: for programs, and in words. */
struct judgement {
	const char *code, *words;
};

static struct judgement judge_margin(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_NONE:
	case VERDICT_NOISE:
		break;
	case VERDICT_SAME:
		return (struct judgement){"earns_same", "earns the same"};
	case VERDICT_BETTER:
		return (struct judgement){"earns_more", "earns more"};
	case VERDICT_WORSE:
		return (struct judgement){"earns_less", "earns less"};
	}
	return (struct judgement){"earns_noise",
				  "earns about the same (could be noise)"};
}

static struct judgement judge_service(enum verdict wait, enum verdict unserved)
{
	bool better = wait == VERDICT_BETTER || unserved == VERDICT_BETTER;
	bool worse = wait == VERDICT_WORSE || unserved == VERDICT_WORSE;

	if (better && worse && wait == VERDICT_BETTER)
		return (struct judgement){
		    "serves_faster_fewer",
		    "placing starts faster but serving fewer"};
	if (better && worse)
		return (struct judgement){
		    "serves_slower_more",
		    "placing starts more slowly but serving more"};
	if (better)
		return (struct judgement){"serves_better",
					  "with better service"};
	if (worse)
		return (struct judgement){"serves_worse", "with worse service"};
	if (wait == VERDICT_NOISE || unserved == VERDICT_NOISE)
		return (struct judgement){
		    "serves_noise",
		    "with about the same service (could be noise)"};
	return (struct judgement){"serves_same", "with the same service"};
}

static void add_verdict(cJSON *fixed, const enum verdict verdicts[RIVAL_COUNT])
{
	struct judgement margin, service;
	char words[WORDS_SIZE];
	cJSON *codes;

	if (verdicts[RIVAL_MARGIN] == VERDICT_NONE) {
		(void)cJSON_AddNullToObject(fixed, "verdict");
		(void)cJSON_AddNullToObject(fixed, "verdict_codes");
		return;
	}
	margin = judge_margin(verdicts[RIVAL_MARGIN]);
	service =
	    judge_service(verdicts[RIVAL_WITHIN], verdicts[RIVAL_UNSERVED]);
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
	enum verdict verdicts[RIVAL_COUNT];
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
