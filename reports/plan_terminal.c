/*
 * plan_terminal.c - a plan as a table of 80 columns, the answer first.
 */
#include <math.h>
#include <string.h>

#include "reports/columns.h"
#include "reports/plan.h"
#include "reports/promise.h"
#include "reports/wording.h"

#define INDENT 11
#define RANK 4
#define NAME 19
#define VALUE 20
#define EUR 14
#define RUNNERS 5

static void line(const struct plan_view *view, enum text name, const char *text)
{
	columns_wrap(view->out, plan_text(view, name), INDENT, text);
}

static void put_head(const struct plan_view *view)
{
	const struct summary *all = &view->all;
	const char *why = summary_text(all, "window.why");
	const char *sessions = summary_text(all, "given.sessions_file");
	char title[WORDING_SIZE], text[PLAN_LINE];

	columns_wrap(
	    view->out, "", 0,
	    text_fill(text, sizeof text, view->language, T_PLAN_TITLE,
		      WITH(summary_text(all, "scenario"),
			   wording_own(all, view->language, "title", title))));
	columns_wrap(view->out, "", 0, plan_window(view, text));
	if (sessions[0] != '\0')
		columns_wrap(
		    view->out, "", 0,
		    text_fill(text, sizeof text, view->language,
			      T_PLAN_SESSIONS,
			      WITH(sessions, summary_text(all, "given.base"))));
	if (strcmp(why, "asked") == 0)
		columns_wrap(view->out, "", 0,
			     plan_text(view, T_PLAN_OWN_ASKED));
	if (strcmp(why, "demand") == 0)
		columns_wrap(view->out, "", 0,
			     plan_text(view, T_PLAN_OWN_DEMAND));
	columns_wrap(view->out, "", 0, plan_promised(view, text));
}

/* --- the answer ----------------------------------------------------------- */

static void put_money(const struct plan_view *view)
{
	struct plan_figure ratio = plan_figure(view, 0, "bound.ratio");
	char text[PLAN_LINE], cost[PLAN_LINE], net[PLAN_LINE],
	    times[NUMBER_SIZE], out[PLAN_LINE];

	line(view, T_PLAN_EARNS,
	     text_fill(out, sizeof out, view->language, T_PLAN_A_MONTH,
		       WITH(plan_figure_text(
			   view, plan_figure(view, 0, "margin_per_month_eur"),
			   2, false, text))));
	(void)number_text(view->language,
			  plan_figure(view, 0, "revenue_per_month_eur").value,
			  2, net);
	line(
	    view, T_PLAN_COSTS,
	    text_fill(
		out, sizeof out, view->language,
		isnan(ratio.value) ? T_PLAN_COST_ALONE : T_PLAN_COST_AND,
		WITH(plan_figure_text(
			 view, plan_figure(view, 0, "cost_per_month_eur"), 2,
			 false, cost),
		     net, number_text(view->language, ratio.value, 2, times))));
}

static void put_promise(const struct plan_view *view)
{
	struct summary first = plan_of(view, 0);
	char part[PROMISE_SIZE], wait[NUMBER_SIZE], out[PLAN_LINE];

	line(view, T_PLAN_PROMISE,
	     text_fill(out, sizeof out, view->language, T_PLAN_PROMISE_LINE,
		       WITH(plan_text(view, plan_promise(&first)),
			    number_text(
				view->language,
				plan_figure(view, 0, "wait_seconds.p95").value,
				1, wait))));
	for (unsigned i = 0; i < PROMISE_PARTS; i++)
		if (promise_has(&first, &promise_parts[i]))
			columns_wrap(view->out, "", INDENT,
				     promise_text(&first, view->language,
						  &promise_parts[i], part));
}

static void put_safety(const struct plan_view *view)
{
	struct summary first = plan_of(view, 0);
	char kept[NUMBER_SIZE], of[NUMBER_SIZE], low[NUMBER_SIZE],
	    high[NUMBER_SIZE], out[PLAN_LINE];

	line(view, T_PLAN_SAFETY,
	     text_fill(
		 out, sizeof out, view->language, T_PLAN_SAFETY_LINE,
		 WITH(number_text(view->language,
				  summary_number(&first, "safety.kept"), 0,
				  kept),
		      number_text(view->language,
				  summary_number(&first, "safety.of"), 0, of),
		      number_text(view->language,
				  100 * summary_number(&first, "safety.low"), 0,
				  low),
		      number_text(view->language,
				  100 * summary_number(&first, "safety.high"),
				  0, high))));
}

static void put_price(const struct plan_view *view)
{
	const cJSON *price = summary_item(&view->all, "price");
	char text[PLAN_LINE], margin[NUMBER_SIZE], now[NUMBER_SIZE],
	    now_margin[NUMBER_SIZE], out[PLAN_LINE];

	if (!cJSON_IsObject(price))
		return;
	line(
	    view, T_PLAN_PRICE,
	    text_fill(
		out, sizeof out, view->language, T_PLAN_PRICE_LINE,
		WITH(plan_figure_text(view,
				      plan_estimate(price, "eur_per_gb_hour"),
				      5, false, text),
		     number_short(
			 view->language,
			 100 * summary_number(&view->all, "price.margin"),
			 margin),
		     number_text(view->language,
				 summary_number(&view->all,
						"price.now_eur_per_gb_hour"),
				 5, now),
		     number_text(view->language,
				 100 * plan_estimate(price, "now_margin").value,
				 1, now_margin))));
}

static void put_as_it_is(const struct plan_view *view)
{
	double rank = summary_number(&view->all, "as_it_is");
	struct summary plan = plan_of(view, (unsigned)rank - 1);
	char month[NUMBER_SIZE], text[PLAN_LINE], out[PLAN_LINE];

	if (rank < 1)
		return;
	if (rank < 2) {
		line(view, T_PLAN_NOW, plan_text(view, T_PLAN_IS_AS_IT_IS));
		return;
	}
	line(view, T_PLAN_NOW,
	     text_fill(out, sizeof out, view->language, T_PLAN_AS_IT_IS,
		       WITH(number_text(view->language,
					plan_figure(view, (unsigned)rank - 1,
						    "margin_per_month_eur")
					    .value,
					2, month),
			    plan_figure_text(
				view, plan_estimate(plan.root, "difference"), 2,
				true, text),
			    plan_text(view, plan_promise(&plan)))));
}

static void put_answer(const struct plan_view *view)
{
	const char *outcome = summary_text(&view->all, "search.outcome");
	bool none = strcmp(outcome, "none_keeps") == 0,
	     cost = strcmp(summary_text(&view->all, "objective"), "cost") == 0;
	char text[PLAN_LINE];

	(void)fprintf(view->out, "\n%s\n",
		      plan_text(view, none   ? T_PLAN_NONE
				      : cost ? T_PLAN_BY_COST
					     : T_PLAN_BY_MARGIN));
	if (plan_rent(view, 0, text)[0] != '\0')
		line(view, T_PLAN_RENT, text);
	if (plan_rules(view, 0, text)[0] != '\0')
		line(view, T_PLAN_RULES, text);
	put_money(view);
	put_promise(view);
	put_safety(view);
	put_price(view);
	put_as_it_is(view);
}

/* --- how sure ------------------------------------------------------------- */

static void put_left_out(const struct plan_view *view, const char *why,
			 enum text id)
{
	char list[PLAN_LINE] = "", text[PLAN_LINE];
	const cJSON *item;
	size_t used = 0;

	cJSON_ArrayForEach(item, summary_item(&view->all, "left_out"))
	{
		const char *type = cJSON_GetStringValue(
			       cJSON_GetObjectItemCaseSensitive(item, "type")),
			   *code = cJSON_GetStringValue(
			       cJSON_GetObjectItemCaseSensitive(item, "why"));

		if (type == NULL || code == NULL || strcmp(code, why) != 0 ||
		    used >= sizeof list)
			continue;
		used += (size_t)snprintf(list + used, sizeof list - used,
					 "%s%s", used > 0 ? ", " : "", type);
	}
	if (list[0] != '\0')
		columns_wrap(view->out, "", 0,
			     text_fill(text, sizeof text, view->language, id,
				       WITH(list)));
}

static void put_certainty(const struct plan_view *view)
{
	char text[PLAN_LINE], tried[NUMBER_SIZE], grid[NUMBER_SIZE],
	    replications[NUMBER_SIZE], full[NUMBER_SIZE];
	struct summary first = plan_of(view, 0);
	const cJSON *ends = summary_item(&first, "ends");

	(void)fputc('\n', view->out);
	if (plan_certainty(view, text)[0] != '\0')
		columns_wrap(view->out, "", 0, text);
	columns_wrap(
	    view->out, "", 0,
	    text_fill(
		text, sizeof text, view->language, T_PLAN_SEARCHED,
		WITH(number_text(view->language,
				 summary_number(&view->all, "search.tried"), 0,
				 tried),
		     number_text(view->language,
				 summary_number(&view->all, "search.grid"), 0,
				 grid),
		     number_text(
			 view->language,
			 summary_number(&view->all, "search.replications"), 0,
			 replications),
		     grid,
		     number_text(view->language,
				 summary_number(&view->all, "search.full"), 0,
				 full))));
	for (unsigned i = 0; plan_end(view, ends, i, text) != NULL; i++)
		columns_wrap(view->out, "", 0, text);
	put_left_out(view, "assumed", T_PLAN_LEFT_ASSUMED);
	put_left_out(view, "dear", T_PLAN_LEFT_DEAR);
}

/* --- the others ----------------------------------------------------------- */

static void put_runner(const struct plan_view *view, unsigned i)
{
	struct summary plan = plan_of(view, i);
	char rank[16], text[PLAN_LINE], out[PLAN_LINE], count[NUMBER_SIZE];
	double same = summary_number(&plan, "same_as");

	(void)snprintf(rank, sizeof rank, "%2u", i + 1);
	columns_wrap(view->out, rank, RANK, plan_change(view, i, text));
	columns_wrap(
	    view->out, "", RANK,
	    text_fill(out, sizeof out, view->language, T_PLAN_RUNNER_LINE,
		      WITH(plan_figure_text(
			       view, plan_estimate(plan.root, "difference"), 2,
			       true, text),
			   plan_text(view, plan_verdict(view, i)),
			   plan_text(view, plan_promise(&plan)))));
	if (same >= 1)
		columns_wrap(
		    view->out, "", RANK,
		    text_fill(
			out, sizeof out, view->language, T_PLAN_AND_SAME,
			WITH(number_text(view->language, same, 0, count))));
}

static bool is_tied(const struct plan_view *view, unsigned i)
{
	struct summary plan = plan_of(view, i);
	const char *verdict = summary_text(&plan, "verdict");

	return strcmp(verdict, "noise") == 0 || strcmp(verdict, "open") == 0;
}

/* The best, and of the rest those that are surely others. */
static void put_runners(const struct plan_view *view)
{
	if (view->count < 2)
		return;
	(void)fprintf(view->out, "\n%s\n", plan_text(view, T_PLAN_RUNNERS_UP));
	for (unsigned i = 1; i < view->count; i++)
		if (i <= RUNNERS || !is_tied(view, i))
			put_runner(view, i);
}

static void put_side(const struct plan_view *view, const char *name,
		     const cJSON *side)
{
	const char *value = cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(side, "text"));
	char text[PLAN_LINE], number[NUMBER_SIZE];

	columns_cut(view->out, name, NAME, NAME - 1);
	columns_cut(view->out, value != NULL ? value : "", VALUE, VALUE - 1);
	columns_right(view->out,
		      number_signed(view->language,
				    plan_estimate(side, "difference").value, 2,
				    number),
		      EUR);
	(void)fprintf(view->out, "  %s\n", plan_then(view, side, text));
}

static void put_tornado(const struct plan_view *view)
{
	const cJSON *list = summary_item(&view->all, "tornado"), *item;
	char text[PLAN_LINE], number[NUMBER_SIZE];

	if (!cJSON_IsArray(list) || cJSON_GetArraySize(list) == 0)
		return;
	item = cJSON_GetArrayItem(list, 0);
	(void)fprintf(view->out, "\n%s\n", plan_text(view, T_PLAN_TORNADO));
	columns_wrap(
	    view->out, "", 0,
	    text_fill(text, sizeof text, view->language, T_PLAN_TORNADO_NOTE,
		      WITH(number_text(
			  view->language,
			  cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(
			      item, "replications")),
			  0, number))));
	columns_left(view->out, plan_text(view, T_PLAN_WHAT), NAME);
	columns_left(view->out, plan_text(view, T_PLAN_COLUMN_VALUE), VALUE);
	columns_right(view->out, plan_text(view, T_PLAN_COLUMN_EUR), EUR);
	(void)fprintf(view->out, "  %s\n", plan_text(view, T_PLAN_COLUMN_THEN));
	cJSON_ArrayForEach(item, list)
	{
		const cJSON *sides =
		    cJSON_GetObjectItemCaseSensitive(item, "sides");
		const char *name = plan_parameter(
		    view, cJSON_GetStringValue(
			      cJSON_GetObjectItemCaseSensitive(item, "code")));

		put_side(view, name, cJSON_GetArrayItem(sides, 0));
		put_side(view, "", cJSON_GetArrayItem(sides, 1));
	}
	columns_wrap(view->out, "", 0, plan_priors(view, text));
}

static void put_impossible(const struct plan_view *view)
{
	const struct summary *all = &view->all;
	const cJSON *slow = summary_item(all, "impossible.too_slow");
	char text[PLAN_LINE], n[6][NUMBER_SIZE];

	if (!cJSON_IsObject(summary_item(all, "impossible")))
		return;
	(void)fprintf(view->out, "\n%s\n", plan_text(view, T_PLAN_WHY_NOT));
	for (unsigned i = 0; plan_fails(view, i, text) != NULL; i++)
		columns_wrap(view->out, "", 0, text);
	if (!cJSON_IsObject(slow))
		return;
	columns_wrap(
	    view->out, "", 0,
	    text_fill(
		text, sizeof text, view->language, T_ADVICE_TOO_SLOW,
		WITH(
		    number_short(view->language,
				 summary_number(
				     all, "impossible.too_slow.mb_per_second"),
				 n[0]),
		    number_short(view->language,
				 summary_number(all, "impossible.too_slow.gb"),
				 n[1]),
		    number_short(view->language,
				 summary_number(all, "promise.wait_p95_s"),
				 n[2]),
		    number_short(
			view->language,
			summary_number(all, "impossible.too_slow.example_gb"),
			n[3]),
		    number_text(view->language,
				summary_number(
				    all, "impossible.too_slow.example_seconds"),
				0, n[4]),
		    number_short(
			view->language,
			100 * summary_number(all, "impossible.too_slow.share"),
			n[5]))));
}

void plan_print(const struct plan_view *view)
{
	struct summary first = plan_of(view, 0);

	(void)fputc('\n', view->out);
	put_head(view);
	put_answer(view);
	put_impossible(view);
	put_certainty(view);
	put_runners(view);
	put_tornado(view);
	/* on one line, to be copied */
	(void)fprintf(view->out, "\n%s\n%s\n", plan_text(view, T_PLAN_COMMAND),
		      summary_text(&first, "command"));
}
