/*
 * terminal_static.c - the same nights on a static fleet, as part of the table.
 */
#include "reports/advice.h"
#include "reports/columns.h"
#include "reports/number.h"
#include "reports/terminal_parts.h"
#include "reports/wording.h"

#define KEY_SIZE 160

/* A figure of both fleets: keys in summary.json. */
struct rival {
	enum text label;
	const char *ours, *theirs, *difference;
	double scale;
	int decimals;
};

#define RIVAL_WIDTH 14

static char *difference_key(const struct rival *rival, const char *what,
			    char *out)
{
	(void)snprintf(out, KEY_SIZE, "static_fleet.difference.%s.%s",
		       rival->difference, what);
	return out;
}

static void rival_line(const struct table *t, const struct rival *rival)
{
	char key[KEY_SIZE], text[NUMBER_SIZE],
	    range[NUMBER_SIZE + 2] = "", words[WORDING_SIZE];
	double low;

	if (!summary_has(t->s, difference_key(rival, "mean", key)))
		return;
	(void)fputs("  ", t->out);
	columns_left(t->out, table_word(t, rival->label), RIVAL_WIDTH - 1);
	table_cell(t, rival->scale * summary_number(t->s, rival->ours),
		   rival->decimals, 9);
	table_cell(t, rival->scale * summary_number(t->s, rival->theirs),
		   rival->decimals, 10);
	columns_right(t->out,
		      number_signed(t->language,
				    rival->scale * summary_number(t->s, key),
				    rival->decimals, text),
		      10);
	if (summary_has(t->s, difference_key(rival, "low", key))) {
		low = rival->scale * summary_number(t->s, key);
		(void)difference_key(rival, "high", key);
		(void)snprintf(
		    range, sizeof range, "(%s)",
		    number_range(t->language, low,
				 rival->scale * summary_number(t->s, key),
				 rival->decimals, true, text));
	}
	(void)fputc(' ', t->out);
	columns_left(t->out, range, 22);
	(void)fprintf(
	    t->out, " %s\n",
	    wording_difference(t->s, t->language, rival->difference, words));
}

/* What the machines cost, times what they would have cost at least. */
static void bound_line(const struct table *t)
{
	if (!summary_has(t->s, "bound.ratio") ||
	    !summary_has(t->s, "static_fleet.bound_ratio"))
		return;
	(void)fputs("  ", t->out);
	columns_left(t->out, table_word(t, T_TABLE_RIVAL_BOUND),
		     RIVAL_WIDTH - 1);
	table_cell(t, summary_number(t->s, "bound.ratio"), 2, 9);
	table_cell(t, summary_number(t->s, "static_fleet.bound_ratio"), 2, 10);
	(void)fputc('\n', t->out);
}

/* Money and service side by side: neither alone says which fleet is better. */
static void table_rivals(const struct table *t)
{
	static const struct rival rows[] = {
	    {T_TABLE_RIVAL_MARGIN, "margin_eur", "static_fleet.margin_eur",
	     "margin_eur", 1, 2},
	    {T_TABLE_RIVAL_WITHIN, "starts.within_promise",
	     "static_fleet.within_promise", "within_promise", 100, 1},
	    {T_TABLE_RIVAL_UNSERVED, "starts.unserved", "static_fleet.unserved",
	     "unserved", 100, 2},
	};

	columns_left(t->out, "", RIVAL_WIDTH + 1);
	table_head_cell(t, T_TABLE_ELASTIC, 9);
	table_head_cell(t, T_TABLE_STATIC, 10);
	(void)fprintf(t->out, " %s\n", table_word(t, T_TABLE_PAIRED));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		rival_line(t, &rows[i]);
	bound_line(t);
	(void)fputs("  ", t->out);
	columns_left(t->out, table_word(t, T_STATIC_PROMISE), RIVAL_WIDTH - 1);
	columns_right(t->out, table_kept(t, "promise.kept"), 9);
	columns_right(t->out, table_kept(t, "static_fleet.promise.kept"), 10);
	(void)fputc('\n', t->out);
}

void table_static_fleet(const struct table *t)
{
	char fleet[ADVICE_SIZE], line[2 * ADVICE_SIZE], words[WORDING_SIZE];

	if (advice_static(t->s, t->language, fleet)[0] == '\0')
		return;
	(void)fputc('\n', t->out);
	columns_wrap(t->out, "", 0,
		     text_fill(line, sizeof line, t->language,
			       summary_number(t->s, "replications") > 1
				   ? T_TABLE_STATIC_NIGHTS
				   : T_TABLE_STATIC_RUN,
			       WITH(fleet)));
	table_rivals(t);
	(void)fputs("  ", t->out);
	if (summary_has(t->s, "static_fleet.verdict"))
		table_line(t, T_TABLE_VERDICT,
			   WITH(wording_verdict(t->s, t->language, words)));
	else
		table_line(t, T_TABLE_NO_VERDICT, NULL);
}
