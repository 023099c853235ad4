#include "sim/patience_text.h"

#include <stdio.h>

#include "traces/base/json_put.h"

char *patience_text(const struct patience *patience,
		    char out[PATIENCE_TEXT_SIZE])
{
	const struct law *law = &patience->law;

	if (patience->never) {
		(void)snprintf(out, PATIENCE_TEXT_SIZE, "never");
		return out;
	}
	switch (law->kind) {
	case LAW_FIXED:
		(void)snprintf(out, PATIENCE_TEXT_SIZE, "after %.4g s",
			       law->a + law->shift);
		break;
	case LAW_EXPONENTIAL:
		(void)snprintf(out, PATIENCE_TEXT_SIZE,
			       "after %.4g s on average (exponential)",
			       law->a + law->shift);
		break;
	case LAW_LOGNORMAL:
		(void)snprintf(out, PATIENCE_TEXT_SIZE,
			       "after a median of %.4g s (log-normal)",
			       law->a + law->shift);
		break;
	case LAW_UNIFORM:
		(void)snprintf(out, PATIENCE_TEXT_SIZE, "after %.4g to %.4g s",
			       law->a + law->shift, law->b + law->shift);
		break;
	case LAW_WEIBULL:
		(void)snprintf(out, PATIENCE_TEXT_SIZE,
			       "after %.4g s on average (Weibull)",
			       law_mean(law));
		break;
	case LAW_GAMMA:
		(void)snprintf(out, PATIENCE_TEXT_SIZE,
			       "after %.4g s on average (gamma)",
			       law_mean(law));
		break;
	}
	return out;
}

void patience_json(cJSON *home, const struct patience *patience)
{
	static const char *const kinds[] = {
	    [LAW_FIXED] = "fixed",	   [LAW_EXPONENTIAL] = "exponential",
	    [LAW_LOGNORMAL] = "lognormal", [LAW_WEIBULL] = "weibull",
	    [LAW_UNIFORM] = "uniform",	   [LAW_GAMMA] = "gamma",
	};
	const struct law *law = &patience->law;
	bool by_mean = law->kind == LAW_WEIBULL || law->kind == LAW_GAMMA;
	cJSON *seconds;

	json_put_text(home, "kind",
		      patience->never ? "never" : kinds[law->kind]);
	seconds = cJSON_AddArrayToObject(home, "seconds");
	if (patience->never)
		return;
	(void)cJSON_AddItemToArray(
	    seconds, cJSON_CreateNumber(json_rounded(
			 by_mean ? law_mean(law) : law->a + law->shift)));
	if (law->kind == LAW_UNIFORM)
		(void)cJSON_AddItemToArray(
		    seconds,
		    cJSON_CreateNumber(json_rounded(law->b + law->shift)));
}
