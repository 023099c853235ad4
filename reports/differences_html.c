/*
 * differences_html.c - variants side by side as a page of its own.
 */
#include <math.h>
#include <stdlib.h>

#include "reports/charts.h"
#include "reports/differences.h"
#include "reports/page.h"
#include "reports/run_file.h"

#define ROWS_MAX 32

static void say(const struct differences_view *view, const char *class_name,
		enum text id, const char *const *with)
{
	char line[DIFFERENCES_LINE];

	page_line(view->out, class_name,
		  text_fill(line, sizeof line, view->language, id, with));
}

static void put_head(const struct differences_view *view)
{
	const struct summary base = differences_of(view, 0);
	FILE *out = view->out;
	char from[NUMBER_SIZE], to[NUMBER_SIZE], count[NUMBER_SIZE],
	    seed[NUMBER_SIZE], name[DIFFERENCES_LINE],
	    line[DIFFERENCES_LINE + 8];

	page_head(out, language_name(view->language),
		  differences_text(view, T_DIFF_TITLE));
	(void)fprintf(out, "<header><h1>%s</h1>\n",
		      differences_text(view, T_DIFF_TITLE));
	for (unsigned i = 0; i < view->count; i++) {
		(void)snprintf(line, sizeof line, "%s: %s",
			       differences_letter(i),
			       differences_name(view, i, name));
		page_line(out, "", line);
	}
	(void)snprintf(seed, sizeof seed, "%.0f",
		       summary_number(&view->all, "seed"));
	say(view, "soft", T_DIFF_WINDOW,
	    WITH(number_minute(view->language, summary_text(&base, "from"),
			       from),
		 number_minute(view->language, summary_text(&base, "to"), to),
		 summary_text(&view->all, "clock"),
		 number_text(view->language,
			     summary_number(&view->all, "replications"), 0,
			     count),
		 seed));
	(void)fputs("</header>\n", out);
}

struct figure_words {
	enum text question, note, alt;
};

/* Writes a chart in both its forms, and frees them.  False: there is none. */
static bool put_chart(const struct differences_view *view,
		      const struct figure_words *words, char *drawn,
		      char *small, const struct page_key *keys,
		      size_t key_count)
{
	bool opened = drawn != NULL && small != NULL;

	if (opened) {
		page_figure(view->out, differences_text(view, words->question),
			    differences_text(view, words->note));
		page_keys(view->out, keys, key_count);
		page_svg(view->out, differences_text(view, words->alt), drawn,
			 small, NULL);
	}
	free(drawn);
	free(small);
	return opened;
}

/* --- what each earns ------------------------------------------------------ */

static const char *colour_of(enum text verdict)
{
	return verdict == T_VERDICT_BETTER  ? COLOUR_INCOME
	       : verdict == T_VERDICT_WORSE ? COLOUR_UNSERVED
					    : COLOUR_TAKEN;
}

struct months {
	struct chart_change list[ROWS_MAX];
	char texts[ROWS_MAX][NUMBER_SIZE + 8];
	size_t count;
	bool better, worse, other;
};

/* In per cent of what the base earns. */
static void add_month(const struct differences_view *view, unsigned i,
		      double base, struct months *to)
{
	struct difference_shown month;
	char number[NUMBER_SIZE];
	double percent = 100 / fabs(base);

	if (!differences_find(view, i, "margin_per_month_eur", &month) ||
	    !isfinite(month.interval.mean) || to->count == ROWS_MAX)
		return;
	(void)snprintf(to->texts[to->count], sizeof to->texts[0], "%s EUR",
		       number_signed(view->language, month.interval.mean,
				     month.decimals, number));
	to->list[to->count] = (struct chart_change){
	    differences_letter(i),
	    colour_of(month.verdict),
	    to->texts[to->count],
	    percent * month.interval.mean,
	    {0, percent * month.interval.low, percent * month.interval.high,
	     month.interval.known}};
	to->count++;
	to->better = to->better || month.verdict == T_VERDICT_BETTER;
	to->worse = to->worse || month.verdict == T_VERDICT_WORSE;
	to->other = to->other || (month.verdict != T_VERDICT_BETTER &&
				  month.verdict != T_VERDICT_WORSE);
}

static size_t month_keys(const struct differences_view *view,
			 const struct months *months, struct page_key keys[3])
{
	size_t count = 0;

	if (months->better)
		keys[count++] =
		    (struct page_key){differences_text(view, T_VERDICT_BETTER),
				      COLOUR_INCOME, NULL};
	if (months->worse)
		keys[count++] =
		    (struct page_key){differences_text(view, T_VERDICT_WORSE),
				      COLOUR_UNSERVED, NULL};
	if (months->other)
		keys[count++] = (struct page_key){
		    differences_text(view, summary_true(&view->all, "judged")
					       ? T_VERDICT_NOISE
					       : T_VERDICT_NONE),
		    COLOUR_TAKEN, NULL};
	return count;
}

static bool put_months(const struct differences_view *view,
		       struct error_text *error)
{
	static const struct figure_words words = {T_DIFF_QUESTION, T_DIFF_NOTE,
						  T_DIFF_ALT};
	struct months *months = calloc(1, sizeof *months);
	struct chart wide = {"changes", 1040, 0, view->language, true},
		     narrow = {"changesnarrow", 390, 0, view->language, false};
	const char *unit = differences_text(view, T_COMPARE_PERCENT);
	char *drawn = NULL, *small = NULL;
	struct difference_shown base;
	struct page_key keys[3];
	bool opened;

	if (months == NULL)
		return error_set(error, "out of memory");
	if (differences_find(view, 0, "margin_per_month_eur", &base) &&
	    isfinite(base.value) && fabs(base.value) > 1e-9)
		for (unsigned i = 1; i < view->count; i++)
			add_month(view, i, base.value, months);
	wide.height = narrow.height = 80 + 34 * (int)months->count;
	if (months->count > 0) {
		drawn = chart_changes(&wide, months->list, months->count, unit,
				      error);
		small = chart_changes(&narrow, months->list, months->count,
				      unit, error);
	}
	opened = put_chart(view, &words, drawn, small, keys,
			   month_keys(view, months, keys));
	free(months);
	return opened;
}

static void put_overview(const struct differences_view *view)
{
	const char *columns[] = {differences_text(view, T_DIFF_COLUMN_WHAT),
				 differences_text(view, T_DIFF_COLUMN_HERE),
				 differences_text(view, T_DIFF_COLUMN_MORE),
				 differences_text(view, T_COLUMN_VERDICT),
				 differences_text(view, T_DIFF_COLUMN_PROMISE),
				 NULL};
	FILE *out = view->out;
	char text[DIFFERENCES_SIZE], name[DIFFERENCES_LINE],
	    label[DIFFERENCES_LINE + 8];

	page_table(out, differences_text(view, T_DIFF_COLUMN_MONTH), columns);
	for (unsigned i = 0; i < view->count; i++) {
		struct difference_shown month;

		if (!differences_find(view, i, "margin_per_month_eur", &month))
			continue;
		(void)snprintf(label, sizeof label, "%s: %s",
			       differences_letter(i),
			       differences_name(view, i, name));
		page_row(out, label);
		page_cell(out, differences_value(view, &month, text));
		page_cell(out,
			  i > 0 ? differences_change(view, &month, text) : "-");
		page_cell(out,
			  i > 0 ? differences_text(view, month.verdict) : "-");
		page_cell(out,
			  differences_text(view, differences_promise(view, i)));
		page_row_end(out);
	}
	page_table_end(out);
}

/* --- how long players wait ------------------------------------------------ */

static double wait_of(const struct differences_view *view, unsigned i,
		      const char *key)
{
	struct difference_shown wait;

	return differences_find(view, i, key, &wait) ? wait.value : (double)NAN;
}

static void put_waits(const struct differences_view *view,
		      struct error_text *error)
{
	static const struct figure_words words = {
	    T_DIFF_WAITS_QUESTION, T_DIFF_WAITS_NOTE, T_DIFF_WAITS_ALT};
	const struct summary base = differences_of(view, 0);
	double promise_s = summary_number(&base, "promise.wait_p95_s");
	struct chart wide = {"waits", 1040, 0, view->language, true},
		     narrow = {"waitsnarrow", 390, 0, view->language, false};
	struct chart_quantiles rows[ROWS_MAX];
	const struct page_key keys[] = {
	    {"p50", NULL, "\xe2\x97\x8f"}, /* disc */
	    {differences_text(view, T_KEY_P95), NULL,
	     "\xe2\x97\x86"},	       /* diamond */
	    {"p99", NULL, "\xc3\x97"}, /* cross */
	};
	char seconds[NUMBER_SIZE], promise[DIFFERENCES_LINE];
	const char *unit = differences_text(view, T_SECONDS);
	char *drawn = NULL, *small = NULL;
	size_t count = 0;

	for (unsigned i = 0; i < view->count && count < ROWS_MAX; i++) {
		struct chart_quantiles row = {
		    differences_letter(i), wait_of(view, i, "wait_seconds.p50"),
		    wait_of(view, i, "wait_seconds.p95"),
		    wait_of(view, i, "wait_seconds.p99")};

		if (!isnan(row.p50_s) && !isnan(row.p95_s) && !isnan(row.p99_s))
			rows[count++] = row;
	}
	(void)text_fill(promise, sizeof promise, view->language,
			T_WAITS_PROMISED,
			WITH(number_short(view->language, promise_s, seconds)));
	wide.height = narrow.height = 100 + 38 * (int)count;
	if (count > 0 && promise_s > 0) {
		drawn = chart_waits(&wide, rows, count, promise_s, promise,
				    unit, error);
		small = chart_waits(&narrow, rows, count, promise_s, promise,
				    unit, error);
	}
	if (put_chart(view, &words, drawn, small, keys,
		      sizeof keys / sizeof keys[0]))
		(void)fputs("</figure>\n", view->out);
}

static void put_answer(const struct differences_view *view,
		       struct error_text *error)
{
	char line[DIFFERENCES_LINE];

	page_section(view->out, "answer",
		     differences_text(view, T_DIFF_ANSWER_HEADING));
	page_line(view->out, "lead", differences_lead(view, line));
	for (unsigned i = 0; differences_note(view, i, line) != NULL; i++)
		if (line[0] != '\0')
			page_line(view->out, "soft", line);
	if (put_months(view, error)) {
		put_overview(view);
		(void)fputs("</figure>\n", view->out);
	} else {
		put_overview(view);
	}
	put_waits(view, error);
	page_section_end(view->out);
}

/* --- every figure --------------------------------------------------------- */

static void put_table(const struct differences_view *view, unsigned i)
{
	const char *columns[] = {differences_text(view, T_COLUMN_FIGURE),
				 differences_text(view, T_COLUMN_UNIT),
				 differences_text(view, T_DIFF_COLUMN_HERE),
				 differences_text(view, T_DIFF_COLUMN_MORE),
				 differences_text(view, T_COLUMN_VERDICT),
				 NULL};
	FILE *out = view->out;
	char text[DIFFERENCES_SIZE], name[DIFFERENCES_LINE],
	    caption[DIFFERENCES_LINE + 8];

	(void)snprintf(caption, sizeof caption, "%s: %s", differences_letter(i),
		       differences_name(view, i, name));
	if (i == 0)
		columns[3] = NULL;
	page_table(out, caption, columns);
	for (unsigned f = 0; f < differences_figures(view); f++) {
		struct difference_shown shown = differences_figure(view, i, f);

		if (isnan(shown.value))
			continue;
		page_row(out, shown.label);
		page_cell(out, wording_unit(view->language, shown.unit));
		page_cell(out, i == 0
				   ? differences_value_range(view, &shown, text)
				   : differences_value(view, &shown, text));
		if (i > 0) {
			page_cell(out, differences_change(view, &shown, text));
			page_cell(out, differences_text(view, shown.verdict));
		}
		page_row_end(out);
	}
	page_table_end(out);
	(void)snprintf(caption, sizeof caption, "%s: %s",
		       differences_text(view, T_STATIC_PROMISE),
		       differences_text(view, differences_promise(view, i)));
	page_line(out, "", caption);
}

static void put_reproduce(const struct differences_view *view)
{
	FILE *out = view->out;

	page_section(out, "reproduce",
		     differences_text(view, T_DIFF_REPRODUCE_HEADING));
	for (unsigned i = 0; i < view->count; i++) {
		const struct summary part = differences_of(view, i);

		(void)fprintf(out, "<p>%s</p>\n<pre><code>",
			      differences_letter(i));
		page_text(out, summary_text(&part, "command"));
		(void)fprintf(out, "</code></pre>\n<p class=\"soft\">%s ",
			      differences_text(view, T_FACT_DIGEST));
		page_text(out, summary_text(&part, "digest"));
		(void)fputs("</p>\n", out);
	}
	(void)fprintf(out, "<p>%s</p>\n<pre><code>",
		      differences_text(view, T_DIFF_ITSELF));
	page_text(out, summary_text(&view->all, "command_line"));
	(void)fprintf(out, "</code></pre>\n<p class=\"soft\">%s ",
		      differences_text(view, T_FACT_VERSION));
	page_text(out, summary_text(&view->all, "engine_version"));
	(void)fputs("</p>\n", out);
	page_section_end(out);
}

bool differences_html_write(const struct differences_view *view,
			    struct error_text *error)
{
	struct differences_view page = *view;
	char name[RUN_PAGE_NAME_SIZE];
	struct run_file file;

	if (!run_file_open(&file, view->all.directory,
			   run_page_name("compare", view->language, name),
			   error))
		return false;
	page.out = file.out;
	put_head(&page);
	put_answer(&page, error);
	page_section(page.out, "figures",
		     differences_text(&page, T_DIFF_FIGURES_HEADING));
	for (unsigned i = 0; i < page.count; i++)
		put_table(&page, i);
	page_section_end(page.out);
	put_reproduce(&page);
	page_foot(page.out);
	return run_file_finish(&file, error->text[0] == '\0', error);
}
