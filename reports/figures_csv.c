#include "reports/figures_csv.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "reports/run_file.h"
#include "reports/text.h"
#include "traces/base/sqlite_file.h"

#define PATH_SIZE 4352
#define NUMBER_ROOM 40

struct table {
	struct run_file file;
	struct csv_row row;
};

static void put_figure_row(struct table *table)
{
	csv_row_end(&table->row);
	(void)fwrite(table->row.text, 1, table->row.size, table->file.out);
	csv_row_clear(&table->row);
}

static void put_number(struct table *table, double value)
{
	char text[NUMBER_ROOM] = "";

	if (isinf(value)) {
		csv_row_text(&table->row, "over");
		return;
	}
	if (!isnan(value))
		(void)snprintf(text, sizeof text, "%.10g", value);
	csv_row_number(&table->row, text);
}

static bool table_open(struct table *table, const char *directory,
		       const char *name, const char *const *columns,
		       enum csv_dialect dialect, struct error_text *error)
{
	*table = (struct table){.row = {.dialect = dialect}};
	if (!run_file_open(&table->file, directory, name, error))
		return false;
	(void)fputs(csv_mark(dialect), table->file.out);
	for (; *columns != NULL; columns++)
		csv_row_text(&table->row, *columns);
	put_figure_row(table);
	return true;
}

/* Publish the file, or remove it after an error. */
static bool table_close(struct table *table, bool good,
			struct error_text *error)
{
	if (table->row.failed)
		good = error_set(error, "out of memory");
	csv_row_release(&table->row);
	return run_file_finish(&table->file, good, error);
}

static void figure_row(struct table *table, const struct summary *summary,
		       const char *key, const char *unit)
{
	double low, high;

	csv_row_text(&table->row, key);
	csv_row_text(&table->row, unit);
	put_number(table, summary_has(summary, key)
			      ? summary_number(summary, key)
			      : (double)NAN);
	if (!summary_interval(summary, key, &low, &high))
		low = high = (double)NAN;
	put_number(table, low);
	put_number(table, high);
	put_figure_row(table);
}

bool figures_csv_write(const struct summary *summary, enum csv_dialect dialect,
		       struct error_text *error)
{
	static const char *const columns[] = {"key", "unit", "value",
					      "low", "high", NULL};
	char path[PATH_SIZE];
	sqlite3 *db = NULL;
	sqlite3_stmt *rows = NULL;
	struct table table;
	int step = SQLITE_ERROR;

	if (!table_open(&table, summary->directory, "figures.csv", columns,
			dialect, error))
		return false;
	(void)snprintf(path, sizeof path, "%s/run.db", summary->directory);
	if (sqlite_file_open(path, &db, error) == SQLITE_OK &&
	    sqlite3_prepare_v2(db,
			       "SELECT key, unit FROM kpi GROUP BY key"
			       " ORDER BY min(rowid)",
			       -1, &rows, NULL) == SQLITE_OK)
		while ((step = sqlite3_step(rows)) == SQLITE_ROW)
			figure_row(&table, summary, sqlite_file_text(rows, 0),
				   sqlite_file_text(rows, 1));
	if (step != SQLITE_DONE)
		(void)error_set(error,
				"%s: cannot be read: %s; run `conductor sim` "
				"again",
				path, sqlite3_errmsg(db));
	(void)sqlite3_finalize(rows);
	(void)sqlite3_close(db);
	return table_close(&table, step == SQLITE_DONE, error);
}

bool compare_csv_write(const struct pairs *pairs, enum language language,
		       enum csv_dialect dialect, struct error_text *error)
{
	static const char *const columns[] = {"key",  "unit",	    "a",
					      "b",    "difference", "low",
					      "high", "verdict",    NULL};
	struct table table;

	if (!table_open(&table, pairs->b.directory, "compare.csv", columns,
			dialect, error))
		return false;
	for (size_t i = 0; i < pairs->figure_count; i++) {
		const struct pair_figure *f = &pairs->figures[i];
		const struct run_interval *d = &f->difference;

		csv_row_text(&table.row, f->key);
		csv_row_text(&table.row, f->unit);
		put_number(&table, f->a);
		put_number(&table, f->b);
		put_number(&table, d->mean);
		put_number(&table, d->known ? d->low : (double)NAN);
		put_number(&table, d->known ? d->high : (double)NAN);
		csv_row_text(&table.row, text_of(language, f->verdict));
		put_figure_row(&table);
	}
	return table_close(&table, true, error);
}
