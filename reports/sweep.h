/*
 * sweep.h - the file of a sweep: a table of 80 columns, and FILE.html.
 */
#ifndef REPORTS_SWEEP_H
#define REPORTS_SWEEP_H

#include <stdbool.h>

#include "traces/base/language.h"

/* Is it the file of a sweep? */
bool sweep_is_file(const char *path);

/* The table on standard output and the page beside the file; `as_json`: all
 * points as JSON instead of the table.  Returns the exit status. */
int sweep_report(const char *path, enum language language, bool force,
		 bool as_json);

#endif /* REPORTS_SWEEP_H */
