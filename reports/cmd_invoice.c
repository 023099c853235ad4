#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "reports/command_line.h"
#include "reports/invoice.h"

#define EXIT_USAGE 2

static const char help[] =
    "Usage: conductor invoice RUN_DIR [CUSTOMER] [OPTION]\n"
    "Print the invoice of a customer: what its worlds played and slept, by\n"
    "price list, and what came to its account and went from it.  Without\n"
    "CUSTOMER the totals of all, and the control sum: the invoices add up to\n"
    "the revenue of the run, to the nano-euro.\n"
    "\n"
    "A customer is an owner of worlds; a world without owner is its own.  Of "
    "a\n"
    "run with replications it is the first one.\n"
    "      --lang en|de       language of the table (default: en)\n"
    "      --csv plain|excel  for programs, or for a German spreadsheet\n"
    "      --json             for programs, with everything\n"
    "      --help             this text\n"
    "\n"
    "Example:\n"
    "  conductor invoice runs/friday-night-1\n"
    "  conductor invoice runs/friday-night-1 w00008\n";

struct arguments {
	const char *directory, *customer;
	enum language language;
	bool with_csv, with_json, help;
	enum csv_dialect csv;
};

static int usage(const char *what)
{
	(void)fprintf(stderr,
		      "conductor: invoice: %s; see `conductor invoice "
		      "--help`\n",
		      what);
	return EXIT_USAGE;
}

static bool write_all(const struct invoices *invoices,
		      const struct arguments *args)
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
		      const struct arguments *args)
{
	if (args->with_json)
		return invoice_json(invoices, args->customer, stdout);
	if (args->with_csv)
		return invoice_csv(invoices, args->customer, args->csv, stdout);
	return invoice_print(invoices, args->customer, args->language, stdout);
}

static int run_invoice(const struct arguments *args)
{
	struct error_text error = {""};
	struct invoices invoices;
	bool good = invoices_open(args->directory, &invoices, &error);

	if (good) {
		good = args->customer == NULL ? write_all(&invoices, args)
					      : write_one(&invoices, args);
		invoices_close(&invoices);
	}
	if (!good)
		(void)fprintf(stderr, "conductor: %s\n", error.text);
	return good ? 0 : EXIT_FAILURE;
}

static int parse(int argc, char **argv, struct arguments *args)
{
	static const struct option options[] = {
	    {"lang", required_argument, NULL, 'l'},
	    {"csv", required_argument, NULL, 'c'},
	    {"json", no_argument, NULL, 'j'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	char unknown[LANGUAGE_ERROR_SIZE];
	int option;

	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'h') {
			args->help = true;
		} else if (option == 'j') {
			args->with_json = true;
		} else if (option == 'l') {
			if (!language_named(optarg, &args->language))
				return usage(language_error(optarg, unknown));
		} else if (option == 'c') {
			if (!csv_dialect_named(optarg, &args->csv))
				return usage(CSV_DIALECT_ERROR);
			args->with_csv = true;
		} else {
			return usage("unknown option or missing value");
		}
	}
	if (args->help)
		return 0;
	if (argc - optind < 1 || argc - optind > 2)
		return usage("one run directory is needed, and perhaps a "
			     "customer");
	args->directory = argv[optind];
	args->customer = argc - optind == 2 ? argv[optind + 1] : NULL;
	return 0;
}

int cmd_invoice(int argc, char **argv)
{
	struct arguments args = {.language = LANGUAGE_EN};
	int status = parse(argc, argv, &args);

	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return 0;
	}
	return run_invoice(&args);
}
