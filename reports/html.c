#include "reports/html.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reports/html_parts.h"

#define PATH_SIZE 4352

/* --- what the sections share
 * ----------------------------------------------------------- */

char *html_short(double value, char *out)
{
	double unit;

	if (fabs(value) < 1000) {
		(void)text_short(value, out);
		/* 30.0 -> 30, 0.100 -> 0.1 */
		if (strchr(out, '.') != NULL)
			for (size_t n = strlen(out);
			     out[n - 1] == '0' || out[n - 1] == '.'; n--) {
				bool point = out[n - 1] == '.';

				out[n - 1] = '\0';
				if (point)
					break;
			}
		return out;
	}
	unit = pow(10, floor(log10(fabs(value))) - 2);
	(void)snprintf(out, CELL_SIZE, "%.0f", round(value / unit) * unit);
	return out;
}

char *html_signed_eur(double eur, char *out)
{
	(void)snprintf(out, CELL_SIZE, "%s%.2f", eur >= 0.005 ? "+" : "",
		       fabs(eur) < 0.005 ? 0.0 : eur);
	return out;
}

/* No "-0.00". */
static double plain(double value, int decimals)
{
	return fabs(value) < 0.5 * pow(10, -decimals) ? 0.0 : value;
}

char *html_value(const struct html_page *page, const struct html_figure *f,
		 char *out)
{
	double value = summary_number(page->summary, f->key) * f->scale;

	if (!summary_has(page->summary, f->key))
		(void)snprintf(out, CELL_SIZE, "not known");
	else
		(void)snprintf(out, CELL_SIZE, "%.*f %s", f->decimals,
			       plain(value, f->decimals), f->unit);
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
	(void)snprintf(out, CELL_SIZE, "%.*f ... %.*f", f->decimals,
		       plain(low * f->scale, f->decimals), f->decimals,
		       plain(high * f->scale, f->decimals));
	return out;
}

void html_figure_row(struct html_page *page, const struct html_figure *figure)
{
	char cell[CELL_SIZE];

	page_row(page->out, figure->label);
	page_cell(page->out, html_value(page, figure, cell));
	if (!html_one_run(page)) {
		(void)html_range(page, figure, cell);
		page_cell(page->out, cell[0] != '\0' ? cell : "-");
	}
	page_row_end(page->out);
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
	if (html_one_run(page))
		(void)snprintf(out, CELL_SIZE, "one run");
	else
		(void)snprintf(out, CELL_SIZE, "the first of %.0f runs",
			       summary_number(page->summary, "replications"));
	return out;
}

const char *html_path_name(const char *path)
{
	static const char *const names[][2] = {
	    {"new", "new world"},
	    {"warm", "warm, where it was"},
	    {"moved", "moved to another node"},
	    {"restored", "restored from archive"},
	    {"prefetched", "prefetched"},
	    {"queued", "queued, restored later"},
	    {"?", "never placed"},
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(path, names[i][0]) == 0)
			return names[i][1];
	return path;
}

void html_charts(struct html_page *page, const char *description, char *wide,
		 char *narrow)
{
	if (page->error->text[0] == '\0' && wide != NULL)
		page_svg(page->out, description, wide, narrow);
	free(wide);
	free(narrow);
}

/* --- the page
 * --------------------------------------------------------------------- */

/* What of the sessions was played, and how the window follows from them. */
static void sessions(struct html_page *page)
{
	const struct summary *s = page->summary;
	double read = summary_number(s, "sessions.read");
	double outside = summary_number(s, "sessions.outside");
	char line[LINE_SIZE];

	(void)snprintf(
	    line, sizeof line,
	    "%.0f sessions %s, %.0f used (warm-up included), %.0f of them cut, "
	    "%.0f outside.%s%s%s",
	    read, summary_has(s, "counts") ? "drawn" : "read",
	    summary_number(s, "sessions.used"),
	    summary_number(s, "sessions.cut"), outside,
	    summary_has(s, "window_note") ? " Window: " : "",
	    summary_text(s, "window_note"),
	    summary_has(s, "window_note") ? "." : "");
	page_line(page->out, "soft", line);
	if (2 * outside > read)
		page_line(page->out, "lead",
			  "Warning: most of the sessions lie outside the run "
			  "and were skipped.");
}

static void head(struct html_page *page)
{
	const struct summary *s = page->summary;
	FILE *out = page->out;

	page_head(out, summary_text(s, "title"));
	(void)fputs("<header><h1>", out);
	page_text(out, summary_text(s, "title"));
	(void)fprintf(
	    out, "</h1>\n<p class=\"soft\">%.10s %.5s to %.10s %.5s (",
	    summary_text(s, "from"),
	    strlen(summary_text(s, "from")) > 11 ? summary_text(s, "from") + 11
						 : "",
	    summary_text(s, "to"),
	    strlen(summary_text(s, "to")) > 11 ? summary_text(s, "to") + 11
					       : "");
	page_text(out, summary_text(s, "clock"));
	if (html_one_run(page))
		(void)fputs("). One run", out);
	else
		(void)fprintf(out, "). %.0f replications",
			      summary_number(s, "replications"));
	(void)fprintf(out, ", seed %.0f. EUR net of VAT unless it says gross; ",
		      summary_number(s, "seed"));
	if (summary_has(s, "prices_at")) {
		(void)fputs("prices of ", out);
		page_text(out, summary_text(s, "prices_at"));
		(void)fputs(".</p>\n", out);
	} else {
		(void)fputs("prices of the day of each order.</p>\n", out);
	}
	if (summary_has(s, "source_note")) {
		(void)fputs("<p class=\"soft\">Demand: ", out);
		page_text(out, summary_text(s, "source_note"));
		(void)fputs(".</p>\n", out);
	}
	sessions(page);
	if (summary_has(s, "price_note"))
		page_line(out, "soft", summary_text(s, "price_note"));
	(void)fputs("</header>\n", out);
}

static void write_page(struct html_page *page)
{
	static void (*const sections[])(struct html_page *) = {
	    html_answer,       html_night, html_waiting,     html_money,
	    html_static_fleet, html_fleet, html_assumptions, html_reproduce,
	};

	head(page);
	for (size_t i = 0; i < sizeof sections / sizeof sections[0] &&
			   page->error->text[0] == '\0';
	     i++)
		sections[i](page);
	page_foot(page->out);
}

bool html_write(const struct summary *summary, struct error_text *error)
{
	struct html_page page = {.summary = summary, .error = error};
	char path[PATH_SIZE], aside[PATH_SIZE + 16];
	bool written = false;

	if (!run_data_read(summary->directory,
			   summary_number(summary, "promise.wait_p95_s"),
			   &page.data, error))
		return false;
	(void)snprintf(path, sizeof path, "%s/report.html", summary->directory);
	(void)snprintf(aside, sizeof aside, "%s.partial", path);
	page.out = fopen(aside, "w");
	if (page.out == NULL) {
		(void)error_set(error, "%s: cannot be written: %s", aside,
				strerror(errno));
		goto out;
	}
	write_page(&page);
	written = ferror(page.out) == 0;
	written = fclose(page.out) == 0 && written;
	if (!written)
		(void)error_set(
		    error, "%s: cannot be written; is the disk full?", aside);
	written = error->text[0] == '\0';
	if (written && rename(aside, path) != 0)
		written = error_set(error, "%s: cannot be replaced: %s", path,
				    strerror(errno));
	if (!written)
		(void)unlink(aside);
out:
	run_data_release(&page.data);
	return written;
}
