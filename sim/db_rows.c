#include "sim/db_rows.h"

#include <stdio.h>
#include <stdlib.h>

#define SQL_SIZE 256

/* --- a row ---------------------------------------------------------------- */

static struct db_value *next_value(struct db_row *row)
{
	return &row->values[row->count++];
}

void db_row_null(struct db_row *row)
{
	next_value(row)->kind = DB_NULL;
}

void db_row_number(struct db_row *row, int64_t number)
{
	*next_value(row) =
	    (struct db_value){.kind = DB_NUMBER, .number = number};
}

void db_row_real(struct db_row *row, double value)
{
	*next_value(row) = (struct db_value){.kind = DB_REAL, .real = value};
}

void db_row_text(struct db_row *row, const char *text)
{
	*next_value(row) = (struct db_value){.kind = DB_TEXT, .text = text};
}

/* --- the virtual table ---------------------------------------------------- */

struct source {
	sqlite3_vtab base;
	const struct db_rows *rows;
};

struct cursor {
	sqlite3_vtab_cursor base;
	size_t index;
	struct db_row row;
};

static int connect_source(sqlite3 *db, void *rows, int count,
			  const char *const *arguments, sqlite3_vtab **out,
			  char **error)
{
	const struct db_rows *of = rows;
	struct source *source = sqlite3_malloc(sizeof *source);
	char sql[SQL_SIZE];
	int used = snprintf(sql, sizeof sql, "CREATE TABLE x(c0");

	(void)count;
	(void)arguments;
	(void)error;
	for (int i = 1; i < of->columns; i++)
		used +=
		    snprintf(sql + used, sizeof sql - (size_t)used, ",c%d", i);
	(void)snprintf(sql + used, sizeof sql - (size_t)used, ")");
	if (source == NULL)
		return SQLITE_NOMEM;
	*source = (struct source){.rows = of};
	*out = &source->base;
	return sqlite3_declare_vtab(db, sql);
}

static int disconnect_source(sqlite3_vtab *base)
{
	sqlite3_free(base);
	return SQLITE_OK;
}

/* There is one way: from the first to the last. */
static int plan_source(sqlite3_vtab *base, sqlite3_index_info *info)
{
	const struct source *source = (const struct source *)base;

	info->estimatedRows = (sqlite3_int64)source->rows->count;
	info->estimatedCost = (double)source->rows->count;
	return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
	struct cursor *cursor = sqlite3_malloc(sizeof *cursor);

	(void)base;
	if (cursor == NULL)
		return SQLITE_NOMEM;
	*cursor = (struct cursor){.index = 0};
	*out = &cursor->base;
	return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
	sqlite3_free(base);
	return SQLITE_OK;
}

static const struct db_rows *rows_of_cursor(const struct cursor *cursor)
{
	return ((const struct source *)cursor->base.pVtab)->rows;
}

/* To row `index` or the next one that there is. */
static void go_to_row(struct cursor *cursor, size_t index)
{
	const struct db_rows *rows = rows_of_cursor(cursor);

	for (; index < rows->count; index++) {
		cursor->row.count = 0;
		if (rows->fill(rows->context, index, &cursor->row))
			break;
	}
	cursor->index = index;
}

static int first_row(sqlite3_vtab_cursor *base, int plan, const char *name,
		     int count, sqlite3_value **values)
{
	(void)plan;
	(void)name;
	(void)count;
	(void)values;
	go_to_row((struct cursor *)base, 0);
	return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *base)
{
	struct cursor *cursor = (struct cursor *)base;

	go_to_row(cursor, cursor->index + 1);
	return SQLITE_OK;
}

static int is_past_rows(sqlite3_vtab_cursor *base)
{
	const struct cursor *cursor = (const struct cursor *)base;

	return cursor->index >= rows_of_cursor(cursor)->count;
}

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *to, int i)
{
	const struct cursor *cursor = (const struct cursor *)base;
	const struct db_value *value = &cursor->row.values[i];

	switch (value->kind) {
	case DB_NULL:
		sqlite3_result_null(to);
		break;
	case DB_NUMBER:
		sqlite3_result_int64(to, value->number);
		break;
	case DB_REAL:
		sqlite3_result_double(to, value->real);
		break;
	case DB_TEXT:
		sqlite3_result_text(to, value->text, -1, SQLITE_STATIC);
		break;
	}
	return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((const struct cursor *)base)->index;
	return SQLITE_OK;
}

bool db_rows_insert(sqlite3 *db, const struct db_rows *rows)
{
	static const sqlite3_module module = {
	    .xConnect = connect_source,
	    .xBestIndex = plan_source,
	    .xDisconnect = disconnect_source,
	    .xOpen = open_cursor,
	    .xClose = close_cursor,
	    .xFilter = first_row,
	    .xNext = next_row,
	    .xEof = is_past_rows,
	    .xColumn = give_column,
	    .xRowid = give_rowid,
	};
	char name[SQL_SIZE / 4], sql[SQL_SIZE];
	bool good;

	(void)snprintf(name, sizeof name, "rows_of_%s", rows->table);
	(void)snprintf(sql, sizeof sql, "INSERT INTO %s SELECT * FROM %s",
		       rows->table, name);
	/* the module only lends `rows`, and is taken away before it goes */
	good = sqlite3_create_module(db, name, &module,
				     (void *)(uintptr_t)rows) == SQLITE_OK &&
	       sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
	return sqlite3_create_module(db, name, NULL, NULL) == SQLITE_OK && good;
}
