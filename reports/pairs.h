/*
 * pairs.h - two runs, figure by figure: A, B, B - A with its interval, verdict.
 *
 * Reads run.db and summary.json of both.  Runs over different windows cannot
 * be compared.  Runs with the same seed, replications and demand are paired:
 * the interval is that of the differences (Student, 1908).  All others are two
 * independent samples (Welch, 1947), and `unpaired` says why.
 */
#ifndef REPORTS_PAIRS_H
#define REPORTS_PAIRS_H

#include "reports/run_data.h"
#include "reports/summary.h"
#include "reports/text.h"

struct pair_figure {
	char *key, *unit;
	double a, b;			/* means; NAN: unknown */
	struct run_interval difference; /* mean: NAN when one is unknown */
	enum text verdict;		/* on B */
	bool same;			/* equal in every replication */
};

/* A key of the scenario that is not the same in both; "" where it is absent. */
struct pair_key {
	char *key, *a, *b;
};

struct pairs {
	struct summary a, b;
	struct pair_figure *figures;
	struct pair_key *keys;
	size_t figure_count, key_count;
	bool paired;
	bool varies;	    /* more than one replication */
	enum text unpaired; /* why not, unless paired */
};

/* False with one line: a run cannot be read, or the windows differ. */
bool pairs_open(const char *directory_a, const char *directory_b,
		struct pairs *out, struct error_text *error);
void pairs_close(struct pairs *pairs);

/* NULL when there is no such figure. */
const struct pair_figure *pairs_find(const struct pairs *pairs,
				     const char *key);

#endif /* REPORTS_PAIRS_H */
