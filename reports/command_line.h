/*
 * command_line.h - `conductor report`.
 */
#ifndef REPORTS_COMMAND_LINE_H
#define REPORTS_COMMAND_LINE_H

#include "reports/language.h"

/* Returns the exit status. */
int cmd_report(int argc, char **argv);

/* The table on standard output and DIRECTORY/report.html. */
int report_run(const char *directory, enum language language);

#endif /* REPORTS_COMMAND_LINE_H */
