#include "reports/json_report.h"

#include "traces/base/json_out.h"
#include "traces/base/json_put.h"

void json_report_run(const struct summary *summary)
{
	json_out(cJSON_Duplicate(summary->root, true));
}

/* What a verdict is called in every language. */
static const char *verdict_code(enum text verdict)
{
	static const struct {
		enum text verdict;
		const char *code;
	} codes[] = {
	    {T_VERDICT_SAME, "same"},	  {T_VERDICT_NOISE, "noise"},
	    {T_VERDICT_BETTER, "better"}, {T_VERDICT_WORSE, "worse"},
	    {T_VERDICT_MORE, "more"},	  {T_VERDICT_LESS, "less"},
	    {T_UNPAIRED_SEED, "seed"},	  {T_UNPAIRED_COUNT, "replications"},
	    {T_UNPAIRED_DEMAND, "demand"}};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (codes[i].verdict == verdict)
			return codes[i].code;
	return NULL; /* one run, or not known */
}

static cJSON *side(const struct summary *summary)
{
	cJSON *root = cJSON_CreateObject();
	const char *kept = summary_text(summary, "promise.kept");

	(void)cJSON_AddStringToObject(root, "run", summary->directory);
	(void)cJSON_AddStringToObject(root, "scenario",
				      summary_text(summary, "scenario"));
	json_put_text(root, "promise", *kept != '\0' ? kept : NULL);
	return root;
}

static cJSON *figure(const struct pair_figure *f)
{
	const struct run_interval *d = &f->difference;
	cJSON *root = cJSON_CreateObject();

	(void)cJSON_AddStringToObject(root, "key", f->key);
	(void)cJSON_AddStringToObject(root, "unit", f->unit);
	json_put_number(root, "a", f->a);
	json_put_number(root, "b", f->b);
	json_put_number(root, "difference", d->mean);
	json_put_number(root, "low", d->known ? d->low : (double)NAN);
	json_put_number(root, "high", d->known ? d->high : (double)NAN);
	json_put_text(root, "verdict", verdict_code(f->verdict));
	return root;
}

void json_report_pair(const struct pairs *pairs)
{
	cJSON *root = cJSON_CreateObject(), *list;

	(void)cJSON_AddItemToObject(root, "a", side(&pairs->a));
	(void)cJSON_AddItemToObject(root, "b", side(&pairs->b));
	(void)cJSON_AddBoolToObject(root, "paired", pairs->paired);
	if (!pairs->paired)
		json_put_text(root, "differs_in",
			      verdict_code(pairs->unpaired));
	list = cJSON_AddArrayToObject(root, "keys");
	for (size_t i = 0; i < pairs->key_count; i++) {
		cJSON *item = cJSON_CreateObject();

		(void)cJSON_AddStringToObject(item, "key", pairs->keys[i].key);
		(void)cJSON_AddStringToObject(item, "a", pairs->keys[i].a);
		(void)cJSON_AddStringToObject(item, "b", pairs->keys[i].b);
		(void)cJSON_AddItemToArray(list, item);
	}
	list = cJSON_AddArrayToObject(root, "figures");
	for (size_t i = 0; i < pairs->figure_count; i++)
		(void)cJSON_AddItemToArray(list, figure(&pairs->figures[i]));
	json_out(root);
}
