#include "reports/html_parts.h"

#include <math.h>
#include <string.h>

static const struct html_figure margin = {"Margin", "margin_eur", "EUR", 1, 2};
static const struct html_figure percent = {"Margin", "margin_percent", "%", 1,
					   1};
static const struct html_figure wait = {"Wait p95", "wait_seconds.p95", "s", 1,
					1};
static const struct html_figure unserved = {"Unserved", "starts.unserved", "%",
					    100, 2};
static const struct html_figure per_player = {
    "Cost per player-hour", "eur_per_player_hour", "EUR", 1, 4};

/* --- the sentence
 * ----------------------------------------------------------------- */

static void sentence_of_margin(const struct html_page *page, char *out)
{
	const struct summary *s = page->summary;
	double eur = summary_number(s, "margin_eur");
	bool kept = summary_true(s, "promise.kept");
	char value[CELL_SIZE], share[CELL_SIZE];

	if (!summary_has(s, "promise.kept")) {
		(void)snprintf(out, LINE_SIZE, "The fleet %s %s EUR: ",
			       eur < 0 ? "loses" : "earns",
			       html_short(fabs(eur), value));
		return;
	}
	(void)snprintf(
	    out, LINE_SIZE,
	    "The fleet %s %s EUR, %s %% of net revenue, %s %s its "
	    "promise: ",
	    eur < 0 ? "loses" : "earns", html_short(fabs(eur), value),
	    html_short(fabs(summary_number(s, "margin_percent")), share),
	    (eur >= 0) == kept ? "and" : "but", kept ? "keeps" : "breaks");
}

static void sentence_of_promise(const struct html_page *page, char *out)
{
	const struct summary *s = page->summary;
	char waited[CELL_SIZE], promised[CELL_SIZE], lost[CELL_SIZE],
	    allowed[CELL_SIZE];

	(void)snprintf(
	    out, LINE_SIZE,
	    "95 %% of starts wait at most %s s (promised: %s s) and %s %% "
	    "are not served (promised: at most %s %%).",
	    html_short(summary_number(s, "wait_seconds.p95"), waited),
	    html_short(summary_number(s, "promise.wait_p95_s"), promised),
	    html_short(100 * summary_number(s, "starts.unserved"), lost),
	    html_short(100 * summary_number(s, "promise.unserved_share"),
		       allowed));
}

/* --- the tiles
 * -------------------------------------------------------------------- */

static void tile(struct html_page *page, const char *name, const char *value,
		 const char *class_name)
{
	(void)fprintf(page->out, "<div class=\"tile\"><h3>%s</h3><strong",
		      name);
	if (class_name != NULL)
		(void)fprintf(page->out, " class=\"%s\"", class_name);
	(void)fputc('>', page->out);
	page_text(page->out, value);
	(void)fputs("</strong>\n", page->out);
}

static void tile_end(struct html_page *page)
{
	(void)fputs("</div>\n", page->out);
}

static void range_line(struct html_page *page, const struct html_figure *figure)
{
	char range[CELL_SIZE], line[LINE_SIZE];

	(void)html_range(page, figure, range);
	if (range[0] == '\0')
		(void)snprintf(line, sizeof line, "%s",
			       html_one_run(page) ? "one run"
						  : "the same in every run");
	else
		(void)snprintf(line, sizeof line, "(%s)", range);
	page_line(page->out, "soft", line);
}

static void tile_margin(struct html_page *page)
{
	char value[CELL_SIZE], range[CELL_SIZE], line[LINE_SIZE];

	tile(page, "Margin", html_value(page, &margin, value), NULL);
	range_line(page, &margin);
	(void)html_value(page, &percent, value);
	(void)html_range(page, &percent, range);
	(void)snprintf(line, sizeof line,
		       range[0] != '\0' ? "%s of net revenue (%s)"
					: "%s of net revenue",
		       value, range);
	page_line(page->out, "", line);
	tile_end(page);
}

static void promise_line(struct html_page *page,
			 const struct html_figure *figure, const char *limit)
{
	char value[CELL_SIZE], range[CELL_SIZE], line[LINE_SIZE];

	(void)html_value(page, figure, value);
	(void)html_range(page, figure, range);
	(void)snprintf(line, sizeof line,
		       range[0] != '\0' ? "%s %s (%s), promised %s"
					: "%s %s%s, promised %s",
		       figure->label, value, range, limit);
	page_line(page->out, "", line);
}

static void tile_promise(struct html_page *page)
{
	const struct summary *s = page->summary;
	bool kept = summary_true(s, "promise.kept");
	char limit[CELL_SIZE], number[CELL_SIZE];

	if (!summary_has(s, "promise.kept")) {
		tile(page, "Promise", "not judged", NULL);
		page_line(page->out, "", "Nothing was asked for.");
		tile_end(page);
		return;
	}
	tile(page, "Promise", kept ? "kept" : "broken", kept ? "good" : "bad");
	(void)snprintf(
	    limit, sizeof limit, "%s s",
	    html_short(summary_number(s, "promise.wait_p95_s"), number));
	promise_line(page, &wait, limit);
	(void)snprintf(
	    limit, sizeof limit, "%s %%",
	    html_short(100 * summary_number(s, "promise.unserved_share"),
		       number));
	promise_line(page, &unserved, limit);
	tile_end(page);
}

/* Where the demand does not know its players, per GB-hour of running worlds. */
static void tile_cost(struct html_page *page)
{
	const struct run_interval *hour = &page->data.eur_per_gb_hour;
	char value[CELL_SIZE], line[LINE_SIZE];

	if (summary_has(page->summary, "eur_per_player_hour")) {
		tile(page, "Cost per player-hour",
		     html_value(page, &per_player, value), NULL);
		range_line(page, &per_player);
		tile_end(page);
		return;
	}
	(void)snprintf(value, sizeof value, "%.4f EUR", hour->mean);
	tile(page, "Cost per GB-hour played", value, NULL);
	if (hour->known)
		(void)snprintf(line, sizeof line, "(%.4f ... %.4f)", hour->low,
			       hour->high);
	else
		(void)snprintf(line, sizeof line, "one run");
	page_line(page->out, "soft", line);
	page_line(page->out, "",
		  "Per player-hour is not known: the demand counts worlds, "
		  "not players.");
	tile_end(page);
}

static void tile_static(struct html_page *page)
{
	const struct summary *s = page->summary;
	char value[CELL_SIZE], theirs[CELL_SIZE], line[LINE_SIZE];

	if (!summary_has(s, "static_fleet")) {
		tile(page, "Against a static fleet", "not run", NULL);
		page_line(page->out, "",
			  "Run again without --no-static to compare.");
		tile_end(page);
		return;
	}
	(void)html_signed_eur(
	    summary_number(s, "static_fleet.difference.margin_eur.mean"),
	    value);
	(void)snprintf(line, sizeof line, "%s EUR", value);
	tile(page, "Against a static fleet", line, NULL);
	if (!summary_has(s, "static_fleet.difference.margin_eur.low"))
		(void)snprintf(line, sizeof line, "one run");
	else
		(void)snprintf(
		    line, sizeof line, "(%+.2f ... %+.2f)",
		    summary_number(s, "static_fleet.difference.margin_eur.low"),
		    summary_number(s,
				   "static_fleet.difference.margin_eur.high"));
	page_line(page->out, "soft", line);
	(void)snprintf(
	    line, sizeof line, "%s%s: wait p95 %s s against %s s",
	    summary_has(s, "static_fleet.verdict") ? "This fleet " : "One run",
	    summary_text(s, "static_fleet.verdict"),
	    html_short(summary_number(s, "wait_seconds.p95"), value),
	    html_short(summary_number(s, "static_fleet.wait_p95"), theirs));
	page_line(page->out, "", line);
	tile_end(page);
}

/* --- what would help
 * -------------------------------------------------------------- */

static const struct run_path *worst_path(const struct run_data *data)
{
	const struct run_path *worst = NULL;

	for (size_t i = 0; i < data->path_count; i++)
		if (worst == NULL || data->paths[i].wait_s > worst->wait_s)
			worst = &data->paths[i];
	return worst != NULL && worst->wait_s > 0 ? worst : NULL;
}

static void help_with_waiting(struct html_page *page)
{
	const struct run_path *worst = worst_path(&page->data);
	double wait_s = 0, late = 0;
	char line[LINE_SIZE], which[CELL_SIZE], share[CELL_SIZE];

	if (worst == NULL)
		return;
	for (size_t i = 0; i < page->data.path_count; i++) {
		wait_s += page->data.paths[i].wait_s;
		late += page->data.paths[i].late;
	}
	(void)snprintf(
	    line, sizeof line,
	    "Where the waiting is: %s %% of all waiting time falls on starts "
	    "%s (%.0f of the %.0f that waited longer than %.0f s; %s). "
	    "Shortening this path would help the promise most.",
	    html_short(100 * worst->wait_s / wait_s, share),
	    strcmp(worst->name, "?") == 0	? "that were never placed"
	    : strcmp(worst->name, "moved") == 0 ? "moved to another node"
	    : strcmp(worst->name, "restored") == 0
		? "restored from the archive"
		: html_path_name(worst->name),
	    worst->late, late,
	    summary_number(page->summary, "promise.wait_p95_s"),
	    html_which_run(page, which));
	page_line(page->out, "", line);
}

static void help_with_cost(struct html_page *page)
{
	static const char *const causes[][2] = {
	    {"boot", "nodes that boot"},
	    {"reserve", "the reserve inside nodes"},
	    {"rounding", "the rest of started hours"},
	    {"spare", "spare nodes kept on purpose"},
	    {"fragmentation", "gaps too small for a waiting world"},
	    {"night", "free RAM at night"},
	    {"slack", "free RAM by day"},
	};
	double most = 0,
	       total = summary_number(page->summary, "cost_eur.total");
	const char *name = "";
	char line[LINE_SIZE], share[CELL_SIZE];

	for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
		char key[64];
		double eur;

		(void)snprintf(key, sizeof key, "cost_eur.idle.%s",
			       causes[i][0]);
		eur = summary_number(page->summary, key);
		if (eur > most) {
			most = eur;
			name = causes[i][1];
		}
	}
	if (most <= 0 || total <= 0)
		return;
	(void)snprintf(line, sizeof line,
		       "Where the money idles: %s costs %.2f EUR, %s %% of "
		       "all cost, the largest part that nobody plays on.",
		       name, most, html_short(100 * most / total, share));
	page_line(page->out, "", line);
}

void html_answer(struct html_page *page)
{
	char first[LINE_SIZE], second[LINE_SIZE];
	FILE *out = page->out;

	page_section(out, "answer", "1. The answer");
	sentence_of_margin(page, first);
	if (summary_has(page->summary, "promise.kept"))
		sentence_of_promise(page, second);
	else
		(void)snprintf(second, sizeof second,
			       "nothing was asked for, so there is no promise "
			       "to judge.");
	(void)strncat(first, second, sizeof first - strlen(first) - 1);
	page_line(out, "lead", first);
	(void)fputs("<div class=\"tiles\">\n", out);
	tile_margin(page);
	tile_promise(page);
	tile_cost(page);
	tile_static(page);
	(void)fputs("</div>\n", out);
	help_with_waiting(page);
	help_with_cost(page);
	if (html_one_run(page))
		page_line(out, "soft",
			  "One run: nothing here says how much of it is "
			  "chance. Use --replications 20 for intervals.");
	else {
		(void)snprintf(first, sizeof first,
			       "Brackets hold the mean of %.0f replications "
			       "with 95 %% confidence. What varied: %s.",
			       summary_number(page->summary, "replications"),
			       summary_text(page->summary, "varied"));
		page_line(out, "soft", first);
	}
	page_section_end(out);
}
