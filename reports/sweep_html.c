/*
 * sweep_html.c - the page of a sweep.
 *
 * Its last line holds the hash of all lines above: so it is known to be as we
 * wrote it, and may be replaced.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/page.h"
#include "reports/sweep_response.h"
#include "reports/sweep_view.h"
#include "traces/base/aside.h"
#include "traces/base/file_text.h"
#include "traces/base/sha256.h"

#define MARK_BEFORE "<!-- conductor sweep "
#define MARK_AFTER " -->\n"
#define PAGE_MAX (64L << 20)
#define POINTS_SHOWN 500

/* --- where it is ---------------------------------------------------------- */

char *sweep_page_path(const char *path, enum language language,
		      char out[SWEEP_PAGE_SIZE])
{
	size_t length = strlen(path);

	if (length > 3 && strcmp(path + length - 3, ".db") == 0)
		length -= 3;
	(void)snprintf(out, SWEEP_PAGE_SIZE, "%.*s%s.html",
		       (int)(length < 4000 ? length : 4000), path,
		       language == LANGUAGE_EN ? "" : ".de");
	return out;
}

static void hash_of(const char *text, size_t size, char out[SHA256_TEXT_SIZE])
{
	struct sha256 hash;

	sha256_begin(&hash);
	sha256_add(&hash, text, size);
	sha256_end(&hash, out);
}

/* Does it end with the hash of what is above? */
static bool is_as_written(const char *page)
{
	FILE *file = fopen(page, "rbe");
	char *text = file != NULL ? file_text(file, PAGE_MAX) : NULL;
	char *mark = NULL, hash[SHA256_TEXT_SIZE];
	bool good = false;

	for (char *at = text; at != NULL && (at = strstr(at, MARK_BEFORE));
	     at++)
		mark = at;
	if (mark != NULL) {
		hash_of(text, (size_t)(mark - text), hash);
		mark += strlen(MARK_BEFORE);
		good = strncmp(mark, hash, strlen(hash)) == 0 &&
		       strcmp(mark + strlen(hash), MARK_AFTER) == 0;
	}
	free(text);
	if (file != NULL)
		(void)fclose(file);
	return good;
}

bool sweep_page_check(const char *page, bool force, struct error_text *error)
{
	return aside_check(
	    &(struct out_file){page, force || is_as_written(page)}, error);
}

/* --- the parts ------------------------------------------------------------ */

static void put_head(const struct sweep_view *view)
{
	FILE *out = view->out;
	char title[SWEEP_META], line[2 * SWEEP_META], from[SWEEP_META],
	    to[SWEEP_META], clock[SWEEP_META], count[SWEEP_META],
	    seed[SWEEP_META], from_text[NUMBER_SIZE], to_text[NUMBER_SIZE];

	(void)text_fill(line, sizeof line, view->language, T_SWEEP_TITLE,
			WITH(sweep_view_title(view, title)));
	page_head(out, language_name(view->language), line);
	(void)fputs("<header><h1>", out);
	page_text(out, line);
	(void)fputs("</h1>\n", out);
	page_line(
	    out, "soft",
	    text_fill(
		line, sizeof line, view->language, T_SWEEP_WINDOW,
		WITH(number_minute(view->language,
				   sweep_view_meta(view, "from", from),
				   from_text),
		     number_minute(view->language,
				   sweep_view_meta(view, "to", to), to_text),
		     sweep_view_meta(view, "clock", clock),
		     sweep_view_meta(view, "replications", count),
		     sweep_view_meta(view, "seed", seed))));
	(void)fputs("</header>\n", out);
}

/* "Point", then the settings; returns how many columns that are. */
static unsigned name_settings(const struct sweep_view *view,
			      const char **columns)
{
	unsigned used = 0;

	columns[used++] = sweep_view_text(view, T_SWEEP_COLUMN_POINT);
	for (unsigned a = 0; a < view->axis_count; a++)
		columns[used++] = sweep_view_letter(a);
	return used;
}

static void put_settings(const struct sweep_view *view,
			 const struct sweep_point *point)
{
	char number[NUMBER_SIZE];

	(void)snprintf(number, sizeof number, "%u", point->number);
	page_row(view->out, number);
	for (unsigned a = 0; a < view->axis_count; a++)
		page_cell(view->out, view->axes[a].values[point->value[a]]);
}

static void put_rank(const struct sweep_view *view, size_t i)
{
	const struct sweep_rank *rank = &view->ranks[i];
	bool best = i == 0;
	FILE *out = view->out;
	char text[SWEEP_SIZE];

	put_settings(view, rank->point);
	page_cell(out,
		  sweep_view_range(view, &rank->point->month, 2, false, text));
	page_cell(out, number_text(view->language, rank->point->in_time.mean, 1,
				   text));
	if (view->kept > 0) {
		page_cell(out, best ? "-"
				    : sweep_view_range(view, &rank->more, 2,
						       true, text));
		page_cell(out,
			  best ? "-" : sweep_view_text(view, rank->verdict));
	} else {
		page_cell(out, sweep_view_text(view, rank->point->promise));
	}
	page_row_end(out);
}

/* Those that keep the promise beside the best of them; without one, all by how
 * many starts they serve in time. */
static void put_best(const struct sweep_view *view)
{
	const char *columns[SWEEP_AXES_MAX + 6];
	unsigned used = name_settings(view, columns);
	char caption[2 * SWEEP_META], letters[SWEEP_META];

	columns[used++] = sweep_view_text(view, T_SWEEP_COLUMN_MONTH);
	columns[used++] = sweep_view_text(view, T_SWEEP_COLUMN_IN_TIME);
	columns[used++] =
	    sweep_view_text(view, view->kept > 0 ? T_SWEEP_COLUMN_MORE
						 : T_SWEEP_COLUMN_PROMISE);
	if (view->kept > 0)
		columns[used++] = sweep_view_text(view, T_COLUMN_VERDICT);
	columns[used] = NULL;
	(void)snprintf(caption, sizeof caption, "%s; %s",
		       sweep_view_text(view, T_SWEEP_BEST_CAPTION),
		       sweep_view_letters(view, letters));
	page_table(view->out, caption, columns);
	for (size_t i = 0; i < view->rank_count && i < SWEEP_BEST; i++)
		put_rank(view, i);
	page_table_end(view->out);
}

static void put_answer(const struct sweep_view *view)
{
	char line[SWEEP_META];

	page_section(view->out, "answer",
		     sweep_view_text(view, T_SWEEP_ANSWER_HEADING));
	page_line(view->out, "lead", sweep_view_lead(view, line));
	if (view->rank_count > 0)
		put_best(view);
	page_line(view->out, "", sweep_view_count(view, line));
	if (view->refused > 0)
		page_line(view->out, "", sweep_view_refused(view, line));
	for (unsigned i = 0; sweep_view_note(view, i, line) != NULL; i++)
		if (line[0] != '\0')
			page_line(view->out, "soft", line);
	page_section_end(view->out);
}

static void put_points(const struct sweep_view *view)
{
	const char *columns[SWEEP_AXES_MAX + 5];
	unsigned used = name_settings(view, columns);
	FILE *out = view->out;
	char line[SWEEP_META], shown[NUMBER_SIZE], all[NUMBER_SIZE];

	columns[used++] = sweep_view_text(view, T_SWEEP_COLUMN_MONTH);
	columns[used++] = sweep_view_text(view, T_SWEEP_COLUMN_IN_TIME);
	columns[used++] = sweep_view_text(view, T_SWEEP_COLUMN_PROMISE);
	columns[used] = NULL;
	page_section(out, "points",
		     sweep_view_text(view, T_SWEEP_POINTS_HEADING));
	if (view->point_count > POINTS_SHOWN)
		page_line(out, "",
			  text_fill(line, sizeof line, view->language,
				    T_SWEEP_POINTS_MORE,
				    WITH(number_text(view->language,
						     POINTS_SHOWN, 0, shown),
					 number_text(view->language,
						     (double)view->point_count,
						     0, all))));
	page_table(out, sweep_view_letters(view, line), columns);
	for (size_t i = 0; i < view->point_count && i < POINTS_SHOWN; i++) {
		const struct sweep_point *point = &view->points[i];
		char text[SWEEP_SIZE];

		put_settings(view, point);
		page_cell(
		    out, sweep_view_range(view, &point->month, 2, false, text));
		page_cell(out, number_text(view->language, point->in_time.mean,
					   1, text));
		page_cell(out, sweep_view_text(view, point->played
							 ? point->promise
							 : T_SWEEP_NOT_PLAYED));
		page_row_end(out);
	}
	page_table_end(out);
	page_section_end(out);
}

static void put_code(FILE *out, const char *text)
{
	(void)fputs("<pre><code>", out);
	page_text(out, text);
	(void)fputs("</code></pre>\n", out);
}

static void put_reproduce(const struct sweep_view *view)
{
	FILE *out = view->out;
	char text[SWEEP_META];

	page_section(out, "reproduce",
		     sweep_view_text(view, T_SWEEP_REPRODUCE_HEADING));
	if (view->rank_count > 0) {
		page_line(out, "",
			  sweep_view_text(view, view->kept > 0
						    ? T_SWEEP_AGAIN
						    : T_SWEEP_AGAIN_FIRST));
		put_code(out, sweep_view_of(view, view->ranks[0].point->number,
					    "command", text));
	}
	page_line(out, "", sweep_view_text(view, T_DIFF_ITSELF));
	put_code(out, sweep_view_meta(view, "command", text));
	(void)fprintf(out, "<p class=\"soft\">%s ",
		      sweep_view_text(view, T_FACT_VERSION));
	page_text(out, sweep_view_meta(view, "engine_version", text));
	(void)fputs("</p>\n", out);
	page_section_end(out);
}

/* --- the page ------------------------------------------------------------- */

static bool make_page(const struct sweep_view *view, char **text, size_t *size,
		      struct error_text *error)
{
	struct sweep_view page = *view;

	page.out = open_memstream(text, size);
	if (page.out == NULL)
		return error_set(error, "out of memory");
	put_head(&page);
	put_answer(&page);
	sweep_response_put(&page, error);
	put_points(&page);
	put_reproduce(&page);
	page_foot(page.out);
	if (fclose(page.out) != 0)
		(void)error_set(error, "out of memory");
	return error->text[0] == '\0';
}

bool sweep_page_write(const struct sweep_view *view, const char *page,
		      struct error_text *error)
{
	char *text = NULL, hash[SHA256_TEXT_SIZE];
	size_t size = 0;
	struct aside aside;
	bool good = make_page(view, &text, &size, error);
	FILE *out;

	/* it was looked at before anything was printed */
	if (good && aside_open(&aside, &(struct out_file){page, true}, error)) {
		hash_of(text, size, hash);
		out = aside_stream(&aside);
		if (out != NULL) {
			(void)fwrite(text, 1, size, out);
			(void)fprintf(out, MARK_BEFORE "%s" MARK_AFTER, hash);
		}
		good = aside_finish_stream(&aside, out, error);
		aside_release(&aside);
	} else {
		good = false;
	}
	free(text);
	return good;
}
