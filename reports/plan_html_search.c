/*
 * plan_html_search.c - how the plan was searched, and the commands that play
 * it.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/page.h"
#include "reports/plan_html.h"

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
	plan_say(
	    view, "", T_PLAN_SEARCHED,
	    WITH(numbers[0], numbers[1], numbers[2], numbers[1], numbers[3]));
	if (summary_number(&view->all, "search.refused") > 0)
		plan_say(view, "", T_PLANNED_SEARCH_REFUSED,
			 WITH(number_text(
			     view->language,
			     summary_number(&view->all, "search.refused"), 0,
			     numbers[0])));
	if (summary_number(&view->all, "search.tornado_replications") > 0)
		plan_say(view, "", T_PLANNED_SEARCH_TORNADO,
			 WITH(number_text(
			     view->language,
			     summary_number(&view->all,
					    "search.tornado_replications"),
			     0, numbers[0])));
	plan_say(view, "soft", T_PLANNED_SEARCH_LOST, NULL);
}

/* "0 to 28, 29 values" of many in order; else each. */
static char *levels_of(const struct plan_view *view, const struct summary *axis,
		       char out[PLAN_LINE])
{
	unsigned count = plan_size(axis, "levels");
	char text[PLAN_LINE], number[NUMBER_SIZE];
	size_t used = 0;

	out[0] = '\0';
	if (count > 6 && summary_true(axis, "ordered")) {
		const struct summary first = plan_item(axis, "levels", 0),
				     last =
					 plan_item(axis, "levels", count - 1);

		return text_fill(
		    out, PLAN_LINE, view->language, T_PLANNED_LEVELS_RANGE,
		    WITH(summary_text(&first, "text"),
			 summary_text(&last, "text"),
			 number_text(view->language, count, 0, number)));
	}
	for (unsigned i = 0; i < count && used < PLAN_LINE; i++) {
		const struct summary level = plan_item(axis, "levels", i);
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
	for (unsigned i = 0; i < plan_size(&view->all, "axes"); i++) {
		const struct summary axis = plan_item(&view->all, "axes", i);

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
	     i < plan_size(&view->all, "left_out") && used < sizeof list; i++) {
		const struct summary item =
		    plan_item(&view->all, "left_out", i);

		if (strcmp(summary_text(&item, "why"), why) == 0)
			used += (size_t)snprintf(
			    list + used, sizeof list - used, "%s%s",
			    used > 0 ? ", " : "", summary_text(&item, "type"));
	}
	if (list[0] != '\0')
		plan_say(view, "soft", id, WITH(list));
}

void plan_html_search(const struct plan_view *view)
{
	page_section(view->out, "search",
		     plan_text(view, T_PLANNED_SEARCH_HEADING));
	search_numbers(view);
	put_axes(view);
	put_left_out(view, "assumed", T_PLAN_LEFT_ASSUMED);
	put_left_out(view, "dear", T_PLAN_LEFT_DEAR);
	page_section_end(view->out);
}

void plan_html_reproduce(const struct plan_view *view)
{
	char line[PLAN_LINE], number[NUMBER_SIZE];

	page_section(view->out, "reproduce",
		     plan_text(view, T_PLANNED_REPRODUCE_HEADING));
	page_line(view->out, "", plan_text(view, T_DIFF_ITSELF));
	plan_put_code(view, summary_text(&view->all, "command_line"));
	(void)snprintf(line, sizeof line, "%s %s",
		       plan_text(view, T_FACT_VERSION),
		       summary_text(&view->all, "engine_version"));
	page_line(view->out, "soft", line);
	for (unsigned rank = 1; rank <= view->count; rank++) {
		const struct summary plan = plan_of(view, rank - 1);

		(void)snprintf(number, sizeof number, "%u", rank);
		plan_say(view, "", T_PLANNED_NUMBERED, WITH(number));
		plan_put_code(view, summary_text(&plan, "command"));
		(void)snprintf(line, sizeof line, "%s %s",
			       plan_text(view, T_FACT_DIGEST),
			       summary_text(&plan, "digest"));
		page_line(view->out, "soft", line);
	}
	page_section_end(view->out);
}
