#include "reports/html_parts.h"

#include <string.h>

/* --- 7: what was assumed -------------------------------------------------- */

/* Pages are forwarded, so the path of a file stays private: only its name is
 * shown. */
static const char *source_of(const struct html_page *page,
			     const struct run_assumption *row)
{
	const char *slash = strrchr(row->source, '/');

	if (row->is_default)
		return html_text(page, T_SOURCE_DEFAULT);
	return slash != NULL ? slash + 1 : row->source;
}

static bool begins_with(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* The day a value speaks of: demand has that of the window, prices and
 * machines that of the price list. */
static const char *as_of(const struct html_page *page,
			 const struct run_assumption *row, char *out)
{
	static const char *const priced[] = {"prices", "catalogue", "costs.",
					     "fleet."};

	if (begins_with(row->key, "window.") ||
	    begins_with(row->key, "workload.")) {
		(void)number_day(page->language,
				 summary_text(page->summary, "from"), out);
		return row->is_default ? "-" : out;
	}
	for (size_t i = 0; i < sizeof priced / sizeof priced[0]; i++)
		if (begins_with(row->key, priced[i]) && !row->is_default)
			return summary_has(page->summary, "prices_at")
				   ? number_day(page->language,
						summary_text(page->summary,
							     "prices_at"),
						out)
				   : "-";
	return "-";
}

static void key_table(struct html_page *page, bool defaults)
{
	static const enum text columns[] = {T_COLUMN_KEY, T_COLUMN_VALUE,
					    T_COLUMN_SOURCE, T_COLUMN_AS_OF};
	const struct run_data *data = &page->data;
	char count[CELL_SIZE], line[CELL_SIZE], day[CELL_SIZE];
	size_t shown = 0;

	for (size_t i = 0; i < data->assumption_count; i++)
		shown += data->assumptions[i].is_default == defaults;
	(void)html_number(page, (double)shown, 0, count);
	page_behind(page->out, text_fill(line, sizeof line, page->language,
					 defaults ? T_KEYS_DEFAULT : T_KEYS_SET,
					 WITH(count)));
	(void)fputs("<div class=\"words\">", page->out);
	html_table(page, NULL, columns, defaults ? 2 : 4);
	for (size_t i = 0; i < data->assumption_count; i++) {
		const struct run_assumption *row = &data->assumptions[i];

		if (row->is_default != defaults)
			continue;
		page_row(page->out, row->key);
		page_cell(page->out, row->value);
		if (!defaults) {
			page_cell(page->out, source_of(page, row));
			page_cell(page->out, as_of(page, row, day));
		}
		page_row_end(page->out);
	}
	page_table_end(page->out);
	(void)fputs("</div></details>\n", page->out);
}

/* How well drawn sessions follow the counts they come from. */
static void counts_quality(struct html_page *page)
{
	const struct summary *s = page->summary;
	char a[CELL_SIZE], b[CELL_SIZE], c[CELL_SIZE], d[CELL_SIZE];

	if (!summary_has(s, "counts"))
		return;
	html_say(
	    page, "", T_ASSUMED_COUNTS,
	    WITH(html_short(page, summary_number(s, "counts.scale"), a),
		 html_short(page, 100 * summary_number(s, "counts.ks_length"),
			    b),
		 html_short(page,
			    100 * summary_number(s, "counts.early_stop_share"),
			    c),
		 html_short(page, summary_number(s, "counts.worst_error"), d)));
}

/* One key that would change the answer; those that take no part are left out.
 */
static void sensitive_row(struct html_page *page, const char *key,
			  const char *why)
{
	const struct run_data *data = &page->data;
	char day[CELL_SIZE];

	for (size_t i = 0; i < data->assumption_count; i++) {
		const struct run_assumption *row = &data->assumptions[i];

		if (strcmp(row->key, key) != 0)
			continue;
		page_row(page->out, row->key);
		page_cell(page->out, row->value);
		page_cell(page->out, source_of(page, row));
		page_cell(page->out, as_of(page, row, day));
		page_cell(page->out, why);
		page_row_end(page->out);
	}
}

static void put_sensitive(struct html_page *page)
{
	static const enum text columns[] = {T_COLUMN_KEY, T_COLUMN_VALUE,
					    T_COLUMN_SOURCE, T_COLUMN_AS_OF,
					    T_COLUMN_WHY};
	static const char *const demand[] = {
	    "workload.counts.peak_worlds", "workload.counts.shape",
	    "workload.counts.ram_mix", "workload.sessions", NULL};
	static const char *const prices[] = {"prices", "prices_at", NULL};
	const struct html_lever levers[] = {html_lever_of_waiting(page),
					    html_lever_of_cost(page)};
	static const enum text whys[] = {T_WHY_DELAY, T_WHY_IDLE};
	char why[CELL_SIZE];

	html_subheading(page, T_SENSITIVE);
	html_say(page, "", T_SENSITIVE_WHAT, NULL);
	(void)fputs("<div class=\"words\">", page->out);
	html_table(page, NULL, columns, sizeof columns / sizeof columns[0]);
	for (size_t i = 0; i < sizeof levers / sizeof levers[0]; i++) {
		(void)text_fill(why, sizeof why, page->language, whys[i],
				WITH(html_text(page, levers[i].name)));
		for (const char *const *key = levers[i].assumptions;
		     levers[i].amount > 0 && *key != NULL; key++)
			sensitive_row(page, *key, why);
	}
	for (const char *const *key = demand; *key != NULL; key++)
		sensitive_row(page, *key, html_text(page, T_WHY_DEMAND));
	for (const char *const *key = prices; *key != NULL; key++)
		sensitive_row(page, *key, html_text(page, T_WHY_PRICES));
	page_table_end(page->out);
	(void)fputs("</div>\n", page->out);
}

static void left_out(struct html_page *page)
{
	static const enum text items[] = {T_LEFT_CPU,	 T_LEFT_PRICE,
					  T_LEFT_COSTS,	 T_LEFT_ARCHIVE,
					  T_LEFT_FAILED, T_LEFT_DELIVERY};

	html_subheading(page, T_LEFT_OUT);
	(void)fputs("<ul>\n", page->out);
	for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
		(void)fputs("<li>", page->out);
		page_text(page->out, html_text(page, items[i]));
		(void)fputs("</li>\n", page->out);
	}
	(void)fputs("</ul>\n", page->out);
	html_say(page, "soft", T_LEFT_OUT_WHAT, NULL);
}

void html_assumptions(struct html_page *page)
{
	const struct summary *s = page->summary;
	char hours[CELL_SIZE], words[WORDING_SIZE];

	page_section(page->out, "assumed", html_text(page, T_ASSUMED_HEADING));
	if (summary_has(s, "source_note"))
		html_say(
		    page, "", T_DEMAND_SOURCE,
		    WITH(wording_own(s, page->language, "source_note", words)));
	if (summary_has(s, "prices_at"))
		html_say(page, "", T_ASSUMED_PRICES,
			 WITH(number_day(page->language,
					 summary_text(s, "prices_at"), hours),
			      wording_prices(s, page->language, words)));
	else
		html_say(page, "", T_ASSUMED_PRICES_ORDER,
			 WITH(wording_prices(s, page->language, words)));
	(void)html_number(page, summary_number(s, "warm_up_seconds") / 3600, 0,
			  hours);
	if (summary_number(s, "warm_up_seconds") > 0)
		html_say(page, "", T_ASSUMED_WARM_UP, WITH(hours));
	counts_quality(page);
	put_sensitive(page);
	left_out(page);
	html_say(page, "soft", T_KEYS_AS_OF, NULL);
	key_table(page, false);
	key_table(page, true);
	page_section_end(page->out);
}

/* --- 8: reproduce --------------------------------------------------------- */

static void put_fact(struct html_page *page, enum text name, const char *value)
{
	FILE *out = page->out;

	(void)fprintf(out, "<dt>%s</dt><dd><code>", html_text(page, name));
	page_text(out, value);
	(void)fputs("</code></dd>\n", out);
}

void html_reproduce(struct html_page *page)
{
	static const struct {
		const char *name;
		enum text what;
	} files[] = {
	    {"summary.json", T_FILE_SUMMARY},
	    {"series.csv", T_FILE_SERIES},
	    {"ledger.csv", T_FILE_LEDGER},
	    {"run.db", T_FILE_DB},
	};
	const struct summary *s = page->summary;
	FILE *out = page->out;
	char text[CELL_SIZE];

	page_section(out, "reproduce", html_text(page, T_REPRODUCE_HEADING));
	(void)fputs("<pre><code>", out);
	page_text(out, summary_text(s, "command_line"));
	(void)fputs("</code></pre>\n<dl>\n", out);
	put_fact(page, T_FACT_SCENARIO, summary_text(s, "scenario"));
	(void)snprintf(text, sizeof text, "%.0f", summary_number(s, "seed"));
	put_fact(page, T_FACT_SEED, text);
	(void)html_number(page, summary_number(s, "replications"), 0, text);
	put_fact(page, T_FACT_REPLICATIONS, text);
	put_fact(page, T_FACT_VERSION, summary_text(s, "engine_version"));
	put_fact(page, T_FACT_DIGEST, summary_text(s, "digest"));
	(void)fputs("</dl>\n", out);
	html_say(page, "soft", T_SAME_DIGEST, NULL);
	html_say(page, "soft", T_BESIDE, NULL);
	(void)fputs("<ul class=\"files\">\n", out);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		(void)fprintf(out, "<li><a href=\"%s\">%s</a>: %s</li>\n",
			      files[i].name, files[i].name,
			      html_text(page, files[i].what));
	(void)fputs("</ul>\n", out);
	page_section_end(out);
}
