#include <stdio.h>
#include <stdlib.h>

#include "reports/command_line.h"
#include "reports/invoice.h"
#include "traces/base/cli.h"

static const struct cli_command invoice_command = {
    .name = "invoice",
    .usage = "RUN_DIR [CUSTOMER] [OPTION]...",
    .about = "Print the invoice of a customer: the play and sleep of its "
	     "worlds, by price list, and the movements of its account.  "
	     "Without CUSTOMER, print the totals of all customers and the "
	     "control sum: the invoices add up to the revenue of the run, to "
	     "the nano-euro.\n\nA customer owns one or more worlds; a world "
	     "without an owner is its own customer.  For a run with "
	     "replications, the invoices are those of the first one.",
    .example = "  conductor invoice runs/friday-night-1\n"
	       "  conductor invoice runs/friday-night-1 w00008\n",
    .least = 1,
    .most = 2,
    .needs = "one run directory is needed, and perhaps a customer",
};

struct invoice_arguments {
	const char *directory, *customer;
	enum language language;
	bool with_csv, with_json;
	enum csv_dialect csv;
};

static bool write_all(const struct invoices *invoices,
		      const struct invoice_arguments *args)
{
	struct invoice_control control;

	if (args->with_json)
		invoices_json(invoices, stdout);
	else if (!args->with_csv)
		invoices_print(invoices, args->language, stdout);
	else if (!invoices_csv(invoices, args->csv, stdout))
		return false;
	return invoices->error->text[0] == '\0' &&
	       invoices_control(invoices, &control);
}

static bool write_one(const struct invoices *invoices,
		      const struct invoice_arguments *args)
{
	if (args->with_json)
		return invoice_json(invoices, args->customer, stdout);
	if (args->with_csv)
		return invoice_csv(invoices, args->customer, args->csv, stdout);
	return invoice_print(invoices, args->customer, args->language, stdout);
}

static int run_invoice(const struct invoice_arguments *args)
{
	struct error_text error = {""};
	struct invoices invoices;
	bool good = invoices_open(args->directory, &invoices, &error);

	if (good) {
		good = args->customer == NULL ? write_all(&invoices, args)
					      : write_one(&invoices, args);
		invoices_close(&invoices);
	}
	return good ? 0 : cli_failed(&error);
}

static bool read_invoice_arguments(int argc, char **argv,
				   struct invoice_arguments *args, int *status)
{
	const struct cli_option options[] = {
	    {CLI_ROW_LANG(&args->language,
			  "language of the table (default: en)")},
	    {CLI_ROW_CSV(&args->csv,
			 "for programs, or for a German spreadsheet"),
	     .given = &args->with_csv},
	    {CLI_ROW_FLAG("json", &args->with_json,
			  "print JSON, with everything")},
	};
	struct cli_words words = {argc, argv};

	if (!cli_read(&invoice_command, CLI_ROWS(options), &words, status))
		return false;
	args->directory = words.word[0];
	args->customer = words.word[1]; /* NULL at the end */
	return true;
}

int cmd_invoice(int argc, char **argv)
{
	struct invoice_arguments args = {.language = LANGUAGE_EN};
	int status;

	return read_invoice_arguments(argc, argv, &args, &status)
		   ? run_invoice(&args)
		   : status;
}
