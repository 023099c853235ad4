/*
 * test_sweep_file.c - the work file of a sweep on a disk that is full: a point
 * is kept whole or not at all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/sweep_file.h"
#include "support_place.h"

#define POINTS 40
#define REPLICATIONS 30

static void put_point(struct sweep_file *work, unsigned point)
{
	struct variant_columns columns;

	sweep_columns(&columns);
	sweep_put_number(work, SWEEP_POINTS, point);
	for (int i = 0; i < 2; i++)
		sweep_put_text(work, SWEEP_POINTS, NULL);
	sweep_put_number(work, SWEEP_POINTS, 0);
	sweep_put_text(work, SWEEP_POINTS, NULL);
	sweep_put_text(work, SWEEP_POINTS, "conductor sim");
	sweep_put_end(work, SWEEP_POINTS);
	for (unsigned r = 0; r < REPLICATIONS; r++) {
		sweep_put_number(work, SWEEP_FIGURES, point);
		sweep_put_number(work, SWEEP_FIGURES, r);
		for (unsigned c = 0; c < columns.count; c++)
			sweep_put_real(work, SWEEP_FIGURES, r + c / 7.0);
		sweep_put_end(work, SWEEP_FIGURES);
	}
}

static int number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *query = NULL;
	int out;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(query), SQLITE_ROW);
	out = sqlite3_column_int(query, 0);
	(void)sqlite3_finalize(query);
	return out;
}

/* Room for so many pages more. */
static void limit(struct sweep_file *work, int pages)
{
	char sql[64];

	(void)snprintf(sql, sizeof sql, "PRAGMA max_page_count=%d",
		       number(work->db, "PRAGMA page_count") + pages);
	assert_int_equal(sqlite3_exec(work->db, sql, NULL, NULL, NULL),
			 SQLITE_OK);
}

/* Wherever in a group of points the disk is full. */
static void a_full_disk_keeps_whole_points(void **state)
{
	struct sweep_file head;
	struct error_text error = {""};
	struct place place;
	char path[PLACE_PATH_SIZE];

	(void)state;
	assert_true(sweep_file_begin(&head, &error));
	place_make(&place, NULL, NULL);
	for (int pages = 0; pages < 30; pages++) {
		struct sweep_file work;
		char name[32];

		(void)snprintf(name, sizeof name, "%d.db-work", pages);
		place_path(&place, name, path);
		assert_true(sweep_file_work(&head, path, false, &work, &error));
		limit(&work, pages);
		assert_true(sweep_file_change(&work));
		for (unsigned point = 1; point <= POINTS; point++)
			put_point(&work, point);
		assert_false(sweep_file_keep(&work, &error));
		assert_non_null(strstr(error.text, "full"));
		error.text[0] = '\0';
		sweep_file_close(&work);
		/* the same command goes on */
		assert_true(sweep_file_work(&head, path, false, &work, &error));
		assert_int_equal(number(work.db, "SELECT count(*) FROM points"),
				 0);
		assert_int_equal(
		    number(work.db, "SELECT count(*) FROM figures"), 0);
		sweep_file_close(&work);
	}
	sweep_file_close(&head);
	place_remove(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_full_disk_keeps_whole_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
