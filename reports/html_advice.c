/*
 * html_advice.c - the simulated alternatives: the tile and the table of the
 * first section.
 */
#include "reports/advice.h"
#include "reports/html_parts.h"

static const char *text_in(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	return cJSON_IsString(item) ? item->valuestring : "";
}

static void put_number(struct html_page *page, const cJSON *action,
		       const char *figure)
{
	char mean[NUMBER_SIZE], range[NUMBER_SIZE], cell[ADVICE_SIZE];

	(void)snprintf(cell, sizeof cell, "%s, %s",
		       advice_mean(action, figure, page->language, 2, mean),
		       advice_verdict(action, figure, page->language));
	(void)advice_range(action, figure, page->language, 2, range);
	if (range[0] != '\0')
		page_cell_range(page->out, cell, range);
	else
		page_cell(page->out, cell);
}

static void action_row(struct html_page *page, const cJSON *action)
{
	char text[ADVICE_SIZE], before[NUMBER_SIZE], after[NUMBER_SIZE];

	page_row(page->out, advice_action(action, page->language, text));
	put_number(page, action, "margin_eur");
	put_number(page, action, "margin_per_month_eur");
	(void)snprintf(text, sizeof text, "%s \u2192 %s",
		       advice_value(action, "within_promise", "before",
				    page->language, 100, 1, before),
		       advice_value(action, "within_promise", "after",
				    page->language, 100, 1, after));
	page_cell(page->out, text);
	page_cell(page->out, html_text(page, advice_promise(action)));
	page_row_end(page->out);
}

static void put_table(struct html_page *page, const cJSON *actions)
{
	const cJSON *action;
	char window[NUMBER_SIZE], eur[NUMBER_SIZE];
	const char *columns[] = {
	    html_text(page, T_ADVICE_ACTION),
	    text_fill(
		eur, sizeof eur, page->language, T_ADVICE_EUR_IN,
		WITH(advice_window(page->summary, page->language, window))),
	    html_text(page, T_ADVICE_EUR_MONTH),
	    html_text(page, T_ADVICE_IN_TIME),
	    html_text(page, T_ADVICE_PROMISE),
	    NULL};

	(void)fputs("<div class=\"intervals actions\">\n", page->out);
	page_table(page->out, NULL, columns);
	cJSON_ArrayForEach(action, actions)
	{
		action_row(page, action);
	}
	page_table_end(page->out);
	(void)fputs("</div>\n", page->out);
}

static void put_commands(struct html_page *page, const cJSON *actions)
{
	const cJSON *action;

	(void)fputs("<ol class=\"commands\">\n", page->out);
	cJSON_ArrayForEach(action, actions)
	{
		(void)fputs("<li><code>", page->out);
		page_text(page->out, text_in(action, "command"));
		(void)fputs("</code></li>\n", page->out);
	}
	(void)fputs("</ol>\n", page->out);
}

static void other_row(struct html_page *page, const cJSON *other)
{
	const cJSON *runs =
	    cJSON_GetObjectItemCaseSensitive(other, "replications");
	const cJSON *month =
	    cJSON_GetObjectItemCaseSensitive(other, "margin_per_month_eur");
	char text[ADVICE_SIZE], number[NUMBER_SIZE];

	page_row(page->out, advice_action(other, page->language, text));
	html_number_cell(page, cJSON_IsNumber(runs) ? runs->valuedouble : 0, 0,
			 "");
	page_cell(page->out, cJSON_IsNumber(month)
				 ? number_signed(page->language,
						 month->valuedouble, 0, number)
				 : "-");
	page_cell(page->out,
		  html_text(page, cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(
				      other, "kept_on_average"))
				      ? T_KEPT
				      : T_BROKEN));
	page_row_end(page->out);
}

static void put_others(struct html_page *page)
{
	static const enum text columns[] = {T_ADVICE_ACTION, T_ADVICE_RUNS,
					    T_ADVICE_EUR_MONTH,
					    T_ADVICE_ON_AVERAGE};
	const cJSON *list = summary_item(page->summary, "advice.others");
	const cJSON *other;

	if (cJSON_GetArraySize(list) == 0)
		return;
	(void)fputs("<details><summary>", page->out);
	page_text(page->out, html_text(page, T_ADVICE_OTHERS));
	(void)fputs("</summary>\n", page->out);
	html_table(page, NULL, columns, sizeof columns / sizeof columns[0]);
	cJSON_ArrayForEach(other, list)
	{
		other_row(page, other);
	}
	page_table_end(page->out);
	(void)fputs("</details>\n", page->out);
}

void html_advice(struct html_page *page)
{
	const cJSON *actions = advice_actions(page->summary);
	char text[ADVICE_SIZE];

	html_subheading(page, T_ADVICE_HEADING);
	page_line(page->out, "soft",
		  advice_sentence(page->summary, page->language, text));
	if (advice_too_slow(page->summary, page->language, text)[0] != '\0')
		page_line(page->out, "", text);
	if (actions != NULL) {
		put_table(page, actions);
		put_commands(page, actions);
	}
	put_others(page);
}
