#include "sim/comparison.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/kpi.h"
#include "sim/statistics.h"
#include "sim/varied.h"
#include "traces/base/json_put.h"
#include "traces/base/memory.h"
#include "traces/base/money_text.h"

#define WORDS_SIZE 96
/* The p95 of wait_p95: that many starts wait no longer. */
#define PROMISED_WITHIN 0.95

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

/* One thing that is promised. */
struct part {
	const char *name, *key; /* of the figure */
	double limit;
	bool at_least;
};

static enum promise add_part(cJSON *promise, const struct part *part,
			     const struct run *run,
			     const struct figures *figures, double *scratch)
{
	cJSON *home = cJSON_AddObjectToObject(promise, part->name);
	const struct kpi *kpi = kpi_named(part->key);
	uint32_t known = kpi_known(kpi, figures, run->count, scratch);
	struct interval interval = kpi_interval(kpi, scratch, known);
	enum promise verdict;

	/* the mean of equal values, and of none */
	if (!interval.known)
		interval.mean = interval.low = interval.high =
		    kpi_mean(kpi, figures, run->count);
	verdict = promise_of(&interval, part->limit, part->at_least);
	json_put_number(home, "limit", part->limit);
	json_put_number(home, "value", interval.mean);
	json_put_number(home, "low",
			interval.known ? interval.low : (double)NAN);
	json_put_number(home, "high",
			interval.known ? interval.high : (double)NAN);
	json_put_text(home, "verdict", promise_code(verdict));
	return verdict;
}

enum promise promise_json(cJSON *promise, const struct run *run,
			  const struct figures *figures, double *scratch)
{
	const struct scenario *s = run->scenario;
	const struct part parts[] = {
	    {"wait", "starts.within_promise", PROMISED_WITHIN, true},
	    {"no_room", "starts.no_room", s->promise_no_room_share, false},
	    {"unserved", "starts.unserved", s->promise_unserved_share, false},
	};
	enum promise worst = PROMISE_NONE;

	json_put_number(promise, "wait_p95_s", s->promise_wait_p95_s);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		enum promise verdict;

		if (parts[i].limit < 0) { /* it is not promised */
			(void)cJSON_AddNullToObject(promise, parts[i].name);
			continue;
		}
		verdict = add_part(promise, &parts[i], run, figures, scratch);
		if (verdict > worst)
			worst = verdict;
	}
	json_put_text(promise, "kept", promise_code(worst));
	return worst;
}

enum promise promise_kept(const struct run *run)
{
	double *scratch = calloc(run->count, sizeof *scratch);
	cJSON *unused = cJSON_CreateObject();
	enum promise kept = PROMISE_NONE;

	if (scratch != NULL)
		kept = promise_json(unused, run, run->figures, scratch);
	else
		memory_ran_short();
	cJSON_Delete(unused);
	free(scratch);
	return kept;
}

/* --- this run less the static fleet --------------------------------------- */

static enum verdict add_difference(cJSON *differences, const struct run *run,
				   enum rival rival, double *scratch)
{
	cJSON *home =
	    cJSON_AddObjectToObject(differences, rivals[rival].short_key);
	const struct kpi *kpi = kpi_named(rivals[rival].key);
	struct interval interval;
	enum verdict verdict;
	uint32_t pairs = 0;

	for (uint32_t i = 0; i < run->count; i++) {
		scratch[pairs] =
		    kpi_difference(kpi, &run->figures[i], &run->fixed[i]);
		pairs += isnan(scratch[pairs]) ? 0 : 1;
	}
	interval = interval_of(scratch, pairs);
	verdict = verdict_of(&interval, pairs > 1 && run_varies(run),
			     rivals[rival].more_is_better);
	json_put_number(home, "mean", pairs > 0 ? interval.mean : (double)NAN);
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
		    "places starts faster, but serves fewer"};
	if (better && worse)
		return (struct judgement){
		    "serves_slower_more",
		    "places starts more slowly, but serves more"};
	if (better)
		return (struct judgement){"serves_better", "serves better"};
	if (worse)
		return (struct judgement){"serves_worse", "serves worse"};
	if (wait == VERDICT_NOISE || unserved == VERDICT_NOISE)
		return (struct judgement){
		    "serves_noise", "serves about the same (could be noise)"};
	return (struct judgement){"serves_same", "serves the same"};
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
	json_put_number(fixed, "no_room",
			mean_of(run, run->fixed, "starts.no_room"));
	json_put_number(fixed, "wait_p95",
			mean_of(run, run->fixed, "wait_seconds.p95"));
	promise_json(cJSON_AddObjectToObject(fixed, "promise"), run, run->fixed,
		     scratch);
	differences = cJSON_AddObjectToObject(fixed, "difference");
	for (enum rival i = RIVAL_MARGIN; i < RIVAL_COUNT; i++)
		verdicts[i] = add_difference(differences, run, i, scratch);
	add_verdict(fixed, verdicts);
	return fixed;
}
