/*
 * wording.h - the codes of summary.json in the words of a language.
 *
 * Beside each code the summary holds the same in English; a run of a version
 * that wrote no codes yet is shown in that.  `out` has WORDING_SIZE bytes and
 * is returned.
 */
#ifndef REPORTS_WORDING_H
#define REPORTS_WORDING_H

#include "reports/summary.h"
#include "reports/text.h"

#define WORDING_SIZE 640

/* The ways of a start, in the order in which all tables show them. */
struct wording_path {
	const char *key; /* in wait_seconds.by_path */
	const char *row; /* in run.db */
	enum text name;	 /* short enough for the head of a column */
};
#define WORDING_PATHS 7
extern const struct wording_path wording_paths[WORDING_PATHS];

/* The unit of a figure; EUR, s, GB and % are the same everywhere. */
const char *wording_unit(enum language language, const char *unit);
/* A figure of summary.json in words, by its key; the key itself if it is not
 * known. */
char *wording_figure(enum language language, const char *key, char *out);
/* What chance decided: "boot times, patience". */
char *wording_varied(const struct summary *summary, enum language language,
		     char *out);
/* What the static fleet shows of this one: "earns more, serves the same". */
char *wording_verdict(const struct summary *summary, enum language language,
		      char *out);
/* The verdict on one difference ("margin_eur"); "" when there is none. */
char *wording_difference(const struct summary *summary, enum language language,
			 const char *which, char *out);
/* How long players wait, for "for_room" or "in_transfer". */
char *wording_patience(const struct summary *summary, enum language language,
		       const char *which, char *out);
/* How the window follows from the sessions, and which machines had no price
 * list yet; "" if neither applies. */
char *wording_window(const struct summary *summary, enum language language,
		     char *out);
char *wording_prices(const struct summary *summary, enum language language,
		     char *out);
/* Of which machines the prices are assumptions: "price_assumed_types". */
char *wording_assumed(const struct summary *summary, enum language language,
		      char *out);
/* That the run cannot show what so long a sleep window does. */
char *wording_sleep(const struct summary *summary, enum language language,
		    char *out);

/* "title" or "source_note" of the scenario, translated if it is known. */
char *wording_own(const struct summary *summary, enum language language,
		  const char *key, char *out);
/* Were the sessions drawn, not read? */
bool wording_is_drawn(const struct summary *summary);

#endif /* REPORTS_WORDING_H */
