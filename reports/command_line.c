#include "reports/command_line.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "reports/compare.h"
#include "reports/figures_csv.h"
#include "reports/html.h"
#include "reports/terminal.h"
#include "reports/text.h"

#define EXIT_USAGE 2
#define PATH_SIZE 4352

static const char help[] =
    "Usage: conductor report RUN_DIR [OPTION]...\n"
    "       conductor report RUN_A RUN_B [OPTION]...\n"
    "Print the table of a run and write RUN_DIR/report.html again; or compare\n"
    "two runs over the same window, figure by figure, and write\n"
    "RUN_B/compare.html.\n"
    "\n"
    "      --lang en|de       language of table and page (default: en)\n"
    "      --csv plain|excel  also write RUN_DIR/figures.csv, or "
    "RUN_B/compare.csv:\n"
    "                         for programs, or for a German spreadsheet\n"
    "      --help             this text\n"
    "\n"
    "Example:\n"
    "  conductor report runs/friday-night-1 --lang de\n"
    "  conductor report runs/ten-machines runs/eleven-machines\n";

struct arguments {
	struct report_options options;
	const char *runs[2];
	int run_count;
	bool help;
};

static int usage(const char *what)
{
	(void)fprintf(stderr,
		      "conductor: report: %s; see `conductor report --help`\n",
		      what);
	return EXIT_USAGE;
}

/* Where the page is, below the table. */
static void name_page(enum language language, const char *directory,
		      const char *page)
{
	char path[PATH_SIZE], line[PATH_SIZE];

	(void)snprintf(path, sizeof path, "%.4000s/%s", directory, page);
	(void)printf("\n%s\n", text_fill(line, sizeof line, language,
					 T_TABLE_REPORT, WITH(path)));
}

int report_run(const char *directory, const struct report_options *options)
{
	struct error_text error = {""};
	struct summary summary;
	bool good;

	if (!summary_open(directory, &summary, &error)) {
		(void)fprintf(stderr, "conductor: %s\n", error.text);
		return EXIT_FAILURE;
	}
	terminal_print(&summary, options->language, stdout);
	good = html_write(&summary, options->language, &error) &&
	       (!options->with_csv ||
		figures_csv_write(&summary, options->csv, &error));
	if (good)
		name_page(options->language, directory, "report.html");
	else
		(void)fprintf(stderr, "conductor: %s\n", error.text);
	summary_close(&summary);
	return good ? 0 : EXIT_FAILURE;
}

static int compare_runs(const char *a, const char *b,
			const struct report_options *options)
{
	struct error_text error = {""};
	struct pairs pairs;
	bool good;

	if (!pairs_open(a, b, &pairs, &error)) {
		(void)fprintf(stderr, "conductor: %s\n", error.text);
		return EXIT_FAILURE;
	}
	compare_print(&pairs, options->language, stdout);
	good =
	    compare_html_write(&pairs, options->language, &error) &&
	    (!options->with_csv || compare_csv_write(&pairs, options->language,
						     options->csv, &error));
	if (good)
		name_page(options->language, b, "compare.html");
	else
		(void)fprintf(stderr, "conductor: %s\n", error.text);
	pairs_close(&pairs);
	return good ? 0 : EXIT_FAILURE;
}

static int parse(int argc, char **argv, struct arguments *args)
{
	static const struct option options[] = {
	    {"lang", required_argument, NULL, 'l'},
	    {"csv", required_argument, NULL, 'c'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	struct report_options *out = &args->options;
	char unknown[LANGUAGE_ERROR_SIZE];
	int option;

	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'h') {
			args->help = true;
		} else if (option == 'l') {
			if (!language_named(optarg, &out->language))
				return usage(language_error(optarg, unknown));
		} else if (option == 'c') {
			if (!csv_dialect_named(optarg, &out->csv))
				return usage(CSV_DIALECT_ERROR);
			out->with_csv = true;
		} else {
			return usage("unknown option or missing value");
		}
	}
	if (args->help)
		return 0;
	args->run_count = argc - optind;
	if (args->run_count < 1 || args->run_count > 2)
		return usage("one run directory is needed, or two to compare");
	for (int i = 0; i < args->run_count; i++)
		args->runs[i] = argv[optind + i];
	return 0;
}

int cmd_report(int argc, char **argv)
{
	struct arguments args = {.options = {.language = LANGUAGE_EN}};
	int status = parse(argc, argv, &args);

	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return 0;
	}
	return args.run_count == 2
		   ? compare_runs(args.runs[0], args.runs[1], &args.options)
		   : report_run(args.runs[0], &args.options);
}
