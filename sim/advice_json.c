/*
 * advice_json.c - the key advice of summary.json.
 *
 * Differences keep all their digits, unlike other figures there, so that they
 * are shown as `conductor report A B` shows them.
 */
#include <math.h>

#include "sim/advice.h"
#include "sim/comparison.h"
#include "sim/kpi.h"
#include "sim/paired.h"
#include "sim/varied.h"
#include "traces/base/json_put.h"
#include "traces/base/sense.h"

struct compared {
	const char *name, *key;
};

static void add_figure(cJSON *action, const struct run *run,
		       const struct tried *tried,
		       const struct compared *compared)
{
	const struct kpi *kpi = kpi_named(compared->key);
	struct pairing pairing = paired_figure(
	    kpi, run->figures, tried->variant.figures, run->count);
	struct interval d = pairing_difference(
	    &pairing,
	    paired_demand(run->figures, tried->variant.figures, run->count));
	cJSON *home = cJSON_AddObjectToObject(action, compared->name);

	json_put_exact(home, "before", pairing_a(&pairing));
	json_put_exact(home, "after", pairing_b(&pairing));
	json_put_exact(home, "difference", d.mean);
	json_put_exact(home, "low", d.known ? d.low : (double)NAN);
	json_put_exact(home, "high", d.known ? d.high : (double)NAN);
	json_put_text(home, "verdict",
		      judgement_code(judge_difference(kpi->key, &pairing, &d,
						      run_judges(run))));
}

static void add_what(cJSON *item, const struct alternative *what)
{
	cJSON *values = cJSON_AddArrayToObject(item, "values");
	cJSON *sets = cJSON_AddArrayToObject(item, "set");

	json_put_text(item, "code", what->code);
	for (int i = 0; i < ALTERNATIVE_VALUES && what->values[i][0] != '\0';
	     i++)
		(void)cJSON_AddItemToArray(values,
					   cJSON_CreateString(what->values[i]));
	for (unsigned i = 0; i < what->set_count; i++) {
		char text[sizeof what->set[i].key + sizeof what->set[i].value];

		(void)snprintf(text, sizeof text, "%s=%s", what->set[i].key,
			       what->set[i].value);
		(void)cJSON_AddItemToArray(sets, cJSON_CreateString(text));
	}
}

static void add_action(cJSON *list, const struct run *run,
		       const struct source *source, const struct tried *tried)
{
	static const struct compared figures[] = {
	    {"margin_eur", "margin_eur"},
	    {"margin_per_month_eur", "margin_per_month_eur"},
	    {"within_promise", "starts.within_promise"},
	    {"wait_p95", "wait_seconds.p95"},
	};
	char command[VARIANT_COMMAND_SIZE];
	cJSON *action = cJSON_CreateObject();

	add_what(action, &tried->what);
	json_put_text(action, "command",
		      advice_command(source, &tried->what, command));
	json_put_text(action, "promise", promise_code(tried->promise));
	for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
		add_figure(action, run, tried, &figures[i]);
	(void)cJSON_AddItemToArray(list, action);
}

static void add_other(cJSON *list, const struct tried *tried)
{
	cJSON *item = cJSON_CreateObject();

	add_what(item, &tried->what);
	(void)cJSON_AddNumberToObject(item, "replications",
				      tried->variant.done);
	json_put_number(item, "margin_per_month_eur", tried->margin.mean);
	json_put_text(item, "promise", promise_code(tried->promise));
	(void)cJSON_AddBoolToObject(item, "kept_on_average",
				    tried->shortfall <= 0);
	(void)cJSON_AddItemToArray(list, item);
}

static void add_too_slow(cJSON *root, const struct too_slow *slow)
{
	cJSON *home;

	if (slow->share <= 0) {
		(void)cJSON_AddNullToObject(root, "too_slow");
		return;
	}
	home = cJSON_AddObjectToObject(root, "too_slow");
	json_put_number(home, "share", slow->share);
	json_put_number(home, "gb", slow->gb);
	json_put_number(home, "example_gb", slow->example_gb);
	json_put_number(home, "example_seconds", slow->example_s);
	json_put_number(home, "mb_per_second", slow->mb_per_second);
}

cJSON *advice_json(const struct run *run, const struct source *source,
		   const struct advice *advice)
{
	static const char *const states[] = {
	    [ADVICE_TRIED] = "tried",
	    [ADVICE_ONE_RUN] = "one_run",
	    [ADVICE_NOTHING] = "nothing",
	};
	cJSON *root = cJSON_CreateObject();
	cJSON *actions, *others;

	json_put_text(root, "state", states[advice->state]);
	(void)cJSON_AddNumberToObject(root, "tried", advice->count);
	(void)cJSON_AddBoolToObject(root, "helps", advice->helps);
	(void)cJSON_AddBoolToObject(root, "kept", advice->kept);
	add_too_slow(root, &advice->too_slow);
	actions = cJSON_AddArrayToObject(root, "actions");
	for (unsigned i = 0; i < advice->named; i++)
		add_action(actions, run, source, &advice->list[i]);
	others = cJSON_AddArrayToObject(root, "others");
	for (unsigned i = advice->named; i < advice->count; i++)
		add_other(others, &advice->list[i]);
	return root;
}
