/*
 * compare_html.c - two runs as a page of its own.
 */
#include <math.h>
#include <string.h>

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
	    nb[COMPARE_SIZE], sa[COMPARE_SIZE], sb[COMPARE_SIZE];

	page_head(out, language_name(view->language),
		  compare_text(view, T_COMPARE_TITLE));
	(void)fprintf(out, "<header><h1>%s</h1>\n",
		      compare_text(view, T_COMPARE_TITLE));
	put_compare_line(
	    view, "", T_COMPARE_A,
	    WITH(summary_text(a, "title"), summary_text(a, "command_line")));
	put_compare_line(
	    view, "", T_COMPARE_B,
	    WITH(summary_text(b, "title"), summary_text(b, "command_line")));
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

static void put_compare_answer(const struct compare_view *view)
{
	const struct pairs *pairs = view->pairs;
	FILE *out = view->out;
	const struct pair_figure *margin = pairs_find(pairs, "margin_eur");
	char difference[COMPARE_SIZE] = "-", line[LINE_SIZE];

	page_section(out, "answer",
		     compare_text(view, T_COMPARE_ANSWER_HEADING));
	if (margin != NULL)
		(void)compare_difference(view, &margin->difference, 1, 2,
					 difference);
	put_compare_line(
	    view, "lead", T_COMPARE_ANSWER,
	    WITH(compare_text(view, compare_answer(pairs)), difference));
	put_compare_line(view, "", T_COMPARE_PROMISE,
			 WITH(compare_text(view, compare_promise(&pairs->a)),
			      compare_text(view, compare_promise(&pairs->b))));
	page_line(out, pairs->paired ? "soft" : "bad",
		  compare_pairing(view, line, sizeof line));
	if (!pairs->varies)
		put_compare_line(view, "bad", T_COMPARE_ONE, NULL);
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
	page_section_end(out);
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
	char count[COMPARE_SIZE];

	page_section(out, "figures",
		     compare_text(view, T_COMPARE_FIGURES_HEADING));
	table_head(view, compare_text(view, T_COMPARE_CHANGED));
	for (size_t i = 0; i < pairs->figure_count; i++) {
		const struct pair_figure *f = &pairs->figures[i];

		same += f->same;
		if (!f->same)
			put_compare_row(view, f->key, f->unit, f, 1,
					compare_decimals(f));
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
	struct run_file file;

	if (!run_file_open(&file, pairs->b.directory, "compare.html", error))
		return false;
	view.out = file.out;
	put_compare_head(&view);
	put_compare_answer(&view);
	put_compare_keys(&view);
	put_compare_figures(&view);
	put_reproduce(&view);
	page_foot(view.out);
	return run_file_finish(&file, true, error);
}
