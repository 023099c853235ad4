/*
 * compare_terminal.c - two runs as a table of 80 columns.
 */
#include <math.h>
#include <string.h>

#include "reports/compare.h"

#define WIDTH 80

/* Words in lines of WIDTH. */
static void wrapped(FILE *out, const char *text)
{
	size_t column = 0;

	while (*text != '\0') {
		size_t word = strcspn(text, " ");

		if (column > 0 && column + 1 + word > WIDTH) {
			(void)fputc('\n', out);
			column = 0;
		}
		column += (size_t)fprintf(out, "%s%.*s", column > 0 ? " " : "",
					  (int)word, text);
		text += word;
		text += strspn(text, " ");
	}
	(void)fputc('\n', out);
}

static void head(const struct pairs *pairs, FILE *out)
{
	const struct summary *a = &pairs->a, *b = &pairs->b;
	char text[512];

	(void)fputc('\n', out);
	wrapped(out, text_fill(text, sizeof text, T_COMPARE_A,
			       WITH(summary_text(a, "title"), a->directory)));
	wrapped(out, text_fill(text, sizeof text, T_COMPARE_B,
			       WITH(summary_text(b, "title"), b->directory)));
	wrapped(out, compare_pairing(pairs, text, sizeof text));
	if (!pairs->varies)
		wrapped(out, text_of(T_COMPARE_ONE));
}

static void headline(const struct pairs *pairs,
		     const struct compare_headline *h, FILE *out)
{
	const struct pair_figure *f = pairs_find(pairs, h->key);
	char a[COMPARE_SIZE], b[COMPARE_SIZE], d[COMPARE_SIZE];

	if (f == NULL || (isnan(f->a) && isnan(f->b)))
		return;
	(void)fprintf(
	    out, "%-21s %-3s %8s %8s  %-25s %s\n", text_of(h->label), h->unit,
	    compare_number(h->scale * f->a, h->decimals, a),
	    compare_number(h->scale * f->b, h->decimals, b),
	    compare_difference(&f->difference, h->scale, h->decimals, d),
	    text_of(f->verdict));
}

static void headlines(const struct pairs *pairs, FILE *out)
{
	(void)fprintf(out, "\n%-25s %8s %8s  %-25s %s\n", "", "A", "B",
		      text_of(T_COLUMN_DIFFERENCE), text_of(T_COLUMN_VERDICT));
	for (size_t i = 0; i < compare_headline_count; i++)
		headline(pairs, &compare_headlines[i], out);
	(void)fprintf(out, "%-25s %8s %8s\n", text_of(T_STATIC_PROMISE),
		      text_of(compare_promise(&pairs->a)),
		      text_of(compare_promise(&pairs->b)));
}

static void keys(const struct pairs *pairs, FILE *out)
{
	(void)fprintf(out, "\n%s\n", text_of(T_COMPARE_KEYS_HEADING) + 3);
	for (size_t i = 0; i < pairs->key_count; i++)
		(void)fprintf(out, "  %s\n    A %.74s\n    B %.74s\n",
			      pairs->keys[i].key, pairs->keys[i].a,
			      pairs->keys[i].b);
	if (pairs->key_count == 0)
		(void)fprintf(out, "  %s\n", text_of(T_COMPARE_NO_KEYS));
}

/* "wait_seconds.p95" -> 13; 0: no group */
static size_t group_of(const char *key)
{
	size_t dot = strcspn(key, ".");

	return key[dot] == '.' ? dot + 1 : 0;
}

static void figure(const struct pair_figure *f, FILE *out)
{
	int decimals = compare_decimals(f);
	char a[COMPARE_SIZE], b[COMPARE_SIZE], d[COMPARE_SIZE],
	    half[COMPARE_SIZE] = "";
	struct run_interval alone = f->difference;
	size_t group = group_of(f->key);

	alone.known = false;
	if (f->difference.known && !isnan(f->difference.mean))
		(void)snprintf(half, sizeof half, "+-%.*f", decimals,
			       (f->difference.high - f->difference.low) / 2);
	(void)fprintf(out, "%s%-*s %9s %9s %9s %9s  %s\n",
		      group > 0 ? "  " : "", group > 0 ? 23 : 25,
		      f->key + group, compare_number(f->a, decimals, a),
		      compare_number(f->b, decimals, b),
		      compare_difference(&alone, 1, decimals, d), half,
		      text_of(f->verdict));
}

static void figures(const struct pairs *pairs, FILE *out)
{
	const char *last = "";
	size_t same = 0;
	char count[COMPARE_SIZE], text[256];

	(void)fprintf(out, "\n%-25s %9s %9s %9s %9s  %s\n",
		      text_of(T_COMPARE_CHANGED), "A", "B",
		      text_of(T_COLUMN_DIFFERENCE), "95 %",
		      text_of(T_COLUMN_VERDICT));
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
		figure(f, out);
	}
	(void)snprintf(count, sizeof count, "%zu", same);
	(void)fprintf(
	    out, "%s\n",
	    text_fill(text, sizeof text, T_COMPARE_SAME, WITH(count)));
}

void compare_print(const struct pairs *pairs, FILE *out)
{
	head(pairs, out);
	headlines(pairs, out);
	keys(pairs, out);
	figures(pairs, out);
}
