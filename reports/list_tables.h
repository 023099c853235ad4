/*
 * list_tables.h - what `conductor list` can show: queries and columns.
 *
 * Private to the list.  A query gives one column for each of the table, in
 * their order, and takes no parameter.
 */
#ifndef REPORTS_LIST_TABLES_H
#define REPORTS_LIST_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/text.h"

enum list_kind {
	LIST_TEXT,  /* as it is */
	LIST_CODE,  /* a word of the program; list_word() has ours for it */
	LIST_TIME,  /* "2024-11-08 20:17:03", local time of the scenario */
	LIST_NUMBER /* with `decimals`; NULL is nothing */
};

struct list_column {
	const char *key; /* in CSV */
	enum text head;
	enum list_kind kind;
	int decimals;
	int width; /* of the table; 0: in CSV alone */
};

#define LIST_COLUMNS_MAX 10
struct list_table {
	const char *name;
	enum text title;
	const char *query;
	struct list_column columns[LIST_COLUMNS_MAX];
	size_t column_count;
	int name_column; /* what --of names */
};

#define LIST_TABLES 3
extern const char *const list_table_names[LIST_TABLES];

/* Amounts are texts in JSON, as everywhere. */
bool list_is_money(const struct list_column *column);

/* NULL: there is none of that name. */
const struct list_table *list_table_named(const char *name);

/* The word of a language for a code of run.db, or the code itself. */
const char *list_word(enum language language, const char *code);

#endif /* REPORTS_LIST_TABLES_H */
