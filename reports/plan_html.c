/*
 * plan_html.c - the page of `conductor plan`.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/advice.h"
#include "reports/charts.h"
#include "reports/page.h"
#include "reports/plan.h"
#include "reports/promise.h"
#include "reports/run_file.h"
#include "reports/wording.h"

#define ROWS_MAX 32
#define IN_TIME "starts.within_promise"

static void say(const struct plan_view *view, const char *class_name,
		enum text id, const char *const *with)
{
	char line[PLAN_LINE];

	page_line(view->out, class_name,
		  text_fill(line, sizeof line, view->language, id, with));
}

/* Nothing where there is nothing to say. */
static void line_of(const struct plan_view *view, const char *class_name,
		    const char *line)
{
	if (line != NULL && line[0] != '\0')
		page_line(view->out, class_name, line);
}

/* --- parts of the file ---------------------------------------------------- */

static struct summary item_of(const struct summary *from, const char *list,
			      unsigned i)
{
	return (struct summary){
	    cJSON_GetArrayItem(summary_item(from, list), (int)i), NULL};
}

static unsigned size_of(const struct summary *from, const char *list)
{
	int size = cJSON_GetArraySize(summary_item(from, list));

	return size > 0 ? (unsigned)size : 0;
}

static struct run_interval interval_of(struct plan_figure figure)
{
	bool known = !isnan(figure.low) && !isnan(figure.value);

	return (struct run_interval){figure.value,
				     known ? figure.low : figure.value,
				     known ? figure.high : figure.value, known};
}

static struct run_interval figure_of(const struct plan_view *view, unsigned i,
				     const char *key)
{
	return interval_of(plan_figure(view, i, key));
}

/* What the search was for: the margin or the cost a month. */
static struct run_interval eur_of(const struct plan_view *view, unsigned i)
{
	return figure_of(view, i,
			 plan_is_by_cost(view) ? "cost_per_month_eur"
					       : "margin_per_month_eur");
}

static char *number_of(const struct plan_view *view,
		       const struct run_interval *in, double scale,
		       int decimals, bool with_sign, bool with_range, char *out)
{
	struct plan_figure figure = {scale * in->mean,
				     with_range && in->known ? scale * in->low
							     : (double)NAN,
				     scale * in->high};

	return plan_figure_text(view, figure, decimals, with_sign, out);
}

/* "30", "0.1": a limit as it was given. */
static char *limit_of(const struct plan_view *view, double value, char *out)
{
	char plain[NUMBER_SIZE];

	(void)snprintf(plain, sizeof plain, "%.6g", value);
	return number_written(view->language, plain, out);
}

/* --- the head ------------------------------------------------------------- */

static void put_head(const struct plan_view *view)
{
	char title[WORDING_SIZE], line[PLAN_LINE], day[NUMBER_SIZE];

	(void)text_fill(
	    line, sizeof line, view->language, T_PLAN_TITLE,
	    WITH(summary_text(&view->all, "scenario"),
		 wording_own(&view->all, view->language, "title", title)));
	page_head(view->out, language_name(view->language), line);
	(void)fputs("<header><h1>", view->out);
	page_text(view->out, line);
	(void)fputs("</h1>\n", view->out);
	page_line(view->out, "soft", plan_window(view, line));
	say(view, "soft", T_PLANNED_SEED, NULL);
	if (summary_has(&view->all, "prices_at"))
		say(view, "soft", T_PRICES_AT,
		    WITH(number_day(view->language,
				    summary_text(&view->all, "prices_at"),
				    day)));
	(void)fputs("</header>\n", view->out);
}

/* --- tiles ---------------------------------------------------------------- */

static void tile_begin(const struct plan_view *view, const char *name,
		       const char *value, const char *class_name)
{
	(void)fputs("<div class=\"tile\"><h3>", view->out);
	page_text(view->out, name);
	(void)fprintf(view->out, "</h3><strong%s%s%s>",
		      class_name != NULL ? " class=\"" : "",
		      class_name != NULL ? class_name : "",
		      class_name != NULL ? "\"" : "");
	page_text(view->out, value);
	(void)fputs("</strong>\n", view->out);
}

static void tile_end(const struct plan_view *view)
{
	(void)fputs("</div>\n", view->out);
}

/* "(11.90 ... 12.70)" below a value. */
static void range_line(const struct plan_view *view,
		       const struct run_interval *in, double scale,
		       int decimals)
{
	char range[NUMBER_SIZE], line[NUMBER_SIZE + 4];

	if (!in->known)
		return;
	(void)snprintf(line, sizeof line, "(%s)",
		       number_range(view->language, scale * in->low,
				    scale * in->high, decimals, false, range));
	page_line(view->out, "soft", line);
}

static void tile_money(const struct plan_view *view)
{
	bool by_cost = plan_is_by_cost(view);
	const struct run_interval eur = eur_of(view, 0),
				  other =
				      figure_of(view, 0,
						by_cost ? "margin_per_month_eur"
							: "cost_per_month_eur"),
				  net = figure_of(view, 0,
						  "revenue_per_month_eur");
	char amount[PLAN_LINE], value[PLAN_LINE + 4];

	(void)snprintf(value, sizeof value, "%s EUR",
		       number_of(view, &eur, 1, 2, false, false, amount));
	tile_begin(view,
		   plan_text(view, by_cost ? T_PLANNED_TILE_COST
					   : T_PLANNED_TILE_MARGIN),
		   value, NULL);
	range_line(view, &eur, 1, 2);
	say(view, "", by_cost ? T_PLANNED_MARGIN_LINE : T_PLANNED_COST_LINE,
	    WITH(number_of(view, &other, 1, 2, false, true, amount)));
	say(view, "", T_PLANNED_REVENUE,
	    WITH(number_of(view, &net, 1, 2, false, false, amount)));
	tile_end(view);
}

static void tile_promise(const struct plan_view *view,
			 const struct summary *plan)
{
	enum text verdict = plan_promise(plan);
	char text[PROMISE_SIZE], line[PLAN_LINE];

	tile_begin(view, plan_text(view, T_TILE_PROMISE),
		   plan_text(view, verdict),
		   verdict == T_KEPT	 ? "good"
		   : verdict == T_BROKEN ? "bad"
					 : "words");
	for (size_t i = 0; i < PROMISE_PARTS; i++) {
		const struct promise_part *part = &promise_parts[i];

		if (!promise_has(plan, part))
			continue;
		(void)snprintf(line, sizeof line, "%s: %s",
			       promise_text(plan, view->language, part, text),
			       plan_text(view, promise_verdict_of(plan, part)));
		page_line(view->out, "", line);
	}
	tile_end(view);
}

static void tile_safety(const struct plan_view *view,
			const struct summary *plan)
{
	char kept[NUMBER_SIZE], of[NUMBER_SIZE], share[NUMBER_SIZE],
	    range[NUMBER_SIZE], value[PLAN_LINE];

	(void)number_text(view->language, summary_number(plan, "safety.kept"),
			  0, kept);
	(void)text_fill(
	    value, sizeof value, view->language, T_PLANNED_SAFETY,
	    WITH(kept, number_text(view->language,
				   summary_number(plan, "safety.of"), 0, of)));
	tile_begin(view, plan_text(view, T_PLANNED_TILE_SAFETY), value, NULL);
	say(view, "", T_PLANNED_SAFETY_NOTE,
	    WITH(kept,
		 number_text(view->language,
			     100 * summary_number(plan, "safety.share"), 0,
			     share),
		 number_range(view->language,
			      100 * summary_number(plan, "safety.low"),
			      100 * summary_number(plan, "safety.high"), 0,
			      false, range)));
	tile_end(view);
}

static void tile_sure(const struct plan_view *view)
{
	const char *outcome = summary_text(&view->all, "search.outcome");
	char number[NUMBER_SIZE], line[PLAN_LINE];

	if (strcmp(outcome, "sure") == 0)
		tile_begin(view, plan_text(view, T_PLANNED_TILE_SURE),
			   plan_text(view, T_PLANNED_SURE_WORD), "good");
	else if (strcmp(outcome, "tied") == 0)
		tile_begin(
		    view, plan_text(view, T_PLANNED_TILE_SURE),
		    text_fill(line, sizeof line, view->language,
			      T_PLANNED_TIED_WORD,
			      WITH(number_text(
				  view->language,
				  summary_number(&view->all, "search.rivals"),
				  0, number))),
		    "words");
	else
		tile_begin(view, plan_text(view, T_PLANNED_TILE_SURE),
			   plan_text(view, T_PLANNED_NONE_WORD), "bad");
	tile_end(view);
}

/* Only where a margin was asked for. */
static void tile_price(const struct plan_view *view)
{
	const struct summary *all = &view->all;
	const struct run_interval price = interval_of(
	    plan_estimate(summary_item(all, "price"), "eur_per_gb_hour"));
	const struct run_interval now = interval_of(
	    plan_estimate(summary_item(all, "price"), "now_margin"));
	char margin[NUMBER_SIZE], name[PLAN_LINE], amount[PLAN_LINE],
	    value[PLAN_LINE + 4], today[NUMBER_SIZE], share[PLAN_LINE];

	(void)text_fill(
	    name, sizeof name, view->language, T_PLANNED_TILE_PRICE,
	    WITH(limit_of(view, 100 * summary_number(all, "price.margin"),
			  margin)));
	(void)snprintf(value, sizeof value, "%s EUR",
		       number_of(view, &price, 1, 4, false, false, amount));
	tile_begin(view, name, value, NULL);
	range_line(view, &price, 1, 4);
	say(view, "", T_PLANNED_PRICE_NOTE,
	    WITH(number_text(view->language,
			     summary_number(all, "price.now_eur_per_gb_hour"),
			     4, today),
		 number_of(view, &now, 100, 1, false, false, share)));
	tile_end(view);
}

/* --- the answer ----------------------------------------------------------- */

static void put_code(const struct plan_view *view, const char *text)
{
	(void)fputs("<pre><code>", view->out);
	page_text(view->out, text);
	(void)fputs("</code></pre>\n", view->out);
}

static void put_choice(const struct plan_view *view, const struct summary *plan)
{
	char text[PLAN_LINE];

	(void)fputs("<h3>", view->out);
	page_text(view->out, plan_text(view, T_PLANNED_WHAT_HEADING));
	(void)fputs("</h3>\n<ul class=\"choices\">\n", view->out);
	for (unsigned i = 0; i < size_of(plan, "words"); i++) {
		const struct summary entry = item_of(plan, "words", i);

		(void)fputs("<li>", view->out);
		page_text(view->out, plan_word(view, entry.root, text));
		(void)fputs("</li>\n", view->out);
	}
	(void)fputs("</ul>\n", view->out);
	page_line(view->out, "", plan_text(view, T_PLANNED_COMMAND));
	put_code(view, summary_text(plan, "command"));
}

/* In the words of the advice to a run, which has the same. */
static void put_too_slow(const struct plan_view *view)
{
	struct summary alike = {.root = cJSON_CreateObject()};
	cJSON *advice = cJSON_AddObjectToObject(alike.root, "advice");
	char text[ADVICE_SIZE];

	(void)cJSON_AddItemToObject(
	    advice, "too_slow",
	    cJSON_Duplicate(summary_item(&view->all, "impossible.too_slow"),
			    true));
	(void)cJSON_AddItemToObject(
	    alike.root, "promise",
	    cJSON_Duplicate(summary_item(&view->all, "promise"), true));
	line_of(view, "", advice_too_slow(&alike, view->language, text));
	cJSON_Delete(alike.root);
}

static void put_impossible(const struct plan_view *view)
{
	char line[PLAN_LINE];

	if (!summary_has(&view->all, "impossible"))
		return;
	(void)fprintf(view->out, "<h3>%s</h3>\n",
		      plan_text(view, T_PLAN_WHY_NOT));
	for (unsigned i = 0; plan_fails(view, i, line) != NULL; i++)
		line_of(view, "", line);
	if (summary_has(&view->all, "impossible.too_slow"))
		put_too_slow(view);
}

static void put_lead(const struct plan_view *view)
{
	const struct summary first = plan_of(view, 0);
	const struct run_interval margin = figure_of(view, 0,
						     "margin_per_month_eur"),
				  cost =
				      figure_of(view, 0, "cost_per_month_eur"),
				  in_time = figure_of(view, 0, IN_TIME);
	char rents[PLAN_LINE], eur[PLAN_LINE], paid[PLAN_LINE],
	    seconds[NUMBER_SIZE];

	const bool is_rented = plan_rent(view, 0, rents)[0] != '\0';

	(void)plan_in_short(view, 0, rents);
	if (strcmp(summary_text(&view->all, "search.outcome"), "none_keeps") ==
	    0)
		say(view, "lead", T_PLANNED_LEAD_NONE,
		    WITH(rents,
			 number_of(view, &in_time, 100, 1, false, false, eur),
			 limit_of(
			     view,
			     summary_number(&view->all, "promise.wait_p95_s"),
			     seconds)));
	else
		say(view, "lead",
		    !is_rented		    ? T_PLANNED_LEAD_KEYS
		    : plan_is_by_cost(view) ? T_PLANNED_LEAD_COST
					    : T_PLANNED_LEAD,
		    WITH(rents,
			 number_of(view, &margin, 1, 2, false, true, eur),
			 number_of(view, &cost, 1, 2, false, false, paid),
			 plan_text(view, plan_promise(&first))));
}

static void put_as_it_is(const struct plan_view *view)
{
	double rank = summary_number(&view->all, "as_it_is");
	char number[NUMBER_SIZE], amount[PLAN_LINE];

	if (rank < 1 || rank > view->count)
		return;
	if (rank < 2) {
		say(view, "", T_PLANNED_IS_AS_IT_IS, NULL);
	} else {
		const struct summary plan = plan_of(view, (unsigned)rank - 1);
		const struct run_interval eur =
		    eur_of(view, (unsigned)rank - 1);

		say(view, "", T_PLANNED_AS_IT_IS,
		    WITH(number_text(view->language, rank, 0, number),
			 number_of(view, &eur, 1, 2, false, false, amount),
			 plan_text(view, plan_promise(&plan))));
	}
}

static void put_notes(const struct plan_view *view)
{
	const struct summary first = plan_of(view, 0);
	const struct run_interval bound = figure_of(view, 0, "bound.ratio");
	char line[PLAN_LINE], number[PLAN_LINE];

	put_as_it_is(view);
	if (isfinite(bound.mean))
		say(view, "", T_PLANNED_BOUND,
		    WITH(number_of(view, &bound, 1, 2, false, true, number)));
	for (unsigned i = 0;
	     plan_end(view, summary_item(&first, "ends"), i, line) != NULL; i++)
		line_of(view, "soft", line);
}

static void put_answer(const struct plan_view *view)
{
	const struct summary first = plan_of(view, 0);
	char line[PLAN_LINE];

	page_section(view->out, "answer",
		     plan_text(view, T_PLANNED_ANSWER_HEADING));
	put_lead(view);
	line_of(view, "soft", plan_promised(view, line));
	(void)fputs("<div class=\"tiles\">\n", view->out);
	tile_money(view);
	tile_promise(view, &first);
	tile_safety(view, &first);
	if (summary_has(&view->all, "price"))
		tile_price(view);
	else
		tile_sure(view);
	(void)fputs("</div>\n", view->out);
	line_of(view, "", plan_certainty(view, line));
	put_impossible(view);
	put_choice(view, &first);
	put_notes(view);
	page_section_end(view->out);
}

/* --- other plans ---------------------------------------------------------- */
static struct run_interval scaled(struct run_interval in, double scale)
{
	in.mean *= scale;
	in.low *= scale;
	in.high *= scale;
	return in;
}

struct places {
	struct chart_plan list[ROWS_MAX];
	char labels[ROWS_MAX][16], texts[ROWS_MAX][PLAN_LINE + 256];
	size_t count;
	bool seen[CHART_MARKS];
};

static void add_place(const struct plan_view *view, unsigned rank,
		      struct places *to)
{
	const struct summary plan = plan_of(view, rank - 1);
	const struct run_interval eur = eur_of(view, rank - 1),
				  in_time = figure_of(view, rank - 1, IN_TIME);
	enum text verdict = plan_promise(&plan);
	char amount[PLAN_LINE], rents[PLAN_LINE];
	int mark = verdict == T_KEPT	? CHART_KEPT
		   : verdict == T_CLOSE ? CHART_CLOSE
					: CHART_BROKEN;

	if (to->count == ROWS_MAX || !isfinite(eur.mean) ||
	    !isfinite(in_time.mean))
		return;
	(void)snprintf(to->labels[to->count], sizeof to->labels[0], "%u", rank);
	(void)snprintf(to->texts[to->count], sizeof to->texts[0],
		       "%u: %.160s; %.200s EUR", rank,
		       plan_in_short(view, rank - 1, rents),
		       number_of(view, &eur, 1, 2, false, true, amount));
	to->list[to->count] =
	    (struct chart_plan){to->labels[to->count], to->texts[to->count],
				mark, eur, scaled(in_time, 100)};
	to->seen[mark] = true;
	to->count++;
}

static void put_places_keys(const struct plan_view *view,
			    const struct places *places)
{
	static const struct {
		enum text name;
		const char *colour, *mark;
	} all[CHART_MARKS] = {
	    {T_PLANNED_KEY_KEPT, COLOUR_INCOME, "\xe2\x97\x8f"}, /* disc */
	    {T_PLANNED_KEY_CLOSE, COLOUR_CLOUD, "\xe2\x96\xb2"}, /* triangle */
	    {T_PLANNED_KEY_BROKEN, COLOUR_UNSERVED, "\xc3\x97"}, /* cross */
	};
	struct page_key keys[CHART_MARKS];
	size_t count = 0;

	for (int mark = 0; mark < CHART_MARKS; mark++)
		if (places->seen[mark])
			keys[count++] =
			    (struct page_key){plan_text(view, all[mark].name),
					      all[mark].colour, all[mark].mark};
	page_keys(view->out, keys, count);
}

/* True: a figure is open. */
static bool put_places(const struct plan_view *view, struct error_text *error)
{
	double promised = 100 * summary_number(&view->all, "promise.wait");
	struct chart wide = {"plans", 1040, 420, view->language, true},
		     narrow = {"plansnarrow", 390, 360, view->language, false};
	struct places *places = calloc(1, sizeof *places);
	char number[NUMBER_SIZE], promise[PLAN_LINE], note[PLAN_LINE];
	char *drawn = NULL, *small = NULL;
	bool opened = false;

	if (places == NULL)
		return error_set(error, "out of memory");
	for (unsigned rank = 1; rank <= view->count; rank++)
		add_place(view, rank, places);
	(void)text_fill(promise, sizeof promise, view->language,
			T_PLANNED_CHART_PROMISED,
			WITH(limit_of(view, promised, number)));
	if (places->count > 0) {
		drawn = chart_plans(&wide, places->list, places->count,
				    promised, promise,
				    plan_text(view, T_PLANNED_CHART_X), error);
		small = chart_plans(&narrow, places->list, places->count,
				    promised, promise,
				    plan_text(view, T_PLANNED_CHART_X), error);
	}
	if (drawn != NULL && small != NULL) {
		opened = true;
		page_figure(
		    view->out,
		    plan_text(view, plan_is_by_cost(view)
					? T_PLANNED_CHART_QUESTION_COST
					: T_PLANNED_CHART_QUESTION),
		    text_fill(
			note, sizeof note, view->language, T_PLANNED_CHART_NOTE,
			WITH(limit_of(
			    view,
			    summary_number(&view->all, "promise.wait_p95_s"),
			    number))));
		put_places_keys(view, places);
		page_svg(view->out, plan_text(view, T_PLANNED_CHART_ALT), drawn,
			 small, NULL);
	}
	free(drawn);
	free(small);
	free(places);
	return opened;
}

static void cell_of(const struct plan_view *view, const struct run_interval *in,
		    double scale, int decimals, bool with_sign)
{
	char value[PLAN_LINE], range[NUMBER_SIZE];

	(void)number_of(view, in, scale, decimals, with_sign, false, value);
	if (in->known && isfinite(in->mean))
		page_cell_range(view->out, value,
				number_range(view->language, scale * in->low,
					     scale * in->high, decimals,
					     with_sign, range));
	else
		page_cell(view->out, value);
}

static void plan_row(const struct plan_view *view, unsigned rank)
{
	const struct summary plan = plan_of(view, rank - 1);
	const struct run_interval eur = eur_of(view, rank - 1),
				  in_time = figure_of(view, rank - 1, IN_TIME),
				  difference = interval_of(
				      plan_estimate(plan.root, "difference"));
	char label[PLAN_LINE], what[PLAN_LINE], kept[NUMBER_SIZE],
	    of[NUMBER_SIZE];
	bool now = summary_number(&view->all, "as_it_is") == (double)rank;

	(void)snprintf(label, sizeof label, "%u: %.900s%s%s%s", rank,
		       rank == 1 ? plan_in_short(view, 0, what)
				 : plan_change(view, rank - 1, what),
		       now ? " (" : "",
		       now ? plan_text(view, T_PLANNED_NOW) : "",
		       now ? ")" : "");
	page_row(view->out, label);
	cell_of(view, &eur, 1, 2, false);
	cell_of(view, &difference, 1, 2, true);
	cell_of(view, &in_time, 100, 1, false);
	page_cell(view->out, plan_text(view, plan_promise(&plan)));
	page_cell(
	    view->out,
	    text_fill(
		what, sizeof what, view->language, T_PLANNED_SAFETY,
		WITH(number_text(view->language,
				 summary_number(&plan, "safety.kept"), 0, kept),
		     number_text(view->language,
				 summary_number(&plan, "safety.of"), 0, of))));
	page_cell(view->out,
		  plan_text(view, rank == 1 ? T_PLANNED_VERDICT_FIRST
					    : plan_verdict(view, rank - 1)));
	page_row_end(view->out);
}

static void put_others(const struct plan_view *view, struct error_text *error)
{
	const char *columns[] = {plan_text(view, T_PLANNED_COLUMN_WHAT),
				 plan_text(view, T_PLAN_COLUMN_EUR),
				 plan_text(view, T_PLANNED_COLUMN_DIFFERENCE),
				 plan_text(view, T_PLANNED_COLUMN_IN_TIME),
				 plan_text(view, T_ADVICE_PROMISE),
				 plan_text(view, T_PLANNED_COLUMN_SAFETY),
				 plan_text(view, T_COLUMN_VERDICT),
				 NULL};
	char number[NUMBER_SIZE];
	bool opened;

	page_section(view->out, "others",
		     plan_text(view, T_PLANNED_OTHERS_HEADING));
	opened = put_places(view, error);
	(void)fputs("<div class=\"intervals actions plans\">\n", view->out);
	page_table(view->out, NULL, columns);
	for (unsigned rank = 1; rank <= view->count; rank++)
		plan_row(view, rank);
	page_table_end(view->out);
	(void)fputs("</div>\n", view->out);
	if (opened)
		(void)fputs("</figure>\n", view->out);
	say(view, "soft", T_PLANNED_INTERVALS,
	    WITH(number_text(view->language,
			     summary_number(&view->all, "search.comparisons"),
			     0, number)));
	page_section_end(view->out);
}

/* --- what it hangs on ----------------------------------------------------- */

static const char *side_colour(const struct summary *side)
{
	const char *flips = summary_text(side, "flips");

	return strcmp(flips, "sure") == 0 || strcmp(flips, "likely") == 0
		   ? COLOUR_UNSERVED
		   : COLOUR_TAKEN;
}

struct swings {
	struct chart_swing list[ROWS_MAX];
	char texts[ROWS_MAX][2][PLAN_LINE];
	size_t count;
	bool stays, flips;
};

static void add_swing(const struct plan_view *view, unsigned i,
		      struct swings *to)
{
	const struct summary entry = item_of(&view->all, "tornado", i);
	struct chart_swing *swing = &to->list[to->count];

	if (to->count == ROWS_MAX || size_of(&entry, "sides") != 2)
		return;
	swing->label = plan_parameter(view, summary_text(&entry, "code"));
	for (unsigned end = 0; end < 2; end++) {
		const struct summary side = item_of(&entry, "sides", end);
		char *text = to->texts[to->count][end], flip[PLAN_LINE];
		bool flips = strcmp(side_colour(&side), COLOUR_UNSERVED) == 0;

		(void)plan_then(view, side.root, flip);
		(void)snprintf(text, PLAN_LINE, "%.80s%s%.80s",
			       summary_text(&side, "text"), flips ? ": " : "",
			       flips ? flip : "");
		swing->ends[end] = (struct chart_end){
		    text, side_colour(&side),
		    interval_of(plan_estimate(side.root, "difference"))};
		to->flips = to->flips || flips;
		to->stays = to->stays || !flips;
		if (!isfinite(swing->ends[end].eur.mean))
			swing->ends[end].eur.mean = swing->ends[end].eur.low =
			    swing->ends[end].eur.high = 0;
	}
	to->count++;
}

static void put_swing_keys(const struct plan_view *view,
			   const struct swings *swings)
{
	struct page_key keys[2];
	size_t count = 0;

	if (swings->stays)
		keys[count++] = (struct page_key){
		    plan_text(view, T_PLANNED_KEY_STAYS), COLOUR_TAKEN, NULL};
	if (swings->flips)
		keys[count++] =
		    (struct page_key){plan_text(view, T_PLANNED_KEY_FLIPS),
				      COLOUR_UNSERVED, NULL};
	page_keys(view->out, keys, count);
}

static bool put_swings(const struct plan_view *view, struct error_text *error)
{
	struct chart wide = {"tornado", 1040, 0, view->language, true},
		     narrow = {"tornadonarrow", 390, 0, view->language, false};
	struct swings *swings = calloc(1, sizeof *swings);
	char *drawn = NULL, *small = NULL;
	bool opened = false;

	if (swings == NULL)
		return error_set(error, "out of memory");
	for (unsigned i = 0; i < size_of(&view->all, "tornado"); i++)
		add_swing(view, i, swings);
	wide.height = narrow.height = 80 + 52 * (int)swings->count;
	if (swings->count > 0) {
		drawn =
		    chart_tornado(&wide, swings->list, swings->count, error);
		small =
		    chart_tornado(&narrow, swings->list, swings->count, error);
	}
	if (drawn != NULL && small != NULL) {
		opened = true;
		page_figure(view->out,
			    plan_text(view, T_PLANNED_TORNADO_QUESTION),
			    plan_text(view, T_PLANNED_TORNADO_NOTE));
		put_swing_keys(view, swings);
		page_svg(view->out, plan_text(view, T_PLANNED_TORNADO_ALT),
			 drawn, small, NULL);
	}
	free(drawn);
	free(small);
	free(swings);
	return opened;
}

static void swing_rows(const struct plan_view *view, unsigned i)
{
	const struct summary entry = item_of(&view->all, "tornado", i);

	for (unsigned end = 0; end < size_of(&entry, "sides"); end++) {
		const struct summary side = item_of(&entry, "sides", end);
		const struct run_interval difference =
		    interval_of(plan_estimate(side.root, "difference"));
		char text[PLAN_LINE];

		page_row(view->out,
			 plan_parameter(view, summary_text(&entry, "code")));
		page_cell(view->out, summary_text(&entry, "base"));
		page_cell(view->out, summary_text(&side, "text"));
		cell_of(view, &difference, 1, 2, true);
		page_cell(view->out,
			  plan_text(view, promise_verdict(&side, "promise")));
		page_cell(view->out, plan_then(view, side.root, text));
		page_row_end(view->out);
	}
}

static void put_swing_table(const struct plan_view *view)
{
	const char *columns[] = {plan_text(view, T_PLANNED_COLUMN_ASSUMPTION),
				 plan_text(view, T_PLANNED_COLUMN_BASE),
				 plan_text(view, T_PLANNED_COLUMN_THERE),
				 plan_text(view, T_PLANNED_COLUMN_EFFECT),
				 plan_text(view, T_PLANNED_COLUMN_PROMISE),
				 plan_text(view, T_PLANNED_COLUMN_ANSWER),
				 NULL};

	(void)fputs("<div class=\"intervals actions plans\">\n", view->out);
	page_table(view->out, NULL, columns);
	for (unsigned i = 0; i < size_of(&view->all, "tornado"); i++)
		swing_rows(view, i);
	page_table_end(view->out);
	(void)fputs("</div>\n", view->out);
}

static void put_tornado(const struct plan_view *view, struct error_text *error)
{
	char line[PLAN_LINE];

	page_section(view->out, "assumptions",
		     plan_text(view, T_PLANNED_TORNADO_HEADING));
	line_of(view, "", plan_priors(view, line));
	if (size_of(&view->all, "tornado") == 0)
		say(view, "", T_PLANNED_TORNADO_NONE, NULL);
	else if (put_swings(view, error)) {
		page_behind(view->out, plan_text(view, T_BEHIND));
		put_swing_table(view);
		page_figure_end(view->out);
	}
	page_section_end(view->out);
}

/* --- how it was searched -------------------------------------------------- */

static void search_numbers(const struct plan_view *view)
{
	static const char *const keys[] = {"search.tried", "search.grid",
					   "search.replications",
					   "search.full"};
	char numbers[4][NUMBER_SIZE];

	for (size_t i = 0; i < 4; i++)
		(void)number_text(view->language,
				  summary_number(&view->all, keys[i]), 0,
				  numbers[i]);
	say(view, "", T_PLAN_SEARCHED,
	    WITH(numbers[0], numbers[1], numbers[2], numbers[1], numbers[3]));
	if (summary_number(&view->all, "search.refused") > 0)
		say(view, "", T_PLANNED_SEARCH_REFUSED,
		    WITH(number_text(
			view->language,
			summary_number(&view->all, "search.refused"), 0,
			numbers[0])));
	if (summary_number(&view->all, "search.tornado_replications") > 0)
		say(view, "", T_PLANNED_SEARCH_TORNADO,
		    WITH(number_text(
			view->language,
			summary_number(&view->all,
				       "search.tornado_replications"),
			0, numbers[0])));
	say(view, "soft", T_PLANNED_SEARCH_LOST, NULL);
}

/* "0 to 28, 29 values" of many in order; else each. */
static char *levels_of(const struct plan_view *view, const struct summary *axis,
		       char out[PLAN_LINE])
{
	unsigned count = size_of(axis, "levels");
	char text[PLAN_LINE], number[NUMBER_SIZE];
	size_t used = 0;

	out[0] = '\0';
	if (count > 6 && summary_true(axis, "ordered")) {
		const struct summary first = item_of(axis, "levels", 0),
				     last = item_of(axis, "levels", count - 1);

		return text_fill(
		    out, PLAN_LINE, view->language, T_PLANNED_LEVELS_RANGE,
		    WITH(summary_text(&first, "text"),
			 summary_text(&last, "text"),
			 number_text(view->language, count, 0, number)));
	}
	for (unsigned i = 0; i < count && used < PLAN_LINE; i++) {
		const struct summary level = item_of(axis, "levels", i);
		const struct summary said = {
		    cJSON_GetObjectItemCaseSensitive(level.root, "words"),
		    NULL};

		used += (size_t)snprintf(
		    out + used, PLAN_LINE - used, "%s%s", i > 0 ? "; " : "",
		    plan_word(view, said.root, text)[0] != '\0'
			? text
			: summary_text(&level, "text"));
	}
	return out;
}

static void put_axes(const struct plan_view *view)
{
	const char *columns[] = {plan_text(view, T_PLANNED_COLUMN_AXIS),
				 plan_text(view, T_PLANNED_COLUMN_LEVELS),
				 NULL};
	char text[PLAN_LINE];

	(void)fputs("<div class=\"words\">\n", view->out);
	page_table(view->out, plan_text(view, T_PLANNED_AXES_CAPTION), columns);
	for (unsigned i = 0; i < size_of(&view->all, "axes"); i++) {
		const struct summary axis = item_of(&view->all, "axes", i);

		page_row(view->out, plan_axis(view, axis.root));
		page_cell(view->out, levels_of(view, &axis, text));
		page_row_end(view->out);
	}
	page_table_end(view->out);
	(void)fputs("</div>\n", view->out);
}

static void put_left_out(const struct plan_view *view, const char *why,
			 enum text id)
{
	char list[PLAN_LINE] = "";
	size_t used = 0;

	for (unsigned i = 0;
	     i < size_of(&view->all, "left_out") && used < sizeof list; i++) {
		const struct summary item = item_of(&view->all, "left_out", i);

		if (strcmp(summary_text(&item, "why"), why) == 0)
			used += (size_t)snprintf(
			    list + used, sizeof list - used, "%s%s",
			    used > 0 ? ", " : "", summary_text(&item, "type"));
	}
	if (list[0] != '\0')
		say(view, "soft", id, WITH(list));
}

static void put_search(const struct plan_view *view)
{
	page_section(view->out, "search",
		     plan_text(view, T_PLANNED_SEARCH_HEADING));
	search_numbers(view);
	put_axes(view);
	put_left_out(view, "assumed", T_PLAN_LEFT_ASSUMED);
	put_left_out(view, "dear", T_PLAN_LEFT_DEAR);
	page_section_end(view->out);
}

static void put_reproduce(const struct plan_view *view)
{
	char line[PLAN_LINE], number[NUMBER_SIZE];

	page_section(view->out, "reproduce",
		     plan_text(view, T_PLANNED_REPRODUCE_HEADING));
	page_line(view->out, "", plan_text(view, T_DIFF_ITSELF));
	put_code(view, summary_text(&view->all, "command_line"));
	(void)snprintf(line, sizeof line, "%s %s",
		       plan_text(view, T_FACT_VERSION),
		       summary_text(&view->all, "engine_version"));
	page_line(view->out, "soft", line);
	for (unsigned rank = 1; rank <= view->count; rank++) {
		const struct summary plan = plan_of(view, rank - 1);

		(void)snprintf(number, sizeof number, "%u", rank);
		say(view, "", T_PLANNED_NUMBERED, WITH(number));
		put_code(view, summary_text(&plan, "command"));
		(void)snprintf(line, sizeof line, "%s %s",
			       plan_text(view, T_FACT_DIGEST),
			       summary_text(&plan, "digest"));
		page_line(view->out, "soft", line);
	}
	page_section_end(view->out);
}

bool plan_html_write(const struct plan_view *view, struct error_text *error)
{
	struct plan_view page = *view;
	char name[RUN_PAGE_NAME_SIZE];
	struct run_file file;

	if (!run_file_open(&file, view->all.directory,
			   run_page_name("plan", view->language, name), error))
		return false;
	page.out = file.out;
	put_head(&page);
	put_answer(&page);
	put_others(&page, error);
	put_tornado(&page, error);
	put_search(&page);
	put_reproduce(&page);
	page_foot(page.out);
	return run_file_finish(&file, error->text[0] == '\0', error);
}
