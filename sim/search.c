#include "sim/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/search_parts.h"

/* Of the replications, for finding what is to be compared. */
#define EXPLORE_SHARE 0.5
#define GOLDEN 0.382
#define COMBINATIONS_MAX 16
#define PROMISING 4 /* of them, with the best one */
#define BATCH_MAX 256

/* --- plans ---------------------------------------------------------------- */

static bool is_at(const struct search *search, const struct search_plan *plan,
		  const struct search_point *at)
{
	return memcmp(plan->at.level, at->level, search->world->axis_count) ==
	       0;
}

struct search_plan *search_find(const struct search *search,
				struct search_point at)
{
	if (search->world->canonical != NULL)
		search->world->canonical(search->world->axes_context, &at);
	for (unsigned i = 0; i < search->count; i++)
		if (is_at(search, search->plans[i], &at))
			return search->plans[i];
	return NULL;
}

static unsigned numbers_at(const struct search_world *world,
			   const struct search_point *at)
{
	return world->numbers != NULL ? world->numbers(world->axes_context, at)
				      : world->axes[world->number].levels;
}

/* The plan at a point; added if it is new.  NULL: there is no room. */
static struct search_plan *plan_at(struct search *search,
				   struct search_point at)
{
	struct search_plan *plan = search_find(search, at);

	if (plan != NULL || search->count == SEARCH_PLANS_MAX)
		return plan;
	if (search->world->canonical != NULL)
		search->world->canonical(search->world->axes_context, &at);
	plan = calloc(1, sizeof *plan);
	if (plan == NULL)
		return NULL;
	plan->at = at;
	plan->number = search->count;
	search->plans[search->count++] = plan;
	return plan;
}

bool search_play(struct search *search, struct search_plan *const *list,
		 unsigned count, uint32_t upto, struct error_text *error)
{
	struct search_plan *some[SEARCH_PLANS_MAX];
	unsigned used = 0;

	for (unsigned i = 0; i < count; i++) {
		struct search_seen *seen;

		if (list[i]->state == SEARCH_REFUSED || list[i]->done >= upto)
			continue;
		seen = realloc(list[i]->seen, upto * sizeof *seen);
		if (seen == NULL)
			return error_set(error, "out of memory");
		list[i]->seen = seen;
		some[used++] = list[i];
	}
	if (used > 0 && !search->world->play(search->world->context, some, used,
					     upto, error))
		return false;
	for (unsigned i = 0; i < used; i++) {
		if (some[i]->state == SEARCH_REFUSED)
			continue;
		search->replications += upto - some[i]->done;
		some[i]->done = upto;
	}
	return true;
}

bool search_more(struct search *search, struct search_plan *const *list,
		 unsigned count, uint32_t upto, struct error_text *error)
{
	uint32_t before = search->replications;
	bool good = search_play(search, list, count, upto, error);

	search->beside += search->replications - before;
	search->replications = before;
	return good;
}

/* --- what is good --------------------------------------------------------- */

double search_value(const struct search_plan *plan, uint32_t count)
{
	double sum = 0;

	for (uint32_t r = 0; r < count; r++)
		sum += plan->seen[r].value;
	return count > 0 ? sum / count : (double)NAN;
}

double search_part(const struct search_plan *plan, unsigned part,
		   uint32_t count)
{
	double sum = 0;
	uint32_t known = 0;

	for (uint32_t r = 0; r < count; r++)
		if (!isnan(plan->seen[r].broken[part])) {
			sum += plan->seen[r].broken[part];
			known++;
		}
	return known > 0 ? sum / known : (double)NAN;
}

double search_shortfall(const struct search_plan *plan, uint32_t count)
{
	double sum = 0;

	for (unsigned part = 0; part < SEARCH_PARTS; part++) {
		double broken = search_part(plan, part, count);

		/* the means of shares are rounded in their last digits */
		if (broken > 1e-9)
			sum += broken;
	}
	return sum;
}

bool search_is_better(const struct search_plan *a, const struct search_plan *b)
{
	uint32_t count = a->done < b->done ? a->done : b->done;
	double short_a, short_b;

	if (count == 0 || a->state == SEARCH_REFUSED ||
	    b->state == SEARCH_REFUSED)
		return a->state != SEARCH_REFUSED && a->done > b->done;
	/* each by all that is known of it */
	short_a = search_shortfall(a, a->done);
	short_b = search_shortfall(b, b->done);
	if (short_a < short_b || short_a > short_b)
		return short_a < short_b;
	return search_value(a, count) > search_value(b, count);
}

static struct search_plan *best_of(const struct search *search)
{
	struct search_plan *best = NULL;

	for (unsigned i = 0; i < search->count; i++)
		if (search->plans[i]->done > 0 &&
		    (best == NULL || search_is_better(search->plans[i], best)))
			best = search->plans[i];
	return best;
}

/* --- exploring ------------------------------------------------------------ */

/* Points to be tried together. */
struct batch {
	struct search *search;
	struct search_plan *list[BATCH_MAX];
	unsigned count;
};

static struct search_plan *try_point(struct batch *batch,
				     struct search_point at)
{
	struct search_plan *plan = plan_at(batch->search, at);

	if (plan == NULL || plan->done >= SEARCH_FIRST ||
	    plan->state == SEARCH_REFUSED)
		return plan;
	for (unsigned i = 0; i < batch->count; i++)
		if (batch->list[i] == plan)
			return plan;
	if (batch->count < BATCH_MAX)
		batch->list[batch->count++] = plan;
	return plan;
}

static bool play_batch(struct batch *batch, struct error_text *error)
{
	bool good = search_play(batch->search, batch->list, batch->count,
				SEARCH_FIRST, error);

	batch->count = 0;
	return good;
}

static bool may_explore(const struct search *search)
{
	return search->replications < EXPLORE_SHARE * search->most &&
	       search->count < SEARCH_PLANS_MAX - SEARCH_LEVELS_MAX;
}

/* The number of one choice of the others, between two ends that are known to
 * be worse: low < best < high. */
struct section {
	struct search_point at;
	int low, best, high;
	int probe; /* being tried; -1: none is left */
};

static struct search_point with_number(const struct search_world *world,
				       struct search_point at, int number)
{
	at.level[world->number] = (uint8_t)number;
	return at;
}

/* In the wider half, near the best. */
static int next_probe(const struct section *s)
{
	int above = s->high - s->best, below = s->best - s->low;
	int wider = above >= below ? above : below;
	int step = (int)lround(GOLDEN * wider);

	if (wider <= 1)
		return -1;
	step = step < 1 ? 1 : step >= wider ? wider - 1 : step;
	return above >= below ? s->best + step : s->best - step;
}

static void take_probe(struct search *search, struct section *s)
{
	struct search_plan *best =
	    search_find(search, with_number(search->world, s->at, s->best));
	struct search_plan *probe =
	    search_find(search, with_number(search->world, s->at, s->probe));
	bool better =
	    probe != NULL && (best == NULL || search_is_better(probe, best));

	if (s->probe > s->best) {
		s->low = better ? s->best : s->low;
		s->high = better ? s->high : s->probe;
	} else {
		s->high = better ? s->best : s->high;
		s->low = better ? s->low : s->probe;
	}
	s->best = better ? s->probe : s->best;
}

static void open_section(const struct search *search,
			 const struct search_point *from, struct section *s)
{
	const struct search_world *world = search->world;
	int count = (int)numbers_at(world, &s->at);
	int at = world->equal != NULL
		     ? (int)world->equal(world->axes_context, from, &s->at)
		     : from->level[world->number];

	s->low = -1;
	s->high = count;
	s->best = at >= count ? count - 1 : at;
	s->probe = s->best;
}

static bool search_numbers(struct search *search,
			   const struct search_point *from,
			   struct section *list, unsigned count,
			   struct error_text *error)
{
	struct batch batch = {.search = search};
	bool left = true;

	for (unsigned i = 0; i < count; i++) {
		open_section(search, from, &list[i]);
		(void)try_point(&batch, with_number(search->world, list[i].at,
						    list[i].best));
	}
	if (!play_batch(&batch, error))
		return false;
	while (left && may_explore(search)) {
		left = false;
		for (unsigned i = 0; i < count; i++) {
			list[i].probe = next_probe(&list[i]);
			if (list[i].probe < 0)
				continue;
			left = true;
			(void)try_point(&batch,
					with_number(search->world, list[i].at,
						    list[i].probe));
		}
		if (!play_batch(&batch, error))
			return false;
		for (unsigned i = 0; i < count; i++)
			if (list[i].probe >= 0)
				take_probe(search, &list[i]);
	}
	return true;
}

/* All choices of the axes that strand the number, the others as at `from`; one
 * by one, if there are too many. */
static unsigned list_stranded(const struct search *search,
			      const struct search_point *from,
			      struct section out[COMBINATIONS_MAX])
{
	const struct search_world *world = search->world;
	double all = 1;
	unsigned count = 1;

	for (unsigned a = 0; a < world->axis_count; a++)
		all *= world->axes[a].strands ? world->axes[a].levels : 1;
	out[0] = (struct section){.at = *from};
	for (unsigned a = 0; a < world->axis_count; a++) {
		unsigned before = all <= COMBINATIONS_MAX ? count : 1;

		if (!world->axes[a].strands)
			continue;
		for (unsigned i = 0; i < before; i++)
			for (unsigned l = 0; l < world->axes[a].levels; l++) {
				if (l == from->level[a] ||
				    count == COMBINATIONS_MAX)
					continue;
				out[count] = out[i];
				out[count++].at.level[a] = (uint8_t)l;
			}
	}
	return count;
}

static unsigned levels_of(const struct search_world *world, unsigned axis,
			  const struct search_point *at)
{
	return (int)axis == world->number ? numbers_at(world, at)
					  : world->axes[axis].levels;
}

/* Is that level next to the one at the point, and may it be tried there? */
static bool is_neighbour(const struct search_world *world, unsigned axis,
			 const struct search_point *at, unsigned level)
{
	int off = (int)level - at->level[axis];

	return off != 0 && level < levels_of(world, axis, at) &&
	       (!world->axes[axis].ordered || abs(off) == 1);
}

static struct search_point moved(const struct search_world *world,
				 struct search_point at, unsigned axis,
				 unsigned level)
{
	struct search_point to = at;

	to.level[axis] = (uint8_t)level;
	if (world->axes[axis].strands && world->equal != NULL)
		to.level[world->number] =
		    (uint8_t)world->equal(world->axes_context, &at, &to);
	return to;
}

static void try_neighbours(struct batch *batch, struct search_point at,
			   bool stranding)
{
	const struct search_world *world = batch->search->world;

	for (unsigned a = 0; a < world->axis_count; a++)
		for (unsigned l = 0; l < levels_of(world, a, &at); l++)
			if (is_neighbour(world, a, &at, l) &&
			    (stranding || !world->axes[a].strands))
				(void)try_point(batch, moved(world, at, a, l));
}

/* Of each axis that no other is stranded by the best level next to the point,
 * where that is better. */
static struct search_point combined(const struct search *search,
				    struct search_point at)
{
	const struct search_world *world = search->world;
	struct search_plan *here = search_find(search, at);
	struct search_point to = at;

	for (unsigned a = 0; a < world->axis_count; a++) {
		struct search_plan *best = here;

		for (unsigned l = 0; l < levels_of(world, a, &at); l++) {
			struct search_plan *there;

			if (world->axes[a].strands ||
			    !is_neighbour(world, a, &at, l))
				continue;
			there = search_find(search, moved(world, at, a, l));
			if (there != NULL && there->done > 0 &&
			    search_is_better(there, best))
				best = there;
		}
		to.level[a] = best->at.level[a];
	}
	return to;
}

/* From the best on, until none of its neighbours is better. */
static bool climb(struct search *search, struct error_text *error)
{
	struct batch batch = {.search = search};
	struct search_plan *best = best_of(search), *before = NULL;

	while (best != NULL && best != before && may_explore(search)) {
		before = best;
		try_neighbours(&batch, best->at, true);
		if (!play_batch(&batch, error))
			return false;
		(void)try_point(&batch, combined(search, best->at));
		if (!play_batch(&batch, error))
			return false;
		best = best_of(search);
	}
	return true;
}

/* Two at a time: another level of any axis with one more, or one less. */
static bool try_diagonals(struct search *search, struct error_text *error)
{
	const struct search_world *world = search->world;
	struct batch batch = {.search = search};
	struct search_plan *best = best_of(search);

	if (best == NULL || world->number < 0)
		return true;
	for (int step = -1; step <= 1; step += 2) {
		int number = best->at.level[world->number] + step;

		if (number >= 0 && number < (int)numbers_at(world, &best->at) &&
		    may_explore(search))
			try_neighbours(&batch,
				       with_number(world, best->at, number),
				       false);
	}
	return play_batch(&batch, error);
}

static bool strands_alike(const struct search_world *world,
			  const struct search_point *a,
			  const struct search_point *b)
{
	for (unsigned i = 0; i < world->axis_count; i++)
		if (world->axes[i].strands && a->level[i] != b->level[i])
			return false;
	return true;
}

/* The best with these levels of the axes that strand. */
static struct search_plan *best_like(const struct search *search,
				     const struct search_point *at)
{
	struct search_plan *best = NULL;

	for (unsigned i = 0; i < search->count; i++) {
		struct search_plan *plan = search->plans[i];

		if (plan->done > 0 &&
		    strands_alike(search->world, &plan->at, at) &&
		    (best == NULL || search_is_better(plan, best)))
			best = plan;
	}
	return best;
}

/* Is it among the first of these? */
static bool is_promising(const struct search *search,
			 const struct section *list, unsigned count,
			 const struct section *one)
{
	struct search_plan *its = best_like(search, &one->at);
	unsigned before = 0;

	for (unsigned i = 0; i < count && its != NULL; i++) {
		struct search_plan *other = best_like(search, &list[i].at);

		before += other != NULL && search_is_better(other, its);
	}
	return its == NULL || before < PROMISING;
}

/* The other types once more, with what has turned out to be good. */
static bool try_stranded(struct search *search, struct error_text *error)
{
	struct section list[COMBINATIONS_MAX];
	struct search_plan *best = best_of(search);
	struct batch batch = {.search = search};
	unsigned count;

	if (best == NULL || search->world->number < 0)
		return true;
	count = list_stranded(search, &best->at, list);
	for (unsigned i = 0; i < count && may_explore(search); i++) {
		int most = (int)numbers_at(search->world, &list[i].at);

		if (!is_promising(search, list, count, &list[i]))
			continue;
		open_section(search, &best->at, &list[i]);
		for (int n = list[i].best - 1; n <= list[i].best + 1; n++)
			if (n >= 0 && n < most)
				(void)try_point(
				    &batch,
				    with_number(search->world, list[i].at, n));
	}
	return play_batch(&batch, error);
}

static bool explore(struct search *search, const struct search_point *start,
		    struct error_text *error)
{
	struct section list[COMBINATIONS_MAX];
	struct batch batch = {.search = search};
	struct search_plan *best;

	(void)try_point(&batch, *start);
	if (!play_batch(&batch, error))
		return false;
	if (search->world->number >= 0 &&
	    !search_numbers(search, start, list,
			    list_stranded(search, start, list), error))
		return false;
	if (!climb(search, error))
		return false;
	best = best_of(search);
	if (!try_diagonals(search, error) || !try_stranded(search, error))
		return false;
	return best == best_of(search) || climb(search, error);
}

/* --- public --------------------------------------------------------------- */

double search_grid(const struct search_world *world)
{
	struct search_point at = {{0}};
	double all = 0, others = 1;
	bool more = true;

	for (unsigned a = 0; a < world->axis_count; a++)
		if (!world->axes[a].strands && (int)a != world->number)
			others *= world->axes[a].levels;
	while (more) {
		unsigned a = 0;

		all += world->number < 0 ? 1 : numbers_at(world, &at);
		for (more = false; a < world->axis_count && !more; a++) {
			if (!world->axes[a].strands)
				continue;
			more = ++at.level[a] < world->axes[a].levels;
			if (!more)
				at.level[a] = 0;
		}
	}
	return all * others;
}

bool search_run(struct search *search, const struct search_world *world,
		const struct search_point *start, uint32_t most,
		struct error_text *error)
{
	*search = (struct search){.world = world, .most = most};
	return explore(search, start, error) && search_judge(search, error);
}

void search_release(struct search *search)
{
	for (unsigned i = 0; i < search->count; i++) {
		free(search->plans[i]->seen);
		free(search->plans[i]);
	}
	*search = (struct search){.world = NULL};
}
