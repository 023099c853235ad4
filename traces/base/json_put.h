/*
 * json_put.h - figures into JSON: what is not known is null.
 *
 * Inline, and without a state.
 */
#ifndef TRACES_JSON_PUT_H
#define TRACES_JSON_PUT_H

#include <cjson/cJSON.h>
#include <math.h>

/* Six decimals are enough for any figure that is not money. */
static inline double json_rounded(double value)
{
	return round(value * 1e6) / 1e6;
}

/* NAN becomes null, and what is over every number "over". */
static inline void json_put_number(cJSON *object, const char *key, double value)
{
	if (isnan(value))
		(void)cJSON_AddNullToObject(object, key);
	else if (isinf(value))
		(void)cJSON_AddStringToObject(object, key, "over");
	else
		(void)cJSON_AddNumberToObject(object, key, json_rounded(value));
}

/* The same with all its digits. */
static inline void json_put_exact(cJSON *object, const char *key, double value)
{
	if (isfinite(value))
		(void)cJSON_AddNumberToObject(object, key, value);
	else
		json_put_number(object, key, value);
}

/* NULL becomes null. */
static inline void json_put_text(cJSON *object, const char *key,
				 const char *text)
{
	if (text != NULL)
		(void)cJSON_AddStringToObject(object, key, text);
	else
		(void)cJSON_AddNullToObject(object, key);
}

#endif /* TRACES_JSON_PUT_H */
