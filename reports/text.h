/*
 * text.h - every word that a reader of page and table sees, by name.
 *
 * Owns the catalogue: one list per part of the page (text_*.h). A list has one
 * entry per text: its name, and its words in every language of language.h; a
 * text that lacks one does not compile.  A text may have places {1} ... {9} for
 * values that are words already; a translation may move them.  Words that
 * depend on a number are chosen by its place, "{1} {1:start|starts}": the first
 * if the value reads "1", else the second; there are no places within them.
 * Numbers, units (EUR, s, GB, %) and names of keys are not texts.
 *
 * In the lists a sentence is one line, however long, and clang-format is off:
 * grep finds whatever the page shows.
 */
#ifndef REPORTS_TEXT_H
#define REPORTS_TEXT_H

#include <stddef.h>
#include <stdio.h>

#include "reports/text_accounts.h"
#include "reports/text_advice.h"
#include "reports/text_answer.h"
#include "reports/text_common.h"
#include "reports/text_compare.h"
#include "reports/text_differences.h"
#include "reports/text_fleet.h"
#include "reports/text_invoice.h"
#include "reports/text_list.h"
#include "reports/text_money.h"
#include "reports/text_night.h"
#include "reports/text_notes.h"
#include "reports/text_plan.h"
#include "reports/text_plan_page.h"
#include "reports/text_quote.h"
#include "reports/text_scenarios.h"
#include "reports/text_sweep.h"
#include "reports/text_table.h"
#include "reports/text_waiting.h"
#include "reports/text_why.h"
#include "reports/text_wording.h"
#include "traces/base/language.h"

#define TEXT_PARTS(X)                                                          \
	TEXT_COMMON(X)                                                         \
	TEXT_ANSWER(X)                                                         \
	TEXT_ADVICE(X)                                                         \
	TEXT_NIGHT(X)                                                          \
	TEXT_WAITING(X)                                                        \
	TEXT_MONEY(X)                                                          \
	TEXT_QUOTE(X)                                                          \
	TEXT_INVOICE(X)                                                        \
	TEXT_ACCOUNTS(X)                                                       \
	TEXT_FLEET(X)                                                          \
	TEXT_NOTES(X)                                                          \
	TEXT_COMPARE(X)                                                        \
	TEXT_DIFFERENCES(X)                                                    \
	TEXT_SWEEP(X)                                                          \
	TEXT_PLAN(X)                                                           \
	TEXT_PLAN_PAGE(X)                                                      \
	TEXT_TABLE(X)                                                          \
	TEXT_WORDING(X)                                                        \
	TEXT_SCENARIOS(X)                                                      \
	TEXT_LIST(X)                                                           \
	TEXT_WHY(X)

enum text {
#define X(id, english, german) id,
	TEXT_PARTS(X)
#undef X
	    TEXT_COUNT
};

const char *text_of(enum language language, enum text id);

/* The text with its places filled in, cut at `size`; returns out.  `with` ends
 * with NULL and may be NULL: WITH("a", "b"). */
char *text_fill(char *out, size_t size, enum language language, enum text id,
		const char *const *with);
#define WITH(...) ((const char *const[]){__VA_ARGS__, NULL})

/* If `text` is this text in English, with its places filled in, the same in
 * another language: out; else NULL. */
char *text_translated(char *out, size_t size, enum language language,
		      enum text id, const char *text);

/* The filled text on lines of its own, wrapped at the width of a terminal. */
void text_line(FILE *out, enum language language, enum text id,
	       const char *const *with);

#endif /* REPORTS_TEXT_H */
