#include "reports/advice.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "reports/promise.h"

/* Below these a verdict is said to rest on too little. */
#define REPLICATIONS_LEAST 10
#define STARTS_LEAST 100
#define HOURS_OF_TWO_DAYS 48
#define MONTHS_OF_YEAR 12
/* A share of net revenue beyond this is no measure of anything. */
#define PERCENT_MOST 1000

static const struct {
	const char *code; /* sim/alternatives.c */
	enum text text;
} actions[] = {
    {"node_more", T_DO_NODE_MORE},   {"node_less", T_DO_NODE_LESS},
    {"base_type", T_DO_BASE_TYPE},   {"static", T_DO_STATIC},
    {"no_base", T_DO_NO_BASE},	     {"reserve_worlds", T_DO_RESERVE_WORLDS},
    {"reserve_gb", T_DO_RESERVE_GB}, {"cloud_more", T_DO_CLOUD_MORE},
    {"hourly", T_DO_HOURLY},	     {"hourly_assumed", T_DO_HOURLY_ASSUMED},
    {"sleep_window", T_DO_SLEEP},    {"direct_on", T_DO_DIRECT_ON},
    {"direct_off", T_DO_DIRECT_OFF}, {"second_on", T_DO_SECOND_ON},
    {"second_off", T_DO_SECOND_OFF}, {"recall_on", T_DO_RECALL_ON},
    {"recall_off", T_DO_RECALL_OFF}, {"return_on", T_DO_RETURN_ON},
    {"return_off", T_DO_RETURN_OFF}, {"box_more", T_DO_BOX_MORE},
};

static const struct {
	const char *code;
	enum text text;
} verdicts[] = {
    {"better", T_VERDICT_BETTER},
    {"worse", T_VERDICT_WORSE},
    {"noise", T_VERDICT_NOISE},
    {"same", T_VERDICT_SAME},
};

/* --- reading -------------------------------------------------------------- */

static const char *text_in(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	return cJSON_IsString(item) ? item->valuestring : "";
}

/* NAN: unknown; HUGE_VAL: longer than any that was measured. */
static double figure_of(const cJSON *action, const char *figure,
			const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(
	    cJSON_GetObjectItemCaseSensitive(action, figure), key);

	if (cJSON_IsString(item))
		return HUGE_VAL;
	return cJSON_IsNumber(item) ? item->valuedouble : (double)NAN;
}

/* --- one action ----------------------------------------------------------- */

char *advice_action(const cJSON *action, enum language language,
		    char out[ADVICE_SIZE])
{
	const char *code = text_in(action, "code");
	const cJSON *values =
	    cJSON_GetObjectItemCaseSensitive(action, "values");
	const char *with[4] = {"", "", "", NULL};

	for (int i = 0; i < 3; i++) {
		const cJSON *value = cJSON_GetArrayItem(values, i);

		if (cJSON_IsString(value))
			with[i] = value->valuestring;
	}
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
		if (strcmp(code, actions[i].code) == 0)
			return text_fill(out, ADVICE_SIZE, language,
					 actions[i].text, with);
	/* one of a later version */
	(void)snprintf(out, ADVICE_SIZE, "%s", code);
	return out;
}

char *advice_mean(const cJSON *action, const char *figure,
		  enum language language, int decimals, char out[NUMBER_SIZE])
{
	return number_signed(language, figure_of(action, figure, "difference"),
			     decimals, out);
}

char *advice_range(const cJSON *action, const char *figure,
		   enum language language, int decimals, char out[NUMBER_SIZE])
{
	double low = figure_of(action, figure, "low");
	double high = figure_of(action, figure, "high");

	out[0] = '\0';
	return isnan(low) || isnan(high)
		   ? out
		   : number_range(language, low, high, decimals, true, out);
}

char *advice_difference(const cJSON *action, const char *figure,
			enum language language, int decimals,
			char out[ADVICE_SIZE])
{
	char mean[NUMBER_SIZE], range[NUMBER_SIZE];

	(void)advice_mean(action, figure, language, decimals, mean);
	(void)advice_range(action, figure, language, decimals, range);
	if (range[0] != '\0')
		(void)snprintf(out, ADVICE_SIZE, "%s (%s)", mean, range);
	else
		(void)snprintf(out, ADVICE_SIZE, "%s", mean);
	return out;
}

const char *advice_verdict(const cJSON *action, const char *figure,
			   enum language language)
{
	const char *code = text_in(
	    cJSON_GetObjectItemCaseSensitive(action, figure), "verdict");

	for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++)
		if (strcmp(code, verdicts[i].code) == 0)
			return text_of(language, verdicts[i].text);
	return text_of(language, T_VERDICT_NONE);
}

char *advice_value(const cJSON *action, const char *figure, const char *when,
		   enum language language, double scale, int decimals,
		   char out[NUMBER_SIZE])
{
	return number_text(language, scale * figure_of(action, figure, when),
			   decimals, out);
}

enum text advice_promise(const cJSON *action)
{
	const struct summary alone = {.root = cJSON_Duplicate(action, true)};
	enum text verdict = promise_verdict(&alone, "promise");

	cJSON_Delete(alone.root);
	return verdict;
}

/* --- all of them ---------------------------------------------------------- */

const cJSON *advice_actions(const struct summary *summary)
{
	const cJSON *list = summary_item(summary, "advice.actions");

	return cJSON_GetArraySize(list) > 0 ? list : NULL;
}

static enum text sentence_without(const struct summary *summary)
{
	const char *state = summary_text(summary, "advice.state");

	if (!summary_has(summary, "advice"))
		return T_ADVICE_OFF;
	return strcmp(state, "one_run") == 0 ? T_ADVICE_ONE_RUN
					     : T_ADVICE_NOTHING;
}

/* What is to be said of what was tried; T_COUNT: no more than the actions. */
static enum text sentence_on(const struct summary *summary)
{
	bool named = advice_actions(summary) != NULL;

	if (!summary_true(summary, "advice.kept"))
		return named ? T_ADVICE_NONE_KEEPS : T_ADVICE_NONE_HELPS;
	if (summary_true(summary, "advice.helps"))
		return TEXT_COUNT;
	return named ? T_ADVICE_NO_BETTER_NEXT : T_ADVICE_NO_BETTER;
}

char *advice_sentence(const struct summary *summary, enum language language,
		      char out[ADVICE_SIZE])
{
	char tried[NUMBER_SIZE], runs[NUMBER_SIZE];
	enum text more;
	size_t used;

	if (strcmp(summary_text(summary, "advice.state"), "tried") != 0)
		return text_fill(out, ADVICE_SIZE, language,
				 sentence_without(summary), NULL);
	(void)number_text(language, summary_number(summary, "advice.tried"), 0,
			  tried);
	(void)number_text(language, summary_number(summary, "replications"), 0,
			  runs);
	(void)text_fill(out, ADVICE_SIZE, language,
			summary_true(summary, "varies") ? T_ADVICE_TRIED
							: T_ADVICE_TRIED_ONE,
			WITH(tried, runs));
	more = sentence_on(summary);
	used = strlen(out);
	if (more != TEXT_COUNT)
		(void)snprintf(out + used, ADVICE_SIZE - used, " %s",
			       text_of(language, more));
	return out;
}

static char *short_text(enum language language, double value, char *out)
{
	char plain[NUMBER_SIZE];

	(void)snprintf(plain, sizeof plain, "%.6g", value);
	return number_written(language, plain, out);
}

char *advice_too_slow(const struct summary *summary, enum language language,
		      char out[ADVICE_SIZE])
{
	char rate[NUMBER_SIZE], gb[NUMBER_SIZE], promised[NUMBER_SIZE],
	    example[NUMBER_SIZE], seconds[NUMBER_SIZE], share[NUMBER_SIZE];

	out[0] = '\0';
	if (!summary_has(summary, "advice.too_slow"))
		return out;
	return text_fill(
	    out, ADVICE_SIZE, language, T_ADVICE_TOO_SLOW,
	    WITH(short_text(
		     language,
		     summary_number(summary, "advice.too_slow.mb_per_second"),
		     rate),
		 number_text(language,
			     summary_number(summary, "advice.too_slow.gb"), 2,
			     gb),
		 short_text(language,
			    summary_number(summary, "promise.wait_p95_s"),
			    promised),
		 number_text(
		     language,
		     summary_number(summary, "advice.too_slow.example_gb"), 2,
		     example),
		 number_text(
		     language,
		     summary_number(summary, "advice.too_slow.example_seconds"),
		     1, seconds),
		 number_text(
		     language,
		     100 * summary_number(summary, "advice.too_slow.share"), 1,
		     share)));
}

/* --- the window and its month --------------------------------------------- */

char *advice_window(const struct summary *summary, enum language language,
		    char out[NUMBER_SIZE])
{
	double hours = summary_number(summary, "window_hours");
	bool days = hours > HOURS_OF_TWO_DAYS;
	char text[NUMBER_SIZE];

	(void)short_text(language,
			 days ? round(hours / 24 * 10) / 10
			      : round(hours * 100) / 100,
			 text);
	return text_fill(out, NUMBER_SIZE, language,
			 days ? T_LENGTH_DAYS : T_LENGTH_HOURS, WITH(text));
}

char *advice_month(const struct summary *summary, enum language language,
		   char out[ADVICE_SIZE])
{
	double month = summary_number(summary, "margin_per_month_eur");
	char month_text[NUMBER_SIZE], year_text[NUMBER_SIZE];

	out[0] = '\0';
	if (!summary_has(summary, "margin_per_month_eur"))
		return out;
	return text_fill(
	    out, ADVICE_SIZE, language, T_MONTH_YEAR,
	    WITH(number_text(language, month, 2, month_text),
		 number_text(language, MONTHS_OF_YEAR * month, 2, year_text)));
}

bool advice_share_tells(const struct summary *summary)
{
	return summary_has(summary, "margin_percent") &&
	       fabs(summary_number(summary, "margin_percent")) <= PERCENT_MOST;
}

char *advice_share(const struct summary *summary, enum language language,
		   bool loss, char out[NUMBER_SIZE])
{
	double percent = summary_number(summary, "margin_percent");
	double net = summary_number(summary, "revenue_eur.net");
	char number[NUMBER_SIZE], text[NUMBER_SIZE + 4];

	if (advice_share_tells(summary)) {
		(void)snprintf(text, sizeof text, "%s %%",
			       number_text(language,
					   loss ? fabs(percent) : percent, 1,
					   number));
		return text_fill(out, NUMBER_SIZE, language, T_OF_NET,
				 WITH(text));
	}
	return text_fill(out, NUMBER_SIZE, language,
			 net != 0 ? T_NET_ONLY : T_NET_NONE,
			 WITH(number_text(language, net, 2, number)));
}

char *advice_few(const struct summary *summary, enum language language,
		 char out[ADVICE_SIZE])
{
	double runs = summary_number(summary, "replications");
	double starts = summary_number(summary, "starts.requested");
	char text[NUMBER_SIZE];

	out[0] = '\0';
	if (!summary_has(summary, "promise.kept"))
		return out;
	if (starts < STARTS_LEAST)
		return text_fill(
		    out, ADVICE_SIZE, language, T_FEW_STARTS,
		    WITH(short_text(language, round(starts * 10) / 10, text)));
	if (!summary_true(summary, "chance") || runs >= REPLICATIONS_LEAST)
		return out;
	if (runs < 2)
		return text_fill(out, ADVICE_SIZE, language, T_FEW_ONE, NULL);
	return text_fill(out, ADVICE_SIZE, language, T_FEW_RUNS,
			 WITH(number_text(language, runs, 0, text)));
}

char *advice_static(const struct summary *summary, enum language language,
		    char out[ADVICE_SIZE])
{
	const cJSON *node =
	    cJSON_GetArrayItem(summary_item(summary, "static_fleet.nodes"), 0);
	const cJSON *count = cJSON_GetObjectItemCaseSensitive(node, "count");
	char number[NUMBER_SIZE], nodes[NUMBER_SIZE];

	out[0] = '\0';
	if (!cJSON_IsNumber(count))
		return out;
	(void)snprintf(nodes, sizeof nodes, "%.20s x %.64s",
		       number_text(language, count->valuedouble, 0, number),
		       text_in(node, "type"));
	return text_fill(
	    out, ADVICE_SIZE, language,
	    !summary_true(summary, "static_fleet.keeps") ? T_STATIC_PEAK
	    : promise_verdict(summary, "static_fleet.promise.kept") == T_KEPT
		? T_STATIC_SMALLEST
		: T_STATIC_ON_AVERAGE,
	    WITH(nodes));
}
