/*
 * search_judge.c - which of the plans is the best: more replications for those
 * that may be, until one is sure or the replications are used up.
 */
#include <math.h>
#include <stdlib.h>

#include "sim/search_parts.h"

/* The spread of all counts as much as that of so many replications more. */
#define MODERATION 6.0
#define MEDIAN_TO_MEAN 1.3
/* After SEARCH_FIRST replications: behind by so many of the usual spread, and
 * of its own. */
#define FAR 4
/* So many plans go on, where not all can. */
#define FEW 4
/* Runners-up that are looked at once more, and how often they are played. */
#define RUNNERS_UP 5
#define RUNNERS_UP_PLAYED 10

struct judging {
	struct search *search;
	struct search_plan *in[SEARCH_PLANS_MAX]; /* the best first */
	unsigned count;
	/* of each plan, by its number: it is out because of this one */
	const struct search_plan *by[SEARCH_PLANS_MAX];
};

/* --- intervals ------------------------------------------------------------ */

static struct pairing pair(const struct search_plan *a,
			   const struct search_plan *b)
{
	uint32_t count = a->done < b->done ? a->done : b->done;
	struct pairing pairing = {.differs = false};

	for (uint32_t r = 0; r < count; r++)
		pairing_add(&pairing, a->seen[r].value, b->seen[r].value);
	return pairing;
}

/* The variance of a few differences is itself uncertain, so it is moderated by
 * that of all: s^2 = (d0 s0^2 + (n - 1) s^2) / (d0 + n - 1), with as many
 * degrees of freedom (Smyth, 2004, "Linear models and empirical Bayes methods
 * for assessing differential expression", with d0 fixed). */
struct interval search_difference(const struct search *search,
				  const struct search_plan *a,
				  const struct search_plan *b)
{
	struct pairing pairing = pair(a, b);
	double n = pairing.difference.n, freedom = MODERATION + n - 1;
	double variance, half;

	if (n < 1)
		return (struct interval){.mean = (double)NAN};
	variance =
	    (MODERATION * search->variance + pairing.difference.squares) /
	    freedom;
	half = student_95_of(freedom, search->comparisons) * sqrt(variance / n);
	return (struct interval){pairing.difference.mean,
				 pairing.difference.mean - half,
				 pairing.difference.mean + half, half > 0};
}

static struct interval part_interval(const struct search_plan *plan,
				     unsigned part, unsigned comparisons)
{
	struct pairing pairing = {.differs = false};

	for (uint32_t r = 0; r < plan->done; r++)
		pairing_add(&pairing, 0, plan->seen[r].broken[part]);
	return pairing_difference_of(&pairing, true, comparisons);
}

/* Looks that there can be: 4, 8, ... replications of two plans. */
static unsigned looks_of(uint32_t most)
{
	unsigned looks = 2;

	for (uint32_t n = 2 * SEARCH_LOOK; 2 * n <= most; n *= 2)
		looks++;
	return looks;
}

static bool is_safe(const struct search *search, const struct search_plan *plan)
{
	for (unsigned part = 0; part < SEARCH_PARTS; part++) {
		struct interval in = part_interval(plan, part, search->looks);

		if (!isnan(in.mean) && in.high > 1e-9)
			return false;
	}
	return plan->done >= SEARCH_LOOK;
}

static bool surely_breaks(const struct search *search,
			  const struct search_plan *plan)
{
	for (unsigned part = 0; part < SEARCH_PARTS; part++) {
		struct interval in =
		    part_interval(plan, part, SEARCH_PARTS * search->looks);

		if (!isnan(in.mean) && in.low > 1e-9)
			return true;
	}
	return false;
}

static bool is_not_safer(const struct search_plan *plan,
			 const struct search_plan *than)
{
	for (unsigned part = 0; part < SEARCH_PARTS; part++)
		if (search_part(plan, part, plan->done) <
		    search_part(than, part, than->done))
			return false;
	return true;
}

/* --- who is in ------------------------------------------------------------ */

static int by_order(const void *a, const void *b)
{
	const struct search_plan *x = *(struct search_plan *const *)a,
				 *y = *(struct search_plan *const *)b;

	if (search_is_better(x, y))
		return -1;
	if (search_is_better(y, x))
		return 1;
	return (x->number > y->number) - (x->number < y->number);
}

static void sort(struct judging *j)
{
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers */
	qsort(j->in, j->count, sizeof *j->in, by_order);
}

static void gather(struct judging *j)
{
	j->count = 0;
	for (unsigned i = 0; i < j->search->count; i++)
		if (j->search->plans[i]->state == SEARCH_IN &&
		    j->search->plans[i]->done > 0)
			j->in[j->count++] = j->search->plans[i];
	sort(j);
}

static void put_out(struct judging *j, struct search_plan *plan,
		    enum search_state state, const struct search_plan *by)
{
	plan->state = state;
	j->by[plan->number] = by;
}

/* Who is out because of a plan that breaks the promise is in again. */
static bool bring_back(struct judging *j)
{
	bool any = false;

	for (unsigned i = 0; i < j->search->count; i++) {
		struct search_plan *plan = j->search->plans[i];
		const struct search_plan *by = j->by[plan->number];

		if (by == NULL || by->state != SEARCH_BREAKS ||
		    (plan->state != SEARCH_WORSE &&
		     plan->state != SEARCH_BEHIND &&
		     plan->state != SEARCH_SAME))
			continue;
		put_out(j, plan, SEARCH_IN, NULL);
		any = true;
	}
	return any;
}

static bool are_alike(const struct search_plan *a, const struct search_plan *b)
{
	if (a->done != b->done || a->done < SEARCH_LOOK)
		return false;
	for (uint32_t r = 0; r < a->done; r++)
		if (a->seen[r].trail != b->seen[r].trail ||
		    !(fabs(a->seen[r].value - b->seen[r].value) <= 1e-6))
			return false;
	return true;
}

/* Of those that did exactly the same, the first that was tried stands for all.
 */
static void drop_alike(struct judging *j)
{
	for (unsigned i = 0; i < j->count; i++)
		for (unsigned k = 0; k < j->count; k++) {
			struct search_plan *first = j->in[k], *plan = j->in[i];

			if (first->number >= plan->number ||
			    first->state == SEARCH_SAME ||
			    !are_alike(first, plan))
				continue;
			put_out(j, plan, SEARCH_SAME, first);
			plan->same_as = first->number;
			break;
		}
	gather(j);
}

/* --- far behind ----------------------------------------------------------- */

/* The standard deviation of differences to the leader, or of a part. */
static double spread_of(const struct search_plan *plan,
			const struct search_plan *leader, int part)
{
	struct pairing pairing = {.differs = false};
	uint32_t count = plan->done < leader->done ? plan->done : leader->done;

	for (uint32_t r = 0; r < count; r++)
		pairing_add(&pairing, part < 0 ? leader->seen[r].value : 0,
			    part < 0 ? plan->seen[r].value
				     : plan->seen[r].broken[part]);
	return pairing.difference.n < 2 ? 0
					: sqrt(pairing.difference.squares /
					       (pairing.difference.n - 1));
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The root of the median of the variances of all; a little more, because with
 * few replications it is below their mean. */
static double usual_spread(const double *spreads, unsigned count)
{
	double sorted[SEARCH_PLANS_MAX] = {0};

	for (unsigned i = 0; i < count; i++)
		sorted[i] = spreads[i];
	qsort(sorted, count, sizeof *sorted, by_size);
	return count > 0 ? sqrt(MEDIAN_TO_MEAN) * sorted[count / 2] : 0;
}

/* Of the better half of those that are in. */
static double spread_here(const struct judging *j, int part)
{
	double spreads[SEARCH_PLANS_MAX] = {0};
	unsigned count = (j->count + 1) / 2;

	for (unsigned i = 0; i < count; i++)
		spreads[i] = spread_of(j->in[i], j->in[0], part);
	return usual_spread(spreads, count);
}

/* Of differences to the leader, over all plans that were judged: the median,
 * so that a few wild ones do not count. */
static void pool_variance(struct judging *j)
{
	double spreads[SEARCH_PLANS_MAX] = {0}, usual;
	const struct search_plan *leader = j->in[0];
	unsigned count = 0;

	for (unsigned i = 0; i < j->search->count; i++) {
		const struct search_plan *plan = j->search->plans[i];

		if (plan != leader && plan->done >= SEARCH_LOOK &&
		    plan->state != SEARCH_SAME && plan->state != SEARCH_REFUSED)
			spreads[count++] = spread_of(plan, leader, -1);
	}
	usual = usual_spread(spreads, count);
	if (count > 0)
		j->search->variance = usual * usual;
}

static bool is_clearly_kept(const struct search_plan *plan,
			    const double spread[SEARCH_PARTS])
{
	for (unsigned part = 0; part < SEARCH_PARTS; part++) {
		double mean = search_part(plan, part, plan->done);

		if (!isnan(mean) && mean + FAR * spread[part] > 0)
			return false;
	}
	return true;
}

static bool is_clearly_broken(const struct search_plan *plan,
			      const double spread[SEARCH_PARTS])
{
	for (unsigned part = 0; part < SEARCH_PARTS; part++)
		if (search_part(plan, part, plan->done) >
		    FAR * fmax(spread[part], spread_of(plan, plan, (int)part)))
			return true;
	return false;
}

/* Beside a leader that keeps the promise clearly, or a plan that is no safer
 * than it. */
static void drop_far(struct judging *j)
{
	double values = spread_here(j, -1), parts[SEARCH_PARTS];
	struct search_plan *leader = j->in[0];
	bool kept;

	for (unsigned part = 0; part < SEARCH_PARTS; part++)
		parts[part] = spread_here(j, (int)part);
	kept = is_clearly_kept(leader, parts);
	for (unsigned i = 1; i < j->count; i++) {
		struct search_plan *plan = j->in[i];
		uint32_t n =
		    plan->done < leader->done ? plan->done : leader->done;
		double less = search_value(leader, n) - search_value(plan, n),
		       spread = fmax(values, spread_of(plan, leader, -1));
		bool breaks = search_shortfall(leader, leader->done) <= 0 &&
			      is_clearly_broken(plan, parts);

		if (breaks || (less > FAR * spread &&
			       (kept || is_not_safer(plan, leader))))
			put_out(j, plan, SEARCH_BEHIND, leader);
	}
	gather(j);
}

/* --- a look --------------------------------------------------------------- */

static uint32_t left_of(const struct search *search)
{
	return search->most > search->replications
		   ? search->most - search->replications
		   : 0;
}

static uint32_t needed(const struct judging *j, unsigned count, uint32_t upto)
{
	uint32_t sum = 0;

	for (unsigned i = 0; i < count; i++)
		if (j->in[i]->done < upto)
			sum += upto - j->in[i]->done;
	return sum;
}

/* As many as are wanted of each; where not so many are left, of the better half
 * at least, then fewer.  False: nothing more can be played. */
static bool plan_look(const struct judging *j, uint32_t *upto, unsigned *count)
{
	uint32_t left = left_of(j->search);
	unsigned least = j->count > 2 * FEW ? j->count / 2
			 : j->count > FEW   ? FEW
					    : j->count;

	*count = j->count;
	while (*count > least && needed(j, *count, *upto) > left)
		--*count;
	while (*upto > SEARCH_LOOK && needed(j, *count, *upto) > left)
		--*upto;
	while (*count > 0 && needed(j, *count, *upto) > left)
		--*count;
	return needed(j, *count, *upto) > 0;
}

/* Whom others are measured by: the best that surely keeps the promise. */
static struct search_plan *reference_of(const struct judging *j)
{
	for (unsigned i = 0; i < j->count; i++)
		if (is_safe(j->search, j->in[i]))
			return j->in[i];
	return NULL;
}

static void drop_worse(struct judging *j)
{
	const struct search *search = j->search;
	struct search_plan *safe = reference_of(j),
			   *by = safe != NULL ? safe : j->in[0];
	/* clang-tidy 14 forgets behind qsort() who is in */
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
	bool any_keeps = search_shortfall(j->in[0], j->in[0]->done) <= 0;

	for (unsigned i = 0; i < j->count; i++) {
		struct search_plan *plan = j->in[i];
		struct interval d;

		if (plan == by || plan->done < SEARCH_LOOK)
			continue;
		if (any_keeps && surely_breaks(search, plan)) {
			put_out(j, plan, SEARCH_BREAKS, NULL);
			continue;
		}
		d = search_difference(search, by, plan);
		if (d.high < 0 && (safe != NULL || is_not_safer(plan, by)))
			put_out(j, plan, SEARCH_WORSE, by);
	}
	gather(j);
}

static void count_comparisons(struct search *search)
{
	unsigned plans = 0;

	for (unsigned i = 0; i < search->count; i++)
		plans += search->plans[i]->done > 0;
	search->comparisons = (plans > 1 ? plans - 1 : 1) * search->looks;
}

/* One is left that keeps the promise, or even the best surely breaks it. */
static bool is_over(const struct judging *j)
{
	return j->count == 0 ||
	       (j->count == 1 && is_safe(j->search, j->in[0])) ||
	       (j->in[0]->done >= SEARCH_LOOK &&
		surely_breaks(j->search, j->in[0]));
}

static bool look(struct judging *j, uint32_t upto, unsigned count,
		 struct error_text *error)
{
	if (!search_play(j->search, j->in, count, upto, error))
		return false;
	sort(j);
	drop_alike(j);
	pool_variance(j);
	drop_worse(j);
	while (bring_back(j))
		gather(j);
	return true;
}

/* --- the end -------------------------------------------------------------- */

static bool top_up(struct judging *j, struct error_text *error)
{
	struct search *search = j->search;
	struct search_plan *list[RUNNERS_UP];
	const struct search_plan *first = search->order[0];
	unsigned count = 0;
	uint32_t upto = first->done < RUNNERS_UP_PLAYED ? first->done
							: RUNNERS_UP_PLAYED,
		 sum = 0;

	for (unsigned i = 1; i < search->count && count < RUNNERS_UP; i++) {
		struct search_plan *plan = search->order[i];
		uint32_t more = plan->done < upto ? upto - plan->done : 0;

		if (plan->state == SEARCH_REFUSED ||
		    plan->state == SEARCH_SAME || plan->done == 0)
			continue;
		if (sum + more > left_of(search))
			break;
		sum += more;
		list[count++] = plan;
	}
	return search_play(search, list, count, upto, error);
}

/* What is out because of another plan, or was far behind in few replications,
 * is in again unless it surely lies behind the first. */
static void check_against_first(struct judging *j)
{
	struct search *search = j->search;
	const struct search_plan *first = search->order[0];

	if (search_shortfall(first, first->done) > 0)
		return; /* none is the best then */
	for (unsigned i = 1; i < search->count; i++) {
		struct search_plan *plan = search->order[i];

		if ((plan->state != SEARCH_BEHIND &&
		     plan->state != SEARCH_WORSE) ||
		    plan->done < SEARCH_LOOK)
			continue;
		if (surely_breaks(search, plan))
			put_out(j, plan, SEARCH_BREAKS, NULL);
		else if (search_difference(search, first, plan).high < 0)
			put_out(j, plan, SEARCH_WORSE, first);
		else
			put_out(j, plan, SEARCH_IN, NULL);
	}
	gather(j);
}

static int rank_of(const struct search_plan *plan)
{
	switch (plan->state) {
	case SEARCH_IN:
		return 0;
	case SEARCH_WORSE:
	case SEARCH_BREAKS:
	case SEARCH_BEHIND:
		return 1;
	case SEARCH_SAME:
		return 2;
	case SEARCH_REFUSED:
		break;
	}
	return 3;
}

static int by_state(const void *a, const void *b)
{
	int x = rank_of(*(struct search_plan *const *)a),
	    y = rank_of(*(struct search_plan *const *)b);

	return x != y ? x - y : by_order(a, b);
}

/* The first is the best that surely keeps the promise, if one does. */
static void put_in_order(struct judging *j)
{
	struct search *search = j->search;
	struct search_plan *first = reference_of(j);

	for (unsigned i = 0; i < search->count; i++)
		search->order[i] = search->plans[i];
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers */
	qsort(search->order, search->count, sizeof *search->order, by_state);
	for (unsigned i = 0; first != NULL && i < search->count; i++)
		if (search->order[i] == first) {
			for (; i > 0; i--)
				search->order[i] = search->order[i - 1];
			search->order[0] = first;
			break;
		}
}

/* Look after look, until one is sure or nothing more can be played. */
static bool look_on(struct judging *j, uint32_t *upto, unsigned *looks,
		    struct error_text *error)
{
	while (!is_over(j) && (*looks)++ < j->search->looks) {
		uint32_t now = *upto;
		unsigned count;

		if (!plan_look(j, &now, &count))
			break;
		if (!look(j, now, count, error))
			return false;
		*upto *= 2;
	}
	return true;
}

bool search_judge(struct search *search, struct error_text *error)
{
	struct judging *j = calloc(1, sizeof *j);
	uint32_t upto = SEARCH_LOOK, before;
	unsigned looks = 0, in;
	bool good;

	if (j == NULL)
		return error_set(error, "out of memory");
	j->search = search;
	search->looks = looks_of(search->most);
	count_comparisons(search);
	gather(j);
	if (j->count > 0)
		drop_far(j);
	do { /* until no runner-up is in again */
		before = search->replications;
		good = look_on(j, &upto, &looks, error);
		put_in_order(j);
		in = j->count;
		if (j->count == 0 || !good)
			break;
		good = top_up(j, error);
		check_against_first(j);
	} while (good && j->count > in && search->replications > before);
	put_in_order(j);
	search->rivals = j->count > 0 ? j->count - 1 : 0;
	search->outcome =
	    j->count == 0 || search_shortfall(search->order[0],
					      search->order[0]->done) > 0
		? SEARCH_NONE_KEEPS
	    : is_over(j) ? SEARCH_SURE
			 : SEARCH_TIED;
	free(j);
	return good;
}
