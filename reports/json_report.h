/*
 * json_report.h - a run, or two, as JSON on standard output: the figures of the
 * tables for other programs.
 */
#ifndef REPORTS_JSON_REPORT_H
#define REPORTS_JSON_REPORT_H

#include "reports/pairs.h"
#include "reports/summary.h"

/* summary.json as it stands. */
void json_report_run(const struct summary *summary);

/* Every figure of two runs, and the keys in which their scenarios differ. */
void json_report_pair(const struct pairs *pairs);

#endif /* REPORTS_JSON_REPORT_H */
