#include "reports/html.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/html_parts.h"
#include "reports/run_file.h"

/* --- what the sections share ---------------------------------------------- */

const char *html_text(const struct html_page *page, enum text id)
{
	return text_of(page->language, id);
}

char *html_number(const struct html_page *page, double value, int decimals,
		  char *out)
{
	return number_text(page->language, value, decimals, out);
}

/* 30.0 -> 30, 0.100 -> 0.1 */
static void trim_zeros(char *plain)
{
	bool point = strchr(plain, '.') != NULL;

	for (size_t n = strlen(plain); point && n > 0; n--) {
		if (plain[n - 1] != '0' && plain[n - 1] != '.')
			return;
		point = plain[n - 1] != '.';
		plain[n - 1] = '\0';
	}
}

char *html_short(const struct html_page *page, double value, char *out)
{
	char plain[CELL_SIZE];
	double unit;

	if (!isfinite(value))
		return number_text(page->language, value, 0, out);
	if (fabs(value) < 1000) {
		(void)number_short(LANGUAGE_EN, value, plain);
		trim_zeros(plain);
	} else {
		unit = pow(10, floor(log10(fabs(value))) - 2);
		(void)snprintf(plain, sizeof plain, "%.0f",
			       round(value / unit) * unit);
	}
	return number_written(page->language, plain, out);
}

char *html_signed_eur(const struct html_page *page, double eur, char *out)
{
	return eur >= 0.005 ? number_signed(page->language, eur, 2, out)
			    : number_text(page->language, eur, 2, out);
}

/* A number and its unit. */
static char *with_unit(const struct html_page *page, double value, int decimals,
		       const char *unit, char *out)
{
	char number[CELL_SIZE];

	(void)snprintf(out, CELL_SIZE, "%.90s%s%.30s",
		       html_number(page, value, decimals, number),
		       unit[0] != '\0' ? " " : "", unit);
	return out;
}

char *html_value(const struct html_page *page, const struct html_figure *f,
		 char *out)
{
	double value = summary_number(page->summary, f->key) * f->scale;

	if (summary_has(page->summary, f->key))
		return with_unit(page, value, f->decimals, f->unit, out);
	(void)snprintf(out, CELL_SIZE, "%s", html_text(page, T_NOT_KNOWN));
	return out;
}

char *html_range(const struct html_page *page, const struct html_figure *f,
		 char *out)
{
	double low, high, swap;

	out[0] = '\0';
	if (!summary_interval(page->summary, f->key, &low, &high))
		return out;
	if (f->scale < 0) {
		swap = low;
		low = high;
		high = swap;
	}
	return number_range(page->language, low * f->scale, high * f->scale,
			    f->decimals, false, out);
}

void html_figure_row(struct html_page *page, const struct html_figure *figure)
{
	char cell[CELL_SIZE];

	page_row(page->out, html_text(page, figure->label));
	page_cell(page->out, html_value(page, figure, cell));
	if (!html_one_run(page)) {
		(void)html_range(page, figure, cell);
		page_cell(page->out, cell[0] != '\0' ? cell : "-");
	}
	page_row_end(page->out);
}

void html_figure_table(struct html_page *page, enum text first,
		       const struct html_figure *rows, size_t count)
{
	const enum text columns[] = {
	    first, html_one_run(page) ? T_COLUMN_ONE_RUN : T_MEAN, T_INTERVAL};

	html_table(page, NULL, columns, html_one_run(page) ? 2 : 3);
	for (size_t i = 0; i < count; i++)
		if (summary_has(page->summary, rows[i].key))
			html_figure_row(page, &rows[i]);
	page_table_end(page->out);
}

void html_figure_cell(struct html_page *page, const struct html_figure *figure)
{
	char value[CELL_SIZE], range[CELL_SIZE];

	if (!summary_has(page->summary, figure->key)) {
		page_cell(page->out, "-");
		return;
	}
	(void)html_value(page, figure, value);
	(void)html_range(page, figure, range);
	if (range[0] != '\0')
		page_cell_range(page->out, value, range);
	else
		page_cell(page->out, value);
}

void html_number_cell(struct html_page *page, double value, int decimals,
		      const char *unit)
{
	char cell[CELL_SIZE];

	page_cell(page->out, with_unit(page, value, decimals, unit, cell));
}

struct run_interval html_interval(const struct html_page *page, const char *key)
{
	struct run_interval interval = {0};

	interval.mean = summary_number(page->summary, key);
	interval.known =
	    summary_interval(page->summary, key, &interval.low, &interval.high);
	return interval;
}

bool html_one_run(const struct html_page *page)
{
	return !summary_true(page->summary, "varies");
}

char *html_which_run(const struct html_page *page, char *out)
{
	char count[CELL_SIZE];

	if (html_one_run(page))
		return text_fill(out, CELL_SIZE, page->language, T_ONE_RUN,
				 NULL);
	(void)html_number(page, summary_number(page->summary, "replications"),
			  0, count);
	return text_fill(out, CELL_SIZE, page->language, T_FIRST_OF_RUNS,
			 WITH(count));
}

const char *html_path_name(const struct html_page *page, const char *path)
{
	static const struct {
		const char *path;
		enum text name;
	} names[] = {
	    {"new", T_PATH_NEW},
	    {"warm", T_PATH_WARM},
	    {"moved", T_PATH_MOVED},
	    {"restored", T_PATH_RESTORED},
	    {"prefetched", T_PATH_PREFETCHED},
	    {"direct", T_PATH_DIRECT},
	    {"queued", T_PATH_QUEUED},
	    {"?", T_PATH_NONE},
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(path, names[i].path) == 0)
			return html_text(page, names[i].name);
	return path;
}

void html_say(struct html_page *page, const char *class_name, enum text id,
	      const char *const *with)
{
	char line[2 * LINE_SIZE];

	page_line(page->out, class_name,
		  text_fill(line, sizeof line, page->language, id, with));
}

void html_subheading(struct html_page *page, enum text id)
{
	(void)fputs("<h3>", page->out);
	page_text(page->out, html_text(page, id));
	(void)fputs("</h3>\n", page->out);
}

void html_table(struct html_page *page, const char *caption,
		const enum text *columns, size_t count)
{
	const char *names[16] = {NULL};

	for (size_t i = 0; i < count && i + 1 < sizeof names / sizeof names[0];
	     i++)
		names[i] = html_text(page, columns[i]);
	page_table(page->out, caption, names);
}

void html_charts(struct html_page *page, const char *description, char *wide,
		 char *narrow, char *paper)
{
	if (page->error->text[0] == '\0' && wide != NULL)
		page_svg(page->out, description, wide, narrow, paper);
	free(wide);
	free(narrow);
	free(paper);
}

/* --- the page ------------------------------------------------------------- */

/* How many sessions were played, and how the window follows from them. */
static void put_sessions(struct html_page *page)
{
	const struct summary *s = page->summary;
	static const char *const keys[] = {"sessions.read", "sessions.used",
					   "sessions.cut", "sessions.outside"};
	char n[4][CELL_SIZE], words[WORDING_SIZE];

	for (size_t i = 0; i < 4; i++)
		(void)html_number(page, summary_number(s, keys[i]), 0, n[i]);
	html_say(page, "soft",
		 wording_is_drawn(s) ? T_SESSIONS_DRAWN : T_SESSIONS_READ,
		 WITH(n[0], n[1], n[2], n[3]));
	if (summary_has(s, "window_note"))
		html_say(page, "soft", T_WINDOW_NOTE,
			 WITH(wording_window(s, page->language, words)));
	if (2 * summary_number(s, "sessions.outside") >
	    summary_number(s, "sessions.read"))
		html_say(page, "lead", T_SESSIONS_OUTSIDE, NULL);
}

/* What --set made of the scenario that the title speaks of. */
static void put_changes(struct html_page *page)
{
	const struct run_data *data = &page->data;
	char list[LINE_SIZE] = "";
	size_t used = 0;

	for (size_t i = 0; i < data->assumption_count; i++) {
		const struct run_assumption *row = &data->assumptions[i];
		int size;

		if (strncmp(row->source, "--set ", 6) != 0)
			continue;
		size =
		    snprintf(list + used, sizeof list - used, "%s%.80s = %.60s",
			     used > 0 ? ", " : "", row->key, row->value);
		if (size < 0 || (size_t)size >= sizeof list - used)
			break;
		used += (size_t)size;
	}
	if (used > 0)
		html_say(page, "soft", T_CHANGED, WITH(list));
}

static void put_page_head(struct html_page *page)
{
	const struct summary *s = page->summary;
	FILE *out = page->out;
	char from[CELL_SIZE], to[CELL_SIZE], count[CELL_SIZE], seed[CELL_SIZE],
	    words[WORDING_SIZE];

	(void)wording_own(s, page->language, "title", words);
	page_head(out, language_name(page->language), words);
	(void)fputs("<header><h1>", out);
	page_text(out, words);
	(void)fputs("</h1>\n", out);
	html_say(
	    page, "soft", T_WINDOW,
	    WITH(number_minute(page->language, summary_text(s, "from"), from),
		 number_minute(page->language, summary_text(s, "to"), to),
		 summary_text(s, "clock")));
	(void)html_number(page, summary_number(s, "replications"), 0, count);
	(void)snprintf(seed, sizeof seed, "%.0f", summary_number(s, "seed"));
	if (html_one_run(page))
		html_say(page, "soft", T_ONE_RUN_SEED, WITH(seed));
	else
		html_say(page, "soft", T_REPLICATIONS_SEED, WITH(count, seed));
	if (summary_has(s, "prices_at"))
		html_say(page, "soft", T_PRICES_AT,
			 WITH(number_day(page->language,
					 summary_text(s, "prices_at"), from)));
	else
		html_say(page, "soft", T_PRICES_OF_ORDER, NULL);
	if (summary_has(s, "source_note"))
		html_say(
		    page, "soft", T_DEMAND_SOURCE,
		    WITH(wording_own(s, page->language, "source_note", words)));
	put_changes(page);
	put_sessions(page);
	if (summary_has(s, "price_note"))
		page_line(out, "soft",
			  wording_prices(s, page->language, words));
	if (summary_has(s, "price_assumed_types"))
		page_line(out, "soft",
			  wording_assumed(s, page->language, words));
	if (summary_has(s, "sleep_note"))
		page_line(out, "lead", wording_sleep(s, page->language, words));
	(void)fputs("</header>\n", out);
}

/* Links to the sections, for keyboards and for returning readers. */
static void put_contents(struct html_page *page)
{
	static const struct {
		const char *id;
		enum text name;
	} sections[] = {
	    {"answer", T_ANSWER_HEADING},   {"night", T_NIGHT_HEADING},
	    {"waiting", T_WAITING_HEADING}, {"money", T_MONEY_HEADING},
	    {"fleet", T_FLEET_HEADING},	    {"parts", T_PARTS_HEADING},
	    {"assumed", T_ASSUMED_HEADING}, {"reproduce", T_REPRODUCE_HEADING},
	};

	(void)fprintf(page->out, "<nav aria-label=\"%s\"><ul>\n",
		      html_text(page, T_CONTENTS));
	for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
		(void)fprintf(page->out, "<li><a href=\"#%s\">%s</a></li>\n",
			      sections[i].id,
			      html_text(page, sections[i].name));
	(void)fputs("</ul></nav>\n", page->out);
}

static void write_page(struct html_page *page)
{
	static void (*const sections[])(struct html_page *) = {
	    html_answer, html_night, html_waiting,     html_money,
	    html_fleet,	 html_parts, html_assumptions, html_reproduce,
	};

	put_page_head(page);
	put_contents(page);
	for (size_t i = 0; i < sizeof sections / sizeof sections[0] &&
			   page->error->text[0] == '\0';
	     i++)
		sections[i](page);
	page_foot(page->out);
}

bool html_write(const struct summary *summary, enum language language,
		struct error_text *error)
{
	struct html_page page = {
	    .summary = summary, .language = language, .error = error};
	char name[RUN_PAGE_NAME_SIZE];
	struct run_file file;
	bool written;

	if (!run_data_read(summary->directory,
			   summary_number(summary, "promise.wait_p95_s"),
			   &page.data, error))
		return false;
	written = run_file_open(&file, summary->directory,
				run_page_name("report", language, name), error);
	if (written) {
		page.out = file.out;
		write_page(&page);
		written = run_file_finish(&file, error->text[0] == '\0', error);
	}
	run_data_release(&page.data);
	return written;
}
