/*
 * bound.h - what the machines cost, and would have cost a planner who knows the
 * demand in advance: two sentences for table and page, from summary.json alone.
 */
#ifndef REPORTS_BOUND_H
#define REPORTS_BOUND_H

#include "reports/summary.h"
#include "reports/text.h"

#define BOUND_TEXT_SIZE 768

/* In words, with the interval if there is one; "" where nothing was served, and
 * of a run that does not know the figure. */
const char *bound_text(const struct summary *summary, enum language language,
		       char out[BOUND_TEXT_SIZE]);

#endif /* REPORTS_BOUND_H */
