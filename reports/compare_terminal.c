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

static void print_headline(const struct compare_view *view,
			   const struct compare_headline *h)
{
	const struct pair_figure *f = pairs_find(view->pairs, h->key);
	char text[COMPARE_SIZE];
	FILE *out = view->out;

	if (f == NULL || (isnan(f->a) && isnan(f->b)))
		return;
	columns_left(out, compare_text(view, h->label), 22);
	columns_left(out, h->unit, 3);
	columns_right(
	    out, compare_number(view, h->scale * f->a, h->decimals, text), 9);
	columns_right(
	    out, compare_number(view, h->scale * f->b, h->decimals, text), 9);
	(void)fputs("  ", out);
	columns_left(out,
		     compare_difference(view, &f->difference, h->scale,
					h->decimals, text),
		     25);
	(void)fprintf(out, " %s\n", compare_text(view, f->verdict));
}

static void print_headlines(const struct compare_view *view)
{
	FILE *out = view->out;

	(void)fprintf(out, "\n%-25s %8s %8s  ", "", "A", "B");
	columns_left(out, compare_text(view, T_COLUMN_DIFFERENCE), 25);
	(void)fprintf(out, " %s\n", compare_text(view, T_COLUMN_VERDICT));
	for (size_t i = 0; i < compare_headline_count; i++)
		print_headline(view, &compare_headlines[i]);
	columns_left(out, compare_text(view, T_STATIC_PROMISE), 25);
	columns_right(out, compare_text(view, compare_promise(&view->pairs->a)),
		      9);
	columns_right(out, compare_text(view, compare_promise(&view->pairs->b)),
		      9);
	(void)fputc('\n', out);
}

static void print_keys(const struct compare_view *view)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;
	(void)fprintf(out, "\n%s\n",
		      compare_text(view, T_COMPARE_KEYS_HEADING) + 3);
	for (size_t i = 0; i < pairs->key_count; i++)
		(void)fprintf(out, "  %s\n    A %.74s\n    B %.74s\n",
			      pairs->keys[i].key, pairs->keys[i].a,
			      pairs->keys[i].b);
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
	int decimals = compare_decimals(f);
	char text[COMPARE_SIZE], half[COMPARE_SIZE + 2] = "";
	struct run_interval alone = f->difference;
	size_t group = group_of(f->key);
	FILE *out = view->out;

	alone.known = false;
	if (f->difference.known && !isnan(f->difference.mean))
		(void)snprintf(
		    half, sizeof half, "+-%s",
		    compare_number(view,
				   (f->difference.high - f->difference.low) / 2,
				   decimals, text));
	(void)fputs(group > 0 ? "  " : "", out);
	columns_left(out, f->key + group, group > 0 ? 23 : 25);
	columns_right(out, compare_number(view, f->a, decimals, text), 10);
	columns_right(out, compare_number(view, f->b, decimals, text), 10);
	columns_right(out, compare_difference(view, &alone, 1, decimals, text),
		      10);
	columns_right(out, half, 10);
	(void)fprintf(out, "  %s\n", compare_text(view, f->verdict));
}

static void print_figures(const struct compare_view *view)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;
	const char *last = "";
	size_t same = 0;
	char count[COMPARE_SIZE], text[256];

	(void)fputc('\n', out);
	columns_left(out, compare_text(view, T_COMPARE_CHANGED), 25);
	(void)fprintf(out, " %9s %9s %9s %9s  %s\n", "A", "B",
		      compare_text(view, T_COLUMN_DIFFERENCE), "95 %",
		      compare_text(view, T_COLUMN_VERDICT));
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
