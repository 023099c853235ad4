#include "reports/list.h"

#include <getopt.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/columns.h"
#include "reports/list_tables.h"
#include "reports/number.h"
#include "reports/summary.h"
#include "traces/base/csv_row.h"
#include "traces/base/values.h"

#define EXIT_USAGE 2
#define PATH_SIZE 4352
#define CELL_SIZE 160
#define ROWS_SHOWN 20 /* unless --top says otherwise */

static const char help[] =
    "Usage: conductor list RUN_DIR customers|starts|nodes [OPTION]...\n"
    "Print rows of the first run (replication 0): customers by what they earn\n"
    "us, starts by how long they waited, nodes by what they cost.\n"
    "\n"
    "      --top N            so many rows, 0 for all (default: 20; CSV: all)\n"
    "      --of NAME          only rows of this customer, world or node\n"
    "      --csv plain|excel  as CSV, for programs or for a German\n"
    "                         spreadsheet\n"
    "      --lang en|de       language of the table (default: en)\n"
    "      --help             this text\n"
    "\n"
    "Example:\n"
    "  conductor list runs/friday-night-1 customers --top 10\n"
    "  conductor list runs/friday-night-1 starts --csv excel > starts.csv\n";

struct arguments {
	const char *run;
	const struct list_table *table;
	const char *of; /* NULL: all */
	bool has_top;
	uint64_t top; /* 0: all */
	enum language language;
	bool as_csv;
	enum csv_dialect csv;
	bool help;
};

static int usage(const char *what)
{
	(void)fprintf(
	    stderr, "conductor: list: %s; see `conductor list --help`\n", what);
	return EXIT_USAGE;
}

static int parse_value(struct arguments *args, int option, const char *text)
{
	char unknown[LANGUAGE_ERROR_SIZE];

	switch (option) {
	case 't':
		args->has_top = value_whole(text, UINT32_MAX, &args->top);
		return args->has_top
			   ? 0
			   : usage("--top takes a number of rows, 0 for all");
	case 'o':
		args->of = text;
		return 0;
	case 'c':
		args->as_csv = true;
		return csv_dialect_named(text, &args->csv)
			   ? 0
			   : usage(CSV_DIALECT_ERROR);
	case 'l':
		return language_named(text, &args->language)
			   ? 0
			   : usage(language_error(text, unknown));
	case 'h':
		args->help = true;
		return 0;
	default:
		return usage("unknown option or missing value");
	}
}

static int parse(int argc, char **argv, struct arguments *args)
{
	static const struct option options[] = {
	    {"top", required_argument, NULL, 't'},
	    {"of", required_argument, NULL, 'o'},
	    {"csv", required_argument, NULL, 'c'},
	    {"lang", required_argument, NULL, 'l'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	char what[CELL_SIZE];
	int option, status = 0;

	*args = (struct arguments){0};
	opterr = 0;
	optind = 1;
	while (status == 0 &&
	       (option = getopt_long(argc, argv, "", options, NULL)) != -1)
		status = parse_value(args, option, optarg);
	if (status != 0 || args->help)
		return status;
	(void)snprintf(what, sizeof what, "a run directory and one of %s",
		       list_table_names());
	if (argc - optind != 2)
		return usage(what);
	args->run = argv[optind];
	args->table = list_table_named(argv[optind + 1]);
	if (args->table == NULL)
		return usage(what);
	if (!args->has_top)
		args->top = args->as_csv ? 0 : ROWS_SHOWN;
	return 0;
}

/* --- rows ----------------------------------------------------------------- */

struct listing {
	const struct arguments *args;
	sqlite3_stmt *statement;
	struct csv_row row;
	uint64_t shown, all;
};

static const char *cell_text(const struct listing *l, int column)
{
	const unsigned char *text = sqlite3_column_text(l->statement, column);

	return text != NULL ? (const char *)text : "";
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

static void put_cell(const struct listing *l, int column)
{
	const struct list_column *c = &l->args->table->columns[column];
	const char *text = cell_text(l, column);
	char plain[CELL_SIZE], number[NUMBER_SIZE];

	switch (c->kind) {
	case LIST_TEXT:
		columns_left(stdout, text, c->width);
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

static void put_heads(struct listing *l)
{
	const struct list_table *table = l->args->table;

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
		if (l->args->as_csv)
			put_csv(l);
		else
			put_line(l);
	}
	if (l->all == 0 && l->args->of == NULL)
		put_heads(l);
	return got == SQLITE_DONE && !l->row.failed;
}

static bool list_run(const struct arguments *args,
		     const struct summary *summary, struct error_text *error)
{
	struct listing l = {.args = args, .row = {.dialect = args->csv}};
	char path[PATH_SIZE];
	sqlite3 *db = NULL;
	bool good;

	(void)snprintf(path, sizeof path, "%s/run.db", args->run);
	good = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) ==
		   SQLITE_OK &&
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
	else if (!args->as_csv)
		put_foot(&l, summary);
	(void)sqlite3_finalize(l.statement);
	(void)sqlite3_close(db);
	csv_row_release(&l.row);
	return good;
}

int cmd_list(int argc, char **argv)
{
	struct error_text error = {""};
	struct summary summary;
	struct arguments args;
	int status = parse(argc, argv, &args);
	bool good;

	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return 0;
	}
	good = summary_open(args.run, &summary, &error);
	if (good) {
		good = list_run(&args, &summary, &error);
		summary_close(&summary);
	}
	if (!good)
		(void)fprintf(stderr, "conductor: %s\n", error.text);
	return good ? 0 : EXIT_FAILURE;
}
