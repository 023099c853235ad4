/*
 * told.h - what summary.json tells in codes, in the words of a language.
 *
 * Beside each code the summary holds the same in English; that is shown for a
 * run of a version that wrote no codes yet.  `out` has TOLD_SIZE bytes and is
 * returned.
 */
#ifndef REPORTS_TOLD_H
#define REPORTS_TOLD_H

#include "reports/summary.h"
#include "reports/text.h"

#define TOLD_SIZE 640

/* The ways of a start, in the order in which all tables show them. */
struct told_path {
	const char *key; /* in wait_seconds.by_path and in run.db */
	enum text name;	 /* short enough for the head of a column */
};
#define TOLD_PATHS 6
extern const struct told_path told_paths[TOLD_PATHS];

/* The unit of a figure; EUR, s, GB and % are the same everywhere. */
const char *told_unit(enum language language, const char *unit);
/* What chance decided: "boot times, patience". */
char *told_varied(const struct summary *summary, enum language language,
		  char *out);
/* What the static fleet shows of this one: "earns more, serves the same". */
char *told_verdict(const struct summary *summary, enum language language,
		   char *out);
/* The verdict on one difference ("margin_eur"); "" when there is none. */
char *told_difference(const struct summary *summary, enum language language,
		      const char *which, char *out);
/* How long players wait, for "for_room" or "in_transfer". */
char *told_patience(const struct summary *summary, enum language language,
		    const char *which, char *out);
/* How the window follows from the sessions, and which machines had no price
 * list yet; "" when there is nothing to say. */
char *told_window(const struct summary *summary, enum language language,
		  char *out);
char *told_prices(const struct summary *summary, enum language language,
		  char *out);

#endif /* REPORTS_TOLD_H */
