/*
 * test_csv_row.c - both dialects of CSV: their bytes, and that reading them
 * back gives the same cells; libcsv is the other reader.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <csv.h>
#include <string.h>

#include "traces/base/csv_row.h"

static void assert_row(const struct csv_row *row, const char *expected)
{
	assert_false(row->failed);
	assert_int_equal(row->size, strlen(expected));
	assert_memory_equal(row->text, expected, row->size);
}

static void assert_text(enum csv_dialect dialect, const char *text,
			const char *expected)
{
	struct csv_row row = {.dialect = dialect};

	csv_row_text(&row, text);
	csv_row_text(&row, "");
	assert_row(&row, expected);
	csv_row_release(&row);
}

static void plain_is_rfc_4180(void **state)
{
	struct csv_row row = {.dialect = CSV_PLAIN};

	(void)state;
	csv_row_text(&row, "a,b");
	csv_row_number(&row, "-12.5");
	csv_row_text(&row, "say \"x\"");
	csv_row_text(&row, "a;b");
	csv_row_number(&row, "");
	csv_row_text(&row, "=1+1");
	csv_row_end(&row);
	assert_row(&row, "\"a,b\",-12.5,\"say \"\"x\"\"\",a;b,,=1+1\n");
	assert_string_equal(csv_mark(CSV_PLAIN), "");
	csv_row_clear(&row);
	csv_row_text(&row, "next");
	assert_row(&row, "next");
	csv_row_release(&row);
}

static void excel_has_semicolons_and_commas(void **state)
{
	struct csv_row row = {.dialect = CSV_EXCEL};

	(void)state;
	csv_row_text(&row, "a,b");
	csv_row_number(&row, "-12.5");
	csv_row_text(&row, "a;b");
	csv_row_text(&row, "two\nlines");
	csv_row_end(&row);
	assert_row(&row, "a,b;-12,5;\"a;b\";\"two\nlines\"\r\n");
	assert_string_equal(csv_mark(CSV_EXCEL), "\xef\xbb\xbf");
	csv_row_release(&row);
}

/* Names come from players. */
static void no_text_is_read_as_a_formula(void **state)
{
	(void)state;
	assert_text(CSV_EXCEL, "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0;");
	assert_text(CSV_EXCEL, "=A1;B1", "\"'=A1;B1\";");
	assert_text(CSV_EXCEL, "+x", "'+x;");
	assert_text(CSV_EXCEL, "-x", "'-x;");
	assert_text(CSV_EXCEL, "-1+1", "'-1+1;");
	assert_text(CSV_EXCEL, "@x", "'@x;");
	assert_text(CSV_EXCEL, "\tx", "\"'\tx\";");
	assert_text(CSV_EXCEL, "\rx", "\"'\rx\";");
	/* a number is none, nor is what begins otherwise */
	assert_text(CSV_EXCEL, "-12.5", "-12.5;");
	assert_text(CSV_EXCEL, "+3", "+3;");
	assert_text(CSV_EXCEL, "a=b", "a=b;");
	assert_text(CSV_EXCEL, "", ";");
	/* programs get what was written */
	assert_text(CSV_PLAIN, "=1+1", "=1+1,");
}

/* --- read back ------------------------------------------------------------ */

static const char *const names[] = {
    "",	    " ",     "a",      "a;b",	  "a,b",     "\"",	    "\"\"",
    "a\"b", "x\r\n", "x\ny",   " lead",	  "trail ",  "\xc3\xa4",    "1.5",
    "-7",   "'x",    "semi;;", "com,,ma", "tab\tin", "\xe2\x82\xac"};
#define NAMES (sizeof names / sizeof names[0])

struct cells {
	size_t count, rows;
	char text[2 * NAMES][32];
};

static void on_cell(void *bytes, size_t size, void *context)
{
	struct cells *cells = context;

	assert_true(cells->count < 2 * NAMES);
	assert_true(size < sizeof cells->text[0]);
	memcpy(cells->text[cells->count], bytes, size);
	cells->text[cells->count++][size] = '\0';
}

static void on_row(int letter, void *context)
{
	struct cells *cells = context;

	(void)letter;
	cells->rows++;
}

static void read_back(enum csv_dialect dialect, struct cells *cells)
{
	struct csv_row row = {.dialect = dialect};
	struct csv_parser parser;

	*cells = (struct cells){0};
	for (size_t i = 0; i < NAMES; i++) {
		csv_row_text(&row, names[i]);
		csv_row_number(&row, "-1234.25");
		csv_row_end(&row);
		row.fields = 0;
	}
	assert_false(row.failed);
	assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
	csv_set_delim(&parser, dialect == CSV_EXCEL ? ';' : ',');
	assert_int_equal(
	    csv_parse(&parser, row.text, row.size, on_cell, on_row, cells),
	    row.size);
	assert_int_equal(csv_fini(&parser, on_cell, on_row, cells), 0);
	csv_free(&parser);
	csv_row_release(&row);
}

static void both_dialects_hold_the_same_cells(void **state)
{
	static const enum csv_dialect dialects[] = {CSV_PLAIN, CSV_EXCEL};
	static const char *const numbers[] = {"-1234.25", "-1234,25"};
	struct cells cells;

	(void)state;
	for (size_t d = 0; d < 2; d++) {
		read_back(dialects[d], &cells);
		assert_int_equal(cells.rows, NAMES);
		assert_int_equal(cells.count, 2 * NAMES);
		for (size_t i = 0; i < NAMES; i++) {
			assert_string_equal(cells.text[2 * i], names[i]);
			assert_string_equal(cells.text[2 * i + 1], numbers[d]);
		}
	}
}

static void dialects_have_names(void **state)
{
	enum csv_dialect dialect = CSV_PLAIN;

	(void)state;
	assert_true(csv_dialect_named("excel", &dialect));
	assert_int_equal(dialect, CSV_EXCEL);
	assert_true(csv_dialect_named("plain", &dialect));
	assert_int_equal(dialect, CSV_PLAIN);
	assert_false(csv_dialect_named("Excel", &dialect));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_is_rfc_4180),
	    cmocka_unit_test(excel_has_semicolons_and_commas),
	    cmocka_unit_test(no_text_is_read_as_a_formula),
	    cmocka_unit_test(both_dialects_hold_the_same_cells),
	    cmocka_unit_test(dialects_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
