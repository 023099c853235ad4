#include "reports/wording.h"

#include <stdio.h>
#include <string.h>

#include "reports/number.h"

const struct wording_path wording_paths[WORDING_PATHS] = {
    {"new", "new", T_SHORT_NEW},
    {"warm", "warm", T_SHORT_WARM},
    {"moved.direct", "direct", T_SHORT_DIRECT},
    {"moved.box", "moved", T_SHORT_MOVED},
    {"restored", "restored", T_SHORT_RESTORED},
    {"prefetched", "prefetched", T_SHORT_PREFETCHED},
    {"queued", "queued", T_SHORT_QUEUED},
};

#define KEY_SIZE 128

/* Codes of sim: varied.c, comparison.c, statistics.c. */
static const struct {
	const char *code;
	enum text text;
} codes[] = {
    {"same_sessions", T_VARIED_SAME_SESSIONS},
    {"demand", T_VARIED_DEMAND},
    {"resample", T_VARIED_RESAMPLE},
    {"home", T_VARIED_HOME},
    {"boot", T_VARIED_BOOT},
    {"start", T_VARIED_START},
    {"stop", T_VARIED_STOP},
    {"transfer", T_VARIED_TRANSFER},
    {"patience", T_VARIED_PATIENCE},
    {"retry", T_VARIED_RETRY},
    {"account", T_VARIED_ACCOUNT},
    {"top_up", T_VARIED_TOP_UP},
    {"stock", T_VARIED_STOCK},
    {"failure", T_VARIED_FAILURE},
    {"earns_same", T_EARNS_SAME},
    {"earns_more", T_EARNS_MORE},
    {"earns_less", T_EARNS_LESS},
    {"earns_noise", T_EARNS_NOISE},
    {"serves_faster_fewer", T_SERVES_FASTER_FEWER},
    {"serves_slower_more", T_SERVES_SLOWER_MORE},
    {"serves_better", T_SERVES_BETTER},
    {"serves_worse", T_SERVES_WORSE},
    {"serves_noise", T_SERVES_NOISE},
    {"serves_same", T_SERVES_SAME},
    {"noise", T_VERDICT_NOISE},
    {"same", T_VERDICT_SAME},
    {"better", T_VERDICT_BETTER},
    {"worse", T_VERDICT_WORSE},
};

/* Units of figures that are words: in English those of summary.json. */
static const enum text units[] = {
    T_UNIT_SESSIONS, T_UNIT_STARTS,    T_UNIT_SHARE,	 T_UNIT_WORLDS,
    T_UNIT_MINUTES,  T_UNIT_GB_MONTHS, T_UNIT_HOURS,	 T_UNIT_NODES,
    T_UNIT_ORDERS,   T_UNIT_SNAPSHOTS, T_UNIT_CUSTOMERS, T_UNIT_TIMES,
};

/* The words for a law of waiting; their places are the seconds. */
static const struct {
	const char *kind;
	enum text text;
} laws[] = {
    {"never", T_PATIENCE_NEVER},
    {"fixed", T_PATIENCE_FIXED},
    {"exponential", T_PATIENCE_EXPONENTIAL},
    {"lognormal", T_PATIENCE_LOGNORMAL},
    {"uniform", T_PATIENCE_UNIFORM},
    {"weibull", T_PATIENCE_WEIBULL},
    {"gamma", T_PATIENCE_GAMMA},
};

/* A code in words; one of a later version is shown as it is. */
static const char *words_of_code(enum language language, const char *code)
{
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		if (strcmp(code, codes[i].code) == 0)
			return text_of(language, codes[i].text);
	return code;
}

static char *copy_text(char *out, const char *text)
{
	(void)snprintf(out, WORDING_SIZE, "%s", text);
	return out;
}

const char *wording_unit(enum language language, const char *unit)
{
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (strcmp(unit, text_of(LANGUAGE_EN, units[i])) == 0)
			return text_of(language, units[i]);
	return unit;
}

/* The words of a list of codes; one that begins with a blank goes on, others
 * follow a comma. */
static char *list_codes(const cJSON *list, enum language language, char *out)
{
	const cJSON *item;
	size_t used = 0;

	out[0] = '\0';
	cJSON_ArrayForEach(item, list)
	{
		const char *words =
		    cJSON_IsString(item)
			? words_of_code(language, item->valuestring)
			: "";

		if (used < WORDING_SIZE)
			used += (size_t)snprintf(
			    out + used, WORDING_SIZE - used, "%s%s",
			    used > 0 && words[0] != ' ' ? ", " : "", words);
	}
	return out;
}

char *wording_varied(const struct summary *summary, enum language language,
		     char *out)
{
	const cJSON *list = summary_item(summary, "varied_codes");

	if (!cJSON_IsArray(list))
		return copy_text(out, summary_text(summary, "varied"));
	if (cJSON_GetArraySize(list) == 0)
		return copy_text(out, text_of(language, T_VARIED_NOTHING));
	return list_codes(list, language, out);
}

char *wording_verdict(const struct summary *summary, enum language language,
		      char *out)
{
	const cJSON *list = summary_item(summary, "static_fleet.verdict_codes");

	return cJSON_IsArray(list)
		   ? list_codes(list, language, out)
		   : copy_text(out,
			       summary_text(summary, "static_fleet.verdict"));
}

char *wording_difference(const struct summary *summary, enum language language,
			 const char *which, char *out)
{
	char key[KEY_SIZE];

	(void)snprintf(key, sizeof key,
		       "static_fleet.difference.%s.verdict_code", which);
	if (summary_has(summary, key))
		return copy_text(
		    out, words_of_code(language, summary_text(summary, key)));
	(void)snprintf(key, sizeof key, "static_fleet.difference.%s.verdict",
		       which);
	return copy_text(out, summary_text(summary, key));
}

char *wording_patience(const struct summary *summary, enum language language,
		       const char *which, char *out)
{
	char key[KEY_SIZE], plain[2][NUMBER_SIZE], seconds[2][NUMBER_SIZE];
	const char *kind;
	const cJSON *list;

	(void)snprintf(key, sizeof key, "patience.%s_law.seconds", which);
	list = summary_item(summary, key);
	for (int i = 0; i < 2; i++) {
		const cJSON *item = cJSON_GetArrayItem(list, i);

		(void)snprintf(plain[i], NUMBER_SIZE, "%.4g",
			       item != NULL ? item->valuedouble : 0);
		(void)number_written(language, plain[i], seconds[i]);
	}
	(void)snprintf(key, sizeof key, "patience.%s_law.kind", which);
	kind = summary_text(summary, key);
	for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++)
		if (strcmp(kind, laws[i].kind) == 0)
			return text_fill(out, WORDING_SIZE, language,
					 laws[i].text,
					 WITH(seconds[0], seconds[1]));
	(void)snprintf(key, sizeof key, "patience.%s", which);
	return copy_text(out, summary_text(summary, key));
}

char *wording_window(const struct summary *summary, enum language language,
		     char *out)
{
	double hours = summary_number(summary, "warm_up_seconds") / 3600;
	char plain[NUMBER_SIZE], text[NUMBER_SIZE];

	if (!summary_has(summary, "window_note"))
		return copy_text(out, "");
	(void)snprintf(plain, sizeof plain, "%.6g", hours);
	return text_fill(out, WORDING_SIZE, language,
			 hours > 0 ? T_WINDOW_WARM : T_WINDOW_COLD,
			 WITH(number_written(language, plain, text)));
}

char *wording_sleep(const struct summary *summary, enum language language,
		    char *out)
{
	const cJSON *list = summary_item(summary, "sleep_note_hours");
	char plain[NUMBER_SIZE], hours[2][NUMBER_SIZE];

	for (int i = 0; i < 2; i++) {
		const cJSON *item = cJSON_GetArrayItem(list, i);

		(void)snprintf(plain, sizeof plain, "%.6g",
			       item != NULL ? item->valuedouble : 0);
		(void)number_written(language, plain, hours[i]);
	}
	return text_fill(out, WORDING_SIZE, language, T_SLEEP_NOTE,
			 WITH(hours[0], hours[1]));
}

char *wording_prices(const struct summary *summary, enum language language,
		     char *out)
{
	if (!summary_has(summary, "price_note_types"))
		return copy_text(out, summary_text(summary, "price_note"));
	return text_fill(out, WORDING_SIZE, language, T_PRICE_NOTE,
			 WITH(summary_text(summary, "price_note_types")));
}

char *wording_assumed(const struct summary *summary, enum language language,
		      char *out)
{
	return text_fill(out, WORDING_SIZE, language, T_PRICE_ASSUMED,
			 WITH(summary_text(summary, "price_assumed_types")));
}

char *wording_own(const struct summary *summary, enum language language,
		  const char *key, char *out)
{
	const char *text = summary_text(summary, key);

	for (int id = T_SCENARIO_FIRST; id <= T_SCENARIO_LAST; id++)
		if (text_translated(out, WORDING_SIZE, language, (enum text)id,
				    text) != NULL)
			return out;
	(void)snprintf(out, WORDING_SIZE, "%s", text);
	return out;
}

bool wording_is_drawn(const struct summary *summary)
{
	const cJSON *row;

	if (summary_has(summary, "counts"))
		return true;
	cJSON_ArrayForEach(row, summary_item(summary, "assumptions"))
	{
		const char *key = cJSON_GetStringValue(
		    cJSON_GetObjectItemCaseSensitive(row, "key"));

		if (key != NULL && strncmp(key, "workload.generate", 17) == 0)
			return true;
	}
	return false;
}
