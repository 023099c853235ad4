/*
 * test_report_html.c - report.html from a small run made by hand: it says the
 * right figures, stands alone, and is whole or not there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reports/html.h"
#include "reports/page.h"

#define PATH_SIZE 256

struct fixture {
	char directory[64];
	struct summary summary;
};

static const char figures[] =
    "{\"title\":\"Night <b>&\\\"x\\\"\",\"scenario\":\"small\",\"seed\":7,"
    "\"replications\":1,\"clock\":\"Europe/Berlin\","
    "\"from\":\"2024-10-26T22:00:00+02:00\","
    "\"to\":\"2024-10-27T04:00:00+01:00\",\"engine_version\":\"1\","
    "\"digest\":\"00ff\",\"command_line\":\"conductor sim small --seed 7\","
    "\"prices_at\":\"2024-10-01\",\"price_note\":null,"
    "\"wait_seconds\":{\"p50\":1,\"p95\":20,\"p99\":25,\"max\":30,"
    "\"by_path\":{\"warm\":{\"count\":3,\"p50\":0,\"p95\":0,\"p99\":0},"
    "\"moved\":{\"count\":1,\"p50\":20,\"p95\":25,\"p99\":25,"
    "\"box\":{\"count\":1,\"p50\":20,\"p95\":25,\"p99\":\"over\"}}}},"
    "\"starts\":{\"attempts\":6,\"requested\":5,\"served\":4,\"refused\":1,"
    "\"abandoned\":0,"
    "\"unserved\":0.2,\"no_room\":0.002,\"within_promise\":0.8},"
    "\"promise\":{\"wait_p95_s\":30,\"kept\":\"broken\","
    "\"wait\":{\"limit\":0.95,\"value\":0.8,\"low\":0.78,\"high\":0.82,"
    "\"verdict\":\"broken\"},\"no_room\":{\"limit\":0.001,\"value\":0.002,"
    "\"low\":0.0005,\"high\":0.0035,\"verdict\":\"close\"},"
    "\"unserved\":null},"
    "\"revenue_eur\":{\"active_gross\":\"12.34\",\"sleep_gross\":\"0.00\","
    "\"credits\":\"0.00\",\"vat\":\"1.97\",\"payment_fees\":\"0.49\","
    "\"net\":\"9.88\"},"
    "\"cost_eur\":{\"dedicated\":\"5.00\",\"cloud\":\"1.00\","
    "\"storage\":\"0.10\",\"network\":\"0.05\",\"other\":\"0.00\","
    "\"total\":\"6.15\",\"idle\":{\"night\":\"2.00\"}},"
    "\"margin_eur\":\"3.73\",\"margin_percent\":37.75,"
    "\"margin_per_month_eur\":113.15,\"window_hours\":7,\"chance\":true,"
    "\"advice\":{\"state\":\"tried\",\"tried\":7,\"helps\":false,"
    "\"kept\":false,\"too_slow\":{\"share\":0.12,\"gb\":1.8906,"
    "\"example_gb\":2,\"example_seconds\":31.678,\"mb_per_second\":70},"
    "\"actions\":[{\"code\":\"node_more\",\"values\":[\"2\",\"AX41\","
    "\"1\"],\"command\":\"conductor sim small --set 'a=<b>'\","
    "\"promise\":\"close\",\"margin_eur\":{\"difference\":1234.567,"
    "\"low\":-0.5,\"high\":2469.634,\"verdict\":\"noise\"},"
    "\"margin_per_month_eur\":{\"difference\":1,\"low\":null,"
    "\"high\":null,\"verdict\":null},\"within_promise\":{\"before\":0.8,"
    "\"after\":0.9}}],\"others\":[]},"
    "\"eur_per_player_hour\":null,\"static_fleet\":null,\"counts\":null,"
    "\"late\":{\"count\":1,\"hours\":{\"line\":0.75,\"transfer\":0.25}},"
    "\"peak_demand_gb\":77,"
    "\"peak_demand_at\":\"2024-10-27T02:30:00+02:00\","
    "\"customers\":{\"count\":1,\"losing\":1,\"loss_eur\":0.2},"
    "\"ci95\":{}}";

/* Seven hours from 22:00 over the night in which the clock goes back. */
static const char tables[] =
    "CREATE TABLE kpi(replication INT, key TEXT, value REAL, unit TEXT);"
    "CREATE TABLE series(slot INT, from_us INT, name TEXT, mean REAL,"
    " low REAL, high REAL);"
    "CREATE TABLE series0(slot INT, from_us INT, name TEXT, value REAL);"
    "CREATE TABLE nodes(node INT, type TEXT, location TEXT, ordered_us INT,"
    " ready_us INT, drain_us INT, gone_us INT, hours_billed INT,"
    " cost_eur REAL, lost INT, sellable_gb REAL, held_gb_hours REAL);"
    "CREATE TABLE starts(requested_us INT, world TEXT, node INT, path TEXT,"
    " wait_us INT, ready_us INT, end TEXT, reason TEXT, attempt INT,"
    " saving_us INT, room_us INT, boot_us INT, line_us INT,"
    " transfer_us INT, start_up_us INT);"
    "CREATE TABLE customers(customer TEXT, decile INT, worlds INT,"
    " starts INT, unserved INT, billed_gb_hours REAL, held_gb_hours REAL,"
    " cloud_gb_hours REAL, disk_gb REAL, net_eur REAL, cost_eur REAL,"
    " margin_eur REAL);"
    "INSERT INTO customers VALUES"
    " ('<i>ann</i>', 1, 1, 1, 0, 2, 2, 2, 1, 0.1, 0.3, -0.2);"
    "CREATE TABLE assumptions(key TEXT, value TEXT, source TEXT,"
    " is_default INT);"
    "CREATE TABLE utc_offsets(from_us INT, offset_s INT);"
    "INSERT INTO utc_offsets VALUES(1711846800000000, 7200),"
    " (1729990800000000, 3600);"
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
    " WHERE i < 6) INSERT INTO series0"
    " SELECT i, 1729972800000000 + i * 3600000000, name, value FROM n,"
    " (SELECT 'demand_gb' AS name, 70 AS value"
    "  UNION SELECT 'dedicated_gb', 64 UNION SELECT 'cloud_gb', 16"
    "  UNION SELECT 'archive_use', 0.75);"
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
    " WHERE i < 6) INSERT INTO series"
    " SELECT i, 1729972800000000 + i * 3600000000, name, value, value, value"
    " FROM n, (SELECT 'demand_gb' AS name, 70 AS value"
    "  UNION SELECT 'judged', 40 UNION SELECT 'late', 8);"
    "INSERT INTO nodes VALUES(1, 'AX', '', 0, 0, NULL, NULL, 0, 0, 0, 64, 100),"
    " (2, 'CX', 'fsn1', 1729980000000000, 1729980100000000, NULL,"
    "  1729990000000000, 3, 1.0, 0, 16, 12);"
    "INSERT INTO starts VALUES"
    " (1729980000000000, 'a', 1, 'moved', 40000000, 45000000, 'served', '',"
    "  1, 0, 0, 0, 30000000, 10000000, 5000000),"
    " (1729980000000000, 'b', 0, '?', 10000000, -1, 'refused', '', 1,"
    "  0, 10000000, 0, 0, 0, 0);"
    "INSERT INTO assumptions VALUES"
    " ('fleet.cloud.max', '<script>alert(1)</script>', '/a/b/small.json:3', "
    "0);";

static bool put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	bool good = file != NULL && fputs(text, file) >= 0;

	return file != NULL && fclose(file) == 0 && good;
}

static char *take(const char *directory, const char *name)
{
	char path[PATH_SIZE];
	char *text = NULL;
	size_t size = 0;
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	file = fopen(path, "r");
	if (file == NULL)
		return NULL;
	if (getdelim(&text, &size, '\0', file) < 0) {
		free(text);
		text = NULL;
	}
	(void)fclose(file);
	return text;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct error_text error = {""};
	char path[PATH_SIZE];
	sqlite3 *db;
	int made;

	if (f == NULL)
		return -1;
	*state = f;
	(void)snprintf(f->directory, sizeof f->directory,
		       "/tmp/test_report_html.XXXXXX");
	if (mkdtemp(f->directory) == NULL)
		return -1;
	(void)snprintf(path, sizeof path, "%s/summary.json", f->directory);
	if (!put(path, figures))
		return -1;
	(void)snprintf(path, sizeof path, "%s/run.db", f->directory);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		return -1;
	made = sqlite3_exec(db, tables, NULL, NULL, NULL);
	if (sqlite3_close(db) != SQLITE_OK || made != SQLITE_OK)
		return -1;
	return summary_open(f->directory, &f->summary, &error) ? 0 : -1;
}

static int teardown(void **state)
{
	static const char *const files[] = {"summary.json", "run.db",
					    "report.html", "report.de.html",
					    "manifest.sha256"};
	struct fixture *f = *state;
	char path[PATH_SIZE];

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		(void)snprintf(path, sizeof path, "%s/%s", f->directory,
			       files[i]);
		(void)unlink(path);
	}
	(void)rmdir(f->directory);
	summary_close(&f->summary);
	free(f);
	return 0;
}

static void assert_page(const char *page, const char *text)
{
	if (strstr(page, text) == NULL)
		fail_msg("the page lacks: %s", text);
}

static void text_from_outside_is_escaped(void **state)
{
	struct fixture *f = *state;
	struct error_text error = {""};
	char *page;

	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	page = take(f->directory, "report.html");
	assert_non_null(page);
	assert_page(page, "<h1>Night &lt;b&gt;&amp;&quot;x&quot;</h1>");
	assert_page(page, "&lt;script&gt;alert(1)&lt;/script&gt;");
	assert_null(strstr(page, "<script"));
	assert_null(strstr(page, "/a/b/"));
	free(page);
}

static void the_page_shows_the_figures_of_the_run(void **state)
{
	struct fixture *f = *state;
	struct error_text error = {""};
	char *page;

	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	page = take(f->directory, "report.html");
	assert_non_null(page);
	assert_page(page, "The fleet earns 3.73&nbsp;EUR in 7&nbsp;h (113.15"
			  "&nbsp;EUR a month, 1,357.80&nbsp;EUR a year), "
			  "37.8&nbsp;% of net revenue, but breaks its promise");
	assert_page(page, "in 7&nbsp;h; that is 113.15&nbsp;EUR a month");
	/* five starts are no ground for a verdict */
	assert_page(page, "Too few to judge: 5&nbsp;starts");
	/* what was tried, in words, with its bracket and what may be typed */
	assert_page(page, ">Rent 2 AX41 by the month instead of 1</th>"
			  "<td>+1,234.57, could be noise <small>(-0.50 "
			  "... +2,469.63)</small></td>");
	assert_page(page, "<td>80.0 \u2192 90.0</td><td>too close to call");
	assert_page(page,
		    "<code>conductor sim small --set &#39;a=&lt;b&gt;&#39;"
		    "</code>");
	assert_page(page,
		    "at 70&nbsp;MB/s a world of more than 1.89&nbsp;GB takes "
		    "longer than 30&nbsp;s");
	assert_page(page,
		    "within 30&nbsp;s: 80.0&nbsp;% (78.0&nbsp;...&nbsp;82.0), "
		    "promised 95&nbsp;%: broken");
	assert_page(
	    page, "without room: 0.200&nbsp;% (0.050&nbsp;...&nbsp;0.350), at "
		  "most 0.1&nbsp;%: too close to call");
	assert_page(page, "One run");
	assert_page(page, ">3.73 EUR</strong>");
	/* three quarters of the late hours are the archive's connections */
	assert_page(page, ">More archive connections, or fewer moves</strong>");
	assert_page(page, "0.8&nbsp;of 1.0&nbsp;hours lost in late starts");
	assert_page(page, "no free connection to the archive, 75&nbsp;% of");
	/* the slowest one per cent of two starts is one: 45 s, 30 in line */
	assert_page(page, "1&nbsp;of 2, took 45&nbsp;s or longer");
	assert_page(page, "the archive, 66.7&nbsp;% of their time");
	/* 7 hours of 64 GB, 100 GB-hours of it used; 3 of 16 GB, 12 used */
	assert_page(page, "<td>7 h</td><td>22.3 %</td>");
	assert_page(page, "<td>3 h</td><td>25.0 %</td>");
	assert_page(page, "&lt;i&gt;ann&lt;/i&gt;");
	assert_page(page, "Not run: this run was started with --no-static");
	/* one customer has no deciles */
	assert_page(page, "1&nbsp;of 1&nbsp;customer costs more");
	assert_null(strstr(page, "Customers in deciles"));
	assert_page(page, "small.json:3");
	assert_page(page, "<code>conductor sim small --seed 7</code>");
	free(page);
}

static void the_night_shows_late_starts_and_lines(void **state)
{
	struct fixture *f = *state;
	struct error_text error = {""};
	char *page;

	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	page = take(f->directory, "report.html");
	assert_non_null(page);
	assert_page(page, "Demand peaks at 77&nbsp;GB (2024-10-27 02:30).");
	assert_page(page, ">Late starts, % of those requested</text>");
	assert_page(page, ">promised: at most 5 %</text>");
	assert_page(page, ">Busiest line in use, %</text>");
	/* 8 of 40 in each slot; no link between nodes was used */
	assert_page(page, "<title>2024-10-26 22:00 - 23:00\n"
			  "RAM: 70 GB requested, 80 GB ready\n"
			  "late: 20.0 % of 40 starts\n"
			  "line to the archive: 75 %</title>");
	assert_null(strstr(page, "between nodes"));
	/* what is not drawn is not explained */
	assert_null(strstr(page, "></i>booting"));
	free(page);
}

/* Two paths have fewer than 20 starts, so the chart has neither. */
static void paths_with_few_starts_have_no_quantiles(void **state)
{
	struct fixture *f = *state;
	struct error_text error = {""};
	char *page;

	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	page = take(f->directory, "report.html");
	assert_non_null(page);
	assert_page(page, "<title>all: p50 1.0 s, p95 20.0 s, p99 25.0 s");
	assert_null(strstr(page, "<title>warm: p50"));
	assert_page(page, "<tr><th scope=\"row\">warm, on its own node</th>"
			  "<td>3.0</td><td>50.0 %</td><td>-</td><td>-</td>");
	assert_page(page, "<tr><th scope=\"row\">never placed</th>"
			  "<td>2.0</td><td>33.3 %</td>");
	free(page);
}

/* In the colour of what is lost, and explained as that. */
static void a_loss_is_no_income(void **state)
{
	struct fixture *f = *state;
	struct error_text error = {""};
	cJSON *margin =
	    cJSON_GetObjectItemCaseSensitive(f->summary.root, "margin_eur");
	char *page;

	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	page = take(f->directory, "report.html");
	assert_non_null(page);
	assert_null(strstr(page, "></i>loss</li>"));
	free(page);
	assert_non_null(cJSON_SetValuestring(margin, "-3.7"));
	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	page = take(f->directory, "report.html");
	assert_non_null(page);
	assert_page(page, "<i style=\"background:#D55E00\"></i>loss</li>");
	assert_page(page, "<title>margin: -3.70 EUR</title>");
	free(page);
}

static void each_language_has_a_page_of_its_own(void **state)
{
	struct fixture *f = *state;
	struct error_text error = {""};
	char *english, *german;

	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	assert_true(html_write(&f->summary, LANGUAGE_DE, &error));
	english = take(f->directory, "report.html");
	german = take(f->directory, "report.de.html");
	assert_non_null(english);
	assert_non_null(german);
	assert_page(english, "<html lang=\"en\">");
	assert_page(german, "<html lang=\"de\">");
	free(english);
	free(german);
	english = take(f->directory, "manifest.sha256");
	assert_non_null(english);
	assert_page(english, "  report.html\n");
	assert_page(english, "  report.de.html\n");
	free(english);
}

static void features_that_took_no_part_are_not_listed(void **state)
{
	struct fixture *f = *state;
	struct error_text error = {""};
	char *page;

	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	page = take(f->directory, "report.html");
	assert_non_null(page);
	assert_null(strstr(page, "second copies of sleeping worlds"));
	free(page);
	assert_non_null(cJSON_AddNumberToObject(
	    cJSON_AddObjectToObject(f->summary.root, "copies"), "made", 3));
	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	page = take(f->directory, "report.html");
	assert_non_null(page);
	assert_page(page, "second copies of sleeping worlds</th><td>3.0 made");
	free(page);
}

/* 02:00 comes twice: eight labels for seven hours would be wrong. */
static void the_axis_of_hours_follows_a_clock_set_back(void **state)
{
	struct fixture *f = *state;
	struct error_text error = {""};
	char *page;
	const char *at;
	int twice = 0;

	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	page = take(f->directory, "report.html");
	assert_non_null(page);
	for (at = page;
	     (at = strstr(at, "<th scope=\"row\">2024-10-27 02:00")) != NULL;
	     at++)
		twice++;
	assert_int_equal(twice, 2);
	assert_page(page, "<th scope=\"row\">2024-10-26 22:00");
	assert_page(page, "<th scope=\"row\">2024-10-27 03:00");
	assert_null(strstr(page, "<th scope=\"row\">2024-10-27 04:00"));
	free(page);
}

static void the_page_needs_nothing_from_outside(void **state)
{
	static const char *const never[] = {" src=", "@import", "url(", "<link",
					    "<?xml"};
	struct fixture *f = *state;
	struct error_text error = {""};
	char *page, *other;

	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	page = take(f->directory, "report.html");
	assert_non_null(page);
	for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
		assert_null(strstr(page, never[i]));
	/* ids of one drawing may not answer for another's */
	assert_page(page, "id='night_gpPt0'");
	assert_page(page, "id='waits_gpPt0'");
	assert_null(strstr(page, "id='gpPt0'"));
	assert_null(strstr(page, "'#gpPt"));
	/* the same run gives the same page */
	assert_true(html_write(&f->summary, LANGUAGE_EN, &error));
	other = take(f->directory, "report.html");
	assert_non_null(other);
	assert_string_equal(page, other);
	free(page);
	free(other);
}

static void without_gnuplot_one_error_and_no_page(void **state)
{
	struct fixture *f = *state;
	struct error_text error = {""};
	const char *path = getenv("PATH");
	char *before = path != NULL ? strdup(path) : NULL;
	bool written;
	char *page;

	if (before == NULL) {
		fail_msg("there is no PATH");
		return;
	}
	assert_int_equal(setenv("PATH", "/nonexistent", 1), 0);
	written = html_write(&f->summary, LANGUAGE_EN, &error);
	assert_int_equal(setenv("PATH", before, 1), 0);
	free(before);
	assert_false(written);
	assert_non_null(strstr(error.text, "gnuplot-nox"));
	assert_null(strchr(error.text, '\n'));
	page = take(f->directory, "report.html");
	assert_null(page);
	page = take(f->directory, "manifest.sha256");
	assert_null(page);
}

static void a_broken_database_is_named(void **state)
{
	struct fixture *f = *state;
	struct error_text error = {""};
	char path[PATH_SIZE];

	(void)snprintf(path, sizeof path, "%s/run.db", f->directory);
	assert_true(put(path, "not a database at all, only some words"));
	assert_false(html_write(&f->summary, LANGUAGE_EN, &error));
	assert_non_null(strstr(error.text, "run.db: cannot be read"));
	assert_null(take(f->directory, "report.html"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(text_from_outside_is_escaped),
	    TEST(the_page_shows_the_figures_of_the_run),
	    TEST(the_night_shows_late_starts_and_lines),
	    TEST(paths_with_few_starts_have_no_quantiles),
	    TEST(a_loss_is_no_income),
	    TEST(each_language_has_a_page_of_its_own),
	    TEST(features_that_took_no_part_are_not_listed),
	    TEST(the_axis_of_hours_follows_a_clock_set_back),
	    TEST(the_page_needs_nothing_from_outside),
	    TEST(without_gnuplot_one_error_and_no_page),
	    TEST(a_broken_database_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
