/*
 * search.h - the best of many plans, by few replications.
 *
 * A plan is a list of levels, one an axis.  What it brings in a replication is
 * told by the caller: a value (more is better), and by how much it breaks each
 * part of a promise (above 0: broken, in parts of what is allowed). Replication
 * r of every plan is to meet the same draws (common random numbers), so plans
 * are compared by their differences.
 *
 * Order: what keeps the promise on average comes before what does not, then by
 * value; what breaks it by how little.
 *
 *   1. For every choice of the axes that strand the number (another type of
 *      machine needs another number of them) the number is searched as if the
 *      order had one peak (golden section), from the same capacity on.
 *   2. From the best on: all neighbours (every level of an unordered axis, the
 *      next ones of an ordered axis), what improves is taken over together,
 * until nothing does.
 *   3. All plans seen so far compete: 4, 8, 16 ... replications.  One is out
 * when the paired interval of its difference to the leader lies below 0, or
 * that of a part of the promise above 0.  Each of L looks may err with 5 %/L,
 * and each of its k intervals with a k-th of that (Bonferroni).  Far behind
 * after SEARCH_FIRST replications, by four of the usual spread and of its own,
 * is out at once.
 *   4. It ends when only the leader is left, or the replications are used up;
 * then those that are left cannot be told apart from it.
 *
 * "Sure" covers the plans that were simulated.  That the grid holds nothing
 * better is not proved: steps 1 and 2 find the best of the grid where the
 * number has one peak and axes can be improved one by one, or two at a time.
 *
 * The replications that chose the leader also judge it.  This costs nothing:
 * for the best plan to be dropped, one of the at most k intervals against it
 * has to lie, which is what is counted.
 *
 * Pure but for the callbacks.  Owns the plans it has seen.
 */
#ifndef SIM_SEARCH_H
#define SIM_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "traces/base/error_text.h"
#include "traces/base/pairing.h"

#define SEARCH_AXES_MAX 12
#define SEARCH_LEVELS_MAX 128
#define SEARCH_PARTS 3
#define SEARCH_PLANS_MAX 512
#define SEARCH_FIRST 2 /* replications of a plan that is tried */
#define SEARCH_LOOK 4  /* ... that is judged */

struct search_axis {
	unsigned levels;
	bool ordered;
	bool strands; /* another level needs another number */
};

struct search_point {
	uint8_t level[SEARCH_AXES_MAX];
};

/* One replication of one plan. */
struct search_seen {
	double value;
	double broken[SEARCH_PARTS]; /* NAN: nothing to judge, or not promised
				      */
	uint64_t trail;		     /* equal: it decided the same */
};

enum search_state {
	SEARCH_IN = 0, /* not told apart from the leader */
	SEARCH_WORSE,  /* surely */
	SEARCH_BREAKS, /* surely breaks the promise */
	SEARCH_BEHIND, /* far behind after few replications */
	SEARCH_SAME,   /* did exactly what another one did */
	SEARCH_REFUSED /* a rule forbids it */
};

struct search_plan {
	struct search_point at;
	enum search_state state;
	uint32_t done;
	struct search_seen *seen; /* of each replication */
	unsigned number;	  /* in the order in which they were tried */
	unsigned same_as;	  /* number of that one */
	void *own;		  /* the caller's */
};

struct search_world {
	void *context;	    /* of play() */
	void *axes_context; /* of the others */
	const struct search_axis *axes;
	unsigned axis_count;
	int number; /* the axis that is searched anew, ordered; -1: none */
	/* Levels of the number at this choice of the others: 0 ... less one. */
	unsigned (*numbers)(void *context, const struct search_point *at);
	/* The number with the capacity that `from` has.  Both may be NULL: as
	 * many as the axis has, the same one. */
	unsigned (*equal)(void *context, const struct search_point *from,
			  const struct search_point *at);
	/* Levels that make no difference here are set to one; or NULL. */
	void (*canonical)(void *context, struct search_point *at);
	/* Bring these to so many replications: fill in seen[done ... upto - 1]
	 * of each, or its state SEARCH_REFUSED. */
	bool (*play)(void *context, struct search_plan *const *list,
		     unsigned count, uint32_t upto, struct error_text *error);
};

enum search_outcome { SEARCH_SURE = 0, SEARCH_TIED, SEARCH_NONE_KEEPS };

struct search {
	const struct search_world *world;
	uint32_t most; /* replications */
	struct search_plan *plans[SEARCH_PLANS_MAX];
	unsigned count;
	/* afterwards */
	uint32_t replications, beside;
	unsigned looks, comparisons; /* allowed; that hold together */
	double variance; /* of a difference to the leader, on average */
	struct search_plan *order[SEARCH_PLANS_MAX]; /* the best first */
	enum search_outcome outcome;
	unsigned rivals; /* that cannot be told apart from the first */
};

/* Search from this point on; released with search_release() in any case. */
bool search_run(struct search *search, const struct search_world *world,
		const struct search_point *start, uint32_t most,
		struct error_text *error);
void search_release(struct search *search);

/* Play these once more, up to so many replications, beside the search: they
 * count in `beside`.  Their state stays. */
bool search_more(struct search *search, struct search_plan *const *list,
		 unsigned count, uint32_t upto, struct error_text *error);

/* The plan at a point, if it was tried. */
struct search_plan *search_find(const struct search *search,
				struct search_point at);

/* Mean value over the first `count` replications; how much is broken, summed
 * over the parts that are. */
double search_value(const struct search_plan *plan, uint32_t count);
double search_shortfall(const struct search_plan *plan, uint32_t count);

/* b - a in value, over the replications that both have: a paired interval, as
 * one of all comparisons that hold together. */
struct interval search_difference(const struct search *search,
				  const struct search_plan *a,
				  const struct search_plan *b);

/* Plans in the grid. */
double search_grid(const struct search_world *world);

#endif /* SIM_SEARCH_H */
