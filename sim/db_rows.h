/*
 * db_rows.h - many rows into a table of SQLite, in one statement.
 *
 * INSERT ... SELECT from a virtual table that asks for one row after the other:
 * a third of the instructions of a prepared INSERT a row, because nothing is
 * bound, stepped and reset.  Texts are not copied: they must live until the
 * insert is over.
 */
#ifndef SIM_DB_ROWS_H
#define SIM_DB_ROWS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DB_COLUMNS_MAX 16

struct db_value {
	enum { DB_NULL = 0, DB_NUMBER, DB_REAL, DB_TEXT } kind;
	union {
		int64_t number;
		double real;
		const char *text;
	};
};

struct db_row {
	struct db_value values[DB_COLUMNS_MAX];
	int count;
};

/* The next value of the row. */
void db_row_null(struct db_row *row);
void db_row_number(struct db_row *row, int64_t number);
void db_row_real(struct db_row *row, double value);
void db_row_text(struct db_row *row, const char *text);

struct db_rows {
	const char *table; /* exists and has as many columns */
	int columns;
	size_t count;
	/* Fill in row `index`.  False: there is none, go on to the next. */
	bool (*fill)(const void *context, size_t index, struct db_row *row);
	const void *context;
};

bool db_rows_insert(sqlite3 *db, const struct db_rows *rows);

#endif /* SIM_DB_ROWS_H */
