/*
 * figures_csv.h - every figure of a run as a row: RUN/figures.csv; of two runs
 * side by side: RUN_B/compare.csv.  Names of columns and keys are those of
 * summary.json in every language.
 */
#ifndef REPORTS_FIGURES_CSV_H
#define REPORTS_FIGURES_CSV_H

#include "reports/pairs.h"
#include "reports/summary.h"
#include "traces/base/csv_row.h"
#include "traces/base/language.h"

/* key, unit, value (mean over replications), low, high (95 %) */
bool figures_csv_write(const struct summary *summary, enum csv_dialect dialect,
		       struct error_text *error);
/* key, unit, a, b, difference, low, high, verdict in words of `language` */
bool compare_csv_write(const struct pairs *pairs, enum language language,
		       enum csv_dialect dialect, struct error_text *error);

#endif /* REPORTS_FIGURES_CSV_H */
