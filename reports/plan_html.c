/*
 * plan_html.c - the page of `conductor plan`: its head, its tiles and the
 * answer; the sections below have files of their own.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/advice.h"
#include "reports/page.h"
#include "reports/plan_html.h"
#include "reports/promise.h"
#include "reports/run_file.h"
#include "reports/wording.h"

#define IN_TIME "starts.within_promise"

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
	plan_say(view, "soft", T_PLANNED_SEED, NULL);
	if (summary_has(&view->all, "prices_at"))
		plan_say(view, "soft", T_PRICES_AT,
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
	const struct run_interval eur = plan_eur(view, 0),
				  other = plan_interval_of(
				      view, 0,
				      by_cost ? "margin_per_month_eur"
					      : "cost_per_month_eur"),
				  net = plan_interval_of(
				      view, 0, "revenue_per_month_eur");
	char amount[PLAN_LINE], value[PLAN_LINE + 4];

	(void)snprintf(value, sizeof value, "%s EUR",
		       plan_number(view, &eur, 1, 2, false, false, amount));
	tile_begin(view,
		   plan_text(view, by_cost ? T_PLANNED_TILE_COST
					   : T_PLANNED_TILE_MARGIN),
		   value, NULL);
	range_line(view, &eur, 1, 2);
	plan_say(view, "",
		 by_cost ? T_PLANNED_MARGIN_LINE : T_PLANNED_COST_LINE,
		 WITH(plan_number(view, &other, 1, 2, false, true, amount)));
	plan_say(view, "", T_PLANNED_REVENUE,
		 WITH(plan_number(view, &net, 1, 2, false, false, amount)));
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
	plan_say(view, "", T_PLANNED_SAFETY_NOTE,
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
	const struct run_interval price = plan_interval(
	    plan_estimate(summary_item(all, "price"), "eur_per_gb_hour"));
	const struct run_interval now = plan_interval(
	    plan_estimate(summary_item(all, "price"), "now_margin"));
	char margin[NUMBER_SIZE], name[PLAN_LINE], amount[PLAN_LINE],
	    value[PLAN_LINE + 4], today[NUMBER_SIZE], share[PLAN_LINE];

	(void)text_fill(
	    name, sizeof name, view->language, T_PLANNED_TILE_PRICE,
	    WITH(plan_limit(view, 100 * summary_number(all, "price.margin"),
			    margin)));
	(void)snprintf(value, sizeof value, "%s EUR",
		       plan_number(view, &price, 1, 4, false, false, amount));
	tile_begin(view, name, value, NULL);
	range_line(view, &price, 1, 4);
	plan_say(
	    view, "", T_PLANNED_PRICE_NOTE,
	    WITH(number_text(view->language,
			     summary_number(all, "price.now_eur_per_gb_hour"),
			     4, today),
		 plan_number(view, &now, 100, 1, false, false, share)));
	tile_end(view);
}

/* --- the answer ----------------------------------------------------------- */

static void put_choice(const struct plan_view *view, const struct summary *plan)
{
	char text[PLAN_LINE];

	(void)fputs("<h3>", view->out);
	page_text(view->out, plan_text(view, T_PLANNED_WHAT_HEADING));
	(void)fputs("</h3>\n<ul class=\"choices\">\n", view->out);
	for (unsigned i = 0; i < plan_size(plan, "words"); i++) {
		const struct summary entry = plan_item(plan, "words", i);

		(void)fputs("<li>", view->out);
		page_text(view->out, plan_word(view, entry.root, text));
		(void)fputs("</li>\n", view->out);
	}
	(void)fputs("</ul>\n", view->out);
	page_line(view->out, "", plan_text(view, T_PLANNED_COMMAND));
	plan_put_code(view, summary_text(plan, "command"));
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
	plan_put_line(view, "", advice_too_slow(&alike, view->language, text));
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
		plan_put_line(view, "", line);
	if (summary_has(&view->all, "impossible.too_slow"))
		put_too_slow(view);
}

static void put_lead(const struct plan_view *view)
{
	const struct summary first = plan_of(view, 0);
	const struct run_interval margin = plan_interval_of(
				      view, 0, "margin_per_month_eur"),
				  cost = plan_interval_of(view, 0,
							  "cost_per_month_eur"),
				  in_time = plan_interval_of(view, 0, IN_TIME);
	char rents[PLAN_LINE], eur[PLAN_LINE], paid[PLAN_LINE],
	    seconds[NUMBER_SIZE];

	const bool is_rented = plan_rent(view, 0, rents)[0] != '\0';

	(void)plan_in_short(view, 0, rents);
	if (strcmp(summary_text(&view->all, "search.outcome"), "none_keeps") ==
	    0)
		plan_say(
		    view, "lead", T_PLANNED_LEAD_NONE,
		    WITH(rents,
			 plan_number(view, &in_time, 100, 1, false, false, eur),
			 plan_limit(
			     view,
			     summary_number(&view->all, "promise.wait_p95_s"),
			     seconds)));
	else
		plan_say(
		    view, "lead",
		    !is_rented		    ? T_PLANNED_LEAD_KEYS
		    : plan_is_by_cost(view) ? T_PLANNED_LEAD_COST
					    : T_PLANNED_LEAD,
		    WITH(rents,
			 plan_number(view, &margin, 1, 2, false, true, eur),
			 plan_number(view, &cost, 1, 2, false, false, paid),
			 plan_text(view, plan_promise(&first))));
}

static void put_as_it_is(const struct plan_view *view)
{
	double rank = summary_number(&view->all, "as_it_is");
	char number[NUMBER_SIZE], amount[PLAN_LINE];

	if (rank < 1 || rank > view->count)
		return;
	if (rank < 2) {
		plan_say(view, "", T_PLANNED_IS_AS_IT_IS, NULL);
	} else {
		const struct summary plan = plan_of(view, (unsigned)rank - 1);
		const struct run_interval eur =
		    plan_eur(view, (unsigned)rank - 1);

		plan_say(
		    view, "", T_PLANNED_AS_IT_IS,
		    WITH(number_text(view->language, rank, 0, number),
			 plan_number(view, &eur, 1, 2, false, false, amount),
			 plan_text(view, plan_promise(&plan))));
	}
}

static void put_notes(const struct plan_view *view)
{
	const struct summary first = plan_of(view, 0);
	const struct run_interval bound =
	    plan_interval_of(view, 0, "bound.ratio");
	char line[PLAN_LINE], number[PLAN_LINE];

	put_as_it_is(view);
	if (isfinite(bound.mean))
		plan_say(
		    view, "", T_PLANNED_BOUND,
		    WITH(plan_number(view, &bound, 1, 2, false, true, number)));
	for (unsigned i = 0;
	     plan_end(view, summary_item(&first, "ends"), i, line) != NULL; i++)
		plan_put_line(view, "soft", line);
}

static void put_answer(const struct plan_view *view)
{
	const struct summary first = plan_of(view, 0);
	char line[PLAN_LINE];

	page_section(view->out, "answer",
		     plan_text(view, T_PLANNED_ANSWER_HEADING));
	put_lead(view);
	plan_put_line(view, "soft", plan_promised(view, line));
	(void)fputs("<div class=\"tiles\">\n", view->out);
	tile_money(view);
	tile_promise(view, &first);
	tile_safety(view, &first);
	if (summary_has(&view->all, "price"))
		tile_price(view);
	else
		tile_sure(view);
	(void)fputs("</div>\n", view->out);
	plan_put_line(view, "", plan_certainty(view, line));
	put_impossible(view);
	put_choice(view, &first);
	put_notes(view);
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
	plan_html_places(&page, error);
	plan_html_tornado(&page, error);
	plan_html_search(&page);
	plan_html_reproduce(&page);
	page_foot(page.out);
	return run_file_finish(&file, error->text[0] == '\0', error);
}
