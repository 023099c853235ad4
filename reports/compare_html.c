/*
 * compare_html.c - two runs as a page of its own.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/charts.h"
#include "reports/compare.h"
#include "reports/page.h"
#include "reports/run_file.h"
#include "reports/wording.h"

#define LINE_SIZE 1024

static void put_compare_line(const struct compare_view *view,
			     const char *class_name, enum text id,
			     const char *const *with)
{
	char line[LINE_SIZE];

	page_line(view->out, class_name,
		  text_fill(line, sizeof line, view->language, id, with));
}

/* A name, not an amount: never grouped. */
static char *seed_of(const struct summary *summary, char *out)
{
	(void)snprintf(out, COMPARE_SIZE, "%.0f",
		       summary_number(summary, "seed"));
	return out;
}

static void put_compare_head(const struct compare_view *view)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;
	const struct summary *a = &pairs->a, *b = &pairs->b;
	char from[NUMBER_SIZE], to[NUMBER_SIZE], na[COMPARE_SIZE],
	    nb[COMPARE_SIZE], sa[COMPARE_SIZE], sb[COMPARE_SIZE],
	    words[WORDING_SIZE];

	page_head(out, language_name(view->language),
		  compare_text(view, T_COMPARE_TITLE));
	(void)fprintf(out, "<header><h1>%s</h1>\n",
		      compare_text(view, T_COMPARE_TITLE));
	put_compare_line(view, "", T_COMPARE_A,
			 WITH(wording_own(a, view->language, "title", words),
			      summary_text(a, "command_line")));
	put_compare_line(view, "", T_COMPARE_B,
			 WITH(wording_own(b, view->language, "title", words),
			      summary_text(b, "command_line")));
	put_compare_line(
	    view, "soft", T_COMPARE_WINDOW,
	    WITH(number_minute(view->language, summary_text(a, "from"), from),
		 number_minute(view->language, summary_text(a, "to"), to),
		 summary_text(a, "clock"),
		 compare_number(view, summary_number(a, "replications"), 0, na),
		 compare_number(view, summary_number(b, "replications"), 0, nb),
		 seed_of(a, sa), seed_of(b, sb)));
	(void)fputs("</header>\n", out);
}

static void table_head(const struct compare_view *view, const char *caption)
{
	const char *columns[] = {compare_text(view, T_COLUMN_FIGURE),
				 compare_text(view, T_COLUMN_UNIT),
				 "A",
				 "B",
				 compare_text(view, T_COLUMN_DIFFERENCE),
				 compare_text(view, T_COLUMN_VERDICT),
				 NULL};

	page_table(view->out, caption, columns);
}

static void put_compare_row(const struct compare_view *view, const char *label,
			    const char *unit, const struct pair_figure *f,
			    double scale, int decimals)
{
	FILE *out = view->out;
	char text[COMPARE_SIZE];

	page_row(out, label);
	page_cell(out, wording_unit(view->language, unit));
	page_cell(out, compare_number(view, scale * f->a, decimals, text));
	page_cell(out, compare_number(view, scale * f->b, decimals, text));
	page_cell(out, compare_difference(view, &f->difference, scale, decimals,
					  text));
	page_cell(out, compare_text(view, f->verdict));
	page_row_end(out);
}

/* --- the answer ----------------------------------------------------------- */

/* How much a figure changes: a share by its points, others by what they were
 * or are. */
static double size_of_change(const struct compare_headline *h,
			     const struct pair_figure *f)
{
	double of = fmax(fabs(f->a), fabs(f->b));

	if (f->verdict != T_VERDICT_BETTER && f->verdict != T_VERDICT_WORSE)
		return 0;
	if (strcmp(h->unit, "%") == 0)
		return fabs(f->difference.mean);
	return of > 0 ? fabs(f->difference.mean) / of : 0;
}

/* NULL: nothing changes by more than chance. */
static const struct compare_headline *
largest_change(const struct pairs *pairs, const struct pair_figure **figure)
{
	const struct compare_headline *found = NULL;
	double most = 0;

	for (size_t i = 0; i < compare_headline_count; i++) {
		const struct compare_headline *h = &compare_headlines[i];
		const struct pair_figure *f = pairs_find(pairs, h->key);

		if (f == NULL || size_of_change(h, f) <= most)
			continue;
		most = size_of_change(h, f);
		found = h;
		*figure = f;
	}
	return found;
}

static char *with_unit(const struct compare_view *view,
		       const struct compare_headline *h, double value,
		       char *out)
{
	char number[COMPARE_SIZE];

	(void)snprintf(
	    out, COMPARE_SIZE, "%.100s %.20s",
	    compare_number(view, h->scale * value, h->decimals, number),
	    h->unit);
	return out;
}

static void put_lead(const struct compare_view *view, const char *difference)
{
	const struct pairs *pairs = view->pairs;
	const struct pair_figure *f = NULL;
	const struct compare_headline *h = largest_change(pairs, &f);
	char line[LINE_SIZE], earns[LINE_SIZE], a[COMPARE_SIZE],
	    b[COMPARE_SIZE];

	if (h != NULL)
		(void)text_fill(line, sizeof line / 2, view->language,
				T_COMPARE_LARGEST,
				WITH(compare_text(view, h->label),
				     with_unit(view, h, f->a, a),
				     with_unit(view, h, f->b, b),
				     compare_text(view, f->verdict)));
	else
		(void)snprintf(
		    line, sizeof line, "%s",
		    pairs->varies ? compare_text(view, T_COMPARE_NONE) : "");
	(void)text_fill(
	    earns, sizeof earns, view->language, T_COMPARE_ANSWER,
	    WITH(compare_text(view, compare_answer(pairs)), difference));
	(void)snprintf(line + strlen(line), sizeof line - strlen(line), "%s",
		       earns);
	page_line(view->out, "lead", line);
}

/* --- changes as a chart --------------------------------------------------- */

static const char *colour_of(enum text verdict)
{
	return verdict == T_VERDICT_BETTER  ? COLOUR_INCOME
	       : verdict == T_VERDICT_WORSE ? COLOUR_UNSERVED
					    : COLOUR_TAKEN;
}

struct changes {
	struct chart_change list[16];
	char texts[16][COMPARE_SIZE];
	size_t count;
	bool better, worse, other;
};

/* Nothing can be said in per cent of nothing. */
static bool is_drawn(const struct pair_figure *f)
{
	return f != NULL && isfinite(f->a) && isfinite(f->difference.mean) &&
	       fabs(f->a) > 1e-9;
}

static void find_changes(const struct compare_view *view, struct changes *out)
{
	for (size_t i = 0; i < compare_headline_count && out->count < 16; i++) {
		const struct compare_headline *h = &compare_headlines[i];
		const struct pair_figure *f = pairs_find(view->pairs, h->key);
		struct chart_change *change = &out->list[out->count];
		char number[COMPARE_SIZE];
		double percent;

		if (!is_drawn(f))
			continue;
		percent = 100 / fabs(f->a);
		(void)snprintf(
		    out->texts[out->count], COMPARE_SIZE, "%.100s %.20s",
		    number_signed(view->language, h->scale * f->difference.mean,
				  h->decimals, number),
		    h->unit);
		*change = (struct chart_change){compare_text(view, h->label),
						colour_of(f->verdict),
						out->texts[out->count],
						percent * f->difference.mean,
						{0, percent * f->difference.low,
						 percent * f->difference.high,
						 f->difference.known}};
		out->better = out->better || f->verdict == T_VERDICT_BETTER;
		out->worse = out->worse || f->verdict == T_VERDICT_WORSE;
		out->other = out->other || f->verdict == T_VERDICT_NOISE ||
			     f->verdict == T_VERDICT_NONE;
		out->count++;
	}
}

static void put_change_keys(const struct compare_view *view,
			    const struct changes *changes)
{
	struct page_key keys[3];
	size_t count = 0;

	if (changes->better)
		keys[count++] = (struct page_key){
		    compare_text(view, T_VERDICT_BETTER), COLOUR_INCOME, NULL};
	if (changes->worse)
		keys[count++] = (struct page_key){
		    compare_text(view, T_VERDICT_WORSE), COLOUR_UNSERVED, NULL};
	if (changes->other)
		keys[count++] = (struct page_key){
		    compare_text(view, view->pairs->varies ? T_VERDICT_NOISE
							   : T_VERDICT_NONE),
		    COLOUR_TAKEN, NULL};
	page_keys(view->out, keys, count);
}

/* Opens a figure for the table behind it.  False: there is nothing to draw, or
 * it cannot be drawn. */
static bool put_changes(const struct compare_view *view,
			struct error_text *error)
{
	struct changes *changes = calloc(1, sizeof *changes);
	struct chart wide = {"changes", 1040, 0, view->language, true},
		     narrow = {"changesnarrow", 390, 0, view->language, false};
	char *drawn = NULL, *small = NULL;
	bool opened;

	if (changes == NULL)
		return error_set(error, "out of memory");
	find_changes(view, changes);
	wide.height = narrow.height = 80 + 28 * (int)changes->count;
	if (changes->count > 0) {
		drawn =
		    chart_changes(&wide, changes->list, changes->count,
				  compare_text(view, T_COMPARE_PERCENT), error);
		small =
		    chart_changes(&narrow, changes->list, changes->count,
				  compare_text(view, T_COMPARE_PERCENT), error);
	}
	opened = drawn != NULL && small != NULL;
	if (opened) {
		page_figure(view->out, compare_text(view, T_COMPARE_QUESTION),
			    compare_text(view, view->pairs->varies
						   ? T_COMPARE_NOTE
						   : T_COMPARE_NOTE_ONE));
		put_change_keys(view, changes);
		page_svg(view->out, compare_text(view, T_COMPARE_ALT), drawn,
			 small, NULL);
	}
	free(drawn);
	free(small);
	free(changes);
	return opened;
}

static bool put_compare_answer(const struct compare_view *view,
			       struct error_text *error)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;
	const struct pair_figure *margin = pairs_find(pairs, "margin_eur");
	char difference[COMPARE_SIZE] = "-", line[LINE_SIZE];
	bool opened;

	page_section(out, "answer",
		     compare_text(view, T_COMPARE_ANSWER_HEADING));
	if (margin != NULL)
		(void)compare_difference(view, &margin->difference, 1, 2,
					 difference);
	put_lead(view, difference);
	put_compare_line(view, "", T_COMPARE_PROMISE,
			 WITH(compare_text(view, compare_promise(&pairs->a)),
			      compare_text(view, compare_promise(&pairs->b))));
	page_line(out, pairs->paired ? "soft" : "bad",
		  compare_pairing(view, line, sizeof line));
	if (!pairs->varies)
		put_compare_line(view, "bad", T_COMPARE_ONE, NULL);
	opened = put_changes(view, error);
	table_head(view, compare_text(view, T_COMPARE_HEADLINES));
	for (size_t i = 0; i < compare_headline_count; i++) {
		const struct compare_headline *h = &compare_headlines[i];
		const struct pair_figure *f = pairs_find(pairs, h->key);

		if (f != NULL && !(isnan(f->a) && isnan(f->b)))
			put_compare_row(view, compare_text(view, h->label),
					h->unit, f, h->scale, h->decimals);
	}
	page_row(out, compare_text(view, T_STATIC_PROMISE));
	page_cell(out, "");
	page_cell(out, compare_text(view, compare_promise(&pairs->a)));
	page_cell(out, compare_text(view, compare_promise(&pairs->b)));
	page_cell(out, "-");
	page_cell(out, "-");
	page_row_end(out);
	page_table_end(out);
	if (opened)
		(void)fputs("</figure>\n", out);
	if (error->text[0] == '\0')
		(void)compare_late_write(view, error);
	page_section_end(out);
	return error->text[0] == '\0';
}

static void put_compare_keys(const struct compare_view *view)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;
	const char *columns[] = {compare_text(view, T_COLUMN_KEY), "A", "B",
				 NULL};

	page_section(out, "keys", compare_text(view, T_COMPARE_KEYS_HEADING));
	if (pairs->key_count == 0) {
		put_compare_line(view, "", T_COMPARE_NO_KEYS, NULL);
		page_section_end(out);
		return;
	}
	(void)fputs("<div class=\"words\">\n", out);
	page_table(out, NULL, columns);
	for (size_t i = 0; i < pairs->key_count; i++) {
		page_row(out, pairs->keys[i].key);
		page_cell(out, pairs->keys[i].a);
		page_cell(out, pairs->keys[i].b);
		page_row_end(out);
	}
	page_table_end(out);
	(void)fputs("</div>\n", out);
	page_section_end(out);
}

static void put_compare_figures(const struct compare_view *view)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;
	size_t same = 0;
	char count[COMPARE_SIZE], words[WORDING_SIZE];

	page_section(out, "figures",
		     compare_text(view, T_COMPARE_FIGURES_HEADING));
	table_head(view, compare_text(view, T_COMPARE_CHANGED));
	for (size_t i = 0; i < pairs->figure_count; i++) {
		const struct pair_figure *f = &pairs->figures[i];

		same += f->same;
		if (!f->same)
			put_compare_row(
			    view, wording_figure(view->language, f->key, words),
			    f->unit, f, 1, compare_decimals(f));
	}
	page_table_end(out);
	put_compare_line(view, "soft", T_COMPARE_SAME,
			 WITH(compare_number(view, (double)same, 0, count)));
	page_section_end(out);
}

static void put_reproduce(const struct compare_view *view)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;
	const struct summary *runs[] = {&pairs->a, &pairs->b};

	page_section(out, "reproduce",
		     compare_text(view, T_COMPARE_REPRODUCE_HEADING));
	for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
		(void)fputs("<pre><code>", out);
		page_text(out, summary_text(runs[i], "command_line"));
		(void)fprintf(out, "</code></pre>\n<p class=\"soft\">%s ",
			      compare_text(view, T_FACT_DIGEST));
		page_text(out, summary_text(runs[i], "digest"));
		(void)fprintf(out, ", %s ", compare_text(view, T_FACT_VERSION));
		page_text(out, summary_text(runs[i], "engine_version"));
		(void)fputs("</p>\n", out);
	}
	page_section_end(out);
}

bool compare_html_write(const struct pairs *pairs, enum language language,
			struct error_text *error)
{
	struct compare_view view = {pairs, language, NULL};
	char name[RUN_PAGE_NAME_SIZE];
	struct run_file file;
	bool good;

	if (!run_file_open(&file, pairs->b.directory,
			   run_page_name("compare", language, name), error))
		return false;
	view.out = file.out;
	put_compare_head(&view);
	good = put_compare_answer(&view, error);
	put_compare_keys(&view);
	put_compare_figures(&view);
	put_reproduce(&view);
	page_foot(view.out);
	return run_file_finish(&file, good, error);
}
