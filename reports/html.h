/*
 * html.h - report.html, or report.de.html: one self-contained page.
 */
#ifndef REPORTS_HTML_H
#define REPORTS_HTML_H

#include "reports/summary.h"
#include "traces/base/language.h"

/* Write the page of this language into DIRECTORY from the summary and run.db
 * beside it. */
bool html_write(const struct summary *summary, enum language language,
		struct error_text *error);

#endif /* REPORTS_HTML_H */
