#include <csv.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "engine/ledger.h"
#include "sim/money_text.h"
#include "sim/run_directory.h"
#include "sim/series.h"
#include "traces/times.h"

#define PATH_SIZE 4096

static FILE *create(const char *directory, const char *name,
		    struct error_text *error)
{
	char path[PATH_SIZE];
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	file = fopen(path, "w");
	if (file == NULL)
		(void)error_set(error, "%s: cannot be written", path);
	return file;
}

static bool finish(FILE *file, const char *name, struct error_text *error)
{
	bool good = ferror(file) == 0;

	good = fclose(file) == 0 && good;
	return good || error_set(error,
				 "%s: cannot be written; is the disk "
				 "full?",
				 name);
}

static bool write_series(const struct run *run, const char *directory,
			 struct error_text *error)
{
	const struct figures *f = &run->figures[0];
	FILE *file = create(directory, "series.csv", error);
	char text[40];

	if (file == NULL)
		return false;
	(void)fputs("time", file);
	for (unsigned n = 0; n < series_names_count; n++)
		(void)fprintf(file, ",%s", series_names[n].name);
	(void)fputc('\n', file);
	for (uint32_t i = 0; i < f->series_count; i++) {
		(void)fputs(time_format(f->series[i].from_us,
					series_offset_at(run->scenario,
							 f->series[i].from_us),
					text, sizeof text),
			    file);
		for (unsigned n = 0; n < series_names_count; n++)
			(void)fprintf(file, ",%.6g",
				      series_value(&f->series[i], n));
		(void)fputc('\n', file);
	}
	return finish(file, "series.csv", error);
}

/* A name as a field, with its comma; in quotes where it needs them. */
static void put_name(FILE *file, const char *name)
{
	if (strpbrk(name, ",\"\r\n") != NULL)
		(void)csv_fwrite(file, name, strlen(name));
	else
		(void)fputs(name, file);
	(void)fputc(',', file);
}

static bool write_ledger(const struct run *run, const char *directory,
			 struct error_text *error)
{
	const struct figures *f = &run->figures[0];
	FILE *file = create(directory, "ledger.csv", error);
	char text[40], amount[MONEY_TEXT_SIZE];

	if (file == NULL)
		return false;
	(void)fputs("time,debit,credit,world,customer,amount_eur,reason\n",
		    file);
	for (size_t i = 0; i < f->ledger_count; i++) {
		const struct ledger_row *row = &f->ledger[i];

		(void)fprintf(
		    file, "%s,%s,%s,",
		    time_format(row->at_us, 0, text, sizeof text),
		    ledger_account_name((enum ledger_account)row->debit),
		    ledger_account_name((enum ledger_account)row->credit));
		put_name(file, figures_world_name(f, row->world));
		put_name(file, figures_account_name(f, row->customer));
		(void)fprintf(file, "%s,%s\n",
			      money_text(row->amount_nano_eur, amount),
			      reason_name((enum reason)row->reason));
	}
	return finish(file, "ledger.csv", error);
}

bool run_csv_write(const struct run *run, const char *directory,
		   struct error_text *error)
{
	return write_series(run, directory, error) &&
	       write_ledger(run, directory, error);
}
