#include <inttypes.h>
#include <stdio.h>

#include "engine/kit/ledger.h"
#include "sim/run_directory.h"
#include "sim/series.h"
#include "traces/base/csv_row.h"
#include "traces/base/money_text.h"
#include "traces/base/times.h"

#define PATH_SIZE 4096

/* A file that is written row by row. */
struct csv_file {
	FILE *file;
	const char *name;
	struct csv_row row;
};

static bool create_csv(struct csv_file *csv, const struct run *run,
		       const char *directory, const char *name,
		       struct error_text *error)
{
	char path[PATH_SIZE];

	*csv = (struct csv_file){.name = name, .row = {.dialect = run->csv}};
	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	csv->file = fopen(path, "w");
	if (csv->file == NULL)
		return error_set(error, "%s: cannot be written", path);
	(void)fputs(csv_mark(run->csv), csv->file);
	return true;
}

static void end_row(struct csv_file *csv)
{
	csv_row_end(&csv->row);
	(void)fwrite(csv->row.text, 1, csv->row.size, csv->file);
	csv_row_clear(&csv->row);
}

static bool finish_csv(struct csv_file *csv, struct error_text *error)
{
	bool good = ferror(csv->file) == 0 && !csv->row.failed;

	good = fclose(csv->file) == 0 && good;
	csv_row_release(&csv->row);
	return good || error_set(error,
				 "%s: cannot be written; is the disk "
				 "full?",
				 csv->name);
}

static bool write_series_csv(const struct run *run, const char *directory,
			     struct error_text *error)
{
	const struct figures *f = &run->figures[0];
	struct csv_file csv;
	char text[40];

	if (!create_csv(&csv, run, directory, "series.csv", error))
		return false;
	csv_row_text(&csv.row, "time");
	for (unsigned n = 0; n < series_names_count; n++)
		csv_row_text(&csv.row, series_names[n].name);
	end_row(&csv);
	for (uint32_t i = 0; i < f->series_count; i++) {
		int64_t from_us = f->series[i].from_us;

		csv_row_text(&csv.row, time_format(from_us,
						   series_offset_at(
						       run->scenario, from_us),
						   text, sizeof text));
		for (unsigned n = 0; n < series_names_count; n++) {
			(void)snprintf(text, sizeof text, "%.6g",
				       series_value(&f->series[i], n));
			csv_row_number(&csv.row, text);
		}
		end_row(&csv);
	}
	return finish_csv(&csv, error);
}

static bool write_ledger_csv(const struct run *run, const char *directory,
			     struct error_text *error)
{
	static const char *const columns[] = {
	    "time",	"debit",      "credit", "world",
	    "customer", "amount_eur", "reason",
	};
	const struct figures *f = &run->figures[0];
	struct csv_file csv;
	char text[40], amount[MONEY_TEXT_SIZE];

	if (!create_csv(&csv, run, directory, "ledger.csv", error))
		return false;
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		csv_row_text(&csv.row, columns[i]);
	end_row(&csv);
	for (size_t i = 0; i < f->ledger.count; i++) {
		const struct ledger_row *row = figures_posting(f, i);

		csv_row_text(&csv.row,
			     time_format(row->at_us, 0, text, sizeof text));
		csv_row_text(&csv.row, ledger_account_name(
					   (enum ledger_account)row->debit));
		csv_row_text(&csv.row, ledger_account_name(
					   (enum ledger_account)row->credit));
		csv_row_text(&csv.row, figures_world_name(f, row->world));
		csv_row_text(&csv.row, figures_account_name(f, row->customer));
		csv_row_number(&csv.row,
			       money_text(row->amount_nano_eur, amount));
		csv_row_text(&csv.row, reason_name((enum reason)row->reason));
		end_row(&csv);
	}
	return finish_csv(&csv, error);
}

bool run_csv_write(const struct run *run, const char *directory,
		   struct error_text *error)
{
	return write_series_csv(run, directory, error) &&
	       write_ledger_csv(run, directory, error);
}
