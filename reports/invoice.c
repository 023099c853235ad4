#include "reports/invoice.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/sqlite_file.h"
#include "traces/base/times.h"

#define PATH_SIZE 4352
#define NANO 1000000000

const char *invoice_amount_name(enum invoice_amount amount)
{
	static const char *const names[] = {
#define X(amount, name) name,
	    INVOICE_AMOUNTS(X)
#undef X
	};

	return names[amount];
}

char *text_nano_eur(int64_t nano_eur, char *out)
{
	uint64_t size = nano_eur < 0 ? -(uint64_t)nano_eur : (uint64_t)nano_eur;

	(void)snprintf(out, NUMBER_SIZE, "%s%" PRIu64 ".%09" PRIu64,
		       nano_eur < 0 ? "-" : "", size / NANO, size % NANO);
	return out;
}

/* --- questions ------------------------------------------------------------ */

static bool set_unreadable(const struct invoices *invoices)
{
	return error_set(invoices->error, "%s/run.db: cannot be read: %s",
			 invoices->summary.directory,
			 sqlite3_errmsg(invoices->db));
}

/* NULL, with the error, if it cannot be asked.  `name` may be NULL. */
static sqlite3_stmt *prepare_query(const struct invoices *invoices,
				   const char *sql, const char *name)
{
	sqlite3_stmt *rows = NULL;

	if (sqlite3_prepare_v2(invoices->db, sql, -1, &rows, NULL) !=
		SQLITE_OK ||
	    (name != NULL && sqlite3_bind_text(rows, 1, name, -1,
					       SQLITE_STATIC) != SQLITE_OK)) {
		(void)set_unreadable(invoices);
		(void)sqlite3_finalize(rows);
		return NULL;
	}
	return rows;
}

static bool next_row(const struct invoices *invoices, sqlite3_stmt *rows)
{
	int got = rows == NULL ? SQLITE_DONE : sqlite3_step(rows);

	if (got != SQLITE_ROW && got != SQLITE_DONE)
		(void)set_unreadable(invoices);
	return got == SQLITE_ROW;
}

/* --- opening -------------------------------------------------------------- */

static void read_revenue(struct invoices *to)
{
	const struct {
		const char *key;
		int64_t *value;
	} numbers[] = {
	    {"vat_ppm", &to->vat_ppm},
	    {"gross_nano_eur", &to->revenue_nano_eur},
	    {"credits_nano_eur", &to->credits_nano_eur},
	};
	sqlite3_stmt *rows =
	    prepare_query(to, "SELECT key, value FROM revenue", NULL);

	while (next_row(to, rows)) {
		const char *key = sqlite_file_text(rows, 0);

		if (strcmp(key, "book") == 0)
			(void)snprintf(to->book, sizeof to->book, "%s",
				       sqlite_file_text(rows, 1));
		else if (strcmp(key, "prepaid") == 0)
			to->prepaid = sqlite3_column_int(rows, 1) != 0;
		for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
			if (strcmp(key, numbers[i].key) == 0)
				*numbers[i].value =
				    sqlite3_column_int64(rows, 1);
	}
	(void)sqlite3_finalize(rows);
}

bool invoices_open(const char *directory, struct invoices *out,
		   struct error_text *error)
{
	char path[PATH_SIZE];
	sqlite3_stmt *rows;
	bool has_tables;

	*out = (struct invoices){.error = error};
	if (!summary_open(directory, &out->summary, error))
		return false;
	(void)snprintf(path, sizeof path, "%s/run.db", directory);
	if (sqlite_file_open(path, &out->db, error) != SQLITE_OK) {
		(void)set_unreadable(out);
		invoices_close(out);
		return false;
	}
	rows = prepare_query(
	    out, "SELECT name FROM sqlite_master WHERE name = 'statements'",
	    NULL);
	has_tables = next_row(out, rows);
	(void)sqlite3_finalize(rows);
	if (!has_tables)
		(void)error_set(error,
				"%s: holds no invoices; run `conductor sim` "
				"again",
				path);
	else
		read_revenue(out);
	if (error->text[0] == '\0')
		return true;
	invoices_close(out);
	return false;
}

void invoices_close(struct invoices *invoices)
{
	(void)sqlite3_close(invoices->db);
	invoices->db = NULL;
	summary_close(&invoices->summary);
}

/* --- rows ----------------------------------------------------------------- */

bool invoices_each(const struct invoices *invoices, const char *customer,
		   void (*visit)(void *context,
				 const struct invoice_statement *statement),
		   void *context)
{
	static const char sql[] = "SELECT customer"
#define X(amount, name) ", " name "_nano_eur"
	    INVOICE_AMOUNTS(X)
#undef X
		" FROM statements WHERE ?1 IS NULL OR customer = ?1"
		" ORDER BY customer";
	sqlite3_stmt *rows = prepare_query(invoices, sql, customer);
	bool any = false;

	for (; next_row(invoices, rows); any = true) {
		struct invoice_statement statement = {sqlite_file_text(rows, 0),
						      {0}};

		for (int i = 0; i < INVOICE_AMOUNT_COUNT; i++)
			statement.nano_eur[i] =
			    sqlite3_column_int64(rows, i + 1);
		if (visit != NULL)
			visit(context, &statement);
	}
	(void)sqlite3_finalize(rows);
	if (any || customer == NULL)
		return true;
	return error_set(invoices->error,
			 "%s: no customer \"%s\" was billed or had a balance; "
			 "`conductor invoice %s` lists them",
			 invoices->summary.directory, customer,
			 invoices->summary.directory);
}

bool invoices_each_line(const struct invoices *invoices, const char *customer,
			void (*visit)(void *context,
				      const struct invoice_line *line),
			void *context)
{
	sqlite3_stmt *rows = prepare_query(
	    invoices,
	    "SELECT world, kind = 'asleep', times, quantity, size_mib,"
	    " b.valid_from_us, CASE kind WHEN 'asleep' THEN"
	    " sleep_gb_month_nano_eur ELSE active_gb_hour_nano_eur END,"
	    " amount_nano_eur FROM bills b JOIN price_lists p"
	    " ON p.valid_from_us = b.valid_from_us WHERE customer = ?"
	    " ORDER BY world, 2, 6",
	    customer);

	while (next_row(invoices, rows))
		visit(context,
		      &(struct invoice_line){
			  .world = sqlite_file_text(rows, 0),
			  .asleep = sqlite3_column_int(rows, 1) != 0,
			  .times = sqlite3_column_int64(rows, 2),
			  .quantity = sqlite3_column_int64(rows, 3),
			  .size_mib = sqlite3_column_int64(rows, 4),
			  .valid_from_us = sqlite3_column_int64(rows, 5),
			  .price_nano_eur = sqlite3_column_int64(rows, 6),
			  .amount_nano_eur = sqlite3_column_int64(rows, 7),
		      });
	(void)sqlite3_finalize(rows);
	return invoices->error->text[0] == '\0';
}

static void add_up(void *context, const struct invoice_statement *statement)
{
	struct invoice_control *control = context;

	control->customers++;
	for (int i = 0; i < INVOICE_AMOUNT_COUNT; i++)
		control->sums[i] += statement->nano_eur[i];
}

bool invoices_control(const struct invoices *invoices,
		      struct invoice_control *out)
{
	sqlite3_stmt *rows = prepare_query(
	    invoices, "SELECT sum(amount_nano_eur) FROM bills", NULL);
	char billed[NUMBER_SIZE], revenue[NUMBER_SIZE];

	*out = (struct invoice_control){0};
	if (next_row(invoices, rows))
		out->lines_nano_eur = sqlite3_column_int64(rows, 0);
	(void)sqlite3_finalize(rows);
	(void)invoices_each(invoices, NULL, add_up, out);
	if (invoices->error->text[0] != '\0')
		return false;
	if (out->lines_nano_eur == invoices->revenue_nano_eur &&
	    out->sums[INVOICE_BILLED] == invoices->revenue_nano_eur &&
	    out->sums[INVOICE_CREDIT_USED] == invoices->credits_nano_eur)
		return true;
	return error_set(
	    invoices->error,
	    "%s: the invoices add up to %s EUR, the run earned %s EUR; the "
	    "run is not to be trusted",
	    invoices->summary.directory,
	    text_nano_eur(out->lines_nano_eur, billed),
	    text_nano_eur(invoices->revenue_nano_eur, revenue));
}

char *invoices_time(const struct invoices *invoices, int64_t at_us, char *out,
		    size_t size)
{
	sqlite3_stmt *rows = prepare_query(
	    invoices,
	    "SELECT offset_s FROM utc_offsets ORDER BY"
	    " from_us > CAST(? AS INT), abs(from_us - CAST(?1 AS INT))",
	    NULL);
	int32_t offset_s = 0;

	if (rows != NULL && sqlite3_bind_int64(rows, 1, at_us) == SQLITE_OK &&
	    next_row(invoices, rows))
		offset_s = sqlite3_column_int(rows, 0);
	(void)sqlite3_finalize(rows);
	return time_format(at_us, offset_s, out, size);
}
