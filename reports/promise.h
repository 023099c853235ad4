/*
 * promise.h - what a run's scenario promised, and whether it was kept.
 *
 * A promise has up to three parts, each with its own verdict: kept, broken, or
 * too close to call by its interval (docs/figures.md).  Decides nothing: the
 * verdicts stand in summary.json.
 */
#ifndef REPORTS_PROMISE_H
#define REPORTS_PROMISE_H

#include "reports/summary.h"
#include "reports/text.h"

#define PROMISE_SIZE 256

struct promise_part {
	const char *key; /* in summary.json, below promise */
	enum text name;	 /* with the promised wait, if that is its limit */
	enum text limit;
	int decimals; /* of its per cent */
};
#define PROMISE_PARTS 3
extern const struct promise_part promise_parts[PROMISE_PARTS];

/* The verdict under a key such as "promise.kept": T_KEPT, T_BROKEN, T_CLOSE;
 * T_NOT_JUDGED where there is none. */
enum text promise_verdict(const struct summary *summary, const char *key);
/* The same of a part. */
enum text promise_verdict_of(const struct summary *summary,
			     const struct promise_part *part);
/* Was it promised? */
bool promise_has(const struct summary *summary,
		 const struct promise_part *part);
/* "within 30 s: 97.3 % (96.8 ... 97.8), promised 95 %".  `out` has
 * PROMISE_SIZE bytes and is returned. */
char *promise_text(const struct summary *summary, enum language language,
		   const struct promise_part *part, char *out);

#endif /* REPORTS_PROMISE_H */
