#include "reports/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/compare.h"
#include "reports/html.h"
#include "reports/terminal.h"

#define EXIT_USAGE 2

static const char help[] =
    "Usage: conductor report RUN_DIR\n"
    "       conductor report RUN_A RUN_B\n"
    "Print the table of a run and write RUN_DIR/report.html again; or compare\n"
    "two runs over the same window, figure by figure, and write\n"
    "RUN_B/compare.html.\n"
    "\n"
    "Example:\n"
    "  conductor report runs/friday-night-1\n"
    "  conductor report runs/ten-machines runs/eleven-machines\n";

int report_run(const char *directory)
{
	struct error_text error = {""};
	struct summary summary;
	bool good;

	if (!summary_open(directory, &summary, &error)) {
		(void)fprintf(stderr, "conductor: %s\n", error.text);
		return EXIT_FAILURE;
	}
	terminal_print(&summary, stdout);
	good = html_write(&summary, &error);
	if (good)
		(void)printf("\nReport: %s/report.html\n", directory);
	else
		(void)fprintf(stderr, "conductor: %s\n", error.text);
	summary_close(&summary);
	return good ? 0 : EXIT_FAILURE;
}

static int compare_runs(const char *a, const char *b)
{
	struct error_text error = {""};
	struct pairs pairs;
	bool good;

	if (!pairs_open(a, b, &pairs, &error)) {
		(void)fprintf(stderr, "conductor: %s\n", error.text);
		return EXIT_FAILURE;
	}
	compare_print(&pairs, stdout);
	good = compare_html_write(&pairs, &error);
	if (good)
		(void)printf("\nReport: %s/compare.html\n", b);
	else
		(void)fprintf(stderr, "conductor: %s\n", error.text);
	pairs_close(&pairs);
	return good ? 0 : EXIT_FAILURE;
}

int cmd_report(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		(void)fputs(help, stdout);
		return 0;
	}
	for (int i = 1; i < argc; i++)
		if (argv[i][0] == '-')
			argc = 0;
	if (argc == 3)
		return compare_runs(argv[1], argv[2]);
	if (argc == 2)
		return report_run(argv[1]);
	(void)fputs("conductor: report: one run directory is needed, or two to "
		    "compare; see `conductor report --help`\n",
		    stderr);
	return EXIT_USAGE;
}
