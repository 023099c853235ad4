/*
 * compare_html.c - two runs as a page of its own.
 */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "reports/compare.h"
#include "reports/page.h"

#define PATH_SIZE 4352
#define LINE_SIZE 1024

static void say(FILE *out, const char *class_name, enum text id,
		const char *const *with)
{
	char line[LINE_SIZE];

	page_line(out, class_name, text_fill(line, sizeof line, id, with));
}

static void head(const struct pairs *pairs, FILE *out)
{
	const struct summary *a = &pairs->a, *b = &pairs->b;
	char na[COMPARE_SIZE], nb[COMPARE_SIZE], sa[COMPARE_SIZE],
	    sb[COMPARE_SIZE];

	page_head(out, text_of(T_LANGUAGE), text_of(T_COMPARE_TITLE));
	(void)fprintf(out, "<header><h1>%s</h1>\n", text_of(T_COMPARE_TITLE));
	say(out, "", T_COMPARE_A,
	    WITH(summary_text(a, "title"), summary_text(a, "command_line")));
	say(out, "", T_COMPARE_B,
	    WITH(summary_text(b, "title"), summary_text(b, "command_line")));
	say(out, "soft", T_COMPARE_WINDOW,
	    WITH(summary_text(a, "from"), summary_text(a, "to"),
		 summary_text(a, "clock"),
		 compare_number(summary_number(a, "replications"), 0, na),
		 compare_number(summary_number(b, "replications"), 0, nb),
		 compare_number(summary_number(a, "seed"), 0, sa),
		 compare_number(summary_number(b, "seed"), 0, sb)));
	(void)fputs("</header>\n", out);
}

static void table_head(FILE *out, const char *caption)
{
	const char *columns[] = {
	    text_of(T_COLUMN_FIGURE),	  text_of(T_COLUMN_UNIT),    "A", "B",
	    text_of(T_COLUMN_DIFFERENCE), text_of(T_COLUMN_VERDICT), NULL};

	page_table(out, caption, columns);
}

static void row(FILE *out, const char *label, const char *unit,
		const struct pair_figure *f, double scale, int decimals)
{
	char text[COMPARE_SIZE];

	page_row(out, label);
	page_cell(out, unit);
	page_cell(out, compare_number(scale * f->a, decimals, text));
	page_cell(out, compare_number(scale * f->b, decimals, text));
	page_cell(out,
		  compare_difference(&f->difference, scale, decimals, text));
	page_cell(out, text_of(f->verdict));
	page_row_end(out);
}

static void answer(const struct pairs *pairs, FILE *out)
{
	const struct pair_figure *margin = pairs_find(pairs, "margin_eur");
	char difference[COMPARE_SIZE] = "-", line[LINE_SIZE];

	page_section(out, "answer", text_of(T_COMPARE_ANSWER_HEADING));
	if (margin != NULL)
		(void)compare_difference(&margin->difference, 1, 2, difference);
	say(out, "lead", T_COMPARE_ANSWER,
	    WITH(text_of(compare_answer(pairs)), difference));
	say(out, "", T_COMPARE_PROMISE,
	    WITH(text_of(compare_promise(&pairs->a)),
		 text_of(compare_promise(&pairs->b))));
	page_line(out, pairs->paired ? "soft" : "bad",
		  compare_pairing(pairs, line, sizeof line));
	if (!pairs->varies)
		say(out, "bad", T_COMPARE_ONE, NULL);
	table_head(out, text_of(T_COMPARE_HEADLINES));
	for (size_t i = 0; i < compare_headline_count; i++) {
		const struct compare_headline *h = &compare_headlines[i];
		const struct pair_figure *f = pairs_find(pairs, h->key);

		if (f != NULL && !(isnan(f->a) && isnan(f->b)))
			row(out, text_of(h->label), h->unit, f, h->scale,
			    h->decimals);
	}
	page_row(out, text_of(T_STATIC_PROMISE));
	page_cell(out, "");
	page_cell(out, text_of(compare_promise(&pairs->a)));
	page_cell(out, text_of(compare_promise(&pairs->b)));
	page_cell(out, "-");
	page_cell(out, "-");
	page_row_end(out);
	page_table_end(out);
	page_section_end(out);
}

static void keys(const struct pairs *pairs, FILE *out)
{
	const char *columns[] = {text_of(T_COLUMN_KEY), "A", "B", NULL};

	page_section(out, "keys", text_of(T_COMPARE_KEYS_HEADING));
	if (pairs->key_count == 0) {
		say(out, "", T_COMPARE_NO_KEYS, NULL);
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

static void figures(const struct pairs *pairs, FILE *out)
{
	size_t same = 0;
	char count[COMPARE_SIZE];

	page_section(out, "figures", text_of(T_COMPARE_FIGURES_HEADING));
	table_head(out, text_of(T_COMPARE_CHANGED));
	for (size_t i = 0; i < pairs->figure_count; i++) {
		const struct pair_figure *f = &pairs->figures[i];

		same += f->same;
		if (!f->same)
			row(out, f->key, f->unit, f, 1, compare_decimals(f));
	}
	page_table_end(out);
	say(out, "soft", T_COMPARE_SAME,
	    WITH(compare_number((double)same, 0, count)));
	page_section_end(out);
}

static void reproduce(const struct pairs *pairs, FILE *out)
{
	const struct summary *runs[] = {&pairs->a, &pairs->b};

	page_section(out, "reproduce", text_of(T_COMPARE_REPRODUCE_HEADING));
	for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
		(void)fputs("<pre><code>", out);
		page_text(out, summary_text(runs[i], "command_line"));
		(void)fprintf(out, "</code></pre>\n<p class=\"soft\">%s ",
			      text_of(T_FACT_DIGEST));
		page_text(out, summary_text(runs[i], "digest"));
		(void)fprintf(out, ", %s ", text_of(T_FACT_VERSION));
		page_text(out, summary_text(runs[i], "engine_version"));
		(void)fputs("</p>\n", out);
	}
	page_section_end(out);
}

bool compare_html_write(const struct pairs *pairs, struct error_text *error)
{
	char path[PATH_SIZE], aside[PATH_SIZE + 16];
	bool good;
	FILE *out;

	(void)snprintf(path, sizeof path, "%s/compare.html",
		       pairs->b.directory);
	(void)snprintf(aside, sizeof aside, "%s.partial", path);
	out = fopen(aside, "w");
	if (out == NULL)
		return error_set(error, "%s: cannot be written: %s", aside,
				 strerror(errno));
	head(pairs, out);
	answer(pairs, out);
	keys(pairs, out);
	figures(pairs, out);
	reproduce(pairs, out);
	page_foot(out);
	good = ferror(out) == 0;
	good = fclose(out) == 0 && good;
	if (good && rename(aside, path) == 0)
		return true;
	(void)unlink(aside);
	return error_set(error, "%s: cannot be written; is the disk full?",
			 path);
}
