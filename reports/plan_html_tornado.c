/*
 * plan_html_tornado.c - what the plan hangs on: a tornado and its table.
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
	const struct summary entry = plan_item(&view->all, "tornado", i);
	struct chart_swing *swing = &to->list[to->count];

	if (to->count == ROWS_MAX || plan_size(&entry, "sides") != 2)
		return;
	swing->label = plan_parameter(view, summary_text(&entry, "code"));
	for (unsigned end = 0; end < 2; end++) {
		const struct summary side = plan_item(&entry, "sides", end);
		char *text = to->texts[to->count][end], flip[PLAN_LINE];
		bool flips = strcmp(side_colour(&side), COLOUR_UNSERVED) == 0;

		(void)plan_then(view, side.root, flip);
		(void)snprintf(text, PLAN_LINE, "%.80s%s%.80s",
			       summary_text(&side, "text"), flips ? ": " : "",
			       flips ? flip : "");
		swing->ends[end] = (struct chart_end){
		    text, side_colour(&side),
		    plan_interval(plan_estimate(side.root, "difference"))};
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
	for (unsigned i = 0; i < plan_size(&view->all, "tornado"); i++)
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
	const struct summary entry = plan_item(&view->all, "tornado", i);

	for (unsigned end = 0; end < plan_size(&entry, "sides"); end++) {
		const struct summary side = plan_item(&entry, "sides", end);
		const struct run_interval difference =
		    plan_interval(plan_estimate(side.root, "difference"));
		char text[PLAN_LINE];

		page_row(view->out,
			 plan_parameter(view, summary_text(&entry, "code")));
		page_cell(view->out, summary_text(&entry, "base"));
		page_cell(view->out, summary_text(&side, "text"));
		plan_put_cell(view, &difference, 1, 2, true);
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
	for (unsigned i = 0; i < plan_size(&view->all, "tornado"); i++)
		swing_rows(view, i);
	page_table_end(view->out);
	(void)fputs("</div>\n", view->out);
}

void plan_html_tornado(const struct plan_view *view, struct error_text *error)
{
	char line[PLAN_LINE];

	page_section(view->out, "assumptions",
		     plan_text(view, T_PLANNED_TORNADO_HEADING));
	plan_put_line(view, "", plan_priors(view, line));
	if (plan_size(&view->all, "tornado") == 0)
		plan_say(view, "", T_PLANNED_TORNADO_NONE, NULL);
	else if (put_swings(view, error)) {
		page_behind(view->out, plan_text(view, T_BEHIND));
		put_swing_table(view);
		page_figure_end(view->out);
	}
	page_section_end(view->out);
}
