/*
 * terminal_advice.c - the simulated alternatives, as part of the table.
 */
#include "reports/advice.h"
#include "reports/columns.h"
#include "reports/promise.h"
#include "reports/terminal_parts.h"

#define INDENT 5

static void action_lines(const struct table *t, int number, const cJSON *action)
{
	const cJSON *command =
	    cJSON_GetObjectItemCaseSensitive(action, "command");
	char first[16], text[ADVICE_SIZE], line[2 * ADVICE_SIZE],
	    window[NUMBER_SIZE], before[NUMBER_SIZE], after[NUMBER_SIZE];

	(void)snprintf(first, sizeof first, "  %d.", number);
	columns_wrap(t->out, first, INDENT,
		     advice_action(action, t->language, text));
	columns_wrap(
	    t->out, "", INDENT,
	    text_fill(line, sizeof line, t->language, T_ADVICE_MARGIN,
		      WITH(advice_difference(action, "margin_eur", t->language,
					     2, text),
			   advice_window(t->s, t->language, window),
			   advice_verdict(action, "margin_eur", t->language))));
	columns_wrap(
	    t->out, "", INDENT,
	    text_fill(line, sizeof line, t->language, T_ADVICE_MONTH,
		      WITH(advice_difference(action, "margin_per_month_eur",
					     t->language, 2, text),
			   advice_verdict(action, "margin_per_month_eur",
					  t->language))));
	columns_wrap(
	    t->out, "", INDENT,
	    text_fill(line, sizeof line, t->language, T_ADVICE_WITHIN,
		      WITH(advice_value(action, "within_promise", "after",
					t->language, 100, 1, after),
			   advice_value(action, "within_promise", "before",
					t->language, 100, 1, before),
			   table_word(t, advice_promise(action)))));
	/* on one line, to be copied */
	if (cJSON_IsString(command))
		(void)fprintf(t->out, "%*s%s\n", INDENT, "",
			      command->valuestring);
}

void table_advice(const struct table *t)
{
	const cJSON *action;
	char text[ADVICE_SIZE];
	int number = 0;

	(void)fprintf(t->out, "\n%s\n", table_word(t, T_ADVICE_HEADING));
	columns_wrap(t->out, "", 2, advice_sentence(t->s, t->language, text));
	if (advice_too_slow(t->s, t->language, text)[0] != '\0')
		columns_wrap(t->out, "", 2, text);
	cJSON_ArrayForEach(action, advice_actions(t->s))
	{
		action_lines(t, ++number, action);
	}
}
