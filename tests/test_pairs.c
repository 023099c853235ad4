/*
 * test_pairs.c - two runs made by hand: means, paired and independent
 * intervals, verdicts, and who may not be compared.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reports/pairs.h"

#define PATH_SIZE 128

struct fixture {
	char a[64], b[64];
};

static const char tables[] =
    "CREATE TABLE kpi(replication INT, key TEXT, value REAL, unit TEXT);"
    "CREATE TABLE assumptions(key TEXT, value TEXT, source TEXT,"
    " is_default INT);";

static bool put_run(const char *directory, const char *to, int seed,
		    const char *rows)
{
	char path[PATH_SIZE];
	sqlite3 *db;
	FILE *file;
	bool good;

	(void)snprintf(path, sizeof path, "%s/summary.json", directory);
	file = fopen(path, "w");
	if (file == NULL)
		return false;
	(void)fprintf(file,
		      "{\"scenario\":\"s\",\"engine_version\":\"1\","
		      "\"digest\":\"0\",\"from\":\"f\",\"to\":\"%s\","
		      "\"seed\":%d,\"replications\":4}",
		      to, seed);
	if (fclose(file) != 0)
		return false;
	(void)snprintf(path, sizeof path, "%s/run.db", directory);
	(void)unlink(path);
	good = sqlite3_open(path, &db) == SQLITE_OK &&
	       sqlite3_exec(db, tables, NULL, NULL, NULL) == SQLITE_OK &&
	       sqlite3_exec(db, rows, NULL, NULL, NULL) == SQLITE_OK;
	return sqlite3_close(db) == SQLITE_OK && good;
}

/* Margins 10, 20, 30, 40 against 11, 22, 33, 42: differences 1, 2, 3, 2 with
 * mean 2 and standard deviation sqrt(2/3); t(3) is 3.182, so the half-width is
 * 3.182 x 0.8165 / 2 = 1.2990. */
static const char rows_a[] =
    "INSERT INTO kpi VALUES "
    "(0,'margin_eur',10,'EUR'),(1,'margin_eur',20,'EUR'),"
    "(2,'margin_eur',30,'EUR'),(3,'margin_eur',40,'EUR'),"
    "(0,'starts.unserved',0.1,'share'),(1,'starts.unserved',0.2,'share'),"
    "(2,'starts.unserved',0.3,'share'),(3,'starts.unserved',0.2,'share'),"
    "(0,'starts.requested',5,'starts'),(1,'starts.requested',6,'starts'),"
    "(2,'starts.requested',7,'starts'),(3,'starts.requested',8,'starts'),"
    "(0,'wait_seconds.p95',NULL,'s'),(1,'wait_seconds.p95',NULL,'s'),"
    "(2,'wait_seconds.p95',NULL,'s'),(3,'wait_seconds.p95',NULL,'s');"
    "INSERT INTO assumptions VALUES ('k','1','x',1),('same','2','x',1),"
    "('title','old','x',0);";
static const char rows_b[] =
    "INSERT INTO kpi VALUES "
    "(0,'margin_eur',11,'EUR'),(1,'margin_eur',22,'EUR'),"
    "(2,'margin_eur',33,'EUR'),(3,'margin_eur',42,'EUR'),"
    "(0,'starts.unserved',0.2,'share'),(1,'starts.unserved',0.1,'share'),"
    "(2,'starts.unserved',0.2,'share'),(3,'starts.unserved',0.3,'share'),"
    "(0,'starts.requested',5,'starts'),(1,'starts.requested',6,'starts'),"
    "(2,'starts.requested',7,'starts'),(3,'starts.requested',8,'starts'),"
    "(0,'wait_seconds.p95',3,'s'),(1,'wait_seconds.p95',3,'s'),"
    "(2,'wait_seconds.p95',4,'s'),(3,'wait_seconds.p95',5,'s');"
    "INSERT INTO assumptions VALUES ('k','9','x',0),('same','2','x',1),"
    "('title','new','x',0);";

static int setup(void **state)
{
	static struct fixture f;

	(void)snprintf(f.a, sizeof f.a, "/tmp/test_pairs_a.XXXXXX");
	(void)snprintf(f.b, sizeof f.b, "/tmp/test_pairs_b.XXXXXX");
	*state = &f;
	return mkdtemp(f.a) != NULL && mkdtemp(f.b) != NULL &&
		       put_run(f.a, "t", 1, rows_a) &&
		       put_run(f.b, "t", 1, rows_b)
		   ? 0
		   : -1;
}

static int teardown(void **state)
{
	const struct fixture *f = *state;
	const char *const directories[] = {f->a, f->b};
	char path[PATH_SIZE];

	for (size_t i = 0; i < 2; i++) {
		(void)snprintf(path, sizeof path, "%s/summary.json",
			       directories[i]);
		(void)unlink(path);
		(void)snprintf(path, sizeof path, "%s/run.db", directories[i]);
		(void)unlink(path);
		(void)rmdir(directories[i]);
	}
	return 0;
}

static void assert_near(double is, double should)
{
	if (fabs(is - should) > 5e-4)
		fail_msg("%.6f, not %.6f", is, should);
}

static void open_both(const struct fixture *f, struct pairs *pairs)
{
	struct error_text error = {""};

	if (!pairs_open(f->a, f->b, pairs, &error))
		fail_msg("%s", error.text);
}

static void pairing_narrows_the_interval(void **state)
{
	struct pairs pairs;
	const struct pair_figure *margin, *unserved;

	open_both(*state, &pairs);
	assert_true(pairs.paired);
	margin = pairs_find(&pairs, "margin_eur");
	assert_non_null(margin);
	assert_near(margin->a, 25);
	assert_near(margin->b, 27);
	assert_near(margin->difference.mean, 2);
	assert_near(margin->difference.low, 2 - 1.2990);
	assert_near(margin->difference.high, 2 + 1.2990);
	assert_int_equal(margin->verdict, T_VERDICT_BETTER);
	/* 0.1, -0.1, -0.1, 0.1: nothing can be said */
	unserved = pairs_find(&pairs, "starts.unserved");
	assert_non_null(unserved);
	assert_int_equal(unserved->verdict, T_VERDICT_NOISE);
	pairs_close(&pairs);
}

static void equal_and_unknown_figures_are_marked(void **state)
{
	struct pairs pairs;
	const struct pair_figure *figure;

	open_both(*state, &pairs);
	figure = pairs_find(&pairs, "starts.requested");
	assert_non_null(figure);
	assert_true(figure->same);
	figure = pairs_find(&pairs, "wait_seconds.p95");
	assert_non_null(figure);
	assert_true(isnan(figure->a));
	assert_true(isnan(figure->difference.mean));
	assert_int_equal(figure->verdict, T_NOT_KNOWN);
	/* the key that differs, and nothing that is only a name */
	assert_int_equal(pairs.key_count, 1);
	assert_string_equal(pairs.keys[0].key, "k");
	assert_string_equal(pairs.keys[0].b, "9");
	pairs_close(&pairs);
}

/* Other luck: two samples.  Both variances are about 170, so 2 is noise. */
static void other_seeds_are_not_paired(void **state)
{
	const struct fixture *f = *state;
	struct pairs pairs;
	const struct pair_figure *margin;

	assert_true(put_run(f->b, "t", 2, rows_b));
	open_both(f, &pairs);
	assert_false(pairs.paired);
	assert_int_equal(pairs.unpaired, T_UNPAIRED_SEED);
	margin = pairs_find(&pairs, "margin_eur");
	assert_non_null(margin);
	/* s.e. sqrt((166.667 + 180.667) / 4) = 9.3184; Welch: 5.99 degrees of
	 * freedom, between the 2.5706 of 5 and the 2.4469 of 6: 2.4479 */
	assert_near(margin->difference.high, 2 + 2.44787 * 9.31844);
	assert_int_equal(margin->verdict, T_VERDICT_NOISE);
	pairs_close(&pairs);
}

static void other_demand_is_not_paired(void **state)
{
	const struct fixture *f = *state;
	struct pairs pairs;
	char rows[4096];

	(void)snprintf(rows, sizeof rows,
		       "%sUPDATE kpi SET value = 9 WHERE replication = 3"
		       " AND key = 'starts.requested';",
		       rows_b);
	assert_true(put_run(f->b, "t", 1, rows));
	open_both(f, &pairs);
	assert_false(pairs.paired);
	assert_int_equal(pairs.unpaired, T_UNPAIRED_DEMAND);
	pairs_close(&pairs);
}

static void other_windows_are_refused(void **state)
{
	const struct fixture *f = *state;
	struct error_text error = {""};
	struct pairs pairs;

	assert_true(put_run(f->b, "later", 1, rows_b));
	assert_false(pairs_open(f->a, f->b, &pairs, &error));
	assert_non_null(strstr(error.text, "its window has another 'to'"));
	assert_null(strchr(error.text, '\n'));
}

static void places_are_filled_and_never_overflow(void **state)
{
	char out[64], small[8];

	(void)state;
	assert_string_equal(text_fill(out, sizeof out, LANGUAGE_EN, T_WINDOW,
				      WITH("{2}", "b", "c")),
			    "{2} to b (c).");
	assert_string_equal(
	    text_fill(out, sizeof out, LANGUAGE_EN, T_WINDOW, WITH("a")),
	    "a to  ().");
	assert_string_equal(text_fill(small, sizeof small, LANGUAGE_EN,
				      T_WINDOW, WITH("12345", "67890")),
			    "12345 t");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(pairing_narrows_the_interval),
	    TEST(equal_and_unknown_figures_are_marked),
	    TEST(other_seeds_are_not_paired),
	    TEST(other_demand_is_not_paired),
	    TEST(other_windows_are_refused),
	    cmocka_unit_test(places_are_filled_and_never_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
