/*
 * command_line.h - `conductor report` and `conductor invoice`.
 */
#ifndef REPORTS_COMMAND_LINE_H
#define REPORTS_COMMAND_LINE_H

#include "reports/language.h"
#include "traces/csv_row.h"

struct report_options {
	enum language language;
	bool with_csv; /* figures.csv too, in this dialect */
	enum csv_dialect csv;
};

/* Returns the exit status. */
int cmd_report(int argc, char **argv);
int cmd_invoice(int argc, char **argv);

/* The table on standard output and DIRECTORY/report.html. */
int report_run(const char *directory, const struct report_options *options);

#endif /* REPORTS_COMMAND_LINE_H */
