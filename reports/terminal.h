/*
 * terminal.h - the answer as a table of 80 columns.
 */
#ifndef REPORTS_TERMINAL_H
#define REPORTS_TERMINAL_H

#include <stdio.h>

#include "reports/summary.h"
#include "traces/base/language.h"

void terminal_print(const struct summary *summary, enum language language,
		    FILE *out);

/* A part of it: payments in advance; nothing without prepaid accounts. */
void terminal_accounts(const struct summary *summary, enum language language,
		       FILE *out);

#endif /* REPORTS_TERMINAL_H */
