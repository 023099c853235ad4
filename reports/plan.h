/*
 * plan.h - the cheapest fleet and policy, from DIRECTORY/plan.json: a table of
 * 80 columns, and DIRECTORY/plan.html.
 *
 * Decides nothing: intervals and verdicts stand in the file.
 */
#ifndef REPORTS_PLAN_H
#define REPORTS_PLAN_H

#include <stdbool.h>
#include <stdio.h>

#include "reports/number.h"
#include "reports/summary.h"
#include "reports/text.h"

/* Is it the directory of a plan? */
bool plan_is_in(const char *directory);
/* The table on standard output and the page in the directory; `as_json`: the
 * file as it is instead of the table.  Returns the exit status. */
int plan_report(const char *directory, enum language language, bool force,
		bool as_json);

#endif /* REPORTS_PLAN_H */
