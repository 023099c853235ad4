#include "reports/terminal.h"

#include <string.h>

#include "reports/advice.h"
#include "reports/bound.h"
#include "reports/columns.h"
#include "reports/number.h"
#include "reports/promise.h"
#include "reports/terminal_parts.h"
#include "reports/wording.h"

#define LINE_SIZE 768
#define KEY_SIZE 160
#define INDENT 10

/* --- words and numbers ---------------------------------------------------- */

const char *table_word(const struct table *t, enum text id)
{
	return text_of(t->language, id);
}

void table_line(const struct table *t, enum text id, const char *const *with)
{
	char line[LINE_SIZE];

	columns_line(t->out, 2,
		     text_fill(line, sizeof line, t->language, id, with));
}

/* A figure of the summary, times `scale`. */
char *table_figure(const struct table *t, const char *key, double scale,
		   int decimals, char *out)
{
	return number_text(t->language, scale * summary_number(t->s, key),
			   decimals, out);
}

/* A number at the right of a column. */
void table_cell(const struct table *t, double value, int decimals, int width)
{
	char text[NUMBER_SIZE];

	columns_right(t->out, number_text(t->language, value, decimals, text),
		      width);
}

void table_head_cell(const struct table *t, enum text id, int width)
{
	columns_right(t->out, table_word(t, id), width);
}

/* --- head ----------------------------------------------------------------- */

static void table_sessions(const struct table *t)
{
	const struct summary *s = t->s;
	char read[NUMBER_SIZE], used[NUMBER_SIZE], cut[NUMBER_SIZE],
	    outside[NUMBER_SIZE], words[WORDING_SIZE];

	if (summary_has(s, "window_note"))
		columns_wrap(t->out, table_word(t, T_TABLE_WINDOW_NOTE), INDENT,
			     wording_window(s, t->language, words));
	table_line(t, wording_is_drawn(s) ? T_TABLE_DRAWN : T_TABLE_READ,
		   WITH(table_figure(t, "sessions.read", 1, 0, read),
			table_figure(t, "sessions.used", 1, 0, used),
			table_figure(t, "sessions.cut", 1, 0, cut),
			table_figure(t, "sessions.outside", 1, 0, outside)));
	if (2 * summary_number(s, "sessions.outside") >
	    summary_number(s, "sessions.read"))
		table_line(t, T_TABLE_OUTSIDE, NULL);
}

static void table_title(const struct table *t)
{
	const struct summary *s = t->s;
	char a[NUMBER_SIZE], b[NUMBER_SIZE], words[WORDING_SIZE];
	char window[LINE_SIZE], line[LINE_SIZE];

	(void)fputc('\n', t->out);
	columns_line(t->out, 2, wording_own(s, t->language, "title", words));
	(void)text_fill(
	    window, sizeof window, t->language, T_TABLE_WINDOW,
	    WITH(number_minute(t->language, summary_text(s, "from"), a),
		 number_minute(t->language, summary_text(s, "to"), b),
		 summary_text(s, "clock")));
	(void)snprintf(b, sizeof b, "%.0f", summary_number(s, "seed"));
	(void)text_fill(line, sizeof line, t->language,
			summary_true(s, "varies") ? T_TABLE_REPLICATIONS
						  : T_TABLE_ONE_RUN,
			WITH(table_figure(t, "replications", 1, 0, a), b));
	if (columns_of(window) + columns_of(line) > COLUMNS_WIDTH) {
		columns_wrap(t->out, "", 0, window); /* without its gap */
		columns_wrap(t->out, "", 2, line);
	} else {
		(void)fprintf(t->out, "%s%s\n", window, line);
	}
	if (summary_has(s, "source_note"))
		table_line(
		    t, T_TABLE_DEMAND,
		    WITH(wording_own(s, t->language, "source_note", words)));
	table_sessions(t);
	if (summary_has(s, "prices_at"))
		table_line(t, T_TABLE_PRICES,
			   WITH(number_day(t->language,
					   summary_text(s, "prices_at"), a)));
	else
		table_line(t, T_TABLE_PRICES_ORDER, NULL);
	if (summary_has(s, "price_note"))
		table_line(t, T_TABLE_NOTE,
			   WITH(wording_prices(s, t->language, words)));
	if (summary_has(s, "price_assumed_types"))
		table_line(t, T_TABLE_NOTE,
			   WITH(wording_assumed(s, t->language, words)));
	if (summary_has(s, "sleep_note"))
		columns_wrap(t->out, table_word(t, T_TABLE_SLEEP_NOTE), INDENT,
			     wording_sleep(s, t->language, words));
}

/* --- margin and promise --------------------------------------------------- */

const char *table_kept(const struct table *t, const char *key)
{
	enum text verdict = promise_verdict(t->s, key);

	return verdict == T_NOT_JUDGED ? "-"
	       : verdict == T_BROKEN   ? table_word(t, T_TABLE_BROKEN)
				       : table_word(t, verdict);
}

/* "108.82 EUR (107.05 ... 110.60)", or without the bracket for one run. */
static char *margin_text(const struct table *t, char *out)
{
	double low, high, eur = summary_number(t->s, "margin_eur");
	char value[NUMBER_SIZE], range[NUMBER_SIZE];

	(void)number_text(t->language, eur, 2, value);
	if (summary_interval(t->s, "margin_eur", &low, &high))
		(void)snprintf(
		    out, LINE_SIZE, "%s EUR (%s)", value,
		    number_range(t->language, low, high, 2, false, range));
	else
		(void)snprintf(out, LINE_SIZE, "%s EUR", value);
	return out;
}

static void table_promise(const struct table *t)
{
	const struct summary *s = t->s;
	char text[PROMISE_SIZE], key[KEY_SIZE], few[ADVICE_SIZE],
	    line[LINE_SIZE];

	if (!summary_has(s, "promise.kept")) {
		table_line(t, T_TABLE_NOT_JUDGED, NULL);
		return;
	}
	(void)fprintf(t->out, "%s\n", table_kept(t, "promise.kept"));
	for (size_t i = 0; i < PROMISE_PARTS; i++) {
		const struct promise_part *part = &promise_parts[i];

		if (!promise_has(s, part))
			continue;
		(void)snprintf(key, sizeof key, "promise.%s.verdict",
			       part->key);
		(void)snprintf(line, sizeof line, "%s: %s",
			       promise_text(s, t->language, part, text),
			       table_kept(t, key));
		columns_wrap(t->out, "", INDENT, line);
	}
	if (advice_few(s, t->language, few)[0] != '\0')
		columns_wrap(t->out, "", INDENT, few);
}

static int larger_of(int a, int b)
{
	return a > b ? a : b;
}

static void table_answer(const struct table *t)
{
	int indent =
	    larger_of(INDENT, columns_of(table_word(t, T_TABLE_MARGIN)) + 2);
	char eur[LINE_SIZE], share[NUMBER_SIZE], words[WORDING_SIZE],
	    window[NUMBER_SIZE], month[ADVICE_SIZE], line[2 * LINE_SIZE];

	(void)fputc('\n', t->out);
	(void)text_fill(line, sizeof line, t->language, T_TABLE_MARGIN_SHARE,
			WITH(margin_text(t, eur),
			     advice_window(t->s, t->language, window),
			     advice_share(t->s, t->language, false, share)));
	columns_wrap(t->out, table_word(t, T_TABLE_MARGIN), indent, line);
	if (advice_month(t->s, t->language, month)[0] != '\0')
		(void)fprintf(t->out, "%*s%s\n", indent, "", month);
	(void)fprintf(t->out, "%*s", indent, "");
	table_line(
	    t, T_TABLE_WITHOUT_SLEEP,
	    WITH(table_figure(t, "margin_without_sleep_eur", 1, 2, share)));
	columns_left(t->out, table_word(t, T_TABLE_PROMISE), indent);
	table_promise(t);
	if (summary_true(t->s, "varies"))
		columns_wrap(t->out, "", INDENT,
			     table_word(t, T_TABLE_BRACKETS));
	columns_wrap(t->out, "", INDENT,
		     wording_varied(t->s, t->language, words));
}

/* --- starts and waits ----------------------------------------------------- */

static double count_of(const struct table *t, const struct wording_path *path)
{
	char key[KEY_SIZE];

	(void)snprintf(key, sizeof key, "wait_seconds.by_path.%s.count",
		       path->key);
	return summary_number(t->s, key);
}

/* Of a column of starts: as wide as its head, with a gap. */
static int start_width(const struct table *t, enum text head)
{
	return larger_of(8, columns_of(table_word(t, head)) + 1);
}

static void table_starts(const struct table *t)
{
	(void)fputc('\n', t->out);
	columns_left(t->out, table_word(t, T_TABLE_STARTS), INDENT);
	table_head_cell(t, T_TABLE_ASKED, start_width(t, T_TABLE_ASKED));
	for (size_t i = 0; i < WORDING_PATHS; i++)
		if (wording_paths[i].name != T_SHORT_PREFETCHED)
			table_head_cell(t, wording_paths[i].name,
					start_width(t, wording_paths[i].name));
	table_head_cell(t, T_TABLE_UNSERVED, 10);
	(void)fputc('\n', t->out);
	columns_left(t->out, "", INDENT);
	table_cell(t, summary_number(t->s, "starts.requested"), 1,
		   start_width(t, T_TABLE_ASKED));
	for (size_t i = 0; i < WORDING_PATHS; i++)
		if (wording_paths[i].name != T_SHORT_PREFETCHED)
			table_cell(t, count_of(t, &wording_paths[i]), 1,
				   start_width(t, wording_paths[i].name));
	table_cell(t,
		   summary_number(t->s, "starts.refused") +
		       summary_number(t->s, "starts.abandoned"),
		   1, 10);
	(void)fputc('\n', t->out);
}

static void wait_line(const struct table *t, enum text name, const char *prefix)
{
	static const char *const q[] = {"p50", "p95", "p99", "max"};
	char key[KEY_SIZE];

	(void)fputs("  ", t->out);
	columns_left(t->out, table_word(t, name), 14);
	for (size_t i = 0; i < sizeof q / sizeof q[0]; i++) {
		(void)snprintf(key, sizeof key, "%.140s.%s", prefix, q[i]);
		if (summary_has(t->s, key))
			table_cell(t, summary_number(t->s, key), 1, 10);
	}
	(void)fputc('\n', t->out);
}

static void table_patience(const struct table *t)
{
	char room[WORDING_SIZE], transfer[WORDING_SIZE], line[LINE_SIZE];

	(void)wording_patience(t->s, t->language, "for_room", room);
	(void)wording_patience(t->s, t->language, "in_transfer", transfer);
	columns_wrap(t->out, "", 2,
		     text_fill(line, sizeof line, t->language, T_TABLE_PATIENCE,
			       WITH(room, transfer)));
}

static void table_waits(const struct table *t)
{
	char key[KEY_SIZE];

	(void)fputc('\n', t->out);
	columns_left(t->out, table_word(t, T_TABLE_WAIT), 16);
	(void)fprintf(t->out, "%10s %9s %9s %9s   %s\n", "p50", "p95", "p99",
		      "max", table_word(t, T_TABLE_OUR_PART));
	wait_line(t, T_ALL, "wait_seconds");
	for (size_t i = 0; i < WORDING_PATHS; i++) {
		(void)snprintf(key, sizeof key, "wait_seconds.by_path.%s",
			       wording_paths[i].key);
		if (count_of(t, &wording_paths[i]) > 0)
			wait_line(t, wording_paths[i].name, key);
	}
	wait_line(t, T_TABLE_READY, "ready_seconds");
	table_patience(t);
}

/* --- money ---------------------------------------------------------------- */

struct amount {
	enum text label;
	const char *key;
	double sign;
};

static void amount_cells(const struct table *t, const struct amount *amount,
			 int label_width)
{
	columns_left(t->out, table_word(t, amount->label), label_width);
	if (summary_has(t->s, amount->key))
		table_cell(t, amount->sign * summary_number(t->s, amount->key),
			   2, 11);
	else
		columns_right(t->out, "-", 11);
}

static void table_money(const struct table *t)
{
	static const struct amount revenue[] = {
	    {T_BAR_ACTIVE, "revenue_eur.active_gross", 1},
	    {T_BAR_SLEEP, "revenue_eur.sleep_gross", 1},
	    {T_BAR_CREDITS, "revenue_eur.credits", -1},
	    {T_BAR_VAT, "revenue_eur.vat", -1},
	    {T_BAR_FEES, "revenue_eur.payment_fees", -1},
	    {T_TABLE_NET, "revenue_eur.net", 1},
	};
	static const struct amount cost[] = {
	    {T_BAR_DEDICATED, "cost_eur.dedicated", 1},
	    {T_BAR_CLOUD, "cost_eur.cloud", 1},
	    {T_BAR_STORAGE, "cost_eur.storage", 1},
	    {T_TABLE_NETWORK, "cost_eur.network", 1},
	    {T_TABLE_OTHER, "cost_eur.other", 1},
	    {T_TABLE_TOTAL, "cost_eur.total", 1},
	};

	(void)fputc('\n', t->out);
	columns_left(t->out, table_word(t, T_TABLE_REVENUE), 20);
	columns_right(t->out, "EUR       ", 18);
	columns_left(t->out, table_word(t, T_TABLE_COST), 20);
	columns_right(t->out, "EUR", 11);
	(void)fputc('\n', t->out);
	for (size_t i = 0; i < sizeof cost / sizeof cost[0]; i++) {
		(void)fputs("  ", t->out);
		amount_cells(t, &revenue[i], 18);
		(void)fputs("       ", t->out);
		amount_cells(t, &cost[i], 20);
		(void)fputc('\n', t->out);
	}
}

static void table_accounts(const struct table *t)
{
	terminal_accounts(t->s, t->language, t->out);
}

static void add_amount(char line[LINE_SIZE], const char *label,
		       const char *amount)
{
	size_t used = strlen(line);

	(void)snprintf(line + used, LINE_SIZE - used, "  %s %s", label, amount);
}

static void table_idle(const struct table *t)
{
	static const struct amount causes[] = {
	    {T_TABLE_IDLE_BOOT, "cost_eur.idle.boot", 1},
	    {T_TABLE_IDLE_RESERVE, "cost_eur.idle.reserve", 1},
	    {T_TABLE_IDLE_ROUNDING, "cost_eur.idle.rounding", 1},
	    {T_TABLE_IDLE_FRAGMENTATION, "cost_eur.idle.fragmentation", 1},
	    {T_TABLE_IDLE_NIGHT, "cost_eur.idle.night", 1},
	    {T_TABLE_IDLE_SLACK, "cost_eur.idle.slack", 1},
	};
	char line[LINE_SIZE] = "", text[NUMBER_SIZE];
	/* so much money has no need of cents, nor a line room for them */
	int decimals = summary_number(t->s, "cost_eur.total") < 1e5 ? 2 : 0;
	double sum = 0;

	(void)fprintf(t->out, "\n%s\n", table_word(t, T_TABLE_IDLE));
	for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
		sum += summary_number(t->s, causes[i].key);
		add_amount(line, table_word(t, causes[i].label),
			   table_figure(t, causes[i].key, 1, decimals, text));
		if (i == 2) {
			columns_line(t->out, 2, line);
			line[0] = '\0';
		}
	}
	add_amount(line, table_word(t, T_SUM),
		   number_text(t->language, sum, decimals, text));
	columns_line(t->out, 2, line);
}

static void table_cloud(const struct table *t)
{
	char hours[NUMBER_SIZE], peak[NUMBER_SIZE], orders[NUMBER_SIZE],
	    sold_out[NUMBER_SIZE], line[LINE_SIZE];
	bool used = summary_has(t->s, "fleet.vm_ordered");

	(void)text_fill(
	    line, sizeof line, t->language,
	    used ? T_TABLE_CLOUD : T_TABLE_NO_CLOUD,
	    WITH(table_figure(t, "fleet.vm_hours_billed", 1, 1, hours),
		 table_figure(t, "fleet.cloud_peak", 1, 0, peak),
		 table_figure(t, "fleet.vm_ordered", 1, 1, orders),
		 table_figure(t, "fleet.vm_sold_out", 1, 1, sold_out)));
	(void)fputc('\n', t->out);
	columns_wrap(t->out, table_word(t, T_TABLE_CLOUD_HEAD), INDENT, line);
}

static void table_bound(const struct table *t)
{
	char text[BOUND_TEXT_SIZE];

	if (bound_text(t->s, t->language, text)[0] != '\0')
		columns_wrap(t->out, table_word(t, T_TABLE_MACHINES), INDENT,
			     text);
}

void terminal_print(const struct summary *summary, enum language language,
		    FILE *out)
{
	const struct table table = {summary, language, out};
	static void (*const parts[])(const struct table *) = {
	    table_title, table_answer, table_advice,	   table_starts,
	    table_waits, table_money,  table_accounts,	   table_idle,
	    table_cloud, table_bound,  table_static_fleet,
	};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		parts[i](&table);
}
