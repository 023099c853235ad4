#include "fit_chain.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "generate_day.h"

/* The grid of log(rate / mean).  Its step is below the spread of what a world's
 * starts tell of its rate, so the trapezoid rule is exact enough. */
#define NODES 35
#define NODE_FIRST (-6.6)
#define NODE_STEP 0.3
#define NODE_WEIGHT_MIN 1e-7
#define POSTERIOR_MIN 1e-9

/* What the habit depends on. */
#define HABIT_PARAMETERS 4
static const int habit_parameters[HABIT_PARAMETERS] = {
    CHAIN_SHARE, CHAIN_PERSISTENCE, CHAIN_CHURN, CHAIN_REVIVAL};

struct node {
	double rate, weight;
	double weight_slope; /* d log weight / d log spread */
};

/* One value of the parameters, and what follows from it. */
struct setting {
	double per_day, spread, k, share, persistence, living, fresh, growth;
	double chance[HABITS][HABITS];
	double slope[HABIT_PARAMETERS][HABITS][HABITS];
	struct node nodes[NODES];
	double *factor; /* of a day */
	double *fresh_on;
	double *full[TIERS]; /* E of a full day */
};

/* What a day says of a world that plays on it. */
struct day_weight {
	double weight;
	double by_rate; /* d log weight / d log rate, and so d log factor */
	double by_k;	/* d log weight / d log k */
	double level;	/* expected L */
};

struct pass {
	struct chain *chain;
	struct setting s;
	struct day_weight *empty[TIERS]; /* full days without a start, by node
					    and day */
	double *mass, *mass_after;	 /* E of each mark; of each birthday */
	struct day_weight *marked; /* of the present world, by node and mark */
	double *forward;	   /* by node, day, habit; scaled */
	double *scale;		   /* by node and day */
	double *gradient;
};

/* --- the parameters ------------------------------------------------------- */

static double log_density(enum rate_law law, double y, double cv)
{
	double v = log1p(cv * cv), k = 1 / (cv * cv);

	if (law == RATE_LOGNORMAL)
		return -(y + v / 2) * (y + v / 2) / (2 * v) - log(v) / 2;
	return k * log(k) - gsl_sf_lngamma(k) + k * y - k * exp(y);
}

static void weigh_nodes(enum rate_law law, double cv, double log_weight[NODES])
{
	double sum = 0;

	for (int q = 0; q < NODES; q++) {
		log_weight[q] =
		    log_density(law, NODE_FIRST + q * NODE_STEP, cv);
		sum += exp(log_weight[q]);
	}
	for (int q = 0; q < NODES; q++)
		log_weight[q] -= log(sum);
}

static void make_nodes(struct setting *s, enum rate_law law)
{
	const double step = 1e-4;
	double at[NODES], below[NODES], above[NODES];

	weigh_nodes(law, s->spread, at);
	weigh_nodes(law, s->spread * exp(-step), below);
	weigh_nodes(law, s->spread * exp(step), above);
	for (int q = 0; q < NODES; q++)
		s->nodes[q] = (struct node){
		    .rate = s->per_day * exp(NODE_FIRST + q * NODE_STEP),
		    .weight = exp(at[q]),
		    .weight_slope = (above[q] - below[q]) / (2 * step),
		};
}

static void matrix_of(double share, double persistence, double churn,
		      double revival, double out[HABITS][HABITS])
{
	/* hazards a day back to shares a month, so the rule exists once */
	const struct generate_plan plan = {
	    .share = share,
	    .persistence = persistence,
	    .churn_per_month = -expm1(-churn * DAYS_PER_MONTH),
	    .revived_per_month = -expm1(-revival * DAYS_PER_MONTH),
	};

	habit_matrix(&plan, out);
}

static double logistic(double x)
{
	return 1 / (1 + exp(-x));
}

/* The matrix at theta + step in one parameter. */
static void matrix_at(const double *theta, int parameter, double step,
		      double out[HABITS][HABITS])
{
	double t[CHAIN_PARAMETERS];

	memcpy(t, theta, sizeof t);
	t[parameter] += step;
	matrix_of(logistic(t[CHAIN_SHARE]), logistic(t[CHAIN_PERSISTENCE]),
		  exp(t[CHAIN_CHURN]), exp(t[CHAIN_REVIVAL]), out);
}

static void matrix_slope(const double *theta, int parameter,
			 double out[HABITS][HABITS])
{
	const double step = 1e-5;
	double below[HABITS][HABITS], above[HABITS][HABITS];

	matrix_at(theta, parameter, -step, below);
	matrix_at(theta, parameter, step, above);
	for (int i = 0; i < HABITS; i++)
		for (int j = 0; j < HABITS; j++)
			out[i][j] = (above[i][j] - below[i][j]) / (2 * step);
}

static double day_factor(const double *theta, const struct fit_day *day)
{
	double log_factor =
	    day->weekday > 0 ? theta[CHAIN_LEVEL + (int)day->weekday - 1] : 0;

	if (day->kind == DAY_PUBLIC)
		log_factor += theta[CHAIN_PUBLIC];
	if (day->kind == DAY_SCHOOL)
		log_factor += theta[CHAIN_SCHOOL];
	return exp(log_factor);
}

static double mass_of(const double hours[HOURS], const float idle[HOURS])
{
	double mass = 0;

	for (int h = 0; h < HOURS; h++)
		mass += hours[h] * (double)idle[h];
	return mass / HOURS;
}

static void set(struct pass *p, const double *theta)
{
	const struct chain *chain = p->chain;
	struct setting *s = &p->s;

	s->per_day = exp(theta[CHAIN_PER_DAY]);
	s->spread = exp(theta[CHAIN_SPREAD]);
	s->k = exp(-2 * theta[CHAIN_DAY_SPREAD]);
	s->share = logistic(theta[CHAIN_SHARE]);
	s->persistence = logistic(theta[CHAIN_PERSISTENCE]);
	s->living = exp(theta[CHAIN_LIVING]);
	s->fresh = exp(theta[CHAIN_NEW]);
	matrix_at(theta, CHAIN_SHARE, 0, s->chance);
	for (int b = 0; b < HABIT_PARAMETERS; b++)
		matrix_slope(theta, habit_parameters[b], s->slope[b]);
	make_nodes(s, chain->rate_law);
	for (uint32_t d = 0; d < chain->data->day_count; d++) {
		const struct fit_day *day = &chain->data->days[d];

		s->factor[d] = day_factor(theta, day);
		s->fresh_on[d] =
		    s->fresh * exp(theta[CHAIN_GROWTH] * d / DAYS_PER_MONTH);
		for (int tier = 0; tier < TIERS; tier++)
			s->full[tier][d] =
			    s->factor[d] *
			    mass_of(chain->hours[tier][day->type], day->full);
	}
}

/* --- weights of days ------------------------------------------------------ */

/* n starts in idle time E; `factor` that of the day. */
static struct day_weight weigh(double rate, double k, uint32_t n, double idle,
			       double factor)
{
	double x = rate * idle / k;
	double log_weight = n * log(rate * factor) - (n + k) * log1p(x);
	struct day_weight w = {
	    .by_rate = n - (n + k) * x / (1 + x),
	    .by_k = -log1p(x) + (n + k) * x / (k * (1 + x)),
	    .level = rate * (n + k) / (k + rate * idle),
	};

	for (uint32_t i = 1; i < n; i++) {
		log_weight += log1p(i / k);
		w.by_k -= i / (k * k + i * k);
	}
	w.by_k *= k;
	w.weight = exp(log_weight);
	return w;
}

static void weigh_empty_days(struct pass *p)
{
	uint32_t days = p->chain->data->day_count;

	for (int tier = 0; tier < TIERS; tier++)
		for (int q = 0; q < NODES; q++)
			for (uint32_t d = 0; d < days; d++)
				p->empty[tier][(size_t)q * days + d] =
				    weigh(p->s.nodes[q].rate, p->s.k, 0,
					  p->s.full[tier][d], 1);
}

/* The mass of what was idle, for all marks and birthdays. */
static void weigh_idle(struct pass *p)
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
				     mass_of(hours, data->marks[m].idle);
			if (d == world->first_day)
				p->mass_after[w] = p->s.factor[d] *
						   mass_of(hours, world->after);
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

static struct day_weight weigh_mark(const struct pass *p, double rate,
				    const struct fit_mark *mark)
{
	return weigh(rate, p->s.k, mark->starts,
		     p->mass[mark - p->chain->data->marks],
		     p->s.factor[mark->day]);
}

/* The first day of a new world: its first start falls on an hour of the
 * profile, the others follow it. */
static struct day_weight weigh_birth(const struct pass *p,
				     const struct path *path, double rate,
				     const struct fit_mark *mark)
{
	double factor = p->s.factor[mark->day];
	double idle = p->mass_after[path->world - p->chain->data->worlds];
	struct day_weight w =
	    weigh(rate, p->s.k, mark->starts - 1, idle, factor);

	w.weight *= factor / p->s.full[path->tier][mark->day];
	return w;
}

static bool is_birthday(const struct path *path, const struct fit_mark *mark)
{
	return path->may_be_new && mark->day == path->world->first_day;
}

/* Forward under node q: the scaled measure of each habit at the end of each
 * day.  Returns log Lambda. */
static double go_forward(struct pass *p, const struct path *path, int q)
{
	const struct setting *s = &p->s;
	uint32_t days = p->chain->data->day_count;
	double *forward = &p->forward[(size_t)q * days * HABITS];
	double *scale = &p->scale[(size_t)q * days];
	double before[HABITS] = {s->living * s->share,
				 s->living * (1 - s->share),
				 p->chain->dormant * p->chain->data->sampled};
	double log_total = 0;
	const struct fit_mark *mark = path->marks;
	const struct fit_mark *end = mark + path->mark_count;
	struct day_weight *marked = &p->marked[(size_t)q * days];

	for (uint32_t d = 0; d < days; d++) {
		double *now = &forward[(size_t)d * HABITS], sum = 0;
		double plays =
		    p->empty[path->tier][(size_t)q * days + d].weight;
		bool started = false;
		double birth = 0;

		if (mark < end && mark->day == d) {
			*marked = weigh_mark(p, s->nodes[q].rate, mark);
			plays = marked->weight;
			started = mark->starts > 0;
			if (is_birthday(path, mark))
				birth =
				    s->fresh_on[d] * exp(-log_total) *
				    weigh_birth(p, path, s->nodes[q].rate, mark)
					.weight;
			mark++;
			marked++;
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
		scale[d] = sum;
	}
	return log_total;
}

/* What the days add to the gradient, `posterior` that of the node. */
static void add_day(struct pass *p, uint32_t d, double plays,
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

static void collect_idle(struct pass *p, const struct path *path, uint32_t d,
			 double amount, const float idle[HOURS])
{
	int type = p->chain->data->days[d].type;

	for (int h = 0; h < HOURS; h++)
		p->chain->weight[path->tier][type][h] +=
		    amount * (double)idle[h] / HOURS;
}

/* The day of a mark in the backward pass: `at_end` is the posterior measure of
 * 'plays' at its end, of which `born` is that of a world made today. */
static void add_mark(struct pass *p, const struct path *path, int q,
		     const struct fit_mark *mark, double plays, double born)
{
	const struct day_weight *old =
	    &p->marked[(size_t)q * p->chain->data->day_count +
		       (size_t)(mark - path->marks)];
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
static void add_habits(struct pass *p, double counts[HABITS][HABITS],
		       double first[HABITS], double posterior)
{
	const struct setting *s = &p->s;

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

/* Backward under node q, adding its part of the gradient. */
static void go_backward(struct pass *p, const struct path *path, int q,
			double posterior)
{
	const struct setting *s = &p->s;
	uint32_t days = p->chain->data->day_count;
	const double *forward = &p->forward[(size_t)q * days * HABITS];
	const double *scale = &p->scale[(size_t)q * days];
	const double start[HABITS] = {
	    s->living * s->share, s->living * (1 - s->share),
	    p->chain->dormant * p->chain->data->sampled};
	double after[HABITS] = {1, 1, 1}; /* scaled beta */
	double counts[HABITS][HABITS] = {{0}};
	const struct fit_mark *mark = path->marks + path->mark_count;

	for (uint32_t d = days; d-- > 0;) {
		const double *now = &forward[(size_t)d * HABITS];
		const double *before = d > 0 ? now - HABITS : start;
		double weight[HABITS], came = 0, born = 0;
		bool started = false;
		const struct day_weight *empty =
		    &p->empty[path->tier][(size_t)q * days + d];

		weight[HABIT_PLAYS] = empty->weight;
		if (mark > path->marks && mark[-1].day == d) {
			mark--;
			weight[HABIT_PLAYS] =
			    p->marked[(size_t)q * days +
				      (size_t)(mark - path->marks)]
				.weight;
			started = mark->starts > 0;
			for (int i = 0; i < HABITS; i++)
				came += before[i] * s->chance[i][HABIT_PLAYS];
			if (is_birthday(path, mark))
				born = posterior * after[HABIT_PLAYS] *
				       (now[HABIT_PLAYS] -
					came * weight[HABIT_PLAYS] / scale[d]);
			add_mark(p, path, q, mark,
				 posterior * now[HABIT_PLAYS] *
				     after[HABIT_PLAYS],
				 born > 0 ? born : 0);
		} else {
			double plays =
			    posterior * now[HABIT_PLAYS] * after[HABIT_PLAYS];

			add_day(p, d, plays, empty);
			if (p->chain->collect)
				collect_idle(p, path, d,
					     plays * empty->level *
						 s->factor[d],
					     p->chain->data->days[d].full);
		}
		weight[HABIT_RESTS] = weight[HABIT_GONE] = !started;
		for (int j = 0; j < HABITS; j++)
			weight[j] *= after[j] / scale[d];
		for (int i = 0; i < HABITS; i++) {
			after[i] = 0;
			for (int j = 0; j < HABITS; j++) {
				counts[i][j] += before[i] * weight[j];
				after[i] += s->chance[i][j] * weight[j];
			}
		}
	}
	add_habits(p, counts, after, posterior);
}

/* log Lambda of a world.  Adds the slope of log Lambda to the gradient; for the
 * unseen world, that of Lambda times `share`. */
static double add_path(struct pass *p, const struct path *path, bool slopes,
		       double share)
{
	double log_lambda[NODES], most = -HUGE_VAL, sum = 0, total, amount;

	for (int q = 0; q < NODES; q++) {
		double weight = p->s.nodes[q].weight;

		log_lambda[q] = weight < NODE_WEIGHT_MIN
				    ? -HUGE_VAL
				    : log(weight) + go_forward(p, path, q);
		most = fmax(most, log_lambda[q]);
	}
	for (int q = 0; q < NODES; q++)
		sum += exp(log_lambda[q] - most);
	total = most + log(sum);
	amount = path->world != NULL ? 1 : share * exp(total);
	for (int q = 0; q < NODES && slopes; q++) {
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

static bool open_pass(struct pass *p, struct chain *chain)
{
	const struct fit_data *data = chain->data;
	size_t days = data->day_count, all = NODES * days;
	size_t marks = 1;

	*p = (struct pass){.chain = chain};
	for (uint32_t w = 0; w < data->world_count; w++)
		marks += data->worlds[w].mark_count;
	p->s.factor = calloc(days, sizeof(double));
	p->s.fresh_on = calloc(days, sizeof(double));
	p->forward = calloc(all * HABITS, sizeof(double));
	p->scale = calloc(all, sizeof(double));
	p->marked = calloc(all, sizeof *p->marked);
	p->mass = calloc(marks, sizeof(double));
	p->mass_after = calloc(data->world_count + (size_t)1, sizeof(double));
	for (int tier = 0; tier < TIERS; tier++) {
		p->s.full[tier] = calloc(days, sizeof(double));
		p->empty[tier] = calloc(all, sizeof *p->empty[tier]);
		if (p->s.full[tier] == NULL || p->empty[tier] == NULL)
			return false;
	}
	return p->s.factor != NULL && p->s.fresh_on != NULL &&
	       p->forward != NULL && p->scale != NULL && p->mass != NULL &&
	       p->marked != NULL && p->mass_after != NULL;
}

static void close_pass(struct pass *p)
{
	free(p->s.factor);
	free(p->s.fresh_on);
	free(p->forward);
	free(p->scale);
	free(p->mass);
	free(p->marked);
	free(p->mass_after);
	for (int tier = 0; tier < TIERS; tier++) {
		free(p->s.full[tier]);
		free(p->empty[tier]);
	}
}

/* Unseen worlds, and those still to come. */
static double add_unseen(struct pass *p, bool slopes)
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

double chain_likelihood(struct chain *chain,
			const double theta[CHAIN_PARAMETERS],
			double gradient[CHAIN_PARAMETERS])
{
	const struct fit_data *data = chain->data;
	double unused[CHAIN_PARAMETERS] = {0}, log_likelihood;
	struct pass p;

	if (!open_pass(&p, chain)) {
		close_pass(&p);
		return (double)NAN;
	}
	p.gradient = gradient != NULL ? gradient : unused;
	memset(p.gradient, 0, CHAIN_PARAMETERS * sizeof *p.gradient);
	memset(chain->weight, 0, sizeof chain->weight);
	set(&p, theta);
	weigh_empty_days(&p);
	weigh_idle(&p);
	log_likelihood = 0;
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

		log_likelihood += add_path(&p, &path, gradient != NULL, 1);
	}
	log_likelihood += add_unseen(&p, gradient != NULL);
	close_pass(&p);
	return log_likelihood;
}
