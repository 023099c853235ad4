#include "reports/differences.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/compare.h"
#include "reports/promise.h"
#include "reports/run_file.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"

static const struct summary_kind written = {
    .command = "compare",
    .file = "comparison.json",
    .object = "base",
    .list = "variants",
};

bool differences_are_in(const char *directory)
{
	return summary_is_in(&written, directory);
}

static bool open_view(const char *directory, enum language language,
		      struct differences_view *out, struct error_text *error)
{
	*out = (struct differences_view){.language = language, .out = stdout};
	if (!summary_open_of(&written, directory, &out->all, error))
		return false;
	out->count = 1 + (unsigned)cJSON_GetArraySize(
			     summary_item(&out->all, written.list));
	return true;
}

int differences_report(const char *directory, enum language language,
		       bool force, bool as_json)
{
	struct error_text error = {""};
	struct differences_view view;
	char page[RUN_PAGE_NAME_SIZE];
	bool good;

	if (!open_view(directory, language, &view, &error))
		return cli_failed(&error);
	(void)run_page_name("compare", language, page);
	good = run_file_check(directory, page, force, &error);
	if (good && !as_json)
		differences_print(&view);
	good = good && differences_html_write(&view, &error);
	if (good && as_json)
		json_out(cJSON_Duplicate(view.all.root, true));
	else if (good)
		run_page_tell(language, directory, page);
	summary_close(&view.all);
	return good ? EXIT_SUCCESS : cli_failed(&error);
}

/* --- the parts ------------------------------------------------------------ */

const char *differences_text(const struct differences_view *view, enum text id)
{
	return text_of(view->language, id);
}

struct summary differences_of(const struct differences_view *view, unsigned i)
{
	cJSON *root = view->all.root;

	return (struct summary){
	    i == 0 ? cJSON_GetObjectItemCaseSensitive(root, "base")
		   : cJSON_GetArrayItem(
			 cJSON_GetObjectItemCaseSensitive(root, "variants"),
			 (int)i - 1),
	    view->all.directory};
}

const char *differences_letter(unsigned i)
{
	static const char letters[][2] = {
	    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M",
	    "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z"};

	return i < sizeof letters / sizeof letters[0] ? letters[i] : "?";
}

char *differences_name(const struct differences_view *view, unsigned i,
		       char out[DIFFERENCES_LINE])
{
	struct summary part = differences_of(view, i),
		       base = differences_of(view, 0);
	char title[WORDING_SIZE];
	const char *given = summary_text(&part, "given");

	(void)wording_own(&part, view->language, "title", title);
	if (i == 0 || strcmp(summary_text(&part, "scenario"),
			     summary_text(&base, "scenario")) != 0)
		(void)snprintf(out, DIFFERENCES_LINE, "%.300s: %.600s", given,
			       title);
	else
		(void)snprintf(out, DIFFERENCES_LINE, "%.900s", given);
	return out;
}

/* --- figures -------------------------------------------------------------- */

static const struct {
	const char *code;
	enum text text;
} verdicts[] = {
    {"better", T_VERDICT_BETTER}, {"worse", T_VERDICT_WORSE},
    {"noise", T_VERDICT_NOISE},	  {"same", T_VERDICT_SAME},
    {"more", T_VERDICT_MORE},	  {"less", T_VERDICT_LESS},
};

static enum text verdict_at(const struct differences_view *view,
			    const cJSON *item)
{
	const char *code = cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(item, "verdict"));

	for (size_t i = 0;
	     code != NULL && i < sizeof verdicts / sizeof verdicts[0]; i++)
		if (strcmp(code, verdicts[i].code) == 0)
			return verdicts[i].text;
	return summary_true(&view->all, "judged") ? T_NOT_KNOWN
						  : T_VERDICT_NONE;
}

static double number_at(const cJSON *item, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(item, key);

	if (cJSON_IsString(value))
		return HUGE_VAL; /* "over" */
	return cJSON_IsNumber(value) ? value->valuedouble : (double)NAN;
}

static const cJSON *list_of(const struct differences_view *view, unsigned i)
{
	const struct summary part = differences_of(view, i);

	return summary_item(&part, "figures");
}

unsigned differences_figures(const struct differences_view *view)
{
	return (unsigned)cJSON_GetArraySize(list_of(view, 0));
}

/* A headline of `report A B`, or what the figure is called elsewhere. */
static double find_form(const struct differences_view *view, const cJSON *item,
			struct difference_shown *to)
{
	double size = fabs(number_at(item, "value"));

	for (size_t h = 0; h < compare_headline_count; h++)
		if (strcmp(compare_headlines[h].key, to->key) == 0) {
			(void)snprintf(
			    to->label, sizeof to->label, "%s",
			    differences_text(view, compare_headlines[h].label));
			to->unit = compare_headlines[h].unit;
			to->decimals = compare_headlines[h].decimals;
			return compare_headlines[h].scale;
		}
	(void)wording_figure(view->language, to->key, to->label);
	if (strcmp(to->unit, "share") == 0) {
		to->unit = "%";
		to->decimals = 2;
		return 100;
	}
	to->decimals = strcmp(to->unit, "s") == 0     ? 1
		       : strcmp(to->unit, "EUR") == 0 ? 2
		       : size >= 100		      ? 1
						      : 2;
	return 1;
}

struct difference_shown differences_figure(const struct differences_view *view,
					   unsigned i, unsigned figure)
{
	const cJSON *item = cJSON_GetArrayItem(list_of(view, i), (int)figure);
	const char *key =
	    cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "key"));
	const char *unit = cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(item, "unit"));
	struct difference_shown out = {.key = key != NULL ? key : "",
				       .unit = unit != NULL ? unit : ""};
	double scale = find_form(view, item, &out);
	double low = number_at(item, "low");

	out.value = scale * number_at(item, "value");
	out.interval.mean =
	    scale * number_at(item, i == 0 ? "value" : "difference");
	out.interval.known = !isnan(low);
	out.interval.low = scale * low;
	out.interval.high = scale * number_at(item, "high");
	if (!out.interval.known)
		out.interval.low = out.interval.high = out.interval.mean;
	out.verdict = verdict_at(view, item);
	return out;
}

bool differences_find(const struct differences_view *view, unsigned i,
		      const char *key, struct difference_shown *out)
{
	for (unsigned f = 0; f < differences_figures(view); f++) {
		*out = differences_figure(view, i, f);
		if (strcmp(out->key, key) == 0)
			return true;
	}
	return false;
}

/* --- as text -------------------------------------------------------------- */

char *differences_value(const struct differences_view *view,
			const struct difference_shown *shown, char *out)
{
	return number_text(view->language, shown->value, shown->decimals, out);
}

static char *with_range(const struct differences_view *view,
			const struct difference_shown *shown, bool with_sign,
			char *out)
{
	const struct run_interval *in = &shown->interval;
	char mean[NUMBER_SIZE], range[NUMBER_SIZE];

	if (isnan(in->mean)) {
		(void)snprintf(out, DIFFERENCES_SIZE, "-");
		return out;
	}
	if (with_sign)
		(void)number_signed(view->language, in->mean, shown->decimals,
				    mean);
	else
		(void)number_text(view->language, in->mean, shown->decimals,
				  mean);
	if (in->known)
		(void)snprintf(out, DIFFERENCES_SIZE, "%s (%s)", mean,
			       number_range(view->language, in->low, in->high,
					    shown->decimals, with_sign, range));
	else
		(void)snprintf(out, DIFFERENCES_SIZE, "%s", mean);
	return out;
}

char *differences_value_range(const struct differences_view *view,
			      const struct difference_shown *shown, char *out)
{
	return with_range(view, shown, false, out);
}

char *differences_change(const struct differences_view *view,
			 const struct difference_shown *shown, char *out)
{
	return with_range(view, shown, true, out);
}

enum text differences_promise(const struct differences_view *view, unsigned i)
{
	const struct summary part = differences_of(view, i);

	return promise_verdict(&part, "promise.kept");
}

/* --- sentences ------------------------------------------------------------ */

static int rank_of(enum text promise)
{
	return promise == T_BROKEN ? 2 : promise == T_CLOSE ? 1 : 0;
}

static bool any_differs(const struct differences_view *view)
{
	for (unsigned i = 1; i < view->count; i++)
		for (unsigned f = 0; f < differences_figures(view); f++)
			if (differences_figure(view, i, f).verdict !=
			    T_VERDICT_SAME)
				return true;
	return false;
}

/* The variant that surely earns more, and most; 0: none.  `serving`: among
 * those that keep the promise as well as the base does. */
static unsigned best_of(const struct differences_view *view, bool serving)
{
	int least = rank_of(differences_promise(view, 0));
	double most = -HUGE_VAL;
	unsigned best = 0;

	for (unsigned i = 1; i < view->count; i++) {
		struct difference_shown month;

		if (!differences_find(view, i, "margin_per_month_eur",
				      &month) ||
		    month.verdict != T_VERDICT_BETTER ||
		    month.interval.mean <= most ||
		    (serving && rank_of(differences_promise(view, i)) > least))
			continue;
		most = month.interval.mean;
		best = i;
	}
	return best;
}

char *differences_lead(const struct differences_view *view,
		       char out[DIFFERENCES_LINE])
{
	unsigned best = best_of(view, true), richest = best_of(view, false);
	struct difference_shown month;
	char change[DIFFERENCES_SIZE];

	if (best != 0 &&
	    differences_find(view, best, "margin_per_month_eur", &month))
		return text_fill(
		    out, DIFFERENCES_LINE, view->language, T_DIFF_LEAD_BEST,
		    WITH(differences_letter(best),
			 differences_change(view, &month, change),
			 differences_text(view,
					  differences_promise(view, best))));
	if (richest != 0)
		return text_fill(out, DIFFERENCES_LINE, view->language,
				 T_DIFF_LEAD_SERVES_LESS,
				 WITH(differences_letter(richest)));
	return text_fill(
	    out, DIFFERENCES_LINE, view->language,
	    any_differs(view) ? T_DIFF_LEAD_NONE : T_DIFF_LEAD_SAME, NULL);
}

/* "1.23 EUR" of a width, in the form of its figure. */
static char *width_text(const struct differences_view *view,
			const struct summary *wish, const char *key,
			char out[DIFFERENCES_SIZE])
{
	double value = number_at(wish->root, key);
	const char *unit = summary_text(wish, "unit");
	char number[NUMBER_SIZE];

	if (strcmp(unit, "share") == 0) {
		value *= 100;
		unit = "%";
	}
	(void)snprintf(out, DIFFERENCES_SIZE, "%.100s %.60s",
		       number_short(view->language, value, number),
		       wording_unit(view->language, unit));
	return out;
}

static char *wish_note(const struct differences_view *view, unsigned i,
		       char out[DIFFERENCES_LINE])
{
	const struct summary wish = {
	    cJSON_GetArrayItem(summary_item(&view->all, "until"), (int)i),
	    NULL};
	char words[WORDING_SIZE], is[DIFFERENCES_SIZE], asked[DIFFERENCES_SIZE],
	    most[NUMBER_SIZE];
	enum text id = T_DIFF_NOT_REACHED;

	if (wish.root == NULL)
		return NULL;
	if (isnan(number_at(wish.root, "widest")))
		id = T_DIFF_UNKNOWN;
	else if (summary_true(&wish, "reached"))
		id = T_DIFF_REACHED;
	return text_fill(
	    out, DIFFERENCES_LINE, view->language, id,
	    WITH(wording_figure(view->language, summary_text(&wish, "figure"),
				words),
		 width_text(view, &wish, "widest", is),
		 width_text(view, &wish, "width", asked),
		 number_text(view->language,
			     summary_number(&view->all, "replications"), 0,
			     most)));
}

/* The letters of variants that meet another demand; "": none. */
static char *unpaired(const struct differences_view *view, char *out,
		      size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (unsigned i = 1; i < view->count; i++) {
		const struct summary part = differences_of(view, i);

		if (!summary_true(&part, "paired") && used < size)
			used += (size_t)snprintf(out + used, size - used,
						 "%s%s", used > 0 ? ", " : "",
						 differences_letter(i));
	}
	return out;
}

static char *family_note(const struct differences_view *view,
			 char out[DIFFERENCES_LINE])
{
	double k = summary_number(&view->all, "comparisons");
	char count[NUMBER_SIZE], each[NUMBER_SIZE];

	if (k < 2)
		return text_fill(out, DIFFERENCES_LINE, view->language,
				 T_DIFF_ONE_VARIANT, NULL);
	return text_fill(
	    out, DIFFERENCES_LINE, view->language, T_DIFF_FAMILY,
	    WITH(number_text(view->language, k, 0, count),
		 number_text(view->language, 100 - 5 / k, 2, each)));
}

char *differences_note(const struct differences_view *view, unsigned line,
		       char out[DIFFERENCES_LINE])
{
	char count[NUMBER_SIZE], seed[NUMBER_SIZE], letters[128];

	(void)snprintf(seed, sizeof seed, "%.0f",
		       summary_number(&view->all, "seed"));
	if (line == 0)
		return text_fill(
		    out, DIFFERENCES_LINE, view->language, T_DIFF_DRAWS,
		    WITH(number_text(view->language,
				     summary_number(&view->all, "replications"),
				     0, count),
			 seed));
	if (line == 1)
		return summary_true(&view->all, "judged")
			   ? family_note(view, out)
			   : text_fill(out, DIFFERENCES_LINE, view->language,
				       T_COMPARE_ONE, NULL);
	if (line == 2 && unpaired(view, letters, sizeof letters)[0] != '\0')
		return text_fill(out, DIFFERENCES_LINE, view->language,
				 T_DIFF_UNPAIRED, WITH(letters));
	if (line == 2) {
		out[0] = '\0';
		return out;
	}
	return wish_note(view, line - 3, out);
}
