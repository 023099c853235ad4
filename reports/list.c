#include "reports/list.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/columns.h"
#include "reports/list_tables.h"
#include "reports/number.h"
#include "reports/summary.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"
#include "traces/base/sqlite_file.h"

#define PATH_SIZE 4352
#define CELL_SIZE 160
#define ROWS_SHOWN 20 /* unless --top says otherwise */

static const struct cli_command list_command = {
    .name = "list",
    .usage = "RUN_DIR customers|starts|nodes [OPTION]...",
    .about = "Print rows of the first run (replication 0): customers by "
	     "margin, starts by waiting time, nodes by cost.",
    .example = "  conductor list runs/friday-night-1 customers --top 10\n"
	       "  conductor list runs/friday-night-1 starts --csv excel > "
	       "starts.csv\n",
    .least = 2,
    .most = 2,
    .needs = "a run directory is needed, and customers, starts or nodes",
};

struct list_arguments {
	const char *run;
	const struct list_table *table;
	const char *of; /* NULL: all */
	uint64_t top;	/* 0: all */
	enum language language;
	bool as_csv, as_json;
	enum csv_dialect csv;
};

static bool read_list_arguments(int argc, char **argv,
				struct list_arguments *args, int *status)
{
	bool has_top = false;
	const struct cli_option options[] = {
	    {CLI_ROW_WHOLE("top", "N", &args->top,
			   "number of rows, 0 for all (default: 20; CSV and "
			   "JSON: all)"),
	     .given = &has_top},
	    {CLI_ROW_TEXT("of", "NAME", &args->of,
			  "only rows of this customer, world or node")},
	    {CLI_ROW_CSV(&args->csv,
			 "print CSV, for programs or for a German spreadsheet"),
	     .given = &args->as_csv},
	    {CLI_ROW_FLAG("json", &args->as_json, "print JSON")},
	    {CLI_ROW_LANG(&args->language,
			  "language of the table (default: en)")},
	};
	struct cli_words words = {argc, argv};

	*args = (struct list_arguments){0};
	if (!cli_read(&list_command, CLI_ROWS(options), &words, status))
		return false;
	if (!has_top)
		args->top = args->as_csv || args->as_json ? 0 : ROWS_SHOWN;
	args->run = words.word[0];
	args->table = list_table_named(words.word[1]);
	if (args->table != NULL)
		return true;
	*status = cli_unknown(list_command.name, "table", words.word[1],
			      list_table_names, LIST_TABLES);
	return false;
}

/* --- rows ----------------------------------------------------------------- */

struct listing {
	const struct list_arguments *args;
	sqlite3_stmt *statement;
	struct csv_row row;
	uint64_t shown, all;
	cJSON *rows; /* of --json */
};

static const char *cell_text(const struct listing *l, int column)
{
	return sqlite_file_text(l->statement, column);
}

/* A number in the form of C, "" for none. */
static void cell_number(const struct listing *l, int column, char *out)
{
	*out = '\0';
	if (sqlite3_column_type(l->statement, column) != SQLITE_NULL)
		(void)snprintf(out, CELL_SIZE, "%.*f",
			       l->args->table->columns[column].decimals,
			       sqlite3_column_double(l->statement, column));
}

static void put_csv_row(struct listing *l)
{
	csv_row_end(&l->row);
	(void)fwrite(l->row.text, 1, l->row.size, stdout);
	csv_row_clear(&l->row);
}

static void put_csv(struct listing *l)
{
	char number[CELL_SIZE];

	for (size_t i = 0; i < l->args->table->column_count; i++) {
		if (l->args->table->columns[i].kind != LIST_NUMBER) {
			csv_row_text(&l->row, cell_text(l, (int)i));
			continue;
		}
		cell_number(l, (int)i, number);
		csv_row_number(&l->row, number);
	}
	put_csv_row(l);
}

/* "2024-11-08 20:17:03" without its year. */
static void put_time(enum language language, const char *text, int width)
{
	const size_t day_length = strlen("2024-11-08");
	char day[NUMBER_SIZE] = "", out[2 * NUMBER_SIZE];

	if (strlen(text) > day_length)
		(void)snprintf(out, sizeof out, "%s%s",
			       number_day_short(language, text, day),
			       text + day_length);
	else
		(void)snprintf(out, sizeof out, "-");
	columns_left(stdout, out, width);
}

/* What a name may take: its column, and what the line leaves. */
static int name_most(const struct list_table *table, int width)
{
	int rest = COLUMNS_WIDTH + 1;

	for (size_t i = 0; i < table->column_count; i++)
		if (table->columns[i].width > 0)
			rest -= table->columns[i].width + 1;
	return rest > 0 ? width + rest : width;
}

static void put_cell(const struct listing *l, int column)
{
	const struct list_column *c = &l->args->table->columns[column];
	const char *text = cell_text(l, column);
	char plain[CELL_SIZE], number[NUMBER_SIZE];

	switch (c->kind) {
	case LIST_TEXT:
		columns_cut(stdout, text, c->width,
			    name_most(l->args->table, c->width));
		break;
	case LIST_CODE:
		columns_left(stdout, list_word(l->args->language, text),
			     c->width);
		break;
	case LIST_TIME:
		put_time(l->args->language, text, c->width);
		break;
	case LIST_NUMBER:
		cell_number(l, column, plain);
		columns_right(stdout,
			      *plain == '\0' ? "-"
					     : number_written(l->args->language,
							      plain, number),
			      c->width);
		break;
	}
}

static void add_row(struct listing *l)
{
	cJSON *row = cJSON_CreateObject();
	char number[CELL_SIZE];

	for (size_t i = 0; i < l->args->table->column_count; i++) {
		const struct list_column *c = &l->args->table->columns[i];
		const char *text = cell_text(l, (int)i);

		if (c->kind == LIST_NUMBER) {
			cell_number(l, (int)i, number);
			text = number;
		}
		if (*text == '\0')
			(void)cJSON_AddNullToObject(row, c->key);
		else if (c->kind == LIST_NUMBER && !list_is_money(c))
			(void)cJSON_AddNumberToObject(row, c->key,
						      strtod(text, NULL));
		else
			(void)cJSON_AddStringToObject(row, c->key, text);
	}
	(void)cJSON_AddItemToArray(l->rows, row);
}

static void put_line(struct listing *l)
{
	const struct list_table *table = l->args->table;

	for (size_t i = 0; i < table->column_count; i++) {
		if (table->columns[i].width == 0)
			continue;
		if (i > 0)
			(void)putchar(' ');
		put_cell(l, (int)i);
	}
	(void)putchar('\n');
}

static void put_row(struct listing *l)
{
	if (l->args->as_json)
		add_row(l);
	else if (l->args->as_csv)
		put_csv(l);
	else
		put_line(l);
}

static void put_heads(struct listing *l)
{
	const struct list_table *table = l->args->table;

	if (l->args->as_json)
		return;
	if (l->args->as_csv) {
		(void)fputs(csv_mark(l->args->csv), stdout);
		for (size_t i = 0; i < table->column_count; i++)
			csv_row_text(&l->row, table->columns[i].key);
		put_csv_row(l);
		return;
	}
	for (size_t i = 0; i < table->column_count; i++) {
		const struct list_column *c = &table->columns[i];
		const char *head = text_of(l->args->language, c->head);

		if (c->width == 0)
			continue;
		if (i > 0)
			(void)putchar(' ');
		if (c->kind == LIST_NUMBER)
			columns_right(stdout, head, c->width);
		else
			columns_left(stdout, head, c->width);
	}
	(void)putchar('\n');
}

static void put_json(const struct listing *l)
{
	cJSON *root = cJSON_CreateObject();

	(void)cJSON_AddStringToObject(root, "run", l->args->run);
	(void)cJSON_AddStringToObject(root, "table", l->args->table->name);
	(void)cJSON_AddNumberToObject(root, "all", (double)l->all);
	(void)cJSON_AddItemReferenceToObject(root, "rows", l->rows);
	json_out(root);
}

/* The table's title, how many of its rows are here, and of which run. */
static void put_foot(const struct listing *l, const struct summary *summary)
{
	enum language language = l->args->language;
	double runs = summary_number(summary, "replications");
	char shown[NUMBER_SIZE], all[NUMBER_SIZE], count[NUMBER_SIZE];
	char run[CELL_SIZE], line[2 * CELL_SIZE];

	(void)text_fill(run, sizeof run, language,
			runs > 1 ? T_FIRST_OF_RUNS : T_ONE_RUN,
			WITH(number_text(language, runs, 0, count)));
	(void)text_fill(line, sizeof line, language, T_LIST_SHOWN,
			WITH(number_text(language, (double)l->shown, 0, shown),
			     number_text(language, (double)l->all, 0, all),
			     run));
	(void)printf("\n%s\n%s\n", text_of(language, l->args->table->title),
		     line);
}

static bool is_wanted(const struct listing *l)
{
	return l->args->of == NULL ||
	       strcmp(cell_text(l, l->args->table->name_column), l->args->of) ==
		   0;
}

/* False: the database says why. */
static bool put_rows(struct listing *l)
{
	int got;

	while ((got = sqlite3_step(l->statement)) == SQLITE_ROW) {
		if (!is_wanted(l))
			continue;
		if (l->all++ == 0)
			put_heads(l);
		if (l->args->top != 0 && l->shown == l->args->top)
			continue;
		l->shown++;
		put_row(l);
	}
	if (l->all == 0 && l->args->of == NULL)
		put_heads(l);
	return got == SQLITE_DONE && !l->row.failed;
}

static bool list_run(const struct list_arguments *args,
		     const struct summary *summary, struct error_text *error)
{
	struct listing l = {.args = args,
			    .row = {.dialect = args->csv},
			    .rows = args->as_json ? cJSON_CreateArray() : NULL};
	char path[PATH_SIZE];
	sqlite3 *db = NULL;
	bool good;

	(void)snprintf(path, sizeof path, "%s/run.db", args->run);
	good = sqlite_file_open(path, &db, error) == SQLITE_OK &&
	       sqlite3_prepare_v2(db, args->table->query, -1, &l.statement,
				  NULL) == SQLITE_OK &&
	       put_rows(&l);
	if (!good)
		(void)error_set(error,
				"%s: cannot be read: %s; run `conductor sim` "
				"again",
				path, sqlite3_errmsg(db));
	else if (l.all == 0 && args->of != NULL)
		good = error_set(error,
				 "%s: no row of %s is called \"%s\"; "
				 "without --of all are listed",
				 path, args->table->name, args->of);
	else if (args->as_json)
		put_json(&l);
	else if (!args->as_csv)
		put_foot(&l, summary);
	(void)sqlite3_finalize(l.statement);
	(void)sqlite3_close(db);
	csv_row_release(&l.row);
	cJSON_Delete(l.rows);
	return good;
}

int cmd_list(int argc, char **argv)
{
	struct error_text error = {""};
	struct summary summary;
	struct list_arguments args;
	int status;
	bool good;

	if (!read_list_arguments(argc, argv, &args, &status))
		return status;
	good = summary_open(args.run, &summary, &error);
	if (good) {
		good = list_run(&args, &summary, &error);
		summary_close(&summary);
	}
	return good ? 0 : cli_failed(&error);
}
