/*
 * advice.h - the simulated alternatives, from the key advice of summary.json,
 * in words: shared by the table and the page.  And what a run is in a month.
 */
#ifndef REPORTS_ADVICE_H
#define REPORTS_ADVICE_H

#include "reports/number.h"
#include "reports/summary.h"
#include "reports/text.h"

#define ADVICE_SIZE 512

/* What to do, in words. */
char *advice_action(const cJSON *action, enum language language,
		    char out[ADVICE_SIZE]);
/* "+0.89 (+0.36 ... +1.42)" of "margin_eur" or another figure; without the
 * bracket where there is none. */
char *advice_difference(const cJSON *action, const char *figure,
			enum language language, int decimals,
			char out[ADVICE_SIZE]);
/* The parts of it: the mean, and "+0.36 ... +1.42", "" where there is none. */
char *advice_mean(const cJSON *action, const char *figure,
		  enum language language, int decimals, char out[NUMBER_SIZE]);
char *advice_range(const cJSON *action, const char *figure,
		   enum language language, int decimals, char out[NUMBER_SIZE]);
/* Its verdict on the difference: better, worse, could be noise. */
const char *advice_verdict(const cJSON *action, const char *figure,
			   enum language language);
/* "98.4", of "before" or "after". */
char *advice_value(const cJSON *action, const char *figure, const char *when,
		   enum language language, double scale, int decimals,
		   char out[NUMBER_SIZE]);
/* T_KEPT, T_BROKEN, T_CLOSE, T_NOT_JUDGED */
enum text advice_promise(const cJSON *action);

/* The actions, NULL when there are none. */
const cJSON *advice_actions(const struct summary *summary);
/* How they are to be taken, in a sentence or two; "" where nothing is to be
 * said. */
char *advice_sentence(const struct summary *summary, enum language language,
		      char out[ADVICE_SIZE]);
/* Why none can keep the promise, if it is a transfer; else "". */
char *advice_too_slow(const struct summary *summary, enum language language,
		      char out[ADVICE_SIZE]);

/* "20 h", "31 days": how long the window is. */
char *advice_window(const struct summary *summary, enum language language,
		    char out[NUMBER_SIZE]);
/* "2,862.98 EUR a month, 34,355.78 EUR a year"; "" when it is not known. */
char *advice_month(const struct summary *summary, enum language language,
		   char out[ADVICE_SIZE]);
/* Does the margin, as a share of net revenue, tell a reader anything?  Not
 * where hardly any revenue is left. */
bool advice_share_tells(const struct summary *summary);
/* "58.0 % of net revenue", or how much net revenue there is; `loss`: without
 * its sign. */
char *advice_share(const struct summary *summary, enum language language,
		   bool loss, char out[NUMBER_SIZE]);
/* Why the verdict on the promise rests on too little; "": on enough. */
char *advice_few(const struct summary *summary, enum language language,
		 char out[ADVICE_SIZE]);
/* "the smallest static fleet that keeps the promise: 12 x AX102"; "" without
 * one. */
char *advice_static(const struct summary *summary, enum language language,
		    char out[ADVICE_SIZE]);

#endif /* REPORTS_ADVICE_H */
