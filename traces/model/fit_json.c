#include "fit_print.h"
#include "traces/base/json_put.h"
#include "traces/base/times.h"

#define TIME_SIZE 40

static cJSON *parameter_json(const struct fit_parameter *parameter)
{
	cJSON *item = cJSON_CreateObject();

	(void)cJSON_AddStringToObject(item, "name", parameter->name);
	json_put_number(item, "value", parameter->value);
	json_put_number(item, "low", parameter->low);
	json_put_number(item, "high", parameter->high);
	return item;
}

static cJSON *test_json(const struct fit_test *test)
{
	cJSON *item = cJSON_CreateObject();

	(void)cJSON_AddStringToObject(item, "name", test->name);
	json_put_number(item, "distance", test->distance);
	json_put_number(item, "p", test->p);
	(void)cJSON_AddNumberToObject(item, "observations",
				      (double)test->count);
	return item;
}

cJSON *fit_json(const struct fit *fit, const char *source)
{
	cJSON *root = cJSON_CreateObject(), *list;
	char text[TIME_SIZE];

	(void)cJSON_AddStringToObject(root, "file", source);
	(void)cJSON_AddStringToObject(
	    root, "from", time_format(fit->from_us, 0, text, sizeof text));
	(void)cJSON_AddStringToObject(
	    root, "to", time_format(fit->to_us, 0, text, sizeof text));
	(void)cJSON_AddNumberToObject(root, "playing_days", fit->days);
	(void)cJSON_AddNumberToObject(root, "worlds", fit->worlds);
	(void)cJSON_AddNumberToObject(root, "sessions", (double)fit->sessions);
	(void)cJSON_AddBoolToObject(root, "converged", fit->converged);
	json_put_number(root, "log_likelihood", fit->log_likelihood);
	list = cJSON_AddArrayToObject(root, "parameters");
	for (uint32_t i = 0; i < fit->parameter_count; i++)
		(void)cJSON_AddItemToArray(list,
					   parameter_json(&fit->parameters[i]));
	list = cJSON_AddArrayToObject(root, "tests");
	for (uint32_t i = 0; i < fit->test_count; i++)
		(void)cJSON_AddItemToArray(list, test_json(&fit->tests[i]));
	return root;
}
