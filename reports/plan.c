#include "reports/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/promise.h"
#include "reports/run_file.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"

static const struct summary_kind written = {
    .command = "plan",
    .file = "plan.json",
    .object = "search",
    .list = "plans",
};

bool plan_is_in(const char *directory)
{
	return summary_is_in(&written, directory);
}

static bool open_view(const char *directory, enum language language,
		      struct plan_view *out, struct error_text *error)
{
	*out = (struct plan_view){.language = language, .out = stdout};
	if (!summary_open_of(&written, directory, &out->all, error))
		return false;
	out->count =
	    (unsigned)cJSON_GetArraySize(summary_item(&out->all, written.list));
	return true;
}

int plan_report(const char *directory, enum language language, bool force,
		bool as_json)
{
	struct error_text error = {""};
	struct plan_view view;
	char page[RUN_PAGE_NAME_SIZE];
	bool good;

	if (!open_view(directory, language, &view, &error))
		return cli_failed(&error);
	(void)run_page_name("plan", language, page);
	good = run_file_check(directory, page, force, &error);
	if (good && !as_json)
		plan_print(&view);
	good = good && plan_html_write(&view, &error);
	if (good && as_json)
		json_out(cJSON_Duplicate(view.all.root, true));
	else if (good)
		run_page_tell(language, directory, page);
	summary_close(&view.all);
	return good ? EXIT_SUCCESS : cli_failed(&error);
}

/* --- the parts ------------------------------------------------------------ */

const char *plan_text(const struct plan_view *view, enum text id)
{
	return text_of(view->language, id);
}

struct summary plan_of(const struct plan_view *view, unsigned i)
{
	return (struct summary){
	    cJSON_GetArrayItem(
		cJSON_GetObjectItemCaseSensitive(view->all.root, "plans"),
		(int)i),
	    view->all.directory};
}

static double number_at(const cJSON *item, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(item, key);

	if (cJSON_IsString(value))
		return HUGE_VAL; /* "over" */
	return cJSON_IsNumber(value) ? value->valuedouble : (double)NAN;
}

static struct plan_figure figure_of(const cJSON *item)
{
	return (struct plan_figure){number_at(item, "value"),
				    number_at(item, "low"),
				    number_at(item, "high")};
}

struct plan_figure plan_figure(const struct plan_view *view, unsigned i,
			       const char *key)
{
	struct summary plan = plan_of(view, i);
	const cJSON *item;

	cJSON_ArrayForEach(item, summary_item(&plan, "figures"))
	{
		const char *its = cJSON_GetStringValue(
		    cJSON_GetObjectItemCaseSensitive(item, "key"));

		if (its != NULL && strcmp(its, key) == 0)
			return figure_of(item);
	}
	return (struct plan_figure){(double)NAN, (double)NAN, (double)NAN};
}

struct plan_figure plan_estimate(const cJSON *home, const char *key)
{
	return figure_of(cJSON_GetObjectItemCaseSensitive(home, key));
}

char *plan_figure_text(const struct plan_view *view, struct plan_figure figure,
		       int decimals, bool with_sign, char *out)
{
	char value[NUMBER_SIZE], range[NUMBER_SIZE];

	(void)(with_sign ? number_signed(view->language, figure.value, decimals,
					 value)
			 : number_text(view->language, figure.value, decimals,
				       value));
	if (isnan(figure.low) || isnan(figure.value))
		(void)snprintf(out, PLAN_LINE, "%s", value);
	else
		(void)snprintf(out, PLAN_LINE, "%s (%s)", value,
			       number_range(view->language, figure.low,
					    figure.high, decimals, with_sign,
					    range));
	return out;
}

/* --- words ---------------------------------------------------------------- */

static const struct {
	const char *code;
	enum text text;
} words[] = {
    {"nodes", T_PLAN_IS_NODES},
    {"nodes_none", T_PLAN_IS_NO_NODES},
    {"fleet_own", T_PLAN_IS_FLEET},
    {"cloud_own", T_PLAN_IS_CLOUD},
    {"cloud_none", T_PLAN_IS_NO_CLOUD},
    {"cloud_hourly", T_PLAN_IS_HOURLY},
    {"reserve_worlds", T_PLAN_IS_RESERVE},
    {"reserve_gb", T_PLAN_IS_RESERVE_GB},
    {"sleep", T_PLAN_IS_SLEEP},
    {"least_loaded", T_PLAN_IS_LEAST_LOADED},
    {"best_fit", T_PLAN_IS_BEST_FIT},
    {"session_end", T_PLAN_IS_SESSION_END},
    {"direct_on", T_PLAN_IS_DIRECT},
    {"direct_off", T_PLAN_IS_NO_DIRECT},
    {"second_on", T_PLAN_IS_SECOND},
    {"second_off", T_PLAN_IS_NO_SECOND},
    {"boxes", T_PLAN_IS_BOXES},
    {"set", T_PLAN_IS_SET},
};

static const char *text_at(const cJSON *item, const char *key)
{
	const char *text =
	    cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, key));

	return text != NULL ? text : "";
}

char *plan_word(const struct plan_view *view, const cJSON *word, char *out)
{
	const cJSON *values = cJSON_GetObjectItemCaseSensitive(word, "values");
	const char *one = cJSON_GetStringValue(cJSON_GetArrayItem(values, 0)),
		   *two = cJSON_GetStringValue(cJSON_GetArrayItem(values, 1));

	out[0] = '\0';
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].code, text_at(word, "code")) == 0)
			(void)text_fill(out, PLAN_LINE, view->language,
					words[i].text,
					WITH(one != NULL ? one : "",
					     two != NULL ? two : ""));
	return out;
}

static void append(char *out, const char *text)
{
	size_t used = strlen(out);

	if (text[0] != '\0')
		(void)snprintf(out + used, PLAN_LINE - used, "%s%s",
			       used > 0 ? ", " : "", text);
}

static bool is_rent(const cJSON *word)
{
	const char *axis = text_at(word, "axis");

	return strcmp(axis, "machine") == 0 || strcmp(axis, "cloud") == 0;
}

static char *list_words(const struct plan_view *view, unsigned i, bool rent,
			char *out)
{
	struct summary plan = plan_of(view, i);
	char text[PLAN_LINE];
	const cJSON *word;

	out[0] = '\0';
	cJSON_ArrayForEach(word, summary_item(&plan, "words"))
	{
		if (is_rent(word) == rent)
			append(out, plan_word(view, word, text));
	}
	return out;
}

char *plan_rent(const struct plan_view *view, unsigned i, char *out)
{
	return list_words(view, i, true, out);
}

char *plan_in_short(const struct plan_view *view, unsigned i, char *out)
{
	return plan_rent(view, i, out)[0] != '\0' ? out
						  : plan_rules(view, i, out);
}

char *plan_rules(const struct plan_view *view, unsigned i, char *out)
{
	return list_words(view, i, false, out);
}

/* Does the first say the same? */
static bool first_says(const struct plan_view *view, const char *text)
{
	struct summary first = plan_of(view, 0);
	char its[PLAN_LINE];
	const cJSON *word;

	cJSON_ArrayForEach(word, summary_item(&first, "words"))
	{
		if (strcmp(plan_word(view, word, its), text) == 0)
			return true;
	}
	return false;
}

char *plan_change(const struct plan_view *view, unsigned i, char *out)
{
	struct summary plan = plan_of(view, i);
	char text[PLAN_LINE];
	const cJSON *word;

	out[0] = '\0';
	cJSON_ArrayForEach(word, summary_item(&plan, "words"))
	{
		if (!first_says(view, plan_word(view, word, text)))
			append(out, text);
	}
	return out;
}

bool plan_is_by_cost(const struct plan_view *view)
{
	return strcmp(summary_text(&view->all, "objective"), "cost") == 0;
}

enum text plan_verdict(const struct plan_view *view, unsigned i)
{
	struct summary plan = plan_of(view, i);
	const char *code = summary_text(&plan, "verdict");

	if (strcmp(code, "worse") == 0)
		return plan_is_by_cost(view) ? T_PLAN_COSTS_MORE
					     : T_VERDICT_WORSE;
	if (strcmp(code, "open") == 0)
		return T_PLAN_OPEN;
	if (strcmp(code, "breaks") == 0)
		return T_PLAN_BREAKS;
	if (strcmp(code, "behind") == 0)
		return T_PLAN_BEHIND;
	if (strcmp(code, "short") == 0)
		return T_PLAN_SHORT;
	return T_VERDICT_NOISE;
}

enum text plan_promise(const struct summary *plan)
{
	return promise_verdict(plan, "promise.kept");
}

/* --- sentences ------------------------------------------------------------ */

char *plan_certainty(const struct plan_view *view, char *out)
{
	const char *outcome = summary_text(&view->all, "search.outcome");
	double rivals = summary_number(&view->all, "search.rivals");
	struct summary first = plan_of(view, 0);
	char count[NUMBER_SIZE], replications[NUMBER_SIZE];
	bool sure = strcmp(outcome, "sure") == 0;

	out[0] = '\0';
	if (strcmp(outcome, "none_keeps") == 0)
		return out;
	(void)number_text(view->language,
			  sure ? summary_number(&view->all, "search.tried") - 1
			       : rivals,
			  0, count);
	(void)number_text(view->language,
			  summary_number(&first, "replications"), 0,
			  replications);
	return text_fill(out, PLAN_LINE, view->language,
			 sure	      ? T_PLAN_SURE
			 : rivals < 1 ? T_PLAN_TIED_PROMISE
			 : rivals < 2 ? T_PLAN_TIED_ONE
				      : T_PLAN_TIED,
			 WITH(count, replications));
}

static void append_limit(const struct plan_view *view, const char *key,
			 double scale, enum text id, char *out)
{
	char plain[32], number[NUMBER_SIZE], text[PLAN_LINE];

	if (!summary_has(&view->all, key))
		return;
	(void)snprintf(plain, sizeof plain, "%.6g",
		       scale * summary_number(&view->all, key));
	append(out,
	       text_fill(text, sizeof text, view->language, id,
			 WITH(number_written(view->language, plain, number))));
}

char *plan_promised(const struct plan_view *view, char *out)
{
	char list[PLAN_LINE] = "";

	append_limit(view, "promise.wait_p95_s", 1, T_PLAN_WAIT, list);
	append_limit(view, "promise.no_room", 100, T_PLAN_NO_ROOM, list);
	append_limit(view, "promise.unserved", 100, T_PLAN_UNSERVED, list);
	return text_fill(out, PLAN_LINE, view->language, T_PLAN_PROMISED,
			 WITH(list));
}

char *plan_window(const struct plan_view *view, char *out)
{
	const char *kind = summary_text(&view->all, "window.kind");
	char days[NUMBER_SIZE], from[NUMBER_SIZE], to[NUMBER_SIZE], seed[32];

	(void)snprintf(seed, sizeof seed, "%.0f",
		       summary_number(&view->all, "seed"));
	return text_fill(
	    out, PLAN_LINE, view->language,
	    strcmp(kind, "month") == 0	? T_PLAN_MONTH
	    : strcmp(kind, "last") == 0 ? T_PLAN_LAST
					: T_PLAN_OWN,
	    WITH(number_text(view->language,
			     round(summary_number(&view->all, "window.days")),
			     0, days),
		 number_minute(view->language,
			       summary_text(&view->all, "window.from"), from),
		 number_minute(view->language,
			       summary_text(&view->all, "window.to"), to),
		 summary_text(&view->all, "clock"), seed));
}

/* --- what it hangs on ----------------------------------------------------- */

const char *plan_parameter(const struct plan_view *view, const char *code)
{
	static const struct {
		const char *code;
		enum text text;
	} names[] = {
	    {"world_size", T_PLAN_P_WORLD_SIZE},
	    {"box_speed", T_PLAN_P_BOX_SPEED},
	    {"patience", T_PLAN_P_PATIENCE},
	    {"cpu", T_PLAN_P_CPU},
	    {"rent", T_PLAN_P_RENT},
	    {"hour", T_PLAN_P_HOUR},
	    {"growth", T_PLAN_P_GROWTH},
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].code, code) == 0)
			return plan_text(view, names[i].text);
	return code;
}

char *plan_then(const struct plan_view *view, const cJSON *side, char *out)
{
	const char *flips = text_at(side, "flips");
	char rank[NUMBER_SIZE], text[PLAN_LINE];
	bool sure = strcmp(flips, "sure") == 0;

	out[0] = '\0';
	(void)number_text(view->language, number_at(side, "best"), 0, rank);
	if (strcmp(text_at(side, "promise"), "broken") == 0)
		append(out, plan_text(view, T_PLAN_IF_BROKEN));
	if (sure || strcmp(flips, "likely") == 0)
		append(out, text_fill(text, sizeof text, view->language,
				      sure ? T_PLAN_IF_SURE : T_PLAN_IF_LIKELY,
				      WITH(rank)));
	if (out[0] == '\0')
		append(out, plan_text(view, T_PLAN_IF_NO));
	return out;
}

char *plan_priors(const struct plan_view *view, char *out)
{
	char list[PLAN_LINE] = "";
	const cJSON *code;

	cJSON_ArrayForEach(code, summary_item(&view->all, "priors"))
	{
		append(list, plan_parameter(view, cJSON_GetStringValue(code)));
	}
	return text_fill(out, PLAN_LINE, view->language,
			 list[0] != '\0' ? T_PLAN_PRIORS : T_PLAN_PRIORS_NONE,
			 WITH(list));
}

/* --- ends, and what fails ------------------------------------------------- */

const char *plan_axis(const struct plan_view *view, const cJSON *axis)
{
	static const struct {
		const char *code;
		enum text text;
	} names[] = {
	    {"machine", T_PLAN_AXIS_MACHINE},
	    {"nodes", T_PLAN_AXIS_NODES},
	    {"cloud", T_PLAN_AXIS_CLOUD},
	    {"reserve", T_PLAN_AXIS_RESERVE},
	    {"sleep", T_PLAN_AXIS_SLEEP},
	    {"placement", T_PLAN_AXIS_PLACEMENT},
	    {"direct", T_PLAN_AXIS_DIRECT},
	    {"second", T_PLAN_AXIS_SECOND},
	    {"boxes", T_PLAN_AXIS_BOXES},
	};
	const char *code = text_at(axis, "axis");

	if (code[0] == '\0') /* of the list of axes itself */
		code = text_at(axis, "code");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].code, code) == 0)
			return plan_text(view, names[i].text);
	return text_at(axis, "key");
}

char *plan_end(const struct plan_view *view, const cJSON *ends, unsigned line,
	       char *out)
{
	const cJSON *end = cJSON_GetArrayItem(ends, (int)line);

	if (end == NULL)
		return NULL;
	return text_fill(out, PLAN_LINE, view->language,
			 strcmp(text_at(end, "end"), "highest") == 0
			     ? T_PLAN_AT_HIGHEST
			     : T_PLAN_AT_LOWEST,
			 WITH(plan_axis(view, end), text_at(end, "level")));
}

char *plan_fails(const struct plan_view *view, unsigned line, char *out)
{
	const cJSON *part = cJSON_GetArrayItem(
	    summary_item(&view->all, "impossible.parts"), (int)line);
	char plain[32], share[NUMBER_SIZE], wait[NUMBER_SIZE],
	    times[NUMBER_SIZE];
	const char *name = text_at(part, "part");
	bool waits = strcmp(name, "wait") == 0;
	double value = number_at(part, "value");

	if (part == NULL)
		return NULL;
	(void)snprintf(plain, sizeof plain, "%.6g",
		       summary_number(&view->all, "promise.wait_p95_s"));
	return text_fill(
	    out, PLAN_LINE, view->language,
	    waits			   ? T_PLAN_FAILS_WAIT
	    : strcmp(name, "no_room") == 0 ? T_PLAN_FAILS_NO_ROOM
					   : T_PLAN_FAILS_UNSERVED,
	    WITH(
		number_short(view->language, 100 * (waits ? 1 - value : value),
			     share),
		number_short(view->language,
			     summary_number(&view->all, "promise.wait_p95_s"),
			     wait),
		number_short(view->language, number_at(part, "times"), times)));
}
