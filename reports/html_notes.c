#include "reports/html_parts.h"

#include <string.h>

/* --- 7: what was assumed
 * ------------------------------------------------------------ */

/* A page is forwarded: the folders of whoever ran it say nothing to others. */
static const char *without_folders(const char *source)
{
	const char *slash = strrchr(source, '/');

	return slash != NULL ? slash + 1 : source;
}

static void assumption_table(struct html_page *page, bool defaults)
{
	static const char *const columns[] = {"Key", "Value", "Source", NULL};
	const struct run_data *data = &page->data;
	char summary[CELL_SIZE];
	size_t count = 0;

	for (size_t i = 0; i < data->assumption_count; i++)
		count += data->assumptions[i].is_default == defaults;
	(void)snprintf(summary, sizeof summary,
		       defaults ? "%zu keys left at their default"
				: "%zu keys set by the scenario, its price "
				  "list and catalogue, or --set",
		       count);
	page_behind(page->out, summary);
	(void)fputs("<div class=\"words\">", page->out);
	page_table(page->out, NULL, columns);
	for (size_t i = 0; i < data->assumption_count; i++) {
		const struct run_assumption *row = &data->assumptions[i];

		if (row->is_default != defaults)
			continue;
		page_row(page->out, row->key);
		page_cell(page->out, row->value);
		page_cell(page->out, without_folders(row->source));
		page_row_end(page->out);
	}
	page_table_end(page->out);
	(void)fputs("</div></details>\n", page->out);
}

/* How well drawn sessions follow the counts they come from. */
static void counts_quality(struct html_page *page)
{
	const struct summary *s = page->summary;
	char line[LINE_SIZE], a[CELL_SIZE], b[CELL_SIZE], c[CELL_SIZE],
	    d[CELL_SIZE];

	if (!summary_has(s, "counts"))
		return;
	(void)snprintf(
	    line, sizeof line,
	    "Sessions were drawn from counts (%s worlds per count). Their "
	    "lengths differ from the assumed law by at most %s %% "
	    "(Kolmogorov-Smirnov distance); %s %% were ended early because "
	    "the count fell faster than they would have ended; the number of "
	    "running worlds is off by at most %s. All in the first run.",
	    html_short(summary_number(s, "counts.scale"), a),
	    html_short(100 * summary_number(s, "counts.ks_length"), b),
	    html_short(100 * summary_number(s, "counts.early_stop_share"), c),
	    html_short(summary_number(s, "counts.worst_error"), d));
	page_line(page->out, "", line);
}

/* What is null took no part. */
static void left_out(struct html_page *page)
{
	static const char *const parts[][2] = {
	    {"forecast", "a forecast"},
	    {"wait_seconds.by_path.prefetched", "prefetching of worlds"},
	    {"usage.job_gb_hours", "jobs"},
	    {"recovery.snapshots", "snapshots between saves"},
	    {"eur_per_player_hour", "players (only their worlds)"},
	};
	char line[LINE_SIZE];
	size_t used;
	const char *comma = " ";

	used = (size_t)snprintf(line, sizeof line, "Took no part in this run:");
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (summary_has(page->summary, parts[i][0]))
			continue;
		used += (size_t)snprintf(line + used, sizeof line - used,
					 "%s%s", comma, parts[i][1]);
		comma = ", ";
	}
	(void)snprintf(line + used, sizeof line - used, ".");
	if (comma[0] == ',')
		page_line(page->out, "", line);
}

void html_assumptions(struct html_page *page)
{
	const struct summary *s = page->summary;
	FILE *out = page->out;
	char line[LINE_SIZE];

	page_section(out, "assumed", "7. What was assumed");
	if (summary_has(s, "source_note")) {
		(void)snprintf(line, sizeof line, "Demand: %s.",
			       summary_text(s, "source_note"));
		page_line(out, "", line);
	}
	if (summary_has(s, "prices_at"))
		(void)snprintf(line, sizeof line,
			       "Prices of machines: those of %s.%s%s",
			       summary_text(s, "prices_at"),
			       summary_has(s, "price_note") ? " " : "",
			       summary_text(s, "price_note"));
	else
		(void)snprintf(line, sizeof line,
			       "Prices of machines: those of the day of each "
			       "order.%s%s",
			       summary_has(s, "price_note") ? " " : "",
			       summary_text(s, "price_note"));
	page_line(out, "", line);
	(void)snprintf(line, sizeof line,
		       "Before the window, %.0f hours were played without "
		       "being counted, so that it begins with a fleet in use.",
		       summary_number(s, "warm_up_seconds") / 3600);
	if (summary_number(s, "warm_up_seconds") > 0)
		page_line(out, "", line);
	counts_quality(page);
	left_out(page);
	assumption_table(page, false);
	assumption_table(page, true);
	page_section_end(out);
}

/* --- 8: reproduce
 * ----------------------------------------------------------------- */

static void fact(FILE *out, const char *name, const char *value)
{
	(void)fprintf(out, "<dt>%s</dt><dd><code>", name);
	page_text(out, value);
	(void)fputs("</code></dd>\n", out);
}

void html_reproduce(struct html_page *page)
{
	static const char *const files[][2] = {
	    {"summary.json", "every figure of this page"},
	    {"series.csv", "the picture of section 2, slot by slot"},
	    {"ledger.csv", "every posting"},
	    {"run.db", "all of it as a SQLite database"},
	};
	const struct summary *s = page->summary;
	FILE *out = page->out;
	char text[CELL_SIZE];

	page_section(out, "reproduce", "8. Reproduce");
	(void)fputs("<pre><code>", out);
	page_text(out, summary_text(s, "command_line"));
	(void)fputs("</code></pre>\n<dl>\n", out);
	fact(out, "Scenario", summary_text(s, "scenario"));
	(void)snprintf(text, sizeof text, "%.0f", summary_number(s, "seed"));
	fact(out, "Seed", text);
	(void)snprintf(text, sizeof text, "%.0f",
		       summary_number(s, "replications"));
	fact(out, "Replications", text);
	fact(out, "Version", summary_text(s, "engine_version"));
	fact(out, "Digest", summary_text(s, "digest"));
	(void)fputs("</dl>\n<p class=\"soft\">The same command with the same "
		    "version gives the same digest. ",
		    out);
	(void)fputs("Beside this page: ", out);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		(void)fprintf(out, "%s<a href=\"%s\">%s</a> (%s)",
			      i > 0 ? ", " : "", files[i][0], files[i][0],
			      files[i][1]);
	(void)fputs(".</p>\n", out);
	page_section_end(out);
}
