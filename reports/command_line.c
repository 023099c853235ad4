#include "reports/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/html.h"
#include "reports/terminal.h"

#define EXIT_USAGE 2

static const char help[] =
    "Usage: conductor report RUN_DIR\n"
    "Print the table of a run and write RUN_DIR/report.html again.\n"
    "\n"
    "Example:\n"
    "  conductor report runs/friday-night-1\n";

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

int cmd_report(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		(void)fputs(help, stdout);
		return 0;
	}
	if (argc != 2 || argv[1][0] == '-') {
		(void)fputs("conductor: report: exactly one run directory is "
			    "needed; see `conductor report --help`\n",
			    stderr);
		return EXIT_USAGE;
	}
	return report_run(argv[1]);
}
