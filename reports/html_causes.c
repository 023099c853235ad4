/*
 * html_causes.c - why the slowest starts were slow, and what late starts waited
 * for.
 */
#include "reports/html_parts.h"

static const struct {
	enum text name;
	const char *key; /* hours of late starts; NULL: no part of the wait */
} delays[RUN_DELAYS] = {
    [RUN_DELAY_SAVING] = {T_DELAY_SAVING, "late.hours.saving"},
    [RUN_DELAY_ROOM] = {T_DELAY_ROOM, "late.hours.room"},
    [RUN_DELAY_BOOT] = {T_DELAY_BOOT, "late.hours.boot"},
    [RUN_DELAY_LINE] = {T_DELAY_LINE, "late.hours.line"},
    [RUN_DELAY_TRANSFER] = {T_DELAY_TRANSFER, "late.hours.transfer"},
    [RUN_DELAY_START_UP] = {T_DELAY_START_UP, NULL},
};

static double seconds_of(const struct run_slowest *slowest)
{
	double sum = 0;

	for (int i = 0; i < RUN_DELAYS; i++)
		sum += slowest->seconds_by[i];
	return sum;
}

static void causes_sentence(struct html_page *page)
{
	const struct run_slowest *slowest = &page->data.slowest;
	double sum = seconds_of(slowest);
	int most = 0;
	char starts[CELL_SIZE], all[CELL_SIZE], least[CELL_SIZE],
	    share[CELL_SIZE], which[CELL_SIZE];

	for (int i = 0; i < RUN_DELAYS; i++)
		if (slowest->seconds_by[i] > slowest->seconds_by[most])
			most = i;
	(void)html_number(page, slowest->starts, 0, starts);
	(void)html_number(page, slowest->all, 0, all);
	html_say(
	    page, "", T_CAUSE_SENTENCE,
	    WITH(starts, all, html_short(page, slowest->least_s, least),
		 html_text(page, delays[most].name),
		 html_short(page,
			    sum > 0 ? 100 * slowest->seconds_by[most] / sum : 0,
			    share),
		 html_which_run(page, which)));
}

/* Two views of one question: the slowest of one run, the late of all. */
static void causes_table(struct html_page *page)
{
	static const enum text columns[] = {T_COLUMN_CAUSE, T_COLUMN_SLOWEST,
					    T_COLUMN_TIME_SHARE,
					    T_COLUMN_LATE_HOURS};
	const struct run_slowest *slowest = &page->data.slowest;
	double sum = seconds_of(slowest);
	char caption[3 * CELL_SIZE], which[CELL_SIZE], seconds[CELL_SIZE];

	(void)html_short(
	    page, summary_number(page->summary, "promise.wait_p95_s"), seconds);
	html_table(page,
		   text_fill(caption, sizeof caption, page->language,
			     T_CAUSE_CAPTION,
			     WITH(html_which_run(page, which), seconds)),
		   columns, sizeof columns / sizeof columns[0]);
	for (int i = 0; i < RUN_DELAYS; i++) {
		const struct html_figure hours = {delays[i].name, delays[i].key,
						  "", 1, 2};

		page_row(page->out, html_text(page, delays[i].name));
		html_number_cell(page, slowest->starts_by[i], 0, "");
		html_number_cell(
		    page, sum > 0 ? 100 * slowest->seconds_by[i] / sum : 0, 1,
		    "%");
		if (delays[i].key != NULL)
			html_figure_cell(page, &hours);
		else
			page_cell(page->out, "-");
		page_row_end(page->out);
	}
	page_table_end(page->out);
}

void html_causes(struct html_page *page)
{
	if (page->data.slowest.starts <= 0)
		return;
	html_subheading(page, T_CAUSE_QUESTION);
	causes_sentence(page);
	causes_table(page);
}
