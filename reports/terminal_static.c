/*
 * terminal_static.c - the same nights on a static fleet, as part of the table.
 */
#include <string.h>

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
#define FLEET_WIDTH 9
#define RANGE_WIDTH 21

static char *difference_key(const struct rival *rival, const char *what,
			    char *out)
{
	(void)snprintf(out, KEY_SIZE, "static_fleet.difference.%s.%s",
		       rival->difference, what);
	return out;
}

/* "(+6.80 ... +8.90)"; "" for one run. */
static void range_text(const struct table *t, const struct rival *rival,
		       int decimals, char out[NUMBER_SIZE + 2])
{
	char key[KEY_SIZE], range[NUMBER_SIZE];
	double low;

	out[0] = '\0';
	if (!summary_has(t->s, difference_key(rival, "low", key)))
		return;
	low = rival->scale * summary_number(t->s, key);
	(void)difference_key(rival, "high", key);
	(void)snprintf(out, NUMBER_SIZE + 2, "(%s)",
		       number_range(t->language, low,
				    rival->scale * summary_number(t->s, key),
				    decimals, true, range));
}

/* Of the difference, short enough for its column. */
static const char *verdict_words(const struct table *t,
				 const struct rival *rival, char *out)
{
	char key[KEY_SIZE];

	(void)difference_key(rival, "verdict_code", key);
	if (strcmp(summary_text(t->s, key), "noise") == 0)
		return table_word(t, T_TABLE_NOISE);
	return wording_difference(t->s, t->language, rival->difference, out);
}

static void rival_line(const struct table *t, const struct rival *rival)
{
	char key[KEY_SIZE], text[NUMBER_SIZE], range[NUMBER_SIZE + 2],
	    words[WORDING_SIZE];
	int decimals = rival->decimals;

	if (!summary_has(t->s, difference_key(rival, "mean", key)))
		return;
	range_text(t, rival, decimals, range);
	if (columns_of(range) > RANGE_WIDTH) {
		decimals = 0; /* so much money has no need of cents */
		range_text(t, rival, decimals, range);
	}
	(void)fputs("  ", t->out);
	columns_left(t->out, table_word(t, rival->label), RIVAL_WIDTH - 1);
	table_cell(t, rival->scale * summary_number(t->s, rival->ours),
		   decimals, FLEET_WIDTH);
	table_cell(t, rival->scale * summary_number(t->s, rival->theirs),
		   decimals, FLEET_WIDTH);
	columns_right(t->out,
		      number_signed(t->language,
				    rival->scale * summary_number(t->s, key),
				    decimals, text),
		      FLEET_WIDTH);
	(void)fputc(' ', t->out);
	columns_left(t->out, range, RANGE_WIDTH);
	(void)fprintf(t->out, " %s\n", verdict_words(t, rival, words));
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
	table_head_cell(t, T_TABLE_ELASTIC, FLEET_WIDTH);
	table_head_cell(t, T_TABLE_STATIC, FLEET_WIDTH);
	(void)fprintf(t->out, " %s\n", table_word(t, T_TABLE_PAIRED));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		rival_line(t, &rows[i]);
	bound_line(t);
	(void)fputs("  ", t->out);
	columns_left(t->out, table_word(t, T_STATIC_PROMISE), RIVAL_WIDTH - 1);
	/* "too close to call" is wider than its column */
	columns_right(t->out, table_kept(t, "promise.kept"), FLEET_WIDTH);
	(void)fputc(' ', t->out);
	columns_right(t->out, table_kept(t, "static_fleet.promise.kept"),
		      FLEET_WIDTH - 1);
	(void)fputc('\n', t->out);
}

void table_static_fleet(const struct table *t)
{
	char fleet[ADVICE_SIZE], line[2 * ADVICE_SIZE], words[WORDING_SIZE];

	if (advice_static(t->s, t->language, fleet)[0] == '\0')
		return;
	(void)fputc('\n', t->out);
	columns_line(t->out, 2,
		     text_fill(line, sizeof line, t->language,
			       summary_number(t->s, "replications") > 1
				   ? T_TABLE_STATIC_NIGHTS
				   : T_TABLE_STATIC_RUN,
			       WITH(fleet)));
	table_rivals(t);
	columns_wrap(
	    t->out, "", 2,
	    summary_has(t->s, "static_fleet.verdict")
		? text_fill(line, sizeof line, t->language, T_TABLE_VERDICT,
			    WITH(wording_verdict(t->s, t->language, words)))
		: text_fill(line, sizeof line, t->language, T_TABLE_NO_VERDICT,
			    NULL));
}
