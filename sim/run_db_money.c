/*
 * run_db_money.c - the tables of run.db that invoices are printed from.
 */
#include <sqlite3.h>

#include "engine/questions.h"
#include "sim/db_rows.h"
#include "sim/run_directory.h"

static const char schema[] =
    "CREATE TABLE price_lists(valid_from_us INT, active_gb_hour_nano_eur INT,"
    " sleep_gb_month_nano_eur INT);"
    "CREATE TABLE statements(customer TEXT, opening_nano_eur INT,"
    " paid_in_nano_eur INT, paid_back_nano_eur INT, granted_nano_eur INT,"
    " referral_nano_eur INT, lapsed_nano_eur INT, billed_nano_eur INT,"
    " credit_used_nano_eur INT, vat_nano_eur INT, closing_nano_eur INT);"
    "CREATE TABLE bills(customer TEXT, world TEXT, kind TEXT, times INT,"
    " size_mib INT, valid_from_us INT, quantity INT, amount_nano_eur INT);"
    "CREATE TABLE revenue(key TEXT PRIMARY KEY, value);";

/* Names first, then whole numbers, into a prepared INSERT. */
static bool put(sqlite3_stmt *statement, const char *const *names,
		int name_count, const int64_t *numbers, int number_count)
{
	for (int i = 0; i < name_count; i++)
		if (sqlite3_bind_text(statement, i + 1, names[i], -1,
				      SQLITE_STATIC) != SQLITE_OK)
			return false;
	for (int i = 0; i < number_count; i++)
		if (sqlite3_bind_int64(statement, name_count + i + 1,
				       numbers[i]) != SQLITE_OK)
			return false;
	return sqlite3_step(statement) == SQLITE_DONE &&
	       sqlite3_reset(statement) == SQLITE_OK;
}

static bool is_empty(const struct statement *s)
{
	return s->opening_nano_eur == 0 && s->closing_nano_eur == 0 &&
	       s->billed_nano_eur == 0 && s->paid_in_nano_eur == 0 &&
	       s->paid_back_nano_eur == 0 && s->granted_nano_eur == 0 &&
	       s->referral_nano_eur == 0;
}

/* Statement index + 1: the first one is none's. */
static bool fill_statement(const void *context, size_t index, struct db_row *to)
{
	const struct run *run = context;
	const struct figures *f = &run->figures[0];
	const struct statement *s = &statements_all(f->statements)[index + 1];

	if (is_empty(s))
		return false;
	db_row_text(to, figures_account_name(f, (uint32_t)index + 1));
	db_row_number(to, s->opening_nano_eur);
	db_row_number(to, s->paid_in_nano_eur);
	db_row_number(to, s->paid_back_nano_eur);
	db_row_number(to, s->granted_nano_eur);
	db_row_number(to, s->referral_nano_eur);
	db_row_number(to, s->lapsed_nano_eur);
	db_row_number(to, s->billed_nano_eur);
	db_row_number(to, s->credit_used_nano_eur);
	db_row_number(to, quote_vat_nano_eur(&run->scenario->engine.book,
					     s->billed_nano_eur -
						 s->credit_used_nano_eur));
	db_row_number(to, s->closing_nano_eur);
	return true;
}

struct bills {
	const struct figures *figures;
	struct bill_walk *walk; /* at the line before */
};

static uint32_t size_mib(const struct figures *f, const struct bill_line *line)
{
	const struct trace_world *world = figures_world(f, line->world);

	if (world == NULL)
		return 0;
	return line->kind == BILL_RUN ? world->ram_mib : world->disk_mib;
}

/* A line over an edge of the window may be left with nothing. */
static bool fill_bill(const void *context, size_t index, struct db_row *to)
{
	const struct bills *bills = context;
	const struct figures *f = bills->figures;
	struct bill_line line;

	if (index == 0)
		*bills->walk = (struct bill_walk){0};
	if (!statements_next_line(f->statements, bills->walk, &line) ||
	    (line.quantity == 0 && line.amount_nano_eur == 0))
		return false;
	db_row_text(to, figures_account_name(f, line.account));
	db_row_text(to, figures_world_name(f, line.world));
	db_row_text(to, bill_kind_name(line.kind));
	db_row_number(to, line.times);
	db_row_number(to, size_mib(f, &line));
	db_row_number(to, line.valid_from_us);
	db_row_number(to, line.quantity);
	db_row_number(to, line.amount_nano_eur);
	return true;
}

/* In the order of worlds, or of accounts. */
static bool insert_bills(sqlite3 *db, const struct figures *f)
{
	struct bill_walk walk = {0};
	const struct bills bills = {f, &walk};
	const struct db_rows rows = {"bills", 8,
				     statements_line_count(f->statements),
				     fill_bill, &bills};

	return db_rows_insert(db, &rows);
}

static bool put_price_lists(sqlite3_stmt *statement, const struct run *run)
{
	const struct price_book *book = &run->scenario->engine.book;
	bool good = true;

	for (uint32_t i = 0; good && i < book->price_count; i++)
		good = put(
		    statement, NULL, 0,
		    (const int64_t[]){book->prices[i].valid_from_us,
				      book->prices[i].active_gb_hour_nano_eur,
				      book->prices[i].sleep_gb_month_nano_eur},
		    3);
	return good;
}

/* What the invoices must add up to: from the engine's books, by another way. */
static bool put_revenue(sqlite3_stmt *statement, const struct run *run)
{
	const struct books *books = &run->figures[0].books;
	const struct {
		const char *key;
		int64_t value;
	} rows[] = {
	    {"from_us", run->scenario->from_us},
	    {"to_us", run->scenario->to_us},
	    {"prepaid", run->scenario->accounts.prepaid},
	    {"vat_ppm", run->scenario->engine.book.vat_ppm},
	    {"gross_nano_eur", books->active_gross_nano_eur +
				   books->sleep_gross_nano_eur +
				   books->jobs_gross_nano_eur},
	    {"credits_nano_eur", books->credits_nano_eur},
	};
	const char *const book[] = {"book", run->scenario->book_name};
	bool good = put(statement, book, 2, NULL, 0);

	for (size_t i = 0; good && i < sizeof rows / sizeof rows[0]; i++)
		good = put(statement, &rows[i].key, 1, &rows[i].value, 1);
	return good;
}

bool run_db_money_write(const struct run *run, sqlite3 *db)
{
	static const struct {
		const char *sql;
		bool (*rows)(sqlite3_stmt *statement, const struct run *run);
	} tables[] = {
	    {"INSERT INTO price_lists VALUES(?,?,?)", put_price_lists},
	    {"INSERT INTO revenue VALUES(?,?)", put_revenue},
	};
	const struct figures *f = &run->figures[0];
	const struct db_rows statements = {"statements", 11,
					   statements_accounts(f->statements),
					   fill_statement, run};
	bool good = sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK &&
		    db_rows_insert(db, &statements) && insert_bills(db, f);

	for (size_t i = 0; good && i < sizeof tables / sizeof tables[0]; i++) {
		sqlite3_stmt *statement = NULL;

		good = sqlite3_prepare_v2(db, tables[i].sql, -1, &statement,
					  NULL) == SQLITE_OK &&
		       tables[i].rows(statement, run);
		(void)sqlite3_finalize(statement);
	}
	return good;
}
