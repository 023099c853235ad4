/*
 * plan_html_places.c - the plans beside the first: a chart and a table.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/charts.h"
#include "reports/page.h"
#include "reports/plan_html.h"
#include "reports/promise.h"

#define ROWS_MAX 32
#define IN_TIME "starts.within_promise"

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
	const struct run_interval eur = plan_eur(view, rank - 1),
				  in_time =
				      plan_interval_of(view, rank - 1, IN_TIME);
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
		       plan_number(view, &eur, 1, 2, false, true, amount));
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
			WITH(plan_limit(view, promised, number)));
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
			WITH(plan_limit(
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

static void plan_row(const struct plan_view *view, unsigned rank)
{
	const struct summary plan = plan_of(view, rank - 1);
	const struct run_interval eur = plan_eur(view, rank - 1),
				  in_time =
				      plan_interval_of(view, rank - 1, IN_TIME),
				  difference = plan_interval(
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
	plan_put_cell(view, &eur, 1, 2, false);
	plan_put_cell(view, &difference, 1, 2, true);
	plan_put_cell(view, &in_time, 100, 1, false);
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

void plan_html_places(const struct plan_view *view, struct error_text *error)
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
	plan_say(
	    view, "soft", T_PLANNED_INTERVALS,
	    WITH(number_text(view->language,
			     summary_number(&view->all, "search.comparisons"),
			     0, number)));
	page_section_end(view->out);
}
