/*
 * command_line.h - `conductor report`, `conductor why` and `conductor invoice`.
 */
#ifndef REPORTS_COMMAND_LINE_H
#define REPORTS_COMMAND_LINE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "traces/base/csv_row.h"
#include "traces/base/error_text.h"
#include "traces/base/language.h"

struct report_options {
	enum language language;
	bool with_csv; /* figures.csv too, in this dialect */
	enum csv_dialect csv;
	bool as_json;	     /* print JSON instead of the table */
	bool fail_on_broken; /* the promise of the run, or of RUN_B */
	bool force;	     /* replace what somebody has changed */
};

/* Returns the exit status. */
int cmd_report(int argc, char **argv);
int cmd_invoice(int argc, char **argv);

/* The table on standard output and the page in DIRECTORY. */
int report_run(const char *directory, const struct report_options *options);

/* How a journal becomes the tables of a run.db; the caller closes *out. */
struct why_hooks {
	bool (*replay)(const char *journal, sqlite3 **out,
		       struct error_text *error);
};
int cmd_why(int argc, char **argv, const struct why_hooks *hooks);

#endif /* REPORTS_COMMAND_LINE_H */
