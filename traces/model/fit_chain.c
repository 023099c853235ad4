#include "fit_chain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit_setting.h"

#define NODE_WEIGHT_MIN 1e-7
#define POSTERIOR_MIN 1e-9

struct chain_space {
	struct chain *chain; /* of the present evaluation */
	struct chain_setting s;
	struct day_weight *empty[TIERS]; /* full days without a start, by node
					    and day */
	double *mass, *mass_after;	 /* E of each mark; of each birthday */
	struct day_weight *marked; /* of the present world, by node and mark */
	double *forward;	   /* by node, day, habit; scaled */
	double *scale;		   /* by node and day */
	double *gradient;
};

/* --- by node and day ------------------------------------------------------ */

static size_t place_of(const struct chain_space *p, int node, size_t day)
{
	return (size_t)node * p->chain->data->day_count + day;
}

static struct day_weight *empty_at(const struct chain_space *p, int tier,
				   int node, uint32_t day)
{
	return &p->empty[tier][place_of(p, node, day)];
}

static double *scale_at(const struct chain_space *p, int node, uint32_t day)
{
	return &p->scale[place_of(p, node, day)];
}

/* The measure of each habit at the end of the day. */
static double *forward_at(const struct chain_space *p, int node, uint32_t day)
{
	return &p->forward[place_of(p, node, day) * HABITS];
}

/* --- weights of days ------------------------------------------------------ */

static void weigh_empty_days(struct chain_space *p)
{
	uint32_t days = p->chain->data->day_count;

	for (int tier = 0; tier < TIERS; tier++)
		for (int q = 0; q < RATE_NODES; q++)
			for (uint32_t d = 0; d < days; d++)
				*empty_at(p, tier, q, d) =
				    day_weigh(p->s.nodes[q].rate, p->s.k, 0,
					      p->s.full[tier][d], 1);
}

/* The mass of what was idle, for all marks and birthdays. */
static void weigh_idle(struct chain_space *p)
{
	const struct chain *chain = p->chain;
	const struct fit_data *data = chain->data;

	for (uint32_t w = 0; w < data->world_count; w++) {
		const struct fit_world *world = &data->worlds[w];
		uint32_t end = world->mark + world->mark_count;

		for (uint32_t m = world->mark; m < end; m++) {
			uint32_t d = data->marks[m].day;
			const double *hours =
			    chain->hours[world->tier][data->days[d].type];

			p->mass[m] = p->s.factor[d] *
				     setting_mass(hours, data->marks[m].idle);
			if (d == world->first_day)
				p->mass_after[w] =
				    p->s.factor[d] *
				    setting_mass(hours, world->after);
		}
	}
}

/* --- one world ------------------------------------------------------------ */

/* A world's path under one rate. */
struct path {
	const struct fit_world *world; /* NULL: the unseen one */
	const struct fit_mark *marks;
	uint32_t mark_count;
	int tier;
	bool may_be_new;
};

static struct day_weight weigh_mark(const struct chain_space *p, double rate,
				    const struct fit_mark *mark)
{
	return day_weigh(rate, p->s.k, mark->starts,
			 p->mass[mark - p->chain->data->marks],
			 p->s.factor[mark->day]);
}

/* The first day of a new world: its first start falls on an hour of the
 * profile, the others follow it. */
static struct day_weight weigh_birth(const struct chain_space *p,
				     const struct path *path, double rate,
				     const struct fit_mark *mark)
{
	double factor = p->s.factor[mark->day];
	double idle = p->mass_after[path->world - p->chain->data->worlds];
	struct day_weight w =
	    day_weigh(rate, p->s.k, mark->starts - 1, idle, factor);

	w.weight *= factor / p->s.full[path->tier][mark->day];
	return w;
}

/* A day has one mark at most, so a list of days has room for all marks. */
static struct day_weight *marked_at(const struct chain_space *p,
				    const struct path *path, int node,
				    const struct fit_mark *mark)
{
	return &p->marked[place_of(p, node, (size_t)(mark - path->marks))];
}

/* The measure of each habit before the first day. */
static void begin_path(const struct chain_space *p, double measure[HABITS])
{
	const struct chain_setting *s = &p->s;

	measure[HABIT_PLAYS] = s->living * s->share;
	measure[HABIT_RESTS] = s->living * (1 - s->share);
	measure[HABIT_GONE] = p->chain->dormant * p->chain->data->sampled;
}

static bool is_birthday(const struct path *path, const struct fit_mark *mark)
{
	return path->may_be_new && mark->day == path->world->first_day;
}

/* Forward under node q: the scaled measure of each habit at the end of each
 * day.  Returns log Lambda. */
static double go_forward(struct chain_space *p, const struct path *path, int q)
{
	const struct chain_setting *s = &p->s;
	double before[HABITS], log_total = 0;
	const struct fit_mark *mark = path->marks;
	const struct fit_mark *end = mark + path->mark_count;

	begin_path(p, before);
	for (uint32_t d = 0; d < p->chain->data->day_count; d++) {
		double *now = forward_at(p, q, d), sum = 0;
		double plays = empty_at(p, path->tier, q, d)->weight;
		bool started = false;
		double birth = 0;

		if (mark < end && mark->day == d) {
			struct day_weight *marked = marked_at(p, path, q, mark);

			*marked = weigh_mark(p, s->nodes[q].rate, mark);
			plays = marked->weight;
			started = mark->starts > 0;
			if (is_birthday(path, mark))
				birth =
				    s->fresh_on[d] * exp(-log_total) *
				    weigh_birth(p, path, s->nodes[q].rate, mark)
					.weight;
			mark++;
		}
		for (int j = 0; j < HABITS; j++) {
			now[j] = 0;
			for (int i = 0; i < HABITS; i++)
				now[j] += before[i] * s->chance[i][j];
			now[j] *= j == HABIT_PLAYS ? plays : !started;
		}
		now[HABIT_PLAYS] += birth;
		for (int j = 0; j < HABITS; j++)
			sum += now[j];
		if (!(sum > 0))
			return -HUGE_VAL;
		for (int j = 0; j < HABITS; j++)
			before[j] = now[j] /= sum;
		log_total += log(sum);
		*scale_at(p, q, d) = sum;
	}
	return log_total;
}

/* What the days add to the gradient, `posterior` that of the node. */
static void add_day(struct chain_space *p, uint32_t d, double plays,
		    const struct day_weight *w)
{
	const struct fit_day *day = &p->chain->data->days[d];
	double by_rate = plays * w->by_rate;

	p->gradient[CHAIN_PER_DAY] += by_rate;
	p->gradient[CHAIN_DAY_SPREAD] -= 2 * plays * w->by_k;
	if (day->weekday > 0)
		p->gradient[CHAIN_LEVEL + (int)day->weekday - 1] += by_rate;
	if (day->kind == DAY_PUBLIC)
		p->gradient[CHAIN_PUBLIC] += by_rate;
	if (day->kind == DAY_SCHOOL)
		p->gradient[CHAIN_SCHOOL] += by_rate;
}

static void collect_idle(struct chain_space *p, const struct path *path,
			 uint32_t d, double amount, const float idle[HOURS])
{
	int type = p->chain->data->days[d].type;

	for (int h = 0; h < HOURS; h++)
		p->chain->weight[path->tier][type][h] +=
		    amount * (double)idle[h] / HOURS;
}

/* The day of a mark in the backward pass: `at_end` is the posterior measure of
 * 'plays' at its end, of which `born` is that of a world made today. */
static void add_mark(struct chain_space *p, const struct path *path, int q,
		     const struct fit_mark *mark, double plays, double born)
{
	const struct day_weight *old = marked_at(p, path, q, mark);
	const struct fit_data *data = p->chain->data;
	double rate = p->s.nodes[q].rate, factor = p->s.factor[mark->day];
	struct day_weight w;

	add_day(p, mark->day, plays - born, old);
	if (p->chain->collect)
		collect_idle(p, path, mark->day,
			     (plays - born) * old->level * factor, mark->idle);
	if (!(born > 0))
		return;
	w = weigh_birth(p, path, rate, mark);
	add_day(p, mark->day, born, &w);
	/* the hour of the first start does not depend on the day's factor */
	p->gradient[CHAIN_NEW] += born;
	p->gradient[CHAIN_GROWTH] += born * mark->day / DAYS_PER_MONTH;
	if (!p->chain->collect)
		return;
	collect_idle(p, path, mark->day, born * w.level * factor,
		     path->world->after);
	collect_idle(p, path, mark->day,
		     born * factor / p->s.full[path->tier][mark->day],
		     data->days[mark->day].full);
}

/* d log Lambda of the steps and of the beginning. */
static void add_habits(struct chain_space *p, double counts[HABITS][HABITS],
		       double first[HABITS], double posterior)
{
	const struct chain_setting *s = &p->s;

	for (int i = 0; i < HABITS; i++)
		for (int j = 0; j < HABITS; j++) {
			double n = posterior * counts[i][j];

			for (int b = 0; b < HABIT_PARAMETERS; b++)
				p->gradient[habit_parameters[b]] +=
				    n * s->slope[b][i][j];
		}
	p->gradient[CHAIN_LIVING] += posterior * s->living *
				     (s->share * first[HABIT_PLAYS] +
				      (1 - s->share) * first[HABIT_RESTS]);
	p->gradient[CHAIN_SHARE] += posterior * s->living * s->share *
				    (1 - s->share) *
				    (first[HABIT_PLAYS] - first[HABIT_RESTS]);
}

/* A day without a mark in the backward pass. */
static void add_empty_day(struct chain_space *p, const struct path *path, int q,
			  uint32_t d, double plays)
{
	const struct day_weight *empty = empty_at(p, path->tier, q, d);

	add_day(p, d, plays, empty);
	if (p->chain->collect)
		collect_idle(p, path, d, plays * empty->level * p->s.factor[d],
			     p->chain->data->days[d].full);
}

/* The part of the forward measure of 'plays' that was made on this day;
 * `weight` is that of the mark. */
static double born_on(const struct chain_space *p, int q, uint32_t d,
		      const double before[HABITS], double weight)
{
	double came = 0;

	for (int i = 0; i < HABITS; i++)
		came += before[i] * p->s.chance[i][HABIT_PLAYS];
	return forward_at(p, q, d)[HABIT_PLAYS] -
	       came * weight / *scale_at(p, q, d);
}

/* From the backward measure after a day to that before it; `weight` is that of
 * each habit on the day, scaled. */
static void step_back(const struct chain_setting *s,
		      const double before[HABITS], const double weight[HABITS],
		      double after[HABITS], double counts[HABITS][HABITS])
{
	for (int i = 0; i < HABITS; i++) {
		after[i] = 0;
		for (int j = 0; j < HABITS; j++) {
			counts[i][j] += before[i] * weight[j];
			after[i] += s->chance[i][j] * weight[j];
		}
	}
}

/* Backward under node q, adding its part of the gradient. */
static void go_backward(struct chain_space *p, const struct path *path, int q,
			double posterior)
{
	double start[HABITS], after[HABITS] = {1, 1, 1}; /* scaled beta */
	double counts[HABITS][HABITS] = {{0}};
	uint32_t marks = path->mark_count; /* up to the present day */

	begin_path(p, start);
	for (uint32_t d = p->chain->data->day_count; d-- > 0;) {
		const double *before = d > 0 ? forward_at(p, q, d - 1) : start;
		double plays = posterior * forward_at(p, q, d)[HABIT_PLAYS] *
			       after[HABIT_PLAYS];
		double weight[HABITS];
		bool started = false;

		weight[HABIT_PLAYS] = empty_at(p, path->tier, q, d)->weight;
		if (marks > 0 && path->marks[marks - 1].day == d) {
			const struct fit_mark *mark = &path->marks[--marks];
			double born = 0;

			weight[HABIT_PLAYS] =
			    marked_at(p, path, q, mark)->weight;
			started = mark->starts > 0;
			if (is_birthday(path, mark))
				born = posterior * after[HABIT_PLAYS] *
				       born_on(p, q, d, before,
					       weight[HABIT_PLAYS]);
			add_mark(p, path, q, mark, plays, born > 0 ? born : 0);
		} else {
			add_empty_day(p, path, q, d, plays);
		}
		weight[HABIT_RESTS] = weight[HABIT_GONE] = !started;
		for (int j = 0; j < HABITS; j++)
			weight[j] *= after[j] / *scale_at(p, q, d);
		step_back(&p->s, before, weight, after, counts);
	}
	add_habits(p, counts, after, posterior);
}

/* log Lambda of a world.  Adds the slope of log Lambda to the gradient; for the
 * unseen world, that of Lambda times `share`. */
static double add_path(struct chain_space *p, const struct path *path,
		       bool slopes, double share)
{
	double log_lambda[RATE_NODES], most = -HUGE_VAL, sum = 0, total, amount;

	for (int q = 0; q < RATE_NODES; q++) {
		double weight = p->s.nodes[q].weight;

		log_lambda[q] = weight < NODE_WEIGHT_MIN
				    ? -HUGE_VAL
				    : log(weight) + go_forward(p, path, q);
		most = fmax(most, log_lambda[q]);
	}
	for (int q = 0; q < RATE_NODES; q++)
		sum += exp(log_lambda[q] - most);
	total = most + log(sum);
	amount = path->world != NULL ? 1 : share * exp(total);
	for (int q = 0; q < RATE_NODES && slopes; q++) {
		double posterior = exp(log_lambda[q] - total);

		if (posterior < POSTERIOR_MIN)
			continue;
		go_backward(p, path, q, amount * posterior);
		p->gradient[CHAIN_SPREAD] +=
		    amount * posterior * p->s.nodes[q].weight_slope;
	}
	return total;
}

/* --- all worlds ----------------------------------------------------------- */

struct chain_space *chain_space_alloc(const struct fit_data *data)
{
	struct chain_space *space = calloc(1, sizeof *space);
	size_t all = RATE_NODES * (size_t)data->day_count;
	size_t marks = 1;
	bool good;

	if (space == NULL)
		return NULL;
	for (uint32_t w = 0; w < data->world_count; w++)
		marks += data->worlds[w].mark_count;
	good = setting_open(&space->s, data->day_count);
	space->forward = calloc(all * HABITS, sizeof *space->forward);
	space->scale = calloc(all, sizeof *space->scale);
	space->marked = calloc(all, sizeof *space->marked);
	space->mass = calloc(marks, sizeof *space->mass);
	space->mass_after =
	    calloc(data->world_count + (size_t)1, sizeof *space->mass_after);
	for (int tier = 0; tier < TIERS; tier++) {
		space->empty[tier] = calloc(all, sizeof *space->empty[tier]);
		good = good && space->empty[tier] != NULL;
	}
	if (good && space->forward != NULL && space->scale != NULL &&
	    space->marked != NULL && space->mass != NULL &&
	    space->mass_after != NULL)
		return space;
	chain_space_free(space);
	return NULL;
}

void chain_space_free(struct chain_space *space)
{
	if (space == NULL)
		return;
	setting_release(&space->s);
	free(space->forward);
	free(space->scale);
	free(space->mass);
	free(space->marked);
	free(space->mass_after);
	for (int tier = 0; tier < TIERS; tier++)
		free(space->empty[tier]);
	free(space);
}

/* Unseen worlds, and those still to come. */
static double add_unseen(struct chain_space *p, bool slopes)
{
	const struct chain *chain = p->chain;
	double log_likelihood =
	    -p->s.living - chain->dormant * chain->data->sampled;

	for (int tier = 0; tier < TIERS; tier++) {
		const struct path path = {.tier = tier};

		if (chain->tier_share[tier] > 0)
			log_likelihood +=
			    chain->tier_share[tier] *
			    exp(add_path(p, &path, slopes,
					 chain->tier_share[tier]));
	}
	p->gradient[CHAIN_LIVING] -= p->s.living;
	for (uint32_t d = 0; d < chain->data->day_count; d++) {
		log_likelihood -= p->s.fresh_on[d];
		p->gradient[CHAIN_NEW] -= p->s.fresh_on[d];
		p->gradient[CHAIN_GROWTH] -=
		    p->s.fresh_on[d] * d / DAYS_PER_MONTH;
	}
	return log_likelihood;
}

double chain_likelihood(struct chain *chain, struct chain_space *space,
			const double theta[CHAIN_PARAMETERS],
			double gradient[CHAIN_PARAMETERS])
{
	const struct fit_data *data = chain->data;
	double unused[CHAIN_PARAMETERS], log_likelihood = 0;

	space->chain = chain;
	space->gradient = gradient != NULL ? gradient : unused;
	memset(space->gradient, 0, CHAIN_PARAMETERS * sizeof *space->gradient);
	memset(chain->weight, 0, sizeof chain->weight);
	setting_make(&space->s, chain, theta);
	weigh_empty_days(space);
	weigh_idle(space);
	for (uint32_t w = 0; w < data->world_count; w++) {
		const struct fit_world *world = &data->worlds[w];
		const struct path path = {
		    .world = world,
		    .marks = &data->marks[world->mark],
		    .mark_count = world->mark_count,
		    .tier = world->tier,
		    .may_be_new = !world->seen_before &&
				  world->first_day < data->day_count,
		};

		log_likelihood += add_path(space, &path, gradient != NULL, 1);
	}
	return log_likelihood + add_unseen(space, gradient != NULL);
}
