/*
 * compare_terminal.c - two runs as a table of 80 columns.
 */
#include <math.h>
#include <string.h>

#include "reports/columns.h"
#include "reports/compare.h"
#include "reports/wording.h"

static void print_head(const struct compare_view *view)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;
	const struct summary *a = &pairs->a, *b = &pairs->b;
	char text[1024], words[WORDING_SIZE];

	(void)fputc('\n', out);
	columns_wrap(
	    out, "", 0,
	    text_fill(text, sizeof text, view->language, T_COMPARE_A,
		      WITH(wording_own(a, view->language, "title", words),
			   a->directory)));
	columns_wrap(
	    out, "", 0,
	    text_fill(text, sizeof text, view->language, T_COMPARE_B,
		      WITH(wording_own(b, view->language, "title", words),
			   b->directory)));
	columns_wrap(out, "", 0, compare_pairing(view, text, sizeof text));
	if (!pairs->varies)
		columns_wrap(out, "", 0, compare_text(view, T_COMPARE_ONE));
}

/* --- both tables: a name, A, B, B - A, its interval, the verdict ---------- */

#define NAME_WIDTH 25
#define NUMBER_WIDTH 10
#define NUMBER_LETTERS (NUMBER_WIDTH - 1)

/* Without decimals where they do not fit. */
static void put_number(const struct compare_view *view, double value,
		       int decimals, int width)
{
	char text[COMPARE_SIZE];

	(void)compare_number(view, value, decimals, text);
	if (columns_of(text) > NUMBER_LETTERS)
		(void)compare_number(view, value, 0, text);
	columns_right(view->out, text, width);
}

static void put_signed(const struct compare_view *view, double value,
		       int decimals)
{
	struct run_interval alone = {.mean = value};
	char text[COMPARE_SIZE];

	(void)compare_difference(view, &alone, 1, decimals, text);
	if (columns_of(text) > NUMBER_LETTERS)
		(void)compare_difference(view, &alone, 1, 0, text);
	columns_right(view->out, text, NUMBER_WIDTH);
}

/* Half of the interval: it lies around the mean. */
static void put_half(const struct compare_view *view,
		     const struct run_interval *d, double scale, int decimals)
{
	char text[COMPARE_SIZE], half[COMPARE_SIZE + 2] = "";
	double value = scale * (d->high - d->low) / 2;

	if (d->known && !isnan(d->mean)) {
		(void)compare_number(view, value, decimals, text);
		if (columns_of(text) + 2 > NUMBER_LETTERS)
			(void)compare_number(view, value, 0, text);
		(void)snprintf(half, sizeof half, "+-%s", text);
	}
	columns_right(view->out, half, NUMBER_WIDTH);
}

/* What follows the name, which was `over` columns too wide. */
static void put_pair(const struct compare_view *view,
		     const struct pair_figure *f, double scale, int decimals,
		     int over)
{
	enum text verdict =
	    f->verdict == T_VERDICT_NOISE ? T_TABLE_NOISE : f->verdict;

	put_number(view, scale * f->a, decimals, NUMBER_WIDTH - over);
	put_number(view, scale * f->b, decimals, NUMBER_WIDTH);
	put_signed(view, scale * f->difference.mean, decimals);
	put_half(view, &f->difference, scale, decimals);
	(void)fprintf(view->out, " %s\n", compare_text(view, verdict));
}

static void print_columns(const struct compare_view *view, const char *name)
{
	columns_left(view->out, name, NAME_WIDTH);
	(void)fprintf(view->out, " %9s %9s %9s %9s %s\n", "A", "B",
		      compare_text(view, T_COLUMN_DIFFERENCE), "95 %",
		      compare_text(view, T_COLUMN_VERDICT));
}

/* --- the figures that decide ---------------------------------------------- */

static void print_headline(const struct compare_view *view,
			   const struct compare_headline *h)
{
	const struct pair_figure *f = pairs_find(view->pairs, h->key);

	if (f == NULL || (isnan(f->a) && isnan(f->b)))
		return;
	columns_left(view->out, compare_text(view, h->label), NAME_WIDTH - 3);
	columns_left(view->out, h->unit, 3);
	put_pair(view, f, h->scale, h->decimals, 0);
}

static void print_headlines(const struct compare_view *view)
{
	FILE *out = view->out;

	(void)fputc('\n', out);
	print_columns(view, "");
	for (size_t i = 0; i < compare_headline_count; i++)
		print_headline(view, &compare_headlines[i]);
	columns_left(out, compare_text(view, T_STATIC_PROMISE), NAME_WIDTH);
	columns_right(out, compare_text(view, compare_promise(&view->pairs->a)),
		      NUMBER_WIDTH);
	/* "too close to call" is wider than its column */
	(void)fputc(' ', out);
	columns_right(out, compare_text(view, compare_promise(&view->pairs->b)),
		      NUMBER_LETTERS);
	(void)fputc('\n', out);
}

static void print_value(FILE *out, const char *of, const char *value)
{
	(void)fprintf(out, "    %s ", of);
	columns_cut(out, value, 0, COLUMNS_WIDTH - 6);
	(void)fputc('\n', out);
}

static void print_key(FILE *out, const struct pair_key *key)
{
	(void)fprintf(out, "  %s\n", key->key);
	print_value(out, "A", key->a);
	print_value(out, "B", key->b);
}

static void print_keys(const struct compare_view *view)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;

	(void)fprintf(out, "\n%s\n",
		      compare_text(view, T_COMPARE_KEYS_HEADING) + 3);
	for (size_t i = 0; i < pairs->key_count; i++)
		print_key(out, &pairs->keys[i]);
	if (pairs->key_count == 0)
		(void)fprintf(out, "  %s\n",
			      compare_text(view, T_COMPARE_NO_KEYS));
}

/* "wait_seconds.p95" -> 13; 0: no group */
static size_t group_of(const char *key)
{
	size_t dot = strcspn(key, ".");

	return key[dot] == '.' ? dot + 1 : 0;
}

static void print_figure(const struct compare_view *view,
			 const struct pair_figure *f)
{
	size_t group = group_of(f->key);
	const char *name = f->key + group;
	int width = group > 0 ? NAME_WIDTH - 2 : NAME_WIDTH;
	int over = columns_of(name) - width;

	(void)fputs(group > 0 ? "  " : "", view->out);
	columns_left(view->out, name, width);
	put_pair(view, f, 1, compare_decimals(f), over > 0 ? over : 0);
}

static void print_figures(const struct compare_view *view)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;
	const char *last = "";
	size_t same = 0;
	char count[COMPARE_SIZE], text[256];

	(void)fputc('\n', out);
	print_columns(view, compare_text(view, T_COMPARE_CHANGED));
	for (size_t i = 0; i < pairs->figure_count; i++) {
		const struct pair_figure *f = &pairs->figures[i];
		size_t group = group_of(f->key);

		if (f->same) {
			same++;
			continue;
		}
		if (group > 0 && strncmp(f->key, last, group) != 0)
			(void)fprintf(out, "%.*s\n", (int)group - 1, f->key);
		last = f->key;
		print_figure(view, f);
	}
	(void)number_text(view->language, (double)same, 0, count);
	(void)fprintf(out, "%s\n",
		      text_fill(text, sizeof text, view->language,
				T_COMPARE_SAME, WITH(count)));
}

void compare_print(const struct pairs *pairs, enum language language, FILE *out)
{
	const struct compare_view view = {pairs, language, out};

	print_head(&view);
	print_headlines(&view);
	print_keys(&view);
	print_figures(&view);
}
