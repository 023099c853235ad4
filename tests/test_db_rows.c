/*
 * test_db_rows.c - rows of all kinds reach a table, and those that are skipped
 * do not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "sim/db_rows.h"

/* Every third row is skipped, the first and the last among them. */
static bool fill(const void *context, size_t index, struct db_row *row)
{
	const int64_t *base = context;

	if (index % 3 == 0)
		return false;
	db_row_number(row, *base + (int64_t)index);
	db_row_real(row, 0.5 * (double)index);
	db_row_text(row, index % 2 == 0 ? "even" : "it's odd");
	db_row_null(row);
	return true;
}

static sqlite3 *opened(void)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db, "CREATE TABLE t(a INT, b REAL, c TEXT, d INT)",
			 NULL, NULL, NULL),
	    SQLITE_OK);
	return db;
}

static int64_t asked(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *row;
	int64_t value;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(row), SQLITE_ROW);
	value = sqlite3_column_int64(row, 0);
	assert_int_equal(sqlite3_finalize(row), SQLITE_OK);
	return value;
}

static void rows_that_are_skipped_do_not_come(void **state)
{
	const int64_t base = INT64_C(1) << 60;
	const struct db_rows rows = {"t", 4, 1000, fill, &base};
	sqlite3 *db = opened();

	(void)state;
	assert_true(db_rows_insert(db, &rows));
	assert_int_equal(asked(db, "SELECT count(*) FROM t"), 666);
	assert_int_equal(asked(db, "SELECT min(a) FROM t"), base + 1);
	assert_int_equal(asked(db, "SELECT max(a) FROM t"), base + 998);
	assert_int_equal(asked(db, "SELECT count(*) FROM t"
				   " WHERE b = 0.5 * (a - (1 << 60))"),
			 666);
	assert_int_equal(asked(db, "SELECT count(*) FROM t WHERE c = 'even'"),
			 333);
	assert_int_equal(
	    asked(db, "SELECT count(*) FROM t WHERE c = 'it''s odd'"), 333);
	assert_int_equal(asked(db, "SELECT count(*) FROM t WHERE d IS NULL"),
			 666);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void a_second_insert_brings_its_own_rows(void **state)
{
	const int64_t first = 0, second = 100;
	const struct db_rows rows = {"t", 4, 3, fill, &first};
	const struct db_rows more = {"t", 4, 2, fill, &second};
	const struct db_rows none = {"t", 4, 0, fill, NULL};
	sqlite3 *db = opened();

	(void)state;
	assert_true(db_rows_insert(db, &rows));
	assert_true(db_rows_insert(db, &more));
	assert_true(db_rows_insert(db, &none));
	assert_int_equal(asked(db, "SELECT sum(a) FROM t"), 1 + 2 + 101);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void a_table_of_another_form_is_an_error(void **state)
{
	const int64_t base = 0;
	const struct db_rows rows = {"t", 3, 10, fill, &base};
	const struct db_rows nowhere = {"u", 4, 10, fill, &base};
	sqlite3 *db = opened();

	(void)state;
	assert_false(db_rows_insert(db, &rows));
	assert_false(db_rows_insert(db, &nowhere));
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows_that_are_skipped_do_not_come),
	    cmocka_unit_test(a_second_insert_brings_its_own_rows),
	    cmocka_unit_test(a_table_of_another_form_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
